"""One step of training in eight engines, side by side: `make bench` prints the table and draws the picture.

Each engine runs in a process of its own, on one thread, first with Python's garbage collector as it is by default and
then with it off; the processes take turns, and the table shows medians of the rounds' medians. All engines must come to
the same losses. (With the collector off micrograd gives no graph back: each step needs new memory.)
"""

import argparse
import gc
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import matplotlib.pyplot as plt
from engines import ENGINES, PAIRS, RUNS, WORKS

from gradually.course.page.pictures import Picture
from gradually.render import DATA_COLOR, LINE_COLOR

IMAGE = Path(__file__).resolve().parent.parent.parent / "images" / "benchmark.png"
BUDGET = 1.5  # seconds of steps in a process
LEAST_STEPS, MOST_STEPS = 6, 400
ONE_THREAD = {name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}


# --- in a process of its own ---


def measure(work, engine):
    """Return the figures of one engine at one work: the median step in seconds, its losses, peak memory in MB."""
    step = ENGINES[engine](WORKS[work])
    before = peak_memory()
    losses, seconds = timed(step)
    megabytes = peak_memory() - before
    gc.disable()
    return {
        "seconds": seconds,
        "without collector": timed(step)[1],
        "losses": losses[:LEAST_STEPS],
        "megabytes": megabytes,
        "bytes": bytes_of_a_node(engine),
    }


def timed(step):
    """Return the losses of some calls of `step`, and the median of their seconds."""
    losses, taken = [], []
    while len(taken) < LEAST_STEPS or (sum(taken) < BUDGET and len(taken) < MOST_STEPS):
        begun = time.perf_counter()
        losses.append(step())
        taken.append(time.perf_counter() - begun)
    return losses, statistics.median(taken[1:])  # the first one warms up


def peak_memory():
    """Return the most memory that this process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def bytes_of_a_node(engine):
    """Return what one more addition keeps of Python's memory, None where nodes are not Python's alone."""
    if engine == "micrograd":
        from micrograd.engine import Value
    elif engine == "gradually":
        from gradually.value import Value
    else:
        return None
    a = total = Value(1.0)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(500):
        total = total + a
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return grown / 500


# --- all of them, by turns ---


def collect(rounds):
    """Return {(work, engine): figures}, medians over the rounds; AssertionError if the losses differ."""
    runs = {pair: [] for pair in PAIRS}
    for number in range(1, rounds + 1):
        for work, engine in PAIRS:
            say(f"round {number} of {rounds}: {work}, {engine}")
            command = [sys.executable, __file__, "--measure", work, engine]
            output = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | ONE_THREAD)
            runs[work, engine].append(json.loads(output.stdout))
    say("")
    for work, engines in RUNS.items():
        expected = runs[work, engines[-1]][0]["losses"]
        for engine in engines:
            off = max(abs(a - b) for a, b in zip(runs[work, engine][0]["losses"], expected, strict=True))
            assert off < 1e-6, f"{engine} comes to other losses at {work}: off by {off}"
    return {
        pair: {key: middle(run[key] for run in measured) for key in measured[0] if key != "losses"}
        for pair, measured in runs.items()
    }


def middle(numbers):
    """Return the median, None if there is nothing to take it of."""
    numbers = [number for number in numbers if number is not None]
    return statistics.median(numbers) if numbers else None


def say(text):
    """Show `text` as the line of progress, in place of the one before."""
    print(f"\r{text:60}", end="\r", file=sys.stderr, flush=True)


# --- the table and the picture ---


def table(figures):
    """Return the figures as a table in Markdown; "times as fast" compares with the slowest engine at the same work."""
    works = list(RUNS)
    lines = [
        "| engine | "
        + " | ".join(f"{work} | collector off | times as fast | MB" for work in works)
        + " | bytes a node |",
        "|---|" + "---:|" * (4 * len(works) + 1),
    ]
    for engine in ENGINES:
        cells = []
        for work in works:
            found = figures.get((work, engine))
            slowest = max(figures[work, other]["seconds"] for other in RUNS[work])
            cells += (
                [
                    in_units(found["seconds"]),
                    in_units(found["without collector"]),
                    ratio(slowest / found["seconds"]),
                    f"{found['megabytes']:.0f}",
                ]
                if found
                else [""] * 4
            )
        node = figures["moons", engine]["bytes"]
        lines.append(f"| {engine} | " + " | ".join(cells) + f" | {round(node) if node else ''} |")
    return "\n".join(lines)


def in_units(seconds):
    """Return a time as text in milliseconds, or in microseconds if it is short."""
    if seconds >= 0.9995:
        return f"{seconds:.3g} s"
    return f"{seconds * 1e3:.3g} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} µs"


def ratio(x):
    """Return a ratio in two digits."""
    return f"{x:.2g}" if x < 10 else f"{float(f'{x:.2g}'):,.0f}"


def chart(figures):
    """Return the times as bars, a panel for each work."""
    with plt.style.context("gradually.course.page.style"):
        heights = [len(engines) for engines in RUNS.values()]
        figure, panels = plt.subplots(len(RUNS), 1, figsize=(7.5, 7), height_ratios=heights)
        for axes, (work, engines) in zip(panels, RUNS.items(), strict=True):
            ordered = sorted(engines, key=lambda engine: figures[work, engine]["seconds"])
            times = [figures[work, engine]["seconds"] * 1e3 for engine in ordered]
            colors = [DATA_COLOR if engine.startswith("gradually") else "#b8b8b8" for engine in ordered]
            axes.barh(ordered, times, color=colors)
            for place, milliseconds in enumerate(times):
                text = in_units(milliseconds / 1e3)
                axes.annotate(text, (milliseconds, place), xytext=(4, 0), textcoords="offset points", va="center")
            far_apart = max(times) > 20 * min(times)
            limits = (min(times) / 3, max(times) * 4) if far_apart else (0, 1.15 * max(times))
            axes.set(xscale="log" if far_apart else "linear", xlim=limits, title=title_of(work))
            axes.set_xlabel("milliseconds a step" + (", on a logarithmic scale" if far_apart else ""), color=LINE_COLOR)
            axes.grid(axis="y", visible=False)
            axes.tick_params(axis="x", colors=LINE_COLOR)
        return Picture(figure, "Times of one step of training as bars, fastest first, for three networks.")


def title_of(work):
    """Return what is done in one step, for a reader."""
    if work == "moons":
        return "two moons: 100 points, MLP(2, [16, 16, 1])"
    return f"classes: 256 examples, {work}"


def machine():
    """Return a line on what the figures were measured with."""
    import numpy
    import torch

    versions = f"Python {platform.python_version()}, NumPy {numpy.__version__}, PyTorch {torch.__version__}"
    return f"{platform.machine()}, {os.cpu_count()} cores, one thread each; {versions}; {time.strftime('%Y-%m-%d')}"


def main():
    """Measure, print the table, draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3, help="how often each engine has its turn (3)")
    parser.add_argument("--measure", nargs=2, metavar=("WORK", "ENGINE"), help="measure one engine here, print JSON")
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(*arguments.measure)))
        return
    figures = collect(arguments.rounds)
    print(f"{machine()}\n\n{table(figures)}")
    IMAGE.write_bytes(chart(figures).png)


if __name__ == "__main__":
    main()

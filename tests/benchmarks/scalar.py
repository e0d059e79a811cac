"""The scalar engine beside micrograd and PyTorch's 0-d tensors: time and memory, as ratios of one run.

    make bench

Each engine runs in a process of its own with Python's default garbage collection, the processes take turns, and the
table shows medians. One *step* is forward, backward and update of an MLP(2, [16, 16, 1]) with relu on 100 points; the
*expression* is the one of micrograd's README, forward and backward.
"""

import itertools
import json
import random
import statistics
import subprocess
import sys
import time
import tracemalloc

ENGINES = ["gradually", "micrograd", "torch"]
ROUNDS, STEPS, EXPRESSIONS = 3, 8, 2000


def leaf_of(engine):
    """Return the function that makes a leaf of `engine` from a number."""
    if engine == "gradually":
        from gradually import Value

        return Value
    if engine == "micrograd":
        from micrograd.engine import Value

        sys.setrecursionlimit(100_000)  # its backward is recursive
        return Value
    import torch

    torch.set_num_threads(1)
    return lambda x: torch.tensor(float(x), dtype=torch.float64, requires_grad=True)


def network(leaf, sizes=(2, 16, 16, 1)):
    """Return (parameters, forward) of a network whose inner layers end in relu, with the same weights everywhere."""
    rng = random.Random(1)
    layers = [
        [([leaf(rng.uniform(-1, 1)) for _ in range(inputs)], leaf(0.0)) for _ in range(outputs)]
        for inputs, outputs in itertools.pairwise(sizes)
    ]

    def forward(x):
        for layer in layers:
            x = [sum((w * v for w, v in zip(weights, x, strict=True)), bias) for weights, bias in layer]
            if layer is not layers[-1]:
                x = [v.relu() for v in x]
        return x[0]

    return [p for layer in layers for weights, bias in layer for p in [*weights, bias]], forward


def points():
    """Return 100 points of the plane, each with a label of -1 or 1."""
    rng = random.Random(2)
    return [((rng.uniform(-1, 1), rng.uniform(-1, 1)), rng.choice((-1, 1))) for _ in range(100)]


def loss_of(forward, data):
    """Return the mean max-margin loss of a network over `data`."""
    return sum((1 + -label * forward(x)).relu() for x, label in data) * (1 / len(data))


def step(parameters, forward, data):
    """Run one step of training and return its loss."""
    loss = loss_of(forward, data)
    for p in parameters:
        p.grad = None if hasattr(p, "detach") else 0.0
    loss.backward()
    for p in parameters:
        p.data -= 0.05 * p.grad
    return float(loss.data)


def readme_expression(leaf):
    """Build micrograd's README expression and go backward through it."""
    a, b = leaf(-4.0), leaf(2.0)
    c = a + b
    d = a * b + b**3
    c = c + (c + 1)
    c = c + (1 + c + (-a))
    d = d + (d * 2 + (b + a).relu())
    d = d + (3 * d + (b - a).relu())
    f = (c - d) ** 2
    g = f / 2.0 + 10.0 / f
    g.backward()


def seconds(task, times):
    """Return the median time of `task` in seconds over a number of runs, the first of which does not count."""
    taken = []
    for _ in range(times + 1):
        begun = time.perf_counter()
        task()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken[1:])


def bytes_of_a_node(leaf):
    """Return what one more addition keeps of Python's memory; PyTorch's own memory, in C++, is not seen."""
    a = total = leaf(1.0)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(500):
        total = total + a
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return grown / 500


def measure(engine):
    """Return the figures of one engine, and the losses of its steps, by which the engines are seen to agree."""
    leaf = leaf_of(engine)
    parameters, forward = network(leaf)
    data, losses = points(), []
    return {
        "step": seconds(lambda: losses.append(step(parameters, forward, data)), STEPS),
        "expression": seconds(lambda: readme_expression(leaf), EXPRESSIONS),
        "bytes": bytes_of_a_node(leaf),
        "losses": losses,
    }


def main():
    """Measure the engines by turns and print the table."""
    runs = {engine: [] for engine in ENGINES}
    for round_number in range(1, ROUNDS + 1):
        for engine in ENGINES:
            print(f"\rround {round_number} of {ROUNDS}: {engine:10}", end="", file=sys.stderr, flush=True)
            output = subprocess.run([sys.executable, __file__, engine], check=True, capture_output=True, text=True)
            runs[engine].append(json.loads(output.stdout))
    print("\r" + " " * 40 + "\r", end="", file=sys.stderr)

    losses = {engine: [round(loss, 6) for loss in measured[0]["losses"]] for engine, measured in runs.items()}
    assert losses["gradually"] == losses["micrograd"] == losses["torch"], f"the engines disagree: {losses}"

    middle = {
        e: {k: statistics.median(run[k] for run in runs[e]) for k in ("step", "expression", "bytes")} for e in ENGINES
    }
    ours = middle["gradually"]
    print("| engine | step | | expression | | bytes a node |")
    print("|---|---:|---:|---:|---:|---:|")
    for engine, figures in middle.items():
        print(
            f"| {engine} | {figures['step'] * 1e3:.0f} ms | {figures['step'] / ours['step']:.1f} × "
            f"| {figures['expression'] * 1e6:.0f} µs | {figures['expression'] / ours['expression']:.1f} × "
            f"| {'in C++' if engine == 'torch' else round(figures['bytes'])} |"
        )


if __name__ == "__main__":
    if len(sys.argv) == 2:
        print(json.dumps(measure(sys.argv[1])))
    else:
        main()

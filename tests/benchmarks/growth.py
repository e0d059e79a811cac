"""How the cost of a step grows with points, width and depth: `make bench` draws the chart and says how even it is.

Time and memory should grow with the number of nodes and with nothing else: on the chart, a straight line. Python's
garbage collector bends it: again and again it goes through all nodes, looking for circles, and there are none. So each
step is timed with the collector, and without it.
"""

import gc
import random
import statistics
import time
import tracemalloc
from pathlib import Path

import matplotlib.pyplot as plt

from gradually.course.page.pictures import Picture
from gradually.data import moons
from gradually.draw import walk
from gradually.losses import max_margin
from gradually.nn import MLP, identity
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, PARAMETER_COLOR, TARGET_COLOR
from gradually.value import Value

IMAGE = Path(__file__).resolve().parent.parent.parent / "images" / "cost.png"
RUNS = 3
SWEEPS = {  # what grows: [(points, width, hidden layers)]
    "points": [(count, 16, 2) for count in (10, 30, 100, 300, 1000)],
    "width": [(20, width, 2) for width in (4, 8, 16, 32, 64)],
    "depth": [(20, 16, depth) for depth in (1, 2, 4, 8, 16, 32)],
}
LOOKS = {"points": ("o", DATA_COLOR), "width": ("s", PARAMETER_COLOR), "depth": ("^", TARGET_COLOR)}


def cost(points, width, depth):
    """Return (nodes, seconds, seconds without the collector, bytes that the graph holds) of a forward and backward."""
    inputs, targets = moons(points, 0.1, random.Random(1))
    network = MLP(2, [width] * depth + [1], Value.relu, identity, random.Random(1))

    def forward():
        return max_margin([network(x) for x in inputs], targets)

    gc.collect()
    tracemalloc.start()
    loss = forward()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    nodes = len(walk(loss))
    del loss

    def seconds():
        taken = []
        for _ in range(RUNS):
            begun = time.perf_counter()
            forward().backward()
            taken.append(time.perf_counter() - begun)
        return statistics.median(taken)

    with_collector = seconds()
    gc.disable()
    try:
        return nodes, with_collector, seconds(), held
    finally:
        gc.enable()


def chart(costs):
    """Return time and memory against the number of nodes, on logarithmic scales."""
    with plt.style.context("gradually.course.page.style"):
        figure, panels = plt.subplots(1, 2, figsize=(8.5, 3.8))
        everything = [found for sweep in costs.values() for found in sweep]
        ends = [min(found[0] for found in everything), max(found[0] for found in everything)]
        for axes, column, scale in zip(panels, (2, 3), (1, 1e-6), strict=True):
            for name, sweep in costs.items():
                marker, color = LOOKS[name]
                nodes, *amounts = zip(*sweep, strict=True)
                axes.loglog(nodes, [scale * x for x in amounts[column - 1]], marker, color=color, label=f"more {name}")
            each = statistics.median(scale * found[column] / found[0] for found in everything)
            axes.loglog(ends, [each * end for end in ends], color=LINE_COLOR, linewidth=1, label="in proportion")
            axes.set_xlabel("nodes in the graph")
        slower = sorted((found[0], found[1]) for found in everything)
        panels[0].loglog(
            *zip(*slower, strict=True), "x", color=GRADIENT_COLOR, markersize=5, label="with the collector"
        )
        panels[0].set(ylabel="seconds", title="Time grows with the nodes")
        panels[1].set(ylabel="megabytes", title="and so does memory")
        panels[0].legend()
        return Picture(figure, "Time and memory of a step against the number of nodes: all points near one line.")


def main():
    """Measure, print what a node costs in each sweep, draw the chart."""
    costs = {name: [cost(*size) for size in sizes] for name, sizes in SWEEPS.items()}
    print("\n| what grows | nodes | µs a node | without the collector | bytes a node |\n|---|---|---|---|---|")
    for name, sweep in costs.items():
        nodes, *amounts = zip(*sweep, strict=True)
        a_node = [[amount / n for n, amount in zip(nodes, column, strict=True)] for column in amounts]
        times, quiet_times = (" ".join(f"{x * 1e6:.2f}" for x in column) for column in a_node[:2])
        held = " ".join(f"{x:.0f}" for x in a_node[2])
        print(f"| {name} | {min(nodes):,} to {max(nodes):,} | {times} | {quiet_times} | {held} |")
    IMAGE.write_bytes(chart(costs).png)


if __name__ == "__main__":
    main()

"""The figures of chapter 0: a network to teach, and the way through the course."""

import itertools
import random
from pathlib import Path

import graphviz
import matplotlib.pyplot as plt

from gradually.course.page import film
from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture
from gradually.nn import MLP, identity
from gradually.render import LINE_COLOR, Graph
from gradually.value import Value

ROOM = Path(__file__).parent
POINTS = {  # class: some points, for a start
    1: [[-0.2, 0.3], [0.3, 0.6], [0.1, 0.1], [-0.4, 0.7], [0.4, 0.2], [0.0, 0.9]],
    -1: [[-1.3, 0.8], [-1.1, -0.1], [-0.7, -0.8], [0.0, -1.1], [0.8, -0.7], [1.2, 0.0], [1.4, 0.9], [0.4, -0.9]],
}
SIZES = [2, 12, 12, 1]

WAY = {  # part of the course: {chapter: what it is about}
    "slopes": {1: "nudge a number", 2: "a number that\nremembers", 3: "gradients\nby hand"},
    "the engine": {4: "one operation", 5: "the backward\npass", 6: "more\noperations", 7: "PyTorch\nagrees"},
    "networks": {
        8: "a neuron",
        9: "a network and\nits loss",
        10: "the training\nloop",
        11: "two moons",
        12: "many\nclasses",
    },
    "speed": {13: "arrays", 14: "digits"},
    "writing": {15: "guess the\nnext letter", 16: "where to\nlook back"},
}
NEEDED_FOR = [*itertools.pairwise(range(1, 8)), (6, 8), *itertools.pairwise(range(8, 17))]


def learn():
    """Return a live network, untrained, that learns where the reader puts circles and triangles."""
    inputs = [point for points in POINTS.values() for point in points]
    targets = [target for target, points in POINTS.items() for _ in points]
    network = MLP(2, SIZES[1:], activation=Value.relu, output_activation=identity, rng=random.Random(7))
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(4.6, 3.6))
        film.plane(axes, network, inputs, targets, margin=0.5)
        axes.set(xlabel="x1", ylabel="x2", title="Before it has learnt anything")
        right = film.right_answers(network, inputs, targets)
        words = "Six circles, eight triangles in a bow below them, and what an untrained network says everywhere"
        still = Picture(figure, f"{words}: {right} of the 14 points are right.")
    data = {"points": inputs, "targets": targets, "sizes": SIZES, "rate": 0.1, "steps": 200}
    data["parameters"] = [parameter.data for parameter in network.parameters()]
    return Live(ROOM / "learn.js", data, still, "A network to teach")


def chapter_map():
    """Return a graph of the chapters: an arrow goes from each to the next one that needs it."""
    graph = Graph(
        "The chapters: 1 nudging and 2 the Value lead to 3, then 4 to 7 make the engine, 8 to 12 networks, "
        "13 and 14 speed, 15 and 16 writing."
    )
    graph.attr(rankdir="TB", ranksep="0.4", nodesep="0.25")
    for part, chapters in WAY.items():
        row = graphviz.Digraph(f"row {part}", graph_attr={"rank": "same"})
        row.node(part, part, shape="plaintext", width="1", fontcolor=LINE_COLOR)
        for chapter, words in chapters.items():
            row.node(str(chapter), f"{chapter}\n{words}", shape="box", style="rounded", height="0.75", width="1.35")
        graph.subgraph(row)
    for above, below in itertools.pairwise(WAY):  # the parts' names stand in a column
        graph.edge(above, below, style="invis", weight="10")
    for part, chapters in WAY.items():
        graph.edge(part, str(min(chapters)), style="invis")
    for before, after in NEEDED_FOR:
        graph.edge(str(before), str(after))
    return graph

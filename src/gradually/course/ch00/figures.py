"""The figure of chapter 0: the way through the course."""

import itertools

import graphviz

from gradually.render import LINE_COLOR, Graph

WAY = {  # part of the course: {chapter: what it is about}
    "slopes": {1: "nudge a number", 2: "a number that\nremembers", 3: "gradients\nby hand"},
    "the engine": {4: "one operation", 5: "the backward\npass", 6: "more\noperations", 7: "PyTorch\nagrees"},
    "networks": {8: "a neuron", 9: "a network and\nits loss", 10: "the training\nloop", 11: "two moons"},
    "speed": {12: "tensors"},
}
NEEDED_FOR = [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (6, 8), (8, 9), (9, 10), (10, 11), (11, 12)]


def chapter_map():
    """Return a graph of the chapters: an arrow goes from each to the next one that needs it."""
    graph = Graph("The chapters: 1 nudging and 2 the Value lead to 3, then 4 to 7 make the engine, 8 to 11 networks.")
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

"""The figures of chapter 2: an expression as a graph, its words, and a walk through it."""

from pathlib import Path

from gradually.course.ch02.solutions import pictured
from gradually.course.page.graphs import expression, names_in, steps_of, titles_of
from gradually.course.page.live import Live
from gradually.draw import draw
from gradually.render import DATA_COLOR, PARAMETER_COLOR, Graph
from gradually.value import Value

ROOM = Path(__file__).parent


def forward(leaves=(2.0, -3.0, 10.0, -2.0)):
    """Return a live graph of L = (a * b + c) * f with knobs on its leaves."""
    result, _ = expression()
    return Live(ROOM / "forward.js", {"leaves": leaves}, draw(result), "The forward pass of L", parts=["boxes.js"])


def relatives():
    """Return the graph of d = a * b + c with the words for who came from whom, and for left and right."""
    words = (
        "a and b on the left are children of e, and e is their parent; e and c are children of d, and d is their "
        "parent. Left: children, older, computed before. Right: parents, younger, computed later."
    )
    graph = Graph(words)
    graph.attr(fontname="Helvetica", fontsize="12", fontcolor=PARAMETER_COLOR, labelloc="b", nodesep="0.25")
    graph.attr(label="left: children, older, computed before        right: parents, younger, computed later")
    boxes = {
        "a": ("a = 2", "child of e"),
        "b": ("b = -3", "child of e"),
        "e": ("e = -6", "parent of a and b", "child of d"),
        "c": ("c = 10", "child of d"),
        "d": ("d = 4", "parent of e and c"),
    }
    for name, (number, *relations) in boxes.items():
        rows = [f'<font color="{DATA_COLOR}"><b>{number}</b></font>']
        rows += [f'<font color="{PARAMETER_COLOR}">{relation}</font>' for relation in relations]
        cells = "".join(f"<tr><td>{row}</td></tr>" for row in rows)
        graph.node(name, f'<<table border="1" cellborder="0" cellspacing="0" cellpadding="3">{cells}</table>>')
    for parent, sign, children in (("e", "*", "ab"), ("d", "+", "ec")):
        graph.node(f"{parent}_op", sign, shape="circle", width="0.35", margin="0.03")
        graph.edge(f"{parent}_op", parent)
        for child in children:
            graph.edge(child, f"{parent}_op")
    return graph


def waiting_list():
    """Return a slider over the graph of y = a * b + a: a walk through it with a list of boxes that wait."""
    a, b = Value(2.0, label="a"), Value(-3.0, label="b")
    e = a * b
    y = e + a
    e.label, y.label = "e", "y"
    captions = {
        "The walk begins with a list that holds the result alone: [y].": [],
        "Take y out of the list, and put its children in, the right one first: [a, e].": [y],
        "Take out the last one, e, and put its children in: [a, b, a].": [y, e],
        "Take out a. It is a leaf, nothing to put in: [a, b].": [y, e, a],
        "Take out b, a leaf as well: [a].": [y, e, a, b],
        "Take out a. We have seen this box: pass over it. The list is empty: the walk met y, e, a, b.": [y, e, a, b],
    }
    names = names_in(y)
    titles = [titles_of(seen, names) for seen in captions.values()]
    return steps_of(draw(y), titles, list(captions), others=0.25)


def puzzle():
    """Return the graph that the exercise `pictured` of chapter 2 asks for."""
    return draw(pictured())

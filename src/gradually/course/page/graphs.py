"""Graphs of Values with some of it lit, and the expression that recurs in the chapters."""

import itertools
import xml.etree.ElementTree as ElementTree

from gradually.course.page.pictures import Stepper
from gradually.draw import walk
from gradually.render import number
from gradually.value import Value

SVG = "{http://www.w3.org/2000/svg}"
ElementTree.register_namespace("", SVG.strip("{}"))


def lit(svg, titles, others):
    """Return the picture `svg` with the opacity `others` for each node and edge whose title is not among `titles`."""
    picture = ElementTree.fromstring(svg)
    for group in picture.iter(f"{SVG}g"):
        if group.get("class") in ("node", "edge") and group.find(f"{SVG}title").text not in titles:
            group.set("opacity", str(others))
    return ElementTree.tostring(picture)


def names_in(root):
    """Return {node: the name it has in the picture that draw(root) makes}."""
    return {node: f"value{i}" for i, node in enumerate(walk(root))}


def titles_of(nodes, names):
    """Return the titles, in the picture, of `nodes`, of their operations, and of the edges among them."""
    titles = set()
    for node in nodes:
        name = names[node]
        titles.add(name)
        if set(node.children) <= set(nodes):
            titles |= {
                f"{name}_op",
                f"{name}_op->{name}",
                *(f"{names[child]}->{name}_op" for child in node.children),
            }
    return titles


def travelled(nodes, names):
    """Return the titles of the operations and edges on the way from each of `nodes` to the next."""
    titles = set()
    for child, parent in itertools.pairwise(nodes):
        op = f"{names[parent]}_op"
        titles |= {f"{names[child]}->{op}", op, f"{op}->{names[parent]}"}
    return titles


def slider(scenes, others):
    """Return a slider over `scenes`, (graph, titles lit, caption) each, or the last graph where nothing can draw."""
    try:
        svgs = {graph: graph.picture("svg") for graph in {graph for graph, _, _ in scenes}}
    except RuntimeError:
        return scenes[-1][0]
    return Stepper([lit(svgs[graph], titles, others) for graph, titles, _ in scenes], [words for _, _, words in scenes])


def steps_of(graph, titles, captions, others):
    """Return a slider over one graph with those titles lit in each step."""
    return slider([(graph, *step) for step in zip(titles, captions, strict=True)], others)


def expression():
    """Return the result and the other nodes, by label, of L = (a * b + c) * f, the expression of chapters 2 and 3."""
    a, b, c, f = Value(2.0, label="a"), Value(-3.0, label="b"), Value(10.0, label="c"), Value(-2.0, label="f")
    e = a * b
    d = e + c
    result = d * f
    e.label, d.label, result.label = "e", "d", "L"
    return result, {node.label: node for node in (a, b, c, f, e, d)}


def signed(x):
    """Return `x` as text, in brackets if it is negative."""
    return f"({number(x)})" if x < 0 else number(x)

"""The figures of chapter 5: the backward pass, node by node, and the order that it takes."""

import html
import inspect
from pathlib import Path

import matplotlib.pyplot as plt

from gradually.backprop import topological_order
from gradually.course.page.graphs import names_in, signed, slider, travelled
from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture
from gradually.draw import draw, walk
from gradually.render import DATA_COLOR, GRADIENT_COLOR, Graph, number

ROOM = Path(__file__).parent
POINTS = 72  # in an inch: Graphviz gives sizes in the one and takes them in the other
MOST_NODES = 20  # more, and nobody can follow the order step by step
LINES = {  # what order.js calls each line of topological_order that runs, one after the other
    "start": "order, seen, path = [], {root}, [(root, iter(root.children))]",
    "turn": "while path:",
    "look": "node, children = path[-1]",
    "next": "for child in children:",
    "ask": "if child not in seen:",
    "see": "seen.add(child)",
    "inner": "if child.children:",
    "deeper": "path.append((child, iter(child.children)))",
    "stop": "break",
    "leaf": "order.append(child)",
    "place": "order.append(node)",
    "back": "path.pop()",
    "done": "return order",
}


def backward_stepper(order):
    """Return a slider over the backward pass through `order` (children first): each node lit as it passes its grad on.

    The graph is the learner's own; its grads are what they were before when the slider is done.
    """
    root, kept = order[-1], [node.grad for node in order]
    names = names_in(root)
    for node in order:
        node.grad = 0.0
    root.grad = 1.0
    scenes = [
        (draw(root), {names[root]}, f"The start: {name_of(root)} moves with itself one to one. Its gradient is 1.")
    ]
    for node in reversed(order):
        if node.children:
            said = [passed_on(node, child, local_grad) for child, local_grad in zip(node.children, node.local_grads)]
            graph = draw(root, {node: node.local_grads})
            titles = {names[node]} | set().union(*(travelled([child, node], names) for child in node.children))
            titles |= {names[child] for child in node.children}
            scenes.append(
                (graph, titles, f"{name_of(node)} has all of its gradient, {number(node.grad)}. " + " ".join(said))
            )
    for node, grad in zip(order, kept):
        node.grad = grad
    return slider(scenes, others=0.3)


def passed_on(node, child, local_grad):
    """Pass on what `node` has for one child, and return the sum that was done there, in words."""
    before = child.grad
    child.grad += local_grad * node.grad
    return f"{name_of(child)}: {number(before)} + {signed(local_grad)} * {signed(node.grad)} = {number(child.grad)}."


def name_of(node):
    """Return the label of a node, or what made it."""
    return node.label or f"the node of {node.op}"


def two_losses(right, wrong):
    """Return the losses of two trainings, step by step: one with the right gradients, one with wrong ones."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.6))
        axes.plot(right, color=DATA_COLOR, label="right gradients")
        axes.plot(wrong, "--", color=GRADIENT_COLOR, label="wrong gradients")
        axes.set(xlabel="round of training", ylabel="loss", title="Both losses fall", ylim=(0, None))
        axes.legend()
        return Picture(
            figure,
            f"Two losses against the rounds of training. With right gradients it falls from {right[0]:.1f} to "
            f"{right[-1]:.2f}, with wrong ones from {wrong[0]:.1f} to {wrong[-1]:.2f}.",
        )


def order(root):
    """Return the graph of `root` beside the code that puts it in order, to go through line by line.

    ValueError if the graph has more than 20 nodes. Where nothing can draw: the graph as text.
    """
    nodes = topological_order(root)
    if len(nodes) > MOST_NODES:
        raise ValueError(
            f"this graph has {len(nodes)} nodes, and nobody can follow more than {MOST_NODES} step by step"
        )
    names = {node: node.label or f"n{i}" for i, node in enumerate(walk(root), 1)}
    graph = numbered(nodes, names)
    try:
        drawn = places_in(graph)
    except RuntimeError:
        return draw(root)
    data = [
        {"name": names[node], "op": node.op, "data": node.data, "children": [nodes.index(c) for c in node.children]}
        for node in nodes
    ]
    written, lines = shown_source()
    data = drawn | {"nodes": data, "written": written, "lines": lines}
    return Live(ROOM / "order.js", data, graph, "How the order is found")


def numbered(nodes, names):
    """Return the graph of `nodes`, children first, as boxes of one size, each with its place in the order."""
    graph = Graph(f"The graph of {names[nodes[-1]]}. Its order is {', '.join(names[node] for node in nodes)}.")
    graph.attr(nodesep="0.3", ranksep="0.45")
    wide = max(66, 20 + 8 * max(len(names[node] + node.op) for node in nodes))
    size = {"fixedsize": "true", "width": f"{wide / POINTS:.3f}", "height": f"{40 / POINTS:.3f}"}
    graph.attr("node", shape="box", style="rounded", **size)
    for i, node in enumerate(nodes):
        op = f" ({html.escape(node.op)})" if node.op else ""
        data = f'<font color="{DATA_COLOR}">{number(node.data)}</font>'
        graph.node(str(i), f"<{i + 1}. <b>{html.escape(names[node])}</b>{op}<br/>{data}>")
        for child in node.children:
            graph.edge(str(nodes.index(child)), str(i))
    return graph


def places_in(graph):
    """Return where Graphviz puts the nodes and edges of `graph`, in points; RuntimeError if nothing here can draw."""
    rows = [row.split() for row in graph.picture("plain").decode().splitlines()]
    edges = []
    for row in rows:
        if row[0] == "edge":
            along = in_points(row[4 : 4 + 2 * int(row[3])])
            points = list(zip(along[::2], along[1::2], strict=True))
            edges.append({"child": int(row[1]), "node": int(row[2]), "points": points})
    nodes = sorted((int(row[1]), in_points(row[2:4])) for row in rows if row[0] == "node")
    box = next(in_points(row[4:6]) for row in rows if row[0] == "node")
    return {"size": in_points(rows[0][2:4]), "box": box, "places": [place for _, place in nodes], "edges": edges}


def in_points(inches):
    """Return numbers of inches, which are texts, as points, to a tenth."""
    return [round(POINTS * float(text), 1) for text in inches]


def shown_source():
    """Return the lines of topological_order without words, and {name in LINES: which of them that is}.

    ValueError if these are not the lines of topological_order that run: then LINES and order.js have to follow it.
    """
    source = inspect.getsource(topological_order).replace(f'    """{topological_order.__doc__}"""\n', "").rstrip()
    written = [line.split("  #")[0] for line in source.splitlines()]
    runs = {line.strip(): i for i, line in enumerate(written) if i and line.strip() != "else:"}
    if list(runs) != list(LINES.values()):
        raise ValueError(f"order.js knows other lines of topological_order than there are: {list(runs)}")
    return written, {name: runs[code] for name, code in LINES.items()}

"""Draw the graph behind a Value: every number, its gradient, and the operations between them."""

import html

from gradually.render import DATA_COLOR, GRADIENT_COLOR, Graph

# --- chapter 2: see the graph behind a value ---


def walk(root):
    """Return a list of every node that `root` was computed from, each once, `root` first."""
    nodes, seen, waiting = [], set(), [root]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            nodes.append(node)
            waiting.extend(reversed(node.children))
    return nodes


def draw(root, local_grads=None, limit=400):
    """Return the graph of `root`, a picture in a notebook; ValueError if it has more than `limit` nodes.

    `local_grads`, {node: one number for each of its children}, puts those numbers on the edges.
    """
    if not hasattr(root, "children"):
        raise TypeError(f"draw needs a Value, and {root!r} is not one")
    nodes = walk(root)
    if len(nodes) > limit:
        raise ValueError(
            f"this graph has {len(nodes)} nodes, and nobody can read more than {limit}: "
            f"draw a part of it, or say draw(..., limit={len(nodes)})"
        )
    graph = Graph(in_words(root, nodes))
    names = {node: f"value{i}" for i, node in enumerate(nodes)}
    for node, name in names.items():
        graph.node(name, card(node))
        if node.op:
            graph.node(f"{name}_op", node.op, shape="circle", width="0.35", margin="0.03")
            graph.edge(f"{name}_op", name)
            on_edges = (local_grads or {}).get(node, [None] * len(node.children))
            for child, local_grad in zip(node.children, on_edges, strict=True):
                graph.edge(names[child], f"{name}_op", "" if local_grad is None else number(local_grad))
    return graph


def card(node):
    """Return the Graphviz label of a node: a box with its label, its data and its gradient."""
    label = f'<td rowspan="2"><b>{html.escape(node.label)}</b></td>' if node.label else ""
    data = f'<td><font color="{DATA_COLOR}">data {number(node.data)}</font></td>'
    grad = f'<td><font color="{GRADIENT_COLOR}">grad {number(node.grad)}</font></td>'
    rows = f"<tr>{label}{data}</tr><tr>{grad}</tr>"
    return f'<<table border="0" cellborder="1" cellspacing="0" cellpadding="4">{rows}</table>>'


def number(x):
    """Return `x` in five digits, without the minus of a negative zero."""
    return f"{x + 0.0:.5g}"


def in_words(root, nodes):
    """Return a sentence that says what the picture shows, for whoever cannot see it."""
    leaves = ", ".join(f"{node.label or 'a leaf'} = {number(node.data)}" for node in nodes if not node.op)
    operations = sum(bool(node.op) for node in nodes)
    plural = "" if operations == 1 else "s"
    return f"{root.label or 'The result'} = {number(root.data)}, in {operations} operation{plural} from {leaves}"

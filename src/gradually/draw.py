"""Draw the graph behind a Value: every number, its gradient, and the operations between them."""

from gradually.render import Graph, card, in_words, number

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

    `local_grads`, {node: a number for each of its children}, puts numbers on the edges; True: the nodes' own.
    """
    if not hasattr(root, "children"):
        raise TypeError(f"draw needs a Value, and {root!r} is not one")
    nodes = walk(root)
    if len(nodes) > limit:
        raise ValueError(
            f"this graph has {len(nodes)} nodes, and nobody can read more than {limit}: "
            f"draw a part of it, or say draw(..., limit={len(nodes)})"
        )
    if local_grads is True:  # chapter 4
        local_grads = {node: node.local_grads for node in nodes}  # chapter 4
    graph = Graph(in_words(root, nodes))
    names = {node: f"value{i}" for i, node in enumerate(nodes)}
    for node, name in names.items():
        graph.node(name, card(node))
        if node.op:
            graph.node(f"{name}_op", node.op, shape="circle", width="0.35", margin="0.03")
            graph.edge(f"{name}_op", name)
            on_edges = (local_grads or {}).get(node) or [None] * len(node.children)
            for child, local_grad in zip(node.children, on_edges, strict=True):
                graph.edge(names[child], f"{name}_op", "" if local_grad is None else number(local_grad))
    return graph

"""Every derivative of one result in one pass, for whatever has children, local_grads and grad."""

# --- chapter 5: one backward pass finds every gradient ---


def topological_order(root):
    """Return every node that `root` was computed from, each once, after all of its children; `root` is last."""
    seen, order, waiting = set(), {}, [root]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.append(node)  # to be met again when all of its children are in order
            waiting.extend(node.children)
        elif node not in order:
            order[node] = None
    return list(order)


def backpropagate(root):
    """Add to the grad of every leaf behind `root` the derivative of `root` by it; inner nodes start afresh.

    ValueError if a node has not as many local derivatives as children.
    """
    order = topological_order(root)
    for node in order:
        if len(node.children) != len(node.local_grads):
            raise ValueError(f"{node} has {len(node.children)} children, {len(node.local_grads)} local derivatives")
        if node.children:
            node.grad = 0.0
    root.grad += 1.0
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad

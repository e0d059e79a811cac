"""Every derivative of one result in one pass, for whatever has children, local_grads and grad."""

# --- chapter 5: one backward pass finds every gradient ---


def topological_order(root):
    """Return every node that `root` was computed from, each once, after all of its children; `root` is last."""
    order, seen, path = [], {root}, [(root, iter(root.children))]
    while path:
        node, children = path[-1]
        for child in children:  # goes on where it stopped
            if child not in seen:
                seen.add(child)
                if child.children:
                    path.append((child, iter(child.children)))
                    break
                order.append(child)  # a leaf waits for nothing
        else:  # no child is left
            order.append(node)
            path.pop()
    return order


def backpropagate(root):
    """Add to the grad of every leaf behind `root` the derivative of `root` by it; inner nodes start afresh.

    TypeError, before any grad has changed, if a node has not one number for each child in local_grads. Interrupted, or
    run in two threads at once over the same nodes, it leaves grads that mean nothing: set them to 0 and start again.
    """
    inner = [node for node in topological_order(root) if node.children]
    check_local_grads(inner)
    for node in inner:
        node.grad = 0.0
    root.grad += 1.0
    for node in reversed(inner):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad


def check_local_grads(nodes):
    """Raise TypeError, naming the node, if one of `nodes` has not a number, float or int, for each of its children."""
    for node in nodes:
        try:  # a sum is a float if all of its numbers are
            fits = len(node.local_grads) == len(node.children) and isinstance(sum(node.local_grads, 0.0), float)
        except TypeError:
            fits = False
        if not fits:
            raise TypeError(f"{node} needs a number for each child (it has {len(node.children)}) as local_grads, not {node.local_grads!r}")

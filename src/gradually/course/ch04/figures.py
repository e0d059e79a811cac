"""The figures of chapter 4: what one operation does to a gradient."""

from gradually.course.page.graphs import slider
from gradually.draw import draw
from gradually.value import Value


def small_circuits():
    """Return a slider over +, * and tanh, each with a gradient of 5 arriving and what it passes on to its inputs."""

    def leaves():
        return Value(2.0, label="a"), Value(-3.0, label="b")

    a, b = leaves()
    p, q = leaves()
    n = Value(0.5, label="a")
    circuits = {
        "+ copies: both inputs get the 5 that arrived.": a + b,
        "* swaps: each input gets the other one, times 5.": p * q,
        "tanh shrinks: its input gets 1 - tanh² = 0.786, times 5.": n.tanh(),
    }
    for node in circuits.values():
        node.grad = 5.0
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad = local_grad * node.grad
    return slider([(draw(node, local_grads=True), (), caption) for caption, node in circuits.items()], others=1)

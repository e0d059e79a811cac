"""The course's answers to the coding exercises of chapter 5."""

from gradually.value import Value


def count_paths(root, leaf):
    if root is leaf:
        return 1
    return sum(count_paths(child, leaf) for child in root.children)


def children_first(root):
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for child in node.children:
                visit(child)
            order.append(node)

    visit(root)
    return order


def sweep(order):
    order[-1].grad = 1.0
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad


def start_afresh(order):
    for node in order:
        if node.children:
            node.grad = 0.0


def push_forward(order, leaf):
    slopes = {}
    for node in order:
        slopes[node] = 1.0 if node is leaf else 0.0
        for child, local_grad in zip(node.children, node.local_grads):
            slopes[node] += local_grad * slopes[child]
    return slopes


def learn(knobs, examples, steps):
    w1, w2, b = knobs
    for _ in range(steps):
        for knob in knobs:
            knob.grad = 0.0
        for x1, x2, target in examples:
            off = (x1 * w1 + x2 * w2 + b).tanh() + Value(-1.0) * target
            (off * off).backward()
        for knob in knobs:
            knob.data -= 0.1 * knob.grad

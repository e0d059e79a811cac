"""The course's answers to the coding exercises of chapter 2."""

from gradually.draw import walk
from gradually.value import Value


def times(x, y):
    return Value(x.data * y.data, (x, y), "*")


def pictured():
    a = Value(2.0, label="a")
    b = Value(3.0, label="b")
    return (a * b + a) * b


def count_nodes(root):
    seen = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.extend(node.children)
    return len(seen)


def depends_on(node, other):
    return other in walk(node)


def depth(node):
    if not node.children:
        return 0
    return 1 + max(depth(child) for child in node.children)


def formula(node):
    if not node.children:
        return node.label
    left, right = node.children
    return f"({formula(left)} {node.op} {formula(right)})"

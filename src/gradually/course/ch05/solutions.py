"""The course's answers to the coding exercises of chapter 5."""


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

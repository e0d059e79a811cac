"""The course's answers to the coding exercises of chapter 7."""

import math

from gradually.derivative import derivative


def doubles(numbers):
    import torch

    return [torch.tensor(x, dtype=torch.double, requires_grad=True) for x in numbers]


def in_torch(a, b):
    import torch

    a = torch.tensor(a, dtype=torch.double, requires_grad=True)
    b = torch.tensor(b, dtype=torch.double, requires_grad=True)
    y = (a * a + b.exp()).log()
    y.backward()
    return y.item(), a.grad.item(), b.grad.item()


def backward_error(forward, backward, x):
    return abs(backward(1.0, x) - derivative(forward, x))


class MyValue:
    def __init__(self, data, children=(), local_grads=()):
        self.data = data
        self.grad = 0.0
        self.children = children
        self.local_grads = local_grads

    def __add__(self, other):
        return MyValue(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return MyValue(self.data * other.data, (self, other), (other.data, self.data))

    def tanh(self):
        t = math.tanh(self.data)
        return MyValue(t, (self,), (1 - t * t,))

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for child in node.children:
                    visit(child)
                order.append(node)

        visit(self)
        for node in order:
            if node.children:
                node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for child, local_grad in zip(node.children, node.local_grads):
                child.grad += local_grad * node.grad

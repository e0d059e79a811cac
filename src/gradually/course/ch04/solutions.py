"""The course's answers to the coding exercises of chapter 4."""

import math

from gradually.value import Value


def pass_back(node):
    for child, local_grad in zip(node.children, node.local_grads):
        child.grad += local_grad * node.grad


def subtract(x, y):
    return Value(x.data - y.data, (x, y), "-", (1.0, -1.0))


def square(x):
    return Value(x.data**2, (x,), "square", (2 * x.data,))


def maximum(x, y):
    local_grads = (1.0, 0.0) if x.data > y.data else (0.0, 1.0)
    return Value(max(x.data, y.data), (x, y), "max", local_grads)


def neuron(x, w, b):
    o = math.tanh(x.data * w.data + b.data)
    slope = 1 - o**2
    return Value(o, (x, w, b), "neuron", (w.data * slope, x.data * slope, slope))

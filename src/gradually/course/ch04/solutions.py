"""The course's answers to the coding exercises of chapter 4."""

import math

from gradually.derivative import derivative
from gradually.value import Value


class ClosureValue:
    """What the chapter's first draft holds: a number, its grad, its children, and the function that passes it on."""

    def __init__(self, data, children=(), op=""):
        self.data, self.grad = data, 0.0
        self.children, self.op = children, op
        self.pass_back = lambda: None


def tanh(x):
    out = ClosureValue(math.tanh(x.data), (x,), "tanh")

    def pass_back():
        x.grad += (1 - out.data**2) * out.grad

    out.pass_back = pass_back
    return out


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


def travel_time(distance, speed):
    d, v = distance.data, speed.data
    return Value(d / v, (distance, speed), "/", (1 / v, -d / v**2))


def measured(f, x):
    return Value(f(x.data), (x,), "f", (derivative(f, x.data),))


def neuron(x, w, b):
    o = math.tanh(x.data * w.data + b.data)
    slope = 1 - o**2
    return Value(o, (x, w, b), "neuron", (w.data * slope, x.data * slope, slope))

"""The course's answers to the coding exercises of chapter 3."""

import math


def through_times(x, y, grad):
    return y * grad, x * grad


def climb(leaves, step):
    for leaf in leaves:
        leaf.data += step * leaf.grad


def neuron_gradients(x1, w1, x2, w2, bias):
    o = math.tanh(x1 * w1 + x2 * w2 + bias)
    n_grad = 1 - o**2
    return {"x1": w1 * n_grad, "w1": x1 * n_grad, "x2": w2 * n_grad, "w2": x2 * n_grad, "bias": n_grad}


def sum_over_paths(paths):
    return sum(math.prod(path) for path in paths)

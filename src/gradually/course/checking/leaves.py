"""Leaves for the cases of an exercise, one Value for each number, and what stands in them after a call."""

from gradually.backprop import backpropagate
from gradually.course.checking.stand_ins import plain
from gradually.value import Value


def boxes(*numbers):
    """Return a Value for each number."""
    return [Value(number) for number in numbers]


def gradients(function, numbers, other):
    """Return the gradients of leaves with these numbers after a backward pass from `function(leaves, other)`."""
    leaves = boxes(*numbers)
    backpropagate(function(leaves, other))
    return [plain(leaf.grad) for leaf in leaves]


def data_after(function, numbers, other):
    """Return the numbers of such leaves after `function(leaves, other)`."""
    leaves = boxes(*numbers)
    function(leaves, other)
    return [plain(leaf.data) for leaf in leaves]

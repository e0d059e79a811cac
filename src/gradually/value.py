"""A number that remembers how it was computed."""

import math  # chapter 3
from numbers import Real

# --- chapter 2: wrap a number, remember its children ---


def real_number(data):
    """Return `data` as a float; raise TypeError if it is not a real number."""
    if not isinstance(data, Real):
        raise TypeError(f"a Value holds one real number, and {data!r} is not one")
    return float(data)


class Value:
    """A number that knows the operation and the children it came from; `grad` is the slope of a result by it."""

    __slots__ = ("data", "grad", "children", "op", "local_grads", "label")

    def __init__(self, data, children=(), op="", local_grads=(), label=""):
        self.data = data if children else real_number(data)
        self.grad = 0.0
        self.children = tuple(children)
        self.op = op
        self.local_grads = local_grads  # chapter 4
        self.label = label

    def __repr__(self):
        return f"Value(data={self.data})"

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    # --- chapter 3: squash, the way a neuron does ---

    def tanh(self):
        """Return the hyperbolic tangent of this value, which lies between -1 and 1."""
        t = math.tanh(self.data)
        return Value(t, (self,), "tanh", (1.0 - t * t,))

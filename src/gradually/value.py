"""A number that remembers how it was computed."""

import math  # chapter 3
from numbers import Real

from gradually.backprop import backpropagate  # chapter 5

# --- chapter 2: wrap a number, remember its children ---


def real_number(data):
    """Return `data` as a float; raise TypeError if it is not one real number.

    An array without axes is one; a Decimal is not (a float would lose its digits), nor is a Value or a tensor (a float
    would forget where it came from).
    """
    if isinstance(data, (float, int)):  # most are, and Real finds them slowly
        return float(data)
    if getattr(data, "shape", None) == () and not hasattr(data, "backward"):  # chapter 6
        data = data.item()  # chapter 6
    if not isinstance(data, Real):
        raise TypeError(f"a Value holds one real number, and {data!r} is not one")
    return float(data)


class Value:
    """A number that knows the operation and the children it came from; `grad` is the slope of a result by it.

    For Python it is an object, not its number: `Value(2.0) == 2.0` is False, `bool(Value(0.0))` True. Compare `data`.
    """

    __slots__ = ("data", "grad", "children", "op", "local_grads", "label")

    def __init__(self, data, children=(), op="", local_grads=(), label=""):
        self.data = data if type(data) is float else real_number(data)
        self.grad = 0.0
        self.children = tuple(children)
        self.op = op
        self.local_grads = local_grads  # chapter 4
        self.label = label

    def __repr__(self):
        return f"Value(data={self.data})"

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)  # chapter 6
        return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)  # chapter 6
        return Value(self.data * other.data, (self, other), "*", (other.data, self.data))

    # --- chapter 3: squash, the way a neuron does ---

    def tanh(self):
        """Return the hyperbolic tangent of this value, which lies between -1 and 1."""
        t = math.tanh(self.data)
        return Value(t, (self,), "tanh", (1.0 - t * t,))

    # --- chapter 5: one backward pass finds every gradient ---

    def backward(self):
        """Add to the grad of every leaf behind this value the derivative of this value by it."""
        backpropagate(self)

    # --- chapter 6: the rest of arithmetic ---

    __array_ufunc__ = None  # NumPy leaves it to Value what an operation with a Value means

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return Value(-self.data, (self,), "neg", (-1.0,))

    def __sub__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data - other.data, (self, other), "-", (1.0, -1.0))

    def __rsub__(self, other):
        return Value(other) - self

    def __truediv__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        quotient = self.data / other.data
        return Value(quotient, (self, other), "/", (1.0 / other.data, -quotient / other.data))

    def __rtruediv__(self, other):
        return Value(other) / self

    def __pow__(self, exponent):
        if isinstance(exponent, Value):
            return power(self, exponent)
        exponent = real_number(exponent)
        if self.data < 0 and not exponent.is_integer():
            raise ValueError(f"{self.data} to the power of {exponent} is not a real number")
        slope = power_slope(self.data, exponent)
        return Value(float_power(self.data, exponent), (self,), f"**{exponent:g}", (slope,))

    def __rpow__(self, base):
        return power(Value(base), self)

    # --- chapter 6: elementary functions, safe for large numbers ---

    def exp(self):
        """Return e to the power of this value; OverflowError above 709.78."""
        e = math.exp(self.data)
        return Value(e, (self,), "exp", (e,))

    def log(self):
        """Return the natural logarithm of this value; ValueError unless it is positive."""
        if self.data <= 0:
            raise ValueError(f"the logarithm needs a positive number, and got {self.data}")
        return Value(math.log(self.data), (self,), "log", (1.0 / self.data,))

    def relu(self):
        """Return this value if it is positive, else 0; as in PyTorch the slope is 0 at 0, and 1 where data is nan."""
        return Value(max(self.data, 0.0), (self,), "relu", (0.0 if self.data <= 0 else 1.0,))

    def sigmoid(self):
        """Return 1 / (1 + e**-x) of this value x, which lies between 0 and 1."""
        e = math.exp(-abs(self.data))  # at most 1: no overflow, and no digits lost, on either side of 0
        s = (1.0 if self.data >= 0 else e) / (1.0 + e)
        return Value(s, (self,), "sigmoid", (e / (1.0 + e) ** 2,))

    def softplus(self):
        """Return log(1 + e**x) of this value x: a relu without the corner."""
        e = math.exp(-abs(self.data))
        slope = (1.0 if self.data >= 0 else e) / (1.0 + e)
        return Value(max(self.data, 0.0) + math.log1p(e), (self,), "softplus", (slope,))

    # --- chapter 6: names that code written for micrograd uses ---

    @property
    def _prev(self):
        return set(self.children)

    @property
    def _op(self):
        return self.op

    # --- chapter 6: the number alone ---

    def item(self):
        """Return the number, a float that remembers nothing."""
        return self.data

    def __format__(self, how):
        return format(self.data, how) if how else repr(self)

    def __float__(self):
        """Raise TypeError: with a float, math.sin(value) would cut the graph, and the gradient be lost in silence."""
        raise TypeError("a float would forget where it came from: take .data for the number, or an operation of Value")

    # --- chapter 12: what can be kept ---

    def __getstate__(self):
        """Return what copy and pickle keep of a leaf; TypeError for a result, whose graph may be of any depth."""
        if self.children:
            raise TypeError(f"{self} is a result: copy or pickle the leaves that it came from, and compute it again")
        return super().__getstate__()


# --- chapter 6: powers ---


def power(base, exponent):
    """Return the Value `base` to the power of the Value `exponent`; ValueError unless the base is positive."""
    if base.data <= 0:
        raise ValueError(f"a Value as exponent needs a positive base, and got {base.data}")
    p = float_power(base.data, exponent.data)
    return Value(p, (base, exponent), "**", (power_slope(base.data, exponent.data), p * math.log(base.data)))


def float_power(x, exponent):
    """Return x**exponent of floats, infinite with its sign where Python raises OverflowError, as PyTorch does."""
    try:
        return x**exponent
    except OverflowError:
        return -math.inf if x < 0 and exponent % 2 == 1 else math.inf


def power_slope(x, exponent):
    """Return the slope of x**exponent by x: exponent * x**(exponent - 1), also where that formula fails, at x = 0."""
    if exponent == 0:
        return 0.0
    if x == 0 and 0 < exponent < 1:
        return math.inf
    return exponent * float_power(x, exponent - 1)

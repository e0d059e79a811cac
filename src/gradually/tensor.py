"""An array of numbers that remembers how it was computed: what a Value does, for a million numbers at a time."""

import numpy as np

from gradually.backprop import topological_order

# --- chapter 13: arrays in place of numbers ---


class Tensor:
    """A NumPy array that knows the operation and the children it came from; `grad` has the shape of `data`, or is None.

    In place of numbers a node keeps a function for each child, its vector-Jacobian product: it turns the gradient of
    the node into what the child gets. Plain numbers and arrays beside a Tensor are constants, which get no gradient
    and are not copied. After a backward pass only leaves have a gradient.
    """

    __slots__ = ("data", "grad", "children", "op", "vjps")
    __array_ufunc__ = None  # NumPy leaves it to Tensor what an operation with a Tensor means

    def __init__(self, data, children=(), op="", vjps=(), dtype=np.float64):
        """Make a leaf that holds a copy of `data` as `dtype`, or, with `children`, the result of an operation."""
        self.data = data if children else real_array(data, dtype, copy=op != "constant")
        self.grad = None
        self.children = children
        self.op = op
        self.vjps = vjps

    def __repr__(self):
        return f"Tensor({np.array2string(np.asarray(self.data), precision=4, separator=', ', prefix='Tensor(')})"

    def __len__(self):
        return len(self.data)

    @property
    def shape(self):
        """Return the lengths of the axes, a tuple; () for a single number."""
        return self.data.shape

    def item(self):
        """Return the number in a Tensor of one element; ValueError if it has more, or none."""
        return self.data.item()

    def backward(self):
        """Add to the grad of every leaf behind this number its slopes; ValueError unless this is a single number."""
        if self.shape != ():
            raise ValueError(f"backward starts from a single number, and this has shape {self.shape}: sum() or mean()?")
        order = topological_order(self)
        for node in order:
            if node.children:
                node.grad = None
        self.collect(np.ones_like(self.data))
        for node in reversed(order):
            for child, vjp in zip(node.children, node.vjps):
                child.collect(vjp(node.grad))
            if node.children:
                node.grad = None  # passed on: what may be large is not kept

    def collect(self, gradient):
        """Add `gradient` to grad, summed over the axes along which broadcasting had repeated this Tensor."""
        if gradient.shape != self.data.shape:
            gradient = unbroadcast(gradient, self.data.shape)
        self.grad = gradient if self.grad is None else self.grad + gradient

    # --- chapter 13: arithmetic, number by number; shapes stretch as in NumPy ---

    def __add__(self, other):
        other = operand(other, self)
        return result(self.data + other.data, "+", (self, lambda grad: grad), (other, lambda grad: grad))

    def __mul__(self, other):
        other = operand(other, self)
        return result(
            self.data * other.data, "*", (self, lambda grad: grad * other.data), (other, lambda grad: grad * self.data)
        )

    def __sub__(self, other):
        other = operand(other, self)
        return result(self.data - other.data, "-", (self, lambda grad: grad), (other, lambda grad: -grad))

    def __truediv__(self, other):
        other = operand(other, self)
        quotient = self.data / other.data
        return result(
            quotient, "/", (self, lambda grad: grad / other.data), (other, lambda grad: -grad * quotient / other.data)
        )

    def __pow__(self, exponent):
        """Return this Tensor to the power of a number, or of a Tensor where this one is positive."""
        if isinstance(exponent, Tensor):
            return (self.log() * exponent).exp()
        slope = (lambda x: exponent * x ** (exponent - 1)) if exponent != 0 else np.zeros_like
        return result(self.data**exponent, f"**{exponent:g}", (self, lambda grad: grad * slope(self.data)))

    def __neg__(self):
        return result(-self.data, "neg", (self, lambda grad: -grad))

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return operand(other, self) - self

    def __rtruediv__(self, other):
        return operand(other, self) / self

    def exp(self):
        """Return e to the power of each number."""
        e = np.exp(self.data)
        return result(e, "exp", (self, lambda grad: grad * e))

    def log(self):
        """Return the natural logarithm of each number."""
        return result(np.log(self.data), "log", (self, lambda grad: grad / self.data))

    def tanh(self):
        """Return the hyperbolic tangent of each number."""
        t = np.tanh(self.data)
        return result(t, "tanh", (self, lambda grad: grad * (1 - t * t)))

    def relu(self):
        """Return each number if it is positive, else 0; the slope at 0 is taken to be 0."""
        return result(np.maximum(self.data, 0), "relu", (self, lambda grad: grad * (self.data > 0)))

    # --- chapter 13: products and sums of many numbers ---

    def __matmul__(self, other):
        """Return the matrix product, (..., n, k) @ (..., k, m) -> (..., n, m); ValueError if shapes do not fit."""
        other = operand(other, self)
        a, b = self.data, other.data
        check_product(a, b)
        return result(
            a @ b, "@", (self, lambda grad: grad @ b.swapaxes(-1, -2)), (other, lambda grad: a.swapaxes(-1, -2) @ grad)
        )

    def __rmatmul__(self, other):
        return operand(other, self) @ self

    def sum(self, axis=None, keepdims=False):
        """Return the sum over `axis`, an index or a tuple of them, by default over all."""
        total = self.data.sum(axis=axis, keepdims=keepdims)

        def repeat(grad):
            whole = np.empty_like(self.data)
            whole[...] = widened(grad, axis, keepdims)
            return whole

        return result(total, "sum", (self, repeat))

    def mean(self, axis=None, keepdims=False):
        """Return the mean over `axis`, an index or a tuple of them, by default over all."""
        total = self.sum(axis, keepdims)
        return total * (np.size(total.data) / self.data.size)

    def max(self, axis=None, keepdims=False):
        """Return the largest number along `axis`, by default of all; equal ones share its gradient equally."""
        largest = self.data.max(axis=axis, keepdims=keepdims)

        def share(grad):
            is_largest = self.data == widened(largest, axis, keepdims)
            return widened(grad, axis, keepdims) * is_largest / is_largest.sum(axis=axis, keepdims=True)

        return result(largest, "max", (self, share))

    # --- chapter 13: the same numbers in another arrangement ---

    def reshape(self, *shape):
        """Return the numbers in rows of another shape; NumPy's ValueError if there are not as many."""
        return result(self.data.reshape(*shape), "reshape", (self, lambda grad: grad.reshape(self.shape)))

    def transpose(self, *axes):
        """Return the Tensor with its axes in the order `axes`, by default reversed."""
        back = np.argsort(axes) if axes else None
        return result(self.data.transpose(*axes), "transpose", (self, lambda grad: grad.transpose(back)))

    def __getitem__(self, index):
        """Return the numbers at `index`, anything that NumPy takes; one that is taken twice collects twice."""

        def spread(grad):
            whole = np.zeros_like(self.data)
            np.add.at(whole, index, grad)
            return whole

        return result(self.data[index], "[]", (self, spread))


def real_array(data, dtype, copy):
    """Return `data` as an array of `dtype`, a new one if `copy`; TypeError if it holds what is not a real number."""
    array = np.asarray(data)
    if array.dtype.kind not in "fiub":  # floats, whole numbers, and True and False
        raise TypeError(f"a Tensor holds real numbers, and {data!r} holds something else")
    return np.array(array, dtype=dtype, copy=copy or None)


def operand(thing, beside):
    """Return `thing` if it is a Tensor, else a constant that holds it, in the precision of the Tensor `beside` it."""
    return thing if isinstance(thing, Tensor) else Tensor(thing, op="constant", dtype=beside.data.dtype)


def result(data, op, *parents):
    """Return the Tensor that `op` made from `parents`, a pair (child, vjp) each; constants are left out."""
    children, vjps = zip(*[pair for pair in parents if pair[0].op != "constant"])
    return Tensor(data, children, op, vjps)


def check_product(a, b):
    """Raise ValueError, naming both shapes, unless the matrix product a @ b exists."""
    if a.ndim < 2 or b.ndim < 2 or a.shape[-1] != b.shape[-2]:
        raise ValueError(f"cannot multiply shapes {a.shape} and {b.shape}: (n, k) @ (k, m) is what fits")


def unbroadcast(gradient, shape):
    """Return `gradient` summed over the axes along which an array of this `shape` was repeated: it gets that shape."""
    new_axes = gradient.ndim - len(shape)
    stretched = tuple(i + new_axes for i, length in enumerate(shape) if length == 1)
    return gradient.sum(axis=(*range(new_axes), *stretched)).reshape(shape)


def widened(array, axis, keepdims):
    """Return `array` with the axes back, of length 1, that a reduction over `axis` took away."""
    if keepdims or axis is None:
        return array
    return np.expand_dims(array, axis)


# --- chapter 13: several operations as one node ---


def linear(x, weights, bias):
    """Return x @ weights + bias, (..., n, k), (k, m), (m,) -> (..., n, m); x may be an array, the others are Tensors.

    ValueError, naming the shapes, unless they are of this kind.
    """
    x = operand(x, weights)
    check_product(x.data, weights.data)
    if weights.data.ndim != 2 or bias.shape != weights.shape[1:]:
        raise ValueError(f"weights (k, m) go with a bias (m,), and the shapes are {weights.shape}, {bias.shape}")
    sums = x.data @ weights.data
    sums += bias.data

    def for_weights(grad):  # every row of x, on whichever axes it stands, has met the same weights
        return x.data.reshape(-1, x.shape[-1]).T @ grad.reshape(-1, grad.shape[-1])

    return result(
        sums, "linear", (x, lambda grad: grad @ weights.data.T), (weights, for_weights), (bias, lambda grad: grad)
    )


# --- chapter 14: many classes, a row for each example ---


def log_probabilities(logits):
    """Return log(e**logit / the sum of all e**logit) along the last axis of an array, for logits of any size."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def log_softmax(logits):
    """Return the logarithms of the probabilities of the classes, (..., classes) -> (..., classes)."""
    logs = log_probabilities(logits.data)
    return result(logs, "log_softmax", (logits, lambda grad: grad - np.exp(logs) * grad.sum(axis=-1, keepdims=True)))


def cross_entropy(logits, targets):
    """Return the mean of -log(probability of the target), (n, classes) and (n,) class numbers -> a single number."""
    targets = np.asarray(targets)
    if len(logits.shape) != 2 or targets.shape != logits.shape[:1]:
        raise ValueError(
            f"logits (n, classes) go with targets (n,), and the shapes are {logits.shape}, {targets.shape}"
        )
    count, classes = logits.shape
    if targets.min() < 0 or targets.max() >= classes:
        raise ValueError(
            f"there are {classes} classes, counted from 0, and the targets go from {targets.min()} to {targets.max()}"
        )
    logs, of_targets = log_probabilities(logits.data), (np.arange(count), targets)

    def probabilities_minus_targets(grad):
        gradient = np.exp(logs)
        gradient[of_targets] -= 1
        return gradient * (grad / count)

    return result(-logs[of_targets].mean(), "cross_entropy", (logits, probabilities_minus_targets))


# --- chapter 15: rows of a table ---


def look_up(table, places):
    """Return the rows of `table`, (n, k), at whole numbers `places` of any shape, (...,) -> (..., k)."""
    places = np.asarray(places)

    def add_up(grad):
        whole = np.zeros_like(table.data)
        np.add.at(whole, places, grad)  # a row that is looked up twice collects twice
        return whole

    return result(table.data[places], "look_up", (table, add_up))


# --- chapter 16: probabilities, and rows of one size ---


def softmax(scores):
    """Return e**score / the sum of all e**score along the last axis; a score of -inf gets 0, if not all are -inf."""
    p = np.exp(scores.data - scores.data.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    return result(p, "softmax", (scores, lambda grad: p * (grad - (grad * p).sum(axis=-1, keepdims=True))))


def rms_norm(x, epsilon=1e-5):
    """Return each row, along the last axis, divided by the root of epsilon + the mean of the squares of its numbers."""
    scale = 1 / np.sqrt((x.data * x.data).mean(axis=-1, keepdims=True) + epsilon)
    y = x.data * scale
    return result(y, "rms_norm", (x, lambda grad: scale * (grad - y * (grad * y).mean(axis=-1, keepdims=True))))

"""The exercises of chapter 12: from numbers to arrays, and back again with the right shape."""

import itertools
import math

import numpy as np

from gradually.course.ch12 import solutions
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.tensor import Tensor, result

# --- predictions ---

nodes_of_a_neuron = ValueExercise(
    "nodes_of_a_neuron",
    33,
    because="16 products, 16 sums (the bias counts as one of the things to add) and 1 relu.",
    mistakes=[
        (17, "Those are the parameters. Each weight makes a product, and each product is then added."),
        (16, "Those are the products. They still have to be added up, and then there is the relu."),
        (32, "The relu is missing: it makes a node as well."),
        (3, "Each weight has a product of its own, and each + adds two things only."),
        (34, "One too many. 16 products and the bias are 17 things; how many + join 17 things?"),
        (49, "16 too many: weights or inputs are counted, which are there already. Only results are new."),
        (65, "32 too many: the weights and the inputs are there already. Only results are new."),
        (50, "Those 17 parameters and 33 results. The parameters are there already: only new nodes count."),
        (1, "That would be a neuron as one operation. It comes below."),
    ],
    hints=["With 2 inputs it is w1 * x1 + w2 * x2 + b, then relu: count the signs. Then go to 16 inputs."],
    tolerance=1e-9,
)

SPEEDS = ["about 2 times", "about 10 times", "about 100 times", "about 1000 times"]

speed_up = ValueExercise(
    "speed_up",
    "about 1000 times",
    because="Our machine showed more than a thousand times. The chart below shows yours.",
    mistakes=[
        ("about 2 times", "One node a neuron alone gave more than that, and it still made 4,240 nodes. Here are 16."),
        (
            "about 10 times",
            "Too low. One node a neuron still made 4,240 nodes. Here are 16, and the loops in them are compiled.",
        ),
        ("about 100 times", "A good guess, and on some machines a better one. Ours showed more than a thousand."),
    ],
    options=SPEEDS,
)

SHAPE_SLIPS = {
    "sums": [((100, 16), ""), ((16, 100), "sums: (n, k) @ (k, m) -> (n, m), so a row for each point.")],
    "grad of x": [((100, 2), ""), ((100, 16), "grad of x: in that shape it arrives. x wants one of its own shape.")],
    "grad of weights": [
        ((2, 16), ""),
        ((16, 2), "grad of weights: turned round. It has the shape of the weights."),
        ((100, 16), "grad of weights: in that shape it arrives. The weights want one of their own shape."),
    ],
    "grad of bias": [
        ((16,), ""),
        ((100, 16), "grad of bias: each point brings a gradient, and there is one bias for all: they are added up."),
        ((1, 16), "grad of bias: nearly. The bias has one axis only, (16,), and so has its gradient."),
    ],
}

shapes_of_a_layer = ValueExercise(
    "shapes_of_a_layer",
    {key: slips[0][0] for key, slips in SHAPE_SLIPS.items()},
    because="A row for each point, a column for each neuron. A gradient has the shape of what it belongs to.",
    mistakes=[
        ({key: shape for key, (shape, _) in zip(SHAPE_SLIPS, chosen, strict=True)}, " ".join(r for _, r in chosen if r))
        for chosen in itertools.product(*SHAPE_SLIPS.values())
        if any(reply for _, reply in chosen)
    ],
)

jacobian_numbers = ValueExercise(
    "jacobian_numbers",
    409600,
    because="1600 results times 256 weights: a number for each pair. And most of them are 0.",
    mistakes=[
        (1856, "1600 and 256 are added there. Each of the 1600 results has a slope by each of the 256 weights."),
        (256, "That would do for a single result. Here there are 1600 of them."),
        (1600, "That would do for a single weight. Here there are 256 of them."),
        (25600, "That is 100 · 256. How many numbers has the result, (100, 16)?"),
        (160000, "100 · 1600: that is by neither of the two. Results times weights."),
        (65536, "256 · 256: that is weights times weights. Asked for are the slopes of the 1600 results."),
        (2560000, "That is by x, with its 1600 numbers: 1600 · 1600. Asked for are the slopes by the weights."),
    ],
    tolerance=1e-9,
)

bias_gradient = ValueExercise(
    "bias_gradient",
    [4, 4],
    because="Each bias is used four times, once for each point, and every use brings a 1. Gradients add up.",
    mistakes=[
        ([1, 1], "That is what one point brings. There are four, and what arrives over several paths is added."),
        ([8, 8], "Each column has a bias of its own, and four numbers in it."),
        ([2, 2], "Each bias is used once for each point. How many rows does the sum have?"),
        ([0.25, 0.25], "That would be a mean, turned round. The total is a sum, and each number in it counts whole."),
        (
            [[1, 1]] * 4,
            "That is what arrives, (4, 2). The bias has shape (2,), and so has its gradient: add the rows up.",
        ),
        (
            [[4, 4]],
            "The numbers are right. The bias has one axis only, so one pair of brackets is enough.",
        ),
        ([4], "There are two biases, so there are two gradients."),
        (8, "That is for both together. There are two biases, so there are two gradients."),
    ],
)

the_same_rate = ValueExercise(
    "the_same_rate",
    0.001,
    because="Each gradient is 100 times too large, so a hundredth of the rate makes the same steps.",
    mistakes=[
        (10, "That makes the steps larger still. The gradients are already 100 times too large."),
        (0.1, "With the same rate, each step is 100 times as long."),
        (0.01, "That is a tenth. By which factor are the gradients too large?"),
        (100, "That is the factor. The rate has to make up for it: 0.1 divided by it."),
    ],
    tolerance=1e-6,
)

where_from = ValueExercise(
    "where_from",
    "d",
    because="68,140 small objects became 16 large ones. The numbers stayed the same.",
    mistakes=[
        (
            "a",
            "A laptop has some ten cores, and you saw far more than ten times. Arrays as small as ours use one core.",
        ),
        ("b", "You compared the losses of all the ways: they are the same, to nine digits."),
        ("c", "A computer ten times as fast makes *both* ten times as fast. The distance between them stays."),
    ],
    options=["a", "b", "c", "d"],
)

# --- code: what the cases use ---


def lists(thing):
    """Return arrays, and arrays in a tuple or list, as lists of numbers, which a message can show."""
    if isinstance(thing, tuple | list):
        return [lists(part) for part in thing]
    return thing.tolist() if hasattr(thing, "tolist") else thing


class AList:
    """What a message shows in place of a shape where a list stands in place of an array."""

    def __repr__(self):
        return "a list, not an array"


A_LIST = AList()


def shapes(thing):
    """Return the shape of an array, or the shapes of arrays in a tuple or list; anything else as it is."""
    if isinstance(thing, tuple) or (isinstance(thing, list) and any(isinstance(part, np.ndarray) for part in thing)):
        return [shapes(part) for part in thing]
    if isinstance(thing, list):
        return A_LIST
    return thing.shape if hasattr(thing, "shape") else thing


def numbers(*shape, start=-1.25):
    """Return an array of this shape whose numbers can all be told apart, some below 0, none of them 0."""
    count = int(np.prod(shape))
    return (start + 0.5 * np.arange(count) * (-1.1) ** np.arange(count)).reshape(shape)


def keeps(function, *arrays):
    """Tell whether `function` leaves the arrays that it gets as they were."""
    before = [array.copy() for array in arrays]
    function(*arrays)
    return all(np.array_equal(a, b) for a, b in zip(before, arrays, strict=True))


class Watched(np.ndarray):
    """An array that can be summed, and its sum again, fifty times: so a loop without end comes to one."""

    def __array_finalize__(self, parent):
        self.left = getattr(parent, "left", 50)

    def sum(self, *args, **kwargs):
        """Return the sum as a Watched array, with one sum less to go."""
        if self.left == 0:
            raise RuntimeError("it goes on summing for ever")
        total = np.asarray(np.asarray(self).sum(*args, **kwargs)).view(Watched)
        total.left = self.left - 1
        return total


def watched(*shape):
    """Return `numbers` of this shape, Watched."""
    return numbers(*shape).view(Watched)


def given():
    """Return the names that the cases of this chapter use."""
    return {"np": np, "lists": lists, "shapes": shapes, "numbers": numbers, "keeps": keeps, "watched": watched}


# --- code: relu ---

X = "np.array([[2.0, -3.0], [0.0, 0.5], [-0.5, 4.0]])"
G = "np.array([[5.0, 6.0], [7.0, -8.0], [9.0, -2.0]])"
RELU_CASES = {
    f"lists(relu_back({X}, {G}))": "For x = [[2, -3], [0, 0.5], [-0.5, 4]] and grad = [[5, 6], [7, -8], [9, -2]] "
    "the gradient of x",
    "lists(relu_back(np.array([[-1.0], [0.0], [3.0]]), np.array([[0.1], [0.2], [0.3]])))": "For x = [[-1], [0], [3]] "
    "and grad = [[0.1], [0.2], [0.3]] the gradient of x",
    f"keeps(relu_back, {X}, {G})": "Whether x and grad are afterwards what they were before",
    f"shapes(relu_back({X}, {G}))": "For x and grad of shape (3, 2) the shape of the gradient of x",
}

relu_back = CodeExercise(
    solutions.relu_back,
    cases=list(RELU_CASES),
    words=RELU_CASES,
    hints=[
        "The slope of relu is 1 where x is above 0, else 0. `x > 0` is an array of True and False.",
        "True counts as 1 and False as 0, so you can multiply by `x > 0`. By what?",
    ],
    given=given,
)


@relu_back.other_way
def with_where(x, grad):
    return np.where(x > 0, grad, 0)


@relu_back.other_way
def on_a_copy(x, grad):
    ours = grad.copy()
    ours[x <= 0] = 0
    return ours


@relu_back.other_way
def with_two_loops(x, grad):
    ours = np.zeros(x.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            if x[i, j] > 0:
                ours[i, j] = grad[i, j]
    return ours


@relu_back.other_way
def as_floats(x, grad):
    return (x > 0).astype(float) * grad


@relu_back.mistake("That is the slope. The chain rule multiplies it by what arrived: grad.")
def only_the_slope(x, grad):
    return (x > 0) * 1.0


@relu_back.mistake("That is relu of the gradient. Whether a gradient passes depends on the sign of x, not on its own.")
def relu_of_the_gradient(x, grad):
    return np.maximum(grad, 0)


@relu_back.mistake("That is relu itself, going forward. Asked for is what x gets of grad.")
def forward_again(x, grad):
    return np.maximum(x, 0)


@relu_back.mistake("At x = 0 we take the slope 0, as in chapter 6: > and not >=.")
def also_at_zero(x, grad):
    return grad * (x >= 0)


@relu_back.mistake("That multiplies by x. The slope of relu is 1 above 0, not x.")
def times_x(x, grad):
    return grad * np.maximum(x, 0)


@relu_back.mistake("It passes everything on. Where x is below 0, relu is flat, and nothing comes through.")
def passes_all(x, grad):
    return grad


@relu_back.mistake(
    "`if`, `and` and Python's `max` ask one question about the whole array; NumPy's max, number by number, is "
    "np.maximum. Here: multiply by x > 0."
)
def one_if_for_all(x, grad):
    return grad if x > 0 else 0 * grad


@relu_back.mistake(
    "The result is right, but it has written into an array that it got (x or grad). Another node may still need "
    "that array: make a new one."
)
def writes_into_grad(x, grad):
    grad[x <= 0] = 0
    return grad


@relu_back.mistake("A loop over an array takes whole rows, not numbers. No loop is needed: grad * (x > 0).")
def loop_over_rows(x, grad):
    return [g if number > 0 else 0 for number, g in zip(x, grad)]


# --- code: matmul ---

PRODUCTS = [((2, 3), (3, 4)), ((2, 2), (2, 2)), ((4, 3), (3, 1))]


def product_cases():
    """Return {case: its words}: shapes first, because a wrong one says more than wrong numbers do."""
    cases = {}
    for what, said in (("shapes", "the shapes of the two gradients"), ("lists", "the two gradients")):
        for a, b in PRODUCTS:
            grad = (a[0], b[1])
            call = f"matmul_back(numbers(*{a}), numbers(*{b}, start=2.0), numbers(*{grad}, start=0.5))"
            cases[f"{what}({call})"] = f"For a of shape {a}, b of shape {b} and a grad of shape {grad} {said}"
    return cases


MATMUL_CASES = product_cases()

matmul_back = CodeExercise(
    solutions.matmul_back,
    cases=list(MATMUL_CASES),
    words=MATMUL_CASES,
    hints=[
        "Write the shapes down: a is (n, k), b is (k, m), grad is (n, m). The first result must be (n, k).",
        "From (n, m) to (n, k): multiply by something of shape (m, k). That is b turned round: b.T",
        "And for b: (k, n) @ (n, m). Which of the arrays, turned round, has shape (k, n)?",
    ],
    given=given,
    tolerance=1e-6,
)


@matmul_back.other_way
def as_a_list(a, b, grad):
    return [np.matmul(grad, b.transpose()), np.matmul(a.transpose(), grad)]


@matmul_back.other_way
def turned_round_twice(a, b, grad):
    return (b @ grad.T).T, (grad.T @ a).T


@matmul_back.other_way
def one_point_at_a_time(a, b, grad):
    grad_a, grad_b = np.zeros_like(a), np.zeros_like(b)
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            grad_a[i] += grad[i, j] * b[:, j]
            grad_b[:, j] += grad[i, j] * a[i]
    return grad_a, grad_b


@matmul_back.mistake("Both are right, but the other way round: first what a gets, then what b gets.")
def wrong_order(a, b, grad):
    return a.T @ grad, grad @ b.T


@matmul_back.mistake(
    "Without turning them round, the shapes fit only if all matrices are square. It is grad @ b.T and a.T @ grad."
)
def not_turned(a, b, grad):
    return grad @ b, a @ grad


@matmul_back.mistake("A gradient is missing: without grad, that is only the other one of the two factors.")
def only_swapped(a, b, grad):
    return b.T, a.T


@matmul_back.mistake("`*` multiplies number by number. The sums over rows and columns need `@`.")
def number_by_number(a, b, grad):
    return grad * b, grad * a


@matmul_back.mistake("The first is right, the second stands the wrong way round: a.T @ grad, in this order.")
def second_in_wrong_order(a, b, grad):
    return grad @ b.T, grad @ a.T


@matmul_back.mistake("Both come out turned round: the shapes are (k, n) and (m, k). Asked for are those of a and b.")
def both_turned_round(a, b, grad):
    return b @ grad.T, grad.T @ a


@matmul_back.mistake("The order is a's and b's own, and nothing is turned round: grad @ b.T, and a.T @ grad.")
def not_turned_and_exchanged(a, b, grad):
    return b @ grad, a @ grad


@matmul_back.mistake(
    "reshape makes the shapes fit, but keeps the numbers in their order. To turn rows into columns: .T"
)
def reshaped_for_turned(a, b, grad):
    return grad @ b.reshape(b.shape[::-1]), a.reshape(a.shape[::-1]) @ grad


@matmul_back.mistake("Two gradients are asked for, one for a and one for b: `return ..., ...`.")
def only_one(a, b, grad):
    return grad @ b.T


@matmul_back.mistake("The second comes out turned round: with shape (m, k). Asked for is the shape of b, (k, m).")
def second_turned_round(a, b, grad):
    return grad @ b.T, grad.T @ a


@matmul_back.mistake("The right factors, turned round rightly, but in the wrong order: grad @ b.T, and a.T @ grad.")
def factors_exchanged(a, b, grad):
    return b.T @ grad, grad @ a.T


# --- code: mean ---

MEAN_CASES = {
    "shapes(mean_back(np.ones((2, 3)), 1.0))": "For x of shape (2, 3) and grad 1.0 the shape of the gradient",
    "lists(mean_back(np.array([1.0, 2.0, 5.0, -3.0]), 1.0))": "For x = [1, 2, 5, -3] and grad 1 the gradient of x",
    "lists(mean_back(np.array([[1.0, 2.0], [5.0, -3.0], [0.5, 0.0]]), 12.0))": "For an x of shape (3, 2) and "
    "grad 12 the gradient of x",
    "lists(mean_back(np.array([7.0]), -2.0))": "For x = [7] and grad -2 the gradient of x",
}

mean_back = CodeExercise(
    solutions.mean_back,
    cases=list(MEAN_CASES),
    words=MEAN_CASES,
    hints=[
        "Nudge one of n numbers by 0.001: by how much does their mean move?",
        "Each number gets the same: grad / n. `x.size` is n, for any shape.",
        "`np.full(x.shape, number)` makes an array of that shape, full of that number.",
    ],
    given=given,
)


@mean_back.other_way
def with_ones(x, grad):
    return np.ones_like(x) * grad / x.size


@mean_back.other_way
def with_a_product_of_lengths(x, grad):
    gradient = np.zeros(x.shape)
    gradient += grad / np.prod(x.shape)
    return gradient


@mean_back.mistake("The 1/n is missing. That is the gradient of a sum; the mean divides it by x.size.")
def forgot_n(x, grad):
    return np.full(x.shape, grad)


@mean_back.mistake("len(x) is the number of rows. Each number of all the rows counts: x.size.")
def divided_by_rows(x, grad):
    return np.full(x.shape, grad / len(x))


@mean_back.mistake("That is a single number. Each number of x gets its own: an array of x's shape.")
def one_number(x, grad):
    return grad / x.size


@mean_back.mistake("grad is missing: what arrived has to be passed on, divided by n.")
def no_grad(x, grad):
    return np.full(x.shape, 1 / x.size)


@mean_back.mistake("The slope of a mean does not depend on the numbers themselves: each gets grad / n.")
def times_the_numbers(x, grad):
    return x * grad / x.size


@mean_back.mistake("That is the mean, going forward. What does a nudge of one of its n numbers do to it?")
def mean_again(x, grad):
    return grad * x.mean()


@mean_back.mistake("That is the mean, once for each number. The slope does not depend on the numbers: grad / n.")
def full_of_means(x, grad):
    return np.full(x.shape, x.mean() * grad)


@mean_back.mistake("The numbers are right, but in one row: x.size is how many there are. The shape is x.shape.")
def size_for_shape(x, grad):
    return np.full(x.size, grad / x.size)


@mean_back.mistake(
    "That multiplies by n. A nudge of one of n numbers moves the mean by an n-th of it: divide by x.size."
)
def times_n(x, grad):
    return np.full(x.shape, grad * x.size)


# --- code: sums along what was repeated ---

REPEATED = [((4, 2), (2,)), ((3, 2), (3, 1)), ((3, 2), (3, 2)), ((3, 2), ()), ((2, 3, 4), (3, 1)), ((3, 3), (1, 3))]


def repeated_cases():
    """Return {case: its words} for arrays that were repeated in every way."""
    cases = {}
    for what, said in (("shapes", "shape"), ("lists", "numbers")):
        for big, shape in REPEATED:
            subject = f"For a gradient of shape {big} that is to get the shape {shape} the {said}"
            cases[f"{what}(sum_to(watched(*{big}), {shape}))"] = subject
    return cases


SUM_CASES = repeated_cases()

sum_to = CodeExercise(
    solutions.sum_to,
    cases=list(SUM_CASES),
    words=SUM_CASES,
    hints=[
        "Two cases. Has gradient more axes than shape? The first ones are new: sum over axis 0 till they are gone.",
        "`for _ in range(gradient.ndim - len(shape)):` goes round once for each new axis.",
        "Then the axes of length 1: `for axis, length in enumerate(shape)`. If length is 1, sum over that axis with "
        "keepdims=True, which leaves the axis there, with length 1.",
    ],
    given=given,
    tolerance=1e-6,
)


@sum_to.other_way
def all_axes_at_once(gradient, shape):
    new = gradient.ndim - len(shape)
    axes = list(range(new)) + [new + i for i in range(len(shape)) if shape[i] == 1]
    return gradient.sum(axis=tuple(axes)).reshape(shape)


@sum_to.other_way
def until_it_fits(gradient, shape):
    padded = (1,) * (gradient.ndim - len(shape)) + tuple(shape)
    for axis in range(gradient.ndim):
        if padded[axis] != gradient.shape[axis]:
            gradient = gradient.sum(axis, keepdims=True)
    return gradient.reshape(shape)


@sum_to.mistake("New axes are summed away. But an axis of length 1 was repeated as well: it needs a sum too.")
def only_new_axes(gradient, shape):
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    return gradient


@sum_to.mistake("It always sums over axis 0, also where nothing was repeated.")
def always_the_first_axis(gradient, shape):
    return gradient.sum(axis=0)


@sum_to.mistake("Each use of a number brings it a gradient, and gradients are added: a sum, not a mean.")
def mean_for_sum(gradient, shape):
    while gradient.ndim > len(shape):
        gradient = gradient.mean(axis=0)
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.mean(axis=axis, keepdims=True)
    return gradient


@sum_to.mistake("keepdims=True is missing: an axis of length 1 should stay there, with length 1.")
def axes_lost(gradient, shape):
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    for axis in reversed(range(len(shape))):
        if shape[axis] == 1:
            gradient = gradient.sum(axis=axis)
    return gradient


@sum_to.mistake("That takes one part and throws the rest away. What the other parts bring must be added.")
def takes_the_first(gradient, shape):
    while gradient.ndim > len(shape):
        gradient = gradient[0]
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.take([0], axis=axis)
    return gradient


@sum_to.mistake("reshape only arranges numbers: it adds nothing up, and needs exactly as many as there are.")
def only_reshaped(gradient, shape):
    return gradient.reshape(shape)


@sum_to.mistake("New axes stand in front: sum over axis 0, not over the last one.")
def last_axis(gradient, shape):
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=-1)
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient


@sum_to.mistake("Do not loop until the shape fits: an axis of length 1 never goes away that way.")
def for_ever(gradient, shape):
    while gradient.shape != shape:
        gradient = gradient.sum(axis=0)
    return gradient


@sum_to.mistake("`if` takes one new axis away. There may be more of them: `while`, or a `for` that counts.")
def if_for_while(gradient, shape):
    if gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient


@sum_to.mistake("New axes should go away: keepdims=True is only for the axes of length 1, which stay.")
def new_axes_kept(gradient, shape):
    for axis in range(gradient.ndim - len(shape)):
        gradient = gradient.sum(axis=axis, keepdims=True)
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient


@sum_to.mistake("With keepdims=True a new axis never goes away, so the loop never ends. Leave it out for these.")
def new_axes_kept_for_ever(gradient, shape):
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0, keepdims=True)
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient


@sum_to.mistake("That adds up everything. Add only along the axes that were repeated.")
def everything(gradient, shape):
    return gradient.sum()


@sum_to.mistake("That is the gradient as it came. Along what was repeated, it has to be added up.")
def as_it_came(gradient, shape):
    return gradient


# --- code: weights that lie the other way round ---


def two_layers(first, second):
    """Return two layers as PyTorch keeps them, (outputs, inputs) and (outputs,); `first` and `second` are shapes."""
    return [(numbers(*shape, start=0.5), numbers(shape[0], start=1.0)) for shape in (first, second)]


FORWARD_CASES = {
    f"{what}(forward(numbers(4, {first[1]}), two_layers({first}, {second})))": (
        f"For 4 points with {first[1]} inputs and weights of shape {first}, then {second}, the {said}"
    )
    for what, said in (("shapes", "shape of the scores"), ("lists", "scores"))
    for first, second in (((3, 2), (1, 3)), ((2, 2), (3, 2)), ((3, 3), (3, 3)))
}

forward = CodeExercise(
    solutions.forward,
    cases=list(FORWARD_CASES),
    words=FORWARD_CASES,
    hints=[
        "All weights lie the same way, (outputs, inputs). So no question is needed.",
        "Turn them round every time: weights.T is (inputs, outputs), and that is what x @ ... needs.",
    ],
    given=lambda: {**given(), "two_layers": two_layers},
    tolerance=1e-6,
)


@forward.other_way
def turned_outside(x, layers):
    columns = x.T
    for weights, bias in layers:
        columns = weights @ columns + bias[:, None]
    return columns.T


@forward.other_way
def in_two_lines(x, layers):
    for weights, bias in layers:
        sums = np.matmul(x, np.transpose(weights))
        x = np.add(sums, bias)
    return x


@forward.mistake("That is the draft as it was: a square matrix always fits, and is never turned round. Turn each one.")
def turns_if_it_does_not_fit(x, layers):
    for weights, bias in layers:
        if x.shape[1] != weights.shape[0]:
            weights = weights.T
        x = x @ weights + bias
    return x


@forward.mistake("No weights are turned round here. They are (outputs, inputs), and x @ needs (inputs, outputs): .T")
def never_turns(x, layers):
    for weights, bias in layers:
        x = x @ weights + bias
    return x


@forward.mistake("The square ones are turned round now, but the others no longer. All of them lie the same way.")
def turns_only_square_ones(x, layers):
    for weights, bias in layers:
        if weights.shape[0] == weights.shape[1]:
            weights = weights.T
        x = x @ weights + bias
    return x


@forward.mistake(
    "Here x is a table with a row for each point: x comes first, x @ weights.T. With one point it was otherwise."
)
def weights_first(x, layers):
    for weights, bias in layers:
        x = weights @ x + bias
    return x


@forward.mistake("Each layer adds its own bias. Here only the last one is added, after the loop.")
def last_bias_only(x, layers):
    for weights, _ in layers:
        x = x @ weights.T
    return x + layers[-1][1]


@forward.mistake("The bias is missing.")
def no_bias(x, layers):
    for weights, _ in layers:
        x = x @ weights.T
    return x


@forward.mistake("It stops after the first layer: the return stands inside the loop.")
def one_layer_only(x, layers):
    for weights, bias in layers:
        return x @ weights.T + bias


@forward.mistake("reshape keeps the numbers in their order and cuts the rows elsewhere. To turn rows into columns: .T")
def reshaped(x, layers):
    for weights, bias in layers:
        x = x @ weights.reshape(weights.shape[::-1]) + bias
    return x


@forward.mistake("Each layer gets the first input again. It should get what the layer before it gave.")
def always_the_first_input(x, layers):
    for weights, bias in layers:
        scores = x @ weights.T + bias
    return scores


# --- code: how many are right ---

LOGITS = "np.array([[1.0, 3.0, 2.0], [4.0, -1.0, 0.0], [-3.0, -2.0, -1.0], [0.0, 5.0, 1.0]])"
FRACTION_CASES = {
    f"lists(fraction_right({LOGITS}, np.array({targets})))": (
        f"For logits whose largest stand in the columns 1, 0, 2, 1, and for the targets {targets}, the fraction"
    )
    for targets in ([1, 0, 2, 0], [1, 0, 2, 1], [0, 2, 0, 0], [2, 0, 1, 0])
} | {
    "lists(fraction_right(np.array([[0.5, 9.0]]), np.array([1])))": (
        "For the logits [[0.5, 9]] and the target [1] the fraction"
    )
}

fraction_right = CodeExercise(
    solutions.fraction_right,
    cases=list(FRACTION_CASES),
    words=FRACTION_CASES,
    hints=[
        "`logits.argmax(axis=1)` gives, for each row, in which column its largest number stands.",
        "Compare that with targets, with ==. The mean of an array of True and False is the fraction of True.",
    ],
    given=given,
)


@fraction_right.other_way
def with_a_loop(logits, targets):
    right = 0
    for row, target in zip(logits, targets):
        right += row.argmax() == target
    return right / len(targets)


@fraction_right.other_way
def through_lists(logits, targets):
    said = [row.index(max(row)) for row in logits.tolist()]
    return sum(a == b for a, b in zip(said, targets.tolist())) / len(said)


@fraction_right.mistake("That is how many are right. The fraction divides by the number of points.")
def count_for_fraction(logits, targets):
    return (logits.argmax(axis=1) == targets).sum()


@fraction_right.mistake("Those are the network's answers. Compare them with targets, and take the mean of that.")
def answers_alone(logits, targets):
    return logits.argmax(axis=1)


@fraction_right.mistake("The brackets are missing: (... == targets).mean(). Without them only targets gets a mean.")
def brackets_missing(logits, targets):
    return logits.argmax(axis=1) == targets.mean()


@fraction_right.mistake("logits.size counts every logit. Divide by the number of rows, len(targets).")
def divided_by_all_logits(logits, targets):
    return (logits.argmax(axis=1) == targets).sum() / logits.size


@fraction_right.mistake("That is a percentage. A fraction lies between 0 and 1.")
def percentage(logits, targets):
    return (logits.argmax(axis=1) == targets).mean() * 100


@fraction_right.mistake("That is the fraction that is wrong.")
def fraction_wrong(logits, targets):
    return (logits.argmax(axis=1) != targets).mean()


@fraction_right.mistake("Without an axis, argmax looks for the one largest of all. For each row: axis=1.")
def largest_of_all(logits, targets):
    return (logits.argmax() == targets).mean()


@fraction_right.mistake("axis=0 looks down each column. The classes of one point stand in a row: axis=1.")
def down_the_columns(logits, targets):
    return (logits.argmax(axis=0) == targets).mean()


@fraction_right.mistake("max gives the largest number, argmax says in which column it stands. The targets are columns.")
def max_for_argmax(logits, targets):
    return (logits.max(axis=1) == targets).mean()


@fraction_right.mistake(
    "That says for each point whether it is right: an array. Asked for is the fraction, their mean."
)
def one_answer_each(logits, targets):
    return logits.argmax(axis=1) == targets


# --- code: an operation of your own ---


def sigmoid_of(function, numbers):
    """Return the data of function(Tensor), and the gradient of its weighted sum."""
    x = Tensor(numbers)
    y = function(x)
    (y * np.arange(1.0, len(x) + 1)).sum().backward()
    return [lists(y.data), lists(x.grad)]


SIGMOID_CASES = {
    "lists(sigmoid(Tensor([0.0, 2.0, -1.0])).data)": "For x = [0, 2, -1] the data",
    "sigmoid_of(sigmoid, [0.0, 2.0, -1.0])": "For x = [0, 2, -1], where 1, 2 and 3 arrive, the list of the data and "
    "the grad of x",
    "sigmoid_of(sigmoid, [-3.0, 0.5])": "For x = [-3, 0.5], where 1 and 2 arrive, the list of the data and the grad "
    "of x",
}

sigmoid = CodeExercise(
    solutions.sigmoid,
    cases=list(SIGMOID_CASES),
    words=SIGMOID_CASES,
    hints=[
        "Compute the numbers first: s = 1 / (1 + np.exp(-x.data)). That is an array.",
        'Then `return result(s, "sigmoid", (x, ...))`. In place of ... stands a function of grad: lambda grad: ...',
        "The function multiplies what arrives by the slope, s * (1 - s).",
    ],
    given=lambda: {**given(), "Tensor": Tensor, "result": result, "sigmoid_of": sigmoid_of},
    tolerance=1e-6,
)


@sigmoid.other_way
def of_what_there_is(x):
    return 1 / (1 + (-x).exp())


@sigmoid.other_way
def with_a_named_function(x):
    s = 1 / (1 + np.exp(-x.data))

    def pass_back(grad):
        return (1 - s) * s * grad

    return Tensor(s, (x,), "sigmoid", (pass_back,))


@sigmoid.other_way
def through_tanh(x):
    return ((x / 2).tanh() + 1) / 2


@sigmoid.mistake("The data is right. The function passes grad on as it came: the slope s * (1 - s) multiplies it.")
def no_slope(x):
    s = 1 / (1 + np.exp(-x.data))
    return result(s, "sigmoid", (x, lambda grad: grad))


@sigmoid.mistake("The slope is not multiplied by grad: the function should return grad * s * (1 - s).")
def slope_alone(x):
    s = 1 / (1 + np.exp(-x.data))
    return result(s, "sigmoid", (x, lambda grad: s * (1 - s)))


@sigmoid.mistake("That is the slope of tanh, 1 - t * t. Here it is s * (1 - s).")
def slope_of_tanh(x):
    s = 1 / (1 + np.exp(-x.data))
    return result(s, "sigmoid", (x, lambda grad: grad * (1 - s * s)))


@sigmoid.mistake("The minus is missing: 1 / (1 + e to the power of -x).")
def no_minus(x):
    s = 1 / (1 + np.exp(x.data))
    return result(s, "sigmoid", (x, lambda grad: grad * s * (1 - s)))


@sigmoid.mistake('What comes back is an array, cut off from x. Wrap it: result(s, "sigmoid", (x, ...)).')
def only_an_array(x):
    return 1 / (1 + np.exp(-x.data))


@sigmoid.mistake("A leaf: it has the right numbers, but does not know x. `result` makes one that knows its child.")
def a_leaf(x):
    return Tensor(1 / (1 + np.exp(-x.data)))


@sigmoid.mistake("The slope is there, but as an array. `result` wants a *function*: lambda grad: grad * s * (1 - s).")
def an_array_for_a_function(x):
    s = 1 / (1 + np.exp(-x.data))
    return result(s, "sigmoid", (x, s * (1 - s)))


@sigmoid.mistake("In the slope stands x, where s belongs: s * (1 - s) of the result s.")
def slope_of_x(x):
    s = 1 / (1 + np.exp(-x.data))
    return result(s, "sigmoid", (x, lambda grad: grad * x.data * (1 - x.data)))


@sigmoid.mistake("np.exp works on arrays, and x is a Tensor. Its array is x.data.")
def numpy_on_a_tensor(x):
    s = 1 / (1 + np.exp(-x))
    return result(s, "sigmoid", (x, lambda grad: grad * s * (1 - s)))


@sigmoid.mistake("math.exp takes one number, and x.data is an array. np.exp takes each of its numbers.")
def exp_of_math(x):
    s = 1 / (1 + math.exp(-x.data))
    return result(s, "sigmoid", (x, lambda grad: grad * s * (1 - s)))


@sigmoid.mistake("The inner brackets are missing: the child and its function are a pair, (x, lambda grad: ...).")
def no_inner_brackets(x):
    s = 1 / (1 + np.exp(-x.data))
    return result(s, "sigmoid", x, lambda grad: grad * s * (1 - s))


@sigmoid.mistake("The child is the Tensor x itself, not its array x.data: (x, lambda grad: ...).")
def array_for_child(x):
    s = 1 / (1 + np.exp(-x.data))
    return result(s, "sigmoid", (x.data, lambda grad: grad * s * (1 - s)))

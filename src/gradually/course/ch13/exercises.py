"""The exercises of chapter 13: from numbers to arrays, and back again with the right shape."""

import itertools
import math
import re

import numpy as np

from gradually.course.ch13 import programs, solutions
from gradually.course.checking import ClassExercise, CodeExercise, ValueExercise
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
        (1, "That would be a neuron as one operation. It comes in the fine print."),
        (18, "Does the sum count as one node? Each + adds two things only, and makes a node of its own."),
        (31, "Two too few: how many + join 17 things, and is the relu counted?"),
    ],
    hints=["With 2 inputs it is w1 * x1 + w2 * x2 + b, then relu: count the signs. Then go to 16 inputs."],
    tolerance=1e-9,
    otherwise="Every product, every + and the relu make one node each.",
)

collects_three = ValueExercise(
    "collects_three",
    (4, 1),
    because="Each of its four numbers is repeated along a row of three. What arrives there is added up.",
    mistakes=[
        ((3,), "It fits, and each of its numbers is used once in every row. How many rows are there?"),
        ((1, 3), "It fits, and each of its numbers is used once in every row. How many rows are there?"),
        ((4,), "That does not fit: from the last axis, 4 meets 3. Try it in the figure."),
        ((1, 4), "That does not fit: in the last axis, 4 meets 3. Try it in the figure."),
        ((3, 1), "That does not fit: in the first axis, 3 meets 4. Try it in the figure."),
        ((1,), "That is a single number, which is used everywhere: twelve times."),
        ((1, 1), "That is a single number, which is used everywhere: twelve times."),
        ((4, 3), "Nothing is repeated there: each number is used once."),
        (3, "A shape is asked for, a tuple. 3 is how often each number should be used."),
        (4, "A shape is asked for, a tuple with a length for each axis."),
    ],
    otherwise="Set it in the figure, if it fits at all, and count the parts of a number's sum.",
)

SPEEDS = ["about 2 times", "about 10 times", "about 100 times", "about 1000 times"]

speed_up = ValueExercise(
    "speed_up",
    "about 1000 times",
    because="Our machine showed between 500 and 3,000 times. The chart below shows yours.",
    mistakes=[
        ("about 2 times", "Far too low. What Python does round each node is done 23 times here, and not 68,140 times."),
        (
            "about 10 times",
            "Too low. 23 nodes stand in place of 68,140, and the loops in them are compiled.",
        ),
        (
            "about 100 times",
            "Too low. Round how many nodes does Python now do what it did round 68,140? Divide.",
        ),
    ],
    options=SPEEDS,
)

SHAPE_SLIPS = {
    "sums": [((100, 16), ""), ((16, 100), "sums: a row for each point.")],
    "grad of x": [((100, 2), ""), ((100, 16), "grad of x: so it arrives; x wants its own shape.")],
    "grad of weights": [
        ((2, 16), ""),
        ((16, 2), "grad of weights: turned round."),
        ((100, 16), "grad of weights: so it arrives; the weights want their own shape."),
    ],
    "grad of bias": [
        ((16,), ""),
        ((100, 16), "grad of bias: one bias for all points, so gradients add up."),
        ((1, 16), "grad of bias: nearly, but a bias has one axis only."),
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
    otherwise="By which factor are the steps too long?",
)

where_from = ValueExercise(
    "where_from",
    "d",
    because="68,140 small objects became 23 large ones. The numbers stayed the same.",
    mistakes=[
        (
            "a",
            "A laptop has some ten cores, and you saw far more than ten times. Arrays as small as ours use one core.",
        ),
        ("b", "You compared the losses of all the ways: they are the same, to nine digits."),
        ("c", "A computer ten times as fast makes *both* ten times as fast. The distance between them stays."),
    ],
    options=["a", "b", "c", "d"],
    belief=True,
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


def whole(*shape, start=0):
    """Return an array of this shape of small whole numbers, in no order, some below 0, none of them 0."""
    places = np.arange(start, start + int(np.prod(shape)))
    return (places * 7 % 11 - 4.5 + np.where(places * 7 % 11 < 4.5, -0.5, 0.5)).reshape(shape)


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
    """Return an array of this shape, Watched: of small whole numbers, if it is small."""
    array = whole(*shape) if math.prod(shape) < 9 else numbers(*shape)
    return array.view(Watched)


def given():
    """Return the names that the cases of this chapter use."""
    return {"np": np} | {each.__name__: each for each in (lists, shapes, numbers, whole, keeps, watched)}


# --- code: one weight ---

ONE_WEIGHT_CASES = {
    "one_weight(whole(4, 3), whole(4, 2, start=3), 1, 0)": "With x of shape (4, 3), grad (4, 2), k = 1 and j = 0 it",
    "one_weight(whole(4, 3), whole(4, 2, start=3), 2, 1)": "With x of shape (4, 3), grad (4, 2), k = 2 and j = 1 it",
    "one_weight(whole(2, 2), whole(2, 2, start=3), 0, 1)": "With x of shape (2, 2), grad (2, 2), k = 0 and j = 1 it",
    "one_weight(whole(1, 3), whole(1, 2, start=3), 2, 0)": "With one row, x (1, 3), grad (1, 2), k = 2 and j = 0 it",
    "one_weight(numbers(3, 2), numbers(3, 3, start=0.12345), 1, 2)": "With x (3, 2), grad (3, 3), k = 1 and j = 2 it",
}

one_weight = CodeExercise(
    solutions.one_weight,
    cases=list(ONE_WEIGHT_CASES),
    words=ONE_WEIGHT_CASES,
    hints=[
        "In row i the weight is multiplied by x[i, k], and the product goes into the sum [i, j].",
        "So in row i it gets x[i, k], times what arrives at that sum: grad[i, j].",
        "It is used once in every row. `for i in range(len(x))` goes through the rows: add up.",
    ],
    given=given,
)


@one_weight.other_way
def with_a_loop(x, grad, k, j):
    collected = 0.0
    for row, arrives in zip(x, grad):
        collected += row[k] * arrives[j]
    return collected


@one_weight.other_way
def by_columns(x, grad, k, j):
    return (x[:, k] * grad[:, j]).sum()


@one_weight.other_way
def as_a_product(x, grad, k, j):
    return x[:, k] @ grad[:, j]


@one_weight.mistake("That is what one row brings. The weight is used once in every row.")
def first_row_only(x, grad, k, j):
    return x[0, k] * grad[0, j]


@one_weight.mistake("That is what the last row brings. What the rows before it brought has to be kept.")
def last_row_only(x, grad, k, j):
    return x[-1, k] * grad[-1, j]


@one_weight.mistake("k and j have changed places: k counts the inputs, the columns of x.")
def places_exchanged(x, grad, k, j):
    return sum(x[i, j] * grad[i, k] for i in range(len(x)))


@one_weight.mistake("Rows and columns have changed places: in x[i, k] the row i stands first.")
def rows_for_columns(x, grad, k, j):
    return sum(x[k, i] * grad[j, i] for i in range(len(x)))


@one_weight.mistake("Each use of the weight adds what it brings: a sum, not a mean.")
def mean_of_rows(x, grad, k, j):
    return (x[:, k] * grad[:, j]).mean()


@one_weight.mistake("That is x alone. In each row the chain rule multiplies it by what arrives.")
def without_grad(x, grad, k, j):
    return x[:, k].sum()


@one_weight.mistake("That adds up what arrives. In each row it is multiplied by the input first.")
def without_x(x, grad, k, j):
    return grad[:, j].sum()


@one_weight.mistake("First multiply in each row, then add: a product of two sums is something else.")
def product_of_sums(x, grad, k, j):
    return x[:, k].sum() * grad[:, j].sum()


@one_weight.mistake("The weight goes into the sums of neuron j alone, not into those of its neighbours.")
def all_neurons(x, grad, k, j):
    return sum(x[i, k] * grad[i].sum() for i in range(len(x)))


@one_weight.mistake("The weight meets input k alone. The other inputs have weights of their own.")
def all_inputs(x, grad, k, j):
    return sum(x[i].sum() * grad[i, j] for i in range(len(x)))


@one_weight.mistake("Those are the parts, one for each row. They belong together: add them up.")
def not_added_up(x, grad, k, j):
    return [x[i, k] * grad[i, j] for i in range(len(x))]


# --- code: relu ---

X = "np.array([[2.0, -3.0], [0.0, 1.0]])"
G = "np.array([[5.0, 6.0], [7.0, -8.0]])"
RELU_CASES = {
    f"shapes(relu_back({X}, {G}))": "For x and grad of shape (2, 2) the gradient's shape",
    f"lists(relu_back({X}, {G}))": "For x [[2, -3], [0, 1]] and grad [[5, 6], [7, -8]] the gradient",
    "lists(relu_back(np.array([[-0.5], [0.0], [0.5]]), np.array([[0.1], [0.2], [0.12345]])))": "For x [[-0.5], [0], "
    "[0.5]] and grad [[0.1], [0.2], [0.12345]] the gradient",
    f"keeps(relu_back, {X}, {G})": "Whether x and grad are what they were before",
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


@relu_back.mistake("That is relu of the gradient. Whether it passes depends on the sign of x.")
def relu_of_the_gradient(x, grad):
    return np.maximum(grad, 0)


@relu_back.mistake("That is relu itself, going forward. Asked for is what x gets of grad.")
def forward_again(x, grad):
    return np.maximum(x, 0)


@relu_back.mistake("At x = 0 we take the slope 0, as in chapter 6.")
def also_at_zero(x, grad):
    return grad * (x >= 0)


@relu_back.mistake("That multiplies by x. The slope of relu is 1 above 0, not x.")
def times_x(x, grad):
    return grad * np.maximum(x, 0)


@relu_back.mistake("It passes everything on. Where x is below 0, relu is flat.")
def passes_all(x, grad):
    return grad


@relu_back.mistake("`if`, `and` and `max` ask one question about the whole array. Ask number by number.")
def one_if_for_all(x, grad):
    return grad if x > 0 else 0 * grad


@relu_back.mistake("The result is right, but it writes into an array that it was only lent.")
def writes_into_grad(x, grad):
    grad[x <= 0] = 0
    return grad


@relu_back.mistake("A loop over an array takes whole rows, not numbers. Is one needed?")
def loop_over_rows(x, grad):
    return [g if number > 0 else 0 for number, g in zip(x, grad)]


# --- code: matmul ---

PRODUCTS = [((2, 3), (3, 4)), ((2, 2), (2, 2)), ((4, 3), (3, 1))]  # shapes of a and b


def product_cases():
    """Return {case: its words}: shapes first, because a wrong one says more than wrong numbers do."""
    cases = {}
    for what, said in (("shapes", "the gradients' shapes"), ("lists", "the two gradients")):
        for a, b in PRODUCTS:
            grad = (a[0], b[1])
            call = f"matmul_back(whole(*{a}), whole(*{b}, start=2), whole(*{grad}, start=5))"
            cases[f"{what}({call})"] = f"For a {a} and b {b} {said}"
    uneven = "matmul_back(numbers(1, 2), numbers(2, 1, start=2.0), numbers(1, 1, start=0.12345))"
    cases[f"lists({uneven})"] = "For a (1, 2) and b (2, 1) the two gradients"
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


@matmul_back.mistake("Without turning any, the shapes fit only where matrices are square.")
def not_turned(a, b, grad):
    return grad @ b, a @ grad


@matmul_back.mistake("A gradient is missing: that is only the other one of the two factors.")
def only_swapped(a, b, grad):
    return b.T, a.T


@matmul_back.mistake("`*` multiplies number by number. The sums over rows and columns need `@`.")
def number_by_number(a, b, grad):
    return grad * b, grad * a


@matmul_back.mistake("The first is right. In the second, the shapes do not fit: write them under the two factors.")
def second_in_wrong_order(a, b, grad):
    return grad @ b.T, grad @ a.T


@matmul_back.mistake("Both come out turned round. Asked for are the shapes of a and b.")
def both_turned_round(a, b, grad):
    return b @ grad.T, grad.T @ a


@matmul_back.mistake("The order is a's and b's own, and nothing is turned round.")
def not_turned_and_exchanged(a, b, grad):
    return b @ grad, a @ grad


@matmul_back.mistake("reshape keeps the numbers in order; it does not turn rows into columns.")
def reshaped_for_turned(a, b, grad):
    return grad @ b.reshape(b.shape[::-1]), a.reshape(a.shape[::-1]) @ grad


@matmul_back.mistake("Two gradients are asked for, one for a and one for b.")
def only_one(a, b, grad):
    return grad @ b.T


@matmul_back.mistake("The second comes out turned round. Asked for is the shape of b, (k, m).")
def second_turned_round(a, b, grad):
    return grad @ b.T, grad.T @ a


@matmul_back.mistake("In neither do the shapes fit: write them under the two factors.")
def factors_exchanged(a, b, grad):
    return b.T @ grad, grad @ a.T


@matmul_back.mistake("The second is right. In the first, the shapes do not fit: write them under the two factors.")
def first_in_wrong_order(a, b, grad):
    return b.T @ grad, a.T @ grad


@matmul_back.mistake("The first comes out turned round. Asked for is the shape of a, (n, k).")
def first_turned_round(a, b, grad):
    return b @ grad.T, a.T @ grad


# --- code: mean ---

MEAN_CASES = {
    "shapes(mean_back(np.ones((2, 3)), 1.0))": "For x of shape (2, 3) and grad 1 the gradient's shape",
    "lists(mean_back(np.array([1.0, 2.0, 6.0]), 1.0))": "For x [1, 2, 6] and grad 1 the gradient",
    "lists(mean_back(np.array([[1.0, 2.0], [5.0, -3.0]]), 8.0))": "For x [[1, 2], [5, -3]] and grad 8 the gradient",
    "lists(mean_back(np.array([7.0]), -2.0))": "For x [7] and grad -2 the gradient",
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


@mean_back.mistake("That is the gradient of a sum. What does the mean do with it?")
def forgot_n(x, grad):
    return np.full(x.shape, grad)


@mean_back.mistake("len(x) is the number of rows. Each number of all the rows counts.")
def divided_by_rows(x, grad):
    return np.full(x.shape, grad / len(x))


@mean_back.mistake("That is a single number. Each number of x gets its own: an array of x's shape.")
def one_number(x, grad):
    return grad / x.size


@mean_back.mistake("grad is missing: what arrived has to be passed on.")
def no_grad(x, grad):
    return np.full(x.shape, 1 / x.size)


@mean_back.mistake("The slope of a mean does not depend on the numbers themselves.")
def times_the_numbers(x, grad):
    return x * grad / x.size


@mean_back.mistake("That is the mean, going forward. What does a nudge of one of its n numbers do to it?")
def mean_again(x, grad):
    return grad * x.mean()


@mean_back.mistake("That is the mean, once for each number. The slope does not depend on the numbers.")
def full_of_means(x, grad):
    return np.full(x.shape, x.mean() * grad)


@mean_back.mistake("The numbers are right, but in one row: x.size is how many there are.")
def size_for_shape(x, grad):
    return np.full(x.size, grad / x.size)


@mean_back.mistake("That multiplies by n. A nudge of one of n numbers moves the mean by an n-th of it.")
def times_n(x, grad):
    return np.full(x.shape, grad * x.size)


# --- code: sums along what was repeated ---

REPEATED = [((4, 2), (2,)), ((3, 2), (3, 1)), ((3, 2), (3, 2)), ((3, 2), ())]  # from, to
REPEATED += [((2, 3, 4), (3, 1)), ((3, 3), (1, 3)), ((2, 3), (1, 1))]


def repeated_cases():
    """Return {case: its words} for arrays that were repeated in every way."""
    cases = {}
    for what, said in (("shapes", "shape"), ("lists", "numbers")):
        for big, shape in REPEATED:
            subject = f"From shape {big} to {shape} the {said}"
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


NEW_AXES_LEFT = "Axes of length 1 are seen to. But the new axes in front, which `shape` does not have, are still there."


@sum_to.mistake(NEW_AXES_LEFT)
def only_axes_of_length_one(gradient, shape):
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient


@sum_to.mistake(NEW_AXES_LEFT)
def only_axes_of_length_one_from_the_end(gradient, shape):
    for i in range(1, len(shape) + 1):
        if shape[-i] == 1:
            gradient = gradient.sum(axis=-i, keepdims=True)
    return gradient


@sum_to.mistake("A new axis in front moves the others on: compare the two shapes from the last axis.")
def compared_from_the_front(gradient, shape):
    for axis, length in enumerate(shape):
        if gradient.shape[axis] != length:
            gradient = gradient.sum(axis=axis, keepdims=True)
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


@sum_to.mistake("An axis of length 1 should stay there, and it is lost: does the sum keep its dims?")
def axes_lost(gradient, shape):
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    for axis in reversed(range(len(shape))):
        if shape[axis] == 1:
            gradient = gradient.sum(axis=axis)
    return gradient


@sum_to.mistake("An axis of length 1 should stay. It is lost, and the next axes have moved up.")
def axes_lost_in_order(gradient, shape):
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    for axis in range(len(shape)):
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


@sum_to.mistake("reshape only arranges numbers: it adds nothing up.")
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


@sum_to.mistake("An axis of length 1 never goes away, so the shape never fits. Count the loop's rounds.")
def for_ever(gradient, shape):
    while gradient.shape != shape:
        gradient = gradient.sum(axis=0)
    return gradient


@sum_to.mistake("Only one new axis goes away, and there may be several.")
def if_for_while(gradient, shape):
    if gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient


@sum_to.mistake("New axes should go away. Only those of length 1 are kept.")
def new_axes_kept(gradient, shape):
    for axis in range(gradient.ndim - len(shape)):
        gradient = gradient.sum(axis=axis, keepdims=True)
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient


@sum_to.mistake("With keepdims=True a new axis never goes away, so the loop never ends.")
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


def layers_of(*shapes):
    """Return layers as PyTorch keeps them, (outputs, inputs) and (outputs,), with weights of these shapes."""
    return [(whole(*shape, start=i), whole(shape[0], start=3 + i)) for i, shape in enumerate(shapes)]


WEIGHTS = [((3, 2), (1, 3)), ((2, 2), (3, 2)), ((3, 3), (3, 3)), ((2, 3),), ((3, 2), (2, 3), (2, 2))]
WEIGHTS += [((2, 2), (2, 2), (2, 2))]  # the shapes of the weights, layer by layer

FORWARD_CASES = {
    f"{what}(forward(whole({points}, {weights[0][1]}), layers_of(*{weights})))": (
        f"With weights {' and '.join(map(str, weights))} the {said}"
    )
    for points, what, said in ((4, "shapes", "scores' shape"), (2, "lists", "scores"))
    for weights in WEIGHTS
} | {"lists(forward(np.array([[1 / 3, 2.0]]), layers_of((1, 2))))": "With one point and weights (1, 2) the scores"}

forward = CodeExercise(
    solutions.forward,
    cases=list(FORWARD_CASES),
    words=FORWARD_CASES,
    hints=[
        "All weights lie the same way, (outputs, inputs). So no question is needed.",
        "Turn them round every time: weights.T is (inputs, outputs), and that is what x @ ... needs.",
    ],
    given=lambda: {**given(), "layers_of": layers_of},
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


@forward.mistake("A square matrix always fits, and is never turned round, as in the draft.")
def turns_if_it_does_not_fit(x, layers):
    for weights, bias in layers:
        if x.shape[1] != weights.shape[0]:
            weights = weights.T
        x = x @ weights + bias
    return x


@forward.mistake("Nothing is turned round here. The weights are (outputs, inputs).")
def never_turns(x, layers):
    for weights, bias in layers:
        x = x @ weights + bias
    return x


@forward.mistake("The square ones are turned round now, but the others no longer.")
def turns_only_square_ones(x, layers):
    for weights, bias in layers:
        if weights.shape[0] == weights.shape[1]:
            weights = weights.T
        x = x @ weights + bias
    return x


@forward.mistake("x is a table with a row for each point: it comes first. With one point it was otherwise.")
def weights_first(x, layers):
    for weights, bias in layers:
        x = weights @ x + bias
    return x


@forward.mistake("No relu belongs here: the activations are left out.")
def with_a_relu(x, layers):
    for weights, bias in layers:
        x = np.maximum(x @ weights.T + bias, 0)
    return x


@forward.mistake("Each layer adds its own bias. Here only the last one is added.")
def last_bias_only(x, layers):
    for weights, _ in layers:
        x = x @ weights.T
    return x + layers[-1][1]


@forward.mistake("The bias is missing.")
def no_bias(x, layers):
    for weights, _ in layers:
        x = x @ weights.T
    return x


@forward.mistake("It stops after the first layer. Does the `return` stand inside the loop?")
def one_layer_only(x, layers):
    for weights, bias in layers:
        return x @ weights.T + bias


@forward.mistake("reshape keeps the numbers in their order; it does not turn rows into columns.")
def reshaped(x, layers):
    for weights, bias in layers:
        x = x @ weights.reshape(weights.shape[::-1]) + bias
    return x


@forward.mistake("A layer gets the first input again. It should get what the layer before it gave.")
def always_the_first_input(x, layers):
    for weights, bias in layers:
        scores = x @ weights.T + bias
    return scores


# --- a class of one's own, piece by piece ---

SHAPES = {"a": (2, 3), "b": (3,), "c": (3, 2), "d": (2, 1), "s": (2, 2), "t": (2, 2), "u": (2, 3), "e": ()}


def case_of(program, shapes=None):
    """Return (a case that runs a program, what is said of it)."""
    used = sorted(set(re.findall(r"\b([abcdestu])\b(?!\()", program)))
    shapes = shapes or {name: SHAPES[name] for name in used}
    said = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
    return f"run(MyTensor, {program!r}, {shapes!r})", f"With {said}: after `{program}`"


def case_of_vjps(step):
    """Return (a case that looks at what an operation keeps for its children, what is said of it)."""
    case, said = case_of(step)
    return case.replace("run(", "look_at_vjps(", 1), f"{said}, a function in `y.vjps`"


END = "z = y.sum(); z.backward()"
FORWARD = ["y = a + u", "y = a + b", "y = a * d", "y = s @ t", "y = a @ c", "y = a.relu()", "y = a.sum()"]
ALONE = "e.backward()"
TOTAL, PLUS, TIMES = "z = a.sum(); z.backward()", f"y = a + u; {END}", f"y = a * u; {END}"
RELU, TWICE, CHAIN = f"y = a.relu(); {END}", f"y = a * a; {END}", f"x = a * u; y = x.relu(); {END}"
SQUARE, PRODUCT = f"x = s @ t; y = x * s; {END}", f"x = a @ c; y = x * s; {END}"
NEW_AXIS, STRETCHED = f"x = a + b; y = x * u; {END}", f"x = a * d; y = x * u; {END}"
FORK, SHARED = f"x = a * u; w = x.relu(); y = w + x; {END}", f"x = a + u; y = x + a; {END}"
AGAIN = "x = a * u; y = x.relu(); z = y.sum(); z.backward(); z.backward()"
WEIGHED, INNER_SUM = f"x = a.relu(); y = x * u; {END}", "x = a.sum(); w = x * a; z = w.sum(); z.backward()"
COLUMN = "z = d.sum(); z.backward()"
SMALL = [
    ALONE,
    TOTAL,
    COLUMN,
    PLUS,
    TIMES,
    RELU,
    TWICE,
    CHAIN,
    WEIGHED,
    INNER_SUM,
    SQUARE,
    PRODUCT,
    NEW_AXIS,
    STRETCHED,
    FORK,
    SHARED,
    AGAIN,
]

PARTS = {"first_look(MyTensor)": {"__init__"}}
PARTS |= {case_of(program)[0]: programs.parts_of(program) for program in FORWARD}
PARTS |= {case_of_vjps(step)[0]: programs.parts_of(step) for step in FORWARD}
PARTS |= {case_of(program)[0]: programs.parts_of(program) for program in SMALL}
TENSOR_CASES = {
    "first_look(MyTensor)": "`MyTensor(array)`",
    "has_parts(MyTensor)": "`MyTensor`",
    **dict(map(case_of, [*FORWARD, *SMALL])),
    **dict(case_of(*programs.by_chance(seed)) for seed in range(programs.RANDOM)),
}

LOOKS = (programs.run, programs.first_look, programs.has_parts, programs.look_at_vjps)

MyTensor = ClassExercise(
    solutions.MyTensor,
    cases=list(TENSOR_CASES),
    words=TENSOR_CASES | dict(map(case_of_vjps, FORWARD)),
    given=lambda: {each.__name__: each for each in LOOKS},
    parts=PARTS,
    means={
        r"'(float|int|\S*float64|\S*ndarray|\S*bool|\S*MyTensor)' object is not callable": (
            " What is called there is no function. Each entry of `vjps` is to be one, a function of grad."
        ),
        "truth value of an array": (
            " Python's max and `if` compare two numbers. For whole arrays, number by number, there is `np.maximum`."
        ),
    },
    without=["Tensor", "linear"],
    hints=[
        "A leaf keeps its array, a grad of zeros of the same shape (`np.zeros(shape)`), and no children and no vjps.",
        "An operation returns a new MyTensor: the array that it computes, its children in a tuple, and in another "
        "tuple a function of grad for each child. `lambda grad: grad * other.data` is one of them.",
        "For `@` you have written those functions above. relu passes on what arrives where self.data is above 0. "
        "From a sum every number gets the one number that arrives, `np.full(self.data.shape, grad)`.",
        "backward is that of chapter 5: topological_order(self), the grads of nodes with children to zeros, the "
        "result's own to 1, then from the end of the order each child collects vjp(node.grad).",
        "Before a child collects, what arrives is summed to its shape: sum_to(..., child.data.shape).",
    ],
)


def spoilt(name, reply, changes, *shown):
    """Enter the course's class, changed, as a mistake that small programs show."""
    MyTensor.spoilt(name, reply, changes, [case_of(program)[0] for program in shown])


REPEATED_IS_SUMMED = "What was repeated going forward is to be summed going back."
COLLECT = "                child.grad = child.grad + sum_to(vjp(node.grad), child.data.shape)"
BY_A, BY_B = "lambda grad: grad @ other.data.T", "lambda grad: self.data.T @ grad"
spoilt(
    "no_seed",
    "Nothing is there to pass on: the slope of the result by itself is missing.",
    {"self.grad = np.ones(())": "pass"},
    *(ALONE, TOTAL, PLUS),
)
spoilt(
    "not_summed_back",
    REPEATED_IS_SUMMED,
    {"sum_to(vjp(node.grad), child.data.shape)": "vjp(node.grad)"},
    PLUS,
    NEW_AXIS,
    STRETCHED,
)
spoilt(
    "not_summed_back_in_place",
    REPEATED_IS_SUMMED,
    {COLLECT: "                child.grad += vjp(node.grad)"},
    PLUS,
    NEW_AXIS,
    STRETCHED,
)
spoilt(
    "only_new_axes_summed",
    "An axis of length 1 was repeated as well: it needs a sum too.",
    {"sum_to(vjp(node.grad), child.data.shape)": "only_new_axes(vjp(node.grad), child.data.shape)"},
    NEW_AXIS,
    STRETCHED,
)
spoilt(
    "overwrites",
    "An array that is used twice keeps only what came last. What arrives is to be collected.",
    {"child.grad = child.grad + ": "child.grad = "},
    PLUS,
    TWICE,
)
spoilt(
    "writes_into_a_lent_array",
    "Two nodes hold one and the same array as their grad, and `+=` writes into it for both.",
    {
        "self.grad = np.zeros(self.data.shape)": "self.grad = None",
        "node.grad = np.zeros(node.data.shape)": "node.grad = None",
        COLLECT: """                gradient = vjp(node.grad)
                if gradient.shape != child.data.shape:
                    gradient = sum_to(gradient, child.data.shape)
                if child.grad is None:
                    child.grad = gradient
                else:
                    child.grad += gradient""",
    },
    PLUS,
    SHARED,
)
spoilt(
    "product_not_turned",
    "Nothing is turned round in the way back from `@`: that fits square arrays only.",
    {BY_A: "lambda grad: grad @ other.data", BY_B: "lambda grad: self.data @ grad"},
    SQUARE,
    PRODUCT,
)
spoilt(
    "first_not_turned",
    "In the way back from `@`, what the first array gets is not turned round.",
    {BY_A: "lambda grad: grad @ other.data"},
    SQUARE,
    PRODUCT,
)
spoilt(
    "second_not_turned",
    "In the way back from `@`, what the second array gets is not turned round.",
    {BY_B: "lambda grad: self.data @ grad"},
    SQUARE,
    PRODUCT,
)
spoilt(
    "product_exchanged",
    "The two functions of `@` have changed places: the first child's comes first.",
    {f"({BY_A}, {BY_B})": f"({BY_B}, {BY_A})"},
    SQUARE,
)
spoilt(
    "factors_exchanged",
    "In the way back from `@` the two factors stand the wrong way round.",
    {BY_A: "lambda grad: other.data.T @ grad", BY_B: "lambda grad: grad @ self.data.T"},
    SQUARE,
)
spoilt(
    "second_factors_exchanged",
    "In what the second array of `@` gets, the two factors stand the wrong way round.",
    {BY_B: "lambda grad: grad @ self.data.T"},
    SQUARE,
)
spoilt(
    "number_by_number",
    "`@` multiplies number by number there: rows times columns is wanted.",
    {"self.data @ other.data": "self.data * other.data"},
    "y = s @ t",
)
spoilt(
    "not_swapped",
    "In a product each number gets the other one. Here each gets itself.",
    {"other.data, lambda grad: grad * self.data)": "self.data, lambda grad: grad * other.data)"},
    TOTAL,
    PLUS,
    TIMES,
)
spoilt(
    "product_without_grad",
    "A product passes on the other number alone. What arrives is a factor too.",
    {"grad * other.data": "other.data", "grad * self.data)": "self.data)"},
    TIMES,
    CHAIN,
    WEIGHED,
)
spoilt(
    "reshaped_for_turned",
    "reshape keeps the numbers in their order; it does not turn rows into columns.",
    {
        "other.data.T": "other.data.reshape(other.data.shape[::-1])",
        "self.data.T": "self.data.reshape(self.data.shape[::-1])",
    },
    *(SQUARE, PRODUCT),
)
spoilt(
    "relu_lets_all_through",
    "relu passes everything on. Where the number went in below 0, it is flat.",
    {"grad * (self.data > 0)": "grad"},
    *(TOTAL, RELU, WEIGHED),
)
spoilt(
    "relu_of_grad",
    "What passes through relu depends on the sign of what went in, not of what arrives.",
    {"grad * (self.data > 0)": "np.maximum(grad, 0)"},
    *(TOTAL, RELU, WEIGHED),
)
spoilt(
    "slope_alone",
    "relu passes on its slope alone. What arrives is a factor too.",
    {"grad * (self.data > 0)": "(self.data > 0) * 1.0"},
    *(TOTAL, RELU, WEIGHED, SQUARE),
)
spoilt(
    "sum_not_repeated",
    "At a sum one number arrives. Each number of the array gets it.",
    {"np.full(self.data.shape, grad)": "grad"},
    COLUMN,
)
spoilt(
    "sum_as_a_mean",
    "That is the way back from a mean. In a sum each number counts whole.",
    {"np.full(self.data.shape, grad)": "np.full(self.data.shape, grad / self.data.size)"},
    TOTAL,
    PLUS,
)
spoilt(
    "sum_gives_ones",
    "The way back from a sum gives ones, whatever arrives. What arrives is a factor.",
    {"np.full(self.data.shape, grad)": "np.ones(self.data.shape)"},
    *(TOTAL, WEIGHED, INNER_SUM),
)
spoilt(
    "without_arrivals",
    "Each node calls its functions with ones. What arrived at it belongs there.",
    {"vjp(node.grad)": "vjp(np.ones(node.data.shape))"},
    TOTAL,
    TIMES,
    WEIGHED,
    CHAIN,
)
spoilt(
    "from_the_leaves",
    "Nothing gets past the first step. Do all nodes have a turn, and the result's the first?",
    {"reversed(order)": "order"},
    *(TOTAL, PLUS, CHAIN),
)
spoilt(
    "inner_kept",
    "The second pass found old gradients inside, and sent them on as well.",
    {"node.grad = np.zeros(node.data.shape)": "pass"},
    CHAIN,
    FORK,
    AGAIN,
)
spoilt(
    "leaves_forget",
    "Two passes, and the leaf holds the gradient of one. Leaves collect.",
    {"if node.children:": "if True:"},
    CHAIN,
    FORK,
    AGAIN,
)
spoilt(
    "sum_without_children",
    "Nothing leaves the result. Does a sum know its child, and does every node have its turn?",
    {"self.data.sum(), (self,), (lambda grad: np.full(self.data.shape, grad),)": "self.data.sum()"},
    TOTAL,
)


@MyTensor.other_way
class WithAStack:  # no grads inside, none at the start, every part in a place of its own
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = np.asarray(data), None, parents

    @property
    def children(self):
        return [child for child, _ in self.parents]

    def __add__(self, other):
        return WithAStack(self.data + other.data, [(self, lambda g: g), (other, lambda g: g)])

    def __mul__(self, other):
        return WithAStack(self.data * other.data, [(self, lambda g: g * other.data), (other, lambda g: g * self.data)])

    def __matmul__(self, other):
        parents = [(self, lambda g: g @ other.data.T), (other, lambda g: self.data.T @ g)]
        return WithAStack(self.data @ other.data, parents)

    def relu(self):
        awake = self.data > 0
        return WithAStack(np.where(awake, self.data, 0), [(self, lambda g: np.where(awake, g, 0))])

    def sum(self):
        return WithAStack(np.sum(self.data), [(self, lambda g: g * np.ones_like(self.data))])

    def backward(self):
        arrived = {self: 1.0}
        for node in reversed(solutions.topological_order(self)):
            grad = arrived[node]
            if not node.parents:
                node.grad = grad if node.grad is None else node.grad + grad
            for child, back in node.parents:
                arrived[child] = arrived.get(child, 0) + solutions.sum_to(np.asarray(back(grad)), child.data.shape)


# --- code: a reduction that meets a broadcast ---

LOGS = "np.log(np.array([[0.2, 0.3, 0.5], [0.25, 0.25, 0.5]]))"
FIRST, ROWS = "np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])", "np.array([[1.0, 2.0, 0.0], [0.0, 0.0, 4.0]])"
SOFTMAX_CASES = {
    f"shapes(log_softmax_back({LOGS}, {ROWS}))": "For arrays of shape (2, 3) the gradient's shape",
    f"lists(log_softmax_back({LOGS}, {FIRST})[0])": "For [0.2, 0.3, 0.5] and grad [0, 1, 0] the row",
    f"lists(log_softmax_back({LOGS}, {ROWS})[0])": "For [0.2, 0.3, 0.5] and grad [1, 2, 0] the row",
    f"lists(log_softmax_back({LOGS}, {ROWS})[1])": "For [0.25, 0.25, 0.5] and grad [0, 0, 4] the row",
    "lists(log_softmax_back(np.log(np.array([[1 / 3, 2 / 3], [0.4, 0.6]])), whole(2, 2)))": "With two classes it",
}

log_softmax_back = CodeExercise(
    solutions.log_softmax_back,
    cases=list(SOFTMAX_CASES),
    words=SOFTMAX_CASES,
    hints=[
        "Each row is z - L, with L = log(sum of e to the power of each z). Two ways lead from a z to the loss.",
        "The first way copies: grad. On the second, L was repeated along its row, so it gets minus the sum of the row "
        "of grad: `grad.sum(axis=1, keepdims=True)`.",
        "And the slope of L by a z is its softmax probability, `np.exp(logs)`. Add both ways up.",
    ],
    given=given,
    tolerance=1e-6,
)


@log_softmax_back.other_way
def row_by_row(logs, grad):
    gradient = np.zeros(logs.shape)
    for i in range(len(logs)):
        gradient[i] = grad[i] - np.exp(logs[i]) * grad[i].sum()
    return gradient


@log_softmax_back.other_way
def with_an_axis_put_back(logs, grad):
    return grad - np.exp(logs) * grad.sum(axis=1)[:, None]


@log_softmax_back.mistake("That is the first way alone. The sum inside depends on each logit too.")
def copies(logs, grad):
    return grad


@log_softmax_back.mistake("Only the way through the sum is there. The logit stands in front as well: grad itself.")
def only_through_the_sum(logs, grad):
    return -np.exp(logs) * grad.sum(axis=1, keepdims=True)


@log_softmax_back.mistake("The logarithm of the sum was taken off, so its way has a minus.")
def plus_for_minus(logs, grad):
    return grad + np.exp(logs) * grad.sum(axis=1, keepdims=True)


@log_softmax_back.mistake("What was repeated along a row is summed along the row. Here nothing is summed.")
def nothing_summed(logs, grad):
    return grad - np.exp(logs) * grad


@log_softmax_back.mistake("That sums down the columns. The logarithm was repeated along each row.")
def wrong_axis(logs, grad):
    return grad - np.exp(logs) * grad.sum(axis=0, keepdims=True)


@log_softmax_back.mistake("That sums over all rows. Each row has a logarithm of its own.")
def over_everything(logs, grad):
    return grad - np.exp(logs) * grad.sum()


@log_softmax_back.mistake("The axis of the sums is gone, so they meet the columns in place of the rows.")
def axis_lost(logs, grad):
    return grad - np.exp(logs) * grad.sum(axis=1)


@log_softmax_back.mistake("That is the way back through softmax itself. Here its logarithm was taken.")
def of_softmax_itself(logs, grad):
    p = np.exp(logs)
    return p * (grad - (grad * p).sum(axis=1, keepdims=True))


@log_softmax_back.mistake("logs are logarithms. The slope of the sum's logarithm is the probability itself.")
def logs_for_probabilities(logs, grad):
    return grad - logs * grad.sum(axis=1, keepdims=True)


@log_softmax_back.mistake("That holds where a single 1 arrives in a row. And if something else arrives?")
def as_if_one_arrived(logs, grad):
    return grad - np.exp(logs)


@log_softmax_back.mistake("Each use brings its own part, and they are added: a sum, not a mean.")
def mean_for_a_sum(logs, grad):
    return grad - np.exp(logs) * grad.mean(axis=1, keepdims=True)


# --- code: an operation of your own ---


def grad_through(function, numbers):
    """Return the gradient of Tensor(numbers), when 1, 2, … arrive at function(Tensor)."""
    x = Tensor(numbers)
    (function(x) * np.arange(1.0, len(x) + 1)).sum().backward()
    return lists(x.grad)


SIGMOID_CASES = {
    "shapes(sigmoid(Tensor([0.0, 2.0, -1.0])).data)": "For x [0, 2, -1] the shape of the data",
    "lists(sigmoid(Tensor([0.0, 2.0, -1.0])).data)": "For x [0, 2, -1] the data",
    "grad_through(sigmoid, [0.0, 2.0, -1.0])": "For x [0, 2, -1], where [1, 2, 3] arrive, x.grad",
    "grad_through(sigmoid, [-3.0, 0.5])": "For x [-3, 0.5], where [1, 2] arrive, x.grad",
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
    given=lambda: {**given(), "Tensor": Tensor, "result": result, "grad_through": grad_through},
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


@sigmoid.mistake("The gradient is passed on as it came: the slope is missing.")
def no_slope(x):
    s = 1 / (1 + np.exp(-x.data))
    return result(s, "sigmoid", (x, lambda grad: grad))


@sigmoid.mistake("The slope is there, but what arrives, grad, does not come in.")
def slope_alone(x):
    s = 1 / (1 + np.exp(-x.data))
    return result(s, "sigmoid", (x, lambda grad: s * (1 - s)))


@sigmoid.mistake("That is the slope of tanh, 1 - t * t. That of sigmoid is another.")
def slope_of_tanh(x):
    s = 1 / (1 + np.exp(-x.data))
    return result(s, "sigmoid", (x, lambda grad: grad * (1 - s * s)))


@sigmoid.mistake("The minus is missing in the power of e.")
def no_minus(x):
    s = 1 / (1 + np.exp(x.data))
    return result(s, "sigmoid", (x, lambda grad: grad * s * (1 - s)))


@sigmoid.mistake("What comes back is an array, cut off from x. `result` makes a Tensor of it.")
def only_an_array(x):
    return 1 / (1 + np.exp(-x.data))


@sigmoid.mistake("A leaf: the right numbers, but it does not know x. `result` makes one that does.")
def a_leaf(x):
    return Tensor(1 / (1 + np.exp(-x.data)))


@sigmoid.mistake("The slope is an array here, and `result` wants a *function* of grad.")
def an_array_for_a_function(x):
    s = 1 / (1 + np.exp(-x.data))
    return result(s, "sigmoid", (x, s * (1 - s)))


@sigmoid.mistake("In the slope stands x, where the result s belongs.")
def slope_of_x(x):
    s = 1 / (1 + np.exp(-x.data))
    return result(s, "sigmoid", (x, lambda grad: grad * x.data * (1 - x.data)))


@sigmoid.mistake("np.exp works on arrays, and x is a Tensor. Its array is x.data.")
def numpy_on_a_tensor(x):
    s = 1 / (1 + np.exp(-x))
    return result(s, "sigmoid", (x, lambda grad: grad * s * (1 - s)))


@sigmoid.mistake("math.exp takes one number, and x.data is an array. NumPy has one for arrays.")
def exp_of_math(x):
    s = 1 / (1 + math.exp(-x.data))
    return result(s, "sigmoid", (x, lambda grad: grad * s * (1 - s)))


@sigmoid.mistake("The child and its function are a pair: brackets round both are missing.")
def no_inner_brackets(x):
    s = 1 / (1 + np.exp(-x.data))
    return result(s, "sigmoid", x, lambda grad: grad * s * (1 - s))


@sigmoid.mistake("The child is the Tensor x itself, not its array x.data.")
def array_for_child(x):
    s = 1 / (1 + np.exp(-x.data))
    return result(s, "sigmoid", (x.data, lambda grad: grad * s * (1 - s)))

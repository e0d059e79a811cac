"""The exercises of chapter 7: PyTorch does what the package does.

Some need PyTorch. Where it is missing they say so, and nothing here fails.
"""

import math
import re
from numbers import Real
from unittest import mock

from gradually.course.ch07 import programs, solutions
from gradually.course.checking import ClassExercise, CodeExercise, ValueExercise
from gradually.course.checking.comparing import show_value
from gradually.course.checking.time_limit import TooManyLines, within_lines
from gradually.derivative import derivative
from gradually.value import Value

# --- predictions ---

unchanged_code = ValueExercise(
    "unchanged_code",
    "a",
    because="The line needs +, * and tanh. PyTorch's numbers have all three, under the same names.",
    mistakes=[
        ("b", "They have a method of that name too: t.tanh() and torch.tanh(t) are the same."),
        ("c", "Nothing in the line says Value. Python looks up + and * in whatever is passed in."),
    ],
    options=["a", "b", "c"],
)

inner_grad = ValueExercise(
    "inner_grad",
    "b",
    because="It passed through n and was not kept: an inner result can be large, and training never looks at it.",
    mistakes=[
        ("a", "That is what arrives at n, and what our package keeps there. PyTorch passes it on and drops it."),
        ("c", "A 0 would say that n has no effect. PyTorch says that there is nothing here."),
    ],
    options=["a", "b", "c"],
)

detached = ValueExercise(
    "detached",
    3.0,
    because="Only the w on the left has a past. The other factor is a plain 3, and that is the slope.",
    mistakes=[
        (6.0, "That is the slope of w * w, where both factors follow a nudge of w. Does the detached one?"),
        (0.0, "One of the two factors still hangs on w."),
        (9.0, "That is y itself."),
        (1.0, "That is what arrives at y. It is a product: what does its left factor get?"),
    ],
    otherwise="Which of the two factors follows a nudge of w?",
)

still_a_tenth = ValueExercise(
    "still_a_tenth",
    False,
    because="The digits were lost when the tensor was made. What is gone does not come back in a longer number.",
    mistakes=[
        (
            True,
            "The result is stored in 64 bits, but it was made from 32. Can it know the digits that were cut off?",
        ),
        ("True", "Without quotes, please. And: can 64 bits know the digits that 32 bits cut off?"),
        ("False", "Without quotes, please: False."),
        (0.1, "A True or a False is wanted: are the two equal?"),
    ],
)

flat_from = ValueExercise(
    "flat_from",
    {"float32": 9.02, "float64": 19.07},
    because="There 1 - o is less than half of the last digit that such a number has below 1: o is rounded to 1.",
    mistakes=[
        ({"float32": 15.02, "float64": 25.07}, "Those are the places of b, at the knob. What is n there?"),
        ({"float32": 19.07, "float64": 9.02}, "They have changed places: which one has more digits?"),
        ({"float32": 9.02, "float64": 9.02}, "One of them is right. The other still has digits there: turn on."),
    ],
    hints=[
        "Watch the line below the picture: it says n, and both slopes.",
        "In float32 it happens a little above 9. Go on with b until the line of float64 ends, too.",
    ],
    beside=(
        "At the n of {} the slope is not 0 yet: turn on.",
        "At the n of {} the slope is 0 already: turn back to where that begins.",
    ),
    tolerance=0.01,
)

nodes_of_a_million = ValueExercise(
    "nodes_of_a_million",
    3,
    because="One for the tensor, one for its tanh, one for the sum: a node holds all the numbers of a tensor.",
    mistakes=[
        (3_000_000, "That is what ours would need, with one number in each node. How many does a tensor hold?"),
        (1_000_000, "That would be one node for each number. How many does a tensor hold?"),
        (2, "And the leaf? Its node collects the gradients."),
        (1, "That would be one node for the whole line. How many operations are there, and what begins it?"),
        (6, "Nodes are made where the graph is recorded. Going back makes none."),
    ],
    otherwise="Count the operations, and the leaf.",
)

same_idea = ValueExercise(
    "same_idea",
    "d",
    because="Record the graph, then go from the result to the leaves: what arrived, times the local derivative, added.",
    mistakes=[
        (
            "a",
            "There is no formula of the whole anywhere. grad_fn holds one node for each operation that really ran.",
        ),
        ("b", "Nudging would need two runs for each input. One backward pass gave all five gradients."),
        ("c", "The two agreed to 12 digits, in 200 expressions made by chance. An estimate would not."),
    ],
    options=["a", "b", "c", "d"],
    belief=True,
)

wrong_backward = ValueExercise(
    "wrong_backward",
    "cube",
    because="The slope of x**3 is 3 * x**2, not 3 * x. At x = 1 the two are equal, so a check there sees nothing.",
    mistakes=[
        ("none", "At x = 1 nothing is off. Look at another place as well."),
        ("square", "x**2 has the slope 2 * x: right at every x."),
        ("reciprocal", "1 / x falls when x grows, so its slope has a minus: right at every x."),
        ("exp", "exp is its own slope: right at every x."),
    ],
    options=["square", "cube", "reciprocal", "exp", "none"],
    hints=["Run your backward_error at x = 1, and then at two or three other places."],
)

# --- what a tensor tells of itself ---


def told(seen):
    """Return `seen` with every tensor or array in it as a text such as "Tensor(2.5)"; plain numbers stay."""
    if isinstance(seen, list | tuple):
        return type(seen)(map(told, seen))
    if hasattr(seen, "tolist") and not isinstance(seen, Real):
        return f"{type(seen).__name__}({show_value(seen.tolist())})"
    return seen


def facts(leaf):
    """Return what counts in a tensor as a leaf: its dtype, requires_grad and is_leaf."""
    return str(leaf.dtype).removeprefix("torch."), leaf.requires_grad, leaf.is_leaf


def inside(leaves):
    """Return the numbers in a list of tensors; what is no such list, or no tensor, as it is told."""
    if not isinstance(leaves, list | tuple):
        return told(leaves)
    return [leaf.tolist() if hasattr(leaf, "numel") else f"{leaf!r} without a tensor" for leaf in leaves]


def lost(leaf, number):
    """Return by how much the number in a tensor is off, in billionths; TypeError if it holds several."""
    if leaf.numel() != 1:
        raise TypeError("a tensor with one number belongs here")
    return round((leaf.item() - number) * 1e9, 3)


# --- tensors in double precision ---

doubles = CodeExercise(
    solutions.doubles,
    cases=[
        "inside(doubles([2.0, -3.0, 0.0]))",
        "facts(doubles([2.0, 0.1])[1])",
        "lost(doubles([0.1])[0], 0.1)",
        "lost(doubles([math.pi])[0], math.pi)",
        "inside(doubles([]))",
    ],
    words={
        "inside(doubles([2.0, -3.0, 0.0]))": "The list of numbers in `doubles([2.0, -3.0, 0.0])`",
        "facts(doubles([2.0, 0.1])[1])": "Of `doubles([2.0, 0.1])[1]` the dtype, requires_grad, is_leaf",
        "lost(doubles([0.1])[0], 0.1)": "With `doubles([0.1])` the error of the number inside, in billionths,",
        "lost(doubles([math.pi])[0], math.pi)": "With `doubles([math.pi])` the error of the number, in billionths,",
        "inside(doubles([]))": "`doubles([])`",
    },
    hints=[
        "One tensor for each number: a list comprehension, or a loop with append.",
        "Two things to say when a tensor is made: dtype=torch.double and requires_grad=True.",
    ],
    given=lambda: {"facts": facts, "inside": inside, "lost": lost, "math": math},
    needs="torch",
)


@doubles.other_way
def with_a_loop(numbers):
    import torch

    leaves = []
    for x in numbers:
        leaves.append(torch.tensor(float(x), dtype=torch.float64).requires_grad_())
    return leaves


@doubles.mistake("That is float32, which PyTorch makes if nobody says a dtype: about 7 digits.")
def no_dtype(numbers):
    import torch

    return [torch.tensor(float(x), requires_grad=True) for x in numbers]


@doubles.mistake("The precision is right, but these tensors ask for no gradient.")
def no_requires_grad(numbers):
    import torch

    return [torch.tensor(x, dtype=torch.double) for x in numbers]


@doubles.mistake("Two things are missing: the precision, and the wish for a gradient.")
def neither(numbers):
    import torch

    return [torch.tensor(float(x)) for x in numbers]


@doubles.mistake("Does .double() come behind? It is too late for the digits, and makes no leaf.")
def double_afterwards(numbers):
    import torch

    return [torch.tensor(float(x), requires_grad=True).double() for x in numbers]


@doubles.mistake("Double comes too late: the digits are lost at the moment when a tensor is made as a float32.")
def too_late(numbers):
    import torch

    return [torch.tensor(float(x)).double().requires_grad_() for x in numbers]


@doubles.mistake("Double comes too late for the digits, and these tensors ask for no gradient.")
def too_late_and_no_grad(numbers):
    import torch

    return [torch.tensor(float(x)).double() for x in numbers]


@doubles.mistake("That is one tensor that holds all the numbers. A list is wanted, with a tensor for each number.")
def one_tensor(numbers):
    import torch

    return torch.tensor(numbers, dtype=torch.double, requires_grad=True)


@doubles.mistake("What is computed from another tensor, or cut out of a large one, is no leaf.")
def cut_out_of_one(numbers):
    import torch

    return list(torch.tensor(numbers, dtype=torch.double, requires_grad=True))


@doubles.mistake("That is one tensor for the first number. A list is wanted. Does a `return` stand inside the loop?")
def first_only(numbers):
    import torch

    for x in numbers:
        return torch.tensor(x, dtype=torch.double, requires_grad=True)


@doubles.mistake("Each tensor holds one number in a list of its own: one pair of square brackets too many.")
def number_in_brackets(numbers):
    import torch

    return [torch.tensor([x], dtype=torch.double, requires_grad=True) for x in numbers]


@doubles.mistake("Each tensor holds the whole list. Inside the loop, use the one number.")
def whole_list_each_time(numbers):
    import torch

    return [torch.tensor(numbers, dtype=torch.double, requires_grad=True) for _ in numbers]


@doubles.mistake("The plain numbers came back. To give a new thing to the loop's name changes nothing in the list.")
def numbers_came_back(numbers):
    return numbers


# --- a gradient check in miniature ---


def backwards():
    """Return what the cases of `backward_error` need: x cubed, and backwards for it, one of them right."""
    return {
        "math": math,
        "cube": lambda x: x**3,
        "twice": lambda grad_output, x: grad_output * 2 * x,
        "four_squares": lambda grad_output, x: grad_output * 4 * x**2,
        "three_squares": lambda grad_output, x: grad_output * 3 * x**2,
        "minus": lambda grad_output, x: -grad_output * 3 * x**2,
        "exp": lambda grad_output, x: grad_output * math.exp(x),
    }


backward_error = CodeExercise(
    solutions.backward_error,
    cases=[
        "backward_error(cube, twice, 2.345)",
        "backward_error(cube, four_squares, -2.345)",
        "backward_error(cube, minus, 1.235)",
        "backward_error(cube, three_squares, 2.345)",
        "backward_error(math.exp, exp, 0)",
    ],
    words={
        "backward_error(cube, twice, 2.345)": "With x**3, and 2 * x as backward's slope, the error at 2.345",
        "backward_error(cube, four_squares, -2.345)": (
            "With x**3, and 4 * x**2 as backward's slope, the error at -2.345"
        ),
        "backward_error(cube, minus, 1.235)": "With x**3, and -3 * x**2 as backward's slope, the error at 1.235",
        "backward_error(cube, three_squares, 2.345)": (
            "With x**3, and 3 * x**2 as backward's slope, the error at 2.345"
        ),
        "backward_error(math.exp, exp, 0)": "With exp, and exp(x) as backward's slope, the error at 0",
    },
    hints=[
        "The true slope comes from derivative(forward, x), the nudge of chapter 1.",
        "Give backward a 1.0 for what arrived: backward(1.0, x) is then the slope it believes in.",
        "The size of the difference: abs(... - ...).",
    ],
    given=backwards,
    tolerance=1e-6,  # two ways to nudge agree so far
)


@backward_error.other_way
def nudged_by_hand(forward, backward, x):
    h = 1e-4
    slope = (forward(x + h) - forward(x - h)) / (2 * h)
    difference = slope - backward(1, x)
    return difference if difference > 0 else -difference


@backward_error.mistake("An error is a size, without a sign.")
def with_a_sign(forward, backward, x):
    return backward(1.0, x) - derivative(forward, x)


@backward_error.mistake("An error is a size, without a sign.")
def with_the_other_sign(forward, backward, x):
    return derivative(forward, x) - backward(1.0, x)


@backward_error.mistake("backward takes what arrived first, and then x.")
def swapped_arguments(forward, backward, x):
    return abs(backward(x, 1.0) - derivative(forward, x))


@backward_error.mistake("It compares with the result of forward. What backward should give is forward's slope.")
def with_the_result(forward, backward, x):
    return abs(backward(1.0, x) - forward(x))


@backward_error.mistake("What arrives should be 1, so that backward gives the slope itself. You passed x.")
def x_arrives(forward, backward, x):
    return abs(backward(x, x) - derivative(forward, x))


@backward_error.mistake("That is the nudged slope alone. Is backward called, and with a 1 for what arrives?")
def nothing_arrives(forward, backward, x):
    return abs(backward(0.0, x) - derivative(forward, x))


@backward_error.mistake("That is the square of the difference. What is wanted is its size.")
def squared(forward, backward, x):
    return (backward(1.0, x) - derivative(forward, x)) ** 2


@backward_error.mistake(
    "What arrives should be 1. You passed the nudged slope: then backward multiplies by it once more."
)
def slope_arrives(forward, backward, x):
    slope = derivative(forward, x)
    return abs(backward(slope, x) - slope)


@backward_error.mistake("backward takes what arrived, and x. derivative nudges forward.")
def one_argument(forward, backward, x):
    return abs(backward(x) - derivative(forward, x))


@backward_error.mistake("derivative takes the function itself, not what it gives at x.")
def a_number_for_the_function(forward, backward, x):
    return abs(backward(1.0, x) - derivative(forward(x), x))


@backward_error.mistake("What arrives is to be 1, not the result of forward.")
def result_arrives(forward, backward, x):
    return abs(backward(forward(x), x) - derivative(forward, x))


@backward_error.mistake("That says whether they agree. What is wanted is by how much they differ.")
def yes_or_no(forward, backward, x):
    return math.isclose(backward(1.0, x), derivative(forward, x), rel_tol=1e-6, abs_tol=1e-6)


@backward_error.mistake("It nudges backward. What is to be nudged is forward.")
def nudges_backward(forward, backward, x):
    return abs(backward(1.0, x) - derivative(lambda at: backward(1.0, at), x))


@backward_error.mistake("The signs are lost too early: slopes of 3 and -3 are far apart.")
def sizes_compared(forward, backward, x):
    return abs(abs(backward(1.0, x)) - abs(derivative(forward, x)))


@backward_error.mistake("The two slopes are added. How far apart are they?")
def slopes_added(forward, backward, x):
    return abs(backward(1.0, x) + derivative(forward, x))


@backward_error.mistake("It is divided by the slope. The difference itself is asked for.")
def relative(forward, backward, x):
    slope = derivative(forward, x)
    return abs(backward(1.0, x) - slope) / abs(slope)


@backward_error.mistake("That is what backward gives. Compare it with the slope that derivative finds.")
def backward_alone(forward, backward, x):
    return abs(backward(1.0, x))


# --- to PyTorch, and back to plain numbers ---


def worst_error(answer):
    """Return by how much an answer is off, in billionths, where the true numbers are known from mathematics."""
    worst = 0
    for a, b in [(0.1, 0.2), (0.3, -0.7), (1.7, 0.9)]:
        total = a * a + math.exp(b)
        true = math.log(total), 2 * a / total, math.exp(b) / total
        for got, want in zip(answer(a, b), true, strict=True):
            worst = max(worst, abs((got.item() if hasattr(got, "item") else got) - want))
    return round(worst * 1e9, 1)


def went_through_torch(answer):
    """Tell whether a backward pass of PyTorch ran while the function `answer` did."""
    import torch

    with (
        mock.patch.object(torch.autograd, "backward", wraps=torch.autograd.backward) as backward,
        mock.patch.object(torch.autograd, "grad", wraps=torch.autograd.grad) as grad,
    ):
        answer(2.0, -3.0)
    return backward.called or grad.called


in_torch = CodeExercise(
    solutions.in_torch,
    cases=[
        "told(in_torch(2.0, -3.0))",
        "told(in_torch(0.0, 0.5))",
        "worst_error(in_torch)",
        "went_through_torch(in_torch)",
    ],
    words={
        "told(in_torch(2.0, -3.0))": "`in_torch(2.0, -3.0)`",
        "told(in_torch(0.0, 0.5))": "`in_torch(0.0, 0.5)`",
        "worst_error(in_torch)": "With numbers such as 0.1 the largest error of the three, in billionths,",
        "went_through_torch(in_torch)": "Whether PyTorch did the backward pass",
    },
    hints=[
        "The two lines that make the leaves change (think of torch.double), and so does the return line.",
        "A tensor and its grad hand out their plain number with .item().",
    ],
    given=lambda: {"told": told, "worst_error": worst_error, "went_through_torch": went_through_torch},
    tolerance=1e-5,
    needs="torch",
)


@in_torch.mistake("The numbers are right, but our package found them. Make a and b with torch.tensor.")
def with_our_package(a, b):
    a, b = Value(a), Value(b)
    y = (a * a + b.exp()).log()
    y.backward()
    return y.data, a.grad, b.grad


@in_torch.mistake("math.log hands back a plain number, and the graph is lost. Use the tensors' own .log() and .exp().")
def with_math(a, b):
    import torch

    a = torch.tensor(a, dtype=torch.double, requires_grad=True)
    b = torch.tensor(b, dtype=torch.double, requires_grad=True)
    y = math.log(a.item() ** 2 + math.exp(b.item()))
    y.backward()
    return y, a.grad.item(), b.grad.item()


@in_torch.mistake("Do not round: all digits are compared.")
def rounds(a, b):
    return tuple(round(x, 6) for x in solutions.in_torch(a, b))


@in_torch.other_way
def from_a_list(a, b):
    import torch

    leaves = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in (a, b)]
    result = torch.log(leaves[0] ** 2 + torch.exp(leaves[1]))
    result.backward()
    return [result.detach().tolist(), *(float(leaf.grad) for leaf in leaves)]


@in_torch.mistake("Those digits are float32's: about 7 of them are right.")
def in_float32(a, b):
    import torch

    a, b = torch.tensor(a, requires_grad=True), torch.tensor(b, requires_grad=True)
    y = (a * a + b.exp()).log()
    y.backward()
    return y.item(), a.grad.item(), b.grad.item()


@in_torch.mistake("Those are still tensors. Plain numbers are wanted: .item() hands them out.")
def left_as_tensors(a, b):
    import torch

    a = torch.tensor(a, dtype=torch.double, requires_grad=True)
    b = torch.tensor(b, dtype=torch.double, requires_grad=True)
    y = (a * a + b.exp()).log()
    y.backward()
    return y, a.grad, b.grad


@in_torch.mistake(
    "Something is None. A grad? Then nothing arrived: has the backward pass run, brackets and all? Are a, b leaves?"
)
def without_backward(a, b):
    import torch

    a = torch.tensor(a, dtype=torch.double, requires_grad=True)
    b = torch.tensor(b, dtype=torch.double, requires_grad=True)
    y = (a * a + b.exp()).log()
    return y.item(), a.grad.item(), b.grad.item()


@in_torch.mistake("The result is a plain number. The two gradients are still tensors.")
def gradients_as_tensors(a, b):
    import torch

    a = torch.tensor(a, dtype=torch.double, requires_grad=True)
    b = torch.tensor(b, dtype=torch.double, requires_grad=True)
    y = (a * a + b.exp()).log()
    y.backward()
    return y.item(), a.grad, b.grad


@in_torch.mistake("Double comes too late: the digits are lost at the moment when a tensor is made as a float32.")
def double_too_late(a, b):
    import torch

    a, b = torch.tensor(a).double().requires_grad_(), torch.tensor(b).double().requires_grad_()
    y = (a * a + b.exp()).log()
    y.backward()
    return y.item(), a.grad.item(), b.grad.item()


@in_torch.mistake("PyTorch records nothing unless a leaf asks for it when it is made.")
def nobody_asked(a, b):
    import torch

    a, b = torch.tensor(a, dtype=torch.double), torch.tensor(b, dtype=torch.double)
    y = (a * a + b.exp()).log()
    y.backward()
    return y.item(), a.grad.item(), b.grad.item()


@in_torch.mistake("The backward pass runs twice. Once is enough: a second pass adds all gradients again.")
def backward_twice(a, b):
    import torch

    a = torch.tensor(a, dtype=torch.double, requires_grad=True)
    b = torch.tensor(b, dtype=torch.double, requires_grad=True)
    y = (a * a + b.exp()).log()
    y.backward()
    y.backward()
    return y.item(), a.grad.item(), b.grad.item()


@in_torch.mistake("The two gradients are in the wrong order: first a's, then b's.")
def turned_round(a, b):
    y, by_a, by_b = solutions.in_torch(a, b)
    return y, by_b, by_a


@in_torch.mistake("The data of a and b came back. What is wanted is in their .grad.")
def data_for_grad(a, b):
    y, _, _ = solutions.in_torch(a, b)
    return y, a, b


@in_torch.mistake("That is the result alone. The two gradients are wanted as well: `return ..., ..., ...`.")
def result_only(a, b):
    return solutions.in_torch(a, b)[0]


@in_torch.mistake("Those are the two gradients. The result itself comes first.")
def gradients_only(a, b):
    return solutions.in_torch(a, b)[1:]


# --- blank page: an engine ---

ALONE = "a.backward()"
SUM, PRODUCT, SQUASHED = "d = a + b; d.backward()", "d = a * b; d.backward()", "d = a.tanh(); d.backward()"
CHAIN = "d = a * b; e = d + c; f = e.tanh(); f.backward()"
TWICE_ADDED, TWICE_MULTIPLIED = "d = a + a; d.backward()", "d = a * a; d.backward()"
FORK, FORK_TURNED = (f"d = a * b; e = d.tanh(); f = {total}; f.backward()" for total in ("d + e", "e + d"))
SQUARED = "d = a * b; e = d * d; f = e + d; f.backward()"
AGAIN = "d = a * b; e = d.tanh(); e.backward(); e.backward()"
TWO_RESULTS = "d = a * b; e = d + c; e.backward(); f = d * c; f.backward()"
SMALL = [ALONE, SUM, PRODUCT, SQUASHED, CHAIN, TWICE_ADDED, TWICE_MULTIPLIED]
SMALL += [FORK, FORK_TURNED, SQUARED, AGAIN, TWO_RESULTS]


def case_of(program, leaves=programs.LEAVES):
    """Return (a case that runs a program, what is said of it)."""
    used = [f"{name} = {number:g}" for name, number in leaves.items() if re.search(rf"\b{name}\b", program)]
    return f"run(MyValue, {program!r}, {leaves!r})", f"With {', '.join(used)}: after `{program}`"


CASES = {
    "first_look(MyValue)": "`MyValue(0.5)`",
    **dict(map(case_of, SMALL)),
    **dict(case_of(*programs.by_chance(seed)) for seed in range(programs.RANDOM)),
}

DOUBLED = "doubled(MyValue)"  # 20 times x = x + x: 21 nodes, and 1,048,576 paths
CASES[DOUBLED] = "After 20 times `x = x + x` and one `x.backward()`"
MOST_LINES = 20_000  # of one backward pass: even one that looks at every pair of nodes runs fewer


def doubled(cls):
    """Return the grad of the number at which 20 doublings began; a text if a backward pass runs too many lines."""
    x = first = cls(0.5)
    for _ in range(20):
        x = x + x
    try:
        within_lines(MOST_LINES, x.backward)
    except TooManyLines:
        return f"{CASES[DOUBLED]}: stopped after {MOST_LINES:,} lines."
    return {"grad": first.grad}


MyValue = ClassExercise(
    solutions.MyValue,
    cases=list(CASES),
    words=CASES,
    given=lambda: {"run": programs.run, "first_look": programs.first_look, "doubled": doubled},
    without=["Value", "backpropagate", "topological_order"],
    wanted_in="chapter 10",
    hints=[
        "Begin with what a number has to keep: data, grad, its children, and a local derivative for each of them. A "
        "leaf has no children: give those parameters defaults.",
        "Each operation makes a new MyValue from the result, the children and the local derivatives: 1 and 1 for a "
        "sum, the other's number for a product, 1 - t * t for a tanh with the result t.",
        "backward first needs an order: a function inside it that visits a node's children before the node itself goes "
        "into the list, and nothing twice.",
        "Then the grad of every node with children becomes 0, and the result's own becomes 1. From the end of the list "
        "to its start each node adds to each child what it has, times the local derivative.",
    ],
)


def spoilt(name, reply, changes, *shown):
    """Enter the course's engine, changed, as a mistake that small programs show."""
    MyValue.spoilt(name, reply, changes, [case_of(program)[0] for program in shown])


spoilt(
    "no_seed",
    "Nothing is there to pass on: the slope of the result by itself is missing.",
    {"self.grad = 1.0": "pass"},
    *(ALONE, SUM, PRODUCT, CHAIN),
)
spoilt(
    "overwrites",
    "Two ways lead there, and only the last one is kept. What arrives is to be collected.",
    {"child.grad += local_grad": "child.grad = local_grad"},
    *(CHAIN, TWICE_ADDED, FORK),
)
spoilt(
    "children_in_a_set",
    "The same number goes in twice. Is it held twice, and in its place? A set holds it once, in any order.",
    {"self.children = children": "self.children = tuple(dict.fromkeys(children))"},
    *(SUM, SQUASHED, TWICE_ADDED),
)
spoilt(
    "not_swapped",
    "A local derivative by the wrong input: how far does a product follow a nudge of its first number?",
    {"(other.data, self.data)": "(self.data, other.data)"},
    *(SUM, PRODUCT),
)
spoilt(
    "sum_as_a_product",
    "A local derivative is off: how far does a sum follow a nudge of one of its numbers?",
    {"(1.0, 1.0)": "(other.data, self.data)"},
    *(SUM, PRODUCT),
)
spoilt(
    "slope_of_the_input",
    "A local derivative by the wrong number: this rule takes what came out of tanh, not what went in.",
    {"1 - t * t": "1 - self.data**2"},
    *(PRODUCT, SQUASHED),
)
spoilt(
    "tanh_as_its_slope",
    "That is the tanh itself. Its slope is in the table of chapter 4.",
    {"1 - t * t": "t"},
    *(PRODUCT, SQUASHED),
)
spoilt(
    "local_grad_alone",
    "Each node passes on its local derivative alone. What arrived at it is a factor too.",
    {"local_grad * node.grad": "local_grad"},
    *(PRODUCT, CHAIN),
)
spoilt(
    "adds_what_arrived",
    "What arrived and the local derivative are multiplied.",
    {"local_grad * node.grad": "local_grad + node.grad"},
    *(SUM, SQUASHED),
)
spoilt(
    "from_the_leaves",
    "Nothing gets past the first step. Do all nodes have a turn, and the result's the first?",
    {"reversed(order)": "order"},
    *(PRODUCT, CHAIN),
)

TOO_EARLY = "d passes on without what e has for it: is the order right, and does every node have its turn?"
TURNS = {
    "                order.append(node)": "",
    "seen.add(node)": "seen.add(node)\n                order.insert(0, node)",
}
spoilt("too_early", TOO_EARLY, TURNS, CHAIN, FORK)
spoilt(
    "too_early_on_the_right", TOO_EARLY, TURNS | {"in node.children:": "in node.children[::-1]:"}, CHAIN, FORK_TURNED
)

ONCE_MORE = "d is visited more than once, and each time sends on what it has sent before."
SWEEP = """        for node in reversed(order):
            for child, local_grad in zip(node.children, node.local_grads):
                child.grad += local_grad * node.grad
"""
SEND = """        def send(node):
            for child, local_grad in zip(node.children, node.local_grads):
                child.grad += local_grad * node.grad
                send(child)

        send(self)
"""
spoilt(
    "seeds_everywhere",
    "Every node that is visited is set to 1. That belongs to the result alone.",
    {SWEEP: SEND.replace("            for", "            node.grad = 1.0\n            for")},
    *(PRODUCT, SQUASHED),
)
spoilt("sends_at_once", ONCE_MORE, {SWEEP: SEND}, CHAIN, FORK)
spoilt(
    "sends_at_once_on_the_right",
    ONCE_MORE,
    {SWEEP: SEND.replace("local_grads)", "local_grads[::-1])").replace("children,", "children[::-1],")},
    CHAIN,
    FORK,
)
spoilt("listed_twice", ONCE_MORE, {"if node not in seen:": "if True:"}, CHAIN, FORK)
spoilt(
    "inner_kept",
    "The second pass found old gradients inside, and sent them on as well.",
    {"node.grad = 0.0": "pass"},
    *(CHAIN, FORK, AGAIN),
)
spoilt(
    "inner_kept_and_seeded_again",
    "The second pass found old gradients inside, and sent them on as well.",
    {"node.grad = 0.0": "pass", "self.grad = 1.0": "self.grad += 1.0"},
    *(CHAIN, FORK, AGAIN),
)
spoilt(
    "leaves_forget",
    "Two passes, and the leaf holds the gradient of one. Leaves collect; who starts afresh?",
    {"if node.children:": "if True:"},
    *(CHAIN, FORK, AGAIN),
)

MyValue.spoilt(
    "follows_every_path",
    "It goes along every path, and those double with each step. Each node is to have its turn once.",
    {
        "if node not in seen:\n                seen.add(node)\n": "if True:\n",
        "                order.append(node)": (
            "                if node not in seen:\n"
            "                    seen.add(node)\n"
            "                    order.append(node)"
        ),
    },
    by=[*(case_of(program)[0] for program in SMALL), DOUBLED],
)


@MyValue.other_way
class WithFunctions:  # as in the lecture, and with the inner grads set back
    def __init__(self, data, children=()):
        self.data = data
        self.grad = 0
        self.children = set(children)
        self.pass_back = lambda: None

    def __add__(self, other):
        out = WithFunctions(self.data + other.data, (self, other))

        def pass_back():
            self.grad += out.grad
            other.grad += out.grad

        out.pass_back = pass_back
        return out

    def __mul__(self, other):
        out = WithFunctions(self.data * other.data, (self, other))

        def pass_back():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.pass_back = pass_back
        return out

    def tanh(self):
        e = math.exp(2 * self.data)
        out = WithFunctions((e - 1) / (e + 1), (self,))

        def pass_back():
            self.grad += (1 - out.data**2) * out.grad

        out.pass_back = pass_back
        return out

    def order(self, seen):
        if self in seen:
            return []
        seen.add(self)
        return [node for child in self.children for node in child.order(seen)] + [self]

    def backward(self):
        order = self.order(set())
        for node in order:
            if node.children:
                node.grad = 0
        self.grad = 1
        for node in reversed(order):
            node.pass_back()


@MyValue.other_way
class WithGradientsAside:  # no inner node has a gradient of its own, as in PyTorch
    made = 0

    def __init__(self, data, *sources):
        self.data, self.grad, self.sources = data, 0.0, sources
        WithGradientsAside.made += 1
        self.number = WithGradientsAside.made

    def __add__(self, other):
        return WithGradientsAside(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        return WithGradientsAside(self.data * other.data, (self, other.data), (other, self.data))

    def tanh(self):
        result = math.tanh(self.data)
        return WithGradientsAside(result, (self, 1 - result**2))

    def backward(self):
        arrived = {self: 1.0}
        while arrived:  # the youngest first: nothing that is made later was an input of it
            node = max(arrived, key=lambda each: each.number)
            grad = arrived.pop(node)
            if not node.sources:
                node.grad += grad
            for source, slope in node.sources:
                arrived[source] = arrived.get(source, 0.0) + slope * grad

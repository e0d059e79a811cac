"""The exercises of chapter 6: operations, large and small."""

import math

from gradually.backprop import backpropagate, topological_order
from gradually.course.ch06 import solutions
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.course.checking.stand_ins import plain
from gradually.value import Value


class Leaf(Value):
    """A Value that lacks what the learner is to write, so that an answer cannot borrow it."""

    __slots__ = ()

    def sigmoid(self):
        raise NotImplementedError("this one is yours to write")

    def softplus(self):
        raise NotImplementedError("this one is yours to write")


class LeafWithoutDivision(Leaf):
    """A Leaf that cannot be divided either."""

    __slots__ = ()

    def __truediv__(self, other):
        raise NotImplementedError("this one is yours to write")


Leaf.__name__ = LeafWithoutDivision.__name__ = "Value"  # what error messages call them


def gradients(function, *numbers, kind=Leaf):
    """Return the gradients of leaves with these numbers after a backward pass from what `function` makes of them."""
    leaves = [kind(number) for number in numbers]
    backpropagate(function(*leaves))
    return plain([leaf.grad for leaf in leaves])


def gradient(function, number):
    """Return the gradient of the one leaf of `function`."""
    return gradients(function, number)[0]


def operations(root):
    """Return the names of the operations in the graph of `root`."""
    return [node.op for node in topological_order(root) if node.children]


def given():
    """Return the names that the cases of this chapter use."""
    return {"Value": Leaf, "gradient": gradient, "gradients": gradients, "operations": operations}


def given_without_division():
    """Return what `given` returns, with Values that cannot be divided."""
    return {
        **given(),
        "Value": LeafWithoutDivision,
        "gradient": lambda function, number: gradients(function, number, kind=LeafWithoutDivision)[0],
        "gradients": lambda function, *numbers: gradients(function, *numbers, kind=LeafWithoutDivision),
    }


def of_one(name, *numbers):
    """Return the cases and their words for a function of one Value: its data and its gradient at `numbers`."""
    cases = [f"{name}(Value({number})).data" for number in numbers]
    said = "The gradient of x = {:g} after a backward pass"
    words = {f"gradient({name}, {number})": said.format(number) for number in numbers}
    return [*cases, *words], words


# --- predictions ---

number_on_the_left = ValueExercise(
    "number_on_the_left",
    "b",
    because="Python asks the left side first, and the 2 is a plain number, which knows nothing of Values.",
    mistakes=[
        ("a", "On paper 2 · a is a · 2. But Python asks the left side how to multiply, and here that is the 2."),
        ("c", "To get a plain number, somebody would have to look into the box. The 2 does not know how."),
    ],
    options=["a", "b", "c"],
)

slope_of_reciprocal = ValueExercise(
    "slope_of_reciprocal",
    -0.25,
    because="k * y**(k - 1) with k = -1: -1 * 2**(-2) = -1/4. As y grows, 1/y falls.",
    mistakes=[
        (0.25, "The size is right. But as y grows, does 1/y rise or fall?"),
        (0.5, "That is 1/y itself. Its slope is k * y**(k - 1), with k = -1."),
        (-0.5, "k - 1 is -2 here, not -1: from -1 one goes down to -2."),
        (-1, "That would be the slope at y = 1, or with k - 1 = 0. At y = 2 the exponent is -2."),
        (-2, "2 to the power of -2 is 1/4."),
        (-4, "2 to the power of -2 is not 4 but 1/4."),
        (1, "That is the slope of y itself. Here it is y to the power of -1."),
    ],
)

root_of_minus_8 = ValueExercise(
    "root_of_minus_8",
    "a",
    because="Python answers with a complex number, and raises no error. A Value must not hold that.",
    mistakes=[
        (
            "b",
            "-2 is a cube root of -8, but Python looks at the exponent 0.333… and picks another one.",
        ),
        ("c", "An error would be kind. Plain Python raises none."),
    ],
    options=["a", "b", "c"],
)

relu_by_nudging = ValueExercise(
    "relu_by_nudging",
    0.5,
    because="relu(h) - relu(-h) = h - 0, over a run of 2h: one half, the average of both sides.",
    mistakes=[
        (0, "To the left relu is flat, to the right it rises. The nudge goes to both sides: what is the average?"),
        (1, "That is the slope on the right. The nudge to the left counts too."),
        (2, "The rise is h, the run 2h."),
    ],
)

relu_at_zero = ValueExercise(
    "relu_at_zero",
    "d",
    because="Left of 0 the slope is 0, right of it 1, and at the corner there is none. Taking 0 is a convention.",
    mistakes=[
        ("a", "The package says 0 because somebody decided so. From the right, the slope is 1."),
        ("b", "Nudging averages the two sides. A number comes out, but the curve has no such slope there."),
        ("c", "It is one single place, and any number between 0 and 1 will do there. Training goes on undisturbed."),
    ],
    options=["a", "b", "c", "d"],
    belief=False,
)

more_blocks = ValueExercise(
    "more_blocks",
    "c",
    because="It is the same function, so it has the same slope. Only the work is divided differently.",
    mistakes=[
        ("a", "More paths, yes. But what they bring is added up, and the sum is the slope of the same function."),
        ("b", "The local derivatives change too: they multiply and add up to the slope of the same function."),
    ],
    options=["a", "b", "c"],
)

two_paths_to_e = ValueExercise(
    "two_paths_to_e",
    0.0429,
    because="Two paths, each with a local derivative of 1: 0.1464 + (-0.1036). (In more digits, 0.0429.)",
    mistakes=[
        (0.25, "The second path counts -0.1036: mind the sign."),
        (0.1464, "That is the path through e - 1. e also goes into e + 1."),
        (-0.1036, "That is the path through e + 1. e also goes into e - 1."),
        (-0.01517, "The two paths lie side by side: add what they bring, do not multiply."),
    ],
    tolerance=2e-4,
)

flat_on_the_left = ValueExercise(
    "flat_on_the_left",
    "d",
    because="exp makes the slope 20 times as large there. But where 21 arrives, 1/… has a slope of -1/21², -0.002.",
    mistakes=[
        ("a", "Its slope is -1 everywhere: it turns the sign, and leaves the size alone."),
        ("b", "At x = 3 it does. Move x to -3, and read the slope in its card there: is it small?"),
        ("c", "Its slope is 1 everywhere. What passes through comes out as it was."),
    ],
    options=["a", "b", "c", "d"],
)

pieces_at_400 = ValueExercise(
    "pieces_at_400",
    "c",
    because="exp(800) is larger than the largest float, about 1.8e308, and `math.exp` raises an error.",
    mistakes=[
        ("b", "Before the division comes exp(800), and `math.exp` does not pass off infinity as a number."),
        ("a", "The result would be 1. But on the way to it stands exp(800): how large is that?"),
    ],
    options=["a", "b", "c"],
)

# --- code ---

quotient = CodeExercise(
    solutions.quotient,
    cases=[
        "quotient(Value(6.0), Value(3.0)).data",
        "quotient(Value(1.0), Value(3.0)).data",
        "gradients(quotient, 6.0, 2.0)",
        "gradients(quotient, -1.0, 0.5)",
        "gradients(quotient, 0.0, -2.0)",
    ],
    words={
        "gradients(quotient, 6.0, 2.0)": "For x = 6 and y = 2 the gradients [by x, by y]",
        "gradients(quotient, -1.0, 0.5)": "For x = -1 and y = 0.5 the gradients [by x, by y]",
        "gradients(quotient, 0.0, -2.0)": "For x = 0 and y = -2 the gradients [by x, by y]",
    },
    hints=[
        "x / y is x * (1 / y): as in any product, the slope by x is the other factor.",
        "You predicted the slope of 1 / y: it is -1 / y**2. Here that is multiplied by x.",
        "Local derivatives are plain numbers: write x.data and y.data.",
    ],
    given=given_without_division,
    tolerance=1e-6,
)


@quotient.other_way
def with_the_quotient(x, y):
    q = x.data / y.data
    return Value(q, (x, y), "/", (y.data**-1, -q / y.data))


@quotient.other_way
def as_a_list_of_slopes(x, y):
    return Value(x.data / y.data, [x, y], "divide", [1 / y.data, x.data * -1 * y.data ** (-2)])


@quotient.mistake("That is the package's own division. Here you write it: fill in by_x and by_y.")
def borrowed_division(x, y):
    return x / y


@quotient.mistake("Those are the two slopes alone. Keep the last line: return Value(..., (by_x, by_y)).")
def only_the_slopes(x, y):
    return (1 / y.data, -x.data / y.data**2)


@quotient.mistake("The sizes are right. But as y grows, does x / y rise or fall (for a positive x)?")
def forgot_the_minus(x, y):
    return Value(x.data / y.data, (x, y), "/", (1 / y.data, x.data / y.data**2))


@quotient.mistake("By y it is right for x = 1 only: the slope of 1 / y is multiplied by x.")
def forgot_x(x, y):
    return Value(x.data / y.data, (x, y), "/", (1 / y.data, -1 / y.data**2))


@quotient.mistake("By y the square is missing: from the exponent -1 one goes down to -2.")
def forgot_the_square(x, y):
    return Value(x.data / y.data, (x, y), "/", (1 / y.data, -x.data / y.data))


@quotient.mistake("The two have changed places: first by x, then by y, in the order of the children.")
def changed_places(x, y):
    return Value(x.data / y.data, (x, y), "/", (-x.data / y.data**2, 1 / y.data))


@quotient.mistake("Those are the local derivatives of x * y. Dividing by y is multiplying by 1 / y.")
def as_for_a_product(x, y):
    return Value(x.data / y.data, (x, y), "/", (y.data, x.data))


@quotient.mistake("By y it is 1 / x, as if x and y were one like the other. One is divided by the other.")
def one_over_each(x, y):
    return Value(x.data / y.data, (x, y), "/", (1 / y.data, 1 / x.data))


@quotient.mistake("By x it is 1 / y: if y is large, x hardly moves the quotient.")
def one_for_x(x, y):
    return Value(x.data / y.data, (x, y), "/", (1, -x.data / y.data**2))


@quotient.mistake("By x it is 1 / y, not y.")
def y_for_x(x, y):
    return Value(x.data / y.data, (x, y), "/", (y.data, -x.data / y.data**2))


@quotient.mistake("By y nothing is divided by. (And `x / y * y` is x again.)")
def forgot_to_divide(x, y):
    return Value(x.data / y.data, (x, y), "/", (1 / y.data, -x.data))


@quotient.mistake("0.5 and -0.75 belong to a = 3 and b = 2, in the picture. Write formulas.")
def numbers_of_the_picture(x, y):
    return Value(x.data / y.data, (x, y), "/", (0.5, -0.75))


@quotient.mistake("Local derivatives are plain numbers, and yours are Values.")
def boxes_for_numbers(x, y):
    return Value(x.data / y.data, (x, y), "/", (1 / y, -x / y**2))


SIGMOID_CASES, SIGMOID_WORDS = of_one("sigmoid_from_exp", 0.0, 2.0, -3.0)

sigmoid_from_exp = CodeExercise(
    solutions.sigmoid_from_exp,
    cases=[*SIGMOID_CASES, "len(operations(sigmoid_from_exp(Value(2.0)))) > 1"],
    words={
        **SIGMOID_WORDS,
        "len(operations(sigmoid_from_exp(Value(2.0)))) > 1": "Whether its graph has more than one operation",
    },
    hints=[
        "x is a Value, and so is everything you make of it: `-x`, `1 + x`, `1 / x` and `x.exp()` all work.",
        "Brackets! e to the power of -x is (-x).exp(). The sum below the 1 needs brackets too.",
    ],
    given=given,
    tolerance=1e-6,
)


@sigmoid_from_exp.other_way
def from_positive_exp(x):
    e = x.exp()
    return e / (e + 1)


@sigmoid_from_exp.other_way
def with_a_power(x):
    return (1 + (x * -1).exp()) ** -1


@sigmoid_from_exp.other_way
def with_the_number_e(x):
    return 1 / (1 + math.e**-x)


@sigmoid_from_exp.mistake("-x.exp() is -(x.exp()): the dot comes before the minus.")
def minus_outside(x):
    return 1 / (1 + -x.exp())


@sigmoid_from_exp.mistake("The minus in the exponent is missing: yours falls where the sigmoid rises.")
def no_minus(x):
    return 1 / (1 + x.exp())


@sigmoid_from_exp.mistake(
    "All of the sum belongs below the 1, in brackets: `1 / (...)`. (`1 / 1 + ...` divides first.)"
)
def no_brackets(x):
    return 1 / 1 + (-x).exp()


@sigmoid_from_exp.mistake("The 1 below is missing: 1 / e**-x is e**x, and it grows without end.")
def no_one_below(x):
    return 1 / (-x).exp()


@sigmoid_from_exp.mistake("The number is right, but it is a new leaf, which does not know x. Make it from x itself.")
def forgets_x(x):
    return Value(1 / (1 + math.exp(-x.data)))


@sigmoid_from_exp.mistake("The number is right, but the path to x is cut: a plain number is wrapped anew on the way.")
def wraps_on_the_way(x):
    return 1 / (1 + Value(math.exp(-x.data)))


@sigmoid_from_exp.mistake("That is a plain number, and it has forgotten x. Make it from x itself.")
def plain_number_from_math(x):
    return 1 / (1 + math.exp(-x.data))


@sigmoid_from_exp.mistake("A Value has an exp of its own.")
def math_exp_of_a_value(x):
    return 1 / (1 + math.exp(-x))


@sigmoid_from_exp.mistake("x.data is a plain number and has no exp(). A Value has one.")
def exp_of_the_data(x):
    return 1 / (1 + (-x.data).exp())


@sigmoid_from_exp.mistake("That is the next exercise: one block. Here it is to be made of small ones, from exp.")
def as_one_block(x):
    s = 1 / (1 + math.exp(-x.data))
    return Value(s, (x,), "sigmoid", (s * (1 - s),))


@sigmoid_from_exp.mistake("The package has it, but here you build it from smaller ones.")
def borrowed(x):
    return x.sigmoid()


@sigmoid_from_exp.mistake("That goes from -1 to 1, as tanh does. The sigmoid is 1 / (1 + e**-x).")
def like_tanh(x):
    return (x.exp() - 1) / (x.exp() + 1)


BLOCK_CASES, BLOCK_WORDS = of_one("sigmoid_block", 0.0, 2.0, -3.0)

sigmoid_block = CodeExercise(
    solutions.sigmoid_block,
    cases=[*BLOCK_CASES, "len(operations(sigmoid_block(Value(2.0))))"],
    words={**BLOCK_WORDS, "len(operations(sigmoid_block(Value(2.0))))": "The number of operations in its graph"},
    hints=[
        "Work out the number s first, with math.exp and x.data.",
        "Then return Value(s, children, op, local_grads). Children and local_grads are tuples with one thing in them.",
        "The local derivative is s * (1 - s).",
    ],
    given=given,
    tolerance=1e-6,
)


@sigmoid_block.other_way
def by_tanh(x):
    s = (1 + math.tanh(x.data / 2)) / 2
    return Value(s, [x], "squash", [s - s**2])


@sigmoid_block.other_way
def slope_by_exp(x):
    e = math.exp(-x.data)
    return Value(1 / (1 + e), children=(x,), op="s", local_grads=(e / (1 + e) ** 2,))


@sigmoid_block.mistake("Only exp is its own slope. The text says what that of the sigmoid is.")
def output_as_slope(x):
    s = 1 / (1 + math.exp(-x.data))
    return Value(s, (x,), "sigmoid", (s,))


@sigmoid_block.mistake("`s * 1 - s` is (s * 1) - s, which is 0. Brackets!")
def slope_without_brackets(x):
    s = 1 / (1 + math.exp(-x.data))
    return Value(s, (x,), "sigmoid", (s * 1 - s,))


@sigmoid_block.mistake("The sign of the slope is turned round. The sigmoid rises.")
def slope_turned_round(x):
    s = 1 / (1 + math.exp(-x.data))
    return Value(s, (x,), "sigmoid", (s * (s - 1),))


@sigmoid_block.mistake("1 - s**2 belongs to tanh. The sigmoid has another slope.")
def slope_of_tanh(x):
    s = 1 / (1 + math.exp(-x.data))
    return Value(s, (x,), "sigmoid", (1 - s**2,))


@sigmoid_block.mistake("In the local derivative s is the output. You took x, the input.")
def input_for_output(x):
    s = 1 / (1 + math.exp(-x.data))
    return Value(s, (x,), "sigmoid", (x.data * (1 - x.data),))


@sigmoid_block.mistake("The local derivative has two factors, and yours has the first one missing.")
def only_one_minus_s(x):
    s = 1 / (1 + math.exp(-x.data))
    return Value(s, (x,), "sigmoid", (1 - s,))


@sigmoid_block.mistake("The minus in the exponent is missing: yours falls where the sigmoid rises.")
def no_minus_in_the_block(x):
    s = 1 / (1 + math.exp(x.data))
    return Value(s, (x,), "sigmoid", (s * (1 - s),))


@sigmoid_block.mistake("Number and gradient are right, but it is made of several blocks. Here it is one: Value(...).")
def from_pieces(x):
    return 1 / (1 + (-x).exp())


@sigmoid_block.mistake("The number is right, but it does not know x: children and local derivative are missing.")
def no_children(x):
    return Value(1 / (1 + math.exp(-x.data)))


@sigmoid_block.mistake("The local derivative is missing: the fourth thing that Value takes.")
def no_local_grads(x):
    return Value(1 / (1 + math.exp(-x.data)), (x,), "sigmoid")


@sigmoid_block.mistake("A comma is missing: (x,) is a tuple, (x) is only x.")
def no_comma_after_x(x):
    s = 1 / (1 + math.exp(-x.data))
    return Value(s, (x), "sigmoid", (s * (1 - s)))


@sigmoid_block.mistake("A comma is missing: (d,) is a tuple, (d) is only d.")
def no_comma_after_the_slope(x):
    s = 1 / (1 + math.exp(-x.data))
    return Value(s, (x,), "sigmoid", (s * (1 - s)))


@sigmoid_block.mistake("That is a plain number. Wrap it: Value(s, (x,), ...).")
def plain_number(x):
    return 1 / (1 + math.exp(-x.data))


@sigmoid_block.mistake("It is for plain numbers.")
def math_exp_of_the_box(x):
    s = 1 / (1 + math.exp(-x))
    return Value(s, (x,), "sigmoid", (s * (1 - s),))


@sigmoid_block.mistake("Local derivatives are plain numbers. Yours is a Value.")
def box_for_a_slope(x):
    s = 1 / (1 + (-x).exp())
    return Value(s.data, (x,), "sigmoid", (s * (1 - s),))


@sigmoid_block.mistake("The package has it, but here you write it: with x.data, math.exp and Value(...).")
def borrowed_block(x):
    return x.sigmoid()


SQUARE_CASES, SQUARE_WORDS = of_one("inverse_square", 2.0, -0.5, 3.0)

inverse_square = CodeExercise(
    solutions.inverse_square,
    cases=[*SQUARE_CASES, "len(operations(inverse_square(Value(2.0))))"],
    words={**SQUARE_WORDS, "len(operations(inverse_square(Value(2.0))))": "The number of operations in its graph"},
    hints=[
        "1 / x**2 is x to the power of -2. What is the rule for the slope of a power?",
        "k * x**(k - 1) with k = -2. What is -2 - 1?",
    ],
    given=given,
    tolerance=1e-6,
)


@inverse_square.other_way
def as_powers(x):
    return Value(x.data**-2, [x], "**-2", [-2 * x.data**-3])


@inverse_square.other_way
def by_the_chain(x):
    one_over = 1 / x.data
    return Value(one_over * one_over, (x,), "1/x²", (2 * one_over * -(one_over**2),))


@inverse_square.mistake(
    "Right, but made of several blocks. Mend the one block: Value(1 / x.data**2, (x,), ..., (...,))."
)
def several_blocks(x):
    return 1 / (x * x)


@inverse_square.mistake(
    "-1 / x**2 is the slope of 1 / x. This is 1 / x**2: the exponent -2 comes down, and -3 stays above."
)
def slope_of_one_over_x(x):
    return Value(1 / x.data**2, (x,), "1/x²", (-1 / x.data**2,))


@inverse_square.mistake("That is still the fault. One less than -2 is not -1.")
def went_up_instead_of_down(x):
    return Value(1 / x.data**2, (x,), "1/x²", (-2 / x.data,))


@inverse_square.mistake("The exponent stayed as it was. The rule lowers it by one: k - 1.")
def kept_the_exponent(x):
    return Value(1 / x.data**2, (x,), "1/x²", (-2 / x.data**2,))


@inverse_square.mistake("The sign is lost: k is -2, so the slope of a positive x is negative.")
def lost_the_sign(x):
    return Value(1 / x.data**2, (x,), "1/x²", (2 / x.data**3,))


@inverse_square.mistake("The exponent is right now. The factor in front is k = -2.")
def lost_the_factor(x):
    return Value(1 / x.data**2, (x,), "1/x²", (-1 / x.data**3,))


@inverse_square.mistake("The factor in front is k, not k - 1: -2, not -3.")
def lowered_the_factor(x):
    return Value(1 / x.data**2, (x,), "1/x²", (-3 / x.data**3,))


@inverse_square.mistake("That multiplies by x**3. The exponent is -3: divide by it.")
def times_the_cube(x):
    return Value(1 / x.data**2, (x,), "1/x²", (-2 * x.data**3,))


@inverse_square.mistake("-0.25 is right at x = 2 only. Write a formula, with x.data.")
def right_at_2_only(x):
    return Value(1 / x.data**2, (x,), "1/x²", (-0.25,))


@inverse_square.mistake("That is the slope of x**2, the function below the line. Here k is -2.")
def slope_of_the_square(x):
    return Value(1 / x.data**2, (x,), "1/x²", (2 * x.data,))


@inverse_square.mistake("1 over the slope is not the slope of 1 over it. Use the rule for powers, with k = -2.")
def one_over_the_slope(x):
    return Value(1 / x.data**2, (x,), "1/x²", (1 / (2 * x.data),))


@inverse_square.mistake("A local derivative is a plain number. Yours is a Value.")
def box_for_a_number(x):
    return Value(1 / x.data**2, (x,), "1/x²", (-2 / x**3,))


@inverse_square.mistake("A comma is missing: (d,) is a tuple, (d) is only d.")
def no_comma(x):
    return Value(1 / x.data**2, (x,), "1/x²", (-2 / x.data**3))


SOFTPLUS_CASES, SOFTPLUS_WORDS = of_one("safe_softplus", 0.0, 0.5, -0.5, 3.0, -3.0, 1000.0, -1000.0, 750.0, -750.0)

SOFTPLUS_BLOCKS = {
    f"len(operations(safe_softplus(Value({number}))))": f"The number of operations in its graph for x = {number:g}"
    for number in (2.0, 1000.0, -1000.0)
}

safe_softplus = CodeExercise(
    solutions.safe_softplus,
    cases=[*SOFTPLUS_CASES, *SOFTPLUS_BLOCKS],
    words={**SOFTPLUS_WORDS, **SOFTPLUS_BLOCKS},
    hints=[
        "Only exp of a large positive number overflows. -abs(x.data) is never positive: e = math.exp(-abs(x.data)).",
        "For a positive x, log(1 + e**x) = x + log(1 + e**-x). So on both sides it is max(x, 0) + log(1 + e).",
        "The slope is the sigmoid: 1 / (1 + e) for x at or above 0, and e / (1 + e) below.",
    ],
    given=given,
    tolerance=1e-6,
)


@safe_softplus.other_way
def with_two_cases(x):
    if x.data > 40:
        return Value(x.data, (x,), "softplus", (1,))
    e = math.exp(x.data)
    return Value(math.log(1 + e), (x,), "softplus", (e / (1 + e),))


@safe_softplus.other_way
def with_log1p_and_tanh(x):
    data = max(0, x.data) + math.log1p(math.exp(-abs(x.data)))
    return Value(data, [x], "softplus", [0.5 + math.tanh(0.5 * x.data) / 2])


@safe_softplus.mistake("exp of 1000 is too large for a float. Take it of numbers that are not positive.")
def overflows(x):
    e = math.exp(x.data)
    return Value(math.log(1 + e), (x,), "softplus", (e / (1 + e),))


@safe_softplus.mistake(
    "Right, but made of several blocks, or without x as a child. Make one: Value(number, (x,), op, (slope,))."
)
def several_blocks_softplus(x):
    if x.data > 0:
        return x + (1 + (-x).exp()).log()
    return (1 + x.exp()).log()


@safe_softplus.mistake("A Value cannot be compared with a number. Compare its number: x.data > 0.")
def compares_the_box(x):
    if x > 0:
        return Value(x.data, (x,), "softplus", (1.0,))
    return Value(0.0, (x,), "softplus", (0.0,))


@safe_softplus.mistake("The s in s * (1 - s) was the sigmoid's output. The slope of softplus is the sigmoid itself.")
def slope_of_the_sigmoid(x):
    y = max(x.data, 0) + math.log1p(math.exp(-abs(x.data)))
    return Value(y, (x,), "softplus", (y * (1 - y),))


@safe_softplus.mistake("exp(x) overflows at 1000, and exp(-x), in the slope, at -1000.")
def overflows_on_both_sides(x):
    slope = 1 / (1 + math.exp(-x.data))
    return Value(math.log(1 + math.exp(x.data)), (x,), "softplus", (slope,))


@safe_softplus.mistake("At x = -1000 exp(-x) overflows, be it in the number or in the slope.")
def slope_overflows(x):
    slope = 1 / (1 + math.exp(-x.data))
    return Value(max(x.data, 0) + math.log(1 + math.exp(-abs(x.data))), (x,), "softplus", (slope,))


@safe_softplus.mistake("That is relu, corner and all. Near 0 softplus is log(1 + e**x).")
def relu_instead(x):
    return Value(max(x.data, 0), (x,), "softplus", (1 if x.data > 0 else 0,))


@safe_softplus.mistake("The number is right. But the slope you give is that of relu; softplus has the sigmoid.")
def slope_of_relu(x):
    data = max(x.data, 0) + math.log(1 + math.exp(-abs(x.data)))
    return Value(data, (x,), "softplus", (1 if x.data > 0 else 0,))


@safe_softplus.mistake("On the left the slope goes to 0: for x below 0 it is e / (1 + e).")
def slope_of_the_right_side(x):
    e = math.exp(-abs(x.data))
    return Value(max(x.data, 0) + math.log(1 + e), (x,), "softplus", (1 / (1 + e),))


@safe_softplus.mistake("On the right the slope goes to 1: for x at or above 0 it is 1 / (1 + e).")
def slope_of_the_left_side(x):
    e = math.exp(-abs(x.data))
    return Value(max(x.data, 0) + math.log(1 + e), (x,), "softplus", (e / (1 + e),))


@safe_softplus.mistake("The max(x, 0) is missing: for a positive x it is x + log(1 + e**-x).")
def forgot_the_max(x):
    e = math.exp(-abs(x.data))
    return Value(math.log(1 + e), (x,), "softplus", ((1 if x.data >= 0 else e) / (1 + e),))


@safe_softplus.mistake("It is right for x at or above 0. Below, x itself must not be added: max(x, 0).")
def adds_x_always(x):
    e = math.exp(-abs(x.data))
    return Value(x.data + math.log(1 + e), (x,), "softplus", ((1 if x.data >= 0 else e) / (1 + e),))


@safe_softplus.mistake("x is cut off on the way: that is safe, but no longer softplus of this x.")
def cuts_off(x):
    e = math.exp(max(-700, min(700, x.data)))
    return Value(math.log(1 + e), (x,), "softplus", (e / (1 + e),))


@safe_softplus.mistake("The package has it, but here you write it: with x.data, math and Value(...).")
def borrowed_softplus(x):
    return x.softplus()

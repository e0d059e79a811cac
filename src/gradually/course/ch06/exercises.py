"""The exercises of chapter 6: operations, large and small."""

import math

from gradually.backprop import backpropagate, topological_order
from gradually.course.ch06 import solutions
from gradually.course.ch06.solutions import DRAG, GRAVITY, STEP
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.course.checking.stand_ins import plain
from gradually.derivative import derivative
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

judged_by_hand = ValueExercise(
    "judged_by_hand",
    {"A": "wrong", "B": "right", "C": "right", "D": "wrong"},
    because="A falls where tanh rises. B is 2x, C the slope on the right of the corner. The check erred three times.",
    mistakes=[
        (
            {"A": "right", "B": "wrong", "C": "wrong", "D": "wrong"},
            "That is what the check says. Do without it: which slope does each function have at its x, by the rules?",
        ),
        (
            {"A": "right", "B": "right", "C": "right", "D": "wrong"},
            "B, C and D: yes. At A, does tanh rise or fall?",
        ),
        (
            {"A": "wrong", "B": "wrong", "C": "right", "D": "wrong"},
            "A, C and D: yes. At B, what does a constant do to a slope?",
        ),
        (
            {"A": "wrong", "B": "right", "C": "wrong", "D": "wrong"},
            "A, B and D: yes. At C, is x to the left of the corner, or to the right?",
        ),
        (
            {"A": "wrong", "B": "right", "C": "right", "D": "right"},
            "A, B and C: yes. At D, exp is its own slope: it is what comes out, not what goes in.",
        ),
        (
            {"A": "wrong", "B": "wrong", "C": "wrong", "D": "right"},
            "This is about the gradients, not about what the check said of them: is each gradient the true slope?",
        ),
    ],
)

further_to_go = ValueExercise(
    "further_to_go",
    "a",
    because="A gradient says how steep the loss is in a knob. How far there is to go, it does not say.",
    mistakes=[
        ("b", "That would be so if a gradient were a distance. It is a steepness: loss by radian, and loss by speed."),
        ("c", "One rate each, so that neither shoots past. But the two come to rest at places of their own."),
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


# --- a check that is in doubt ---

SAID = "Of a {} gradient of {}"
JUDGED = {  # case: its words
    "judge(tanh, 9.0, tanh(9.0)**2 - 1)": SAID.format("wrong", "tanh at 9 (its sign is turned)"),
    "judge(tanh, 9.0, 1 - tanh(9.0)**2)": SAID.format("right", "tanh at 9"),
    "judge(far_up, 0.004, 0.008)": SAID.format("right", "x**2 + 1e9 at 0.004"),
    "judge(corner, 3e-6, 1.0)": SAID.format("right", "max(x, 0) at 3e-6"),
    "judge(small_corner, 3e-6, 0.001)": SAID.format("right", "0.001 * max(x, 0) at 3e-6"),
    "judge(exp, 2.0, 2.0)": SAID.format("wrong", "exp at 2 (too small)"),
    "judge(exp, 2.0, 9.0)": SAID.format("wrong", "exp at 2 (too large)"),
    "judge(exp, 2.0, exp(2.0))": SAID.format("right", "exp at 2"),
    "judge(corner, 3e-6, 0.65)": SAID.format("wrong", "max(x, 0) at 3e-6 (0.65)"),
    "judge(bent, 3e-6, 11.0)": SAID.format("right", "10 * x + max(x, 0) at 3e-6"),
    "judge(exp, 2.0, 1.005 * exp(2.0))": SAID.format("wrong", "exp at 2 (half a per cent too large)"),
    "judge(exp, 2.0, 0.0)": SAID.format("wrong", "exp at 2 (it is 0)"),
    "judge(reciprocal, 2.0, -0.25)": SAID.format("right", "1 / x at 2"),
    "judge(reciprocal, 2.0, -0.2)": SAID.format("wrong", "1 / x at 2"),
    "judge(cube, 1000.0, 3e6)": SAID.format("right", "x**3 at 1000"),
    "judge(flat, 2.0, 0.0)": SAID.format("right", "the constant 5"),
    "judge(flat, 2.0, 0.1)": SAID.format("wrong", "the constant 5"),
}


def functions_to_judge():
    """Return the functions that the cases of `judge` use, by name."""
    return {
        "tanh": math.tanh,
        "exp": math.exp,
        "far_up": lambda x: x**2 + 1e9,
        "corner": lambda x: max(x, 0.0),
        "bent": lambda x: 10 * x + max(x, 0.0),
        "small_corner": lambda x: 0.001 * max(x, 0.0),
        "reciprocal": lambda x: 1 / x,
        "cube": lambda x: x**3,
        "flat": lambda x: 5.0,
    }


judge = CodeExercise(
    solutions.judge,
    cases=list(JUDGED),
    words={case: f"{said} the verdict" for case, said in JUDGED.items()},
    hints=[
        "Begin with the doubt: if once and twice are further apart than they may be, return at once.",
        "Further apart, whichever is larger: abs(once - twice). And abs(once), for a slope may be negative.",
        "Then the same question about grad and once: 'wrong' if they are too far apart, else 'right'.",
    ],
    given=functions_to_judge,
)


@judge.other_way
def by_elif(f, x, grad):
    once = derivative(f, x, 1e-5)
    twice = derivative(f, x, 2e-5)
    allowed = abs(once) / 1000
    if not abs(twice - once) <= allowed:
        verdict = "in doubt"
    elif abs(once - grad) <= allowed:
        verdict = "right"
    else:
        verdict = "wrong"
    return verdict


@judge.other_way
def by_the_wider_one(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if abs(once - twice) > 0.0005 * (abs(once) + abs(twice)):
        return "in doubt"
    return "wrong" if abs(grad - twice) > 0.001 * abs(twice) else "right"


@judge.other_way
def by_isclose(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if not math.isclose(once, twice, rel_tol=1e-3):
        return "in doubt"
    return "right" if math.isclose(grad, once, rel_tol=1e-3) else "wrong"


@judge.mistake(
    "What you allow is the same for every slope. Beside one of 6e-8 a wrong sign gets by. Ask for the slope's size."
)
def a_millionth_for_all(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if abs(once - twice) > 1e-6:
        return "in doubt"
    return "right" if abs(grad - once) <= 1e-6 else "wrong"


@judge.mistake("A thousandth it is, but of what? Beside a slope of 6e-8 a thousandth is huge.")
def a_thousandth_of_nothing(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if abs(once - twice) > 0.001:
        return "in doubt"
    return "right" if abs(grad - once) <= 0.001 else "wrong"


@judge.mistake("Nothing ever comes out as in doubt. Where nudging contradicts itself, that must be the last word.")
def never_in_doubt(f, x, grad):
    once = derivative(f, x, 1e-5)
    return "right" if abs(grad - once) <= 0.001 * abs(once) else "wrong"


@judge.mistake("Where nudging disagrees with itself, you still pass a verdict on grad. Ask about the doubt first.")
def doubt_comes_last(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if abs(grad - once) > 0.001 * abs(once):
        return "wrong"
    return "in doubt" if abs(once - twice) > 0.001 * abs(once) else "right"


@judge.mistake("The two nudges may err to either side: how far they are apart is a size, and never negative.")
def signed_doubt(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if once - twice > 0.001 * abs(once):
        return "in doubt"
    return "wrong" if abs(grad - once) > 0.001 * abs(once) else "right"


@judge.mistake("A gradient may be too small as well as too large: how far it is off is a size, and never negative.")
def signed_error(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if abs(once - twice) > 0.001 * abs(once):
        return "in doubt"
    return "wrong" if grad - once > 0.001 * abs(once) else "right"


BOTH_SIGNED = "Both differences may be negative, and nothing negative is too large. How far apart two are is a size."


@judge.mistake(BOTH_SIGNED)
def signed_doubt_and_error(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if once - twice > 0.001 * abs(once):
        return "in doubt"
    return "wrong" if grad - once > 0.001 * abs(once) else "right"


@judge.mistake(BOTH_SIGNED)
def all_of_it_signed(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if once - twice > 0.001 * once:
        return "in doubt"
    return "wrong" if grad - once > 0.001 * once else "right"


@judge.mistake("Where the slope is negative, so is a thousandth of it, and every distance is larger. Use its size.")
def signed_slope(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if abs(once - twice) > 0.001 * once:
        return "in doubt"
    return "wrong" if abs(grad - once) > 0.001 * once else "right"


@judge.mistake("Two slopes of one size and opposite signs are far apart: first the difference, then its size.")
def difference_of_the_sizes(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if abs(abs(once) - abs(twice)) > 0.001 * abs(once):
        return "in doubt"
    return "wrong" if abs(abs(grad) - abs(once)) > 0.001 * abs(once) else "right"


@judge.mistake("As far apart as the slope itself is large: that is much. A thousandth of it is what is allowed.")
def no_thousandth(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if abs(once - twice) > abs(once):
        return "in doubt"
    return "wrong" if abs(grad - once) > abs(once) else "right"


@judge.mistake("So strict, it takes mere rounding for doubt: a thousandth is what is allowed.")
def a_millionth_of_the_slope(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if abs(once - twice) > 1e-6 * abs(once):
        return "in doubt"
    return "wrong" if abs(grad - once) > 1e-6 * abs(once) else "right"


@judge.mistake("The doubt is right. But then `right` and `wrong` have changed places.")
def verdicts_changed_places(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if abs(once - twice) > 0.001 * abs(once):
        return "in doubt"
    return "right" if abs(grad - once) > 0.001 * abs(once) else "wrong"


@judge.mistake("Only where two nudges disagree is nudging in doubt. Yours is, where they agree.")
def doubt_turned_round(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if abs(once - twice) <= 0.001 * abs(once):
        return "in doubt"
    return "wrong" if abs(grad - once) > 0.001 * abs(once) else "right"


@judge.mistake(
    "A thousandth of grad is measured by what is to be judged. A thousandth of the nudged slope is asked for."
)
def measured_by_grad(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if abs(once - twice) > 0.001 * abs(grad):
        return "in doubt"
    return "wrong" if abs(grad - once) > 0.001 * abs(grad) else "right"


@judge.mistake("Here a slope is 0: do not divide by it.")
def divides_by_the_slope(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if abs((once - twice) / once) > 0.001:
        return "in doubt"
    return "wrong" if abs((grad - once) / once) > 0.001 else "right"


@judge.mistake("Equal to the last digit no two nudges are: leave room for a thousandth.")
def to_the_last_digit(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if once != twice:
        return "in doubt"
    return "wrong" if grad != once else "right"


@judge.mistake("True and False are two answers, and there are three: return one of the three texts.")
def true_or_false(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if abs(once - twice) > 0.001 * abs(once):
        return False
    return abs(grad - once) <= 0.001 * abs(once)


# --- one step of a flight ---

LEAF_STEP = "gradients(lambda *four: weighed(one_step(*four)), 1.0, 2.0, 3.0, -4.0)"


def weighed(four):
    """Return one number made of four, each with a weight of its own."""
    x, y, vx, vy = four
    return x + 2 * y + 3 * vx + 5 * vy


one_step = CodeExercise(
    solutions.one_step,
    cases=[
        "one_step(0.0, 0.0, 3.0, 4.0)",
        "one_step(0.0, 0.0, 300.0, 400.0)",
        "one_step(1.0, 2.0, 3.7, -4.1)",
        "one_step(5.0, 1.0, -8.0, 6.0)",
        "one_step(0.0, 9.0, 0.0, 0.0)",
        LEAF_STEP,
    ],
    words={LEAF_STEP: "With Values: the gradients of what comes out"},
    hints=[
        "The speed first: the root of vx² + vy² is (vx**2 + vy**2) ** 0.5.",
        "The place moves by STEP times the speed in its direction, with the vx and vy that came in.",
        "The air takes STEP * DRAG * speed * vx from vx. From vy it takes the like, and gravity takes STEP * GRAVITY.",
    ],
    given=lambda: {**given(), "weighed": weighed},
)


@one_step.other_way
def by_acceleration(x, y, vx, vy):
    brake = DRAG * (vx * vx + vy * vy) ** (1 / 2)
    ax, ay = -brake * vx, -GRAVITY - brake * vy
    return [x + vx * STEP, y + vy * STEP, vx + ax * STEP, vy + ay * STEP]


@one_step.other_way
def one_after_the_other(x, y, vx, vy):
    kept = 1 - STEP * DRAG * (vx**2 + vy**2) ** 0.5
    x, y = x + STEP * vx, y + STEP * vy
    vx, vy = kept * vx, kept * vy - STEP * GRAVITY
    return x, y, vx, vy


@one_step.mistake("Gravity pulls down: it is taken from vy, and yours pushes up.")
def gravity_upwards(x, y, vx, vy):
    speed = (vx**2 + vy**2) ** 0.5
    brake = STEP * DRAG * speed
    return x + STEP * vx, y + STEP * vy, vx - brake * vx, vy + STEP * GRAVITY - brake * vy


@one_step.mistake("Gravity is missing: it takes something from vy in every step.")
def no_gravity(x, y, vx, vy):
    speed = (vx**2 + vy**2) ** 0.5
    brake = STEP * DRAG * speed
    return x + STEP * vx, y + STEP * vy, vx - brake * vx, vy - brake * vy


@one_step.mistake("Gravity acts on vy alone. It does not pull sideways.")
def gravity_on_both(x, y, vx, vy):
    speed = (vx**2 + vy**2) ** 0.5
    brake, fall = STEP * DRAG * speed, STEP * GRAVITY
    return x + STEP * vx, y + STEP * vy, vx - brake * vx - fall, vy - brake * vy - fall


@one_step.mistake("Gravity lacks its STEP: it acts for a fiftieth of a second, not for a whole one.")
def a_whole_second_of_gravity(x, y, vx, vy):
    speed = (vx**2 + vy**2) ** 0.5
    brake = STEP * DRAG * speed
    return x + STEP * vx, y + STEP * vy, vx - brake * vx, vy - GRAVITY - brake * vy


@one_step.mistake("The air is missing: it brakes vx and vy.")
def no_air(x, y, vx, vy):
    return x + STEP * vx, y + STEP * vy, vx, vy - STEP * GRAVITY


@one_step.mistake("The air brakes vx, and vy as well: here vy only falls.")
def air_on_vx_alone(x, y, vx, vy):
    speed = (vx**2 + vy**2) ** 0.5
    return x + STEP * vx, y + STEP * vy, vx - STEP * DRAG * speed * vx, vy - STEP * GRAVITY


@one_step.mistake("Your air pushes: it makes the ball faster. What it does is taken from vx and vy.")
def air_pushes(x, y, vx, vy):
    speed = (vx**2 + vy**2) ** 0.5
    push = STEP * DRAG * speed
    return x + STEP * vx, y + STEP * vy, vx + push * vx, vy - STEP * GRAVITY + push * vy


@one_step.mistake("The air lacks the speed: the faster the ball, the more each part of its speed is braked.")
def air_without_the_speed(x, y, vx, vy):
    return x + STEP * vx, y + STEP * vy, vx - STEP * DRAG * vx, vy - STEP * (GRAVITY + DRAG * vy)


@one_step.mistake("The air takes the same from vx as from vy, and it is not told which way the ball flies.")
def air_without_direction(x, y, vx, vy):
    speed = (vx**2 + vy**2) ** 0.5
    return x + STEP * vx, y + STEP * vy, vx - STEP * DRAG * speed, vy - STEP * (GRAVITY + DRAG * speed)


@one_step.mistake("The air lacks its STEP: it brakes for a fiftieth of a second, not for a whole one.")
def a_whole_second_of_air(x, y, vx, vy):
    speed = (vx**2 + vy**2) ** 0.5
    return x + STEP * vx, y + STEP * vy, vx - DRAG * speed * vx, vy - STEP * GRAVITY - DRAG * speed * vy


@one_step.mistake("vx² + vy² is the square of the speed. The root is missing.")
def square_of_the_speed(x, y, vx, vy):
    speed = vx**2 + vy**2
    brake = STEP * DRAG * speed
    return x + STEP * vx, y + STEP * vy, vx - brake * vx, vy - STEP * GRAVITY - brake * vy


@one_step.mistake("3 to the right and 4 up make a speed of 5, not of 7: the root of the sum of the squares.")
def speeds_added(x, y, vx, vy):
    brake = STEP * DRAG * (abs_of(vx) + abs_of(vy))
    return x + STEP * vx, y + STEP * vy, vx - brake * vx, vy - STEP * GRAVITY - brake * vy


def abs_of(v):
    """Return the size of a number, or of a Value."""
    return (v**2) ** 0.5


@one_step.mistake("The place moves with the vx and vy that came in. Yours have been braked before they are used.")
def place_with_the_new_speed(x, y, vx, vy):
    speed = (vx**2 + vy**2) ** 0.5
    vx, vy = vx - STEP * DRAG * speed * vx, vy - STEP * (GRAVITY + DRAG * speed * vy)
    return x + STEP * vx, y + STEP * vy, vx, vy


@one_step.mistake("The air brakes the vy that came in. Yours has been changed by gravity before.")
def air_after_gravity(x, y, vx, vy):
    brake, falling = STEP * DRAG * (vx**2 + vy**2) ** 0.5, vy - STEP * GRAVITY
    return x + STEP * vx, y + STEP * vy, vx - brake * vx, falling - brake * falling


@one_step.mistake("vx and vy are changed first, and used for the rest after that. Use those that came in.")
def changed_before_the_rest(x, y, vx, vy):
    vx = vx - STEP * DRAG * (vx**2 + vy**2) ** 0.5 * vx
    vy = vy - STEP * (GRAVITY + DRAG * (vx**2 + vy**2) ** 0.5 * vy)
    return x + STEP * vx, y + STEP * vy, vx, vy


@one_step.mistake("The speed is that of the vx and vy that came in. For vy, yours is worked out with the new vx.")
def speed_with_the_new_vx(x, y, vx, vy):
    new_vx = vx - STEP * DRAG * (vx**2 + vy**2) ** 0.5 * vx
    new_vy = vy - STEP * (GRAVITY + DRAG * (new_vx**2 + vy**2) ** 0.5 * vy)
    return x + STEP * vx, y + STEP * vy, new_vx, new_vy


@one_step.mistake("That is what air and gravity take away. Return what is left of vx and vy.")
def what_is_taken(x, y, vx, vy):
    brake = STEP * DRAG * (vx**2 + vy**2) ** 0.5
    return x + STEP * vx, y + STEP * vy, brake * vx, brake * vy + STEP * GRAVITY


@one_step.mistake("A power comes before a sum: without brackets, the root is taken of the last part alone.")
def root_of_the_last_part(x, y, vx, vy):
    brake = STEP * DRAG * (vx**2 + vy**2**0.5)
    return x + STEP * vx, y + STEP * vy, vx - brake * vx, vy - brake * vy - STEP * GRAVITY


@one_step.mistake("Air and gravity take something away from vx and vy. Yours adds it.")
def all_of_it_added(x, y, vx, vy):
    push = STEP * DRAG * (vx**2 + vy**2) ** 0.5
    return x + STEP * vx, y + STEP * vy, vx + push * vx, vy + push * vy + STEP * GRAVITY


@one_step.mistake("Air and gravity lack their STEP: they act for a fiftieth of a second, not for a whole one.")
def a_whole_second_of_both(x, y, vx, vy):
    brake = DRAG * (vx**2 + vy**2) ** 0.5
    return x + STEP * vx, y + STEP * vy, vx - brake * vx, vy - brake * vy - GRAVITY


@one_step.mistake("The place lacks its STEP: the ball flies for a fiftieth of a second, not for a whole one.")
def a_whole_second_of_flight(x, y, vx, vy):
    speed = (vx**2 + vy**2) ** 0.5
    return x + vx, y + vy, vx - STEP * DRAG * speed * vx, vy - STEP * (GRAVITY + DRAG * speed * vy)


@one_step.mistake("The ball stays where it is: x and y move too.")
def stays_in_place(x, y, vx, vy):
    speed = (vx**2 + vy**2) ** 0.5
    return x, y, vx - STEP * DRAG * speed * vx, vy - STEP * (GRAVITY + DRAG * speed * vy)


@one_step.mistake("vx belongs to x, and vy to y: yours have changed places.")
def crosswise(x, y, vx, vy):
    speed = (vx**2 + vy**2) ** 0.5
    return x + STEP * vy, y + STEP * vx, vx - STEP * DRAG * speed * vx, vy - STEP * (GRAVITY + DRAG * speed * vy)


@one_step.mistake("math.sqrt is for plain numbers. A root is a power, too.")
def root_from_math(x, y, vx, vy):
    brake = STEP * DRAG * math.sqrt(vx**2 + vy**2)
    return x + STEP * vx, y + STEP * vy, vx - brake * vx, vy - STEP * GRAVITY - brake * vy


@one_step.mistake("Four things are asked for: the new x, y, vx and vy.")
def the_place_alone(x, y, vx, vy):
    return x + STEP * vx, y + STEP * vy

"""The exercises of chapter 8: one neuron, its border, and a layer."""

import itertools
import math
import random

from gradually.backprop import backpropagate
from gradually.course.ch08 import solutions
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.course.checking.comparing import is_number
from gradually.nn import Neuron
from gradually.value import Value

CORNERS = [[-1, -1], [-1, 1], [1, -1], [1, 1]]

# --- predictions ---

sum_with_start = ValueExercise(
    "sum_with_start",
    16,
    because="It begins with 10 and adds 1, 2 and 3.",
    mistakes=[
        (6, "The second argument counts as well: it is what `sum` begins with."),
        (36, "The 10 is added once, at the start, not to every number."),
        (60, "It is not multiplied. It is what `sum` begins with."),
        (10, "That is what `sum` begins with. Then come 1, 2 and 3."),
    ],
    otherwise="Write down what `sum` holds after each number, from its start on.",
)

one_generator = ValueExercise(
    "one_generator",
    "c",
    because="A generator goes on where it stopped. What is the same everywhere is the whole row of numbers.",
    mistakes=[
        ("a", "The seed says where the row of numbers begins. The second list goes on where the first one stopped."),
        ("b", "The seed fixes the whole row, on every machine, not only its first two numbers."),
    ],
    options=["a", "b", "c"],
)

too_many_inputs = ValueExercise(
    "too_many_inputs",
    "a",
    because="`zip` stops at the end of the shorter list. What is left over in the other one is never looked at.",
    mistakes=[
        ("b", "It would be kind of `zip` to complain. It makes a pair as long as both lists have something for it."),
        ("c", "The 100 would outweigh all the rest. But does `zip` ever hand it out?"),
    ],
    options=["a", "b", "c"],
)

neuron_parameters = ValueExercise(
    "neuron_parameters",
    11,
    because="A weight for each of the 10 inputs, and one bias.",
    mistakes=[
        (10, "Those are the weights. One parameter more belongs to a neuron."),
        (20, "A weight for each input, but one bias for the whole neuron."),
        (12, "10 weights and one bias. tanh has no parameter of its own."),
    ],
    otherwise="A neuron has weights and a bias: how many of each, if there are 10 inputs?",
)

and_sum = ValueExercise(
    "and_sum",
    -1,
    because="1·1 + 1·(-1) - 1 = -1: below 0, as it should be. One input at 1 is not enough.",
    mistakes=[
        (0, "The two products cancel. What is left is the bias."),
        (1, "A minus is lost: x2 is -1, and so is the bias."),
        (-3, "That is the sum at (-1, -1). Here x1 is 1."),
        (math.tanh(-1), "That is the answer, after tanh. What is asked for is the sum before it."),
    ],
    otherwise="Two products and the bias: work out each of the three, then add them up.",
)

doubled = ValueExercise(
    "doubled",
    "b",
    because="Twice the sum is 0 where the sum is 0, so the border stays. Elsewhere the sum is further from 0.",
    mistakes=[
        ("a", "Double the sum at a place on the border, where it is 0. Is it still 0?"),
        ("c", "The direction depends on w1 against w2. Both are doubled, so one is to the other as before."),
        ("d", "tanh cannot go past 1, but at many places it is far below 1. What happens to the sum there?"),
    ],
    options=["a", "b", "c", "d"],
)

lowest_on_xor = ValueExercise(
    "lowest_on_xor",
    4,
    because="With all knobs at 0 each point costs 1; with three points right the fourth costs nearly (-1 - 1)² = 4.",
    mistakes=[
        (0, "That would be four perfect answers. Which weights gave you a loss of 0 on XOR, and not on AND or OR?"),
        (1, "One of the four errors can get that small. Read the sum of all four, below the table."),
        (3, "That many points can be right. What is asked for is the loss."),
        (5, "It goes lower. Press `50 steps` again and again, from several random starts."),
        (8, "It goes lower. Try small weights, or let the button `50 steps` do it."),
    ],
    otherwise="The dashed line shows the lowest loss so far. Press `50 steps` until it stays, from several starts.",
    tolerance=0.06,
)

tanh_learns_anything = ValueExercise(
    "tanh_learns_anything",
    "d",
    because="tanh bends the heights, not the border: the answer is 0 where the sum is 0, and that is a straight line.",
    mistakes=[
        ("a", "Training finds good numbers if there are any. Which straight line would be the good one here?"),
        ("b", "A lucky start helps only if there is something to be found. Look for a straight line that does it."),
        ("c", "tanh makes the step from -1 to 1 smooth. But where is the answer 0? Exactly where the sum is 0."),
    ],
    options=["a", "b", "c", "d"],
    belief=False,
)

opposite_corners = ValueExercise(
    "opposite_corners",
    0.6,
    because="The weights cancel: what w1 adds at one corner it takes away at the opposite one. Left is b, twice.",
    mistakes=[
        (0.3, "b comes in once at each of the two corners."),
        (0, "The weights do cancel. But the bias is in both sums."),
        (-0.8, "That is the sum at (-1, 1). Add the sum at (1, -1)."),
        (1.4, "That is the sum at (1, -1). Add the sum at (-1, 1)."),
    ],
    otherwise="Work out the sum at each of the two corners, bias included, and add the two.",
)

layer_parameters = ValueExercise(
    "layer_parameters",
    16,
    because="4 neurons, and each has 3 weights and a bias: 4 · 4.",
    mistakes=[
        (12, "Those are the weights. Each of the neurons has a bias as well."),
        (15, "That is 3 neurons with 4 inputs. Here 3 is the number of inputs, and 4 that of the neurons."),
        (13, "Each neuron has a bias of its own."),
        (7, "Each of the 4 neurons has a weight for each of the 3 inputs."),
    ],
    otherwise="How many parameters has one of these neurons, and how many neurons are there?",
)

# six data sets of two inputs: three with a straight border between the classes, three without
six_sets = {
    "A": ([[-1, -1], [-1, 0.5], [-0.4, -0.2], [0.4, 1], [0.6, -0.8], [1.2, 0.3]], [1, 1, 1, -1, -1, -1]),
    "B": ([[-1, 0], [1, 0], [0, 1], [0, -1], [0.2, 0.1], [-0.2, -0.1]], [-1, -1, -1, -1, 1, 1]),
    "C": ([[-1, -0.6], [0, 0.4], [1, 1.4], [-1, -1.2], [0, -0.2], [1, 0.8]], [1, 1, 1, -1, -1, -1]),
    "D": ([[-1, -1], [-0.7, -0.8], [1, 1], [0.8, 0.7], [-1, 1], [1, -1]], [1, 1, 1, 1, -1, -1]),
    "E": ([[-1, 0.2], [-0.6, 0], [0, 0.1], [0.2, 0], [0.8, 0.1], [1.2, 0]], [1, 1, -1, -1, 1, 1]),
    "F": ([[-1, -1], [-1, 1], [1, -1], [0, 0], [0.3, 0.3], [1.1, 1.1]], [-1, -1, -1, -1, -1, 1]),
}

one_neuron_can = ValueExercise(
    "one_neuron_can",
    ["A", "C", "F"],
    because="A, C and F have a straight line with all circles on one side. B, D and E have none.",
    mistakes=[
        (["A", "F"], "A border may be oblique, and run close by the points. Look at C again."),
        (["A", "C"], "The border need not go through the middle. Look at F: where would a line cut off one corner?"),
        *[
            (answer, "The right letters. Put them in alphabetical order, in a list.")
            for answer in ({"A", "C", "F"}, "ACF", *map(list, itertools.permutations("ACF")))
            if answer != ["A", "C", "F"]
        ],
        (["C", "F"], "C and F are right, and one is missing. A border may stand upright."),
        (
            ["A", "B", "C"],
            "In B there are triangles all round the circles. And a line can cut off one corner of F.",
        ),
        (
            ["A", "C", "D", "E", "F"],
            "D is XOR with a few more points, and in E the triangles stand between two groups of circles.",
        ),
        (["A"], "A border may be oblique, and it need not go through the middle. Look at C and F again."),
        (
            ["A", "C", "E", "F"],
            "In E the triangles stand between two groups of circles. That would need two borders.",
        ),
        (["A", "B", "C", "F"], "In B there are triangles all round the circles. A straight line goes on for ever."),
        (["A", "C", "D", "F"], "D is XOR with a few more points: opposite corners belong together."),
        (["B", "D", "E"], "Those are the ones that it cannot learn."),
        (["A", "B", "C", "D", "E", "F"], "Six times yes? One neuron has one straight border."),
    ],
    hints=[
        "Lay a ruler on the picture. Can all circles lie on one side of it, and all triangles on the other?",
        "If a line from circle to circle crosses a line from triangle to triangle, no border can part them.",
    ],
    otherwise="Take each picture by itself: can one straight line part its circles from its triangles?",
)

# --- a neuron ---


def the_value(result):
    """Return `result`; raise TypeError, in a learner's words, if it is no Value."""
    if isinstance(result, Value):
        return result
    kinds = {"method": "a method without its brackets ()", "float": "a plain number", "int": "a plain number"}
    kind = type(result).__name__
    raise TypeError(f"a Value belongs here, and this is {kinds.get(kind, f'a {kind}')}")


def values(numbers):
    """Return a list of fresh Values."""
    return [Value(number) for number in numbers]


def answer(function, weights, bias, x):
    """Return the data of what `function` makes of Values with these numbers."""
    result = function(values(weights), Value(bias), x)
    return None if result is None else the_value(result).data


def gradients(function, weights, bias, x):
    """Return the gradients of the weights and the bias after a backward pass from the answer."""
    leaves = [*values(weights), Value(bias)]
    backpropagate(the_value(function(leaves[:-1], leaves[-1], x)))
    return [leaf.grad for leaf in leaves]


def lengths_after(function, weights, bias, x):
    """Return how long the lists are that `function` was given, when it is done."""
    weights = values(weights)
    function(weights, Value(bias), x)
    return [len(weights), len(x)]


neuron_output = CodeExercise(
    solutions.neuron_output,
    cases=[
        "answer(neuron_output, [0.5, -1.0], 0.25, [1.0, 2.0])",
        "answer(neuron_output, [0.5, -1.0, 0.3], -0.4, [-1.0, 0.5, 2.0])",
        "answer(neuron_output, [0.7], 0.0, [-2.0])",
        "answer(neuron_output, [0.5, 2.0], 0.6, [0.0, 0.0])",
        "gradients(neuron_output, [0.5, -1.0], 1.5, [1.0, 2.0])",
        "lengths_after(neuron_output, [0.5, -1.0], 0.25, [1.0, 2.0])",
    ],
    words={
        "answer(neuron_output, [0.5, -1.0], 0.25, [1.0, 2.0])": ("Weights 0.5, -1, bias 0.25, x = [1, 2]: the data"),
        "answer(neuron_output, [0.5, -1.0, 0.3], -0.4, [-1.0, 0.5, 2.0])": (
            "Weights 0.5, -1, 0.3, bias -0.4, x = [-1, 0.5, 2]: the data"
        ),
        "answer(neuron_output, [0.7], 0.0, [-2.0])": ("One weight 0.7, bias 0, x = [-2]: the data"),
        "answer(neuron_output, [0.5, 2.0], 0.6, [0.0, 0.0])": ("Weights 0.5, 2, bias 0.6, x = [0, 0]: the data"),
        "gradients(neuron_output, [0.5, -1.0], 1.5, [1.0, 2.0])": (
            "Where the sum is 0 and x = [1, 2], the gradients of weights and bias"
        ),
        "lengths_after(neuron_output, [0.5, -1.0], 0.25, [1.0, 2.0])": (
            "After the call the lengths of the lists `weights` and `x`"
        ),
    },
    hints=[
        "The products are `weight * number for weight, number in zip(weights, x)`.",
        "`sum((...), bias)` adds them up, beginning with the bias. tanh is a method of the sum.",
    ],
    given=lambda: {"answer": answer, "gradients": gradients, "lengths_after": lengths_after},
)


@neuron_output.other_way
def with_a_loop(weights, bias, x):
    total = bias
    for i in range(len(weights)):
        total = total + x[i] * weights[i]
    return Value.tanh(total)


@neuron_output.other_way
def bias_last(weights, bias, x):
    products = [weight * number for weight, number in zip(weights, x)]
    return (sum(products) + bias).tanh()


@neuron_output.other_way
def with_a_one_more(weights, bias, x):
    return sum(weight * number for weight, number in zip([*weights, bias], [*x, 1.0])).tanh()


@neuron_output.mistake("The bias is missing. Let `sum` begin with it.")
def without_bias(weights, bias, x):
    return sum(weight * number for weight, number in zip(weights, x)).tanh()


@neuron_output.mistake("That is the sum. The neuron squashes it: `.tanh()`.")
def without_tanh(weights, bias, x):
    return sum((weight * number for weight, number in zip(weights, x)), bias)


@neuron_output.mistake("The bias comes in before tanh, not after it: first the whole sum, then squash it.")
def bias_after_tanh(weights, bias, x):
    return sum(weight * number for weight, number in zip(weights, x)).tanh() + bias


@neuron_output.mistake("tanh comes once, after adding up, not for each product.")
def tanh_of_each(weights, bias, x):
    return sum(((weight * number).tanh() for weight, number in zip(weights, x)), bias)


@neuron_output.mistake("The bias is added to every product. It belongs there once.")
def bias_in_every_product(weights, bias, x):
    return sum(weight * number + bias for weight, number in zip(weights, x)).tanh()


@neuron_output.mistake("A neuron can have any number of inputs. Go through the pairs with zip.")
def two_inputs_only(weights, bias, x):
    return (weights[0] * x[0] + weights[1] * x[1] + bias).tanh()


@neuron_output.mistake("Only the first input is used. Does `return` stand inside the loop?")
def first_input_only(weights, bias, x):
    return (weights[0] * x[0] + bias).tanh()


@neuron_output.mistake("Only the last product is left. Does `=` write over those before?")
def last_input_only(weights, bias, x):
    return (weights[-1] * x[-1] + bias).tanh()


@neuron_output.mistake("Each weight belongs to one input. Multiply pair by pair, and then add up.")
def product_of_sums(weights, bias, x):
    return (sum(weights) * sum(x) + bias).tanh()


@neuron_output.mistake(
    "A plain number comes back: it has forgotten what it was made of. A Value has a tanh of its own."
)
def plain_number(weights, bias, x):
    return math.tanh(sum((weight * number for weight, number in zip(weights, x)), bias).data)


@neuron_output.mistake("Plain numbers have no tanh. Leave out `.data`.")
def sum_of_plain_numbers(weights, bias, x):
    return sum((weight.data * number for weight, number in zip(weights, x)), bias.data).tanh()


@neuron_output.mistake("It knows plain numbers only. A Value has its own tanh.")
def math_tanh(weights, bias, x):
    return math.tanh(sum((weight * number for weight, number in zip(weights, x)), bias))


@neuron_output.mistake("The number is right, but no gradient arrives: a new Value has no children.")
def new_value(weights, bias, x):
    return Value(math.tanh(sum((weight * number for weight, number in zip(weights, x)), bias).data))


@neuron_output.mistake("`tanh` is a method: to call it, write the brackets, `.tanh()`.")
def tanh_without_brackets(weights, bias, x):
    return sum((weight * number for weight, number in zip(weights, x)), bias).tanh


@neuron_output.mistake("Two things come back. One is asked for: the answer, after tanh.")
def sum_and_answer(weights, bias, x):
    n = sum((weight * number for weight, number in zip(weights, x)), bias)
    return n, n.tanh()


@neuron_output.mistake("tanh reaches the bias only. Add up everything first: `(... + bias).tanh()`.")
def tanh_of_the_bias(weights, bias, x):
    return sum(weight * number for weight, number in zip(weights, x)) + bias.tanh()


@neuron_output.mistake("That is relu. The neuron of chapter 3 ends in tanh.")
def relu_at_the_end(weights, bias, x):
    return sum((weight * number for weight, number in zip(weights, x)), bias).relu()


@neuron_output.mistake("`bias.data` is a plain number, so no gradient arrives at the bias. Leave out `.data`.")
def start_is_a_number(weights, bias, x):
    return sum((weight * number for weight, number in zip(weights, x)), bias.data).tanh()


@neuron_output.mistake("`weight.data` is a plain number: no gradient arrives at the weights. Leave out `.data`.")
def weights_are_numbers(weights, bias, x):
    return sum((weight.data * number for weight, number in zip(weights, x)), bias).tanh()


@neuron_output.mistake("The sum is a Value already: do not wrap it in `Value(...)`.")
def sum_in_a_value(weights, bias, x):
    return Value(sum((weight * number for weight, number in zip(weights, x)), bias)).tanh()


@neuron_output.mistake(
    "It lengthens the lists of whoever calls it, and at the next call they no longer fit. Make new ones."
)
def lengthens_the_lists(weights, bias, x):
    weights.append(bias)
    x.append(1.0)
    return sum(weight * number for weight, number in zip(weights, x)).tanh()


# --- the border ---

border_x2 = CodeExercise(
    solutions.border_x2,
    cases=[
        "border_x2(1, 2, 4, 3)",
        "border_x2(1, 1, -1, 0)",
        "border_x2(-2, 0.5, 0, 1)",
        "border_x2(0, 2, 3, 5)",
        "border_x2(3, -4, 2, -1)",
        "border_x2(1, 3, 1, 1)",
    ],
    hints=[
        "Begin with `w1 * x1 + w2 * x2 + b = 0`, and bring everything without x2 to the other side.",
        "`w2 * x2 = -(w1 * x1 + b)`. Now divide both sides by w2.",
    ],
)


@border_x2.other_way
def slope_and_height(w1, w2, b, x1):
    slope = -w1 / w2
    height = -b / w2
    return slope * x1 + height


@border_x2.mistake("What goes to the other side of the = changes its sign.")
def without_minus(w1, w2, b, x1):
    return (w1 * x1 + b) / w2


@border_x2.mistake("The minus must reach the bias too: bracket the two.")
def minus_before_w1_only(w1, w2, b, x1):
    return (-w1 * x1 + b) / w2


@border_x2.mistake("w1 * x1 goes to the other side as well, and changes its sign.")
def minus_before_b_only(w1, w2, b, x1):
    return (w1 * x1 - b) / w2


@border_x2.mistake("What is left is w2 * x2. Divide by w2.")
def not_divided(w1, w2, b, x1):
    return -(w1 * x1 + b)


@border_x2.mistake(
    "What goes to the other side of the = changes its sign, and what is left there is w2 * x2: divide by w2."
)
def neither_minus_nor_division(w1, w2, b, x1):
    return w1 * x1 + b


@border_x2.mistake("In yours only the bias is divided by w2. Both are to be: put brackets round them.")
def only_bias_divided(w1, w2, b, x1):
    return -w1 * x1 - b / w2


@border_x2.mistake("In yours only w1 * x1 is divided by w2. Both are to be: put brackets round them.")
def bias_not_divided(w1, w2, b, x1):
    return -w1 * x1 / w2 - b


@border_x2.mistake("Divide by the weight that belongs to x2: w2.")
def divided_by_w1(w1, w2, b, x1):
    return -(w2 * x1 + b) / w1


@border_x2.mistake("The bias is missing.")
def border_without_bias(w1, w2, b, x1):
    return -w1 * x1 / w2


@border_x2.mistake("That is the sum itself, with x1 in the place of both inputs. Look for the x2 that makes it 0.")
def sum_itself(w1, w2, b, x1):
    return w1 * x1 + w2 * x1 + b


@border_x2.mistake("x2 is multiplied by w2. To undo that, divide by w2; you subtract it.")
def minus_w2(w1, w2, b, x1):
    return -(w1 * x1 + b) - w2


@border_x2.mistake("x2 is multiplied by w2. To undo that, divide by w2; you multiply once more.")
def times_w2(w1, w2, b, x1):
    return -(w1 * x1 + b) * w2


@border_x2.mistake("That is where the border crosses the x2 axis, at x1 = 0. Let w1 * x1 come in as well.")
def at_0_only(w1, w2, b, x1):
    return -b / w2


@border_x2.mistake("`//` leaves out what comes after the point. Divide with `/`.")
def whole_numbers(w1, w2, b, x1):
    return -(w1 * x1 + b) // w2


@border_x2.mistake("Return the number as it is, without rounding: a rounded point lies beside the border.")
def rounded(w1, w2, b, x1):
    return round(-(w1 * x1 + b) / w2, 2)


# --- numbers for a neuron ---


ODD_KINDS = {"NoneType": "None", "str": "a text", "tuple": "a number with a comma behind it"}


def signs(numbers):
    """Return the sign of the sum at each corner, 0 where it is 0; TypeError if `numbers` is not w1, w2, b."""
    if numbers is None:
        return None
    if not isinstance(numbers, list | tuple) or len(numbers) != 3:
        raise TypeError("three numbers are needed: w1, w2, b")
    odd = next((number for number in numbers if not is_number(number)), 0)
    if odd != 0:
        kind = type(odd).__name__
        raise TypeError(f"plain numbers, please: {ODD_KINDS.get(kind, f'a {kind}')} is among these")
    w1, w2, b = numbers
    sums = [w1 * x1 + w2 * x2 + b for x1, x2 in CORNERS]
    return [(total > 1e-9) - (total < -1e-9) for total in sums]


SIGNS = "The signs at (-1, -1), (-1, 1), (1, -1), (1, 1), with 0 on the border,"
PLAIN = "Without Value(...), please: the function neuron_with puts the numbers into Values."

or_numbers = CodeExercise(
    solutions.or_numbers,
    cases=["signs(or_numbers())"],
    words={"signs(or_numbers())": SIGNS},
    hints=[
        "Without a bias the sums at the four corners are -2, 0, 0 and 2. What must be added, to make three of them "
        "positive and leave one negative?",
        "Any number above 0 and below 2 will do.",
    ],
    given=lambda: {"signs": signs},
)


@or_numbers.other_way
def other_or_numbers():
    return [3, 2, 2.5]


@or_numbers.mistake("That is AND. Here one input at 1 is enough: lift the plane, do not lower it.")
def and_again():
    return 1.0, 1.0, -1.0


@or_numbers.mistake("Without a bias the border goes through two corners: a sum of 0 decides nothing.")
def or_without_bias():
    return 1.0, 1.0, 0.0


@or_numbers.mistake("The bias is too large: now even (-1, -1) answers yes.")
def always_one():
    return 1.0, 1.0, 3.0


@or_numbers.mistake("At (-1, -1) the sum is exactly 0: the border goes through it. Take a smaller bias.")
def border_through_a_corner():
    return 1.0, 1.0, 2.0


@or_numbers.mistake("The bias is too low: now even (1, 1) answers no.")
def never_one():
    return 1.0, 1.0, -3.0


@or_numbers.mistake("At (1, 1) the sum is exactly 0, and it should be above 0. Raise the bias.")
def border_through_one_and_one():
    return 1.0, 1.0, -2.0


@or_numbers.mistake(PLAIN)
def or_of_values():
    return Value(1.0), Value(1.0), Value(1.0)


@or_numbers.mistake("Two weights and a bias are asked for, in this order: `return w1, w2, b`.")
def bias_alone():
    return 1.0


only_first_numbers = CodeExercise(
    solutions.only_first_numbers,
    cases=["signs(only_first_numbers())"],
    words={"signs(only_first_numbers())": SIGNS},
    hints=[
        "The answer should rise with x1 and fall with x2. What are the signs of the two weights?",
        "With w1 = 1 and w2 = -1 the sums without a bias are 0, -2, 2, 0. Which bias leaves only the 2 above 0?",
    ],
    given=lambda: {"signs": signs},
)


@only_first_numbers.other_way
def other_only_first_numbers():
    return [4, -3, -3]


@only_first_numbers.mistake("That answers yes where both are 1. x2 should speak against it.")
def both():
    return 1.0, 1.0, -1.0


@only_first_numbers.mistake("x1 and x2 are exchanged: it answers yes where x2 alone is 1.")
def only_second():
    return -1.0, 1.0, -1.0


@only_first_numbers.mistake("The right border, but the wrong way round: all answers have the opposite sign.")
def turned_round():
    return -1.0, 1.0, 1.0


@only_first_numbers.mistake("Now x2 has no say: (1, 1) answers yes as well.")
def first_whatever_second():
    return 1.0, 0.0, 0.0


@only_first_numbers.mistake("The border stands upright, at x1 = 1: x2 has no say. It should have one.")
def border_on_the_right():
    return 1.0, 0.0, -1.0


@only_first_numbers.mistake("The border stands upright, at x1 = -1: x2 has no say. It should have one.")
def border_on_the_left():
    return 1.0, 0.0, 1.0


@only_first_numbers.mistake("The weights point the right way. But two sums are 0, and a 0 decides nothing.")
def no_bias():
    return 1.0, -1.0, 0.0


@only_first_numbers.mistake("The plane is lifted where it should be lowered: three corners answer yes.")
def lifted():
    return 1.0, -1.0, 1.0


@only_first_numbers.mistake("The plane is too low: even (1, -1) answers no.")
def too_low():
    return 1.0, -1.0, -3.0


@only_first_numbers.mistake("At (1, -1) the sum is exactly 0: a little less bias.")
def touches():
    return 1.0, -1.0, -2.0


@only_first_numbers.mistake("That is OR. x2 should speak against the answer: give w2 the other sign.")
def or_again():
    return 1.0, 1.0, 1.0


@only_first_numbers.mistake("x2 should speak against the answer. And a sum of 0 decides nothing.")
def equal_weights():
    return 1.0, 1.0, 0.0


@only_first_numbers.mistake(PLAIN)
def of_values():
    return Value(1.0), Value(-1.0), Value(-1.0)


# --- how many are right ---


def counted(right_answers, answers, targets, w1=1.0):
    """Return the count for a neuron that gives these answers: with w1 of 1 or -1, and no activation."""
    neuron = Neuron(2, activation=lambda total: total)
    for parameter, number in zip(neuron.parameters(), (w1, 0.0, 0.0), strict=True):
        parameter.data = number
    return right_answers(neuron, [[w1 * answer, 3.0] for answer in answers], targets)


COUNT_CASES = {
    "counted(right_answers, [0.9, -0.2, 0.4, -0.7, 0.1], [1, -1, -1, 1, 1])": (
        "Answers 0.9, -0.2, 0.4, -0.7, 0.1, targets 1, -1, -1, 1, 1: the count"
    ),
    "counted(right_answers, [0.9, 0.6, 0.8], [1, 1, 1])": ("Answers 0.9, 0.6, 0.8, targets 1, 1, 1: the count"),
    "counted(right_answers, [-0.3, -0.6, -0.9, 0.8], [-1, -1, -1, -1])": (
        "Answers -0.3, -0.6, -0.9, 0.8, four targets of -1: the count"
    ),
    "counted(right_answers, [0.0, 0.0, 0.0], [1, -1, -1])": (
        "Three answers of exactly 0, targets 1, -1, -1: the count"
    ),
    "counted(right_answers, [1.0, -1.0, 0.5], [1, -1, 1])": ("Answers 1.0, -1.0, 0.5, targets 1, -1, 1: the count"),
    "counted(right_answers, [-0.3, 0.2], [1, -1])": ("Answers -0.3, 0.2, targets 1, -1: the count"),
    "counted(right_answers, [-0.9, 0.2, 0.4], [1, -1, 1], w1=-1.0)": (
        "With w1 = -1, answers -0.9, 0.2, 0.4, targets 1, -1, 1: the count"
    ),
}

right_answers = CodeExercise(
    solutions.right_answers,
    cases=list(COUNT_CASES),
    words=COUNT_CASES,
    hints=[
        "`neuron(x).data` is the answer as a plain number. It is right if it is above 0 and the target is 1, or "
        "below 0 and the target is -1.",
        "Begin with `right = 0`, go through `zip(inputs, targets)`, and add 1 where answer * target > 0: two numbers "
        "have the same sign if their product is above 0.",
    ],
    given=lambda: {"counted": counted},
)


@right_answers.other_way
def with_a_counter(neuron, inputs, targets):
    right = 0
    for x, target in zip(inputs, targets):
        answer = neuron(x).data
        if (answer > 0 and target > 0) or (answer < 0 and target < 0):
            right += 1
    return right


@right_answers.other_way
def with_a_product(neuron, inputs, targets):
    return sum(neuron(x).data * target > 0 for x, target in zip(inputs, targets))


@right_answers.mistake("tanh never quite reaches 1 or -1. Ask for the same sign, not for the same number.")
def equal_to_target(neuron, inputs, targets):
    return sum(neuron(x).data == target for x, target in zip(inputs, targets))


@right_answers.mistake("A Value itself is no number to compare.")
def compares_a_value(neuron, inputs, targets):
    return sum(neuron(x) * target > 0 for x, target in zip(inputs, targets))


@right_answers.mistake("Nothing is counted. Do you ask whether a Value equals a number? A Value itself is none.")
def value_equal_to_target(neuron, inputs, targets):
    return sum(neuron(x) == target for x, target in zip(inputs, targets))


@right_answers.mistake("An answer of exactly 0 has no sign: it is not right.")
def zero_is_right(neuron, inputs, targets):
    return sum(neuron(x).data * target >= 0 for x, target in zip(inputs, targets))


@right_answers.mistake(
    "An answer of exactly 0 has no sign: it is not right, even if the target is -1. (0 is not below 0.)"
)
def zero_counts_as_minus(neuron, inputs, targets):
    return sum((neuron(x).data > 0) == (target > 0) for x, target in zip(inputs, targets))


@right_answers.mistake(
    "An answer of exactly 0 has no sign: it is not right, even if the target is 1. (0 is not above 0.)"
)
def zero_counts_as_plus(neuron, inputs, targets):
    return sum((neuron(x).data >= 0) == (target > 0) for x, target in zip(inputs, targets))


@right_answers.mistake(
    "It counts the answers above 0, whatever the target. An answer of -0.2 is right if the target is -1."
)
def counts_positive(neuron, inputs, targets):
    return sum(neuron(x).data > 0 for x in inputs)


@right_answers.mistake("Those with target 1 are counted, those with target -1 are not.")
def only_target_one(neuron, inputs, targets):
    return sum(neuron(x).data > 0 and target > 0 for x, target in zip(inputs, targets))


@right_answers.mistake("It counts the wrong ones.")
def counts_wrong(neuron, inputs, targets):
    return sum(neuron(x).data * target < 0 for x, target in zip(inputs, targets))


@right_answers.mistake("That is the share of right answers. How many are there?")
def share(neuron, inputs, targets):
    return sum(neuron(x).data * target > 0 for x, target in zip(inputs, targets)) / len(inputs)


@right_answers.mistake("Only the first answer counts. Does a `return` stand inside the loop?")
def only_the_first(neuron, inputs, targets):
    for x, target in zip(inputs, targets):
        return int(neuron(x).data * target > 0)


@right_answers.mistake("0.4 is far from 1 but on its side: only the sign counts, not the distance.")
def near_the_target(neuron, inputs, targets):
    return sum(abs(neuron(x).data - target) < 0.5 for x, target in zip(inputs, targets))


@right_answers.mistake("Those are the answers one by one. Count the right ones.")
def list_of_verdicts(neuron, inputs, targets):
    return [neuron(x).data * target > 0 for x, target in zip(inputs, targets)]


@right_answers.mistake("The neuron is never asked: its answer to x is `neuron(x).data`. Its inputs are something else.")
def inputs_for_answers(neuron, inputs, targets):
    return sum(x[0] * target > 0 for x, target in zip(inputs, targets))


@right_answers.mistake("A neuron is called first.")
def never_called(neuron, inputs, targets):
    return sum(neuron.data * target > 0 for x, target in zip(inputs, targets))


@right_answers.mistake("A neuron takes one x. Go through the inputs one by one.")
def all_at_once(neuron, inputs, targets):
    answer = neuron(inputs).data
    return sum(answer * target > 0 for target in targets)


@right_answers.mistake("It never gets past 1. Is the count set to 1 (with `=`, or `=+`) where 1 should be added?")
def set_to_one(neuron, inputs, targets):
    right = 0
    for x, target in zip(inputs, targets):
        if neuron(x).data * target > 0:
            right = 1
    return right


@right_answers.mistake("It comes back at the first right one. Does a `return` stand in the `if`?")
def return_in_the_if(neuron, inputs, targets):
    right = 0
    for x, target in zip(inputs, targets):
        if neuron(x).data * target > 0:
            right += 1
            return right


@right_answers.mistake("Each answer is compared with every target. Each has one of its own: one loop over the pairs.")
def nested_loops(neuron, inputs, targets):
    return sum(neuron(x).data * target > 0 for x in inputs for target in targets)


@right_answers.mistake("There need not be four of them.")
def always_four(neuron, inputs, targets):
    return sum(neuron(inputs[i]).data * targets[i] > 0 for i in range(4))


# --- a layer ---


def some_neurons(count, inputs=2):
    """Return `count` different neurons, all their numbers off 0, their parameters labelled by place."""
    rng = random.Random(8)
    neurons = [Neuron(inputs, rng=rng) for _ in range(count)]
    for i, neuron in enumerate(neurons, 1):
        neuron.bias.data = rng.uniform(-1, 1)
        for parameter in neuron.parameters():
            parameter.label += f" of {i}"
    return neurons


def told(result):
    """Return the data of a Value, or of each in a list; a neuron is told by a word."""
    if isinstance(result, Neuron):
        return "a neuron"
    if isinstance(result, list | tuple):
        return [the_value(thing).data for thing in result]
    return None if result is None else the_value(result).data


def gradients_behind(layer_output, count):
    """Return the gradients of the biases of `count` neurons after a backward pass from the sum of the answers."""
    neurons = some_neurons(count)
    result = layer_output(list(neurons), [1.0, -2.0])
    backpropagate(sum(result, Value(0.0)) if isinstance(result, list | tuple) else the_value(result))
    return [neuron.bias.grad for neuron in neurons]


LAYER_CASES = {
    "told(layer_output(some_neurons(3), [1.0, -2.0]))": "Three neurons and x = [1, -2]: their answers",
    "told(layer_output(some_neurons(2), [0.5, 0.0]))": "Two neurons and x = [0.5, 0]: their answers",
    "told(layer_output(some_neurons(1), [1.0, -2.0]))": "One neuron and x = [1, -2]: its answer, alone,",
    "gradients_behind(layer_output, 2)": ("Two neurons and x = [1, -2]: after a backward pass the biases' gradients"),
    "gradients_behind(layer_output, 1)": ("One neuron and x = [1, -2]: after a backward pass the biases' gradients"),
}

layer_output = CodeExercise(
    solutions.layer_output,
    cases=list(LAYER_CASES),
    words=LAYER_CASES,
    hints=[
        "Each neuron gets all of x: `neuron(x)`. Make a list of the answers.",
        "If the list has one entry, return that entry: `if len(answers) == 1: return answers[0]`.",
    ],
    given=lambda: {"told": told, "gradients_behind": gradients_behind, "some_neurons": some_neurons},
)


@layer_output.other_way
def with_append(neurons, x):
    if len(neurons) == 1:
        return neurons[0](x)
    answers = []
    for neuron in neurons:
        answers.append(neuron(x))
    return answers


@layer_output.mistake("One neuron alone should give its Value, not a list with one Value in it.")
def always_a_list(neurons, x):
    return [neuron(x) for neuron in neurons]


@layer_output.mistake("Only the first neuron answers. Does `return` stand inside the loop?")
def only_first_neuron(neurons, x):
    return [neurons[0](x)]


@layer_output.mistake("Only the first answer comes back, also where there are more.")
def always_the_first(neurons, x):
    return neurons[0](x)


@layer_output.mistake("The answers are added up. Keep them side by side, in a list.")
def added_up(neurons, x):
    return sum(neuron(x) for neuron in neurons)


@layer_output.mistake("The last neuron stands first. Keep the order of the neurons.")
def last_first(neurons, x):
    answers = [neuron(x) for neuron in reversed(neurons)]
    return answers[0] if len(answers) == 1 else answers


@layer_output.mistake("Each neuron got one of the inputs. Each of them needs all of x.")
def one_input_each(neurons, x):
    answers = [neuron([number]) for neuron, number in zip(neurons, x)]
    return answers[0] if len(answers) == 1 else answers


@layer_output.mistake(
    "Those are plain numbers, which have forgotten what they were made of. Leave the Values as they are."
)
def plain_numbers(neurons, x):
    answers = [neuron(x).data for neuron in neurons]
    return answers[0] if len(answers) == 1 else answers


@layer_output.mistake("Only the last answer is left. Is the list made anew in every turn of the loop?")
def only_last_neuron(neurons, x):
    return [neurons[-1](x)]


@layer_output.mistake("Only the last answer is left. Is it written over in every turn of the loop?")
def last_alone(neurons, x):
    for neuron in neurons:
        out = [neuron(x)]
    return out[0] if len(out) == 1 else out


FORGETFUL = "The numbers are right, but no gradient arrives: a new Value has no children."


@layer_output.mistake(FORGETFUL)
def copied_answers(neurons, x):
    answers = [Value(neuron(x).data) for neuron in neurons]
    return answers[0] if len(answers) == 1 else answers


@layer_output.mistake("One neuron alone: the number is right, but no gradient arrives. Its answer is a Value already.")
def copied_single_answer(neurons, x):
    answers = [neuron(x) for neuron in neurons]
    return Value(answers[0].data) if len(answers) == 1 else answers


@layer_output.mistake("With one neuron, its Value is asked for, not the plain number: leave out `.data`.")
def number_of_the_single(neurons, x):
    answers = [neuron(x) for neuron in neurons]
    return answers[0].data if len(answers) == 1 else answers


@layer_output.mistake("Those are the neurons themselves. Ask each of them: `neuron(x)`.")
def not_asked(neurons, x):
    answers = [neuron for neuron in neurons]
    return answers[0] if len(answers) == 1 else answers


@layer_output.mistake("One neuron alone: what comes back is the neuron itself. It was never called on x.")
def single_not_asked(neurons, x):
    return neurons[0] if len(neurons) == 1 else [neuron(x) for neuron in neurons]


@layer_output.mistake("Round brackets make no list, only a promise of one (a generator). Take square brackets.")
def generator(neurons, x):
    return (neuron(x) for neuron in neurons)


@layer_output.mistake("A list cannot be called. Ask its neurons one by one: `neuron(x)`.")
def list_called(neurons, x):
    return neurons(x)


# --- the parameters of a layer ---


def entry(thing, places):
    """Return in words what `thing` is: one of the parameters, {id: label}, or something else."""
    if id(thing) in places:
        return places[id(thing)]
    if isinstance(thing, list | tuple):
        return f"a list of {len(thing)}"
    if isinstance(thing, str):
        return f"only the text {thing}"
    if isinstance(thing, Value):
        return f"a new Value({thing.data:.4g})"
    return f"the number {thing:.4g}" if is_number(thing) else f"a {type(thing).__name__}"


def found(all_parameters, count, inputs=2):
    """Return in words what stands in the list for `count` neurons; TypeError if it is no list."""
    neurons = some_neurons(count, inputs)
    places = {id(p): p.label for neuron in neurons for p in neuron.parameters()}
    result = all_parameters(neurons)
    if result is None:
        return None
    if not isinstance(result, list | tuple):
        raise TypeError(f"a list belongs here, and this is {entry(result, places)}")
    return [entry(thing, places) for thing in result]


def weights_after(all_parameters, count):
    """Return how many weights each of `count` neurons has when all_parameters is done."""
    neurons = some_neurons(count)
    all_parameters(neurons)
    return [len(neuron.weights) for neuron in neurons]


PARAMETER_CASES = {
    "found(all_parameters, 2, inputs=1)": "Of neurons 1 and 2 your list",
    "found(all_parameters, 1)": "Of one neuron with two inputs your list",
    "weights_after(all_parameters, 2)": "After the call the neurons' numbers of weights",
    "found(all_parameters, 5)": "Of five neurons with two inputs each your list",
}

all_parameters = CodeExercise(
    solutions.all_parameters,
    cases=list(PARAMETER_CASES),
    words=PARAMETER_CASES,
    hints=[
        "`neuron.parameters()` is the list of one neuron, in the right order. Put these lists together.",
        "Begin with an empty list. For each neuron, `found += neuron.parameters()` adds all of its parameters to it.",
    ],
    given=lambda: {"found": found, "weights_after": weights_after},
)


@all_parameters.other_way
def with_extend(neurons):
    found = []
    for neuron in neurons:
        found.extend(neuron.weights)
        found.append(neuron.bias)
    return found


@all_parameters.other_way
def from_the_first_on(neurons):
    parameters = neurons[0].parameters()
    for neuron in neurons[1:]:
        parameters += neuron.parameters()
    return parameters


@all_parameters.other_way
def with_sum(neurons):
    return sum((neuron.parameters() for neuron in neurons), start=[])  # noqa: RUF017


@all_parameters.mistake("That is a list of lists. Add the entries themselves.")
def list_of_lists(neurons):
    return [neuron.parameters() for neuron in neurons]


@all_parameters.mistake("The weights of a neuron stand there as a list.")
def weights_as_a_list(neurons):
    return [thing for neuron in neurons for thing in (neuron.weights, neuron.bias)]


@all_parameters.mistake("`parameters` is a method: to call it takes brackets.")
def without_brackets(neurons):
    return [parameter for neuron in neurons for parameter in neuron.parameters]


@all_parameters.mistake("The biases are missing. They are parameters too.")
def weights_only(neurons):
    return [weight for neuron in neurons for weight in neuron.weights]


@all_parameters.mistake("Those are the biases alone. The weights are parameters too.")
def biases_only(neurons):
    return [neuron.bias for neuron in neurons]


@all_parameters.mistake("Those are plain numbers. Training has to change the Values themselves.")
def as_numbers(neurons):
    return [parameter.data for neuron in neurons for parameter in neuron.parameters()]


@all_parameters.mistake("Only the first neuron's are there. Does `return` stand inside the loop?")
def of_the_first(neurons):
    for neuron in neurons:
        return neuron.parameters()


@all_parameters.mistake("Only the last neuron's are there. Does `=` write over the others?")
def of_the_last(neurons):
    found = []
    for neuron in neurons:
        found = neuron.parameters()
    return found


@all_parameters.mistake("First comes everything of one neuron, then of the next.")
def weights_then_biases(neurons):
    return [w for neuron in neurons for w in neuron.weights] + [neuron.bias for neuron in neurons]


@all_parameters.mistake("In a neuron's own list the weights stand before the bias.")
def bias_first(neurons):
    return [parameter for neuron in neurons for parameter in (neuron.bias, *neuron.weights)]


@all_parameters.mistake("That is how many there are. A list of the Values themselves is asked for.")
def how_many(neurons):
    return sum(len(neuron.parameters()) for neuron in neurons)


@all_parameters.mistake("Those are the labels. The Values themselves are asked for.")
def labels(neurons):
    return [parameter.label for neuron in neurons for parameter in neuron.parameters()]


@all_parameters.mistake("Those are gradients. The Values are asked for.")
def gradients_only(neurons):
    return [parameter.grad for neuron in neurons for parameter in neuron.parameters()]


@all_parameters.mistake("Those are copies. To change a copy changes no neuron.")
def copies(neurons):
    return [Value(p.data, label=p.label) for neuron in neurons for p in neuron.parameters()]


DAMAGES = "It changes the neurons: append and += on `neuron.weights` lengthen the neuron's own list."


@all_parameters.mistake(DAMAGES)
def lengthens_weights(neurons):
    found = []
    for neuron in neurons:
        weights = neuron.weights
        weights.append(neuron.bias)
        found += weights
    return found


@all_parameters.mistake(DAMAGES)
def begins_with_weights(neurons):
    found = neurons[0].weights
    found.append(neurons[0].bias)
    for neuron in neurons[1:]:
        found += neuron.parameters()
    return found


@all_parameters.mistake("`extend` changes the list and returns None. Do not write `found =` before it.")
def keeps_what_extend_returns(neurons):
    found = []
    for neuron in neurons:
        found = found.extend(neuron.parameters())
    return found


@all_parameters.mistake("The bias is one Value, not a list: put it in square brackets, `[neuron.bias]`.")
def adds_the_bias(neurons):
    found = []
    for neuron in neurons:
        found += neuron.weights
        found += neuron.bias
    return found


@all_parameters.mistake("`sum` begins with the number 0, and 0 + a list is an error.")
def sum_without_start(neurons):
    return sum(neuron.parameters() for neuron in neurons)


@all_parameters.mistake("`neurons` is a list. Ask each neuron in it for its parameters, in a loop.")
def parameters_of_the_list(neurons):
    return neurons.parameters()


@all_parameters.mistake("Those are the neurons themselves. Ask each for its parameters.")
def neurons_themselves(neurons):
    return list(neurons)


@all_parameters.mistake("Round brackets make no list, only a promise of one (a generator). Take square brackets.")
def parameters_promised(neurons):
    return (parameter for neuron in neurons for parameter in neuron.parameters())

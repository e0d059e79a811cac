"""The exercises of chapter 8: one neuron, its border, and a layer."""

import math
import random

from gradually.backprop import backpropagate
from gradually.course.checking import CodeExercise, ValueExercise, is_number
from gradually.course.solutions import ch08 as solutions
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
    "b",
    because="`zip` stops at the end of the shorter list. What is left over in the other one is never looked at.",
    mistakes=[
        ("a", "It would be kind of `zip` to complain. What did it do in chapter 5 with lists of two lengths?"),
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
)

and_sum = ValueExercise(
    "and_sum",
    -1,
    because="1·1 + 1·(-1) - 1 = -1: below 0, as it should be. One input at 1 is not enough.",
    mistakes=[
        (0, "The two products cancel. What is left is the bias."),
        (1, "The size is right. The bias is -1: it lowers the sum."),
        (-3, "That is the sum at (-1, -1). Here x1 is 1."),
        (math.tanh(-1), "That is the answer, after tanh. What is asked for is the sum before it."),
    ],
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

tanh_learns_anything = ValueExercise(
    "tanh_learns_anything",
    "c",
    because="tanh bends the heights, not the border: the answer is 0 where the sum is 0, and that is a straight line.",
    mistakes=[
        ("a", "Training finds good numbers if there are any. Which straight line would be the good one here?"),
        ("b", "A lucky start helps only if there is something to be found. Look for a straight line that does it."),
        ("d", "tanh makes the step from -1 to 1 smooth. But where is the answer 0? Exactly where the sum is 0."),
    ],
    options=["a", "b", "c", "d"],
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
        "A triangle between two circles, on the line that joins them, settles it: no straight line can do that.",
    ],
)

# --- a neuron ---


def values(numbers):
    """Return a list of fresh Values."""
    return [Value(number) for number in numbers]


def answer(function, weights, bias, x):
    """Return the data of what `function` makes of Values with these numbers."""
    return function(values(weights), Value(bias), x).data


def gradients(function, weights, bias, x):
    """Return the gradients of the weights and the bias after a backward pass from the answer."""
    leaves = [*values(weights), Value(bias)]
    backpropagate(function(leaves[:-1], leaves[-1], x))
    return [leaf.grad for leaf in leaves]


neuron_output = CodeExercise(
    solutions.neuron_output,
    cases=[
        "answer(neuron_output, [0.5, -1.0], 0.25, [1.0, 2.0])",
        "answer(neuron_output, [0.5, -1.0, 0.3], -0.4, [-1.0, 0.5, 2.0])",
        "answer(neuron_output, [0.7], 0.0, [-2.0])",
        "answer(neuron_output, [0.5, 2.0], 0.6, [0.0, 0.0])",
        "gradients(neuron_output, [0.5, -1.0], 0.25, [1.0, 2.0])",
    ],
    words={
        "answer(neuron_output, [0.5, -1.0], 0.25, [1.0, 2.0])": (
            "With the weights 0.5 and -1, the bias 0.25 and x = [1, 2], the data of the answer"
        ),
        "answer(neuron_output, [0.5, -1.0, 0.3], -0.4, [-1.0, 0.5, 2.0])": (
            "With the weights 0.5, -1, 0.3, the bias -0.4 and x = [-1, 0.5, 2], the data of the answer"
        ),
        "answer(neuron_output, [0.7], 0.0, [-2.0])": (
            "With one weight 0.7, the bias 0 and x = [-2], the data of the answer"
        ),
        "answer(neuron_output, [0.5, 2.0], 0.6, [0.0, 0.0])": (
            "With the weights 0.5 and 2, the bias 0.6 and x = [0, 0], the data of the answer"
        ),
        "gradients(neuron_output, [0.5, -1.0], 0.25, [1.0, 2.0])": (
            "For x = [1, 2], after a backward pass, the gradients of both weights and the bias"
        ),
    },
    hints=[
        "The products are `weight * number for weight, number in zip(weights, x)`.",
        "`sum((...), bias)` adds them up, beginning with the bias. tanh is a method of the sum.",
    ],
    given=lambda: {"answer": answer, "gradients": gradients},
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


@neuron_output.mistake("Only the last product is left: `=` writes over those before. Add up.")
def last_input_only(weights, bias, x):
    return (weights[-1] * x[-1] + bias).tanh()


@neuron_output.mistake("Each weight belongs to one input. Multiply pair by pair, and then add up.")
def product_of_sums(weights, bias, x):
    return (sum(weights) * sum(x) + bias).tanh()


@neuron_output.mistake(
    "A plain number comes back: it has forgotten what it was made of. Use the Value's own tanh: `total.tanh()`."
)
def plain_number(weights, bias, x):
    return math.tanh(sum((weight * number for weight, number in zip(weights, x)), bias).data)


@neuron_output.mistake("The products are plain numbers here. Leave out `.data`, and the sum is a Value, with a tanh.")
def sum_of_plain_numbers(weights, bias, x):
    return sum((weight.data * number for weight, number in zip(weights, x)), bias.data).tanh()


@neuron_output.mistake("`math.tanh` knows plain numbers only. A Value has a tanh of its own: `total.tanh()`.")
def math_tanh(weights, bias, x):
    return math.tanh(sum((weight * number for weight, number in zip(weights, x)), bias))


@neuron_output.mistake(
    "The number is right, but no gradient arrives: a new Value without children has forgotten what it was made of. "
    "Use the Value's own tanh: `total.tanh()`."
)
def new_value(weights, bias, x):
    return Value(math.tanh(sum((weight * number for weight, number in zip(weights, x)), bias).data))


# --- the border ---

border_x2 = CodeExercise(
    solutions.border_x2,
    cases=[
        "border_x2(1, 2, 4, 3)",
        "border_x2(1, 1, -1, 0)",
        "border_x2(-2, 0.5, 0, 1)",
        "border_x2(0, 2, 3, 5)",
        "border_x2(3, -4, 2, -1)",
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


@border_x2.mistake("The minus must reach the bias too: -(w1 * x1 + b), with brackets.")
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


@border_x2.mistake("Only the bias is divided by w2. The brackets must hold both.")
def only_bias_divided(w1, w2, b, x1):
    return -w1 * x1 - b / w2


@border_x2.mistake("Only w1 * x1 is divided by w2. The brackets must hold both.")
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


# --- numbers for a neuron ---


def signs(numbers):
    """Return the sign of the sum at each corner, 0 where it is 0; TypeError if `numbers` is not w1, w2, b."""
    if numbers is None:
        return None
    plain = [getattr(number, "data", number) for number in numbers] if isinstance(numbers, list | tuple) else []
    if len(plain) != 3 or not all(map(is_number, plain)):
        raise TypeError("three numbers are needed: w1, w2, b")
    w1, w2, b = plain
    sums = [w1 * x1 + w2 * x2 + b for x1, x2 in CORNERS]
    return [(total > 1e-9) - (total < -1e-9) for total in sums]


SIGNS = "The signs of the neuron's answers at (-1, -1), (-1, 1), (1, -1), (1, 1)"

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


@or_numbers.mistake("Without a bias, the border goes through the two corners with one 1: a sum of 0 decides nothing.")
def or_without_bias():
    return 1.0, 1.0, 0.0


@or_numbers.mistake("The bias is too large: now even (-1, -1) answers 1.")
def always_one():
    return 1.0, 1.0, 3.0


@or_numbers.mistake("At (-1, -1) the sum is exactly 0: the border goes through that corner. Take a smaller bias.")
def border_through_a_corner():
    return 1.0, 1.0, 2.0


@or_numbers.mistake("The bias is too low: now even (1, 1) answers -1.")
def never_one():
    return 1.0, 1.0, -3.0


@or_numbers.mistake("At (1, 1) the sum is exactly 0, and it should be above 0, as at two more corners. Raise the bias.")
def border_through_one_and_one():
    return 1.0, 1.0, -2.0


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
    w1 = Value(4)
    return [w1, -3, -3]


@only_first_numbers.mistake("That answers 1 where both are 1. x2 should speak against it: give w2 the other sign.")
def both():
    return 1.0, 1.0, -1.0


@only_first_numbers.mistake("x1 and x2 are exchanged: it answers 1 where x2 alone is 1.")
def only_second():
    return -1.0, 1.0, -1.0


@only_first_numbers.mistake("The right border, but the wrong way round: all answers have the opposite sign.")
def turned_round():
    return -1.0, 1.0, 1.0


@only_first_numbers.mistake("Now x2 has no say: (1, 1) answers 1 as well.")
def first_whatever_second():
    return 1.0, 0.0, 0.0


@only_first_numbers.mistake(
    "The weights point the right way. But a sum of 0 decides nothing: where two sums are 0, lower the plane a little."
)
def no_bias():
    return 1.0, -1.0, 0.0


@only_first_numbers.mistake("The plane is lifted where it should be lowered: three corners answer 1.")
def lifted():
    return 1.0, -1.0, 1.0


@only_first_numbers.mistake("The plane is too low: even (1, -1) answers -1.")
def too_low():
    return 1.0, -1.0, -3.0


@only_first_numbers.mistake("At (1, -1) the sum is exactly 0: a little less bias.")
def touches():
    return 1.0, -1.0, -2.0


# --- how many are right ---


def first_number(x):
    """Return the first input as a Value: stands for a neuron in the cases."""
    return Value(x[0])


right_answers = CodeExercise(
    solutions.right_answers,
    cases=[
        "right_answers(first_number, [[0.9], [-0.2], [0.4], [-0.7], [0.1]], [1, -1, -1, 1, 1])",
        "right_answers(first_number, [[0.9], [0.6], [0.8]], [1, 1, 1])",
        "right_answers(first_number, [[-0.3], [-0.6], [0.8], [-0.9]], [-1, -1, -1, -1])",
        "right_answers(first_number, [[0.0], [0.0]], [1, -1])",
        "right_answers(first_number, [[-0.3], [0.2]], [1, -1])",
    ],
    words={
        "right_answers(first_number, [[0.9], [-0.2], [0.4], [-0.7], [0.1]], [1, -1, -1, 1, 1])": (
            "For the answers 0.9, -0.2, 0.4, -0.7, 0.1 and the targets 1, -1, -1, 1, 1, the number of right ones"
        ),
        "right_answers(first_number, [[0.9], [0.6], [0.8]], [1, 1, 1])": (
            "For the answers 0.9, 0.6, 0.8 and the targets 1, 1, 1, the number of right ones"
        ),
        "right_answers(first_number, [[-0.3], [-0.6], [0.8], [-0.9]], [-1, -1, -1, -1])": (
            "For the answers -0.3, -0.6, 0.8, -0.9 and four targets of -1, the number of right ones"
        ),
        "right_answers(first_number, [[0.0], [0.0]], [1, -1])": (
            "For two answers of exactly 0 and the targets 1, -1, the number of right ones"
        ),
        "right_answers(first_number, [[-0.3], [0.2]], [1, -1])": (
            "For the answers -0.3, 0.2 and the targets 1, -1, the number of right ones"
        ),
    },
    hints=[
        "`neuron(x).data` is the answer as a plain number. It is right if it is above 0 and the target is 1, or "
        "below 0 and the target is -1.",
        "Begin with `right = 0`, go through `zip(inputs, targets)`, and add 1 where answer * target > 0: two numbers "
        "have the same sign if their product is above 0.",
    ],
    given=lambda: {"first_number": first_number},
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


@right_answers.mistake("The neuron's answer is a Value, and cannot be compared with 0. The number is in its .data.")
def compares_a_value(neuron, inputs, targets):
    return sum(neuron(x) * target > 0 for x, target in zip(inputs, targets))


@right_answers.mistake("An answer of exactly 0 has no sign: it is not right.")
def zero_is_right(neuron, inputs, targets):
    return sum(neuron(x).data * target >= 0 for x, target in zip(inputs, targets))


@right_answers.mistake(
    "An answer of exactly 0 has no sign: it is not right, even if the target is -1. (0 is not below 0.)"
)
def zero_counts_as_minus(neuron, inputs, targets):
    return sum((neuron(x).data > 0) == (target > 0) for x, target in zip(inputs, targets))


@right_answers.mistake(
    "It counts the answers above 0, whatever the target. An answer of -0.2 is right if the target is -1."
)
def counts_positive(neuron, inputs, targets):
    return sum(neuron(x).data > 0 for x in inputs)


@right_answers.mistake(
    "Those with target 1 are counted, those with target -1 are not: there the answer should be below 0."
)
def only_target_one(neuron, inputs, targets):
    return sum(neuron(x).data > 0 and target > 0 for x, target in zip(inputs, targets))


@right_answers.mistake("It counts the wrong ones.")
def counts_wrong(neuron, inputs, targets):
    return sum(neuron(x).data * target < 0 for x, target in zip(inputs, targets))


@right_answers.mistake("That is the share of right answers. How many are there?")
def share(neuron, inputs, targets):
    return sum(neuron(x).data * target > 0 for x, target in zip(inputs, targets)) / len(inputs)


@right_answers.mistake("It comes back after the first answer. `return` belongs behind the loop, not inside it.")
def only_the_first(neuron, inputs, targets):
    for x, target in zip(inputs, targets):
        return int(neuron(x).data * target > 0)


@right_answers.mistake("0.4 is far from 1 but on its side: only the sign counts, not the distance.")
def near_the_target(neuron, inputs, targets):
    return sum(abs(neuron(x).data - target) < 0.5 for x, target in zip(inputs, targets))


@right_answers.mistake("Those are the answers one by one. Count the right ones.")
def list_of_verdicts(neuron, inputs, targets):
    return [neuron(x).data * target > 0 for x, target in zip(inputs, targets)]


# --- a layer ---


def some_neurons(count):
    """Return `count` different neurons with two inputs, all numbers off 0, their parameters labelled by place."""
    rng = random.Random(8)
    neurons = [Neuron(2, rng=rng) for _ in range(count)]
    for i, neuron in enumerate(neurons, 1):
        neuron.bias.data = rng.uniform(-1, 1)
        for parameter in neuron.parameters():
            parameter.label += f" of neuron {i}"
    return neurons


def told(result):
    """Return the data of a Value, or of each in a list."""
    if isinstance(result, list | tuple):
        return [told(thing) for thing in result]
    return result.data


LAYER_CASES = {
    "told(layer_output(some_neurons(3), [1.0, -2.0]))": "Three neurons and x = [1, -2]: their answers",
    "told(layer_output(some_neurons(2), [0.5, 0.0]))": "Two neurons and x = [0.5, 0]: their answers",
    "told(layer_output(some_neurons(1), [1.0, -2.0]))": "One neuron and x = [1, -2]: its answer, alone,",
}

layer_output = CodeExercise(
    solutions.layer_output,
    cases=list(LAYER_CASES),
    words=LAYER_CASES,
    hints=[
        "Each neuron gets all of x: `neuron(x)`. Make a list of the answers.",
        "If the list has one entry, return that entry: `if len(answers) == 1: return answers[0]`.",
    ],
    given=lambda: {"told": told, "some_neurons": some_neurons},
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


@layer_output.mistake(
    "Only the first answer comes back. Return the whole list, and the first alone only if it is the only one."
)
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


@layer_output.mistake(
    "Only the last answer is left: the list is made anew in every turn. Make it once, before the loop."
)
def only_last_neuron(neurons, x):
    return [neurons[-1](x)]


def names(result):
    """Return the labels of a list of Values, lists in it as they are; other things as themselves."""
    if isinstance(result, list | tuple):
        return [names(thing) for thing in result]
    return getattr(result, "label", result)


PARAMETER_CASES = {
    "names(all_parameters(some_neurons(2)))": "For two neurons with two inputs each, the labels in your list",
    "names(all_parameters(some_neurons(1)))": "For one neuron with two inputs, the labels in your list",
}

all_parameters = CodeExercise(
    solutions.all_parameters,
    cases=list(PARAMETER_CASES),
    words=PARAMETER_CASES,
    hints=[
        "`neuron.parameters()` is the list of one neuron, in the right order. Put these lists together.",
        "Begin with an empty list. For each neuron, `found += neuron.parameters()` adds all of its parameters to it.",
    ],
    given=lambda: {"names": names, "some_neurons": some_neurons},
)


@all_parameters.other_way
def with_extend(neurons):
    found = []
    for neuron in neurons:
        found.extend(neuron.weights)
        found.append(neuron.bias)
    return found


@all_parameters.mistake("That is a list of lists. Add the entries themselves: `+=` or two loops, in place of append.")
def list_of_lists(neurons):
    return [neuron.parameters() for neuron in neurons]


@all_parameters.mistake("The weights of a neuron are a list, and stand in your list as such. Add its entries: `+=`.")
def weights_as_a_list(neurons):
    return [thing for neuron in neurons for thing in (neuron.weights, neuron.bias)]


@all_parameters.mistake("`parameters` is a method: to call it, write the brackets, `neuron.parameters()`.")
def without_brackets(neurons):
    return [parameter for neuron in neurons for parameter in neuron.parameters]


@all_parameters.mistake("The biases are missing. They are parameters too.")
def weights_only(neurons):
    return [weight for neuron in neurons for weight in neuron.weights]


@all_parameters.mistake("Those are plain numbers. Training has to change the Values themselves.")
def as_numbers(neurons):
    return [parameter.data for neuron in neurons for parameter in neuron.parameters()]


@all_parameters.mistake("Only the first neuron's are there. Does `return` stand inside the loop?")
def of_the_first(neurons):
    for neuron in neurons:
        return neuron.parameters()


@all_parameters.mistake("Only the last neuron's are there: `=` writes over the others. Add: `+=`.")
def of_the_last(neurons):
    found = []
    for neuron in neurons:
        found = neuron.parameters()
    return found


@all_parameters.mistake("All are there, but in another order: first everything of one neuron, then of the next.")
def weights_then_biases(neurons):
    return [w for neuron in neurons for w in neuron.weights] + [neuron.bias for neuron in neurons]


@all_parameters.mistake("A neuron's list has the weights first, then the bias, as `neuron.parameters()` gives it.")
def bias_first(neurons):
    return [parameter for neuron in neurons for parameter in (neuron.bias, *neuron.weights)]


@all_parameters.mistake("That is how many there are. A list of the Values themselves is asked for.")
def how_many(neurons):
    return sum(len(neuron.parameters()) for neuron in neurons)

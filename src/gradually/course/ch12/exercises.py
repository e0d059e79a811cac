"""The exercises of chapter 12: many classes, softmax and cross-entropy."""

import math

from gradually.backprop import backpropagate
from gradually.course.ch12 import solutions
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.course.checking.stand_ins import plain
from gradually.value import Value

sum_of_gradients = ValueExercise(
    "sum_of_gradients",
    0,
    because="The probabilities add up to 1, and 1 is taken off the target's: what one class gains, others lose.",
    mistakes=[
        (1, "That is the sum of the probabilities. Mind the sign of the target's gradient."),
        (-1, "So far the target's gradient can fall. The other three count as well."),
        (2, "Mind the sign of the target's gradient: its bar hangs down."),
        (4, "There are four of them. Read the numbers at the red bars, and at the gold one."),
    ],
    otherwise="Read the number at each of the four bars of the gradients, with its sign, and add them up.",
    tolerance=0.006,
)

all_plus_100 = ValueExercise(
    "all_plus_100",
    "b",
    because="Every power is multiplied by the same number, e to the power of 100, and so is their sum.",
    mistakes=[
        ("a", "Each power grows, by the factor e to the power of 100. And so does the sum that they are divided by."),
        ("c", "More equal they would become if all logits were *multiplied* by something small. What does adding do?"),
    ],
    options=["a", "b", "c"],
)

# --- code: what the cases use ---


def boxes(*numbers):
    """Return a Value for each number."""
    return [Value(number) for number in numbers]


def gradients(function, numbers, other):
    """Return the gradients of leaves with these numbers after a backward pass from `function(leaves, other)`."""
    leaves = boxes(*numbers)
    backpropagate(function(leaves, other))
    return [plain(leaf.grad) for leaf in leaves]


def in_brackets(numbers):
    """Return numbers as a list in a sentence: whole ones without a point."""
    return f"[{', '.join(f'{number:g}' for number in numbers)}]"


def given():
    """Return the names that the cases of this chapter use."""
    return {function.__name__: function for function in (boxes, gradients)}


# --- code: many classes ---


def logits_case(name, logits, target, words=""):
    """Return {case: its words} for the loss of `logits`, and for their gradients."""
    said = f"For logits {in_brackets(logits)} and target {target} the"
    return {
        f"{name}(boxes(*{logits}), {target}).data": f"{said} loss",
        f"gradients({name}, {logits}, {target})": f"{said} gradients",
    }


CLASS_CASES = {
    **logits_case("class_loss", (0.0, 3.0, 1.0), 2),
    **logits_case("class_loss", (0.0, 3.0, -2.0, 1.0), 1),
    **logits_case("class_loss", (0.0, 3.0, -2.0, 1.0), 3),
    **logits_case("class_loss", (2.0, 2.0), 0),
}

class_loss = CodeExercise(
    solutions.class_loss,
    cases=list(CLASS_CASES),
    words=CLASS_CASES,
    hints=[
        "powers = [logit.exp() for logit in logits] is a list of Values. What is the probability at `target`?",
        "powers[target] / sum(powers) is that probability. Its log is below 0, so a minus makes it a loss.",
        "Mind the brackets: -(powers[target] / sum(powers)).log()",
    ],
    given=given,
    tolerance=1e-6,
)


@class_loss.other_way
def log_of_the_sum(logits, target):
    return sum(logit.exp() for logit in logits).log() - logits[target]


@class_loss.other_way
def all_probabilities(logits, target):
    total = Value(0.0)
    for logit in logits:
        total = total + logit.exp()
    probabilities = []
    for logit in logits:
        probabilities.append(logit.exp() / total)
    return probabilities[target].log() * -1


@class_loss.mistake("The sign is turned round: the log of a probability is below 0, and a loss should be above.")
def no_minus(logits, target):
    powers = [logit.exp() for logit in logits]
    return (powers[target] / sum(powers)).log()


@class_loss.mistake("That is the probability. The loss is minus its log.")
def no_log(logits, target):
    powers = [logit.exp() for logit in logits]
    return powers[target] / sum(powers)


@class_loss.mistake("That is minus the probability. The loss is minus its *log*.")
def minus_without_log(logits, target):
    powers = [logit.exp() for logit in logits]
    return -(powers[target] / sum(powers))


@class_loss.mistake("1 - p falls with p as well, but the loss asked for is minus the log of p.")
def one_minus_p(logits, target):
    powers = [logit.exp() for logit in logits]
    return 1 - powers[target] / sum(powers)


@class_loss.mistake("The logits are divided as they are. Take exp of each first, so that all of them are above 0.")
def no_exp(logits, target):
    return -(logits[target] / sum(logits)).log()


@class_loss.mistake("You divide by the sum of the logits as they are. Divide by the sum of the powers.")
def sum_of_the_logits(logits, target):
    return -(logits[target].exp() / sum(logits)).log()


@class_loss.mistake(".data cuts the path through the sum: the other logits get no gradient.")
def sum_cut_off(logits, target):
    powers = [logit.exp() for logit in logits]
    return -(powers[target] / sum(powers).data).log()


@class_loss.mistake("The sum is missing: a probability is a power divided by the sum of all powers.")
def no_sum(logits, target):
    return -logits[target].exp().log()


@class_loss.mistake("The dot comes before the division: log is taken of the sum alone. Put the quotient in brackets.")
def log_of_the_sum_alone(logits, target):
    powers = [logit.exp() for logit in logits]
    return -powers[target] / sum(powers).log()


@class_loss.mistake("The dot comes before the division: log is taken of the power alone. Put the quotient in brackets.")
def log_of_the_power_alone(logits, target):
    powers = [logit.exp() for logit in logits]
    return -powers[target].log() / sum(powers)


@class_loss.mistake("You divide by the number of logits. Divide by the sum of the powers.")
def divided_by_the_count(logits, target):
    powers = [logit.exp() for logit in logits]
    return -(powers[target] / len(powers)).log()


@class_loss.mistake("The sum leaves out the target's own power. The probabilities must add up to 1.")
def without_its_own(logits, target):
    powers = [logit.exp() for logit in logits]
    return -(powers[target] / sum(power for i, power in enumerate(powers) if i != target)).log()


@class_loss.mistake("The target is an index, counted from 0: it needs no - 1.")
def counted_from_1(logits, target):
    powers = [logit.exp() for logit in logits]
    return -(powers[target - 1] / sum(powers)).log()


@class_loss.mistake("softmax is applied twice: to the logits, and then to the probabilities.")
def softmax_twice(logits, target):
    powers = [logit.exp() for logit in logits]
    total = sum(powers)
    again = [(power / total).exp() for power in powers]
    return -(again[target] / sum(again)).log()


@class_loss.mistake("That adds up the losses of all classes. Only the target's probability counts.")
def of_all_classes(logits, target):
    powers = [logit.exp() for logit in logits]
    total = sum(powers)
    return sum(-(power / total).log() for power in powers)


@class_loss.mistake("That is a whole list. Asked for is one Value: what belongs to the index `target`.")
def list_of_losses(logits, target):
    powers = [logit.exp() for logit in logits]
    total = sum(powers)
    return [-(power / total).log() for power in powers]


@class_loss.mistake("`math.exp` and `math.log` are for plain numbers. A Value has its own.")
def math_of_a_value(logits, target):
    powers = [math.exp(logit) for logit in logits]
    return -math.log(powers[target] / sum(powers))


@class_loss.mistake("That is a plain number, without a path to the logits. A Value has exp and log of its own.")
def plain_number(logits, target):
    powers = [math.exp(logit.data) for logit in logits]
    return -math.log(powers[target] / sum(powers))


@class_loss.mistake("The number is right, but the path to the logits is cut: does `.data` come in too early?")
def new_leaf(logits, target):
    powers = [math.exp(logit.data) for logit in logits]
    return Value(-math.log(powers[target] / sum(powers)))


SAFE_CASES = {
    **logits_case("safe_class_loss", (0.0, 3.0, 1.0), 2),
    **logits_case("safe_class_loss", (2.0, 2.0), 0),
    **logits_case("safe_class_loss", (1000.0, 999.0), 0),
    **logits_case("safe_class_loss", (-1000.0, -1001.0), 1),
    **logits_case("safe_class_loss", (-1000.0, 1000.0, 0.0), 0),
    **logits_case("safe_class_loss", (500.0, -500.0, 0.0), 2),
    "data_after(safe_class_loss, (0.0, 3.0, 1.0), 2)": "The logits [0, 3, 1] afterwards",
}

safe_class_loss = CodeExercise(
    solutions.safe_class_loss,
    cases=list(SAFE_CASES),
    words=SAFE_CASES,
    hints=[
        "largest = max(logit.data for logit in logits) is a plain number; no logit - largest is above 0.",
        "log(e**-2000) fails, because e**-2000 is 0.0. So let log and exp cancel on paper: log(e**z) is z.",
        "The loss is log(sum of the powers) - (logits[target] - largest), with the powers of logit - largest.",
    ],
    given=given,
    tolerance=1e-6,
)


@safe_class_loss.other_way
def from_shifted_logits(logits, target):
    shift = max([logit.data for logit in logits])
    shifted = [logit - shift for logit in logits]
    return -(shifted[target] - sum(z.exp() for z in shifted).log())


@safe_class_loss.other_way
def with_a_box_as_the_largest(logits, target):
    largest = max(logits, key=lambda logit: logit.data)
    return sum((logit - largest).exp() for logit in logits).log() + largest - logits[target]


@safe_class_loss.mistake("exp of 1000 is too large for a float. Take the largest logit off every logit first.")
def overflows(logits, target):
    powers = [logit.exp() for logit in logits]
    return -(powers[target] / sum(powers)).log()


@safe_class_loss.mistake("exp of 1000 is too large for a float. The formula is a good one: take the largest off first.")
def overflows_in_the_sum(logits, target):
    # It raises in another line than `overflows`, and adds up before it divides.
    total = Value(0.0)
    for logit in logits:
        total += logit.exp()
    return total.log() - logits[target]


@safe_class_loss.mistake("Nothing overflows any more. But e**-2000 is 0.0 for a float, and 0 has no log.")
def log_of_zero(logits, target):
    largest = max(logit.data for logit in logits)
    powers = [(logit - largest).exp() for logit in logits]
    return -(powers[target] / sum(powers)).log()


@safe_class_loss.mistake("What was taken off inside the logarithm must come back outside of it.")
def forgot_to_add_it_again(logits, target):
    largest = max(logit.data for logit in logits)
    return sum((logit - largest).exp() for logit in logits).log() - logits[target]


@safe_class_loss.mistake("What was taken off inside comes back with the wrong sign.")
def subtracts_it_again(logits, target):
    largest = max(logit.data for logit in logits)
    return sum((logit - largest).exp() for logit in logits).log() - largest - logits[target]


@safe_class_loss.mistake("The sign of the whole is turned round.")
def whole_sign(logits, target):
    largest = max(logit.data for logit in logits)
    return logits[target] - largest - sum((logit - largest).exp() for logit in logits).log()


@safe_class_loss.mistake("Taking the smallest off makes the others larger still.")
def takes_off_the_smallest(logits, target):
    smallest = min(logit.data for logit in logits)
    return sum((logit - smallest).exp() for logit in logits).log() + smallest - logits[target]


@safe_class_loss.mistake("What you take off is not the largest logit: another may be far larger.")
def takes_off_the_target(logits, target):
    return sum((logit - logits[target]).exp() for logit in logits).log()


@safe_class_loss.mistake("The logits themselves are changed. Make new Values.")
def changes_the_logits(logits, target):
    largest = max(logit.data for logit in logits)
    for logit in logits:
        logit.data -= largest
    return sum(logit.exp() for logit in logits).log() - logits[target]


@safe_class_loss.mistake("The logits themselves are changed, the one of the target too. Make new Values.")
def changes_and_adds_again(logits, target):
    largest = max(logit.data for logit in logits)
    for logit in logits:
        logit.data -= largest
    return sum(logit.exp() for logit in logits).log() + largest - logits[target]


@safe_class_loss.mistake("That is a plain number, without a path to the logits. A Value has exp and log of its own.")
def plain_number_again(logits, target):
    largest = max(logit.data for logit in logits)
    total = sum(math.exp(logit.data - largest) for logit in logits)
    return math.log(total) + largest - logits[target].data


@safe_class_loss.mistake("The sum has no path to the logits: does `.data` come in too early?")
def sum_without_a_path(logits, target):
    largest = max(logit.data for logit in logits)
    total = sum(math.exp(logit.data - largest) for logit in logits)
    return math.log(total) + largest - logits[target]


@safe_class_loss.mistake("`math.exp` and `math.log` are for plain numbers. A Value has its own.")
def math_of_a_value_again(logits, target):
    largest = max(logit.data for logit in logits)
    return math.log(sum(math.exp(logit - largest) for logit in logits)) + largest - logits[target]


@safe_class_loss.mistake("Of -1000 and -1001 the largest is -1000, though its size is smaller.")
def largest_size(logits, target):
    largest = max(abs(logit.data) for logit in logits)
    return sum((logit - largest).exp() for logit in logits).log() + largest - logits[target]


@safe_class_loss.mistake("max cannot compare Values. Compare the numbers in them.")
def max_of_boxes(logits, target):
    largest = max(logits)
    return sum((logit - largest).exp() for logit in logits).log() + largest - logits[target]


@safe_class_loss.mistake(
    "A little number added before the log hides the 0, and makes the loss wrong where it is large."
)
def adds_a_little(logits, target):
    largest = max(logit.data for logit in logits)
    powers = [(logit - largest).exp() for logit in logits]
    return -(powers[target] / sum(powers) + 1e-12).log()


@safe_class_loss.mistake("The target's own logit is missing.")
def only_the_sum(logits, target):
    largest = max(logit.data for logit in logits)
    return sum((logit - largest).exp() for logit in logits).log() + largest


@safe_class_loss.mistake("That is the log of the sum of the *logits*. Take exp of each, with the largest taken off.")
def no_powers(logits, target):
    largest = max(logit.data for logit in logits)
    return -((logits[target] - largest) / sum(logit - largest for logit in logits)).log()

"""The exercises of chapter 12: many classes, softmax and cross-entropy, and a network that learns three."""

import math

from gradually.course.ch12 import solutions
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.course.checking.leaves import boxes, data_after, gradients
from gradually.value import Value

in_between = ValueExercise(
    "in_between",
    1,
    because="(1 - 0)² + (1 - 2)² is 2, and every other score costs more. So it says the one class that it cannot be.",
    mistakes=[
        (0, "Then every second point, each of class 2, costs 2² = 4. Is there a score that costs less on average?"),
        (2, "Then every second point, each of class 0, costs 2² = 4. Is there a score that costs less on average?"),
    ],
    otherwise="Try some scores from 0 to 2: what do a point of class 0 and a point of class 2 cost together?",
)

sure_and_wrong = ValueExercise(
    "sure_and_wrong",
    "b",
    because="1 - p is as good as flat there: p does not notice a small step of the logit. The log does.",
    mistakes=[
        ("a", "A large loss need not have a large slope. If the logit rises a little from -8, how much does p rise?"),
        ("c", "They agree on the direction. But the size of a pull is a slope: how much does p rise from so far down?"),
    ],
    options=["a", "b", "c"],
)

all_plus_1000 = ValueExercise(
    "all_plus_1000",
    "c",
    because="The mathematics is as before. But the largest power is e to 1003, and a float ends near 10 to 308.",
    mistakes=[
        ("a", "On paper, yes. But what is `math.exp(1003)`? Try it in a cell."),
        ("b", "That would ask for a probability of 1 for the last class. Its logit leads no more than before."),
    ],
    options=["a", "b", "c"],
)

right_by_five = ValueExercise(
    "right_by_five",
    "b",
    because="Beyond 1 max-margin is flat. The slope of cross-entropy there is small, and below 0 at every score.",
    mistakes=[
        ("a", "For which scores is max(0, 1 - score) flat? Chapter 11 asked for a margin of 1, and 5 is beyond it."),
        ("c", "One of them is 0 beyond 1, for ever. Is it the one with the powers of e, which never reach 0?"),
        ("d", "-log p is 0 only where p is 1. Which score would make p exactly 1?"),
    ],
    options=["a", "b", "c", "d"],
)

first_loss = ValueExercise(
    "first_loss",
    math.log(3),
    because="Every point costs -log(1/3), which is log 3, and so does the mean of all.",
    mistakes=[
        (1 / 3, "That is the probability that each class gets. The loss is minus its log."),
        (2 / 3, "That would be 1 - p. The loss is minus the log of p."),
        (3, "There are 3 classes. Which probability does each get, and what is minus the log of that?"),
        (0, "A loss of 0 belongs to somebody who gives the right class a probability of 1, each time."),
        (0.4771, "That is a logarithm with base 10. Here, as in `math.log`, the base is e."),
        (1.585, "That is a logarithm with base 2. Here, as in `math.log`, the base is e."),
        (3.2958, "That is the sum over three classes. Only the target's probability counts."),
    ],
    otherwise="Which probability does each of three classes get, and what is minus the log of that?",
    tolerance=0.006,
)

where_three_meet = ValueExercise(
    "where_three_meet",
    1 / 3,
    because="A third. On each border two logits are equal; where the borders meet all three are, and e to each is too.",
    mistakes=[
        (0, "Are you far from a border? Look for the place where all three colours touch, close to the middle."),
        (0.5, "That is a place on the border of two classes. Go along it until the third colour begins."),
        (1, "That is what all three make together. How much has one of them?"),
        (33, "In percent, perhaps. As a probability it lies between 0 and 1."),
    ],
    otherwise="Look for the place where all three colours touch, close to the middle: the three bars are equal there.",
    tolerance=0.041,  # from 0.3 to 0.37: "about" is asked for
)

far_away = ValueExercise(
    "far_away",
    "c",
    because="Far out every tanh is at -1 or 1, and the logits are far apart. Nothing says how far the points are.",
    mistakes=[
        ("a", "That would be wise. But equal probabilities need equal logits: what would make them equal there?"),
        ("b", "On a border two classes share like that. But most places far away lie on no border."),
    ],
    options=["a", "b", "c"],
)

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


def in_brackets(numbers):
    """Return numbers as a list in a sentence: whole ones without a point."""
    return f"[{', '.join(f'{number:g}' for number in numbers)}]"


def given():
    """Return the names that the cases of this chapter use."""
    return {function.__name__: function for function in (boxes, gradients, data_after)}


# --- code: from scores to shares ---

SHARES_CASES = [
    "shares(abs, [1.0, -3.0])",
    "shares(lambda z: z**2, [1.0, 2.0, 3.0])",
    "shares(lambda z: 2.0**z, [0.0, 3.0, -2.0, 1.0])",
    "shares(math.exp, [0.5, 1.25, 0.5])",
]

shares = CodeExercise(
    solutions.shares,
    cases=SHARES_CASES,
    hints=[
        "First a list with f(score) for each score. Then a second list, made from the first.",
        "With parts = [f(score) for score in scores], what must each part be divided by, so that all make 1 together?",
        "return [part / sum(parts) for part in parts]",
    ],
    given=lambda: {"math": math},
)


@shares.other_way
def adds_up_first(f, scores):
    total = 0
    for score in scores:
        total += f(score)
    result = []
    for score in scores:
        result.append(f(score) / total)
    return result


@shares.mistake("`f` is never asked. Each score goes through it first.")
def without_f(f, scores):
    return [score / sum(scores) for score in scores]


@shares.mistake("You divide by the sum of the scores as they are. Divide by the sum of what `f` makes of them.")
def by_the_sum_of_scores(f, scores):
    return [f(score) / sum(scores) for score in scores]


@shares.mistake("`f` is given the whole list in `f(scores)`, and it takes one number. Ask it about each score.")
def f_of_the_list(f, scores):
    return [f(score) / sum(f(scores)) for score in scores]


@shares.mistake("`f` is asked about the sum of the scores. Ask it about each, and then add up.")
def f_of_the_sum(f, scores):
    return [f(score) / f(sum(scores)) for score in scores]


@shares.mistake("The division comes first here, and `f` after it. It is the other way round.")
def f_of_the_quotient(f, scores):
    return [f(score / sum(scores)) for score in scores]


@shares.mistake("They do not make 1 together: each part is still to be divided.")
def not_divided(f, scores):
    return [f(score) for score in scores]


@shares.mistake("You divide by how many there are. Then they make 1 together only by chance.")
def by_the_count(f, scores):
    return [f(score) / len(scores) for score in scores]


@shares.mistake("You divide by the largest part: that one gets 1, and there is nothing left for the others.")
def by_the_largest(f, scores):
    parts = [f(score) for score in scores]
    return [part / max(parts) for part in parts]


@shares.mistake("The total is still growing while you divide by it. Add up all parts first.")
def growing_total(f, scores):
    total, result = 0, []
    for score in scores:
        total += f(score)
        result.append(f(score) / total)
    return result


@shares.mistake("Only the first share comes back: `return` stands inside the loop.")
def first_share_alone(f, scores):
    total = sum(f(score) for score in scores)
    for score in scores:
        return [f(score) / total]


@shares.mistake("That is one number. Asked for is a list, with a share for each score.")
def largest_share_alone(f, scores):
    parts = [f(score) for score in scores]
    return max(parts) / sum(parts)


@shares.mistake("These are percent. Shares make 1 together.")
def in_percent(f, scores):
    parts = [f(score) for score in scores]
    return [100 * part / sum(parts) for part in parts]


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


# --- code: gradients without a backward pass ---

GRADIENT_CASES = [
    "logit_gradients([0.25, 0.5, 0.25], 1)",
    "logit_gradients([0.125, 0.875], 0)",
    "logit_gradients([0.375, 0.25, 0.375], 0)",
    "logit_gradients([0.0625, 0.1875, 0.25, 0.5], 3)",
    "logit_gradients([0.123456, 0.2, 0.676544], 2)",
]

logit_gradients = CodeExercise(
    solutions.logit_gradients,
    cases=GRADIENT_CASES,
    hints=[
        "Compare the two rows of bars. For which classes are they the same? And by how much is the one bar different?",
        "Go through the places and the probabilities with enumerate, and look whether a place is that of the target.",
        "Or make a copy, list(probabilities), and change one entry of the copy.",
    ],
    given=dict,
)


@logit_gradients.other_way
def in_a_copy(probabilities, target):
    gradients = list(probabilities)
    gradients[target] -= 1
    return gradients


@logit_gradients.other_way
def minus_what_is_wanted(probabilities, target):
    wanted = [0] * len(probabilities)
    wanted[target] = 1
    return [p - one for p, one in zip(probabilities, wanted)]


@logit_gradients.mistake(
    "All signs are turned round. A step goes against the gradient, and the target's logit should rise."
)
def turned_round(probabilities, target):
    return [1 - p if i == target else -p for i, p in enumerate(probabilities)]


@logit_gradients.mistake("The sign of the target's gradient is turned round: its bar hangs down.")
def target_turned_round(probabilities, target):
    return [1 - p if i == target else p for i, p in enumerate(probabilities)]


@logit_gradients.mistake("The bars of the wrong classes stand up: the sign of these gradients is turned round.")
def others_turned_round(probabilities, target):
    return [p - 1 if i == target else -p for i, p in enumerate(probabilities)]


@logit_gradients.mistake("The 1 is taken off every class. Only one of them is the target.")
def one_off_all(probabilities, target):
    return [p - 1 for p in probabilities]


@logit_gradients.mistake("These are the probabilities. For one class the gradient is another number.")
def as_they_are(probabilities, target):
    return list(probabilities)


@logit_gradients.mistake("The wrong classes get a gradient too: each is pushed down. Look at their bars.")
def target_alone(probabilities, target):
    return [p - 1 if i == target else 0.0 for i, p in enumerate(probabilities)]


@logit_gradients.mistake("The target's probability is missing: its gradient is -1 only where nothing was given to it.")
def just_minus_one(probabilities, target):
    return [-1.0 if i == target else p for i, p in enumerate(probabilities)]


@logit_gradients.mistake("That is the gradient of one logit. Asked for is a list, with one for each.")
def of_the_target(probabilities, target):
    return probabilities[target] - 1


@logit_gradients.mistake("The target is an index, counted from 0: you change its neighbour.")
def counted_from_one(probabilities, target):
    return [p - 1 if i == target - 1 else p for i, p in enumerate(probabilities)]


@logit_gradients.mistake(
    "That is the slope of a probability by its own logit. Compare with the bars: they are simpler."
)
def slope_of_p(probabilities, target):
    return [p * (p - 1) if i == target else p * (1 - p) for i, p in enumerate(probabilities)]


@logit_gradients.mistake("The target is an index, the place of one entry. It is no number to take off.")
def minus_the_index(probabilities, target):
    return [p - target for p in probabilities]


@logit_gradients.mistake(
    "That is the slope of -log p by p itself. By the logits it is far simpler: read it off the bars."
)
def by_the_probability(probabilities, target):
    return [-1 / p if i == target else 0.0 for i, p in enumerate(probabilities)]


@logit_gradients.mistake("Another class may have the same probability. Compare places, not probabilities.")
def all_that_are_equal(probabilities, target):
    return [p - 1 if p == probabilities[target] else p for p in probabilities]


# --- code: the safe loss ---

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


@safe_class_loss.mistake(
    "In S m is taken off each exponent. In yours m is still in them, and exp of 1000 is too large for a float."
)
def powers_with_m_in_them(logits, target):
    largest = max(logit.data for logit in logits)
    return sum(logit.exp() for logit in logits).log() - (logits[target] - largest)


@safe_class_loss.mistake("m is taken off the powers themselves. Take it off each logit *before* exp: off the exponent.")
def taken_off_the_power(logits, target):
    largest = max(logit.data for logit in logits)
    return sum(logit.exp() - largest for logit in logits).log() - (logits[target] - largest)


@safe_class_loss.mistake("m is taken off the powers themselves. Take it off each logit *before* exp: off the exponent.")
def taken_off_the_power_alone(logits, target):
    largest = max(logit.data for logit in logits)
    return sum(logit.exp() - largest for logit in logits).log() - logits[target]


@safe_class_loss.mistake("m is taken off the sum of the powers. Take it off each logit *before* exp: off the exponent.")
def taken_off_the_sum(logits, target):
    largest = max(logit.data for logit in logits)
    return (sum(logit.exp() for logit in logits) - largest).log() - (logits[target] - largest)


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


# --- code: two classes again ---

first_of_two = CodeExercise(
    solutions.first_of_two,
    cases=[
        "first_of_two(0.0)",
        "first_of_two(1.5)",
        "first_of_two(-1.5)",
        "first_of_two(3.25)",
        "first_of_two(-4)",
    ],
    hints=[
        "Only the difference counts. So take logits that are easy: the second 0, and the first the difference.",
        "The power of 0 is 1. So the first has math.exp(difference), the second has 1. What is the share of the first?",
        "math.exp(difference) / (math.exp(difference) + 1). Mind the brackets.",
    ],
)


@first_of_two.other_way
def one_power_alone(difference):
    return 1 / (1 + math.exp(-difference))


@first_of_two.other_way
def by_the_ratio(difference):
    ratio = math.e**difference
    return 1 - 1 / (1 + ratio)


@first_of_two.mistake(
    "That is the share of the *second*: where the first logit is larger, the first gets more than half."
)
def of_the_second(difference):
    return 1 / (1 + math.exp(difference))


@first_of_two.mistake(
    "That is how many times as large the first share is as the second. A share is a part of the whole."
)
def the_ratio(difference):
    return math.exp(difference)


@first_of_two.mistake("Division comes before addition: put the sum in brackets.")
def without_brackets(difference):
    return math.exp(difference) / math.exp(difference) + 1


@first_of_two.mistake("Division comes before addition: put the sum in brackets.")
def without_brackets_below_one(difference):
    return 1 / 1 + math.exp(-difference)


@first_of_two.mistake("The powers are missing: each logit goes through `math.exp` first.")
def without_powers(difference):
    return difference / (difference + 1)


@first_of_two.mistake("The power of 0 is not 0. What does the second logit add to the sum, if it is 0?")
def second_counts_nothing(difference):
    return math.exp(difference) / math.exp(difference)


@first_of_two.mistake("tanh goes from -1 to 1. A probability lies between 0 and 1.")
def hyperbolic(difference):
    return math.tanh(difference)


@first_of_two.mistake("That is minus the log of the probability, the loss. Asked for is the probability.")
def the_loss(difference):
    return math.log(1 + math.exp(-difference))


@first_of_two.mistake("That is the log of the probability. Asked for is the probability itself.")
def the_log(difference):
    return -math.log(1 + math.exp(-difference))


@first_of_two.mistake("You divide by 2, the number of classes. Divide by the sum of the two powers.")
def by_two(difference):
    return math.exp(difference) / 2


@first_of_two.mistake("Half and half is the answer where both logits are equal. Else the larger one gets more.")
def always_half(difference):
    return 0.5


@first_of_two.mistake("Those two logits lie apart by *twice* the difference. Give the second one the logit 0.")
def twice_the_difference(difference):
    return math.exp(difference) / (math.exp(difference) + math.exp(-difference))


@first_of_two.mistake("The powers are those of 2. Softmax takes e.")
def powers_of_two(difference):
    return 2**difference / (2**difference + 1)


# --- code: a network of three outputs ---


def accuracy_case(outputs, targets):
    """Return (case, its words) for the accuracy of examples with these logits."""
    said = [logits.index(max(logits)) for logits in outputs]
    values = ", ".join(f"boxes{logits}" for logits in outputs)
    return (
        f"class_accuracy([{values}], {targets})",
        f"Where the largest logits are at {said} and targets are {targets}, it",
    )


ACCURACY_CASES = dict(
    [
        accuracy_case([(0.5, 2.0, -1.0), (3.0, 1.0, 2.0)], [1, 2]),
        accuracy_case([(0.5, 2.0, -1.0), (3.0, 1.0, 2.5), (-4.0, -3.0, -2.0)], [1, 2, 2]),
        accuracy_case([(-1.0, -2.0, -5.0), (1.0, 2.0, -3.0), (2.0, 0.5, 1.0)], [0, 1, 1]),
        accuracy_case([(1.0, 2.0, 3.0, 4.0)] * 6 + [(9.0, 2.0, 3.0, 1.0)], [3, 3, 3, 0, 1, 3, 1]),
        accuracy_case([(0.5, -0.5), (0.1, 0.2), (-7.0, 0.3)], [0, 1, 1]),
        accuracy_case([(1.0, 0.5, -2.0, 0.25), (5.0, 1.0, 2.0, 4.0), (0.5, 0.25, 0.75, 0.3)], [1, 1, 2]),
    ]
)

class_accuracy = CodeExercise(
    solutions.class_accuracy,
    cases=list(ACCURACY_CASES),
    words=ACCURACY_CASES,
    hints=[
        "For one example: numbers = [logit.data for logit in logits]. At which place does the largest of them stand?",
        "a_list.index(x) is the place of x in a list. So numbers.index(max(numbers)) is the class that is said.",
        "Count for how many examples that is the target, and divide by how many examples there are.",
    ],
    given=given,
)


@class_accuracy.other_way
def by_pairs(outputs, targets):
    said = [max((logit.data, i) for i, logit in enumerate(logits))[1] for logits in outputs]
    return sum(k == target for k, target in zip(said, targets)) / len(targets)


@class_accuracy.other_way
def beats_all_others(outputs, targets):
    right = 0
    for i in range(len(targets)):
        best = outputs[i][targets[i]].data
        if all(logit.data <= best for logit in outputs[i]):
            right = right + 1
    return right / len(outputs)


@class_accuracy.mistake("That is how many are right. The fraction is that, divided by how many examples there are.")
def how_many_are_right(outputs, targets):
    numbers = [[logit.data for logit in logits] for logits in outputs]
    return sum(each.index(max(each)) == target for each, target in zip(numbers, targets))


@class_accuracy.mistake("That is the fraction of the *wrong* ones.")
def fraction_wrong(outputs, targets):
    numbers = [[logit.data for logit in logits] for logits in outputs]
    return sum(each.index(max(each)) != target for each, target in zip(numbers, targets)) / len(targets)


@class_accuracy.mistake("You compare the largest logit with the target. Compare the *place* where it stands.")
def number_for_place(outputs, targets):
    return sum(max(z.data for z in logits) == target for logits, target in zip(outputs, targets)) / len(targets)


@class_accuracy.mistake(
    "That was chapter 11's rule. Here a logit above 0 may be beaten by another, and one below 0 may win."
)
def above_zero(outputs, targets):
    return sum(logits[target].data > 0 for logits, target in zip(outputs, targets)) / len(targets)


@class_accuracy.mistake("The *smallest* logit is looked for.")
def smallest_wins(outputs, targets):
    numbers = [[logit.data for logit in logits] for logits in outputs]
    return sum(each.index(min(each)) == target for each, target in zip(numbers, targets)) / len(targets)


@class_accuracy.mistake("The size of a logit does not count: -7 is less than 0.3.")
def largest_size_wins(outputs, targets):
    numbers = [[abs(logit.data) for logit in logits] for logits in outputs]
    return sum(each.index(max(each)) == target for each, target in zip(numbers, targets)) / len(targets)


@class_accuracy.mistake("Classes are counted from 0, as places in a list are.")
def classes_from_one(outputs, targets):
    numbers = [[logit.data for logit in logits] for logits in outputs]
    return sum(each.index(max(each)) + 1 == target for each, target in zip(numbers, targets)) / len(targets)


@class_accuracy.mistake("You divide by the number of classes. Divide by the number of examples.")
def by_the_classes(outputs, targets):
    numbers = [[logit.data for logit in logits] for logits in outputs]
    return sum(each.index(max(each)) == target for each, target in zip(numbers, targets)) / len(outputs[0])


@class_accuracy.mistake("Only the first example is looked at: `return` stands inside the loop.")
def the_first_example(outputs, targets):
    for logits, target in zip(outputs, targets):
        numbers = [logit.data for logit in logits]
        return float(numbers.index(max(numbers)) == target)


@class_accuracy.mistake("max cannot compare Values. Compare the numbers in them.")
def of_boxes(outputs, targets):
    return sum(logits.index(max(logits)) == target for logits, target in zip(outputs, targets)) / len(targets)


@class_accuracy.mistake("The right class need not have more than half. It is enough that no other has more.")
def more_than_half(outputs, targets):
    def share(logits, target):
        powers = [math.exp(logit.data) for logit in logits]
        return powers[target] / sum(powers)

    return sum(share(logits, target) > 0.5 for logits, target in zip(outputs, targets)) / len(targets)

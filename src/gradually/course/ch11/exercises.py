"""The exercises of chapter 11: two moons, margins and batches."""

import inspect
import random
from dataclasses import dataclass

from gradually.course.ch11 import solutions
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.course.checking.leaves import boxes, data_after, gradients
from gradually.course.checking.stand_ins import plain
from gradually.nn import Layer, Neuron
from gradually.value import Value

# --- predictions ---

neuron_on_moons = ValueExercise(
    "neuron_on_moons",
    "c",
    because="A straight line parts most of them, but not the two ends that interlock. For all, it has to bend.",
    mistakes=[
        ("a", "Half is what chance gets. Lay a ruler across the two moons: how many points are on the right side?"),
        ("b", "Its border is a straight line (chapter 8). Can one part two moons that interlock?"),
    ],
    options=["a", "b", "c"],
)

parameters_of_moons = ValueExercise(
    "parameters_of_moons",
    337,
    because="16 neurons of 2 + 1, 16 neurons of 16 + 1, and one of 16 + 1: 48 + 272 + 17.",
    mistakes=[
        (304, "Those are the weights: 32 + 256 + 16. Each neuron has a bias as well."),
        (33, "That is the number of neurons. Each of them has its weights and a bias."),
        (320, "The last neuron has parameters too: 16 weights and a bias."),
        (336, "One bias is missing: the last neuron has one as well."),
        (35, "2 + 16 + 16 + 1 counts inputs and neurons. A neuron has a weight for each of its inputs, and a bias."),
        (321, "Nearly: in the first layer a neuron has 2 weights and a bias, 3 parameters; in the second 17."),
        (339, "Two too many: do the inputs have biases? They are numbers, not neurons."),
        (353, "16 too many: which layer is counted with too many neurons, or too many weights?"),
        (65, "Three layers: 16 neurons of 2 + 1, then 16 neurons of 16 + 1, and one of 16 + 1."),
    ],
    tolerance=1e-9,
    otherwise="How many weights, and how many biases, has each of the three layers?",
)

relu_at_the_end = ValueExercise(
    "relu_at_the_end",
    "c",
    because="Where its sum is below 0, relu answers 0 and hands no gradient back. That is so at every point, so no "
    "parameter ever moves.",
    mistakes=[
        ("a", "It could never answer -1, that is true. But would it learn at all? Its sum is below 0 at every point."),
        ("b", "Inside, that is what it does. But at the end the sum is below 0: which slope has relu there?"),
        ("d", "Slower would still be learning. Which slope has relu where its sum is below 0?"),
    ],
    options=["a", "b", "c", "d"],
)

margin_costs = ValueExercise(
    "margin_costs",
    {"0.3": 0.7, "3": 0, "-2": 3},
    because="1 - 0.3 = 0.7; 1 - 3 is below 0, so 0; and 1 - (-2) = 3.",
    mistakes=[
        ({"0.3": 0.49, "3": 4, "-2": 9}, "That is the squared error of chapter 9. Here it is max(0, 1 - score)."),
        ({"0.3": 0.7, "3": -2, "-2": 3}, "A cost is never below 0: of 0 and 1 - score, the larger one is taken."),
        ({"0.3": 0, "3": 0, "-2": 3}, "0.3 has the right sign, but it is less than 1. What is 1 - 0.3?"),
        ({"0.3": 0.7, "3": 2, "-2": 3}, "3 is right by more than 1. To be far on the right side costs nothing."),
        ({"0.3": 0.7, "3": 0, "-2": 1}, "Mind the two signs: 1 - (-2)."),
        ({"0.3": 0.7, "3": 0, "-2": -1}, "Mind the two signs: 1 - (-2). And a cost is never below 0."),
        ({"0.3": 0.7, "3": 0, "-2": 0}, "-2 is on the wrong side, and has to cost more than 0.3 does: 1 - (-2)."),
        (
            {"0.3": 0.7, "3": 0, "-2": -3},
            "Look again at the sign at -2: a cost is never below 0, and 1 - (-2) is 1 + 2.",
        ),
        ({"0.3": 0.7, "3": 0, "-2": 2}, "That is how far -2 is from 0. The cost is counted from 1: 1 - (-2)."),
    ],
)

pull_on_w = ValueExercise(
    "pull_on_w",
    0.6,
    because="The slope of 0.1·w² is 2·0.1·w, and w is 3.",
    mistakes=[
        (0.9, "That is the penalty itself, 0.1 · 3². How fast does it grow with w?"),
        (0.3, "The 2 is missing: the slope of w² is 2·w."),
        (6, "That is the slope of w². The strength of 0.1 multiplies it."),
        (0.2, "That would be the slope at w = 1. Here w is 3."),
        (-0.6, "The size is right. As w grows, does 0.1·w² rise or fall?"),
    ],
    otherwise="How fast does 0.1·w² grow with w, at w = 3?",
)

most_missed = ValueExercise(
    "most_missed",
    5,
    because="Without it 74 of 100 points are right, though it is awake at only 33 of them: a whole piece of the border "
    "hangs on it. How often a neuron is awake does not say how much it is missed.",
    mistakes=[
        (15, "It is awake at more points than any other of its layer. But there is one that costs more right answers."),
        (7, "Without it many answers are wrong. But there is one that costs more."),
        (12, "Without it two points are wrong. There are neurons that cost more."),
        (6, "Without it one point is wrong. There are neurons that cost more."),
        (13, "It is awake at many points. But switch it off: how many answers are wrong then?"),
        (14, "That one is dead: it answers 0 at every point already, so nobody can miss it."),
        (1, "In the second layer that would be it. The question is about `layers[0]`."),
        (74, "So many points are right without it. What is its number in `layers[0].neurons`?"),
        (26, "So many points are wrong without it. What is its number in `layers[0].neurons`?"),
    ],
    otherwise="Tick `switched off`, and move the knob through the first layer: where are the fewest points right?",
    tolerance=1e-9,
)

rate_for_the_sum = ValueExercise(
    "rate_for_the_sum",
    0.01,
    because="Each slope of the sum is 100 times that of the mean, so a hundredth of the rate makes the same step.",
    mistakes=[
        (
            1,
            "The sum is 100 times the mean, and so are its gradients. With the same rate the steps are as much longer.",
        ),
        (100, "The other way round: the gradients have become larger. What must the rate do?"),
        (0.1, "By how much are the gradients larger, if 100 costs are added and not divided by 100?"),
        (10, "The gradients have become larger. So must the rate become larger or smaller?"),
        (
            0.05,
            "That was chapter 10's rate, for another loss. A step is rate times gradient: what keeps it the same?",
        ),
    ],
    otherwise="A step is rate times gradient. By how much are the gradients of the sum larger than those of the mean?",
)

dead_gradients = ValueExercise(
    "dead_gradients",
    19,
    because="Its own three get nothing, since relu's slope is 0 wherever it sleeps. And the slope of a weight that "
    "reads it is what it answers: 0.",
    mistakes=[
        (3, "Those are its own. And the 16 that multiply its answer: what is that answer at every point?"),
        (16, "Those are the weights that read it. And its own three: which slope has relu where it sleeps?"),
        (0, "relu's slope is 0 where it sleeps, and it sleeps at every point. What comes through to its own weights?"),
        (2, "Its bias stands in the same sum as its two weights. And what about the 16 that read its answer?"),
        (1, "Follow a gradient on its way back: first through the 16 weights, then through relu."),
        (18, "Nearly: the bias goes through the same relu as the weights."),
        (17, "Its own two weights and its bias, and 16 that read it: which of them has a slope?"),
    ],
    tolerance=1e-9,
    otherwise="What does it answer at each point, and which slope has relu there? Its own are 3, and 16 read it.",
)

noise_factor = ValueExercise(
    "noise_factor",
    2,
    because="The sum of four spreads twice as far as each of them, and a mean is that sum divided by four.",
    mistakes=[
        (4, "That would be so if a sum of four spread no further than each of them. Look at the sums of signs above."),
        (16, "Four times as many points cannot make it that much calmer. Look at the sums of signs above."),
        (1, "A mean of more points is calmer: some are too high, others too low. By how much?"),
        (0.5, "As a multiplier, yes. Asked for is the number by which the spread is divided."),
        (0.25, "Asked for is what it is divided by. And the sum does grow: how far, you see at the signs above."),
        (8, "Think of a walk of four steps, each forward or back by chance: how far does one usually get?"),
    ],
    tolerance=1e-9,
    otherwise="Does a mean of four chances spread as much as one of them, a quarter as much, or something between?",
)

steps_in_an_epoch = ValueExercise(
    "steps_in_an_epoch",
    7,
    because="Six batches of 16 are 96 points. The last 4 make a batch of their own.",
    mistakes=[
        (6, "Six batches of 16 are 96 points. What about the other 4?"),
        (6.25, "A step is a whole thing: the last batch is a smaller one."),
        (16, "16 is the size of a batch. How many of them are needed for 100 points?"),
        (100, "That would be one point a step. Here each step looks at 16."),
        (1, "One step an epoch it was before, with all 100 points in each step."),
    ],
    tolerance=1e-9,
    otherwise="How many batches of at most 16 do 100 points make? Each is one step.",
)

perfect_score = ValueExercise(
    "perfect_score",
    "a",
    because="Whoever learns by heart is perfect on the points that were shown. Ask for new ones.",
    mistakes=[
        ("b", "Run on, and look at the two pictures: perfect on its own points, and wrong on many new ones."),
        ("c", "The score has the right sign at every point, and nothing failed. But what was it asked?"),
        ("d", "Our first network had 337 parameters for 100 points, and did well on new ones. It has to be measured."),
    ],
    options=["a", "b", "c", "d"],
    belief=True,
)

on_test_points = ValueExercise(
    "on_test_points",
    "b",
    because="The best of three is best partly by luck on just those points, and the luck stays behind.",
    mistakes=[
        ("a", "It did not learn from them, but it was picked by them: a network lucky on them is more easily picked."),
        ("c", "Why should points that nobody has looked at be easier than those that chose it?"),
    ],
    options=["a", "b", "c"],
)

# --- code: what the cases use ---


def parameters(numbers, grads):
    """Return leaves with these numbers and gradients."""
    leaves = boxes(*numbers)
    for leaf, grad in zip(leaves, grads, strict=True):
        leaf.grad = grad
    return leaves


def grads_after(function, numbers, grads, strength):
    """Return the gradients of such leaves after `function(leaves, strength)`."""
    leaves = parameters(numbers, grads)
    function(leaves, strength)
    return [plain(leaf.grad) for leaf in leaves]


class Comparable(Neuron):
    """A Neuron that equals another one with the same numbers, so that answers that hold neurons can be compared."""

    def __eq__(self, other):
        return isinstance(other, Comparable) and self.numbers() == other.numbers()

    def __hash__(self):
        return hash(tuple(self.numbers()))

    def numbers(self):
        """Return its weights and its bias as plain numbers."""
        return [parameter.data for parameter in self.parameters()]


def layer(*rows):
    """Return a layer with relu of a neuron for each row: its weights, and then its bias."""
    made = Layer(len(rows[0]) - 1, len(rows), activation=Value.relu, neuron=Comparable)
    for parameter, number in zip(made.parameters(), [number for row in rows for number in row], strict=True):
        parameter.data = float(number)
    return made


@dataclass(frozen=True, repr=False)
class Form:
    """Stands for what the batches are made of."""

    words: str

    def __repr__(self):
        return self.words


THIRD = 1 / 3

PAIRS = Form("a list of pairs (inputs, targets)")
PLACES = Form("pairs with places where the inputs should stand")
ONLY_PLACES = Form("lists of places")
LISTS_OF_PAIRS = Form("lists of pairs (input, target)")
ONE_PAIR = Form("a single pair (inputs, targets)")
TWO_LISTS = Form("the inputs of all batches, then the targets of all")
GENERATOR = Form("a generator")
OTHERWISE = Form("a list of something else")
OTHER_WAY_ROUND = Form("pairs (targets, inputs)")
ONCE = Form("each once")
SOME_TWICE = Form("some twice, others never")


def examples(count):
    """Return (inputs, targets) of `count` examples that can all be told apart, none a whole number."""
    return [[i + THIRD, -float(i)] for i in range(count)], [10.0 * (i + THIRD) for i in range(count)]


def form_of(made):
    """Return of which Form the list of batches `made` is."""
    if not all(isinstance(batch, list | tuple) for batch in made):
        return OTHERWISE
    if all(len(batch) == 2 and all_are(list | tuple, batch) and all(map(is_input, batch[0])) for batch in made):
        return PAIRS
    if all(len(batch) == 2 and all_are(list | tuple, batch) and all(map(is_input, batch[1])) for batch in made):
        return OTHER_WAY_ROUND
    if all(len(batch) == 2 and all_are(list | tuple, batch) and all_are(int, batch[0]) for batch in made):
        return PLACES
    if all(all_are(int, batch) for batch in made):
        return ONLY_PLACES
    if len(made) == 2 and all(map(is_input, made[0])) and all_are(float, made[1]):
        return ONE_PAIR
    if len(made) == 2 and all(all_are(list | tuple, half) for half in made) and all_are(float, made[1][0]):
        return TWO_LISTS
    if all(all_are(tuple, batch) for batch in made):
        return LISTS_OF_PAIRS
    return OTHERWISE


def all_are(kind, things):
    """Tell whether all of `things` are of this type."""
    return all(isinstance(thing, kind) for thing in things)


def is_input(x):
    """Tell whether `x` looks like an input: two numbers."""
    return isinstance(x, list) and len(x) == 2 and all_are(float, x)


def batches(function, count, size, seed=1):
    """Return (its Form, the list) for what `function` makes of `count` examples; twice what came, if it is no list."""
    made = function(*examples(count), size, random.Random(seed))
    if inspect.isgenerator(made):
        return GENERATOR, made
    if not hasattr(made, "__iter__"):
        return made, made
    return form_of(made), made


def form(function):
    """Return of which Form the batches of 10 examples are."""
    return batches(function, 10, 4)[0]


def sizes(function, count, size):
    """Return how many inputs each batch has, as one number, or (inputs, targets) where there are not as many."""
    kind, made = batches(function, count, size)
    return [len(xs) if len(xs) == len(ys) else (len(xs), len(ys)) for xs, ys in made] if kind is PAIRS else kind


def seen(function, count, size, seed=1):
    """Return which examples came, in the order in which they came."""
    kind, made = batches(function, count, size, seed)
    return [int(x) for xs, _ in made for x, _ in xs] if kind is PAIRS else kind


def how_often(function, count, size):
    """Return how often the examples came: a Form, or all that came, sorted."""
    came = seen(function, count, size)
    if not isinstance(came, list) or len(came) != count:
        return sorted(came) if isinstance(came, list) else came
    return ONCE if len(set(came)) == count else SOME_TWICE


def together(function):
    """Tell whether each input came with its own target."""
    kind, made = batches(function, 10, 4)
    return all(10 * x[0] == y for xs, ys in made for x, y in zip(xs, ys)) if kind is PAIRS else kind


def shuffled(function):
    """Tell whether the order of 10 examples is another one than before."""
    return seen(function, 10, 4) != list(range(10))


def repeats(function):
    """Tell whether a generator that starts at the same number gives the same order again."""
    return seen(function, 10, 4, seed=5) == seen(function, 10, 4, seed=5)


def differs(function):
    """Tell whether another seed gives another order."""
    return seen(function, 10, 4, seed=5) != seen(function, 10, 4, seed=6)


def changed(function):
    """Return the names of the lists that `function` gets and does not leave as they were."""
    inputs, targets = examples(10)
    function(inputs, targets, 4, random.Random(1))
    pairs = zip(("inputs", "targets"), (inputs, targets), examples(10), strict=True)
    return [name for name, after, before in pairs if after != before]


def given():
    """Return the names that the cases of this chapter use."""
    modules = {"random": random}
    leaves = (boxes, gradients, grads_after, data_after, layer)
    cut = (form, sizes, how_often, together, shuffled, repeats, differs, changed)
    return {**modules, **{function.__name__: function for function in leaves + cut}}


# --- code: max-margin ---


def in_brackets(numbers):
    """Return numbers as a list in a sentence: whole ones without a point."""
    return f"[{', '.join(f'{number:g}' for number in numbers)}]"


def scores_case(name, scores, targets):
    """Return {case: its words} for the data of the loss of `scores`."""
    said = f"For scores {in_brackets(scores)} and targets {list(targets)} the loss"
    return {f"{name}(boxes(*{scores}), {targets}).data": said}


MARGIN_CASES = {
    **scores_case("margin_loss", (0.5, 3.0, 2.0), (1, 1, -1)),
    **scores_case("margin_loss", (0.5, 3.0, -2.0, 0.2), (1, 1, 1, -1)),
    **scores_case("margin_loss", (4.0, 3.0, -0.5), (1, 1, 1)),
    **scores_case("margin_loss", (0.25,), (-1,)),
    **scores_case("margin_loss", (4.0, 3.0), (1, 1)),
    "gradients(margin_loss, (0.5, 3.0, 2.0), (1, 1, -1))": "For scores [0.5, 3, 2] and targets [1, 1, -1] the grads",
}

margin_loss = CodeExercise(
    solutions.margin_loss,
    cases=list(MARGIN_CASES),
    words=MARGIN_CASES,
    hints=[
        "Begin with one score: 1 - target * score is a Value. What makes 0 of a negative one?",
        "(1 - target * score).relu() is the cost of one score. `zip(scores, targets)` gives them in pairs.",
        "Put the costs into a list; the mean is sum(costs) / len(costs).",
    ],
    given=given,
    tolerance=1e-6,
)


@margin_loss.other_way
def with_a_loop(scores, targets):
    total = Value(0.0)
    for i in range(len(scores)):
        total = total + (1 - scores[i] * targets[i]).relu()
    return total * (1 / len(targets))


@margin_loss.other_way
def with_a_question(scores, targets):
    total = Value(0.0)
    for score, target in zip(scores, targets):
        if score.data * target < 1:
            total += 1 - score * target
    return total / len(scores)


@margin_loss.mistake("That is the sum of the costs. The mean divides it by their number.")
def sum_of_costs(scores, targets):
    return sum((1 - target * score).relu() for score, target in zip(scores, targets))


@margin_loss.mistake("Nothing stops a cost at 0: a score of 3 would be rewarded with -2.")
def no_relu(scores, targets):
    return sum(1 - target * score for score, target in zip(scores, targets)) / len(scores)


@margin_loss.mistake("The mean is stopped at 0, and not each cost: good scores have paid for bad ones.")
def relu_of_the_mean(scores, targets):
    return (sum(1 - target * score for score, target in zip(scores, targets)) / len(scores)).relu()


@margin_loss.mistake("The targets are not used: for target -1 a score of -3 is a good one.")
def no_target(scores, targets):
    return sum((1 - score).relu() for score in scores) / len(scores)


@margin_loss.mistake("target - score is right for target 1 only. For -1 it turns round.")
def target_minus_score(scores, targets):
    return sum((target - score).relu() for score, target in zip(scores, targets)) / len(scores)


@margin_loss.mistake("That is the squared error. Here a score beyond 1, on the right side, costs nothing.")
def squares(scores, targets):
    return sum((score - target) ** 2 for score, target in zip(scores, targets)) / len(scores)


@margin_loss.mistake("Mind the sign: the *more* target * score is, the less it should cost.")
def plus_for_minus(scores, targets):
    return sum((1 + target * score).relu() for score, target in zip(scores, targets)) / len(scores)


@margin_loss.mistake("The margin is missing: a right answer costs until it is right by 1.")
def no_margin(scores, targets):
    return sum((-target * score).relu() for score, target in zip(scores, targets)) / len(scores)


@margin_loss.mistake("The number is right, but the path to the scores is cut: does `.data` come in too early?")
def cut_off(scores, targets):
    return Value(sum(max(0, 1 - t * score.data) for score, t in zip(scores, targets)) / len(scores))


@margin_loss.mistake("If every score is right by 1, your total is still the number 0, and no Value.")
def starts_at_the_number_0(scores, targets):
    total = 0
    for score, target in zip(scores, targets):
        if score.data * target < 1:
            total += 1 - score * target
    return total / len(scores)


@margin_loss.mistake("That is a plain number, without a path to the scores: does `.data` come in too early?")
def plain_numbers(scores, targets):
    return sum(max(0, 1 - t * score.data) for score, t in zip(scores, targets)) / len(scores)


@margin_loss.mistake("Python's max compares, and a Value cannot be compared. A Value has relu().")
def max_of_a_value(scores, targets):
    return sum(max(0, 1 - t * score) for score, t in zip(scores, targets)) / len(scores)


@margin_loss.mistake("Python's max compares, and a Value can not be compared. A Value has relu().")
def max_of_a_value_first(scores, targets):
    return sum(max(1 - t * score, 0) for score, t in zip(scores, targets)) / len(scores)


@margin_loss.mistake("A Value cannot be compared with a number. relu() does what your question does.")
def asks_the_box(scores, targets):
    total = Value(0.0)
    for score, target in zip(scores, targets):
        cost = 1 - target * score
        if cost < 0:
            cost = Value(0.0)
        total = total + cost
    return total / len(scores)


@margin_loss.mistake("Leave .data out: a Value has relu(), a number has not.")
def relu_of_a_number(scores, targets):
    return sum((1 - t * score.data).relu() for score, t in zip(scores, targets)) / len(scores)


@margin_loss.mistake("relu belongs to a Value and stands behind it, after a dot.")
def relu_as_a_function(scores, targets):
    return sum(relu(1 - t * score) for score, t in zip(scores, targets)) / len(scores)  # noqa: F821


@margin_loss.mistake("A call lacks its brackets: .relu() gives a Value, .relu alone a function.")
def relu_without_a_call(scores, targets):
    return sum((1 - t * score).relu for score, t in zip(scores, targets)) / len(scores)


@margin_loss.mistake("A call lacks its brackets: .relu() gives a Value; .relu alone is a function.")
def relu_without_a_call_in_a_loop(scores, targets):
    total = 0
    for score, target in zip(scores, targets):
        total += (1 - target * score).relu
    return total / len(scores)


@margin_loss.mistake("relu comes too early: the whole cost, with its 1, belongs into the brackets before it.")
def relu_of_the_product(scores, targets):
    return sum(1 - (t * score).relu() for score, t in zip(scores, targets)) / len(scores)


@margin_loss.mistake("That is the cost of the first score alone. Does the `return` stand inside the loop?")
def returns_at_once(scores, targets):
    for score, target in zip(scores, targets):
        return (1 - target * score).relu()


@margin_loss.mistake("Only the first cost is counted. Does the `return` stand inside the loop?")
def divides_at_once(scores, targets):
    total = Value(0.0)
    for score, target in zip(scores, targets):
        total = total + (1 - target * score).relu()
        return total / len(scores)


@margin_loss.mistake("0.5 has the right sign for target 1, but is not right by 1. It costs what is missing.")
def only_the_wrong_ones(scores, targets):
    costs = [1 - target * score for score, target in zip(scores, targets) if score.data * target <= 0]
    return sum(costs, Value(0.0)) / len(scores)


@margin_loss.mistake("Only the last cost is left: each one writes over the one before. Add them up.")
def last_cost_only(scores, targets):
    for score, target in zip(scores, targets):
        total = (1 - target * score).relu()
    return total / len(scores)


@margin_loss.mistake("Those are the costs of all scores, a list. Asked for is their mean.")
def list_of_costs(scores, targets):
    return [(1 - target * score).relu() for score, target in zip(scores, targets)]


# --- code: the logistic loss ---

LOGISTIC_CASES = {
    **scores_case("logistic_loss", (0.5, 3.0, 2.0), (1, 1, -1)),
    **scores_case("logistic_loss", (0.5, 3.0, -2.0, 0.2), (1, 1, 1, -1)),
    **scores_case("logistic_loss", (0.25,), (-1,)),
    **scores_case("logistic_loss", (4.0, 1000.0), (1, -1)),
    "gradients(logistic_loss, (0.5, 3.0, 2.0), (1, 1, -1))": "For scores [0.5, 3, 2] and targets [1, 1, -1] the grads",
}

logistic_loss = CodeExercise(
    solutions.logistic_loss,
    cases=list(LOGISTIC_CASES),
    words=LOGISTIC_CASES,
    hints=[
        "It is built like margin_loss: a cost for each score, and their mean. Only the cost is another.",
        "softplus takes the place of relu, and is called in the same way. The 1 of the margin is gone.",
        "The cost of one score is (-target * score).softplus().",
    ],
    given=given,
    tolerance=1e-6,
)


@logistic_loss.other_way
def adds_in_a_loop(scores, targets):
    total = Value(0.0)
    for i in range(len(scores)):
        total = total + (-(scores[i] * targets[i])).softplus()
    return total * (1 / len(targets))


@logistic_loss.other_way
def with_a_minus_behind(scores, targets):
    return sum((score * -target).softplus() for score, target in zip(scores, targets)) / len(targets)


@logistic_loss.mistake("That is the sum of the costs. Asked for is their mean.")
def sum_of_softplus(scores, targets):
    return sum((-target * score).softplus() for score, target in zip(scores, targets))


@logistic_loss.mistake("Mind the sign: a score on the right side should cost little, and yours costs much.")
def forgot_the_minus(scores, targets):
    return sum((target * score).softplus() for score, target in zip(scores, targets)) / len(scores)


@logistic_loss.mistake("The targets are not used: for target -1 a score below 0 is a good one.")
def without_targets(scores, targets):
    return sum((-score).softplus() for score in scores) / len(scores)


@logistic_loss.mistake("The 1 belongs to max-margin. Here the cost has no margin: it never reaches 0 anyway.")
def keeps_the_margin(scores, targets):
    return sum((1 - target * score).softplus() for score, target in zip(scores, targets)) / len(scores)


@logistic_loss.mistake("That has relu's corner: it costs nothing beyond 0. softplus is the smooth one.")
def relu_for_softplus(scores, targets):
    return sum((-target * score).relu() for score, target in zip(scores, targets)) / len(scores)


@logistic_loss.mistake("That is max-margin once more. Here softplus takes relu's place, and the margin goes.")
def max_margin_again(scores, targets):
    return sum((1 - target * score).relu() for score, target in zip(scores, targets)) / len(scores)


@logistic_loss.mistake("softplus comes too late: it belongs to each cost, not to the mean.")
def softplus_of_the_mean(scores, targets):
    return (sum(-target * score for score, target in zip(scores, targets)) / len(scores)).softplus()


@logistic_loss.mistake("target - score is no product: for target -1 it does not turn round.")
def score_minus_target(scores, targets):
    return sum((target - score).softplus() for score, target in zip(scores, targets)) / len(scores)


@logistic_loss.mistake("e to the power of 1000 overflows. softplus does not.")
def written_out(scores, targets):
    return sum(((-target * score).exp() + 1).log() for score, target in zip(scores, targets)) / len(scores)


@logistic_loss.mistake("The same on paper. But far on the wrong side the sigmoid is 0, and has no log.")
def log_of_the_sigmoid(scores, targets):
    return sum(-(target * score).sigmoid().log() for score, target in zip(scores, targets)) / len(scores)


@logistic_loss.mistake("The number is right, but the path to the scores is cut: `.data` comes in too early.")
def numbers_in_a_box(scores, targets):
    costs = [Value(-target * score.data).softplus() for score, target in zip(scores, targets)]
    return sum(costs) / len(costs)


@logistic_loss.mistake("softplus belongs to a Value, and stands behind a dot.")
def softplus_as_a_function(scores, targets):
    return sum(softplus(-target * score) for score, target in zip(scores, targets)) / len(scores)  # noqa: F821


@logistic_loss.mistake("softplus lacks its brackets: so it is a function, not yet called.")
def softplus_without_a_call(scores, targets):
    return sum((-target * score).softplus for score, target in zip(scores, targets)) / len(scores)


@logistic_loss.mistake("A plain number has no softplus: leave .data out.")
def softplus_of_a_number(scores, targets):
    return sum((-target * score.data).softplus() for score, target in zip(scores, targets)) / len(scores)


@logistic_loss.mistake("Those are all costs, in a list. Asked for is their mean.")
def all_costs(scores, targets):
    return [(-target * score).softplus() for score, target in zip(scores, targets)]


@logistic_loss.mistake("That is the first cost alone. Does the `return` stand in the loop?")
def first_cost(scores, targets):
    for score, target in zip(scores, targets):
        return (-target * score).softplus()


@logistic_loss.mistake("Only the last cost is left: each writes over the one before. Add them up.")
def last_cost_alone(scores, targets):
    for score, target in zip(scores, targets):
        cost = (-target * score).softplus()
    return cost / len(scores)


@logistic_loss.mistake("The sigmoid is the slope of softplus. Asked for is softplus itself.")
def sigmoid_for_softplus(scores, targets):
    return sum((-target * score).sigmoid() for score, target in zip(scores, targets)) / len(scores)


@logistic_loss.mistake("The minus turns the finished loss over. It belongs to target times score.")
def minus_in_front(scores, targets):
    return -sum((target * score).softplus() for score, target in zip(scores, targets)) / len(scores)


# --- code: who is dead? ---


def dead_case(rows, points):
    """Return {case: its words} for the dead neurons of a layer."""
    listed, at = ", ".join(str(row) for row in rows), ", ".join(str(x) for x in points)
    return {f"dead_neurons(layer({listed}), {points})": f"For neurons (w1, w2, b) {listed} at {at} the result"}


TWO_POINTS, THREE_POINTS = [[1, 2], [3, 1]], [[2, 1], [-1, 0.5], [0.25, -2]]
DEAD_CASES = {
    **dead_case([(1, 0, -2), (-1, 0, 1), (0, 1, 1)], TWO_POINTS),
    **dead_case([(1, 0, -1), (-1, 0, -0.5), (0, -1, -1)], THREE_POINTS),
    **dead_case([(-1, 0, -2), (0, 1, -2), (1, 0.5, -1.25)], THREE_POINTS),
    **dead_case([(1, 1, 0), (-1, -1, 0)], [[1, 0.5]]),
    **dead_case([(0, 0, -1), (0, 0, 0), (0, -1, 0), (0, 0, 1)], TWO_POINTS),
}

dead_neurons = CodeExercise(
    solutions.dead_neurons,
    cases=list(DEAD_CASES),
    words=DEAD_CASES,
    hints=[
        "A neuron sleeps at x if neuron(x).data is 0. Dead is one that sleeps at every x of the inputs.",
        "Go through the neurons with their numbers: for number, neuron in enumerate(layer.neurons).",
        "all(... for x in inputs) is True if it holds at each of them. If so, append the number.",
    ],
    given=given,
)


@dead_neurons.other_way
def looks_for_the_highest(layer, inputs):
    highest = [max(neuron(x).data for x in inputs) for neuron in layer.neurons]
    return [k for k in range(len(highest)) if highest[k] <= 0]


@dead_neurons.other_way
def strikes_out_whoever_wakes(layer, inputs):
    dead = list(range(len(layer.neurons)))
    for x in inputs:
        for k in list(dead):
            if layer.neurons[k](x).data > 0:
                dead.remove(k)
    return dead


@dead_neurons.other_way
def adds_up_the_answers(layer, inputs):
    return [k for k, neuron in enumerate(layer.neurons) if sum(neuron(x).data for x in inputs) == 0]


@dead_neurons.mistake("That lists whoever sleeps at one point or more. Dead is one that sleeps at all of them.")
def asleep_somewhere(layer, inputs):
    return [k for k, neuron in enumerate(layer.neurons) if any(neuron(x).data == 0 for x in inputs)]


@dead_neurons.mistake("Those are the living ones. Asked for are those that never wake.")
def the_living(layer, inputs):
    return [k for k, neuron in enumerate(layer.neurons) if any(neuron(x).data > 0 for x in inputs)]


@dead_neurons.mistake("You list neurons that are awake at every point. What does a sleeping one answer?")
def always_awake(layer, inputs):
    return [k for k, neuron in enumerate(layer.neurons) if all(neuron(x).data > 0 for x in inputs)]


@dead_neurons.mistake("Those are the neurons themselves. Asked for are their numbers in the layer.")
def neurons_for_numbers(layer, inputs):
    return [neuron for neuron in layer.neurons if all(neuron(x).data == 0 for x in inputs)]


@dead_neurons.mistake("That is how many are dead. Asked for is which, as a list.")
def how_many(layer, inputs):
    return sum(all(neuron(x).data == 0 for x in inputs) for neuron in layer.neurons)


@dead_neurons.mistake("Asked for are the numbers of the dead ones, not a True or False for each.")
def yes_or_no_each(layer, inputs):
    return [all(neuron(x).data == 0 for x in inputs) for neuron in layer.neurons]


@dead_neurons.mistake("The numbers are off by 1: the first neuron has the number 0.")
def counts_from_one(layer, inputs):
    return [k for k, neuron in enumerate(layer.neurons, 1) if all(neuron(x).data == 0 for x in inputs)]


@dead_neurons.mistake("Your test never holds: relu answers 0 or more, and a Value itself is no number.")
def compares_the_value(layer, inputs):
    return [k for k, neuron in enumerate(layer.neurons) if all(neuron(x) == 0 for x in inputs)]


@dead_neurons.mistake("Only the first point is asked. A neuron may wake at another.")
def first_point(layer, inputs):
    return [k for k, neuron in enumerate(layer.neurons) if neuron(inputs[0]).data == 0]


@dead_neurons.mistake("Only the last point decides. A neuron may wake at another.")
def last_point(layer, inputs):
    return [k for k, neuron in enumerate(layer.neurons) if neuron(inputs[-1]).data == 0]


@dead_neurons.mistake("A bias below 0 does not put a neuron to sleep everywhere. Ask it at each point.")
def by_the_bias(layer, inputs):
    return [k for k, neuron in enumerate(layer.neurons) if neuron.bias.data < 0]


@dead_neurons.mistake("You look whether weights are 0. A neuron with large weights can sleep everywhere too.")
def by_the_weights(layer, inputs):
    return [k for k, neuron in enumerate(layer.neurons) if all(w.data == 0 for w in neuron.weights)]


@dead_neurons.mistake("A number comes once for each point. Ask at all points first, then append.")
def once_a_point(layer, inputs):
    return [k for k, neuron in enumerate(layer.neurons) for x in inputs if neuron(x).data == 0]


@dead_neurons.mistake("You stop at the first dead one. There may be more.")
def the_first_dead(layer, inputs):
    for k, neuron in enumerate(layer.neurons):
        if all(neuron(x).data == 0 for x in inputs):
            return [k]
    return []


@dead_neurons.mistake("You count to the number of points. There are as many numbers as neurons.")
def counts_the_points(layer, inputs):
    return [k for k, _ in zip(range(len(inputs)), layer.neurons) if all(layer.neurons[k](x).data == 0 for x in inputs)]


@dead_neurons.mistake("Does the `return` stand in the loop? Only the first neuron is looked at.")
def first_neuron_alone(layer, inputs):
    dead = []
    for k, neuron in enumerate(layer.neurons):
        if all(neuron(x).data == 0 for x in inputs):
            dead.append(k)
        return dead


# --- code: accuracy ---

FRACTION_CASES = {
    f"fraction_right(boxes(*{scores}), {targets})": (
        f"For scores {in_brackets(scores)} and targets {list(targets)} the result"
    )
    for scores, targets in [
        ((0.3, -2.0, -0.1), (1, -1, 1)),
        ((0.3, 4.0, -2.0, -3.0, -0.1, 4.0), (1, 1, -1, -1, -1, -1)),
        ((-0.3, 2.0, -4.0, -0.1, 0.2), (1, 1, 1, -1, -1)),
        ((0.0, 0.0, 0.0, 1.5), (1, -1, 1, 1)),
        ((5.0,), (1,)),
    ]
}

fraction_right = CodeExercise(
    solutions.fraction_right,
    cases=list(FRACTION_CASES),
    words=FRACTION_CASES,
    hints=[
        "When do a score and its target have the same sign? When their product is above 0.",
        "Compare plain numbers: score.data * target > 0. That is True or False, and Python counts True as 1.",
        "Count them with sum, and divide by how many there are.",
    ],
    given=given,
    tolerance=1e-6,
)


@fraction_right.other_way
def by_the_product(scores, targets):
    return sum(score.data * target > 0 for score, target in zip(scores, targets)) / len(scores)


@fraction_right.other_way
def counts_in_a_loop(scores, targets):
    count = 0
    for score, target in zip(scores, targets):
        if (score.data > 0 and target > 0) or (score.data < 0 and target < 0):
            count += 1
    return count / len(targets)


@fraction_right.other_way
def one_minus_the_wrong_ones(scores, targets):
    wrong = [score for score, target in zip(scores, targets) if score.data * target <= 0]
    return 1 - len(wrong) / len(scores)


@fraction_right.mistake("That is how *many* are right. The fraction divides it by how many there are.")
def count_of_right(scores, targets):
    return sum(score.data * target > 0 for score, target in zip(scores, targets))


@fraction_right.mistake("That is in percent. A fraction goes from 0 to 1.")
def percent(scores, targets):
    return 100 * sum(score.data * target > 0 for score, target in zip(scores, targets)) / len(scores)


@fraction_right.mistake("That is the fraction of scores above 0. A score below 0 is right if its target is -1.")
def positive_ones(scores, targets):
    return sum(score.data > 0 for score in scores) / len(scores)


@fraction_right.mistake("Points of class -1 are right as well, if their score is below 0.")
def right_ones_of_class_1(scores, targets):
    return sum(score.data > 0 and target > 0 for score, target in zip(scores, targets)) / len(scores)


@fraction_right.mistake("A score is hardly ever equal to its target. It is right if it has the same sign.")
def equal_to_the_target(scores, targets):
    return sum(score.data == target for score, target in zip(scores, targets)) / len(scores)


@fraction_right.mistake("To be right by 1 is asked by the loss. Here the sign is enough: above 0.")
def beyond_the_margin(scores, targets):
    return sum(score.data * target >= 1 for score, target in zip(scores, targets)) / len(scores)


@fraction_right.mistake("A score of 0 decides nothing and counts as wrong: > 0, not >= 0.")
def zero_is_right(scores, targets):
    return sum(score.data * target >= 0 for score, target in zip(scores, targets)) / len(scores)


@fraction_right.mistake("A score of 0 decides nothing and counts as wrong. Yours takes it for an answer of -1.")
def zero_is_minus_1(scores, targets):
    return sum((score.data > 0) == (target > 0) for score, target in zip(scores, targets)) / len(scores)


@fraction_right.mistake("A score of 0 decides nothing and counts as wrong. Yours takes it for an answer of 1.")
def zero_is_1(scores, targets):
    return sum((score.data >= 0) == (target > 0) for score, target in zip(scores, targets)) / len(scores)


@fraction_right.mistake("Those are the right ones for each wrong one. The fraction is taken of all.")
def right_by_wrong(scores, targets):
    right = sum(score.data * target > 0 for score, target in zip(scores, targets))
    return right / (len(scores) - right)


@fraction_right.mistake("That is the fraction of *wrong* ones.")
def fraction_wrong(scores, targets):
    return sum(score.data * target <= 0 for score, target in zip(scores, targets)) / len(scores)


@fraction_right.mistake("A Value cannot be compared with a number. Compare the number in it.")
def compares_the_box(scores, targets):
    return sum(score * target > 0 for score, target in zip(scores, targets)) / len(scores)


# --- code: L2 as a gradient ---


def l2_case(numbers, grads, strength):
    """Return {case: its words} for the gradients after the exercise."""
    said = f"With data {in_brackets(numbers)}, grads {in_brackets(grads)} and strength {strength} the new grads"
    return {f"grads_after(add_l2_gradients, {numbers}, {grads}, {strength})": said}


L2_CASES = {
    **l2_case((3.0, -0.5, 2.0), (0.0, 0.0, 0.0), 0.1),
    **l2_case((3.0, -0.5, 0.0), (1.0, -2.0, 0.5), 0.1),
    **l2_case((4.0,), (0.25,), 0.0),
    **l2_case((-2.0, 1.5), (0.5, 1.0), 1.5),
    "data_after(add_l2_gradients, (3.0, -0.5, 0.0), 0.1)": ("With data [3, -0.5, 0] the data afterwards"),
}

add_l2_gradients = CodeExercise(
    solutions.add_l2_gradients,
    cases=list(L2_CASES),
    words=L2_CASES,
    hints=[
        "Your prediction was for one w: 2 * strength * w.",
        "Go through the parameters; for each, change parameter.grad and leave parameter.data as it is.",
        "Add with +=, since there may be a gradient already: that of the other part of the loss.",
    ],
    given=given,
    tolerance=1e-6,
)


@add_l2_gradients.other_way
def by_index(parameters, strength):
    for i in range(len(parameters)):
        w = parameters[i].data
        parameters[i].grad = parameters[i].grad + strength * w + strength * w


@add_l2_gradients.other_way
def by_a_backward_pass(parameters, strength):
    penalty = strength * sum(parameter**2 for parameter in parameters)
    penalty.backward()


@add_l2_gradients.mistake("`=` throws away the gradient that was there, that of the rest of the loss.")
def overwrites(parameters, strength):
    for parameter in parameters:
        parameter.grad = 2 * strength * parameter.data


@add_l2_gradients.mistake("The 2 is missing that the slope of a square has.")
def forgot_the_2(parameters, strength):
    for parameter in parameters:
        parameter.grad += strength * parameter.data


@add_l2_gradients.mistake("That adds the penalty itself. Asked for is its slope.")
def adds_the_penalty(parameters, strength):
    for parameter in parameters:
        parameter.grad += strength * parameter.data**2


@add_l2_gradients.mistake("The square is gone once the slope is taken.")
def square_and_2(parameters, strength):
    for parameter in parameters:
        parameter.grad += 2 * strength * parameter.data**2


@add_l2_gradients.mistake("Mind the sign: the penalty rises with w. The *step* goes against it.")
def subtracts(parameters, strength):
    for parameter in parameters:
        parameter.grad -= 2 * strength * parameter.data


@add_l2_gradients.mistake("The data has moved: that is the step's task. Only the gradients are asked for.")
def changes_the_data(parameters, strength):
    for parameter in parameters:
        parameter.data -= 2 * strength * parameter.data


@add_l2_gradients.mistake("You add to the data. Add to the gradients.")
def adds_to_the_data(parameters, strength):
    for parameter in parameters:
        parameter.data += 2 * strength * parameter.data


@add_l2_gradients.mistake("The strength is missing.")
def no_strength(parameters, strength):
    for parameter in parameters:
        parameter.grad += 2 * parameter.data


@add_l2_gradients.mistake("A gradient is a plain number: is a .data missing?")
def box_as_a_gradient(parameters, strength):
    for parameter in parameters:
        parameter.grad += 2 * strength * parameter


@add_l2_gradients.mistake("No grad has changed. Is `.grad` set, of the `parameters` that came in?")
def hands_them_back(parameters, strength):
    return [2 * strength * parameter.data for parameter in parameters]


@add_l2_gradients.mistake("Only the first gets its gradient. Does a `return` stand in the loop?")
def stops_after_one(parameters, strength):
    for parameter in parameters:
        parameter.grad += 2 * strength * parameter.data
        return


# --- code: minibatches ---

BATCH_CASES = {
    "form(batches_of)": "What comes back",
    "sizes(batches_of, 10, 4)": "With 10 examples and size 4 the sizes of the batches",
    "how_often(batches_of, 20, 4)": "In batches of 4, how often each of 20 examples comes",
    "together(batches_of)": "Whether every input came with its own target",
    "batches_of([[1.0]], [1 / 3], 4, random.Random(1))[0][1]": "For the one target 1/3 the targets of the batch",
    "shuffled(batches_of)": "Whether the order is another than before",
    "sizes(batches_of, 6, 3)": "With 6 examples and size 3 the sizes of the batches",
    "sizes(batches_of, 3, 5)": "With 3 examples and size 5 the sizes of the batches",
    "how_often(batches_of, 7, 1)": "In batches of 1, how often each of 7 examples comes",
    "repeats(batches_of)": "Whether a generator with the same seed gives the same order again",
    "differs(batches_of)": "Whether a generator with another seed gives another order",
    "changed(batches_of)": "The names of the lists that have changed",
}

batches_of = CodeExercise(
    solutions.batches_of,
    cases=list(BATCH_CASES),
    words=BATCH_CASES,
    hints=[
        "Leave the inputs alone. Shuffle a list of places: order = list(range(len(inputs))), then rng.shuffle(order).",
        "range(0, 10, 4) gives 0, 4 and 8: where the batches start. order[start : start + size] are a batch's places.",
        "A batch is a pair: ([inputs[i] for i in places], [targets[i] for i in places]). Append it to a list.",
    ],
    given=given,
)


@batches_of.other_way
def shuffles_pairs(inputs, targets, size, rng):
    pairs = list(zip(inputs, targets))
    rng.shuffle(pairs)
    batches = []
    while pairs:
        batch, pairs = pairs[:size], pairs[size:]
        batches.append([[x for x, _ in batch], [y for _, y in batch]])
    return batches


@batches_of.other_way
def with_a_sample(inputs, targets, size, rng):
    order = rng.sample(range(len(inputs)), len(inputs))
    parts = [order[start : start + size] for start in range(0, len(inputs), size)]
    return [(tuple(inputs[i] for i in part), tuple(targets[i] for i in part)) for part in parts]


@batches_of.mistake("It yields the batches one by one. A list of them is asked for.")
def yields_them(inputs, targets, size, rng):
    order = rng.sample(range(len(inputs)), len(inputs))
    for start in range(0, len(inputs), size):
        places = order[start : start + size]
        yield [inputs[i] for i in places], [targets[i] for i in places]


@batches_of.mistake("In each pair the inputs come first, then the targets.")
def targets_first(inputs, targets, size, rng):
    order = rng.sample(range(len(inputs)), len(inputs))
    parts = [order[start : start + size] for start in range(0, len(inputs), size)]
    return [([targets[i] for i in part], [inputs[i] for i in part]) for part in parts]


@batches_of.mistake("They come in the order in which they stand. Shuffle first.")
def not_shuffled(inputs, targets, size, rng):
    starts = range(0, len(inputs), size)
    return [(inputs[start : start + size], targets[start : start + size]) for start in starts]


@batches_of.mistake("The inputs come with other points' targets: both need the same new order.")
def inputs_alone(inputs, targets, size, rng):
    inputs = list(inputs)
    rng.shuffle(inputs)
    starts = range(0, len(inputs), size)
    return [(inputs[start : start + size], targets[start : start + size]) for start in starts]


@batches_of.mistake("The caller's inputs are shuffled, and the targets stay. Shuffle places, and use them twice.")
def inputs_in_place(inputs, targets, size, rng):
    rng.shuffle(inputs)
    starts = range(0, len(inputs), size)
    return [(inputs[start : start + size], targets[start : start + size]) for start in starts]


@batches_of.mistake("Both lists are shuffled, each in its own way. Shuffle a list of places, and use it for both.")
def both_in_place(inputs, targets, size, rng):
    rng.shuffle(inputs)
    rng.shuffle(targets)
    starts = range(0, len(inputs), size)
    return [(inputs[start : start + size], targets[start : start + size]) for start in starts]


@batches_of.mistake("The generator that is passed in changes nothing: yours is always the same.")
def own_generator(inputs, targets, size, rng):
    rng = random.Random(0)
    order = list(range(len(inputs)))
    rng.shuffle(order)
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    return [([inputs[i] for i in part], [targets[i] for i in part]) for part in parts]


@batches_of.mistake("These are places. Take the input that stands at each.")
def places_for_inputs(inputs, targets, size, rng):
    order = list(range(len(inputs)))
    rng.shuffle(order)
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    return [(part, [targets[i] for i in part]) for part in parts]


@batches_of.mistake("These are places. A batch is a pair: the inputs at these places, and the targets.")
def places_only(inputs, targets, size, rng):
    order = list(range(len(inputs)))
    rng.shuffle(order)
    return [order[start : start + size] for start in range(0, len(order), size)]


@batches_of.mistake("That is one batch alone. All of them belong into a list.")
def a_single_batch(inputs, targets, size, rng):
    order = list(range(len(inputs)))
    rng.shuffle(order)
    return [inputs[i] for i in order[:size]], [targets[i] for i in order[:size]]


@batches_of.mistake("Put what belongs together into one pair for each batch: its inputs, and its targets.")
def two_lists(inputs, targets, size, rng):
    order = list(range(len(inputs)))
    rng.shuffle(order)
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    return [[inputs[i] for i in part] for part in parts], [[targets[i] for i in part] for part in parts]


@batches_of.mistake("Where `size` divides their number, an empty batch comes last: at which places do batches start?")
def one_batch_too_many(inputs, targets, size, rng):
    order = list(range(len(inputs)))
    rng.shuffle(order)
    parts = [order[k * size : (k + 1) * size] for k in range(len(order) // size + 1)]
    return [([inputs[i] for i in part], [targets[i] for i in part]) for part in parts]


@batches_of.mistake("Only the last batch is in the list. Does append stand outside the loop?")
def appends_after_the_loop(inputs, targets, size, rng):
    batches = []
    order = list(range(len(inputs)))
    rng.shuffle(order)
    for start in range(0, len(order), size):
        places = order[start : start + size]
    batches.append(([inputs[i] for i in places], [targets[i] for i in places]))
    return batches


@batches_of.mistake("The last, smaller batch is missing: the examples left over belong to the epoch too.")
def drops_the_rest(inputs, targets, size, rng):
    order = list(range(len(inputs)))
    rng.shuffle(order)
    starts = [size * k for k in range(len(order) // size)]
    parts = [order[start : start + size] for start in starts]
    return [([inputs[i] for i in part], [targets[i] for i in part]) for part in parts]


@batches_of.mistake("The batches overlap: how far apart should they start?")
def overlapping(inputs, targets, size, rng):
    order = list(range(len(inputs)))
    rng.shuffle(order)
    parts = [order[start : start + size] for start in range(len(order))]
    return [([inputs[i] for i in part], [targets[i] for i in part]) for part in parts]


@batches_of.mistake("A slice names where it ends, not how long it is.")
def slice_to_size(inputs, targets, size, rng):
    order = list(range(len(inputs)))
    rng.shuffle(order)
    parts = [order[start:size] for start in range(0, len(order), size)]
    return [([inputs[i] for i in part], [targets[i] for i in part]) for part in parts]


@batches_of.mistake("`size` is the size of a batch. You made it the number of batches.")
def size_as_a_count(inputs, targets, size, rng):
    order = list(range(len(inputs)))
    rng.shuffle(order)
    parts = [order[k::size] for k in range(size)]
    return [([inputs[i] for i in part], [targets[i] for i in part]) for part in parts]


@batches_of.mistake("Are they drawn, or shuffled, anew for each batch? Shuffle once, before, and then cut.")
def drawn_anew(inputs, targets, size, rng):
    batches = []
    for start in range(0, len(inputs), size):
        places = rng.sample(range(len(inputs)), min(size, len(inputs) - start))
        batches.append(([inputs[i] for i in places], [targets[i] for i in places]))
    return batches


@batches_of.mistake("Use the generator that is passed in, rng.shuffle, or nobody can repeat the run.")
def global_random(inputs, targets, size, rng):
    order = list(range(len(inputs)))
    random.shuffle(order)
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    return [([inputs[i] for i in part], [targets[i] for i in part]) for part in parts]


@batches_of.mistake("The caller's own lists are shuffled. Shuffle a list of places, and leave them as they are.")
def in_place(inputs, targets, size, rng):
    state = rng.getstate()
    rng.shuffle(inputs)
    rng.setstate(state)
    rng.shuffle(targets)
    starts = range(0, len(inputs), size)
    return [(inputs[start : start + size], targets[start : start + size]) for start in starts]


@batches_of.mistake("Each batch should be a pair of two lists: its inputs, and its targets in the same order.")
def list_of_pairs(inputs, targets, size, rng):
    pairs = list(zip(inputs, targets))
    rng.shuffle(pairs)
    return [pairs[start : start + size] for start in range(0, len(pairs), size)]


@batches_of.mistake("Only the first batch comes back. Does the `return` stand inside the loop?")
def first_batch_only(inputs, targets, size, rng):
    order = list(range(len(inputs)))
    rng.shuffle(order)
    for start in range(0, len(order), size):
        places = order[start : start + size]
        return [([inputs[i] for i in places], [targets[i] for i in places])]


@batches_of.mistake("rng.shuffle changes the list itself and hands back None: no `=` before it.")
def assigns_the_shuffle(inputs, targets, size, rng):
    order = rng.shuffle(list(range(len(inputs))))
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    return [([inputs[i] for i in part], [targets[i] for i in part]) for part in parts]


@batches_of.mistake("rng.shuffle changes a list itself and hands back None: no `=` before it.")
def assigns_the_shuffled_pairs(inputs, targets, size, rng):
    pairs = rng.shuffle(list(zip(inputs, targets)))
    parts = [pairs[start : start + size] for start in range(0, len(inputs), size)]
    return [([x for x, _ in part], [y for _, y in part]) for part in parts]

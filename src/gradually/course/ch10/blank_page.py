"""The blank page of chapter 10: points to learn from, and what can be seen of a training from outside."""

import copy
import inspect
import itertools
import math
import random

from gradually.course.checking import CodeExercise, reading
from gradually.course.checking.answers import with_changes
from gradually.course.checking.comparing import Raised
from gradually.course.checking.exercise import Mistake
from gradually.value import Value

DRAWS = {101: 8, 102: 9, 103: 8, 104: 12}  # seed: count; what the check lets an answer learn, one draw after the other
ENOUGH = 2  # of them are to be learnt: descent may stay in a valley
GOOD = 0.25  # mean squared error on the points of the training; who answers 0 to everything has 1
FAIR = 0.5  # the same, on new points
NEW = 16  # points
FAR = 0.5  # a way that some parameter goes in every training that learns
LINES = [(math.cos(turn), math.sin(turn)) for turn in (0.3, 1.1, 1.9, 2.7)]  # walks through the plane
STRIDES = (-1.5, -0.75, 0.0, 0.75, 1.5)


def three_groups(seed, count):
    """Return (inputs, targets): `count` points in three groups on a line, the middle one of another class.

    An input is a list of two numbers, a target 1.0 or -1.0. Everything but the count follows from `seed`.
    """
    rng = random.Random(seed)
    turn, middle = rng.uniform(0, math.pi), rng.choice([-1.0, 1.0])
    inputs, targets = [], []
    for i in range(count):
        along = (0.0, -1.5, 0.0, 1.5)[i % 4]
        inputs.append([along * part + rng.uniform(-0.35, 0.35) for part in (math.cos(turn), math.sin(turn))])
        targets.append(-middle if along else middle)
    return inputs, targets


# --- an engine that is watched ---


class Leaf:
    """What happened to one number that an answer made."""

    def __init__(self, start):
        self.start = start
        self.moves = []  # (change of its data, its grad at that moment)
        self.arrived = 0  # how often its grad changed to something other than 0
        self.cleared = 0  # how often its grad was set back to 0

    def way(self):
        """Return how far it has come from its start; nan is far, too."""
        return sum(change for change, _ in self.moves)

    def repeats_itself(self):
        """Tell whether it made three steps or more, each like the one before."""
        changes = [change for change, _ in self.moves]
        return len(changes) > 2 and all(math.isclose(a, b, rel_tol=1e-6) for a, b in itertools.pairwise(changes))


def watched(engine):
    """Return (a class that works as `engine` does, the list of Leaf of all numbers that are made with it)."""
    leaves = []

    class Watched(engine):
        @property
        def data(self):
            return vars(self)["data"]

        @data.setter
        def data(self, new):
            own = vars(self)
            if "data" not in own:
                own["leaf"] = Leaf(new)
                leaves.append(own["leaf"])
            elif is_number(new) and is_number(own["data"]):
                own["leaf"].moves.append((new - own["data"], own.get("grad")))
            own["data"] = new

        @property
        def grad(self):
            return vars(self)["grad"]

        @grad.setter
        def grad(self, new):
            own = vars(self)
            old = own.get("grad")
            if "leaf" in own and is_number(new):
                own["leaf"].arrived += new != 0
                own["leaf"].cleared += new == 0 and old not in (0, None)
            own["grad"] = new

    Watched.__name__ = Watched.__qualname__ = engine.__name__
    return Watched, leaves


def engine_of(function):
    """Return the class that the notebook of an answer calls Engine, the course's Value where there is none."""
    found = getattr(inspect.unwrap(function), "__globals__", {}).get("Engine")
    return found if isinstance(found, type) and hasattr(found, "backward") else Value


# --- what came of it ---


def is_number(thing):
    """Tell whether `thing` is a plain number."""
    return isinstance(thing, int | float)


def as_number(answer):
    """Return what a network answered as a plain number, be it one or what holds one; None if it is neither."""
    if isinstance(answer, list | tuple) and len(answer) == 1:
        (answer,) = answer
    answer = getattr(answer, "data", answer)
    return float(answer) if is_number(answer) else None


def described(thing):
    """Return in a few words what kind of thing came back."""
    kinds = {list: "a list", tuple: "a tuple", dict: "a dictionary", type(None): "nothing", str: "text"}
    return "a plain number" if is_number(thing) else kinds.get(type(thing), f"a {type(thing).__name__}")


class Training:
    """One training by an answer, on points of one draw: what came of it, and what was seen on the way."""

    def __init__(self, function, seed):
        self.function, self.seed = function, seed
        count = DRAWS[seed]
        inputs, targets = three_groups(seed, count + NEW)
        self.inputs, self.targets = inputs[:count], targets[:count]
        self.network, self.leaves, self.left_as_given = self.run(self.targets)
        self.moving = [leaf for leaf in self.leaves if leaf.way()]
        if not callable(self.network) or not self.left_as_given:
            self.answers = [None]
            return
        self.answers = self.answers_of(self.network)
        if None not in self.answers:
            self.error = mean_error(self.answers, self.targets)
            self.new_error = mean_error([as_number(self.network(x)) for x in inputs[count:]], targets[count:])

    def run(self, targets):
        """Return (what the answer makes of these targets, its leaves, whether it left the examples as they were)."""
        engine, leaves = watched(engine_of(self.function))
        given = copy.deepcopy((self.inputs, targets))
        random.seed(self.seed)
        network = self.function(engine, *given)
        return network, leaves, given == (self.inputs, targets)

    def answers_of(self, network):
        """Return what a network answers at the points of the training, None for what is no number."""
        return [as_number(network(list(x))) for x in self.inputs]

    def is_learnt(self):
        """Tell whether the points, and new ones of the same groups, are answered well."""
        return None not in self.answers and self.error < GOOD and self.new_error < FAIR

    def steps(self):
        """Return (change, grad) of all moves in which both were other than 0."""
        return [(change, grad) for leaf in self.moving for change, grad in leaf.moves if change and grad]

    def unmoved_by(self, turned):
        """Tell whether the answers stay what they are if the targets at the places `turned` have the other sign."""
        places = range(len(self.targets))
        targets = [-self.targets[i] if i in places[turned] else self.targets[i] for i in places]
        return self.answers_of(self.run(targets)[0]) == self.answers

    def has_one_straight_border(self):
        """Tell whether the answer, with or without a tanh at its end, is the same slope wherever one walks."""
        return (
            any(all(map(is_straight, self.walks(end))) for end in (float, atanh)) and spread(self.walks(float)) > 0.01
        )

    def walks(self, end):
        """Return the answers, with `end` applied to each, on straight walks through the plane."""
        return [[end(as_number(self.network([s * a, s * b]))) for s in STRIDES] for a, b in LINES]

    def fault(self, faults):
        """Return (name, sentence) of the first of `faults` that is seen, two empty texts if none is."""
        return next(((name, told) for name, (told, is_there) in faults.items() if is_there(self)), ("", ""))

    def in_numbers(self):
        """Return a sentence on how far off the answers are."""
        return f"The mean of its squared errors is {self.error:.2f}; below {GOOD} the points would be learnt."


def mean_error(answers, targets):
    """Return the mean of the squared differences."""
    return sum((answer - target) ** 2 for answer, target in zip(answers, targets, strict=True)) / len(targets)


def atanh(answer):
    """Return what tanh had to squash to give `answer`, no number where that is lost."""
    return math.atanh(answer) if abs(answer) < 1 else math.nan


def is_straight(walk):
    """Tell whether numbers at equal distances lie on a line."""
    rises = [after - before for before, after in itertools.pairwise(walk)]
    return all(math.isclose(rise, rises[0], abs_tol=1e-6) for rise in rises)


def spread(walks):
    """Return how far apart the numbers of all walks lie."""
    numbers = list(itertools.chain(*walks))
    return max(numbers) - min(numbers)


def never_zeroed(training):
    """Tell whether numbers made several steps, and no gradient of theirs was ever set back to 0."""
    repeated = any(len(leaf.moves) > 1 for leaf in training.moving)
    return repeated and not any(leaf.cleared for leaf in training.moving)


def replaces(training):
    """Tell whether the first step put the same multiple of the gradient in the place of every number."""
    first = [(leaf.start + leaf.moves[0][0], leaf.moves[0][1]) for leaf in training.moving]
    ratios = [new / grad for new, grad in first if grad]
    return len(ratios) > 2 and all(math.isclose(ratio, ratios[0], rel_tol=1e-6) for ratio in ratios)


def no_slope(training):
    """Tell whether numbers were to move, and no gradient ever arrived at one of them."""
    written = [leaf for leaf in training.leaves if leaf.moves]
    return bool(written) and not any(leaf.arrived for leaf in written)


def zeroed_too_late(training):
    """Tell whether every step was made while the gradient was 0."""
    written = [grad for leaf in training.leaves for _, grad in leaf.moves]
    return bool(written) and not any(written)


def climbs(training):
    """Tell whether nearly all steps went the way of the gradient."""
    steps = training.steps()
    return sum(change * grad > 0 for change, grad in steps) > 0.9 * len(steps)


def starts_alike(training):
    """Tell whether all numbers that are parameters start at the same place, those that start at 0 aside."""
    starts = [leaf.start for leaf in training.leaves if leaf.moves]
    return len(starts) > 1 and len({start for start in starts if start}) < 2


def is_left_out(training):
    """Tell whether several numbers, neither whole nor of the examples, got gradients in many steps and stood still."""
    known = {number for x in training.inputs for number in x}
    still = [leaf for leaf in training.leaves if not leaf.moves and leaf.arrived > 1 and leaf.start not in known]
    return len({leaf.start for leaf in still if leaf.start != round(leaf.start)}) > 2


# {name of a fault: (what is told of it, how it is seen)}, in the order in which they are looked for
GRAVE = {  # even where the points are learnt
    "changes_examples": (
        "The inputs or the targets are not what they were before.",
        lambda training: not training.left_as_given,
    ),
    "no_network": ("What comes back cannot be called with an x.", lambda training: not callable(training.network)),
    "no_number": ("What it answers to an x is not one number.", lambda training: None in training.answers),
    "other_numbers": ("Nothing in it is made with `Number`.", lambda training: not training.leaves),
    "no_gradient": (
        "In the whole training no gradient arrives at any number.",
        lambda training: not any(leaf.arrived for leaf in training.leaves),
    ),
    "never_zeroed": ("From the first step to the last no gradient is set back to 0.", never_zeroed),
}
OTHERS = {
    "all_alike": (
        "All its weights start at the same number.",
        starts_alike,
    ),
    "no_slope": ("At the numbers that are to move, only gradients of 0 arrive.", no_slope),
    "zeroed_too_late": ("Whenever a step is made, all gradients are 0.", zeroed_too_late),
    "nothing_moves": ("No number has changed its `data` since it was made.", lambda training: not training.moving),
    "replaces": ("With the first step, each number becomes a multiple of its gradient.", replaces),
    "climbs": ("Numbers with a positive gradient grow, and those with a negative one shrink.", climbs),
    "out_of_bounds": (
        "Its answers have grown beyond all numbers.",
        lambda training: not all(map(math.isfinite, training.answers)),
    ),
    "one_step": (
        "Each number has moved only once.",
        lambda training: max(len(leaf.moves) for leaf in training.moving) == 1,
    ),
    "same_step": (
        "Each step is the same as the one before.",
        lambda training: all(leaf.repeats_itself() for leaf in training.moving),
    ),
    "one_border": ("Its border is one straight line.", Training.has_one_straight_border),
    "turned_round": (
        "It answers the opposite of the targets.",
        lambda training: all(a * t < 0 for a, t in zip(training.answers, training.targets, strict=True)),
    ),
    "no_targets": ("The targets make no difference to it.", lambda training: training.unmoved_by(slice(None))),
    "last_alone": (
        "The targets of all examples but the last make no difference to it.",
        lambda training: training.unmoved_by(slice(None, -1)),
    ),
    "first_alone": (
        "The targets of all examples but the first make no difference to it.",
        lambda training: training.unmoved_by(slice(1, None)),
    ),
    "not_all": (
        "The target of the last example makes no difference.",
        lambda training: training.unmoved_by(slice(-1, None)),
    ),
    "left_out": ("Some numbers get gradients in every step, and never move.", is_left_out),
    "barely_moved": (
        f"No number has come further than {FAR} from its start.",
        lambda training: max(abs(leaf.way()) for leaf in training.moving) < FAR,
    ),
    "thrown_off": (
        "All its answers are near 1 or -1, and not all of them are right.",
        lambda training: all(abs(answer) > 0.95 for answer in training.answers),
    ),
}


# --- the exercise ---


class LearningExercise(CodeExercise):
    """An exercise whose answer trains a network; it is judged by what that has learnt, however it is written.

    Its one case gives (name of a fault, a sentence), or two empty texts. A mistake is known by the name of the fault.
    """

    def spoilt(self, name, reply, changes):
        """Enter the course's answer with its text changed, {old: new}, as a mistake that shows the fault `name`."""
        self.mistakes.append(Mistake(name, reply, with_changes(self.answer, name, changes)))

    def named(self, seen):
        """Return the catalogued mistake of the name that was seen, or None."""
        result = seen[0].result
        name = "" if isinstance(result, Raised) else result[0]
        return next((mistake for mistake in self.mistakes if mistake.name == name), None)

    def fact(self, subject, seen, wanted):
        """Return the sentence that was seen, or what was raised."""
        return super().fact(subject, seen, wanted) if isinstance(seen, Raised) else seen[1]

    def slip(self, answer, seen, wanted, first):
        """Return a sentence on an exception, on what the code surely has, or on what could help."""
        if isinstance(seen[first].result, Raised):
            return super().slip(answer, seen, wanted, first)
        return reading.certain(answer, self.answer) or UNKNOWN

    def mended(self, answer, wanted, first):
        """Return nothing: to try changes, each with trainings of its own, would take minutes."""
        return ""


UNKNOWN = " Does it learn the points that you have drawn yourself? Try other steps, rates, starts or neurons."


def judged(function):
    """Return (name of a fault, a sentence) of an answer that has trained on all draws; two empty texts if learnt."""
    trainings = [Training(function, seed) for seed in DRAWS]
    unlearnt = [training for training in trainings if not training.is_learnt()]
    faults = (training.fault(GRAVE) for training in trainings)
    if len(unlearnt) > len(trainings) - ENOUGH:
        looks = (lambda: unlearnt[0].fault(OTHERS), lambda: ("unlearnt", unlearnt[0].in_numbers()))
        faults = itertools.chain(faults, (look() for look in looks))  # one after the other: each takes trainings
    return next(filter(any, faults), ("", ""))

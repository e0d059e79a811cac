"""The exercises of chapter 14: digits."""

import numpy as np

from gradually.course.ch14 import solutions
from gradually.course.checking import CodeExercise, ValueExercise

upper_left = ValueExercise(
    "upper_left",
    5,
    because="Tick the box again: moved to where the weights expect it, your digit is read better.",
    mistakes=[
        (7, "That is what it makes of ink further to the right. Small, and in the *left* upper quarter."),
        (9, "That is what it makes of ink further to the right. Small, and in the *left* upper quarter."),
        (4, "That is what it makes of ink lower down. Keep to the *upper* quarter, on the left."),
        (6, "That is what it makes of ink lower down. Keep to the *upper* quarter, on the left."),
        (2, "That is what it makes of ink lower down. Keep to the *upper* quarter, on the left."),
        (3, "Is the box unticked? Then what the network sees is small, and in the same corner as your drawing."),
        (1, "Is the box unticked? Then what the network sees is small, and in the same corner as your drawing."),
    ],
    otherwise="Untick the box, draw, read the largest bar, press wipe, and draw another digit in the same place.",
)

# --- code: what the cases use ---


def lists(thing):
    """Return arrays, and arrays in a tuple or list, as lists of numbers, which a message can show."""
    if isinstance(thing, tuple | list):
        return [lists(part) for part in thing]
    return thing.tolist() if hasattr(thing, "tolist") else thing


def given():
    """Return the names that the cases of this chapter use."""
    return {"np": np, "lists": lists}


# --- code: how many are right ---

LOGITS = "np.array([[1.0, 3.0, 2.0], [4.0, -1.0, 0.0], [-3.0, -2.0, -1.0], [0.0, 5.0, 1.0]])"
FRACTION_CASES = {
    f"lists(fraction_right({LOGITS}, np.array({targets})))": (
        f"For answers [1, 0, 2, 1] and targets {targets} the fraction"
    )
    for targets in ([1, 0, 2, 0], [1, 0, 2, 1], [0, 2, 0, 0], [2, 0, 1, 0])
} | {
    "lists(fraction_right(np.array([[0.5, 9.0]]), np.array([1])))": "For logits [[0.5, 9]] and target [1] the fraction",
    f"lists(fraction_right({LOGITS}[:3], np.array([1, 0, 0])))": (
        "For answers [1, 0, 2] and targets [1, 0, 0] the fraction"
    ),
}

fraction_right = CodeExercise(
    solutions.fraction_right,
    cases=list(FRACTION_CASES),
    words=FRACTION_CASES,
    hints=[
        "`logits.argmax(axis=1)` gives, for each row, in which column its largest number stands.",
        "Compare that with targets, with ==. The mean of an array of True and False is the fraction of True.",
    ],
    given=given,
)


@fraction_right.other_way
def with_a_loop(logits, targets):
    right = 0
    for row, target in zip(logits, targets):
        right += row.argmax() == target
    return right / len(targets)


@fraction_right.other_way
def through_lists(logits, targets):
    said = [row.index(max(row)) for row in logits.tolist()]
    return sum(a == b for a, b in zip(said, targets.tolist())) / len(said)


@fraction_right.mistake("That is how many are right. The fraction divides by the number of points.")
def count_for_fraction(logits, targets):
    return (logits.argmax(axis=1) == targets).sum()


@fraction_right.mistake("Those are the network's answers. Compare them with targets.")
def answers_alone(logits, targets):
    return logits.argmax(axis=1)


@fraction_right.mistake("Brackets are missing: the mean is taken of targets alone.")
def brackets_missing(logits, targets):
    return logits.argmax(axis=1) == targets.mean()


@fraction_right.mistake("logits.size counts every logit. Divide by the number of rows.")
def divided_by_all_logits(logits, targets):
    return (logits.argmax(axis=1) == targets).sum() / logits.size


@fraction_right.mistake("You divide by the number of classes. Divide by the number of rows.")
def divided_by_classes(logits, targets):
    return (logits.argmax(axis=1) == targets).sum() / logits.shape[1]


@fraction_right.mistake("That is a percentage. A fraction lies between 0 and 1.")
def percentage(logits, targets):
    return (logits.argmax(axis=1) == targets).mean() * 100


@fraction_right.mistake("That is the fraction that is wrong.")
def fraction_wrong(logits, targets):
    return (logits.argmax(axis=1) != targets).mean()


@fraction_right.mistake("Without an axis, argmax looks for the one largest of all.")
def largest_of_all(logits, targets):
    return (logits.argmax() == targets).mean()


@fraction_right.mistake("axis=0 looks down each column. A point's classes stand in a row.")
def down_the_columns(logits, targets):
    return (logits.argmax(axis=0) == targets).mean()


@fraction_right.mistake("max gives the largest number. The targets say in which column it stands.")
def max_for_argmax(logits, targets):
    return (logits.max(axis=1) == targets).mean()


@fraction_right.mistake("That says of each point whether it is right. Asked for is the fraction.")
def one_answer_each(logits, targets):
    return logits.argmax(axis=1) == targets

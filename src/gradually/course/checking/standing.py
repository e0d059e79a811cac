"""Where a learner stands in a chapter."""

from gradually.course.checking.exercise import MARKS, RIGHT, TODO, WRONG, Exercise
from gradually.course.page.messages import say

WORDS = {RIGHT: "right", WRONG: "not yet", TODO: "open"}


def standing(exercises):
    """Display how the exercises of a chapter, a module, stand in this sitting, one a line, and where to go on.

    They come in the order in which they were checked, which is that of the page for whoever runs it from the top.
    """
    found = [thing for thing in vars(exercises).values() if isinstance(thing, Exercise)]
    states = {exercise.name: exercise.standing for exercise in sorted(found, key=lambda exercise: exercise.turn)}
    say("\n".join([*lines(states), where_to_go_on(states)]))


def lines(states):
    """Return a line of text for each exercise of {name: state}."""
    return [f"{MARKS[state]} {name}: {WORDS[state]}" for name, state in states.items()]


def where_to_go_on(states):
    """Return a sentence on {name: state}: how many are right, and the first that is not."""
    right = list(states.values()).count(RIGHT)
    said = f"{right} of {len(states)} right."
    return said if right == len(states) else f"{said} Go on with {next_of(states)}."


def next_of(states):
    """Return the name of the exercise to go on with: the first that is not right; "" if all are."""
    return next((name for name, state in states.items() if state != RIGHT), "")

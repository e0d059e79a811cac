"""The blank page of chapter 10: what learns is right, whatever the engine and the style; what does not is told why."""

import linecache
import math

import pytest

from gradually.course.ch07.solutions import MyValue
from gradually.course.ch10 import solutions
from gradually.course.ch10.blank_page import DRAWS, GOOD, Training, as_number, three_groups, watched
from gradually.course.ch10.exercises import learner
from gradually.value import Value

PAGE = """
def learner(Number, inputs, targets):
    hidden = [[Number(random.uniform(-1, 1)) for _ in range(3)] for _ in range(5)]
    last = [Number(random.uniform(-1, 1)) for _ in range(6)]

    def neuron(weights, numbers):
        total = weights[-1]
        for weight, number in zip(weights, numbers):
            total = total + weight * number
        return total.tanh()

    def network(x):
        numbers = [Number(each) for each in x]
        return neuron(last, [neuron(weights, numbers) for weights in hidden])

    parameters = [p for weights in hidden for p in weights] + last
    for _ in range(100):
        for p in parameters:
            p.grad = 0.0
        for x, target in zip(inputs, targets):
            off = network(x) + Number(-target)
            (off * off).backward()
        for p in parameters:
            p.data -= 0.05 * p.grad
    return network
"""


def written(changes=(), **names):
    """Return the function of PAGE with {old: new} changed, as a notebook with these names would hold it."""
    text = PAGE
    for old, new in dict(changes).items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file = f"<page {abs(hash(text))}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    namespace = {"random": __import__("random"), **names}
    exec(compile(text, file, "exec"), namespace)
    return namespace["learner"]


# --- the points ---


def test_the_points_follow_from_the_seed_and_no_line_parts_them():
    assert three_groups(5, 8) == three_groups(5, 8) != three_groups(6, 8)
    inputs, targets = three_groups(5, 12)
    assert three_groups(5, 8) == (inputs[:8], targets[:8])
    outer = [x for x, target in zip(inputs, targets, strict=True) if target != targets[0]]
    assert sum(target == targets[0] for target in targets) == len(outer) == 6
    assert abs(sum(x[0] + x[1] for x in outer)) < 6 * 0.7  # on both sides of the middle


def test_the_check_draws_other_points_than_the_notebook():
    assert 1 not in DRAWS
    assert len(set(DRAWS.values())) > 1


# --- a watched engine ---


@pytest.mark.parametrize("engine", [Value, MyValue])
def test_a_watched_engine_counts_as_the_engine_does(engine):
    number_class, leaves = watched(engine)
    for cls in (engine, number_class):
        a, b = cls(0.5), cls(-2.0)
        (a * b + a.tanh() * a).backward()
        a.data -= 0.1 * a.grad
        slope = -2.0 + math.tanh(0.5) + 0.5 * (1 - math.tanh(0.5) ** 2)
        assert [a.data, a.grad, b.grad] == pytest.approx([0.5 - 0.1 * slope, slope, 0.5])
    assert [leaf.start for leaf in leaves] == [0.5, -2.0]
    assert leaves[0].moves == [(pytest.approx(-0.1 * slope), pytest.approx(slope))]
    assert leaves[0].arrived == 3
    assert leaves[0].cleared == leaves[1].cleared == 0
    a.grad = 0.0
    assert leaves[0].cleared == 1


def test_answers_of_every_kind_are_read():
    assert [as_number(answer) for answer in (1, Value(0.5), [MyValue(2.0)], [1, 2], None)] == [1, 0.5, 2, None, None]


# --- what learns is right ---

RIGHT = {
    "as it stands": {},
    "minus": {"network(x) + Number(-target)": "network(x) - target"},
    "a step for each example": {
        "            p.grad = 0.0": "            pass",
        "            off = ": "            for p in parameters:\n                p.grad = 0\n            off = ",
        "        for p in parameters:\n            p.data": "            for p in parameters:\n                p.data",
    },
    "no tanh at the end": {"return total.tanh()": "return total if len(weights) == 6 else total.tanh()"},
    "a plain sign": {"    return network\n": "    return lambda x: 1 if network(x).data > 0 else -1\n"},
    "eight neurons": {"range(5)": "range(8)", "range(6)": "range(9)"},
}


@pytest.mark.parametrize("way", RIGHT)
def test_other_ways_to_write_it_are_right(way):
    assert learner.grade(written(RIGHT[way])).state == "right"


def test_it_is_judged_on_the_engine_of_the_notebook():
    assert learner.grade(written(Engine=MyValue)).state == "right"
    assert "TypeError" in learner.grade(written(RIGHT["minus"], Engine=MyValue)).text
    training = Training(solutions.learner, next(iter(DRAWS)))
    assert training.is_learnt()
    assert training.error < GOOD


# --- what does not is told why ---

WRONG = {
    "rate of 1": ({"0.05": "1"}, "A smaller learning rate, or smaller weights"),
    "return in the loop": ({"p.data -= 0.05 * p.grad": "p.data -= 0.05 * p.grad\n        return network"}, "`return`"),
    "two examples": ({"zip(inputs, targets)": "zip(inputs[:2], targets)"}, "Do all examples come into the loss?"),
    "a single neuron": (
        {"neuron(last, [neuron(weights, numbers) for weights in hidden])": "neuron(hidden[0], numbers)"},
        "These points need two.",
    ),
    "brackets forgotten": ({".backward()": ".backward"}, "with its brackets"),
    "a new name": ({"p.data -= 0.05 * p.grad": "p = p.data - 0.05 * p.grad"}, "No number has changed its `data`"),
    "back before the step": ({"p.data -= 0.05 * p.grad": "p.grad = 0\n            p.data -= p.grad"}, "nobody may set"),
    "all parameters back": ({"    return network\n": "    return parameters\n"}, "cannot be called"),
    "not trained": ({"range(100)": "range(0)"}, "no gradient arrives"),
    "weights of 0": (
        {
            "[[Number(random.uniform(-1, 1))": "[[Number(0.0)",
            "[Number(random.uniform(-1, 1)) for _ in range(6)]": "[Number(0.0) for _ in range(6)]",
        },
        "start at the same number",
    ),
}


@pytest.mark.parametrize("slip", WRONG)
def test_slips_that_nobody_entered_are_told_something_that_helps(slip):
    changes, told = WRONG[slip]
    result = learner.grade(written(changes))
    assert result.state == "wrong"
    assert told in result.text

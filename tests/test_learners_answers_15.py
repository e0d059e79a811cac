"""Answers that learners gave, put to the checks of chapter 15: right ones are accepted, wrong ones told why."""

import importlib
import math
import textwrap

import numpy as np
import pytest
from cells import left_by

from gradually.course.ch15.solutions import mean_surprise
from gradually.course.checking.exercise import RIGHT, WRONG
from gradually.text import CHARACTERS, encode

COUNT = """
def count_pairs(words):
    counts = np.{start}
    for word in words:
        numbers = encode(word)
        {body}
    return counts
"""
JUDGE = """
def mean_surprise(table, words):
    total, count = 0.0, 0
    for word in words:
        numbers = encode(word)
        for before, after in zip(numbers, numbers[1:]):
            {body}
    return total / count
"""
LOWEST = """
def which_list(tables, word):
    best, lowest = None, math.inf
    for name, table in tables.items():
        loss = mean_surprise(table, [word])
        {body}
    return best
"""


def count(body, start="zeros((28, 28))"):
    """Return the source of a count with this line for each word."""
    return COUNT.format(body=body, start=start)


def stop(body):
    """Return the source of a wheel with these lines for each field."""
    lines = textwrap.indent(textwrap.dedent(body), "        ")
    return f"def stop_of(probabilities, chance):\n    total = 0\n    for i, p in enumerate(probabilities):\n{lines}\n"


def back(body):
    """Return the source of a lookup's way back with these lines for each place."""
    lines = textwrap.indent(textwrap.dedent(body), "        ")
    begin = "def look_up_back(table, places, grad):\n    whole = np.zeros(table.shape)\n"
    return f"{begin}    for p, g in zip(places, grad):\n{lines}\n    return whole\n"


# (exercise, the answer)
ACCEPTED = [
    (
        "ch15.numbers_of",
        "def numbers_of(word):\n    return np.array([CHARACTERS.index(c) for c in '.' + word + '.'])\n",
    ),
    ("ch15.numbers_of", "def numbers_of(word):\n    return [0] + [CHARACTERS.find(c) for c in word] + [0]\n"),
    ("ch15.count_pairs", count("for i in range(len(numbers) - 1): counts[numbers[i], numbers[i + 1]] += 1")),
    ("ch15.count_pairs", count("np.add.at(counts, (numbers[:-1], numbers[1:]), 1)")),
    ("ch15.stop_of", stop("total = total + p\nif chance < total:\n    return i")),
    (
        "ch15.stop_of",
        "def stop_of(probabilities, chance):\n    i, total = 0, probabilities[0]\n    while total <= chance:\n"
        "        i += 1\n        total += probabilities[i]\n    return i\n",
    ),
    ("ch15.mean_surprise", JUDGE.format(body="total += np.log(1 / table[before, after]); count += 1")),
    ("ch15.look_up_back", back("whole[p] = whole[p] + g")),
    (
        "ch15.windows",
        "def windows(word, back):\n    padded = [0] * back + encode(word)[1:-1]\n"
        "    return [padded[end - back : end] for end in range(back, len(padded) + 1)]\n",
    ),
    ("ch15.which_list", LOWEST.format(body="best, lowest = (name, loss) if loss <= lowest else (best, lowest)")),
]

# (exercise, the answer, what the reply says)
REFUSED = [
    (
        "ch15.numbers_of",
        "def numbers_of(word):\n    numbers = [0]\n    for c in word:\n        numbers.append(CHARACTERS.index(c))\n"
        "    numbers.append(0)\n",
        "Nothing comes back here",
    ),
    (
        "ch15.numbers_of",
        "def numbers_of(word):\n    return [CHARACTERS.index(c) for c in word].insert(0, 0)\n",
        "`insert` changes a thing and hands back None",
    ),
    (
        "ch15.numbers_of",
        "def numbers_of(word):\n    return [0, *sorted(CHARACTERS.index(c) for c in word), 0]\n",
        "The right entries, in another order.",
    ),
    (
        "ch15.count_pairs",
        count("for i in range(len(numbers)): counts[numbers[i], numbers[i + 1]] += 1"),
        "The list is shorter than the index",
    ),
    (
        "ch15.count_pairs",
        "def count_pairs(words):\n    counts = np.zeros((28, 28))\n    for word in words:\n"
        "        for i in range(len(word) - 1):\n            counts[word[i], word[i + 1]] += 1\n    return counts\n",
        "An array's index is a whole number",
    ),
    (
        "ch15.count_pairs",
        count("for a, b in zip(numbers, numbers[1:]): counts[a, b] += 1").replace("    return counts\n", ""),
        "Nothing comes back here",
    ),
    (
        "ch15.count_pairs",
        count("for a, b in zip(numbers, numbers[1:]): counts[a, b] += 1", start="zeros((27, 27))"),
        "should be `(28, 28)`, and yours gives `(27, 27)`",
    ),
    ("ch15.stop_of", stop("total += p\nif total > chance:\n    return p"), "That is the field's probability."),
    ("ch15.stop_of", stop("total += p\nif total > chance:\n    break"), "Nothing comes back here"),
    (
        "ch15.stop_of",
        "def stop_of(probabilities, chance):\n    return np.cumsum(probabilities) > chance\n",
        "One number is asked for",
    ),
    ("ch15.stop_of", stop("if total > chance:\n    return i\ntotal += p"), "`total` is compared before this round"),
    ("ch15.stop_of", stop("if chance < total:\n    return i\ntotal = total + p"), "`total` is compared before this"),
    (
        "ch15.stop_of",
        "def stop_of(probabilities, chance):\n    return np.argmax(probabilities > chance)\n",
        "Each field alone is compared",
    ),
    (
        "ch15.mean_surprise",
        JUDGE.format(body="total = -np.log(table[before, after]); count += 1"),
        "look at the sign `=` in `total = -np.log(table[before, after])`",
    ),
    (
        "ch15.mean_surprise",
        JUDGE.format(body="total -= np.log(table[before, after] + 1e-9); count += 1"),
        "look at the number `1e-09`",
    ),
    (
        "ch15.mean_surprise",
        "def mean_surprise(table, words):\n    return -np.log(table).mean()\n",
        "It never reads `words`.",
    ),
    ("ch15.look_up_back", back("whole[p] -= g"), "look at the sign in `whole[p] -= g`"),
    ("ch15.look_up_back", back("whole[p] += g\nreturn whole"), "A `return` stands inside the loop"),
    (
        "ch15.look_up_back",
        "def look_up_back(table, places, grad):\n    whole = np.zeros(table.shape)\n    whole[places] += grad\n"
        "    return whole\n",
        "One gradient of two was kept",
    ),
    (
        "ch15.look_up_back",
        "def look_up_back(table, places, grad):\n    return grad[places]\n",
        "Those are rows of grad that the places name.",
    ),
    (
        "ch15.windows",
        "def windows(word, back):\n    n = encode(word)\n    return [n[i - back : i] for i in range(len(n) - 1)]\n",
        "where `i - back` is below 0, Python counts it from the end of the list.",
    ),
    (
        "ch15.windows",
        "def windows(word, back):\n    numbers = [0, 0] + encode(word)\n"
        "    return [numbers[i : i + 3] for i in range(len(word) + 1)]\n",
        "It never reads `back`.",
    ),
    (
        "ch15.windows",
        "def windows(word, back):\n    numbers = [0] * (back - 1) + encode(word)\n"
        "    return [numbers[i : i + back] for i in range(len(word) + 1)][::-1]\n",
        "The right entries, turned round",
    ),
    ("ch15.which_list", LOWEST.format(body="if loss < lowest: best, lowest = table, loss"), "look at `table`"),
    ("ch15.which_list", LOWEST.format(body="if loss < lowest: best = name"), "compared with the lowest so far?"),
    (
        "ch16.masked_softmax",
        "def masked_softmax(scores):\n    p = np.exp(scores)\n    p[np.triu(p, 1)] = 0\n    return p\n",
        "An array in the square brackets holds places",
    ),
    (
        "ch15.which_list",
        "def which_list(tables, word):\n    losses = [mean_surprise(table, [word]) for table in tables.values()]\n"
        "    return losses.index(min(losses))\n",
        "A text is asked for",
    ),
]

# (exercise, the answer, what the reply says): predictions and choices.
PREDICTED = [
    ("ch15.copies_from", 3.5, "It is a notch of the knob"),
    ("ch15.pairs_in_stroud", 9, "count the neighbours"),
    ("ch15.loss_of_equal", 3.3, "minus the natural logarithm"),
    (
        "ch15.shapes_of_context",
        {"rows": (256, 3, 2), "side by side": (256, 6), "hidden": (256, 128), "logits": (28,)},
        "logits",
    ),
]


def exercise_named(name):
    """Return the exercise ch15.windows, for one."""
    chapter, name = name.split(".")
    return getattr(importlib.import_module(f"gradually.course.{chapter}.exercises"), name)


def graded(name, source):
    """Return what the exercise finds of the answer in `source`, run among the names that its notebook has."""
    exercise = exercise_named(name)
    names = {"CHARACTERS": CHARACTERS, "encode": encode, "math": math, "mean_surprise": mean_surprise, "np": np}
    with np.errstate(divide="ignore", invalid="ignore"):  # a case has the logarithm of 0
        return exercise.grade(left_by(source, exercise.name, names))


@pytest.mark.parametrize(("name", "source"), ACCEPTED)
def test_a_right_answer_is_accepted(name, source):
    assert graded(name, source).state == RIGHT


@pytest.mark.parametrize(("name", "source", "told"), REFUSED)
def test_a_wrong_answer_is_refused_and_told_what_is_wrong(name, source, told):
    found = graded(name, source)
    assert found.state == WRONG
    assert told in found.text


@pytest.mark.parametrize(("name", "answer", "told"), PREDICTED)
def test_a_wrong_prediction_is_told_what_to_ask(name, answer, told):
    assert told in exercise_named(name).grade(answer).text

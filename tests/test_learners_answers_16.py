"""Answers that learners gave, put to the checks of chapter 16: right ones are accepted, wrong ones told why."""

import textwrap

import numpy as np
import pytest
from cells import left_by

from gradually.course.ch16 import exercises as ex
from gradually.course.checking.exercise import RIGHT, WRONG
from gradually.tensor import Tensor, softmax

SIGNATURES = {
    "mean_of_earlier": "x",
    "masked_softmax": "scores",
    "attend": "query, key, value",
    "split_heads": "x, heads",
    "loss_of_kept": "losses, words",
    "with_temperature": "logits, temperature",
}

# (exercise, body of the answer): every way that was taken to a right one.
ACCEPTED = [
    ("mean_of_earlier", "out = np.zeros_like(x)\nfor i in range(len(x)): out[i] = x[: i + 1].mean(0)\nreturn out"),
    ("mean_of_earlier", "return [sum(x[: i + 1]) / (i + 1) for i in range(len(x))]"),
    (
        "masked_softmax",
        "s = scores + np.triu(np.full(scores.shape, -np.inf), 1)\np = np.exp(s)\nreturn p / p.sum(axis=1)[:, None]",
    ),
    ("attend", "w = masked_softmax(query @ key.T / len(query[0]) ** 0.5)\nreturn np.array([r @ value for r in w])"),
    ("split_heads", "return np.array(np.split(x, heads, axis=2)).transpose(1, 0, 2, 3)"),
    (
        "loss_of_kept",
        "kept = [row[i] for row, w in zip(losses, words) for i in range(len(w) + 1)]\nreturn np.mean(kept)",
    ),
    ("with_temperature", "p = np.exp(logits) ** (1 / temperature)\nreturn p / p.sum()"),
    ("masked_softmax", "w = softmax(Tensor(scores + np.triu(np.full(scores.shape, -np.inf), 1)))\nreturn w.data"),
]

SHARES = "p = np.exp(s)\nreturn p / p.sum(axis=1, keepdims=True)"
MASK = "s = scores + np.triu(np.full(scores.shape, -np.inf), 1)\n"

# (exercise, body of the answer, what the reply says).
REFUSED = [
    ("mean_of_earlier", "return np.tril(np.ones((len(x), len(x)))) @ x", "Those are sums."),
    ("mean_of_earlier", "for i in range(len(x)): x[i] = x[: i + 1].mean(axis=0)\nreturn x", "was only lent"),
    ("mean_of_earlier", "for i in range(len(x)): return x[: i + 1].mean(axis=0)", "inside the loop"),
    ("mean_of_earlier", "w = np.tril(np.ones((len(x),) * 2))\nreturn w / w.sum(axis=0) @ x", "Each row of them should"),
    ("masked_softmax", MASK + "return np.exp(s) / np.exp(s).sum()", "Each row has a sum of its own"),
    ("masked_softmax", MASK + "return np.exp(s) / np.exp(s).sum(axis=1)", "keepdims=True"),
    ("masked_softmax", "p = np.exp(scores)\nreturn np.tril(p / p.sum(axis=1, keepdims=True))", "too late"),
    (
        "masked_softmax",
        "s = scores.copy()\ns[np.triu(s, 1) > 0] = -np.inf\np = np.exp(s)\nreturn p / p.sum(axis=1, keepdims=True)",
        "Negative scores",
    ),
    ("attend", "return masked_softmax(query @ key.T * np.sqrt(query.shape[1])) @ value", "look at the sign `*`"),
    ("attend", "return masked_softmax(query @ key.T) @ value / np.sqrt(query.shape[1])", "before softmax"),
    ("attend", "return masked_softmax(key @ query.T / np.sqrt(query.shape[1])) @ value", "changed roles"),
    ("split_heads", "return x.reshape(len(x), heads, x.shape[1], -1)", "mixes the places"),
    ("split_heads", "return np.stack(np.split(x, heads, axis=2))", "The words stay on the first axis"),
    ("split_heads", "x.reshape(len(x), x.shape[1], heads, -1).transpose(0, 2, 1, 3)", "nothing keeps it"),
    ("loss_of_kept", "return np.mean([r[: len(w) + 1].mean() for r, w in zip(losses, words)])", "mean of means"),
    ("loss_of_kept", "return losses.sum() / sum(len(w) + 1 for w in words)", "The sum holds all places"),
    (
        "with_temperature",
        "p = np.exp(logits) / np.exp(logits).sum()\nreturn p / temperature",
        "probabilities are divided",
    ),
    ("with_temperature", "p = np.exp(logits) ** temperature\nreturn p / p.sum()", "end up multiplied"),
]

REFUSED += [
    (
        "mean_of_earlier",
        "return np.array([x[: i + 1].mean() for i in range(len(x))])",
        "the mean of *all* numbers so far",
    ),
    ("masked_softmax", "s = scores + np.triu(np.ones(scores.shape), 1) * -np.inf\n" + SHARES, "All is nan"),
    ("masked_softmax", "s = scores + np.full(scores.shape, -np.inf)\n" + SHARES, "All is nan"),
    ("masked_softmax", "s = scores + np.triu(scores * -np.inf, 1)\n" + SHARES, "a negative one becomes plus infinity"),
    ("masked_softmax", "s = np.triu(scores * -np.inf, 1)\n" + SHARES, "There is nan in it"),
    ("masked_softmax", MASK + "return softmax(s)", "takes a Tensor, and gives one"),
    ("masked_softmax", MASK + "return softmax(Tensor(s))", "A Tensor stands where an array belongs"),
    ("attend", "return masked_softmax(query * key / np.sqrt(query.shape[1])) @ value", "for each *pair* of places"),
    ("attend", "return masked_softmax(query @ key / np.sqrt(query.shape[1])) @ value", "the keys' *columns*"),
    ("attend", "return masked_softmax(query @ key.T / np.sqrt(query.shape[1])) * value", "weights and values"),
    ("attend", "return masked_softmax(query * key) @ value", "multiplies two tables number by number"),
    ("split_heads", "return x.reshape(len(x), x.shape[1], heads, x.shape[2] / heads)", "`/` gives a float"),
    ("with_temperature", "return softmax(logits / temperature)", "takes a Tensor, and gives one"),
    ("with_temperature", "return softmax(Tensor(logits / temperature))", "A Tensor stands where an array belongs"),
]

# (exercise, the answer, what the reply says): predictions and choices.
PREDICTED = [
    ("three_scores", [3, 4, 2], "In the middle"),
    ("three_scores", [3, 2, 1], "once for each of the three keys"),
    ("moved_places", 3, "Which of them may look at the last?"),
    ("two_back", 4, "*one* place back"),
    ("loss_without_mask", "b", "Is what it shall guess among that?"),
]


def graded(name, body):
    """Return what the exercise finds of an answer with this body, run among the names that its notebook has."""
    source = f"def {name}({SIGNATURES[name]}):\n{textwrap.indent(body, '    ')}\n"
    names = {"np": np, "Tensor": Tensor, "softmax": softmax, "masked_softmax": ex.masked_softmax.answer}
    return getattr(ex, name).grade(left_by(source, name, names))


@pytest.mark.parametrize(("name", "body"), ACCEPTED)
def test_a_right_answer_is_accepted(name, body):
    assert graded(name, body).state == RIGHT


@pytest.mark.parametrize(("name", "body", "told"), REFUSED)
def test_a_wrong_answer_is_refused_and_told_what_is_wrong(name, body, told):
    found = graded(name, body)
    assert found.state == WRONG
    assert told in found.text


@pytest.mark.parametrize(("name", "answer", "told"), PREDICTED)
def test_a_wrong_prediction_is_told_what_to_ask(name, answer, told):
    found = getattr(ex, name).grade(answer)
    assert found.state == WRONG
    assert told in found.text

"""Losses: their numbers, their gradients, and what they refuse."""

import functools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradually.derivative import check_gradient
from gradually.losses import (
    accuracy,
    cross_entropy,
    l2_penalty,
    max_margin,
    negative_log_likelihood,
    softmax,
    squared_error,
)
from gradually.value import Value

LOGITS, TARGET = [0.0, 3.0, -2.0, 1.0], 3
LOSS = 2.1755153626167147
GRADIENTS = [0.041772570515350445, 0.8390245074625319, 0.005653302662216329, -0.8864503806400986]

some_numbers = st.lists(st.floats(-5, 5), min_size=1, max_size=6)


def values(numbers):
    return [Value(number) for number in numbers]


# --- two classes, and numbers ---


def test_squared_error_is_the_sum_of_the_squares():
    assert squared_error(values([1.0, -1.0, 0.5]), [1.0, 1.0, -1.0]).data == 0 + 4 + 2.25


def test_max_margin_is_flat_where_a_score_is_right_by_1():
    scores = values([0.3, 1.5, -0.5, -2.0])
    loss = max_margin(scores, [1, 1, 1, -1])
    assert math.isclose(loss.data, (0.7 + 0 + 1.5 + 0) / 4)
    loss.backward()
    assert [score.grad for score in scores] == pytest.approx([-0.25, 0, -0.25, 0])


def test_l2_penalty_is_the_strength_times_the_sum_of_squares_and_pulls_towards_0():
    parameters = values([3.0, -2.0, 0.0])
    penalty = l2_penalty(parameters, 0.1)
    penalty.backward()
    assert math.isclose(penalty.data, 1.3)
    assert [p.grad for p in parameters] == pytest.approx([0.6, -0.4, 0.0])


def test_accuracy_counts_signs_and_takes_no_answer_for_a_wrong_one():
    assert accuracy(values([0.1, -3.0, 2.0, 0.0]), [1, -1, -1, 1]) == 0.5


# --- many classes ---


@pytest.mark.parametrize(
    "loss", [cross_entropy, lambda logits, target: negative_log_likelihood(softmax(logits), target)]
)
def test_the_figures_of_the_lecture(loss):
    logits = values(LOGITS)
    result = loss(logits, TARGET)
    result.backward()
    assert math.isclose(result.data, LOSS, rel_tol=1e-12)
    assert [logit.grad for logit in logits] == pytest.approx(GRADIENTS, rel=1e-12)


@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=6), st.data())
def test_pytorch_agrees_for_logits_of_any_size(numbers, data):
    torch = pytest.importorskip("torch")
    target = data.draw(st.integers(0, len(numbers) - 1))
    logits = values(numbers)
    loss = cross_entropy(logits, target)
    loss.backward()
    theirs = torch.tensor(numbers, dtype=torch.double, requires_grad=True)
    their_loss = torch.nn.functional.cross_entropy(theirs, torch.tensor(target))
    their_loss.backward()
    assert math.isclose(loss.data, their_loss.item(), rel_tol=1e-12, abs_tol=1e-9)
    assert [logit.grad for logit in logits] == pytest.approx(theirs.grad.tolist(), rel=1e-9, abs=1e-12)
    assert [p.data for p in softmax(values(numbers))] == pytest.approx(
        torch.softmax(theirs, 0).tolist(), rel=1e-12, abs=1e-300
    )


@given(some_numbers, st.data())
def test_every_gradient_is_what_nudging_finds(numbers, data):
    target = data.draw(st.integers(0, len(numbers) - 1))
    signs = data.draw(st.lists(st.sampled_from([-1, 1]), min_size=len(numbers), max_size=len(numbers)))
    for loss in (
        lambda leaves: cross_entropy(leaves, target),
        lambda leaves: negative_log_likelihood(softmax(leaves), target),
        lambda leaves: squared_error(leaves, signs),
        lambda leaves: l2_penalty(leaves, 0.5),
    ):
        leaves = values(numbers)
        build = functools.partial(loss, leaves)
        build().backward()
        check_gradient(build, leaves, tolerance=1e-5)


def test_probabilities_add_up_to_1_and_plain_numbers_will_do():
    assert math.isclose(sum(p.data for p in softmax([1000, -1000, 999.0])), 1.0)
    assert math.isclose(cross_entropy([1000.0, -1000.0], 1).data, 2000.0)


# --- what is refused ---


@pytest.mark.parametrize("loss", [squared_error, max_margin, accuracy])
def test_lengths_that_differ_are_refused_with_both_sizes(loss):
    with pytest.raises(ValueError, match="there are 2 predictions for 3 targets"):
        loss(values([1, 1]), [1, 1, 1])
    with pytest.raises(ValueError, match="nothing to compare"):
        loss([], [])


@pytest.mark.parametrize("loss", [max_margin, accuracy])
def test_targets_other_than_plus_and_minus_1_are_refused(loss):
    with pytest.raises(ValueError, match="targets are -1 or 1 here, and one is 0"):
        loss(values([0.5, 0.5]), [1, 0])


@pytest.mark.parametrize("target", [4, -1, 1.5, 1.0, None])
@pytest.mark.parametrize("loss", [cross_entropy, negative_log_likelihood])
def test_a_target_that_is_no_class_is_refused(loss, target):
    with pytest.raises(ValueError, match=f"there are 4 classes, counted from 0, and the target is {target}"):
        loss(values([0.25] * 4), target)

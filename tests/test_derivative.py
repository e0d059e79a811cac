"""Slopes by nudging, against slopes known from algebra."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradually.derivative import check_gradient, derivative, gradient, nudged_slope
from gradually.value import Value


def parabola(x):
    return 3 * x**2 - 4 * x + 5


@given(st.floats(-100, 100))
def test_derivative_of_a_parabola_is_the_one_from_algebra(x):
    assert derivative(parabola, x) == pytest.approx(6 * x - 4, abs=1e-4)


def test_the_difference_is_symmetric():
    assert derivative(abs, 0.0) == 0
    assert derivative(lambda x: x**3, 2.0, h=0.5) == 12.25  # 3x² + h²; one-sided it would be 15.25


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=6))
def test_gradient_of_a_sum_of_squares_is_twice_the_point(xs):
    assert gradient(lambda *point: sum(x * x for x in point), xs) == pytest.approx([2 * x for x in xs], abs=1e-6)


def test_gradient_of_the_expression_of_chapter_1():
    def g(a, b, c):
        return -(a**3) + math.sin(3 * b) - 1 / c + b**2.5 - math.sqrt(a)

    assert g(2, 3, 4) == pytest.approx(6.336362190988558, rel=1e-15)
    assert gradient(g, [2, 3, 4]) == pytest.approx([-12.353553390593273, 10.25699027111255, 0.0625], rel=1e-6)


# --- check_gradient ---


def product():
    a, b = Value(2.0, label="a"), Value(-3.0, label="b")
    a.grad, b.grad = -3.0, 2.0
    return a, b


def test_a_right_gradient_passes():
    a, b = product()
    check_gradient(lambda: a * b, [a, b])


@pytest.mark.parametrize("wrong", [3.0, 0.0, -3.001, math.nan, math.inf])
def test_a_wrong_gradient_is_named(wrong):
    a, b = product()
    a.grad = wrong
    with pytest.raises(AssertionError, match=r"^a: grad is .*, but nudging finds -3$"):
        check_gradient(lambda: a * b, [a, b])


def test_every_wrong_value_is_named_by_label_or_place():
    a, b = product()
    a.grad, b.grad, b.label = 1.0, 1.0, ""
    with pytest.raises(AssertionError, match=r"a: grad is 1.*\nvalue 1: grad is 1"):
        check_gradient(lambda: a * b, [a, b])


def checked(function, x, grad):
    """What check_gradient says of `grad` as the slope of `function` at x: "" if it is content."""
    leaf = Value(x, label="x")
    leaf.grad = grad
    try:
        check_gradient(lambda: function(leaf), [leaf])
    except AssertionError as error:
        return str(error)
    return ""


slopes = st.floats(1e-7, 1e7)


@given(slopes, st.floats(-1e6, 1e6), st.sampled_from([-1, 1]))
def test_the_check_scales_a_right_gradient_of_any_size_passes_and_a_wrong_one_does_not(slope, x, sign):
    assert checked(lambda v: (v - x) * (sign * slope), x, sign * slope) == ""
    for wrong in (-1.0, 0.0, 0.99, 1.01, 2.0):
        if abs(wrong - 1) * slope > 1e-8:
            assert "but nudging finds" in checked(lambda v: (v - x) * (sign * slope), x, wrong * sign * slope)


def test_a_small_slope_is_checked_too():
    right = 1 - math.tanh(9) ** 2
    assert checked(Value.tanh, 9.0, right) == ""
    assert checked(Value.tanh, 9.0, -9e-7) == "x: grad is -9e-07, but nudging finds 6.09198e-08"


@pytest.mark.parametrize(("constant", "error"), [(0, 1e-7), (1e3, 1e-4), (1e6, 0.1), (1e9, 100)])
def test_behind_a_large_constant_a_right_gradient_passes_and_what_rounding_cannot_hide_does_not(constant, error):
    assert checked(lambda v: v * 0.006 + constant, 1.0, 0.006) == ""
    assert "but nudging finds" in checked(lambda v: v * 0.006 + constant, 1.0, 0.006 + error)


def test_what_nudging_cannot_see_is_told():
    assert checked(lambda v: v * 0.006 + 1e9, 1.0, -0.006) == ""  # a nudge moves 1e9 by less than it can hold
    assert checked(Value.relu, 0.0, 0.0) == "x: grad is 0, but nudging finds 0.5"  # at a corner there is no slope
    assert checked(Value.relu, 3e-6, 1.0) == (
        "x: grad is 1, but nudging finds 0.65, and 0.575 with twice the nudge: a corner?"
    )


@pytest.mark.parametrize(
    "function", [lambda v: v**3, lambda v: (v * 1000).tanh() * v, lambda v: (v * 50).exp() - v * 50]
)
def test_a_bend_is_no_error(function):
    leaf = Value(0.0)
    function(leaf).backward()
    assert checked(function, 0.0, leaf.grad) == ""


def test_a_result_that_is_no_number_passes_nothing():
    for x in (math.inf, math.nan, 1e200):
        assert "but nudging finds nan" in checked(lambda v: v * v, x, 1.0)


def test_nudging_puts_the_data_back_even_after_an_error():
    a, _ = product()
    with pytest.raises(ZeroDivisionError):
        nudged_slope(lambda: 1 / 0, a)
    assert a.data == 2.0

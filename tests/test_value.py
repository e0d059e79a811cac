"""Value: arithmetic that remembers."""

import math
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradually.value import Value

numbers = st.floats(-1e6, 1e6)


@pytest.mark.parametrize("number", [2, 2.0, True, Fraction(1, 2), np.float64(2), np.float32(2), np.int64(2)])
def test_real_numbers_are_held_as_floats(number):
    assert Value(number).data == float(number)
    assert type(Value(number).data) is float


@pytest.mark.parametrize("junk", ["x", "3", None, [1], (1,), 1j, b"1", np.array([1.0, 2.0]), Value(1.0), object])
def test_what_is_not_a_real_number_is_refused_by_name(junk):
    with pytest.raises(TypeError, match=r"a Value holds one real number, and .* is not one"):
        Value(junk)


@given(numbers, numbers)
def test_operations_compute_what_floats_compute(x, y):
    assert (Value(x) + Value(y)).data == x + y
    assert (Value(x) * Value(y)).data == x * y
    assert Value(x).tanh().data == math.tanh(x)


def test_a_leaf_has_no_children_and_no_gradient_yet():
    leaf = Value(2.0, label="a")
    assert (leaf.children, leaf.op, leaf.local_grads, leaf.grad, leaf.label) == ((), "", (), 0.0, "a")


@pytest.mark.parametrize(
    ("operation", "op", "local_grads"),
    [(lambda a, b: a + b, "+", (1, 1)), (lambda a, b: a * b, "*", (-3, 2))],
)
def test_a_result_remembers_children_in_order_operation_and_local_derivatives(operation, op, local_grads):
    a, b = Value(2.0), Value(-3.0)
    result = operation(a, b)
    assert result.children == (a, b)
    assert result.op == op
    assert result.local_grads == local_grads


def test_a_value_used_twice_is_remembered_twice():
    a = Value(2.0)
    assert (a + a).children == (a, a)


@given(st.floats(-3, 3))
def test_the_local_derivative_of_tanh_is_its_slope(x):
    slope = (math.tanh(x + 1e-5) - math.tanh(x - 1e-5)) / 2e-5
    assert Value(x).tanh().local_grads == pytest.approx((slope,), rel=1e-6)


def test_children_given_as_a_list_are_kept_as_a_tuple_and_a_lone_child_is_refused():
    a = Value(2.0)
    assert Value(4.0, [a, a], "+").children == (a, a)
    with pytest.raises(TypeError, match="not iterable"):
        Value(4.0, a, "double")


def test_the_representation_is_stable():
    assert repr(Value(-6)) == "Value(data=-6.0)"
    assert repr(Value(2) * Value(3)) == "Value(data=6.0)"


def test_a_misspelt_attribute_is_an_error():
    with pytest.raises(AttributeError):
        Value(2.0).lable = "a"


def test_importing_value_imports_no_heavy_library():
    heavy = {"numpy", "matplotlib", "graphviz", "IPython", "tqdm"}
    code = f"import sys; from gradually import Value; print({heavy} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"

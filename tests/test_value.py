"""Value: arithmetic that remembers."""

import copy
import functools
import math
import pickle
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from gradually.tensor import Tensor
from gradually.value import Value

numbers = st.floats(-1e6, 1e6)


def through_pickle(thing, protocol):
    return pickle.loads(pickle.dumps(thing, protocol))


REAL_NUMBERS = [2, 2.0, True, Fraction(1, 2), np.float64(2), np.float32(0.1), np.int64(2), np.longdouble(2)]
REAL_NUMBERS += [np.True_, np.array(2.0), np.array(2, dtype=np.int8), np.array(True), np.array(0.1, dtype=np.float32)]


@pytest.mark.parametrize("number", REAL_NUMBERS)
def test_real_numbers_are_held_as_floats(number):
    assert Value(number).data == float(number)
    assert type(Value(number).data) is float


JUNK = ["x", "3", None, [1], (1,), 1j, b"1", np.array([1.0, 2.0]), np.array([1.0]), Value(1.0), object, Decimal(1)]
JUNK += [np.str_("3"), np.array("3"), np.array(1j), np.clongdouble(1), np.array(None), Tensor(1.0), Tensor([1.0])]


@pytest.mark.parametrize("junk", JUNK)
def test_what_is_not_a_real_number_is_refused_by_name_at_a_leaf_and_at_a_block(junk):
    a = Value(1.0)
    for arguments in ((), ((a,), "block", (1.0,))):
        with pytest.raises(TypeError, match=r"(?s)a Value holds one real number, and .* is not one"):
            Value(junk, *arguments)


def test_a_tensor_of_pytorch_is_refused_because_its_history_would_be_lost():
    torch = pytest.importorskip("torch")
    with pytest.raises(TypeError, match=r"a Value holds one real number, and tensor\(2\.\) is not one"):
        Value(torch.tensor(2.0))


@pytest.mark.parametrize("number", REAL_NUMBERS)
def test_a_block_holds_a_float_too(number):
    assert type(Value(number, (Value(1.0),), "block", (1.0,)).data) is float


def test_a_block_whose_data_was_forgotten_is_refused_at_once():
    x = Value(3.0)
    with pytest.raises(TypeError, match=r"a Value holds one real number, and Value\(data=9.0\) is not one"):
        Value(x * x, (x,), "square", (2 * x.data,))


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


# --- arithmetic with numbers on either side ---


THREES = [3, 3.0, Fraction(3), np.float64(3), np.float32(3), np.int64(3), np.array(3.0), np.array(3)]


@pytest.mark.parametrize("number", THREES)
def test_numbers_beside_a_value(number):
    a = Value(2.0)
    assert [(a + number).data, (number + a).data, (a - number).data, (number - a).data] == [5, 5, -1, 1]
    assert [(a * number).data, (number * a).data, (a / number).data, (number / a).data] == [6, 6, 2 / 3, 1.5]
    assert [(a**number).data, (number**a).data, (-a).data] == [8, 9, -2]


def test_a_mask_of_numpy_counts_as_0_and_1():
    a = Value(2.0)
    x = np.array([-1.0, 1.0])
    assert [(a * chosen).data for chosen in x > 0] == [(chosen * a).data for chosen in x > 0] == [0.0, 2.0]


def test_sum_works():
    assert sum([Value(1.0), Value(2.0), Value(3.0)]).data == 6.0


@pytest.mark.parametrize("operation", ["+", "-", "*", "/", "**"])
@pytest.mark.parametrize("junk", ["'x'", "None", "[1]", "1j", "np.array([1.0, 2.0])", "np.ones((2, 2))"])
def test_junk_beside_a_value_is_refused_and_nothing_becomes_an_array(operation, junk):
    for expression in (f"Value(2.0) {operation} {junk}", f"{junk} {operation} Value(2.0)"):
        with pytest.raises(TypeError, match=r"(?s)a Value holds one real number, and .* is not one"):
            eval(expression)


# --- bad input gets a clear error ---


@pytest.mark.parametrize(
    ("expression", "error", "message"),
    [
        ("Value(0.0).log()", ValueError, "the logarithm needs a positive number, and got 0.0"),
        ("Value(-1.0).log()", ValueError, "the logarithm needs a positive number, and got -1.0"),
        ("Value(-8.0) ** (1 / 3)", ValueError, "-8.0 to the power of 0.333.* is not a real number"),
        ("Value(-8.0) ** Value(2.0)", ValueError, "a Value as exponent needs a positive base, and got -8.0"),
        ("(-2) ** Value(2.0)", ValueError, "a Value as exponent needs a positive base, and got -2.0"),
        ("Value(0.0) ** -1", ZeroDivisionError, "0.0 cannot be raised to a negative power|zero to a negative power"),
        ("Value(1.0) / 0", ZeroDivisionError, "division"),
        ("1 / Value(0.0)", ZeroDivisionError, "division"),
        ("Value(1000.0).exp()", OverflowError, "math range error"),
    ],
)
def test_bad_input_is_refused_in_words(expression, error, message):
    with pytest.raises(error, match=message):
        eval(expression)


# --- the elementary functions, at the edges too ---


@pytest.mark.parametrize("x", [-1000.0, -37.0, -1e-9, 0.0, 1e-9, 37.0, 1000.0])
@pytest.mark.parametrize("name", ["tanh", "sigmoid", "softplus", "relu"])
def test_functions_are_those_of_pytorch_even_for_large_numbers(name, x):
    torch = pytest.importorskip("torch")
    functions = {"softplus": torch.nn.functional.softplus}
    tensor = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    theirs = functions.get(name, getattr(torch, name, None))(tensor)
    theirs.backward()
    value = Value(x)
    ours = getattr(value, name)()
    ours.backward()
    assert ours.data == pytest.approx(theirs.item(), rel=1e-12, abs=1e-300)
    assert value.grad == pytest.approx(tensor.grad.item(), rel=1e-12, abs=1e-16)


@pytest.mark.parametrize("x", [1e-300, 1e-9, 1.0, 1000.0, 1e300])
def test_log_of_small_and_large(x):
    value = Value(x)
    log = value.log()
    log.backward()
    assert log.data == math.log(x)
    assert value.grad == 1 / x


@pytest.mark.parametrize(("x", "exponent", "slope"), [(0, 0, 0), (0, 1, 1), (0, 2, 0), (0, 0.5, math.inf), (-2, 3, 12)])
def test_powers_where_the_rule_needs_care(x, exponent, slope):
    value = Value(x)
    (value**exponent).backward()
    assert value.grad == slope


extremes = st.floats(allow_nan=False) | st.sampled_from([1e-200, -1e-200, 1e200, -1e200, 5e-324, 1e308, math.inf])


@given(extremes, st.integers(-5, 5) | st.sampled_from([0.5, -0.5, 1.5, 400, -401, 1e10]))
@example(1e-200, -1)
@example(-1e-100, -3)
@example(1e200, 2)
def test_powers_of_any_size_are_those_of_pytorch(x, exponent):
    torch = pytest.importorskip("torch")
    assume(x != 0 or exponent >= 0)  # refused
    assume(x >= 0 or exponent == int(exponent))  # refused
    assume(math.copysign(1, x) > 0 or exponent == int(exponent))  # at -0.0 PyTorch's root has the slope -inf, ours inf
    value, tensor = Value(x), torch.tensor(x, dtype=torch.float64, requires_grad=True)
    ours, theirs = value**exponent, tensor**exponent
    ours.backward()
    theirs.backward()
    assert ours.data == pytest.approx(theirs.item(), rel=1e-12, nan_ok=True)
    assert value.grad == pytest.approx(tensor.grad.item(), rel=1e-12, nan_ok=True)


@given(st.floats(5e-324, 1e308), st.floats(-1e3, 1e3))
@example(1e200, 2.0)
@example(1e-200, 2.0)
@example(1e-200, -1.0)
def test_a_value_to_the_power_of_a_value_of_any_size_is_pytorchs(base, exponent):
    torch = pytest.importorskip("torch")
    values = [Value(base), Value(exponent)]
    tensors = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in (base, exponent)]
    ours, theirs = values[0] ** values[1], tensors[0] ** tensors[1]
    ours.backward()
    theirs.backward()
    assert ours.data == pytest.approx(theirs.item(), rel=1e-12, nan_ok=True)
    for value, tensor in zip(values, tensors, strict=True):
        assert value.grad == pytest.approx(tensor.grad.item(), rel=1e-12, nan_ok=True)


def test_not_a_number_is_not_hidden():
    torch = pytest.importorskip("torch")
    value, tensor = Value(math.nan), torch.tensor(math.nan, dtype=torch.float64, requires_grad=True)
    ours, theirs = value.relu(), tensor.relu()
    ours.backward()
    theirs.backward()
    assert math.isnan(ours.data) and math.isnan(theirs.item())
    assert value.grad == tensor.grad.item() == 1.0


# --- the number alone ---


def test_the_number_can_be_taken_out_and_formatted():
    loss = Value(1.0) / 3
    assert loss.item() == loss.data
    assert (f"{loss:.4f}", f"{loss}", f"loss {loss:8.2e}") == ("0.3333", repr(loss), "loss 3.33e-01")


@pytest.mark.parametrize("use", [float, math.sin, "%.3f".__mod__, lambda v: np.array([v], dtype=float)])
def test_what_asks_for_a_float_is_refused_with_the_reason(use):
    with pytest.raises(TypeError, match=r"a float would forget where it came from: take \.data") as caught:
        try:
            use(Value(2.0))
        except ValueError as error:  # so NumPy reports it, with the cause inside
            raise error.__cause__ from None
    assert caught


def test_a_value_is_an_object_and_not_its_number():
    a = Value(0.0)
    assert (a == 0.0, bool(a), 0.0 in [a], a == Value(0.0)) == (False, True, False, False)
    assert a == a and a in {a}


# --- copies ---

WAYS_TO_COPY = [copy.copy, copy.deepcopy, *(functools.partial(through_pickle, protocol=p) for p in range(6))]


@pytest.mark.parametrize("way", WAYS_TO_COPY)
def test_a_leaf_is_copied_whole(way):
    leaf = Value(2.0, label="w")
    leaf.grad = 3.0
    twin = way(leaf)
    assert twin is not leaf
    assert [getattr(twin, slot) for slot in Value.__slots__] == [getattr(leaf, slot) for slot in Value.__slots__]


@pytest.mark.parametrize("additions", [1, 1_000_000])
def test_a_result_is_not_copied_whatever_the_size_of_its_graph(additions):
    total = Value(1.0)
    for _ in range(additions):
        total = total + 1.0
    for way in WAYS_TO_COPY:
        with pytest.raises(TypeError, match="is a result: copy or pickle the leaves that it came from"):
            way(total)


# --- code written for micrograd ---


def test_micrograd_names():
    a, b = Value(2.0), Value(3.0)
    c = Value(5.0, (a, b), "+")
    assert c._prev == {a, b}
    assert c._op == "+"


def readme_expression(a, b):
    c = a + b
    d = a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + (b + a).relu()
    d += 3 * d + (b - a).relu()
    e = c - d
    f = e**2
    g = f / 2.0
    g += 10.0 / f
    return g


def test_the_expression_of_micrograds_readme_gives_its_numbers():
    a, b = Value(-4.0), Value(2.0)
    g = readme_expression(a, b)
    g.backward()
    assert [round(x, 4) for x in (g.data, a.grad, b.grad)] == [24.7041, 138.8338, 645.5773]


def test_the_expression_of_micrograds_readme_is_pytorchs():
    torch = pytest.importorskip("torch")
    values = [Value(-4.0), Value(2.0)]
    tensors = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in (-4.0, 2.0)]
    ours, theirs = readme_expression(*values), readme_expression(*tensors)
    ours.backward()
    theirs.backward()
    assert ours.data == pytest.approx(theirs.item(), rel=1e-12)
    for value, tensor in zip(values, tensors, strict=True):
        assert value.grad == pytest.approx(tensor.grad.item(), rel=1e-12)


def test_a_chain_with_reuse_and_relu_as_pytorch_has_it():
    torch = pytest.importorskip("torch")

    def build(x):
        z = 2 * x + 2 + x
        q = z.relu() + z * x
        h = (z * z).relu()
        return h + q + q * x

    value, tensor = Value(-4.0), torch.tensor(-4.0, dtype=torch.float64, requires_grad=True)
    ours, theirs = build(value), build(tensor)
    ours.backward()
    theirs.backward()
    assert ours.data == theirs.item()
    assert value.grad == tensor.grad.item()


def test_the_same_program_gives_the_same_bits_in_another_process():
    code = (
        "from gradually import Value\n"
        "x = Value(0.3)\ny = sum((x * k).tanh() / (k + x.exp()) for k in range(50))\ny.backward()\n"
        "print(y.data.hex(), x.grad.hex())"
    )
    runs = {subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout for _ in range(2)}
    assert len(runs) == 1

"""Backpropagation: order, accumulation, depth, memory; the same gradients as PyTorch and as nudging."""

import gc
import math
import sys
import time
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradually.backprop import backpropagate, topological_order
from gradually.derivative import check_gradient
from gradually.value import Value

torch = pytest.importorskip("torch", reason="PyTorch is the judge of these tests")


def as_tensor(x):
    return torch.tensor(float(x), dtype=torch.float64, requires_grad=True)


# --- random expressions: every operation, shared operands ---

# Each works on Values and on tensors alike. The brackets keep logarithms, quotients and powers where they are defined.
OPERATIONS = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "/": lambda x, y: x / (y * y + 0.5),
    "** Value": lambda x, y: (x * x + 0.5) ** (y * 0.5),
    "number +": lambda x, y: 1.5 + x,
    "+ number": lambda x, y: x + 1.5,
    "number -": lambda x, y: 1.5 - x,
    "- number": lambda x, y: x - 1.5,
    "number *": lambda x, y: 1.5 * x,
    "* number": lambda x, y: x * 1.5,
    "number /": lambda x, y: 1.5 / (x * x + 0.5),
    "/ number": lambda x, y: x / 1.5,
    "** 2": lambda x, y: x**2,
    "** 3": lambda x, y: x**3,
    "** -1.5": lambda x, y: (x * x + 0.5) ** -1.5,
    "number **": lambda x, y: 2 ** (x * 0.5),
    "neg": lambda x, y: -x,
    "exp": lambda x, y: (x * 0.5).exp(),
    "log": lambda x, y: (x * x + 0.5).log(),
    "tanh": lambda x, y: x.tanh(),
    "sigmoid": lambda x, y: x.sigmoid(),
    "softplus": lambda x, y: softplus(x),
    "relu": lambda x, y: x.relu(),
}
SMOOTH = sorted(set(OPERATIONS) - {"relu"})


def softplus(x):
    return x.softplus() if isinstance(x, Value) else torch.nn.functional.softplus(x, threshold=1000)


leaf_data = st.lists(st.floats(-3, 3), min_size=2, max_size=4)


def steps(operations):
    """A strategy for expressions: each step applies an operation to two earlier results, or one twice."""
    return st.lists(
        st.tuples(st.sampled_from(operations), st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=12
    )


def evaluate(leaves, steps):
    """Apply `steps` to `leaves` and return the sum of all results; what grows beyond 100 is squashed first."""
    results = list(leaves)
    for name, i, j in steps:
        result = OPERATIONS[name](results[i % len(results)], results[j % len(results)])
        number = result.data if isinstance(result, Value) else result.item()
        results.append(result if abs(number) < 100 else result.tanh())
    return sum(results[len(leaves) :], results[0])


@settings(max_examples=500)
@given(leaf_data, steps(sorted(OPERATIONS)))
def test_value_and_gradients_are_those_of_pytorch(numbers, steps):
    values, tensors = [Value(x) for x in numbers], [as_tensor(x) for x in numbers]
    ours, theirs = evaluate(values, steps), evaluate(tensors, steps)
    ours.backward()
    theirs.backward()
    assert ours.data == pytest.approx(theirs.item(), rel=1e-9, abs=1e-9)
    size = max(abs(node.grad) for node in topological_order(ours))
    for value, tensor in zip(values, tensors, strict=True):
        gradient = 0.0 if tensor.grad is None else tensor.grad.item()
        assert value.grad == pytest.approx(gradient, rel=1e-9, abs=1e-12 * size)


@settings(max_examples=100)
@given(leaf_data, steps(SMOOTH))
def test_gradients_are_those_that_nudging_finds(numbers, steps):
    leaves = [Value(x) for x in numbers]
    evaluate(leaves, steps).backward()
    size = max(abs(leaf.grad) for leaf in leaves)
    check_gradient(lambda: evaluate(leaves, steps), leaves, tolerance=1e-4 * max(1, size))


# --- order and accumulation ---


def test_children_come_before_their_results():
    a, b = Value(2.0), Value(-3.0)
    d, e = a * b, a + b
    f = d * e
    order = topological_order(f)
    assert len(order) == len(set(order)) == 5
    assert order[-1] is f
    for node in order:
        assert all(order.index(child) < order.index(node) for child in node.children)


@pytest.mark.parametrize(
    ("build", "gradients"),
    [
        (lambda a, b: a + a, (2, 0)),
        (lambda a, b: (a * b) * (a + b), (-3, -8)),
        (lambda a, b: a * 3 + (a * 3) * (a * 3), (-33, 0)),
    ],
)
def test_what_arrives_by_several_paths_adds_up(build, gradients):
    a, b = Value(-2.0), Value(3.0)
    build(a, b).backward()
    assert (a.grad, b.grad) == gradients


def test_a_shared_result_is_passed_on_once_it_is_complete():
    a = Value(2.0)
    b = a * 3
    (b + b * b).backward()
    assert a.grad == 39


def test_backward_twice_does_what_pytorch_does():
    value, tensor = Value(2.0), as_tensor(2.0)
    for leaf in (value, tensor):
        inner = leaf * 3
        result = inner * inner
        for _ in range(3):
            result.backward(**({"retain_graph": True} if leaf is tensor else {}))
    assert value.grad == tensor.grad.item() == 3 * 36


def test_two_results_over_the_same_leaves_accumulate_as_in_pytorch():
    value, tensor = Value(2.0), as_tensor(2.0)
    for leaf in (value, tensor):
        (leaf * leaf).backward()
        (leaf * 5).backward()
    assert value.grad == tensor.grad.item() == 9


def test_backward_of_a_leaf_adds_one():
    value, tensor = Value(2.0), as_tensor(2.0)
    for leaf in (value, tensor):
        leaf.backward()
        leaf.backward()
    assert value.grad == tensor.grad.item() == 2


def test_it_works_on_anything_with_children_local_grads_and_grad():
    class Node:
        def __init__(self, children=(), local_grads=()):
            self.children, self.local_grads, self.grad = children, local_grads, 0.0

    leaf = Node()
    backpropagate(Node((leaf, leaf), (2.0, 3.0)))
    assert leaf.grad == 5.0


def test_a_custom_operation_needs_only_the_constructor():
    x = Value(0.5)
    sine = Value(math.sin(x.data), (x,), "sin", (math.cos(x.data),))
    (sine * sine).backward()
    assert x.grad == pytest.approx(2 * math.sin(0.5) * math.cos(0.5))


JUNK_AS_LOCAL_GRADS = {
    "one too few": (1.0,),
    "one too many": (1.0, 1.0, 1.0),
    "nothing": None,
    "a number": 1.0,
    "a generator": (x for x in (1.0, 1.0)),
    "a missing one": (1.0, None),
    "texts": ("1", "1"),
    "complex numbers": (1.0, 1j),
    "Values": (Value(1.0), 1.0),
    "arrays": (np.ones(2), 1.0),
    "Decimals": (Decimal(1), 1.0),
    "single precision": (np.float32(1), np.float32(1)),
    "tensors": (torch.tensor(1.0), 1.0),
}


@pytest.mark.parametrize("junk", JUNK_AS_LOCAL_GRADS)
def test_local_grads_that_are_not_a_number_for_each_child_are_refused_by_node_before_any_grad_has_changed(junk):
    a, b = Value(1.0), Value(2.0)
    block = Value(3.0, (a, b), "block", JUNK_AS_LOCAL_GRADS[junk])
    inner = block * a
    result = inner * b
    for i, node in enumerate((a, b, block, inner, result)):
        node.grad = float(i)
    with pytest.raises(TypeError, match=r"^Value\(data=3.0\) needs one number for each child as local_grads, and has "):
        result.backward()
    assert [node.grad for node in (a, b, block, inner, result)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "numbers", [(2, 3), [2.0, 3], (True, np.float64(3)), np.array([2.0, 3.0]), (math.inf, -math.inf)]
)
def test_local_grads_may_be_any_floats_and_whole_numbers(numbers):
    a, b = Value(1.0), Value(2.0)
    Value(5.0, (a, b), "block", numbers).backward()
    assert [a.grad, b.grad] == list(numbers)


# --- depth and memory ---


def test_many_children_cost_in_proportion_to_their_number():
    leaves = [Value(1.0) for _ in range(200_000)]
    squares = [leaf * leaf for leaf in leaves]
    begun = time.process_time()
    Value(200_000.0, squares, "sum", [1.0] * len(squares)).backward()
    assert time.process_time() - begun < 20  # half a second; with a second look at each child it would be hours
    assert {leaf.grad for leaf in leaves} == {2.0}


def test_a_chain_of_a_million_additions_forward_and_backward():
    a = Value(1.0)
    total = a
    for _ in range(1_000_000):
        total = total + a
    total.backward()
    assert total.data == a.grad == 1_000_001
    del total  # and it can be freed, too, without recursion


def test_no_reference_cycles_memory_returns_with_the_collector_off():
    def count():
        return sum(type(thing) is Value for thing in gc.get_objects())

    gc.collect()
    before = count()
    gc.disable()
    try:
        x = Value(0.5)
        for _ in range(10):
            y = ((x * 2 + 1).tanh() / 3 - x**2).sigmoid().exp().log().softplus().relu()
            y.backward()
        del x, y
        assert count() == before
    finally:
        gc.enable()


def test_the_chain_does_not_raise_the_recursion_limit():
    limit = sys.getrecursionlimit()
    (Value(1.0) + 1).backward()
    assert sys.getrecursionlimit() == limit

"""What code written for micrograd must change: each row of the tables in chapter 11 is true."""

import copy
import random
import re
import weakref
from pathlib import Path

import nbformat
import pytest
from micrograd.engine import Value as TheirValue
from micrograd.nn import MLP as TheirMLP
from micrograd.nn import Neuron as TheirNeuron

from gradually.nn import MLP, Neuron, identity
from gradually.optim import SGD
from gradually.value import Value

NOTEBOOK = Path(__file__).resolve().parent.parent / "notebooks" / "11_moons_classifier.ipynb"


def rows():
    """Return {first column: [second, third]} of the tables headed `in code for micrograd`."""
    found = {}
    for cell in nbformat.read(NOTEBOOK, 4).cells:
        if cell.cell_type == "markdown" and "| in code for micrograd |" in cell.source:
            lines = cell.source[cell.source.index("| in code for micrograd |") :].splitlines()[2:]
            for line in [line for line in lines if line.startswith("|")]:
                first, *others = [part.strip() for part in re.split(r"(?<!\\)\|", line)[1:-1]]
                found[first.replace("`", "")] = others
    return found


def nonlin():
    assert TheirNeuron(2, nonlin=False).nonlin is False
    with pytest.raises(TypeError, match="nonlin"):
        Neuron(2, nonlin=False)
    neuron = Neuron(2, activation=identity)
    assert neuron([1.0, 2.0]).op == "+"


def network_of_two_layers():
    random.seed(1)
    theirs = TheirMLP(2, [4, 1])
    for ours, same in (
        (MLP(2, [4, 1], rng=random.Random(1)), False),
        (MLP(2, [4, 1], activation=Value.relu, output_activation=identity, rng=random.Random(1)), True),
    ):
        assert (ours([1.0, -2.0]).data == theirs([1.0, -2.0]).data) is same


def names_of_parameters():
    theirs, ours = TheirNeuron(2), Neuron(2)
    assert (len(theirs.w), theirs.b.data, theirs.nonlin) == (2, 0, True)
    assert not {"w", "b", "nonlin"} & set(dir(ours))
    assert (len(ours.weights), ours.bias.data, ours.activation) == (2, 0.0, Value.tanh)


def names_of_the_constructor():
    a = TheirValue(3.0)
    assert TheirValue(3.0, _children=(a,), _op="copy")._op == "copy"
    a = Value(3.0)
    with pytest.raises(TypeError, match="_children"):
        Value(3.0, _children=(a,), _op="copy")
    for made in (Value(3.0, (a,), "copy", (1.0,)), Value(3.0, children=(a,), op="copy", local_grads=(1.0,))):
        assert (made._prev, made._op) == ({a}, "copy")


def closures():
    theirs, ours = TheirValue(3.0), Value(3.0)
    assert callable(theirs._backward)
    with pytest.raises(AttributeError):
        ours._backward = lambda: None
    square = Value(ours.data**2, (ours,), "square", (2 * ours.data,))
    square.backward()
    assert ours.grad == 6.0


def attributes_of_ones_own():
    theirs, ours = TheirValue(3.0), Value(3.0)
    theirs.m = 0.0
    with pytest.raises(AttributeError):
        ours.m = 0.0
    assert {ours: 0.0}[ours] == 0.0
    assert weakref.ref(theirs)() is theirs
    with pytest.raises(TypeError, match="weak reference"):
        weakref.ref(ours)


def data_changed_between_forward_and_backward():
    slopes = {}
    for kind in (TheirValue, Value):
        x = kind(2.0)
        y = (x * x) * x
        x.data = 5.0
        y.backward()
        slopes[kind] = x.grad
    assert slopes[Value] == 3 * 2.0**2  # of what was computed
    assert slopes[TheirValue] == 2.0 * 2.0 + 2 * 5.0 * 5.0  # of neither 2 nor 5: of 5 it would be 75


def whole_numbers():
    assert repr(TheirValue(4).data) == "4"
    assert repr(Value(4).data) == "4.0"


def text_of_a_value():
    assert repr(TheirValue(4.0)) == "Value(data=4.0, grad=0)"
    assert repr(Value(4.0)) == "Value(data=4.0)"


def two_results():
    slopes = {}
    for kind in (TheirValue, Value):
        x = kind(2.0)
        y = x * 3.0
        y.backward()
        (y * y).backward()
        slopes[kind] = x.grad
    assert slopes[Value] == 3 + 36
    assert slopes[TheirValue] != 39


def optimizer():
    parameters = [Value(1.0)]
    parameters[0].grad = 2.0
    SGD(parameters, learning_rate=0.1).step()
    assert parameters[0].data == 0.8
    with pytest.raises(TypeError, match="learning_rate"):
        SGD(parameters, lr=0.1)


PROOFS = {
    "Neuron(2, nonlin=False)": nonlin,
    "MLP(2, [16, 1])": network_of_two_layers,
    "n.w, n.b, n.nonlin": names_of_parameters,
    "Value(3.0, _children=(a,))": names_of_the_constructor,
    "v._backward = f": closures,
    "p.m = 0.0": attributes_of_ones_own,
    "p.data = 5.0 before backward()": data_changed_between_forward_and_backward,
    "Value(4).data": whole_numbers,
    "print(v)": text_of_a_value,
    "two results, backward() on each": two_results,
    "p.data -= 0.1 * p.grad": optimizer,
}


@pytest.mark.parametrize("row", PROOFS)
def test_each_row_of_the_tables_is_true(row):
    PROOFS[row]()


def test_every_row_has_its_proof_and_every_proof_its_row():
    assert sorted(rows()) == sorted(PROOFS)
    assert all(len(others) == 1 and others[0] for others in rows().values())


def test_what_a_row_says_to_write_can_be_written():
    a, v, p = Value(3.0), Value(2.0), Value(1.0)
    names = {"a": a, "v": v, "p": p, "parameters": [copy.copy(p)], "rate": 0.1}
    names |= {"Neuron": Neuron, "MLP": MLP, "Value": Value, "identity": identity, "SGD": SGD, "n": Neuron(2)}
    written = [code for others in rows().values() for code in re.findall(r"`([^`]+)`", others[0])]
    assert len(written) > 8
    for code in written:
        eval(code, dict(names))

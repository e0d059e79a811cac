"""Neurons, layers and networks: what they answer, their parameters, and what they refuse."""

import copy
import json
import math
import pickle
import random
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from micrograd import nn as micrograd

from gradually.derivative import check_gradient
from gradually.nn import MLP, FusedNeuron, Layer, Module, Neuron, identity
from gradually.tensor import Tensor
from gradually.value import Value

shapes = st.tuples(st.integers(1, 5), st.lists(st.integers(1, 5), min_size=1, max_size=3))
seeds = st.integers(0, 1000)


def numbers_of(module):
    return [parameter.data for parameter in module.parameters()]


# --- a neuron ---


def test_a_neuron_squashes_the_weighted_sum():
    neuron = Neuron(2)
    for parameter, data in zip(neuron.parameters(), [-3.0, 1.0, 6.8813735870195432], strict=True):
        parameter.data = data
    assert math.isclose(neuron([2.0, 0.0]).data, 0.7071067811865476, rel_tol=1e-12)


def test_the_activation_is_a_function_of_a_value():
    neuron = Neuron(1, activation=lambda value: value * 10, rng=random.Random(1))
    assert neuron([3.0]).data == numbers_of(neuron)[0] * 3.0 * 10


def test_inputs_may_be_numbers_values_or_a_row_of_an_array():
    neuron = Neuron(2, rng=random.Random(1))
    answer = neuron([2.0, -1.0]).data
    assert neuron((2, -1)).data == neuron([Value(2.0), -1]).data == neuron(np.array([2.0, -1.0])).data == answer


def test_parameters_are_labelled_weights_then_the_bias():
    neuron = Neuron(3)
    assert [parameter.label for parameter in neuron.parameters()] == ["w1", "w2", "w3", "b"]
    assert neuron.parameters() == [*neuron.weights, neuron.bias]
    assert neuron.bias.data == 0


# --- layers and networks ---


def test_a_layer_of_one_neuron_answers_with_its_value_alone():
    assert isinstance(Layer(2, 1)([1.0, 2.0]), Value)
    assert len(Layer(2, 3)([1.0, 2.0])) == 3


def test_a_layer_of_one_neuron_may_stand_in_the_middle():
    assert isinstance(MLP(2, [3, 1, 2, 1])([1.0, 2.0]), Value)


def test_the_last_layer_has_an_activation_of_its_own():
    network = MLP(2, [3, 2], activation=Value.relu, output_activation=identity)
    assert [layer.neurons[0].activation for layer in network.layers] == [Value.relu, identity]


def test_the_network_of_the_lecture_has_41_parameters():
    assert len(MLP(3, [4, 4, 1]).parameters()) == 41


@given(shapes, seeds)
def test_there_is_a_weight_for_each_pair_of_neighbours_and_a_bias_for_each_neuron(shape, seed):
    inputs, sizes = shape
    parameters = MLP(inputs, sizes, rng=random.Random(seed)).parameters()
    assert len(parameters) == sum((before + 1) * size for before, size in zip([inputs, *sizes], sizes, strict=False))
    assert len(set(parameters)) == len(parameters)


@given(shapes, seeds)
def test_every_gradient_is_what_nudging_finds(shape, seed):
    inputs, sizes = shape
    rng = random.Random(seed)
    network = MLP(inputs, sizes, rng=rng)
    x = [rng.uniform(-2, 2) for _ in range(inputs)]

    def total():
        outputs = network(x)
        return outputs if isinstance(outputs, Value) else sum(outputs)

    total().backward()
    check_gradient(total, network.parameters())


def test_zero_grad_forgets_every_gradient():
    network = MLP(2, [3, 1])
    network([1.0, 2.0]).backward()
    assert any(parameter.grad for parameter in network.parameters())
    network.zero_grad()
    assert not any(parameter.grad for parameter in network.parameters())


def test_repr_is_the_call_that_makes_the_same_shape():
    for made in (Neuron(2), Layer(2, 3), MLP(2, [16, 16, 1])):
        again = eval(repr(made))
        assert repr(again) == repr(made)
        assert len(again.parameters()) == len(made.parameters())
    assert repr(MLP(2, [16, 16, 1])) == "MLP(2, [16, 16, 1])"


def test_a_module_without_parts_has_no_parameters():
    assert Module().parameters() == []


# --- the same numbers everywhere ---


@given(shapes, seeds)
def test_weights_outputs_and_gradients_are_those_of_micrograd_bit_for_bit(shape, seed):
    inputs, sizes = shape
    ours = MLP(inputs, sizes, Value.relu, identity, rng=random.Random(seed))
    kept = random.getstate()
    random.seed(seed)
    theirs = micrograd.MLP(inputs, sizes)
    random.setstate(kept)
    assert numbers_of(ours) == numbers_of(theirs)
    if 1 in sizes[:-1]:
        return  # micrograd has no way from a layer of one neuron to the next
    x = [random.Random(seed + 1).uniform(-2, 2) for _ in range(inputs)]
    totals = []
    for network in (ours, theirs):
        outputs = network(x)
        totals.append(sum(outputs) if isinstance(outputs, list) else outputs)
        totals[-1].backward()
    assert totals[0].data == totals[1].data
    assert [p.grad for p in ours.parameters()] == pytest.approx([p.grad for p in theirs.parameters()], rel=1e-12)


def test_without_a_generator_the_random_module_draws():
    random.seed(3)
    drawn = numbers_of(MLP(2, [3, 1]))
    assert drawn == numbers_of(MLP(2, [3, 1], rng=random.Random(3)))


def test_another_process_gets_the_same_bits():
    code = (
        "import random; from gradually.nn import MLP; network = MLP(3, [4, 4, 1], rng=random.Random(7)); "
        "out = network([2.0, 3.0, -1.0]); out.backward(); "
        "print([(p.data.hex(), p.grad.hex()) for p in network.parameters()])"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(2)]
    assert runs[0].stdout == runs[1].stdout
    network = MLP(3, [4, 4, 1], rng=random.Random(7))
    network([2.0, 3.0, -1.0]).backward()
    assert runs[0].stdout.strip() == str([(p.data.hex(), p.grad.hex()) for p in network.parameters()])


def test_pytorch_finds_the_same_outputs_and_gradients():
    torch = pytest.importorskip("torch")
    network = MLP(3, [4, 4, 2], Value.relu, identity, rng=random.Random(5))
    x = [0.3, -1.2, 2.0]
    outputs = network(x)
    (outputs[0] * outputs[1]).backward()
    theirs = torch.tensor(x, dtype=torch.double)
    leaves = []
    for i, layer in enumerate(network.layers):
        for neuron in layer.neurons:
            leaves += [torch.tensor(p.data, dtype=torch.double, requires_grad=True) for p in neuron.parameters()]
        own = leaves[-sum(len(neuron.parameters()) for neuron in layer.neurons) :]
        size = len(layer.neurons[0].parameters())
        rows = [own[start : start + size] for start in range(0, len(own), size)]
        theirs = torch.stack([torch.stack(row[:-1]) @ theirs + row[-1] for row in rows])
        if i < len(network.layers) - 1:
            theirs = torch.relu(theirs)
    (theirs[0] * theirs[1]).backward()
    assert [output.data for output in outputs] == pytest.approx(theirs.tolist(), rel=1e-12)
    assert [p.grad for p in network.parameters()] == pytest.approx([leaf.grad.item() for leaf in leaves], rel=1e-12)


# --- what is refused ---


@pytest.mark.parametrize("x", [[1.0], [1.0, 2.0, 3.0], []])
def test_an_input_of_the_wrong_length_is_refused_with_both_sizes(x):
    for module in (Neuron(2), Layer(2, 3), MLP(2, [3, 1])):
        with pytest.raises(ValueError, match=f"this neuron has 2 weights, and the input has {len(x)} numbers"):
            module(x)


@pytest.mark.parametrize("size", [0, -1, 2.0, "3", None])
def test_a_size_is_a_whole_number_of_1_or_more(size):
    for make in (lambda: Neuron(size), lambda: Layer(2, size), lambda: MLP(size, [1]), lambda: MLP(2, [3, size])):
        with pytest.raises(ValueError, match=r"puts must be a whole number of 1 or more, and got"):
            make()


def test_a_size_may_be_a_whole_number_of_numpy():
    assert len(MLP(np.int64(2), [np.int64(3)]).parameters()) == 9


@pytest.mark.parametrize("sizes", [[], (), 4, None])
def test_the_sizes_of_a_network_are_a_list_with_something_in_it(sizes):
    with pytest.raises(ValueError, match=r"sizes is a list .* and got"):
        MLP(3, sizes)


# --- kept and copied ---


def trained():
    network = MLP(2, [3, 1], rng=random.Random(1))
    network([1.0, 2.0]).backward()
    return network


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda network: pickle.loads(pickle.dumps(network))])
def test_a_copy_answers_the_same_and_is_its_own(copied):
    network = trained()
    twin = copied(network)
    assert twin([0.5, -1.0]).data == network([0.5, -1.0]).data
    assert [p.grad for p in twin.parameters()] == [p.grad for p in network.parameters()]
    twin.parameters()[0].data += 1
    assert numbers_of(twin) != numbers_of(network)


def test_saved_parameters_come_back_bit_for_bit(tmp_path):
    network, other = trained(), MLP(2, [3, 1], rng=random.Random(2))
    network.save(tmp_path / "network.json")
    other.load(tmp_path / "network.json")
    assert numbers_of(other) == numbers_of(network)
    assert json.loads((tmp_path / "network.json").read_text())["network"] == "MLP(2, [3, 1])"


def test_another_shape_is_refused_and_nothing_changes(tmp_path):
    trained().save(tmp_path / "network.json")
    other = MLP(3, [2, 1])
    before = numbers_of(other)
    with pytest.raises(ValueError, match=r"holds 13 parameters of MLP\(2, \[3, 1\]\), and this is MLP\(3, \[2, 1\]\)"):
        other.load(tmp_path / "network.json")
    assert numbers_of(other) == before


@pytest.mark.parametrize(
    ("saved", "error", "words"),
    [
        ([1, 2], ValueError, "is not a file of parameters"),
        ({"weights": []}, ValueError, "is not a file of parameters"),
        ({"network": "MLP(2, [3, 1])", "parameters": [0.0] * 12}, ValueError, "holds 12 parameters"),
        ({"network": "MLP(2, [3, 1])", "parameters": [0.0] * 12 + ["x"]}, TypeError, "'x' is not one"),
    ],
)
def test_a_spoilt_file_is_refused_and_nothing_changes(tmp_path, saved, error, words):
    (tmp_path / "network.json").write_text(json.dumps(saved))
    network = trained()
    before = numbers_of(network)
    with pytest.raises(error, match=words):
        network.load(tmp_path / "network.json")
    assert numbers_of(network) == before


def test_a_network_that_has_blown_up_is_not_written_over_a_good_one(tmp_path):
    network = trained()
    network.save(tmp_path / "network.json")
    good = (tmp_path / "network.json").read_text()
    network.parameters()[0].data = math.nan
    with pytest.raises(ValueError, match="JSON"):
        network.save(tmp_path / "network.json")
    assert (tmp_path / "network.json").read_text() == good


# --- a neuron as one node ---


@given(shapes, seeds, st.sampled_from([Value.tanh, Value.relu, identity, lambda value: value.tanh() * value]))
def test_a_fused_network_answers_and_learns_as_the_plain_one(shape, seed, activation):
    inputs, sizes = shape
    x = [random.Random(seed + 1).uniform(-2, 2) for _ in range(inputs)]
    networks = [MLP(inputs, sizes, activation, identity, random.Random(seed), kind) for kind in (Neuron, FusedNeuron)]
    leaves = [[Value(number) for number in x] for _ in networks]
    outputs = [network(leaf) for network, leaf in zip(networks, leaves, strict=True)]
    outputs = [output if isinstance(output, list) else [output] for output in outputs]
    for output in outputs:
        sum(value * (i + 1) for i, value in enumerate(output)).backward()
    plain, fused = ([value.data for value in output] for output in outputs)
    assert fused == pytest.approx(plain, rel=1e-12, abs=1e-12)
    plain, fused = (
        [leaf.grad for leaf in [*network.parameters(), *inputs]]
        for network, inputs in zip(networks, leaves, strict=True)
    )
    assert fused == pytest.approx(plain, rel=1e-9, abs=1e-12)


def test_a_fused_neuron_is_one_node_and_numbers_are_no_children():
    neuron = FusedNeuron(2, rng=random.Random(1))
    output = neuron([1.0, 2.0])
    assert output.children == (*neuron.weights, neuron.bias)
    first = Value(1.0)
    assert neuron([first, Value(2.0)]).children[3] is first
    assert neuron([first, 2.0]).data == pytest.approx(output.data)


def test_a_fused_neuron_refuses_what_a_plain_one_refuses():
    with pytest.raises(ValueError, match="this neuron has 2 weights, and the input has 3 numbers"):
        FusedNeuron(2)([1.0, 2.0, 3.0])


def answer_or_refusal(neuron, x):
    """What a neuron makes of x: its number, and the gradients of its parameters and of Values in x; or its refusal."""
    try:
        output = neuron(x)
    except Exception as error:
        return type(error), str(error)
    leaves = [number for number in x if isinstance(number, Value)]
    for leaf in leaves:
        leaf.grad = 0.0
    output.backward()
    numbers = [output.data, *(leaf.grad for leaf in [*neuron.parameters(), *leaves])]
    assert {type(number) for number in numbers} == {float}
    return numbers


things = st.one_of(
    st.floats(),
    st.integers(-3, 3),
    st.booleans(),
    st.floats(-2, 2).map(Value),
    st.floats(-2, 2, width=32).map(np.float32),
    st.floats(-2, 2).map(np.array),
    st.booleans().map(np.bool_),
    st.sampled_from([None, "x", "1", b"1", 1j, Decimal(1), Fraction(1, 3), [1.0], (1.0,), np.ones(2), np.array(1j)]),
    st.sampled_from([Tensor(1.0), Tensor([1.0]), np.array("1"), object, math.nan, math.inf, 10**400]),
)
rows = st.one_of(
    st.lists(things, max_size=3),
    st.lists(things, min_size=2, max_size=2).map(tuple),
    st.lists(st.floats(-2, 2, width=32), min_size=2, max_size=2).map(lambda row: np.array(row, dtype=np.float32)),
    st.lists(st.floats(-2, 2).map(Value), min_size=2, max_size=2),
    st.sampled_from(
        [None, 3.0, "ab", "abc", b"ab", {1.0: 2.0, 3.0: 4.0}, np.ones((2, 2)), np.array([1j, 2j]), Tensor([1, 2])]
    ),
)


@given(rows, st.sampled_from([Value.tanh, Value.relu, identity, Value.sigmoid]))
def test_a_fused_neuron_makes_of_anything_what_a_plain_one_makes_of_it(x, activation):
    plain, fused = (answer_or_refusal(kind(2, activation, random.Random(1)), x) for kind in (Neuron, FusedNeuron))
    if isinstance(plain, tuple):
        assert fused == plain
    else:
        assert fused == pytest.approx(plain, rel=1e-9, abs=1e-12, nan_ok=True)


def test_single_precision_rows_and_tensors_of_pytorch_are_treated_alike():
    torch = pytest.importorskip("torch")
    row = torch.tensor([0.1, 0.2])
    plain, fused = (kind(2, rng=random.Random(1)) for kind in (Neuron, FusedNeuron))
    assert answer_or_refusal(fused, row) == answer_or_refusal(plain, row)
    assert answer_or_refusal(fused, row)[0] is TypeError
    assert fused(row.numpy()).data == pytest.approx(plain(row.numpy()).data, rel=1e-15)


def test_a_fused_network_that_learnt_from_single_precision_can_be_saved(tmp_path):
    network = MLP(2, [3, 1], rng=random.Random(1), neuron=FusedNeuron)
    row = np.array([0.1, 0.2], dtype=np.float32)
    for _ in range(3):
        network.zero_grad()
        (network(row) ** 2).backward()
        for parameter in network.parameters():
            parameter.data -= 0.1 * parameter.grad
    network.save(tmp_path / "network.json")
    assert {type(parameter.data) for parameter in network.parameters()} == {float}

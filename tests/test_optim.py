"""How parameters change, beside PyTorch and micrograd, and the trainings of the course."""

import random

import micrograd.nn
import pytest

from gradually.data import moons, tiny_set
from gradually.losses import accuracy, l2_penalty, max_margin, squared_error
from gradually.nn import MLP, identity
from gradually.optim import SGD, linear_decay
from gradually.value import Value


def test_a_step_goes_against_the_gradient():
    parameters = [Value(1.0), Value(-2.0)]
    parameters[0].grad, parameters[1].grad = 10.0, -4.0
    SGD(parameters, learning_rate=0.1).step()
    assert [p.data for p in parameters] == pytest.approx([0.0, -1.6])
    assert [p.grad for p in parameters] == [10.0, -4.0]


def test_zero_grad_forgets_what_was_collected():
    parameter = Value(1.0)
    parameter.grad = 3.0
    SGD([parameter], 0.1).zero_grad()
    assert parameter.grad == 0


def test_the_learning_rate_can_be_changed_on_the_way():
    parameter = Value(1.0)
    parameter.grad = 1.0
    optimizer = SGD(iter([parameter]), 0.5)
    optimizer.step()
    optimizer.learning_rate = 0.25
    optimizer.step()
    assert parameter.data == 0.25


def test_linear_decay_is_a_straight_line():
    assert [linear_decay(1.0, 0.1, step, 100) for step in (0, 50, 100)] == pytest.approx([1.0, 0.55, 0.1])


@pytest.mark.parametrize("junk", [1.0, "w", None, Value(1.0) + Value(2.0)])
def test_what_cannot_be_trained_is_refused_by_its_place(junk):
    with pytest.raises(TypeError, match="parameter 1 is not a Value that training can change"):
        SGD([Value(1.0), junk], 0.1)


@pytest.mark.parametrize("arguments", [{}, {"lr": 0.1}, {"learning_rate": 0.1, "momentum": 0.9}])
def test_what_sgd_does_not_take_is_answered_with_what_it_does_take(arguments):
    with pytest.raises(TypeError, match="SGD takes parameters and a learning_rate, by that name, and got"):
        SGD([Value(1.0)], **arguments)


def test_nothing_to_train_is_refused():
    with pytest.raises(ValueError, match="no parameters"):
        SGD([], 0.1)


def losses_on_the_tiny_set(steps=20):
    inputs, targets = tiny_set()
    network = MLP(3, [4, 4, 1], rng=random.Random(1))
    optimizer = SGD(network.parameters(), learning_rate=0.05)
    losses = []
    for _ in range(steps):
        loss = squared_error([network(x) for x in inputs], targets)
        losses.append(loss.data)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


def test_pytorch_takes_the_same_steps():
    torch = pytest.importorskip("torch")
    inputs, targets = tiny_set()
    network = MLP(3, [4, 4, 1], rng=random.Random(1))
    layers = []
    for layer in network.layers:
        theirs = torch.nn.Linear(len(layer.neurons[0].weights), len(layer.neurons), dtype=torch.double)
        with torch.no_grad():
            weights = [[weight.data for weight in neuron.weights] for neuron in layer.neurons]
            theirs.weight.copy_(torch.tensor(weights, dtype=torch.double))
            theirs.bias.copy_(torch.tensor([neuron.bias.data for neuron in layer.neurons], dtype=torch.double))
        layers += [theirs, torch.nn.Tanh()]
    theirs = torch.nn.Sequential(*layers)
    optimizer = torch.optim.SGD(theirs.parameters(), lr=0.05)
    losses = []
    for _ in range(20):
        predictions = theirs(torch.tensor(inputs, dtype=torch.double))[:, 0]
        loss = ((predictions - torch.tensor(targets, dtype=torch.double)) ** 2).sum()
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert losses_on_the_tiny_set() == pytest.approx(losses, rel=1e-12)


def test_micrograd_takes_the_same_steps_on_the_moons():
    points, targets = moons(12, 0.1, random.Random(1))
    ours = MLP(2, [8, 1], Value.relu, identity, random.Random(2))
    random.seed(2)
    theirs = micrograd.nn.MLP(2, [8, 1])
    optimizer = SGD(ours.parameters(), 1.0)
    for step in range(5):
        loss = max_margin([ours(x) for x in points], targets) + l2_penalty(ours.parameters(), 1e-4)
        ours.zero_grad()
        loss.backward()
        margins = [(1 + -target * theirs(x)).relu() for x, target in zip(points, targets, strict=True)]
        their_loss = sum(margins) * (1 / len(margins)) + 1e-4 * sum(p * p for p in theirs.parameters())
        theirs.zero_grad()
        their_loss.backward()
        assert loss.data == pytest.approx(their_loss.data, rel=1e-12)
        optimizer.learning_rate = linear_decay(1.0, 0.1, step, 5)
        optimizer.step()
        for parameter in theirs.parameters():
            parameter.data -= optimizer.learning_rate * parameter.grad


def test_a_network_learns_the_tiny_set():
    losses = losses_on_the_tiny_set(100)
    assert losses[-1] < 0.1 < 1 < losses[0]


def test_a_small_network_tells_the_moons_apart():
    points, targets = moons(40, 0.1, random.Random(1))
    network = MLP(2, [8, 8, 1], Value.tanh, identity, random.Random(2))
    optimizer = SGD(network.parameters(), 0.5)
    for _ in range(100):
        scores = [network(x) for x in points]
        loss = max_margin(scores, targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert accuracy([network(x) for x in points], targets) == 1.0

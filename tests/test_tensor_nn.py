"""Networks and optimizers on Tensors, step for step beside PyTorch and beside the network of Values."""

import random

import numpy as np
import pytest

from gradually import losses, nn, optim
from gradually.data import moons
from gradually.tensor import Tensor, cross_entropy
from gradually.tensor_nn import MLP, SGD, Adam, Linear
from gradually.value import Value

torch = pytest.importorskip("torch")


def in_torch(network):
    """Return the same network in PyTorch, with the same numbers."""
    modules = []
    for layer in network.layers:
        module = torch.nn.Linear(*layer.weights.shape, dtype=torch.double)
        with torch.no_grad():
            module.weight.copy_(torch.tensor(layer.weights.data.T))
            module.bias.copy_(torch.tensor(layer.bias.data))
        modules += [module, torch.nn.ReLU()]
    return torch.nn.Sequential(*modules[:-1])


@pytest.mark.parametrize(
    ("make", "make_theirs"),
    [
        (lambda p: SGD(p, 0.1), lambda p: torch.optim.SGD(p, lr=0.1)),
        (lambda p: SGD(p, 0.1, momentum=0.9), lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9)),
        (lambda p: Adam(p, 0.01), lambda p: torch.optim.Adam(p, lr=0.01)),
    ],
    ids=["SGD", "momentum", "Adam"],
)
def test_every_step_is_that_of_pytorch(make, make_theirs):
    rng = np.random.default_rng(0)
    network = MLP(5, [8, 7, 3], rng)
    x, targets = rng.normal(size=(20, 5)), rng.integers(0, 3, 20)
    theirs = in_torch(network)
    optimizer, their_optimizer = make(network.parameters()), make_theirs(theirs.parameters())
    for _ in range(20):
        loss = cross_entropy(network(x), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        their_loss = torch.nn.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(targets))
        their_optimizer.zero_grad()
        their_loss.backward()
        their_optimizer.step()
        assert loss.item() == pytest.approx(their_loss.item(), rel=1e-9)


def test_every_step_is_that_of_the_network_of_values():
    points, targets = moons(12, 0.1, random.Random(1))
    plain = nn.MLP(2, [6, 1], Value.relu, nn.identity, random.Random(2))
    network = MLP(2, [6, 1], np.random.default_rng(0))
    for layer, plain_layer in zip(network.layers, plain.layers, strict=True):
        layer.weights.data = np.array([[w.data for w in neuron.weights] for neuron in plain_layer.neurons]).T
    optimizer, plain_optimizer = SGD(network.parameters(), 0.5), optim.SGD(plain.parameters(), 0.5)
    for _ in range(5):
        plain_loss = losses.max_margin([plain(x) for x in points], targets)
        plain_optimizer.zero_grad()
        plain_loss.backward()
        plain_optimizer.step()
        loss = (1 - np.array(targets)[:, None] * network(np.array(points))).relu().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        assert loss.item() == pytest.approx(plain_loss.data, rel=1e-12)


def test_weights_are_drawn_within_one_over_the_root_of_the_inputs():
    layer = Linear(100, 50, np.random.default_rng(1))
    assert np.abs(layer.weights.data).max() <= 0.1
    assert layer.weights.data.std() == pytest.approx(0.1 / np.sqrt(3), rel=0.05)
    assert not layer.bias.data.any()


def test_single_precision_stays_single():
    network = MLP(3, [4, 2], np.random.default_rng(1), dtype=np.float32)
    loss = cross_entropy(network(np.ones((2, 3))), [0, 1])
    loss.backward()
    Adam(network.parameters()).step()
    assert (
        {p.data.dtype for p in network.parameters()}
        == {p.grad.dtype for p in network.parameters()}
        == {np.dtype(np.float32)}
    )


def test_a_parameter_without_a_gradient_stays():
    parameter = Tensor([1.0])
    for optimizer in (SGD([parameter], 0.1, momentum=0.9), Adam([parameter])):
        optimizer.step()
    assert parameter.data.tolist() == [1.0]


def test_inputs_of_the_wrong_width_are_refused_with_both_shapes():
    with pytest.raises(ValueError, match=r"cannot multiply shapes \(5, 4\) and \(3, 2\)"):
        Linear(3, 2, np.random.default_rng(1))(np.ones((5, 4)))

"""The same step of training in every engine: forward, zero, backward, update, from the same weights on the same data.

Each function takes a `Work` and returns a step, a function without arguments that returns the loss as a float.
"""

import itertools
import random
import sys
from dataclasses import dataclass

import numpy as np

from gradually import data, losses, nn, optim, tensor, tensor_nn
from gradually.value import Value

LEARNING_RATE = 0.05


@dataclass(frozen=True)
class Work:
    """A network with relu inside and a linear end, and what it learns: two moons (max-margin) or classes."""

    inputs: int
    sizes: tuple
    count: int

    @property
    def is_moons(self):
        """Tell whether the loss is max-margin on the two moons; else it is the cross-entropy of random classes."""
        return self.sizes[-1] == 1

    def examples(self):
        """Return (x, targets), arrays of shapes (count, inputs) and (count,)."""
        if self.is_moons:
            return tuple(map(np.array, data.moons(self.count, 0.1, random.Random(1))))
        rng = np.random.default_rng(1)
        return rng.normal(size=(self.count, self.inputs)), rng.integers(0, self.sizes[-1], self.count)

    def weights(self):
        """Return the matrices of the layers, (inputs, outputs) each; the biases start at 0."""
        if self.is_moons:  # as micrograd draws them
            layers = nn.MLP(self.inputs, list(self.sizes), rng=random.Random(1)).layers
            return [np.array([[w.data for w in neuron.weights] for neuron in layer.neurons]).T for layer in layers]
        network = tensor_nn.MLP(self.inputs, self.sizes, np.random.default_rng(2))
        return [layer.weights.data for layer in network.layers]


WORKS = {
    "moons": Work(2, (16, 16, 1), 100),
    "64-128-128-10": Work(64, (128, 128, 10), 256),
    "784-512-512-10": Work(784, (512, 512, 10), 256),
}


# --- one number at a time ---


def micrograd(work):
    """Karpathy's micrograd, from PyPI."""
    import micrograd.nn

    sys.setrecursionlimit(1_000_000)  # its backward is recursive, and the loss is a long chain
    random.seed(1)
    network = micrograd.nn.MLP(work.inputs, list(work.sizes))
    x, targets = (array.tolist() for array in work.examples())

    def step():
        margins = [(1 + -target * network(point)).relu() for point, target in zip(x, targets, strict=True)]
        loss = sum(margins) * (1 / len(margins))
        network.zero_grad()
        loss.backward()
        for parameter in network.parameters():
            parameter.data -= LEARNING_RATE * parameter.grad
        return loss.data

    return step


def torch_scalars(work):
    """PyTorch with one tensor of no axes for every number."""
    import torch

    torch.set_num_threads(1)

    def leaf(number):
        return torch.tensor(float(number), dtype=torch.float64, requires_grad=True)

    layers = [
        [([leaf(w) for w in column], leaf(0)) for column in matrix.T] for matrix in work.weights()
    ]  # a neuron is a column
    parameters = [p for layer in layers for weights, bias in layer for p in [*weights, bias]]
    x, targets = (array.tolist() for array in work.examples())

    def answer(point):
        for layer in layers:
            point = [sum((w * v for w, v in zip(weights, point, strict=True)), bias) for weights, bias in layer]
            if layer is not layers[-1]:
                point = [v.relu() for v in point]
        return point[0]

    def step():
        loss = sum((1 - target * answer(point)).relu() for point, target in zip(x, targets, strict=True)) / len(x)
        for parameter in parameters:
            parameter.grad = None
        loss.backward()
        with torch.no_grad():
            for parameter in parameters:
                parameter -= LEARNING_RATE * parameter.grad
        return loss.item()

    return step


def plain(work, neuron=nn.Neuron):
    """Our Values: a node for every product and every sum."""
    network = nn.MLP(work.inputs, list(work.sizes), Value.relu, nn.identity, random.Random(1), neuron)
    optimizer = optim.SGD(network.parameters(), LEARNING_RATE)
    x, targets = (array.tolist() for array in work.examples())

    def step():
        loss = losses.max_margin([network(point) for point in x], targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.data

    return step


def fused(work):
    """Our Values: a node for every neuron."""
    return plain(work, nn.FusedNeuron)


# --- whole arrays ---


def hips_autograd(work):
    """HIPS autograd, from PyPI: NumPy with every function traced."""
    import autograd
    import autograd.numpy as anp

    parameters = [array for matrix in work.weights() for array in (matrix, np.zeros(matrix.shape[1]))]
    x, targets = work.examples()
    rows = np.arange(len(x))

    def loss_of(parameters):
        values = x
        for i in range(0, len(parameters), 2):
            values = anp.dot(values, parameters[i]) + parameters[i + 1]
            if i < len(parameters) - 2:
                values = anp.maximum(values, 0)
        if work.is_moons:
            return anp.mean(anp.maximum(1 - targets * values[:, 0], 0))
        shifted = values - anp.max(values, axis=1, keepdims=True)
        logs = shifted - anp.log(anp.sum(anp.exp(shifted), axis=1, keepdims=True))
        return -anp.mean(logs[rows, targets])

    loss_and_gradients = autograd.value_and_grad(loss_of)

    def step():
        loss, gradients = loss_and_gradients(parameters)
        for parameter, gradient in zip(parameters, gradients, strict=True):
            parameter -= LEARNING_RATE * gradient
        return float(loss)

    return step


def tensors(work):
    """Our Tensors."""
    network = tensor_nn.MLP(work.inputs, work.sizes, np.random.default_rng(1))
    for layer, matrix in zip(network.layers, work.weights(), strict=True):
        layer.weights.data = matrix.copy()
    optimizer = tensor_nn.SGD(network.parameters(), LEARNING_RATE)
    x, targets = work.examples()
    signs = targets[:, None]

    def step():
        answers = network(x)
        loss = (1 - signs * answers).relu().mean() if work.is_moons else tensor.cross_entropy(answers, targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def numpy_by_hand(work):
    """NumPy with the backward pass written out for this one kind of network: no graph."""
    matrices = [matrix.copy() for matrix in work.weights()]
    biases = [np.zeros(matrix.shape[1]) for matrix in matrices]
    x, targets = work.examples()
    rows = np.arange(len(x))

    def step():
        values = [x]
        for i, (matrix, bias) in enumerate(zip(matrices, biases, strict=True)):
            sums = values[-1] @ matrix + bias
            values.append(np.maximum(sums, 0) if i < len(matrices) - 1 else sums)
        if work.is_moons:
            margins = 1 - targets[:, None] * values[-1]
            loss = np.maximum(margins, 0).mean()
            gradient = (margins > 0) * -targets[:, None] / len(x)
        else:
            shifted = values[-1] - values[-1].max(axis=1, keepdims=True)
            logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
            loss = -logs[rows, targets].mean()
            gradient = np.exp(logs)
            gradient[rows, targets] -= 1
            gradient /= len(x)
        for i in reversed(range(len(matrices))):
            by_matrix, by_bias = values[i].T @ gradient, gradient.sum(axis=0)
            if i:
                gradient = (gradient @ matrices[i].T) * (values[i] > 0)
            matrices[i] -= LEARNING_RATE * by_matrix
            biases[i] -= LEARNING_RATE * by_bias
        return float(loss)

    return step


def torch_tensors(work):
    """PyTorch as it is meant to be used."""
    import torch

    torch.set_num_threads(1)
    modules = []
    for matrix in work.weights():
        module = torch.nn.Linear(*matrix.shape, dtype=torch.float64)
        with torch.no_grad():
            module.weight.copy_(torch.tensor(matrix.T))
            module.bias.zero_()
        modules += [module, torch.nn.ReLU()]
    network = torch.nn.Sequential(*modules[:-1])
    optimizer = torch.optim.SGD(network.parameters(), lr=LEARNING_RATE)
    x, targets = map(torch.tensor, work.examples())
    signs = targets[:, None]
    loss_of_classes = torch.nn.CrossEntropyLoss()

    def step():
        answers = network(x)
        loss = (1 - signs * answers).relu().mean() if work.is_moons else loss_of_classes(answers, targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


SCALARS = {"micrograd": micrograd, "PyTorch, 0-d": torch_scalars, "gradually": plain, "gradually, fused": fused}
ARRAYS = {
    "HIPS autograd": hips_autograd,
    "gradually, Tensor": tensors,
    "NumPy by hand": numpy_by_hand,
    "PyTorch": torch_tensors,
}
ENGINES = SCALARS | ARRAYS
RUNS = {  # work: its engines; numbers one at a time would take minutes beyond the moons
    "moons": list(ENGINES),
    "64-128-128-10": list(ARRAYS),
    "784-512-512-10": [name for name in ARRAYS if name != "HIPS autograd"],
}
PAIRS = list(itertools.chain.from_iterable(((work, engine) for engine in engines) for work, engines in RUNS.items()))

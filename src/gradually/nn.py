"""Neurons, layers and networks: numbers in, Values out, and parameters that training can change."""

import json  # chapter 12
import random
from numbers import Integral
from operator import mul  # chapter 13
from pathlib import Path  # chapter 12

from gradually.value import Value

# --- chapter 8: what has parameters ---


class Module:
    """A network or a part of one: it has parameters, the Values that training changes."""

    def parameters(self):
        """Return the parameters, always in the same order."""
        return []

    # --- chapter 10: make room for new gradients ---

    def zero_grad(self):
        """Set the grad of every parameter to 0."""
        for parameter in self.parameters():
            parameter.grad = 0.0

    # --- chapter 12: keep what was learnt ---

    def save(self, path):
        """Write the parameters into a JSON file; ValueError, and no file, if one is infinite or not a number."""
        numbers = [parameter.data for parameter in self.parameters()]
        text = json.dumps({"network": repr(self), "parameters": numbers}, allow_nan=False)
        Path(path).write_text(text, encoding="utf-8")

    def load(self, path):
        """Take the parameters from a file that `save` wrote; ValueError if it holds a network of another shape."""
        saved = json.loads(Path(path).read_text(encoding="utf-8"))
        if not isinstance(saved, dict) or set(saved) != {"network", "parameters"}:
            raise ValueError(f"{path} is not a file of parameters that save() wrote")
        parameters = self.parameters()
        numbers = [Value(data).data for data in saved["parameters"]]
        if saved["network"] != repr(self) or len(numbers) != len(parameters):
            raise ValueError(
                f"{path} holds {len(numbers)} parameters of {saved['network']}, "
                f"and this is {self!r} with {len(parameters)}"
            )
        for parameter, data in zip(parameters, numbers):
            parameter.data = data


# --- chapter 8: a neuron, and neurons side by side ---


class Neuron(Module):
    """A weight for each input, and a bias: activation(w1*x1 + w2*x2 + ... + bias)."""

    def __init__(self, inputs, activation=Value.tanh, rng=random):
        """Draw each weight, in order, as rng.uniform(-1, 1); the bias starts at 0."""
        check_size("inputs", inputs)
        self.weights = [Value(rng.uniform(-1, 1), label=f"w{i + 1}") for i in range(inputs)]
        self.bias = Value(0.0, label="b")
        self.activation = activation

    def __call__(self, x):
        if len(x) != len(self.weights):
            raise ValueError(f"this neuron has {len(self.weights)} weights, and the input has {len(x)} numbers")
        total = sum((weight * number for weight, number in zip(self.weights, x)), self.bias)
        return self.activation(total)

    def parameters(self):
        """Return the weights, then the bias."""
        return [*self.weights, self.bias]

    def __repr__(self):
        return f"Neuron({len(self.weights)})"


class Layer(Module):
    """Neurons side by side: each gets the same inputs."""

    def __init__(self, inputs, outputs, activation=Value.tanh, rng=random, neuron=Neuron):
        """Make `outputs` of the class `neuron`, one after the other."""
        check_size("outputs", outputs)
        self.neurons = [neuron(inputs, activation, rng) for _ in range(outputs)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        """Return the parameters of the first neuron, then those of the next, and so on."""
        return [parameter for neuron in self.neurons for parameter in neuron.parameters()]

    def __repr__(self):
        return f"Layer({len(self.neurons[0].weights)}, {len(self.neurons)})"


def check_size(name, size):
    """Raise ValueError unless `size` is a whole number of 1 or more."""
    if not isinstance(size, Integral) or size < 1:
        raise ValueError(f"{name} must be a whole number of 1 or more, and got {size!r}")


# --- chapter 9: layers one behind the other ---


class MLP(Module):
    """Layers one behind the other, a multi-layer perceptron: the outputs of each are the inputs of the next."""

    def __init__(self, inputs, sizes, activation=Value.tanh, output_activation=Value.tanh, rng=random, neuron=Neuron):
        """Make a layer of each size in `sizes`, first to last; the last one has `output_activation`."""
        if not isinstance(sizes, list | tuple) or not sizes:
            raise ValueError(f"sizes is a list with the size of each layer, such as [4, 4, 1], and got {sizes!r}")
        activations = [activation] * (len(sizes) - 1) + [output_activation]
        shapes = zip([inputs, *sizes], sizes, activations)
        self.layers = [Layer(before, size, function, rng, neuron) for before, size, function in shapes]

    def __call__(self, x):
        for layer in self.layers:
            x = layer([x] if isinstance(x, Value) else x)
        return x

    def parameters(self):
        """Return the parameters of the first layer, then those of the next, and so on."""
        return [parameter for layer in self.layers for parameter in layer.parameters()]

    def __repr__(self):
        inputs = len(self.layers[0].neurons[0].weights)
        return f"MLP({inputs}, {[len(layer.neurons) for layer in self.layers]})"


# --- chapter 11: a last layer that may answer any number ---


def identity(value):
    """Return `value` as it is: the activation of a neuron that does not squash."""
    return value


# --- chapter 13: a neuron as one node ---


class FusedNeuron(Neuron):
    """A Neuron whose sum, and activation if that is one operation, make a single node: fewer nodes, same numbers."""

    def __call__(self, x):
        if len(x) != len(self.weights):
            return super().__call__(x)  # which refuses it
        values = [number for number in x if isinstance(number, Value)]
        if 0 < len(values) < len(x):
            return super().__call__(x)  # a mixture: there one node would save little
        weights = [weight.data for weight in self.weights]
        numbers = [value.data for value in values] or [Value(number).data for number in x]
        children = (*self.weights, self.bias, *values)
        slopes = [*numbers, 1.0, *weights] if values else [*numbers, 1.0]
        total = Value(sum(map(mul, weights, numbers), self.bias.data), children, "neuron", slopes)
        output = self.activation(total)
        if output.children != (total,):
            return output
        slope = output.local_grads[0]
        return Value(output.data, children, "neuron", [slope * number for number in slopes])

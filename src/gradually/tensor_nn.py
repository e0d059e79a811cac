"""Layers, networks and optimizers on Tensors: what nn and optim do on Values, a whole batch at a time."""

import numpy as np

from gradually.tensor import Tensor, linear

# --- chapter 13: a network on arrays ---


class Linear:
    """Neurons side by side without an activation: (batch, inputs) -> (batch, outputs), x @ weights + bias."""

    def __init__(self, inputs, outputs, rng, dtype=np.float64):
        """Draw the weights with rng.uniform, a NumPy generator, within 1 / sqrt(inputs) of 0; the bias starts at 0."""
        bound = 1 / np.sqrt(inputs)
        self.weights = Tensor(rng.uniform(-bound, bound, (inputs, outputs)), dtype=dtype)
        self.bias = Tensor(np.zeros(outputs), dtype=dtype)

    def __call__(self, x):
        return linear(x, self.weights, self.bias)

    def parameters(self):
        """Return the weights, then the bias."""
        return [self.weights, self.bias]


class MLP:
    """Linear layers with an activation after each but the last: (batch, inputs) -> (batch, sizes[-1])."""

    def __init__(self, inputs, sizes, rng, activation=Tensor.relu, dtype=np.float64):
        """Make a layer of each size in `sizes`, first to last."""
        self.layers = [Linear(before, size, rng, dtype) for before, size in zip([inputs, *sizes], sizes)]
        self.activation = activation

    def __call__(self, x):
        for layer in self.layers[:-1]:
            x = self.activation(layer(x))
        return self.layers[-1](x)

    def parameters(self):
        """Return the parameters of the first layer, then those of the next, and so on."""
        return [parameter for layer in self.layers for parameter in layer.parameters()]


# --- chapter 14: steps on arrays ---


class SGD:
    """Gradient descent with momentum: velocity = momentum * velocity + grad; a step is -learning_rate * velocity."""

    def __init__(self, parameters, learning_rate, momentum=0.0):
        """Keep `parameters`, leaf Tensors; without momentum a step is -learning_rate * grad."""
        self.parameters = list(parameters)
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocities = [np.zeros_like(parameter.data) for parameter in self.parameters]

    def step(self):
        """Move every parameter that has a gradient."""
        for parameter, velocity in zip(self.parameters, self.velocities):
            if parameter.grad is not None:
                move = parameter.grad
                if self.momentum:
                    velocity *= self.momentum
                    velocity += parameter.grad
                    move = velocity
                parameter.data -= self.learning_rate * move

    def zero_grad(self):
        """Forget every gradient."""
        for parameter in self.parameters:
            parameter.grad = None


class Adam:
    """Each step is the running mean of a gradient by its usual size, times the learning rate; Kingma and Ba, 2015."""

    def __init__(self, parameters, learning_rate=0.001, betas=(0.9, 0.999), epsilon=1e-8):
        """Keep `parameters`, leaf Tensors, and running means of their gradients and of the squares of these."""
        self.parameters = list(parameters)
        self.learning_rate = learning_rate
        self.betas = betas
        self.epsilon = epsilon
        self.steps = 0
        self.means = [np.zeros_like(parameter.data) for parameter in self.parameters]
        self.squares = [np.zeros_like(parameter.data) for parameter in self.parameters]

    def step(self):
        """Move every parameter that has a gradient."""
        self.steps += 1
        beta, gamma = self.betas
        rate = self.learning_rate * np.sqrt(1 - gamma**self.steps) / (1 - beta**self.steps)
        epsilon = self.epsilon * np.sqrt(1 - gamma**self.steps)
        for parameter, mean, square in zip(self.parameters, self.means, self.squares):
            if parameter.grad is not None:
                mean += (1 - beta) * (parameter.grad - mean)
                square += (1 - gamma) * (parameter.grad**2 - square)
                parameter.data -= rate * mean / (np.sqrt(square) + epsilon)

    def zero_grad(self):
        """Forget every gradient."""
        for parameter in self.parameters:
            parameter.grad = None

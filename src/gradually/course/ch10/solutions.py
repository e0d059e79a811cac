"""The course's answers to the coding exercises of chapter 10."""

import math
import random

from gradually.losses import squared_error


def take_step(parameters, learning_rate):
    for parameter in parameters:
        parameter.data -= learning_rate * parameter.grad


def train(network, inputs, targets, steps, learning_rate):
    losses = []
    for _ in range(steps):
        predictions = [network(x) for x in inputs]
        loss = squared_error(predictions, targets)
        losses.append(loss.data)
        network.zero_grad()
        loss.backward()
        for parameter in network.parameters():
            parameter.data -= learning_rate * parameter.grad
    return losses


def one_by_one(network, inputs, targets, steps, learning_rate):
    losses = []
    for _ in range(steps):
        network.zero_grad()
        total = 0.0
        for x, target in zip(inputs, targets):
            loss = (network(x) - target) ** 2
            loss.backward()
            total += loss.data
        losses.append(total)
        for parameter in network.parameters():
            parameter.data -= learning_rate * parameter.grad
    return losses


def best_rate(rates, make_network, inputs, targets, steps):
    best, lowest = None, math.inf
    for rate in rates:
        loss = train(make_network(), inputs, targets, steps, rate)[-1]
        if loss < lowest:
            best, lowest = rate, loss
    return best


def should_stop(losses, goal, patience):
    if losses[-1] < goal:
        return True
    if len(losses) <= patience:
        return False
    return min(losses[-patience:]) >= min(losses[:-patience])


def momentum_step(parameters, velocities, learning_rate, momentum):
    for i, parameter in enumerate(parameters):
        velocities[i] = momentum * velocities[i] + parameter.grad
        parameter.data -= learning_rate * velocities[i]


def learner(Number, inputs, targets):
    rng = random.Random(1)
    hidden = [[Number(rng.uniform(-1, 1)) for _ in range(3)] for _ in range(4)]
    last = [Number(rng.uniform(-1, 1)) for _ in range(5)]

    def neuron(weights, numbers):
        total = weights[-1]  # the bias
        for weight, number in zip(weights, numbers):
            total = total + weight * number
        return total.tanh()

    def network(x):
        numbers = [Number(number) for number in x]
        return neuron(last, [neuron(weights, numbers) for weights in hidden])

    parameters = sum(hidden, last)
    for _ in range(40):
        for parameter in parameters:
            parameter.grad = 0.0
        for x, target in zip(inputs, targets):
            off = network(x) + Number(-target)
            (off * off).backward()
        for parameter in parameters:
            parameter.data -= 0.1 * parameter.grad
    return network

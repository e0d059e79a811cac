"""The course's answers to the coding exercises of chapter 10."""

import math

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

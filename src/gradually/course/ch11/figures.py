"""The figures of chapter 11: two moons, margins and batches."""

import math
import random
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from gradually import data
from gradually.course.page import film
from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture, Stepper
from gradually.render import GRADIENT_COLOR, LINE_COLOR, PARAMETER_COLOR, TARGET_COLOR
from gradually.value import Value

ROOM = Path(__file__).parent


def moons_by_noise():
    """Return a slider over two moons with more and more noise."""
    said = {
        0: "every point lies on its half circle. No straight line could part the two.",
        0.05: "each point is off a little, by chance.",
        0.1: "the noise of this chapter.",
        0.2: "where would you draw the border now?",
        0.35: "and now? Some points lie where you would expect the other class.",
    }
    frames, captions = [], []
    for noise, words in said.items():
        inputs, targets = data.moons(100, noise=noise, rng=random.Random(1337))
        captions.append(f"noise {noise:g}: {words}")
        with plt.style.context(STYLE):
            figure, axes = plt.subplots(figsize=(6, 3.8))
            film.plane(axes, lambda _: Value(0.0), inputs, targets)
            axes.set(xlim=(-1.9, 2.9), ylim=(-1.5, 2), xlabel="x1", ylabel="x2", title="● class 1   ▲ class -1")
            frames.append(Picture(figure, captions[-1]).png)
    return Stepper(frames, captions, "png")


def cost_of_a_score():
    """Return what a score costs if its target is 1: by max-margin, by squared error, and by the logistic loss."""
    scores = [-2 + i / 50 for i in range(276)]
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.6))
        axes.plot(scores, [max(0, 1 - score) for score in scores], color=GRADIENT_COLOR, label="max-margin")
        axes.plot(scores, [(score - 1) ** 2 for score in scores], "--", color=LINE_COLOR, label="squared error")
        smooth = [math.log1p(math.exp(-score)) for score in scores]
        axes.plot(scores, smooth, "-.", color=PARAMETER_COLOR, label="logistic (below)")
        axes.axvline(1, color=TARGET_COLOR, linewidth=1, linestyle=":")
        axes.text(0.95, 4.6, "right by 1", color=TARGET_COLOR, ha="right")
        axes.set(ylim=(-0.15, 5), xlim=(-2, 3.5), xlabel="score, for target 1", ylabel="cost")
        axes.set(title="Right by 1 or more costs nothing")
        axes.legend(loc="upper left", bbox_to_anchor=(0.56, 1.0))
        return Picture(
            figure,
            "The cost of a score for target 1. Max-margin: a straight line that falls to 0 at the score 1, and stays "
            "at 0 beyond it. Squared error: a parabola with its bottom at 1, which rises again beyond it. "
            "Logistic: a curve like max-margin without its corner, which nears 0 and never gets there. "
            "A dotted line at the score 1: right by 1.",
        )


def moons(network, inputs, targets):
    """Return a live picture of a trained network of two hidden layers: its neurons to click, and where each is awake.

    All numbers go there with six decimals: then the picture is the same on every machine, and small.
    """
    layers = [
        [[round(parameter.data, 6) for parameter in neuron.parameters()] for neuron in layer.neurons]
        for layer in network.layers
    ]
    points = [[round(number, 6) for number in x] for x in inputs]
    shown = {"layers": layers, "inputs": points, "targets": targets, "chosen": 6, "probe": [0.5, 0.25]}
    return Live(ROOM / "moons.js", shown, first_folds(network, inputs, targets), "A trained network, neuron by neuron")


def first_folds(network, inputs, targets):
    """Return the plane of `network` with a line for each neuron of its first layer, beyond which it is awake."""
    neurons, asleep = network.layers[0].neurons, 0
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(4, 2.7))
        film.plane(axes, lambda _: Value(0.0), inputs, targets, margin=0.35)
        left, right, bottom, top = frame = axes.axis()
        xs, ys = np.linspace(left, right, film.GRID), np.linspace(bottom, top, film.GRID)
        height = film.scores(network, np.array([(x, y) for y in ys for x in xs])).reshape(film.GRID, film.GRID)
        axes.contourf(xs, ys, height, [-math.inf, 0, math.inf], colors=[film.TINT(0.0), film.TINT(1.0)])
        axes.contour(xs, ys, height, [0], colors=LINE_COLOR)
        for neuron in neurons:
            is_dead = all(neuron(x).data == 0 for x in inputs)
            asleep += is_dead
            look = {"color": LINE_COLOR, "linestyle": "--"} if is_dead else {"color": PARAMETER_COLOR}
            axes.plot(*zip(*fold_line(neuron), strict=True), linewidth=0.8, **look)
        axes.set(xlabel="x1", ylabel="x2", title="Straight folds make the border")
        axes.axis(frame)
    right = film.right_answers(network, inputs, targets)
    return Picture(
        figure,
        f"The plane with the border, {right} of {len(targets)} points right, and {len(neurons)} straight lines: the "
        f"folds of the first layer. Each of its neurons is awake on one side; {asleep} of them at no point at all.",
    )


def fold_line(neuron):
    """Return the two ends of a long line through all points at which the sum of `neuron`, of two inputs, is 0."""
    (w1, w2), b = (weight.data for weight in neuron.weights), neuron.bias.data
    square = w1**2 + w2**2 or math.inf  # without weights the sum is 0 nowhere: all of the line is one point
    across, up, far = -b * w1 / square, -b * w2 / square, 9 / math.sqrt(square)
    return [(across - far * w2, up + far * w1), (across + far * w2, up - far * w1)]


def loss_by_examples(whole, batched, size):
    """Return the losses of steps with all 100 examples, and of steps with `size`, against the examples looked at."""
    many = len(batched) * size
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.6))
        seen = [size * step for step in range(len(batched))]
        axes.plot(seen, batched, color=PARAMETER_COLOR, linewidth=1, label=f"batches of {size}: {len(batched)} steps")
        steps = many // 100
        axes.plot(
            [100 * step for step in range(steps + 1)],
            whole[: steps + 1],
            "o-",
            color=GRADIENT_COLOR,
            label=f"all 100 points: before and after {steps} steps",
        )
        axes.set(ylim=(0, None), xlabel="examples looked at", ylabel="loss of the step")
        axes.set(title="Small batches: more steps, and a noisier loss")
        axes.legend(loc="upper right")
        return Picture(
            figure,
            f"The loss against the number of examples looked at, up to {many}. With all 100 points in a step: "
            f"{steps} steps, from {whole[0]:.2f} up to {max(whole[: steps + 1]):.2f} and down to {whole[steps]:.2f}. "
            f"With batches of {size}: {len(batched)} "
            f"steps, a line that jumps up and down, around {sum(batched[-10:]) / 10:.2f} in the last ten steps.",
        )


def learnt_and_new(network, learnt, new):
    """Return the plane of `network` twice: with the points it has learnt, and with new ones, (inputs, targets) each."""
    with plt.style.context(STYLE):
        figure, row = plt.subplots(1, 2, figsize=(9, 3.8), sharex=True, sharey=True)
        words, (xs, ys) = [], zip(*new[0], strict=True)
        for axes, name, (inputs, targets) in zip(row, ("points it learnt", "new points"), (learnt, new), strict=True):
            film.plane(axes, network, inputs, targets, margin=2)  # then cut to one frame for both
            axes.set(xlim=(min(xs) - 0.3, max(xs) + 0.3), ylim=(min(ys) - 0.3, max(ys) + 0.3), xlabel="x1")
            right = film.right_answers(network, inputs, targets)
            words.append(f"{right} of {len(targets)} {name} are right")
            axes.set_title(f"{name}: {right} of {len(targets)} right")
        row[0].set_ylabel("x2")
        return Picture(figure, f"The same border twice. {words[0]}; {words[1]}.")

"""The figures of chapter 8: what one neuron draws."""

import math
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from gradually.course.page import film
from gradually.course.page.film import TINT
from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture, Stepper
from gradually.nn import Neuron
from gradually.render import LINE_COLOR
from gradually.value import Value

ROOM = Path(__file__).parent
CORNERS = [[-1, -1], [-1, 1], [1, -1], [1, 1]]
QUESTIONS = {"AND": [-1, -1, -1, 1], "OR": [-1, 1, 1, 1], "XOR": [-1, 1, 1, -1]}
TILTS = {  # (w1, w2, b): what is said of it
    (0, 0, 0): "w1 = 0, w2 = 0, b = 0. The plane is flat, every answer is 0: this neuron decides nothing.",
    (1, 0, 0): "w1 = 1. Now the plane rises by 1 with each step along x1. The border runs where it crosses 0.",
    (1, 1, 0): "w2 = 1 as well: it rises along x2 too, and the border turns.",
    (-1, 2, 0): "w1 = -1, w2 = 2: along x1 it falls, and along x2 it rises twice as steeply.",
    (1, 1, 1.5): "w1 = 1, w2 = 1 again, and b = 1.5: it is lifted by 1.5, and the border moves down and to the left.",
    (1, 1, -1.5): "b = -1.5: the whole plane is lowered, and the border moves up and to the right.",
}


def tilted_planes():
    """Return a slider over neurons of two inputs: the sum as a plane, squashed by tanh, and seen from above."""
    x1, x2 = np.meshgrid(np.linspace(-1.5, 1.5, 31), np.linspace(-1.5, 1.5, 31))
    frames = []
    for (w1, w2, b), caption in TILTS.items():
        total = w1 * x1 + w2 * x2 + b
        border = []
        with plt.style.context(STYLE):
            figure = plt.figure(figsize=(9, 3.1), layout="none")
            axes = figure.add_axes((0.775, 0.2, 0.22, 0.64))
            axes.contourf(x1, x2, np.tanh(total), np.linspace(-1, 1, 41), cmap=TINT, vmin=-1, vmax=1)
            if total.min() < total.max():
                border = axes.contour(x1, x2, total, [0], colors=LINE_COLOR, linewidths=1.5).allsegs[0]
            axes.grid(False)
            axes.set(xlabel="x1", ylabel="x2", xticks=(-1, 0, 1), yticks=(-1, 0, 1))
            for i, (height, low) in enumerate(((total, -5), (np.tanh(total), -1))):
                axes = figure.add_axes((0.01 + 0.34 * i, 0.03, 0.31, 0.87), projection="3d", computed_zorder=False)
                axes.plot_surface(x1, x2, height, cmap=TINT, vmin=-1, vmax=1, edgecolor=LINE_COLOR, linewidth=0.15)
                for line in border:
                    axes.plot(*line.T, 0, color=LINE_COLOR, linewidth=2, zorder=10)
                axes.set(zlim=(low, -low), xlabel="x1", ylabel="x2", xticks=(-1, 0, 1), yticks=(-1, 0, 1))
                axes.set_zlabel("height")
                axes.tick_params(pad=-2, labelsize=9)
                axes.xaxis.labelpad = axes.yaxis.labelpad = axes.zaxis.labelpad = -4
            for x, title in ((0.165, "the sum"), (0.505, "after tanh"), (0.885, "from above")):
                figure.text(x, 0.91, title, ha="center", fontsize=plt.rcParams["axes.titlesize"])
            frames.append(Picture(figure, caption).png)
    return Stepper(frames, list(TILTS.values()), "png")


def neuron(question="AND", parameters=(0.5, -1.0, 0.3)):
    """Return a live neuron with knobs for w1, w2 and b over four points to drag, and its squared error on them."""
    made, targets = Neuron(2), QUESTIONS[question]
    for parameter, number in zip(made.parameters(), parameters, strict=True):
        parameter.data = number
    loss = sum((made(x) - target) ** 2 for x, target in zip(CORNERS, targets, strict=True)).data
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(4, 3.6))
        film.plane(axes, made, CORNERS, targets, margin=1)
        axes.set(xlabel="x1", ylabel="x2", title=f"{question}: a loss of {loss:.2f}")
        w1, w2, b = parameters
        words = f"The plane of a neuron with w1 = {w1:g}, w2 = {w2:g}, b = {b:g}, and the four points of {question}"
        still = Picture(figure, f"{words}: the loss is {loss:.3f}.")
    data = {"inputs": CORNERS, "questions": QUESTIONS, "question": question, "parameters": parameters, "rate": 0.1}
    return Live(ROOM / "neuron.js", data, still, "A neuron to turn", parts=["losses.js"])


def data_sets(sets):
    """Return plots of data sets, {title: (inputs, targets)}: class 1 as green circles, -1 as gold triangles."""
    words = []
    with plt.style.context(STYLE):
        rows = math.ceil(len(sets) / 3)
        figure, grid = plt.subplots(rows, 3, figsize=(8, 2.8 * rows), squeeze=False)
        for axes, (title, (inputs, targets)) in zip(grid.flat, sets.items(), strict=True):
            film.plane(axes, lambda _: Value(0.0), inputs, targets)
            axes.set(title=title, xlabel="x1", ylabel="x2", aspect="equal", xticks=(-1, 0, 1), yticks=(-1, 0, 1))
            axes.set(xlim=(-1.6, 1.6), ylim=(-1.6, 1.6))
            classes = [
                ", ".join(f"({x:g}, {y:g})" for (x, y), target in zip(inputs, targets, strict=True) if target == name)
                for name in (1, -1)
            ]
            words.append(f"{title}: circles (class 1) at {classes[0]}; triangles (class -1) at {classes[1]}.")
    return Picture(figure, " ".join(words))


def from_above(neurons, inputs, targets):
    """Return what neurons of two inputs answer over the plane, side by side, with their border and the points."""
    words = []
    with plt.style.context(STYLE):
        figure, row = plt.subplots(1, len(neurons), figsize=(max(4, 2.8 * len(neurons)), 3.1), squeeze=False)
        for axes, neuron in zip(row[0], neurons, strict=True):
            film.plane(axes, neuron, inputs, targets)
            w1, w2, b = (f"{parameter.data:.3g}" for parameter in neuron.parameters())
            axes.set(xlabel="x1", ylabel="x2", aspect="equal", xticks=(-1, 0, 1), yticks=(-1, 0, 1))
            axes.set_title(f"w1 = {w1}, w2 = {w2},\nb = {b}", fontsize=11)
            right = film.right_answers(neuron, inputs, targets)
            words.append(f"w1 = {w1}, w2 = {w2}, b = {b}: {right} of {len(targets)} points on the right side")
    return Picture(figure, f"What a neuron answers over the plane, and its border. With {'; with '.join(words)}.")

"""The figures of chapter 10: a network learns."""

from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib.colors import BoundaryNorm

from gradually.course.ch10 import blank_page
from gradually.course.page import film
from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture
from gradually.losses import squared_error
from gradually.nn import Neuron
from gradually.optim import SGD
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, PARAMETER_COLOR, TARGET_COLOR
from gradually.value import Value

ROOM = Path(__file__).parent
CORNERS = [[-1, -1], [-1, 1], [1, -1], [1, 1]]
AND = [-1, -1, -1, 1]
LINES = ["-", "--", "-.", ":"]  # curves differ in more than colour


def loss_map(momentum=False):
    """Return the loss of chapter 8's neuron on AND over its two weights, with a walk downhill to set off on it.

    `momentum` adds a knob for the part of the last step that each step keeps.
    """
    neuron, b, path = Neuron(2), -1.0, [(0.5, -1.5)]

    def loss_at(w1, w2):
        for parameter, number in zip(neuron.parameters(), (w1, w2, b), strict=True):
            parameter.data = number
        return squared_error([neuron(x) for x in CORNERS], AND)

    optimizer = SGD(neuron.weights, learning_rate=0.05)
    for _ in range(60):
        loss = loss_at(*path[-1])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        path.append(tuple(weight.data for weight in neuron.weights))
    knobs = {"start": path[0], "rate": optimizer.learning_rate, "momentum": momentum}
    data = {"inputs": CORNERS, "targets": AND, "b": b, "x": [-3, 4], "y": [-3, 4]}
    return Live(ROOM / "loss_map.js", data | knobs, walk_from_above(path, loss_at), "A walk downhill")


def walk_from_above(path, loss_at):
    """Return a map of loss_at(w1, w2) as contour lines, and on it a walk from place to place."""
    places = [-3 + 7 * i / 40 for i in range(41)]
    heights = [[loss_at(w1, w2).data for w1 in places] for w2 in places]
    levels = [0, 0.13, 0.2, 0.4, 0.8, 1.6, 2.4, 3.2, 4, 4.8, 6.4, 8, 9.6, 11.2, 16]
    first, last = (loss_at(*place).data for place in (path[0], path[-1]))
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(4, 3.6))
        axes.contourf(places, places, heights, levels, cmap=film.TINT.reversed(), norm=BoundaryNorm(levels, 256))
        axes.contour(places, places, heights, levels, colors=LINE_COLOR, linewidths=0.6)
        axes.plot(*zip(*path, strict=True), ".-", color=GRADIENT_COLOR, linewidth=1.5)
        axes.plot(*path[0], "o", color=PARAMETER_COLOR, markersize=9)
        axes.annotate("start", path[0], (0, -16), textcoords="offset points", ha="center", color=PARAMETER_COLOR)
        axes.grid(visible=False)
        axes.set(xlabel="w1", ylabel="w2", aspect="equal", title=f"From {first:.2f} down to {last:.2f}")
        words = (
            f"A walk of {len(path) - 1} steps with a learning rate of 0.05, from a loss of {first:.2f} to {last:.2f}"
        )
        return Picture(
            figure,
            "The loss of one neuron on AND over its weights w1 and w2, from above: a valley where both are positive "
            f"and alike, heights where one or both are negative. {words}, runs down into the valley.",
        )


def curves(runs, title, ylabel="loss"):
    """Return a plot of lists of numbers against the step; `runs` is {name: list}."""
    colors = [DATA_COLOR, GRADIENT_COLOR, PARAMETER_COLOR, TARGET_COLOR]
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.6))
        for (name, numbers), line, color in zip(runs.items(), LINES, colors, strict=False):
            axes.plot(numbers, line, color=color, label=name)
        axes.set(xlabel="step", ylabel=ylabel, title=title)
        axes.legend()
        ends = "; ".join(f"{name}: from {numbers[0]:.2f} to {numbers[-1]:.2f}" for name, numbers in runs.items())
        return Picture(figure, f"{title}: {ylabel} against the step. {ends}.")


def with_and_without_zero(runs):
    """Return plots of losses and lengths of steps; `runs` is {start: ((losses, lengths) with zero_grad, without)}."""
    with plt.style.context(STYLE):
        figure, grid = plt.subplots(2, len(runs), figsize=(4.3 * len(runs), 5), sharex=True, sharey="row")
        for (above, below), (name, pair) in zip(grid.T, runs.items(), strict=True):
            styles = [(DATA_COLOR, "-", "with zero_grad"), (GRADIENT_COLOR, "--", "without")]
            for (losses, lengths), (color, line, label) in zip(pair, styles, strict=True):
                above.plot(losses, line, color=color, label=label)
                below.plot(lengths, line, color=color, label=label)
            above.set_title(name)
            below.set(xlabel="step", yscale="log")
            below.yaxis.set_major_formatter("{x:g}")
        grid[0][0].set_ylabel("loss")
        grid[1][0].set_ylabel("length of the step")
        grid[0][0].legend()
        ends = "; ".join(
            f"{name}: with zero_grad the last loss is {right[0][-1]:.2f} and the last step {right[1][-1]:.3f} long, "
            f"without {wrong[0][-1]:.2f} and {wrong[1][-1]:.3f}"
            for name, (right, wrong) in runs.items()
        )
        return Picture(figure, f"Losses above, lengths of the steps below. {ends}.")


def five_runs(runs):
    """Return what five loops left behind, side by side; `runs` is {letter: {losses, before, after, largest_grad}}."""
    with plt.style.context(STYLE):
        figure, row = plt.subplots(1, len(runs), figsize=(10.5, 4.9), sharey=True)
        told = []
        for axes, (letter, run) in zip(row, runs.items(), strict=True):
            axes.plot(run["losses"], color=GRADIENT_COLOR)
            axes.set(title=letter, xlabel="step", ylim=(-0.3, 9))
            pairs = zip(run["before"], run["after"], strict=True)
            arrows = "\n".join(f"{before:5.2f} → {after:5.2f}" for before, after in pairs)
            grad = f"{run['largest_grad']:.3g}"
            words = f"predictions:\n{arrows}\n\nlargest grad\nat the end: {grad}"
            below = {"xycoords": "axes fraction", "xytext": (0, -45), "textcoords": "offset points"}
            axes.annotate(words, (0, 0), va="top", fontsize=10.5, linespacing=1.4, **below)
            told.append(
                f"{letter}: noted loss from {run['losses'][0]:.2f} to {run['losses'][-1]:.2f}, highest "
                f"{max(run['losses']):.2f}; predictions {arrows.replace(chr(10), ', ')}; largest grad at the end {grad}"
            )
        row[0].set_ylabel("noted loss")
        return Picture(figure, "Five runs. " + ". ".join(told) + ".")


def learnt(network, inputs, targets):
    """Return the plane with the border of a network and its points; it answers with numbers, or what holds them."""

    def answer(x):
        return Value(blank_page.as_number(network(x)))

    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(4, 3.6))
        film.plane(axes, answer, inputs, targets)
        right = film.right_answers(answer, inputs, targets)
        axes.set(xlabel="x1", ylabel="x2", title=f"{right} of {len(targets)} points are right")
        return Picture(figure, f"The plane with a network's border, and {len(targets)} points: {right} are right.")

"""The figures of chapter 10: a network learns."""

import random

import matplotlib.pyplot as plt

from gradually.course.page.pictures import STYLE, Picture, Stepper
from gradually.data import tiny_set
from gradually.losses import squared_error
from gradually.nn import MLP
from gradually.optim import SGD
from gradually.render import DATA_COLOR, GRADIENT_COLOR, PARAMETER_COLOR, TARGET_COLOR

LINES = ["-", "--", "-.", ":"]  # curves differ in more than colour


def learning():
    """Return a slider over the training of chapter 10: predictions on their way to their targets, and the loss."""
    losses, moments = tiny_training(60)
    frames, captions = [], []
    for step in (0, 1, 2, 3, 4, 6, 8, 12, 20, 40, 60):
        answers = ", ".join(f"{prediction:.2f}" for prediction in moments[step])
        captions.append(f"after {step} step{'s' * (step != 1)}: loss {losses[step]:.3f}, predictions {answers}")
        with plt.style.context(STYLE):
            figure, (left, right) = plt.subplots(1, 2, figsize=(8, 2.9), width_ratios=(1.5, 1))
            on_their_way(left, moments[step])
            left.set_title(f"After {step} step{'s' * (step != 1)}")
            right.plot(losses, color="#dddddd")
            right.plot(losses[: step + 1], color=GRADIENT_COLOR)
            right.plot([step], [losses[step]], "o", color=GRADIENT_COLOR)
            right.set(xlabel="step", ylabel="loss", title=f"Loss {losses[step]:.3f}", ylim=(0, None))
            frames.append(Picture(figure, captions[-1]).png)
    return Stepper(frames, captions, "png")


def tiny_training(steps):
    """Return the losses and the predictions, before the first step and after each, of a network on the tiny set."""
    inputs, targets = tiny_set()
    network = MLP(3, [4, 4, 1], rng=random.Random(1))
    optimizer = SGD(network.parameters(), learning_rate=0.05)
    losses, moments = [], []
    for _ in range(steps + 1):
        predictions = [network(x) for x in inputs]
        loss = squared_error(predictions, targets)
        losses.append(loss.data)
        moments.append([prediction.data for prediction in predictions])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses, moments


def on_their_way(axes, predictions):
    """Draw on `axes` the predictions for the tiny set as dots, each on a line of its own to its target."""
    targets = [1, -1, -1, 1]
    for row, (prediction, target) in enumerate(zip(predictions, targets, strict=True)):
        axes.plot([prediction, target], [row, row], color=GRADIENT_COLOR, linewidth=1.5)
        axes.plot([target], [row], "D", color=TARGET_COLOR, markersize=9, label="target" if row == 0 else "")
        axes.plot([prediction], [row], "o", color=DATA_COLOR, markersize=8, label="prediction" if row == 0 else "")
    axes.set(xlim=(-1.15, 1.15), ylim=(3.6, -0.6), yticks=range(4), xlabel="prediction")
    axes.set_yticklabels([f"example {row}" for row in range(4)])
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.22), ncols=2)


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

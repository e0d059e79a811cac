"""The figures of chapter 14: digits, and what a network sees in them."""

import math
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture
from gradually.render import DATA_COLOR, PARAMETER_COLOR, TARGET_COLOR

ROOM = Path(__file__).parent
SCALE = 100  # a live figure holds weights as whole hundredths


def digits(images, titles, words, columns=8):
    """Return pictures of 8 by 8 points, (n, 64), each below its title; `words` says what they are."""
    rows = max(1, math.ceil(len(images) / columns))
    with plt.style.context(STYLE):
        figure, grid = plt.subplots(rows, columns, figsize=(9, 0.3 + 1.35 * rows), squeeze=False)
        for axes in grid.flat:
            axes.axis("off")
        for axes, image, title in zip(grid.flat, images, titles, strict=False):
            axes.imshow(image.reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
            axes.set_title(title, loc="center", fontsize=10)
        return Picture(figure, words)


def first_layer(weights, columns=8):
    """Return the weights of the first neurons of a layer, (64, neurons), each as a picture of 8 by 8 points."""
    tint = LinearSegmentedColormap.from_list("weights", [TARGET_COLOR, "#ffffff", DATA_COLOR])
    largest = abs(weights).max()
    with plt.style.context(STYLE):
        figure, grid = plt.subplots(2, columns, figsize=(9, 2.6))
        for axes, neuron in zip(grid.flat, weights.T, strict=False):
            shown = axes.imshow(neuron.reshape(8, 8), cmap=tint, vmin=-largest / 2, vmax=largest / 2)
            axes.axis("off")
        bar = figure.colorbar(shown, ax=grid, shrink=0.8, ticks=[-largest / 2, 0, largest / 2])
        bar.ax.set_yticklabels(["lowers the sum", "0", "raises the sum"])
        return Picture(
            figure,
            "The weights of sixteen neurons, each as a picture of 8 by 8 points: green where ink raises the neuron's "
            "sum, gold where it lowers it. Patches of green lie beside patches of gold.",
        )


def falling_loss(losses, batches):
    """Return the loss of each step, and the mean of each epoch of `batches` steps, on a logarithmic scale."""
    means = [sum(losses[i : i + batches]) / batches for i in range(0, len(losses), batches)]
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.4))
        axes.semilogy(losses, color="#9dbbe0", linewidth=0.6, label="each batch")
        middle = [batches * (i + 0.5) for i in range(len(means))]
        axes.semilogy(middle, means, "o-", markersize=4, color=PARAMETER_COLOR, label="mean of an epoch")
        axes.set(xlabel="step", ylabel="cross-entropy", title="Noisy, and falling", ylim=(min(means) / 10, None))
        axes.legend()
        return Picture(
            figure,
            "The cross-entropy against the step, on a logarithmic scale: a noisy line, and through it the means of "
            "the epochs, which fall steeply at first and then more and more slowly.",
        )


def confusion(said, targets):
    """Return a table of pictures' true digits against what the network said, for two arrays of digits."""
    counts = [[int(((targets == true) & (said == answer)).sum()) for answer in range(10)] for true in range(10)]
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(5, 4.6))
        off = [[0 if i == j else count for j, count in enumerate(row)] for i, row in enumerate(counts)]
        axes.imshow(off, cmap="Reds", vmin=0, vmax=2 * max(1, *map(max, off)))
        for i, row in enumerate(counts):
            for j, count in enumerate(row):
                if count:
                    axes.text(j, i, count, ha="center", va="center", color=DATA_COLOR if i == j else "black")
        axes.set(xticks=range(10), yticks=range(10), xlabel="the network said", ylabel="the digit is")
        axes.set(title="Nearly all on the diagonal")
        axes.grid(visible=False)
        return Picture(
            figure,
            "A table of the true digits against the network's answers. Nearly all pictures stand on the diagonal, "
            "where both agree; a few stand beside it, shaded red.",
        )


def draw_a_digit(network, learnt, held_out, labels):
    """Return a live pad to draw a digit on, read by `network` with its weights rounded to two decimals.

    `learnt` are the pictures, (n, 64), that it learnt from; of `held_out` a few are there to be looked at, some of
    which it gets wrong; `labels` says what they are.
    """
    layers = [[np.round(part.data * SCALE) / SCALE for part in layer.parameters()] for layer in network.layers]
    said = answers(layers, held_out)
    right, wrong = np.flatnonzero(said == labels)[:4], np.flatnonzero(said != labels)[:4]
    chosen = [*right, *wrong]
    weights, bias = layers[0]
    data = {
        "layers": [dict(zip(("weights", "bias"), map(as_whole, layer), strict=True)) for layer in layers],
        "scale": SCALE,
        "dead": np.flatnonzero((learnt @ weights + bias).max(axis=0) <= 0).tolist(),
        "examples": [{"pixels": (16 * held_out[i]).astype(int).tolist(), "target": int(labels[i])} for i in chosen],
    }
    titles = [f"{labels[i]}, said {said[i]}" for i in chosen]
    words = "Eight held-out digits of 8 by 8 points. The network reads the first four as what they are, the others not."
    return Live(ROOM / "digit.js", data, digits(held_out[chosen], titles, words), "A digit to draw")


def answers(layers, images):
    """Return the digit that a network of `layers`, [weights, bias] each, says of each picture, (n, 64) -> (n,)."""
    for weights, bias in layers[:-1]:
        images = np.maximum(images @ weights + bias, 0)
    weights, bias = layers[-1]
    return (images @ weights + bias).argmax(axis=1)


def as_whole(numbers):
    """Return the numbers of an array, row by row, as whole hundredths."""
    return np.round(numbers * SCALE).astype(int).ravel().tolist()

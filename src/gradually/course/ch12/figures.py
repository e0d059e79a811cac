"""The figures of chapter 12: arrays, and the time of a step."""

import math
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture, Stepper
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, PARAMETER_COLOR, TARGET_COLOR

ROOM = Path(__file__).parent
SCALE = 100  # a live figure holds weights as whole hundredths


def number_grid(axes, rows, title, lit=(), color=DATA_COLOR, room=4):
    """Draw on `axes` an array as a table of numbers, in `room` rows; the places (row, column) in `lit` are filled."""
    for i, row in enumerate(rows):
        for j, entry in enumerate(row):
            shade = color if (i, j) in lit else "white"
            axes.add_patch(plt.Rectangle((j, -i - 1), 1, 1, facecolor=shade, edgecolor=LINE_COLOR, linewidth=0.8))
            ink = "white" if (i, j) in lit else "black"
            axes.text(j + 0.5, -i - 0.5, f"{entry:g}", ha="center", va="center", color=ink)
    axes.set(xlim=(-0.05, len(rows[0]) + 0.05), ylim=(-room - 0.05, 0.05), aspect="equal")
    axes.set_title(title, loc="center")
    axes.axis("off")


def many_neurons_at_once():
    """Return a slider: from one weighted sum to a matrix product, of 4 points with 3 inputs and 2 neurons."""
    points, weights = [[1, 2, 0], [0, 1, 1], [2, 0, 1], [1, 1, 1]], [[2, 1], [1, 0], [3, -1]]
    sums = [[sum(point[k] * weights[k][j] for k in range(3)) for j in range(2)] for point in points]
    scenes = [
        ("One point, one neuron: row 0 times column 0, 1·2 + 2·1 + 0·3 = 4.", {0}, {0}),
        ("The same point, the other neuron: row 0 times column 1, 1·1 + 2·0 + 0·(-1) = 1.", {0}, {1}),
        ("Another point, the first neuron: row 2 times column 0, 2·2 + 0·1 + 1·3 = 7.", {2}, {0}),
        ("One neuron, all points: each row times column 0, a column of four sums.", {0, 1, 2, 3}, {0}),
        ("All neurons, all points: the whole product, (4, 3) @ (3, 2) gives (4, 2).", {0, 1, 2, 3}, {0, 1}),
    ]
    frames, captions = [], []
    for caption, rows, columns in scenes:
        with plt.style.context(STYLE):
            figure, panels = plt.subplots(1, 3, figsize=(7, 3.3), width_ratios=[3, 2, 2])
            figure.suptitle(caption, fontsize=11)
            number_grid(panels[0], points, "points (4, 3)", {(i, k) for i in rows for k in range(3)})
            number_grid(
                panels[1], weights, "weights (3, 2)", {(k, j) for k in range(3) for j in columns}, PARAMETER_COLOR
            )
            number_grid(panels[2], sums, "sums (4, 2)", {(i, j) for i in rows for j in columns})
            captions.append(caption)
            frames.append(Picture(figure, caption).png)
    return Stepper(frames, captions, "png")


def repeat_and_sum():
    """Return a bias that is repeated for every point going forward, and its gradient that is summed going back."""
    with plt.style.context(STYLE):
        figure, panels = plt.subplots(1, 4, figsize=(9, 2.9))
        number_grid(panels[0], [[10, 20]], "forward:\nbias (2,)", {(0, 0), (0, 1)}, PARAMETER_COLOR)
        number_grid(panels[1], [[10, 20]] * 4, "forward:\nrepeated (4, 2)", {(0, 0), (0, 1)}, PARAMETER_COLOR)
        grads, red = [[1, 2], [1, 0], [1, 5], [1, 1]], GRADIENT_COLOR
        number_grid(
            panels[2], grads, "backward:\ngradient arrives (4, 2)", {(i, j) for i in range(4) for j in range(2)}, red
        )
        number_grid(panels[3], [[4, 8]], "backward:\nsummed (2,)", {(0, 0), (0, 1)}, red)
        return Picture(
            figure,
            "Forward: a bias of shape (2,), the numbers 10 and 20, is repeated in four rows. Backward: a gradient of "
            "shape (4, 2) arrives, and each of its two columns is added up: 4 and 8, of shape (2,).",
        )


def step_times(times):
    """Return dots that say how long a step takes, {name: seconds}, on a logarithmic scale from 10 µs to 10 s."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(7.5, 0.9 + 0.45 * len(times)))
        names, seconds, places = list(times), list(times.values()), range(len(times))
        axes.hlines(places, 1e-5, seconds, color=DATA_COLOR, linewidth=2)
        axes.plot(seconds, places, "o", color=DATA_COLOR)
        for place, s in zip(places, seconds, strict=True):
            said = f"{s * 1e3:.3g} ms" if s >= 1e-3 else f"{s * 1e6:.3g} µs"
            axes.annotate(said, (s, place), (8, 0), textcoords="offset points", va="center")
        axes.set(xscale="log", xlim=(1e-5, 10), ylim=(len(times) - 0.5, -0.5), xlabel="seconds for a step")
        axes.set_yticks(places, names)
        axes.grid(axis="y", visible=False)
        axes.set(title="The same step, the same numbers", axisbelow=True)
        ways = ", ".join(names)
        return Picture(
            figure, f"Dots on a logarithmic scale, the time of one step of training, as measured here: {ways}."
        )


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

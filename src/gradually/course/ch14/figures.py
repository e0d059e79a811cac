"""The figures of chapter 14: digits, and what a network sees in them."""

import contextlib
import io
import math
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture
from gradually.render import DATA_COLOR, GRADIENT_COLOR, PARAMETER_COLOR, TARGET_COLOR
from gradually.tensor import Tensor, cross_entropy

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


def curves(losses, batches, title):
    """Return lines, {name: the loss of each step}, as means over epochs of `batches` steps, on a logarithmic scale."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.4))
        looks = zip((GRADIENT_COLOR, TARGET_COLOR, PARAMETER_COLOR), ("s-", "^-", "o-"), strict=True)
        for (name, steps), (color, look) in zip(losses.items(), looks, strict=False):
            means = [sum(steps[i : i + batches]) / batches for i in range(0, len(steps), batches)]
            axes.semilogy(range(1, len(means) + 1), means, look, markersize=4, color=color, label=name)
        axes.set(xlabel="epoch", ylabel="cross-entropy, mean of the epoch", title=title)
        axes.legend()
        return Picture(figure, f"{title}. The mean loss of each epoch, a line each for: {', '.join(losses)}.")


def by_depth(sizes):
    """Return the size of the first layer's gradient by the number of hidden layers, {name: sizes for 1, 2, …}."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.4))
        looks = zip((PARAMETER_COLOR, DATA_COLOR, GRADIENT_COLOR), ("o-", "s-", "^-"), strict=True)
        for (name, each), (color, look) in zip(sizes.items(), looks, strict=True):
            axes.semilogy(range(1, len(each) + 1), each, look, markersize=4, color=color)
            axes.annotate(name, (len(each), each[-1]), (8, 0), textcoords="offset points", va="center", color=color)
        axes.set(xlabel="hidden layers", ylabel="gradient of the first layer", xlim=(0.5, 13.5))
        axes.set(xticks=range(1, 11), title="Vanishing, steady, exploding")
        return Picture(
            figure,
            "The mean size of the first layer's gradient against the number of hidden layers, on a logarithmic scale: "
            "one line falls steeply, one stays level, one rises steeply.",
        )


def how_long(times):
    """Return dots for {name: seconds} on a logarithmic scale from a hundredth of a second to a day."""
    marks = {0.01: "10 ms", 1: "1 second", 60: "1 minute", 3600: "1 hour", 86400: "1 day"}
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(7.5, 0.9 + 0.45 * len(times)))
        names, seconds, places = list(times), list(times.values()), range(len(times))
        axes.hlines(places, 0.01, seconds, color=DATA_COLOR, linewidth=2)
        axes.plot(seconds, places, "o", color=DATA_COLOR)
        for place, s in zip(places, seconds, strict=True):
            said = f"{s:.2g} s" if s < 60 else f"{s / 60:.0f} minutes"
            axes.annotate(said, (s, place), (8, 0), textcoords="offset points", va="center")
        axes.set(xscale="log", xlim=(0.01, 2e5), ylim=(len(times) - 0.5, -0.5), title="The same training")
        axes.set_xticks(list(marks), list(marks.values()))
        axes.minorticks_off()
        axes.set_yticks(places, names)
        axes.grid(axis="y", visible=False)
        return Picture(figure, f"Dots on a logarithmic scale, the time of the training here: {', '.join(names)}.")


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


def fooled(network, held_out, labels, size=2 / 16):
    """Return a live figure of held-out digits, (n, 64), each moved along the signs of its slopes or of noise.

    One of each kind: the first that `network`, with weights rounded to two decimals, reads right, and wrong when each
    of its points is moved by `size` along its slope; the still picture shows them so.
    """
    layers = [[np.round(part.data * SCALE) / SCALE for part in layer.parameters()] for layer in network.layers]
    pushed = uphill(layers, held_out, labels, size)
    taken_in = (answers(layers, held_out) == labels) & (answers(layers, pushed) != labels)
    chosen = [np.flatnonzero(taken_in & (labels == digit))[0] for digit in range(10) if digit in labels[taken_in]]
    noise = np.random.default_rng(0).choice(["+", "-"], (len(chosen), 64))
    data = {
        "layers": [dict(zip(("weights", "bias"), map(as_whole, layer), strict=True)) for layer in layers],
        "scale": SCALE,
        "examples": [
            {"pixels": (16 * held_out[i]).astype(int).tolist(), "target": int(labels[i]), "noise": "".join(signs)}
            for i, signs in zip(chosen, noise, strict=True)
        ],
    }
    titles = [f"{labels[i]}, said {said}" for i, said in zip(chosen, answers(layers, pushed[chosen]), strict=True)]
    words = "Held-out digits, each point moved a little. To the eye they are what they were; the network reads others."
    return Live(ROOM / "fool.js", data, digits(pushed[chosen], titles, words, columns=5), "Digits to fool it with")


def uphill(layers, images, labels, size):
    """Return images, (n, 64), each point moved by `size` along the slope of the loss and kept between 0 and 1."""
    x = hidden = Tensor(images)
    for weights, bias in layers[:-1]:
        hidden = (hidden @ weights + bias).relu()
    weights, bias = layers[-1]
    cross_entropy(hidden @ weights + bias, labels).backward()
    return np.clip(images + size * np.sign(x.grad), 0, 1)


def answers(layers, images):
    """Return the digit that a network of `layers`, [weights, bias] each, says of each picture, (n, 64) -> (n,)."""
    for weights, bias in layers[:-1]:
        images = np.maximum(images @ weights + bias, 0)
    weights, bias = layers[-1]
    return (images @ weights + bias).argmax(axis=1)


def as_whole(numbers):
    """Return the numbers of an array, row by row, as whole hundredths."""
    return np.round(numbers * SCALE).astype(int).ravel().tolist()


def strengths(names, learnt, chosen_by):
    """Return the share of right answers for each strength: means, and a dot for each draw, two arrays (strength, draw).

    `learnt` is of the pictures that a network learnt from, `chosen_by` of those to choose by.
    """
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.6))
        places = np.arange(len(names))
        for shift, right, color, look, name in (
            (-0.12, learnt, TARGET_COLOR, "^-", "learnt from"),
            (0.12, chosen_by, DATA_COLOR, "o-", "to choose by"),
        ):
            axes.plot(np.repeat(places + shift, right.shape[1]), 100 * right.ravel(), ".", color=color, alpha=0.35)
            spread = 100 * right.std(axis=1)
            axes.errorbar(places + shift, 100 * right.mean(axis=1), spread, fmt=look, color=color, label=name)
        axes.set_xticks(places, [f"{name:g}" for name in names])
        axes.set(xlabel="strength of the penalty", ylabel="% right", title="A little does little; much does harm")
        axes.legend(loc="lower left")
        return Picture(
            figure,
            "The share of right answers for five strengths, each with ten dots, their mean and their spread. Of what "
            "was learnt from all is right, but for the strongest; of the others about nine tenths, and fewer there.",
        )


# --- a stranger's program ---

PROGRAM = (ROOM / "stranger.py").read_text(encoding="utf-8").splitlines()
MENDED = {  # line: what ought to stand there
    12: "test = TensorDataset(images[1437:], labels[1437:])",
    25: "        return self.output(x)",
    33: "",
    35: "        optimizer.zero_grad()\n        loss = loss_function(model(x), y)",
    39: "model.eval()",
}


def stranger():
    """Return the program with the numbers of its lines."""
    return "\n".join(f"{number:2}  {line}".rstrip() for number, line in enumerate(PROGRAM, start=1))


@contextlib.contextmanager
def one_thread():
    """Let PyTorch work on one thread: on arrays of this size a second one mostly waits, and takes ten times as long."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def claimed_by_the_stranger(mended=()):
    """Return how many per cent the program says are right, with the faults in these lines mended; needs PyTorch."""
    changed = {*mended, *({35} if 33 in mended else ())}
    lines = [MENDED[i] if i in changed else line for i, line in enumerate(PROGRAM, start=1)]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), one_thread():
        exec("\n".join(lines), {})
    return float(said.getvalue().split()[0])


def what_the_stranger_claims():
    """Return what the program says as it is, with three faults mended, and with all four; needs PyTorch."""
    claims = {
        "as it is": claimed_by_the_stranger(),
        "25, 33, 39 mended": claimed_by_the_stranger([25, 33, 39]),
        "all four mended": claimed_by_the_stranger([12, 25, 33, 39]),
    }
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 1.9))
        axes.barh(list(claims), list(claims.values()), color=[GRADIENT_COLOR, TARGET_COLOR, DATA_COLOR], height=0.6)
        for place, claimed in enumerate(claims.values()):
            axes.annotate(f"{claimed:.1f} %", (claimed, place), (6, 0), textcoords="offset points", va="center")
        axes.set(xlim=(0, 118), xticks=range(0, 101, 20), xlabel="% right, as the program says", title="What it claims")
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        words = "Three bars, what the program says: least as it is, most with the last three mended, between them all."
        return Picture(figure, words)

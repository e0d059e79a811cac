"""The figures of chapter 15: what follows which character, and what a table or a network makes of it."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, PARAMETER_COLOR, TARGET_COLOR
from gradually.text import CHARACTERS, contexts

ROOM = Path(__file__).parent
SHOWN = [{".": "·", " ": "␣"}.get(character, character) for character in CHARACTERS]
VOWELS = "aeiou"
FONT = ["DejaVu Sans"]  # it has the sign for a space


def next_character(words, start="nor", back=2, most=5):
    """Return a live field to type in, which shows what tables counted from `words` expect next, 0 to `most` back."""
    x, y = contexts(words, back)
    now = [CHARACTERS.index(character) for character in start[-back:]]
    row = np.bincount(y[(x == now).all(axis=1)], minlength=len(CHARACTERS))
    data = {"characters": CHARACTERS, "towns": "|".join(words), "start": start, "back": back, "most": most}
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.2, 1.8))
        axes.set_axisbelow(True)
        axes.bar(range(len(row)), row / row.sum(), color=DATA_COLOR)
        axes.set(xticks=range(len(row)), ylim=(0, 1), title=f"After “{start}”, looking {back} back")
        axes.set_xticklabels(SHOWN, fontfamily=FONT, fontsize=8)
        likeliest = CHARACTERS[row.argmax()]
        share = row.max() / row.sum()
        words_for_it = f"What may come after “{start}”: the likeliest is {likeliest}, with {share:.0%}."
        return Live(ROOM / "next_character.js", data, Picture(figure, words_for_it), "What comes next")


def heat_map(counts):
    """Return the shares of each row of a table of pairs, (28, 28), in percent and as shades."""
    shares = counts / counts.sum(axis=1, keepdims=True)
    tint = LinearSegmentedColormap.from_list("shares", ["#ffffff", "#b5d9cf", DATA_COLOR])
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(8.2, 7.4))
        axes.grid(visible=False)
        axes.imshow((12 * np.sqrt(shares)).round(), cmap=tint)  # few shades: a stored picture has not many colours
        for (i, j), share in np.ndenumerate(shares):
            if share >= 0.005:
                color = "white" if share > 0.6 else "#222222"
                axes.text(j, i, f"{100 * share:.0f}", ha="center", va="center", fontsize=7.5, color=color)
        axes.xaxis.tick_top()
        axes.xaxis.set_label_position("top")
        axes.set(xlabel="what comes next", ylabel="the character before")
        axes.set_xticks(range(len(SHOWN)), SHOWN, fontfamily=FONT)
        axes.set_yticks(range(len(SHOWN)), SHOWN, fontfamily=FONT)
        axes.set_title("What follows each character, in percent", pad=14)
        return Picture(
            figure,
            "A table of 28 rows and columns: how often, in percent, each character is followed by each. The darkest "
            "square is u after q. Many squares are empty.",
        )


def wheel(probabilities, chance):
    """Return a row of probabilities as fields of a strip from 0 to 1, with an arrow at `chance`."""
    sums = np.cumsum(probabilities)
    stop = int((sums > chance).argmax())
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(9, 1.5))
        axes.grid(visible=False)
        for number, (end, probability) in enumerate(zip(sums, probabilities)):
            color = DATA_COLOR if number == stop else ("#e3f0ec", "#c9e2da")[number % 2]
            axes.barh(0, probability, left=end - probability, color=color, edgecolor="white", linewidth=0.6)
            if probability >= 0.015:
                ink = "white" if number == stop else "#222222"
                axes.text(end - probability / 2, 0, SHOWN[number], ha="center", va="center", color=ink, family=FONT)
        axes.annotate(
            f"chance {chance}", (chance, 0.4), (chance, 0.95), ha="center", arrowprops={"arrowstyle": "->", "lw": 1.6}
        )
        axes.set(xlim=(0, 1), ylim=(-0.42, 1.3), yticks=[], xlabel="running sum of the probabilities")
        axes.spines["left"].set_visible(False)
        field = f"{sums[stop] - probabilities[stop]:.2f} to {sums[stop]:.2f}"
        words = f"A strip from 0 to 1 with a field for each character. At {chance} lies {SHOWN[stop]}, from {field}."
        return Picture(figure, words)


def further_back(backs, counted, held_out):
    """Return two losses of tables against how far back they look: on the towns they counted, and on others."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(7.5, 4))
        axes.plot(backs, counted, "o-", color=DATA_COLOR)
        axes.plot(backs, held_out, "s--", color=GRADIENT_COLOR)
        axes.text(backs[-1] + 0.1, counted[-1], "towns it counted", color=DATA_COLOR, va="center")
        axes.text(backs[-1] + 0.1, held_out[-1], "held-out towns", color=GRADIENT_COLOR, va="center")
        sizes = ["784", "21,952", "614,656", "17 million", "482 million"]
        for back in backs:
            axes.text(back, 1.27, sizes[back - 1], ha="center", fontsize=9, color=LINE_COLOR)
        axes.text(backs[0] - 0.35, 1.345, "numbers in the table:", fontsize=9, color=LINE_COLOR)
        axes.set(xlim=(backs[0] - 0.4, backs[-1] + 1.3), ylim=(1.2, 2.7), xticks=backs, xlabel="characters looked back")
        axes.set(ylabel="loss", title="Better, until the table has holes")
        pairs = ", ".join(f"{a:.2f} and {b:.2f}" for a, b in zip(counted, held_out, strict=True))
        return Picture(figure, f"Loss on the counted and on the held-out towns, from 1 to {backs[-1]} back: {pairs}.")


def falls_to(losses, goal):
    """Return the loss at each step of a training, and the line `goal` that it comes down to."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.4))
        axes.plot(losses, color=PARAMETER_COLOR, label="learnt")
        axes.axhline(goal, color=DATA_COLOR, linestyle="--", label=f"counted: {goal:.3f}")
        axes.set(xlabel="step", ylabel="loss", ylim=(2.5, 3.4), title="Learning what was counted")
        axes.legend()
        words = f"The loss falls from {losses[0]:.2f} to {losses[-1]:.2f}, steeply at first, and meets {goal:.2f}."
        return Picture(figure, words)


def apart(points, least):
    """Return points, (n, 2), each moved as little as it takes until hardly two are nearer than `least`."""
    points = points.copy()
    for _ in range(200):
        between = points[:, None] - points
        distances = np.hypot(between[..., 0], between[..., 1])
        np.fill_diagonal(distances, np.inf)
        short = np.maximum(least - distances, 0)
        points += (between * (short / distances / 4)[..., None]).sum(axis=1)
    return points


def plane(table):
    """Return the rows of a table of two numbers each, every one drawn as its character, apart from the others."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(7, 5.4))
        for character, shown, (x, y) in zip(CHARACTERS, SHOWN, apart(table, 0.3), strict=True):
            kind = (character in VOWELS, character in ". ", character == "y")
            color = (
                GRADIENT_COLOR if kind[0] else TARGET_COLOR if kind[1] else PARAMETER_COLOR if kind[2] else DATA_COLOR
            )
            weight = "bold" if character in VOWELS or character == "." else "normal"
            axes.text(x, y, shown, ha="center", va="center", fontsize=13, color=color, weight=weight, family=FONT)
        (left, low), (right, high) = table.min(axis=0) - 0.5, table.max(axis=0) + 0.5
        axes.set(xlim=(left, right), ylim=(low, high), xlabel="its first number", ylabel="its second number")
        axes.set_title("Each character's row of two numbers, as learnt")
        order = " ".join(SHOWN[i] for i in np.argsort(table[:, 0]))
        return Picture(figure, f"A plane with a point for each character. From left to right: {order}.")


def ladder(losses):
    """Return {name: held-out loss} as bars from the highest to the lowest, those with "MLP" in the name in blue."""
    names = sorted(losses, key=losses.get, reverse=True)
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(7.6, 0.6 + 0.36 * len(names)))
        colors = [PARAMETER_COLOR if "MLP" in name else DATA_COLOR for name in names]
        bars = axes.barh(names, [losses[name] for name in names], color=colors, height=0.62)
        axes.set_axisbelow(True)
        axes.bar_label(bars, [f"{losses[name]:.3f}" for name in names], padding=4)
        axes.invert_yaxis()
        axes.set(xlim=(0, 3.8), xlabel="loss on held-out towns", title="Who guesses best?")
        said = "; ".join(f"{name} {losses[name]:.2f}" for name in names)
        return Picture(figure, f"Losses on held-out towns, as bars: {said}.")

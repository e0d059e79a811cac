"""The figures of chapter 16: where places look, how a network learns to write, and what it expects."""

import collections
import math
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, PARAMETER_COLOR, TARGET_COLOR
from gradually.text import CHARACTERS, encode

ROOM = Path(__file__).parent
SHADES = LinearSegmentedColormap.from_list("weights", ["#ffffff", "#b5d9cf", DATA_COLOR])
SHOWN = {".": "·", " ": "␣"}
ALPHABET = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\<')  # what JSON holds as it is
TO_TRY = ["north london", "springfield", "saint mary"]


def marks_of(text):
    """Return the characters of a text as they are shown, with the sign for its beginning before them."""
    return [SHOWN.get(character, character) for character in f".{text}"]


# --- tables of weights ---


def weights(table, marks, title):
    """Return a table of weights, (places, places), in which each row is a place that looks."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(1.2 + 0.62 * len(table), 1.0 + 0.55 * len(table)))
        draw_weights(axes, table, marks)
        for i, row in enumerate(table):
            for j, weight in enumerate(row):
                if weight:
                    shade = "white" if weight > 0.6 else "black"
                    axes.text(j, i, f"{weight:.2f}", ha="center", va="center", color=shade, fontsize=9)
        axes.set(title=title, xlabel="is looked at", ylabel="looks")
        rows = "; ".join(
            f"{mark}: {', '.join(f'{w:.2f}' for w in row)}" for mark, row in zip(marks, table, strict=True)
        )
        return Picture(figure, f"A table of weights, a row for each place that looks. {rows}.")


def draw_weights(axes, table, marks):
    """Draw a table of weights: white for 0, green for 1."""
    axes.imshow(table, cmap=SHADES, vmin=0, vmax=1)
    axes.set_xticks(range(len(marks)), marks)
    axes.set_yticks(range(len(marks)), marks)
    axes.grid(visible=False)


def all_heads(gpt, text):
    """Return where each head of each block looks in `text`."""
    gpt.logits_after(text)
    heads = gpt.blocks[0].attention.heads
    with plt.style.context(STYLE):
        figure, grid = plt.subplots(len(gpt.blocks), heads, figsize=(2.9 * heads, 3.1 * len(gpt.blocks)), squeeze=False)
        for i, (row, block) in enumerate(zip(grid, gpt.blocks, strict=True), 1):
            for head, axes in enumerate(row):
                draw_weights(axes, block.attention.seen[0, head], marks_of(text))
                axes.tick_params(labelsize=8)
                axes.set_title(f"block {i}, head {head + 1}", fontsize=10)
        words = (
            "a row for each place that looks, white for not at all, green for only there; all on or below the diagonal"
        )
        return Picture(figure, f'Where the heads look in "{text}": {words}.')


def look_back(gpt, text=TO_TRY[0], place=8):
    """Return a live figure of a trained GPT, its weights rounded: where its places look, and what it expects."""
    data = {
        "text": text,
        "place": place,
        "words": TO_TRY,
        "characters": CHARACTERS,
        "alphabet": ALPHABET,
        "places": len(gpt.positions.table),
        "size": gpt.positions.table.shape[1],
        "heads": gpt.blocks[0].attention.heads,
        "blocks": len(gpt.blocks),
        "parameters": [in_levels(parameter.data) for parameter in gpt.parameters()],
    }
    return Live(ROOM / "look_back.js", data, all_heads(gpt, text), "Where each place looks back")


def in_levels(numbers):
    """Return the numbers of an array as one character each, a level of ALPHABET, and the `unit` between two levels."""
    top = len(ALPHABET) // 2
    unit = float(f"{abs(numbers).max() / top or 1:.4g}")
    levels = np.clip(np.round(numbers.ravel() / unit), -top, top).astype(int)
    return {"unit": unit, "levels": "".join(ALPHABET[level + top] for level in levels)}


# --- the training ---


def film(moments):
    """Return what a network wrote while it learnt, from (step, held-out loss, words) of some moments."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(9.6, 0.5 + 0.36 * len(moments)))
        axes.axis("off")
        axes.set(xlim=(0, 1), ylim=(len(moments) + 0.6, -0.2))
        heading = {"color": LINE_COLOR, "fontsize": 10}
        axes.text(0.05, 0, "step", ha="right", **heading)
        axes.text(0.12, 0, "held out", ha="right", **heading)
        axes.text(0.145, 0, "the same chances in each row", **heading)
        for row, (step, loss, words) in enumerate(moments, 1):
            axes.text(0.05, row, f"{step:,}", ha="right", fontsize=10)
            axes.text(0.12, row, f"{loss:.2f}", ha="right", fontsize=10, color=GRADIENT_COLOR)
            for column, word in enumerate(words):
                place = 0.145 + column * 0.86 / len(words)
                axes.text(place, row, cut(word), fontsize=9, family="monospace", color=DATA_COLOR)
        first, last = moments[0], moments[-1]
        return Picture(
            figure,
            f'At step {first[0]} the network writes "{first[2][0]}", with a held-out loss of {first[1]:.2f}; '
            f'at step {last[0]:,} "{last[2][0]}", with {last[1]:.2f}.',
        )


def cut(word, longest=15):
    """Return `word`, or its beginning with a sign that it goes on."""
    return word if len(word) <= longest else f"{word[: longest - 1]}…"


def losses(learning, moments, others):
    """Return the loss of each step, held-out losses from `moments`, and those of `others`, {name: loss}, as lines."""
    means = np.array(learning).reshape(-1, 50).mean(axis=1)
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(8, 4.2))
        axes.plot(25 + 50 * np.arange(len(means)), means, color="#9dbbe0", label="what it learns from, 50 steps each")
        steps, held_out, _ = zip(*moments[1:], strict=True)
        axes.plot(steps, held_out, "o-", color=GRADIENT_COLOR, label="held out")
        named = [("GPT", held_out[-1], GRADIENT_COLOR)]
        colors = [LINE_COLOR, TARGET_COLOR, PARAMETER_COLOR]
        for (name, loss), color in zip(others.items(), colors, strict=False):
            axes.axhline(loss, color=color, linestyle="--", linewidth=1.3)
            named.append((name, loss, color))
        for place, (name, loss, color) in enumerate(sorted(named, key=lambda each: each[1])):
            above = (0, -0.01, 0.02, 0)[place]  # the second and the third lie close together
            axes.text(1.01 * axes.get_xlim()[1], loss + above, f"{name}: {loss:.3f}", color=color, va="center")
        axes.set(xlabel="step", ylabel="loss", ylim=(1.75, 2.75), title="It passes counting and the MLP")
        axes.legend(loc="upper center")
        listed = ", ".join(f"{name} {loss:.3f}" for name, loss in others.items())
        return Picture(figure, f"The GPT's held-out loss falls to {held_out[-1]:.3f}. Lines for the others: {listed}.")


def counted(learnt, held_out, back, added):
    """Return the loss of held-out words by counting what followed each `back` characters, `added` to every count."""
    times = collections.Counter(followers(learnt, back))
    befores = collections.Counter(before for before, _ in followers(learnt, back))
    total, count, size = 0.0, 0, len(CHARACTERS)
    for before, after in followers(held_out, back):
        total -= math.log((times[before, after] + added) / (befores[before] + added * size))
        count += 1
    return total / count


def followers(words, back):
    """Yield (the `back` numbers before it, a number) for every character and end of `words`."""
    for word in words:
        numbers = [0] * (back - 1) + encode(word)
        for place in range(back, len(numbers)):
            yield tuple(numbers[place - back : place]), numbers[place]


def towns_by_heat(columns):
    """Return towns written at some temperatures, from {temperature: words}, a column for each."""
    longest = max(map(len, columns.values()))
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(8.4, 0.6 + 0.3 * longest))
        axes.axis("off")
        axes.set(xlim=(0, len(columns)), ylim=(longest + 0.5, -0.5))
        for column, (heat, words) in enumerate(columns.items()):
            axes.text(column, 0, f"temperature {heat}", fontsize=10, color=LINE_COLOR)
            for row, word in enumerate(words, 1):
                axes.text(column, row, cut(word, 24), fontsize=10, family="monospace", color=DATA_COLOR)
        listed = "; ".join(f"at {heat}: {', '.join(words)}" for heat, words in columns.items())
        return Picture(figure, f"Towns that the network wrote, {listed}.")

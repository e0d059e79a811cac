"""The figures of chapter 13: arrays, and the time of a step."""

from pathlib import Path

import matplotlib.pyplot as plt

from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture, Stepper
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, PARAMETER_COLOR

ROOM = Path(__file__).parent


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


# what the live figure of shapes cuts its arrays from; all numbers differ enough to be followed by eye
ARRAY_A = [[1, 2, 0, 3], [0, 1, 4, 1], [2, 0, 1, 5], [3, 1, 1, 2]]
ARRAY_B = [[10, 20, 30, 40], [50, 60, 70, 80], [11, 12, 13, 14], [21, 22, 23, 24]]
ARRIVES = [[1, 2, -1, 3], [1, 0, 4, 2], [1, 5, 2, -2], [2, 1, 3, 1]]


def shapes():
    """Return two live arrays whose shapes the reader sets: what is repeated, and what is summed on the way back."""
    data = {"a": ARRAY_A, "b": ARRAY_B, "arrives": ARRIVES}
    return Live(ROOM / "shapes.js", data, repeat_and_sum(), "Two arrays, and their shapes")


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


def rounded(ratio):
    """Return a ratio as text, with two digits: 1,200 or 3.4."""
    return f"{float(f'{ratio:.2g}'):,g}" if ratio >= 10 else f"{ratio:.2g}"


def step_times(times, title="The same step, the same numbers"):
    """Return dots that say how long each way takes, {name: seconds}, and how many times as fast as the first it is.

    The scale is logarithmic, from 10 µs to 10 s.
    """
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(7.5, 0.9 + 0.45 * len(times)))
        names, seconds, places = list(times), list(times.values()), range(len(times))
        axes.hlines(places, 1e-5, seconds, color=DATA_COLOR, linewidth=2)
        axes.plot(seconds, places, "o", color=DATA_COLOR)
        for place, s in zip(places, seconds, strict=True):
            said = f"{s * 1e3:.3g} ms" if s >= 1e-3 else f"{s * 1e6:.3g} µs"
            said += f", {rounded(seconds[0] / s)} times as fast" if place else ""
            axes.annotate(said, (s, place), (8, 0), textcoords="offset points", va="center")
        axes.set(xscale="log", xlim=(1e-5, 10), ylim=(len(times) - 0.5, -0.5), xlabel="seconds")
        axes.set_yticks(places, names)
        axes.grid(axis="y", visible=False)
        axes.set(title=title, axisbelow=True)
        ways = ", ".join(names)
        return Picture(figure, f"{title}. Dots on a logarithmic scale, the times as measured here: {ways}.")


def share_of_products(whole, products):
    """Return a bar that is `whole` seconds long, the time of a step, with that of its `products` at its beginning."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(7.5, 1.9))
        axes.barh(0, whole * 1e6, color="#d5d5d5")
        axes.barh(0, products * 1e6, color=DATA_COLOR)
        axes.text((products + whole) / 2 * 1e6, 0, "all that goes on round them", ha="center", va="center")
        axes.set(yticks=(), xlabel="microseconds", axisbelow=True)
        axes.set_title(f"The nine products take {products / whole:.0%} of a step")
        axes.grid(axis="y", visible=False)
        return Picture(figure, "A bar, the time of a step as measured here; the nine products are its beginning.")

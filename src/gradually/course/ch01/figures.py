"""The figures of chapter 1: secants, and steps too large or too small."""

import math
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR

ROOM = Path(__file__).parent


def parabola(x):
    """Return 3x² - 4x + 5, the function of chapter 1."""
    return 3 * x**2 - 4 * x + 5


CURVES = {  # name: its words, the function, and what is shown of x, of f(x) and of the slopes
    "parabola": {"words": "3x² − 4x + 5", "f": parabola, "x": (-4, 5.5), "y": (-5, 75), "slopes": (-30, 36)},
    "square": {"words": "x²", "f": lambda x: x**2, "x": (-4, 4), "y": (-2, 16), "slopes": (-9, 9)},
    "cube": {"words": "x³", "f": lambda x: x**3, "x": (-2.5, 2.5), "y": (-16, 16), "slopes": (-4, 20)},
    "reciprocal": {"words": "1/x", "f": lambda x: 1 / x, "x": (-4, 4), "y": (-5, 5), "slopes": (-8, 1)},
    "exp": {"words": "eˣ", "f": np.exp, "x": (-3, 2), "y": (-1, 8), "slopes": (-1, 8)},
    "sin": {"words": "sin x", "f": np.sin, "x": (-4, 4), "y": (-1.5, 1.5), "slopes": (-1.5, 1.5)},
    "tanh": {"words": "tanh x", "f": np.tanh, "x": (-4, 4), "y": (-1.5, 1.5), "slopes": (-0.5, 1.5)},
}


def line_through(axes, f, x, h):
    """Draw on `axes` the curve of `f` and the line through its points at `x` and `x + h`, with run and rise."""
    wide, xs = axes.get_xlim(), np.linspace(*axes.get_xlim(), 200)
    low, high = f(x), f(x + h)
    far = 4 * max(map(abs, axes.get_ylim()))  # near a pole: nothing is drawn across it
    axes.plot(xs, np.where(abs(f(xs)) < far, f(xs), np.nan), color=DATA_COLOR)
    axes.plot(wide, [low + (high - low) / h * (at - x) for at in wide], color=GRADIENT_COLOR)
    axes.plot([x, x + h, x + h], [low, low, high], ":", color=LINE_COLOR)
    axes.plot([x, x + h], [low, high], "o", color=GRADIENT_COLOR)


def secant(curves=("parabola", "sin", "exp", "tanh"), x=3.0, h=2.0):
    """Return a live line through two points, at `x` and `x + h`, of one of the `curves`, and a trace of its slopes."""
    first = CURVES[curves[0]]
    rise = float(first["f"](x + h) - first["f"](x))
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6, 3.4))
        axes.set(xlim=first["x"], ylim=first["y"], xlabel="x", ylabel="f(x)")
        axes.set(title=f"rise / run = {rise:g} / {h:g} = {rise / h:g}")
        line_through(axes, first["f"], x, h)
        still = Picture(
            figure,
            f"The curve {first['words']} and the line through two of its points. x goes from {x:g} to {x + h:g}: a run "
            f"of {h:g}. f rises by {rise:g}. Rise / run = {rise / h:g}, the slope of the line.",
        )
    chosen = {name: {key: what for key, what in CURVES[name].items() if key != "f"} for name in curves}
    return Live(ROOM / "secant.js", {"curves": chosen, "x": x, "h": h}, still, "A line through two points of a curve")


def secant_into_tangent():
    """Return the secants of the parabola at 3 for four steps h, side by side."""
    with plt.style.context(STYLE):
        figure, row = plt.subplots(1, 4, figsize=(9, 2.8), sharey=True)
        for axes, h in zip(row, (2, 1, 0.5, 0.001), strict=True):
            axes.set(xlim=(1.9, 5.2), ylim=(0, 68), xlabel="x")
            line_through(axes, parabola, 3, h)
            axes.set_title(f"h = {h:g}: slope {(parabola(3 + h) - parabola(3)) / h:g}")
        row[0].set_ylabel("f(x)")
        return Picture(
            figure,
            "Four plots of a parabola, each with the line through its points at 3 and 3 + h. For h = 2, 1, 0.5, 0.001 "
            "the line has slope 20, 17, 15.5, 14.003, and in the end it only touches the curve.",
        )


STEPS = [10**-k for k in range(1, 16)]  # from 0.1 down
PLACES = np.linspace(1, 3, 21)  # one error depends on luck with the last digit: they are averaged


def error_of(slope, h):
    """Return by how much `slope(exp, x, h)` is off, on average over PLACES; eˣ is its own slope."""
    return sum(abs(slope(math.exp, x, h) - math.exp(x)) for x in PLACES.tolist()) / len(PLACES)


def error_against_step(ways):
    """Return the errors of `ways` to measure a slope, {name: slope(f, x, h)}, against the step, on logarithmic scales.

    The step with the smallest error is marked, and named in the words, for each of the ways.
    """
    best = []
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 4))
        for (name, slope), look, color in zip(ways.items(), "os", (DATA_COLOR, GRADIENT_COLOR), strict=True):
            errors = [error_of(slope, h) for h in STEPS]
            least = min(errors)
            h = STEPS[errors.index(least)]
            best.append(f"{name} at h = {h:.0e}")
            axes.loglog(STEPS, errors, look + "-", markersize=4, color=color, label=name)
            axes.annotate(f"best: {h:.0e}", (h, least), (-8, -14), textcoords="offset points", color=color, ha="right")
        axes.annotate("too small a step:\ndigits are lost", (1e-15, 1e-11), color=LINE_COLOR)
        axes.annotate("too large a step:\nthe curve bends away", (1e-1, 2e-13), color=LINE_COLOR, ha="right")
        axes.set(ylim=(1e-13, 1e2), xlabel="step h", ylabel="error of the slope")
        axes.set(title="A step can be too large, and too small")
        axes.legend(loc="upper center")
        return Picture(
            figure,
            "The error of the slope against the step h on logarithmic scales: two curves, each a V. The error is "
            f"smallest for {' and for '.join(best)}.",
        )

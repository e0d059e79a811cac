"""The figures of chapter 1: secants, and steps too large or too small."""

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


def error_against_step(steps, one_sided_errors, symmetric_errors):
    """Return the errors of the two ways to measure a slope, against the step, all on logarithmic scales."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 4))
        axes.loglog(steps, one_sided_errors, "o-", markersize=4, color=DATA_COLOR, label="one-sided")
        axes.loglog(steps, symmetric_errors, "s-", markersize=4, color=GRADIENT_COLOR, label="symmetric")
        axes.annotate("too small a step:\ndigits are lost", (1e-15, 1e-11), color=LINE_COLOR)
        axes.annotate("too large a step:\nthe curve bends away", (1e-1, 1e-11), color=LINE_COLOR, ha="right")
        axes.set(ylim=(1e-12, 1e2), xlabel="step h", ylabel="error of the slope")
        axes.set(title="A step can be too large, and too small")
        axes.legend(loc="upper center")
        return Picture(
            figure,
            "The error of the slope against the step h on logarithmic scales: two curves, each a V. The one-sided "
            "difference is best near h = 1e-8; the symmetric one near 1e-5, and far more exact there.",
        )

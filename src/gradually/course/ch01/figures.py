"""The figures of chapter 1: nudges, secants, and steps too large or too small."""

import matplotlib.pyplot as plt

from gradually.course.page.pictures import STYLE, Picture, Stepper
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR


def parabola(x):
    """Return 3x² - 4x + 5, the function of chapter 1."""
    return 3 * x**2 - 4 * x + 5


def secant(axes, x, h):
    """Draw on `axes` the parabola and the straight line through its points at `x` and `x + h`, with run and rise."""
    xs = [i / 50 for i in range(95, 261)]
    low, high = parabola(x), parabola(x + h)
    axes.plot(xs, [parabola(at) for at in xs], color=DATA_COLOR)
    axes.plot([1.9, 5.2], [low + (high - low) / h * (at - x) for at in (1.9, 5.2)], color=GRADIENT_COLOR)
    axes.plot([x, x + h, x + h], [low, low, high], ":", color=LINE_COLOR)
    axes.plot([x, x + h], [low, high], "o", color=GRADIENT_COLOR)
    axes.set(xlim=(1.9, 5.2), ylim=(0, 68), xlabel="x")


def secant_into_tangent():
    """Return the secants of the parabola at 3 for four steps h, side by side."""
    with plt.style.context(STYLE):
        figure, row = plt.subplots(1, 4, figsize=(9, 2.8), sharey=True)
        for axes, h in zip(row, (2, 1, 0.5, 0.001), strict=True):
            secant(axes, 3, h)
            axes.set_title(f"h = {h:g}: slope {(parabola(3 + h) - parabola(3)) / h:g}")
        row[0].set_ylabel("f(x)")
        return Picture(
            figure,
            "Four plots of a parabola, each with the line through its points at 3 and 3 + h. For h = 2, 1, 0.5, 0.001 "
            "the line has slope 20, 17, 15.5, 14.003, and in the end it only touches the curve.",
        )


def nudges():
    """Return a slider over nudges of the parabola at 3, from large to small."""
    frames, captions = [], []
    for h in (2, 1.5, 1, 0.5, 0.2, 0.05, 0.001):
        rise = parabola(3 + h) - parabola(3)
        captions.append(f"x goes from 3 to {3 + h:g}: a run of {h:g}. f rises by {rise:g}. Rise / run = {rise / h:g}.")
        with plt.style.context(STYLE):
            figure, axes = plt.subplots(figsize=(5.5, 3.4))
            secant(axes, 3, h)
            axes.set_ylabel("f(x)")
            frames.append(Picture(figure, captions[-1]).png)
    return Stepper(frames, captions, "png")


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

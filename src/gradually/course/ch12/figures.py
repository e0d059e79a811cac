"""The figures of chapter 12: logits and their probabilities."""

from pathlib import Path

import matplotlib.pyplot as plt

from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture
from gradually.losses import softmax
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, TARGET_COLOR

ROOM = Path(__file__).parent


def probabilities_and_gradients(probabilities, gradients, target):
    """Return bars of the probabilities of some classes, beside bars of their logits' gradients."""
    classes = range(len(probabilities))
    with plt.style.context(STYLE):
        figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.8), sharey=True)
        for axes, heights, shade in ((left, probabilities, DATA_COLOR), (right, gradients, GRADIENT_COLOR)):
            colors = [TARGET_COLOR if i == target else shade for i in classes]
            bars = axes.bar(classes, heights, color=colors, width=0.6)
            axes.bar_label(bars, [f"{height:.3f}" for height in heights], padding=2)
            axes.axhline(0, color=LINE_COLOR, linewidth=1)
            axes.set_xticks(classes, [f"{i}\n(target)" if i == target else f"{i}" for i in classes])
            axes.set(xlabel="class", axisbelow=True)
            axes.margins(y=0.15)
        left.set(title="Probabilities", ylabel="probability")
        right.set(title="Gradients: the target's logit should rise", ylabel="gradient of the logit")
        said = ", ".join(f"{p:.3f}" for p in probabilities)
        pulls = ", ".join(f"{g:.3f}" for g in gradients)
        return Picture(
            figure,
            f"Two bar charts of {len(probabilities)} classes, class {target} being the target. Probabilities: {said}. "
            f"Gradients of the logits: {pulls}; only the target's is below 0. "
            "On one scale the bars of the other classes are equal.",
        )


def logits(values, target):
    """Return live logits, from those of `values` on, with their probabilities, the loss, and the gradients."""
    still = probabilities_and_gradients([p.data for p in softmax(values)], [value.grad for value in values], target)
    data = {"logits": [value.data for value in values], "target": target, "rate": 1}
    return Live(ROOM / "logits.js", data, still, "Logits to drag")

"""The figures of chapter 12: logits and their probabilities, the cost of a score, and a plane of three classes."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import to_rgb

from gradually.course.page.film import GRID, Film, answers
from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture
from gradually.losses import softmax
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, PARAMETER_COLOR, TARGET_COLOR
from gradually.value import Value

ROOM = Path(__file__).parent
CLASS_COLORS = [DATA_COLOR, TARGET_COLOR, PARAMETER_COLOR]
TINTS = np.array([to_rgb(tint) for tint in ("#b5d9cf", "#ecd9ae", "#bcd0ec")])  # of the classes, where one is sure
MARKERS, MARKER_NAMES = "o^s", ("circles", "triangles", "squares")
LINES = ["-", "--"]  # curves differ in more than colour


# --- scores and probabilities ---


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


def costs_and_slopes(losses, title, across):
    """Return the costs of a score between -6 and 6, above, and their slopes; `losses` is {name: function of a Value}.

    `title` states what the slopes show.
    """
    places = [i / 10 for i in range(-60, 61)]
    with plt.style.context(STYLE):
        figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.5))
        for (name, loss), color, line in zip(losses.items(), (LINE_COLOR, GRADIENT_COLOR), LINES[::-1], strict=True):
            costs, slopes = zip(*(cost_and_slope(loss, place) for place in places), strict=True)
            left.plot(places, costs, line, color=color, label=name)
            right.plot(places, slopes, line, color=color, label=name)
        left.set(title="What it costs", xlabel=across, ylabel="loss")
        right.set(title=title, xlabel=across, ylabel="slope")
        left.legend()
        ends = [f"{name}: " + told_at_ends(loss) for name, loss in losses.items()]
        return Picture(figure, f"Two losses against {across}, and their slopes. {'; '.join(ends)}.")


def cost_and_slope(loss, place):
    """Return what `loss` says of a score at `place`, and its slope there."""
    score = Value(place)
    cost = loss(score)
    cost.backward()
    return cost.data, score.grad


def told_at_ends(loss):
    """Return a clause on a loss far to the left, in the middle and far to the right."""
    told = [(place, *cost_and_slope(loss, place)) for place in (-6.0, 0.0, 6.0)]
    return ", ".join(f"at {place:g} it is {cost:.2f} with slope {slope:.3f}" for place, cost, slope in told)


# --- three classes in the plane ---


def points_of_classes(inputs, targets):
    """Return a picture of points of three classes, each with its own mark and colour."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(5, 4.2))
        draw_points(axes, inputs, targets)
        axes.set(xlabel="x1", ylabel="x2", aspect="equal", title="Three arms, three classes")
        counts = [f"{list(targets).count(k)} {name} of class {k}" for k, name in enumerate(MARKER_NAMES)]
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
        return Picture(figure, f"Three arms that wind round the middle: {', '.join(counts)}.")


def draw_points(axes, inputs, targets):
    """Draw the points of each class with the mark and the colour of the class."""
    points, classes = np.asarray(inputs), np.asarray(targets)
    for k, (marker, color) in enumerate(zip(MARKERS, CLASS_COLORS, strict=True)):
        look = {"markersize": 6, "markeredgecolor": "white", "markeredgewidth": 0.7}
        axes.plot(*points[classes == k].T, marker, color=color, label=f"class {k}", **look)


def probabilities(network, points):
    """Return the softmax probabilities of `network` at each row of `points`, as an array (points, classes)."""
    logits = answers(network, np.asarray(points, dtype=float))
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def areas(axes, network, inputs, targets, margin=0.4):
    """Draw the areas of the three classes, the paler the less sure, their borders, and the points."""
    points = np.asarray(inputs)
    (left, bottom), (right, top) = points.min(axis=0) - margin, points.max(axis=0) + margin
    xs, ys = np.linspace(left, right, GRID), np.linspace(bottom, top, GRID)
    across, up = np.meshgrid(xs, ys)
    over_all = probabilities(network, np.stack([across.ravel(), up.ravel()], axis=1)).reshape(GRID, GRID, -1)
    frame = {"origin": "lower", "extent": (left, right, bottom, top), "aspect": "auto", "interpolation": "bilinear"}
    axes.imshow(shades(over_all), **frame)
    for k in range(over_all.shape[2]):
        lead = over_all[..., k] - np.delete(over_all, k, axis=2).max(axis=2)
        if lead.min() < 0 < lead.max():
            axes.contour(xs, ys, lead, levels=[0], colors=LINE_COLOR, linewidths=1)
    draw_points(axes, inputs, targets)
    axes.grid(visible=False)
    axes.set(xlim=(left, right), ylim=(bottom, top))


def shades(over_all):
    """Return a colour for each list of three probabilities: white where all are equal, the class's where one is 1."""
    sure = np.clip(1.5 * over_all - 0.5, 0, 1)
    return 1 - sure @ (1 - TINTS)


class FilmOfClasses(Film):
    """A recording of a network of two inputs and three outputs while it learns which of three classes a point has."""

    def plane(self, axes):
        """Draw the network as it is now on `axes`: the areas of its classes, and the points."""
        areas(axes, self.network, self.inputs, self.targets)

    def right_answers(self):
        """Return at how many points the largest probability, as it is now, is that of the point's class."""
        said = probabilities(self.network, self.inputs).argmax(axis=1)
        return int((said == np.asarray(self.targets)).sum())


def trained(network, inputs, targets):
    """Return a live map of a trained network of three classes, with a point to drag over it."""
    data = {
        "layers": [
            [[round(parameter.data, 6) for parameter in neuron.parameters()] for neuron in layer.neurons]
            for layer in network.layers
        ],
        "inputs": [[round(number, 3) for number in x] for x in inputs],
        "targets": list(targets),
        "probe": [0.9, 0.9],
    }
    return Live(ROOM / "areas.js", data, map_of(network, inputs, targets), "A plane of three classes")


def map_of(network, inputs, targets):
    """Return a picture of the areas of three classes."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(4.4, 3.8))
        areas(axes, network, inputs, targets)
        axes.set(xlabel="x1", ylabel="x2", title="The paler, the less sure")
    largest = probabilities(network, inputs).max(axis=1)
    return Picture(
        figure,
        "The plane in three colours, an area for each class, winding round the middle, with pale stripes along the "
        f"borders. At {int((largest < 0.9).sum())} of {len(targets)} points the largest probability is below 0.9.",
    )

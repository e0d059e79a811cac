"""Training as a film: the border between two classes moves while the loss falls."""

import base64
import io
import math

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from PIL import Image

from gradually.course.page.pictures import STYLE, Picture, palette_of
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, TARGET_COLOR, image_tag
from gradually.value import Value

TINT = LinearSegmentedColormap.from_list("classes", ["#ecd9ae", "#ffffff", "#b5d9cf"])  # -1 gold, 1 green
GRID = 60  # points along each side of the plane
FRAMES = 24
FRAME_TIME, LAST_FRAME_TIME = 160, 2500  # milliseconds


# --- the plane ---


def plane(axes, network, inputs, targets, margin=0.5):
    """Draw on `axes` the score of `network` over the plane, the border where it is 0, and the points by class.

    `network` is anything that turns [x, y] into a Value; targets above 0 are green circles, others gold triangles.
    """
    points = np.asarray(inputs, dtype=float)
    (left, bottom), (right, top) = points.min(axis=0) - margin, points.max(axis=0) + margin
    xs, ys = np.linspace(left, right, GRID), np.linspace(bottom, top, GRID)
    across, up = np.meshgrid(xs, ys)
    height = scores(network, np.stack([across.ravel(), up.ravel()], axis=1)).reshape(GRID, GRID)
    tint = {"cmap": TINT, "vmin": -1, "vmax": 1, "interpolation": "bilinear", "aspect": "auto"}
    axes.imshow(np.tanh(height), origin="lower", extent=(left, right, bottom, top), **tint)
    if height.min() < 0 < height.max():
        axes.contour(xs, ys, height, levels=[0], colors=LINE_COLOR, linewidths=1.5)
    is_one = np.asarray(targets) > 0
    size, edge = 6 if len(points) > 20 else 10, {"markeredgecolor": "white", "markeredgewidth": 0.7}
    axes.plot(*points[is_one].T, "o", color=DATA_COLOR, markersize=size, **edge)
    axes.plot(*points[~is_one].T, "^", color=TARGET_COLOR, markersize=size + 1, **edge)
    axes.grid(False)
    axes.set(xlim=(left, right), ylim=(bottom, top))


def scores(network, points):
    """Return what `network` answers at each row of `points`, shape (points, 2), as an array of that many numbers."""
    if not hasattr(network, "layers"):
        return np.array([network([float(x), float(y)]).data for x, y in points])
    return answers(network, points)[:, 0]


def answers(network, points):
    """Return what the last layer of `network` gives at each row of `points`, as an array (points, its neurons)."""
    outputs = points
    for layer in network.layers:
        weights = np.array([[weight.data for weight in neuron.weights] for neuron in layer.neurons])
        biases = np.array([neuron.bias.data for neuron in layer.neurons])
        activation = layer.neurons[0].activation
        squash = np.vectorize(lambda x, function=activation: function(Value(x)).data, otypes=[float])
        outputs = squash(outputs @ weights.T + biases)
    return outputs


def right_answers(network, inputs, targets):
    """Return at how many of `inputs` the score of `network` has the sign of the target."""
    return int((scores(network, np.asarray(inputs, dtype=float)) * np.asarray(targets) > 0).sum())


# --- the film ---


class Film:
    """A recording of a network of two inputs while it learns: in a notebook an animated picture."""

    def __init__(self, network, inputs, targets):
        """Get ready to film `network` as it learns to answer `targets` (-1 and 1) at `inputs`, [x, y] each."""
        self.network = network
        self.inputs = inputs
        self.targets = targets
        self.losses = []
        self.moments = []  # the parameters' data at each step

    def record(self, loss):
        """Take down the loss, a Value or a number, and the parameters as they are; once a step, before it is made."""
        self.losses.append(float(getattr(loss, "data", loss)))
        self.moments.append([parameter.data for parameter in self.network.parameters()])

    def at(self, step, look):
        """Return `look()` with the parameters as they were at `step`; then they are as before."""
        parameters = self.network.parameters()
        now = [parameter.data for parameter in parameters]
        try:
            self.put(self.moments[step])
            return look()
        finally:
            self.put(now)

    def put(self, moment):
        """Give the parameters these numbers."""
        for parameter, data in zip(self.network.parameters(), moment, strict=True):
            parameter.data = data

    def spread(self, count):
        """Return `count` recorded steps at most, first to last, closer together at the start, where more happens."""
        if not self.losses:
            raise ValueError("nothing was recorded: call film.record(loss) in every step")
        last = len(self.losses) - 1
        return sorted({round(last * (i / max(1, count - 1)) ** 1.7) for i in range(count)} | {last})

    def plane(self, axes):
        """Draw the network as it is now on `axes`: its answers over the plane, and the points."""
        plane(axes, self.network, self.inputs, self.targets)

    def right_answers(self):
        """Return at how many points the network, as it is now, is right."""
        return right_answers(self.network, self.inputs, self.targets)

    def words_at(self, step):
        """Return a clause on one step: its loss, and how many points were right."""
        right = self.at(step, self.right_answers)
        return f"step {step}: loss {self.losses[step]:.3f}, {right} of {len(self.targets)} points right"

    def __repr__(self):
        return f"A film of {len(self.losses)} steps. At " + "; at ".join(map(self.words_at, self.spread(2))) + "."

    def draw(self, figure, step):
        """Draw one step on an empty figure: the plane on the left, the loss so far on the right."""
        left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
        self.at(step, lambda: self.plane(left))
        left.set(xlabel="x1", ylabel="x2", title=f"Step {step}")
        right.plot(self.losses, color="#dddddd")
        right.plot(self.losses[: step + 1], color=GRADIENT_COLOR)
        right.plot([step], [self.losses[step]], "o", color=GRADIENT_COLOR)
        right.set(xlabel="step", ylabel="loss", title=f"Loss {self.losses[step]:.3f}")
        right.set_ylim(0, 1.1 * max(filter(math.isfinite, self.losses), default=0) or 1)

    def frames(self):
        """Return the frames as images of one palette."""
        drawn = []
        with plt.style.context(STYLE):
            figure = plt.figure(figsize=(8, 3.4))
            for step in self.spread(FRAMES):
                figure.clear()
                self.draw(figure, step)
                page = io.BytesIO()
                figure.savefig(page, format="png", dpi=90)
                drawn.append(Image.open(page).convert("RGB"))
            plt.close(figure)
        palette = palette_of(drawn[len(drawn) // 2])
        return [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in drawn]

    def pictures(self):
        """Return (the film, its last frame), the bytes of an animated PNG and of a still one."""
        moving, still = io.BytesIO(), io.BytesIO()
        first, *others = frames = self.frames()
        times = [FRAME_TIME] * len(others) + [LAST_FRAME_TIME]
        first.save(moving, format="png", save_all=True, append_images=others, duration=times, loop=0)
        frames[-1].save(still, format="png", optimize=True)
        return moving.getvalue(), still.getvalue()

    def _repr_mimebundle_(self, include=None, exclude=None):
        moving, still = self.pictures()
        words = repr(self)
        return {
            "text/html": image_tag(moving, "png", words),
            "image/png": base64.b64encode(still).decode("ascii"),
            "text/plain": words,
        }

    def stills(self, *steps):
        """Return a Picture of these steps side by side, four by default, for whoever would rather not watch a film."""
        steps = steps or self.spread(4)
        with plt.style.context(STYLE):
            figure, row = plt.subplots(1, len(steps), figsize=(2.6 * len(steps), 2.8), sharey=True, squeeze=False)
            for axes, step in zip(row[0], steps, strict=True):
                self.at(step, lambda axes=axes: self.plane(axes))
                axes.set(title=f"Step {step}: loss {self.losses[step]:.2f}", xlabel="x1")
            row[0][0].set_ylabel("x2")
            return Picture(figure, "The plane at " + "; at ".join(map(self.words_at, steps)) + ".")

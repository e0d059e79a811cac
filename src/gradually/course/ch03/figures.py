"""The figures of chapter 3: what a nudge does on its way through a graph."""

import math
from pathlib import Path

import matplotlib.pyplot as plt

from gradually.course.page.graphs import expression, names_in, signed, steps_of, titles_of, travelled
from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture
from gradually.derivative import gradient
from gradually.draw import draw, walk
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, PARAMETER_COLOR, TARGET_COLOR, Graph, number

ROOM = Path(__file__).parent


def nudge_travels():
    """Return a slider over L = (a * b + c) * f in which a nudge of b by 0.001 goes from box to box."""
    result, nodes = expression()
    names = names_in(result)
    nodes["L"] = result
    a, f = nodes["a"], nodes["f"]
    travel = {  # label: (the change that the nudge makes there, how it comes about)
        "b": (0.001, "Nudge b by 0.001, and hold the other leaves still."),
        "e": (0.001 * a.data, "e = a * b multiplies it by a = 2: e moves twice as much."),
        "d": (0.001 * a.data, "d = e + c passes it on as it is."),
        "L": (0.001 * a.data * f.data, "L = d * f multiplies it by f = -2: L falls four times as far as b rose."),
    }
    for label, (change, _) in travel.items():
        nodes[label].label = f"{label} {'+' if change > 0 else ''}{number(change)}"
    reached = [[*travel][:count] for count in range(1, len(travel) + 1)]
    titles = [titles_of([nodes[label] for label in labels], names) for labels in reached]
    for step, labels in zip(titles, reached, strict=True):
        step |= travelled([nodes[label] for label in labels], names)
    return steps_of(draw(result), titles, [caption for _, caption in travel.values()], others=0.25)


def ways(leaf, root):
    """Yield each way from `leaf` up to `root`, as the list of (parent, place of the child among its children)."""
    if leaf is root:
        yield []
    for place, child in enumerate(root.children):
        for way in ways(leaf, child):
            yield [*way, (root, place)]


def by_node(root, slopes):
    """Return {node: local slopes} for `slopes`, {label of a box: local slopes by what it is made of}."""
    nodes = {node.label: node for node in walk(root)}
    return {nodes[label]: on_arrows for label, on_arrows in slopes.items()}


def with_slopes(root, slopes):
    """Return the graph of `root` with `slopes`, {label of a box: local slopes by what it is made of}, on the arrows."""
    return draw(root, by_node(root, slopes))


def paths(leaf, root, slopes):
    """Return a slider over the graph of `root`: each way from `leaf` lit in turn with its product, then the sum."""
    names, local_grads = names_in(root), by_node(root, slopes)
    titles, captions, products = [], [], []
    for way in ways(leaf, root):
        factors = [local_grads[parent][place] for parent, place in way]
        products.append(math.prod(factors))
        written = " * ".join(map(signed, factors))
        captions.append(f"Path {len(products)}: multiply along it: {written} = {number(products[-1])}.")
        nodes = [leaf, *(parent for parent, _ in way)]
        titles.append({names[node] for node in nodes} | travelled(nodes, names))
    total = " + ".join(map(signed, products))
    captions.append(f"All paths: add them up: {total} = {number(sum(products))}.")
    titles.append(set().union(*titles))
    return steps_of(draw(root, local_grads), titles, captions, others=0.2)


def rectangle(x=4, y=2.5, h=0.6):
    """Return a product as the area of a rectangle, twice: each side nudged by `h`, and the strip that is added."""
    with plt.style.context(STYLE):
        figure, panels = plt.subplots(1, 2, figsize=(6.6, 2.9), sharex=True, sharey=True)
        strips = [("x", (x, 0), h, y, "h · y"), ("y", (0, y), x, h, "h · x")]
        for axes, (side, corner, wide, high, area) in zip(panels, strips, strict=True):
            axes.add_patch(plt.Rectangle((0, 0), x, y, facecolor=DATA_COLOR, alpha=0.25, edgecolor="none"))
            axes.add_patch(plt.Rectangle((0, 0), x, y, fill=False, edgecolor=DATA_COLOR, linewidth=1.5))
            axes.add_patch(plt.Rectangle(corner, wide, high, facecolor=GRADIENT_COLOR, alpha=0.45, edgecolor="none"))
            middle = {"ha": "center", "va": "center"}
            axes.text(x / 2, y / 2, "x · y", color=DATA_COLOR, **middle)
            axes.text(x / 2, -0.22, "x", color=LINE_COLOR, ha="center", va="top")
            axes.text(-0.15, y / 2, "y", color=LINE_COLOR, ha="right", va="center")
            turned = 90 if wide < high else 0
            axes.text(corner[0] + wide / 2, corner[1] + high / 2, area, rotation=turned, **middle)
            axes.set(xlim=(-0.5, x + h + 0.2), ylim=(-0.7, y + h + 0.2), aspect="equal")
            axes.set_title(f"Nudge {side} by h", fontsize="medium")
            axes.axis("off")
        return Picture(
            figure,
            "A product as the area of a rectangle with the sides x and y. If x is nudged by h, a strip of the area "
            "h · y is added at its side; if y is nudged by h, a strip of the area h · x at its top.",
        )


def promise(leaves=(2.0, -3.0, 10.0, -2.0), step=0.01):
    """Return a live graph of L = (a * b + c) * f, and what a step along its gradients promises beside what happens."""

    def build(a, b, c, f):
        return (a * b + c) * f

    grads = gradient(build, list(leaves))
    before, speed = build(*leaves), sum(grad**2 for grad in grads)
    steps = [i / 100 for i in range(-50, 101)]
    after = [build(*(leaf + size * grad for leaf, grad in zip(leaves, grads, strict=True))) for size in steps]
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6, 3.4))
        axes.plot(steps, [before + size * speed for size in steps], "--", color=GRADIENT_COLOR, label="promised")
        axes.plot(steps, after, color=DATA_COLOR, label="what happens")
        axes.plot([0], [before], "o", color=LINE_COLOR)
        axes.set(xlabel="step along the gradients", ylabel="L", title="A gradient keeps its promise for small steps")
        axes.legend()
        still = Picture(
            figure,
            f"L against the step by which its four leaves are moved along their gradients. From L = {before:g} at step "
            f"0 the gradients promise a straight line, to {before + speed:.4g} at step 1. L itself starts along that "
            f"line, bends away, and at step 1 it is {after[-1]:.4g}.",
        )
    data = {"leaves": leaves, "step": step}
    return Live(ROOM / "promise.js", data, still, "What the gradients of L promise", parts=["boxes.js"])


def umbrella(reasons=(0.0, 0.5), weights=(3.0, -2.0), bias=2.0):
    """Return a live neuron that weighs how dark the clouds are and how strong the wind is, and squashes the sum."""
    parts = [weight * reason for weight, reason in zip(weights, reasons, strict=True)]
    total = sum(parts) + bias
    with plt.style.context(STYLE):
        figure, (above, below) = plt.subplots(2, 1, figsize=(6, 4.2), sharex=True)
        starts = [0, parts[0], sum(parts), 0]
        colors = [*(DATA_COLOR if part >= 0 else TARGET_COLOR for part in parts), PARAMETER_COLOR, LINE_COLOR]
        above.barh(["clouds", "wind", "bias", "sum"], [*parts, bias, total], left=starts, color=colors)
        above.invert_yaxis()
        above.set_title("What speaks for the umbrella, and what against it")
        xs = [i / 25 for i in range(-125, 126)]
        below.plot(xs, [math.tanh(x) for x in xs], color=DATA_COLOR)
        below.plot([total], [math.tanh(total)], "o", color=LINE_COLOR)
        below.set(xlabel="sum", ylabel="squashed by tanh")
        still = Picture(
            figure,
            f"Clouds of {reasons[0]:g} with the weight {weights[0]:g}, wind of {reasons[1]:g} with the weight "
            f"{weights[1]:g} and a bias of {bias:g} are added up to {total:g}. tanh squashes that to "
            f"{math.tanh(total):.2f}.",
        )
    data = {"reasons": reasons, "weights": weights, "bias": bias}
    return Live(ROOM / "umbrella.js", data, still, "A neuron that decides about an umbrella")


def neuron():
    """Return the graph of a neuron with two inputs, its parameters in blue."""
    graph = Graph(
        "A neuron: x1 times w1 and x2 times w2 are added up with the bias, and tanh of the sum is the output o."
    )
    for name in ("x1", "x2"):
        graph.node(name, shape="circle", color=DATA_COLOR, fontcolor=DATA_COLOR)
    graph.node("bias", shape="box", color=PARAMETER_COLOR, fontcolor=PARAMETER_COLOR, height="0.3", width="0.4")
    graph.node("n", "add up", shape="circle")
    graph.node("tanh", shape="circle")
    graph.node("o", shape="circle", color=DATA_COLOR, fontcolor=DATA_COLOR)
    graph.edge("x1", "n", label="* w1", fontcolor=PARAMETER_COLOR)
    graph.edge("x2", "n", label="* w2", fontcolor=PARAMETER_COLOR)
    graph.edge("bias", "n")
    graph.edge("n", "tanh", label="n")
    graph.edge("tanh", "o")
    return graph


def tanh_and_its_slope():
    """Return tanh above its slope, with a working neuron and a saturated one marked on both."""
    xs = [i / 50 for i in range(-200, 201)]
    with plt.style.context(STYLE):
        figure, (above, below) = plt.subplots(2, 1, figsize=(6, 4.6), sharex=True)
        above.plot(xs, [math.tanh(x) for x in xs], color=DATA_COLOR)
        above.set(ylabel="tanh(n)", title="Where tanh is flat, hardly any slope comes through")
        below.plot(xs, [1 - math.tanh(x) ** 2 for x in xs], color=GRADIENT_COLOR)
        below.set(ylabel="slope of tanh", xlabel="n")
        for n, name in ((0.8814, "bias 6.88"), (2, "bias 8")):
            for axes, y in ((above, math.tanh(n)), (below, 1 - math.tanh(n) ** 2)):
                axes.plot([n], [y], "o", color=LINE_COLOR)
                axes.annotate(name, (n, y), xytext=(8, -14 if axes is above else 6), textcoords="offset points")
        return Picture(
            figure,
            "Above, tanh: a smooth step from -1 to 1. Below, its slope: 1 at n = 0, falling to 0 on both sides. At "
            "n = 0.88 the slope is 0.5, at n = 2 only 0.07.",
        )

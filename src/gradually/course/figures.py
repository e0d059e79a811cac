"""The course's figures; a chapter shows one by calling its function, `make images` writes them all to files.

python -m gradually.course.figures images/
"""

import itertools
import math
import random
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import graphviz
import matplotlib.pyplot as plt

from gradually.course.show import Picture, Stepper
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, PARAMETER_COLOR, TARGET_COLOR, Graph, number

STYLE = "gradually.course.style"


# --- chapter 0: the way through the course ---

WAY = {  # part of the course: {chapter: what it is about}
    "slopes": {1: "nudge a number", 2: "a number that\nremembers", 3: "gradients\nby hand"},
    "the engine": {4: "one operation", 5: "the backward\npass", 6: "more\noperations", 7: "PyTorch\nagrees"},
    "networks": {8: "a neuron", 9: "a network and\nits loss", 10: "the training\nloop", 11: "two moons"},
    "speed": {12: "tensors"},
}
NEEDED_FOR = [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (6, 8), (8, 9), (9, 10), (10, 11), (11, 12)]


def chapter_map():
    """Return a graph of the chapters: an arrow goes from each to the next one that needs it."""
    graph = Graph("The chapters: 1 nudging and 2 the Value lead to 3, then 4 to 7 make the engine, 8 to 11 networks.")
    graph.attr(rankdir="TB", ranksep="0.4", nodesep="0.25")
    for part, chapters in WAY.items():
        row = graphviz.Digraph(f"row {part}", graph_attr={"rank": "same"})
        row.node(part, part, shape="plaintext", width="1", fontcolor=LINE_COLOR)
        for chapter, words in chapters.items():
            row.node(str(chapter), f"{chapter}\n{words}", shape="box", style="rounded", height="0.75", width="1.35")
        graph.subgraph(row)
    for above, below in itertools.pairwise(WAY):  # the parts' names stand in a column
        graph.edge(above, below, style="invis", weight="10")
    for part, chapters in WAY.items():
        graph.edge(part, str(min(chapters)), style="invis")
    for before, after in NEEDED_FOR:
        graph.edge(str(before), str(after))
    return graph


# --- chapter 1 ---


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


# --- chapter 2: graphs of values, with some of it lit ---

SVG = "{http://www.w3.org/2000/svg}"
ElementTree.register_namespace("", SVG.strip("{}"))


def lit(svg, titles, others):
    """Return the picture `svg` with the opacity `others` for each node and edge whose title is not among `titles`."""
    picture = ElementTree.fromstring(svg)
    for group in picture.iter(f"{SVG}g"):
        if group.get("class") in ("node", "edge") and group.find(f"{SVG}title").text not in titles:
            group.set("opacity", str(others))
    return ElementTree.tostring(picture)


def names_in(root):
    """Return {node: the name it has in the picture that draw(root) makes}."""
    from gradually.draw import walk

    return {node: f"value{i}" for i, node in enumerate(walk(root))}


def titles_of(nodes, names):
    """Return the titles, in the picture, of `nodes`, of their operations, and of the edges among them."""
    titles = set()
    for node in nodes:
        name = names[node]
        titles.add(name)
        if set(node.children) <= set(nodes):
            titles |= {
                f"{name}_op",
                f"{name}_op->{name}",
                *(f"{names[child]}->{name}_op" for child in node.children),
            }
    return titles


def slider(scenes, others):
    """Return a slider over `scenes`, (graph, titles lit, caption) each, or the last graph where nothing can draw."""
    try:
        svgs = {graph: graph.picture("svg") for graph in {graph for graph, _, _ in scenes}}
    except RuntimeError:
        return scenes[-1][0]
    return Stepper([lit(svgs[graph], titles, others) for graph, titles, _ in scenes], [words for _, _, words in scenes])


def steps_of(graph, titles, captions, others):
    """Return a slider over one graph with those titles lit in each step."""
    return slider([(graph, *step) for step in zip(titles, captions, strict=True)], others)


def expression():
    """Return the result and the other nodes, by label, of L = (a * b + c) * f, the expression of chapters 2 and 3."""
    from gradually.value import Value

    a, b, c, f = Value(2.0, label="a"), Value(-3.0, label="b"), Value(10.0, label="c"), Value(-2.0, label="f")
    e = a * b
    d = e + c
    result = d * f
    e.label, d.label, result.label = "e", "d", "L"
    return result, {node.label: node for node in (a, b, c, f, e, d)}


def puzzle():
    """Return the graph that the exercise `pictured` of chapter 2 asks for."""
    from gradually.course.solutions.ch02 import pictured
    from gradually.draw import draw

    return draw(pictured())


def growing_expression():
    """Return a slider over the graph of L = (a * b + c) * f, an operation more in every step."""
    from gradually.draw import draw

    result, nodes = expression()
    names = names_in(result)
    steps = {
        "Two numbers, a and b, each in a box of its own.": "ab",
        "e = a * b. The new box remembers the two it came from, and the times sign.": "abe",
        "d = e + c. It remembers e and c; through e it knows of a and b as well.": "abecd",
        "L = d * f. From this one box, every number behind it can be found again.": "abecdfL",
    }
    nodes["L"] = result
    titles = [titles_of([nodes[label] for label in labels], names) for labels in steps.values()]
    return steps_of(draw(result), titles, list(steps), others=0)


# --- chapter 3: what a nudge does on its way through a graph ---


def nudge_travels():
    """Return a slider over L = (a * b + c) * f in which a nudge of b by 0.001 goes from box to box."""
    from gradually.draw import draw

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


def travelled(nodes, names):
    """Return the titles of the operations and edges on the way from each of `nodes` to the next."""
    titles = set()
    for child, parent in itertools.pairwise(nodes):
        op = f"{names[parent]}_op"
        titles |= {f"{names[child]}->{op}", op, f"{op}->{names[parent]}"}
    return titles


def ways(leaf, root):
    """Yield each way from `leaf` up to `root`, as the list of (parent, place of the child among its children)."""
    if leaf is root:
        yield []
    for place, child in enumerate(root.children):
        for way in ways(leaf, child):
            yield [*way, (root, place)]


def paths(leaf, root, local_grads):
    """Return a slider over the graph of `root`: each way from `leaf` lit in turn with its product, then the sum."""
    from gradually.draw import draw

    names = names_in(root)
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


def neuron():
    """Return the graph of a neuron with two inputs, its parameters in blue."""
    graph = Graph("A neuron: x1 times w1 and x2 times w2 are added up with b, and tanh of the sum is the output o.")
    for name in ("x1", "x2"):
        graph.node(name, shape="circle", color=DATA_COLOR, fontcolor=DATA_COLOR)
    graph.node("b", shape="box", color=PARAMETER_COLOR, fontcolor=PARAMETER_COLOR, height="0.3", width="0.4")
    graph.node("n", "add up", shape="circle")
    graph.node("tanh", shape="circle")
    graph.node("o", shape="circle", color=DATA_COLOR, fontcolor=DATA_COLOR)
    graph.edge("x1", "n", label="* w1", fontcolor=PARAMETER_COLOR)
    graph.edge("x2", "n", label="* w2", fontcolor=PARAMETER_COLOR)
    graph.edge("b", "n")
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
        for n, name in ((0.8814, "b = 6.88"), (2, "b = 8")):
            for axes, y in ((above, math.tanh(n)), (below, 1 - math.tanh(n) ** 2)):
                axes.plot([n], [y], "o", color=LINE_COLOR)
                axes.annotate(name, (n, y), xytext=(8, -14 if axes is above else 6), textcoords="offset points")
        return Picture(
            figure,
            "Above, tanh: a smooth step from -1 to 1. Below, its slope: 1 at n = 0, falling to 0 on both sides. At "
            "n = 0.88 the slope is 0.5, at n = 2 only 0.07.",
        )


# --- chapter 4: what one operation does to a gradient ---


def small_circuits():
    """Return a slider over +, * and tanh, each with a gradient of 5 arriving and what it passes on to its inputs."""
    from gradually.draw import draw
    from gradually.value import Value

    def leaves():
        return Value(2.0, label="a"), Value(-3.0, label="b")

    a, b = leaves()
    p, q = leaves()
    n = Value(0.5, label="a")
    circuits = {
        "+ copies: both inputs get the 5 that arrived.": a + b,
        "* swaps: each input gets the other one, times 5.": p * q,
        "tanh shrinks: its input gets 1 - tanh² = 0.786, times 5.": n.tanh(),
    }
    for node in circuits.values():
        node.grad = 5.0
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad = local_grad * node.grad
    return slider([(draw(node, local_grads=True), (), caption) for caption, node in circuits.items()], others=1)


# --- chapter 5: the backward pass, node by node ---


def backward_stepper(order):
    """Return a slider over the backward pass through `order` (children first): each node lit as it passes its grad on.

    The graph is the learner's own; its grads are what they were before when the slider is done.
    """
    from gradually.draw import draw

    root, kept = order[-1], [node.grad for node in order]
    names = names_in(root)
    for node in order:
        node.grad = 0.0
    root.grad = 1.0
    scenes = [
        (draw(root), {names[root]}, f"The start: {name_of(root)} moves with itself one to one. Its gradient is 1.")
    ]
    for node in reversed(order):
        if node.children:
            said = [passed_on(node, child, local_grad) for child, local_grad in zip(node.children, node.local_grads)]
            graph = draw(root, {node: node.local_grads})
            titles = {names[node]} | set().union(*(travelled([child, node], names) for child in node.children))
            titles |= {names[child] for child in node.children}
            scenes.append(
                (graph, titles, f"{name_of(node)} has all of its gradient, {number(node.grad)}. " + " ".join(said))
            )
    for node, grad in zip(order, kept):
        node.grad = grad
    return slider(scenes, others=0.3)


def passed_on(node, child, local_grad):
    """Pass on what `node` has for one child, and return the sum that was done there, in words."""
    before = child.grad
    child.grad += local_grad * node.grad
    return f"{name_of(child)}: {number(before)} + {signed(local_grad)} * {signed(node.grad)} = {number(child.grad)}."


def name_of(node):
    """Return the label of a node, or what made it."""
    return node.label or f"the node of {node.op}"


def signed(x):
    """Return `x` as text, in brackets if it is negative."""
    return f"({number(x)})" if x < 0 else number(x)


def two_losses(right, wrong):
    """Return the losses of two trainings, step by step: one with the right gradients, one with wrong ones."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.6))
        axes.plot(right, color=DATA_COLOR, label="right gradients")
        axes.plot(wrong, "--", color=GRADIENT_COLOR, label="wrong gradients")
        axes.set(xlabel="round of training", ylabel="loss", title="Both losses fall", ylim=(0, None))
        axes.legend()
        return Picture(
            figure,
            f"Two losses against the rounds of training. With right gradients it falls from {right[0]:.1f} to "
            f"{right[-1]:.2f}, with wrong ones from {wrong[0]:.1f} to {wrong[-1]:.2f}.",
        )


# --- chapter 6: blocks of any size ---

FUNCTIONS = {  # method of Value: (its formula, the x between which it is drawn)
    "tanh": ("tanh x", -4, 4),
    "sigmoid": ("sigmoid: 1 / (1 + e⁻ˣ)", -4, 4),
    "relu": ("relu: max(x, 0)", -4, 4),
    "softplus": ("softplus: log(1 + eˣ)", -4, 4),
    "exp": ("exp: eˣ", -4, 1.5),
    "log": ("log x", 0.15, 4),
}


def tanh_in_pieces():
    """Return a slider over the graph of tanh at n = 0.8814, put together from smaller blocks, step by step."""
    from gradually.draw import draw
    from gradually.value import Value

    n, two, one, another_one = Value(0.8813735870195432, label="n"), Value(2), Value(1), Value(1)
    double = n * two
    e = double.exp()
    above, below = e - one, e + another_one
    o = above / below
    for node, label in ((double, "2n"), (e, "e"), (above, "e - 1"), (below, "e + 1"), (o, "o")):
        node.label = label
    names = names_in(o)
    steps = {
        "n = 0.8814, the number that goes into the neuron's tanh.": [n],
        "Times 2. The 2 is a number like any other: it has a box of its own.": [two, double],
        "The operation exp: the number 2.718… to the power of that. The result gets the label e.": [e],
        "From it subtract 1, and to it add 1. Now two arrows leave e.": [one, another_one, above, below],
        "Divide. The result is 0.7071: what tanh gives for n, in five small operations instead of one.": [o],
    }
    grown = list(itertools.accumulate(steps.values()))
    return steps_of(draw(o), [titles_of(nodes, names) for nodes in grown], list(steps), others=0)


def functions_and_derivatives():
    """Return each elementary function of chapter 6 above its derivative, as the package computes them."""
    from gradually.value import Value

    with plt.style.context(STYLE):
        figure, grid = plt.subplots(4, 3, figsize=(9, 8))
        for i, (name, (title, low, high)) in enumerate(FUNCTIONS.items()):
            above, below = grid[i // 3 * 2, i % 3], grid[i // 3 * 2 + 1, i % 3]
            for xs in pieces_of(name, low, high):
                results = [getattr(Value(x), name)() for x in xs]
                above.plot(xs, [result.data for result in results], color=DATA_COLOR)
                below.plot(xs, [result.local_grads[0] for result in results], "--", color=GRADIENT_COLOR)
            above.set(title=title, xlim=(-4.2, 4.2))
            below.set(xlim=(-4.2, 4.2), xlabel="x")
            if name in ("tanh", "sigmoid", "relu"):
                below.set_ylim(-0.08, 1.08)
        for row, axes in enumerate(grid[:, 0]):
            axes.set_ylabel("derivative" if row % 2 else "function")
        return Picture(
            figure,
            "Six functions, each above its derivative. tanh and sigmoid: steps whose derivative is a hill at 0. relu: "
            "flat, then a straight line; its derivative jumps from 0 to 1. softplus: a relu without the corner; its "
            "derivative is the sigmoid. exp: its own derivative. log: its derivative 1/x is high near 0 and falls.",
        )


def pieces_of(name, low, high):
    """Return the lists of x at which a function is drawn: two for relu, whose derivative jumps at 0."""
    xs = [low + (high - low) * i / 200 for i in range(201)]
    return [[x for x in xs if x < 0], [x for x in xs if x > 0]] if name == "relu" else [xs]


def ours_against_nudging(pairs, wrong=()):
    """Return a plot of pairs (our gradient, slope by nudging) with the line on which they agree; `wrong` are marked."""
    both = [*pairs, *wrong]
    low, high = min(map(min, both)), max(map(max, both))
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(5.5, 4.6))
        axes.plot([low, high], [low, high], color=LINE_COLOR, linewidth=1)
        axes.plot([x for _, x in pairs], [y for y, _ in pairs], "o", color=DATA_COLOR, alpha=0.6, label="the package")
        words = f"{len(pairs)} points, our gradient against the slope by nudging: all lie on the diagonal."
        if wrong:
            faulty = [x for _, x in wrong], [y for y, _ in wrong]
            axes.plot(*faulty, "X", color=GRADIENT_COLOR, markersize=8, label="with a fault")
            words += f" {len(wrong)} crosses, of an operation with a fault, lie off it."
            axes.legend()
        axes.set(xlabel="slope by nudging", ylabel="our gradient", title="On the diagonal, both agree")
        return Picture(figure, words)


# --- chapter 7: the same graph in PyTorch ---

NEURON = ["o", "n", "sum", "b", "x1*w1", "x2*w2", "x1", "w1", "x2", "w2"]  # from the result, children after parents
PARTNERS = {  # caption: what is lit with it
    "The result o. Our node says tanh, its partner in PyTorch is called TanhBackward0.": ["o"],
    "n, a sum. Its partner is an AddBackward0.": ["n"],
    "The sum of the two products: another AddBackward0.": ["sum"],
    "The two products. Their partners are called MulBackward0.": ["x1*w1", "x2*w2"],
    "The leaves. The partner of each is an AccumulateGrad: it adds what arrives to the leaf's grad.": [
        "b",
        "x1",
        "w1",
        "x2",
        "w2",
    ],
}


def neuron_result(leaf):
    """Return the result of the neuron of chapter 3, with `leaf(number)` for each of its five leaves."""
    x1, w1, x2, w2, b = map(leaf, (2.0, -3.0, 0.0, 1.0, 6.8813735870195432))
    return (x1 * w1 + x2 * w2 + b).tanh()


def ours_and_torch():
    """Return a slider over our graph of the neuron and PyTorch's, a node and its partner lit in each step."""
    import torch

    from gradually.value import Value

    theirs = neuron_result(lambda x: torch.tensor(x, dtype=torch.double, requires_grad=True)).grad_fn
    pairs, parents = [(neuron_result(Value), theirs)], {}
    for value, function in pairs:  # it grows while we go: the walk goes through both graphs at once
        children = [child for child, _ in function.next_functions]
        for pair in zip(value.children, children, strict=True):
            parents[NEURON[len(pairs)]] = NEURON[pairs.index((value, function))]
            pairs.append(pair)
    graph = Graph("The neuron of chapter 3 as our graph and as PyTorch's: ten nodes each, joined in the same way.")
    halves = {
        "PyTorch": [type(function).__name__ for _, function in pairs],
        "ours": [f"{name}\n{value.op or 'leaf'}" for name, (value, _) in zip(NEURON, pairs, strict=True)],
    }
    for half, labels in halves.items():
        style = {"label": half, "labeljust": "l", "color": LINE_COLOR, "fontname": "Helvetica", "fontsize": "13"}
        part = graphviz.Digraph(f"cluster_{half}", graph_attr=style)
        for name, label in reversed([*zip(NEURON, labels, strict=True)]):
            part.node(f"{half} {name}", label, shape="box", width="1.55", height="0.45")
        for child, parent in parents.items():
            part.edge(f"{half} {child}", f"{half} {parent}")
        graph.subgraph(part)
    titles = [
        {f"{half} {name}" for half in halves for name in names}
        | {f"{half} {name}->{half} {parents[name]}" for half in halves for name in names if name in parents}
        for names in PARTNERS.values()
    ]
    return steps_of(graph, titles, list(PARTNERS), others=0.25)


# --- chapter 8: what one neuron draws ---

TILTS = {  # (w1, w2, b): what is said of it
    (0, 0, 0): "w1 = 0, w2 = 0, b = 0. The plane is flat, every answer is 0: this neuron decides nothing.",
    (1, 0, 0): "w1 = 1. Now the plane rises by 1 with each step along x1. The border runs where it crosses 0.",
    (1, 1, 0): "w2 = 1 as well: it rises along x2 too, and the border turns.",
    (-1, 2, 0): "w1 = -1, w2 = 2: along x1 it falls, and along x2 it rises twice as steeply.",
    (1, 1, 1.5): "w1 = 1, w2 = 1 again, and b = 1.5: it is lifted by 1.5, and the border moves down and to the left.",
    (1, 1, -1.5): "b = -1.5: the whole plane is lowered, and the border moves up and to the right.",
}


def tilted_planes():
    """Return a slider over neurons of two inputs: the sum as a plane, squashed by tanh, and seen from above."""
    import numpy as np

    from gradually.course.film import TINT

    x1, x2 = np.meshgrid(np.linspace(-1.5, 1.5, 31), np.linspace(-1.5, 1.5, 31))
    frames = []
    for (w1, w2, b), caption in TILTS.items():
        total = w1 * x1 + w2 * x2 + b
        border = []
        with plt.style.context(STYLE):
            figure = plt.figure(figsize=(9, 3.1), layout="none")
            axes = figure.add_axes((0.775, 0.2, 0.22, 0.64))
            axes.contourf(x1, x2, np.tanh(total), np.linspace(-1, 1, 41), cmap=TINT, vmin=-1, vmax=1)
            if total.min() < total.max():
                border = axes.contour(x1, x2, total, [0], colors=LINE_COLOR, linewidths=1.5).allsegs[0]
            axes.grid(False)
            axes.set(xlabel="x1", ylabel="x2", xticks=(-1, 0, 1), yticks=(-1, 0, 1))
            for i, (height, low) in enumerate(((total, -5), (np.tanh(total), -1))):
                axes = figure.add_axes((0.01 + 0.34 * i, 0.03, 0.31, 0.87), projection="3d", computed_zorder=False)
                axes.plot_surface(x1, x2, height, cmap=TINT, vmin=-1, vmax=1, edgecolor=LINE_COLOR, linewidth=0.15)
                for line in border:
                    axes.plot(*line.T, 0, color=LINE_COLOR, linewidth=2, zorder=10)
                axes.set(zlim=(low, -low), xlabel="x1", ylabel="x2", xticks=(-1, 0, 1), yticks=(-1, 0, 1))
                axes.set_zlabel("height")
                axes.tick_params(pad=-2, labelsize=9)
                axes.xaxis.labelpad = axes.yaxis.labelpad = axes.zaxis.labelpad = -4
            for x, title in ((0.165, "the sum"), (0.505, "after tanh"), (0.885, "from above")):
                figure.text(x, 0.91, title, ha="center", fontsize=plt.rcParams["axes.titlesize"])
            frames.append(Picture(figure, caption).png)
    return Stepper(frames, list(TILTS.values()), "png")


def data_sets(sets):
    """Return plots of data sets, {title: (inputs, targets)}: class 1 as green circles, -1 as gold triangles."""
    from gradually.course import film
    from gradually.value import Value

    words = []
    with plt.style.context(STYLE):
        rows = math.ceil(len(sets) / 3)
        figure, grid = plt.subplots(rows, 3, figsize=(8, 2.8 * rows), squeeze=False)
        for axes, (title, (inputs, targets)) in zip(grid.flat, sets.items(), strict=True):
            film.plane(axes, lambda _: Value(0.0), inputs, targets)
            axes.set(title=title, xlabel="x1", ylabel="x2", aspect="equal", xticks=(-1, 0, 1), yticks=(-1, 0, 1))
            axes.set(xlim=(-1.6, 1.6), ylim=(-1.6, 1.6))
            classes = [
                ", ".join(f"({x:g}, {y:g})" for (x, y), target in zip(inputs, targets, strict=True) if target == name)
                for name in (1, -1)
            ]
            words.append(f"{title}: circles (class 1) at {classes[0]}; triangles (class -1) at {classes[1]}.")
    return Picture(figure, " ".join(words))


def from_above(neurons, inputs, targets):
    """Return what neurons of two inputs answer over the plane, side by side, with their border and the points."""
    from gradually.course import film

    words = []
    with plt.style.context(STYLE):
        figure, row = plt.subplots(1, len(neurons), figsize=(max(4, 2.8 * len(neurons)), 3.1), squeeze=False)
        for axes, neuron in zip(row[0], neurons, strict=True):
            film.plane(axes, neuron, inputs, targets)
            w1, w2, b = (f"{parameter.data:.3g}" for parameter in neuron.parameters())
            axes.set(xlabel="x1", ylabel="x2", aspect="equal", xticks=(-1, 0, 1), yticks=(-1, 0, 1))
            axes.set_title(f"w1 = {w1}, w2 = {w2},\nb = {b}", fontsize=11)
            right = film.right_answers(neuron, inputs, targets)
            words.append(f"w1 = {w1}, w2 = {w2}, b = {b}: {right} of {len(targets)} points on the right side")
    return Picture(figure, f"What a neuron answers over the plane, and its border. With {'; with '.join(words)}.")


# --- chapter 9: a network, how large it is, and how wrong ---

CORNERS, DIFFERENT = [[-1, -1], [-1, 1], [1, -1], [1, 1]], [-1, 1, 1, -1]  # XOR: 1 where the two inputs differ


def two_borders():
    """Return a slider over straight borders through the four points of XOR: three alone, then two at once."""
    from gradually.course import film
    from gradually.value import Value

    def score(*borders):
        return lambda x: Value(3 * min(a * x[0] + b * x[1] + c for a, b, c in borders))

    lower, upper = (1, 1, 1), (-1, -1, 1)
    frames, captions = [], []
    for borders, said in {
        ((0.2, 1, 0.3),): "One border. Two of the four points are right.",
        (lower,): "The border of OR. Three points are right; the triangle at the top lies on the wrong side.",
        (upper,): "The border of 'not both'. Three are right again; now it is the triangle at the bottom.",
        (lower, upper): "The last two borders at once: between them lie the circles, outside the triangles.",
    }.items():
        with plt.style.context(STYLE):
            figure, axes = plt.subplots(figsize=(4.2, 3.5))
            film.plane(axes, score(*borders), CORNERS, DIFFERENT, margin=0.8)
            axes.set(xlabel="x1", ylabel="x2", xticks=[-1, 0, 1], yticks=[-1, 0, 1])
            enlarge_points(axes)
            frames.append(Picture(figure, said).png)
        captions.append(said)
    return Stepper(frames, captions, "png")


def enlarge_points(axes):
    """Make the points of a plane large enough for its few points to be seen in their colours."""
    for line in axes.lines:
        line.set_markersize(11)


def planes(networks, inputs, targets):
    """Return the plane of each of `networks`, {title: what answers [x, y]}, side by side."""
    from gradually.course import film

    with plt.style.context(STYLE):
        figure, row = plt.subplots(1, len(networks), figsize=(3.1 * len(networks), 3), sharey=True, squeeze=False)
        said = []
        for axes, (title, network) in zip(row[0], networks.items(), strict=True):
            film.plane(axes, network, inputs, targets, margin=0.8)
            axes.set(title=title, xlabel="x1")
            enlarge_points(axes)
            positive = [f"({x:g}, {y:g})" for x, y in inputs if network([x, y]).data > 0]
            said.append(f"{title}: positive at {', '.join(positive) or 'no point'}")
        row[0][0].set_ylabel("x2")
        return Picture(figure, f"The plane of {'; '.join(said)}.")


def moved_points(hidden, last, inputs, targets):
    """Return the points as they are given and, beside it, where two `hidden` neurons put them, with `last`'s border."""
    from gradually.course import film

    moved = [[neuron(x).data for neuron in hidden] for x in inputs]
    with plt.style.context(STYLE):
        figure, (before, after) = plt.subplots(1, 2, figsize=(7.4, 3.4))
        film.plane(before, lambda x: last([neuron(x) for neuron in hidden]), inputs, targets, margin=0.8)
        film.plane(after, last, moved, targets, margin=0.8)
        before.set(xlabel="x1", ylabel="x2", title="The points as given")
        after.set(xlabel="answer of first", ylabel="answer of second", title="As the last neuron sees them")
        for axes, places in ((before, inputs), (after, moved)):
            enlarge_points(axes)
            axes.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
            at = {}
            for (x, y), (across, up) in zip(inputs, places, strict=True):
                at.setdefault((round(across, 1), round(up, 1)), []).append(f"({x:g}, {y:g})")
            for place, names in at.items():
                words, side = " and ".join(names), {"ha": "right"} if len(names) > 1 else {"ha": "center"}
                shift = (12 * (len(names) > 1), 8)
                axes.annotate(words, place, xytext=shift, textcoords="offset points", size=9, **side)
        return Picture(
            figure,
            "Two planes. Left, the four points of XOR as given, with two borders between the classes. Right, each "
            "point at the answers of first and second: now one straight border separates the classes.",
        )


def network_by_layers(network, x=None):
    """Return `network` folded by layer: a circle for each neuron, a line for each weight, dashed where it is negative.

    With `x`, the inputs, each circle holds the number that comes out of it.
    """
    sizes = [len(layer.neurons) for layer in network.layers]
    count = len(network.layers[0].neurons[0].weights)
    columns = [[f"x{i + 1}" for i in range(count)], *([""] * size for size in sizes)]
    if x is not None:
        columns, outputs = [[number(each) for each in x]], x
        for layer in network.layers:
            outputs = [neuron(outputs) for neuron in layer.neurons]
            columns.append([f"{output.data:.2f}" for output in outputs])
    graph = Graph(f"A network with {count} inputs and layers of {listed_sizes(sizes)}, every weight a line.")
    graph.attr(ranksep="1.1", nodesep="0.2", splines="line")
    for place, column in enumerate(columns):
        plural = "" if len(column) == 1 else "s"
        title = f"layers[{place - 1}]: {len(column)} neuron{plural}" if place else f"{len(column)} input{plural}"
        part = graphviz.Digraph(graph_attr={"rank": "same"})
        part.node(f"{place} title", title, fontcolor=LINE_COLOR)
        above = f"{place} title"
        for i, label in enumerate(column):
            color = LINE_COLOR if place else DATA_COLOR
            look = {"shape": "circle", "fixedsize": "true", "width": "0.55", "fontcolor": DATA_COLOR}
            part.node(f"{place} {i}", label, color=color, **look)
            part.edge(above, f"{place} {i}", style="invis")  # keeps the column in order, first on top
            above = f"{place} {i}"
        graph.subgraph(part)
    for place, layer in enumerate(network.layers):
        for i, neuron in enumerate(layer.neurons):
            for j, weight in enumerate(neuron.weights):
                look = {"penwidth": f"{0.5 + 1.5 * abs(weight.data):.2f}", "arrowhead": "none"}
                look["style"] = "dashed" if weight.data < 0 else "solid"
                graph.edge(f"{place} {j}", f"{place + 1} {i}", color=PARAMETER_COLOR, **look)
    return graph


def listed_sizes(sizes):
    """Return sizes as a sentence names them: "4, 4 and 1"."""
    return " and ".join(filter(None, [", ".join(map(str, sizes[:-1])), str(sizes[-1])]))


def all_nodes(root, parameters):
    """Return the graph of `root` with every node as a dot, those of `parameters` as blue squares, and no numbers."""
    from gradually.draw import walk

    names = {node: f"value{i}" for i, node in enumerate(walk(root))}
    blue = set(parameters)
    words = f"{len(names)} dots joined by lines: the whole graph, {len(blue & set(names))} of them parameters, in blue."
    graph = Graph(words)
    graph.attr(nodesep="0.04", ranksep="0.22")
    for node, name in names.items():
        shape, color = ("square", PARAMETER_COLOR) if node in blue else ("circle", LINE_COLOR)
        color = color if node.children or node in blue else DATA_COLOR
        graph.node(name, "", shape=shape, style="filled", color=color, fixedsize="true", width="0.1", height="0.1")
        for child in node.children:
            graph.edge(names[child], name, arrowhead="none", penwidth="0.5")
    return graph


def node_growth():
    """Return how many nodes one prediction has, against the width of two layers and against the number of layers."""
    from gradually.draw import walk
    from gradually.nn import MLP

    def nodes(sizes):
        return len(walk(MLP(3, sizes)([1.0, 2.0, 3.0])))

    widths, depths = [4, 8, 16, 24, 32], [1, 2, 4, 6, 8]
    panels = {
        "Wider: two layers of n neurons": (widths, [nodes([n, n, 1]) for n in widths], "neurons in a layer, n"),
        "Deeper: n layers of 4 neurons": (depths, [nodes([4] * n + [1]) for n in depths], "layers before the last, n"),
    }
    with plt.style.context(STYLE):
        figure, row = plt.subplots(1, 2, figsize=(8.4, 3.3))
        for axes, (title, (xs, counts, label)) in zip(row, panels.items(), strict=True):
            axes.plot(xs, counts, "o-", color=DATA_COLOR)
            axes.set(title=title, xlabel=label, xticks=xs, ylim=(0, 1.12 * counts[-1]))
            for x, count in ((xs[0], counts[0]), (xs[-1], counts[-1])):
                axes.annotate(f"{count}", (x, count), xytext=(0, 7), textcoords="offset points", ha="center")
        row[0].set_ylabel("nodes for one prediction")
        (_, wide, _), (_, deep, _) = panels.values()
        return Picture(
            figure,
            f"The nodes of one prediction. Two layers of 4 to 32 neurons: from {wide[0]} to {wide[-1]}, bending up. "
            f"1 to 8 layers of 4 neurons: from {deep[0]} to {deep[-1]}, on a straight line.",
        )


def shares(predictions, targets):
    """Return for each example its prediction and target on a line from -1 to 1 and, beside it, its squared error."""
    predictions = [getattr(prediction, "data", prediction) for prediction in predictions]
    errors = [(prediction - target) ** 2 for prediction, target in zip(predictions, targets, strict=True)]
    rows = range(len(errors))
    with plt.style.context(STYLE):
        figure, (left, right) = plt.subplots(1, 2, figsize=(8.4, 3), sharey=True)
        left.hlines(rows, predictions, targets, color=LINE_COLOR)
        left.plot(predictions, rows, "|", color=DATA_COLOR, markersize=16, markeredgewidth=4, label="prediction")
        left.plot(targets, rows, "D", color="black", markerfacecolor="white", markersize=8, label="target")
        left.set(xlim=(-1.15, 1.15), yticks=list(rows), ylabel="example", title="How far off")
        left.set_ylim(len(errors) - 0.4, -0.6)
        left.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=2)
        right.set_axisbelow(True)
        bars = right.barh(rows, errors, color=GRADIENT_COLOR, height=0.5)
        right.bar_label(bars, [f"{error:.2f}" for error in errors], padding=3)
        right.set(xlim=(0, 1.2 * max(errors)), xlabel="squared error", title=f"Together: a loss of {sum(errors):.2f}")
        said = "; ".join(
            f"{prediction:.2f} for {target:g}, squared {error:.2f}"
            for prediction, target, error in zip(predictions, targets, errors, strict=True)
        )
        return Picture(figure, f"Each example's prediction, target and squared error: {said}. Sum {sum(errors):.2f}.")


def loss_along(weight, loss_of):
    """Return the loss as `weight` alone moves, with the straight line that its gradient promises; it is put back."""
    kept = weight.data
    here, slope = loss_of().data, weight.grad
    xs, losses = [kept + i / 20 for i in range(-20, 61)], []
    for x in xs:
        weight.data = x
        losses.append(loss_of().data)
    weight.data = kept - slope
    there = loss_of().data
    weight.data = kept
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.8))
        axes.plot(xs, losses, color=DATA_COLOR, label="the loss")
        ends = [kept - 0.5, kept - slope]
        axes.plot(ends, [here + slope * (x - kept) for x in ends], "--", color=GRADIENT_COLOR, label="its slope here")
        axes.plot([kept], [here], "o", color=PARAMETER_COLOR, label="the weight now")
        axes.plot([kept - slope], [there], "X", color=LINE_COLOR, markersize=9, label="moved by the whole gradient")
        axes.set(xlabel="the weight", ylabel="loss", title="The loss as one weight moves")
        axes.legend(loc="lower left")
        return Picture(
            figure,
            f"The loss against one weight. At {kept:.2f} it is {here:.2f} and falls with the slope {slope:.2f}. "
            f"At {kept - slope:.2f} the straight line with this slope is at {here - slope**2:.2f}, and the loss at "
            f"{there:.2f}.",
        )


# --- chapter 10: a network learns ---

LINES = ["-", "--", "-.", ":"]  # curves differ in more than colour


def learning():
    """Return a slider over the training of chapter 10: predictions on their way to their targets, and the loss."""
    losses, moments = tiny_training(60)
    frames, captions = [], []
    for step in (0, 1, 2, 3, 4, 6, 8, 12, 20, 40, 60):
        answers = ", ".join(f"{prediction:.2f}" for prediction in moments[step])
        captions.append(f"after {step} step{'s' * (step != 1)}: loss {losses[step]:.3f}, predictions {answers}")
        with plt.style.context(STYLE):
            figure, (left, right) = plt.subplots(1, 2, figsize=(8, 2.9), width_ratios=(1.5, 1))
            on_their_way(left, moments[step])
            left.set_title(f"After {step} step{'s' * (step != 1)}")
            right.plot(losses, color="#dddddd")
            right.plot(losses[: step + 1], color=GRADIENT_COLOR)
            right.plot([step], [losses[step]], "o", color=GRADIENT_COLOR)
            right.set(xlabel="step", ylabel="loss", title=f"Loss {losses[step]:.3f}", ylim=(0, None))
            frames.append(Picture(figure, captions[-1]).png)
    return Stepper(frames, captions, "png")


def tiny_training(steps):
    """Return the losses and the predictions, before the first step and after each, of a network on the tiny set."""
    from gradually.data import tiny_set
    from gradually.losses import squared_error
    from gradually.nn import MLP
    from gradually.optim import SGD

    inputs, targets = tiny_set()
    network = MLP(3, [4, 4, 1], rng=random.Random(1))
    optimizer = SGD(network.parameters(), learning_rate=0.05)
    losses, moments = [], []
    for _ in range(steps + 1):
        predictions = [network(x) for x in inputs]
        loss = squared_error(predictions, targets)
        losses.append(loss.data)
        moments.append([prediction.data for prediction in predictions])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses, moments


def on_their_way(axes, predictions):
    """Draw on `axes` the predictions for the tiny set as dots, each on a line of its own to its target."""
    targets = [1, -1, -1, 1]
    for row, (prediction, target) in enumerate(zip(predictions, targets, strict=True)):
        axes.plot([prediction, target], [row, row], color=GRADIENT_COLOR, linewidth=1.5)
        axes.plot([target], [row], "D", color=TARGET_COLOR, markersize=9, label="target" if row == 0 else "")
        axes.plot([prediction], [row], "o", color=DATA_COLOR, markersize=8, label="prediction" if row == 0 else "")
    axes.set(xlim=(-1.15, 1.15), ylim=(3.6, -0.6), yticks=range(4), xlabel="prediction")
    axes.set_yticklabels([f"example {row}" for row in range(4)])
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.22), ncols=2)


def curves(runs, title, ylabel="loss"):
    """Return a plot of lists of numbers against the step; `runs` is {name: list}."""
    colors = [DATA_COLOR, GRADIENT_COLOR, PARAMETER_COLOR, TARGET_COLOR]
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.6))
        for (name, numbers), line, color in zip(runs.items(), LINES, colors, strict=False):
            axes.plot(numbers, line, color=color, label=name)
        axes.set(xlabel="step", ylabel=ylabel, title=title)
        axes.legend()
        ends = "; ".join(f"{name}: from {numbers[0]:.2f} to {numbers[-1]:.2f}" for name, numbers in runs.items())
        return Picture(figure, f"{title}: {ylabel} against the step. {ends}.")


def with_and_without_zero(runs):
    """Return plots of losses and lengths of steps; `runs` is {start: ((losses, lengths) with zero_grad, without)}."""
    with plt.style.context(STYLE):
        figure, grid = plt.subplots(2, len(runs), figsize=(4.3 * len(runs), 5), sharex=True, sharey="row")
        for (above, below), (name, pair) in zip(grid.T, runs.items(), strict=True):
            styles = [(DATA_COLOR, "-", "with zero_grad"), (GRADIENT_COLOR, "--", "without")]
            for (losses, lengths), (color, line, label) in zip(pair, styles, strict=True):
                above.plot(losses, line, color=color, label=label)
                below.plot(lengths, line, color=color, label=label)
            above.set_title(name)
            below.set(xlabel="step", yscale="log")
            below.yaxis.set_major_formatter("{x:g}")
        grid[0][0].set_ylabel("loss")
        grid[1][0].set_ylabel("length of the step")
        grid[0][0].legend()
        ends = "; ".join(
            f"{name}: with zero_grad the last loss is {right[0][-1]:.2f} and the last step {right[1][-1]:.3f} long, "
            f"without {wrong[0][-1]:.2f} and {wrong[1][-1]:.3f}"
            for name, (right, wrong) in runs.items()
        )
        return Picture(figure, f"Losses above, lengths of the steps below. {ends}.")


def five_runs(runs):
    """Return what five loops left behind, side by side; `runs` is {letter: {losses, before, after, largest_grad}}."""
    with plt.style.context(STYLE):
        figure, row = plt.subplots(1, len(runs), figsize=(10.5, 4.9), sharey=True)
        told = []
        for axes, (letter, run) in zip(row, runs.items(), strict=True):
            axes.plot(run["losses"], color=GRADIENT_COLOR)
            axes.set(title=letter, xlabel="step", ylim=(-0.3, 9))
            pairs = zip(run["before"], run["after"], strict=True)
            arrows = "\n".join(f"{before:5.2f} → {after:5.2f}" for before, after in pairs)
            grad = f"{run['largest_grad']:.3g}"
            words = f"predictions:\n{arrows}\n\nlargest grad\nat the end: {grad}"
            below = {"xycoords": "axes fraction", "xytext": (0, -45), "textcoords": "offset points"}
            axes.annotate(words, (0, 0), va="top", fontsize=10.5, linespacing=1.4, **below)
            told.append(
                f"{letter}: noted loss from {run['losses'][0]:.2f} to {run['losses'][-1]:.2f}, highest "
                f"{max(run['losses']):.2f}; predictions {arrows.replace(chr(10), ', ')}; largest grad at the end {grad}"
            )
        row[0].set_ylabel("noted loss")
        return Picture(figure, "Five runs. " + ". ".join(told) + ".")


# --- chapter 11: two moons, margins, batches and many classes ---


def moons_by_noise():
    """Return a slider over two moons with more and more noise."""
    from gradually.course import film
    from gradually.data import moons
    from gradually.value import Value

    said = {
        0: "every point lies on its half circle. No straight line could part the two.",
        0.05: "each point is off a little, by chance.",
        0.1: "the noise of this chapter.",
        0.2: "where would you draw the border now?",
        0.35: "and now? Some points lie where you would expect the other class.",
    }
    frames, captions = [], []
    for noise, words in said.items():
        inputs, targets = moons(100, noise=noise, rng=random.Random(1337))
        captions.append(f"noise {noise:g}: {words}")
        with plt.style.context(STYLE):
            figure, axes = plt.subplots(figsize=(6, 3.8))
            film.plane(axes, lambda _: Value(0.0), inputs, targets)
            axes.set(xlim=(-1.9, 2.9), ylim=(-1.5, 2), xlabel="x1", ylabel="x2", title="● class 1   ▲ class -1")
            frames.append(Picture(figure, captions[-1]).png)
    return Stepper(frames, captions, "png")


def cost_of_a_score():
    """Return what a score costs if its target is 1: by max-margin, and by squared error."""
    scores = [-2 + i / 50 for i in range(276)]
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.6))
        axes.plot(scores, [max(0, 1 - score) for score in scores], color=GRADIENT_COLOR, label="max-margin")
        axes.plot(scores, [(score - 1) ** 2 for score in scores], "--", color=LINE_COLOR, label="squared error")
        axes.axvline(1, color=TARGET_COLOR, linewidth=1, linestyle=":")
        axes.text(0.95, 4.6, "right by 1", color=TARGET_COLOR, ha="right")
        axes.set(ylim=(-0.15, 5), xlim=(-2, 3.5), xlabel="score, for target 1", ylabel="cost")
        axes.set(title="Right by 1 or more costs nothing")
        axes.legend(loc="upper left", bbox_to_anchor=(0.56, 1.0))
        return Picture(
            figure,
            "The cost of a score for target 1. Max-margin: a straight line that falls to 0 at the score 1, and stays "
            "at 0 beyond it. Squared error: a parabola with its bottom at 1, which rises again beyond it. "
            "A dotted line at the score 1: right by 1.",
        )


def loss_by_examples(whole, batched, size):
    """Return the losses of steps with all 100 examples, and of steps with `size`, against the examples looked at."""
    many = len(batched) * size
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.6))
        seen = [size * step for step in range(len(batched))]
        axes.plot(seen, batched, color=PARAMETER_COLOR, linewidth=1, label=f"batches of {size}: {len(batched)} steps")
        steps = many // 100
        axes.plot(
            [100 * step for step in range(steps + 1)],
            whole[: steps + 1],
            "o-",
            color=GRADIENT_COLOR,
            label=f"all 100 points: before and after {steps} steps",
        )
        axes.set(ylim=(0, None), xlabel="examples looked at", ylabel="loss of the step")
        axes.set(title="Small batches: more steps, and a noisier loss")
        axes.legend(loc="upper right")
        return Picture(
            figure,
            f"The loss against the number of examples looked at, up to {many}. With all 100 points in a step: "
            f"{steps} steps, from {whole[0]:.2f} up to {max(whole[: steps + 1]):.2f} and down to {whole[steps]:.2f}. "
            f"With batches of {size}: {len(batched)} "
            f"steps, a line that jumps up and down, around {sum(batched[-10:]) / 10:.2f} in the last ten steps.",
        )


def learnt_and_new(network, learnt, new):
    """Return the plane of `network` twice: with the points it has learnt, and with new ones, (inputs, targets) each."""
    from gradually.course import film

    with plt.style.context(STYLE):
        figure, row = plt.subplots(1, 2, figsize=(9, 3.8), sharex=True, sharey=True)
        words, (xs, ys) = [], zip(*new[0], strict=True)
        for axes, name, (inputs, targets) in zip(row, ("points it learnt", "new points"), (learnt, new), strict=True):
            film.plane(axes, network, inputs, targets, margin=2)  # then cut to one frame for both
            axes.set(xlim=(min(xs) - 0.3, max(xs) + 0.3), ylim=(min(ys) - 0.3, max(ys) + 0.3), xlabel="x1")
            right = film.right_answers(network, inputs, targets)
            words.append(f"{right} of {len(targets)} {name} are right")
            axes.set_title(f"{name}: {right} of {len(targets)} right")
        row[0].set_ylabel("x2")
        return Picture(figure, f"The same border twice. {words[0]}; {words[1]}.")


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


# --- chapter 12: arrays, and the time of a step ---


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


def step_times(times):
    """Return dots that say how long a step takes, {name: seconds}, on a logarithmic scale from 10 µs to 10 s."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(7.5, 0.9 + 0.45 * len(times)))
        names, seconds, places = list(times), list(times.values()), range(len(times))
        axes.hlines(places, 1e-5, seconds, color=DATA_COLOR, linewidth=2)
        axes.plot(seconds, places, "o", color=DATA_COLOR)
        for place, s in zip(places, seconds, strict=True):
            said = f"{s * 1e3:.3g} ms" if s >= 1e-3 else f"{s * 1e6:.3g} µs"
            axes.annotate(said, (s, place), (8, 0), textcoords="offset points", va="center")
        axes.set(xscale="log", xlim=(1e-5, 10), ylim=(len(times) - 0.5, -0.5), xlabel="seconds for a step")
        axes.set_yticks(places, names)
        axes.grid(axis="y", visible=False)
        axes.set(title="The same step, the same numbers", axisbelow=True)
        ways = ", ".join(names)
        return Picture(
            figure, f"Dots on a logarithmic scale, the time of one step of training, as measured here: {ways}."
        )


def digits(images, titles, words, columns=8):
    """Return pictures of 8 by 8 points, (n, 64), each below its title; `words` says what they are."""
    rows = max(1, math.ceil(len(images) / columns))
    with plt.style.context(STYLE):
        figure, grid = plt.subplots(rows, columns, figsize=(9, 0.3 + 1.35 * rows), squeeze=False)
        for axes in grid.flat:
            axes.axis("off")
        for axes, image, title in zip(grid.flat, images, titles, strict=False):
            axes.imshow(image.reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
            axes.set_title(title, loc="center", fontsize=10)
        return Picture(figure, words)


def first_layer(weights, columns=8):
    """Return the weights of the first neurons of a layer, (64, neurons), each as a picture of 8 by 8 points."""
    from matplotlib.colors import LinearSegmentedColormap

    tint = LinearSegmentedColormap.from_list("weights", [TARGET_COLOR, "#ffffff", DATA_COLOR])
    largest = abs(weights).max()
    with plt.style.context(STYLE):
        figure, grid = plt.subplots(2, columns, figsize=(9, 2.6))
        for axes, neuron in zip(grid.flat, weights.T, strict=False):
            shown = axes.imshow(neuron.reshape(8, 8), cmap=tint, vmin=-largest / 2, vmax=largest / 2)
            axes.axis("off")
        bar = figure.colorbar(shown, ax=grid, shrink=0.8, ticks=[-largest / 2, 0, largest / 2])
        bar.ax.set_yticklabels(["lowers the sum", "0", "raises the sum"])
        return Picture(
            figure,
            "The weights of sixteen neurons, each as a picture of 8 by 8 points: green where ink raises the neuron's "
            "sum, gold where it lowers it. Patches of green lie beside patches of gold.",
        )


def falling_loss(losses, batches):
    """Return the loss of each step, and the mean of each epoch of `batches` steps, on a logarithmic scale."""
    means = [sum(losses[i : i + batches]) / batches for i in range(0, len(losses), batches)]
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.4))
        axes.semilogy(losses, color="#9dbbe0", linewidth=0.6, label="each batch")
        middle = [batches * (i + 0.5) for i in range(len(means))]
        axes.semilogy(middle, means, "o-", markersize=4, color=PARAMETER_COLOR, label="mean of an epoch")
        axes.set(xlabel="step", ylabel="cross-entropy", title="Noisy, and falling", ylim=(min(means) / 10, None))
        axes.legend()
        return Picture(
            figure,
            "The cross-entropy against the step, on a logarithmic scale: a noisy line, and through it the means of "
            "the epochs, which fall steeply at first and then more and more slowly.",
        )


def confusion(said, targets):
    """Return a table of pictures' true digits against what the network said, for two arrays of digits."""
    counts = [[int(((targets == true) & (said == answer)).sum()) for answer in range(10)] for true in range(10)]
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(5, 4.6))
        off = [[0 if i == j else count for j, count in enumerate(row)] for i, row in enumerate(counts)]
        axes.imshow(off, cmap="Reds", vmin=0, vmax=2 * max(1, *map(max, off)))
        for i, row in enumerate(counts):
            for j, count in enumerate(row):
                if count:
                    axes.text(j, i, count, ha="center", va="center", color=DATA_COLOR if i == j else "black")
        axes.set(xticks=range(10), yticks=range(10), xlabel="the network said", ylabel="the digit is")
        axes.set(title="Nearly all on the diagonal")
        axes.grid(visible=False)
        return Picture(
            figure,
            "A table of the true digits against the network's answers. Nearly all pictures stand on the diagonal, "
            "where both agree; a few stand beside it, shaded red.",
        )


# --- files ---


def main(arguments):
    """Write the figures into the folder that `arguments` names, and return the exit status."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures().items():
        (folder / name).write_bytes(picture)
    return 0


def pictures():
    """Return {file name: bytes} of all figures."""
    return {
        "chapters.svg": chapter_map().picture("svg"),
        "secant_into_tangent.png": secant_into_tangent().png,
        "expression.svg": filled_expression().picture("svg"),
        "neuron.svg": neuron().picture("svg"),
        "tanh_and_its_slope.png": tanh_and_its_slope().png,
        "functions_and_derivatives.png": functions_and_derivatives().png,
        "network.svg": untrained_network().picture("svg"),
        "film.png": trained_on_moons().pictures()[0],
    }


def trained_on_moons():
    """Return the film of chapter 0: a network of 205 parameters learns to tell two moons apart."""
    from gradually.course.film import Film
    from gradually.data import moons
    from gradually.losses import max_margin
    from gradually.nn import MLP, identity
    from gradually.optim import SGD
    from gradually.value import Value

    inputs, targets = moons(60, noise=0.1, rng=random.Random(1))
    network = MLP(2, [12, 12, 1], activation=Value.relu, output_activation=identity, rng=random.Random(1))
    optimizer = SGD(network.parameters(), learning_rate=0.5)
    film = Film(network, inputs, targets)
    for _ in range(60):
        loss = max_margin([network(x) for x in inputs], targets)
        film.record(loss)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return film


def untrained_network():
    """Return the network of chapter 9, with what its neurons answer to the first example."""
    from gradually.data import tiny_set
    from gradually.nn import MLP

    inputs, _ = tiny_set()
    return network_by_layers(MLP(3, [4, 4, 1], rng=random.Random(1)), inputs[0])


def filled_expression():
    """Return the graph of L = (a * b + c) * f with every gradient and every local derivative on it."""
    from gradually.draw import draw

    result, nodes = expression()
    for label, grad in {"a": 6, "b": -4, "c": -2, "f": 4, "e": -2, "d": -2}.items():
        nodes[label].grad = grad
    result.grad = 1
    a, b, _, f, e, d = nodes.values()
    return draw(result, {result: (f.data, d.data), d: (1, 1), e: (b.data, a.data)})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

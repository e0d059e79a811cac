"""The course's figures; a chapter shows one by calling its function, `make images` writes them all to files.

python -m gradually.course.figures images/
"""

import itertools
import math
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import graphviz
import matplotlib.pyplot as plt

from gradually.course.show import Picture, Stepper
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, PARAMETER_COLOR, Graph, number

STYLE = "gradually.course.style"


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
        "secant_into_tangent.png": secant_into_tangent().png,
        "expression.svg": filled_expression().picture("svg"),
        "neuron.svg": neuron().picture("svg"),
        "tanh_and_its_slope.png": tanh_and_its_slope().png,
        "functions_and_derivatives.png": functions_and_derivatives().png,
    }


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

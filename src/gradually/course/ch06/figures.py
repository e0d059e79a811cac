"""The figures of chapter 6: blocks of any size."""

import itertools
from pathlib import Path

import matplotlib.pyplot as plt

from gradually.course.page.graphs import names_in, steps_of, titles_of
from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture
from gradually.draw import draw
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, TARGET_COLOR
from gradually.value import Value

ROOM = Path(__file__).parent
PLACES = 7  # in a row: as many as tanh needs without the block tanh
BLOCKS = {  # what blocks.js offers, as the package computes it
    "+ 1": lambda v: v + 1,
    "- 1": lambda v: v - 1,
    "* 2": lambda v: v * 2,
    "* -1": lambda v: v * -1,
    "square": lambda v: v**2,
    "exp": Value.exp,
    "log": Value.log,
    "1/…": lambda v: v**-1,
    "tanh": Value.tanh,
    "relu": Value.relu,
}
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


def blocks(chain=("* 2", "exp", "+ 1", "1/…"), x=1.0):
    """Return a live function of x out of small blocks in a row, with the slope of each, and the sigmoid to aim at.

    `chain` holds up to 7 keys of BLOCKS; a key of another name is a KeyError.
    """
    passed = through(chain, Value(x))
    passed[-1].backward()
    slope, name = passed[0].grad, ", ".join(chain)
    xs = [i / 40 for i in range(-120, 121)]
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6, 3.6))
        axes.plot(xs, [Value(at).sigmoid().data for at in xs], "--", color=TARGET_COLOR, label="goal: sigmoid")
        axes.plot(xs, [through(chain, Value(at))[-1].data for at in xs], color=DATA_COLOR, label=name)
        tangent = [(x + by, passed[-1].data + by * slope) for by in (-0.9, 0.9)]
        axes.plot(*zip(*tangent, strict=True), color=GRADIENT_COLOR, label=f"slope at {x:g}: {slope:.3f}")
        axes.plot(x, passed[-1].data, "o", color=DATA_COLOR)
        axes.set(xlabel="x", ylabel="f(x)", title="x → " + " → ".join(chain))
        axes.legend()
        slopes = ", ".join(f"{node.local_grads[0]:.3f}" for node in passed[1:])
        words = f"A function out of the blocks {name}: at x = {x:g} their slopes are {slopes}, the product {slope:.3f}."
        still = Picture(figure, f"{words} Dashed, the sigmoid, which it does not meet.")
    data = {"places": PLACES, "chain": chain, "goal": "sigmoid", "x": x}
    return Live(ROOM / "blocks.js", data, still, "Blocks in a row")


def through(chain, x):
    """Return the Value `x` and what each block of `chain` makes of it, one after the other."""
    passed = [x]
    for key in chain:
        passed.append(BLOCKS[key](passed[-1]))
    return passed


def functions_and_derivatives():
    """Return each elementary function of chapter 6 above its derivative, as the package computes them."""
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

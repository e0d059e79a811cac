"""The figures of chapter 7: the same graph in PyTorch, the same neuron in two precisions, and the hunt's files."""

import importlib.util
import math
from pathlib import Path

import graphviz
import matplotlib.pyplot as plt
import numpy as np

from gradually.course.page.graphs import steps_of
from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture
from gradually.render import DATA_COLOR, LINE_COLOR, TARGET_COLOR, Graph
from gradually.value import Value

ROOM = Path(__file__).parent
LEAVES = (2.0, -3.0, 0.0, 1.0, 6.8813735870195432)  # x1, w1, x2, w2 and b of chapter 3
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
    x1, w1, x2, w2, b = map(leaf, LEAVES)
    return (x1 * w1 + x2 * w2 + b).tanh()


def ours_and_torch():
    """Return a slider over our graph of the neuron and PyTorch's, a node and its partner lit in each step."""
    import torch

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


def slope_of_tanh(n, kind):
    """Return 1 - o * o of o = tanh(n) in one of NumPy's kinds of number, each step rounded to it."""
    o = kind(math.tanh(kind(n)))
    return float(kind(1) - o * o)


def precision():
    """Return the live neuron of chapter 3 in float32 and float64, with a knob for its bias."""
    places = np.linspace(0, 22, 441)
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6, 3.4))
        for kind, color in ((np.float64, DATA_COLOR), (np.float32, TARGET_COLOR)):
            slopes = [slope_of_tanh(n, kind) for n in places]
            axes.semilogy(
                *zip(*((n, s) for n, s in zip(places, slopes, strict=True) if s > 0), strict=True), color=color
            )
            end = slopes.index(0.0)
            axes.text(places[end] - 2.5, 30 * slopes[end - 60], kind.__name__, color=color)
        axes.set(xlabel="n, the sum", ylabel="1 - o², the slope", title="Where tanh goes flat for a computer")
        words = (
            "The local derivative of tanh over n, in powers of ten: both lines fall, that of float32 ends at n = 9, "
        )
        still = Picture(figure, f"{words}that of float64 at n = 19. From there on it is exactly 0.")
    return Live(ROOM / "precision.js", {"others": LEAVES[:4], "bias": LEAVES[4]}, still, "A neuron in two precisions")


# --- what the chapter compares, and PyTorch's own files ---


def calculation(leaves):
    """Return the g of chapter 0 for its two leaves a and b, of whatever package they are."""
    a, b = leaves
    c = a + b
    d = a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + (b + a).relu()
    d += 3 * d + (b - a).relu()
    f = (c - d) ** 2
    return f / 2.0 + 10.0 / f


def files_of_pytorch():
    """Return {path: text} of the source that the installed PyTorch has brought along: Python, headers, tables."""
    found = filter(None, map(importlib.util.find_spec, ("torch", "torchgen")))
    paths = [path for spec in found for path in Path(spec.origin).parent.rglob("*")]
    source = [path for path in paths if path.suffix in {".py", ".yaml", ".h"}]
    return {path: path.read_text(encoding="utf-8", errors="replace") for path in source}

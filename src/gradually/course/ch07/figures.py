"""The figures of chapter 7: the same graph in PyTorch."""

import graphviz

from gradually.course.page.graphs import steps_of
from gradually.render import LINE_COLOR, Graph
from gradually.value import Value

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

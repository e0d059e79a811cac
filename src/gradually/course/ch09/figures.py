"""The figures of chapter 9: a network, how large it is, and how wrong."""

from pathlib import Path

import graphviz
import matplotlib.pyplot as plt

from gradually.course.page import film
from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture, Stepper
from gradually.draw import walk
from gradually.nn import MLP
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, PARAMETER_COLOR, Graph, number
from gradually.value import Value

ROOM = Path(__file__).parent
CORNERS, DIFFERENT = [[-1, -1], [-1, 1], [1, -1], [1, 1]], [-1, 1, 1, -1]  # XOR: 1 where the two inputs differ


def two_borders():
    """Return a slider over straight borders through the four points of XOR: three alone, then two at once."""

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
    moved = [[neuron(x).data for neuron in hidden] for x in inputs]
    with plt.style.context(STYLE):
        figure, (before, after) = plt.subplots(1, 2, figsize=(6.6, 3.2))
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


def fold(hidden, last, inputs, targets):
    """Return two `hidden` neurons and `last` behind knobs: the plane as it is given, and folded as `last` sees it."""
    parameters = [parameter.data for neuron in (*hidden, last) for parameter in neuron.parameters()]
    data = {"inputs": inputs, "targets": targets, "parameters": parameters, "rate": 0.1}
    still = moved_points(hidden, last, inputs, targets)
    return Live(ROOM / "fold.js", data, still, "Three neurons to turn", parts=["losses.js"])


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
    names = {node: f"value{i}" for i, node in enumerate(walk(root))}
    blue = set(parameters)
    words = f"{len(names)} dots joined by lines: the whole graph, {len(blue & set(names))} of them parameters, in blue."
    graph = Graph(words)
    graph.attr(nodesep="0.04", ranksep="0.22")
    graph.attr("node", label="", shape="circle", style="filled", fixedsize="true", width="0.1", height="0.1")
    graph.attr("edge", arrowhead="none", penwidth="0.5")
    for node, name in names.items():
        if node in blue:
            graph.node(name, shape="square", color=PARAMETER_COLOR)
        else:
            graph.node(name, color=LINE_COLOR if node.children else DATA_COLOR)
        graph.edges((names[child], name) for child in node.children)
    return graph


def node_growth():
    """Return how many nodes one prediction has, against the width of two layers and against the number of layers."""

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

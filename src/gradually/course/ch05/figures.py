"""The figures of chapter 5: the backward pass, node by node, its order, its price, and a neuron that learns by it."""

import html
import inspect
import random
import time
from pathlib import Path

import matplotlib.pyplot as plt

from gradually.backprop import topological_order
from gradually.course.page.film import Film
from gradually.course.page.graphs import names_in, signed, slider, travelled
from gradually.course.page.live import Live
from gradually.course.page.pictures import STYLE, Picture
from gradually.draw import draw, walk
from gradually.render import DATA_COLOR, GRADIENT_COLOR, Graph, number
from gradually.value import Value

ROOM = Path(__file__).parent
POINTS = 72  # in an inch: Graphviz gives sizes in the one and takes them in the other
TIMES = 15  # that a thing is measured; the shortest counts, since others only disturb
VISIBLE = 0.002  # seconds that every clock sees: a web page gives its clock steps of 0.0001 s
MOST_NODES = 20  # more, and nobody can follow the order step by step
LINES = {  # what order.js calls each line of topological_order that runs, one after the other
    "start": "order, seen, path = [], {root}, [(root, iter(root.children))]",
    "turn": "while path:",
    "look": "node, children = path[-1]",
    "next": "for child in children:",
    "ask": "if child not in seen:",
    "see": "seen.add(child)",
    "inner": "if child.children:",
    "deeper": "path.append((child, iter(child.children)))",
    "stop": "break",
    "leaf": "order.append(child)",
    "place": "order.append(node)",
    "back": "path.pop()",
    "done": "return order",
}


def backward_stepper(order):
    """Return a slider over the backward pass through `order` (children first): each node lit as it passes its grad on.

    The graph is the learner's own; its grads are what they were before when the slider is done.
    """
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


def order(root):
    """Return the graph of `root` beside the code that puts it in order, to go through line by line.

    ValueError if the graph has more than 20 nodes. Where nothing can draw: the graph as text.
    """
    nodes = topological_order(root)
    if len(nodes) > MOST_NODES:
        raise ValueError(
            f"this graph has {len(nodes)} nodes, and nobody can follow more than {MOST_NODES} step by step"
        )
    names = {node: node.label or f"n{i}" for i, node in enumerate(walk(root), 1)}
    graph = numbered(nodes, names)
    try:
        drawn = places_in(graph)
    except RuntimeError:
        return draw(root)
    data = [
        {"name": names[node], "op": node.op, "data": node.data, "children": [nodes.index(c) for c in node.children]}
        for node in nodes
    ]
    written, lines = shown_source()
    data = drawn | {"nodes": data, "written": written, "lines": lines}
    return Live(ROOM / "order.js", data, graph, "How the order is found")


def numbered(nodes, names):
    """Return the graph of `nodes`, children first, as boxes of one size, each with its place in the order."""
    graph = Graph(f"The graph of {names[nodes[-1]]}. Its order is {', '.join(names[node] for node in nodes)}.")
    graph.attr(nodesep="0.3", ranksep="0.45")
    wide = max(66, 20 + 8 * max(len(names[node] + node.op) for node in nodes))
    size = {"fixedsize": "true", "width": f"{wide / POINTS:.3f}", "height": f"{40 / POINTS:.3f}"}
    graph.attr("node", shape="box", style="rounded", **size)
    for i, node in enumerate(nodes):
        op = f" ({html.escape(node.op)})" if node.op else ""
        data = f'<font color="{DATA_COLOR}">{number(node.data)}</font>'
        graph.node(str(i), f"<{i + 1}. <b>{html.escape(names[node])}</b>{op}<br/>{data}>")
        for child in node.children:
            graph.edge(str(nodes.index(child)), str(i))
    return graph


def places_in(graph):
    """Return where Graphviz puts the nodes and edges of `graph`, in points; RuntimeError if nothing here can draw."""
    rows = [row.split() for row in graph.picture("plain").decode().splitlines()]
    edges = []
    for row in rows:
        if row[0] == "edge":
            along = in_points(row[4 : 4 + 2 * int(row[3])])
            points = list(zip(along[::2], along[1::2], strict=True))
            edges.append({"child": int(row[1]), "node": int(row[2]), "points": points})
    nodes = sorted((int(row[1]), in_points(row[2:4])) for row in rows if row[0] == "node")
    box = next(in_points(row[4:6]) for row in rows if row[0] == "node")
    return {"size": in_points(rows[0][2:4]), "box": box, "places": [place for _, place in nodes], "edges": edges}


def in_points(inches):
    """Return numbers of inches, which are texts, as points, to a tenth."""
    return [round(POINTS * float(text), 1) for text in inches]


def shown_source():
    """Return the lines of topological_order without words, and {name in LINES: which of them that is}.

    ValueError if these are not the lines of topological_order that run: then LINES and order.js have to follow it.
    """
    source = inspect.getsource(topological_order).replace(f'    """{topological_order.__doc__}"""\n', "").rstrip()
    written = [line.split("  #")[0] for line in source.splitlines()]
    runs = {line.strip(): i for i, line in enumerate(written) if i and line.strip() != "else:"}
    if list(runs) != list(LINES.values()):
        raise ValueError(f"order.js knows other lines of topological_order than there are: {list(runs)}")
    return written, {name: runs[code] for name, code in LINES.items()}


class Network:
    """2 inputs, two layers of `width` neurons and one more: a calculation without arguments, which counts its runs.

    It has width² + 5 * width + 1 knobs, drawn between -1 and 1.
    """

    def __init__(self, width, seed=1):
        rng = random.Random(seed)
        sizes = [(2, width), (width, width), (width, 1)]
        self.layers = [[[Value(rng.uniform(-1, 1)) for _ in range(n + 1)] for _ in range(m)] for n, m in sizes]
        self.knobs = [knob for layer in self.layers for knobs in layer for knob in knobs]
        self.runs = 0

    def __call__(self):
        """Return the output for the inputs 0.5 and -1."""
        self.runs += 1
        nodes = [Value(0.5), Value(-1.0)]
        for layer in self.layers:
            nodes = [neuron(bias, weights, nodes) for bias, *weights in layer]
        return nodes[0]


def neuron(bias, weights, inputs):
    """Return the tanh of the weighted inputs and the bias, out of + and * alone."""
    total = bias
    for weight, x in zip(weights, inputs):
        total = total + weight * x
    return total.tanh()


def seconds(action):
    """Return how long `action()` takes, the shortest of TIMES, each the mean of as many as a coarse clock needs."""
    taken = []
    for _ in range(TIMES):
        start, elapsed, runs = time.perf_counter(), 0.0, 0
        while elapsed < VISIBLE:
            action()
            elapsed, runs = time.perf_counter() - start, runs + 1
        taken.append(elapsed / runs)
    return min(taken)


def price(run):
    """Return what one run and the way back from its result take together, as a multiple of the run."""
    result = run()
    return 1 + seconds(result.backward) / seconds(run)


def bill(widths):
    """Return a chart of what all slopes of these networks cost: by nudging, and by one run and the way back.

    The second is measured here and now. Its digits stand in the picture only.
    """
    networks = [Network(width) for width in widths]
    knobs = [len(network.knobs) for network in networks]
    nudging, back = [2 * count for count in knobs], [price(network) for network in networks]
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.6))
        axes.plot(knobs, nudging, "o-", color=DATA_COLOR, label="nudging each knob to both sides")
        axes.plot(knobs, back, "s--", color=GRADIENT_COLOR, label="one run and backward()")
        for count, runs, measured in zip(knobs, nudging, back):
            axes.annotate(f"{runs:,}", (count, runs), (0, 8), textcoords="offset points", ha="center")
            axes.annotate(f"{measured:.1f}", (count, measured), (0, -18), textcoords="offset points", ha="center")
        axes.set(xlabel="knobs", ylabel="price, in runs", title="Backward costs a few runs, however many knobs")
        axes.set_ylim(-320, 2 * max(knobs) + 250)
        axes.legend(loc="upper left")
        return Picture(
            figure,
            f"The price of all slopes against the number of knobs. By nudging: "
            f"{', '.join(f'{runs:,} runs for {count:,} knobs' for count, runs in zip(knobs, nudging))}. "
            "One run and backward() together: a few runs, for each of them (measured on the machine that drew this).",
        )


class OneNeuron:
    """tanh(x1 * w1 + x2 * w2 + b) of three Values, as a film wants a network."""

    def __init__(self, knobs):
        self.knobs = knobs

    def __call__(self, x):
        w1, w2, b = self.knobs
        return neuron(b, [w1, w2], [Value(number) for number in x])

    def parameters(self):
        return self.knobs


class Lesson(Film):
    """A film of one neuron that learns examples of three Values each: x1, x2 and the target."""

    def __init__(self, knobs, examples):
        """Get ready to film the neuron of `knobs`, w1, w2 and b."""
        numbers = [[thing.data for thing in example] for example in examples]
        super().__init__(OneNeuron(knobs), [two for *two, _ in numbers], [target for *_, target in numbers])

    def record(self):
        """Take down the knobs as they are, and the sum of the squared misses."""
        pairs = zip(self.inputs, self.targets)
        super().record(sum((self.network(x).data - target) ** 2 for x, target in pairs))

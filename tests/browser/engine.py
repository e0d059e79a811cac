"""What the package's own engine says about the numbers that live figures show, figure by figure."""

import functools
import json
import math
import operator
import re
import sys

import numpy as np
from drawing import counts
from stored import FIGURES

from gradually.backprop import topological_order
from gradually.course.ch04 import solutions as ch04
from gradually.course.ch06 import figures as ch06
from gradually.derivative import derivative, gradient
from gradually.draw import walk
from gradually.gpt import GPT
from gradually.losses import accuracy, cross_entropy, max_margin, softmax, squared_error
from gradually.nn import MLP, Neuron, identity
from gradually.optim import SGD
from gradually.tensor import Tensor, log_probabilities, log_softmax
from gradually.tensor import cross_entropy as tensor_cross_entropy
from gradually.tensor_nn import MLP as TensorMLP
from gradually.text import CHARACTERS, contexts, encode, pick
from gradually.value import Value

CORNERS, AND = [[-1, -1], [-1, 1], [1, -1], [1, 1]], [-1, -1, -1, 1]


def flat(numbers):
    """Return the numbers in nested lists and dicts as one list."""
    if isinstance(numbers, dict):
        return [each for key in sorted(numbers) for each in flat(numbers[key])]
    if isinstance(numbers, list | tuple):
        return [each for part in numbers for each in flat(part)]
    return [numbers]


def filled(network, numbers):
    """Return `network` with these numbers as its parameters."""
    for parameter, number in zip(network.parameters(), numbers, strict=True):
        parameter.data = number
    return network


def data_of(chapter, name):
    """Return what Python handed to a stored figure."""
    return json.loads(re.search(rf'\nwake\("[0-9a-f]+", {name}, (.*)\);', FIGURES[chapter, name])[1])


def learn(shown):
    made = filled(MLP(2, [12, 12, 1], activation=Value.relu, output_activation=identity), shown["parameters"])
    scores = [made(x) for x in shown["points"]]
    expected = {"scores": [score.data for score in scores]}
    if scores:
        loss = max_margin(scores, shown["targets"])
        loss.backward()
        expected |= {"loss": loss.data, "right": round(accuracy(scores, shown["targets"]) * len(scores))}
    return expected | {"gradient": [parameter.grad for parameter in made.parameters()]}


CURVES = {
    "parabola": lambda x: 3 * x**2 - 4 * x + 5,
    "square": lambda x: x**2,
    "cube": lambda x: x**3,
    "reciprocal": lambda x: 1 / x,
    "exp": Value.exp,
    "sin": lambda x: Value(math.sin(x.data), (x,), "sin", (math.cos(x.data),)),
    "tanh": Value.tanh,
}


def secant(shown):
    curve, x = CURVES[shown["curve"]], Value(shown["x"])
    y = curve(x)
    y.backward()

    def run(at):
        to_the_pole = -at if shown["curve"] == "reciprocal" and at < 0 else math.inf
        return min(shown["h"], to_the_pole - 0.125)

    def rise(at):
        return (curve(Value(at + run(at))) - curve(Value(at))).data

    return {
        "run": run(x.data),
        "low": y.data,
        "high": curve(x + run(x.data)).data,
        "rise": rise(x.data),
        "slope": rise(x.data) / run(x.data),
        "exact": x.grad,
        "trace": [[at, run(at), rise(at) / run(at)] for at, _, _ in shown["trace"]],
    }


def graph_of(leaves):
    """Return the nodes, by label, of L = (a * b + c) * f."""
    nodes = {label: Value(number) for label, number in leaves.items()}
    nodes["e"] = nodes["a"] * nodes["b"]
    nodes["d"] = nodes["e"] + nodes["c"]
    nodes["L"] = nodes["d"] * nodes["f"]
    return nodes


def forward(shown):
    nodes = graph_of(shown["leaves"])
    for not_made in "edL"[shown["operations"] :]:
        del nodes[not_made]
    names = {node: label for label, node in nodes.items()}
    children = {label: [names[child] for child in node.children] for label, node in nodes.items()}
    behind = {label: [names[each] for each in walk(nodes[label])] for label in nodes}
    return {
        "data": {label: node.data for label, node in nodes.items()},
        "children": children.get(shown["from"], []),
        "parents": [label for label in nodes if shown["from"] in children[label]],
        "again": [label for label in "edL" if label in nodes and shown["turned"] in behind[label]],
    }


def promise(shown):
    nodes, leaves = graph_of(shown["leaves"]), {label: Value(number) for label, number in shown["leaves"].items()}
    nodes["L"].backward()
    moving = [leaves[label] for label in shown["moving"]]
    for leaf, label in zip(moving, shown["moving"], strict=True):
        leaf.grad = nodes[label].grad
    if moving:
        SGD(moving, learning_rate=-shown["step"]).step()  # uphill
    there = graph_of({label: leaf.data for label, leaf in leaves.items()})
    promised = sum(leaf.grad * shown["step"] * leaf.grad for leaf in moving)
    change = there["L"].data - nodes["L"].data
    return {
        "data": {label: node.data for label, node in nodes.items()},
        "gradients": {label: node.grad for label, node in nodes.items()},
        "local": {label: list(node.local_grads) for label, node in nodes.items() if node.children},
        "there": {label: node.data for label, node in there.items()},
        "promised": promised,
        "change": change,
        "apart": change - promised,
    }


SINGLE_BLOCKS = {
    "+": operator.add,
    "-": ch04.subtract,
    "*": operator.mul,
    "max": ch04.maximum,
    "square": ch04.square,
    "tanh": Value.tanh,
}


def single_block(shown):
    """Return what one block passes on; and what nudging says of a result that moves by what arrives, times its move."""
    made = SINGLE_BLOCKS[shown["block"]]
    inputs = [Value(number) for number in shown["inputs"]]
    out = made(*inputs)
    out.grad = shown["arrives"]
    ch04.pass_back(out)
    return {
        "out": out.data,
        "local": list(out.local_grads),
        "passed": [each.grad for each in inputs],
        "nudged": gradient(lambda *xs: shown["arrives"] * made(*map(Value, xs)).data, shown["inputs"]),
    }


def order(shown):
    nodes = []
    for children in shown["children"]:
        nodes.append(Value(0.0, [nodes[child] for child in children][:: -1 if shown["turned"] else 1]))
    states = traced(nodes[shown["root"]])
    if shown["by_turn"]:
        turns = {i for i, state in enumerate(states) if i == 0 or states[min(i + 1, len(states) - 1)][0] == 2}
        states = [state for i, state in enumerate(states) if i in turns or i == len(states) - 1]
    _, path, seen, found = states[min(shown["step"], len(states) - 1)]
    place = {node: i for i, node in enumerate(nodes)}
    return {
        "lines": [line for line, *_ in states],
        "path": [[place[node], [place[child] for child in left]] for node, left in path],
        "order": [place[node] for node in found],
        "seen": shown["seen"] if {place[node] for node in seen} == set(shown["seen"]) else sorted(map(place.get, seen)),
    }


def traced(root):
    """Return (line, path, seen, order) for each line of topological_order that Python runs, as it leaves them.

    Lines are counted as the figure does, without the docstring; on the path stands what is left of the children.
    """
    code, found = topological_order.__code__, []

    def trace(frame, event, argument):
        if frame.f_code is not code:
            return None
        if found and event in ("line", "return"):  # before a line runs, one sees what the last one did
            path = [
                (node, node.children[len(node.children) - operator.length_hint(left) :])
                for node, left in frame.f_locals["path"]
            ]
            found[-1] += (path, set(frame.f_locals["seen"]), list(frame.f_locals["order"]))
        if event == "line":
            found.append((frame.f_lineno - code.co_firstlineno - 1,))
        return trace

    kept = sys.gettrace()
    sys.settrace(trace)
    try:
        topological_order(root)
    finally:
        sys.settrace(kept)
    return found


GOALS = {
    "sigmoid": Value.sigmoid,
    "softplus": Value.softplus,
    "1/(1+x²)": lambda x: (1 + x**2) ** -1,
    "tanh": Value.tanh,
}


def blocks(shown):
    chain, x = shown["chain"], Value(shown["x"])
    values, slopes, whole = [], [], x
    for key in chain:
        whole = whole and block(key, whole)
        values.append(whole and whole.data)
        slopes.append(whole and finite(whole.local_grads[0]))
    if whole and None not in slopes:
        whole.backward()
    data = whole and whole.data
    return {
        "values": values,
        "slopes": slopes,
        "value": data,
        "slope": finite(x.grad) if whole and None not in slopes else None,
        "nudged": nudged(chain, shown["x"]),
        "gap": gap(chain, shown["goal"]),
    }


def block(key, value):
    """Return what a block makes of a Value, None if it refuses it or the number is too large."""
    try:
        made = ch06.BLOCKS[key](value)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return made if math.isfinite(made.data) else None


def finite(number):
    return number if math.isfinite(number) else None


def through(chain, x):
    """Return the number that a chain of blocks makes of x, None if one of them refuses."""
    value = Value(x)
    for key in chain:
        value = value and block(key, value)
    return value and value.data


def nudged(chain, x):
    try:
        return derivative(lambda at: through(chain, at), x)
    except TypeError:  # one of the two is no number
        return None


def gap(chain, goal):
    pairs = [(through(chain, i / 40), GOALS[goal](Value(i / 40)).data) for i in range(-120, 121) if goal != "none"]
    if not pairs or any(value is None for value, _ in pairs):
        return None
    return max(abs(value - aim) for value, aim in pairs)


def neuron(shown):
    made = filled(Neuron(2), shown["parameters"])
    answers = [made(x) for x in shown["inputs"]]
    loss = squared_error(answers, shown["targets"])
    loss.backward()
    return {
        "answers": [answer.data for answer in answers],
        "loss": loss.data,
        "gradient": [parameter.grad for parameter in made.parameters()],
    }


def fold(shown):
    network = filled(MLP(2, [2, 1]), shown["parameters"])
    answers = [network(x) for x in shown["inputs"]]
    loss = squared_error(answers, shown["targets"])
    loss.backward()
    return {
        "hidden": [[each.data for each in network.layers[0](x)] for x in shown["inputs"]],
        "answers": [answer.data for answer in answers],
        "loss": loss.data,
        "gradient": [parameter.grad for parameter in network.parameters()],
    }


def loss_map(shown):
    """Compute each step from the place where the figure stood before it.

    With long steps a walk multiplies the last digit of a rounding, in 60 steps to anything at all.
    """
    made = Neuron(2)
    w1, w2, made.bias.data = *made.weights, -1.0
    made.zero_grad()
    path, losses, gradient, velocity = [shown["start"]], [], [0.0, 0.0], [0.0, 0.0]
    for place in shown["path"]:
        w1.data, w2.data = place
        loss = squared_error([made(x) for x in CORNERS], AND)
        losses.append(loss.data)
        if len(losses) == len(shown["path"]):
            break
        if not shown["forget"]:
            made.zero_grad()
        loss.backward()
        gradient = [weight.grad for weight in made.weights]
        velocity = [shown["momentum"] * v + g for v, g in zip(velocity, gradient, strict=True)]
        path.append([w - shown["rate"] * v for w, v in zip(place, velocity, strict=True)])
    made.zero_grad()
    loss.backward()
    slopes = [weight.grad for weight in made.weights]
    length = shown["rate"] * math.hypot(*velocity)
    return {"path": path, "losses": losses, "gradient": gradient, "length": length, "slopes": slopes} | {
        "kept": [old | {"loss": loss_of_weights(old["end"])} for old in shown["kept"]]
    }


def loss_of_weights(weights):
    made = filled(Neuron(2), [*weights, -1.0])
    return squared_error([made(x) for x in CORNERS], AND).data


def moons(shown):
    sizes = [len(layer) for layer in shown["layers"]]
    network = MLP(2, sizes, activation=Value.relu, output_activation=identity)
    filled(network, flat(shown["layers"]))

    def through(x, off):
        answers = []
        for layer in network.layers[:-1]:
            x = [neuron(x) for neuron in layer.neurons]
            if 0 <= off - len(answers) < len(x):
                x[off - len(answers)] = Value(0.0)
            answers += x
        return [each.data for each in answers], network.layers[-1](x).data

    at_the_points = [through(x, -1)[0] for x in shown["inputs"]]
    scores = [through(x, shown["off"])[1] for x in shown["inputs"]]
    answers, score = through(shown["probe"], shown["off"])
    return {
        "answers": answers,
        "score": score,
        "awake": [sum(answer > 0 for answer in column) for column in zip(*at_the_points, strict=True)],
        "right": sum(score * target > 0 for score, target in zip(scores, shown["targets"], strict=True)),
    }


def logits(shown):
    scores = [Value(score) for score in shown["logits"]]
    loss = cross_entropy(scores, shown["target"])
    loss.backward()
    return {
        "probabilities": [probability.data for probability in softmax(scores)],
        "loss": loss.data,
        "gradient": [score.grad for score in scores],
    }


def areas(shown):
    network = MLP(2, [len(layer) for layer in shown["layers"]], output_activation=identity)
    filled(network, flat(shown["layers"]))
    data = data_of(12, "areas")

    def best(x):
        numbers = [logit.data for logit in network(x)]
        return numbers.index(max(numbers))

    logits = network(shown["probe"])
    return {
        "logits": [logit.data for logit in logits],
        "probabilities": [probability.data for probability in softmax(logits)],
        "best": best(shown["probe"]),
        "right": sum(best(x) == target for x, target in zip(data["inputs"], data["targets"], strict=True)),
    }


def reader_of(data):
    """Return the network that a figure of chapter 14 holds, as the package's."""
    reader = TensorMLP(64, [len(layer["bias"]) for layer in data["layers"]], np.random.default_rng(0))
    for layer, whole in zip(reader.layers, data["layers"], strict=True):
        layer.weights.data[:] = np.reshape(whole["weights"], layer.weights.shape) / data["scale"]
        layer.bias.data[:] = np.array(whole["bias"]) / data["scale"]
    return reader


def digit(shown):
    data = data_of(14, "digit")
    reader = reader_of(data)
    drawn = counts(shown["strokes"], shown["fit"])
    pixels = drawn if shown["example"] is None else data["examples"][shown["example"]]["pixels"]
    x = Tensor([pixels]) * (1 / 16)
    sums = reader.layers[0](x)
    probabilities = log_softmax(reader(x)).exp().data[0]
    return {
        "pixels": pixels,
        "awake": sums.relu().data[0].tolist(),
        "sum": sums.data[0, int(shown["neuron"]) - 1],
        "probabilities": probabilities.tolist(),
        "said": int(probabilities.argmax()),
    }


def fool(shown):
    data = data_of(14, "fool")
    reader = reader_of(data)
    example = data["examples"][shown["example"]]
    x = Tensor(np.array([example["pixels"]]) / 16)
    tensor_cross_entropy(reader(x), [example["target"]]).backward()
    noise = np.array([1.0 if sign == "+" else -1.0 for sign in example["noise"]])
    signs = noise if shown["way"] == "random" else np.sign(x.grad)
    points = np.clip(x.data + signs * shown["size"] / 16, 0, 1)
    probabilities = log_softmax(reader(Tensor(points))).exp().data[0]
    return {"points": points[0].tolist(), "probabilities": probabilities.tolist(), "said": int(probabilities.argmax())}


@functools.cache
def stored_gpt():
    """Return the GPT of chapter 16's live figure, with its weights rounded as they are stored."""
    data = data_of(16, "look_back")
    gpt = GPT(data["places"], data["size"], data["heads"], data["blocks"], np.random.default_rng(0))
    middle = len(data["alphabet"]) // 2
    for parameter, stored in zip(gpt.parameters(), data["parameters"], strict=True):
        levels = [data["alphabet"].index(character) - middle for character in stored["levels"]]
        parameter.data[:] = np.reshape(levels, parameter.shape) * stored["unit"]
    return gpt


def look_back(shown):
    gpt, place = stored_gpt(), int(shown["place"])
    logits = gpt(np.array([encode(shown["text"])[:-1]])).data[0, place]
    seen = gpt.blocks[shown["block"] - 1].attention.seen[0, shown["head"] - 1, place, : place + 1]
    return {
        "seen": seen.tolist(),
        "probabilities": np.exp(log_probabilities(logits / shown["temperature"])).tolist(),
    }


def umbrella(shown):
    made = filled(Neuron(2), [*shown["weights"], shown["bias"]])
    products = [Value(weight) * reason for weight, reason in zip(shown["weights"], shown["reasons"], strict=True)]
    return {
        "parts": [product.data for product in products],
        "sum": sum(products, Value(shown["bias"])).data,
        "answer": made(shown["reasons"]).data,
    }


def precision(shown):
    def neuron(kind):
        x1, w1, x2, w2, b = map(kind, (2.0, -3.0, 0.0, 1.0, shown["bias"]))
        n = x1 * w1 + x2 * w2 + b
        o = kind(math.tanh(n))
        return {"b": float(b), "n": float(n), "o": float(o), "slope": float(kind(1) - o * o)}

    return {"float32": neuron(np.float32), "float64": neuron(np.float64)}


def shapes(shown):
    data = data_of(13, "shapes")
    a, b = (np.array(data[name]) * 1.0 for name in "ab")
    a = a[: shown["a_shape"][0], : shown["a_shape"][1]]
    b = b[: (shown["b_shape"] if len(shown["b_shape"]) == 2 else [1])[0], : shown["b_shape"][-1]]
    up, left = shown["at"]
    b[up, left] = shown["b"][up][left]
    expected = {"a": a.tolist(), "b": b.tolist()}
    one, other = Tensor(a), Tensor(b.reshape(shown["b_shape"]))
    try:
        result = one * other if shown["sign"] == "*" else one + other
    except ValueError:
        return expected | {"lengths": None, "result": None, "a_grad": None, "b_grad": None}
    arrives = np.array(data["arrives"])[: result.shape[0], : result.shape[1]]
    (result * arrives).sum().backward()
    return expected | {
        "lengths": list(result.shape),
        "result": result.data.tolist(),
        "arrives": arrives.tolist(),
        "a_grad": one.grad.tolist(),
        "b_grad": np.reshape(other.grad, b.shape).tolist(),
    }


@functools.cache
def counted(back):
    """Return {what stands before: counts of what follows} in the towns of the stored figure, and the towns."""
    data, table = data_of(15, "next_character"), {}
    towns = data["towns"].split("|")
    x, y = contexts(towns, data["most"])
    for before, number in zip(x.tolist(), y, strict=True):
        table.setdefault(tuple(before[len(before) - back :]), np.zeros(len(CHARACTERS)))[number] += 1
    return table, set(towns)


def next_character(shown):
    table, towns = counted(int(shown["back"]))

    def row_of(text):
        before = [0] * int(shown["back"]) + encode(text)[1:-1]
        return table.get(tuple(before[len(text) :]), np.zeros(len(CHARACTERS)))

    def written(start, chances):
        text = start
        for chance in chances:
            number = pick(row_of(text), chance)
            text += CHARACTERS[number] if number else ""
        return text

    row = row_of(shown["text"])
    words = [written(each["start"], each["chances"]) for each in shown["written"]]
    return {
        "row": row.tolist(),
        "total": row.sum(),
        "probabilities": (row / max(row.sum(), 1)).tolist(),
        "written": [old | {"word": word} for old, word in zip(shown["written"], words, strict=True)],
        "copies": sum(word in towns for word in words),
    }


ENGINE = {  # name of the figure: what turns the numbers in its knobs into all others that it shows
    "learn": learn,
    "logits": logits,
    "areas": areas,
    "neuron": neuron,
    "secant": secant,
    "forward": forward,
    "promise": promise,
    "block": single_block,
    "order": order,
    "blocks": blocks,
    "fold": fold,
    "moons": moons,
    "loss_map": loss_map,
    "digit": digit,
    "fool": fool,
    "look_back": look_back,
    "umbrella": umbrella,
    "precision": precision,
    "shapes": shapes,
    "next_character": next_character,
}


FAULTS = {  # name of the figure: (a piece of its mathematics, the same with a fault)
    "learn": ("inputs[i] > 0 ? slope", "inputs[i] >= 0 ? slope"),
    "logits": ("=> p - wanted(i)", "=> wanted(i) - p"),
    "areas": ("Math.exp(logit - largest)", "Math.exp(largest - logit)"),
    "secant": ("(f(at + run_at(at)) - f(at)) / run_at(at)", "(f(at + run_at(at)) + f(at)) / run_at(at)"),
    "forward": ("all[left] * all[right] :", "all[left] * all[left] :"),
    "block": ("(x, y) => [y, x]", "(x, y) => [x, y]"),
    "promise": ("e: [at.b, at.a]", "e: [at.a, at.b]"),
    "neuron": ("* (1 - out ** 2)", "* (1 + out ** 2)"),
    "order": ("const is_new = !seen.includes(child);", "const is_new = true;"),
    "blocks": ("slope: 2 * v", "slope: v"),
    "fold": ("slope * weights[6 + k]", "slope * weights[7 - k]"),
    "moons": ("Math.max(0, sum)", "Math.abs(sum)"),
    "loss_map": ("* (1 - out ** 2)", "* (1 + out ** 2)"),
    "fool": ("p - (k === target ? 1 : 0)", "(k === target ? 1 : 0) - p"),
    "digit": ("sum + x * weights[i * bias.length + j]", "sum - x * weights[i * bias.length + j]"),
    "look_back": ("sum + weight * value[j][n]", "sum - weight * value[j][n]"),
    "umbrella": ("parts[1] + bias.value", "parts[1] - bias.value"),
    "precision": ("round(1 - round(o * o))", "round(1 - round(n * n))"),
    "shapes": ("sums[up][left] += each", "sums[up][left] = each"),
    "next_character": ("> chance * total_of(row)", "> chance * chance * total_of(row)"),
}

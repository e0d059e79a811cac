"""Answers that learners gave, put to the checks of chapters 10 to 14: right ones are accepted, wrong ones told why."""

import importlib
import math
import random

import numpy as np
import pytest
from cells import left_by

from gradually.course.checking.exercise import RIGHT, WRONG
from gradually.data import tiny_set
from gradually.losses import squared_error
from gradually.nn import MLP
from gradually.tensor import Tensor, cross_entropy, result
from gradually.value import Value

LOOP = """
def {name}(network, inputs, targets, steps, learning_rate):
    losses = []
    for step in range(steps):
        predictions = [network(x) for x in inputs]
        loss = squared_error(predictions, targets)
        {body}
    return losses
"""
TRAINED = "losses.append(loss.data); network.zero_grad(); loss.backward()"
MOVED = "\n        for p in network.parameters():\n            p.data -= learning_rate * p.grad"
ONE_BY_ONE = """
def one_by_one(network, inputs, targets, steps, learning_rate):
    losses = []
    for _ in range(steps):
        total = 0.0
        network.zero_grad()
        for x, target in zip(inputs, targets):
            loss = (network(x) - target) ** 2
            loss.backward()
            total += loss.data
        losses.append(total)
        for p in network.parameters():
            {body}
    return losses
"""
BATCHES = """
def batches_of(inputs, targets, size, rng):
    order = list(range(len(inputs)))
    rng.shuffle(order)
    {body}
"""
PAIR = "([inputs[i] for i in order[k : k + size]], [targets[i] for i in order[k : k + size]])"


def train(body):
    """Return the source of a loop with this body."""
    return LOOP.format(name="train", body=body)


def best_rate(body):
    """Return the source of a search in which this is done for each rate."""
    return (
        "def best_rate(rates, make_network, inputs, targets, steps):\n    best, lowest = None, math.inf\n"
        f"    for rate in rates:\n        {body}\n        if loss < lowest:\n            best, lowest = rate, loss\n"
        "    return best\n"
    )


def stop(body):
    """Return the source of a decision that begins with the goal."""
    return (
        "def should_stop(losses, goal, patience):\n    if losses[-1] < goal:\n        return True\n"
        f"    if len(losses) <= patience:\n        return False\n    {body}\n"
    )


def function(first, body):
    """Return the source of a function with this first line and this one line."""
    return f"def {first}:\n    {body}\n"


STEP, L2 = "take_step(parameters, learning_rate)", "add_l2_gradients(parameters, strength)"
MARGIN, LOSS = "margin_loss(scores, targets)", "class_loss(logits, target)"
SAFE = "safe_class_loss(logits, target)"
LOGISTIC, DEAD = "logistic_loss(scores, targets)", "dead_neurons(layer, inputs)"
FRACTION_11, FRACTION_12 = "fraction_right(scores, targets)", "fraction_right(logits, targets)"
FORWARD, SUM_TO = "forward(x, layers)", "sum_to(gradient, shape)"

# (exercise, source of the answer): every way that was taken to a right one.
ACCEPTED = [
    ("ch10.take_step", function(STEP, "for p in parameters: p.data = p.data - learning_rate * p.grad")),
    ("ch10.train", train(TRAINED + MOVED)),
    ("ch10.one_by_one", ONE_BY_ONE.format(body="p.data -= learning_rate * p.grad")),
    ("ch10.best_rate", best_rate("loss = train(make_network(), inputs, targets, steps, rate)[-1]")),
    ("ch10.should_stop", stop("return not min(losses[-patience:]) < min(losses[:-patience])")),
    ("ch11.batches_of", BATCHES.format(body=f"return [{PAIR} for k in range(0, len(order), size)]")),
    (
        "ch11.margin_loss",
        function(MARGIN, "return sum((1 - s * t).relu() for s, t in zip(scores, targets)) / len(scores)"),
    ),
    (
        "ch11.logistic_loss",
        function(LOGISTIC, "return sum(Value.softplus(-s * t) for s, t in zip(scores, targets)) / len(scores)"),
    ),
    (
        "ch11.dead_neurons",
        function(DEAD, "return [i for i, n in enumerate(layer.neurons) if not any(n(x).data for x in inputs)]"),
    ),
    (
        "ch12.safe_class_loss",
        function(
            SAFE,
            "m = max(z.data for z in logits); return sum((z - m).exp() for z in logits).log() - (logits[target] - m)",
        ),
    ),
    ("ch13.relu_back", "def relu_back(x, grad):\n    out = grad.copy()\n    out[..., :][x <= 0] = 0\n    return out\n"),
    (
        "ch13.mean_back",
        "def mean_back(x, grad):\n    out = np.empty(x.shape)\n    out[...] = grad / x.size\n    return out\n",
    ),
    ("ch13.forward", function(FORWARD, "for w, b in layers: x = (w @ x.T).T + b\n    return x")),
    (
        "ch14.fraction_right",
        function(FRACTION_12, "return np.count_nonzero(np.argmax(logits, axis=1) == targets) / len(targets)"),
    ),
    ("ch13.sigmoid", "def sigmoid(x):\n    return ((-x).exp() + 1) ** -1\n"),
    (
        "ch14.p3_backward",
        "def p3_backward(grad_output, x):\n    return grad_output * (15 * x * x - 3) / 2\n",
    ),
    (
        "ch14.adam_step",
        "def adam_step(weight, grad, mean, square, step, rate):\n"
        "    mean = mean + 0.1 * (grad - mean)\n"
        "    square = square + 0.001 * (grad * grad - square)\n"
        "    m, v = mean / (1 - 0.9**step), square / (1 - 0.999**step)\n"
        "    return weight - rate * m / (v**0.5 + 1e-8), mean, square\n",
    ),
    (
        "ch14.dead_neurons",
        "def dead_neurons(sums):\n    return [j for j in range(sums.shape[1]) if all(sums[:, j] <= 0)]\n",
    ),
    (
        "ch14.choose",
        "def choose(strengths, right):\n    return max(strengths, key=lambda s: right[strengths.index(s)].mean())\n",
    ),
]

# (exercise, source of the answer, what the reply says).
REFUSED = [
    # changes what it was lent
    (
        "ch10.should_stop",
        stop("recent = [losses.pop() for _ in range(patience)]; return min(recent) >= min(losses)"),
        "changes `losses`",
    ),
    (
        "ch10.best_rate",
        function(
            "best_rate(rates, make_network, inputs, targets, steps)",
            "rates.sort(key=lambda rate: train(make_network(), inputs, targets, steps, rate)[-1]); return rates[0]",
        ),
        "changes `rates`",
    ),
    (
        "ch11.fraction_right",
        function(
            FRACTION_11,
            "found = sum(s.data * t > 0 for s, t in zip(scores, targets)) / len(scores); scores.clear(); return found",
        ),
        "changes `scores`",
    ),
    (
        "ch13.forward",
        function(
            FORWARD, "layers[:] = [(w.T, b) for w, b in layers]\n    for w, b in layers: x = x @ w + b\n    return x"
        ),
        "changes `layers`",
    ),
    ("ch13.mean_back", "def mean_back(x, grad):\n    x[...] = grad / x.size\n    return x\n", "changes `x`"),
    (
        "ch11.dead_neurons",
        function(DEAD, "return {i for i, n in enumerate(layer.neurons) if all(n(x).data == 0 for x in inputs)}"),
        "A list is asked for, and this is a set",
    ),
    (
        "ch11.dead_neurons",
        function(DEAD, "return [i for i, n in enumerate(layer.neurons) if not any(n(x) for x in inputs)]"),
        "Your test never holds",
    ),
    (
        "ch11.logistic_loss",
        function(LOGISTIC, "return sum(s.softplus() for s in scores) / len(scores)"),
        "It never reads `targets`",
    ),
    (
        "ch13.sigmoid",
        "def sigmoid(x):\n"
        "    x.data = 1 / (1 + np.exp(-x.data))\n"
        "    s = x.data\n"
        "    return result(s, 'sigmoid', (x, lambda grad: grad * s * (1 - s)))\n",
        "changes `x`",
    ),
    # fits some sizes only, or is rounded
    (
        "ch13.forward",
        function(FORWARD, "(w1, b1), (w2, b2) = layers; return (x @ w1.T + b1) @ w2.T + b2"),
        "With weights (2, 3) the scores",
    ),
    (
        "ch13.sum_to",
        "def sum_to(gradient, shape):\n"
        "    while gradient.ndim > len(shape):\n"
        "        gradient = gradient.sum(axis=0)\n"
        "    return gradient.sum(axis=shape.index(1), keepdims=True) if 1 in shape else gradient\n",
        "From shape (2, 3) to (1, 1)",
    ),
    (
        "ch11.batches_of",
        BATCHES.format(body=f"for k in range(0, len(order), size): yield {PAIR}"),
        "A list of them is asked for.",
    ),
    (
        "ch11.fraction_right",
        function(FRACTION_11, "return round(sum(s.data * t > 0 for s, t in zip(scores, targets)) / len(scores), 4)"),
        "It is rounded.",
    ),
    # was told of another mistake
    (
        "ch10.best_rate",
        function(
            "best_rate(rates, make_network, inputs, targets, steps)",
            "print(min(rates, key=lambda rate: train(make_network(), inputs, targets, steps, rate)[-1]))",
        ),
        "It prints its result",
    ),
    (
        "ch10.best_rate",
        best_rate("loss = train(make_network(), inputs, targets, 60, rate)[-1]"),
        "another number of steps than `steps` says",
    ),
    ("ch10.should_stop", stop("return len(losses) > 5 and min(losses[-5:]) >= min(losses[:-5])"), "should be"),
    (
        "ch10.take_step",
        function(STEP, "parameters[-1].data -= learning_rate * parameters[-1].grad"),
        "`[2, 0.5, -2.6]`",
    ),
    (
        "ch10.train",
        train("loss = loss.data; losses.append(loss); network.zero_grad(); loss.backward()" + MOVED),
        "It is a plain number here",
    ),
    (
        "ch11.add_l2_gradients",
        function(L2, "for p in network.parameters(): p.grad += 2 * strength * p.data"),
        "of the `parameters` that came in",
    ),
    (
        "ch12.class_loss",
        function(LOSS, "return -(sum(z.exp() for z in logits) / logits[target].exp()).log()"),
        "The sign is turned round",
    ),
    (
        "ch13.relu_back",
        "def relu_back(x, grad):\n    return (grad * (x > 0)).sum()\n",
        "shape should be `(2, 2)`, and yours gives `()`",
    ),
    (
        "ch13.sigmoid",
        "def sigmoid(x):\n    return ((-x).exp() + 1).sum() ** -1\n",
        "the shape of the data should be `(3,)`, and yours gives `()`",
    ),
    # was told a bare fact
    ("ch10.train", train("loss.backward" + MOVED), "The line `loss.backward` does nothing"),
    (
        "ch10.train",
        train(TRAINED + MOVED).replace("    losses = []\n", "    network = MLP(3, [4, 1])\n    losses = []\n"),
        "It gives `network` another value",
    ),
    (
        "ch10.train",
        train(TRAINED + MOVED).replace("    losses = []\n", ""),
        "It puts things into `losses`, a list of the notebook",
    ),
    ("ch10.train", train(TRAINED + MOVED.replace("learning_rate", "0.01")), "It never reads `learning_rate`."),
    ("ch10.train", train(TRAINED + MOVED.replace("learning_rate * ", "")), "The learning rate is missing"),
    ("ch10.train", train(TRAINED + MOVED.replace("-= ", "= -")), "The old data is lost"),
    ("ch10.train", train(TRAINED + MOVED).replace("range(steps)", "range(steps - 1)"), "One step is missing"),
    (
        "ch10.train",
        train(TRAINED + MOVED).replace("targets)\n", "targets) / len(inputs)\n"),
        "That is the mean over the examples",
    ),
    (
        "ch10.train",
        train(TRAINED + MOVED)
        .replace("in inputs]", "in inputs[:1]]")
        .replace("(predictions, targets)", "(predictions, targets[:1])"),
        "Only the first example",
    ),
    (
        "ch10.one_by_one",
        ONE_BY_ONE.format(body="p.data -= learning_rate * p.grad / len(inputs)"),
        "too short by the number of examples",
    ),
    (
        "ch10.one_by_one",
        ONE_BY_ONE.format(body="p.data -= learning_rate * p.grad").replace("zero_grad()", "zero_grad"),
        "The line `network.zero_grad` does nothing",
    ),
    (
        "ch10.should_stop",
        stop("return min(losses[-patience]) >= min(losses[:-patience])"),
        "One number stands there where a list belongs.",
    ),
    (
        "ch11.margin_loss",
        function(MARGIN, "return sum((1 - s * t).relu() for s, t in zip(scores, targets)) / 100"),
        "The number 100 stands in it",
    ),
    (
        "ch11.fraction_right",
        function(FRACTION_11, "return sum(s.data * t > 0 for s, t in zip(scores, targets)) // len(scores)"),
        "divide with `/`",
    ),
    (
        "ch11.fraction_right",
        function(FRACTION_11, "n = sum(s.data * t > 0 for s, t in zip(scores, targets)); return n / (len(scores) - n)"),
        "for each wrong one",
    ),
    (
        "ch11.add_l2_gradients",
        function(
            L2, "total = sum(p.data for p in parameters)\n    for p in parameters: p.grad += 2 * strength * total"
        ),
        "are the same number, and they should differ",
    ),
    (
        "ch12.class_loss",
        function(LOSS, "return -(logits[3].exp() / sum(z.exp() for z in logits)).log()"),
        "It never reads `target`.",
    ),
    (
        "ch11.batches_of",
        BATCHES.format(
            body="return [([targets[i] for i in order[k : k + size]], [inputs[i] for i in order[k : k + size]])"
            " for k in range(0, len(order), size)]"
        ),
        "the inputs come first, then the targets",
    ),
    (
        "ch11.batches_of",
        "def batches_of(inputs, targets, size, rng):\n"
        "    pick = lambda k: [rng.randrange(len(inputs)) for _ in range(min(size, len(inputs) - k))]\n"
        "    return [([inputs[i] for i in p], [targets[i] for i in p])"
        " for p in map(pick, range(0, len(inputs), size))]\n",
        "Are they drawn, or shuffled, anew for each batch?",
    ),
    (
        "ch13.matmul_back",
        "def matmul_back(a, b, grad):\n    return grad @ b.T(), a.T() @ grad\n",
        "are its () too many?",
    ),
    (
        "ch13.matmul_back",
        "def matmul_back(a, b, grad):\n    return grad @ b.reshape(b.shape[::-1]), a.reshape(a.shape[::-1]) @ grad\n",
        "does not turn rows into columns",
    ),
    (
        "ch13.mean_back",
        "def mean_back(x, grad):\n    return np.full(x.shape, grad / x.size())\n",
        "are they too many",
    ),
    ("ch13.mean_back", "def mean_back(x, grad):\n    return np.full(x.shape, grad // x.size)\n", "divide with `/`"),
    (
        "ch13.sum_to",
        function(SUM_TO, "for _ in range(gradient.ndim - len(shape)): gradient.sum(axis=0)\n    return gradient"),
        "gives something new, and nothing keeps it",
    ),
    (
        "ch13.forward",
        function(FORWARD, "for w, b in layers: x = np.maximum(x @ w.T + b, 0)\n    return x"),
        "No relu belongs here",
    ),
    (
        "ch14.fraction_right",
        function(FRACTION_12, "return (logits.argmax(axis=1) == targets).sum() / logits.shape[1]"),
        "by the number of classes",
    ),
    (
        "ch14.fraction_right",
        function(FRACTION_12, "return (logits.argmax(axis=1) == targets).sum() // len(targets)"),
        "divide with `/`",
    ),
    (
        "ch13.sigmoid",
        "def sigmoid(x):\n"
        "    s = 1 / (1 + np.exp(-x.data))\n"
        "    return result(s, 'sigmoid', (x, lambda s: s * (1 - s)))\n",
        "In `lambda s`, `s` is what arrives",
    ),
    (
        "ch14.p3_backward",
        "def p3_backward(grad_output, x):\n    return grad_output * (15 * math.pow(x, 2) - 3) / 2\n",
        "A function of math takes plain numbers only.",
    ),
    (
        "ch14.p3_backward",
        "def p3_backward(grad_output, x):\n    return round(grad_output * (15 * x * x - 3) / 2, 4)\n",
        "should be",
    ),
    (
        "ch14.p3_backward",
        "def p3_backward(grad_output, x):\n    return grad_output * (15 * x * x - 3) // 2\n",
        "`//` drops what stands behind the point",
    ),
    (
        "ch14.p3_backward",
        "def p3_backward(grad_output, x):\n    local = 15 * x**2 - 3 / 2\n    return grad_output * local\n",
        "The half in front belongs to both terms",
    ),
    (
        "ch14.silu_backward",
        "def silu_backward(grad_output, x):\n"
        "    s = 1 / (1 + math.exp(-x))\n"
        "    straight = grad_output * s\n"
        "    through_s = grad_output * x * s * (1 - s)\n"
        "    return straight * through_s\n",
        "The two paths lie side by side",
    ),
    (
        "ch14.silu_backward",
        "def silu_backward(grad_output, x):\n"
        "    s = 1 / (1 + exp(-x))\n"
        "    return grad_output * (s + x * s * (1 - s))\n",
        "There is `math.exp`, `x.exp()` of a Value.",
    ),
    (
        "ch14.adam_step",
        "def adam_step(weight, grad, mean, square, step, rate):\n"
        "    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2\n"
        "    m, v = mean / (1 - 0.9**step), square / (1 - 0.999**step)\n"
        "    return weight - rate * m / (v**0.5 + 1e-8), square, mean\n",
        "in another order",
    ),
    (
        "ch14.adam_step",
        "def adam_step(weight, grad, mean, square, step, rate):\n"
        "    mean += 0.1 * (grad - mean)\n"
        "    square += 0.001 * (grad**2 - square)\n"
        "    m, v = mean / (1 - 0.9**step), square / (1 - 0.999**step)\n"
        "    return weight - rate * m / (v**0.5 + 1e-8), mean, square\n",
        "changes `mean`",
    ),
    (
        "ch12.safe_class_loss",
        function(
            SAFE,
            "m = max(l.data for l in logits); return sum(l.exp() for l in logits).log() - (logits[target] - m)",
        ),
        "m is still in them",
    ),
    (
        "ch12.safe_class_loss",
        function(
            SAFE,
            "m = max(l.data for l in logits); s = sum([l.exp() - m for l in logits]); "
            "return s.log() - (logits[target] - m)",
        ),
        "off the exponent",
    ),
    (
        "ch12.shares",
        function("shares(f, scores)", "total = sum(f(scores)); return [f(score) / total for score in scores]"),
        "it takes one number",
    ),
    (
        "ch14.adam_step",
        "def adam_step(weight, grad, mean, square, step, rate):\n"
        "    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2\n"
        "    u = math.sqrt(square / (1 - 0.999**step))\n"
        "    return weight - rate * mean / (1 - 0.9**step) / (u + 1e-8), mean, square\n",
        "One number is taken there",
    ),
    (
        "ch14.fool",
        "def fool(network, images, labels, size):\n"
        "    leaf = Tensor(images)\n"
        "    cross_entropy(network(leaf), labels).backward()\n"
        "    return np.clip(leaf + size * np.sign(leaf.grad), 0, 1)\n",
        "A Tensor stands where an array belongs",
    ),
    (
        "ch14.fool",
        "def fool(network, images, labels, size):\n"
        "    leaf = Tensor(images)\n"
        "    cross_entropy(network(leaf), labels).backward()\n"
        "    return (leaf + size * np.sign(leaf.grad)).clip(0, 1)\n",
        "A Tensor stands where an array belongs",
    ),
    (
        "ch14.fool",
        "def fool(network, images, labels, size):\n"
        "    leaf = Tensor(images)\n"
        "    cross_entropy(network(leaf), labels).backward()\n"
        "    return leaf + size * np.sign(leaf.grad)\n",
        "A Tensor stands where an array belongs",
    ),
    (
        "ch14.adam_step",
        "def adam_step(weight, grad, mean, square, step, rate):\n"
        "    mean = 0.9 * mean + 0.1 * grad\n"
        "    square = 0.999 * square + 0.001 * grad**2\n"
        "    mean = mean / (1 - 0.9**step)\n"
        "    usual = (square / (1 - 0.999**step)) ** 0.5\n"
        "    return weight - rate * mean / (usual + 1e-8), mean, square\n",
        "The mean came back corrected",
    ),
    (
        "ch14.adam_step",
        "def adam_step(weight, grad, mean, square, step, rate):\n"
        "    mean = 0.9 * mean + 0.1 * grad\n"
        "    square = 0.999 * square + 0.001 * grad**2\n"
        "    m, v = mean / (1 - 0.9**step), square / (1 - 0.999**step)\n"
        "    weight -= rate * m / (v**0.5 + 1e-8)\n"
        "    return weight, mean, square\n",
        "`-=` changes an array or a list *itself*",
    ),
    (
        "ch14.dead_neurons",
        "def dead_neurons(sums):\n"
        "    dead = []\n"
        "    for i in range(len(sums)):\n"
        "        if max(sums[:, i]) <= 0:\n"
        "            dead.append(i)\n"
        "    return dead\n",
        "counts the rows",
    ),
    (
        "ch14.dead_neurons",
        "def dead_neurons(sums):\n    return np.flatnonzero((sums <= 0).all())\n",
        "should be",
    ),
    (
        "ch14.dead_neurons",
        "def dead_neurons(sums):\n    return np.where((sums <= 0).all(axis=0))\n",
        "one pair of brackets too many",
    ),
    (
        "ch14.fool",
        "def fool(network, images, labels, size):\n"
        "    x = Tensor(images)\n"
        "    cross_entropy(network(x), labels).backward\n"
        "    return np.clip(images + size * np.sign(x.grad), 0, 1)\n",
        "are its () missing?",
    ),
    (
        "ch14.fool",
        "def fool(network, images, labels, size):\n"
        "    x = Tensor(images)\n"
        "    cross_entropy(network(x), labels).backward()\n"
        "    images += size * np.sign(x.grad)\n"
        "    return np.clip(images, 0, 1)\n",
        "changes `images`",
    ),
    (
        "ch14.fool",
        "def fool(network, images, labels, size):\n"
        "    x = Tensor(images)\n"
        "    network(x).backward()\n"
        "    return np.clip(images + size * np.sign(x.grad), 0, 1)\n",
        "never reads `labels`",
    ),
    (
        "ch14.choose",
        "def choose(strengths, right):\n    return right.mean(axis=1).argmax\n",
        "is a function, not what it returns",
    ),
    (
        "ch14.choose",
        "def choose(strengths, right):\n    return strengths[(right.mean(axis=1) - right.std(axis=1)).argmax()]\n",
        "the best mean over the draws",
    ),
]

# (exercise, the answer, what the reply says): predictions and choices.
PREDICTED = [
    ("ch11.parameters_of_moons", 339, "do the inputs have biases?"),
    ("ch11.parameters_of_moons", 1000, "It is not 1000. How many weights"),
    ("ch11.dead_gradients", 20, "Its own are 3, and 16 read it."),
    ("ch11.rate_for_the_sum", 0.02, "A step is rate times gradient."),
    ("ch13.nodes_of_a_neuron", 18, "Does the sum count as one node?"),
    (
        "ch13.shapes_of_a_layer",
        {"sums": (100, 16), "grad of x": (100, 2), "grad of weights": (1, 1), "grad of bias": 16},
        "grad of bias: A tuple with one entry",
    ),
    ("ch14.faults", [12, 25, 33], "1 more"),
    ("ch14.faults", [12, 25, 33, 40], "Of your lines 3 hold a fault. Line 40 switches the graph off"),
    ("ch14.faults", [4, 12], "one is empty, or not there"),
    ("ch14.faults", 12, "Type the numbers of four lines, in square brackets."),
]


def exercise_named(name):
    """Return the exercise ch10.train, for one."""
    chapter, name = name.split(".")
    return getattr(importlib.import_module(f"gradually.course.{chapter}.exercises"), name)


def graded(name, source):
    """Return what the exercise finds of the answer in `source`, run among the names that its notebook has."""
    exercise = exercise_named(name)
    inputs, targets = tiny_set()
    names = {"MLP": MLP, "Tensor": Tensor, "Value": Value, "math": math, "np": np, "random": random, "result": result}
    names |= {"inputs": inputs, "targets": targets, "losses": [1.0], "squared_error": squared_error}
    names |= {"network": MLP(3, [4, 4, 1], rng=random.Random(1)), "cross_entropy": cross_entropy}
    if name == "ch10.best_rate":
        names["train"] = exercise_named("ch10.train").answer
    return exercise.grade(left_by(source, exercise.name, names))


@pytest.mark.parametrize(("name", "source"), ACCEPTED)
def test_a_right_answer_is_accepted(name, source):
    assert graded(name, source).state == RIGHT


@pytest.mark.parametrize(("name", "source", "told"), REFUSED)
def test_a_wrong_answer_is_refused_and_told_what_is_wrong(name, source, told):
    found = graded(name, source)
    assert found.state == WRONG
    assert told in found.text


def test_a_step_with_fives_for_patience_is_not_told_that_it_looks_at_the_goal_alone():
    source = stop("return len(losses) > 5 and min(losses[-5:]) >= min(losses[:-5])")
    assert graded("ch10.should_stop", source).mistake == ""


@pytest.mark.parametrize(("name", "answer", "told"), PREDICTED)
def test_a_wrong_prediction_is_told_what_to_ask(name, answer, told):
    assert told in exercise_named(name).grade(answer).text

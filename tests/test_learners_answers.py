"""Answers that learners gave to chapters 1 to 6 and that were once misjudged, or told of another mistake."""

import importlib
import inspect
import linecache
import math

import pytest
from cells import left_by

from gradually.backprop import topological_order
from gradually.course.ch04.solutions import ClosureValue
from gradually.course.ch06.solutions import DRAG, GRAVITY, STEP
from gradually.course.ch07 import exercises as ch07
from gradually.course.checking.exercise import RIGHT, WRONG
from gradually.course.page.session import expect_version
from gradually.derivative import derivative, gradient
from gradually.draw import draw, walk
from gradually.value import Value


class OwnValue:
    """A class as a learner types it: a Value that knows +, * and tanh, and takes its own kind alone."""

    def __init__(self, data, children=(), op="", local_grads=(), label=""):
        if not isinstance(data, int | float):
            raise TypeError(f"a Value holds one real number, and {data!r} is not one")
        self.data, self.grad, self.label = float(data), 0.0, label
        self.children, self.op, self.local_grads = tuple(children), op, local_grads

    def __add__(self, other):
        return OwnValue(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        return OwnValue(self.data * other.data, (self, other), "*", (other.data, self.data))

    def tanh(self):
        t = math.tanh(self.data)
        return OwnValue(t, (self,), "tanh", (1 - t * t,))


OwnValue.__name__ = "Value"


def follow_and_add(node, grad=1.0):
    """Do what the function of this name in chapter 5 does."""
    node.grad += grad
    for child, local_grad in zip(node.children, node.local_grads, strict=True):
        follow_and_add(child, local_grad * grad)


def namespace(chapter):
    """Return what the notebook of a chapter defines where its exercises stand."""
    cls = OwnValue if chapter in ("ch02", "ch04") else Value
    a, b, c = (3 * [0]) if chapter == "ch01" else (cls(2.0, label="a"), cls(-3.0, label="b"), cls(10.0, label="c"))
    names = {"math": math, "draw": draw, "expect_version": expect_version, "a": a, "b": b, "c": c}
    extra = {"derivative": derivative, "gradient": gradient} if chapter == "ch01" else {"Value": cls, "walk": walk}
    if chapter == "ch05":
        extra |= {"follow_and_add": follow_and_add}
    if chapter == "ch06":
        extra |= {"derivative": derivative, "STEP": STEP, "GRAVITY": GRAVITY, "DRAG": DRAG}
    if chapter == "ch04":
        extra |= {"ClosureValue": ClosureValue, "derivative": derivative}
    return {**names, **extra, "topological_order": topological_order} if chapter != "ch05" else {**names, **extra}


def graded(name, source):
    """Return the Result for an answer given as source, as it is graded in its notebook."""
    chapter, exercise = name.split(".")
    left = left_by(source, exercise, namespace(chapter))
    return getattr(importlib.import_module(f"gradually.course.{chapter}.exercises"), exercise).grade(left)


def learning(body):
    """Return an answer to chapter 5's `learn` with this body, in which OFF stands for the line that computes `off`."""
    body = body.replace("OFF", "off = (x1 * w1 + x2 * w2 + b).tanh() + Value(-1.0) * target")
    return "def learn(knobs, examples, steps):\n    w1, w2, b = knobs\n" + body


LOSS_ABOVE = """\
    loss = Value(0.0)
    for _ in range(steps):
        for knob in knobs:
            knob.grad = 0.0
        for x1, x2, target in examples:
            OFF
            loss = loss + off * off
        loss.backward()
        for knob in knobs:
            knob.data -= 0.1 * knob.grad
"""


NOT_SET_BACK = """\
    for _ in range(steps):
        for x1, x2, target in examples:
            OFF
            (off * off).backward()
        for knob in knobs:
            knob.data -= 0.1 * knob.grad
"""


DOT_FIRST = NOT_SET_BACK.replace("(off * off).backward()", "off * off.backward()")


PLAIN_MISS = NOT_SET_BACK.replace("OFF", "off = (x1 * w1 + x2 * w2 + b).tanh().data - target.data")


NESTED = """\
    for _ in range(steps):
        for knob in knobs:
            knob.grad = 0.0
            for x1, x2, target in examples:
                OFF
                (off * off).backward()
            knob.data -= 0.1 * knob.grad
"""


NEURON = """\
def neuron(x, w, b):
    o = math.tanh(x.data * w.data + b.data)
    return Value(o, (x, w, b), "neuron", ({}))
"""


PASS_BACK = """\
def pass_back(node):
    for child, local_grad in zip(node.children, node.local_grads):
        {}
"""


MEASURED = """\
def measured(f, x):
    return Value(f(x.data), (x,), "f", (derivative({}),))
"""


ANSWERS = [
    # told once that a number belongs where True or False does, or not told that all is turned round
    (
        "ch02.depends_on",
        "or",
        "\ndef depends_on(node, other):\n    return node or other\n",
        "True or False is asked for",
    ),
    (
        "ch02.depends_on",
        "turned round",
        "\ndef depends_on(node, other):\n    return other not in walk(node)\n",
        "True where it should say False",
    ),
    # a Value under a sign that it does not know, where no line of the learner's own can be shown
    (
        "ch04.tanh",
        "the node squared",
        """
def tanh(x):
    out = ClosureValue(math.tanh(x.data), (x,), "tanh")

    def pass_back():
        x.grad += (1 - out**2) * out.grad

    out.pass_back = pass_back
    return out
""",
        "That sign is not known to a Value",
    ),
    (
        "ch04.measured",
        "a function for the sign",
        """
def measured(f, x):
    return Value(f(x.data), (x,), f, (derivative(f, x.data),))
""",
        "What stands in its `op`",
    ),
    # accepted once, though they borrow what is to be written, or change what they were lent
    (
        "ch05.sweep",
        "order changed",
        """
def sweep(order):
    order.reverse()
    order[0].grad = 1.0
    for node in order:
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad
""",
        "changes `order`",
    ),
    (
        "ch05.sweep",
        "order emptied",
        """
def sweep(order):
    order[-1].grad = 1.0
    while order:
        node = order.pop()
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad
""",
        "changes `order`",
    ),
    ("ch05.sweep", "borrowed", "\ndef sweep(order):\n    order[-1].backward()\n", "do without `backward`"),
    (
        "ch05.sweep",
        "clears the inner ones afterwards",
        """
def sweep(order):
    order[-1].grad = 1.0
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad
    for node in order[:-1]:
        if node.children:
            node.grad = 0.0
""",
        "the grads [a, b, p, L] should be",
    ),
    (
        "ch01.gradient_by_hand",
        "nudged",
        """
def gradient_by_hand(a, b, c):
    g = lambda a, b, c: -(a**3) + math.sin(3 * b) - 1 / c + b**2.5 - math.sqrt(a)
    return gradient(g, [a, b, c])
""",
        "not shown here|do without `gradient`",
    ),
    (
        "ch02.count_nodes",
        "borrowed",
        """
def count_nodes(root):
    return len(walk(root))
""",
        "do without `walk`",
    ),
    (
        "ch05.children_first",
        "borrowed",
        """
def children_first(root):
    from gradually.backprop import topological_order
    return topological_order(root)
""",
        "do without `topological_order`",
    ),
    (
        "ch05.start_afresh",
        "ends at the first leaf",
        """
def start_afresh(order):
    for node in reversed(order):
        if not node.children:
            break
        node.grad = 0.0
""",
        "the `break`",
    ),
    (
        "ch05.start_afresh",
        "data too",
        """
def start_afresh(order):
    for node in order:
        if node.children:
            node.grad = node.data = 0.0
""",
        "The data of",
    ),
    # refused once, though right
    (
        "ch04.square",
        "with the notebook's Value",
        """
def square(x):
    slope = (x * Value(2.0)).data
    return Value((x * x).data, (x,), "sq", (slope,))
""",
        "right",
    ),
    (
        "ch02.pictured",
        "no labels",
        "\ndef pictured():\n    a, b = Value(2), Value(3)\n    return (a * b + a) * b\n",
        "right",
    ),
    (
        "ch05.sweep",
        "adds the seed",
        """
def sweep(order):
    order[-1].grad += 1.0
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad
""",
        "right",
    ),
    # told of another mistake once
    (
        "ch01.slopes_at",
        "a list round each",
        """
def slopes_at(f, places):
    slopes = []
    for x in places:
        slopes.append([derivative(f, x)])
    return slopes
""",
        "Each entry stands in brackets of its own.",
    ),
    (
        "ch01.gradient",
        "a star before a number",
        """
def gradient(f, xs, h=1e-5):
    slopes = []
    for i in range(len(xs)):
        up = xs[i] + h
        down = xs[i] - h
        slopes.append((f(*up) - f(*down)) / (2 * h))
    return slopes
""",
        "The star hands out the entries of a list",
    ),
    (
        "ch01.gradient",
        "both nudged up",
        """
def gradient(f, xs, h=1e-5):
    slopes = []
    for i in range(len(xs)):
        up, down = list(xs), list(xs)
        up[i] += h
        down[i] += h
        slopes.append((f(*up) - f(*down)) / (2 * h))
    return slopes
""",
        "both calls of f see the same numbers",
    ),
    (
        "ch01.steepest",
        "never looks at the first",
        """
def steepest(slopes):
    best = 0
    size = 0
    for i in range(1, len(slopes)):
        if abs(slopes[i]) > size:
            size = abs(slopes[i])
            best = i
    return best
""",
        "the number `1` in",
    ),
    (
        "ch01.steepest",
        "keeps the signed one",
        """
def steepest(slopes):
    largest = 0
    place = 0
    for i, slope in enumerate(slopes):
        if abs(slope) > largest:
            largest = slope
            place = i
    return place
""",
        "the sign of `largest`",
    ),
    (
        "ch02.pictured",
        "b of the chapter",
        """
def pictured():
    a = Value(2.0, label="a")
    b = Value(-3.0, label="b")
    return (a * b + a) * b
""",
        "In the picture it is 3",
    ),
    (
        "ch05.count_paths",
        "only among the children: nothing that one change would mend",
        """
def count_paths(root, leaf):
    total = root.children.count(leaf)
    for child in root.children:
        total += count_paths(child, leaf)
    return total
""",
        "should be `1`, and yours gives `0`.",
    ),
    (
        "ch02.count_nodes",
        "return in the loop",
        """
def count_nodes(root):
    seen = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.extend(node.children)
        return len(seen)
""",
        "A `return` stands inside the loop",
    ),
    (
        "ch04.subtract",
        "sign last",
        '\ndef subtract(x, y):\n    return Value(x.data - y.data, (x, y), (1.0, -1.0), "-")\n',
        "the sign comes third",
    ),
    (
        "ch04.subtract",
        "slopes not in a tuple",
        '\ndef subtract(x, y):\n    return Value(x.data - y.data, (x, y), "-", 1.0, -1.0)\n',
        "A tuple of 2 is asked for, and this is one number.",
    ),
    (
        "ch05.sweep",
        "skips the last",
        """
def sweep(order):
    order[-1].grad = 1.0
    for node in reversed(order[:-1]):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad
""",
        "which leaves something out",
    ),
    (
        "ch05.start_afresh",
        "break for continue",
        """
def start_afresh(order):
    for node in order:
        if not node.children:
            break
        node.grad = 0.0
""",
        "is node.grad set, with one `=`, in the inner nodes?",
    ),
    (
        "ch05.start_afresh",
        "two children only",
        """
def start_afresh(order):
    for node in order:
        if len(node.children) == 2:
            node.grad = 0.0
""",
        "A node with one child",
    ),
    (
        "ch06.sigmoid_block",
        "s as the child",
        """
def sigmoid_block(x):
    s = 1 / (1 + math.exp(-x.data))
    return Value(s, (s,), "sigmoid", (s * (1 - s),))
""",
        "`s`, in ",
    ),
    (
        "ch06.sigmoid_from_exp",
        "a new leaf of -x",
        "\ndef sigmoid_from_exp(x):\n    return 1 / (1 + Value(-x.data).exp())\n",
        "a plain number is wrapped anew on the way",
    ),
    # told nothing that helps once
    (
        "ch02.times",
        "children as two",
        "\ndef times(x, y):\n    return Value(x.data * y.data, x, y)\n",
        "with brackets round them",
    ),
    (
        "ch04.subtract",
        "built of two",
        "\ndef subtract(x, y):\n    return x + y * Value(-1.0)\n",
        "This builds several nodes",
    ),
    (
        "ch04.subtract",
        "built of two, turned",
        "\ndef subtract(x, y):\n    return x + Value(-1.0) * y\n",
        "This builds several nodes",
    ),
    (
        "ch02.formula",
        "nodes for formulas",
        """
def formula(node):
    if not node.children:
        return node.label
    left, right = node.children
    return "(" + left + node.op + right + ")"
""",
        "joined to a text",
    ),
    (
        "ch04.subtract",
        "minus of Values",
        """
def subtract(x, y):
    return x - y
""",
        "There is no minus for Values yet",
    ),
    (
        "ch04.square",
        "power of a Value",
        """
def square(x):
    return x**2
""",
        "There is no ** for Values yet.",
    ),
    (
        "ch02.times",
        "in a set",
        """
def times(x, y):
    return Value(x.data * y.data, {x, y}, "*")
""",
        " set",
    ),
    ("ch02.times", "star of Values", "\ndef times(x, y):\n    return x * y\n", "for Values"),
    (
        "ch03.through_times",
        "a name of the notebook",
        "\ndef through_times(x, y, grad):\n    return y * c.grad, x * c.grad\n",
        "It reads `c`",
    ),
    (
        "ch04.square",
        "no children",
        """
def square(x):
    return Value(x.data**2, (), "sq", (2 * x.data,))
""",
        "ch",
    ),
    (
        "ch05.sweep",
        "loops over None",
        """
def sweep(order):
    order[-1].grad = 1.0
    order = order.reverse()
    for node in order:
        for child, g in zip(node.children, node.local_grads):
            child.grad += g * node.grad
""",
        "`reverse` changes a thing",
    ),
    (
        "ch06.safe_softplus",
        "cut off",
        """
def safe_softplus(x):
    e = math.exp(min(x.data, 700))
    return Value(math.log(1 + e), (x,), "softplus", (e / (1 + e),))
""",
        "cut off",
    ),
    # told of a place that mends the answer by chance, or of what is not wrong
    (
        "ch01.steepest",
        "compares with the place",
        """
def steepest(slopes):
    best = 0
    for i in range(len(slopes)):
        if abs(slopes[i]) > best:
            best = i
    return best
""",
        "`best` keeps a place, and `abs(slopes[i]) > best` compares it with what stands at one.",
    ),
    (
        "ch05.children_first",
        "a set for every call",
        """
def children_first(root):
    order = []

    def visit(node):
        seen = set()
        for child in node.children:
            if child not in seen:
                seen.add(child)
                visit(child)
        order.append(node)

    visit(root)
    return order
""",
        "`seen = set()` stands inside `visit`: every call begins with an empty one",
    ),
    (
        "ch05.children_first",
        "a set for every call, asked of the node",
        """
def children_first(root):
    order = []

    def visit(node):
        seen = set()
        if node not in seen:
            seen.add(node)
            for child in node.children:
                visit(child)
            order.append(node)

    visit(root)
    return order
""",
        "`seen = set()` stands inside `visit`",
    ),
    (
        "ch02.count_nodes",
        "a set for every round",
        """
def count_nodes(root):
    waiting, found = [root], 0
    while waiting:
        node = waiting.pop()
        seen = set()
        if node not in seen:
            seen.add(node)
            found += 1
            waiting.extend(node.children)
    return found
""",
        "`seen = set()` stands inside the loop",
    ),
    (
        "ch05.count_paths",
        "a 1 for each child",
        """
def count_paths(root, leaf):
    if root is leaf:
        return 1
    n = 0
    for child in root.children:
        n += 1 + count_paths(child, leaf)
    return n
""",
        "where `1 + count_paths(child, leaf)` says too much",
    ),
    (
        "ch05.sweep",
        "from the start",
        """
def sweep(order):
    order[-1].grad = 1.0
    for place, node in enumerate(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad
            order[place].label += ""
""",
        "Only the result passed something on.",
    ),
    (
        "ch01.guessed_slopes",
        "the square above the line",
        "\ndef guessed_slopes(x):\n    return [2 * x, 3 * x**2, -x**2]\n",
        "The last one grows far out",
    ),
    (
        "ch01.gradient_by_hand",
        "half the root, as a power",
        """
def gradient_by_hand(a, b, c):
    return [-3 * a**2 - 0.5 * a**0.5, 3 * math.cos(3 * b) + 2.5 * b**1.5, 1 / c**2]
""",
        "That takes off half of √a.",
    ),
    (
        "ch01.gradient",
        "slopes of f itself",
        """
def gradient(f, xs, h=1e-5):
    slopes = []
    for x in xs:
        slopes.append(derivative(f, x))
    return slopes
""",
        "derivative hands f one number alone.",
    ),
    (
        "ch01.cube_slope",
        "without the powers",
        "\ndef cube_slope(x, h=0.001):\n    rise = (x + h) - x\n    return rise / h\n",
        "That is the nudge divided by itself.",
    ),
    # told the bare fact once
    (
        "ch02.pictured",
        "b of the page, and only the sum",
        "\ndef pictured():\n    return a * b + a\n",
        "It takes `a` and `b` from the notebook",
    ),
    (
        "ch02.depth",
        "a bracket too late",
        """
def depth(node):
    if not node.children:
        return 0
    left, right = node.children
    return max(depth(left), depth(right) + 1)
""",
        "the 1 is added to the second alone",
    ),
    (
        "ch04.travel_time",
        "the distance for its effect",
        """
def travel_time(distance, speed):
    d, v = distance.data, speed.data
    return Value(d / v, (distance, speed), "/", (1 / v, d))
""",
        "The first is right. The second: faster means sooner",
    ),
    (
        "ch04.neuron",
        "one local derivative",
        """
def neuron(x, w, b):
    o = math.tanh(x.data * w.data + b.data)
    return Value(o, (x, w, b), "neuron", (1 - o**2,))
""",
        "That one belongs to b.",
    ),
    (
        "ch04.neuron",
        "two others",
        """
def neuron(x, w, b):
    o = math.tanh(x.data * w.data + b.data)
    return Value(o, (x, w, b), "neuron", (w.data, x.data + o))
""",
        "Entries asked for here: 3. In yours: 2.",
    ),
    (
        "ch05.sweep",
        "down from every node",
        """
def sweep(order):
    order[-1].grad = 1.0
    for node in reversed(order):
        follow_and_add(node)
""",
        "`follow_and_add` goes down all paths by itself.",
    ),
    (
        "ch05.sweep",
        "down from the first",
        "\ndef sweep(order):\n    follow_and_add(order[0])\n",
        "do without `follow_and_add`",
    ),
    (
        "ch06.one_step",
        "the new vx for the air on vy",
        """
def one_step(x, y, vx, vy):
    x = x + STEP * vx
    y = y + STEP * vy
    vx = vx - STEP * DRAG * (vx**2 + vy**2) ** 0.5 * vx
    vy = vy - STEP * GRAVITY - STEP * DRAG * (vx**2 + vy**2) ** 0.5 * vy
    return x, y, vx, vy
""",
        "`(6, 8, 240, 325.168)`. The speed is that of the vx and vy that came in.",
    ),
    (
        "ch06.one_step",
        "the new vx and vy for the place",
        """
def one_step(x, y, vx, vy):
    vx = vx - STEP * DRAG * (vx**2 + vy**2) ** 0.5 * vx
    vy = vy - STEP * GRAVITY - STEP * DRAG * (vx**2 + vy**2) ** 0.5 * vy
    return x + STEP * vx, y + STEP * vy, vx, vy
""",
        "vx and vy are changed first, and used for the rest after that",
    ),
    (
        "ch06.judge",
        "no sizes",
        """
def judge(f, x, grad):
    once, twice = derivative(f, x, 1e-5), derivative(f, x, 2e-5)
    if once - twice > 0.001 * abs(once):
        return "in doubt"
    if grad - once > 0.001 * abs(once):
        return "wrong"
    return "right"
""",
        "Both differences may be negative",
    ),
    (
        "ch02.count_nodes",
        "labels",
        """
def count_nodes(root):
    seen = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        seen.add(node.label)
        waiting.extend(node.children)
    return len(seen)
""",
        "put the nodes into the set, not their labels",
    ),
    # every path followed, which was accepted once: each node is to have its turn once
    (
        "ch02.count_nodes",
        "children of a node met again",
        """
def count_nodes(root):
    seen = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
        waiting.extend(node.children)
    return len(seen)
""",
        "A node met again is looked into again",
    ),
    (
        "ch02.count_nodes",
        "every path by recursion",
        """
def count_nodes(root):
    seen = set()

    def visit(node):
        seen.add(node)
        for child in node.children:
            visit(child)

    visit(root)
    return len(seen)
""",
        "A node met again is looked into again",
    ),
    (
        "ch02.count_nodes",
        "a list for a set",
        """
def count_nodes(root):
    seen, waiting = [], [root]
    for node in waiting:
        if node not in seen:
            seen.append(node)
            waiting += node.children
    return len(seen)
""",
        "right",
    ),
    (
        "ch02.count_nodes",
        "a dict for a set",
        """
def count_nodes(root):
    seen = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.extend(node.children)
    return len(seen)
""",
        "An empty set is made with `set()`",
    ),
    (
        "ch05.children_first",
        "asked for after the visits",
        """
def children_first(root):
    order, seen = [], set()

    def visit(node):
        for child in node.children:
            visit(child)
        if node not in seen:
            seen.add(node)
            order.append(node)

    visit(root)
    return order
""",
        "It goes along every path",
    ),
    (
        "ch05.children_first",
        "asked of the list",
        """
def children_first(root):
    order = []

    def visit(node):
        if node not in order:
            for child in node.children:
                visit(child)
            order.append(node)

    visit(root)
    return order
""",
        "right",
    ),
    # told once of gradients that were not set back
    ("ch05.learn", "one total for all steps", learning(LOSS_ABOVE), "drags old graphs along"),
    ("ch05.learn", "grads not set back", learning(NOT_SET_BACK), "Leaves collect"),
    # not told once what is the matter
    ("ch05.learn", "the dot first", learning(DOT_FIRST), "the dot comes before the `*`"),
    ("ch05.learn", "out of the graph", learning(PLAIN_MISS), "no graph to go back through: was it made from `.data`"),
    ("ch05.learn", "nested", learning(NESTED), "the loops are nested"),
    (
        "ch05.push_forward",
        "as in sweep",
        """
def push_forward(order, leaf):
    slopes = dict.fromkeys(order, 0.0)
    slopes[leaf] = 1.0
    for node in order:
        for child, local_grad in zip(node.children, node.local_grads):
            slopes[child] += local_grad * slopes[node]
    return slopes
""",
        "In `sweep` a node gave to its children; here it gathers",
    ),
    (
        "ch05.push_forward",
        "in the grads",
        """
def push_forward(order, leaf):
    for node in order:
        node.grad = 1.0 if node is leaf else 0.0
        for child, local_grad in zip(node.children, node.local_grads):
            node.grad += local_grad * child.grad
    return {node: node.grad for node in order}
""",
        "keep what you work out in something of your own",
    ),
    (
        "ch05.push_forward",
        "a variable called grad",
        """
def push_forward(order, leaf):
    slopes = {}
    for node in order:
        slopes[node] = 1.0 if node is leaf else 0.0
        for child, grad in zip(node.children, node.local_grads):
            slopes[node] += grad * slopes[child]
    return slopes
""",
        "right",
    ),
    (
        "ch05.sweep",
        "a number for the node",
        """
def sweep(order):
    order[-1] = 1.0
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad
""",
        "`order[-1] = 1.0` puts a number into `order`, in place of the node",
    ),
    (
        "ch04.neuron",
        "no brackets",
        NEURON.format("1 - o**2 * w.data, 1 - o**2 * x.data, 1 - o**2"),
        "into brackets of its own",
    ),
    (
        "ch04.neuron",
        "no brackets behind",
        NEURON.format("w.data * 1 - o**2, x.data * 1 - o**2, 1 - o**2"),
        "into brackets of",
    ),
    ("ch04.neuron", "three times the slope", NEURON.format("1 - o**2, 1 - o**2, 1 - o**2"), "right for b alone"),
    (
        "ch04.subtract",
        "the numbers with their signs",
        'def subtract(x, y):\n    return Value(x.data - y.data, (x, y), "-", (x.data, -y.data))\n',
        "If x grows by 1",
    ),
    (
        "ch04.pass_back",
        "into the data",
        PASS_BACK.format("child.data += local_grad * node.grad"),
        "collected in its grad",
    ),
    (
        "ch04.pass_back",
        "data",
        PASS_BACK.format("child.grad += local_grad * child.data"),
        "What arrived at the node is",
    ),
    ("ch04.measured", "no function", MEASURED.format("x.data"), "derivative takes two things"),
    ("ch04.measured", "place first", MEASURED.format("x.data, f"), "derivative takes the function first"),
]


@pytest.mark.parametrize(
    ("name", "source", "said"), [pytest.param(n, s, told, id=f"{n}: {what}") for n, what, s, told in ANSWERS]
)
def test_an_answer_once_misjudged_is_told_the_truth(name, source, said):
    result = graded(name, source)
    assert result.state == (RIGHT if said == "right" else WRONG)
    assert said == "right" or any(part in result.text for part in said.split("|"))


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("ch00.rise_of_g", 0.001, "a moves by 0.001. And g?"),
        ("ch01.slope_by_a", -6, "That is a times b"),
        ("ch01.slope_by_a", -20, "When a grows by 1"),
        ("ch01.tiny_nudge", 14.00000000000003, "what is 3 + 1e-17 in a computer?"),
        ("ch01.tiny_nudge", 13.9, "what is 3 + 1e-17 in a computer"),
        ("ch02.nodes_of_l", 5, "Are both e and d among yours"),
        ("ch02.nodes_of_l", 8, "Count the boxes"),
        ("ch07.flat_from", {"float32": 10, "float64": 20}, "At the n of float32 and float64 the slope is 0 already"),
        ("ch07.flat_from", {"float32": 8.5, "float64": 18.5}, "float32 and float64 the slope is not 0 yet: turn on."),
        ("ch07.flat_from", {"float32": 9.02, "float64": 20}, "At the n of float64 the slope is 0 already"),
    ],
)
def test_a_value_once_told_the_bare_fact_is_told_more(name, answer, said):
    chapter, exercise = name.split(".")
    result = getattr(importlib.import_module(f"gradually.course.{chapter}.exercises"), exercise).grade(answer)
    assert result.state == WRONG
    assert said in result.text


@pytest.mark.parametrize("spoilt", ["MyValue(t, (self), (1 - t * t,))", "MyValue(t, (self,), (1 - t * t))"])
def test_round_brackets_without_a_comma_are_told_to_make_no_tuple(spoilt):
    source = inspect.getsource(ch07.MyValue.answer).replace("MyValue(t, (self,), (1 - t * t,))", spoilt)
    assert spoilt in source
    linecache.cache[spoilt] = (len(source), None, source.splitlines(keepends=True), spoilt)
    names = {"math": math}
    exec(compile(source, spoilt, "exec"), names)
    assert "`(x)` is only x, and `(x,)` is a tuple." in ch07.MyValue.grade(names["MyValue"]).text

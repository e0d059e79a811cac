"""The numbers that prose states and no output shows: each is computed here, and found in the notebook by its words.

A claim is a sentence with gaps, and a function that fills them. What comes out must stand in the chapter, word for
word: whoever changes the sentence alone, or what it speaks of, is told by this module.
"""

import collections
import contextlib
import functools
import io
import itertools
import math
import random
import re
import sys
import types
from pathlib import Path

import nbformat
import numpy as np
import pytest
from main_line import chapters, claimed_minutes, counted_minutes

from gradually import Value, gpt, nn
from gradually.backprop import topological_order
from gradually.course.ch01 import figures as ch01_figures
from gradually.course.ch01 import solutions as slopes
from gradually.course.ch02 import solutions as graphs
from gradually.course.ch03 import exercises as exercises_of_3
from gradually.course.ch03 import figures as ch03
from gradually.course.ch03 import solutions as paths
from gradually.course.ch05 import figures as backward
from gradually.course.ch05.exercises import learn, sweep
from gradually.course.ch06 import exercises as judging
from gradually.course.ch06 import solutions as blocks
from gradually.course.ch07 import exercises as exercises_of_07
from gradually.course.ch07 import programs
from gradually.course.ch09 import exercises as exercises_of_09
from gradually.course.ch13 import exercises as exercises_of_13
from gradually.course.ch14 import exercises as exercises_of_14
from gradually.course.ch14 import figures as digit_figures
from gradually.course.ch14 import solutions as digit_answers
from gradually.course.ch15 import solutions as writing
from gradually.course.growth import NOTEBOOKS, all_notebooks
from gradually.course.page.film import right_answers
from gradually.data import minibatches, moons, tiny_set
from gradually.derivative import check_gradient, derivative, gradient, nudged_slope
from gradually.draw import draw
from gradually.gpt import ContextMLP
from gradually.losses import cross_entropy, l2_penalty, max_margin, softmax, squared_error
from gradually.nn import identity
from gradually.optim import linear_decay
from gradually.tensor import cross_entropy as tensor_cross_entropy
from gradually.tensor_nn import MLP, Adam
from gradually.text import CHARACTERS, contexts, encode, split, towns

UP_TO_TEN = "no one two three four five six seven eight nine ten"
WORDS = f"{UP_TO_TEN} eleven twelve thirteen fourteen fifteen sixteen".split()

# Times and their ratios depend on the machine. Prose gives them as ranges, and `make bench` measures them.
TIMED = [
    (5, "About three runs, with 37 knobs as with 1,185: one forward, and up to two for the way back.", "figures.bill"),
    (5, "It takes a few seconds.", "the cell above the prediction: 3,118 runs of three networks"),
    (11, "costs a good part of the time", "growth.py: the same step with and without the collector"),
    (11, "It takes some 10 or 20 seconds", "bench.py: gradually, moons, 100 steps"),
    (11, "made you wait for seconds", "bench.py: gradually, moons, 100 steps"),
    (13, "a good deal less time", "bench.py: gradually against gradually, a node for each neuron"),
    (14, "How long would Values have taken?", "figures.how_long: minutes by the cell's own measure"),
    (13, '`"about 1000 times"`', "bench.py: gradually against gradually, Tensor"),
    (
        13,
        "between 500 and 3,000 times as fast as Values",
        "chart of the chapter; bench.py: gradually, gradually, Tensor",
    ),
    (13, "between a tenth and a quarter of the step", "figures.share_of_products"),
    (13, "PyTorch gains little over a Tensor, if anything", "bench.py: gradually, Tensor against PyTorch, moons"),
    (16, "It takes a minute or so", "benchmarks/gpt.py: gradually, Tensor, 5,000 steps of the GPT"),
    (16, "several hundred times as long", "benchmarks/gpt.py: microgpt on gradually's Value, beside a Tensor"),
]

Claim = collections.namedtuple("Claim", "chapter sentence fill")
CLAIMS = []


def claim(chapter, *sentences):
    """Enter a function that returns what goes into the gaps of each sentence, in order; True where there is no gap."""

    def enter(function):
        cached = functools.cache(function)
        for i, sentence in enumerate(sentences):
            CLAIMS.append(Claim(chapter, sentence, functools.partial(filling, cached, i)))
        return cached

    return enter


def filling(function, i):
    """Return the i-th sentence's share of what `function` returns: a tuple for each sentence, or one for a lone one."""
    found = function()
    return found[i] if isinstance(found, list) else found


@functools.cache
def prose(chapter):
    """Return the markdown of a chapter's notebook, or "README", each run of spaces and line ends as one space."""
    if chapter == "README":
        return " ".join((NOTEBOOKS.parent / "README.md").read_text(encoding="utf-8").split())
    (path,) = NOTEBOOKS.glob(f"{chapter:02}_*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    return " ".join(" ".join(cell.source for cell in cells if cell.cell_type == "markdown").split())


def missing(said, text):
    """Return the sentence as it ought to stand in `text`, or "" if it does stand there."""
    found = said.fill()
    assert found is not False, said.sentence
    filled = said.sentence.format(*(found if isinstance(found, tuple) else (found,)))
    return "" if filled in text else filled


def run_cells(chapter, *ids, **names):
    """Return the names that these code cells of a notebook leave, run after each other on top of `names`."""
    (path,) = NOTEBOOKS.glob(f"{chapter:02}_*.ipynb")
    sources = {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}
    for cell in ids:
        if needed := re.match(r"# needs (\w+)\n", sources[cell]):
            pytest.importorskip(needed[1])
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            exec(sources[cell], names)
    return names


def as_tensors(network):
    """Return the MLP on Tensors, relu inside and linear at the end, with the weights of an nn.MLP."""
    sizes = [len(layer.neurons) for layer in network.layers]
    copy = MLP(len(network.layers[0].neurons[0].weights), sizes, np.random.default_rng(1))
    for layer, old in zip(copy.layers, network.layers, strict=True):
        layer.weights.data[:] = np.array([[weight.data for weight in neuron.weights] for neuron in old.neurons]).T
    return copy


def relu_network(seed, sizes=(16, 16, 1), end=identity):
    return nn.MLP(2, list(sizes), Value.relu, end, random.Random(seed))


def in_arrays(examples):
    """Return (inputs, targets as a column) of a pair of lists."""
    return np.array(examples[0]), np.array(examples[1])[:, None]


def margin(network, x, y):
    """Return max-margin of a network on Tensors, chapter 11's loss without its penalty."""
    return (1 - y * network(x)).relu().mean()


def loss_on(network, x, y, strength=1e-4):
    """Return chapter 11's loss, a plain number: max-margin and a penalty."""
    return margin(network, x, y).item() + strength * sum((p.data**2).sum() for p in network.parameters())


def one_step(network, x, y, rate, strength=1e-4):
    """Move every parameter against the gradient of that loss."""
    for parameter in network.parameters():
        parameter.grad = None
    margin(network, x, y).backward()
    for parameter in network.parameters():
        parameter.data -= rate * (parameter.grad + 2 * strength * parameter.data)


def right_on(network, examples):
    """Return the fraction of examples on whose side of 0 the network's score lies."""
    x, y = in_arrays(examples)
    return float((network(x).data * y > 0).mean())


def the_expression():
    """Return chapter 2's L and the nodes by their letters."""
    a, b, c, f = (Value(x, label=name) for x, name in ((2.0, "a"), (-3.0, "b"), (10.0, "c"), (-2.0, "f")))
    return (a * b + c) * f


def losses_of(network, steps, rate, examples, forget=False):
    """Return the loss before each of `steps` steps on the squared error, and change the network."""
    inputs, targets = examples
    losses = []
    for _ in range(steps):
        loss = squared_error([network(x) for x in inputs], targets)
        if not forget:
            network.zero_grad()
        loss.backward()
        losses.append(loss.data)
        for parameter in network.parameters():
            parameter.data -= rate * parameter.grad
    return losses


# --- chapter 0 ---


@claim(0, "Here you see both of them finished. How they work is what the other {} chapters are for.")
def other_chapters():
    return WORDS[len(all_notebooks()) - 1]


@claim(
    0, "about {:.0f} times as far as a, and about {:.0f} times as far as b", "The slopes promised {:.4f} and {:.4f}."
)
def slopes_of_g():
    calculate = run_cells(0, "ch00-05", Value=Value)["calculate"]
    a, b = Value(-4.0), Value(2.0)
    calculate(a, b).backward()
    return [(a.grad, b.grad), (a.grad / 1000, b.grad / 1000)]


@claim(0, "{:.0f} %, and it knows nothing yet", "(The mean of a hundred such draws is {:.0f} %.)")
def untrained_networks():
    examples = moons(60, noise=0.1, rng=random.Random(1))
    right = [right_on(as_tensors(relu_network(seed, (12, 12, 1))), examples) for seed in range(100)]
    return [100 * right[1], sum(right)]


@claim(0, "A chapter takes an hour and a half to two hours; each says so at its top.")
def minutes_of_a_chapter():
    minutes = [claimed_minutes(chapter) for chapter in chapters() if chapter.number]
    return 85 <= min(minutes) <= 100 and 110 <= max(minutes) <= 120


@claim(0, "chapters 1 to 5 and 8 to 10, about {} hours")
@claim("README", "chapters 1 to 5 and 8 to 10, about {} hours")
def hours_of_the_short_way():
    return round(sum(counted_minutes(c) for c in chapters() if c.number in (1, 2, 3, 4, 5, 8, 9, 10)) / 60)


# --- chapter 1 ---


def parabola(x):
    return 3 * x**2 - 4 * x + 5


@claim(1, "In chapter 0 a program named two slopes, {:.4f} and {:.4f}, and a nudge told nearly the same.")
def slopes_and_nudges_of_g():
    calculate = run_cells(0, "ch00-05", Value=Value)["calculate"]
    a, b = Value(-4.0), Value(2.0)
    before = calculate(a, b)
    before.backward()
    nudged = calculate(Value(-3.999), Value(2.0)), calculate(Value(-4.0), Value(2.001))
    for leaf, after in zip((a, b), nudged, strict=True):
        assert math.isclose((after.data - before.data) / 0.001, leaf.grad, rel_tol=0.01)
    return a.grad, b.grad


@claim(
    1,
    "So near x = 3, f rises about {:.0f} times as fast as x.",
    "$$f(3+h) = 3(3+h)^2 - 4(3+h) + 5$$ $$= 3(9 + 6h + h^2) - 12 - 4h + 5$$ $$= 20 + 14h + 3h^2$$",
    "Multiply out with x in place of 3, and you end at 6x - 4 + 3h.",
    "At 3 that is {:.0f}, at -3 it is {:.0f}, at 2/3 it is {:.0f}.",
)
def slopes_of_the_parabola():
    steps = (-2, 0.001, 0.5, 7)
    between = all(math.isclose(parabola(3 + h), 3 * (9 + 6 * h + h * h) - 12 - 4 * h + 5) for h in steps)
    expanded = between and all(math.isclose(parabola(3 + h), 20 + 14 * h + 3 * h * h) for h in steps)
    pairs = itertools.product((-3, 0.7, 2), steps)
    everywhere = all(
        math.isclose((parabola(x + h) - parabola(x)) / h, 6 * x - 4 + 3 * h, rel_tol=1e-9) for x, h in pairs
    )
    return [derivative(parabola, 3.0), expanded, everywhere, tuple(6 * x - 4 for x in (3, -3, 2 / 3))]


@claim(1, "(a *float*) keeps about {:.0f} digits. 3.00000000000000001 needs {},")
def digits_of_a_float():
    return sys.float_info.mant_dig * math.log10(2), len("3.00000000000000001".replace(".", ""))


@claim(
    1,
    "for one side that error is about h, for two about h².",
    "the division by h makes 10⁻¹⁶ / h",
    "For one side that is 10⁻⁸: there both are 10⁻⁸. For two it is near 10⁻⁵, where both are near 10⁻¹⁰",
    "far more exact.",
)
def errors_of_both_ways():
    """Within a factor of 30 each: of the bend where steps are large, of the lost digits where they are small."""
    ways = {1: run_cells(1, "ch01-43", ex=Courses)["one_sided"], 2: derivative}
    error = {(power, h): ch01_figures.error_of(way, h) for power, way in ways.items() for h in ch01_figures.STEPS}
    bend = all(1 / 30 < error[power, h] / h**power < 30 for power in ways for h in (1e-1, 1e-2, 1e-3))
    lost = all(1 / 30 < error[power, h] / (1e-16 / h) < 30 for power in ways for h in (1e-12, 1e-13, 1e-14))
    best = {power: min(ch01_figures.STEPS, key=lambda h: error[power, h]) for power in ways}
    return [bend, lost, best == {1: 1e-8, 2: 1e-5}, error[2, best[2]] < error[1, best[1]] / 100]


class Courses:
    """Stands for a chapter's exercises where a cell carries on: the course's own answers."""

    two_sided = types.SimpleNamespace(carry_on=lambda: slopes.two_sided)


@claim(1, "2x, 3x² and -1/x²: one rule is behind all three.", "the slope of }} x^k \\text{{ is }} k \\cdot x^{{k-1}}$$")
def rule_of_powers():
    pairs = list(itertools.product((2, 3, -1, 0.5, 2.5), (0.5, 1.0, 2.0, 3.0)))
    holds = all(math.isclose(derivative(lambda x: x**k, x), k * x ** (k - 1), rel_tol=1e-6) for k, x in pairs)  # noqa: B023
    three = [[2 * x, 3 * x**2, -1 / x**2] for x in (0.5, 2.0)]
    return [three == [slopes.guessed_slopes(x) for x in (0.5, 2.0)], holds]


@claim(1, "Its dots draw a bump: {:.0f} in the middle, next to nothing far out.", "It is 1 - t²: whoever knows")
def slopes_of_tanh():
    places = (-2.0, -0.5, 0.0, 1.0)
    holds = all(math.isclose(derivative(math.tanh, x), slopes.tanh_slope(math.tanh(x)), rel_tol=1e-6) for x in places)
    assert derivative(math.tanh, 4.0) < 0.002
    return [derivative(math.tanh, 0.0), holds]


@claim(1, "As b grows, 3b grows three times as fast, and so does its wave: the slope of sin 3b is 3 cos 3b.")
def faster_wave():
    places = (0.0, 0.4, 3.0)
    return all(
        math.isclose(derivative(lambda b: math.sin(3 * b), b), 3 * math.cos(3 * b), rel_tol=1e-6) for b in places
    )


@claim(1, "Two runs for each knob, a thousand knobs, two thousand runs.", "1,000 knobs")
def runs_for_a_thousand_knobs():
    calls = []
    gradient(lambda *xs: calls.append(1) or 0.0, [1.0] * 1000)
    return [len(calls) == 2000, True]


@claim(1, "`both_errors(lambda x: x**3, 12, 2, 0.5)` gives `{}`")
def example_of_both_errors():
    return (str(slopes.both_errors(lambda x: x**3, 12, 2, 0.5)),)


@claim(1, "A small network has {} knobs, and you will train it in chapter 11")
def knobs():
    return len(relu_network(1337).parameters())


@claim(1, "There is a way to all the slopes at once, for the price of a few runs, however many knobs there are.")
def work_of_a_backward_pass():
    """Count: a backward pass uses each arrow once, and no network has more than two arrows for an operation."""
    ratios = []
    for sizes in ((4, 4, 1), (16, 16, 1), (32, 32, 1)):
        order = topological_order(relu_network(1, sizes)([1.0, 2.0]))
        ratios.append(sum(len(node.children) for node in order) / sum(bool(node.children) for node in order))
    return all(ratio <= 2 for ratio in ratios)


# --- chapter 2 ---


@claim(2, "{:,} calls for one gradient: two for each input.")
def calls_for_a_thousand():
    calls = []
    gradient(lambda *xs: calls.append(1) or 0.0, [1.0] * 1000)
    return len(calls)


@claim(2, "The graph of L has {}; that of `a + a` has {}.", "`grad 0`, {} times", "L has depth {}.")
def nodes_of_small_graphs():
    a = Value(1.0)
    nodes = len(topological_order(the_expression()))
    return [(nodes, len(topological_order(a + a))), WORDS[nodes], graphs.depth(the_expression())]


@claim(2, "the slope of `a + a` would be {:.0f} instead of {:.0f}.")
def slope_from_a_set():
    """Let one node hold a set of children beside its two numbers, and sweep as chapter 5 does."""
    slopes_found = []
    for keep in (set, tuple):
        a = Value(2.0)
        total = a + a
        total.grad = 1.0
        for child, local_grad in zip(keep(total.children), total.local_grads, strict=keep is tuple):
            child.grad += local_grad * total.grad
        slopes_found.append(a.grad)
    return tuple(slopes_found)


@claim(2, "micrograd, the code of the lecture, keeps a set and still finds {:.0f}")
def slope_in_micrograd():
    a = pytest.importorskip("micrograd.engine").Value(3.0)
    total = a + a
    total.backward()
    assert len(total._prev) == 1
    return a.grad


@claim(2, "make the number {:,} with ten operations")
def ten_doublings():
    return int(functools.reduce(lambda x, _: x + x, range(10), Value(1.0)).data)


# Python's own limit, as a fresh process has it: a test runner may move it.
@claim(2, "Python stops a function that calls itself about {:,} times over.")
def recursion_limit():
    return round(sys.getrecursionlimit(), -3)


# --- chapter 3 ---


def chapters_with_local_slopes(how):
    return tuple(int(path.name[:2]) for path in all_notebooks() if re.search(how, "".join(code_of(path))))


@claim(3, "You will meet this picture again in chapters {}, {} and {}.")
def chapters_that_draw_local_slopes():
    return chapters_with_local_slopes(r"draw\(.*local_grads=True\)")


@claim("README", "*The picture of chapters {} to {}:")
def chapters_with_the_picture():
    found = chapters_with_local_slopes(r"draw\(.*local_grads|figures\.with_slopes\(")
    assert found == tuple(range(found[0], found[-1] + 1))
    return found[0], found[-1]


@claim("README", "a network of {} numbers learns to tell two moons apart")
def numbers_of_the_film():
    return len(relu_network(1, (12, 12, 1)).parameters())


def code_of(path):
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


@claim(
    3,
    "the slope of x² + 1,000,000,000 at x = 0.003 is {:.3f}, nudging finds {:.5f}, "
    "and the check would let 0 pass as well.",
    'even a right gradient is refused then, with the question "a corner?"',
)
def blind_spots_of_the_check():
    x, at_corner = Value(0.003), Value(0.000003)
    (x * x + 1e9).backward()
    found = x.grad, nudged_slope(lambda: x * x + 1e9, x)
    x.grad = 0.0
    check_gradient(lambda: x * x + 1e9, [x])
    at_corner.relu().backward()
    with pytest.raises(AssertionError, match=r"a corner\?"):
        check_gradient(at_corner.relu, [at_corner])
    return [found, True]


@claim(3, "tanh(0) = {:.0f}, tanh(1) ≈ {:.2f}, tanh(2) ≈ {:.2f}")
def values_of_tanh():
    return tuple(math.tanh(x) for x in (0, 1, 2))


@claim(
    3,
    "Raise the bias from {:.2f} to 8, and n moves from {:.2f} to {:.0f}",
    "With a bias of 8 the output is {:.2f}, and only {:.0f} % of the gradient gets through; "
    "with 10, a tenth of a percent.",
)
def saturation():
    bias = 6.8813735870195432
    at_8, at_10 = (1 - math.tanh(b - 6) ** 2 for b in (8, 10))
    assert round(at_10, 3) == 0.001
    return [(bias, bias - 6, 8 - 6), (math.tanh(8 - 6), 100 * at_8)]


@claim(3, "The strange bias makes o = tanh(n) = {:.4f}, whose square is {:.1f}.")
def reason_of_the_bias():
    bias = 6.8813735870195432
    assert bias == 6 + math.atanh(math.sqrt(0.5))
    o = math.tanh(2 * -3 + 0 * 1 + bias)
    assert round(1 - o**2, 12) == 0.5
    return o, o**2


@claim(3, "here {:.0f} for the clouds and {:.0f} for the wind", "Ours is trigger-happy: {:.0f}.")
def umbrella():
    shown = ch03.umbrella().data
    assert shown["reasons"] == (0.0, 0.5)
    assert exercises_of_3.under_a_blue_sky.answer == shown["weights"][1] * 0.5 + shown["bias"]
    return [shown["weights"], (shown["bias"],)]


@claim(3, "For m above, seen from p, that was `[[1, 2], [-1]]`.")
def gradient_over_paths():
    p, q = Value(2.0), Value(-3.0)
    ((p + q) * p).backward()
    return paths.sum_over_paths([[1, 2], [-1]]) == p.grad


@claim(3, "You filled {} boxes for one neuron.")
def boxes_of_a_neuron():
    x1, w1, x2, w2, b = (Value(x) for x in (2.0, -3.0, 0.0, 1.0, 6.88))
    return WORDS[len(topological_order((x1 * w1 + x2 * w2 + b).tanh()))]


def nodes_of_a_step(neuron=nn.Neuron):
    inputs, targets = moons(100, noise=0.1, rng=random.Random(1337))
    network = nn.MLP(2, [16, 16, 1], Value.relu, identity, random.Random(1337), neuron)
    return topological_order(max_margin([network(x) for x in inputs], targets))


@functools.cache
def count_of_a_step():
    return len(nodes_of_a_step())


@claim(3, "The network of chapter 11 has some {:,} in each step")
def nodes_seen_from_chapter_3():
    return count_of_a_step() // 1000 * 1000


# --- chapters 4 and 5 ---


@claim(4, "The network of chapter 11 makes some {:,} such nodes in each step of its training.")
def nodes_seen_from_chapter_4():
    return count_of_a_step() // 1000 * 1000


@claim(4, "both contributions were added, {:.3f} · 0.5 + {:.3f} = {:.3f}.")
def two_contributions():
    return math.cos(0.5), math.sin(0.5), math.cos(0.5) * 0.5 + math.sin(0.5)


def visits_and_paths(doublings):
    """Count what following every arrow does on a chain of doublings."""

    def visits(node):
        return 1 + sum(visits(child) for child in node.children)

    root = functools.reduce(lambda x, _: x + x, range(doublings), Value(1.0))
    return visits(root), 2**doublings


@claim(
    5,
    "nearly two for each path.",
    "At a million visits a second, the last line takes {:.0f} years.",
)
def years_of_following():
    counted = [visits_and_paths(doublings) for doublings in (5, 8, 11)]
    assert [visits for visits, _ in counted] == [2 * number - 1 for _, number in counted]
    return [counted[-1][0] / counted[-1][1] > 1.99, (2 * 2**50 - 1) / 1e6 / (60 * 60 * 24 * 365.25)]


def branching(a):
    b = a * Value(3.0)
    return b + b * b


def swept(algorithm, times=1):
    """Return a.grad of L = b + b·b, b = 3a, at a = 2, after `algorithm` went `times` times over its order."""
    a = Value(2.0)
    order = topological_order(branching(a))
    for _ in range(times):
        algorithm(order)
    return a.grad


def inner_grads(times):
    """Return the grads of the inner nodes of that graph after so many sweeps."""
    order = topological_order(branching(Value(2.0)))
    for _ in range(times):
        sweep.answer(order)
    root = order[-1]
    b, q = root.children
    return {"b": b.grad, "q": q.grad}


def wrong_sweep(name):
    return next(mistake.answer for mistake in sweep.mistakes if mistake.name == name)


@claim(
    5,
    "none of these mistakes gives 39.",
    "{:.0f} in place of {:.0f}, and no error.",
    "{:.0f}, not {:.0f}. Inside, q still held its {:.0f} and b its {:.0f}",
    "They were counted again: b came to {:.0f}, and a to {:.0f} + 3 · {:.0f} = {:.0f}.",
)
def sweeps():
    found = [swept(wrong_sweep(name)) for name in ("overwrites", "recursion", "no_seed", "forward_order")]
    right, twice = swept(sweep.answer), swept(sweep.answer, times=2)
    kept, again = inner_grads(1), inner_grads(2)
    return [
        right == 39 and right not in found,
        (found[0], right),
        (twice, 2 * right, kept["q"], kept["b"]),
        (again["b"], right, again["b"], right + 3 * again["b"]),
    ]


@claim(5, "its inner nodes keep no gradient at all, unless you ask")
def inner_gradients_in_torch():
    torch = pytest.importorskip("torch")
    a = torch.tensor(2.0, requires_grad=True)
    inner, asked = a * 3, a * 3
    asked.retain_grad()
    (inner + asked).backward()
    return inner.is_leaf is False and asked.grad is not None and not inner.retains_grad


@claim(5, "And it uses each arrow once, however many leaves there are")
def arrows_used():
    used = []

    class Counted(float):
        def __mul__(self, other):
            used.append(1)
            return float(self) * other

    a = Value(2.0)
    root = branching(a) * a
    order = topological_order(root)
    for node in order:
        node.local_grads = tuple(Counted(number) for number in node.local_grads)
    root.backward()
    return len(used) == sum(len(node.children) for node in order)


@claim(5, "with {:,}, {:,} and {:,} knobs. (Leave their insides for later; they are made of `+`, `*` and tanh.)")
def knobs_of_three_networks():
    return tuple(len(backward.Network(width).knobs) for width in (4, 16, 32))


@claim(5, "The price of a few runs: chapter 1's promise is kept.")
def price_of_all_slopes():
    return all(backward.price(backward.Network(width)) < 10 for width in (4, 16, 32))  # three, on a machine at rest


@claim(5, "3 from the first and {:.0f} from the second: the leaf collects")
def collected():
    w = Value(2.0)
    (w * w).backward()
    return w.grad


@claim(5, "At the first it holds {:.0f}, and passes {:.0f} on to a.", "{:.0f} + {:.0f} + {:.0f} = {:.0f}.")
def turns_of_b():
    """Follow b = 3a in L = b + b·b as the catalogued recursion does, and note what b passes on at each of its turns."""
    a = Value(2.0)
    root = branching(a)
    held, passed = [], []

    def visit(node):
        for child, local_grad in zip(node.children, node.local_grads, strict=True):
            child.grad += local_grad * node.grad
            if child is a:
                held.append(node.grad)
                passed.append(local_grad * node.grad)
        for child in node.children:
            visit(child)

    root.grad = 1.0
    visit(root)
    assert a.grad == sum(passed) == swept(wrong_sweep("recursion"))
    return [(held[0], passed[0]), (*passed, a.grad)]


@claim(
    5,
    "The loss, the sum of the four squares, fell from {:.2f} to {:.2f}, and {} right answers became {}.",
    "Nobody typed in {:.2f}, {:.2f} and {:.2f}: they came out of four examples",
    "The gradients say what to do: w1 up, w2 and b down, *against* their signs.",
)
def a_neuron_learns_and():
    knobs = [Value(-0.5), Value(1.0), Value(0.5)]
    targets = {(-1, -1): -1, (-1, 1): -1, (1, -1): -1, (1, 1): 1}
    examples = [[Value(x1), Value(x2), Value(target)] for (x1, x2), target in targets.items()]
    x1, x2, target = examples[1]
    off = (x1 * knobs[0] + x2 * knobs[1] + knobs[2]).tanh() + Value(-1.0) * target
    (off * off).backward()
    signs = [knob.grad > 0 for knob in knobs]

    film = backward.Lesson(knobs, examples)
    film.record()
    right = film_right(film)
    learn.answer(knobs, examples, 100)
    film.record()
    return [
        (film.losses[0], film.losses[1], WORDS[right], WORDS[film_right(film)]),
        tuple(knob.data for knob in knobs),
        signs == [False, True, True],
    ]


def film_right(film):
    """Return how many of the film's points the network gets right as it is now."""
    return right_answers(film.network, film.inputs, film.targets)


@claim(5, "Python lets a function call itself about {:,} times over")
def recursion_limit_again():
    return round(sys.getrecursionlimit(), -3)


# --- chapter 6 ---


@claim(6, "The gate of chapter 2 would refuse it, but could not say why.")
def complex_numbers():
    a = Value(-8.0)
    with pytest.raises(TypeError) as by_the_gate:
        Value((-8.0) ** (1 / 3), (a,), "**", (1.0,))
    with pytest.raises(ValueError, match="to the power of"):
        a ** (1 / 3)
    return "power" not in str(by_the_gate.value)


@claim(6, "All {} points lie on the diagonal")
def points_on_the_diagonal():
    pairs = run_cells(6, "ch06-02", "ch06-17a", "ch06-70a")["pairs"]
    assert all(math.isclose(*pair, rel_tol=1e-6, abs_tol=1e-8) for pair in pairs)
    return {50: "fifty"}[len(pairs)]


@claim(6, "{} of its verdicts are wrong.", "beside a slope of {:.0f}e-8, a millionth is a lot")
def verdicts_of_the_plain_check():
    names = run_cells(6, "ch06-02", "ch06-17a", "ch06-73b")
    said = {name[0]: names["plain_check"](f, x, grad) for name, f, x, grad in names["cases"]}
    really = {key: word == "right" for key, word in judging.judged_by_hand.answer.items()}
    wrong = sum(said[key] != really[key] for key in really)
    return [(WORDS[wrong].capitalize(),), (1e8 * (1 - math.tanh(9) ** 2),)]


@claim(
    6,
    "beside 1e9 it expects nudges to be off by rounding, and lets pass what they cannot refute.",
    "A gradient of 0 would pass there as well.",
)
def beside_a_large_constant():
    leaf = Value(0.004)
    for leaf.grad in (0.008, 0.0):
        check_gradient(lambda: leaf**2 + 1e9, [leaf])
    return [True, True]


@claim(6, "In pieces, tanh takes {} boxes, and as one block {}.")
def boxes_of_tanh():
    in_pieces = run_cells(6, "ch06-02", "ch06-17a", "ch06-75a")["in_pieces"]
    return tuple(WORDS[len(topological_order(squash(Value(0.5))))] for squash in (in_pieces, Value.tanh))


@functools.cache
def thrown():
    """Return the names that the throws of chapter 6 leave, with the gradients of the first one as `first`."""
    names = run_cells(6, "ch06-02", "ch06-17a", "ch06-131", "ch06-136", "ch06-138")
    first = names["angle"].grad, names["speed"].grad
    return {**run_cells(6, "ch06-142", **names), "first": first}


@claim(
    6,
    "The gradient by the angle, {:.1f}, is {} times that by the speed, {:.1f}.",
    "0.5 is about {:.0f} degrees",
    "On the point, after a dozen throws.",
)
def aimed():
    names = thrown()
    by_angle, by_speed = names["first"]
    assert abs(names["speed"].data - 8) > abs(names["angle"].data - 0.5)  # what is asked in the prediction
    near = [math.dist(path[-1], names["target"]) < 1e-3 for path in names["paths"]]
    seven = WORDS[round(by_angle / by_speed)]
    return [(by_angle, seven, by_speed), (math.degrees(0.5),), near.index(True) <= 12 and near[-1]]


@claim(6, "the largest float, about {:.1f} · 10³⁰⁸")
def largest_float():
    return sys.float_info.max / 10.0**308


@claim(6, "tanh of 1e-16 is {:.0f} % off, and that of 1e-17 is {:.0f}.")
def lost_digits():
    e, f = math.exp(2e-16), math.exp(2e-17)
    return 100 * ((e - 1) / (e + 1) / 1e-16 - 1), (f - 1) / (f + 1)


@claim(6, "Typed like that, it fails for x = 1000", "(The one-block sigmoid above overflows at x = -1000.)")
def overflows():
    for attempt in (lambda: math.log(1 + math.exp(1000)), lambda: blocks.sigmoid_block(Value(-1000.0))):
        with pytest.raises(OverflowError):
            attempt()
    return [True, True]


@claim(
    6,
    "{:.4f}, {:.4f} and {:.4f}: the numbers of chapter 0",
    "(micrograd introduces itself with this calculation, and prints the same three.)",
)
def three_numbers_of_micrograd():
    here = run_cells(6, "ch06-120a")["calculate"]
    there = run_cells(0, "ch00-03", "ch00-05")["calculate"]
    found = []
    for kind, calculate in ((Value, here), (Value, there), (pytest.importorskip("micrograd.engine").Value, here)):
        a, b = kind(-4.0), kind(2.0)
        g = calculate(a, b)
        g.backward()
        found.append((g.data, a.grad, b.grad))
    return [found[0], all(each == pytest.approx(found[0], rel=1e-12) for each in found)]


# --- chapter 7 ---


@claim(7, "makes a *float32*, with about {:.0f} digits", "A float32 keeps the first seven or eight digits of 0.1")
def float32():
    assert np.float32(0).itemsize * 2 == np.float64(0).itemsize
    agree = f"{float(np.float32(0.1)):.12f}"[2:10] == f"{0.1:.12f}"[2:10]
    return [24 * math.log10(2), agree]


@claim(7, "Even the notebook of the lecture prints {:.8f}.")
def neuron_too_late():
    x1, w1, x2, w2, b = (float(np.float32(x)) for x in (2.0, -3.0, 0.0, 1.0, 6.8813735870195432))
    return math.tanh(x1 * w1 + x2 * w2 + b)


@claim(7, "(And derivatives for hundreds of operations")
def table_of_derivatives():
    package = Path(pytest.importorskip("torchgen").__file__).parent
    table = (package / "packaged" / "autograd" / "derivatives.yaml").read_text(encoding="utf-8")
    return 200 < len(re.findall(r"^- name:", table, re.MULTILINE)) < 1000


@claim(
    14,
    "the nudge, a millionth, is only {:.0f} times the smallest step that float32 can make at 0.7, "
    "and so the nudged slope is {:.0f} % off",
)
def nudge_in_float32():
    torch = pytest.importorskip("torch")
    x = torch.tensor(0.7)
    above, below = ((5 * at**3 - 3 * at) / 2 for at in (x + 1e-6, x - 1e-6))
    slope = ((above - below) / 2e-6).item()
    true = 1.5 * (5 * 0.7**2 - 1)
    return 1e-6 / float(np.spacing(np.float32(0.7))), 100 * abs(slope / true - 1)


@claim(7, "one for each tanh and one for each sum: three million.")
def values_for_many_numbers():
    total = sum(Value(x).tanh() for x in (0.5,) * 1000)
    return math.isclose(len(topological_order(total)), 3 * 1000, rel_tol=0.001)


@claim(7, "The check builds {:.0f} graphs with your class, a hundred of them by chance.")
def graphs_of_the_blank_page():
    assert programs.RANDOM == 100
    return sum(case.startswith("run(") for case in exercises_of_07.MyValue.cases)


@claim(7, "has the same line once for each kind of number")
def tanh_backward_is_one_line():
    torch = pytest.importorskip("torch")
    result, grad = torch.tensor(0.8, dtype=torch.double), torch.tensor(-3.0, dtype=torch.double)
    return math.isclose(torch.ops.aten.tanh_backward(grad, result).item(), -3.0 * (1 - 0.8 * 0.8), rel_tol=1e-15)


# --- chapter 8 ---

CORNERS = [[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]
XOR = (CORNERS, [-1.0, 1.0, 1.0, -1.0])


@claim(
    8, "Stuck at a loss near {:.0f}. Three answers come close to their targets, and the fourth is as wrong as can be"
)
def stuck_neuron():
    neuron = nn.Neuron(2, rng=random.Random(1))
    loss = losses_of(neuron, 101, 0.1, XOR)[-1]
    off = sorted(abs(neuron(x).data - target) for x, target in zip(*XOR, strict=True))
    assert off[2] < 0.1
    assert off[3] > 1.99
    return loss


@claim(8, "Let a neuron `learn` XOR from `random.Random(3)`.", "why is its loss {:.0f} as well?")
def the_other_way_to_be_stuck():
    neuron = nn.Neuron(2, rng=random.Random(3))
    loss = losses_of(neuron, 101, 0.1, XOR)[-1]
    return [all(abs(neuron(x).data) < 1e-9 for x in CORNERS), loss]


# --- chapter 9 ---


def growth(numbers):
    return [after / before for before, after in itertools.pairwise(numbers)]


@claim(
    9,
    "the hidden layers are twice as wide, and the parameters about three times as many; "
    "the wider the layers, the nearer to four times",
)
def growth_of_parameters():
    ratios = growth([len(nn.MLP(3, [size, size, 1]).parameters()) for size in (4, 8, 16, 32, 64)])
    return all(2.5 < ratio < 4 for ratio in ratios) and ratios == sorted(ratios)


@claim(
    9,
    "Twice as wide is about three times as many nodes, and the wider, the nearer to four times: a bending curve. "
    "Twice as deep is about twice as many: a straight line.",
)
def growth_of_nodes():
    def nodes(sizes):
        return len(topological_order(nn.MLP(3, sizes, rng=random.Random(1))([2.0, 3.0, -1.0])))

    wide = growth([nodes([size, size, 1]) for size in (4, 8, 16, 32)])
    deep = growth([nodes([4] * depth + [1]) for depth in (1, 2, 4, 8)])
    return all(2.5 < x < 4 for x in wide) and wide == sorted(wide) and all(1.7 < x < 2.1 for x in deep)


@claim(9, "This is one of the {} neurons")
def neurons():
    return WORDS[sum(len(layer.neurons) for layer in nn.MLP(3, [4, 4, 1]).layers)]


@claim(9, "`draw` would need a picture more than a metre and a half wide.")
def width_of_the_whole_graph():
    pytest.importorskip("pygraphviz")
    network, (inputs, targets) = nn.MLP(3, [4, 4, 1], rng=random.Random(1)), tiny_set()
    picture = draw(squared_error([network(x) for x in inputs], targets)).picture().decode()
    points = float(re.search(r'<svg width="([\d.]+)pt"', picture)[1])
    return points / 72 * 0.0254 > 1.5


@claim(9, "{} examples make up most of the loss.")
def shares_of_the_loss():
    inputs, targets = tiny_set()
    network = nn.MLP(3, [4, 4, 1], rng=random.Random(1))
    shares = sorted((network(x).data - target) ** 2 for x, target in zip(inputs, targets, strict=True))
    assert shares[-1] < sum(shares) / 2 < shares[-1] + shares[-2]
    return WORDS[2].capitalize()


@claim(9, "The first weight of the first neuron is nudged. How many of the {} predictions move?")
def predictions_that_a_nudge_moves():
    inputs, _ = tiny_set()
    network = nn.MLP(3, [4, 4, 1], rng=random.Random(1))
    before = [network(x).data for x in inputs]
    network.parameters()[0].data += 0.01
    moved = sum(network(x).data != old for x, old in zip(inputs, before, strict=True))
    assert moved == exercises_of_09.moved_predictions.answer
    return WORDS[len(inputs)]


@claim(9, "The absolute value finds both networks equally bad.")
def absolute_value_against_square():
    a, b = (1, 1), (0, 2)
    assert squared_error(a, (0, 0)) < squared_error(b, (0, 0))
    return sum(map(abs, a)) == sum(map(abs, b))


# --- chapter 10 ---


def walk_on_and(start, forget=False):
    """Return the places, and the loss at the last of them, of 60 steps of one neuron on AND, its b held at -1."""
    neuron = nn.Neuron(2)
    w1, w2, neuron.bias.data = *neuron.weights, -1.0
    w1.data, w2.data = start
    neuron.zero_grad()
    path = [start]
    for _ in range(60):
        if not forget:
            neuron.zero_grad()
        squared_error([neuron(x) for x in itertools.product((-1, 1), repeat=2)], [-1, -1, -1, 1]).backward()
        for weight in neuron.weights:
            weight.data -= 0.05 * weight.grad
        path.append((w1.data, w2.data))
    return path, squared_error([neuron(x) for x in itertools.product((-1, 1), repeat=2)], [-1, -1, -1, 1]).data


@claim(
    10, "In the upper left and the lower right it stays at a loss of about {:.0f}, in the lower left at about {:.0f}."
)
def corners_of_the_map():
    upper_left, lower_right, lower_left = (walk_on_and(start)[1] for start in ((-3, 3), (3, -3), (-3, -3)))
    assert upper_left == pytest.approx(lower_right, abs=0.05)
    return upper_left, lower_left


@claim(10, "From everywhere else the walk turns towards the valley, and there its steps become short.")
def starts_that_arrive():
    """Where the land is not yet flat: from half of all starts on the map, or more, the loss ends near its lowest."""
    ends = {(w1, w2): walk_on_and((w1, w2))[1] for w1 in range(-3, 5) for w2 in range(-3, 5)}
    away = [start for start, end in ends.items() if end > 0.3]
    assert all(w1 - w2 < -2 or w1 - w2 > 2 or w1 + w2 < -2 for w1, w2 in away)
    return len(away) < len(ends) / 2


@claim(10, "Its last step is {:.2f} long; with `zero_grad` it is {:.3f}.")
def last_steps_on_the_map():
    return tuple(math.dist(*walk_on_and((0.5, -1.5), forget)[0][-2:]) for forget in (True, False))


@claim(10, "Without `zero_grad` w gets there *sooner*.")
def sooner_without_zero():
    history = run_cells(10, "ch10-02", "ch10-46")["history_of_w"]
    first = {forget: next(i for i, w in enumerate(history(forget)) if w < 0.05) for forget in (False, True)}
    return first[True] < first[False]


@claim(
    10,
    "At step 10 the loss is {:.3f}, worse than before the training. "
    "From step {} to {} it is 0 again, by luck, and at step 29 it is {:.0f}",
)
def forgotten_zero():
    losses = losses_of(nn.MLP(3, [4, 4, 1], rng=random.Random(1)), 30, 0.05, tiny_set(), forget=True)
    assert losses[10] > losses[0]
    zero = [step for step, loss in enumerate(losses) if step > 10 and loss < 0.0005]
    assert zero == list(range(zero[0], zero[-1] + 1))
    return losses[10], zero[0], zero[-1], losses[29]


@claim(10, "the loss fell to {:.2f}.", "Its gradients are {}, and 0 moves nothing")
def learning_rate_of_two():
    network = nn.MLP(3, [4, 4, 1], rng=random.Random(1))
    losses = losses_of(network, 60, 2.0, tiny_set())
    return [losses[1], f"{max(abs(parameter.grad) for parameter in network.parameters()):g}"]


def xor_from(seed, steps=60):
    """Return a network of four hidden neurons after its training on XOR, and whether all four points are right."""
    network = nn.MLP(2, [4, 1], rng=random.Random(seed))
    losses_of(network, steps, 0.05, XOR)
    return network, all(network(x).data * target > 0 for x, target in zip(*XOR, strict=True))


@claim(
    10,
    "{} find the strip of chapter 9, {} the other one, {} neither.",
    "All four are right, and the triangles lie in the strip.",
)
def ten_starts():
    middles = [network([0.0, 0.0]).data if right else 0 for network, right in map(xor_from, range(1, 11))]
    circles, triangles = sum(middle > 0 for middle in middles), sum(middle < 0 for middle in middles)
    counts = WORDS[circles].capitalize(), WORDS[triangles], WORDS[middles.count(0)]
    return [counts, middles[0] < 0]


@claim(10, "Seed 3 learns it. Seeds 5 and 7 stay at a loss of {:.0f}: three answers are right", "is {:.2f}. There tanh")
def stuck_for_600_steps():
    networks = {seed: xor_from(seed, 600) for seed in (3, 5, 7)}
    assert [seed for seed, (_, right) in networks.items() if right] == [3]
    answers = [[networks[seed][0](x).data for x in XOR[0]] for seed in (5, 7)]
    assert all(a * t > 0 for four in answers for a, t in zip(four[:3], XOR[1], strict=False))
    losses = [squared_error(four, XOR[1]) for four in answers]
    assert f"{losses[0]:.0f}" == f"{losses[1]:.0f}"
    assert f"{answers[0][3]:.2f}" == f"{answers[1][3]:.2f}"
    return [losses[0], answers[0][3]]


@claim(10, "With 0.5 it still ends at {:.2f}, on the plain. With 0.8 it gets across, and ends at {:.2f}.")
def momentum_on_the_map():
    def loss_with(momentum):
        step = run_cells(10, "ch10-02")["ex"].momentum_step.answer
        neuron = nn.Neuron(2)
        w1, w2, neuron.bias.data = *neuron.weights, -1.0
        w1.data, w2.data = -2.0, 2.0
        points, velocities = list(itertools.product((-1, 1), repeat=2)), [0.0, 0.0]
        for _ in range(60):
            neuron.zero_grad()
            squared_error([neuron(x) for x in points], [-1, -1, -1, 1]).backward()
            step([w1, w2], velocities, 0.05, momentum)
        return squared_error([neuron(x) for x in points], [-1, -1, -1, 1]).data

    assert loss_with(0) > 3
    return loss_with(0.5), loss_with(0.8)


@claim(10, "With a momentum of 1 the velocity is the sum of all gradients.")
def forgetting_is_a_momentum_of_one():
    step = run_cells(10, "ch10-02")["ex"].momentum_step.answer
    network, velocities, losses = nn.MLP(3, [4, 4, 1], rng=random.Random(1)), [0.0] * 41, []
    for _ in range(30):
        loss = squared_error([network(x) for x in tiny_set()[0]], tiny_set()[1])
        losses.append(loss.data)
        network.zero_grad()
        loss.backward()
        step(network.parameters(), velocities, 0.05, 1.0)
    forgotten = losses_of(nn.MLP(3, [4, 4, 1], rng=random.Random(1)), 30, 0.05, tiny_set(), forget=True)
    return losses == pytest.approx(forgotten)


@claim(10, "The other {} are right, enough to learn four examples.", "Sixteen of {} are wrong")
def enough_to_learn():
    network = nn.MLP(3, [4, 4, 1], rng=random.Random(1))
    right = network.parameters()[len(network.layers[0].parameters()) :]
    for _ in range(60):
        for x, target in zip(*tiny_set(), strict=True):
            network.zero_grad()
            ((network(x) - target) ** 2).backward()
            for parameter in right:
                parameter.data -= 0.05 * parameter.grad
    assert squared_error([network(x) for x in tiny_set()[0]], tiny_set()[1]).data < 0.1
    return [len(right), len(network.parameters())]


# --- chapters 11 and 12 ---

MOONS = moons(100, noise=0.1, rng=random.Random(1337))


@claim(11, "about {} thirds of them are less than `noise` away")
def within_the_noise():
    return WORDS[round(3 * math.erf(1 / math.sqrt(2)))]


@claim(11, "With relu at the end all {} gradients are 0:")
def relu_at_the_end():
    network = relu_network(1337, end=Value.relu)
    answers = [network(x) for x in MOONS[0]]
    max_margin(answers, MOONS[1]).backward()
    assert all(answer.data == 0 for answer in answers)
    assert all(relu_network(1337)(x).data < 0 for x in MOONS[0]), "its sum is below 0 at every one of our points"
    return sum(parameter.grad == 0 for parameter in network.parameters())


@claim(11, "The {} others are weights between two neurons of which, at each point, relu silences one.")
def weights_without_a_gradient():
    network = relu_network(1337)
    squared_error([network(x) for x in MOONS[0]], MOONS[1]).backward()
    hidden = [network.layers[0](x) for x in MOONS[0]]
    silent = []
    for neuron in network.layers[1].neurons:
        met = [answers for answers in hidden if neuron(answers).data > 0]
        silent += [weight for i, weight in enumerate(neuron.weights) if all(h[i].data == 0 for h in met)]
    assert {p for p in network.parameters() if p.grad == 0} == set(silent)
    return len(silent)


@claim(11, "would say 1 to everything. No error, and the loss would fall.")
def classes_0_and_1():
    x, y = in_arrays(MOONS)
    network, targets = as_tensors(relu_network(1337)), (y + 1) / 2
    before = margin(network, x, targets).item()
    for step in range(100):
        one_step(network, x, targets, linear_decay(1.0, 0.1, step, 100))
    return bool((network(x).data > 0).all()) and margin(network, x, targets).item() < before


@claim(11, "multiplies w by the same factor: {:.1f}, which is 1 - 2 · learning rate · strength")
def decay_of_a_weight():
    return 1 - 2 * 1.0 * 0.1


@claim(11, "The first step jumps too far, and the loss rises to {:.2f}.")
def loss_after_one_step():
    network = as_tensors(relu_network(1337))
    one_step(network, *in_arrays(MOONS), 1.0)
    return loss_on(network, *in_arrays(MOONS))


@claim(11, "ten of them mostly point roughly the same way")
def directions_of_batches():
    """Compare the first gradient on each ten of the points with that on all: 9 of 10 within 45 degrees."""

    def direction(examples):
        network = as_tensors(relu_network(1337))
        margin(network, *in_arrays(examples)).backward()
        whole = np.concatenate([parameter.grad.ravel() for parameter in network.parameters()])
        return whole / np.linalg.norm(whole)

    cosines = [direction(batch) @ direction(MOONS) for batch in minibatches(*MOONS, 10, random.Random(1))]
    return sum(cosine > math.sqrt(0.5) for cosine in cosines) >= 9


@claim(11, "With 0.5 their ten steps would end at {:.2f}, no better.", "on about as many nodes")
def the_race():
    network = as_tensors(relu_network(1337))
    x, y = in_arrays(MOONS)
    for step in range(10):
        one_step(network, x, y, linear_decay(0.5, 0.05, step, 10))
    of_penalty = 2 * 337 + 3  # squares, sums, and the strength
    nodes = count_of_a_step()
    return [loss_on(network, x, y), 0.8 < 10 * (nodes + of_penalty) / (100 * (nodes / 10 + of_penalty)) < 1]


def trained_on(few, strength, steps=150):
    """Return chapter 11's network after its training on a few points, on Tensors."""
    network = as_tensors(relu_network(1))
    x, y = in_arrays(few)
    for step in range(steps):
        one_step(network, x, y, linear_decay(0.5, 0.05, step, steps), strength)
    return network


def noisy(count, seed):
    return moons(count, noise=0.35, rng=random.Random(seed))


def errors_of_rules(examples):
    """Return how often the nearer moon errs, and how often the likelier one does, given the noise."""
    on_moons, classes = in_arrays(moons(1000, noise=0, rng=random.Random(1)))
    errors = np.zeros(2)
    for x, y in zip(*(np.array_split(part, 20) for part in in_arrays(examples)), strict=True):
        distances = (x**2).sum(axis=1)[:, None] + (on_moons**2).sum(axis=1) - 2 * x @ on_moons.T
        likelier = np.sign(np.exp(-distances / (2 * 0.35**2)) @ classes)
        errors += (classes[distances.argmin(axis=1)] != y).sum(), (likelier != y).sum()
    return tuple(errors / len(examples[0]))


@claim(
    11,
    "On 20,000 points such a person errs in {:.0f} %, and the best rule there is in {:.0f} %",
    "Not all of its {:.0f} mistakes are its own",
    "is wrong in {:.0f} % of the 20,000",
)
def left_to_chance():
    many, held_out = noisy(20_000, seed=1), noisy(100, seed=105)
    network = trained_on(noisy(20, seed=5), 1e-4)
    of_network = 100 * (1 - right_on(network, held_out)), 100 * (1 - right_on(network, many))
    return [tuple(100 * error for error in errors_of_rules(many)), *of_network]


@claim(11, "even who knows the two half circles, and always says the nearer one, errs at {} of these points")
def nearer_moon_on_the_held_out():
    return round(100 * errors_of_rules(noisy(100, seed=105))[0])


@claim(11, "Of {} other draws of 20 points, {} did worse with it than with {}.")
def strength_on_other_draws():
    judges, worse = noisy(2000, seed=77), 0
    for seed in range(40):
        weak, strong = (right_on(trained_on(noisy(20, seed), strength), judges) for strength in (1e-4, 0.1))
        worse += strong < weak
    return 40, worse, 0.0001


@claim(11, "100 is what your neighbour gets if he leaves his rate at 1.0.")
def the_sum_at_the_same_rate():
    """Compare two steps on 100 times the mean with two steps on the mean, at 100 times the rate."""
    ends = []
    for times, rate in ((100, 1.0), (1, 100.0)):
        network = as_tensors(relu_network(1337))
        for _ in range(2):
            for parameter in network.parameters():
                parameter.grad = None
            (times * margin(network, *in_arrays(MOONS))).backward()
            for parameter in network.parameters():
                parameter.data -= rate * parameter.grad
        ends.append(loss_on(network, *in_arrays(MOONS)))
    return math.isclose(*ends)


@claim(11, "all by one factor, so its fold stays where it is")
def the_penalty_keeps_a_fold():
    neuron = nn.Neuron(2, Value.relu, random.Random(1))
    neuron.bias.data = -0.5
    before = [parameter.data for parameter in neuron.parameters()]
    l2_penalty(neuron.parameters(), 0.01).backward()
    factors = {round((old - p.grad) / old, 9) for old, p in zip(before, neuron.parameters(), strict=True)}
    return len(factors) == 1


@claim(12, "for a float that is {:.0f}.", "-log e⁻²⁰⁰⁰ = {}.")
def too_small_for_a_float():
    return [math.exp(-2000), 2000]


def arms_and_network():
    """Return chapter 12's points and its network, trained as there."""
    cells = "ch12-02", "ch12-06", "ch12-53", "ch12-55", "ch12-60"
    names = run_cells(12, *cells, cross_entropy=cross_entropy)
    return names["inputs"], names["network"]


@claim(12, "All points lie less than {} from the middle.", "Sure of what it has never seen!")
def far_from_all_points():
    inputs, network = arms_and_network()
    turns = [math.tau * i / 40 for i in range(40)]
    places = [(far * math.cos(turn), far * math.sin(turn)) for far in (10, 100) for turn in turns]
    sure = [max(p.data for p in softmax(network(x))) > 0.95 for x in places]
    return [math.ceil(max(math.hypot(*x) for x in inputs)), sum(sure) > 0.75 * len(sure)]


@claim(11, "about {} lines in all")
def lines_of_micrograd():
    folder = Path(pytest.importorskip("micrograd").__file__).parent
    lines = sum(len((folder / name).read_text().splitlines()) for name in ("engine.py", "nn.py"))
    return round(lines, -1)


@claim(11, "`a.grad` is {:.0f} after one call (chapter 5), so two calls should give {:.0f}.")
def two_calls():
    a = Value(2.0)
    branched = branching(a)
    branched.backward()
    once = a.grad
    branched.backward()
    return once, a.grad


# --- chapters 13 and 14 ---


@claim(
    13,
    "{:,} objects for one step",
    "Of the {:,} nodes of a step with plain neurons, {:,} are leaves: the {} parameters, and a leaf for each use of a "
    "plain number, {:,} for the points and {} in the loss.",
)
def nodes_of_a_step_by_kind():
    order = nodes_of_a_step()
    leaves = [node for node in order if not node.children]
    of_points = 100 * 2 * 16  # each neuron of the first layer wraps both numbers of each point
    parameters = sum(bool(leaf.label) for leaf in leaves)
    return [len(order), (len(order), len(leaves), parameters, of_points, len(leaves) - parameters - of_points)]


@claim(13, "A sixteenth of the nodes")
def nodes_of_fused_neurons():
    return 15.5 < count_of_a_step() / len(nodes_of_a_step(nn.FusedNeuron)) < 16.5


@claim(13, "makes an object and two tuples, and sets {} attributes")
def slots():
    product = Value(3.0) * Value(4.0)
    assert isinstance(product.children, tuple)
    assert isinstance(product.local_grads, tuple)
    return WORDS[len(Value.__slots__)]


def moons_on_my_tensor():
    """Return the names of chapter 13 up to the step that the learner's own Tensor makes: here the course's."""
    return run_cells(13, "ch13-02", "ch13-10", "ch13-91e", "ch13-91f")


@claim(
    13,
    "is paid {} times, and not {:,} times.",
    "tried on {} expressions made by chance.",
    "Nudging each of the {} parameters says so",
)
def nodes_of_my_tensors():
    names = moons_on_my_tensor()
    nodes, parameters = topological_order(names["my_loss"]()), names["my_parameters"]
    count = sum(parameter.data.size for parameter in parameters)
    return [(len(nodes), count_of_a_step()), exercises_of_13.programs.RANDOM, count]


@claim(13, "Three matrix products go forward, and six go back.")
def products_of_my_tensors():
    names, made = moons_on_my_tensor(), []
    product = names["MyTensor"].__matmul__
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names["MyTensor"], "__matmul__", lambda a, b: made.append(product(a, b)) or made[-1])
        names["my_loss"]()
    return (len(made), sum(len(each.vjps) for each in made)) == (3, 6)


@claim(13, "it gets 5·2 + 7·1 = {:.0f}.")
def what_one_input_gets():
    grad, weights = np.array([[5.0, 7.0]]), run_cells(13, "ch13-02", "ch13-50", points=np.zeros((4, 3)))["weights"]
    return (grad @ weights.T)[0, 0]


@claim(13, "that is {:,} numbers by {} weights: {:,} slopes")
def jacobian_of_the_second_layer():
    results, weights = np.zeros((100, 16)) @ np.zeros((16, 16)), np.zeros((16, 16))
    return results.size, weights.size, results.size * weights.size


@claim(13, "A product of two tables of 100 by 100 numbers takes a million multiplications.")
def multiplications():
    rows = columns = terms = 100
    return rows * columns * terms == 1_000_000


@claim(13, "takes half the room, with about {} digits")
def float32_again():
    return WORDS[round(24 * math.log10(2))]


@functools.cache
def training_on_digits():
    """Return what the chapter's own cells leave when they have trained its reader of digits."""
    return run_cells(14, "ch14-02", "ch14-127", "ch14-129", "ch14-12a", "ch14-141")


@claim(
    14, "{} are almost white.", "for each of the {:,} pictures their sum is below 0", "A {} of the layer does nothing."
)
def dead_neurons():
    names = training_on_digits()
    first = names["reader"].layers[0]
    sums = names["images"][names["train"]] @ first.weights.data + first.bias.data
    dead = ~(sums > 0).any(axis=0)
    share = "fifth" if 1 / 6 < dead.mean() < 1 / 4 else "part"
    return [WORDS[dead[:16].sum()].capitalize(), len(sums), share]


@claim(14, "{:.0f} of {:.0f} digits that it had never seen.")
def right_of_the_held_out():
    names = training_on_digits()
    right = names["logits"].argmax(axis=1) == names["labels"][names["test"]]
    return right.sum(), len(right)


@functools.cache
def starts():
    """Return what the chapter's own cells leave when they have started networks small and large."""
    return run_cells(14, "ch14-02", "ch14-127", "ch14-129", "ch14-11a", "ch14-13b")


@claim(14, "2.30 knows nothing. {:.0f} knows nothing and is *sure*: it gave the target a probability of e⁻¹⁵⁵")
def sure_start():
    assert starts()["words"] == "within 1"
    assert starts()["loss"].item() == pytest.approx(155.6, abs=0.5)
    return 155


@claim(14, "So a sum is about √64 = {:.0f} times as large as its terms", "0.9 · 0.1 + 0.1 = {} after two.")
def size_of_a_sum():
    products = np.random.default_rng(0).normal(size=(10_000, 64))
    mean = 0.0
    for _ in range(2):
        mean = 0.9 * mean + 0.1
    assert 1 - mean == pytest.approx(0.9**2)
    return [products.sum(axis=1).std(), round(mean, 9)]


@claim(
    14, "If they are below 1, one has a **vanishing gradient**: the first layers hardly learn. Above 1, it explodes."
)
def by_depth():
    small, steady, large = ([each[0], each[-1]] for each in starts()["sizes"].values())
    assert exercises_of_14.through_ten_layers.answer == "c"
    return small[1] < small[0] / 1000 and 0.2 < steady[1] / steady[0] < 5 and large[1] > 1000 * large[0]


@claim(14, "(3.16 is √10, the root of the mean of 16 and 4.)")
def usual_size_of_two():
    names = run_cells(14, "ch14-135e")
    return math.isclose(names["usual"], math.sqrt(10), rel_tol=1e-3)


@claim(14, "If all gradients are 1, it goes 1, 1.9, 2.71, … up to {:.0f}")
def velocity_in_the_long_run():
    velocities = list(itertools.accumulate(range(200), lambda velocity, _: 0.9 * velocity + 1, initial=1.0))
    assert velocities[1:3] == pytest.approx([1.9, 2.71])
    return velocities[-1]


@claim(14, "A gain of half the spread.", "on the *same* draw L2 wins, ten times of ten")
def chosen_strength():
    names = run_cells(14, "ch14-02", "ch14-127", "ch14-30a", "ch14-30b", fraction_right=digit_answers.fraction_right)
    test = names["right"][2]
    chosen = test[names["strengths"].index(digit_answers.choose(names["strengths"], names["right"][1]))]
    gain, spread = chosen.mean() - test[0].mean(), test[0].std()
    return [0.35 < gain / spread < 0.65, (chosen > test[0]).all()]


@claim(14, "Noise pushes a sum up here and down there, and most of it cancels.")
def by_noise_and_by_the_gradient():
    names = training_on_digits()
    pictures, true = names["images"][names["test"]], names["labels"][names["test"]]
    pushed = digit_answers.fool(names["reader"], pictures, true, 2 / 16)
    assert exercises_of_14.after_the_push.answer == "b"
    return 0.17 < (names["reader"](pushed).data.argmax(axis=1) == true).mean() < 0.26


@claim(14, "Four lines hold a fault, one of which makes the number too good.")
def faults_of_the_stranger():
    pytest.importorskip("torch")
    flattering, *others = exercises_of_14.faults.answer
    as_it_is, flattered, mended = map(digit_figures.claimed_by_the_stranger, ([], others, [flattering, *others]))
    return as_it_is < 90 and mended > 94 and flattered > mended


@claim(14, "for each of more than a thousand operations")
def operations_of_torch():
    torch = pytest.importorskip("torch")
    names = {schema.name for schema in torch._C._jit_get_all_schemas() if schema.name.startswith("aten::")}
    return sum(not name.endswith("_") and not name.startswith("aten::_") for name in names) > 1000


# --- chapter 15 ---


@functools.cache
def towns_counted():
    """Return (towns to learn from, towns held out, counts of pairs) as the chapter has them."""
    learnt, held_out = split(towns())
    return learnt, held_out, writing.count_pairs(learnt)


@claim(
    15,
    "The towns are real: {:,} names",
    "we took those up to {} characters long",
    "How large is the loss on the {:,} held-out ones?",
    "among the {:,} towns counted there is no such pair",
    "784 numbers, from {:,} pairs, have hardly learnt anything by heart",
)
def towns_and_pairs():
    learnt, held_out, counts = towns_counted()
    longest = max(map(len, learnt + held_out))
    return [len(learnt + held_out), longest, len(held_out), len(learnt), int(counts.sum())]


@claim(15, "{} towns in {:,} do it. In hepzibah it is the z after a p:")
def towns_that_nothing_expected():
    _, held_out, counts = towns_counted()
    missing = {
        word: [CHARACTERS[a] + CHARACTERS[b] for a, b in itertools.pairwise(encode(word)) if not counts[a, b]]
        for word in held_out
    }
    assert missing["hepzibah"] == ["pz"]
    return WORDS[sum(map(bool, missing.values()))].capitalize(), len(held_out)


@claim(
    15,
    "the loss on the held-out towns falls, from {:.2f} to {:.2f}. What will it do from 3 to 5?",
    "The table for five back would have {:.0f} million numbers.",
)
def tables_that_look_back():
    learnt, held_out, _ = towns_counted()
    names = run_cells(15, "ch15-49", np=np, math=math)
    losses = [names["loss_back"](names["count_back"](learnt, back), held_out, back) for back in (1, 3)]
    return [tuple(losses), 28**6 / 1e6]


@claim(15, "It begins at {:.3f}. Where will it end, compared with the {:.3f} of the counted table?")
def where_learning_begins():
    learnt, _, counts = towns_counted()
    return math.log(28), writing.mean_surprise(counts / counts.sum(axis=1, keepdims=True), learnt)


@claim(15, "The five vowels are the five furthest to the left, and the sixth is y", "(q and v lie far out:")
def the_plane_of_characters():
    names = {"np": np, "learnt": towns_counted()[0], "contexts": contexts, "Adam": Adam, "progress": iter}
    names |= {
        "cross_entropy": tensor_cross_entropy,
        "ContextMLP": ContextMLP,
        "figures": types.SimpleNamespace(plane=len),
    }
    table = run_cells(15, "ch15-77", "ch15-80", **names)["small"].embedding.table.data
    across = [CHARACTERS[i] for i in np.argsort(table[:, 0])]
    down = [CHARACTERS[i] for i in np.argsort(table[:, 1])]
    far = np.hypot(*(table - table.mean(axis=0)).T).argsort()[-3:]
    assert set(down[:2]) == {" ", "."}
    return [set(across[:5]) == set("aeiou") and across[5] == "y", {"q", "v"} < {CHARACTERS[i] for i in far}]


@claim(15, "With {:,} numbers it beats every table, that of {:,} included, if by little.")
def sizes_of_a_writer():
    writer = ContextMLP(8, 10, 128, np.random.default_rng(0))
    return sum(parameter.data.size for parameter in writer.parameters()), 28**4


# --- each of them ---


# --- chapter 16 ---


def size_of(network):
    return sum(parameter.data.size for parameter in network.parameters())


def small_gpt(blocks=1, size=32):
    return gpt.GPT(16, size, 4, blocks, np.random.default_rng(0))


@claim(16, "its MLP, with {:,} parameters", "This GPT has {:,}.", "with {:,} parameters it comes to", "Here {:,} moved")
def sizes_of_networks_that_write():
    writer = gpt.ContextMLP(8, 10, 128, np.random.default_rng(0))
    large = size_of(small_gpt(blocks=2, size=48))
    return [size_of(writer), large, size_of(small_gpt()), large]


@claim(16, "with 14,908 parameters it comes to {:.2f}")
def a_gpt_of_the_size_of_the_mlp():
    learnt, held_out = split(towns())
    rng = np.random.default_rng(0)
    network = gpt.GPT(16, 32, 4, 1, rng)
    optimizer = Adam(network.parameters(), 0.007, betas=(0.9, 0.99))
    for step in range(4000):
        optimizer.learning_rate = 0.007 * (1 - step / 4000)
        loss = network.loss([learnt[i] for i in rng.integers(len(learnt), size=32)])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return gpt.mean_loss(network, held_out)


@claim(16, "came to {}.")
def what_the_mlp_of_chapter_15_came_to():
    """Its notebook prints it, and a line of this chapter's chart repeats it."""
    outputs = [output for cell in stored(15) for output in cell.get("outputs", [])]
    printed = " ".join(output.get("text", "") for output in outputs)
    drawn = re.search(r'"MLP, eight back": ([\d.]+)', " ".join(cell.source for cell in stored(16)))[1]
    assert drawn in printed
    return drawn


def stored(chapter):
    """Return the cells of a chapter's notebook; the test is skipped where there is none."""
    for path in NOTEBOOKS.glob(f"{chapter:02}_*.ipynb"):
        return nbformat.read(path, as_version=4).cells
    return pytest.skip(f"there is no chapter {chapter} here")


@claim(16, "how many stand in the list of {:,}")
def towns_in_the_list():
    return len(towns())


@claim(16, "With {} numbers and {} heads each has {}.")
def numbers_of_a_head():
    query = gpt.Attention(48, 4, np.random.default_rng(0)).query
    return query.weights.shape[1], 4, query.weights.shape[1] // 4


@claim(16, "The calculation `g` of chapter 0 had {} operations", "The film there moved {} numbers")
def what_chapter_0_showed():
    g = run_cells(0, "ch00-05", Value=Value)["g"]
    network = nn.MLP(2, [12, 12, 1], rng=random.Random(1))
    return [sum(bool(node.children) for node in topological_order(g)), len(network.parameters())]


@pytest.mark.parametrize("said", CLAIMS, ids=lambda said: f"{said.chapter} {said.sentence[:40]}")
def test_what_prose_says_is_so_and_stands_there(said):
    assert not missing(said, prose(said.chapter))


@pytest.mark.parametrize(("chapter", "fragment", "measured_in"), TIMED)
def test_times_are_said_where_the_table_says(chapter, fragment, measured_in):
    assert fragment in prose(chapter)
    assert measured_in


# --- arithmetic in prose ---

SUM = re.compile(
    r"(?<![\w.^{])(\(?-?[\d(][\d ().·*/+²-]*[\d)²]) = (-?\d+(?:,\d{3})*(?:\.\d+)?)(?![\w(²·/]| [·*/+-] ?\d)"
)


def wrong_sums(text):
    """Return each "3 · 4 = 13" of plain numbers in `text` that is not so, to the digits that it gives."""
    wrong = []
    for left, right in SUM.findall(text):
        if not re.search(r"[·*/+²]|\d - \d", left) or left.count("(") != left.count(")"):
            continue
        found = eval(left.replace("·", "*").replace("²", "**2"))
        digits = len(right.partition(".")[2])
        if round(found, digits) != float(right.replace(",", "")):
            wrong.append(f"{left} = {right}")
    return wrong


def test_sums_in_prose_are_right():
    assert not [wrong for path in all_notebooks() for wrong in wrong_sums(prose(int(path.name[:2])))]
    found = [left for path in all_notebooks() for left, _ in SUM.findall(prose(int(path.name[:2])))]
    assert len(found) > 10


# --- would a fault show? ---


@pytest.mark.parametrize("said", CLAIMS[:12], ids=lambda said: said.sentence[:40])
def test_a_changed_sentence_is_told(said):
    changed = prose(said.chapter).replace(said.sentence.partition("{")[0], "Something else. ")
    assert missing(said, changed)


def test_a_changed_number_is_told():
    said = Claim(5, "At a million visits a second, the last line takes {:.0f} years.", years_of_following_alone)
    assert not missing(said, prose(5))
    assert missing(said, prose(5).replace("71 years", "35 years"))
    assert missing(said._replace(fill=lambda: 35), prose(5)).endswith("35 years.")


def years_of_following_alone():
    return filling(years_of_following, 1)


def test_a_wrong_sum_is_told():
    assert wrong_sums("so (-3) · (-2) = 5, and 2² + 2² = 8") == ["(-3) · (-2) = 5"]

"""Every number that a live figure shows is the engine's: its script against the package, over many settings."""

import math

import pytest
from stored import live_outputs, on_a_page

from gradually.course.ch01 import figures as ch01
from gradually.losses import accuracy, cross_entropy, max_margin, softmax, squared_error
from gradually.nn import MLP, Neuron, identity
from gradually.optim import SGD
from gradually.value import Value

SETTINGS = 24  # in which every figure is compared
FIGURES = live_outputs()

TURN = """seed => {
  const live = document.querySelector('.gradually-live').live;
  let state = seed;
  const random = () => { // Park and Miller's generator: the same settings in every run
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  for (let i = 0; i < 5; i++) random();
  const among = list => list[Math.floor(random() * list.length)];
  const all = selector => [...live.panel.querySelectorAll(selector)];
  for (const input of all('input[type=range]')) {
    const [low, high] = [Number(input.min), Number(input.max)];
    input.value = low + (high - low) * random();
    input.dispatchEvent(new Event('input'));
  }
  for (const select of all('select')) {
    select.value = among([...select.options]).value;
    select.dispatchEvent(new Event('change'));
  }
  for (const group of all('[role=radiogroup]')) among([...group.querySelectorAll('input')]).click();
  for (const box of all('input[type=checkbox]')) if (random() < 0.5) box.click();
  live.refresh();
  for (const grip of all('.gradually-handle'))
    for (let i = 0; i < 4; i++) {
      const key = among(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);
      grip.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey: random() < 0.5, bubbles: true }));
    }
  live.refresh();
  for (let i = 0; i < 4; i++) if (all('button').length) among(all('button')).click();
  live.refresh();
  return JSON.parse(JSON.stringify(live.numbers));
}"""


# --- what the engine says, from the numbers that stand in the figure's knobs ---


def neuron(shown):
    made = Neuron(2)
    for parameter, number in zip(made.parameters(), shown["parameters"], strict=True):
        parameter.data = number
    answers = [made(x) for x in shown["inputs"]]
    loss = squared_error(answers, shown["targets"])
    loss.backward()
    return {
        "answers": [answer.data for answer in answers],
        "loss": loss.data,
        "gradient": [parameter.grad for parameter in made.parameters()],
    }


def learn(shown):
    made = MLP(2, [12, 12, 1], activation=Value.relu, output_activation=identity)
    for parameter, number in zip(made.parameters(), shown["parameters"], strict=True):
        parameter.data = number
    scores = [made(x) for x in shown["points"]]
    expected = {"scores": [score.data for score in scores]}
    if scores:
        loss = max_margin(scores, shown["targets"])
        loss.backward()
        expected |= {"loss": loss.data, "right": round(accuracy(scores, shown["targets"]) * len(scores))}
    return expected | {"gradient": [parameter.grad for parameter in made.parameters()]}


def logits(shown):
    scores = [Value(score) for score in shown["logits"]]
    loss = cross_entropy(scores, shown["target"])
    loss.backward()
    return {
        "probabilities": [probability.data for probability in softmax(scores)],
        "loss": loss.data,
        "gradient": [score.grad for score in scores],
    }


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


ENGINE = {  # name of the figure: what turns the numbers in its knobs into all others that it shows
    "learn": learn,
    "logits": logits,
    "neuron": neuron,
    "secant": secant,
    "promise": promise,
}
FAULTS = {  # name of the figure: (a piece of its mathematics, the same with a fault)
    "learn": ("inputs[i] > 0 ? slope", "inputs[i] >= 0 ? slope"),
    "logits": ("=> p - wanted(i)", "=> wanted(i) - p"),
    "secant": ("(f(at + run_at(at)) - f(at)) / run_at(at)", "(f(at + run_at(at)) + f(at)) / run_at(at)"),
    "promise": ("e: [at.b, at.a]", "e: [at.a, at.b]"),
    "neuron": ("* (1 - out ** 2)", "* (1 + out ** 2)"),
}


# --- the comparison ---


def open_calm(browser, html):
    """Return a page that shows one live figure, in which nothing moves by itself."""
    page = browser.new_page()
    page.emulate_media(reduced_motion="reduce")
    page.set_content(on_a_page(html))
    page.wait_for_function("() => document.querySelector('.gradually-live').live?.numbers")
    return page


def flat(numbers):
    """Return the numbers in nested lists and dicts as one list."""
    if isinstance(numbers, dict):
        return [each for key in sorted(numbers) for each in flat(numbers[key])]
    if isinstance(numbers, list | tuple):
        return [each for part in numbers for each in flat(part)]
    return [numbers]


def differences(page, name):
    """Return (setting, what is shown, its number, the engine's) for each setting in which the two differ."""
    found, met = [], set()
    for seed in range(1, SETTINGS + 1):
        shown = page.evaluate(TURN, seed)
        expected = ENGINE[name](shown)
        assert expected, name
        met.add(str(shown))
        for key, number in expected.items():
            if flat(shown[key]) != pytest.approx(flat(number), rel=1e-9, abs=1e-9):
                found.append((seed, key, shown[key], number))
    assert len(met) > SETTINGS / 2, "the settings hardly differ"
    return found


@pytest.mark.parametrize(("chapter", "name"), FIGURES)
def test_it_shows_what_the_engine_computes(browser, chapter, name):
    page = open_calm(browser, FIGURES[chapter, name])
    assert differences(page, name) == []
    page.close()


@pytest.mark.parametrize(("chapter", "name"), FIGURES)
def test_a_fault_in_its_mathematics_is_caught(browser, chapter, name):
    right, wrong = FAULTS[name]
    assert right in FIGURES[chapter, name]
    page = open_calm(browser, FIGURES[chapter, name].replace(right, wrong))
    assert differences(page, name) != []
    page.close()


# --- what is done step by step ---


def press(page, button, times=1):
    """Press the button of that name so many times, and return the numbers that the figure shows then."""
    for _ in range(times):
        page.get_by_role("button", name=button, exact=True).click()
    return page.evaluate(
        "() => { const { live } = document.querySelector('.gradually-live'); live.refresh(); "
        "return JSON.parse(JSON.stringify(live.numbers)); }"
    )


def test_a_line_through_two_points_is_right_on_every_curve(browser):
    page = open_calm(browser, ch01.secant(tuple(ch01.CURVES)).html())
    assert differences(page, "secant") == []
    met = {page.evaluate(TURN, seed)["curve"] for seed in range(1, 2 * SETTINGS)}
    assert met == set(CURVES)
    page.close()


def test_a_sweep_leaves_the_slopes_of_the_whole_curve_and_brings_x_back(browser):
    page = open_calm(browser, FIGURES[1, "secant"])
    page.get_by_role("slider", name="run h").fill("-3")
    swept = press(page, "sweep x")
    assert swept["h"] == 0.001
    assert swept["x"] == 3.0
    assert len(swept["trace"]) > 100
    places = [x for x, _, _ in swept["trace"]]
    assert (min(places), max(places)) == ch01.CURVES["parabola"]["x"]
    slopes = [slope for _, _, slope in swept["trace"]]
    assert slopes == pytest.approx([6 * x - 4 + 3 * 0.001 for x in places], abs=1e-9)
    assert [x for x, _, _ in press(page, "wipe the dots")["trace"]] == [3.0]
    page.close()


def test_a_promise_is_kept_for_every_step_by_leaves_that_are_never_multiplied(browser):
    page = open_calm(browser, FIGURES[3, "promise"])
    page.get_by_role("slider", name="step", exact=True).fill("1")
    kept = {}
    for pair in ("a", "b", "c", "f", "ac", "bc", "ab", "af", "bf", "cf", "abcf"):
        for label in "abcf":
            page.get_by_role("checkbox", name=label, exact=True).set_checked(label in pair)
        shown = page.evaluate(
            "() => { const { live } = document.querySelector('.gradually-live'); live.refresh(); return live.numbers; }"
        )
        assert shown["moving"] == list(pair)
        kept[pair] = shown["apart"] == 0
    assert [pair for pair, is_kept in kept.items() if is_kept] == ["a", "b", "c", "f", "ac", "bc"]
    page.close()


def test_a_neurons_steps_downhill_are_the_optimizers(browser):
    page = open_calm(browser, FIGURES[8, "neuron"])
    before = page.evaluate(TURN, 7)
    after = press(page, "one step downhill", 3)
    after = press(page, "50 steps")
    made = Neuron(2)
    for parameter, number in zip(made.parameters(), before["parameters"], strict=True):
        parameter.data = number
    optimizer = SGD(made.parameters(), learning_rate=0.1)
    for _ in range(53):
        optimizer.zero_grad()
        squared_error([made(x) for x in before["inputs"]], before["targets"]).backward()
        optimizer.step()
    assert after["parameters"] == pytest.approx([parameter.data for parameter in made.parameters()], rel=1e-9)
    assert after["lowest"] <= after["loss"]
    page.close()


def test_the_logits_go_downhill_by_their_gradients(browser):
    page = open_calm(browser, FIGURES[11, "logits"])
    shown = page.evaluate(TURN, 5)
    after = press(page, "one step downhill", 6)
    after = press(page, "20 steps")
    scores = [Value(score) for score in shown["logits"]]
    for _ in range(26):
        for score in scores:
            score.grad = 0.0
        cross_entropy(scores, shown["target"]).backward()
        for score in scores:
            score.data -= score.grad
    assert after["logits"] == pytest.approx([score.data for score in scores], rel=1e-9)
    page.close()


def test_the_network_learns_as_the_engines_does(browser):
    page = open_calm(browser, FIGURES[0, "learn"])
    before = press(page, "start afresh")
    after = press(page, "learn")
    made = MLP(2, [12, 12, 1], activation=Value.relu, output_activation=identity)
    for parameter, number in zip(made.parameters(), before["parameters"], strict=True):
        parameter.data = number
    optimizer = SGD(made.parameters(), learning_rate=before["rate"])
    for _ in range(after["steps"]):
        optimizer.zero_grad()
        max_margin([made(x) for x in before["points"]], before["targets"]).backward()
        optimizer.step()
    assert after["steps"] >= 25
    assert after["parameters"] == pytest.approx([parameter.data for parameter in made.parameters()], rel=1e-6)
    page.close()


def test_points_are_put_by_a_click_and_by_the_ring(browser):
    page = open_calm(browser, FIGURES[0, "learn"])
    before = press(page, "take one away")
    page.get_by_text("triangle", exact=False).first.click()
    page.locator(".gradually-plot svg").first.click(position={"x": 100, "y": 60})
    after = press(page, "put one at the ring")
    assert len(after["points"]) == len(before["points"]) + 2
    assert after["targets"][-2:] == [-1, -1]
    assert after["points"][-1] == [1, 1]
    page.close()

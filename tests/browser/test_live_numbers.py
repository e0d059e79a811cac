"""Every number that a live figure shows is the engine's: its script against the package, over many settings."""

import json
import math
import re

import numpy as np
import pytest
from drawing import HANDS, counts
from stored import live_outputs, on_a_page

from gradually.course.ch10 import figures as ch10
from gradually.course.ch12.exercises import upper_left
from gradually.losses import squared_error
from gradually.nn import Neuron
from gradually.optim import SGD
from gradually.tensor import Tensor, log_softmax
from gradually.tensor_nn import MLP
from gradually.tensor_nn import SGD as TensorSGD

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


CORNERS, AND = [[-1, -1], [-1, 1], [1, -1], [1, 1]], [-1, -1, -1, 1]


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
    made = Neuron(2)
    for parameter, number in zip(made.parameters(), [*weights, -1.0], strict=True):
        parameter.data = number
    return squared_error([made(x) for x in CORNERS], AND).data


def data_of(chapter, name):
    """Return what Python handed to a stored figure."""
    return json.loads(re.search(rf'\nwake\("[0-9a-f]+", {name}, (.*)\);', FIGURES[chapter, name])[1])


def digit(shown):
    data = data_of(12, "digit")
    reader = MLP(64, [len(layer["bias"]) for layer in data["layers"]], np.random.default_rng(0))
    for layer, whole in zip(reader.layers, data["layers"], strict=True):
        layer.weights.data[:] = np.reshape(whole["weights"], layer.weights.shape) / data["scale"]
        layer.bias.data[:] = np.array(whole["bias"]) / data["scale"]
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


ENGINE = {  # name of the figure: what turns the numbers in its knobs into all others that it shows
    "neuron": neuron,
    "loss_map": loss_map,
    "digit": digit,
}
FAULTS = {  # name of the figure: (a piece of its mathematics, the same with a fault)
    "neuron": ("* (1 - out ** 2)", "* (1 + out ** 2)"),
    "loss_map": ("* (1 - out ** 2)", "* (1 + out ** 2)"),
    "digit": ("sum + x * weights[i * bias.length + j]", "sum - x * weights[i * bias.length + j]"),
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


def turn(page, knob, number):
    """Turn the knob of that name to a number, or to the notch that is next to it."""
    page.get_by_label(knob, exact=True).evaluate(
        "(input, number) => { input.value = number; input.dispatchEvent(new Event('input')); }", number
    )


@pytest.mark.parametrize("forget", [False, True])
def test_a_walk_on_the_map_is_the_optimizers(browser, forget):
    page = open_calm(browser, FIGURES[10, "loss_map"])
    page.get_by_label("forget zero_grad").set_checked(forget)
    turn(page, "learning rate", -1)
    shown = press(page, "step", 30)
    made = Neuron(2)
    w1, w2, made.bias.data = *made.weights, -1.0
    w1.data, w2.data = shown["start"]
    made.zero_grad()
    optimizer = SGD(made.weights, learning_rate=shown["rate"])
    path, losses = [], []
    for _ in range(31):
        loss = squared_error([made(x) for x in CORNERS], AND)
        path.append([w1.data, w2.data])
        losses.append(loss.data)
        if not forget:
            optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert shown["rate"] == pytest.approx(0.1)
    assert shown["forget"] == forget
    assert flat(shown["path"]) == pytest.approx(flat(path), rel=1e-9, abs=1e-9)
    assert shown["losses"] == pytest.approx(losses, rel=1e-9, abs=1e-9)
    page.close()


@pytest.mark.parametrize("forget", [False, True])
def test_a_walk_with_momentum_is_that_of_the_optimizer_that_has_it(browser, forget):
    page = open_calm(browser, ch10.loss_map(momentum=True).html())
    page.get_by_label("forget zero_grad").set_checked(forget)
    turn(page, "learning rate", -1.5)
    turn(page, "momentum", 0.8)
    shown = press(page, "step", 30)
    weights = Tensor([[weight] for weight in shown["start"]])
    points, targets = Tensor(CORNERS), Tensor([[target] for target in AND])
    optimizer = TensorSGD([weights], shown["rate"], shown["momentum"])
    path = []
    for _ in range(31):
        path.append(weights.data.tolist())
        loss = (((points @ weights - 1.0).tanh() - targets) ** 2).sum()
        if not forget:
            optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert shown["momentum"] == pytest.approx(0.8)
    assert flat(shown["path"]) == pytest.approx(flat(path), rel=1e-9, abs=1e-9)
    assert shown["losses"][-1] == pytest.approx(loss.item(), rel=1e-9)
    page.close()


def test_in_a_map_with_momentum_too_every_number_is_the_engines(browser):
    page = open_calm(browser, ch10.loss_map(momentum=True).html())
    assert differences(page, "loss_map") == []
    page.close()


def test_walks_are_kept_three_of_them_until_the_map_is_reset(browser):
    page = open_calm(browser, FIGURES[10, "loss_map"])
    rates = []
    for exponent in (-2, -1.5, -1, -0.5):
        turn(page, "learning rate", exponent)
        rates.append(press(page, "step")["rate"])
        shown = press(page, "keep this walk")
    assert [old["rate"] for old in shown["kept"]] == rates[1:]
    shown = press(page, "reset")
    assert (shown["kept"], len(shown["path"])) == ([], 1)
    page.close()


def test_a_press_on_the_map_puts_the_start_there(browser):
    page = open_calm(browser, FIGURES[10, "loss_map"])
    before = press(page, "step")
    box = page.locator(".gradually-plot svg").first.bounding_box()
    page.mouse.click(box["x"] + 0.3 * box["width"], box["y"] + 0.3 * box["height"])
    after = press(page, "step")
    assert after["start"] != before["start"]
    assert len(after["path"]) == 3, "the walk follows, and goes on"
    page.close()


# --- what is drawn ---


def draw(page, strokes):
    """Draw strokes with the mouse, on a pad that was wiped, and return the numbers that the figure shows then."""
    press(page, "wipe")
    box = page.get_by_role("group", name="A pad to draw on").bounding_box()
    left, top, wide, high = box["x"] + 2, box["y"] + 24, box["width"] - 4, box["height"] - 28
    for stroke in strokes:
        (x, y), *others = [(left + x * wide, top + (1 - y) * high) for x, y in stroke]
        page.mouse.move(x, y)
        page.mouse.down()
        for x, y in others:
            page.mouse.move(x, y, steps=4)
        page.mouse.up()
    return press(page, "", 0)


def off(shown):
    """Return the names of the numbers that are not the engine's."""
    return [
        key
        for key, number in digit(shown).items()
        if flat(shown[key]) != pytest.approx(flat(number), rel=1e-9, abs=1e-9)
    ]


@pytest.mark.parametrize("fit", [True, False])
def test_what_is_drawn_is_counted_and_read_as_the_engine_does(browser, fit):
    page = open_calm(browser, FIGURES[12, "digit"])
    page.get_by_label("move and scale it").set_checked(fit)
    drawings = {name: strokes for name, (_, _, strokes) in HANDS.items()}
    for name, strokes in (drawings | {"a dash": [[(0.1, 0.5), (0.9, 0.55)]], "a dot": [[(0.3, 0.3)]]}).items():
        shown = draw(page, strokes)
        assert len(shown["strokes"]) == len(strokes), name
        assert shown["fit"] == fit
        assert sum(shown["pixels"]) > 10
        assert off(shown) == [], name
    page.close()


def test_plain_digits_are_read_and_two_others_are_not_as_the_chapter_says(browser):
    page = open_calm(browser, FIGURES[12, "digit"])
    said = {name: draw(page, strokes)["said"] for name, (_, _, strokes) in HANDS.items()}
    assert said == {name: answer for name, (_, answer, _) in HANDS.items()}
    assert [name for name, (true, answer, _) in HANDS.items() if true != answer] == ["1 with a foot", "open 4"]
    page.close()


def test_small_in_the_upper_left_every_digit_is_the_same(browser):
    """The exercise of chapter 12, as its readers may draw."""
    page = open_calm(browser, FIGURES[12, "digit"])
    page.get_by_label("move and scale it").uncheck()
    said = []
    for size in (0.3, 0.4):
        for _, _, strokes in HANDS.values():
            small = [[(0.25 + size * (x - 0.5), 0.75 + size * (y - 0.5)) for x, y in stroke] for stroke in strokes]
            said.append(draw(page, small)["said"])
    assert said.count(upper_left.answer) > 0.9 * len(said)
    page.close()


def test_the_pen_draws_by_keys_and_an_example_takes_the_drawings_place(browser):
    page = open_calm(browser, FIGURES[12, "digit"])
    page.get_by_role("slider", name="pen").focus()
    for key in ["ArrowUp"] * 6 + ["Space"] + ["ArrowDown"] * 12 + ["Space"] + ["ArrowLeft"] * 2:
        page.keyboard.press(key)
    shown = press(page, "", 0)
    assert (len(shown["strokes"]), len(shown["strokes"][0])) == (1, 13), "the pen was lifted at the end"
    assert shown["said"] == 1
    page.get_by_role("button", name="held-out digit number 5").click()
    shown = press(page, "", 0)
    assert (shown["strokes"], shown["example"]) == ([], 4)
    assert shown["said"] != data_of(12, "digit")["examples"][4]["target"], "one that the network gets wrong"
    assert off(shown) == []
    assert draw(page, HANDS["3"][2])["example"] is None
    page.close()

"""Every number that a live figure shows is the engine's: its script against the package, over many settings."""

import math

import numpy as np
import pytest
from stored import live_outputs, on_a_page

from gradually.losses import cross_entropy, softmax, squared_error
from gradually.nn import Neuron
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


def logits(shown):
    scores = [Value(score) for score in shown["logits"]]
    loss = cross_entropy(scores, shown["target"])
    loss.backward()
    return {
        "probabilities": [probability.data for probability in softmax(scores)],
        "loss": loss.data,
        "gradient": [score.grad for score in scores],
    }


def precision(shown):
    def neuron(kind):
        x1, w1, x2, w2, b = map(kind, (2.0, -3.0, 0.0, 1.0, shown["bias"]))
        n = x1 * w1 + x2 * w2 + b
        o = kind(math.tanh(n))
        return {"b": float(b), "n": float(n), "o": float(o), "slope": float(kind(1) - o * o)}

    return {"float32": neuron(np.float32), "float64": neuron(np.float64)}


ENGINE = {  # name of the figure: what turns the numbers in its knobs into all others that it shows
    "logits": logits,
    "neuron": neuron,
    "precision": precision,
}
FAULTS = {  # name of the figure: (a piece of its mathematics, the same with a fault)
    "logits": ("=> p - wanted(i)", "=> wanted(i) - p"),
    "neuron": ("* (1 - out ** 2)", "* (1 + out ** 2)"),
    "precision": ("round(1 - round(o * o))", "round(1 - round(n * n))"),
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

"""Every number that a live figure shows is the engine's: its script against the package, over many settings."""

import pytest
from stored import live_outputs, on_a_page

from gradually.course.ch11.exercises import most_missed
from gradually.losses import squared_error
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


def filled(network, numbers):
    """Return `network` with these numbers as its parameters."""
    for parameter, number in zip(network.parameters(), numbers, strict=True):
        parameter.data = number
    return network


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


ENGINE = {  # name of the figure: what turns the numbers in its knobs into all others that it shows
    "neuron": neuron,
    "fold": fold,
    "moons": moons,
}
FAULTS = {  # name of the figure: (a piece of its mathematics, the same with a fault)
    "neuron": ("* (1 - out ** 2)", "* (1 + out ** 2)"),
    "fold": ("slope * weights[6 + k]", "slope * weights[7 - k]"),
    "moons": ("Math.max(0, sum)", "Math.abs(sum)"),
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


def downhill(numbers, shown, steps):
    """Return the nine parameters of three neurons after so many steps of the optimizer from `numbers`."""
    network = filled(MLP(2, [2, 1]), numbers)
    optimizer = SGD(network.parameters(), learning_rate=0.1)
    for _ in range(steps):
        optimizer.zero_grad()
        squared_error([network(x) for x in shown["inputs"]], shown["targets"]).backward()
        optimizer.step()
    return [parameter.data for parameter in network.parameters()]


def test_three_neurons_steps_downhill_are_the_optimizers(browser):
    page = open_calm(browser, FIGURES[9, "fold"])
    shown = page.evaluate(TURN, 7)
    for _ in range(27):  # each from where the figure is: far from XOR, errors of rounding would grow
        expected = downhill(shown["parameters"], shown, 1)
        shown = press(page, "one step downhill")
        assert shown["parameters"] == pytest.approx(expected, rel=1e-9, abs=1e-9)
        assert shown["lowest"] <= shown["loss"]
    press(page, "points back")
    shown = press(page, "the three by hand")
    expected = downhill(shown["parameters"], shown, 100)
    assert press(page, "50 steps", 2)["parameters"] == pytest.approx(expected, rel=1e-9, abs=1e-9)
    page.close()


def test_random_starts_find_xor_or_end_where_two_classes_lie_on_one_another(browser):
    """As the exercise beside the figure says: most find it, and nearly all others end at a loss of 2."""
    page = open_calm(browser, FIGURES[9, "fold"])
    page.evaluate("() => { let state = 1; Math.random = () => (state = (state * 48271) % 2147483647) / 2147483647; }")
    ends = []
    for _ in range(40):
        press(page, "random")
        shown = press(page, "50 steps", 6)
        ends.append(shown["loss"])
        if shown["loss"] == pytest.approx(2, abs=0.05):
            one, other = (i for i, answer in enumerate(shown["answers"]) if abs(answer) < 0.2)
            assert shown["targets"][one] != shown["targets"][other]
            assert shown["hidden"][one] == pytest.approx(shown["hidden"][other], abs=0.1)
    found = sum(loss < 0.1 for loss in ends)
    stuck = sum(abs(loss - 2) < 0.05 for loss in ends)
    assert found > stuck > 0
    assert found + stuck >= 36
    page.close()


def test_the_neuron_that_is_missed_most_is_not_the_one_awake_most(browser):
    """As the exercise beside the figure says."""
    page = open_calm(browser, FIGURES[11, "moons"])
    page.get_by_label("switched off").check()
    knob = page.get_by_role("slider", name="neuron")
    right = {}
    for chosen in range(16):
        knob.evaluate("(knob, at) => { knob.value = at; knob.dispatchEvent(new Event('input')); }", chosen)
        shown = page.evaluate(
            "() => { const { live } = document.querySelector('.gradually-live'); live.refresh(); return live.numbers; }"
        )
        assert shown["chosen"] == shown["off"] == chosen
        right[chosen] = shown["right"]
    missed = most_missed.answer
    assert right[missed] == min(right.values()) < sorted(right.values())[1]
    assert shown["awake"][missed] < max(shown["awake"][:16])
    page.close()


def test_a_neuron_is_chosen_by_a_click(browser):
    page = open_calm(browser, FIGURES[11, "moons"])
    circles = page.locator(".gradually-plot svg").first.locator("g > g")
    for layer, chosen in enumerate((11, 27)):
        box = circles.filter(has_text="11").nth(layer).bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(100)
        shown = page.evaluate("() => document.querySelector('.gradually-live').live.numbers.chosen")
        assert shown == chosen
    page.close()

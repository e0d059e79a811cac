"""A hand that works on live figures: it turns every knob at random, presses buttons, and reads the numbers."""

from stored import on_a_page

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
  const press = node => node.dispatchEvent(new MouseEvent('click', { bubbles: true })); // an SVG has no click()
  const buttons = all('button, [role=button]'), times = buttons.length && seed % 2 ? 4 : 0; // some undo all the rest
  for (let i = 0; i < times; i++) press(among(buttons));
  live.refresh();
  return JSON.parse(JSON.stringify(live.numbers));
}"""


def open_calm(browser, html):
    """Return a page that shows one live figure, in which nothing moves by itself."""
    page = browser.new_page()
    page.emulate_media(reduced_motion="reduce")
    page.set_content(on_a_page(html))
    page.wait_for_function("() => document.querySelector('.gradually-live').live?.numbers")
    return page


def turn(page, knob, number):
    """Turn the knob of that name to a number, or to the notch that is next to it."""
    page.locator("input[type=range]").and_(page.get_by_label(knob, exact=True)).evaluate(
        "(input, number) => { input.value = number; input.dispatchEvent(new Event('input')); }", number
    )


def press(page, button, times=1):
    """Press the button of that name so many times, and return the numbers that the figure shows then."""
    for _ in range(times):
        page.get_by_role("button", name=button, exact=True).click()
    return page.evaluate(
        "() => { const { live } = document.querySelector('.gradually-live'); live.refresh(); "
        "return JSON.parse(JSON.stringify(live.numbers)); }"
    )

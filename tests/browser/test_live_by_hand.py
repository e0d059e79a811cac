"""What a reader's hand meets in a live figure: knobs, points, keys, touch, words, small and dark pages."""

import pytest
from stored import BESIDE, FIGURES, on_a_page

PHONE = {"width": 390, "height": 800}
LARGER = {(16, "look_back"): 110_000}  # a whole network: 59,644 weights, each a character
each_figure = pytest.mark.parametrize(
    "html", FIGURES.values(), ids=[f"{chapter:02}-{name}" for chapter, name in FIGURES]
)

NUMBERS = "place => { place.live.refresh(); return JSON.stringify(place.live.numbers); }"


@pytest.fixture
def opened(browser):
    """Return a function that opens outputs on one page, with the network cut off; scripts must raise nothing."""
    pages, errors = [], []

    def open_page(*outputs, size=None, calm=False):
        page = browser.new_page()
        pages.append(page)
        page.route("http*://**", lambda route: route.abort())
        page.on("pageerror", lambda error: errors.append(str(error)[:300]))
        page.on("console", lambda said: errors.append(said.text[:300]) if "gradually" in said.text else None)
        page.emulate_media(reduced_motion="reduce" if calm else "no-preference")
        page.set_viewport_size(size or {"width": 1000, "height": 900})
        page.set_content(on_a_page(*outputs))
        count = page.locator(".gradually-live").count()
        page.wait_for_function("n => document.querySelectorAll('.gradually-panel').length === n", arg=count)
        page.wait_for_timeout(200)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert errors == []


def numbers(place):
    """Return all numbers that a live figure shows, as text."""
    return place.evaluate(NUMBERS)


def said(page, place):
    """Return what a screen reader is told, once the hand rests."""
    page.wait_for_timeout(650)
    return place.get_by_role("status").text_content()


def test_there_are_live_figures():
    assert len({chapter for chapter, _ in FIGURES}) == len(FIGURES) or len(FIGURES) > 8


@each_figure
def test_it_lives_and_its_still_is_hidden(opened, html):
    page = opened(html)
    assert page.locator(".gradually-still:visible").count() == 0
    assert len(page.get_by_role("status").text_content()) > 15
    assert len(page.locator(".gradually-panel").get_attribute("aria-label")) > 5


@each_figure
def test_a_knob_follows_the_mouse_and_the_arrow_keys(opened, html):
    page = opened(html)
    place = page.locator(".gradually-live")
    knob = place.locator("input[type=range]").first
    before = numbers(place)
    box = knob.bounding_box()
    page.mouse.click(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    by_mouse = numbers(place)
    assert by_mouse != before
    words = said(page, place)
    page.keyboard.press("ArrowLeft")
    assert numbers(place) != by_mouse
    assert said(page, place) != words


@each_figure
def test_its_points_follow_the_mouse_the_keys_and_the_finger(opened, html):
    page = opened(html, calm=True)
    place = page.locator(".gradually-live")
    grips = place.locator(".gradually-handle")
    if not grips.count():
        pytest.skip("no point in this figure")
    for grip in [grips.nth(i) for i in range(grips.count())]:
        assert len(grip.get_attribute("aria-label")) > 2
        before = numbers(place)
        drag(page, grip, (-37, 23))
        dragged = numbers(place)
        assert dragged != before, grip.get_attribute("aria-label")
        for key in ("ArrowRight", "ArrowUp"):
            page.keyboard.press(key)
        assert numbers(place) != dragged, grip.get_attribute("aria-label")


def drag(page, grip, by):
    """Take a point with the mouse and move it by so many pixels."""
    box = grip.locator("circle").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0], y + by[1], steps=5)
    page.mouse.up()


@each_figure
def test_by_finger_it_moves_and_the_page_does_not(browser, html):
    context = browser.browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.set_content(on_a_page(html, '<p style="height: 2000px">'))
    page.wait_for_timeout(400)
    place = page.locator(".gradually-live")
    if place.locator(".gradually-handle").count():
        grip = place.locator(".gradually-handle").last
        grip.scroll_into_view_if_needed()
        top = page.evaluate("() => scrollY")
        box = grip.locator("circle").first.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        before = numbers(place)
        session = context.new_cdp_session(page)
        for kind, far in [("touchStart", 0), *(("touchMove", 9 * k) for k in range(1, 6)), ("touchEnd", None)]:
            points = [] if far is None else [{"x": x - far, "y": y - far}]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(200)
        assert numbers(place) != before
        assert page.evaluate("() => scrollY") == top
    context.close()


@each_figure
def test_on_a_phone_nothing_leaves_the_panel(opened, html):
    page = opened(html, size=PHONE)
    assert page.locator(".gradually-live").evaluate(BESIDE) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]


@each_figure
def test_two_on_a_page_stay_apart(opened, html):
    page = opened(html, html)
    first, second = (page.locator(".gradually-live").nth(i) for i in range(2))
    before = numbers(second)
    knob = first.locator("input[type=range]").first
    box = knob.bounding_box()
    page.mouse.click(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2)
    assert numbers(second) == before
    assert numbers(first) != before


@each_figure
def test_every_control_is_reached_by_tab_and_has_a_name(opened, html):
    page = opened(html)
    place = page.locator(".gradually-live")
    count = place.evaluate(
        """place => place.querySelectorAll('input:not([type=radio]):not([disabled]), select, button:not([disabled]),'
          + ' [tabindex="0"]').length + place.querySelectorAll('[role=radiogroup]').length"""
    )
    reached = set()
    for _ in range(count):
        page.keyboard.press("Tab")
        focused = (
            "() => { const at = document.activeElement; return at.closest('.gradually-live') ? at.outerHTML : '' }"
        )
        reached.add(page.evaluate(focused))
    assert "" not in reached
    tree = place.aria_snapshot()
    for kind in ("slider", "button", "checkbox", "radio", "combobox"):
        assert f"- {kind}\n" not in tree, tree


@each_figure
def test_a_picture_is_drawn_fast_enough_to_follow_the_hand(opened, html):
    page = opened(html)
    milliseconds = page.evaluate(
        """() => {
          const { live } = document.querySelector('.gradually-live');
          const start = performance.now();
          for (let i = 0; i < 20; i++) live.refresh();
          return (performance.now() - start) / 20;
        }"""
    )
    print(f"{milliseconds:.1f} ms a picture")
    assert milliseconds < 100  # on a slow machine; a few on most


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: f"{figure[0]:02}-{figure[1]}")
def test_its_output_is_small(figure):
    assert len(FIGURES[figure].encode()) < LARGER.get(figure, 60_000)


# --- pages of other kinds ---


def test_all_of_them_live_in_one_file_opened_from_the_disk(browser, tmp_path):
    import nbformat
    from nbconvert import HTMLExporter

    outputs = [nbformat.v4.new_output("display_data", {"text/html": html}) for html in [*FIGURES.values()] * 2]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=outputs, id="figures")])
    file = tmp_path / "figures.html"
    file.write_text(HTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("http*://**", lambda route: route.abort())
    page.goto(file.as_uri(), wait_until="domcontentloaded")
    page.wait_for_function("n => document.querySelectorAll('.gradually-panel').length === n", arg=2 * len(FIGURES))
    page.wait_for_timeout(300)
    assert page.locator(".gradually-still:visible").count() == 0
    assert page.evaluate("() => document.querySelectorAll('style').length") > 0
    assert [error for error in errors if "MathJax" not in error and "require" not in error] == []
    page.close()


# What VS Code does with an output: each script is copied to its end, keeping little but its text, and taken away.
AS_VS_CODE = """html => {
  const output = document.createElement('div');
  output.innerHTML = html;
  document.body.append(output);
  for (const old of [...output.getElementsByTagName('script')]) {
    const script = document.createElement('script');
    script.text = old.innerText;
    output.appendChild(script).parentNode.removeChild(script);
  }
}"""


@each_figure
def test_a_host_that_copies_scripts_shows_it_too_also_twice(browser, html):
    page = browser.new_page()
    page.set_content(on_a_page())
    for _ in range(2):
        page.evaluate(AS_VS_CODE, html)
    page.wait_for_timeout(300)
    assert page.locator(".gradually-panel").count() == 2
    page.close()


@each_figure
def test_in_a_frame_of_its_own_it_asks_for_its_height(browser, html):
    """As in Colab, where every output has one."""
    page = browser.new_page()
    page.set_content(on_a_page())
    page.evaluate(
        """html => {
          const frame = document.createElement('iframe');
          frame.sandbox = 'allow-scripts';
          frame.style = 'width: 700px; height: 200px';
          const colab = '{ colab: { output: { setIframeHeight: high => { window.asked = high } } } }';
          frame.srcdoc = `<!doctype html><script>window.google = ${colab}<` + '/script>' + html;
          document.body.append(frame);
        }""",
        html,
    )
    page.wait_for_timeout(700)
    frame = page.frames[1]
    assert frame.locator(".gradually-panel").count() == 1
    assert frame.evaluate("() => window.asked") > 200
    page.close()


@each_figure
def test_one_that_cannot_be_built_leaves_its_still(browser, html):
    page = browser.new_page()
    page.set_content(on_a_page(html.replace("figure.column(", "figure.no_such_thing(", 1)))
    page.wait_for_timeout(300)
    assert page.locator(".gradually-still").is_visible()
    assert page.locator(".gradually-panel").count() == 0
    page.close()


@each_figure
def test_without_scripts_there_is_a_still_with_words(browser, html):
    context = browser.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(on_a_page(html))
    still = page.locator(".gradually-still")
    assert still.is_visible()
    assert len(still.locator("img").get_attribute("alt")) > 20
    context.close()

"""Live pages: an exercise is tried in the page itself, by hand, with nothing but the browser."""

import json

import pytest
from settings import CHAPTERS

from conftest import PICTURES, WITH_CDN

CHAPTER = next(path for path in CHAPTERS if "ex.times.check" in path.read_text(encoding="utf-8"))
RIGHT = 'def times(x, y):\n    return Value(x.data * y.data, (x, y), "*")\n\n\nex.times.check(times)'
WRONG = RIGHT.replace("x.data * y.data", "x.data + y.data")
ENDLESS = "while True:\n    pass"
LONGEST = 600_000  # milliseconds for a chapter


def code_cells(path):
    """Return the sources of the code cells of a notebook."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


@pytest.fixture(scope="module")
def sources():
    """The code cells of the chapter."""
    return code_cells(CHAPTER)


class LivePage:
    """A page whose cells run, used as a visitor would."""

    def __init__(self, page, sources):
        self.page, self.sources = page, sources
        self.cells = page.locator("div.cell:has(.cell_input)")
        page.get_by_role("button", name="Run this page here").click()
        page.wait_for_function("['ready', 'failed'].includes(document.body.dataset.live)")
        assert page.locator("body").get_attribute("data-live") == "ready", self.message()

    def cell(self, text):
        """Return the cell in whose stored source `text` stands."""
        return self.cells.nth(next(i for i, source in enumerate(self.sources) if text in source))

    def type(self, cell, text):
        """Put `text` in place of what stands in a cell, by keys."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)

    def run(self, cell):
        """Run a cell by its keys, and return what it says in the end."""
        cell.locator(".cm-content").press("Control+Enter")
        return self.result(cell)

    def result(self, cell):
        """Wait until a cell has run, and return what it shows."""
        self.page.wait_for_function("cell => ['ran', 'failed'].includes(cell.dataset.live)", arg=cell.element_handle())
        return cell.locator(".cell_output").inner_text()

    def message(self):
        """Return what the bar at the foot says."""
        return self.page.locator(".live-message").inner_text()


@pytest.fixture
def live(visit, sources):
    """A live page of the chapter."""
    return LivePage(visit().open(f"{CHAPTER.stem}.html"), sources)


def test_an_exercise_is_answered_wrong_right_and_hinted_and_what_it_needs_ran_before(live):
    cell = live.cell("ex.times.check")
    live.type(cell, WRONG)
    assert live.run(cell).startswith("✗ times: not yet. ")
    live.type(cell, RIGHT)
    assert "✓ times: right" in live.run(cell)
    help = live.cell("# ex.times.hint()")
    help.get_by_role("button", name="Give me a hint").click()
    assert live.result(help).startswith("Hint 1 of")
    help.get_by_role("button", name="Show an answer").click()
    live.page.wait_for_function("cell => cell.querySelector('.cell_output .k')", arg=help.element_handle())
    assert cell.locator(".cm-content .k").first.evaluate("word => getComputedStyle(word).color") != "rgb(0, 0, 0)"
    picture = live.cell("draw(")
    live.run(picture)
    assert picture.locator("img[src^='data:image/svg+xml']").count() == 1
    live.page.screenshot(path=PICTURES / "live.png")


def test_a_live_figure_wakes_in_a_live_page(live):
    cell = live.cell("figures.forward()")
    live.run(cell)
    assert cell.locator(".gradually-panel").count() == 1


def test_what_never_ends_is_stopped_and_the_page_goes_on(live):
    cell = live.cell("ex.times.check")
    live.type(cell, ENDLESS)
    cell.locator(".cm-content").press("Control+Enter")
    live.page.wait_for_function("cell => cell.dataset.live === 'running'", arg=cell.element_handle())
    live.page.get_by_role("button", name="Stop").click()
    assert live.message().startswith("Stopped. What you wrote is still here.")
    assert "Stopped." in cell.locator(".cell_output").inner_text()
    live.type(cell, RIGHT)
    assert "✓ times: right" in live.run(cell)


def test_an_answer_that_never_ends_is_told_so(live):
    cell = live.cell("ex.times.check")
    live.type(cell, "def times(x, y):\n    while True:\n        pass\n\n\nex.times.check(times)")
    assert "After 20 seconds it had not come to an end, and was stopped." in live.run(cell)


def test_answers_come_back_after_a_reload_and_leave_as_a_notebook(live, sources, tmp_path):
    live.type(live.cell("ex.times.check"), RIGHT)
    live.page.reload()
    assert "Your answers are kept" in live.page.locator(".try-status").inner_text()
    again = LivePage(live.page, sources)
    with live.page.expect_download() as download:
        live.page.get_by_role("button", name="Take out").click()
    download.value.save_as(tmp_path / "taken.ipynb")
    cells = json.loads((tmp_path / "taken.ipynb").read_text(encoding="utf-8"))["cells"]
    taken = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
    assert taken == [RIGHT if "ex.times.check" in source else source for source in sources]
    live.page.on("dialog", lambda dialog: dialog.accept())
    live.page.get_by_role("button", name="Forget").click()
    assert "return Value(..., ..., ...)" in again.cell("ex.times.check").locator(".cm-content").inner_text()


def test_a_chain_of_ten_thousand_does_not_end_python(live):
    cell = live.cell("ex.times.check")
    chain = (
        "from gradually.value import Value as V\ntotal = V(1.0)\nfor _ in range(10_000):\n    total = total + V(1.0)\n"
    )
    live.type(cell, chain + "total.backward()\nend = total.data\ntotal = None\nend")
    assert live.run(cell).strip() == "10001.0"


def test_a_browser_that_cannot_reach_python_says_so_and_can_try_again(visit, sources):
    opened = visit(expect_faults=True)
    opened.context.route("**/pyodide.mjs", lambda route: route.abort())
    page = opened.open(f"{CHAPTER.stem}.html")
    page.get_by_role("button", name="Run this page here").click()
    page.wait_for_function("document.body.dataset.live === 'failed'")
    assert "Python did not start" in page.locator(".live-message").inner_text()
    opened.context.unroute("**/pyodide.mjs")
    page.locator(".live-run").nth(1).click()
    page.wait_for_function("document.body.dataset.live === 'ready'")


@pytest.mark.parametrize("path", CHAPTERS if WITH_CDN else [CHAPTERS[0], CHAPTER], ids=lambda path: path.stem)
def test_a_whole_chapter_runs_in_its_page(visit, path):
    live = LivePage(visit().open(f"{path.stem}.html"), code_cells(path))
    assert live.cells.count() == len(live.sources)
    live.page.get_by_role("button", name="Run all").click()
    ended = "cell => ['ran', 'failed'].includes(cell.dataset.live)"
    live.page.wait_for_function(ended, arg=live.cells.last.element_handle(), timeout=LONGEST)
    assert live.page.locator(".live-error").all_inner_texts() == []
    assert live.page.locator("div.cell[data-live=ran]").count() == len(live.sources)

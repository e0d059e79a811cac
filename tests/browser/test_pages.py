"""What a learner meets in JupyterLab, chapter by chapter: first untrusted, then run, then answered, in two themes."""

import nbformat
import pytest
from stored import BESIDE

from gradually.course.checking import CodeExercise
from gradually.course.fill import exercise_cells, exercises_of, with_answer
from gradually.course.growth import all_notebooks

NARROW = {"width": 640, "height": 900}
pytestmark = pytest.mark.parametrize("visit", all_notebooks(), indirect=True, ids=lambda path: path.stem)

FAULTS = r"""() => {
  const notebook = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook');
  const all = (selector, test) => [...notebook.querySelectorAll(selector)].filter(test);
  return {
    'broken pictures': all('img', i => i.complete && !i.naturalWidth).length,
    'pictures without words': all('.jp-OutputArea img', i => !(i.alt?.length >= 10)).length,
    'error boxes': all('.jp-OutputArea-output', o =>
      o.dataset.mimeType === 'application/vnd.jupyter.error'
      || /Error displaying widget|Loading widget|is not trusted/.test(o.textContent)).length,
    'bad formulas': all('.jp-RenderedMarkdown', cell => {
      const copy = cell.cloneNode(true);
      copy.querySelectorAll('code, pre, mjx-container').forEach(x => x.remove());
      return cell.querySelector('mjx-merror') || /\$\$|\\[a-z]{2,}/.test(copy.textContent);
    }).length,
  };
}"""

PICTURES = """() => window.jupyterapp.shell.currentWidget.content.widgets.map(cell => [
  cell.model.id, [...cell.node.querySelectorAll('.jp-OutputArea img')].length])"""

RUN_ALL = """async () => {
  const app = window.jupyterapp, panel = app.shell.currentWidget;
  await panel.sessionContext.ready;
  await app.commands.execute('notebook:run-all-cells');
  // The command comes back before the last cell has: wait until the kernel has been idle for a while.
  for (let idle = 0; idle < 5; await new Promise(done => setTimeout(done, 100))) {
    const busy = panel.sessionContext.session.kernel.status !== 'idle'
      || panel.content.widgets.some(cell => cell.model.executionState === 'running');
    idle = busy ? 0 : idle + 1;
  }
  await app.commands.execute('notebook:render-all-markdown');
  return panel.content.model.toJSON();
}"""

CONTRASTS = """() => {
  const number = part => { const s = part / 255; return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4 };
  const light = rgb => 0.2126 * number(rgb[0]) + 0.7152 * number(rgb[1]) + 0.0722 * number(rgb[2]);
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const behind = node => {
    for (; node; node = node.parentElement) {
      const color = rgb(getComputedStyle(node).backgroundColor);
      if (color.length === 3 || color[3] > 0.5) return color;
    }
    return [255, 255, 255];
  };
  const texts = '.jp-RenderedMarkdown p, .jp-RenderedMarkdown li, .jp-RenderedMarkdown td, .jp-OutputArea-output pre,'
    + ' .jp-OutputArea-output [role=status], .jp-OutputArea-output figcaption, .jp-RenderedMarkdown summary,'
    + ' .gradually-said, .gradually-panel :is(td, th, button)';
  return [...document.querySelectorAll(texts)].filter(node => node.textContent.trim()).map(node => {
    const [one, two] = [light(rgb(getComputedStyle(node).color)), light(behind(node))];
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  });
}"""

STEPPER = ".jp-OutputArea input[type=range]:has(+ figure)"
KNOB = ".gradually-panel input[type=range]"

OVERFLOWS = """() => [...document.querySelectorAll('.jp-RenderedMarkdown')].filter(node =>
  ![...node.querySelectorAll('table, pre')].length && node.scrollWidth > node.clientWidth + 1).length"""


def code_cells(notebook):
    """Return the code cells that hold something."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and "".join(cell["source"]).strip()]


# --- as it lies in a fresh clone ---


def test_untrusted_it_shows_every_picture_and_no_fault(visit):
    assert visit.ask(FAULTS) == dict.fromkeys(visit.ask(FAULTS), 0)
    stored = {
        cell.id: sum(output.get("data", {}).get("text/html", "").count("<img ") for output in cell.outputs)
        for cell in nbformat.read(visit.path, as_version=4).cells
        if cell.cell_type == "code"
    }
    shown = dict(map(tuple, visit.ask(PICTURES)))
    assert {cell: count for cell, count in shown.items() if count} == {c: n for c, n in stored.items() if n}
    assert visit.page.locator(".gradually-panel").count() == 0  # the stills stand
    visit.screenshot("untrusted")


# --- run ---


def test_run_all_runs_every_cell_without_a_fault(visit):
    notebook = visit.ask(RUN_ALL)
    outputs = [output for cell in code_cells(notebook) for output in cell["outputs"]]
    assert [output["evalue"] for output in outputs if output["output_type"] == "error"] == []
    assert [cell["id"] for cell in code_cells(notebook) if not cell["execution_count"]] == []
    assert visit.ask(FAULTS) == dict.fromkeys(visit.ask(FAULTS), 0)
    assert visit.script_errors == []
    assert visit.page.locator(".gradually-panel").count() == visit.page.locator(".gradually-live").count()
    assert visit.page.locator(".gradually-still:visible").count() == 0


# --- what a learner does ---


def an_exercise(path):
    """Return (its cell, its cell of help, the exercise): the first to be coded, else the first with hints."""
    notebook = nbformat.read(path, as_version=4)
    found = [(cell, getattr(exercises_of(path), name)) for cell, name in exercise_cells(notebook)]
    found = [(cell, exercise) for cell, exercise in found if exercise.hints and exercise.can_be_graded()]
    cell, exercise = next((pair for pair in found if isinstance(pair[1], CodeExercise)), found[0])
    return cell, notebook.cells[notebook.cells.index(cell) + 1], exercise


def type_and_run(visit, cell, text):
    """Click a cell as a learner does, replace what stands in it, press Shift+Enter; return what appears below it."""
    place = "cells => cells.findIndex(cell => cell.model.id === id)"
    index = visit.ask(f"id => ({place})(window.jupyterapp.shell.currentWidget.content.widgets)", cell.id)
    node = visit.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell").nth(index)
    node.locator(".cm-content").click()
    visit.page.keyboard.press("Control+A")
    visit.page.keyboard.insert_text(text)
    before = node.locator(".jp-InputPrompt").first.inner_text()
    visit.page.keyboard.press("Shift+Enter")
    visit.page.wait_for_function(
        """([index, before]) => {
          const cell = window.jupyterapp.shell.currentWidget.content.widgets[index];
          const prompt = cell.node.querySelector('.jp-InputPrompt').innerText;
          return prompt !== before && !prompt.includes('*');
        }""",
        arg=[index, before],
    )
    return " ".join(node.locator(".jp-OutputArea-output").all_inner_texts())


def plain(text):
    """Return a reply as the page shows it: without backquotes, spaces once."""
    return " ".join(text.replace("`", "").split())


def test_a_wrong_answer_is_named_and_a_right_one_is_right(visit):
    cell, _, exercise = an_exercise(visit.path)
    mistake = exercise.mistakes[0]
    said = type_and_run(visit, cell, with_answer(cell.source, exercise.name, mistake.answer))
    assert f"✗ {exercise.name}: not yet." in said
    assert plain(mistake.reply) in plain(said)
    visit.screenshot("wrong-answer")
    said = type_and_run(visit, cell, with_answer(cell.source, exercise.name, exercise.answer))
    assert f"✓ {exercise.name}: right." in said


def test_hint_and_solution_appear(visit):
    _, help_cell, exercise = an_exercise(visit.path)
    said = type_and_run(visit, help_cell, f"ex.{exercise.name}.hint()")
    assert f"Hint 1 of {len(exercise.hints)}" in said
    said = type_and_run(visit, help_cell, f"ex.{exercise.name}.solution()")
    assert exercise.name in said


def test_the_slider_shows_another_frame_by_mouse_and_by_key(visit):
    slider = visit.page.locator(STEPPER).first
    if not slider.count():
        pytest.skip("no slider in this chapter")
    shown = "node => [...node.parentElement.querySelectorAll('figure')].findIndex(f => !f.hidden)"
    assert slider.evaluate(shown) == 0
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    visit.page.mouse.click(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    last = int(slider.get_attribute("max"))
    assert slider.evaluate(shown) == last
    visit.page.keyboard.press("ArrowLeft")
    assert slider.evaluate(shown) == last - 1
    assert slider.evaluate("node => node === document.activeElement")


def test_live_figures_follow_mouse_and_keys_and_the_notebook_stays_where_it_is(visit):
    places = visit.page.locator(".gradually-live")
    if not places.count():
        pytest.skip("no live figure in this chapter")
    active = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    numbers = "place => { place.live.refresh(); return JSON.stringify(place.live.numbers); }"
    for place in places.all():
        knob = place.locator("input[type=range]").first
        knob.scroll_into_view_if_needed()
        before, box = place.evaluate(numbers), knob.bounding_box()
        visit.page.mouse.click(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
        assert (by_mouse := place.evaluate(numbers)) != before
        cell, count = visit.ask(active), visit.page.locator(".jp-Cell").count()
        for key in ("ArrowLeft", "ArrowDown", "a", "b", "x"):  # the letters make and cut cells in command mode
            visit.page.keyboard.press(key)
        assert place.evaluate(numbers) != by_mouse
        assert knob.evaluate("knob => knob === document.activeElement")
        assert (visit.ask(active), visit.page.locator(".jp-Cell").count()) == (cell, count)
    visit.screenshot("live")


def test_slider_and_folded_answers_are_reached_with_the_keyboard_alone(visit):
    selectors = [STEPPER, KNOB, ".jp-RenderedMarkdown summary"]
    wanted = {selector for selector in selectors if visit.page.locator(selector).count()}
    visit.ask("() => document.querySelector('.jp-Notebook .jp-Cell').focus()")
    reached = set()
    for _ in range(400):
        visit.page.keyboard.press("Tab")
        reached |= {s for s in wanted if visit.ask("selector => document.activeElement.matches(selector)", s)}
        if reached == wanted:
            break
    assert reached == wanted
    if visit.ask("() => document.activeElement.tagName") == "SUMMARY":
        visit.page.keyboard.press("Enter")
        assert visit.ask("() => document.activeElement.parentElement.open")


# --- dark, and narrow ---


def test_in_the_dark_and_in_a_narrow_window_it_can_be_read(visit):
    themes = "name => window.jupyterapp.commands.execute('apputils:change-theme', { theme: name })"
    before = visit.page.viewport_size
    try:
        visit.ask(themes, "JupyterLab Dark")
        visit.ask("() => window.jupyterapp.shell.collapseLeft()")
        visit.page.set_viewport_size(NARROW)
        visit.page.wait_for_timeout(1500)
        contrasts = visit.ask(CONTRASTS)
        assert len(contrasts) > 10
        assert min(contrasts) >= 4.5  # what WCAG asks of text
        assert visit.ask(OVERFLOWS) == 0
        for place in visit.page.locator(".gradually-live").all():
            assert place.evaluate(BESIDE) == []
        visit.screenshot("dark-narrow")
    finally:
        visit.page.set_viewport_size(before)
        visit.ask(themes, "JupyterLab Light")

"""JupyterLite: whole chapters run in it from top to bottom, blank and with every exercise filled in."""

import io
import json

import nbformat
import pytest
from join_notebooks import joined
from settings import CHAPTERS, NOTEBOOKS

from conftest import WITH_CDN
from gradually.course import fill

FEW = ("ex.times.check", "ex.sweep.check")  # enough while stand-ins take NumPy's place: a draw, and a long chain
KERNEL = "window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel"
ANSWERS = f"""async () => {{
  const late = new Promise((resolve) => setTimeout(() => resolve("no answer"), 120000));
  return Promise.race([{KERNEL}.requestExecute({{ code: "1" }}).done.then((reply) => reply.content.status), late]);
}}"""
RUN_ALL = "window.jupyterapp.commands.execute('notebook:run-all-cells').then(() => { window.finished = true; }); 0"
CELLS = "window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells.map((cell) => cell.toJSON())"
LONGEST = 600_000  # milliseconds for a chapter


def tried():
    """The chapters that are run: all with the real packages, else a few."""
    return [path for path in CHAPTERS if WITH_CDN or any(call in path.read_text(encoding="utf-8") for call in FEW)]


@pytest.fixture
def run(visit):
    """Return what runs a notebook in JupyterLite, given as text, and returns its code cells as they are then."""

    def run(path, text):
        opened = visit(expect_faults=True)  # JupyterLite asks for files that may be there, and logs that they are not
        opened.context.route(f"**/files/{NOTEBOOKS}/{path.name}*", lambda route: route.fulfill(body=text))
        page = opened.open(f"lite/notebooks/index.html?path={NOTEBOOKS}/{path.name}")
        page.wait_for_function(KERNEL)
        assert page.evaluate(ANSWERS) == "ok"
        page.evaluate(RUN_ALL)
        page.wait_for_function("window.finished", timeout=LONGEST)
        return [cell for cell in page.evaluate(CELLS) if cell["cell_type"] == "code"]

    return run


def as_served(notebook):
    """Return a notebook as JupyterLite must have it."""
    return json.dumps(joined(notebook))


def errors(cells):
    """Return what went wrong in cells."""
    return [output["evalue"] for cell in cells for output in cell["outputs"] if output["output_type"] == "error"]


def said(cells):
    """Return what the cells show, as text."""
    text = io.StringIO()
    for cell in cells:
        for output in cell["outputs"]:
            text.write(str(output.get("text", "")) + str(output.get("data", {}).get("text/plain", "")) + "\n")
    return text.getvalue()


@pytest.mark.parametrize("path", tried(), ids=lambda path: path.stem)
def test_a_chapter_runs_blank(run, path):
    cells = run(path, as_served(json.loads(path.read_text(encoding="utf-8"))))
    assert errors(cells) == []
    assert all(cell["execution_count"] for cell in cells if cell["source"].strip())
    assert "○" in said(cells)


@pytest.mark.parametrize("path", tried(), ids=lambda path: path.stem)
def test_a_chapter_runs_filled_in(run, path):
    notebook = nbformat.read(path, as_version=4)
    fill.fill(notebook, fill.exercises_of(path))
    cells = run(path, as_served(notebook))
    assert errors(cells) == []
    assert all(cell["execution_count"] for cell in cells if cell["source"].strip())
    assert "✓" in said(cells)
    assert "✗" not in said(cells)

"""The house rules of the notebooks, and every notebook with its exercises filled in, on the package of its chapter."""

import ast
import re
import statistics
import tomllib

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from gradually.course.checking import CodeExercise
from gradually.course.fill import exercise_cells, exercises_of, fill
from gradually.course.grading.cells import cells_with, needed_by, read_cell
from gradually.course.growth import (
    NOTEBOOKS,
    all_notebooks,
    arrivals,
    calls_in,
    code_cells,
    is_public,
    members,
    teaching_modules,
    write_stage,
)
from gradually.course.page.optional import NAMES, is_installed
from gradually.course.page.source import NEWEST

ROOT = NOTEBOOKS.parent
PATHS = all_notebooks()
every_notebook = pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
PREVIEW = 0  # this chapter shows the finished package and teaches none of it
every_teaching_notebook = pytest.mark.parametrize(
    "path", [path for path in PATHS if int(path.name[:2]) != PREVIEW], ids=lambda path: path.stem
)


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def test_there_are_notebooks():
    assert PATHS


# --- as committed ---


@every_notebook
def test_every_code_cell_was_run_from_top_to_bottom(path):
    counts = [cell.execution_count for cell in cells(path, "code")]
    assert counts == list(range(1, len(counts) + 1)), f"run make notebooks NOTEBOOK=notebooks/{path.name}"


@every_notebook
def test_no_output_is_an_error_or_goes_to_standard_error(path):
    outputs = [output for cell in cells(path, "code") for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]


@every_notebook
def test_nothing_in_the_file_depends_on_the_machine(path):
    notebook = nbformat.read(path, as_version=4)
    remedy = f"run make notebooks NOTEBOOK=notebooks/{path.name}"
    assert notebook.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }, remedy
    ours = [cell.metadata for cell in notebook.cells if cell.metadata != FOLDED]
    assert not [dict(metadata) for metadata in ours if set(metadata) - {"tags"}], remedy
    assert not re.search(r"/home/|/Users/|/root/|/tmp/|[A-Z]:\\\\", path.read_text(encoding="utf-8"))
    assert path.stat().st_size < 1_500_000


@every_notebook
def test_every_cell_has_an_id_of_its_own(path):
    ids = [cell.id for cell in nbformat.read(path, as_version=4).cells]
    assert len(set(ids)) == len(ids)


# The set-up cell shows its title alone, in Colab as a form, in JupyterLab as a bar to click on.
FOLDED = {"cellView": "form", "jupyter": {"source_hidden": True}, "tags": ["setup"]}


# --- how a chapter is written ---


@every_notebook
def test_one_title_and_it_is_the_chapters_question(path):
    titles = [line for cell in cells(path, "markdown") for line in cell.source.split("\n") if line.startswith("# ")]
    assert len(titles) == 1
    assert re.fullmatch(rf"# {int(path.name[:2])} · .+\?", titles[0])


@every_notebook
def test_cells_are_short(path):
    sources = [cell.source for cell in cells(path, "code") if "setup" not in cell.metadata.get("tags", [])]
    lengths = {source: len([line for line in source.split("\n") if line.strip()]) for source in sources}
    assert statistics.median(lengths.values()) <= 4
    assert not [source for source, length in lengths.items() if length > 25 and "class " not in source]


@every_notebook
def test_prose_is_short(path):
    for cell in cells(path, "markdown"):
        assert len(re.sub(r"<[^>]+>", " ", cell.source).split()) <= 90, cell.source


@every_notebook
def test_links_between_notebooks_lead_somewhere(path):
    for cell in cells(path, "markdown"):
        for target in re.findall(r"\]\(([^)#:]+\.ipynb)", cell.source):
            assert (path.parent / target).exists()


@every_notebook
def test_every_picture_has_words(path):
    for cell in cells(path, "markdown"):
        assert "![](" not in cell.source
    for output in [output for cell in cells(path, "code") for output in cell.outputs]:
        data = output.get("data", {})
        assert all(re.search(r'alt="[^"]{10,}"', tag) for tag in re.findall(r"<img [^>]+>", data.get("text/html", "")))
        assert "image/png" not in data or "<img " in data["text/html"]


@every_teaching_notebook
def test_the_chapter_shows_its_own_stage_of_the_package(path):
    chapter = int(path.name[:2])
    grown = [call.args[0].value for source in code_cells(path) for call in calls_in(source, "grown")]
    assert grown == [chapter]
    for source in code_cells(path):
        for call in calls_in(source, "show"):
            assert {keyword.arg: keyword.value.value for keyword in call.keywords} == {"chapter": chapter}


@every_teaching_notebook
def test_enough_to_do(path):
    exercises = [getattr(exercises_of(path), name) for _, name in exercise_cells(nbformat.read(path, as_version=4))]
    coding = sum(isinstance(exercise, CodeExercise) for exercise in exercises)
    assert coding >= 4, "a chapter has at least four coding exercises"
    assert len(exercises) - coding >= 3, "a chapter has at least three predictions or choices"


@every_notebook
def test_help_follows_every_exercise_that_has_hints(path):
    notebook = nbformat.read(path, as_version=4)
    for cell, name in exercise_cells(notebook):
        if getattr(exercises_of(path), name).hints:
            follower = notebook.cells[notebook.cells.index(cell) + 1]
            assert follower.source == f"# ex.{name}.hint()\n# ex.{name}.solution()"
            assert follower.metadata.tags == ["exercise-help"]


@every_notebook
def test_the_setup_cell_names_the_repository_at_this_version(path):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    setup = [cell.source for cell in cells(path, "code") if cell.metadata.get("tags") == ["setup"]]
    assert setup == [cells(path, "code")[0].source]
    assert cells(path, "code")[0].metadata == FOLDED
    assert setup[0].startswith("# @title Set-up")
    assert f'"gradually @ git+{project["urls"]["Repository"]}@v{project["version"]}"' in setup[0]
    assert setup[0] == cells(PATHS[0], "code")[0].source
    versions = [call.args[0].value for source in code_cells(path) for call in calls_in(source, "expect_version")]
    assert versions == [project["version"]]


@every_notebook
def test_a_chapter_begins_with_its_question_and_what_it_needs(path):
    notebook = nbformat.read(path, as_version=4)
    setup = next(place for place, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    opening = "\n".join(cell.source for cell in notebook.cells[:setup])
    assert opening.startswith("# ")
    assert int(path.name[:2]) == PREVIEW or "**You will be able to**" in opening


@every_notebook
def test_a_chapter_ends_with_where_one_stands(path):
    sources = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    end = next((i for i, source in enumerate(sources) if source.startswith("## Going further")), len(sources))
    assert sources[end - 2].startswith("## Where you stand")
    assert sources[end - 1].endswith("\nstanding(ex)")


def unexplained(modules, pages):
    """Names that two modules define, of which no cell of the later chapter says, in one cell, which is which."""
    chapters = {}
    for source in modules.values():
        when = arrivals(source)
        for name, node in members(source).items():
            if "." not in name and is_public(name):
                chapters.setdefault(name, []).append(when[node.lineno - 1])
    twice = {name: sorted(each) for name, each in chapters.items() if len(each) > 1}
    return [
        name
        for name, (earlier, later) in twice.items()
        if not any(f"`{name}`" in cell and re.search(rf"chapter {earlier}\b", cell) for cell in pages[later])
    ]


def test_a_name_that_two_modules_share_is_explained_where_the_second_is_taught():
    pages = {int(path.name[:2]): [cell.source for cell in cells(path, "markdown")] for path in PATHS}
    assert unexplained(teaching_modules(), pages) == []
    pages[14] = [cell.replace("`SGD`", "it") for cell in pages[14]]
    assert unexplained(teaching_modules(), pages) == ["SGD"]


@every_notebook
def test_every_cell_is_python(path):
    for source in code_cells(path):
        ast.parse(source)


# --- filled in, and run on the package as the chapter leaves it ---


def run(notebook, folder, chapter, monkeypatch):
    """Execute `notebook` strictly, with the package as `chapter` leaves it in front of all others."""
    write_stage(chapter if chapter != PREVIEW else NEWEST, folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setenv("GRADUALLY_STRICT", "1")
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()


def plain_text(notebook):
    return "".join(
        output.get("data", {}).get("text/plain", "") for cell in notebook.cells for output in cell.get("outputs", [])
    )


def needs(path):
    """Return the packages without which some cells of the notebook are left out."""
    return {found[1] for source in code_cells(path) if (found := re.match(r"# needs (\w+)\n", source))}


def asks_for_a_package(path):
    """Tell whether the notebook has an exercise that cannot be graded without one of these packages."""
    return any(getattr(exercises_of(path), name).needs for _, name in exercise_cells(nbformat.read(path, as_version=4)))


def hide(packages, folder):
    """Let nothing that runs in `folder` import `packages`."""
    for package in packages:
        (folder / f"{package}.py").write_text("raise ModuleNotFoundError('hidden by a test')")


def check_left_out(path, notebook):
    """Check that a notebook, run without the packages that it needs, said so and left out their cells alone."""
    text = "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))
    for package in needs(path):
        name = NAMES[package]
        needing = [cell for cell in notebook.cells if cell.source.startswith(f"# needs {package}\n")]
        assert f"{name} is not installed. To get it, run" in text
        assert text.count(f"Left out: this cell needs {name}.") == len(needing)


@every_notebook
def test_filled_with_the_solutions_it_passes_strictly_on_its_own_stage(path, tmp_path, monkeypatch):
    """Without the packages that some cells need, unless an exercise needs them: the stored results are with them."""
    notebook = nbformat.read(path, as_version=4)
    fill(notebook, exercises_of(path))
    if not asks_for_a_package(path):
        hide(needs(path), tmp_path)
    elif not is_installed("torch"):
        pytest.skip("needs PyTorch")
    run(notebook, tmp_path, int(path.name[:2]), monkeypatch)
    if not asks_for_a_package(path):
        check_left_out(path, notebook)
    said = plain_text(notebook)
    assert said.count("✓") >= len(list(exercise_cells(notebook)))
    assert "○" not in said
    assert "✗" not in said


def needed_for(notebook, name):
    """Return the places of the cells that the exercise `name` builds on, of its own, and of the imports."""
    code = [place for place, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    cells = [read_cell(notebook.cells[place].source, False, "ex") for place in code]
    imports = next(place for place in code if "exercises as ex" in notebook.cells[place].source)
    return sorted({imports, *(code[place] for place in needed_by(cells, cells_with(cells, name)[0]))})


@every_notebook
def test_filled_with_one_wrong_answer_it_fails(path, tmp_path, monkeypatch):
    notebook = nbformat.read(path, as_version=4)
    exercises = [getattr(exercises_of(path), name) for _, name in exercise_cells(notebook)]
    exercise = next(exercise for exercise in exercises if exercise.hints and exercise.can_be_graded())
    fill(notebook, exercises_of(path), {exercise.name: exercise.mistakes[0].name})
    notebook.cells = [notebook.cells[place] for place in needed_for(notebook, exercise.name)]
    with pytest.raises(CellExecutionError) as failure:
        run(notebook, tmp_path, int(path.name[:2]), monkeypatch)
    assert failure.value.ename == "NotRight"
    assert failure.value.evalue.startswith(f"{exercise.name}: not yet.")
    assert exercise.mistakes[0].reply in failure.value.evalue


NEEDY = [path for path in PATHS if asks_for_a_package(path)]


@pytest.mark.parametrize("path", NEEDY, ids=lambda path: path.stem)
def test_where_packages_are_missing_their_cells_are_left_out_and_the_rest_runs(path, tmp_path, monkeypatch):
    notebook = nbformat.read(path, as_version=4)
    fill(notebook, exercises_of(path))
    hide(needs(path), tmp_path)
    run(notebook, tmp_path, int(path.name[:2]), monkeypatch)
    check_left_out(path, notebook)


def test_a_notebook_that_uses_a_later_chapter_fails_on_its_own_stage(tmp_path, monkeypatch):
    notebook = nbformat.read(PATHS[0], as_version=4)
    notebook.cells = [nbformat.v4.new_code_cell("from gradually.derivative import check_gradient")]
    with pytest.raises(CellExecutionError, match="cannot import name 'check_gradient'"):
        run(notebook, tmp_path, chapter=1, monkeypatch=monkeypatch)

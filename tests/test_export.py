"""The course's notebooks for otter-grader and nbgrader, whose grades are those of the course's own grader.

The runs need those programs, which the lock leaves out. In an environment of their own, with this package:
    pip install otter-grader nbgrader pytest
    python -m pytest tests/test_export.py
"""

import importlib.util
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from gradually.course.fill import exercise_cells, exercises_of, fill
from gradually.course.grading.export import NBGRADER_CONFIG, converted, main, names_in
from gradually.course.grading.submission import grade_file
from gradually.course.growth import all_notebooks

FIRST = all_notebooks()[1]
WRONG = {"two_sided": "forgot_two", "kink": "'a'"}
BLANK = ["tiny_nudge", "steepest"]


def needs(program):
    """Skip a test where a program is not installed."""
    here = importlib.util.find_spec(program)
    return pytest.mark.skipif(
        not here, reason=f"needs {program}, which the lock leaves out: see this file's first lines"
    )


def submission(folder):
    """Write a submission with two wrong answers and two blank ones into `folder`, and return its path."""
    notebook, stubs = (nbformat.read(FIRST, as_version=4) for _ in range(2))
    fill(notebook, exercises_of(FIRST), WRONG)
    stubs = {name: cell.source for cell, name in exercise_cells(stubs)}
    for cell, name in exercise_cells(notebook):
        cell.source = stubs[name] if name in BLANK else cell.source
    nbformat.write(notebook, folder / FIRST.name)
    return folder / FIRST.name


def points(path):
    """Return {exercise: 1 or 0} as the course's own grader gives them."""
    return {name: int(found["outcome"] == "right") for name, found in grade_file(path)["outcomes"].items()}


def run(*command, folder):
    """Run a program of this environment in `folder`; it must succeed."""
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, "PATH": paths},
    )


# --- the files ---


@pytest.mark.parametrize("path", all_notebooks(), ids=lambda path: path.stem)
def test_each_exercise_becomes_an_answer_cell_and_a_locked_test_cell(path):
    before = nbformat.read(path, as_version=4)
    names, sources = names_in(before), [cell.source for cell in before.cells]
    notebook = converted(before)
    nbformat.validate(notebook)
    marked = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
    assert list(marked) == [grade_id for name in names for grade_id in (name, f"{name}_test")]
    for name in names:
        answer, test = marked[name], marked[f"{name}_test"]
        assert (answer.metadata.nbgrader.solution, answer.metadata.nbgrader.locked) == (True, False)
        assert (test.metadata.nbgrader.grade, test.metadata.nbgrader.locked) == (True, True)
        assert test.metadata.nbgrader.points == 1
        assert f"{answer.source}\n\n\nex.{name}.check({name})" in sources or f"{answer.source}\n\nex." in "\n".join(
            sources
        )
    assert "BEGIN SOLUTION" not in nbformat.writes(notebook)


def test_the_files_for_otter_are_a_test_for_each_exercise_and_what_to_install(tmp_path):
    assert main(["otter", str(FIRST), str(tmp_path)]) == 0
    names = names_in(nbformat.read(FIRST, as_version=4))
    assert sorted(path.stem for path in (tmp_path / "tests").glob("*.py")) == sorted(names)
    for path in (tmp_path / "tests").glob("*.py"):
        compile(path.read_text(encoding="utf-8"), path.name, "exec")
    assert (tmp_path / "requirements.txt").read_text().startswith("gradually @ git+https://")


def test_the_files_for_nbgrader_are_a_course_with_one_assignment(tmp_path):
    assert main(["nbgrader", str(FIRST), str(tmp_path)]) == 0
    assert (tmp_path / "source" / FIRST.stem / FIRST.name).exists()
    assert (tmp_path / "nbgrader_config.py").read_text(encoding="utf-8") == NBGRADER_CONFIG


def test_the_command_says_how_it_is_called(capsys):
    assert main([]) == 2
    assert "otter run" in capsys.readouterr().out


# --- and the programs ---


@needs("otter")
def test_otter_gives_the_same_grades(tmp_path):
    path = submission(tmp_path)
    main(["otter", str(FIRST), str(tmp_path)])
    run("otter", "run", "-a", "autograder.zip", "--no-logo", str(path), folder=tmp_path)
    tests = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["tests"]
    assert {test["name"]: test["score"] for test in tests if "score" in test} == points(path)


@needs("nbgrader")
def test_nbgrader_gives_the_same_grades(tmp_path):
    path = submission(tmp_path)
    main(["nbgrader", str(FIRST), str(tmp_path)])
    submitted = tmp_path / "submitted" / "ada" / FIRST.stem
    submitted.mkdir(parents=True)
    main(["convert", str(path), str(submitted / FIRST.name)])
    run("nbgrader", "generate_assignment", FIRST.stem, "--create", folder=tmp_path)
    run("nbgrader", "autograde", FIRST.stem, "--create", folder=tmp_path)
    released = nbformat.read(tmp_path / "release" / FIRST.stem / FIRST.name, as_version=4)
    assert "HIDDEN TESTS" not in nbformat.writes(released)
    assert "    ..." in nbformat.writes(released)
    assert nbgrader_points(tmp_path / "gradebook.db") == points(path)


def nbgrader_points(database):
    """Return {exercise: points} from nbgrader's database, which holds one submission."""
    query = "select base_cell.name, grade.auto_score from grade join base_cell on base_cell.id = grade.cell_id"
    with sqlite3.connect(database) as connection:
        return {name.removesuffix("_test"): int(score) for name, score in connection.execute(query)}

"""Where a learner stands: in a chapter in this sitting, and in the course from the saved notebooks."""

import types

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from gradually.course import progress
from gradually.course.checking import ValueExercise, standing
from gradually.course.checking.exercise import RIGHT, TODO, WRONG


def chapter_of_three():
    exercises = [ValueExercise(name, 1, because="") for name in ("first", "second", "third")]
    return types.SimpleNamespace(solutions=object(), **{exercise.name: exercise for exercise in exercises})


@pytest.fixture
def said(monkeypatch):
    texts = []
    monkeypatch.setattr("gradually.course.checking.exercise.say", lambda text: None)
    monkeypatch.setattr("gradually.course.checking.standing.say", texts.append)
    return texts


# --- in this sitting ---


def test_each_exercise_has_a_line_and_the_first_that_is_not_right_comes_next(said):
    chapter = chapter_of_three()
    chapter.first.check(1)
    chapter.second.check(2)
    standing.standing(chapter)
    assert said == ["✓ first: right\n✗ second: not yet\n○ third: open\n1 of 3 right. Go on with second."]


def test_they_come_in_the_order_in_which_they_were_checked(said):
    chapter = chapter_of_three()
    for exercise in (chapter.third, chapter.first, chapter.third):
        exercise.check(1)
    standing.standing(chapter)
    assert [line.split()[1] for line in said[0].splitlines()[:3]] == ["third:", "first:", "second:"]


def test_the_last_check_counts(said):
    chapter = chapter_of_three()
    for exercise in (chapter.first, chapter.second, chapter.third):
        exercise.check(0)
        exercise.check(1)
    standing.standing(chapter)
    assert said[0].endswith("\n3 of 3 right.")


# --- from the saved notebooks ---


def saved(folder, chapter, **states):
    """Write a notebook with an exercise cell for each of `states`: what its check said, None where it was not run."""
    cells = [new_markdown_cell(f"# {chapter} · Why?\n\nBecause.")]
    for name, text in states.items():
        outputs = [new_output("stream", text="0.5\n")]
        outputs += [new_output("display_data", {"text/plain": text})] if text else []
        tagged = {"tags": ["exercise"]}
        cells.append(new_code_cell(f"{name} = 1\nex.{name}.check({name})", metadata=tagged, outputs=outputs))
    path = folder / f"{chapter:02}_test.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return str(path)


def test_states_are_those_of_the_saved_outputs(tmp_path):
    path = saved(tmp_path, 1, a="✓ a: right.", b="✗ b: not yet. It is not 1.", c="○ c: waiting for …", d=None)
    assert progress.read(path) == ("1 · Why?", {"a": RIGHT, "b": WRONG, "c": TODO, "d": TODO})


def test_it_goes_on_where_work_was_last_done(tmp_path, capsys):
    paths = [
        saved(tmp_path, 0, prediction="○ prediction: waiting"),
        saved(tmp_path, 1, slope="✓ slope: right."),
        saved(tmp_path, 2, walk="✗ walk: not yet.", draw="✓ draw: right."),
        saved(tmp_path, 3, chain="○ chain: waiting"),
    ]
    assert progress.main(paths) == 0
    assert capsys.readouterr().out.splitlines() == [
        "0 · Why?  0 of 1",
        "1 · Why?  1 of 1",
        "    ✓ slope: right",
        "2 · Why?  1 of 2",
        "    ✗ walk: not yet",
        "    ✓ draw: right",
        "3 · Why?  0 of 1",
        f"Go on with walk in {paths[2]}.",
    ]


def test_after_the_last_chapter_it_goes_back_to_what_was_left(tmp_path):
    chapters = {"0": {"a": TODO}, "1": {"b": RIGHT}}
    assert progress.where_to_go_on(chapters) == "Go on with a in 0."
    assert progress.where_to_go_on({"1": {"b": RIGHT}}) == "All of it is right."


@pytest.mark.parametrize("content", ["", "<<<<<<< HEAD", "{}", '{"cells": []}'])
def test_a_file_that_is_no_notebook_is_named(tmp_path, capsys, content):
    path = tmp_path / "03_broken.ipynb"
    path.write_text(content)
    assert progress.main([str(path)]) == 1
    assert "03_broken.ipynb is not a notebook of the course" in capsys.readouterr().err
    assert progress.main([str(tmp_path / "missing.ipynb")]) == 1

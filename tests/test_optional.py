"""What a notebook says and does where a package is missing that only a few of its cells need."""

import sys

import pytest

from gradually.course.checking.exercise import RIGHT, TODO, CodeExercise
from gradually.course.page import optional


@pytest.fixture
def without_torch(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)  # import torch: ImportError


def test_it_says_how_to_get_what_is_missing(without_torch, capsys):
    optional.look_for("torch")
    said = capsys.readouterr().out
    assert "PyTorch is not installed. To get it, run   %pip install torch" in said
    assert "README" in said


def test_it_says_that_all_is_there(capsys):
    optional.look_for("micrograd")
    assert capsys.readouterr().out == "micrograd is here: every cell will run.\n"


def test_only_a_cell_whose_package_is_missing_is_left_out(without_torch):
    assert optional.left_out(["# needs torch\n", "import torch\n"]) == ['print("Left out: this cell needs PyTorch.")\n']
    for lines in (["# needs micrograd\n", "1\n"], ["1 # needs torch\n"], []):
        assert optional.left_out(lines) == lines


def test_an_exercise_that_needs_it_is_left_out_and_raises_nothing(without_torch, monkeypatch, capsys):
    monkeypatch.setenv("GRADUALLY_STRICT", "1")

    def one():
        return 1

    exercise = CodeExercise(one, cases=["one()"], hints=["1"], needs="torch")
    assert exercise.grade(one).state == TODO
    exercise.check(one)
    assert "left out. It needs PyTorch" in capsys.readouterr().out
    exercise.needs = "micrograd"
    assert exercise.grade(one).state == RIGHT


def test_in_a_browser_it_does_not_advise_what_cannot_be_done_there(without_torch, monkeypatch, capsys):
    monkeypatch.setattr(optional.browser, "IN_BROWSER", True)
    optional.look_for("torch")
    said = capsys.readouterr().out
    assert "PyTorch does not run in a browser" in said
    assert "pip" not in said

"""The gates that every exercise of the course passes, and proof that the gates hold."""

import ast
import contextlib
import copy
import functools
import importlib
import io
import random

import nbformat
import numpy as np
import pytest
from mutants import mutants, structural

from gradually.course.checking.answers import tree_of
from gradually.course.checking.exercise import RIGHT, TODO, WRONG, CodeExercise, Exercise
from gradually.course.fill import answer_source, exercise_cells, exercises_of, with_answer
from gradually.course.growth import PACKAGE, all_notebooks

CHAPTERS = [path.name for path in sorted((PACKAGE / "course").glob("ch[0-9][0-9]"))]
EXERCISES = {
    f"{chapter}.{exercise.name}": exercise
    for chapter in CHAPTERS
    for exercise in vars(importlib.import_module(f"gradually.course.{chapter}.exercises")).values()
    if isinstance(exercise, Exercise)
}
CODE_EXERCISES = {name: exercise for name, exercise in EXERCISES.items() if isinstance(exercise, CodeExercise)}

LONGEST_REPLY = 240  # characters, the exercise's name and the fact included

# Mutants that behave as the solution does, each with the reason.
EQUIVALENT = {}

# Exercises whose answer may be rounded, or has arguments of one size alone, each with the reason.
ROUNDED_IS_RIGHT = {}
ONE_SIZE = {}

# Mutants of structure, by exercise, with the mistake that they are told of: looked at, and found to be theirs.
NAMED_MUTANTS = {
    "take_step": {"first only: for parameter in parameters:": "only_the_first"},
    "train": {
        "first only: for _ in range(steps):": "returns_in_the_loop",
        "last only: for _ in range(steps):": "returns_in_the_loop",
        "without the first: for _ in range(steps):": "one_step_less",
        "without the last: for _ in range(steps):": "one_step_less",
    },
    "best_rate": {
        "first only: for rate in rates:": "the_first",
        "last only: for rate in rates:": "the_last",
        "always: if loss < lowest:": "the_last",
        "never: if loss < lowest:": "lowest_begins_at_zero",
    },
    "should_stop": {
        "never: if losses[-1] < goal:": "only_the_patience",
        "always: if len(losses) <= patience:": "only_the_goal",
        "never: if len(losses) <= patience:": "nothing_to_compare",
    },
    "margin_loss": {"first only:  for score, target in zip(scores, targets)": "returns_at_once"},
    "fraction_right": {"always: score.data > 0 if target == 1 else score.data < 0": "positive_ones"},
    "add_l2_gradients": {"first only: for parameter in parameters:": "stops_after_one"},
    "batches_of": {
        "first only: for start in range(0, len(order), size):": "first_batch_only",
        "last only: for start in range(0, len(order), size):": "appends_after_the_loop",
    },
    "safe_class_loss": {
        "first only:  for logit in logits": "takes_off_the_target",
        "last only:  for logit in logits": "takes_off_the_target",
    },
    "sum_to": {
        "first only: for _ in range(gradient.ndim - len(shape)):": "if_for_while",
        "last only: for _ in range(gradient.ndim - len(shape)):": "if_for_while",
        "never: if length == 1:": "only_new_axes",
    },
    "forward": {
        "first only: for weights, bias in layers:": "one_layer_only",
        "last only: for weights, bias in layers:": "always_the_first_input",
    },
}


def each_of(exercises):
    """Parametrize a test over `exercises`; it is skipped for those that nothing here can grade."""
    lacking = {name: pytest.mark.skipif(not e.can_be_graded(), reason="needs PyTorch") for name, e in exercises.items()}
    return pytest.mark.parametrize(
        "exercise", [pytest.param(e, id=name, marks=lacking[name]) for name, e in exercises.items()]
    )


every_exercise = each_of(EXERCISES)
every_code_exercise = each_of(CODE_EXERCISES)


# --- the gates, as functions, so that a planted fault can be put through them ---


def right_answers(exercise):
    return [exercise.answer, *exercise.also_right]


def taken_for_wrong(exercise):
    return [answer for answer in right_answers(exercise) if exercise.grade(answer).state != RIGHT]


def not_named(exercise):
    """Mistakes that are accepted, or taken for another mistake."""
    graded = [(mistake, exercise.grade(mistake.answer)) for mistake in exercise.mistakes]
    return [
        m.name
        for m, result in graded
        if (result.state, result.mistake) != (WRONG, m.name) or m.reply not in result.text
    ]


def surviving_mutants(exercise):
    expected = EQUIVALENT.get(exercise.name, {})
    return [
        what
        for what, mutant in mutants(exercise.answer)
        if exercise.grade(mutant).state == RIGHT and what not in expected
    ]


def with_results(answer, change):
    """`answer`, with `change` made to whatever it returns."""

    @functools.wraps(answer)
    def changed(*arguments, **named):
        return change(answer(*arguments, **named))

    return changed


def rounded(thing, digits=4):
    """`thing` with its numbers rounded, inside lists, dicts, arrays and Values too."""
    if isinstance(thing, float):
        return round(thing, digits)
    if isinstance(thing, list | tuple):
        return type(thing)(rounded(part, digits) for part in thing)
    if isinstance(thing, dict):
        return {key: rounded(part, digits) for key, part in thing.items()}
    if isinstance(thing, np.ndarray | np.generic):
        return thing.round(digits)
    if isinstance(getattr(thing, "data", None), float | np.ndarray) and getattr(thing, "children", ()):
        thing.data = rounded(thing.data, digits)
    return thing


def accepts_rounded_results(exercise):
    """Tell whether the course's answer passes with its results rounded to four digits, though they are not whole."""
    found = []

    def change(result):
        found.append(has_fractions(result))
        return rounded(result)

    return exercise.grade(with_results(exercise.answer, change)).state == RIGHT and any(found)


def has_fractions(thing):
    """Tell whether there are floats in a result, or in the data of a new Value."""
    if isinstance(thing, list | tuple):
        return any(map(has_fractions, thing))
    if isinstance(thing, dict):
        return any(map(has_fractions, thing.values()))
    if isinstance(thing, np.ndarray):
        return thing.dtype.kind == "f"
    new = getattr(thing, "children", ()) and has_fractions(getattr(thing, "data", None))
    return isinstance(thing, float) or bool(new)


def accepts_one_size(exercise):
    """Tell whether an answer passes that fails for all arguments but those of the lengths of the first case."""
    first = []

    @functools.wraps(exercise.answer)
    def fixed(*arguments, **named):
        lengths = [np.shape(a) if isinstance(a, np.ndarray) else len(a) for a in arguments if hasattr(a, "__len__")]
        first.append(lengths)
        if lengths != first[0]:
            raise ValueError("of another size")
        return exercise.answer(*arguments, **named)

    return exercise.grade(fixed).state == RIGHT and any(first)


def misnamed_mutants(exercise):
    """Mutants of structure that are told a mistake which nobody has looked at and found to be theirs."""
    graded = [(what, exercise.grade(mutant)) for what, mutant in structural(exercise.answer)]
    expected = NAMED_MUTANTS.get(exercise.name, {})
    return {what: result.mistake for what, result in graded if result.mistake and expected.get(what) != result.mistake}


def answers_given_away(exercise, page):
    """Pieces of the course's answer that a first reply says, and that do not stand on the notebook's page."""
    pieces = {ast.unparse(node) for node in ast.walk(tree_of(exercise.answer)) if isinstance(node, PIECES)}
    squeezed = {piece: "".join(piece.split()) for piece in pieces}
    page = "".join(page.split())
    replies = "".join("".join(mistake.reply.split()) + "\n" for mistake in exercise.mistakes)
    return [piece for piece, text in squeezed.items() if len(text) > 4 and text in replies and text not in page]


PIECES = ast.BinOp | ast.Call | ast.Compare | ast.Subscript | ast.IfExp | ast.ListComp | ast.GeneratorExp


# --- every exercise passes them ---


@every_exercise
def test_right_answers_are_right(exercise):
    assert not taken_for_wrong(exercise)


@every_exercise
def test_every_mistake_is_rejected_by_its_own_name(exercise):
    assert not not_named(exercise)


@every_exercise
def test_hints_replies_and_reasons_are_there(exercise):
    assert all(mistake.reply for mistake in exercise.mistakes)
    assert len(exercise.mistakes) >= (3 if isinstance(exercise, CodeExercise) else 2)
    assert exercise.hints or not isinstance(exercise, CodeExercise)


@every_code_exercise
def test_there_is_a_differently_written_right_answer(exercise):
    assert exercise.also_right


@every_code_exercise
def test_mechanical_mutants_are_rejected(exercise):
    assert not surviving_mutants(exercise)


@every_code_exercise
def test_rounded_results_are_rejected(exercise):
    assert exercise.name in ROUNDED_IS_RIGHT or not accepts_rounded_results(exercise)


@every_code_exercise
def test_what_works_for_one_size_alone_is_rejected(exercise):
    assert exercise.name in ONE_SIZE or not accepts_one_size(exercise)


@every_code_exercise
def test_no_mutant_is_told_of_a_mistake_that_is_not_its_own(exercise):
    assert not misnamed_mutants(exercise)


@every_code_exercise
def test_replies_do_not_give_the_answer_away(exercise):
    chapter = next(name for name, each in EXERCISES.items() if each is exercise)[2:4]
    path = next(path for path in all_notebooks() if path.name.startswith(chapter))
    page = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    assert not answers_given_away(exercise, page)


@every_exercise
def test_replies_are_short(exercise):
    graded = [exercise.grade(mistake.answer).text for mistake in exercise.mistakes]
    assert not [text for text in graded if len(text.split("\nIt printed:")[0]) > LONGEST_REPLY]


@every_exercise
def test_grading_leaves_no_trace(exercise):
    for answer in [*right_answers(exercise), *(mistake.answer for mistake in exercise.mistakes)]:
        before, out, err = random.getstate(), io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            first, second = exercise.grade(answer), exercise.grade(answer)
        assert first == second
        assert random.getstate() == before
        assert out.getvalue() == err.getvalue() == ""


# --- the notebooks' exercise cells ---

CELLS = [
    pytest.param(path, cell, name, id=f"{path.name[:2]}.{name}")
    for path in all_notebooks()
    for cell, name in exercise_cells(nbformat.read(path, as_version=4))
]


@pytest.mark.parametrize(("path", "cell", "name"), CELLS)
def test_the_stub_is_graded_as_not_attempted(path, cell, name):
    exercise = getattr(exercises_of(path), name)
    namespace = {}
    exec(cell.source.replace(f"ex.{name}.check({name})", ""), namespace)
    assert exercise.grade(namespace[name]).state == TODO


@pytest.mark.parametrize(("path", "cell", "name"), CELLS)
def test_the_stub_has_the_signature_of_the_solution(path, cell, name):
    exercise = getattr(exercises_of(path), name)
    if isinstance(exercise, CodeExercise):
        signature = next(line for line in answer_source(name, exercise.answer).split("\n") if line.startswith("def "))
        assert signature in cell.source.split("\n")
    assert answer_source(name, exercise.answer) in with_answer(cell.source, name, exercise.answer)


def test_every_exercise_stands_in_its_notebook():
    in_notebooks = {parameter.id.replace(".", ".", 1) for parameter in CELLS}
    assert in_notebooks == {name.removeprefix("ch") for name in EXERCISES}


# --- the gates hold: a spoilt checker is caught ---


def with_cases(exercise, cases):
    spoilt = copy.copy(exercise)
    spoilt.cases = cases
    return spoilt


def test_a_checker_without_its_telling_case_is_caught():
    two_sided = EXERCISES["ch01.two_sided"]
    blunt = with_cases(two_sided, ["two_sided(lambda x: 5 * x, 3, 0.5)"])
    assert "one_sided" in not_named(blunt)


def test_a_checker_that_sees_nothing_lets_mutants_through():
    blunt = with_cases(EXERCISES["ch01.two_sided"], ["callable(two_sided)"])
    assert surviving_mutants(blunt)


def test_a_checker_that_is_too_strict_is_caught():
    strict = copy.copy(EXERCISES["ch01.both_errors"])
    strict.cases = [f"repr({case})" for case in strict.cases]
    assert taken_for_wrong(strict)

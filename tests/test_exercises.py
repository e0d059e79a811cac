"""The gates that every exercise of the course passes, and proof that the gates hold."""

import ast
import contextlib
import copy
import functools
import importlib
import io
import itertools
import random
import re

import nbformat
import numpy as np
import pytest
from mutants import mutants, structural

from gradually.course.checking.answers import statement_of
from gradually.course.checking.comparing import Raised
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
EQUIVALENT = {
    "learn": {"call dropped: Value(-1.0)": "the package of chapter 6 makes a Value of a number beside one"},
    "learner": {
        "swapped operator: total + weight * number": "weights of the other sign learn as well",
        "unary operator dropped: -1": "weights may start alike in one of the layers",
        "call dropped: Number(number)": "the package of chapter 6 makes a Value of a number beside one",
        "call dropped: Number(-target)": "the package of chapter 6 makes a Value of a number beside one",
        **{f"constant {change}: {n}": "it learns all the same" for change in ("+ 1", "- 1") for n in (1, 3, 4, 5, 40)},
    },
}

# Exercises whose answer may be rounded, or has arguments of one size alone, each with the reason.
ROUNDED_IS_RIGHT = {
    "or_numbers": "the numbers are the learner's own choice",
    "only_first_numbers": "the numbers are the learner's own choice",
    "pictured": "the numbers in the picture are whole",
    "count_pairs": "counts are whole numbers",
}
ONE_SIZE = {}

# Mutants of structure, by exercise, with the mistake that they are told of: looked at, and found to be theirs.
NAMED_MUTANTS = {
    "slopes_at": {
        "first only: for x in places:": "leaves_at_once",
        "last only: for x in places:": "list_begun_in_the_loop",
    },
    "gradient": {
        "first only: for i in range(len(xs)):": "returns_in_the_loop",
        "last only: for i in range(len(xs)):": "begins_anew",
        "without the last: for i in range(len(xs)):": "one_too_few",
    },
    "MyValue": {
        "first only: for node in order:": "inner_kept",
        "last only: for node in order:": "inner_kept",
        "first only: for node in reversed(order):": "from_the_leaves",
        "always: if node not in seen:": "listed_twice",
        "always: if node.children:": "leaves_forget",
        "never: if node.children:": "inner_kept",
        "first only: for child in node.children:": "too_early",
        "without the first: for child in node.children:": "from_the_leaves",
        "without the last: for child in node.children:": "from_the_leaves",
    },
    "MyTensor": {
        "first only: for node in order:": "inner_kept",
        "last only: for node in order:": "inner_kept",
        "first only: for node in reversed(order):": "from_the_leaves",
        "last only: for node in reversed(order):": "sum_without_children",
        "without the first: for node in reversed(order):": "sum_without_children",
        "always: if node.children:": "leaves_forget",
        "never: if node.children:": "inner_kept",
        "without the first: for child, vjp in zip(node.children, node.vjps):": "sum_without_children",
        "without the last: for child, vjp in zip(node.children, node.vjps):": "sum_without_children",
    },
    "one_weight": {
        "first only:  for i in range(len(x))": "first_row_only",
        "last only:  for i in range(len(x))": "last_row_only",
    },
    "neuron_output": {
        "first only:  for weight, number in zip(weights, x)": "first_input_only",
        "last only:  for weight, number in zip(weights, x)": "last_input_only",
    },
    "right_answers": {
        "first only:  for x in inputs": "only_the_first",
        "first only:  for answer, target in zip(answers, targets)": "only_the_first",
        "always: answer > 0 if target == 1 else answer < 0": "counts_positive",
    },
    "layer_output": {
        "always: answers if others else first": "always_a_list",
        "never: answers if others else first": "always_the_first",
        "first only:  for neuron in neurons": "always_the_first",
        "last only:  for neuron in neurons": "last_alone",
    },
    "all_parameters": {
        "first only:  for neuron in neurons": "of_the_first",
        "last only:  for neuron in neurons": "of_the_last",
        "without the last:  for parameter in neuron.parameters()": "weights_only",
        "last only:  for parameter in neuron.parameters()": "biases_only",
    },
    "judge": {"never: if abs(once - twice) > 0.001 * abs(once):": "never_in_doubt"},
    "forward": {
        "first only: for layer in layers:": "returns_in_the_loop",
        "last only: for layer in layers:": "only_the_last_layer",
        "without the first: for layer in layers:": "without_the_first_layer",
        "without the last: for layer in layers:": "without_the_last_layer",
        "first only: for weights, bias in layers:": "one_layer_only",
        "last only: for weights, bias in layers:": "always_the_first_input",
    },
    "count_parameters": {
        "first only: for size in sizes:": "first_layer_only",
        "without the last: for size in sizes:": "without_the_last_one",
    },
    "total_error": {
        "first only:  for prediction, target in zip(predictions, targets)": "first_only",
        "last only:  for prediction, target in zip(predictions, targets)": "last_only",
    },
    "count_nodes": {"always: if node not in seen:": "follows_every_path"},
    "depth": {
        "always: if not node.children:": "forgets_the_one",
        "never: if not node.children:": "forgets_the_leaf",
        "first only:  for child in node.children": "first_child_only",
        "last only:  for child in node.children": "second_child_only",
        "without the first:  for child in node.children": "second_child_only",
        "without the last:  for child in node.children": "first_child_only",
    },
    "formula": {"never: if not node.children:": "unpacks_leaves"},
    "climb": {"first only: for leaf in leaves:": "stops_after_the_first"},
    "sum_over_paths": {
        "first only:  for path in paths": "first_path_only",
        "last only:  for path in paths": "last_path_only",
    },
    "pass_back": {
        "first only: for child, local_grad in zip(node.children, node.local_grads):": "first_child_only",
    },
    "maximum": {"always: (1.0, 0.0) if x.data > y.data else (0.0, 1.0)": "first_gets_it"},
    "count_paths": {
        "never: if root is leaf:": "no_base_case",
        "first only:  for child in root.children": "first_child",
        "last only:  for child in root.children": "last_child",
    },
    "children_first": {
        "always: if node not in seen:": "without_a_set",
        "never: if node not in seen:": "never_called",
    },
    "sweep": {"first only: for node in reversed(order):": "forward_order"},
    "start_afresh": {
        "first only: for node in order:": "changes_nothing",
        "last only: for node in order:": "only_the_result",
        "without the last: for node in order:": "all_but_the_result",
        "always: if node.children:": "all_of_them",
        "never: if node.children:": "changes_nothing",
    },
    "push_forward": {
        "last only: for node in order:": "looked_up_too_early",
        "last only: for child, local_grad in zip(node.children, node.local_grads):": "last_child_alone",
        "always: 1.0 if node is leaf else 0.0": "all_start_at_one",
        "never: 1.0 if node is leaf else 0.0": "nothing_moves",
    },
    "learn": {
        "first only: for _ in range(steps):": "one_step_alone",
        "last only: for _ in range(steps):": "one_step_alone",
        "without the first: for _ in range(steps):": "one_step_late",
        "without the last: for _ in range(steps):": "one_step_late",
        "first only: for x1, x2, target in examples:": "first_example_alone",
        "last only: for x1, x2, target in examples:": "last_example_alone",
        "without the last: for knob in knobs:": "bias_stands_still",
    },
    "safe_softplus": {
        "always: 1 if x.data >= 0 else e": "slope_of_the_right_side",
        "never: 1 if x.data >= 0 else e": "slope_of_the_left_side",
    },
    "learner": {
        "first only: for _ in range(40):": "one_step",
        "last only: for _ in range(40):": "one_step",
        "first only: for x, target in zip(inputs, targets):": "first_alone",
        "last only: for x, target in zip(inputs, targets):": "last_alone",
        "first only: for parameter in parameters:": "left_out",
        "last only: for parameter in parameters:": "left_out",
        "first only: for weight, number in zip(weights, numbers):": "barely_moved",
        "first only:  for _ in range(3)": "thrown_off",
        "last only:  for _ in range(3)": "thrown_off",
    },
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
    "logistic_loss": {"first only:  for score, target in zip(scores, targets)": "first_cost"},
    "dead_neurons": {
        "first only: for number, neuron in enumerate(layer.neurons):": "first_neuron_alone",
        "never: if all((neuron(x).data == 0 for x in inputs)):": "compares_the_value",
        "first only:  for x in inputs": "first_point",
        "last only:  for x in inputs": "last_point",
    },
    "fraction_right": {"always: score.data > 0 if target == 1 else score.data < 0": "positive_ones"},
    "add_l2_gradients": {"first only: for parameter in parameters:": "stops_after_one"},
    "batches_of": {
        "first only: for start in range(0, len(order), size):": "first_batch_only",
        "last only: for start in range(0, len(order), size):": "appends_after_the_loop",
    },
    "shares": {"first only:  for part in parts": "first_share_alone"},
    "logit_gradients": {
        "always: p - 1 if i == target else p": "one_off_all",
        "never: p - 1 if i == target else p": "as_they_are",
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
    "numbers_of": {
        "first only:  for character in f'.{word}.'": "returns_in_the_loop",
        "last only:  for character in f'.{word}.'": "returns_in_the_loop",
        "without the first:  for character in f'.{word}.'": "without_the_start",
        "without the last:  for character in f'.{word}.'": "without_the_end",
    },
    "count_pairs": {
        "first only: for word in words:": "returns_after_one",
        "last only: for word in words:": "begun_anew",
        "without the first: for before, after in zip(numbers, numbers[1:]):": "without_the_start_pair",
        "without the last: for before, after in zip(numbers, numbers[1:]):": "without_the_end_pair",
    },
    "mean_surprise": {
        "first only: for word in words:": "first_word_alone",
        "last only: for word in words:": "last_word_alone",
        "without the first: for before, after in zip(numbers, numbers[1:]):": "without_the_starts",
        "without the last: for before, after in zip(numbers, numbers[1:]):": "without_the_ends",
    },
    "windows": {
        "without the first:  for i in range(len(word) + 1)": "without_the_first",
        "without the last:  for i in range(len(word) + 1)": "without_the_last",
    },
    "which_list": {
        "first only: for name, table in tables.items():": "always_the_first",
        "last only: for name, table in tables.items():": "always_the_last",
        "always: if loss < lowest:": "always_the_last",
        "never: if loss < lowest:": "lowest_begins_at_zero",
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
        f"{m.name}: {'accepted' if result.state == RIGHT else f'taken for {result.mistake}'}"
        for m, result in graded
        if (result.state, result.mistake) != (WRONG, m.name) or m.reply not in result.text
    ]


def without_words(exercise):
    """The exercise, as it grades, but without the search for a sentence on an answer that no mistake of it is."""
    quiet = copy.copy(exercise)
    quiet.slip = lambda *what_was_seen: ""
    return quiet


def surviving_mutants(exercise):
    exercise, expected = without_words(exercise), EQUIVALENT.get(exercise.name, {})
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
    graded = [(what, without_words(exercise).grade(mutant)) for what, mutant in structural(exercise.answer)]
    expected = NAMED_MUTANTS.get(exercise.name, {})
    return {what: result.mistake for what, result in graded if result.mistake and expected.get(what) != result.mistake}


def answers_given_away(exercise, page):
    """Pieces of the course's answer that a first reply says, and that do not stand on the notebook's page."""
    pieces = {ast.unparse(node) for node in ast.walk(statement_of(exercise.answer)) if isinstance(node, PIECES)}
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


def failing_cases(exercise):
    """Cases that raise for the course's own answer: both sides would fail alike, and anything would be right."""
    return [case for case in exercise.cases if isinstance(exercise.see(exercise.answer, case).result, Raised)]


@every_code_exercise
def test_no_case_fails_for_the_courses_own_answer(exercise):
    assert not failing_cases(exercise), "is a name missing in what `given` returns?"


def test_a_case_with_a_name_that_nobody_gives_is_caught():
    assert failing_cases(with_cases(EXERCISES["ch01.two_sided"], ["two_sided(abs, missing, 1)"]))


@every_code_exercise
def test_mechanical_mutants_are_rejected(exercise):
    remedy = "add a case that tells it from the solution, or enter it in EQUIVALENT with the reason"
    assert not surviving_mutants(exercise), remedy


@every_code_exercise
def test_rounded_results_are_rejected(exercise):
    remedy = "add a case with more than four digits behind the point, or enter it in ROUNDED_IS_RIGHT with the reason"
    assert exercise.name in ROUNDED_IS_RIGHT or not accepts_rounded_results(exercise), remedy


@every_code_exercise
def test_what_works_for_one_size_alone_is_rejected(exercise):
    remedy = "add a case with a list of another length, or enter it in ONE_SIZE with the reason"
    assert exercise.name in ONE_SIZE or not accepts_one_size(exercise), remedy


@every_code_exercise
def test_no_mutant_is_told_of_a_mistake_that_is_not_its_own(exercise):
    assert not misnamed_mutants(exercise)


@every_code_exercise
def test_replies_do_not_give_the_answer_away(exercise):
    chapter = next(name for name, each in EXERCISES.items() if each is exercise)[2:4]
    path = next(path for path in all_notebooks() if path.name.startswith(chapter))
    page = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    assert not answers_given_away(exercise, page), "say it in words, or move it into a hint"


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
        lines = answer_source(name, exercise.answer).split("\n")
        signature = next(line for line in lines if line.startswith(("def ", "class ")))
        assert signature in cell.source.split("\n")
    assert answer_source(name, exercise.answer) in with_answer(cell.source, name, exercise.answer)


def test_every_exercise_stands_in_its_notebook():
    in_notebooks = {parameter.id.replace(".", ".", 1) for parameter in CELLS}
    assert in_notebooks == {name.removeprefix("ch") for name in EXERCISES}, "has its cell the tag exercise?"


# --- choices: no letter, no length and no "no" is the better guess ---


def options_on_the_page():
    """Return {chapter.exercise: {letter: its text}} of the questions whose options are lettered."""
    found = {}
    for path in all_notebooks():
        cells = nbformat.read(path, as_version=4).cells
        for text, cell in itertools.pairwise(cells):
            asked = re.findall(r'^- `"([a-z])"` (.*)$', text.source, re.MULTILINE)
            check = re.search(r"^ex\.(\w+)\.check", cell.source, re.MULTILINE)
            if text.cell_type == "markdown" and asked and check:
                found[f"ch{path.name[:2]}.{check[1]}"] = dict(asked)
    return found


OPTIONS = options_on_the_page()
RIGHT_LETTERS = {name: EXERCISES[name].answer for name in OPTIONS}
BELIEFS = [exercise.belief for exercise in EXERCISES.values() if getattr(exercise, "belief", None) is not None]


def badly_spread(letters):
    """Return those of a, b, c that are right less than a fifth of the time, or more than two fifths."""
    return [letter for letter in "abc" if not len(letters) / 5 <= letters.count(letter) <= len(letters) * 2 / 5]


def told_by_length(options, right):
    """Tell whether the longest option is right more often than chance would have it."""
    longest = [max(texts, key=lambda letter: len(texts[letter])) == right[name] for name, texts in options.items()]
    return sum(longest) > sum(1 / len(texts) for texts in options.values())


def one_sided_beliefs(beliefs):
    """Tell whether fewer than two fifths of the beliefs are true, or more than three fifths."""
    return not len(beliefs) * 2 / 5 <= sum(beliefs) <= len(beliefs) * 3 / 5


def test_the_options_on_the_page_are_those_of_the_exercise():
    assert OPTIONS
    assert all(list(texts) == EXERCISES[name].options for name, texts in OPTIONS.items())
    assert set(OPTIONS) == {name for name, each in EXERCISES.items() if "a" in getattr(each, "options", ())}


def test_letters_are_spread():
    assert not badly_spread(list(RIGHT_LETTERS.values()))
    assert badly_spread(["a", "b", "b", "c", "c", "b", "b"]) == ["a", "b"]


def test_the_longest_option_is_right_by_chance():
    assert not told_by_length(OPTIONS, RIGHT_LETTERS)
    longest = {name: max(texts, key=lambda letter: len(texts[letter])) for name, texts in OPTIONS.items()}
    assert told_by_length(OPTIONS, longest)


def test_half_of_the_beliefs_are_true():
    assert not one_sided_beliefs(BELIEFS)
    assert one_sided_beliefs([False] * len(BELIEFS))
    assert one_sided_beliefs([True] * len(BELIEFS))


# --- the gates hold: a spoilt checker is caught ---


def with_cases(exercise, cases):
    spoilt = copy.copy(exercise)
    spoilt.cases = cases
    return spoilt


def test_a_checker_without_its_telling_case_is_caught():
    two_sided = EXERCISES["ch01.two_sided"]
    blunt = with_cases(two_sided, ["two_sided(lambda x: 5 * x, 3, 0.5)"])
    assert "one_sided: accepted" in not_named(blunt)


def test_a_checker_that_sees_nothing_lets_mutants_through():
    blunt = with_cases(EXERCISES["ch01.two_sided"], ["callable(two_sided)"])
    assert surviving_mutants(blunt)


def test_a_checker_that_is_too_strict_is_caught():
    strict = copy.copy(EXERCISES["ch01.both_errors"])
    strict.cases = [f"repr({case})" for case in strict.cases]
    assert taken_for_wrong(strict)

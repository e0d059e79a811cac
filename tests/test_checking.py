"""The checker: what a learner is told, and what grading must not do."""

import contextlib
import linecache
import math
import operator
import os
import random
import signal
import sys
import threading
import time

import numpy as np
import pytest

from gradually.course.checking import mending
from gradually.course.checking.answers import is_untouched
from gradually.course.checking.comparing import same, show_value
from gradually.course.checking.exercise import RIGHT, TODO, WRONG, CodeExercise, NotRight
from gradually.course.checking.stand_ins import MOST_LOOKS, in_doublings, lacking
from gradually.course.checking.time_limit import TooManyLines, within_lines
from gradually.course.checking.value_exercise import ValueExercise
from gradually.course.checking.watching import imprints
from gradually.tensor import Tensor, softmax
from gradually.value import Value


def double(x):
    return 2 * x


def triple(x):
    return 3 * x


def of_a_pair(x):
    return (x,).data


def of_a_number(x):
    return x.data * 2


def forever(x):
    return forever(x)


def a_generator(x):
    return len(2 * number for number in [x])


def an_entry_as_an_index(x):
    numbers = [0.5, x]
    return [numbers[i] for i in numbers]


def a_method_uncalled(x):
    return x.conjugate + x


def a_product_as_on_paper(x):
    two = 2
    return two(x)


def a_list_called(x):
    numbers = [x]
    return numbers(0)


def a_number_as_a_list(x):
    return len(x) * 2


def a_number_added_to_a_list(x):
    return [x] + x  # noqa: RUF005


def a_list_as_a_number(x):
    return [x] - [1]


def a_value_compared(x):
    return Value(x) > 0


def a_return_in_the_loop(x):
    total = 0
    for _ in range(2):
        total += x
        return total
    return total


def x_written_over(x):
    x = 3
    return 2 * x


@pytest.fixture
def exercise():
    exercise = CodeExercise(double, cases=["double(2)", "double(-1.5)"], hints=["first", "second"])
    exercise.mistake("That is three times x.")(triple)
    return exercise


@pytest.fixture
def not_mended(monkeypatch):
    """No change is tried that would make an answer right: what else is told of it is seen."""
    monkeypatch.setattr(mending, "one_change", lambda answer, is_right, solution: "")


@pytest.fixture
def said(monkeypatch):
    texts = []
    monkeypatch.setattr("gradually.course.checking.exercise.say", texts.append)
    return texts


# --- what is said ---


def test_the_three_marks(exercise, said):
    exercise.check(...)
    exercise.check(lambda x: x + x)
    exercise.check(lambda x: 3 * x)
    assert said[0] == "○ double: waiting for your answer. Put it in place of ... and run the cell again."
    assert said[1] == "✓ double: right."
    assert said[2] == (
        "✗ double: not yet. `double(2)` should be `4`, and yours gives `6`. That is three times x.\n"
        "Stuck? Run ex.double.hint()"
    )


def test_an_error_is_reported_with_the_learners_own_line(exercise):
    def answer(x):
        return x / 0

    text = exercise.grade(answer).text
    assert "`double(2)` raised `ZeroDivisionError: division by zero`, in your line `return x / 0`." in text


def test_of_an_error_that_has_a_name_pythons_own_text_is_left_out():
    named = CodeExercise(double, cases=["double(2)"], hints=["first"])

    @named.mistake("It divides.")
    def divides(x):
        return x / 0

    assert named.grade(divides).text == (
        "double: not yet. `double(2)` raised `ZeroDivisionError`, in your line `return x / 0`. It divides."
    )


def test_of_a_long_line_the_beginning_is_quoted(exercise):
    def answer(x):
        return x / 0 + 1111111111 + 1111111111 + 1111111111 + 1111111111 + 1111111111 + 1111111111

    line = "return x / 0 + 1111111111 + 1111111111 + 1111111111 + 1111111111 + 1"[:48]
    assert f"in your line `{line} …`" in exercise.grade(answer).text


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda x: None if x else 0, "Nothing comes back here: is a `return` missing, or does it stand inside a loop?"),
        (lambda x: print(2 * x), "It prints its result; a caller needs `return`."),
        (lambda x: Value(2 * x), "where a plain number belongs: the one in its `.data`"),
        (lambda x, y: x, "missing 1 required positional argument"),
        (lambda x: exit(), "raised `SystemExit"),
        (lambda x: [][0], "raised `IndexError"),
        (4, "double should be a function, and this is 4."),
        (lambda x: x ^ 2.0, "In Python a power is written `**`."),
        (of_a_number, "It is a plain number here"),
        (lambda x: [2 * x], "in a pair of brackets too many"),
        (lambda x: [x, x], "One number is asked for"),
        (lambda x: str(2 * x), "no quotes"),
        (lambda x: double, "That is a function"),
        (lambda x: None.data, "Something is None there."),
        (of_a_pair, "take its members one at a time"),
        (forever, "It calls itself for ever, or too deep."),
        (a_generator, "make no list, only a promise of one"),
        (an_entry_as_an_index, "hands out the entries themselves"),
        (a_method_uncalled, "are the brackets of a call missing?"),
        (a_product_as_on_paper, "is a `*` or a comma missing"),
        (a_list_called, "A list cannot be called."),
        (a_number_as_a_list, "One number stands there where a list belongs."),
        (a_number_added_to_a_list, "put the one thing into square brackets"),
        (a_list_as_a_number, "A list cannot be computed with as a whole"),
        (a_value_compared, "A Value cannot be compared"),
    ],
)
def test_common_slips_are_named(exercise, answer, told):
    result = exercise.grade(answer)
    assert result.state == WRONG
    assert told in result.text


def test_only_lines_behind_the_call_of_the_answer_are_the_learners_own():
    def broken(result):
        if result != 4:
            raise ValueError("no such result")

    helped = CodeExercise(double, cases=["broken(double(2))"], hints=["one"], given=lambda: {"broken": broken})
    assert helped.grade(lambda x: x).text.endswith("`broken(double(2))` raised `ValueError: no such result`.")


def test_what_the_code_says_for_certain_goes_before_a_mistake_that_behaves_so(exercise):
    exercise.mistake("That is x itself.")(lambda x: x)
    assert "A `return` stands inside the loop" in exercise.grade(a_return_in_the_loop).text
    assert "That is x itself." in exercise.grade(lambda x: 1 * x).text


def test_a_parameter_that_is_written_over_is_told(exercise):
    assert "It gives `x` another value before it reads the one" in exercise.grade(x_written_over).text


def test_a_function_of_the_notebook_in_place_of_a_parameter_is_told():
    def twice(function, x):
        return function(function(x))

    def twice_triple(function, x):
        return triple(triple(x))

    taken = CodeExercise(twice, ["twice(abs, -2)"], ["one"])
    assert "It reads `triple`, a name of the notebook, and never its own `function`." in taken.grade(twice_triple).text


def test_a_product_written_as_on_paper_is_told():
    def area(width, height):
        return width * height

    def as_on_paper(width, height):
        return widthheight  # noqa: F821

    told = CodeExercise(area, ["area(2, 3)"], ["one"]).grade(as_on_paper).text
    assert "Is it `width` times `height`? Then a `*` is missing." in told


def test_loops_in_the_wrong_order_are_told():
    def flat(rows):
        return [number for row in rows for number in row]

    def turned_round(rows):
        return [number for number in row for row in rows]  # noqa: F821

    told = CodeExercise(flat, ["flat([[1], [2, 3]])"], ["one"])
    assert "`row` is used before its own `for` gives it." in told.grade(turned_round).text
    assert told.grade(lambda rows: [number for row in rows for number in row]).state == RIGHT


def test_a_number_of_one_case_is_told_where_an_index_fails(not_mended):
    def total(numbers):
        return sum(numbers)

    def of_four(numbers):
        return sum(numbers[i] for i in range(4))

    told = CodeExercise(total, ["total([1, 2])"], ["one"]).grade(of_four).text
    assert "The number 4 stands in it: does that fit every case?" in told


def test_entries_taken_by_their_places_are_asked_about():
    def total(numbers):
        return sum(number for number in numbers)

    def of_two(numbers):
        return numbers[0] + numbers[1]

    told = CodeExercise(total, ["total([1, 2])", "total([1, 5, 3])"], ["one"]).grade(of_two).text
    assert "There is no loop in it: does it go through all of them" in told


def total_of_products(left, right):
    return sum(one * other for one, other in zip(left, right, strict=True))


def both_lists(left, right):
    total = 0
    for one, other in left, right:
        total += one * other
    return total


def anew(left, right):
    for one, other in zip(left, right, strict=True):
        total = 0
        total += one * other
    return total


def all_but_the_last(left, right):
    return sum(left[i] * right[i] for i in range(len(left) - 1))


def one_more(left, right):
    return sum(one * other for one, other in zip(left, right, strict=True)) + 0.5


def root_of_it(left, right):
    return sqrt(sum(one * other for one, other in zip(left, right, strict=True)))  # noqa: F821


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (both_lists, "`in left, right` gives the whole lists, one by one. `zip` makes pairs."),
        (anew, "`total = 0` stands inside the loop: it begins anew in every round."),
        (all_but_the_last, "`range(len(left) - 1)` ends before the last one: is that meant?"),
        (one_more, "Every number comes out 0.5 too large."),
        (root_of_it, "Nothing here is called `sqrt` alone. There is `math.sqrt`."),
    ],
)
def test_slips_with_loops_and_names_are_told(answer, told, not_mended):
    cases = ["total_of_products([1, 2], [3, 0.4])", "total_of_products([2, 0.3], [0.7, 5])"]
    assert told in CodeExercise(total_of_products, cases, ["one"]).grade(answer).text


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda x: (n for n in [x, x]), "only a promise of one (a generator)"),
        (lambda x: {x, -x}, "a set, which has no order"),
        (lambda x: [], "There is nothing in it"),
    ],
)
def test_what_is_no_list_is_told(answer, told):
    def pair(x):
        return [x, x + 1]

    assert told in CodeExercise(pair, ["pair(2)", "pair(3)"], ["one"]).grade(answer).text


def test_a_change_of_what_was_lent_is_told_also_where_the_result_is_wrong():
    def doubled(numbers):
        return [2 * number for number in numbers]

    def in_place(numbers):
        first = 0
        numbers[first] = 2 * numbers[first]
        return numbers

    told = CodeExercise(doubled, ["doubled([1, 5])", "doubled([2, 3])"], ["one"]).grade(in_place).text
    assert "The call changes `numbers`, which it was only lent: is that part of it?" in told


def test_a_grad_that_is_put_into_a_tensor_counts_as_a_change():
    torch = pytest.importorskip("torch")
    before = torch.tensor(2.0, requires_grad=True)
    after = torch.tensor(2.0, requires_grad=True)
    after.grad = torch.tensor(0.0)
    assert imprints([before])["grad"] != imprints([after])["grad"]
    assert imprints([before])["data"] == imprints([after])["data"] != imprints([2.0])["data"]


def backward_uncalled(x):
    x.backward  # noqa: B018
    return x


def sum_not_kept(x):
    x = np.array([x, x])
    x.sum()
    return x[0]


def compared(x):
    x == 2 * x  # noqa: B015
    return x


def notes_in_the_notebook(x):
    NOTED.append(2 * x)
    return NOTED[0] + 1


NOTED = []


def hidden(x):
    s = 2 * x
    return (lambda s: s)(s / 2)


def of_100(x):
    return x**2 * 100


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (backward_uncalled, "The line `x.backward` does nothing: are its () missing?"),
        (sum_not_kept, "The line `x.sum()` gives something new, and nothing keeps it."),
        (compared, "The line `x == 2 * x` only compares."),
        (notes_in_the_notebook, "It puts things into `NOTED`, a list of the notebook: begin with one of its own."),
        (hidden, "In `lambda s`, `s` is what arrives there, and not the `s` above."),
        (of_100, "The number 100 stands in it: does that fit every case?"),
    ],
)
def test_lines_that_do_nothing_or_not_what_they_seem_to_do_are_told(exercise, answer, told):
    NOTED.clear()
    assert told in exercise.grade(answer).text


def test_right_answers_are_not_read_for_slips(exercise):
    def answer(x):
        """Double it."""
        x + 1
        return x * 200 / 100

    assert exercise.grade(answer).state == RIGHT


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda a: a if a > 0 else -a, "an array holds many answers"),
        (lambda a: a @ np.ones(3), "whose shapes do not fit each other"),
        (lambda a: a.reshape(7), "has not the shape that this line takes it to have"),
        (lambda a: a.T(), "An array is called there like a function"),
        (lambda a: np.full(2, a.sum()), "All its entries are the same number"),
        (lambda a: -a * a + np.array([0.0, 1.0]) * np.inf - np.inf, "There is nan in it, which is no number"),
        (lambda a: Tensor(-a * a), "A Tensor stands where an array belongs"),
        (lambda a: softmax(a), "takes a Tensor, and gives one"),
        (lambda a: a.reshape(1, 2 / 1), "`/` gives a float even where nothing is left over"),
    ],
)
def test_slips_with_arrays_are_told(answer, told):
    def turned(a):
        return -a * a

    exercise = CodeExercise(turned, ["turned(np.array([1.0, 2.5]))", "turned(np.array([3.0, 2.0]))"], ["one"])
    exercise.given = lambda: {"np": np}
    assert told in exercise.grade(answer).text


def products(rows, others):
    return rows @ others


def star_for_at(rows, others):
    return rows * others + 1


def star_and_a_sum(rows, others):
    return (rows * others).sum(axis=1)


def twice_the_product(rows, others):
    return rows @ others * 2 + 1


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (star_for_at, True),
        (star_and_a_sum, False),  # one that adds up may be on its way
        (twice_the_product, False),
    ],
)
def test_a_star_between_tables_is_told_where_a_matrix_product_belongs(answer, told):
    exercise = CodeExercise(products, ["products(np.array([[1.0, 2.5], [3.0, 2.0]]), np.eye(2) + 0.5)"], ["one"])
    exercise.given = lambda: {"np": np}
    assert ("adds nothing up" in exercise.grade(answer).text) == told


def test_the_slip_in_one_of_several_entries_is_told_with_its_name():
    shapes = ValueExercise("shapes", {"a": 2.0, "b": (16,), "c": 1}, because="")
    assert shapes.grade({"a": 3.0, "b": 16, "c": 1}).text.endswith(
        "a and b. b: A tuple with one entry is asked for: (number,)."
    )


def the_mean(x):
    return x / 3 if x > 0 else 2 * x


def test_a_factor_is_told_of_the_cases_that_differ(not_mended):
    exercise = CodeExercise(double, ["double(2)", "double(-1.5)", "double(4)"], ["one"])
    assert "Every number is 6 times too small." in exercise.grade(the_mean).text


def above(numbers, limit):
    return sum(x - limit for x in numbers if x > limit)


def turned(numbers, limit):
    return sum(x - limit for x in numbers if x < limit)


def without_the_first(numbers, limit):
    return sum(x - limit for x in numbers[1:] if x > limit)


def with_plus(numbers, limit):
    return sum(x + limit for x in numbers if x > limit)


def without_the_limit(numbers, limit):
    return sum(x for x in numbers if x > limit)


def of_something_else(numbers, limit):
    return sum(numbers) * limit + 0.5


ABOVE = ["above([5, 1, 9, 2], 2)", "above([4, 3, 0], 1)", "above([7], 3)"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (turned, "That is what comes out if a comparison is turned round."),
        (without_the_first, "That is what comes out if a loop leaves out the first."),
        (with_plus, "That is what comes out if a `-` is a `+`."),
        (without_the_limit, "That is what comes out if a term is missing."),
    ],
)
def test_an_answer_that_gives_what_a_right_one_with_one_fault_gives_is_told_which(answer, told, not_mended):
    assert told in CodeExercise(above, ABOVE, ["one"]).grade(answer).text


def test_an_answer_that_no_fault_leads_to_is_told_of_none():
    assert "comes out if" not in CodeExercise(above, ABOVE, ["one"]).grade(of_something_else).text


def inverse(x):
    return 1 / max(1 + x, 0.5)


def without_brackets(x):
    return 1 / 1 * max(1 + x, 0.5)


def the_smaller(x):
    return 1 / min(1 + x, 0.5)


def the_smaller_by_a_question(x):
    return 1 / (0.5 if x > -0.5 else 1 + x)


def test_a_fault_that_names_a_sign_or_a_function_is_told_only_of_code_that_can_have_it(not_mended):
    exercise = CodeExercise(inverse, ["inverse(3.0)", "inverse(1.0)", "inverse(-7.5)"], ["one"])
    assert "is a `*`" not in exercise.grade(without_brackets).text
    assert "`min` stands where another is needed" in exercise.grade(the_smaller).text
    assert "stands where" not in exercise.grade(the_smaller_by_a_question).text


def test_of_a_number_that_is_in_no_catalogue_the_way_to_it_is_asked():
    steps = ValueExercise("steps", 7, because="", otherwise="How many batches are there?")
    assert steps.grade(9).text == "steps: not yet. It is not 9. How many batches are there?"
    assert "How many" not in steps.grade("9").text


def test_hints_come_in_steps_and_end(exercise, said):
    for _ in range(3):
        exercise.hint()
    assert said == [
        "Hint 1 of 2: first\nRun it again for the next.",
        "Hint 2 of 2: second\nThat was the last. ex.double.solution() shows an answer.",
        "Hint 2 of 2: second\nThat was the last. ex.double.solution() shows an answer.",
    ]


def test_without_hints_hint_says_so(said):
    ValueExercise("guess", 1, because="").hint()
    assert said == ["There are no hints here: a guess is enough. ex.guess.solution() shows the answer."]


def test_carry_on_takes_a_right_answer_and_says_so(exercise, said):
    mine = lambda x: x + x  # noqa: E731
    assert exercise.carry_on(mine) is mine
    assert exercise.carry_on(triple)(2) == 4
    courses = exercise.carry_on(...)
    assert exercise.carry_on(courses)(2) == 4  # the cell run twice: it is still the course's
    assert [text[0] for text in said] == ["✓", "○", "○", "○"]


def test_after_a_syntax_error_the_notebook_goes_on_with_the_courses_answer_and_says_so(exercise, said):
    namespace = {"exercise": exercise}  # nothing called `double`: the cell that should define it did not run
    exec("double = exercise.carry_on()", namespace)
    assert namespace["double"](2) == 4
    assert said == [
        "○ From here on this notebook uses the course's double. "
        "To use yours, make it right, run its cell, and then run this one again."
    ]
    namespace["double"] = mine = lambda x: x + x
    exec("double = exercise.carry_on()", namespace)
    assert namespace["double"] is mine


def test_what_carry_on_returns_uses_the_names_of_the_notebook(said):
    def constant():
        return NAME  # noqa: F821

    namespace = {"exercise": CodeExercise(constant, cases=["constant() * 0"], hints=["…"]), "NAME": "the notebook's"}
    exec("answer = exercise.carry_on(...)()", namespace)
    assert namespace["answer"] == "the notebook's"


def test_strict_raises_unless_right(exercise, said, monkeypatch):
    monkeypatch.setenv("GRADUALLY_STRICT", "1")
    exercise.check(double)
    for answer in (triple, ...):
        with pytest.raises(NotRight):
            exercise.check(answer)


# --- values ---


def test_a_wrong_value_is_told_about_without_giving_the_answer_away():
    slope = ValueExercise(
        "slope", -22, because="It falls.", mistakes=[(-21.997, "Nearly."), (44, "That is f.")], tolerance=1e-6
    )
    assert slope.grade(-22.0).text == "slope: right. It falls."
    assert slope.grade(44).text == "slope: not yet. That is f."
    assert slope.grade(22).text == "slope: not yet. The size is right. Look at the sign again."
    assert slope.grade("-22").text == "slope: not yet. That is text. What is asked for has no quotes round it."
    assert slope.grade(7).text == "slope: not yet. It is not 7."


def test_a_choice_outside_the_options_is_told_the_options():
    choice = ValueExercise("choice", "a", because="", options=["a", "b"])
    assert choice.grade(" A ").state == RIGHT
    assert choice.grade("d").text == "choice: not yet. The choices are 'a', 'b'."


@pytest.mark.parametrize("answer", ["b)", " (b) it rises", "B. it rises", "b: yes", ["b"], ("b",), ["b)"], {"b"}])
def test_a_choice_with_something_round_it_is_told_so_and_read(answer):
    choice = ValueExercise("choice", "a", because="", mistakes=[("b", "It falls.")], options=["a", "b"])
    said = "not yet. Type `'b'` alone, with nothing round it but its quotes."
    assert choice.grade(answer).text == f"choice: {said} It falls."
    also = ValueExercise("choice", "b", because="", options=["a", "b"])
    assert also.grade(answer).text == f"choice: {said}"


def test_what_only_looks_like_a_choice_is_told_the_choices():
    choice = ValueExercise("choice", "up", because="", options=["up", "down", "a"])
    for answer in ("A larger step", "up or down", "b)", ["b", "a"], []):
        assert "The choices are 'up', 'down', 'a'." in choice.grade(answer).text
    assert "Type `'up'` alone" in choice.grade("it goes up").text
    assert "hands nothing back" in choice.grade(None).text
    assert "Mind the quotes" in choice.grade(2).text


def test_of_several_numbers_the_wrong_ones_are_named():
    grads = ValueExercise("grads", {"a": 6, "b": -4, "c": 1}, because="")
    assert grads.grade({"a": 6, "b": 4, "c": 0}).text == "grads: not yet. Right so far: a. Look again at b and c."
    assert "these keys, in quotes: 'a', 'b', 'c'" in grads.grade({"a": 6}).text
    half = grads.grade({"a": 6, "b": ..., "c": 2})
    assert half.state == TODO
    assert half.text == "grads: Right so far: a. Look again at c. Still to fill in: b."
    assert "no quotes" in grads.grade({"a": "6", "b": -4, "c": 1}).text


def test_a_dict_of_choices_says_which_entry_is_none_of_them():
    signs = ValueExercise("signs", {"a": "+", "b": "max"}, because="", options=["+", "-", "max"])
    assert signs.grade({"a": "+", "b": "Max"}).state == RIGHT
    assert signs.grade({"a": "plus", "b": "max"}).text.endswith("'plus' is none of the choices: '+', '-', 'max'.")
    assert signs.grade({"a": "-", "b": "MAX"}).text.endswith("Right so far: b. Look again at a.")


@pytest.mark.parametrize(
    ("seen", "wanted", "alike"),
    [
        (6, 6.0, True),
        (6.00001, 6, True),
        (6.1, 6, False),
        (np.float64(6), 6, True),
        (np.array([1.0, 2.0]), [1, 2], True),
        ((1, 2), [1, 2], True),
        ([1, 2, 3], [1, 2], False),
        ("Falls ", "falls", True),
        ("(a*b)", "(a * b)", True),
        ("(a + b)", "(a * b)", False),
        ("6", 6, False),
        (None, 0, False),
        (float("nan"), float("nan"), True),
        (float("nan"), 1, False),
        (float("inf"), float("inf"), True),
        ({"a": 1.0}, {"a": 1}, True),
        ({"a": 1}, {"b": 1}, False),
        (0, False, True),
        (Value(6), 6, False),
    ],
)
def test_what_counts_as_the_same(seen, wanted, alike):
    assert same(seen, wanted, tolerance=1e-4) is alike


# --- blanks ---


def stub(): ...


def documented_stub(x):
    """Do something."""
    ...


def half_filled(x):
    y = ...
    return y


def half_filled_pair(x):
    return x, (..., ...)


def half_filled_inside(x):
    def inner(y):
        return y * ...

    return inner


def passing(x):
    pass


def constant():
    return 24.0


def documented_constant():
    """Return a word."""
    return "b"


@pytest.mark.parametrize(
    "blank",
    [
        ...,
        stub,
        documented_stub,
        half_filled,
        half_filled_pair,
        half_filled_inside,
        passing,
        [1, ...],
        {"a": ...},
        (..., 1),
    ],
)
def test_what_counts_as_not_attempted(blank):
    assert is_untouched(blank)


@pytest.mark.parametrize("attempt", [constant, documented_constant, double, 0, "", None, [], {"a": 0}, lambda: 0])
def test_what_counts_as_an_attempt(attempt):
    assert not is_untouched(attempt)


# --- manners ---


def test_random_numbers_go_on_as_if_nothing_had_been_graded(exercise):
    def answer(x):
        random.random(), np.random.rand()
        return 2 * x

    random.seed(7), np.random.seed(7)
    expected = random.random(), np.random.rand()
    random.seed(7), np.random.seed(7)
    assert exercise.grade(answer).state == RIGHT
    assert (random.random(), np.random.rand()) == expected


def test_an_answer_that_depends_on_chance_is_graded_the_same_every_time(exercise):
    def answer(x):
        return random.random()

    assert len({exercise.grade(answer).text for _ in range(3)}) == 1


def test_what_an_answer_prints_is_kept_back(exercise, capfd):
    def answer(x):
        print("working on it")
        return 2 * x

    exercise.grade(answer)
    assert capfd.readouterr() == ("", "")


def test_cases_do_not_see_what_others_changed():
    def last(items):
        return items.pop()

    exercise = CodeExercise(last, ["last(items)", "last(items)"], ["…"], given=lambda: {"items": [1, 2, 3]})
    assert [seen.result for seen in exercise.see_all(last)] == [3, 3]


def test_an_endless_answer_can_be_interrupted(exercise):
    def answer(x):
        while True:
            pass

    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
    assert "Does a loop in it go on for ever?" in exercise.grade(answer).text


def never_ends(x):
    while True:
        pass


def catches_everything(x):
    while True:
        try:
            x += 1
        except:  # noqa: E722
            x += 2


def catches_everything_elsewhere(x):
    def attempt():
        try:
            x = 1
        except BaseException:
            x = 2
        return x

    while True:
        attempt()


def suppresses_everything(x):
    while True:
        with contextlib.suppress(BaseException):
            time.sleep(0.01)


def returns_when_stopped(x):
    try:
        while True:
            pass
    except:  # noqa: E722
        return 2 * x


def sleeps(x):
    time.sleep(60)


ENDLESS = [
    never_ends,
    catches_everything,
    catches_everything_elsewhere,
    suppresses_everything,
    returns_when_stopped,
    sleeps,
]


@pytest.fixture
def impatient(exercise, monkeypatch):
    monkeypatch.setattr("gradually.course.checking.exercise.SECONDS", 0.3)
    return exercise


@pytest.mark.parametrize("answer", ENDLESS)
def test_an_endless_answer_is_stopped_and_told_so(impatient, answer):
    before, tracing, out = signal.getsignal(signal.SIGINT), sys.gettrace(), sys.stdout
    begun = time.monotonic()
    result = impatient.grade(answer)
    assert "After 0.3 seconds it had not come to an end, and was stopped. Does a loop in it go on" in result.text
    assert time.monotonic() - begun < 5
    assert (signal.getsignal(signal.SIGINT), sys.gettrace(), sys.stdout) == (before, tracing, out)
    assert impatient.grade(double).state == RIGHT


def test_an_endless_answer_is_waited_for_only_once(impatient, said):
    impatient.check(never_ends)
    begun = time.monotonic()
    assert impatient.carry_on(never_ends)(2) == 4
    assert time.monotonic() - begun < 0.2


def test_nothing_is_interrupted_after_an_answer_that_ends_in_time(impatient):
    impatient.grade(double)
    time.sleep(0.5)


def test_outside_the_main_thread_there_is_no_limit(impatient):
    states = []
    thread = threading.Thread(target=lambda: states.append(impatient.grade(double).state))
    thread.start()
    thread.join()
    assert states == [RIGHT]


def test_where_no_thread_can_start_there_is_no_limit(impatient, monkeypatch):
    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert impatient.grade(double).state == RIGHT


def refuse(thread):
    raise RuntimeError("can't start new thread")


def test_what_a_wrong_answer_prints_is_shown_a_few_lines_of_it(exercise):
    def answer(x):
        print("x is", x, *["and more"] * 5, sep="\n")
        return x

    said = exercise.grade(answer).text
    assert said.startswith("double: not yet. `double(2)` should be `4`, and yours gives `2`.")
    assert said.endswith("\nIt printed:\nx is\n2\nand more\nand more\n…")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda x: Value(x) / len, "A function stands there, and not what it gives"),
        (lambda x: Value(Value(2 * x)), "A Value stands where a plain number belongs"),
        (lambda x: Value(x) * [x], "What puts a Value into a list is append."),
    ],
)
def test_what_a_value_refuses_to_hold_is_told_apart(exercise, answer, told):
    assert told in exercise.grade(answer).text


def test_what_a_right_answer_prints_is_not_shown(exercise):
    def answer(x):
        print("x is", x)
        return 2 * x

    assert exercise.grade(answer).text == "double: right."


def test_the_page_is_escaped_and_code_is_set_off(capsys, monkeypatch):
    from IPython import display

    from gradually.course.page.messages import say

    shown = []
    monkeypatch.setattr(display, "display", lambda bundle, raw: shown.append(bundle))
    say("✗ `a < b` & <script>")
    page = '<div role="status">✗ <code>a &lt; b</code> &amp; &lt;script&gt;</div>'
    assert shown == [{"text/plain": "✗ `a < b` & <script>", "text/html": page}]


def test_a_number_beyond_all_floats_is_wrong_and_breaks_nothing():
    prediction = ValueExercise("prediction", 3.0, because="Three.", mistakes=[(4.0, "One less."), (5.0, "Two less.")])
    assert prediction.grade(10**400).state == WRONG


def test_a_set_is_shown_in_the_same_order_in_every_process():
    assert show_value({"C", "A", "B"}) == "{'A', 'B', 'C'}"
    assert show_value(set()) == "set()"


# --- what is quoted of an error ---


def test_a_long_line_and_a_long_message_are_cut(exercise):
    def answer(x):
        raise ValueError("a very long message, " * 10, "and a very long line", x)

    text = exercise.grade(answer).text
    assert '`raise ValueError("a very long message, " * 10, " …`.' in text
    assert len(text) < 240


def test_the_line_of_a_helper_in_the_learners_cell_is_quoted(exercise):
    names = {}
    source = "def helper(x):\n    return x / 0\n\ndef double(x):\n    return helper(x)\n"
    linecache.cache["<cell>"] = (len(source), None, source.splitlines(keepends=True), "<cell>")
    exec(compile(source, "<cell>", "exec"), names)
    assert "in your line `return x / 0`" in exercise.grade(names["double"]).text


# --- slips that are read in the code, and the one change that makes an answer right ---


@pytest.fixture
def told():
    """Return a function that returns what an answer to `largest`, given as source, is told."""

    def largest(numbers, start=0):
        best = start
        for number in numbers:
            if number > best:
                best = number
        return best

    cases = ["largest(shared)", "largest([4, 2], 3)", "largest([-7], -9)", "largest([], 2)", "largest((1, 2, 9))"]
    words = {"largest(shared)": "`largest([1, 5, 3])`"}
    exercise = CodeExercise(largest, cases=cases, hints=["…"], words=words, given=lambda: {"shared": SHARED})

    def tell(*lines, first="def largest(numbers, start=0):"):
        source = "\n".join([first, *[f"    {line}" for line in lines]]) + "\n"
        names = {"math": math}
        linecache.cache["<told>"] = (len(source), None, source.splitlines(keepends=True), "<told>")
        exec(compile(source, "<told>", "exec"), names)
        result = exercise.grade(names["largest"])
        assert result.state == WRONG
        return result.text

    return tell


LOOP = ["best = start", "for number in numbers:", "    if number > best:", "        best = number", "return best"]


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        (2, "    if number < best:", "the condition `number < best`"),
        (2, "    if not number > best:", "the condition `not number > best`"),
        (2, "    if number > start:", "`start`, in `if number > start:`"),
        (3, "        best = -number", "the sign of `-number`"),
        (3, "        best += number", "the sign in `best += number`"),
        (3, "        best = number + 1", "`best = number + 1`, where `number + 1` says too much"),
        (1, "for number in numbers[1:]:", "`numbers[1:]`, in `for number in numbers[1:]:`, which leaves something out"),
        (4, "return [best, start][1]", "the order in `[best, start]`"),
        (4, "return math.floor(abs(best))", "the call of `abs`"),
        (4, "return best + 7 ** best", "`best + 7 ** best` says too much"),
        (2, "    if number > number:", "`number`, in `if number > number:`"),
    ],
)
def test_the_place_of_one_change_is_told(told, line, instead, said):
    text = told(*LOOP[:line], instead, *LOOP[line + 1 :])
    assert said in text


def test_a_loop_is_turned_round_only_where_the_course_turns_something(told):
    lines = ["best = start", "for number in numbers:", "    if number > start:", "        best = number", "return best"]
    assert "direction" not in told(*lines)

    def last(numbers):
        for number in reversed(numbers):
            return number

    exercise = CodeExercise(last, cases=["last([1, 2])", "last([3, 5, 4])"], hints=["…"])
    assert "the direction of the loop `for number in numbers:`" in exercise.grade(first_that_comes).text


def first_that_comes(numbers):
    for number in numbers:
        if number == number:
            return number


def test_a_place_that_is_compared_with_an_entry_is_told(told):
    lines = ["best = 0 * start", "for i, number in enumerate(numbers):", "    if number > best:", "        best = i"]
    assert "`best` keeps a place, and `number > best` compares it" in told(*lines, "return best")


def test_a_list_that_each_round_makes_anew_is_told(told):
    lines = ["for number in [*numbers, start]:", "    found = []", "    found.append(number)", "return max(found)"]
    assert "`found = []` stands inside the loop" in told(*lines)


def test_the_case_that_is_told_is_one_in_which_the_difference_can_be_seen():
    exercise = CodeExercise(double, cases=["double(2)", "double(2000)"], hints=["…"])
    assert "`double(2000)` should be `4000`, and yours gives `" in exercise.grade(lambda x: 2 * x + x**3 / 1e6).text


def test_a_line_that_is_one_too_many_is_told(told):
    assert "the line `best = start`" in told(*LOOP[:4], "best = start", "return best")


def test_a_line_that_is_indented_too_little_or_too_far_is_told(told):
    text = told(
        "best, found = start, start", *LOOP[1:4], "    found = best", "    found = max(start, 0)", "return found"
    )
    assert "One change would make it right (there may be others): look at the line `found = max(start, 0)`." in text
    text = told(
        "best, count = start, 0",
        "for number in numbers:",
        "    best = max(best, number)",
        "    best += 1",
        "return best",
    )
    assert "One change would make it right" in text


def test_trials_change_no_list_that_the_answer_leaves_alone(told):
    told("found = []", "for number in numbers:", "    found.append(number)", "found[0] = 7", "return len(found)")
    told("found = []", "for number in numbers:", "    found.append(number)", "found[0] = 7", "return len(found)")
    assert SHARED == [1, 5, 3]


SHARED = [1, 5, 3]


def test_what_no_single_change_makes_right_is_told_only_what_is_seen(told):
    assert "One change" not in told("return sum(numbers) - start * len(numbers) - 1")


def test_trials_end_at_the_same_place_however_many_there_are(told):
    lines = [
        "best = start",
        "while best < 10 ** 9:",
        "    best += 1",
        "    if best > 20:",
        "        break",
        "return best",
    ]
    assert told(*lines) == told(*lines)
    assert sys.gettrace() is None


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["return start", "return max(numbers)"], "the lines behind `return start` are never reached"),
        (["return (start, 2) * 2"], "multiply them one by one"),
        (["return len({start, 1})"], "Curly brackets make a set"),
        (["best = max(numbers, default=start)", "return start"], "It works out `best` and never uses it."),
        (["for n in numbers.sort():", "    pass", "return start"], "`sort` changes a thing and hands back None"),
        (
            ["if numbers == []:", "    return start", "return max(numbers) + start * 0 + len(numbers)"],
            "`== []` is true",
        ),
        (["return maks(numbers)"], "Nothing is called `maks`|Did you mean `max`"),
        (["return floor(numbers[0])"], "There is `math.floor`."),
        (["return self.best"], "What the function is given is `numbers` and `start`."),
        (["return start (numbers)"], "is a `*` or a comma missing"),
        (["one, two, three = numbers", "return max(one, two, three) + 0 * start"], "Does that hold for every length?"),
    ],
)
def test_slips_that_are_read_in_the_code(told, lines, said):
    text = told(*lines)
    assert any(part in text for part in said.split("|"))


def test_a_default_that_is_kept_is_told(told):
    text = told("start.append(1)", "return len(start) + 0 * len(numbers)", first="def largest(numbers, start=[]):")
    assert "The default `[]` is made once" in text


def test_a_difference_that_six_digits_do_not_show_is_said():
    third = CodeExercise(lambda: 1 / 3, cases=["third()"], hints=["…"])
    third.name = "third"
    assert "digits that are not shown here" in third.grade(lambda: 0.3333333).text


def test_what_is_to_be_done_without_is_refused():
    exercise = CodeExercise(double, cases=["double(2)"], hints=["…"], without=["sum", "prod"])
    assert exercise.grade(of_a_sum).text == (
        "double: not yet. What comes back is right, but the point here is to do without `sum`."
    )
    assert exercise.grade(of_a_product).state == WRONG
    assert exercise.grade(double).state == RIGHT


def of_a_sum(x):
    return sum([x, x])


def of_a_product(x):
    return math.prod([2, x])


def test_the_leaves_are_the_notebooks_own_values():
    def leaves(Value):
        return {"a": Value(3.0)}

    def same_class(x):
        return True

    exercise = CodeExercise(same_class, cases=["same_class(a)"], hints=["…"], given=leaves)
    names = {}
    exec("class Value:\n    def __init__(self, data):\n        self.data = data\n", names)
    exec("def same_class(x):\n    return type(x) is Value\n", names)
    assert exercise.grade(names["same_class"]).state == RIGHT
    assert exercise.grade(lambda x: type(x) is Value).state == RIGHT
    assert exercise.grade(lambda x: type(x) is not Value).state == WRONG


def test_a_lacking_operator_is_missing_in_pythons_own_words():
    leaf = lacking(Value, "*", "-x")(2.0)
    with pytest.raises(TypeError, match=r"unsupported operand type\(s\) for \*: 'Value' and 'Value'"):
        operator.mul(leaf, leaf)
    with pytest.raises(TypeError, match="bad operand type for unary -: 'Value'"):
        operator.neg(leaf)
    assert (leaf + leaf).data == 4


def test_a_chain_of_doublings_stops_who_looks_along_every_path():
    def nodes(root):
        return {root}.union(*map(nodes, set(root.children)))

    def paths(root):
        return 1 + sum(map(paths, root.children))

    assert len(in_doublings(Value, nodes)) == 21
    assert in_doublings(Value, paths) == f"stopped after {MOST_LOOKS:,} looks at children"
    assert in_doublings(Value, lambda root: (type(root).__name__, root.data)) == ("Value", 2.0**20)


def test_a_count_of_lines_ends_what_does_not_end_and_leaves_the_trace_as_it_was():
    def endless():
        while True:
            with contextlib.suppress(Exception):
                pass

    before = sys.gettrace()
    with pytest.raises(TooManyLines):
        within_lines(1000, endless)
    assert within_lines(1000, lambda: sum(range(5000))) == sum(range(5000))
    assert sys.gettrace() is before

"""Exercises that say which mistake was made.

A learner types `ex.slope.check(slope)`, `ex.slope.hint()`, `ex.slope.solution()`; nothing here raises in a notebook.
The catalogue of wrong answers is the diagnosis: an answer that behaves as a catalogued one is named.
Standard library only, and IPython to display where there is one.
"""

import contextlib
import html
import inspect
import io
import math
import os
import random
import re
import sys
import traceback
from dataclasses import dataclass
from numbers import Real

TODO, RIGHT, WRONG = "todo", "right", "wrong"
MARKS = {TODO: "○", RIGHT: "✓", WRONG: "✗"}


class NotRight(AssertionError):
    """Raised by `check` in place of a mere message when GRADUALLY_STRICT=1: for graders and continuous integration."""


@dataclass(frozen=True)
class Result:
    """What a grading found: the state, the name of the catalogued mistake if there is one, the text to display."""

    state: str
    mistake: str
    text: str


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that learners really give, and what it is told."""

    name: str
    reply: str
    answer: object


@dataclass(frozen=True)
class Raised:
    """What was seen of an answer that raised: the type and message of the exception and the learner's own line."""

    kind: str
    message: str
    line: str


class Exercise:
    """What check, hint, solution and carry_on need of one exercise, be the answer a value or a function."""

    def __init__(self, name, answer, hints):
        self.name = name
        self.answer = answer
        self.hints = hints
        self.hints_shown = 0
        self.mistakes = []
        self.also_right = []

    def grade(self, answer):
        """Return the Result for `answer`, leaving random numbers, standard output and standard error as they were."""
        if is_untouched(answer):
            return Result(TODO, "", f"{self.name}: not attempted yet. Put your answer in place of ... and run again.")
        with no_trace():
            return self.diagnose(answer)

    def wrong(self, fact, mistake=None):
        """Return the Result for an answer that is not right: a fact about it and, if known, the mistake."""
        said = f"{fact} {mistake.reply if mistake else ''}".strip()
        return Result(WRONG, mistake.name if mistake else "", f"{self.name}: not yet. {said}")

    def check(self, answer):
        """Display whether `answer` is right, or what is wrong with it; with GRADUALLY_STRICT=1 raise NotRight."""
        result = self.grade(answer)
        stuck = (
            f"Stuck? Run ex.{self.name}.hint()" if self.hints else "Read on: the next cells show it. Then come back."
        )
        say(f"{MARKS[result.state]} {result.text}" + (f"\n{stuck}" if result.state == WRONG else ""))
        if result.state != RIGHT and os.environ.get("GRADUALLY_STRICT") == "1":
            raise NotRight(result.text)

    def carry_on(self, answer):
        """Return `answer` if it is right, else the course's, and say which: later cells work either way."""
        if self.grade(answer).state == RIGHT:
            say(f"✓ From here on this notebook uses your {self.name}.")
            return answer
        say(f"○ From here on this notebook uses the course's {self.name}, until yours is right.")
        return self.answer

    def hint(self):
        """Display the next hint; after the last one, the last one again."""
        place = min(self.hints_shown, len(self.hints) - 1)
        self.hints_shown += 1
        last = place == len(self.hints) - 1
        more = (
            f"That was the last. ex.{self.name}.solution() shows an answer." if last else "Run it again for the next."
        )
        say(f"Hint {place + 1} of {len(self.hints)}: {self.hints[place]}\n{more}")


class CodeExercise(Exercise):
    """An exercise whose answer is a function.

    `cases` are expressions that a learner could type, such as "slope(abs, 0.0)"; each is evaluated with the exercise's
    name bound to the answer and with what `given()` returns, made afresh for every case, so that nothing carries over.
    """

    def __init__(self, answer, cases, hints, given=dict, tolerance=1e-4):
        super().__init__(answer.__name__, answer, hints)
        self.cases = cases
        self.given = given
        self.tolerance = tolerance

    def mistake(self, reply):
        """Return a decorator that enters a wrong answer into the catalogue, under its own name."""

        def enter(function):
            self.mistakes.append(Mistake(function.__name__, reply, function))
            return function

        return enter

    def other_way(self, function):
        """Enter a right answer that is written differently (a decorator)."""
        self.also_right.append(function)
        return function

    def see(self, answer, case):
        """Return (what `case` gives with `answer`, what it printed)."""
        random.seed(0)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            try:
                seen = eval(case, {**self.given(), self.name: answer})
            except (Exception, SystemExit) as error:
                seen = Raised(type(error).__name__, str(error), learners_line(error, answer))
        return seen, printed.getvalue()

    def see_all(self, answer):
        """Return what each case gives, in order."""
        return [self.see(answer, case)[0] for case in self.cases]

    def diagnose(self, answer):
        """Return the Result for `answer`: the first case that differs from the solution's, and the mistake it is."""
        if not callable(answer):
            return self.wrong(f"{self.name} should be a function, and this is {show_value(answer)}.")
        try:
            seen = self.see_all(answer)
        except KeyboardInterrupt:
            return self.wrong("It was stopped before it came to an end. Does a loop in it go on for ever?")
        wanted = self.see_all(self.answer)
        differs = self.differences(seen, wanted)
        if not differs:
            return Result(RIGHT, "", f"{self.name}: right.")
        first = differs[0]
        named = next((m for m in self.mistakes if not self.differences(seen, self.see_all(m.answer))), None)
        fact = self.fact(self.cases[first], seen[first], wanted[first])
        return self.wrong(fact + ("" if named else self.common_slip(answer, first, seen, wanted)), named)

    def differences(self, seen, wanted):
        """Return the positions at which two lists of what was seen differ."""
        return [i for i, (s, w) in enumerate(zip(seen, wanted, strict=True)) if not same(s, w, self.tolerance)]

    def fact(self, case, seen, wanted):
        """Return one sentence on one case: what it should give and what it gave."""
        if isinstance(seen, Raised):
            where = f", in your line `{seen.line}`" if seen.line else ""
            return f"`{case}` raised `{seen.kind}: {seen.message}`{where}."
        if isinstance(wanted, dict) and isinstance(seen, dict) and set(seen) == set(wanted):
            key = next(key for key in wanted if not same(seen[key], wanted[key], self.tolerance))
            return self.fact(f"{case}[{key!r}]", seen[key], wanted[key])
        if isinstance(wanted, Raised):
            return f"`{case}` should raise `{wanted.kind}`, and yours gives `{show_value(seen)}`."
        return f"`{case}` should be `{show_value(wanted)}`, and yours gives `{show_value(seen)}`."

    def common_slip(self, answer, first, seen, wanted):
        """Return a sentence on a slip that can happen in any exercise, or ""."""
        if seen[first] is None and wanted[first] is not None:
            printed = self.see(answer, self.cases[first])[1]
            if printed.strip():
                return " It prints its result; a caller needs `return`."
            return " Nothing comes back: is a `return` missing?"
        if hasattr(seen[first], "data") and same(seen[first].data, wanted[first], self.tolerance):
            return " That is a Value; what is asked for is the number in its `.data`."
        return ""

    def solution(self):
        """Display the course's answer as code."""
        from gradually.course.show import show_code

        show_code(inspect.getsource(self.answer))


class ValueExercise(Exercise):
    """An exercise whose answer is a value: a prediction, a choice, numbers worked out by hand.

    `mistakes` are pairs (a wrong answer, what it is told); `because` is said with the right one.
    """

    def __init__(self, name, answer, because, mistakes=(), hints=(), options=(), tolerance=1e-4):
        super().__init__(name, answer, list(hints))
        self.because = because
        self.options = list(options)
        self.tolerance = tolerance
        self.mistakes = [Mistake(show_value(wrong_answer), reply, wrong_answer) for wrong_answer, reply in mistakes]

    def diagnose(self, answer):
        """Return the Result for `answer`, without giving the right one away."""
        if same(answer, self.answer, self.tolerance):
            return Result(RIGHT, "", f"{self.name}: right. {self.because}")
        named = next((m for m in self.mistakes if same(answer, m.answer, self.tolerance)), None)
        return self.wrong("" if named else self.what_is_off(answer), named)

    def what_is_off(self, answer):
        """Return a sentence on a wrong answer that is not in the catalogue."""
        if self.options:
            return f"The choices are {', '.join(map(repr, self.options))}."
        if isinstance(self.answer, dict):
            return what_is_off_among(answer, self.answer, self.tolerance)
        if isinstance(answer, str) and not isinstance(self.answer, str):
            return "That is text; write it as a number, without quotes."
        if is_number(answer) and same(-answer, self.answer, self.tolerance):
            return "The size is right. Look at the sign again."
        return f"It is not {show_value(answer)}."

    def solution(self):
        """Display the answer and the reason for it."""
        say(f"{self.name} = {show_value(self.answer)}\n{self.because}")


def what_is_off_among(answer, wanted, tolerance):
    """Return a sentence on which entries of the dict `answer` are right and which are not."""
    if not isinstance(answer, dict) or set(answer) != set(wanted):
        return f"The answer is a dict with these keys: {', '.join(map(repr, wanted))}."
    off = [key for key in wanted if not same(answer[key], wanted[key], tolerance)]
    fine = [key for key in wanted if key not in off]
    return f"Look again at {listed(off)}." + (f" Right already: {listed(fine)}." if fine else "")


# --- comparing and showing what was seen ---


def same(seen, wanted, tolerance):
    """Tell whether two values are the same to a learner: numbers within `tolerance`, text in any case."""
    if isinstance(seen, Raised) or isinstance(wanted, Raised):
        return isinstance(seen, Raised) and isinstance(wanted, Raised) and seen.kind == wanted.kind
    if hasattr(seen, "tolist"):
        seen = seen.tolist()
    if is_number(wanted):
        close = is_number(seen) and math.isclose(seen, wanted, rel_tol=tolerance, abs_tol=tolerance)
        return close or (is_number(seen) and math.isnan(seen) and math.isnan(wanted))
    if isinstance(wanted, str):
        return isinstance(seen, str) and seen.strip().casefold() == wanted.strip().casefold()
    if isinstance(wanted, list | tuple):
        alike = isinstance(seen, list | tuple) and len(seen) == len(wanted)
        return alike and all(same(s, w, tolerance) for s, w in zip(seen, wanted, strict=True))
    if isinstance(wanted, dict):
        return (
            isinstance(seen, dict)
            and set(seen) == set(wanted)
            and all(same(seen[k], wanted[k], tolerance) for k in wanted)
        )
    return type(seen) is type(wanted) and bool(seen == wanted)


def is_number(thing):
    """Tell whether `thing` is a real number, of Python or NumPy, True and False included."""
    return isinstance(thing, Real)


def show_value(thing):
    """Return `thing` as text a learner reads: numbers in six digits, the same on every machine."""
    if isinstance(thing, float):
        return f"{thing:.6g}"
    if isinstance(thing, list):
        return f"[{', '.join(map(show_value, thing))}]"
    if isinstance(thing, tuple):
        return f"({', '.join(map(show_value, thing))}{',' if len(thing) == 1 else ''})"
    if isinstance(thing, dict):
        return "{" + ", ".join(f"{key!r}: {show_value(value)}" for key, value in thing.items()) + "}"
    return re.sub(r" at 0x[0-9a-fA-F]+", "", repr(thing))


def listed(words):
    """Return words as a sentence lists them: "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


# --- the answer as the notebook leaves it ---


def _blank(): ...


def _blank_with_docstring():
    """Stand for a stub with a docstring."""


BLANK_CODE = {_blank.__code__.co_code, _blank_with_docstring.__code__.co_code}


def is_untouched(answer):
    """Tell whether `answer` still holds the `...` of the notebook, or is a function that does nothing."""
    if inspect.isfunction(answer):
        code = answer.__code__
        does_nothing = code.co_code in BLANK_CODE and code.co_consts[-1] is None
        return does_nothing or ... in code.co_consts
    if isinstance(answer, dict):
        return any(map(is_untouched, answer.values()))
    return answer is ... or (isinstance(answer, list | tuple) and any(map(is_untouched, answer)))


def learners_line(error, answer):
    """Return the line of the learner's own code in which `error` arose, "" if it was not there."""
    own = getattr(getattr(answer, "__code__", None), "co_filename", None)
    lines = [frame.line for frame in traceback.extract_tb(error.__traceback__) if frame.filename == own]
    return (lines[-1] or "").strip() if lines else ""


# --- no trace, and one output ---


@contextlib.contextmanager
def no_trace():
    """Put the state of every random number generator back after the block, and drop what it writes to stderr."""
    numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
    kept = random.getstate(), numpy and numpy.random.get_state(), torch and torch.get_rng_state()
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        random.setstate(kept[0])
        if numpy:
            numpy.random.set_state(kept[1])
        if torch:
            torch.set_rng_state(kept[2])


def say(text):
    """Display text with `code` in backquotes, as plain text and as HTML that a screen reader announces."""
    page = re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(text, quote=False)).replace("\n", "<br>")
    try:
        from IPython.display import display
    except ImportError:
        print(text)
    else:
        display({"text/plain": text, "text/html": f'<div role="status">{page}</div>'}, raw=True)

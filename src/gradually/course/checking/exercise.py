"""Exercises that say which mistake was made.

A learner types `ex.slope.check(slope)`, `ex.slope.hint()`, `ex.slope.solution()`; nothing here raises in a notebook.
The catalogue of wrong answers is the diagnosis: an answer that behaves as a catalogued one is named.
Standard library only, and IPython to display where there is one.
"""

import contextlib
import inspect
import io
import itertools
import math
import os
import random
import sys
import types
from dataclasses import dataclass

from gradually.course.checking.answers import is_untouched, learners_line, no_trace
from gradually.course.checking.comparing import Raised, is_number, listed, same, show_value
from gradually.course.checking.slips import entries_off, slip
from gradually.course.checking.time_limit import TookTooLong, within
from gradually.course.page.messages import say
from gradually.course.page.optional import NAMES, is_installed
from gradually.course.page.source import show_code

TODO, RIGHT, WRONG = "todo", "right", "wrong"
MARKS = {TODO: "○", RIGHT: "✓", WRONG: "✗"}
SECONDS = 20  # that an answer may take in all its cases
LONGEST_PRINT = 500  # characters kept of what an answer prints in one case
LINES_PRINTED = 4  # so many of them are shown
TURNS = itertools.count()
ENDLESS = "Does a loop in it go on for ever?"


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


class Exercise:
    """What check, hint, solution and carry_on need of one exercise, be the answer a value or a function.

    `needs` names a package without which it cannot be graded: a check then says so, and raises nothing.
    """

    def __init__(self, name, answer, hints, needs=""):
        self.name = name
        self.needs = needs
        self.answer = answer
        self.hints = hints
        self.hints_shown = 0
        self.standing = TODO  # what the last check in this sitting found
        self.turn = math.inf  # when it was first checked, among all exercises
        self.mistakes = []
        self.also_right = []

    def grade(self, answer):
        """Return the Result for `answer`, leaving random numbers, standard output and standard error as they were."""
        if not self.can_be_graded():
            return Result(TODO, "", f"{self.name}: left out. It needs {NAMES[self.needs]}, which is not installed.")
        if is_untouched(answer):
            return Result(
                TODO, "", f"{self.name}: waiting for your answer. Put it in place of ... and run the cell again."
            )
        with no_trace():
            return self.diagnose(answer)

    def can_be_graded(self):
        """Tell whether what grading needs is installed here."""
        return not self.needs or is_installed(self.needs)

    def wrong(self, fact, mistake=None, printed=""):
        """Return the Result for an answer that is not right: a fact about it, the mistake if known, what it printed."""
        said = f"{fact} {mistake.reply if mistake else ''}".strip()
        if printed:
            lines = printed.split("\n")
            said += "\n".join(["\nIt printed:", *lines[:LINES_PRINTED], *["…"] * (len(lines) > LINES_PRINTED)])
        return Result(WRONG, mistake.name if mistake else "", f"{self.name}: not yet. {said}")

    def check(self, answer):
        """Display whether `answer` is right, or what is wrong with it; with GRADUALLY_STRICT=1 raise NotRight."""
        result = self.grade(answer)
        self.standing = result.state
        self.turn = min(self.turn, next(TURNS))
        stuck = f"Stuck? Run ex.{self.name}.hint()" if self.hints else "Change your answer and run the cell again."
        say(f"{MARKS[result.state]} {result.text}" + (f"\n{stuck}" if result.state == WRONG else ""))
        if result.state != RIGHT and self.can_be_graded() and os.environ.get("GRADUALLY_STRICT") == "1":
            raise NotRight(result.text)

    def carry_on(self, answer):
        """Return `answer` if it is right, else the course's as if it stood in the calling notebook; say which."""
        if not self.is_the_courses(answer) and self.grade(answer).state == RIGHT:
            say(f"✓ From here on this notebook uses your {self.name}.")
            return answer
        say(
            f"○ From here on this notebook uses the course's {self.name}. "
            "To use yours, make it right, run its cell, and then run this one again."
        )
        return self.typed_into(sys._getframe(1).f_globals)

    def is_the_courses(self, answer):
        """Tell whether `answer` is what carry_on returned before."""
        return answer is self.answer

    def typed_into(self, names):
        """Return the course's answer as if it stood in a notebook with these global names."""
        return self.answer

    def hint(self):
        """Display the next hint; after the last one, the last one again."""
        if not self.hints:
            return say(f"There are no hints here: a guess is enough. ex.{self.name}.solution() shows the answer.")
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
    `words`, {case: a subject for "should be"}, says a case that as an expression would tell a learner nothing.
    """

    def __init__(self, answer, cases, hints, given=dict, words=None, tolerance=1e-4, needs=""):
        super().__init__(answer.__name__, answer, hints, needs)
        self.cases = cases
        self.words = words or {}
        self.given = given
        self.tolerance = tolerance
        self.too_long = None  # the last answer that was stopped

    def is_the_courses(self, answer):
        """Tell whether `answer` is what carry_on returned before."""
        return getattr(answer, "__code__", None) is self.answer.__code__

    def typed_into(self, names):
        """Return the course's answer as if it stood in a notebook with these global names: with the learner's Value."""
        return types.FunctionType(self.answer.__code__, names, self.name, self.answer.__defaults__)

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
            except RecursionError as error:  # whose text depends on where the limit was met
                seen = Raised("RecursionError", "maximum recursion depth exceeded", learners_line(error, answer))
            except (Exception, SystemExit) as error:
                seen = Raised(type(error).__name__, str(error), learners_line(error, answer))
        return seen, printed.getvalue().strip()[:LONGEST_PRINT]

    def see_all(self, answer):
        """Return what each case gives, in order."""
        return [self.see(answer, case)[0] for case in self.cases]

    def watch(self, answer):
        """Return (what each case gives, what each printed); TookTooLong if that takes more than SECONDS."""
        if answer is self.too_long:  # carry_on asks again
            raise TookTooLong
        file = getattr(getattr(answer, "__code__", None), "co_filename", "")
        try:
            watched = within(SECONDS, lambda: [self.see(answer, case) for case in self.cases], file)
        except TookTooLong:
            self.too_long = answer
            raise
        return [seen for seen, _ in watched], [printed for _, printed in watched]

    def diagnose(self, answer):
        """Return the Result for `answer`: the first case that differs from the solution's, and the mistake it is."""
        if not callable(answer):
            return self.wrong(f"{self.name} should be a function, and this is {show_value(answer)}.")
        try:
            seen, printed = self.watch(answer)
        except TookTooLong:
            return self.wrong(f"After {SECONDS} seconds it had not come to an end, and was stopped. {ENDLESS}")
        except KeyboardInterrupt:
            return self.wrong(f"It was stopped before it came to an end. {ENDLESS}")
        wanted = self.see_all(self.answer)
        differs = self.differences(seen, wanted)
        if not differs:
            return Result(RIGHT, "", f"{self.name}: right.")
        first = differs[0]
        named = next((m for m in self.mistakes if not self.differences(seen, self.see_all(m.answer))), None)
        case = self.cases[first]
        fact = self.fact(self.words.get(case, f"`{case}`"), seen[first], wanted[first])
        if not named:
            fact += self.common_slip(seen[first], wanted[first], printed[first])
        return self.wrong(fact, named, printed[first])

    def differences(self, seen, wanted):
        """Return the positions at which two lists of what was seen differ."""
        return [i for i, (s, w) in enumerate(zip(seen, wanted, strict=True)) if not same(s, w, self.tolerance)]

    def fact(self, subject, seen, wanted):
        """Return one sentence on one case: what it should give and what it gave."""
        if isinstance(seen, Raised):
            where = f", in your line `{seen.line}`" if seen.line else ""
            return f"{subject} raised `{seen.kind}: {seen.message}`{where}."
        if isinstance(wanted, dict) and isinstance(seen, dict) and set(seen) == set(wanted):
            key = next(key for key in wanted if not same(seen[key], wanted[key], self.tolerance))
            return self.fact(f"{subject}, the entry {key!r},", seen[key], wanted[key])
        if isinstance(wanted, Raised):
            return f"{subject} should raise `{wanted.kind}`, and yours gives `{show_value(seen)}`."
        return f"{subject} should be `{show_value(wanted)}`, and yours gives `{show_value(seen)}`."

    def common_slip(self, seen, wanted, printed):
        """Return a sentence on a slip that can happen in any exercise, or ""."""
        if seen is None and wanted is not None:
            if printed:
                return " It prints its result; a caller needs `return`."
            return " Nothing comes back here: is a `return` missing, or does it stand inside a loop?"
        return slip(seen, wanted)

    def solution(self):
        """Display the course's answer as code."""
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

    def grade(self, answer):
        """Return the Result for `answer`; one that is filled in by half is told what is right so far."""
        result = super().grade(answer)
        if result.state == TODO and isinstance(answer, dict) and set(answer) == set(self.answer):
            done = {key: value for key, value in answer.items() if not is_untouched(value)}
            if done:
                left = [key for key in answer if key not in done]
                said = entries_off(done, {key: self.answer[key] for key in done}, self.tolerance)
                return Result(TODO, "", f"{self.name}: {said} Still to fill in: {listed(left)}.")
        return result

    def diagnose(self, answer):
        """Return the Result for `answer`, without giving the right one away."""
        if same(answer, self.answer, self.tolerance):
            return Result(RIGHT, "", f"{self.name}: right. {self.because}")
        named = next((m for m in self.mistakes if same(answer, m.answer, self.tolerance)), None)
        return self.wrong("" if named else self.what_is_off(answer), named)

    def what_is_off(self, answer):
        """Return a sentence on a wrong answer that is not in the catalogue."""
        if self.options:
            quotes = "" if isinstance(answer, str) else " Mind the quotes."
            return f"The choices are {', '.join(map(repr, self.options))}.{quotes}"
        if isinstance(self.answer, dict):
            return entries_off(answer, self.answer, self.tolerance)
        if is_number(answer) and same(-answer, self.answer, self.tolerance):
            return "The size is right. Look at the sign again."
        return slip(answer, self.answer).strip() or f"It is not {show_value(answer)}."

    def solution(self):
        """Display the answer and the reason for it."""
        say(f"{self.name} = {show_value(self.answer)}\n{self.because}")

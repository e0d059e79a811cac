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
from dataclasses import dataclass, replace

from gradually.course.checking import mending, reading
from gradually.course.checking.answers import codes_of, filled_in, is_untouched, no_trace, open_lines
from gradually.course.checking.comparing import (
    LONGEST_LINE,
    Raised,
    cut,
    first_difference,
    listed,
    same,
    short_message,
    shown_short,
)
from gradually.course.checking.nearby import fault_of
from gradually.course.checking.slips import entries_off, pattern, rounded, slip
from gradually.course.checking.time_limit import TookTooLong, within
from gradually.course.checking.watching import Seen, noting, parameters_of, raised
from gradually.course.page.messages import say
from gradually.course.page.optional import NAMES, is_installed
from gradually.course.page.source import show_code

TODO, RIGHT, WRONG = "todo", "right", "wrong"
MARKS = {TODO: "○", RIGHT: "✓", WRONG: "✗"}
PLAIN = 1e-5  # a difference that is seen at a glance, as a part of the number
SECONDS = 20  # that an answer may take in all its cases
LONGEST_PRINT = 500  # characters kept of what an answer prints in one case
LINES_PRINTED = 4  # so many of them are shown
TURNS = itertools.count()
MISSING = object()
STILL_NEEDED = {
    "data": "it as it was: work on a copy",
    "grad": "them as they were: keep what you work out in something of your own",
}
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
    by: tuple = ()  # the cases that show it, where not all of them have to


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
            return Result(TODO, "", f"{self.name}: {self.waiting(answer)}")
        with no_trace():
            return self.diagnose(answer)

    def waiting(self, answer):
        """Return what an answer is told that is not begun, or open in part."""
        return "waiting for your answer. Put it in place of ... and run the cell again."

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

    def carry_on(self, answer=MISSING):
        """Return `answer` if it is right, else the course's as if it stood in the calling notebook; say which.

        Left out, it is what the notebook knows by the exercise's name: nothing at all after a SyntaxError.
        """
        names = sys._getframe(1).f_globals
        answer = names.get(self.name, ...) if answer is MISSING else answer
        if not self.is_the_courses(answer) and self.grade(answer).state == RIGHT:
            say(f"✓ From here on this notebook uses your {self.name}.")
            return answer
        say(
            f"○ From here on this notebook uses the course's {self.name}. "
            "To use yours, make it right, run its cell, and then run this one again."
        )
        return self.typed_into(names)

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
    If `given` has a parameter called Value, it gets the class of that name of the answer's notebook.
    `words`, {case: a subject for "should be"}, says a case that as an expression would tell a learner nothing.
    `without` names functions and methods that an answer must not use, since it would borrow what it is to be.
    """

    kind = "a function"

    def __init__(self, answer, cases, hints, given=dict, words=None, tolerance=1e-9, needs="", without=()):
        super().__init__(answer.__name__, answer, hints, needs)
        self.cases = cases
        self.words = words or {}
        self.given = given
        self.tolerance = tolerance
        self.without = without
        self.too_long = None  # the last answer that was stopped
        self.known_already = {}

    def waiting(self, answer):
        """Return what an answer is told that is not begun, or open in part."""
        lines = open_lines(answer) if inspect.isfunction(answer) else []
        if not lines:
            return super().waiting(answer)
        so_far = filled_in(self.see(answer, self.cases[0]).result, self.see(self.answer, self.cases[0]).result)
        said = f" {entries_off(*so_far, self.tolerance)}" if so_far else ""
        return f"waiting for the rest of your answer.{said} Still open: {listed([f'`{line}`' for line in lines])}."

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
        """Return what is Seen of `case` with `answer`."""
        random.seed(0)
        printed, changed = io.StringIO(), set()
        with contextlib.redirect_stdout(printed):
            try:
                result = eval(case, {**self.names_for(answer), self.name: self.noted(answer, changed)})
            except (Exception, SystemExit) as error:
                result = raised(error, answer)
        return Seen(result, printed.getvalue().strip()[:LONGEST_PRINT], frozenset(changed))

    def noted(self, answer, changed):
        """Return what stands for the exercise's name: `answer`, with each call adding what it changes to `changed`."""
        return noting(answer, parameters_of(self.answer), changed)

    def names_for(self, answer):
        """Return what `given` returns for this answer; its parameter Value gets the class of the notebook."""
        if "Value" not in parameters_of(self.given):
            return self.given()
        names = [getattr(function, "__globals__", {}).get("Value") for function in (answer, self.answer)]
        return self.given(Value=next(each for each in names if isinstance(each, type)))

    def see_all(self, answer):
        """Return what is Seen of each case, in order."""
        return [self.see(answer, case) for case in self.cases]

    def known(self, answer, case):
        """Return what is Seen of `case` with an answer of the course's own, right or wrong: looked at only once."""
        if (answer, case) not in self.known_already:
            self.known_already[answer, case] = self.see(answer, case)
        return self.known_already[answer, case]

    def behaves_as(self, answer, seen):
        """Tell whether an answer of the course's own gives in every case what was `seen`."""
        pairs = zip(self.cases, seen, strict=True)
        return all(same(each.result, self.known(answer, case).result, self.tolerance) for case, each in pairs)

    def watch(self, answer):
        """Return what is Seen of each case; TookTooLong if that takes more than SECONDS."""
        if answer is self.too_long:  # carry_on asks again
            raise TookTooLong
        file = next((code.co_filename for code in codes_of(answer)), "")
        try:
            return within(SECONDS, lambda: self.see_all(answer), file)
        except TookTooLong:
            self.too_long = answer
            raise

    def diagnose(self, answer):
        """Return the Result for `answer`: the first case that differs from the solution's, and the mistake it is."""
        if not callable(answer):
            return self.no_such_kind(shown_short(answer))
        try:
            seen = self.watch(answer)
        except TookTooLong:
            return self.wrong(f"After {SECONDS} seconds it had not come to an end, and was stopped. {ENDLESS}")
        except KeyboardInterrupt:
            return self.wrong(f"It was stopped before it came to an end. {ENDLESS}")
        wanted = [self.known(self.answer, case) for case in self.cases]
        differs = self.differences(seen, wanted)
        if not differs:
            return (
                self.borrows(answer)
                or self.without_changes(answer, seen, wanted)
                or Result(RIGHT, "", f"{self.name}: right.")
            )
        first = most_telling(differs, seen, wanted)
        prints = seen[first].result is None and wanted[first].result is not None and seen[first].printed
        named = None if prints else self.named(seen)
        if named and reading.certain(answer, self.answer) and not reading.certain(named.answer, self.answer):
            named = None  # it behaves as that mistake does, and its code says how it came about
        case = self.cases[first]
        result = seen[first].result
        if named and isinstance(result, Raised):  # what Python says is said better by the name of the mistake
            result = replace(result, message="")
        fact = self.fact(self.words.get(case, f"`{case}`"), result, wanted[first].result)
        told = "" if named else self.slip(answer, seen, wanted, first) or lent(seen[first], wanted[first])
        return self.wrong(fact + told, named, seen[first].printed)

    def no_such_kind(self, shown):
        """Return the Result for an answer, as it is `shown`, that nobody can call."""
        return self.wrong(f"{self.name} should be {self.kind}, and this is {shown}.")

    def named(self, seen):
        """Return the catalogued mistake that behaves in all cases as what was seen, or None."""
        return next((m for m in self.mistakes if self.behaves_as(m.answer, seen)), None)

    def differences(self, seen, wanted):
        """Return the positions at which the results of two lists of Seen differ."""
        pairs = enumerate(zip(seen, wanted, strict=True))
        return [i for i, (s, w) in pairs if not same(s.result, w.result, self.tolerance)]

    def borrows(self, answer):
        """Return the Result for an answer that uses what it is not to use; None if it does not."""
        used = self.borrowed_name(answer)
        said = "What comes back is right, but the point here is to do without"
        return self.wrong(f"{said} `{used}`.") if used else None

    def without_changes(self, answer, seen, wanted):
        """Return the Result for an answer that changes what the course's leaves as it was; None if it does not."""
        for s, w in zip(seen, wanted, strict=True):
            for name, what in sorted(s.changed - w.changed):
                whose = "the grads in " if what == "grad" else ""
                return self.wrong(
                    f"What comes back is right, but the call changes {whose}`{name}`, which it was only lent. "
                    f"Whoever called still needs {STILL_NEEDED[what]}.{reading.in_place(answer, name)}"
                )
        return None

    def fact(self, subject, seen, wanted):
        """Return one sentence on one case: what it should give and what it gave."""
        if isinstance(seen, Raised):
            where = f", in your line `{cut(seen.line, LONGEST_LINE)}`" if seen.line else ""
            return f"{subject} raised `{': '.join(filter(None, [seen.kind, short_message(seen)]))}`{where}."
        if isinstance(wanted, Raised):
            return f"{subject} should raise `{wanted.kind}`, and yours gives `{shown_short(seen)}`."
        if shown_short(seen) == shown_short(wanted):
            return f"{subject} should be `{shown_short(wanted)}`, and yours differs in digits that are not shown here."
        place, seen, wanted = first_difference(seen, wanted, self.tolerance)
        if isinstance(seen, Raised):
            return self.fact(f"{subject}, entry `{place}`,", seen, wanted)
        entry = f", entry `{place}`," if place else ""
        return f"{subject}{entry} should be `{shown_short(wanted)}`, and yours gives `{shown_short(seen)}`."

    def slip(self, answer, seen, wanted, first):
        """Return a sentence on a slip that can happen in any exercise, or ""."""
        result, right = seen[first].result, wanted[first].result
        if isinstance(result, Raised):
            told = reading.certain(answer, self.answer) or result.note or reading.likely_cause(answer, self.answer)
            of_this_kind = slip(result, right)
            if of_this_kind and result.inside and result.kind in ("AttributeError", "TypeError"):
                return told or of_this_kind
            told = told or self.mended(answer, wanted, first)
            counted = reading.possible(answer, self.answer) if "out of" in result.message else ""
            return told or counted or of_this_kind
        if result is None and right is not None and seen[first].printed:
            return " It prints its result; a caller needs `return`."
        if told := reading.certain(answer, self.answer):
            return told
        if result is None and right is not None:
            return " Nothing comes back here: is a `return` missing, or does it stand inside a loop?"
        results = [s.result for s in seen], [w.result for w in wanted]
        told = slip(result, right) or reading.likely(answer, self.answer) or rounded(*results, self.tolerance)
        told = told or self.mended(answer, wanted, first) or pattern(*results, self.tolerance)
        told = told or fault_of(self, answer, seen)
        return told or self.borrowed(answer) or reading.possible(answer, self.answer)

    def borrowed(self, answer):
        """Return a sentence on a wrong answer that uses what it is not to use, or ""."""
        used = self.borrowed_name(answer)
        return f" The point here is to do without `{used}`." if used else ""

    def borrowed_name(self, answer):
        """Return the first name in `without` that an answer uses, None if it uses none."""
        return next((name for name in self.without if name in reading.names_used(answer)), None)

    def mended(self, answer, wanted, first):
        """Return a sentence on where one change makes `answer` right, or ""; the case at `first` is tried first."""
        if hasattr(answer, "mended"):  # one that ran elsewhere
            return answer.mended
        order = [first, *(i for i in range(len(self.cases)) if i != first)]

        def is_right(trial):
            return all(self.as_wanted(self.see(trial, self.cases[i]), wanted[i]) for i in order)

        return mending.one_change(answer, is_right, self.answer)

    def as_wanted(self, seen, wanted):
        """Tell whether what was seen of a case is what is wanted, and nothing else was changed."""
        return same(seen.result, wanted.result, self.tolerance) and seen.changed <= wanted.changed

    def solution(self):
        """Display the course's answer as code."""
        show_code(inspect.getsource(self.answer))


def most_telling(differs, seen, wanted):
    """Return the first of the cases `differs`, or, if its difference is hard to see, the first that shows it better."""
    found = next((i for i in differs if not same(seen[i].result, wanted[i].result, PLAIN)), differs[0])
    return differs[0] if isinstance(seen[found].result, Raised) else found


def lent(seen, wanted):
    """Return a sentence on the first argument that one call changes and that the course's answer does not, or ""."""
    changed = sorted({name for name, _ in seen.changed} - {name for name, _ in wanted.changed})
    return f" The call changes `{changed[0]}`, which it was only lent: is that part of it?" if changed else ""

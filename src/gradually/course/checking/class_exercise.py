"""Exercises whose answer is a class, and the class as a file that stands alone."""

import copy
import re
import sys
from pathlib import Path

from gradually.course.checking import keeping
from gradually.course.checking.answers import is_untouched, methods_of, no_trace, with_changes
from gradually.course.checking.comparing import Raised, listed, same, shown_short
from gradually.course.checking.exercise import RIGHT, TODO, CodeExercise, Mistake
from gradually.course.checking.slips import IN_A_TUPLE
from gradually.course.page.messages import say


class ClassExercise(CodeExercise):
    """An exercise whose answer is a class.

    A case gives a dict of plain numbers, in which the first that differs is told, or a text that says by itself what
    is wrong. Learners write classes in many ways, so a mistake is known by the few cases that show it.
    """

    kind = "a class"

    def __init__(self, *arguments, wanted_in="", parts=None, means=None, **named):
        super().__init__(*arguments, **named)
        self.wanted_in = wanted_in  # the chapter that imports what `keep` writes
        self.parts = parts or {}  # {case: the methods that it needs}, for a class that is checked while parts are open
        self.means = means or {}  # {pattern of an exception's message: what it commonly means in this class}

    def noted(self, answer, changed):
        """Return the class itself: what it makes is its own to change."""
        return answer

    def waiting(self, answer):
        """Return what an answer is told that is not begun, or open in part."""
        left = [each.__name__ for each in methods_of(answer) if is_untouched(each)] if isinstance(answer, type) else []
        if not left or (self.parts and len(left) == len(methods_of(answer))):
            return "waiting for your class."
        return f"waiting for the rest of your class. {self.so_far(answer, left)}Still open: {listed(left)}."

    def so_far(self, answer, left):
        """Return a sentence on the cases that need none of the methods that are `left`, or ""."""
        cases = [case for case, needed in self.parts.items() if not set(needed) & set(left)]
        if not cases:
            return ""
        tried = copy.copy(self)
        tried.cases, tried.slip, tried.without = cases, self.meant, []
        tried.mistakes = [mistake for mistake in self.mistakes if set(mistake.by) <= set(cases)]
        with no_trace():
            result = tried.diagnose(answer)
        if result.state != RIGHT:
            return result.text.partition("not yet. ")[2] + " "
        done = sorted({name for case in cases for name in self.parts[case]})
        return f"Right so far: {listed(done)}. "

    def is_the_courses(self, answer):
        """Tell whether `answer` is what carry_on returned before."""
        return answer is self.answer

    def typed_into(self, names):
        """Return the course's answer; a class of its own needs nothing of the notebook."""
        return self.answer

    def spoilt(self, name, reply, changes, by):
        """Enter the course's answer with its text changed, {old: new}, as a mistake that the cases `by` show."""
        self.mistakes.append(Mistake(name, reply, with_changes(self.answer, name, changes), tuple(by)))

    def named(self, seen):
        """Return the catalogued mistake that the cases which show it give for what was seen, or None."""
        seen = dict(zip(self.cases, seen, strict=True))
        return next((mistake for mistake in self.mistakes if self.shows(mistake, seen)), None)

    def shows(self, mistake, seen):
        """Tell whether {case: Seen} is what a mistake gives in the cases that show it."""
        return all(
            same(seen[case].result, self.known(mistake.answer, case).result, self.tolerance) for case in mistake.by
        )

    def fact(self, subject, seen, wanted):
        """Return one sentence on one case: what is wrong by its own words, or the first number that differs."""
        if isinstance(seen, str):
            return seen
        if isinstance(seen, Raised):
            return super().fact(subject, seen, wanted)
        name = next(name for name in wanted if not same(seen[name], wanted[name], self.tolerance))
        place, seen, wanted = deepest_difference(seen[name], wanted[name], self.tolerance)
        return f"{subject} `{name}{place}` should be `{shown_short(wanted)}`, and is `{shown_short(seen)}`."

    def slip(self, answer, seen, wanted, first):
        """Return a sentence on an exception that a class commonly raises, or ""."""
        if not isinstance(seen[first].result, Raised):
            return ""
        return self.meant(answer, seen, wanted, first) or super().slip(answer, seen, wanted, first)

    def meant(self, answer, seen, wanted, first):
        """Return a sentence on what the message of an exception means in a class, this one first, or ""."""
        message = getattr(seen[first].result, "message", "")
        return next((told for pattern, told in (self.means | OF_CLASSES).items() if re.search(pattern, message)), "")

    def keep(self, file):
        """Write the notebook's class, if it is right, into `file`, which stands alone; say whether, or why not.

        An older file that differs is kept beside it under another name.
        """
        answer = sys._getframe(1).f_globals.get(self.name, ...)
        if self.is_the_courses(answer):
            return say(f"○ {file} is not written: this {self.name} is the course's. It is for one of your own.")
        state = self.grade(answer).state
        if state != RIGHT:
            return say(f"○ {file} is not written: {self.name} is {'still open' if state == TODO else 'not right yet'}.")
        try:
            text = keeping.standing_alone(answer)
            kept = keeping.made_from(text, self.name)
        except keeping.CannotStandAlone as reason:
            return say(f"○ {file} is not written: {reason}")
        if self.grade(kept).state != RIGHT:
            return say(f"○ {file} is not written: read from its text alone, your {self.name} is not right. {ONE_CELL}")
        try:
            say(keeping.write(Path(file), text, self.wanted_in))
        except OSError as error:
            say(f"○ {file} is not written: {error.strerror or error}.")


def deepest_difference(seen, wanted, tolerance):
    """Return (place, what is there, what should be there) of the first number in which lists of one shape differ."""
    place = ""
    while isinstance(wanted, list) and isinstance(seen, list) and len(seen) == len(wanted):
        i = next(i for i, (s, w) in enumerate(zip(seen, wanted, strict=True)) if not same(s, w, tolerance))
        place, seen, wanted = f"{place}[{i}]", seen[i], wanted[i]
    return place, seen, wanted


ONE_CELL = "Is all of it in one cell?"
OF_CLASSES = {  # patterns of messages of exceptions
    r"takes no arguments": " Is there an `__init__`, with two underscores on each side, that takes the number?",
    r"__init__\(\) missing": " A leaf is made from its number alone: what else `__init__` takes needs a default.",
    r"__init__\(\) takes": " An operation hands `__init__` more than it takes.",
    r"takes 0 positional arguments": " Every method takes `self` first.",
    r"(backward|tanh)\(\) missing": " It is called with nothing in its brackets: it should take `self` alone.",
    r"object has no attribute 'grad'": " Does every number get its `grad` when it is made?",
    r"'(float|int)' object has no attribute": " A plain number stands there in place of an object of your class.",
    r"must be real number, not": " The functions of math take plain numbers, such as the one in `data`.",
    r"'(float|int|function|\w*Value|\w*Tensor)' object is not iterable": (
        f" One thing stands where several belong, {IN_A_TUPLE}"
    ),
    r"'NoneType' object is not callable": (
        " None is called there. Was a function to be kept, and what it gives was kept: are brackets behind its name?"
    ),
    r"non-broadcastable output": (
        " What arrives is larger than the grad that is to collect it: what was repeated on the way forward?"
    ),
    r"does not have enough dimensions": " One of the two is no array there: is a `.data` missing?",
    r"matmul: ": " Two arrays that do not fit. Write the shapes of both beside that line.",
    r"unhashable type": " A class with an `__eq__` of its own fits into no set: leave it out (a dataclass makes one).",
    r"maximum recursion depth": (
        " It goes round for ever. Does the walk come back to a node where it has been, or to the node itself?"
    ),
}

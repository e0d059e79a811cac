"""Exercises whose answer is a value: predictions, choices, and what is worked out by hand."""

import re

from gradually.course.checking.answers import is_untouched
from gradually.course.checking.comparing import is_number, listed, same, show_value, shown_short
from gradually.course.checking.exercise import RIGHT, TODO, Exercise, Mistake, Result
from gradually.course.checking.slips import entries_off, slip
from gradually.course.page.messages import say


class ValueExercise(Exercise):
    """An exercise whose answer is a value: a prediction, a choice, numbers worked out by hand.

    `mistakes` are pairs (a wrong answer, what it is told); `because` is said with the right one. `belief` tells of a
    quoted belief whether it is true; `otherwise` is said with a number that nothing more is known about; `beside` is a
    pair of texts on the entries of a dict, at {}, that are too small and too large.
    """

    def __init__(
        self,
        name,
        answer,
        because,
        mistakes=(),
        hints=(),
        options=(),
        tolerance=1e-4,
        belief=None,
        otherwise="",
        beside=("", ""),
    ):
        super().__init__(name, answer, list(hints))
        self.because = because
        self.belief = belief
        self.otherwise = otherwise
        self.beside = beside
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
        meant = chosen(answer, self.options)
        named = next((m for m in self.mistakes if same(meant, m.answer, self.tolerance)), None)
        if not same(meant, answer, 0):
            return self.wrong(f"Type `{meant!r}` alone, with nothing round it but its quotes.", named)
        return self.wrong("" if named else self.what_is_off(answer), named)

    def what_is_off(self, answer):
        """Return a sentence on a wrong answer that is not in the catalogue."""
        if isinstance(self.answer, dict):
            said = not_offered(answer, self.options) or entries_off(answer, self.answer, self.tolerance)
            return said + which_way(answer, self.answer, self.beside, self.tolerance)
        if self.options:
            said = f"The choices are {', '.join(map(repr, self.options))}."
            if answer is None:
                return f"{said} Yours is None: `print` shows a thing and hands nothing back. Type the choice alone."
            return said if isinstance(answer, str) else f"{said} Mind the quotes."
        if is_number(answer) and same(-answer, self.answer, self.tolerance):
            return "The size is right. Look at the sign again."
        return slip(answer, self.answer).strip() or f"It is not {show_value(answer)}. {self.otherwise}".strip()

    def solution(self):
        """Display the answer and the reason for it."""
        say(f"{self.name} = {show_value(self.answer)}\n{self.because}")


def which_way(answer, wanted, beside, tolerance):
    """Return what `beside`, (said of too small ones, said of too large ones), says of the numbers in a dict."""
    known = {key: answer[key] for key in wanted if key in answer} if isinstance(answer, dict) else {}
    known = {key: value for key, value in known.items() if is_number(value) and is_number(wanted[key])}
    off = {key: value for key, value in known.items() if not same(value, wanted[key], tolerance)}
    smaller = [key for key in off if off[key] < wanted[key]]
    larger = [key for key in off if off[key] > wanted[key]]
    told = zip((smaller, larger), beside, strict=True)
    return "".join(f" {said.format(listed(keys))}" for keys, said in told if keys and said)


def not_offered(answer, options):
    """Return a sentence on an entry of a dict that is none of the choices, or ""; without options each entry is one."""
    entries = answer.values() if options and isinstance(answer, dict) else []
    other = next((each for each in entries if str(each).casefold() not in options), None)
    return "" if other is None else f"{shown_short(other)} is none of the choices: {', '.join(map(repr, options))}."


def chosen(answer, options):
    """Return the option that stands in an answer with something round it, as in "b)" or ["b"]; else the answer."""
    inner = next(iter(answer)) if isinstance(answer, list | tuple | set) and len(answer) == 1 else answer
    if isinstance(inner, str) and inner not in options:
        letter = re.match(r"\W*(\w)\s*([^\w\s].*)?$", inner, re.DOTALL)
        words = [letter[1]] if letter else re.findall(r"\w\w+", inner)
        said = {word.casefold() for word in words}
        meant = [option for option in options if option.casefold() in said]
        return meant[0] if len(meant) == 1 else answer
    return inner if isinstance(inner, str) else answer

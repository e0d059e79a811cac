"""What was seen of an answer, as plain data: it crosses from a process that nobody trusts to the one that grades.

`packed` is called there, `unpacked` here: it makes numbers, texts, lists, tuples and dicts, and nothing that can act.
"""

import math
from dataclasses import dataclass
from numbers import Real

from gradually.course.checking.comparing import Raised, show_value

LONGEST_TEXT = 2_000  # characters of one thing shown


@dataclass(frozen=True)
class Thing:
    """Stands for an object of the type `kind` that is shown as `text`; if `alike`, it equals those of both the same."""

    kind: str
    text: str
    alike: bool

    def __eq__(self, other):
        same = isinstance(other, Thing) and (self.kind, self.text) == (other.kind, other.text)
        return same and self.alike and other.alike

    def __hash__(self):
        return hash((self.kind, self.text))

    def __repr__(self):
        return self.text


class Node(Thing):
    """A Thing that has children, as a Value has."""

    children = ()


class Callable(Thing):
    """A Thing that could be called where it was made."""

    def __call__(self):
        raise TypeError("this only stands for a function")


@dataclass(frozen=True)
class Array:
    """Stands for an array or a tensor: its numbers and how it is shown."""

    numbers: object
    text: str

    def tolist(self):
        """Return the numbers as Python's own."""
        return self.numbers

    def __repr__(self):
        return self.text


def packed(thing):
    """Return `thing` as something that JSON can hold, arrays as their numbers, any other object as how it is shown."""
    if thing is None or isinstance(thing, bool | str):
        return thing
    if isinstance(thing, Real):
        return packed_number(thing)
    if isinstance(thing, list):
        return [packed(item) for item in thing]
    if isinstance(thing, tuple):
        return {"tuple": [packed(item) for item in thing]}
    if isinstance(thing, set | frozenset):
        return {"set": [packed(item) for item in thing]}
    if isinstance(thing, dict):
        return {"dict": [[packed(key), packed(value)] for key, value in thing.items()]}
    if isinstance(thing, Raised):
        texts = [text[:LONGEST_TEXT] for text in (thing.kind, thing.message, thing.line, thing.note)]
        return {"raised": [*texts, thing.inside]}
    if thing is ...:
        return {"blank": []}
    if hasattr(thing, "tolist"):
        return {"array": [packed(thing.tolist()), shown(thing)]}
    alike = type(thing).__eq__ is not object.__eq__
    form = "node" if hasattr(thing, "children") else "callable" if callable(thing) else "thing"
    return {form: [type(thing).__qualname__, shown(thing), alike]}


def packed_number(number):
    """Return a real number as Python's own int or float; one that no float can hold, as a text that equals nothing."""
    number = number.tolist() if hasattr(number, "tolist") else number
    if isinstance(number, int) and abs(number) < 10**300:
        return number
    try:
        return float(number)
    except OverflowError:
        return {"thing": ["int", "a number too large for a float", False]}


def shown(thing):
    """Return how a learner sees `thing`, cut where it is long."""
    return show_value(thing)[:LONGEST_TEXT]


FORMS = {"node": Node, "callable": Callable, "thing": Thing}


def unpacked(data):
    """Return what `packed` was given, with stand-ins for objects; ValueError if `data` is not of its making."""
    if data is None or isinstance(data, bool | int | float | str):
        return math.inf if isinstance(data, int) and abs(data) > 10**300 else data
    if isinstance(data, list):
        return [unpacked(item) for item in data]
    match data:
        case {"tuple": [*items]}:
            return tuple(unpacked(item) for item in items)
        case {"set": [*items]}:
            return {unpacked(item) for item in items}
        case {"dict": [*pairs]}:
            return {unpacked(key): unpacked(value) for key, value in pairs}
        case {"raised": [str(kind), str(message), str(line), str(note), bool(inside)]}:
            return Raised(kind, message, line, inside, note)
        case {"blank": []}:
            return ...
        case {"array": [numbers, str(text)]}:
            return Array(unpacked(numbers), text)
    form, contents = next(iter(data.items()))
    kind, text, alike = contents
    return FORMS[form](str(kind), str(text), bool(alike))

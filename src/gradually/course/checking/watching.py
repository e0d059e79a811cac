"""What is seen of an answer in one case: what comes back, what it prints, and what it changes of its arguments."""

import builtins
import difflib
import functools
import inspect
import traceback
from typing import NamedTuple

from gradually.course.checking.comparing import Raised

DEEPEST = 4  # lists in lists that are looked into


class Seen(NamedTuple):
    """What was seen of one call: its result or what it raised, its print, the arguments changed, as (name, what)."""

    result: object
    printed: str
    changed: frozenset


# --- arguments that a call changes ---


def noting(answer, names, changed):
    """Return `answer` with every call adding to the set `changed` what it changes of its arguments, by `names`.

    An entry is (name of the argument, "data" or "grad"): lists, dicts and arrays have data, Values and Tensors both.
    """

    @functools.wraps(answer)
    def call(*arguments, **named):
        given = {**dict(zip(names, arguments)), **named}
        before = {name: imprints(thing) for name, thing in given.items()}
        try:
            return answer(*arguments, **named)
        finally:
            for name, thing in given.items():
                after = imprints(thing)
                changed.update((name, what) for what in after if after[what] != before[name].get(what))

    return call


def imprints(thing):
    """Return {"data": text, "grad": text} of an argument: two are equal if nothing in it has changed."""
    return {what: repr(imprint(thing, what, DEEPEST)) for what in ("data", "grad")}


def imprint(thing, what, depth):
    """Return as plain lists and numbers what is inside `thing`: its data, or the grads of Values and Tensors in it."""
    if hasattr(thing, "tolist"):
        return tensor_imprint(thing, what)
    if hasattr(thing, "data") and hasattr(thing, "grad"):
        return imprint(getattr(thing, what), "data", depth)
    if isinstance(thing, int | float | str):
        return thing if what == "data" else None
    if depth and isinstance(thing, dict):
        return [[key, imprint(value, what, depth - 1)] for key, value in thing.items()]
    if depth and callable(getattr(thing, "parameters", None)) and not isinstance(thing, type):
        thing = thing.parameters()
    if depth and isinstance(thing, list | tuple):
        return [imprint(part, what, depth - 1) for part in thing]
    return type(thing).__name__


def tensor_imprint(thing, what):
    """Return the type and the numbers of an array or a tensor, or the numbers of a tensor's grad, None if it has none.

    Asked for its grad, a tensor that is no leaf warns: it has none.
    """
    if what == "data":
        return [type(thing).__name__, thing.tolist()]
    grad = getattr(thing, "grad", None) if getattr(thing, "is_leaf", False) else None
    return None if grad is None else grad.tolist()


def parameters_of(function):
    """Return the names of a function's parameters, none if they cannot be found out."""
    try:
        return list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return []


# --- what an answer raises ---


def raised(error, answer):
    """Return what is told of an exception that an answer raised."""
    kind = type(error).__name__
    if isinstance(error, RecursionError):  # whose text depends on where the limit was met
        return Raised(kind, "maximum recursion depth exceeded", *own_line(error, answer))
    try:
        message = str(error)
    except Exception:
        message = ""
    return Raised(kind, message, *own_line(error, answer), note_on(error, answer))


def own_line(error, answer):
    """Return (the line of the learner's own code in which `error` arose, was there one): "" if its text is unknown."""
    code = getattr(answer, "__code__", None)
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    begins = next((place for place, frame in enumerate(frames) if frame.f_code is code), len(frames))
    if begins == len(frames):
        return "", False
    own = [entry for entry in traceback.extract_tb(error.__traceback__)[begins:] if entry.filename == code.co_filename]
    return (own[-1].line or "").strip(), True


def note_on(error, answer):
    """Return a sentence on an error that only the place where it arose can tell, or ""."""
    code = getattr(answer, "__code__", None)
    if code is None:
        return ""
    known = {name: value for name, value in answer.__globals__.items() if not name.startswith("_")}
    if isinstance(error, NameError) and not isinstance(error, UnboundLocalError) and error.name:
        return nearest(error.name, [*code.co_varnames, *known, *dir(builtins)])
    if isinstance(error, TypeError) and "not callable" in str(error):
        return hidden_builtin(code, known)
    return ""


def nearest(name, known):
    """Return a sentence on a name that nothing has: the nearest that something has, or that nothing is near."""
    near = difflib.get_close_matches(name, known, 1, cutoff=0.7)
    if near:
        return f" Nothing here is called `{name}`. Did you mean `{near[0]}`?"
    return f" Nothing is called `{name}` at this place of the notebook: was its cell run, or does it come later?"


def hidden_builtin(code, known):
    """Return a sentence on a function of Python that is called, and whose name has been given to something else."""
    for name in code.co_names:
        if hasattr(builtins, name) and name in known and not callable(known[name]):
            return f" This notebook has given the name `{name}` to something else. `del {name}` brings it back."
    local = next((name for name in code.co_varnames if callable(getattr(builtins, name, None))), "")
    return f" `{local}` is a name of Python's own, and here a variable: give that another name." if local else ""

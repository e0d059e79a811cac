"""What is seen of an answer in one case: what comes back, what it prints, and what it changes of its arguments."""

import builtins
import difflib
import functools
import inspect
import linecache
import math
import traceback
from typing import NamedTuple

from gradually.course.checking.answers import codes_of
from gradually.course.checking.comparing import Raised, listed

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
    own = own_frames(error, codes_of(answer))
    if not own:
        return "", False
    frame, line = own[-1]
    return linecache.getline(frame.f_code.co_filename, line).strip(), True


def own_frames(error, codes):
    """Return (frame, line) of those that run the learner's own code, from the call of one of `codes` to the error."""
    walked = list(traceback.walk_tb(error.__traceback__))
    begins = next((place for place, (frame, _) in enumerate(walked) if frame.f_code in codes), len(walked))
    return [(frame, line) for frame, line in walked[begins:] if is_own(frame, codes)]


def is_own(frame, codes):
    """Tell whether a frame runs the learner's own code: in the cell of `codes`, or, in the catalogue, in them alone."""
    if not any(frame.f_code.co_filename == code.co_filename for code in codes):
        return False
    catalogued = frame.f_globals.get("__name__", "").startswith("gradually.")
    return not catalogued or any(frame.f_code is code or frame.f_code in code.co_consts for code in codes)


def note_on(error, answer):
    """Return a sentence on an error that only the place where it arose can tell, or ""."""
    own = own_frames(error, codes_of(answer))
    code = getattr(answer, "__code__", None) or (own[-1][0].f_code if own else None)
    if code is None:
        return ""
    names = getattr(answer, "__globals__", None) or own[-1][0].f_globals
    known = {name: value for name, value in names.items() if not name.startswith("_")}
    if isinstance(error, NameError) and not isinstance(error, UnboundLocalError) and error.name:
        own = listed([f"`{name}`" for name in code.co_varnames[: code.co_argcount]] or ["nothing"])
        told = product_as_on_paper(error.name, code.co_varnames) or in_a_module(error.name, known)
        return told or nearest(error.name, [*code.co_varnames, *known, *dir(builtins)], own)
    if isinstance(error, TypeError) and "not callable" in str(error):
        return hidden_builtin(code, known)
    return ""


def product_as_on_paper(name, own):
    """Return a sentence on a name that is two of the function's `own` names, one behind the other."""
    for place in range(1, len(name)):
        if {name[:place], name[place:]} <= set(own):
            return f" Nothing is called `{name}`. Is it `{name[:place]}` times `{name[place:]}`? Then a `*` is missing."
    return ""


def in_a_module(name, known):
    """Return a sentence on a name that a module that is known has, and a Value perhaps as a method, or ""."""
    modules = {key: value for key, value in {"math": math, **known}.items() if inspect.ismodule(value)}
    owners = [key for key, value in modules.items() if hasattr(value, name)]
    owners = [key for key in owners if not modules[key].__name__.startswith("gradually.")]  # `ex` and `figures`
    method = f", `x.{name}()` of a Value" if hasattr(known.get("Value"), name) else ""
    return f" Nothing here is called `{name}` alone. There is `{owners[0]}.{name}`{method}." if owners else ""


def nearest(name, known, own):
    """Return a sentence on a name that nothing has: the nearest that something has, or what the function is given."""
    near = difflib.get_close_matches(name, known, 1, cutoff=0.7)
    if near:
        return f" Nothing here is called `{name}`. Did you mean `{near[0]}`?"
    return f" Nothing is called `{name}` at this place of the notebook. What the function is given is {own}."


def hidden_builtin(code, known):
    """Return a sentence on a function of Python that is called, and whose name has been given to something else."""
    for name in code.co_names:
        if hasattr(builtins, name) and name in known and not callable(known[name]):
            return f" This notebook has given the name `{name}` to something else. `del {name}` brings it back."
    local = next((name for name in code.co_varnames if callable(getattr(builtins, name, None))), "")
    return f" `{local}` is a name of Python's own, and here a variable: give that another name." if local else ""

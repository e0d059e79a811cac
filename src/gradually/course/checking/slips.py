"""Slips that can happen in any exercise, told from what was seen of an answer."""

import re

from gradually.course.checking.comparing import Raised, is_number, listed, same


def entries_off(answer, wanted, tolerance):
    """Return a sentence on which entries of `answer` are those of the dict `wanted` and which are not."""
    if not isinstance(answer, dict) or set(answer) != set(wanted):
        return f"The answer is a dict with these keys: {', '.join(map(repr, wanted))}."
    off = [key for key in wanted if not same(answer[key], wanted[key], tolerance)]
    right = [key for key in wanted if key not in off]
    said = f"Right so far: {listed(right)}." if right else ""
    if off:
        said += f" Look again at {listed(off)}.{slip(answer[off[0]], wanted[off[0]])}"
    return said.strip()


def slip(seen, wanted):
    """Return a sentence on what is commonly the matter when `seen` stands where `wanted` should be, or ""."""
    if isinstance(seen, Raised):
        return raised_slip(seen)
    if hasattr(seen, "children") and is_number(wanted):
        return " That is a Value, where a plain number belongs: the one in its `.data`."
    if isinstance(wanted, list) and isinstance(seen, str):
        return " A list is asked for, with square brackets and commas."
    if isinstance(wanted, tuple) and isinstance(seen, str):
        return " That is text. Values with commas between them are asked for, without quotes round the whole."
    if isinstance(wanted, list | tuple) and isinstance(seen, list | tuple) and any(isinstance(w, str) for w in wanted):
        return "" if all(isinstance(s, str) for s in seen) else " Each entry is a text, in quotes of its own."
    if isinstance(seen, str) and not isinstance(wanted, str):
        return " That is text. What is asked for has no quotes round it."
    if seen is None:
        return " That is None: what you called shows or changes something, but hands nothing back."
    if isinstance(wanted, bool) and not isinstance(seen, bool):
        return " True or False is asked for."
    if is_number(wanted) and isinstance(seen, list | tuple):
        return " One number is asked for, without brackets or commas."
    if isinstance(wanted, list | tuple) and is_number(seen):
        if len(wanted) == 1:
            kind, example = ("list", "[number]") if isinstance(wanted, list) else ("tuple", "(number,)")
            return f" A {kind} with one entry is asked for: {example}."
        return f" {len(wanted)} values are asked for, with commas between them."
    if isinstance(wanted, dict) and isinstance(seen, dict) and set(wanted) - set(seen):
        missing = [repr(key) for key in wanted if key not in seen]
        return f" No entry for {listed(missing)}. (Keys are texts, with quotes.)"
    if callable(seen) and not callable(wanted):
        return " That is a function, not what it returns."
    return ""


def raised_slip(raised):
    """Return a sentence on what commonly raises such an exception, or ""."""
    if raised.kind == "TypeError" and "for ^" in raised.message:
        return " In Python a power is written `**`."
    if raised.kind == "RecursionError":
        return " It calls itself for ever, or too deep. Say first when to stop, or use a list and a loop."
    if raised.kind == "AttributeError" and raised.message.startswith("'NoneType' object"):
        return " Nothing comes back here: is a `return` missing?"
    if raised.kind == "AttributeError" and not raised.line:  # the answer came to an end, and is of another kind
        return returned_slip(raised.message.split("'")[1] if "'" in raised.message else "")
    if raised.kind == "AttributeError" and raised.message.startswith(("'tuple' object", "'list' object")):
        return " That is a whole collection: take its members one at a time."
    if raised.kind == "AttributeError" and re.match(r"'(int|float)' object", raised.message):
        return " It is a plain number here: no .data, no .grad, and functions of it come from math."
    return ""


def returned_slip(kind):
    """Return a sentence on an answer that came to its end with something of the type `kind` in place of a Value."""
    if kind in ("int", "float", "bool"):
        return " It returns a plain number, where a Value (or Tensor) belongs: leave out .data, or wrap the number."
    if kind in ("function", "method", "builtin_function_or_method"):
        return " It returns a function, not what that gives: are the brackets of a call missing?"
    if kind in ("list", "tuple", "dict", "set", "generator"):
        return f" What comes back is a {kind}, where one thing alone belongs."
    return f" What comes back is of the type {kind}, and something else belongs there." if kind else ""

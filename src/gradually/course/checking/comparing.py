"""What was seen of an answer, compared with what should be seen, and shown as a learner reads it."""

import math
import re
from dataclasses import dataclass, field
from numbers import Real


@dataclass(frozen=True)
class Raised:
    """What was seen of an answer that raised: the type and message of the exception and the learner's own line."""

    kind: str
    message: str
    line: str = field(compare=False)


def same(seen, wanted, tolerance):
    """Tell whether two values are the same to a learner: numbers within `tolerance`, text but for case and spaces."""
    if isinstance(seen, Raised) or isinstance(wanted, Raised):
        return type(seen) is type(wanted) and seen == wanted
    seen, wanted = (thing.tolist() if hasattr(thing, "tolist") else thing for thing in (seen, wanted))
    if is_number(wanted):
        return is_number(seen) and same_number(seen, wanted, tolerance)
    if isinstance(wanted, str):
        return isinstance(seen, str) and "".join(seen.split()).casefold() == "".join(wanted.split()).casefold()
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


def same_number(seen, wanted, tolerance):
    """Tell whether two real numbers are the same within `tolerance`, or both no number at all (nan)."""
    try:
        close = math.isclose(seen, wanted, rel_tol=tolerance, abs_tol=tolerance)
        return close or (math.isnan(seen) and math.isnan(wanted))
    except OverflowError:  # a whole number beyond all floats
        return seen == wanted


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
    if isinstance(thing, set | frozenset) and thing:
        return "{" + ", ".join(sorted(map(show_value, thing))) + "}"
    return re.sub(r" at 0x[0-9a-fA-F]+", "", repr(thing))


def listed(words):
    """Return words as a sentence lists them: "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))

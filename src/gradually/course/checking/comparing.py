"""What was seen of an answer, compared with what should be seen, and shown as a learner reads it."""

import math
import re
from dataclasses import dataclass, field
from numbers import Real

LONGEST_SHOWN = 70  # characters of a result that is shown whole; of a longer one only what differs is


@dataclass(frozen=True)
class Raised:
    """What was seen of an answer that raised: the exception's type and message, and where it arose.

    `line` is the learner's own line, `inside` whether there was one, `note` a sentence that only that place could tell.
    """

    kind: str
    message: str
    line: str = field(compare=False, default="")
    inside: bool = field(compare=False, default=False)
    note: str = field(compare=False, default="")


def same(seen, wanted, tolerance):
    """Tell whether two values are the same to a learner: numbers within `tolerance`, text but for case and spaces."""
    if isinstance(seen, Raised) or isinstance(wanted, Raised):
        return type(seen) is type(wanted) and seen == wanted
    seen, wanted = unwrapped(seen), unwrapped(wanted)
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
    try:
        return type(seen) is type(wanted) and bool(seen == wanted)
    except Exception:  # an answer's own kind of thing, that cannot be compared
        return False


def unwrapped(thing):
    """Return arrays and tensors as lists of numbers, anything else as it is."""
    return thing.tolist() if hasattr(thing, "tolist") else thing


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


def first_difference(seen, wanted, tolerance):
    """Return (place, what is there, what should be there) of the first entry in which long lists or dicts differ.

    The place is written as an index, such as "[2][0]"; it is "" where the two are short, or not of one shape.
    """
    s, w = unwrapped(seen), unwrapped(wanted)
    alike = isinstance(w, list | tuple) and isinstance(s, list | tuple) and len(s) == len(w)
    if alike and max(len(show_value(seen)), len(show_value(wanted))) > LONGEST_SHOWN:
        place = next(i for i, (one, other) in enumerate(zip(s, w, strict=True)) if not same(one, other, tolerance))
    elif isinstance(w, dict) and isinstance(s, dict) and set(s) == set(w):
        place = next(key for key in w if not same(s[key], w[key], tolerance))
    else:
        return "", seen, wanted
    deeper, one, other = first_difference(s[place], w[place], tolerance)
    return f"[{place!r}]{deeper}", one, other


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
    try:
        return re.sub(r" at 0x[0-9a-fA-F]+", "", repr(thing))
    except Exception:  # an answer's own __repr__
        return f"a {type(thing).__name__}"


def shown_short(thing):
    """Return `thing` as text a learner reads, cut where it would fill the page."""
    return shortened(show_value(thing))


def shortened(text, longest=LONGEST_SHOWN):
    """Return `text`, cut where it is longer than that."""
    return text if len(text) <= longest else f"{text[: longest - 2]} …"


def short_message(raised):
    """Return the message of what was raised, cut, and without NumPy's formula for the shapes of a product."""
    message = re.sub(r",? with gufunc signature \S+", "", raised.message)
    return shortened(message, 2 * LONGEST_SHOWN)


def listed(words):
    """Return words as a sentence lists them: "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))

"""Slips that can happen in any exercise, told from what was seen of an answer."""

import re

from gradually.course.checking.comparing import Raised, is_number, listed, same, show_value, unwrapped


def entries_off(answer, wanted, tolerance):
    """Return a sentence on which entries of `answer` are those of the dict `wanted` and which are not."""
    if not isinstance(answer, dict) or set(answer) != set(wanted):
        return f"The answer is a dict with these keys, in quotes: {', '.join(map(repr, wanted))}."
    off = [key for key in wanted if not same(answer[key], wanted[key], tolerance)]
    right = [key for key in wanted if key not in off]
    said = f"Right so far: {listed(right)}." if right else ""
    if off:
        slips = [(key, slip(answer[key], wanted[key])) for key in off]
        key, told = next((pair for pair in slips if pair[1]), ("", ""))
        said += f" Look again at {listed(off)}.{f' {key}:' if told and len(off) > 1 else ''}{told}"
    return said.strip()


# --- of one result ---


def slip(seen, wanted):
    """Return a sentence on what is commonly the matter when `seen` stands where `wanted` should be, or ""."""
    if isinstance(seen, Raised):
        return raised_slip(seen)
    if hasattr(seen, "children") and is_number(wanted) and not isinstance(wanted, bool):
        return " That is a Value, where a plain number belongs: the one in its `.data`."
    if hasattr(seen, "children") and isinstance(unwrapped(wanted), list | tuple) and not hasattr(wanted, "children"):
        return A_TENSOR if type(seen).__name__ == "Tensor" else ""
    if hasattr(seen, "children") and isinstance(wanted, str):
        return " That is a Value, where a text belongs. Is each thing in its place, with its brackets?"
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
    if isinstance(wanted, str) and isinstance(seen, bool | int | float):
        return " A text is asked for, in quotes."
    return shape_slip(seen, wanted)


def shape_slip(seen, wanted):
    """Return a sentence on a result of another kind or form than the one asked for, or ""."""
    s, w = unwrapped(seen), unwrapped(wanted)
    if isinstance(w, list | tuple) and isinstance(s, list | tuple) and len(s) == 1 and same(s[0], wanted, 1e-6):
        return " It stands in one pair of brackets too many."
    if isinstance(s, list | tuple) and len(s) == 1 and same(s[0], w, 1e-6):
        return " The right thing is in it, in a pair of brackets too many."
    if is_number(wanted) and isinstance(s, list | tuple):
        return " One number is asked for, without brackets or commas."
    if isinstance(w, list | tuple) and is_number(s):
        return several_asked_for(wanted, w)
    if isinstance(wanted, dict) and isinstance(seen, list | tuple):
        return f" A dict is asked for, with the keys {listed([repr(key) for key in wanted])}."
    if isinstance(wanted, dict) and isinstance(seen, dict) and set(wanted) - set(seen):
        missing = [repr(key) for key in wanted if key not in seen]
        return f" No entry for {listed(missing)}. (Keys are texts, with quotes.)"
    if each_in_brackets(s, w):
        return " Each entry stands in brackets of its own."
    if callable(seen) and not callable(wanted):
        return " That is a function, not what it returns."
    if isinstance(w, list) and (kind := getattr(seen, "kind", type(seen).__name__)) in NO_LISTS:
        return f" A list is asked for, and this is {NO_LISTS[kind]}."
    if isinstance(w, list | tuple) and w and isinstance(s, list | tuple):
        if not s:
            return " There is nothing in it: is anything put into it?"
        return another_order([seen], [wanted], 1e-9) or other_length(seen, wanted)
    return ""


def other_length(seen, wanted):
    """Return a sentence on a tuple of numbers that has too few entries, or too many, or ""."""
    if not isinstance(wanted, tuple) or not isinstance(seen, list | tuple) or len(seen) == len(wanted):
        return ""
    return f" Entries asked for here: {len(wanted)}. In yours: {len(seen)}." if all(map(is_number, wanted)) else ""


def each_in_brackets(seen, wanted):
    """Tell whether two lists are alike, but for brackets round each entry of the first."""
    if not (isinstance(seen, list | tuple) and isinstance(wanted, list | tuple) and len(seen) == len(wanted) > 1):
        return False
    pairs = zip(seen, wanted, strict=True)
    return all(isinstance(s, list | tuple) and len(s) == 1 and same(s[0], w, 1e-6) for s, w in pairs)


NO_LISTS = {"generator": "only a promise of one (a generator)", "set": "a set, which has no order", "dict": "a dict"}


def several_asked_for(wanted, entries):
    """Return a sentence on one number that stands where several belong."""
    if hasattr(wanted, "shape"):
        return f" An array of shape {tuple(wanted.shape)} is asked for, and this is one number."
    kind, example = ("list", "[number]") if isinstance(entries, list) else ("tuple", "(number,)")
    if len(entries) == 1:
        return f" A {kind} with one entry is asked for: {example}."
    return f" A {kind} of {len(entries)} is asked for, and this is one number."


IN_A_TUPLE = "with brackets round them and a comma: `(x)` is only x, and `(x,)` is a tuple."


def raised_slip(raised):
    """Return a sentence on what commonly raises such an exception, or ""."""
    if raised.note:
        return raised.note
    if raised.kind == "TypeError" and "for ^" in raised.message:
        return " In Python a power is written `**`."
    if raised.kind == "TypeError" and "must be real number, not" in raised.message:
        return " The functions of math take plain numbers: the one in `.data`. (Or has Value such a function itself?)"
    if re.match(r"'(int|float|tuple)' object is not callable", raised.message):
        return " Round brackets behind a number or a tuple call it: are they too many, or is a `*` or a comma missing?"
    if "to unpack" in raised.message:
        return " It is taken apart into another number of things than there are here. Does that hold for every length?"
    if raised.message.startswith(("can only concatenate str", "a Value holds one real number, and '")):
        return " Something that is no text is joined to a text there. Is a text to be made of it first?"
    if one := re.search(r"'(\w*Value)' object is not iterable", raised.message):
        return f" One {one[1]} stands where several things belong, {IN_A_TUPLE}"
    if raised.message.startswith("a Value holds one real number, and Value("):
        return " A Value stands where a plain number belongs: the one in its `.data`."
    if re.match(r"a Value holds one real number, and <(built-in )?(function|method|bound method)", raised.message):
        return " A function stands there, and not what it gives: are the brackets of a call missing?"
    if raised.kind == "RecursionError":
        return " It calls itself for ever, or too deep. Say first when to stop, or use a list and a loop."
    if told := errors_own_slip(raised):
        return told
    if re.search(r"operand type\(s\) for .*Value'", raised.message):
        return " That sign is not known to a Value: compute with the number in it, its `.data`."
    return ""


def errors_own_slip(raised):
    """Return a sentence on what commonly raises an exception of this kind, or ""."""
    if "NoneType" in raised.message:
        return none_slip(raised)
    if raised.kind == "TypeError" and raised.inside and (told := type_slip(raised.message)):
        return told
    if raised.kind == "UnboundLocalError":
        return " It is read before it has got a value: give it one above the loop, or in every branch."
    if raised.kind == "AttributeError" and not raised.inside:  # the answer came to an end, and is of another kind
        return returned_slip(raised.message.split("'")[1] if "'" in raised.message else "")
    if raised.kind == "AttributeError" and (told := attribute_slip(raised.message)):
        return told
    return (of_an_array(raised.message) or PYTHONS_OWN.get(raised.kind, "")) if raised.inside else ""


def attribute_slip(message):
    """Return a sentence on what an AttributeError with such a message commonly means, or ""."""
    return next((told for pattern, told in LACKING.items() if re.match(pattern, message)), "")


A_TENSOR = " A Tensor stands where an array belongs: the one in its `.data`."

LACKING = {  # patterns of the messages of an AttributeError in the learner's own line, the first that fits counts
    "'dict' object has no attribute 'add'": " `{}` makes an empty dict. An empty set is made with `set()`.",
    "'(int|float)' object has no attribute 'backward'": (
        " It is a plain number here, with no graph to go back through: was it made from `.data`?"
    ),
    "'memoryview' object": " What is called there takes a Tensor, and gives one. An array meets it here.",
    "'(tuple|list)' object": " That is a whole collection: take its members one at a time.",
    "'Tensor' object has no attribute '(clip|argmax|argmin|any|all|min|astype|tolist)'": A_TENSOR,
    "'(int|float)' object": " It is a plain number here: no .data, no .grad, and functions of it come from math.",
}


SHORTER = " The list is shorter than the index: the last of n entries has the index n - 1."


def of_an_array(message):
    """Return a sentence on what commonly raises an exception of an array or a list with such a message, or ""."""
    return next((told for pattern, told in WITH_ARRAYS.items() if re.search(pattern, message)), "")


WITH_ARRAYS = {  # patterns of NumPy's messages, and of a list's
    "truth value of an array": " `if`, `and`, `not` and Python's max ask one question; an array holds many answers.",
    "could not be broadcast|core dimension|not aligned": " Two arrays meet there whose shapes do not fit each other.",
    "to Python scalars": (
        " One number is taken there, as by the functions of math, and an array of them is given. NumPy's take both."
    ),
    "cannot reshape|axis .* out of bounds": " The array has not the shape that this line takes it to have.",
    "only integers, slices": " An array's index is a whole number: is a text there, or a number with a point?",
    "arrays used as indices": " An array in the square brackets holds places, whole numbers, or True and False.",
    "boolean index did not match": " True and False in square brackets pick from an array of their own shape.",
    "too many indices": " More indices stand there than the array has axes.",
    "index.* out of (range|bounds)": SHORTER,
    "pop.* empty": " Nothing is left in it that could be taken out.",
}


def type_slip(message):
    """Return a sentence on what a TypeError with such a message commonly means, or ""."""
    return next((told for pattern, told in WRONG_KINDS.items() if re.search(pattern, message)), "")


WRONG_KINDS = {  # patterns of the messages of a TypeError in the learner's own line, the first that fits counts
    r"after \* must be an iterable": " The star hands out the entries of a list, and what stands behind it is none.",
    "'generator'": " Round brackets round a `for` make no list, only a promise of one: take square brackets.",
    "indices must be integers": (
        " An index is a whole number. (`for entry in entries` hands out the entries themselves, not their places.)"
    ),
    "'(method|builtin_function_or_method|function)'": (
        " A function stands there, not what it gives: are the brackets of a call missing?"
    ),
    "'numpy.ndarray' object is not callable": " An array is called there like a function: are its () too many?",
    "'list' object is not callable": " A list cannot be called. Take its entries one at a time.",
    "'(int|float|Value)' (object is not (iterable|subscriptable)|has no len)": (
        " One number stands there where a list belongs."
    ),
    r"holds one real number, and \[": " A list meets a Value there. What puts a Value into a list is append.",
    "'float' object cannot be interpreted as an integer": (
        " A whole number belongs there, and `/` gives a float even where nothing is left over. There is `//`, too."
    ),
    "missing [0-9]+ required positional argument": (
        " A call there hands over too little: what does that function take, and in which order?"
    ),
    "can't multiply sequence": " A list cannot be computed with as a whole: take its entries one at a time.",
    "object is not callable": " What stands before the round brackets there is nothing that can be called.",
    "object is not subscriptable": " Square brackets take an entry of a list. To call something takes round ones.",
    "can only concatenate list": " Only a list can be added to a list: put the one thing into square brackets.",
    r"operand type\(s\) for \S+: .*'list'": (
        " A list cannot be computed with as a whole: take its entries one at a time."
    ),
    "not supported between instances of .*'Tensor'": A_TENSOR,
    "not supported between instances of .*'Value'": " A Value cannot be compared; the number in it, its `.data`, can.",
}

PYTHONS_OWN = {  # what an error in the learner's own line commonly means
    "KeyError": " The dict has no such key: is its entry made before it is read or added to, and is it spelt that way?",
    "ZeroDivisionError": " It divides by 0 here: which number is 0, and should it be?",
    "OverflowError": " A number on the way is too large: which one, and is it needed?",
}


def none_slip(raised):
    """Return a sentence on a None that somebody took for something."""
    if not raised.inside:
        return " Nothing comes back here: is a `return` missing?"
    return (
        " Something is None there. append, sort, reverse, shuffle and backward change a thing and hand back None: no "
        "`name =` before them. Or a function of yours lacks its `return`."
    )


def returned_slip(kind):
    """Return a sentence on an answer that came to its end with something of the type `kind` in place of a Value."""
    if kind in ("int", "float", "bool"):
        return " A plain number stands where a Value (or Tensor) belongs: leave out .data, or wrap the number."
    if kind in ("function", "method", "builtin_function_or_method"):
        return " It returns a function, not what that gives: are the brackets of a call missing?"
    if kind in ("list", "tuple", "dict", "set", "generator"):
        return f" What comes back is a {kind}, where one thing alone belongs."
    return f" What comes back is of the type {kind}, and something else belongs there." if kind else ""


# --- of all results together ---


def pattern(seen, wanted, tolerance):
    """Return a sentence on how all results of an answer differ from those that are wanted, or ""."""
    if any(isinstance(s, Raised) or s is None for s in seen):
        return ""
    pairs = differing_numbers(seen, wanted, tolerance)
    if any(s != s and w == w for s, w in pairs):
        return " There is nan in it, which is no number: it comes of 0 · inf, inf - inf, inf / inf or 0 / 0."
    if len(seen) > 1 and all(same(s, seen[0], tolerance) for s in seen) and not hasattr(seen[0], "children"):
        return f" It gives `{show_value(seen[0])[:60]}` in every case, whatever it is given."
    if all(isinstance(s, bool) and isinstance(w, bool) and s != w for s, w in zip(seen, wanted, strict=True)):
        return " It says True where it should say False, and the other way round."
    told = pairs and (factor(pairs, tolerance) or shifted(pairs) or all_alike(seen, wanted))
    return told or another_order(seen, wanted, tolerance)


def differing_numbers(seen, wanted, tolerance):
    """Return the pairs (seen, wanted) of numbers in the results that differ; [] if their forms differ somewhere."""
    differing = [(s, w) for s, w in zip(seen, wanted, strict=True) if not same(s, w, tolerance)]
    pairs = [pair for s, w in differing for pair in numbers_side_by_side(s, w)]
    return [] if None in pairs else pairs


def numbers_side_by_side(seen, wanted):
    """Yield the pairs (seen, wanted) of the numbers in two results; None where they are not of one form."""
    s, w = unwrapped(seen), unwrapped(wanted)
    if is_number(s) and is_number(w) and not isinstance(w, bool):
        yield float(s), float(w)
    elif isinstance(s, list | tuple) and isinstance(w, list | tuple) and len(s) == len(w):
        for one, other in zip(s, w, strict=True):
            yield from numbers_side_by_side(one, other)
    elif isinstance(s, dict) and isinstance(w, dict) and set(s) == set(w):
        for key in w:
            yield from numbers_side_by_side(s[key], w[key])
    elif not same(seen, wanted, 0):
        yield None


def factor(pairs, tolerance):
    """Return a sentence on numbers that are all the same multiple of what they should be, or ""."""
    factors = {round(s / w, 9) for s, w in pairs if w and abs(w) < float("inf")}
    zeros = all(same(s, 0, tolerance) for s, w in pairs if not w)
    if len(factors) != 1 or not zeros or sum(w != 0 for _, w in pairs) < 2:
        return ""
    (times,) = factors
    if times == -1:
        return " The size is right everywhere, and the sign is the opposite."
    if times in (0, 1) or times != times:
        return ""
    if abs(1 / times - round(1 / times)) < 1e-6:
        return f" Every number is {show_value(round(1 / times))} times too small."
    return f" Every number comes out {show_value(times)} times what it should be."


def shifted(pairs):
    """Return a sentence on whole numbers that are all one too many, or one too few, or ""."""
    steps = {round(s - w, 9) for s, w in pairs}
    whole = all(w == int(w) for _, w in pairs if abs(w) < 1e15)
    if len(steps) == 1 and whole and len(pairs) > 1 and steps <= {1.0, -1.0}:
        return " It is always one too many." if steps == {1.0} else " It is always one too few."
    step = min(steps)
    if len(steps) > 1 or len(pairs) == 1 or not step or step != step:
        return ""
    return f" Every number comes out {show_value(abs(step))} too {'large' if step > 0 else 'small'}."


def rounded(seen, wanted, tolerance):
    """Return a sentence on results that are right but for a rounding, or ""."""
    pairs = differing_numbers(seen, wanted, tolerance)
    for digits in range(13):
        if pairs and all(s == round(w, digits) for s, w in pairs if abs(w) < 1e300):
            return " It is rounded. Hand the number back as it is: rounding is for printing."
    return ""


def all_alike(seen, wanted):
    """Return a sentence on lists of numbers in which all entries are one number, and should not be, or ""."""
    s, w = next((pair for pair in zip(seen, wanted, strict=True) if not same(*pair, 1e-9)), (None, None))
    alike = len(set(entries(w))) > 1 and len(set(entries(s))) == 1
    return " All its entries are the same number, and they should differ." if alike else ""


def entries(thing):
    """Return a list of numbers, or an empty one if `thing` is none."""
    thing = unwrapped(thing)
    return list(thing) if isinstance(thing, list | tuple) and all(map(is_number, thing)) else []


def another_order(seen, wanted, tolerance):
    """Return a sentence on lists with the right entries in another order, or ""."""
    turned = True
    for s, w in zip(map(unwrapped, seen), map(unwrapped, wanted), strict=True):
        if not isinstance(s, list | tuple) or not isinstance(w, list | tuple) or len(s) != len(w):
            return ""
        left = list(s)
        for entry in w:
            found = next((i for i, one in enumerate(left) if same(one, entry, tolerance)), None)
            if found is None:
                return ""
            left.pop(found)
        turned = turned and same(list(reversed(s)), list(w), tolerance)
    how = "turned round: the last one stands first" if turned else "in another order"
    return f" The right entries, {how}."

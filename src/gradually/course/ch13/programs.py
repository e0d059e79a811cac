"""Small programs that build a graph of arrays with a learner's class, go back through it, and tell the gradients."""

import difflib
import random
import re

import numpy as np

from gradually.tensor import Tensor, unbroadcast

PARTS = {  # method: how it is called
    "__add__": "`a + b`",
    "__mul__": "`a * b`",
    "__matmul__": "`a @ b`",
    "relu": "`a.relu()`",
    "sum": "`a.sum()`",
    "backward": "`a.backward()`",
}
SIGNS = {"+": "__add__", "*": "__mul__", "@": "__matmul__"}
RANDOM = 60  # programs made by chance


def parts_of(program):
    """Return the names of the methods that a program needs, that of a leaf included."""
    by_sign = {SIGNS[sign] for sign in SIGNS if f" {sign} " in program}
    return {"__init__"} | by_sign | set(re.findall(r"\.(\w+)\(\)", program))


def numbers_for(name, shape):
    """Return an array of this shape whose numbers follow from the name: between -2 and 2, none of them 0."""
    drawn = np.random.default_rng(ord(name)).integers(1, 20, shape)
    return np.asarray(drawn * np.where(drawn * 7 % 5 < 2, -1, 1) / 10)


def first_look(cls):
    """Return "" if a class makes a leaf as it should, else a sentence on what is wrong."""
    if not isinstance(cls, type):
        return "`MyTensor` should be a class."
    if issubclass(cls, Tensor):
        return "It is made from the course's Tensor, and can do all that already. Begin with nothing."
    leaf = cls(np.array([[1.0, 2.0, 4.0]]))
    if not hasattr(leaf, "data"):
        return "`MyTensor(array)` has no `data`. Does `__init__` put the array there?"
    if not isinstance(leaf.data, np.ndarray) or leaf.data.tolist() != [[1.0, 2.0, 4.0]]:
        return "`MyTensor([[1, 2, 4]]).data` should be the array itself."
    if not hasattr(leaf, "grad"):
        return "`MyTensor(array)` has no `grad`. Give every Tensor one when it is made."
    if leaf.grad is not None and (np.shape(leaf.grad) != (1, 3) or np.any(leaf.grad)):
        return (
            f"Before any pass `grad` should be zeros of the shape of data, (1, 3), and has shape {np.shape(leaf.grad)}."
        )
    return ""


def has_parts(cls):
    """Return "" if a class has all its methods, else a sentence on the first that is missing."""
    for part, use in PARTS.items():
        if not callable(getattr(cls, part, None)):
            others = [name for name in vars(cls) if name not in (*PARTS, "__init__") and callable(vars(cls)[name])]
            near = difflib.get_close_matches(part, others, 1, cutoff=0.45)
            said = f" It has `{near[0]}`: is that it, by another name?" if near else ""
            return f"It has no `{part}` so far, which Python looks for in {use}.{said}"
    return ""


def run(cls, program, shapes):
    """Return what a program leaves, as lists: name.data of its last result, and of each leaf the grad and the data.

    A program that does not end with a call of backward gives the last result alone. A text in their place says what
    else than a `cls` an operation gave, or which gradient has the wrong shape.
    """
    names = {name: cls(numbers_for(name, shape)) for name, shape in shapes.items()}
    last = next(iter(shapes))
    for step in program.split("; "):
        exec(step, names)
        if " = " in step:
            last = step.partition(" = ")[0]
            if not isinstance(names[last], cls):
                return f"`{step}` made {kind_of(names[last])}, and should make a MyTensor. {advice(names[last])}"
    found = {f"{last}.data": as_lists(names[last].data)}
    if not program.endswith(".backward()"):
        return found
    for name, shape in shapes.items():
        grad = np.zeros(shape) if names[name].grad is None else names[name].grad
        if np.shape(grad) != shape:
            return f"After `{program}` `{name}` has shape {shape}, and `{name}.grad` has {np.shape(grad)}."
        found |= {f"{name}.grad": as_lists(grad), f"{name}.data": as_lists(names[name].data)}
    return found


def look_at_vjps(cls, step, shapes):
    """Return "" if the result of a step, `y`, keeps for each child a function that gives what the child gets of grad.

    Else a sentence on what it keeps. A class may keep something else, elsewhere: without `vjps` nothing is looked at.
    """
    names, ours = ({name: make(numbers_for(name, shape)) for name, shape in shapes.items()} for make in (cls, Tensor))
    exec(step, names)
    exec(step, ours)
    vjps = getattr(names["y"], "vjps", None)
    if vjps is None:
        return ""
    if found := no_functions(vjps, len(shapes)):
        return f"After `{step}` `y.vjps` should be a tuple, with a function of grad for each child. {found}"
    grad = numbers_for("g", ours["y"].shape)
    (ours["y"] * grad).sum().backward()
    for name, vjp in zip(in_order(step, shapes), vjps, strict=True):
        if not is_gradient(vjp(grad), ours[name].grad):
            return f"After `{step}` what `{name}` gets, by its function in `y.vjps`, is not its gradient."
    return ""


def no_functions(vjps, count):
    """Return "" if `vjps` has this many functions, else a sentence on what it has."""
    if callable(vjps):
        return "A function alone stands there: `(f)` is only f, and `(f,)` is a tuple."
    if not isinstance(vjps, tuple | list):
        return f"{kind_of(vjps).capitalize()} stands there."
    if wrong := [vjp for vjp in vjps if not callable(vjp)]:
        return f"{kind_of(wrong[0]).capitalize()} stands in it, and cannot be called with what arrives."
    return "" if len(vjps) == count else f"Children: {count}. Functions in it: {len(vjps)}."


def in_order(step, shapes):
    """Return the names of a step's operands, the first one first."""
    return sorted(shapes, key=step.partition(" = ")[2].index)


def is_gradient(found, wanted):
    """Tell whether an array, summed where broadcasting repeated, is the gradient `wanted`; a number may stretch."""
    try:
        found = np.asarray(found, dtype=float)
        found = unbroadcast(found, wanted.shape) if found.ndim else np.full(wanted.shape, found)
    except (TypeError, ValueError):
        return False
    return np.allclose(found, wanted)


def as_lists(array):
    """Return an array, or a number of NumPy, as lists or a plain number; anything else as it is."""
    return array.tolist() if hasattr(array, "tolist") else array


def kind_of(thing):
    """Return in words what came back where a learner's object should."""
    if thing is None or isinstance(thing, Tensor):
        return "None" if thing is None else "a Tensor of the course"
    return "an array" if isinstance(thing, np.ndarray) else f"a {type(thing).__name__}"


def advice(thing):
    """Return what to do about it."""
    if thing is None:
        return "Is a `return` missing?"
    return "Inside the class, too, write `MyTensor(...)`." if isinstance(thing, Tensor) else "Wrap the array in one."


def by_chance(seed):
    """Return (program, shapes of its leaves): up to seven operations that fit, then a sum and one backward pass."""
    rng = random.Random(seed)
    shapes = {"a": (2, 3), "b": (3, 2), "c": (3,), "d": (2, 1)}
    known, steps = dict(shapes), []
    for name in "efghijk"[: 2 + seed * 6 // RANDOM]:
        x = rng.choice(list(known)[-3:])
        step, known[name] = rng.choice(list(that_fit(x, known)))
        steps.append(f"{name} = {step}")
    last = steps[-1][0]
    return "; ".join([*steps, f"z = {last}.sum()", "z.backward()"]), shapes


def that_fit(x, known):
    """Yield (step, its shape) for each operation on x and a known array whose shapes fit."""
    yield f"{x}.relu()", known[x]
    for y, shape in known.items():
        if len(known[x]) == len(shape) == 2 and known[x][1] == shape[0]:
            yield f"{x} @ {y}", (known[x][0], shape[1])
        try:
            together = np.broadcast_shapes(known[x], shape)
        except ValueError:
            continue
        yield f"{x} + {y}", together
        yield f"{x} * {y}", together

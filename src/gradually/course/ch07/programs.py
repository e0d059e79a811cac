"""Small programs that build a graph with a learner's class, go back through it, and tell the leaves' gradients."""

import difflib
import random

from gradually.value import Value

LEAVES = {"a": 0.5, "b": -1.5, "c": 0.8}
PARTS = {"__add__": "`a + b`", "__mul__": "`a * b`", "tanh": "`a.tanh()`", "backward": "`a.backward()`"}
RANDOM = 100  # programs made by chance


def first_look(cls):
    """Return "" if a class has all its parts and makes a leaf, else a sentence on what is missing."""
    if not isinstance(cls, type):
        return "`MyValue` should be a class."
    if issubclass(cls, Value):
        return "It is made from the course's Value, and can do all that already. Begin with nothing."
    for part, use in PARTS.items():
        if not callable(getattr(cls, part, None)):
            others = [name for name in vars(cls) if name not in (*PARTS, "__init__") and callable(vars(cls)[name])]
            near = difflib.get_close_matches(part, others, 1, cutoff=0.45)
            said = f" It has `{near[0]}`: is that it, by another name?" if near else ""
            return f"It has no `{part}` so far, which Python looks for in {use}.{said}"
    leaf = cls(0.5)
    if not hasattr(leaf, "data"):
        return "`MyValue(0.5)` has no `data`. Does `__init__` put the number there?"
    if leaf.data != 0.5:
        return f"`MyValue(0.5).data` should be the number, 0.5, and is {leaf.data!r}."
    if not hasattr(leaf, "grad"):
        return "`MyValue(0.5)` has no `grad`. Give every number one when it is made, 0.0."
    if leaf.grad != 0:
        return f"`MyValue(0.5).grad` should be 0.0 before any pass, and is {leaf.grad!r}."
    return ""


def run(cls, program, leaves=LEAVES):
    """Return {name.data: result, name.grad: of each leaf} after `program`, whose last steps are calls of backward.

    A text in its place says what else than a `cls` an operation gave.
    """
    names = {name: cls(number) for name, number in leaves.items()}
    given = list(names.values())
    for step in program.split("; "):
        exec(step, names)
        made = step.partition(" = ")[0]
        if made in names and not isinstance(names[made], cls):
            return (
                f"`{step}` made {kind_of(names[made])}, and should make a MyValue. {ADVICE.get(type(names[made]), '')}"
            )
    last = program.split("; ")[-1].removesuffix(".backward()")
    grads = {f"{name}.grad": leaf.grad for name, leaf in zip(leaves, given, strict=True)}
    return {f"{last}.data": names[last].data, **grads}


def kind_of(thing):
    """Return in words what came back where a learner's object should."""
    return (
        "a Value of the course"
        if isinstance(thing, Value)
        else "None"
        if thing is None
        else f"a {type(thing).__name__}"
    )


ADVICE = {
    Value: "Inside the class, too, write `MyValue(...)`.",
    float: "Wrap the number in one.",
    type(None): "Is a `return` missing?",
}


def by_chance(seed):
    """Return (program, leaves) with two to ten operations on nodes drawn by lot, and one backward pass at the end."""
    rng = random.Random(seed)
    leaves = {name: rng.randint(-20, 20) / 10 for name in "abc"}
    nodes, steps = list(leaves), []
    for name in "defghijklm"[: 2 + seed * 9 // RANDOM]:
        x, y = rng.choice(nodes[-4:]), rng.choice(nodes)
        steps.append(f"{name} = {rng.choice([f'{x} + {y}', f'{x} * {y}', f'{x}.tanh()'])}")
        nodes.append(name)
    return "; ".join([*steps, f"{nodes[-1]}.backward()"]), leaves

"""What stands in the cases of exercises for things that a message could not show, or that an answer must not have."""

import itertools
from dataclasses import dataclass

DOUBLINGS = 20  # times x = x + x: 21 nodes, and 1,048,576 paths
MOST_LOOKS = 20_000  # at children: even one who looks for each node at all pairs of nodes needs fewer


@dataclass(frozen=True, repr=False)
class AValue:
    """Stands for a Value where a plain number belongs; any two are the same."""

    children: tuple = ()

    def __repr__(self):
        return "a Value"


def lacking(cls, *operators):
    """Return a subclass of `cls`, with its name, that has none of `operators`: Python says so in its own words."""
    methods = [method for operator in operators for method in METHODS[operator]]
    return type(cls.__name__, (cls,), {"__slots__": (), **dict.fromkeys(methods, unsupported)})


def unsupported(*operands):
    """Say as a method of an operator that there is none."""
    if len(operands) == 1:
        raise TypeError(f"bad operand type for unary -: {type(operands[0]).__name__!r}")
    return NotImplemented


METHODS = {
    "+": ["__add__", "__radd__"],
    "-x": ["__neg__"],
    "-": ["__sub__", "__rsub__"],
    "*": ["__mul__", "__rmul__"],
    "/": ["__truediv__", "__rtruediv__"],
    "**": ["__pow__", "__rpow__"],
}


def plain(thing):
    """Return `thing` with an AValue in place of each Value in it, lists and tuples (which become lists) included."""
    if isinstance(thing, list | tuple):
        return [plain(part) for part in thing]
    return AValue() if hasattr(thing, "local_grads") else thing


def known_nodes(known):
    """Return `known`, {name: node}, and with it `names`, a function that tells which of them some children are."""

    def names(children):
        found = [next((name for name, node in known.items() if node is child), "something else") for child in children]
        return sorted(found) if isinstance(children, set) else found  # the order of a set is nobody's

    return {**known, "names": names}


class TooManyLooks(Exception):
    """Raised by a graph whose nodes have been asked for their children too often."""


def counting(cls, most):
    """Return a subclass of `cls`, with its name, whose objects hand out their children `most` times, all together."""
    looks = itertools.count(1)

    def children(node):
        if next(looks) > most:
            raise TooManyLooks
        return cls.children.__get__(node)

    return type(cls.__name__, (cls,), {"__slots__": (), "children": property(children, cls.children.__set__)})


def in_doublings(cls, work):
    """Return `work(x)` for the object x of `cls` after DOUBLINGS times x = x + x; a text if it looks too often."""
    counted = counting(cls, MOST_LOOKS)
    x = counted(1.0, label="x0")
    for i in range(DOUBLINGS):
        x = counted(x.data + x.data, (x, x), "+", (1.0, 1.0), f"x{i + 1}")
    try:
        return work(x)
    except TooManyLooks:
        return f"stopped after {MOST_LOOKS:,} looks at children"

"""Which cells of a notebook an answer needs: found by reading the cells, without running any.

Whole notebooks train networks and draw pictures; an answer needs its own cell and the earlier ones that it builds on.
"""

import ast
import re
import symtable
from dataclasses import dataclass

from IPython.core.inputtransformer2 import TransformerManager


@dataclass(frozen=True)
class Cell:
    """A code cell as it is graded: without its calls of `ex`, and with what it uses, binds, changes and checks.

    `uses_later` are the names that its functions read when they are called.
    `checks` maps the name of an exercise to the expression that the cell hands to its check.
    """

    source: str
    tree: ast.Module
    is_exercise: bool
    uses: frozenset
    uses_later: frozenset
    binds: frozenset
    changes: frozenset
    checks: dict


def read_cell(source, is_exercise, alias):
    """Return the Cell for a cell's source; `alias` is the notebook's name for its exercises, mostly `ex`.

    SyntaxError and the like are raised as Python raises them.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:  # IPython's own: %magic, !command, name?
        source = TransformerManager().transform_cell(source)
        tree = ast.parse(source)
    checks, carried = {}, set()
    for node in ast.walk(tree):
        if is_check(node, alias):
            checks[node.func.value.attr] = ast.unparse(node.args[0])
        if is_carry_on(node, alias):
            carried.add(node.func.value.attr)
    tree.body = [node for node in tree.body if not is_said_to(alias, node)]
    uses, uses_later, binds = names_of(f"{ast.unparse(tree)}\n" + "\n".join(checks.values()))
    changes = changed_in(tree) & (uses | uses_later | binds)  # without `self` and other names inside functions
    names = map(frozenset, (uses | carried, uses_later, binds, changes))
    return Cell(source, tree, is_exercise, *names, checks)


def is_check(node, alias):
    """Tell whether a node is `alias.name.check(answer)`."""
    return (
        isinstance(node, ast.Call)
        and len(node.args) == 1
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "check"
        and isinstance(node.func.value, ast.Attribute)
        and ast.unparse(node.func.value.value) == alias
    )


def is_carry_on(node, alias):
    """Tell whether a node is `alias.name.carry_on()`, which takes what the notebook knows by that name."""
    return isinstance(node, ast.Call) and re.fullmatch(rf"{alias}\.\w+\.carry_on", ast.unparse(node.func)) is not None


def is_said_to(alias, node):
    """Tell whether a statement is a call of something of `alias`, whose result is dropped."""
    called = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    return called and isinstance(node.value.func, ast.Attribute) and root_of(node.value.func) == alias


def names_of(source):
    """Return the global names that `source` reads, those that its functions read, and those that it binds."""
    top = symtable.symtable(source, "cell", "exec")
    uses, uses_later, binds, waiting = set(), set(), set(), [top]
    while waiting:
        table = waiting.pop()
        waiting.extend(table.get_children())
        for symbol in table.get_symbols():
            if table is top or symbol.is_global():
                reads = uses_later if table.get_type() == "function" else uses
                reads |= {symbol.get_name()} if symbol.is_referenced() else set()
                binds |= {symbol.get_name()} if symbol.is_assigned() or symbol.is_imported() else set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            uses |= {node.target.id} & binds  # not what is a function's own
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            binds.add("*")
    return uses, uses_later, binds


def changed_in(tree):
    """Return the names whose objects a cell changes: `a.label = …`, `a[0] = …`, and `a.append(…)` as a statement."""
    changed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            changed.add(root_of(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            changed.add(root_of(node.value.func) if isinstance(node.value.func, ast.Attribute) else "")
    return changed - {""}


def root_of(node):
    """Return the name at the left end of `a.b[0].c`, "" if there is none: what a call gives has no name."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def cells_with(cells, name):
    """Return the places of the cells that check the exercise `name`, or else of the exercise cells that bind it."""
    checking = [i for i, cell in enumerate(cells) if cell and name in cell.checks]
    return checking or [i for i, cell in enumerate(cells) if cell and cell.is_exercise and name in cell.binds]


def needed_by(cells, place):
    """Return the places, in order, of the cells that the one at `place` builds on, and its own; None marks no cell.

    A name that a function reads is looked up when it is called: by its own cell perhaps, and by the answer.
    """
    chosen, waiting = {place}, [place]
    while waiting:
        here = waiting.pop()
        cell = cells[here]
        wanted = [(name, here) for name in cell.uses | (cell.uses_later - cell.binds)]
        wanted += [(name, place) for name in cell.uses_later]
        found = {maker for name, end in wanted for maker in makers(cells, name, end)}
        waiting.extend(found - chosen)
        chosen |= found
    return sorted(chosen)


def makers(cells, name, end):
    """Yield the places before `end` of the last cell that binds `name` and of those that change it after that."""
    for place in range(end - 1, -1, -1):
        cell = cells[place]
        if cell and (name in cell.binds or name in cell.changes or "*" in cell.binds):
            yield place
            if name in cell.binds:
                return

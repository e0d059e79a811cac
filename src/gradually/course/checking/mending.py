"""Where one small change would make an answer right: found by trying, so what is said of it is true.

Only the place is told. What belongs there is the learner's to find, and so is a better place, if there is one.
"""

import ast
import contextlib
import copy
import inspect
import sys
import warnings

from gradually.course.checking import comparing, watching
from gradually.course.checking.answers import source_of, tree_of
from gradually.course.checking.comparing import cut
from gradually.course.checking.reading import HAND_BACK_NOTHING

TRIAL = "<trial>"  # the file of their code
THE_CHECKERS_OWN = {watching.__file__, comparing.__file__}  # whose steps are not those of a trial
MOST_STEPS = 200_000  # lines and calls that all trials together may take
LONGEST_PLACE = 60  # characters of code that are quoted
ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
COMPARISONS = [[ast.Lt, ast.LtE, ast.Gt, ast.GtE], [ast.Eq, ast.NotEq]]
EXCHANGED = {"min": "max", "max": "min", "sin": "cos", "cos": "sin", "any": "all", "all": "any"}
ATTRIBUTES = ["data", "grad", "children", "local_grads", "op", "label"]


class Enough(BaseException):
    """Raised in trials that take too many steps; no Exception, so that an answer does not catch it."""


def one_change(answer, is_right, solution):
    """Return a sentence on where one change makes `answer` right, as `is_right(function)` tells, or "".

    `solution` is the course's answer: a loop is turned round only where something is turned round in that.
    """
    tree = tree_of(answer)
    if tree is None or not inspect.isfunction(answer) or answer.__closure__:
        return ""
    tree.decorator_list = []
    steps = Steps(MOST_STEPS)

    def mends(node, new):
        trial = compiled(with_change(tree, node, new), answer)
        return bool(trial) and steps.within_limits(lambda: is_right(trial))

    for said, node, new in likely_first(changes(tree), solution):
        if mends(node, new):
            too_much = has_another_sign(node, new) and any(mends(node, side) for side in sides(node))
            place = (TOO_MUCH if too_much else said).format(code=quoted(node), line=quoted(line_of(tree, node)))
            return f" One change would make it right (there may be others): look at {place}."
    return ""


def likely_first(tried, solution):
    """Return changes in the order in which they are tried, without those that would mend by coincidence."""
    left = [change for change in tried if change[0] != TURNED_ROUND or turns_something(solution)]
    return sorted(left, key=lambda change: change[0] == TOO_MUCH)


def has_another_sign(node, new):
    """Tell whether `new` is the operation `node` with another sign between the same two sides."""
    return isinstance(node, ast.BinOp) and isinstance(new, ast.BinOp) and sides(node) == sides(new)


def sides(operation):
    """Return the two sides of an operation."""
    return operation.left, operation.right


def turns_something(solution):
    """Tell whether the course's answer goes through something from its end to its start."""
    return any(word in source_of(solution) for word in ("reversed(", "[::-1]", ", -1)"))


class Steps:
    """Counts the lines of trials and the calls in them: an end that comes at the same place on every machine."""

    def __init__(self, most):
        self.left = most
        self.left_here = 0

    def within_limits(self, work):
        """Return `work()`, False if it takes more than a quarter of all steps, or if none are left."""
        self.left_here, before = min(self.left, MOST_STEPS // 4), sys.gettrace()
        sys.settrace(self.step)
        try:
            return work()
        except Enough:
            return False
        finally:
            sys.settrace(before)

    def step(self, frame, event, argument):
        """Count a step (a trace function), and raise Enough if it is one too many."""
        if frame.f_code.co_filename in THE_CHECKERS_OWN:
            return None
        self.left, self.left_here = self.left - 1, self.left_here - 1
        if self.left_here < 0:
            raise Enough
        return self.step if frame.f_code.co_filename == TRIAL else None


def with_change(tree, node, new):
    """Return a copy of `tree` with `new` (a node, or a list of statements) in the place of `node`."""
    kept = {}
    copied = copy.deepcopy(tree, kept)
    return ast.fix_missing_locations(Replace(kept[id(node)], copy.deepcopy(new)).visit(copied))


class Replace(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old, new):
        self.old, self.new = old, new

    def visit(self, node):
        return self.new if node is self.old else self.generic_visit(node)


def compiled(tree, answer):
    """Return the function of `tree` as if it stood where `answer` was written, None if it cannot stand there."""
    names = dict(answer.__globals__)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python thinks of a trial is nobody's business
            exec(compile(ast.Module([tree], []), TRIAL, "exec"), names)
    except Exception:
        return None
    return names[tree.name]


def quoted(node):
    """Return the code of a node, its first line only, as it is quoted."""
    return f"`{cut(ast.unparse(node).splitlines()[0], LONGEST_PLACE)}`"


def line_of(tree, node):
    """Return the innermost statement in which a node stands."""
    holding = [each for each in ast.walk(tree) if isinstance(each, ast.stmt) and node in ast.walk(each)]
    return holding[-1]


# --- what is tried: (sentence, node, what to put in its place) ---

TOO_MUCH = "{line}, where {code} says too much"
TURNED_ROUND = "the direction of the loop {code}"


def changes(tree):
    """Yield all changes that are tried."""
    names = [name.arg for name in ast.walk(tree.args) if isinstance(name, ast.arg)]
    names += [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    first_line = list(ast.walk(tree.args))
    no_numbers = things_in(tree)
    for node in [node for node in ast.walk(tree) if node not in first_line]:
        for change in TRIED.get(type(node), []):
            yield from ((said, node, new) for said, new in change(node))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in changed_things(tree):
            others = sorted(set(names) - {node.id})
            yield from (("{code}, in {line}", node, ast.Name(name, ast.Load())) for name in others)
        is_a_number = isinstance(node, ast.BinOp | ast.Name | ast.Attribute | ast.Call | ast.Subscript) and is_read(
            node
        )
        if is_a_number and node not in no_numbers:
            yield "the sign of {code}, in {line}", node, ast.UnaryOp(ast.USub(), node)
            yield "the sign of {code}, in {line}", node, call("abs", node)
        yield from moved(node)


def things_in(tree):
    """Return the nodes that stand for things and not for numbers: what has attributes, and what `in` and `is` ask."""
    asked = [node for node in ast.walk(tree) if isinstance(node, ast.Compare) and isinstance(node.ops[0], IDENTITY)]
    owners = [node.value for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    return owners + [part for node in asked for part in (node.left, *node.comparators)]


IDENTITY = ast.In | ast.NotIn | ast.Is | ast.IsNot


def changed_things(tree):
    """Return the names whose things are changed, as by `name.append(…)`: a trial must not change others instead."""
    of_methods = [node.value for node in ast.walk(tree) if getattr(node, "attr", "") in HAND_BACK_NOTHING]
    stored_into = [node.value for node in ast.walk(tree) if isinstance(node, ast.Subscript) and not is_read(node)]
    return of_methods + stored_into


def is_read(node):
    """Tell whether an expression is read, not stored to."""
    return isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def call(name, *arguments):
    """Return the node of a call."""
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def operators(node):
    """Yield another operator, another order of the sides, other brackets, or one side alone."""
    if isinstance(node.op, ast.BitXor):  # what is meant is a power, and that is told better elsewhere
        return
    sign = ARITHMETIC.get(type(node.op))
    for other in ARITHMETIC if sign else ():
        yield f"the sign `{sign}` in {{code}}", ast.BinOp(node.left, other(), node.right)
    if isinstance(node.right, ast.Constant) and node.right.value in (2, 3, -1):
        yield "the sign before the last number in {code}", ast.BinOp(node.left, ast.Pow(), node.right)
    yield "the order of the two sides of {code}", ast.BinOp(node.right, node.op, node.left)
    yield from brackets(node)
    yield TOO_MUCH, node.left
    yield TOO_MUCH, node.right


def brackets(node):
    """Yield the same with brackets that take in more, or less."""
    if isinstance(node.left, ast.BinOp):
        first, second = node.left.left, ast.BinOp(node.left.right, node.op, node.right)
        yield "the brackets in {code}", ast.BinOp(first, node.left.op, second)
    if isinstance(node.right, ast.BinOp):
        first, second = ast.BinOp(node.left, node.op, node.right.left), node.right.right
        yield "the brackets in {code}", ast.BinOp(first, node.right.op, second)
    if isinstance(node.left, ast.Call) and len(node.left.args) == 1:
        inner = ast.BinOp(node.left.args[0], node.op, node.right)
        yield "how far the brackets reach in {code}", ast.Call(node.left.func, [inner], [])


def signs(node):
    """Yield an operand without its sign, or without its `not`."""
    yield ("the condition {code}" if isinstance(node.op, ast.Not) else "the sign of {code}"), node.operand


def numbers(node):
    """Yield other numbers in place of a number; a text with what stands in its curly brackets filled in."""
    if type(node.value) in (int, float):
        for other in {node.value + 1, node.value - 1, -node.value, 0, 1, 2} - {node.value}:
            yield "the number {code} in {line}", ast.Constant(other)
    if isinstance(node.value, str) and "{" in node.value:
        with contextlib.suppress(SyntaxError):
            filled = ast.parse(f"f{node.value!r}", mode="eval").body
            yield "the quotes in {line}, where nothing is filled into the curly brackets", filled


def attributes(node):
    """Yield another attribute of the same thing, the thing itself, or the call of it."""
    if is_read(node):
        yield f"`.{node.attr}` in {{line}}", node.value
        yield "{code}, in {line}, where the brackets of a call are missing", ast.Call(node, [], [])
    if node.attr in ATTRIBUTES:
        for other in ATTRIBUTES:
            yield f"`.{node.attr}` in {{line}}", ast.Attribute(node.value, other, node.ctx)


def calls(node):
    """Yield the call of a kindred function, the argument alone, or the arguments in another order."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in EXCHANGED:
        other = copy.copy(node.func)
        setattr(other, "attr" if isinstance(other, ast.Attribute) else "id", EXCHANGED[name])
        yield f"`{name}` in {{line}}", ast.Call(other, node.args, node.keywords)
    if len(node.args) == 1:
        yield f"the call of `{name}` in {{line}}", node.args[0]
    for args in in_another_order(node.args):
        yield "the order in {code}", ast.Call(node.func, args, node.keywords)


def collections(node):
    """Yield the entries of a tuple or list in another order."""
    for entries in in_another_order(node.elts):
        yield "the order in {code}", type(node)(entries, node.ctx)


def in_another_order(entries):
    """Yield a list of nodes with two neighbours exchanged, for each two."""
    for i in range(len(entries) - 1):
        yield [*entries[:i], entries[i + 1], entries[i], *entries[i + 2 :]]


def comparisons(node):
    """Yield other comparisons of the same two, by size or of being equal, as the one that stands there."""
    alike = next((kind for kind in COMPARISONS if type(node.ops[0]) in kind), ())
    for other in alike if len(node.ops) == 1 else ():
        yield "the comparison {code}", ast.Compare(node.left, [other()], node.comparators)


def conditions(node):
    """Yield the same with the condition turned round."""
    turned = copy.copy(node)
    turned.test = ast.UnaryOp(ast.Not(), node.test)
    yield f"the condition `{cut(ast.unparse(node.test), LONGEST_PLACE)}`", turned


def additions(node):
    """Yield another kind of assignment in place of `+=` and its like."""
    for other in (ast.Add, ast.Sub):
        yield "the sign in {line}", ast.AugAssign(node.target, other(), node.value)
    yield "the sign in {line}", ast.Assign([node.target], node.value)


def assignments(node):
    """Yield `+=` and `-=` in place of `=`."""
    for operator in (ast.Add, ast.Sub) if len(node.targets) == 1 else ():
        yield "the sign `=` in {line}", ast.AugAssign(node.targets[0], operator(), node.value)


def loops(node):
    """Yield a loop that goes the other way."""
    turned = copy.copy(node)
    turned.iter = call("reversed", call("list", node.iter))
    yield TURNED_ROUND, turned


def slices(node):
    """Yield the whole in place of a part of it."""
    if isinstance(node.slice, ast.Slice):
        yield "{code}, in {line}, which leaves something out", node.value


def moved(node):
    """Yield a loop with its last line behind it, with the line behind it inside; a block without one of its lines."""
    for field in ("body", "orelse"):
        lines = getattr(node, field, None)
        for i, line in enumerate(lines if isinstance(lines, list) else ()):
            if isinstance(line, ast.For | ast.While) and len(line.body) > 1:
                shorter, last = copy.copy(line), line.body[-1]
                shorter.body = line.body[:-1]
                yield f"how far {quoted(last)} is indented", line, [shorter, last]
            if len(lines) > 1 and not isinstance(line, ast.Return):
                yield "the line {code}", line, ast.Pass()
            if isinstance(line, ast.For | ast.While) and i + 1 < len(lines):
                longer = copy.copy(line)
                longer.body = [*line.body, lines[i + 1]]
                rest = copy.copy(node)
                setattr(rest, field, [*lines[:i], longer, *lines[i + 2 :]])
                yield f"how far {quoted(lines[i + 1])} is indented", node, rest


TRIED = {
    ast.BinOp: [operators],
    ast.UnaryOp: [signs],
    ast.Constant: [numbers],
    ast.Attribute: [attributes],
    ast.Call: [calls],
    ast.Tuple: [collections],
    ast.List: [collections],
    ast.Compare: [comparisons],
    ast.If: [conditions],
    ast.IfExp: [conditions],
    ast.While: [conditions],
    ast.AugAssign: [additions],
    ast.Assign: [assignments],
    ast.For: [loops],
    ast.comprehension: [loops],
    ast.Subscript: [slices],
    ast.Break: [lambda node: [("the `break`", ast.Continue())]],
    ast.Continue: [lambda node: [("the `continue`", ast.Break())]],
}

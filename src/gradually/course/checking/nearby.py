"""What a right answer gives with one thing wrong in it: an answer that gives the same is told which kind of thing."""

import ast
import copy
import functools
import re

from gradually.course.checking.answers import source_of, tree_of
from gradually.course.checking.mending import ARITHMETIC, Replace

PARTS = {ast.Add: "a term", ast.Sub: "a term", ast.Mult: "a factor", ast.Div: "a division", ast.MatMult: "a factor"}
SWAPPED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult}
TURNED = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE, ast.Eq: ast.NotEq}
WITH_EQUAL = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
EXCHANGED = {"min": "max", "max": "min", "mean": "sum", "argmax": "argmin"}
ROUNDS = {
    "takes the first round only": "[:1]",
    "takes the last round only": "[-1:]",
    "leaves out the first": "[1:]",
    "leaves out the last": "[:-1]",
}


def fault_of(exercise, answer, seen):
    """Return a sentence on the one fault in the course's answer that leads to what was `seen` of `answer`, or ""."""
    code = "".join(source_of(answer).split())
    right = "".join(source_of(exercise.answer).split())
    for said, spoilt in faulty(exercise.answer):
        if is_there(said, code, right) and exercise.behaves_as(spoilt, seen):
            return f" That is what comes out if {said}."
    return ""


def is_there(said, code, right):
    """Tell whether `code` can have a fault that names two signs, or a function: what it says, it must have."""
    quoted = re.findall(r"`(\S+?)` (?:is|stands)", said)
    return all(code.count(sign) < right.count(sign) if sign in ARITHMETIC.values() else sign in code for sign in quoted)


@functools.cache
def faulty(solution):
    """Return [(what is wrong, function)] of the course's answer with one thing wrong in it."""
    tree = tree_of(solution)
    if tree is None or any(isinstance(node, ast.While) for node in ast.walk(tree)):  # it might never end
        return []
    made = []
    for place, node in enumerate(ast.walk(tree)):
        for number, (said, _) in enumerate(faults_in(node)):
            spoilt = copy.deepcopy(tree)
            target = list(ast.walk(spoilt))[place]
            whole = Replace(target, list(faults_in(target))[number][1]).visit(spoilt)
            made.append((said, compiled(whole, solution)))
    return made


def compiled(tree, solution):
    """Return the function of a syntax tree, among the names of the course's answer."""
    names = dict(solution.__globals__)
    exec(compile(ast.unparse(ast.fix_missing_locations(tree)), "<faulty>", "exec"), names)
    return names[solution.__name__]


def faults_in(node):
    """Yield (what is wrong, node to stand in its place) for each way to spoil one node."""
    if isinstance(node, ast.BinOp):
        yield from faults_in_a_formula(node)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "a minus is missing", node.operand
    if isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        yield "a comparison is turned round", ast.Compare(node.left, [TURNED[type(node.ops[0])]()], node.comparators)
    if isinstance(node, ast.Compare) and type(node.ops[0]) in WITH_EQUAL:
        also = ast.Compare(node.left, [WITH_EQUAL[type(node.ops[0])]()], node.comparators)
        yield "numbers that are equal fall on the wrong side of a comparison", also
    if isinstance(node, ast.For | ast.comprehension):
        for said, part in ROUNDS.items():
            spoilt = copy.copy(node)
            spoilt.iter = ast.parse(f"list({ast.unparse(node.iter)}){part}", mode="eval").body
            yield f"a loop {said}", spoilt
    if isinstance(node, ast.Name | ast.Attribute) and getattr(node, "id", getattr(node, "attr", "")) in EXCHANGED:
        yield from exchanged(node)


def faults_in_a_formula(node):
    """Yield the faults of one operation."""
    kind = type(node.op)
    if kind in SWAPPED:
        said = f"a `{ARITHMETIC[kind]}` is a `{ARITHMETIC[SWAPPED[kind]]}`"
        yield said, ast.BinOp(node.left, SWAPPED[kind](), node.right)
    if kind is ast.Sub or (kind is ast.Div and not isinstance(node.left, ast.Constant)):
        yield "the two sides of a `-` or a `/` are exchanged", ast.BinOp(node.right, node.op, node.left)
    if kind in PARTS:
        yield f"{PARTS[kind]} is missing", node.left
    if kind in (ast.Add, ast.Mult, ast.MatMult):
        yield f"{PARTS[kind]} is missing", node.right


def exchanged(node):
    """Yield the fault of a function whose neighbour was called."""
    spoilt = copy.copy(node)
    field = "id" if isinstance(node, ast.Name) else "attr"
    name = getattr(node, field)
    setattr(spoilt, field, EXCHANGED[name])
    yield f"`{EXCHANGED[name]}` stands where another is needed", spoilt

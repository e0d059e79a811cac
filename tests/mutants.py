"""Mechanical mutants: every way to spoil one node of a function's syntax tree."""

import ast
import copy
import inspect
import linecache
import sys
import textwrap

SWAPPED_OPERATOR = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
}


def spoilt(node):
    """Yield (name of the change, node to stand in its place) for each way to spoil `node`."""
    if isinstance(node, ast.BinOp):
        if type(node.op) in SWAPPED_OPERATOR:
            yield "swapped operator", ast.BinOp(node.left, SWAPPED_OPERATOR[type(node.op)](), node.right)
        yield "right operand dropped", node.left
        yield "left operand dropped", node.right
    if isinstance(node, ast.UnaryOp):
        yield "unary operator dropped", node.operand
    if isinstance(node, ast.AugAssign):
        yield "+= to =", ast.Assign([node.target], node.value)
        if type(node.op) in SWAPPED_OPERATOR:
            yield (
                "swapped operator",
                ast.AugAssign(node.target, SWAPPED_OPERATOR[type(node.op)](), node.value),
            )
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield "constant + 1", ast.Constant(node.value + 1)
        yield "constant - 1", ast.Constant(node.value - 1)
    if isinstance(node, ast.Return) and node.value is not None:
        yield "nothing returned", ast.Return(ast.Constant(None))
    if isinstance(node, ast.Expr | ast.Assign | ast.AugAssign | ast.If | ast.For):
        yield "statement dropped", ast.Pass()
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        turned = copy.copy(node)
        turned.test = ast.UnaryOp(ast.Not(), node.test)
        yield "condition turned round", turned
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1:
        argument = node.args[0]
        yield "call dropped", argument.value if isinstance(argument, ast.Starred) else argument


class Replace(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old, new):
        self.old, self.new = old, new

    def visit(self, node):
        return self.new if node is self.old else self.generic_visit(node)


def mutants(function):
    """Yield (description, function) for each mutant of `function`."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    tree.body[0].decorator_list = []
    for place, node in enumerate(ast.walk(tree)):
        for change, _ in spoilt(node):
            copied = copy.deepcopy(tree)
            target = list(ast.walk(copied))[place]
            replacement = dict(spoilt(target))[change]
            source = ast.unparse(ast.fix_missing_locations(Replace(target, replacement).visit(copied)))
            yield f"{change}: {ast.unparse(node).splitlines()[0]}", compiled(source, function)


def compiled(source, function):
    """Return the function or class that `source` defines, in the namespace of `function`."""
    name = f"<mutant {abs(hash(source))}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    namespace = dict(vars(sys.modules[function.__module__]))
    exec(compile(source, name, "exec"), namespace)
    return namespace[function.__name__]


# --- mutants of structure: the loop that misses an end, the branch that is never taken ---


def structural(function):
    """Yield (description, function) for each way in which a loop of `function` can fall short, or a branch be fixed."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    tree.body[0].decorator_list = []
    for place, node in enumerate(ast.walk(tree)):
        for change in changes_of(node):
            copied = copy.deepcopy(tree)
            changed(list(ast.walk(copied))[place], change)
            source = ast.unparse(ast.fix_missing_locations(copied))
            yield f"{change}: {ast.unparse(node).splitlines()[0]}", compiled(source, function)


SLICES = {"first only": "[:1]", "last only": "[-1:]", "without the first": "[1:]", "without the last": "[:-1]"}


def changes_of(node):
    """Return the names of the ways to spoil one node."""
    if isinstance(node, ast.For | ast.comprehension):
        return list(SLICES)
    if isinstance(node, ast.If | ast.IfExp):
        return ["always", "never"]
    return []


def changed(node, change):
    """Spoil a node in place."""
    if change in SLICES:
        node.iter = ast.parse(f"list({ast.unparse(node.iter)}){SLICES[change]}", mode="eval").body
    else:
        node.test = ast.Constant(change == "always")

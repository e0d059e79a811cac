"""Names in an answer that do not last as long as they should, or that keep something else: read in its syntax tree."""

import ast

EMPTY = {"set()", "[]", "{}", "dict()", "list()"}
FILLS = {"add", "append", "extend", "insert"}
ANEW = " `{}` stands inside the loop: it begins anew in every round."


def anew_in_every_call(tree, right):
    """Return a sentence on a collection that a function which calls itself makes anew, and then asks what is in it."""
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        own_calls = [call for call in inside(function, ast.Call) if ast.unparse(call.func) == function.name]
        handed_on = {name.id for call in own_calls for name in inside(call, ast.Name)}
        for line in function.body:
            name = made_empty(line)
            if own_calls and name in asked(function) and name not in handed_on and only_filled_or_asked(function, name):
                return (
                    f" `{ast.unparse(line)}` stands inside `{function.name}`: every call begins with an empty one, and "
                    "knows nothing of what the others have put in."
                )
    return ""


def anew_in_every_round(tree, right):
    """Return a sentence on a collection that each round of a loop makes anew, and then asks what is in it."""
    for loop in inside(tree, ast.For | ast.While):
        nested = [each for each in inside(loop, ast.For | ast.While) if each is not loop]
        in_nested = {name.id for each in nested for name in inside(each, ast.Name)}
        for line in loop.body:
            name = made_empty(line)
            if name in asked(loop) - in_nested and only_filled_or_asked(loop, name):
                return ANEW.format(ast.unparse(line))
    return ""


def last_round_alone(tree, right):
    """Return a sentence on a collection that each round of a loop makes anew, and that is read behind the loop."""
    for loop in inside(tree, ast.For | ast.While):
        here = {id(part) for part in ast.walk(loop)}
        read_behind = {name.id for name in inside(tree, ast.Name) if id(name) not in here and is_load(name)}
        for line in loop.body:
            name = made_empty(line)
            if name in read_behind and only_filled_or_asked(loop, name):
                return ANEW.format(ast.unparse(line))
    return ""


def place_for_an_entry(tree, right):
    """Return a sentence on a name that keeps a place of a list and is compared with what stands at one."""
    for loop in inside(tree, ast.For):
        counted = loop.target.elts[0] if isinstance(loop.target, ast.Tuple) else loop.target
        by_place = isinstance(loop.iter, ast.Call) and ast.unparse(loop.iter.func) in ("range", "enumerate")
        for test in inside(loop, ast.If) if by_place else ():
            kept = {ast.unparse(line.targets[0]) for line in inside(test, ast.Assign) if same_code(line.value, counted)}
            compared = [test.test.left, *test.test.comparators] if isinstance(test.test, ast.Compare) else []
            sides = [ast.unparse(side) for side in compared]
            place = next((side for side in sides if side in kept), "")
            if place and ast.unparse(counted) not in sides:
                return f" `{place}` keeps a place, and `{ast.unparse(test.test)}` compares it with what stands at one."
    return ""


def inside(node, kind):
    """Return the nodes of a kind in a syntax tree, the node itself included."""
    return [each for each in ast.walk(node) if isinstance(each, kind)]


def is_load(name):
    """Tell whether a name is read."""
    return isinstance(name.ctx, ast.Load)


def same_code(one, other):
    """Tell whether two nodes are written alike."""
    return ast.unparse(one) == ast.unparse(other)


def made_empty(line):
    """Return the name that a line gives a new, empty collection, or ""."""
    if isinstance(line, ast.Assign) and len(line.targets) == 1 and ast.unparse(line.value) in EMPTY:
        return getattr(line.targets[0], "id", "")
    return ""


def membership(node):
    """Return the comparisons with `in` or `not in` that ask a name."""
    asks = [each for each in inside(node, ast.Compare) if isinstance(each.ops[0], ast.In | ast.NotIn)]
    return [each for each in asks if isinstance(each.comparators[0], ast.Name)]


def asked(node):
    """Return the names of which it is asked whether something is in them."""
    return {each.comparators[0].id for each in membership(node)}


def only_filled_or_asked(node, name):
    """Tell whether a name is read in `node` for nothing but to put something in, and to ask what is in it."""
    filled = [
        call.func.value
        for call in inside(node, ast.Call)
        if isinstance(call.func, ast.Attribute) and call.func.attr in FILLS
    ]
    meant = {id(each) for each in [*filled, *(each.comparators[0] for each in membership(node))]}
    return all(id(each) in meant for each in inside(node, ast.Name) if each.id == name and is_load(each))

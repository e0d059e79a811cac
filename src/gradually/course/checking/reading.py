"""Slips that can be read in the code of an answer, whatever the exercise."""

import ast
import builtins

from gradually.course.checking import lasting, lines
from gradually.course.checking.answers import statement_of, tree_of
from gradually.course.checking.comparing import listed

HAND_BACK_NOTHING = {"append", "extend", "insert", "remove", "clear", "sort", "reverse", "shuffle", "update", "add"}
HAND_BACK_NOTHING |= {"backward", "zero_grad", "step"}


def certain(answer, solution):
    """Return a sentence on a slip that is surely one wherever it stands, or ""; `solution` is the course's answer."""
    return first_told(CERTAIN, answer, solution)


def likely(answer, solution):
    """Return a sentence on a slip that the code makes likely, or ""; `solution` is the course's answer."""
    return first_told(LIKELY, answer, solution)


def likely_cause(answer, solution):
    """Return a sentence on a slip that the code makes likely and that can raise an exception, or ""."""
    return first_told(CAUSES, answer, solution)


def possible(answer, solution):
    """Return a question on a slip that the code leaves possible, or ""; `solution` is the course's answer."""
    return first_told(POSSIBLE, answer, solution)


def first_told(rules, answer, solution):
    """Return what the first of `rules` says that has something to say of the two syntax trees, or ""."""
    tree, right = tree_of(answer), tree_of(solution)
    if tree is None or right is None:
        return ""
    return next(filter(None, (rule(tree, right) for rule in rules)), "")


def names_used(answer):
    """Return the names of all that the code of an answer reads, calls, or imports, attributes included."""
    node = statement_of(answer)
    nodes = list(ast.walk(node)) if isinstance(node, ast.FunctionDef | ast.ClassDef) else []
    imported = {name.name for node in nodes if isinstance(node, ast.ImportFrom) for name in node.names}
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return imported | attributes | {node.id for node in nodes if isinstance(node, ast.Name)}


def in_place(answer, name):
    """Return a sentence on `name += ...` and its like in an answer that changes the argument `name` by it, or ""."""
    node = statement_of(answer)
    for line in ast.walk(node) if isinstance(node, ast.FunctionDef) else ():
        if isinstance(line, ast.AugAssign) and isinstance(line.target, ast.Name) and line.target.id == name:
            written = ast.unparse(line)[len(name) + 1 :].split()[0]
            return f" (`{written}` changes an array or a list *itself*, and so the caller's.)"
    return ""


def parameters(tree):
    """Return the names of a function's parameters, in order."""
    return [argument.arg for argument in tree.args.args]


def first_line_changed(tree, right):
    """Return a sentence on another number of parameters, or another order of them."""
    ours, theirs = parameters(right), parameters(tree)
    if tree.args.vararg or (len(theirs) == len(ours) and set(theirs) != set(ours)) or theirs == ours:
        return ""
    if len(theirs) != len(ours) and len(theirs) - len(tree.args.defaults) == len(ours):
        return ""
    return f" The first line of the exercise was `def {right.name}({ast.unparse(right.args)}):`. Leave it as it was."


def result_of_nothing(tree, right):
    """Return a sentence on `name = name.append(...)` and its like."""
    for node in ast.walk(tree):
        used = node.iter if isinstance(node, ast.For) else getattr(node, "value", None)
        if isinstance(node, ast.Assign | ast.Return | ast.For) and isinstance(used, ast.Call):
            function = used.func
            if isinstance(function, ast.Attribute) and function.attr in HAND_BACK_NOTHING:
                return f" `{function.attr}` changes a thing and hands back None: it needs a line of its own."
    return ""


def returns_in_the_first_round(tree, right):
    """Return a sentence on a `return` that ends a loop in its first round, whatever happens there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.While) and any(isinstance(line, ast.Return) for line in node.body):
            goes_on = any(isinstance(inner, ast.Continue) for inner in ast.walk(node))
            return "" if goes_on else " A `return` stands inside the loop, so it ends in the first round."
    return ""


def never_reached(tree, right):
    """Return a sentence on a line behind a `return`."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for line in body[:-1] if isinstance(body, list) else ():
            if isinstance(line, ast.Return):
                return f" It ends at its first `return`: the lines behind `{ast.unparse(line)[:50]}` are never reached."
    return ""


def times_a_tuple(tree, right):
    """Return a sentence on a tuple or list, written out with several entries, that is multiplied."""
    for node in ast.walk(tree):
        sides = [node.left, node.right] if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) else []
        if any(isinstance(side, ast.Tuple | ast.List) and len(side.elts) > 1 for side in sides):
            return " A tuple or list times a number is not each entry times the number: multiply them one by one."
    return ""


def in_a_set(tree, right):
    """Return a sentence on `{x, y}` where the course has none."""
    uses = [any(isinstance(node, ast.Set) for node in ast.walk(each)) for each in (tree, right)]
    return " Curly brackets make a set: it has no order, and no thing twice." if uses == [True, False] else ""


def kept_default(tree, right):
    """Return a sentence on a default that every call changes further, such as `seen=set()`."""
    for default in tree.args.defaults:
        if isinstance(default, ast.Call | ast.List | ast.Dict | ast.Set):
            return f" The default `{ast.unparse(default)}` is made once, and what one call puts in, the next finds."
    return ""


def equals_a_list(tree, right):
    """Return a sentence on `== []`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(
            isinstance(each, ast.List) and not each.elts for each in node.comparators
        ):
            return " `== []` is true of an empty list alone, not of an empty tuple."
    return ""


def worked_out_in_vain(tree, right):
    """Return a sentence on a name that gets a value and is never read."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    given = [target for node in ast.walk(tree) if isinstance(node, ast.Assign) for target in node.targets]
    unread = [target.id for target in given if isinstance(target, ast.Name) and target.id not in read]
    return f" It works out `{unread[0]}` and never uses it." if unread else ""


def notebooks_name_for_a_parameter(tree, right):
    """Return a sentence on a name of the notebook that is read where a parameter is never read."""
    unread = never_read(tree, right)
    foreign = unread and names_of_the_notebook(tree, with_called=unread[0] in names_called(right))
    return f" It reads `{foreign[0]}`, a name of the notebook, and never its own `{unread[0]}`." if foreign else ""


def parameter_not_read(tree, right):
    """Return a sentence on a parameter that is never read."""
    unread = never_read(tree, right)
    return f" It never reads `{unread[0]}`." if unread else ""


def needed_parameter_not_read(tree, right):
    """Return a sentence on a parameter that is never read, and that has no default."""
    needed = parameters(tree)[: len(parameters(tree)) - len(tree.args.defaults)]
    unread = [name for name in never_read(tree, right) if name in needed]
    return f" It never reads `{unread[0]}`." if unread else ""


def never_read(tree, right):
    """Return the parameters that are never read, of those that the course's answer reads, or has not."""
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    ours = {node.id for node in ast.walk(right) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return [name for name in parameters(tree) if name not in read and (name in ours or name not in parameters(right))]


def names_called(tree):
    """Return the names that are called as functions."""
    return {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


def parameter_written_over(tree, right):
    """Return a sentence on a parameter that gets another value before the one that was handed in is read."""
    for name in parameters(tree):
        for line in tree.body:
            uses = [node for node in ast.walk(line) if isinstance(node, ast.Name) and node.id == name]
            if uses and isinstance(line, ast.Assign) and all(isinstance(node.ctx, ast.Store) for node in uses):
                return f" It gives `{name}` another value before it reads the one that it was called with."
            if uses:
                break
    return ""


def names_of_the_notebook(tree, with_called=False):
    """Return the names that a function reads, and that are neither its own, nor called, nor modules, nor Python's."""
    stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    inner = {argument.arg for node in ast.walk(tree) if isinstance(node, ast.arguments) for argument in node.args}
    called = set() if with_called else names_called(tree)
    called |= {"math", "np", "numpy", "random", "torch", "Value", "Tensor"} | set(dir(builtins))
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    read = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    return [name for name in read if name not in stored | inner | called | defined]


def reads_the_notebook(tree, right):
    """Return a question on a name of the notebook that an answer reads, where the course's reads none."""
    foreign = sorted({f"`{name}`" for name in names_of_the_notebook(tree)})
    if not foreign or names_of_the_notebook(right):
        return ""
    return f" It takes {listed(foreign)} from the notebook: is that what belongs here?"


def whole_division(tree, right):
    """Return a sentence on `//` where the course divides with `/`."""
    uses = [any(isinstance(node, ast.FloorDiv) for node in ast.walk(each)) for each in (tree, right)]
    return " `//` drops what stands behind the point: divide with `/`." if uses == [True, False] else ""


def number_by_number(tree, right):
    """Return a sentence on `*` between whole tables where the course's answer has a matrix product."""
    products = [sum(isinstance(node, ast.MatMult) for node in ast.walk(each)) for each in (tree, right)]
    loops = any(isinstance(node, ast.For | ast.comprehension) for node in ast.walk(tree))
    calls = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & {
        "dot",
        "matmul",
        "einsum",
        "sum",
    }
    multiplied = any(isinstance(node, ast.Mult) for node in ast.walk(tree))
    if products[0] >= products[1] or loops or calls or not multiplied:
        return ""
    return " `*` multiplies two tables number by number, and adds nothing up. A matrix product is written `@`."


CERTAIN = [
    first_line_changed,
    result_of_nothing,
    returns_in_the_first_round,
    never_reached,
    times_a_tuple,
    in_a_set,
    lines.dot_before_the_sign,
    lines.without_effect,
    lines.filling_the_notebooks,
    lines.loops_turned_round,
    lines.without_zip,
    lasting.anew_in_every_call,
    lasting.anew_in_every_round,
]
LIKELY = [
    lines.in_place_of_the_thing,
    kept_default,
    notebooks_name_for_a_parameter,
    parameter_not_read,
    parameter_written_over,
    whole_division,
    number_by_number,
    lines.hidden_by_a_parameter,
    lines.set_anew,
    lasting.last_round_alone,
    lasting.place_for_an_entry,
    equals_a_list,
    worked_out_in_vain,
    lines.compared_before_added,
    lines.starts_below_zero,
    lines.stops_early,
]
CAUSES = [
    needed_parameter_not_read if rule is parameter_not_read else rule
    for rule in LIKELY
    if rule is not lines.stops_early  # who stops too early meets no exception
]
POSSIBLE = [lines.without_a_loop, lines.of_one_case, reads_the_notebook]

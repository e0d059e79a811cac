"""Lines of an answer that do nothing, that change the notebook, or that fit one case only: read in its syntax tree."""

import ast

GIVE_A_NEW_THING = {"sum", "mean", "reshape", "transpose", "copy", "exp", "log", "relu", "tanh", "sigmoid"}
FILL_A_LIST = {"append", "extend", "insert"}
IN_ANY_FORMULA = {0, 1, 2, -1, 0.5}


def without_effect(tree):
    """Return a sentence on a line of its own that does nothing: a call without its brackets, a result not kept."""
    for node in ast.walk(tree):
        value = node.value if isinstance(node, ast.Expr) else None
        if isinstance(value, ast.Attribute):
            return f" The line `{ast.unparse(value)}` does nothing: are its () missing?"
        if isinstance(value, ast.Compare):
            return f" The line `{ast.unparse(value)}` only compares. To give a name a value, write one `=`."
        kept_by_nobody = isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute)
        if isinstance(value, ast.BinOp) or (kept_by_nobody and value.func.attr in GIVE_A_NEW_THING):
            return f" The line `{ast.unparse(value)[:50]}` gives something new, and nothing keeps it."
    return ""


def filling_the_notebooks(tree):
    """Return a sentence on a list of the notebook that the answer puts things into."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    own = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    own |= {argument.arg for node in ast.walk(tree) if isinstance(node, ast.arguments) for argument in node.args}
    for node in ast.walk(tree):
        function = node.func if isinstance(node, ast.Call) else None
        if isinstance(function, ast.Attribute) and function.attr in FILL_A_LIST:
            name = getattr(function.value, "id", None)
            if name and name not in own:
                return f" It puts things into `{name}`, a list of the notebook: begin with one of its own."
    return ""


def hidden_by_a_parameter(tree):
    """Return a sentence on a `lambda` whose parameter has the name of something that stands above it."""
    stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in ast.walk(tree):
        for name in [argument.arg for argument in node.args.args] if isinstance(node, ast.Lambda) else []:
            if name in stored:
                return f" In `lambda {name}`, `{name}` is what arrives there, and not the `{name}` above."
    return ""


def of_one_case(tree, right):
    """Return a question on a number in an answer that the course's answer does without."""
    ours, theirs = (
        [node.value for node in ast.walk(each) if isinstance(node, ast.Constant) and type(node.value) in (int, float)]
        for each in (right, tree)
    )
    strange = [number for number in theirs if number not in ours and number not in IN_ANY_FORMULA]
    return f" The number {strange[0]!r} stands in it: does that fit every case?" if strange else ""

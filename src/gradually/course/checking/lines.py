"""Lines of an answer that do nothing, that change the notebook, or that fit one case only: read in its syntax tree."""

import ast

GIVE_A_NEW_THING = {"sum", "mean", "reshape", "transpose", "copy", "exp", "log", "relu", "tanh", "sigmoid"}
FILL_A_LIST = {"append", "extend", "insert"}
IN_ANY_FORMULA = {0, 1, 2, -1, 0.5}
SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}


def dot_before_the_sign(tree, right):
    """Return a sentence on `x * x.backward()` and its like: the call comes first, and hands back None."""
    for node in ast.walk(tree):
        call = node.right if isinstance(node, ast.BinOp) and type(node.op) in SIGNS else None
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "backward":
            sign, left, last = SIGNS[type(node.op)], ast.unparse(node.left), ast.unparse(call)
            return f" `{left} {sign} {last}` is `{left} {sign} ({last})`: the dot comes before the `{sign}`."
    return ""


def in_place_of_the_thing(tree, right):
    """Return a sentence on a number put into a list that was handed in, where the course changes a thing in it."""
    targets = [target for node in ast.walk(right) if isinstance(node, ast.Assign) for target in node.targets]
    handed_in = [argument.arg for argument in tree.args.args]
    for node in ast.walk(tree) if any(isinstance(target, ast.Attribute) for target in targets) else ():
        target = node.targets[0] if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) else None
        name = getattr(target.value, "id", "") if isinstance(target, ast.Subscript) else ""
        if name in handed_in:
            return (
                f" `{ast.unparse(node)}` puts a number into `{name}`, in place of the node that stood there. "
                "What the node itself holds is reached with a dot."
            )
    return ""


def without_effect(tree, right):
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


def filling_the_notebooks(tree, right):
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


def without_zip(tree, right):
    """Return a sentence on a loop that takes two lists one after the other where it should take their pairs."""
    for loop in [node for node in ast.walk(tree) if isinstance(node, ast.For | ast.comprehension)]:
        lists = loop.iter.elts if isinstance(loop.iter, ast.Tuple) and isinstance(loop.target, ast.Tuple) else []
        if lists and all(isinstance(each, ast.Name | ast.Attribute) for each in lists):
            names = ", ".join(map(ast.unparse, lists))
            return f" `in {names}` gives the whole lists, one by one. `zip` makes pairs."
    return ""


def set_anew(tree, right):
    """Return a sentence on a total that is set to a number in the very loop that adds to it."""
    for loop in [node for node in ast.walk(tree) if isinstance(node, ast.For | ast.While)]:
        inside = [*loop.body, *(line for branch in loop.body if isinstance(branch, ast.If) for line in branch.body)]
        added = {line.target.id for line in inside if isinstance(line, ast.AugAssign) and hasattr(line.target, "id")}
        starts = [line for line in loop.body if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant)]
        if anew := next((line for line in starts if getattr(line.targets[0], "id", "") in added), None):
            return f" `{ast.unparse(anew)}` stands inside the loop: it begins anew in every round."
    return ""


def compared_before_added(tree, right):
    """Return a sentence on a total that an answer compares before the round adds to it, and the course's after it."""
    ours, theirs = (early_comparisons(each) for each in (right, tree))
    return f" `{theirs[0]}` is compared before this round has added to it." if theirs and not ours else ""


def early_comparisons(tree):
    """Return the names that an `if` of a loop compares as they are, and that a later line of the loop adds to."""
    found = []
    for loop in [node for node in ast.walk(tree) if isinstance(node, ast.For | ast.While)]:
        for place, line in enumerate(loop.body):
            added = set(filter(None, map(added_to, loop.body[place + 1 :])))
            test = line.test if isinstance(line, ast.If) and isinstance(line.test, ast.Compare) else None
            sides = [test.left, *test.comparators] if test else []
            found += [side.id for side in sides if is_name(side) and side.id in added]
    return found


def added_to(line):
    """Return the name to which a line adds something, as `x += 1` and `x = x + 1` do, or ""."""
    if isinstance(line, ast.AugAssign) and is_name(line.target):
        return line.target.id
    sum_of_it = line.value if isinstance(line, ast.Assign) and isinstance(line.value, ast.BinOp) else None
    names = {side.id for side in (sum_of_it.left, sum_of_it.right) if is_name(side)} if sum_of_it else set()
    target = line.targets[0] if sum_of_it else None
    return target.id if is_name(target) and target.id in names else ""


def is_name(node):
    """Tell whether a node is a name alone."""
    return isinstance(node, ast.Name)


def starts_below_zero(tree, right):
    """Return a sentence on a slice that may start below 0, as `x[i - k : i]` does, where the course's has none."""
    ours, theirs = ([node for node in ast.walk(each) if may_start_below_zero(node)] for each in (right, tree))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and len(node.args) > 1]
    firsts = {ast.unparse(call.args[0]) for call in calls if ast.unparse(call.func) == "range"}
    for node in theirs if not ours else []:
        start = node.slice.lower
        if ast.unparse(start.right) not in firsts:
            return (
                f" `{ast.unparse(node)}`: where `{ast.unparse(start)}` is below 0, Python counts it from the end of "
                "the list."
            )
    return ""


def may_start_below_zero(node):
    """Tell whether a node is a slice that starts at a difference."""
    start = node.slice.lower if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) else None
    return isinstance(start, ast.BinOp) and isinstance(start.op, ast.Sub)


def stops_early(tree, right):
    """Return a question on `range(len(...) - 1)` in an answer, where the course's has none."""
    ours, theirs = (
        [ast.unparse(node) for node in ast.walk(each) if isinstance(node, ast.Call) and is_one_short(node)]
        for each in (right, tree)
    )
    return f" `{theirs[0]}` ends before the last one: is that meant?" if theirs and not ours else ""


def is_one_short(call):
    """Tell whether a call is `range(len(...) - 1)`."""
    last = call.args[-1] if call.args and ast.unparse(call.func) == "range" else None
    return isinstance(last, ast.BinOp) and ast.unparse(last).startswith("len(") and ast.unparse(last).endswith("- 1")


def loops_turned_round(tree, right):
    """Return a sentence on a comprehension whose first `for` already needs the name that a later one gives."""
    for node in ast.walk(tree):
        loops = node.generators if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp) else []
        for place, loop in enumerate(loops):
            needed = {name.id for name in ast.walk(loop.iter) if isinstance(name, ast.Name)}
            later = [
                name.id for after in loops[place + 1 :] for name in ast.walk(after.target) if isinstance(name, ast.Name)
            ]
            if meant := next((name for name in later if name in needed), ""):
                return (
                    f" Python reads several `for` from left to right: `{meant}` is used before its own `for` gives it."
                )
    return ""


def hidden_by_a_parameter(tree, right):
    """Return a sentence on a `lambda` whose parameter has the name of something that stands above it."""
    stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in ast.walk(tree):
        for name in [argument.arg for argument in node.args.args] if isinstance(node, ast.Lambda) else []:
            if name in stored:
                return f" In `lambda {name}`, `{name}` is what arrives there, and not the `{name}` above."
    return ""


def without_a_loop(tree, right):
    """Return a question on entries that are taken one by one, by their places, where the course has a loop."""
    loops = ast.For | ast.While | ast.comprehension
    ours, theirs = (any(isinstance(node, loops) for node in ast.walk(each)) for each in (right, tree))
    places = [node.slice for node in ast.walk(tree) if isinstance(node, ast.Subscript)]
    by_place = any(isinstance(place, ast.Constant) for place in places)
    calls_itself = any(isinstance(node, ast.Name) and node.id == tree.name for node in ast.walk(tree))
    if ours and not theirs and by_place and not calls_itself:
        return " There is no loop in it: does it go through all of them, however many there are?"
    return ""


def of_one_case(tree, right):
    """Return a question on a number in an answer that the course's answer does without."""
    ours, theirs = (
        [node.value for node in ast.walk(each) if isinstance(node, ast.Constant) and type(node.value) in (int, float)]
        for each in (right, tree)
    )
    if any(number not in IN_ANY_FORMULA for number in ours):
        return ""  # a formula with numbers of its own, which can be written in many ways
    strange = [number for number in theirs if number not in ours and number not in IN_ANY_FORMULA]
    return f" The number {strange[0]!r} stands in it: does that fit every case?" if strange else ""

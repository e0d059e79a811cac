"""An answer as the notebook leaves it: is it begun, what is open in it; and grading leaves nothing behind."""

import ast
import contextlib
import inspect
import io
import linecache
import random
import sys
import textwrap


def _blank(): ...


def _blank_with_docstring():
    """Stand for a stub with a docstring."""


BLANK_CODE = {_blank.__code__.co_code, _blank_with_docstring.__code__.co_code}


def is_untouched(answer):
    """Tell whether `answer` still holds the `...` of the notebook, or is a function that does nothing."""
    if isinstance(answer, type):
        return any(map(is_untouched, methods_of(answer))) or (not methods_of(answer) and answer.__bases__ == (object,))
    if inspect.isfunction(answer):
        code = answer.__code__
        does_nothing = code.co_code in BLANK_CODE and code.co_consts[-1] is None
        return does_nothing or (any(map(is_untouched, constants_of(code))) and open_lines(answer) != [])
    if isinstance(answer, dict):
        return any(map(is_untouched, answer.values()))
    return answer is ... or (isinstance(answer, list | tuple) and any(map(is_untouched, answer)))


def methods_of(answer):
    """Return the functions that are written in a class."""
    return [each for each in vars(answer).values() if inspect.isfunction(each)]


def codes_of(answer):
    """Return the code of a function, that of each method of a class, nothing for anything else."""
    functions = methods_of(answer) if isinstance(answer, type) else [answer]
    return [each.__code__ for each in functions if hasattr(each, "__code__")]


def constants_of(code):
    """Yield the constants in a function's code, and in that of the functions inside it."""
    for each in code.co_consts:
        yield from constants_of(each) if isinstance(each, type(code)) else [each]


def open_lines(answer):
    """Return the lines of a function in which `...` stands for something to be filled in; None if its text is unknown.

    As an index, `a[..., 0]`, it is NumPy's, and as a line of its own it does no harm.
    """
    tree = tree_of(answer)
    if tree is None:
        return None
    lines = ast.unparse(tree).split("\n")
    tree = ast.parse("\n".join(lines))
    harmless = {id(inner) for node in ast.walk(tree) for part in harmless_in(node) for inner in ast.walk(part)}
    dots = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value is ...]
    return sorted({lines[node.lineno - 1].strip() for node in dots if id(node) not in harmless})


def harmless_in(node):
    """Return the parts of a node of a syntax tree in which `...` does not stand for an answer."""
    if isinstance(node, ast.Subscript):
        return [node.slice]
    return [node.value] if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) else []


def filled_in(seen, wanted):
    """Return ({place: entry}, {place: what it should be}) of what is filled in of a tuple, list or dict, or ()."""
    if isinstance(seen, list | tuple) and isinstance(wanted, list | tuple) and len(seen) == len(wanted):
        seen, wanted = ({f"entry {i}": entry for i, entry in enumerate(entries)} for entries in (seen, wanted))
    if not isinstance(seen, dict) or not isinstance(wanted, dict) or set(seen) != set(wanted):
        return ()
    done = {place: entry for place, entry in seen.items() if not is_untouched(entry)}
    return (done, {place: wanted[place] for place in done}) if 0 < len(done) < len(seen) else ()


def source_of(answer):
    """Return the text of an answer's code, "" where it is not known."""
    if hasattr(answer, "source"):  # one that ran elsewhere
        return answer.source
    if isinstance(answer, type):
        return class_source(answer)
    try:
        return textwrap.dedent(inspect.getsource(answer))
    except (OSError, TypeError, SyntaxError):
        return ""


def with_changes(answer, name, changes):
    """Return a function or class with its text changed, {old: new}; ValueError if an old text is not there once."""
    text = source_of(answer)
    for old, new in changes.items():
        if text.count(old) != 1:
            raise ValueError(f"{name}: {old!r} stands {text.count(old)} times in the course's answer")
        text = text.replace(old, new)
    file = f"<{answer.__module__}.{answer.__name__}, {name}>"  # two exercises may know a mistake of one name
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    names = dict(vars(sys.modules[answer.__module__]))
    exec(compile(text, file, "exec"), names)
    return names[answer.__name__]


def class_source(cls):
    """Return the text of a class, "" where it is not known: in a notebook Python itself knows that of functions only.

    It is the class statement round the first of its methods whose cell or file is known.
    """
    for code in codes_of(cls):
        lines = linecache.getlines(code.co_filename)
        try:
            tree = ast.parse("".join(lines))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name == cls.__name__:
                first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
                if first <= code.co_firstlineno <= node.end_lineno:
                    return textwrap.dedent("".join(lines[first - 1 : node.end_lineno]))
    return ""


def tree_of(answer):
    """Return the syntax tree of a function that was written with `def`, None where its text is not known."""
    node = statement_of(answer)
    return node if isinstance(node, ast.FunctionDef) else None


def statement_of(answer):
    """Return the syntax tree of the first statement in an answer's text, None where there is none."""
    try:
        tree = ast.parse(source_of(answer))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return next(iter(tree.body), None)


@contextlib.contextmanager
def no_trace():
    """Put the state of every random number generator back after the block, and drop what it writes to stderr."""
    numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
    kept = random.getstate(), numpy and numpy.random.get_state(), torch and torch.get_rng_state()
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        random.setstate(kept[0])
        if numpy:
            numpy.random.set_state(kept[1])
        if torch:
            torch.set_rng_state(kept[2])

"""Python that not everybody knows is explained where a learner first meets it, in a text cell tagged python:NAME."""

import ast

import pytest
from main_line import Chapter, chapters
from nbformat.v4 import new_code_cell, new_markdown_cell

CHAPTERS = chapters()
MOST_WORDS = 70  # of a note: two or three lines
TAG = "python:"


# --- what stands in a piece of code ---


def is_call_of(node, *names):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def parameters(node):
    return node.args if isinstance(node, ast.FunctionDef | ast.Lambda) else None


def has_decorator(node, *names):
    decorators = getattr(node, "decorator_list", [])
    return any(isinstance(each, ast.Name) and (not names or each.id in names) for each in decorators)


def is_nested_comprehension(node):
    if not isinstance(node, ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp):
        return False
    inner = [each for each in ast.walk(node) if each is not node]
    return len(node.generators) > 1 or any(isinstance(each, ast.ListComp | ast.GeneratorExp) for each in inner)


def is_closure(node):
    """A function in a function that reads a name of the outer one."""
    if not isinstance(node, ast.FunctionDef):
        return False
    own = {arg.arg for arg in node.args.args} | stored(node)
    inner = [each for each in ast.walk(node) if isinstance(each, ast.FunctionDef | ast.Lambda) and each is not node]
    return any(loaded(each) & own - {arg.arg for arg in each.args.args} for each in inner)


def stored(node):
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}


def loaded(node):
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)}


def is_value_of_or(node):
    """`a or b` where a value is wanted: not in the condition of an if, a while or an assert."""
    values = (
        [getattr(node, name, None) for name in ("value", "body", "orelse")] if not isinstance(node, ast.stmt) else []
    )
    if isinstance(node, ast.Assign | ast.Return | ast.keyword | ast.FormattedValue | ast.Expr):
        values = [node.value]
    if isinstance(node, ast.Call):
        values = node.args
    return any(isinstance(value, ast.BoolOp) and isinstance(value.op, ast.Or) for value in values)


FEATURES = {  # name of the note: what tells that a node needs it
    "assert": lambda node: isinstance(node, ast.Assert),
    "class": lambda node: isinstance(node, ast.ClassDef),
    "closure": is_closure,
    "conditional": lambda node: isinstance(node, ast.IfExp),
    "decorator": lambda node: has_decorator(node),
    "default": lambda node: bool((found := parameters(node)) and (found.defaults or found.kw_defaults)),
    "dict-comprehension": lambda node: isinstance(node, ast.DictComp | ast.SetComp),
    "enumerate": lambda node: is_call_of(node, "enumerate"),
    "f-string": lambda node: isinstance(node, ast.JoinedStr),
    "format": lambda node: isinstance(node, ast.FormattedValue) and node.format_spec is not None,
    "generator": lambda node: isinstance(node, ast.GeneratorExp),
    "inheritance": lambda node: isinstance(node, ast.ClassDef) and bool(node.bases),
    "isinstance": lambda node: is_call_of(node, "isinstance"),
    "lambda": lambda node: isinstance(node, ast.Lambda),
    "list-comprehension": lambda node: isinstance(node, ast.ListComp),
    "nested-comprehension": is_nested_comprehension,
    "or": is_value_of_or,
    "property": lambda node: has_decorator(node, "property"),
    "raise": lambda node: isinstance(node, ast.Raise),
    "repr": lambda node: isinstance(node, ast.FormattedValue) and node.conversion == ord("r"),
    "set": lambda node: is_call_of(node, "set") or isinstance(node, ast.Set),
    "slice": lambda node: isinstance(node, ast.Slice),
    "slots": lambda node: isinstance(node, ast.Name) and node.id == "__slots__",
    "sorted-key": lambda node: is_call_of(node, "sorted", "min", "max") and any(k.arg == "key" for k in node.keywords),
    "star-call": lambda node: isinstance(node, ast.Call) and any(isinstance(a, ast.Starred) for a in node.args),
    "star-parameter": lambda node: bool((found := parameters(node)) and found.vararg),
    "star-unpacking": lambda node: (
        isinstance(node, ast.List | ast.Tuple | ast.Set) and any(isinstance(each, ast.Starred) for each in node.elts)
    ),
    "double-star": lambda node: (
        (isinstance(node, ast.Call) and any(k.arg is None for k in node.keywords))
        or (isinstance(node, ast.Dict) and None in node.keys)
    ),
    "try": lambda node: isinstance(node, ast.Try),
    "underscore": lambda node: isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value >= 10_000,
    "while": lambda node: isinstance(node, ast.While),
    "with": lambda node: isinstance(node, ast.With),
    "zip": lambda node: is_call_of(node, "zip"),
}


def features_in(source):
    """Return the names of the notes that a piece of code needs."""
    nodes = list(ast.walk(ast.parse(source)))
    return {name for name, has_it in FEATURES.items() if any(map(has_it, nodes))}


# --- the walk ---


def notes_of(cell):
    """Return the names of the features that a cell explains."""
    tags = cell.metadata.get("tags", [])
    return {tag.removeprefix(TAG) for tag in tags if tag.startswith(TAG)}


def unexplained(course):
    """Return (chapter, cell id, feature) for each first use in the main line that stands before its note."""
    explained, found = set(), []
    for chapter in course:
        for cell in chapter.main_line():
            explained |= notes_of(cell)
            if cell.cell_type == "code":
                missing = features_in(cell.source) - explained
                found += [(chapter.number, cell.id, name) for name in sorted(missing)]
                explained |= missing  # told once
    return found


def test_python_is_explained_where_it_is_first_used():
    assert unexplained(CHAPTERS) == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda c: f"{c.number:02}")
def test_notes_are_short_and_about_something_known(chapter):
    for cell in chapter.cells:
        if notes := notes_of(cell):
            assert notes <= set(FEATURES)
            assert cell.cell_type == "markdown"
            assert len(cell.source.split()) <= MOST_WORDS
            assert "`" in cell.source


def test_every_note_stands_once():
    notes = [name for chapter in CHAPTERS for cell in chapter.cells for name in notes_of(cell)]
    assert len(notes) == len(set(notes))


# --- faults that must be found ---

EXAMPLES = {
    "assert": "assert x",
    "class": "class A:\n    pass",
    "closure": "def f(a):\n    def g(b):\n        return a + b\n    return g",
    "conditional": "1 if x else 2",
    "decorator": "@f\ndef g(): ...",
    "default": "def f(x=1): ...",
    "dict-comprehension": "{x: 1 for x in y}",
    "double-star": "f(**x)",
    "enumerate": "enumerate(x)",
    "f-string": "f'{x}'",
    "format": "f'{x:.2f}'",
    "generator": "sum(x for x in y)",
    "inheritance": "class A(B):\n    pass",
    "isinstance": "isinstance(x, int)",
    "lambda": "lambda: 1",
    "list-comprehension": "[x for x in y]",
    "nested-comprehension": "[x for y in z for x in y]",
    "or": "x = a or b",
    "property": "@property\ndef f(self): ...",
    "raise": "raise ValueError",
    "repr": "f'{x!r}'",
    "set": "{1, 2}",
    "slice": "x[1:]",
    "slots": "__slots__ = ()",
    "sorted-key": "sorted(x, key=abs)",
    "star-call": "f(*x)",
    "star-parameter": "def f(*x): ...",
    "star-unpacking": "[*x]",
    "try": "try:\n    f()\nexcept ValueError:\n    pass",
    "underscore": "10_000",
    "while": "while x:\n    pass",
    "with": "with x:\n    pass",
    "zip": "zip(x, y)",
}


def test_every_feature_has_an_example():
    assert set(EXAMPLES) == set(FEATURES)


@pytest.mark.parametrize("name", FEATURES)
def test_a_use_before_its_note_is_caught(name):
    assert name in features_in(EXAMPLES[name])
    note = new_markdown_cell("`…` means", metadata={"tags": [TAG + name]})
    setup, code = new_code_cell("import math"), new_code_cell(EXAMPLES[name])
    late = [use[2] for use in unexplained([Chapter(1, [setup, code, note], {})])]
    early = [use[2] for use in unexplained([Chapter(1, [setup, note, code], {})])]
    assert name in late
    assert name not in early


def test_what_everybody_knows_needs_no_note():
    plain = "def f(x, y):\n    for i in range(3):\n        if x > i or not y:\n            return [x, {'a': y}]"
    assert features_in(plain) == set()

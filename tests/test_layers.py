"""The rooms of the package and who may enter whom: nothing imports what stands above it."""

import ast
import re

import pytest

from gradually.course.growth import PACKAGE

# From the ground up. A room imports itself and what stands below it; chapters do not import each other.
LAYERS = [
    r"gradually(\.(?!course)\w+)?",  # what learners build
    r"gradually\.course(\.growth)?",
    r"gradually\.course\.page(\.\w+)?",
    r"gradually\.course\.checking(\.\w+)?",
    r"gradually\.course\.ch\d\d(\.\w+)?",
    r"gradually\.course\.(fill|execute|images|progress|glossary)",
    r"gradually\.course\.grading(\.\w+)?",
]
LONGEST = 500  # lines of a module; a chapter's exercises are a catalogue and may be longer


def layer(module):
    """Return the place of a module among the layers."""
    return next(place for place, pattern in enumerate(LAYERS) if re.fullmatch(pattern, module))


def imported(source):
    """Return the modules of the package that a module imports, wherever in it the import stands."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            inside = re.fullmatch(r"gradually\.course(\.\w+)?", node.module)  # a folder: the names may be modules
            names |= {f"{node.module}.{alias.name}" for alias in node.names} if inside else {node.module}
    return {name for name in names if name.split(".")[0] == "gradually"}


def reaching_up(modules):
    """Return a line for each import, in {module: source}, of something above or of another chapter."""
    return [
        f"{module} imports {name}"
        for module, source in modules.items()
        for name in imported(source)
        if (matched := place_of(name)) > layer(module) or is_other_chapter(module, name, matched)
    ]


def place_of(name):
    """Return the layer of an imported name, which may be a module or a name in one."""
    return layer(name) if any(re.fullmatch(pattern, name) for pattern in LAYERS) else layer(name.rpartition(".")[0])


def is_other_chapter(module, name, place):
    """Tell whether both are chapters' rooms, and not the same."""
    return place == layer(module) == layer("gradually.course.ch00") and module.split(".")[2] != name.split(".")[2]


def package():
    """Return {module: source} of the whole package."""
    files = {path.relative_to(PACKAGE.parent).with_suffix(""): path for path in PACKAGE.rglob("*.py")}
    return {".".join(name.parts).removesuffix(".__init__"): path.read_text("utf-8") for name, path in files.items()}


def test_nothing_reaches_upward():
    assert reaching_up(package()) == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("gradually.value", "from gradually.course.growth import staged"),
        ("gradually.course.page.source", "from gradually.course import checking"),
        ("gradually.course.checking.slips", "def f():\n    from gradually.course.ch01.exercises import slope"),
        ("gradually.course.ch02.figures", "from gradually.course.ch01 import figures"),
        ("gradually.course.ch02.figures", "import gradually.course.grading.grade"),
    ],
)
def test_what_reaches_upward_or_into_another_chapter_is_caught(module, line):
    assert len(reaching_up({module: line})) == 1


def test_modules_are_short_but_for_catalogues():
    lengths = {module: len(source.splitlines()) for module, source in package().items()}
    assert not [m for m, length in lengths.items() if length > LONGEST and not m.endswith(".exercises")]

"""The package grows as the chapters say: agreement, coverage, staging, and proof that each check catches its fault."""

import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from gradually.course.growth import (
    agreement,
    all_notebooks,
    arrivals,
    coverage,
    staged,
    teaching_modules,
    unmarked,
    write_stage,
)

SOURCE = '''"""A module."""

import math  # chapter 3

# --- chapter 2: a box ---


class Box:
    """A box."""

    __slots__ = ("data", "grads", "label")

    def __init__(self, data, grads=(), label=""):
        self.data = data
        self.grads = grads  # chapter 4
        self.label = label

    def __add__(self, other):
        other = as_box(other)  # chapter 5
        return Box(self.data + other.data, (1, 1), label="+")

    # --- chapter 3: more ---

    def sine(self):
        return Box(math.sin(self.data), grads=(math.cos(self.data),))


# --- chapter 5: constants ---


def as_box(thing):
    return thing if isinstance(thing, Box) else Box(thing)
'''


def notebook(folder, chapter, *cells):
    path = folder / f"{chapter:02}_test.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(source) for source in cells]), path)
    return path


# --- the course itself ---


def test_every_build_cell_agrees_with_the_package():
    assert agreement(all_notebooks(), teaching_modules()) == []


def test_every_public_definition_is_built_or_shown_in_its_chapter():
    assert coverage(all_notebooks(), teaching_modules()) == []


def test_every_definition_has_a_chapter():
    assert unmarked(teaching_modules()) == []


def test_the_last_stage_is_the_package():
    for source in teaching_modules().values():
        unmarked_source = staged(source, chapter=99)
        assert [line.split("  # chapter ")[0] for line in source.splitlines() if line] == [
            line for line in unmarked_source.splitlines() if line
        ]


@pytest.mark.parametrize("chapter", [int(path.name[:2]) for path in all_notebooks()][1:])
def test_every_stage_imports_and_knows_nothing_of_later_chapters(chapter, tmp_path):
    write_stage(chapter, tmp_path)
    for module in (tmp_path / "gradually").glob("*.py"):
        name = f"gradually.{module.stem}".removesuffix(".__init__")
        subprocess.run([sys.executable, "-c", f"import {name}"], cwd=tmp_path, check=True)
        assert max(arrivals(module.read_text()), default=0) <= chapter


# --- staging ---


def test_a_module_does_not_exist_before_its_first_chapter():
    assert staged(SOURCE, 1) == ""


def test_a_stage_has_what_the_chapter_has_and_no_more():
    assert (
        staged(SOURCE, 2)
        == '''"""A module."""


# --- chapter 2: a box ---


class Box:
    """A box."""

    __slots__ = ("data", "label")

    def __init__(self, data, label=""):
        self.data = data
        self.label = label

    def __add__(self, other):
        return Box(self.data + other.data, label="+")
'''
    )


def test_a_parameter_arrives_with_the_line_that_stores_it():
    assert "grads" not in staged(SOURCE, 3)
    assert "return Box(math.sin(self.data))" in staged(SOURCE, 3)
    for text in (
        '__slots__ = ("data", "grads", "label")',
        "(self, data, grads=(), label=",
        "grads=(math.cos(self.data),))",
        "(1, 1), label=",
    ):
        assert text in staged(SOURCE, 4)


def test_a_line_arrives_with_its_mark_and_loses_it():
    assert "import math" not in staged(SOURCE, 2)
    assert "\nimport math\n" in staged(SOURCE, 3)
    assert "other = as_box(other)\n" in staged(SOURCE, 5)


def test_data_arrive_with_the_line_that_reads_them(tmp_path):
    for chapter in (13, 14, 15):
        write_stage(chapter, tmp_path / str(chapter))
    assert sorted(path.parts[-3] for path in tmp_path.rglob("digits.csv.gz")) == ["14", "15"]
    assert [path.parts[-3] for path in tmp_path.rglob("towns.txt")] == ["15"]


# --- planted faults ---


def test_a_cell_that_differs_from_the_package_is_caught(tmp_path):
    right = notebook(tmp_path, 5, "# gradually/box.py\n\ndef as_box(thing: object):\n" + SOURCE.split("(thing):\n")[1])
    assert agreement([right], {"box.py": SOURCE}) == []
    wrong = notebook(tmp_path, 6, "# gradually/box.py\n\ndef as_box(thing):\n    return Box(thing)")
    assert agreement([wrong], {"box.py": SOURCE}) == [
        "06_test.ipynb: as_box differs from box.py at the end of chapter 6",
    ]


def test_a_cell_ahead_of_its_chapter_is_caught(tmp_path):
    early = notebook(tmp_path, 4, "# gradually/box.py\n\ndef as_box(thing):\n" + SOURCE.split("(thing):\n")[1])
    assert agreement([early], {"box.py": SOURCE}) == [
        "04_test.ipynb: as_box is not in box.py at the end of chapter 4",
    ]


def test_a_class_cell_that_lacks_a_method_is_caught(tmp_path):
    partial = staged(SOURCE, 2).replace("    def __add__", "    def __radd__")
    cell = notebook(tmp_path, 2, f"# gradually/box.py\n{partial}")
    assert "02_test.ipynb: Box differs from box.py at the end of chapter 2" in agreement([cell], {"box.py": SOURCE})


def test_a_definition_that_no_cell_builds_or_shows_is_caught(tmp_path):
    silent = notebook(tmp_path, 5, "1 + 1")
    assert coverage([silent], {"box.py": SOURCE}) == [
        "05_test.ipynb neither builds nor shows Box.__add__ of box.py",
        "05_test.ipynb neither builds nor shows as_box of box.py",
    ]
    shown = notebook(tmp_path, 5, "show(Box.__add__, chapter=5)\nshow(as_box, chapter=5)")
    assert coverage([shown], {"box.py": SOURCE}) == []


def test_a_definition_above_every_banner_is_caught():
    assert unmarked({"box.py": "def early():\n    pass\n\n\n" + SOURCE}) == ["box.py: early has no chapter"]


def test_a_notebook_that_uses_the_future_is_caught(tmp_path):
    write_stage(1, tmp_path)
    result = subprocess.run(
        [sys.executable, "-c", "from gradually.value import Value"], cwd=tmp_path, capture_output=True, text=True
    )
    assert "No module named 'gradually.value'" in result.stderr

"""The rules of the arc that a program can hold a chapter to: honest minutes, an optional fine print, much to do."""

import ast
import re

import pytest
from main_line import Chapter, chapters, claimed_minutes, counted_minutes, is_live, waits
from nbformat.v4 import new_code_cell, new_markdown_cell

CHAPTERS = chapters()
LONGEST_CHAPTER, LONGEST_WAIT = 120, 6  # minutes

each_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda c: f"{c.number:02}")


# --- minutes ---


def too_long(chapter):
    """Return what is wrong with a chapter's minutes, or nothing."""
    counted, claimed = counted_minutes(chapter), claimed_minutes(chapter)
    said = [] if claimed == counted else [f"the header says {claimed} minutes, the count {counted}"]
    return said + ([f"{counted} minutes are too many"] if counted > LONGEST_CHAPTER else [])


@each_chapter
def test_its_minutes_are_those_of_the_count(chapter):
    assert too_long(chapter) == []


def small_chapter(*cells):
    head = "# 1 · Why?\n\n*Chapter 1 of Gradually · about 5 minutes · you need nothing*"
    return Chapter(1, [new_markdown_cell(head), new_code_cell("import math"), *cells], {})


def test_a_header_that_claims_too_little_is_caught():
    assert too_long(small_chapter(new_markdown_cell("word " * 90))) == []
    assert too_long(small_chapter(new_markdown_cell("### Your turn ★ (9 minutes)"))) != []
    assert too_long(small_chapter(*[new_markdown_cell("word " * 90)] * 6)) != []
    assert too_long(small_chapter(new_code_cell("x = 1\n" * 50))) != []
    fine_print = [new_markdown_cell("## The fine print\n\nFor authors."), new_markdown_cell("word " * 900)]
    assert too_long(small_chapter(*fine_print)) == []


# --- the fine print ---


def bound(tree):
    """Return the names that a cell gives to something at its top level."""
    names = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        else:
            names |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return names


def used(tree):
    """Return the names that a cell reads."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def hidden_needs(chapter):
    """Return (cell id, name) for each name that a main cell reads and that only the fine print has given."""
    known, hidden, found = set(), set(), []
    for cell, optional in chapter.sections():
        if cell.cell_type != "code":
            continue
        tree = ast.parse(cell.source)
        if optional:
            hidden |= bound(tree)
            continue
        found += [(cell.id, name) for name in used(tree) & (hidden - known) - bound(tree)]
        known |= bound(tree)
    return found


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda c: f"{c.number:02}")
def test_nothing_in_the_main_line_needs_the_fine_print(chapter):
    assert hidden_needs(chapter) == []


def test_a_main_cell_that_needs_the_fine_print_is_caught():
    fine_print = [new_markdown_cell("## The fine print"), new_code_cell("gate = 1")]
    after = [new_markdown_cell("## Where you stand"), new_code_cell("print(gate)")]
    assert hidden_needs(small_chapter(*fine_print)) == []
    assert [name for _, name in hidden_needs(small_chapter(*fine_print, *after))] == ["gate"]
    assert hidden_needs(small_chapter(new_code_cell("gate = 2"), *fine_print, *after)) == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda c: f"{c.number:02}")
def test_the_fine_print_says_that_it_may_be_skipped(chapter):
    for cell in chapter.cells:
        if cell.source.startswith("## The fine print"):
            assert re.search(r"skip|optional", cell.source)


# --- something to do ---


def long_waits(chapter):
    """Return the stretches of more than six minutes in which a reader does nothing."""
    return [(round(minutes, 1), cell) for minutes, cell in waits(chapter) if minutes > LONGEST_WAIT]


@each_chapter
def test_no_six_minutes_pass_without_something_to_do(chapter):
    assert long_waits(chapter) == []


def test_a_long_stretch_of_reading_is_caught():
    asked = new_code_cell("x = ...\n\nex.x.check(x)", metadata={"tags": ["exercise"]})
    reading = [new_markdown_cell("word " * 80)] * 7
    chapter = small_chapter(*reading, asked, *reading)
    chapter.exercises = {asked.id: None}
    assert long_waits(chapter) == []
    chapter.cells[2:2] = [new_code_cell("x = 1\n" * 12)]
    assert len(long_waits(chapter)) == 1


def has_live(chapter):
    """Tell whether a chapter has a figure that the reader moves."""
    return any(is_live(cell) for cell in chapter.main_line())


@each_chapter
def test_it_has_a_figure_that_the_reader_moves(chapter):
    assert has_live(chapter)

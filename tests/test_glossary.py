"""Terms are explained where they are first used, and the glossary says where that is."""

import re

import pytest
from main_line import Chapter, chapters
from nbformat.v4 import new_code_cell, new_markdown_cell

from gradually.course.glossary import TERMS, bold, explained_in, page, pattern
from gradually.course.growth import NOTEBOOKS

CHAPTERS = chapters()


def prose(cell):
    """Return the text of a cell as a reader hears it: without code, formulas, links' addresses and tags."""
    text = re.sub(r"`[^`]*`|<code>.*?</code>|\$[^$]*\$|\]\([^)]*\)|<[^>]+>", " ", cell.source)
    return re.sub(r"^#+ .*$", " ", text, flags=re.MULTILINE)  # a heading names what comes


def too_early(course):
    """Return (chapter, cell id, term) for each term that the main line uses before it has explained it.

    What stands above a chapter's set-up is a promise, and may name what is to come.
    """
    explained, found = set(), []
    for chapter in course:
        opening = [cell.id for cell in chapter.opening()]
        for cell in chapter.main_line():
            if cell.cell_type != "markdown":
                continue
            explained |= {term for term in TERMS if bold(term).search(cell.source)}
            unknown = [term for term in TERMS if term not in explained and cell.id not in opening]
            early = [term for term in unknown if pattern(term).search(prose(cell))]
            found += [(chapter.number, cell.id, term) for term in early]
            explained |= set(early)  # told once
    return found


def test_terms_are_explained_where_they_are_first_used():
    assert too_early(CHAPTERS) == []


def test_every_term_is_explained_somewhere():
    assert set(explained_in()) == set(TERMS)


def test_the_page_is_up_to_date():
    assert (NOTEBOOKS / "glossary.md").read_text(encoding="utf-8") == page(), "run make glossary"


def test_definitions_are_short_and_do_not_repeat_the_term():
    for term, meaning in TERMS.items():
        assert len(meaning) <= 115, term
        assert not meaning.endswith(".")
        assert not re.search(rf"\b{re.escape(term)}\b", meaning), term


def chapter(*texts):
    cells = [new_markdown_cell("# 1 · Why?"), new_code_cell("import math")]
    return Chapter(1, [*cells, *map(new_markdown_cell, texts)], {})


@pytest.mark.parametrize("early", ["A loss grows.", "Many losses.", "The Loss"])
def test_a_term_before_its_explanation_is_caught(early):
    assert [term for *_, term in too_early([chapter(early, "The **loss** is a number.")])] == ["loss"]


@pytest.mark.parametrize("fine", ["`loss` is a name.", "A glossy picture.", "## The loss", "[what](loss.md)"])
def test_what_is_no_use_of_the_term_is_not(fine):
    assert too_early([chapter(fine, "The **loss** is a number.")]) == []

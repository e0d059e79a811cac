"""The README says what is there: every chapter, links that lead somewhere, one address and one version."""

import itertools
import re
import tomllib

import nbformat

from gradually.course.ch01.exercises import two_sided
from gradually.course.growth import NOTEBOOKS, all_notebooks

ROOT = NOTEBOOKS.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REPOSITORY = PROJECT["urls"]["Repository"].removeprefix("https://github.com/")


def test_the_first_two_commands_are_the_set_up():
    assert re.findall(r"^    (make \w+)", README, re.MULTILINE)[:2] == ["make lab", "make test"]


def test_the_table_lists_the_chapters_that_exist_by_their_titles():
    titles = {}
    for path in all_notebooks():
        first = nbformat.read(path, as_version=4).cells[0].source.split("\n")[0]
        titles[f"notebooks/{path.name}"] = first.split(" · ")[1]
    rows = re.findall(r"^\| \d+ \| \[(.+?)\]\((.+?)\) \|", README, re.MULTILINE)
    assert {file: title for title, file in rows} == titles


def test_every_chapter_has_a_colab_badge_at_this_version():
    badges = re.findall(r"\(https://colab\.research\.google\.com/github/(.+?)\)", README)
    assert badges == [f"{REPOSITORY}/blob/v{PROJECT['version']}/notebooks/{path.name}" for path in all_notebooks()]


def test_there_is_one_address_and_one_version():
    addresses = re.findall(r"(?:github\.com|/github|gh)/([\w-]+/[\w-]+)", README)
    assert set(addresses) == {REPOSITORY}
    assert set(re.findall(r"/v(\d[\d.]*\d)", README)) == {PROJECT["version"]}


def test_it_leads_to_the_site_first_and_by_one_address():
    assert set(re.findall(r"https://[\w.-]+\.github\.io/[^)]*", README)) == {PROJECT["urls"]["Homepage"]}
    assert README.index("[Read and try it in your browser]") < README.index("## Start")


def test_links_to_files_lead_somewhere():
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_part_of_the_lecture_is_found_under_the_heading_named():
    headings = {
        path.name[:2].lstrip("0") or "0": [
            line.removeprefix("## ").split(" ★")[0]
            for cell in nbformat.read(path, as_version=4).cells
            if cell.cell_type == "markdown"
            for line in cell.source.split("\n")
        ]
        for path in all_notebooks()
    }
    rows = re.findall(r"^\| \d+:\d\d(?::\d\d)? \| [^|]+ \| ([^|]+) \|$", README, re.MULTILINE)
    assert len(rows) == 19
    for row in rows:
        for chapter, named in re.findall(r"(\d+)((?:[, ;to]+\*[^*]+\*)*)", row):
            for heading in re.findall(r"\*([^*]+)\*", named):
                assert heading in headings[chapter], (chapter, heading)


def untidy(text):
    """Lines of prose that are too wide, and paragraphs that are stuck to the list above them."""
    lines = text.split("\n")
    free = [line for line in lines if not line.startswith(("|", "!")) and "http" not in line]
    stuck = [b for a, b in itertools.pairwise(lines) if a.startswith(("- ", "  ")) and b.startswith("**")]
    return [line for line in free if len(line) > 120] + stuck


def test_it_is_tidy():
    assert untidy(README) == []
    assert untidy("- a list\n**A paragraph**\n") == ["**A paragraph**"]
    assert untidy("word " * 30) == ["word " * 30]


def test_the_reply_that_it_quotes_is_the_one_that_is_given():
    cell = r"```python\n(.*?)ex\.two_sided\.check.*?```\n\n((?:> [^\n]*\n)+)"
    code, quote = re.search(cell, README, re.DOTALL).groups()
    names = {}
    exec(code, names)
    said = two_sided.grade(names["two_sided"]).text
    assert " ".join(said.split()) in " ".join(quote.replace("> ", "").split())

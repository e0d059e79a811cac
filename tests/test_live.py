"""What a live figure is before any browser shows it: a still picture with words, two scripts, and no surprises."""

import json
import re

import matplotlib.pyplot as plt
import pytest

from gradually.course.growth import PACKAGE
from gradually.course.page.live import HERE, Live, in_short
from gradually.course.page.pictures import picture
from gradually.render import Graph

SCRIPTS = sorted(PACKAGE.rglob("*.js"))


@pytest.fixture
def live(tmp_path):
    script = tmp_path / "shown.js"
    script.write_text("// Shows a number.\nfunction shown(figure, data) {\n  figure.say(data.x); // aloud\n}\n")
    plt.plot([1, 2])
    return Live(script, {"x": 3}, picture("A line that rises."), "A figure")


def test_its_still_picture_stands_for_it(live):
    bundle = live._repr_mimebundle_()
    assert repr(live) == bundle["text/plain"] == "A line that rises."
    assert '<div class="gradually-still"><img alt="A line that rises."' in bundle["text/html"]
    assert bundle["image/png"] in bundle["text/html"]


def test_a_graph_that_nothing_here_can_draw_stands_as_text(live, monkeypatch):
    def nothing_draws(self, format):
        raise RuntimeError

    monkeypatch.setattr(Graph, "picture", nothing_draws)
    live.still = Graph("two < three")
    assert '<div class="gradually-still"><pre>No picture: Graphviz is missing' in live.html()
    assert "&lt;" in live.html().split("</pre>")[0]


def test_it_is_the_same_bytes_every_time(live):
    assert live.html() == live.html()


def test_its_name_follows_from_what_it_holds(live):
    def name():
        return re.search('data-figure="([0-9a-f]{12})"', live.html())[1]

    before = name()
    live.data["x"] = 4
    assert name() != before


def test_data_cannot_end_the_script(live):
    live.data["x"] = "</script><!--"
    assert live.html().count("</script>") == 2
    assert "<!--" not in live.html()
    handed_over = re.search(r'wake\("[0-9a-f]+", shown, (.*)\);', live.html())[1]
    assert json.loads(handed_over) == live.data


def test_what_is_no_number_is_refused(live):
    live.data["x"] = float("nan")
    with pytest.raises(ValueError, match="JSON"):
        live.html()


def test_comments_and_indents_stay_at_home(live):
    assert in_short(live.script) == "function shown(figure, data) {\nfigure.say(data.x); // aloud\n}"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_short_and_plain(path):
    """One function of the file's name for each figure, said in a comment on top; nothing fetched, nothing imported."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0].startswith("// ")
    assert len(lines) <= 300
    assert max(map(len, lines)) <= 120
    assert not re.search(r"https?:(?!//www\.w3\.org/2000/svg)|\bimport\b|\brequire\(|\bfetch\(|\beval\(", text)
    if path.parent != HERE:
        assert re.findall(r"^function (\w+)\(figure, data\)", text, re.MULTILINE) == [path.stem]

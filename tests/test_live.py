"""What a live figure is before any browser shows it: a still picture with words, two scripts, and no surprises."""

import json
import re

import matplotlib.pyplot as plt
import pytest

from gradually import backprop
from gradually.course.ch05 import figures as ch05
from gradually.course.ch06 import figures as ch06
from gradually.course.growth import PACKAGE
from gradually.course.page.live import HERE, Live, in_short
from gradually.course.page.pictures import picture
from gradually.render import Graph
from gradually.value import Value

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


def test_its_parts_stand_before_its_own_script(live):
    whole = live.html()
    live.parts = [HERE / "boxes.js"]
    assert "class Boxes" not in whole
    assert live.html().index("class Boxes") < live.html().index("function shown(")
    assert re.search('data-figure="(.*)"', live.html())[1] != re.search('data-figure="(.*)"', whole)[1]


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


# --- the order of a graph, chapter 5 ---


def product():
    """Return the root of a small graph: one leaf has a label, the other none."""
    root = Value(2.0, label="a") * Value(3.0)
    root.label = "L"
    return root


def test_an_order_names_every_node_and_says_the_order():
    live = ch05.order(product())
    assert [node["name"] for node in live.data["nodes"]] == ["a", "n3", "L"]
    assert live.still.name == "The graph of L. Its order is a, n3, L."
    assert live.data["edges"][1].keys() == {"child", "node", "points"}


def test_the_lines_that_it_lights_are_those_of_the_package():
    written, lines = ch05.shown_source()
    assert written[0] == "def topological_order(root):"
    assert {name: written[i].strip() for name, i in lines.items()} == ch05.LINES


def turned_round(root):
    """Return the nodes of `root`, the last one first."""
    return backprop.topological_order(root)[::-1]


def test_a_changed_topological_order_is_refused(monkeypatch):
    monkeypatch.setattr(ch05, "topological_order", turned_round)
    with pytest.raises(ValueError, match="other lines of topological_order"):
        ch05.order(product())


def test_a_graph_too_large_to_follow_is_refused():
    with pytest.raises(ValueError, match="41 nodes"):
        ch05.order(sum([Value(1.0) for _ in range(20)], Value(0.0)))


def test_an_order_that_nothing_here_can_draw_is_the_graph_as_text(monkeypatch):
    def nothing_draws(self, format):
        raise RuntimeError

    monkeypatch.setattr(Graph, "picture", nothing_draws)
    shown = ch05.order(product())._repr_mimebundle_()
    assert list(shown) == ["text/plain"]
    assert "Graphviz is missing" in shown["text/plain"]


# --- blocks in a row, chapter 6 ---


def test_the_blocks_of_the_script_are_those_of_the_package():
    script = (ch06.ROOM / "blocks.js").read_text(encoding="utf-8")
    assert re.findall(r'^    "?([^":\n]+)"?: \(v\)', script, re.MULTILINE) == list(ch06.BLOCKS)


def test_the_still_of_blocks_says_the_slopes_and_their_product():
    said = repr(ch06.blocks(("square", "+ 1"), 3.0))
    assert "at x = 3 their slopes are 6.000, 1.000, the product 6.000." in said


def test_a_block_that_there_is_not_is_refused():
    with pytest.raises(KeyError, match="sinus"):
        ch06.blocks(("sinus",))

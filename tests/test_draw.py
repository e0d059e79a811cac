"""draw: the graph as DOT, as pictures, and as text where nothing can draw."""

import builtins
import re
import shutil
import xml.etree.ElementTree as ElementTree

import pytest

from gradually.draw import draw, walk
from gradually.render import INSTALL_HINT
from gradually.value import Value


def leaves():
    return Value(2.0, label="a"), Value(-3.0, label="b"), Value(10.0, label="c")


def test_walk_finds_each_node_once_root_first():
    a, b, c = leaves()
    product = a * b
    root = product + product * c
    nodes = walk(root)
    assert nodes[0] is root
    assert len(nodes) == len(set(nodes)) == 6
    assert set(nodes) == {root, *root.children, a, b, c}


def test_walk_goes_as_deep_as_the_graph():
    node = Value(0.0)
    for _ in range(100_000):
        node = node + Value(1.0)
    assert len(walk(node)) == 200_001


def test_each_node_shows_label_data_and_gradient():
    a, b, _ = leaves()
    a.grad = -1.5
    source = draw(a * b).source
    for text in (">a<", "data 2<", "grad -1.5<", ">b<", "data -3<", "data -6<", 'label="*"'):
        assert text in source


def test_a_child_used_twice_has_two_edges():
    a, _, _ = leaves()
    assert draw(a + a).source.count("value1 -> value0_op") == 2


def test_local_derivatives_stand_on_the_edges():
    a, b, _ = leaves()
    product = a * b
    source = draw(product, {product: (b.data, a.data)}).source
    assert "value1 -> value0_op [label=-3]" in source
    assert "value2 -> value0_op [label=2]" in source


def test_a_local_derivative_too_few_is_an_error():
    a, b, _ = leaves()
    product = a * b
    with pytest.raises(ValueError, match="zip"):
        draw(product, {product: (1.0,)})


def test_labels_that_look_like_markup_are_shown_as_they_are():
    assert "&lt;b&gt;&amp;" in draw(Value(1.0, label="<b>&")).source


def test_the_same_expression_gives_the_same_text():
    assert repr(draw(leaves()[0] * leaves()[1])) == repr(draw(leaves()[0] * leaves()[1]))


def test_graphs_that_nobody_can_read_are_refused_unless_asked_for():
    node = Value(0.0)
    for _ in range(250):
        node = node + Value(1.0)
    with pytest.raises(ValueError, match=r"501 nodes.*400.*limit=501"):
        draw(node)
    assert draw(node, limit=501).source.count("data") == 501


@pytest.mark.parametrize("junk", [5, "a", None, [Value(1.0)]])
def test_what_is_not_a_value_is_refused(junk):
    with pytest.raises(TypeError, match="draw needs a Value"):
        draw(junk)


# --- the picture ---


def test_the_bundle_holds_svg_png_and_text_and_words_for_the_blind():
    a, b, c = leaves()
    root = a * b + c
    root.label = "d"
    bundle = draw(root)._repr_mimebundle_()
    assert ElementTree.fromstring(bundle["image/svg+xml"]).tag.endswith("svg")
    assert bundle["image/png"].startswith("iVBOR")  # the signature of a PNG file, in base64
    assert bundle["text/plain"].startswith("digraph")
    assert 'alt="d = 4, in 2 operations from a = 2, b = -3, c = 10"' in bundle["text/html"]


def without_pygraphviz(monkeypatch):
    real_import = builtins.__import__

    def no_pygraphviz(name, *rest):
        if name == "pygraphviz":
            raise ImportError(name)
        return real_import(name, *rest)

    monkeypatch.setattr(builtins, "__import__", no_pygraphviz)


def test_without_graphviz_there_is_text_and_a_hint_and_no_error(monkeypatch):
    without_pygraphviz(monkeypatch)
    monkeypatch.setattr(shutil, "which", lambda program: None)
    bundle = draw(leaves()[0])._repr_mimebundle_()
    assert list(bundle) == ["text/plain"]
    assert bundle["text/plain"].startswith(f"{INSTALL_HINT}\ndigraph")


@pytest.mark.skipif(not shutil.which("dot"), reason="the dot program is not installed")
def test_without_pygraphviz_the_dot_program_draws(monkeypatch):
    without_pygraphviz(monkeypatch)
    assert b"<svg" in draw(leaves()[0]).picture("svg")


def test_drawing_writes_nothing_to_standard_error(capfd):
    draw(leaves()[0]).picture("png")
    assert capfd.readouterr().err == ""


def test_a_graph_shrinks_with_the_page_only_while_it_can_be_read():
    page = draw(Value(1.0) + Value(2.0))._repr_mimebundle_()["text/html"]
    natural = float(re.search(r'<svg width="([\d.]+)pt"', draw(Value(1.0) + Value(2.0)).picture().decode())[1])
    least = float(re.search(r"max-width: 100%; min-width: (\d+)pt", page)[1])
    assert 0.6 * natural < least < natural

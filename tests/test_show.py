"""What notebooks show: source as a chapter leaves it, pictures with words, sliders that need no script."""

import io
import os
import re
import subprocess
import sys

import matplotlib.pyplot as plt
import pytest
from PIL import Image

from gradually.course import figures, show
from gradually.course.growth import NOTEBOOKS
from gradually.derivative import derivative
from gradually.draw import draw
from gradually.value import Value

ROOT = NOTEBOOKS.parent


@pytest.fixture
def shown(monkeypatch):
    texts = []
    monkeypatch.setattr(show, "display", lambda bundle, raw: texts.append(bundle["text/plain"]))
    return texts


def test_show_gives_the_source_as_the_chapter_leaves_it(shown):
    show.show(Value.__add__, chapter=2)
    show.show(Value.__add__, chapter=4)
    assert shown == [
        "# gradually/value.py\n\ndef __add__(self, other):\n"
        '    return Value(self.data + other.data, (self, other), "+")',
        "# gradually/value.py\n\ndef __add__(self, other):\n"
        '    return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))',
    ]


def test_show_of_a_function(shown):
    show.show(derivative)
    assert shown[0].startswith("# gradually/derivative.py\n\ndef derivative(f, x, h=1e-5):")


def test_show_of_a_later_chapter_says_so():
    with pytest.raises(KeyError, match=r"Value\.tanh is not in gradually/value\.py at the end of chapter 2"):
        show.show(Value.tanh, chapter=2)


def test_grown_shows_new_modules_whole_and_old_ones_by_their_changes(shown):
    show.grown(3)
    changes = "\n".join(shown)
    assert "# gradually/value.py: what changed" in changes
    assert '+        return Value(t, (self,), "tanh")' in changes
    assert "+def check_gradient(" in changes
    assert "draw.py" not in changes
    shown.clear()
    show.grown(1)
    assert len(shown) == 1
    assert "# gradually/derivative.py: new" in shown[0]
    assert "check_gradient" not in shown[0]


def test_grown_says_when_there_is_nothing_new(shown):
    show.grown(7)
    assert shown == ["# Chapter 7 adds nothing to the package."]


def test_a_picture_has_words_and_is_closed():
    plt.plot([1, 2])
    picture = show.picture("A line that rises.")
    assert not plt.get_fignums()
    bundle = picture._repr_mimebundle_()
    assert bundle["text/plain"] == "A line that rises."
    assert '<img alt="A line that rises."' in bundle["text/html"]
    assert Image.open(io.BytesIO(picture.png)).size[0] > 300


def test_a_stepper_shows_the_first_frame_and_can_show_the_others():
    page = show.Stepper([b"<svg/>", b"<svg/>", b"<svg/>"], ["one", "two & a half", "three"])._repr_html_()
    assert len(re.findall(r"<figure", page)) == 3
    assert len(re.findall(r"<figure hidden", page)) == 2
    assert 'max="2"' in page
    assert 'alt="two &amp; a half"' in page


def test_a_stepper_needs_a_caption_for_every_frame():
    with pytest.raises(ValueError, match="zip"):
        show.Stepper([b"<svg/>"], [])._repr_html_()


# --- the course's figures ---


BY_MAKE_BENCH = {"benchmark.png", "cost.png"}


def test_the_image_folder_holds_the_figures_and_nothing_else():
    folder = ROOT / "images"
    drawn = figures.pictures()
    assert {path.name for path in folder.iterdir()} == set(drawn) | BY_MAKE_BENCH
    for name, picture in drawn.items():
        assert picture[:4] == (b"\x89PNG" if name.endswith("png") else b"<?xm")


def test_paths_are_all_found_and_their_products_are_the_gradient():
    a, b = Value(2.0, label="a"), Value(-3.0, label="b")
    root = (a + b) * a + a
    local_grads = {node: node.local_grads for node in (root, *root.children, *root.children[0].children) if node.op}
    captions = figures.paths(a, root, local_grads).captions
    assert len(captions) == 4  # three paths and the sum
    assert captions[-1] == "All paths: add them up: 2 + (-1) + 1 = 2."  # d/da of a² + ab + a


def test_lit_fades_all_but_the_named():
    result, nodes = figures.expression()
    titles = figures.titles_of([nodes["a"]], figures.names_in(result))
    picture = figures.lit(draw(result).picture("svg"), titles, 0.5)
    assert picture.count(b'opacity="0.5"') == 7 + 3 + 3 * 3 - 1  # boxes, circles, edges, all but a's box


# --- progress ---


@pytest.mark.parametrize(("disabled", "bar"), [("", True), ("1", False)])
def test_a_progress_bar_is_for_a_person_and_absent_from_stored_outputs(disabled, bar):
    code = "from gradually.course.show import progress; print(sum(progress(range(4), 'adding')))"
    environment = {**os.environ, "TQDM_DISABLE": disabled}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.endswith("6\n")
    assert ("adding: 100%" in run.stdout) == bar
    assert run.stderr == ""


# --- versions ---


def test_a_notebook_beside_a_package_of_another_version_says_so_in_one_line(monkeypatch, capsys):
    monkeypatch.setattr(show, "version", lambda name: "0.2.0")
    show.expect_version("0.2.0")
    assert capsys.readouterr().out == ""
    show.expect_version("0.1.0")
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "version 0.1.0" in said
    assert "version 0.2.0 is installed" in said

"""What a notebook shows of the package: source as a chapter leaves it, and what a chapter adds."""

import pytest

from gradually.course.page import source
from gradually.derivative import derivative
from gradually.value import Value


@pytest.fixture
def shown(monkeypatch):
    texts = []
    monkeypatch.setattr(source, "display", lambda bundle, raw: texts.append(bundle["text/plain"]))
    return texts


def test_show_gives_the_source_as_the_chapter_leaves_it(shown):
    source.show(Value.__add__, chapter=2)
    source.show(Value.__add__, chapter=4)
    assert shown == [
        "# gradually/value.py\n\ndef __add__(self, other):\n"
        '    return Value(self.data + other.data, (self, other), "+")',
        "# gradually/value.py\n\ndef __add__(self, other):\n"
        '    return Value(self.data + other.data, (self, other), "+", (1.0, 1.0))',
    ]


def test_show_of_a_function(shown):
    source.show(derivative)
    assert shown[0].startswith("# gradually/derivative.py\n\ndef derivative(f, x, h=1e-5):")


def test_show_of_a_later_chapter_says_so():
    with pytest.raises(KeyError, match=r"Value\.tanh is not in gradually/value\.py at the end of chapter 2"):
        source.show(Value.tanh, chapter=2)


def test_grown_shows_new_modules_whole_and_old_ones_by_their_changes(shown):
    source.grown(3)
    changes = "\n".join(shown)
    assert "# gradually/value.py: what changed" in changes
    assert '+        return Value(t, (self,), "tanh")' in changes
    assert "+def check_gradient(" in changes
    assert "draw.py" not in changes
    shown.clear()
    source.grown(1)
    assert len(shown) == 1
    assert "# gradually/derivative.py: new" in shown[0]
    assert "check_gradient" not in shown[0]


def test_grown_says_when_there_is_nothing_new(shown):
    source.grown(7)
    assert shown == ["# Chapter 7 adds nothing to the package."]

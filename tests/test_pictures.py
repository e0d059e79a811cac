"""Pictures with words, and sliders that need no script."""

import io
import re

import matplotlib.pyplot as plt
import pytest
from PIL import Image

from gradually.course.page.pictures import Stepper, picture


def test_a_picture_has_words_and_is_closed():
    plt.plot([1, 2])
    drawn = picture("A line that rises.")
    assert not plt.get_fignums()
    bundle = drawn._repr_mimebundle_()
    assert bundle["text/plain"] == "A line that rises."
    assert '<img alt="A line that rises."' in bundle["text/html"]
    assert Image.open(io.BytesIO(drawn.png)).size[0] > 300


def test_a_stepper_shows_the_first_frame_and_can_show_the_others():
    page = Stepper([b"<svg/>", b"<svg/>", b"<svg/>"], ["one", "two & a half", "three"])._repr_html_()
    assert len(re.findall(r"<figure", page)) == 3
    assert len(re.findall(r"<figure hidden", page)) == 2
    assert 'max="2"' in page
    assert 'alt="two &amp; a half"' in page


def test_a_stepper_needs_a_caption_for_every_frame():
    with pytest.raises(ValueError, match="zip"):
        Stepper([b"<svg/>"], [])._repr_html_()

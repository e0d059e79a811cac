"""The pictures in images/."""

import pytest

from gradually.course.growth import NOTEBOOKS
from gradually.course.images import PICTURES

FOLDER = NOTEBOOKS.parent / "images"
BY_MAKE_BENCH = {"benchmark.png", "cost.png"}
FILM = "film.png"  # half a minute to draw; tests/test_film.py draws a short one


def test_the_image_folder_holds_the_figures_and_nothing_else():
    assert {path.name for path in FOLDER.iterdir()} == set(PICTURES) | BY_MAKE_BENCH


@pytest.mark.parametrize("name", [name for name in PICTURES if name != FILM])
def test_each_can_be_drawn(name):
    assert PICTURES[name]()[:4] == (b"\x89PNG" if name.endswith("png") else b"<?xm")

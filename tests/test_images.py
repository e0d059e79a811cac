"""The pictures in images/."""

from gradually.course.growth import NOTEBOOKS
from gradually.course.images import pictures

ROOT = NOTEBOOKS.parent
BY_MAKE_BENCH = {"benchmark.png", "cost.png"}


def test_the_image_folder_holds_the_figures_and_nothing_else():
    folder = ROOT / "images"
    drawn = pictures()
    assert {path.name for path in folder.iterdir()} == set(drawn) | BY_MAKE_BENCH
    for name, picture in drawn.items():
        assert picture[:4] == (b"\x89PNG" if name.endswith("png") else b"<?xm")

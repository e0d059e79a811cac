"""The book: every page opens without a fault and asks nobody else; what moves moves; it fits a phone, and the dark."""

import gzip
import re
from html.parser import HTMLParser

import pytest
from settings import ADDRESS, CHAPTERS, NOTEBOOKS, SITE

from conftest import PHONE, PICTURES

PAGES = sorted(path.name for path in SITE.glob("*.html"))
HEAVIEST = 1_000_000  # bytes of a page and all that it loads, packed as a server packs them
FILM = "film.stills()"


class Links(HTMLParser):
    """The addresses that a page leads to, and the names in it that one can lead to."""

    def __init__(self, text):
        super().__init__()
        self.to, self.names = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        """Note what a tag leads to, and what leads to it."""
        attributes = dict(attributes)
        self.names.add(attributes.get("id"))
        self.to += [attributes[name] for name in ("href", "src") if attributes.get(name)]


def test_there_is_a_page_for_every_chapter_and_for_what_belongs_to_them():
    assert set(PAGES) == {f"{path.stem}.html" for path in CHAPTERS} | {
        "glossary.html",
        "index.html",
        "lecture.html",
        "search.html",
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_without_a_fault_and_is_light(visit, name):
    opened = visit()
    page = opened.open(name)
    page.wait_for_load_state("networkidle")
    assert [url for url in opened.asked if not url.startswith((opened.address, "data:"))] == []
    files = {SITE / url.removeprefix(opened.address).split("?")[0] for url in opened.asked if url.startswith("http")}
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < HEAVIEST


def test_every_link_of_the_site_leads_somewhere():
    found = {name: Links((SITE / name).read_text(encoding="utf-8")) for name in PAGES}
    for name, links in found.items():
        for link in links.to:
            if re.match(r"(https?|data|mailto):", link):
                continue
            path, _, place = link.partition("#")
            path = path.split("?")[0] or name
            assert (SITE / path).exists(), (name, link)
            if place and path in found:
                assert place in found[path].names, (name, link)


def test_the_ways_to_keep_a_chapter_lead_to_that_chapter():
    for path in CHAPTERS:
        text = (SITE / f"{path.stem}.html").read_text(encoding="utf-8")
        (lite,) = re.findall(r'href="lite/notebooks/index.html\?path=([^"]+)"', text)
        assert lite == f"{NOTEBOOKS}/{path.name}"
        assert (SITE / "lite" / "files" / lite).exists()
        assert len(re.findall(rf'href="https://colab[^"]+/{path.name}"', text)) == 1
        assert len(re.findall(rf'href="https://mybinder[^"]+/{path.name}"', text)) == 1


def test_previous_and_next_lead_through_the_chapters(visit):
    page = visit().open(f"{CHAPTERS[0].stem}.html")
    for path in CHAPTERS[1:]:
        page.locator("a.right-next").click()
        assert page.url.endswith(f"/{path.stem}.html")


def test_a_link_says_what_it_leads_to_with_a_picture():
    for name in PAGES:
        text = (SITE / name).read_text(encoding="utf-8")
        assert f'property="og:image" content="{ADDRESS}/_static/preview.png"' in text
        assert len(re.search(r'property="og:description" content="([^"]+)"', text)[1]) > 50
    assert (SITE / "_static" / "preview.png").read_bytes()[:4] == b"\x89PNG"


def test_what_one_searches_is_found(visit):
    page = visit().open("index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("topological_order")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li a")
    hits = page.locator("#search-results li a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert any("backprop" in hit for hit in hits)


def test_the_live_figure_of_the_landing_page_learns(visit):
    page = visit().open("index.html")
    figure = page.locator(".gradually-live").first
    before = figure.inner_text()
    figure.get_by_role("button", name="learn", exact=True).click()
    page.wait_for_function("([figure, before]) => figure.innerText !== before", arg=[figure.element_handle(), before])
    assert "After 0 steps" in before


def test_live_figures_wake_in_every_chapter(visit):
    for path in CHAPTERS:
        page = visit().open(f"{path.stem}.html")
        assert page.locator(".gradually-panel").count() == page.locator(".gradually-live").count() > 0


def test_a_slider_shows_another_picture(visit):
    path = next(path for path in CHAPTERS if 'aria-label=\\"step\\"' in path.read_text(encoding="utf-8"))
    page = visit().open(f"{path.stem}.html")
    slider = page.get_by_role("slider", name="step", exact=True).first
    shown = slider.locator("xpath=..").locator("figure:visible figcaption")
    assert shown.inner_text().startswith("1 of ")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert shown.inner_text().startswith("2 of ")


def test_a_film_plays(visit):
    path = next(path for path in CHAPTERS if FILM in path.read_text(encoding="utf-8"))
    page = visit().open(f"{path.stem}.html")
    index = page.evaluate(
        "() => [...document.querySelectorAll('div.cell')].findIndex(cell => cell.innerText.trim().startsWith('film'))"
    )
    film = page.locator("div.cell").nth(index).locator("img").first
    film.scroll_into_view_if_needed()
    shots = set()
    for _ in range(8):
        shots.add(film.screenshot())
        page.wait_for_timeout(400)
    assert len(shots) > 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", *(f"{path.stem}.html" for path in CHAPTERS)])
def test_a_page_fits_a_phone_in_either_theme(visit, name, theme):
    page = visit(viewport=PHONE, color_scheme=theme).open(name)
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.screenshot(path=PICTURES / f"{name.removesuffix('.html')}_{theme}.png")


def test_exercises_look_like_exercises(visit):
    page = visit().open(f"{CHAPTERS[1].stem}.html")
    label = page.locator("div.cell.tag_exercise").first
    assert "Your turn" in label.evaluate("cell => getComputedStyle(cell, '::before').content")

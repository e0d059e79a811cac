"""The live figures as the notebooks store them: what a reader's page is made of."""

import re

import nbformat

from gradually.course.growth import all_notebooks

FIGURE = re.compile(r'\nwake\("[0-9a-f]+", (\w+), ')


# In the page: what of a live figure stands out of its panel, to the right.
BESIDE = """place => {
  const panel = place.querySelector('.gradually-panel'), edge = panel.getBoundingClientRect().right + 1;
  return [...panel.querySelectorAll('*')]
    .filter(node => !node.closest('.gradually-status, svg') && node.getBoundingClientRect().right > edge)
    .map(node => node.outerHTML.slice(0, 90));
}"""


def live_outputs():
    """Return {(chapter, name of the figure): its HTML} for all live figures in the notebooks, the first of each."""
    found = {}
    for path in all_notebooks():
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                page = output.get("data", {}).get("text/html", "")
                if named := FIGURE.search(page):
                    found.setdefault((int(path.name[:2]), named[1]), page)
    return found


def on_a_page(*pages):
    """Return a page of HTML with these outputs in it, one below the other."""
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    return f"<!doctype html>{head}{''.join(pages)}"


FIGURES = live_outputs()

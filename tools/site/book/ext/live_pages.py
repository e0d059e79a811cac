"""Below the title of each chapter: where it can be tried."""

import re
from html import escape

from settings import CDN, CHAPTERS, NOTEBOOKS, REPOSITORY, VERSION

NAMES = {path.stem for path in CHAPTERS}
LITE = "lite/notebooks/index.html?path="
COLAB = f"https://colab.research.google.com/github/{REPOSITORY}/blob/v{VERSION}/notebooks/"
BINDER = f"https://mybinder.org/v2/gh/{REPOSITORY}/v{VERSION}?urlpath=lab/tree/notebooks/"


def places(name):
    """Return the HTML of the ways to try the chapter `name`: this page, JupyterLite, Colab, Binder."""
    links = {
        "JupyterLite": (f"{LITE}{NOTEBOOKS}/{name}.ipynb", "the notebook in your browser, nothing to install"),
        "Colab": (f"{COLAB}{name}.ipynb", "the notebook on Google's machines; needs an account there"),
        "Binder": (f"{BINDER}{name}.ipynb", "the notebook on a borrowed machine; takes minutes to start"),
    }
    others = " · ".join(f'<a href="{escape(to)}" title="{words}">{place}</a>' for place, (to, words) in links.items())
    return (
        f'<div class="try" data-pyodide="{CDN}pyodide.mjs" data-notebook="{NOTEBOOKS}/{name}.ipynb">'
        '<button type="button" class="try-start" hidden>▶ Run this page here</button>'
        "<noscript>To run this page here, your browser must allow scripts.</noscript>"
        f'<span class="try-elsewhere">or keep it as a notebook: {others}</span>'
        '<p class="try-status" role="status"></p></div>'
    )


def add(app, page, template, context, doctree):
    """Put the ways to try a chapter below its title, and the script of live pages to its scripts."""
    if page in NAMES:
        context["body"] = re.sub(r"</h1>", lambda found: found[0] + places(page), context["body"], count=1)
        app.add_js_file("live.js", type="module")
        app.add_js_file("live.js", type="module")


def setup(app):
    """Have it done for every page."""
    app.connect("html-page-context", add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

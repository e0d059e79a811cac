"""How Sphinx makes the book: from the notebooks as they are stored, and with nothing from elsewhere."""

import sys
from pathlib import Path

HERE = Path(__file__).parent  # the folder of the sources, where build.py has laid this file
sys.path[:0] = [str(HERE / "ext")]

from settings import ADDRESS, REPOSITORY  # noqa: E402, as build.py put its folder on the path

project = "Gradually"
author = "the authors of Gradually"
project_copyright = author
html_title = "Gradually"
language = "en"
exclude_patterns = ["ext", "static"]

extensions = ["myst_nb", "mathml", "from_readme", "live_pages", "previews"]
html_math_renderer = "mathml"
myst_enable_extensions = ["attrs_inline", "dollarmath"]
myst_heading_anchors = 2
myst_url_schemes = {"http": None, "https": None, "repository": f"https://github.com/{REPOSITORY}#{{{{path}}}}"}
nb_execution_mode = "off"  # the stored outputs are the book's
nb_mime_priority_overrides = [("html", "text/html", 0)]  # before SVG and PNG: it has the words and the width
suppress_warnings = ["mystnb.unknown_mime_type"]

html_theme = "sphinx_book_theme"
html_baseurl = f"{ADDRESS}/"
html_static_path = ["static"]
html_css_files = ["book.css"]
html_favicon = "static/icon.svg"
html_context = {"default_mode": "auto"}  # light or dark, as the visitor has it
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_use_index = False
html_theme_options = {
    "home_page_in_toc": True,
    "navbar_persistent": [],  # the search field is in the sidebar
    "path_to_docs": "notebooks",
    "primary_sidebar_end": [],
    "show_toc_level": 1,
    "use_download_button": False,
    "use_fullscreen_button": False,
}

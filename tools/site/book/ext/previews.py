"""A picture and words for whoever gets the link: what chats and search engines show of a page."""

import re
from html import escape, unescape

from settings import ADDRESS, PROJECT

LONGEST = 200  # characters; what is longer is cut off by whoever shows it
PICTURE = "_static/preview.png"  # build.py takes it from the notebooks
PICTURE_WORDS = "Four pictures of a border between two kinds of points, which bends until every point is on its side"


def words(body):
    """Return the first paragraph of a page that is a sentence, as plain text; else what the course says of itself."""
    for paragraph in re.findall(r"<p>(.*?)</p>", body, re.DOTALL):
        text = " ".join(re.sub(r"<[^>]+>", "", paragraph).split())
        if len(text) > 60 and not text.startswith("Chapter "):
            return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
    return PROJECT["description"]


def add(app, page, template, context, doctree):
    """Write the tags into the head of the page."""
    title = re.sub(r"<[^>]+>", "", context.get("title") or "Gradually")
    title = title if page == "index" else f"{title} · Gradually"
    about = words(context.get("body", ""))
    properties = {
        "og:type": "website",
        "og:site_name": "Gradually",
        "og:title": title,
        "og:description": about,
        "og:url": f"{ADDRESS}/" if page == "index" else f"{ADDRESS}/{page}.html",
        "og:image": f"{ADDRESS}/{PICTURE}",
        "og:image:alt": PICTURE_WORDS,
    }
    tags = [f'<meta property="{name}" content="{quoted(text)}">' for name, text in properties.items()]
    tags += [f'<meta name="description" content="{quoted(about)}">']
    tags += ['<meta name="twitter:card" content="summary_large_image">']
    context["metatags"] = context.get("metatags", "") + "\n".join(tags)


def quoted(text):
    """Return `text`, in which HTML's own signs may be written out already, for an attribute."""
    return escape(unescape(text))


def setup(app):
    """Have it done for every page."""
    app.connect("html-page-context", add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

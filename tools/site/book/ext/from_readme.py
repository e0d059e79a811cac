"""Directives for what the course already says elsewhere: parts of the README, and stored outputs of notebooks."""

import json
import re

from docutils import nodes
from settings import CHAPTERS, ROOT
from sphinx.util.docutils import SphinxDirective


class Section(SphinxDirective):
    """`{readme-section} HEADING`: what stands in the README under that heading, up to the next."""

    required_arguments, final_argument_whitespace = 1, True

    def run(self):
        return self.parse_text_to_nodes(for_pages(section(readme(self), self.arguments[0])))


class Paragraph(SphinxDirective):
    """`{readme-paragraph} WORDS`: the README's paragraph that begins with these words."""

    required_arguments, final_argument_whitespace = 1, True

    def run(self):
        return self.parse_text_to_nodes(for_pages(paragraph(readme(self), self.arguments[0])))


class Chapters(SphinxDirective):
    """`{chapters}`: the README's table of chapters, without its last column, which is of badges."""

    def run(self):
        rows = [line for line in section(readme(self), "The chapters").split("\n") if line.startswith("|")]
        without_badges = ["|".join(row.split("|")[:-2]) + "|" for row in rows]
        return self.parse_text_to_nodes(for_pages("\n".join(without_badges)))


class Begin(SphinxDirective):
    """`{begin}`: the ways in, which are the first two chapters."""

    def run(self):
        first, second = CHAPTERS[:2]
        links = (
            f'<a class="begin" href="{first.stem}.html">Begin with a preview</a>'
            f'<a class="begin-next" href="{second.stem}.html">The first chapter</a>'
        )
        return [nodes.raw("", f"<p>{links}</p>", format="html")]


class StoredOutput(SphinxDirective):
    """`{stored-output} CODE`: what the first notebook cell that is this code shows, as it was stored."""

    required_arguments, final_argument_whitespace = 1, True

    def run(self):
        for path in CHAPTERS:
            self.env.note_dependency(str(path))
        return [nodes.raw("", stored_output(self.arguments[0]), format="html")]


def readme(directive):
    """Return the README's text, and have the page of `directive` made again when that changes."""
    path = ROOT / "README.md"
    directive.env.note_dependency(str(path))
    return path.read_text(encoding="utf-8")


def section(text, heading):
    """Return what stands in Markdown under `heading`, up to the next heading; LookupError if it is not there."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
    if not found:
        raise LookupError(f"the README has no heading {heading!r}")
    return found[1]


def paragraph(text, beginning):
    """Return the paragraph of Markdown that begins with `beginning`; LookupError if there is none."""
    for part in text.split("\n\n"):
        if part.startswith(beginning):
            return part
    raise LookupError(f"no paragraph of the README begins with {beginning!r}")


def for_pages(text):
    """Return Markdown of the README with its links to notebooks as links between pages."""
    return re.sub(r"\]\(notebooks/", "](", text)


def stored_output(code):
    """Return the HTML that the first cell whose source is `code` shows; LookupError if no notebook has it."""
    for path in CHAPTERS:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if "".join(cell["source"]).strip() == code and cell["cell_type"] == "code":
                return "\n".join("".join(output["data"]["text/html"]) for output in cell["outputs"])
    raise LookupError(f"no notebook has a cell {code!r}")


def setup(app):
    """Tell Sphinx of the directives."""
    app.add_directive("readme-section", Section)
    app.add_directive("readme-paragraph", Paragraph)
    app.add_directive("begin", Begin)
    app.add_directive("chapters", Chapters)
    app.add_directive("stored-output", StoredOutput)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

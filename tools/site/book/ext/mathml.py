"""Formulas as MathML, which browsers draw by themselves: no MathJax, no fonts, nothing from a CDN."""

from docutils.nodes import SkipNode
from latex2mathml.converter import convert


def inline(translator, node):
    """Write the formula of `node` into a line of text."""
    translator.body.append(f'<span class="math">{convert(node.astext())}</span>')
    raise SkipNode


def display(translator, node):
    """Write the formula of `node` on a line of its own."""
    translator.body.append(f'<div class="math">{convert(node.astext(), display="block")}</div>')
    raise SkipNode


def setup(app):
    """Tell Sphinx of the renderer."""
    app.add_html_math_renderer("mathml", (inline, None), (display, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}

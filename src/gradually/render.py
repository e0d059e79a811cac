"""Put a Graphviz graph on the page, in the course's colours and with words, whatever the machine has."""

import base64
import contextlib
import html
import os
import re
import shutil
import sys

import graphviz

IN_BROWSER = sys.platform == "emscripten"
if IN_BROWSER:
    import gradually_viz  # Graphviz as WebAssembly: it gets ready in the moment after this import

# --- chapter 0: support that no chapter teaches ---

DATA_COLOR = "#00735a"
GRADIENT_COLOR = "#c8321e"
PARAMETER_COLOR = "#1f5fae"
TARGET_COLOR = "#b07a00"
LINE_COLOR = "#707070"
SMALLEST = 0.7  # of its natural size: smaller, and nobody can read a graph's text
INSTALL_HINT = (
    "No picture: Graphviz is missing (pip install pygraphviz, or install the program: conda, apt or brew "
    "install graphviz). The graph as text:"
)


class Graph(graphviz.Digraph):
    """A Graphviz graph that a notebook shows as a picture, with `words` for whoever cannot see it, or else as text."""

    def __init__(self, words):
        font = {"fontname": "Helvetica", "fontsize": "12"}
        super().__init__(
            words,
            graph_attr={"rankdir": "LR", "bgcolor": "white", "nodesep": "0.15", "ranksep": "0.3"},
            node_attr={"shape": "plain", "color": LINE_COLOR, **font},
            edge_attr={"color": LINE_COLOR, "arrowsize": "0.6", **font},
        )

    def __repr__(self):
        return self.source.rstrip()

    def picture(self, format="svg"):
        """Return the picture as bytes in a Graphviz format; RuntimeError if nothing here can draw."""
        return render(self.source, format)

    def _repr_mimebundle_(self, include=None, exclude=None):
        try:
            svg = self.picture("svg")
            png = {} if IN_BROWSER else {"image/png": base64.b64encode(self.picture("png")).decode("ascii")}
        except RuntimeError as error:
            return {"text/plain": f"{error if IN_BROWSER else INSTALL_HINT}\n{self!r}"}
        return {
            "text/html": image_tag(svg, "svg+xml", self.name),
            "image/svg+xml": svg.decode("utf-8"),
            **png,
            "text/plain": repr(self),
        }


def card(node):
    """Return the Graphviz label of a node: a box with its label, its data and its gradient."""
    label = f'<td rowspan="2"><b>{html.escape(node.label)}</b></td>' if node.label else ""
    data = f'<td><font color="{DATA_COLOR}">data {number(node.data)}</font></td>'
    grad = f'<td><font color="{GRADIENT_COLOR}">grad {number(node.grad)}</font></td>'
    rows = f"<tr>{label}{data}</tr><tr>{grad}</tr>"
    return f'<<table border="0" cellborder="1" cellspacing="0" cellpadding="4">{rows}</table>>'


def number(x):
    """Return `x` in five digits, without the minus of a negative zero."""
    return f"{x + 0.0:.5g}"


def in_words(root, nodes):
    """Return a sentence that says what the picture shows, for whoever cannot see it."""
    leaves = ", ".join(f"{node.label or 'a leaf'} = {number(node.data)}" for node in nodes if not node.op)
    operations = sum(bool(node.op) for node in nodes)
    plural = "" if operations == 1 else "s"
    return f"{root.label or 'The result'} = {number(root.data)}, in {operations} operation{plural} from {leaves}"


def image_tag(picture, kind, words):
    """Return HTML that shows the bytes of an image and reads as `words`, in a trusted notebook or an untrusted one.

    It shrinks to the width of the page; an SVG of Graphviz only while its text can be read: then the page scrolls.
    """
    data = base64.b64encode(picture).decode("ascii")
    width = re.search(rb'<svg[^>]*? width="([\d.]+)pt"', picture)
    style = "max-width: 100%" + (f"; min-width: {SMALLEST * float(width[1]):.0f}pt" if width else "")
    return f'<img alt="{html.escape(words)}" style="{style}" src="data:image/{kind};base64,{data}">'


def render(source, format):
    """Return the picture of a DOT text as bytes, by the library in pygraphviz, else by the `dot` program.

    In a browser, which has neither, by Graphviz as WebAssembly; that draws no PNG.
    """
    if IN_BROWSER:
        return gradually_viz.render(source, format)
    try:
        import pygraphviz
    except ImportError:
        if not shutil.which("dot"):
            raise RuntimeError("neither pygraphviz nor the dot program is here") from None
        return graphviz.Source(source).pipe(format=format)
    graph = pygraphviz.AGraph(string=source)
    try:
        with quiet():
            return graph.draw(format=format, prog="dot")
    finally:
        graph.close()


@contextlib.contextmanager
def quiet():
    """Drop what C code writes to standard error inside the block: fontconfig's complaints where no font is set up."""
    sys.stderr.flush()
    kept = os.dup(2)
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)

"""Graphviz as WebAssembly, for a Python that runs in a web page: `render(source)` returns an SVG.

Graphviz gets ready while the page goes on, from the import of this module: that is, before the next cell. A picture in
the very same cell waits for it where the browser lets Python wait, and else asks for the cell to be run once more.
"""

import asyncio
from importlib.resources import files

import js
from pyodide.code import run_js
from pyodide.ffi import can_run_sync, run_sync

viz = None


async def load():
    """Start Graphviz; the script leaves its name with the page's own."""
    global viz
    run_js((files(__name__) / "viz-global.js").read_text(encoding="utf-8"))
    viz = await js.Viz.instance()


loading = asyncio.ensure_future(load())


def render(source, format="svg"):
    """Return the picture of a DOT text as bytes; RuntimeError, with what Graphviz says, if there is none."""
    if viz is None and can_run_sync():
        run_sync(loading)
    if viz is None:
        raise RuntimeError("Graphviz is not ready yet: run this cell once more. The graph as text:")
    result = viz.render(source, format=format)
    if result.status != "success":
        raise RuntimeError("; ".join(error.message for error in result.errors))
    return result.output.encode("utf-8")

"""Live figures: pictures that the reader moves, in the page alone, with no kernel, no widgets and no network."""

import hashlib
import html
import json
import re
from pathlib import Path

HERE = Path(__file__).parent
TOOLS = (  # what core.js and plot.js hand to a figure's own script
    "COLORS, TINTS, between, mixed, class_color, escaped, sign, fixed, number, element"
)


class Live:
    """A picture that a script brings to life where scripts run, and the picture alone where they do not.

    `script` is a path of JavaScript with one function of the file's name, called with the figure and `data`, which
    goes there as JSON; `still` is the Picture or Graph that stands in for it; `title` names it to a screen reader;
    `parts` are scripts of this folder that the figure's own needs.
    """

    def __init__(self, script, data, still, title, parts=()):
        self.script = Path(script)
        self.parts = [HERE / part for part in parts]
        self.data = {"title": title} | data
        self.still = still

    def __repr__(self):
        return self.bundle()["text/plain"]

    def bundle(self):
        """Return the still picture in the forms that a notebook stores."""
        return dict(self.still._repr_mimebundle_())

    def _repr_mimebundle_(self, include=None, exclude=None):
        return self.bundle() | {"text/html": self.html()}

    def html(self):
        """Return the still picture and two scripts: the core, needed once on a page, and the figure's, parts first."""
        bundle = self.bundle()
        still = bundle.get("text/html") or f"<pre>{html.escape(bundle['text/plain'])}</pre>"
        core, data = core_script(), as_json(self.data)
        draw = "\n".join(map(in_short, [*self.parts, self.script]))
        name = named(core + draw + data, 12)  # the same at every run, and in each view of this output
        known = f"window.gradually_{named(core, 8)}"  # a page may hold outputs of two versions of the course
        return (
            f'<div class="gradually-live" data-figure="{name}">\n'
            f'<div class="gradually-still">{still}</div>\n'
            f"<script>{known} ??= (() => {{\n{core}\nreturn {{ wake, tools: {{ {TOOLS} }} }};\n}})();</script>\n"
            f"<script>(({{ wake, tools: {{ {TOOLS} }} }}) => {{\n{draw}\n"
            f'wake("{name}", {self.script.stem}, {data});\n}})({known});</script>\n</div>'
        )


def core_script():
    """Return what every live figure needs: the core, the plots, and the style sheet, put into the page at once."""
    style = re.sub(r"\s*\n\s*", "", (HERE / "style.css").read_text(encoding="utf-8"))
    put = f'document.head.append(element("style", {{}}, {as_json(style)}));'
    return "\n".join([in_short(HERE / "core.js"), in_short(HERE / "plot.js"), put])


def in_short(path):
    """Return the text of a JavaScript file without indents and without the comments that fill a line."""
    lines = map(str.strip, path.read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def as_json(data):
    """Return `data` as JSON that may stand inside <script>, where a < could end the script or begin a comment."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


def named(text, digits):
    """Return a name for `text` that no other text has, of that many hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:digits]

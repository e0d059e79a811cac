"""What notebooks show besides their own results: the package's source, and pictures that also speak."""

import base64
import difflib
import html
import io
import sys
import textwrap
from importlib.metadata import PackageNotFoundError, version

import matplotlib.pyplot as plt
from IPython.display import display
from PIL import Image, ImageColor
from tqdm import tqdm

from gradually.course.growth import members, staged, teaching_modules
from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, PARAMETER_COLOR, TARGET_COLOR, image_tag

NEWEST = 99


def show(thing, chapter=NEWEST):
    """Show the source of a function, method or class of the package, as the end of `chapter` leaves it."""
    module, name = thing.__module__.rpartition(".")[2] + ".py", thing.__qualname__
    source = staged(teaching_modules()[module], chapter)
    if name not in members(source):
        raise KeyError(f"{name} is not in gradually/{module} at the end of chapter {chapter}")
    node = members(source)[name]
    text = textwrap.dedent("".join(source.splitlines(keepends=True)[first_line(node) - 1 : node.end_lineno]))
    show_code(f"# gradually/{module}\n\n{text}")


def first_line(node):
    """Return the line on which a definition begins, decorators included."""
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def grown(chapter):
    """Show what `chapter` adds to the package: new modules whole, older ones as the lines that changed."""
    stages = {name: (staged(text, chapter - 1), staged(text, chapter)) for name, text in teaching_modules().items()}
    changes = {name: stage for name, stage in stages.items() if stage[0] != stage[1]}
    for module, (before, now) in changes.items():
        if before:
            lines = difflib.unified_diff(before.splitlines(), now.splitlines(), lineterm="", n=2)
            show_code("\n".join([f"# gradually/{module}: what changed", *list(lines)[2:]]), language="diff")
        else:
            show_code(f"# gradually/{module}: new\n\n{now}")
    if not changes:
        show_code(f"# Chapter {chapter} adds nothing to the package.")


def show_code(text, language="python"):
    """Display `text` as code that the page colours itself, in its light or dark theme."""
    display({"text/plain": text.rstrip(), "text/markdown": f"```{language}\n{text.rstrip()}\n```"}, raw=True)


class Picture:
    """A drawn matplotlib figure, with `words` for whoever cannot see it."""

    def __init__(self, figure, words):
        drawn, small = io.BytesIO(), io.BytesIO()
        figure.savefig(drawn, format="png")
        plt.close(figure)
        image = Image.open(drawn).convert("RGB")
        image = image.quantize(palette=palette_of(image), dither=Image.Dither.NONE)
        image.save(small, format="png", optimize=True)
        self.png = small.getvalue()
        self.words = words

    def __repr__(self):
        return self.words

    def _repr_mimebundle_(self, include=None, exclude=None):
        png = base64.b64encode(self.png).decode("ascii")
        return {
            "text/html": image_tag(self.png, "png", self.words),
            "image/png": png,
            "text/plain": self.words,
        }


def palette_of(image):
    """Return an image that holds the palette of `image`, with the course's own colours in it as they are."""
    course = [DATA_COLOR, GRADIENT_COLOR, PARAMETER_COLOR, TARGET_COLOR, LINE_COLOR]  # lost where pixels are few
    own = [channel for color in ["#ffffff", "#000000", *course] for channel in ImageColor.getrgb(color)]
    drawn = image.quantize(100).getpalette()
    whitish = [min(drawn[i : i + 3]) > 246 for i in range(0, len(drawn), 3)]  # the page shall stay white
    palette = Image.new("P", (1, 1))
    palette.putpalette(own + [255 if whitish[i // 3] else channel for i, channel in enumerate(drawn)])
    return palette


def picture(words):
    """Return the current matplotlib figure as a Picture, and close it."""
    return Picture(plt.gcf(), words)


class Stepper:
    """Pictures behind a slider, each over its caption; where no script runs they stand one below the other."""

    def __init__(self, frames, captions, kind="svg+xml"):
        self.frames = frames  # the bytes of an image each
        self.captions = captions
        self.kind = kind  # of the images: "svg+xml" or "png"

    def __repr__(self):
        return "\n".join(f"{i}. {caption}" for i, caption in enumerate(self.captions, 1))

    def _repr_html_(self):
        pictures = "".join(
            f"<figure{' hidden' if i else ''} style='margin: 0'>{image_tag(frame, self.kind, caption)}"
            f"<figcaption>{i + 1} of {len(self.frames)}: {html.escape(caption)}</figcaption></figure>"
            for i, (frame, caption) in enumerate(zip(self.frames, self.captions, strict=True))
        )
        move = "this.parentElement.querySelectorAll('figure').forEach((f, i) => { f.hidden = i != this.value })"
        # Without data-lm-suppress-shortcuts JupyterLab takes the arrow keys for its own commands.
        slider = (
            '<input type="range" aria-label="step" style="width: 20em" data-lm-suppress-shortcuts="true" '
            f'min="0" max="{len(self.frames) - 1}" value="0" oninput="{move}">'
        )
        return f"<div>{slider}{pictures}</div>"


def progress(things, words=""):
    """Return `things` to loop over, with tqdm's progress bar on standard output (none where TQDM_DISABLE=1)."""
    return tqdm(things, desc=words, file=sys.stdout)


def expect_version(wanted):
    """Say in one line what to do if the package is not of the version that the notebook was written for."""
    try:
        found = version("gradually")
    except PackageNotFoundError:  # a copy of the source, not installed: nobody knows its version
        return
    if found != wanted:
        print(
            f"This notebook belongs to version {wanted} of the course, and version {found} is installed: "
            "if something looks odd, get the notebook and the course of one version."
        )

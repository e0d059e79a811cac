"""Pictures that also speak: a drawn figure with words for it, and pictures behind a slider."""

import base64
import html
import io

import matplotlib.pyplot as plt
from PIL import Image, ImageColor

from gradually.render import DATA_COLOR, GRADIENT_COLOR, LINE_COLOR, PARAMETER_COLOR, TARGET_COLOR, image_tag

STYLE = "gradually.course.page.style"


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

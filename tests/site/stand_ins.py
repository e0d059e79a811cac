"""Stand-ins for NumPy, matplotlib and Pillow, which no registry has for Pyodide: objects that take any call.

With them everything else in a chapter runs. What these three really do in a browser only `make site-test CDN=1` shows.
"""

import inspect

ANYTHING = '''
import dis
import sys


class Anything:
    """An object that takes any call and any operation; as a number it is 0."""

    def __init__(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        if name.startswith(("_repr_", "_ipython")) or name in {"__array__", "children", "layers", "backward"}:
            raise AttributeError(name)
        return Anything()

    def __call__(self, *args, **kwargs):
        return Anything()

    def __iter__(self):  # as many as the caller unpacks, else none
        frame = sys._getframe(1)
        for instruction in dis.get_instructions(frame.f_code):
            if instruction.offset == frame.f_lasti and instruction.opname == "UNPACK_SEQUENCE":
                return iter([Anything() for _ in range(instruction.arg)])
        return iter([])

    def same(self, *args):
        return Anything()

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = same
    __rpow__ = __matmul__ = __rmatmul__ = __neg__ = __invert__ = __getitem__ = __enter__ = __and__ = __or__ = same
    __gt__ = __lt__ = __ge__ = __le__ = same

    def __setitem__(self, key, value):
        pass

    def __exit__(self, *args):
        return False

    def __len__(self):
        return 0

    __int__ = __index__ = __len__

    def __float__(self):
        return 0.0

    def __bool__(self):
        return False

    def __format__(self, spec):
        return "0"

    def __repr__(self):
        return "<a stand-in>"


class Axes(list):
    """What `subplots` gives for more than one: as many as were asked for."""

    def __getitem__(self, key):
        return self[key[0]][key[1]] if isinstance(key, tuple) else super().__getitem__(key)

    @property
    def T(self):
        return Axes(map(Axes, zip(*self)))

    @property
    def flat(self):
        return self.ravel()

    def ravel(self):
        return Axes(axes for row in self for axes in (row if isinstance(row, list) else [row]))

    flatten = ravel


def subplots(rows=1, columns=1, **options):
    rows, columns = options.pop("nrows", rows), options.pop("ncols", columns)
    axes = [Anything() for _ in range(rows * columns)]
    if (rows > 1 and columns > 1) or not options.get("squeeze", True):
        return Anything(), Axes(Axes(axes[i : i + columns]) for i in range(0, rows * columns, columns))
    return Anything(), (Axes(axes) if len(axes) > 1 else axes[0])
'''

TAKES_ANYTHING = """
from stand_in import Anything


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return Anything()
"""

IMAGES = (
    TAKES_ANYTHING
    + """
import base64

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)


class Image:
    size, width, height = (1, 1), 1, 1

    def same(self, *args, **options):
        return self

    convert = quantize = putpalette = copy = crop = resize = same

    def getpalette(self):
        return [255] * 300

    def save(self, file, **options):
        file.write(DOT)


def open(*args, **options):
    return Image()


new = open


class Dither:
    NONE = 0


class Resampling:
    LANCZOS = 1
"""
)

COLORS = """
def getrgb(color):
    return tuple(int(color[i : i + 2], 16) for i in (1, 3, 5))
"""

PACKAGES = {  # name and version, as Pyodide has them: {file: text}
    ("numpy", "2.4.6"): {
        "stand_in.py": ANYTHING,
        "numpy/__init__.py": TAKES_ANYTHING + "ndarray = Anything\n",
    },
    ("matplotlib", "3.10.8"): {
        "matplotlib/__init__.py": TAKES_ANYTHING,
        "matplotlib/pyplot.py": TAKES_ANYTHING + "from stand_in import subplots\n",
        "matplotlib/colors.py": TAKES_ANYTHING,
        "matplotlib/patches.py": TAKES_ANYTHING,
    },
    ("pillow", "12.2.0"): {
        "PIL/__init__.py": "",
        "PIL/Image.py": IMAGES,
        "PIL/ImageColor.py": COLORS,
        "PIL/ImageDraw.py": TAKES_ANYTHING,
        "PIL/ImageChops.py": TAKES_ANYTHING,
    },
}


def files(package):
    """Return the files of one stand-in, as bytes."""
    return {path: inspect.cleandoc(text).encode() + b"\n" for path, text in PACKAGES[package].items()}

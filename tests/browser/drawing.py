"""The pad of the live figure that reads digits, once more in Python: from strokes to 64 counts."""

import itertools
import math

import numpy as np

SIDE, PEN, WIDTH = 32, 4.8, 22  # dots along each side; of a stroke; of a digit of the data

HANDS = {  # what is drawn: (the digit, what the chapter's network says of it, strokes as a mouse draws them)
    "0": (
        0,
        0,
        [[(0.5, 0.95), (0.25, 0.8), (0.18, 0.5), (0.25, 0.2), (0.5, 0.05), (0.75, 0.2), (0.8, 0.6), (0.5, 0.95)]],
    ),
    "1": (1, 1, [[(0.5, 0.95), (0.5, 0.05)]]),
    "2": (2, 2, [[(0.2, 0.75), (0.35, 0.93), (0.6, 0.93), (0.75, 0.75), (0.65, 0.5), (0.2, 0.07), (0.8, 0.07)]]),
    "3": (3, 3, [[(0.25, 0.93), (0.75, 0.93), (0.45, 0.58), (0.72, 0.42), (0.75, 0.2), (0.5, 0.05), (0.22, 0.12)]]),
    "4": (4, 4, [[(0.6, 0.95), (0.2, 0.35), (0.85, 0.35)], [(0.62, 0.6), (0.62, 0.05)]]),
    "5": (
        5,
        5,
        [[(0.3, 0.93), (0.25, 0.55), (0.6, 0.58), (0.75, 0.3), (0.55, 0.07), (0.2, 0.1)], [(0.3, 0.93), (0.78, 0.95)]],
    ),
    "6": (6, 6, [[(0.55, 0.95), (0.3, 0.6), (0.25, 0.2), (0.5, 0.05), (0.72, 0.2), (0.6, 0.42), (0.3, 0.35)]]),
    "7": (7, 7, [[(0.2, 0.93), (0.8, 0.93), (0.4, 0.05)]]),
    "8": (
        8,
        8,
        [
            [
                (0.7, 0.85),
                (0.5, 0.95),
                (0.3, 0.82),
                (0.4, 0.6),
                (0.68, 0.4),
                (0.72, 0.15),
                (0.48, 0.05),
                (0.26, 0.18),
                (0.35, 0.42),
                (0.65, 0.65),
                (0.7, 0.85),
            ]
        ],
    ),
    "9": (9, 9, [[(0.7, 0.8), (0.45, 0.95), (0.25, 0.75), (0.4, 0.52), (0.72, 0.68), (0.7, 0.05)]]),
    "1 with a foot": (1, 2, [[(0.3, 0.7), (0.55, 0.95), (0.55, 0.05)], [(0.3, 0.05), (0.8, 0.05)]]),
    "open 4": (4, 9, [[(0.25, 0.95), (0.22, 0.5), (0.75, 0.5)], [(0.72, 0.95), (0.7, 0.05)]]),
}


def fitted(strokes):
    """Return the stretch, and the place in dots of a point of the pad: as high as the square, narrow digits widened."""
    points = np.array([point for stroke in strokes for point in stroke])
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    size = (SIDE - PEN) / max(top - bottom, (right - left) * 0.4, 0.02)
    stretch = min(max(WIDTH / ((right - left) * size + PEN), 0.5), 1.6)

    def place(point):
        across, up = point[0] - (left + right) / 2, point[1] - (bottom + top) / 2
        return SIDE / 2 + across * size * stretch, SIDE / 2 - up * size

    return stretch, place


def as_drawn(point):
    return point[0] * SIDE, (1 - point[1]) * SIDE


def counts(strokes, fit):
    """Return for each of the 64 squares, row by row from the top, how many of its 16 dots the pen has met."""
    dots = np.zeros((SIDE, SIDE), dtype=int)
    stretch, place = fitted(strokes) if fit and strokes else (1, as_drawn)
    rows, columns = np.indices(dots.shape) + 0.5
    for stroke in strokes:
        for start, end in itertools.pairwise([stroke[0], *stroke]):
            (x1, y1), (x2, y2) = place(start), place(end)
            parts = math.ceil(2 * math.sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2)) + 1
            along = np.arange(parts + 1)[:, None, None] / parts
            x, y = x1 + (x2 - x1) * along, y1 + (y2 - y1) * along
            met = ((rows - y) / (PEN / 2)) ** 2 + ((columns - x) / (PEN / 2 * stretch)) ** 2 <= 1
            dots |= met.any(axis=0)
    return dots.reshape(8, 4, 8, 4).sum(axis=(1, 3)).ravel().tolist()

"""Examples to learn from: inputs, and the targets that a network should answer."""

import gzip  # chapter 14
import math  # chapter 11
import random  # chapter 11
from pathlib import Path  # chapter 14

# --- chapter 9: four examples ---


def tiny_set():
    """Return (inputs, targets): four lists of three numbers each, and -1 or 1 for each; from Karpathy's lecture."""
    inputs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
    return inputs, [1.0, -1.0, -1.0, 1.0]


# --- chapter 11: two moons ---


def moons(count=100, noise=0.1, rng=random):
    """Return (inputs, targets): `count` points on two half circles that interlock, -1 for the upper, 1 for the lower.

    The halves take turns; each coordinate is off by rng.gauss(0, noise). ValueError if `count` is below 2.
    """
    if count < 2:
        raise ValueError(f"two moons need at least 2 points, and got {count}")
    inputs, targets = [], []
    for i in range(count):
        if i % 2 == 0:
            angle = half_turn(i // 2, (count + 1) // 2)
            x, y, target = math.cos(angle), math.sin(angle), -1.0
        else:
            angle = half_turn(i // 2, count // 2)
            x, y, target = 1 - math.cos(angle), 0.5 - math.sin(angle), 1.0
        inputs.append([x + rng.gauss(0, noise), y + rng.gauss(0, noise)])
        targets.append(target)
    return inputs, targets


def half_turn(place, count):
    """Return the angle of the point at `place` of `count` on a half circle: 0 at the first, π at the last."""
    return math.pi * place / max(1, count - 1)


def minibatches(inputs, targets, size, rng=random):
    """Yield (inputs, targets) of `size` examples at a time, in an order that rng.shuffle chose, each example once.

    The last batch is smaller if they do not divide evenly. ValueError if lengths differ or `size` is below 1.
    """
    if len(inputs) != len(targets) or size < 1:
        raise ValueError(f"cannot make batches of {size} from {len(inputs)} inputs and {len(targets)} targets")
    order = list(range(len(inputs)))
    rng.shuffle(order)
    for start in range(0, len(order), size):
        batch = order[start : start + size]
        yield [inputs[i] for i in batch], [targets[i] for i in batch]


# --- chapter 14: handwritten digits ---


def digits():
    """Return (images, labels): for each of 1,797 pictures 64 numbers from 0 to 1, row by row, and the digit it shows.

    From Optical Recognition of Handwritten Digits by E. Alpaydin and C. Kaynak, UCI, 1998, CC BY 4.0.
    """
    with gzip.open(Path(__file__).with_name("digits.csv.gz"), "rt", encoding="ascii") as lines:
        rows = [[int(number) for number in line.split(",")] for line in lines if not line.startswith("#")]
    return [[ink / 16 for ink in row[:64]] for row in rows], [row[64] for row in rows]

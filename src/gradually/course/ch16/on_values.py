"""A GPT of one block, one number at a time, on the course's Value: to see what the arrays spare us."""

import itertools

from gradually.losses import cross_entropy, softmax
from gradually.text import CHARACTERS, encode
from gradually.value import Value

SIZE, HEADS, PLACES = 16, 4, 16
SHAPES = {
    "characters": (len(CHARACTERS), SIZE),
    "positions": (PLACES, SIZE),
    "query": (SIZE, SIZE),
    "key": (SIZE, SIZE),
    "value": (SIZE, SIZE),
    "output": (SIZE, SIZE),
    "wide": (4 * SIZE, SIZE),
    "back": (SIZE, 4 * SIZE),
    "head": (len(CHARACTERS), SIZE),
}


def network(rng):
    """Return {name: matrix of Values, a list of rows}, drawn with rng.gauss; there are no biases."""
    return {
        name: [[Value(rng.gauss(0, 0.08)) for _ in range(inputs)] for _ in range(outputs)]
        for name, (outputs, inputs) in SHAPES.items()
    }


def times(rows, x):
    """Return the sum of the products of x and each row, a list."""
    return [sum(weight * number for weight, number in zip(row, x, strict=True)) for row in rows]


def rms_norm(x):
    """Return x divided by the root of the mean of its squares."""
    scale = (sum(number * number for number in x) / len(x) + 1e-5) ** -0.5
    return [number * scale for number in x]


def attend(query, keys, values):
    """Return what one head gathers: as many numbers as a value has."""
    scores = [sum(q * k for q, k in zip(query, key, strict=True)) / len(query) ** 0.5 for key in keys]
    weights = softmax(scores)
    return [sum(w * value[i] for w, value in zip(weights, values, strict=True)) for i in range(len(query))]


def logits(parts, number, place, keys, values):
    """Return the logits after one more character; its key and value are added to `keys` and `values`."""
    x = [a + b for a, b in zip(parts["characters"][number], parts["positions"][place], strict=True)]
    n = rms_norm(x)
    query = times(parts["query"], n)
    keys.append(times(parts["key"], n))
    values.append(times(parts["value"], n))
    width, found = SIZE // HEADS, []
    for first in range(0, SIZE, width):
        part = slice(first, first + width)
        found += attend(query[part], [key[part] for key in keys], [value[part] for value in values])
    x = [a + b for a, b in zip(x, times(parts["output"], found), strict=True)]
    inside = [number.relu() for number in times(parts["wide"], rms_norm(x))]
    return times(parts["head"], rms_norm([a + b for a, b in zip(x, times(parts["back"], inside), strict=True)]))


def loss(parts, word):
    """Return the mean of -log(probability) over the characters of `word` and its end, a Value."""
    numbers, keys, values = encode(word), [], []
    losses = [
        cross_entropy(logits(parts, before, place, keys, values), after)
        for place, (before, after) in enumerate(itertools.pairwise(numbers))
    ]
    return sum(losses) / len(losses)

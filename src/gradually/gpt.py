"""Networks that write: each gives, for what stands before a place, the logits of the character that comes next."""

import numpy as np

from gradually.tensor import (
    Tensor,
    cross_entropy,
    look_up,
    rms_norm,  # chapter 16
    softmax,  # chapter 16
)
from gradually.tensor_nn import MLP, Linear
from gradually.text import (
    CHARACTERS,
    contexts,
    encode,
    rows,  # chapter 16
)

# --- chapter 15: a few numbers for each character ---


class Embedding:
    """A table with a row of numbers for each of `count` things: whole numbers (...,) -> (..., size)."""

    def __init__(self, count, size, rng, dtype=np.float64):
        """Draw the table with rng.normal, mean 0 and standard deviation 1."""
        self.table = Tensor(rng.normal(size=(count, size)), dtype=dtype)

    def __call__(self, places):
        return look_up(self.table, places)

    def parameters(self):
        """Return the table, in a list."""
        return [self.table]


class ContextMLP:
    """An MLP on the embeddings of the last characters, side by side: (n, back) -> (n, characters)."""

    def __init__(self, back, size, hidden, rng, dtype=np.float64):
        """Look `back` characters back, give each `size` numbers, and have one layer of `hidden` neurons, with tanh."""
        self.back = back
        self.embedding = Embedding(len(CHARACTERS), size, rng, dtype)
        self.mlp = MLP(back * size, [hidden, len(CHARACTERS)], rng, Tensor.tanh, dtype)

    def __call__(self, x):
        return self.mlp(self.embedding(x).reshape(len(x), -1))

    def loss(self, words):
        """Return the mean of -log(probability) over all characters and ends of `words`."""
        x, y = contexts(words, self.back)
        return cross_entropy(self(x), y)

    def logits_after(self, text):
        """Return the logits of what comes after `text`, an array."""
        before = [0] * self.back + encode(text)[:-1]
        return self(np.array([before[-self.back :]])).data[0]

    def parameters(self):
        """Return the embedding, then the parameters of the layers."""
        return [*self.embedding.parameters(), *self.mlp.parameters()]


def mean_loss(model, words, at_once=500):
    """Return the loss of a model on all of `words`, a number; `at_once` of them at a time, so that memory suffices."""
    total = count = 0
    for start in range(0, len(words), at_once):
        part = words[start : start + at_once]
        characters = sum(len(word) + 1 for word in part)
        total += characters * model.loss(part).item()
        count += characters
    return total / count


# --- chapter 16: attention ---


class Attention:
    """Every place asks, and gathers what places up to itself hand over: (words, places, size) -> the same shape."""

    def __init__(self, size, heads, rng, dtype=np.float64):
        """Make four layers, size -> size; `heads`, which divides `size`, look independently of each other."""
        self.heads = heads
        self.query, self.key, self.value, self.output = (Linear(size, size, rng, dtype) for _ in range(4))

    def __call__(self, x):
        words, places, size = x.shape
        query, key, value = (
            layer(x).reshape(words, places, self.heads, -1).transpose(0, 2, 1, 3)
            for layer in (self.query, self.key, self.value)
        )  # (words, heads, places, size / heads)
        scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(size / self.heads)
        weights = softmax(scores + self.mask(places))  # (words, heads, places, places)
        self.seen = weights.data  # for pictures: where each place looked, the last time
        return self.output((weights @ value).transpose(0, 2, 1, 3).reshape(words, places, size))

    def mask(self, places):
        """Return what is added to the scores, (places, places): -inf where a row would see a later place, else 0."""
        return np.triu(np.full((places, places), -np.inf), 1)

    def parameters(self):
        """Return the parameters of query, key, value and output."""
        return [p for layer in (self.query, self.key, self.value, self.output) for p in layer.parameters()]


class Block:
    """Attention, then an MLP on each place, both added to what came in: (words, places, size) -> the same shape."""

    def __init__(self, size, heads, rng, dtype=np.float64):
        """Make attention with `heads`, and an MLP with 4 * size neurons inside."""
        self.attention = Attention(size, heads, rng, dtype)
        self.mlp = MLP(size, [4 * size, size], rng, dtype=dtype)

    def __call__(self, x):
        x = x + self.attention(rms_norm(x))
        return x + self.mlp(rms_norm(x))

    def parameters(self):
        """Return the parameters of the attention, then those of the MLP."""
        return [*self.attention.parameters(), *self.mlp.parameters()]


class GPT:
    """Embeddings of characters and of places, blocks, and logits: (words, places) -> (words, places, characters)."""

    def __init__(self, places, size, heads, blocks, rng, dtype=np.float64):
        """Make a network for up to `places` characters, with `blocks` blocks that are `size` wide."""
        self.characters = Embedding(len(CHARACTERS), size, rng, dtype)
        self.positions = Embedding(places, size, rng, dtype)
        self.blocks = [Block(size, heads, rng, dtype) for _ in range(blocks)]
        self.head = Linear(size, len(CHARACTERS), rng, dtype)

    def __call__(self, x):
        return self.head(self.hidden(x))

    def hidden(self, x):
        """Return what the blocks made of each place, (words, places) -> (words, places, size)."""
        x = self.characters(x) + self.positions(np.arange(x.shape[1]))
        for block in self.blocks:
            x = block(x)
        return rms_norm(x)

    def loss(self, words):
        """Return the mean of -log(probability) over all characters and ends of `words`, without what follows an end."""
        x, y, keep = rows(words)
        return cross_entropy(self.head(self.hidden(x)[keep]), y[keep])

    def logits_after(self, text):
        """Return the logits of what comes after `text`, an array; of a long one only the last places count."""
        numbers = encode(text)[:-1]  # without the end
        last = numbers[-len(self.positions.table) :]
        return self(np.array([last])).data[0, -1]

    def parameters(self):
        """Return the embeddings, then the parameters of the blocks, then those of the head."""
        parts = [self.characters, self.positions, *self.blocks, self.head]
        return [parameter for part in parts for parameter in part.parameters()]

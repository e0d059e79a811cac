"""Words as a network reads and writes them: characters as whole numbers, and what stands before each of them."""

import random
from pathlib import Path

import numpy as np

from gradually.tensor import log_probabilities

# --- chapter 15: words, and the whole numbers of their characters ---

CHARACTERS = ". abcdefghijklmnopqrstuvwxyz"  # number 0, the dot, stands before a word and after it


def towns():
    """Return 22,814 names of towns in English-speaking countries, of 2 to 15 characters each; GeoNames, CC BY 4.0."""
    lines = Path(__file__).with_name("towns.txt").read_text(encoding="ascii").splitlines()
    return [line for line in lines if not line.startswith("#")]


def encode(word):
    """Return the numbers of the characters of `word`, with a 0 before and after; ValueError if one is no character."""
    return [CHARACTERS.index(character) for character in f".{word}."]


def decode(numbers):
    """Return the word that `numbers` stand for, without the zeros."""
    return "".join(CHARACTERS[number] for number in numbers if number != 0)


def split(words, held_out=0.1, seed=1):
    """Return (words to learn from, words held out): the fraction `held_out` goes to the second, drawn by `seed`."""
    shuffled = random.Random(seed).sample(words, len(words))
    count = round(held_out * len(words))
    return shuffled[count:], shuffled[:count]


def contexts(words, back):
    """Return (x, y) for every character of `words` and every end: the `back` numbers before it, and its own number.

    Arrays of shapes (n, back) and (n,); zeros stand where a word has not begun.
    """
    x, y = [], []
    for word in words:
        numbers = encode(word)
        for place in range(1, len(numbers)):
            x.append(([0] * back + numbers[:place])[-back:])
            y.append(numbers[place])
    return np.array(x), np.array(y)


# --- chapter 15: to write ---


def pick(probabilities, chance):
    """Return the first index at which the running sum of `probabilities` is above `chance`, from 0 to below 1."""
    sums = np.cumsum(probabilities)
    return int(np.searchsorted(sums, chance * sums[-1], side="right"))


def write(logits_after, rng, start="", temperature=1.0, longest=24):
    """Return a word that begins with `start`: characters are drawn by rng.random() until an end, or `longest` of them.

    `logits_after` gives for a text the logits of what comes next; they are divided by `temperature`, above 0.
    """
    word = start
    while len(word) < longest:
        logits = np.asarray(logits_after(word)) / temperature
        number = pick(np.exp(log_probabilities(logits)), rng.random())
        if number == 0:
            break
        word += CHARACTERS[number]
    return word


# --- chapter 16: many words at once ---


def rows(words):
    """Return (x, y, keep), a row for each word: its numbers, the number that follows each, and True where there is one.

    Arrays of shape (words, places), with as many places as the longest word has characters and an end.
    """
    places = max(len(word) for word in words) + 1
    x, y = np.zeros((len(words), places), dtype=int), np.zeros((len(words), places), dtype=int)
    keep = np.zeros((len(words), places), dtype=bool)
    for row, word in enumerate(words):
        numbers = encode(word)
        count = len(numbers) - 1
        x[row, :count], y[row, :count], keep[row, :count] = numbers[:-1], numbers[1:], True
    return x, y, keep

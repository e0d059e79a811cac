"""What chapter 16 draws and writes: a GPT on single Values is that on Tensors, and a network fits into characters."""

import random

import numpy as np
import pytest

from gradually.course.ch16 import figures, on_values
from gradually.gpt import GPT


@pytest.fixture(scope="module")
def twins():
    """Return the same numbers twice: matrices of Values, and a GPT whose biases are 0."""
    parts = on_values.network(random.Random(0))
    gpt = GPT(on_values.PLACES, on_values.SIZE, on_values.HEADS, 1, np.random.default_rng(0))
    attention, mlp = gpt.blocks[0].attention, gpt.blocks[0].mlp
    layers = [attention.query, attention.key, attention.value, attention.output, *mlp.layers, gpt.head]
    weights = [layer.weights for layer in layers]
    for name, matrix in parts.items():
        numbers = np.array([[number.data for number in row] for row in matrix])
        if name in ("characters", "positions"):
            getattr(gpt, name).table.data[:] = numbers
        else:
            weights[["query", "key", "value", "output", "wide", "back", "head"].index(name)].data[:] = numbers.T
    return parts, gpt


@pytest.mark.parametrize("word", ["a", "ely", "new york"])
def test_on_values_the_loss_and_its_gradients_are_those_on_tensors(twins, word):
    parts, gpt = twins
    one, other = on_values.loss(parts, word), gpt.loss([word])
    assert one.data == pytest.approx(other.item(), rel=1e-12)
    for parameter in gpt.parameters():
        parameter.grad = None
    for matrix in parts.values():
        for number in [number for row in matrix for number in row]:
            number.grad = 0.0
    one.backward()
    other.backward()
    query = np.array([[number.grad for number in row] for row in parts["query"]]).T
    assert query == pytest.approx(gpt.blocks[0].attention.query.weights.grad, rel=1e-9, abs=1e-12)
    characters = np.array([[number.grad for number in row] for row in parts["characters"]])
    assert characters == pytest.approx(gpt.characters.table.grad, rel=1e-9, abs=1e-12)


def from_levels(stored):
    middle = len(figures.ALPHABET) // 2
    return np.array([(figures.ALPHABET.index(character) - middle) * stored["unit"] for character in stored["levels"]])


@pytest.mark.parametrize("numbers", [[0.0, 0.0], [-1.0, 0.3, 1.0], [1e-9, -2e-9]])
def test_weights_stored_as_characters_are_off_by_half_a_level_at_most(numbers):
    stored = figures.in_levels(np.array(numbers))
    assert abs(from_levels(stored) - numbers).max() <= 0.51 * stored["unit"]


def test_the_alphabet_holds_what_needs_no_escape():
    assert len(set(figures.ALPHABET)) == len(figures.ALPHABET) == 91
    assert not set(figures.ALPHABET) & set('"\\<')


def test_a_long_word_is_cut_with_a_sign():
    assert figures.cut("north london") == "north london"
    assert figures.cut("jikfvacxofnzxgddkxdm") == "jikfvacxofnzxg…"

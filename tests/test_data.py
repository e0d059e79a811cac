"""The examples to learn from."""

import gzip
import importlib.util
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_digits, make_moons

from gradually import data
from gradually.data import digits, minibatches, moons, tiny_set

ROOT = Path(__file__).parent.parent


def test_the_tiny_set_is_the_lectures_and_fresh_every_time():
    inputs, targets = tiny_set()
    assert inputs == [[2, 3, -1], [3, -1, 0.5], [0.5, 1, 1], [1, 1, -1]]
    assert targets == [1, -1, -1, 1]
    inputs[0][0] = 99
    assert tiny_set()[0][0][0] == 2


@pytest.mark.parametrize("count", [2, 3, 7, 100])
def test_without_noise_the_moons_are_those_of_scikit_learn(count):
    inputs, targets = moons(count, noise=0)
    upper = (count + 1) // 2
    points, classes = make_moons((upper, count - upper), shuffle=False)
    expected = sorted((c * 2.0 - 1, *point) for point, c in zip(points.tolist(), classes.tolist(), strict=True))
    ours = sorted((target, *point) for point, target in zip(inputs, targets, strict=True))
    assert [number for row in ours for number in row] == pytest.approx([n for row in expected for n in row], abs=1e-12)


def test_the_same_seed_gives_the_same_moons_and_noise_moves_them():
    assert moons(20, rng=random.Random(1)) == moons(20, rng=random.Random(1))
    assert moons(20, rng=random.Random(1)) != moons(20, rng=random.Random(2))
    off = np.array(moons(400, 0.1, random.Random(1))[0]) - np.array(moons(400, 0)[0])
    assert 0.095 < off.std() < 0.105


@pytest.mark.parametrize("count", [1, 0, -5])
def test_fewer_than_two_points_are_refused(count):
    with pytest.raises(ValueError, match=f"at least 2 points, and got {count}"):
        moons(count)


@given(st.integers(0, 30), st.integers(1, 12), st.integers(0, 99))
def test_every_example_is_in_one_batch_with_its_own_target(count, size, seed):
    inputs, targets = [[i] for i in range(count)], [10 * i for i in range(count)]
    batches = list(minibatches(inputs, targets, size, random.Random(seed)))
    seen = [(x[0], target) for xs, ts in batches for x, target in zip(xs, ts, strict=True)]
    assert Counter(seen) == Counter((i, 10 * i) for i in range(count))
    assert all(len(xs) == size for xs, _ in batches[:-1])
    assert all(0 < len(xs) <= size for xs, _ in batches)


def test_batches_come_in_another_order_each_time_and_the_data_stays_as_it_was():
    inputs, targets, rng = list(range(50)), list(range(50)), random.Random(1)
    first, second = (list(minibatches(inputs, targets, 10, rng)) for _ in range(2))
    assert first != second
    assert inputs == targets == list(range(50))


def test_lengths_that_differ_and_empty_batches_are_refused():
    with pytest.raises(ValueError, match="batches of 2 from 3 inputs and 1 targets"):
        next(minibatches([1, 2, 3], [1], 2))
    with pytest.raises(ValueError, match="batches of 0"):
        next(minibatches([1], [1], 0))


def test_the_digits_are_those_of_scikit_learn_in_the_same_order():
    images, labels = digits()
    theirs = load_digits()
    assert (np.array(images) == theirs.data / 16).all()  # sixteenths are exact
    assert np.array(images).shape == (1797, 64)
    assert labels == theirs.target.tolist()


def test_the_file_of_digits_is_small_says_where_it_is_from_and_is_what_its_tool_writes():
    specification = importlib.util.spec_from_file_location("digits", ROOT / "tools" / "digits.py")
    tool = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(tool)
    file = Path(data.__file__).with_name("digits.csv.gz")
    assert file.stat().st_size <= 100_000
    text = gzip.decompress(file.read_bytes()).decode("ascii")
    assert text == tool.as_text()
    assert all(word in text for word in ("Alpaydin", "Kaynak", "UCI", "1998", "licenses/by/4.0", "# Changed:"))

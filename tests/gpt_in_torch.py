"""The networks of chapters 15 and 16 in PyTorch, as one writes them there, on copies of the same weights."""

import numpy as np
import torch
from torch.nn import functional

from gradually.text import contexts, rows


def linear(x, weights, bias):
    """Return what our Linear does: PyTorch keeps the matrix of a layer the other way round."""
    return functional.linear(x, weights.T, bias)


class Twin:
    """A network with the parameters of `ours`, tensors that PyTorch trains."""

    def __init__(self, ours):
        self.ours = ours
        self.parameters = [torch.tensor(parameter.data, requires_grad=True) for parameter in ours.parameters()]


class Pairs(Twin):
    """The table of pairs: an embedding of as many numbers as there are characters."""

    def loss(self, words):
        x, y = map(torch.tensor, contexts(words, 1))
        (table,) = self.parameters
        return functional.cross_entropy(functional.embedding(x[:, 0], table), y)


class ContextMLP(Twin):
    """The MLP on the last characters."""

    def loss(self, words):
        x, y = map(torch.tensor, contexts(words, self.ours.back))
        table, weights, bias, last_weights, last_bias = self.parameters
        hidden = linear(functional.embedding(x, table).flatten(1), weights, bias).tanh()
        return functional.cross_entropy(linear(hidden, last_weights, last_bias), y)


class GPT(Twin):
    """The GPT, with PyTorch's own attention and norm."""

    def loss(self, words):
        x, y, keep = map(torch.tensor, rows(words))
        characters, positions, *blocks, weights, bias = self.parameters
        z = functional.embedding(x, characters) + positions[: x.shape[1]]
        for parameters in np.split(np.arange(len(blocks)), len(self.ours.blocks)):
            z = self.block(z, *[blocks[i] for i in parameters])
        return functional.cross_entropy(linear(norm(z)[keep], weights, bias), y[keep])

    def block(self, z, *parameters):
        """Return what a block makes of z, its parameters in our order."""
        attention, wide, back = parameters[:8], parameters[8:10], parameters[10:]
        layers = [attention[i : i + 2] for i in range(0, 8, 2)]
        heads = self.ours.blocks[0].attention.heads
        query, key, value = (linear(norm(z), *layer).unflatten(-1, (heads, -1)).transpose(1, 2) for layer in layers[:3])
        found = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
        z = z + linear(found.transpose(1, 2).flatten(2), *layers[3])
        return z + linear(linear(norm(z), *wide).relu(), *back)


def norm(z):
    """Return the rows of z, each divided by its root mean square."""
    return functional.rms_norm(z, z.shape[-1:], eps=1e-5)

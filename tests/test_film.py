"""The film of a training: what it records, what it shows, and that it changes nothing."""

import io
import math
import random

import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from gradually.course.ch12.figures import FilmOfClasses, probabilities
from gradually.course.page.film import FRAMES, Film, plane, scores
from gradually.data import moons
from gradually.losses import max_margin, softmax
from gradually.nn import MLP, Neuron, identity
from gradually.optim import SGD
from gradually.value import Value

POINTS, TARGETS = moons(12, 0.1, random.Random(1))


def filmed(steps=40):
    network = MLP(2, [4, 1], output_activation=identity, rng=random.Random(1))
    optimizer = SGD(network.parameters(), 0.5)
    film = Film(network, POINTS, TARGETS)
    for _ in range(steps):
        loss = max_margin([network(x) for x in POINTS], TARGETS)
        film.record(loss)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return film


@pytest.mark.parametrize(
    "network",
    [MLP(2, [3, 1, 2, 1], Value.relu, identity), Neuron(2), lambda x: Value(x[0]) - x[1]],
    ids=["MLP", "Neuron", "a function"],
)
def test_scores_are_what_the_network_answers(network):
    assert scores(network, np.array(POINTS)) == pytest.approx([network(x).data for x in POINTS])


def test_a_film_has_frames_from_the_first_step_to_the_last_and_holds_the_last():
    film = filmed()
    moving = Image.open(io.BytesIO(film.pictures()[0]))
    steps = film.spread(FRAMES)
    assert moving.n_frames == len(steps) <= FRAMES
    assert (steps[:4], steps[-1]) == ([0, 1, 2, 3], 39)
    moving.seek(len(steps) - 1)
    assert moving.info["duration"] > 2000


def test_it_says_in_words_what_it_shows():
    film = filmed()
    assert f"step 0: loss {film.losses[0]:.3f}" in repr(film)
    right = film.at(39, lambda: sum(film.network(x).data * t > 0 for x, t in zip(POINTS, TARGETS, strict=True)))
    assert f"step 39: loss {film.losses[39]:.3f}, {right} of 12 points right" in repr(film)
    assert repr(film) in film._repr_mimebundle_()["text/html"]
    assert film.stills().words.count("points right") == 4
    assert film.stills(0, 5).words.count("points right") == 2


def test_a_film_of_three_classes_counts_the_largest_logits():
    network = MLP(2, [4, 3], output_activation=identity, rng=random.Random(1))
    classes = [i % 3 for i in range(len(POINTS))]
    film = FilmOfClasses(network, POINTS, classes)
    film.record(1.0)
    said = [max(range(3), key=lambda k, x=x: network(x)[k].data) for x in POINTS]
    right = sum(k == target for k, target in zip(said, classes, strict=True))
    assert 0 < right < len(POINTS)
    assert f"{right} of 12 points right" in repr(film)
    expected = np.array([[p.data for p in softmax(network(x))] for x in POINTS])
    assert probabilities(network, POINTS) == pytest.approx(expected)
    assert Image.open(io.BytesIO(film.pictures()[0])).n_frames == 1


def test_showing_it_leaves_the_network_as_it_was():
    film = filmed(5)
    before = [p.data for p in film.network.parameters()]
    film.pictures(), film.stills(), repr(film)
    assert [p.data for p in film.network.parameters()] == before


def test_a_film_of_one_step_is_a_picture_and_an_empty_one_says_what_to_call():
    assert Image.open(io.BytesIO(filmed(1).pictures()[0])).n_frames == 1
    with pytest.raises(ValueError, match=r"film\.record\(loss\)"):
        filmed(0).stills()


def test_a_plane_without_a_border_has_no_line():
    figure, axes = plt.subplots()
    plane(axes, lambda x: Value(1.0), POINTS, TARGETS)
    borders = len(axes.collections)
    plane(axes, lambda x: Value(x[0]), POINTS, TARGETS)
    assert (borders, len(axes.collections)) == (0, 1)
    plt.close(figure)


def test_a_training_that_blew_up_or_had_nothing_to_do_can_be_watched():
    film = filmed(2)
    film.losses = [math.inf, math.nan]
    film.moments = [film.moments[0], [math.nan] * len(film.moments[1])]
    assert Image.open(io.BytesIO(film.pictures()[0])).n_frames == 2
    film.losses = [0.0, 0.0]
    assert film.pictures()

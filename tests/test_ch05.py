"""What the figures of chapter 5 compute: networks that count their runs, the bill, and a neuron that learns."""

import math

import pytest

from gradually import Value
from gradually.course.ch05 import figures
from gradually.course.ch05.exercises import learn, question
from gradually.course.ch05.figures import Lesson, Network, bill
from gradually.derivative import check_gradient


@pytest.mark.parametrize("width", [1, 4, 16])
def test_a_network_has_the_knobs_that_it_says(width):
    network = Network(width)
    assert len(network.knobs) == len(set(network.knobs)) == width**2 + 5 * width + 1


def test_a_network_counts_its_runs_and_gives_the_same_each_time():
    network = Network(4)
    assert network().data == network().data == Network(4)().data
    assert network.runs == 2
    assert network().data != Network(4, seed=2)().data


def test_one_way_back_gives_each_knob_of_a_network_its_slope():
    network = Network(4)
    network().backward()
    assert all(knob.grad for knob in network.knobs)
    check_gradient(network, network.knobs)


def test_a_clock_of_coarse_steps_still_sees_a_short_action(monkeypatch):
    exact = figures.time.perf_counter
    monkeypatch.setattr(figures.time, "perf_counter", lambda: round(exact(), 3))
    assert 0 < figures.seconds(lambda: None) < 1e-4


def test_the_bill_says_how_many_runs_nudging_needs_and_keeps_what_it_measured_in_the_picture():
    said = repr(bill([1, 4]))
    assert "14 runs for 7 knobs, 74 runs for 37 knobs" in said
    assert repr(bill([1, 4])) == said


def test_a_lesson_records_the_squared_misses_and_leaves_the_knobs_alone():
    knobs, examples = [Value(-0.5), Value(1.0), Value(0.5)], question(-1.0, -1.0, -1.0, 1.0)
    film = Lesson(knobs, examples)
    film.record()
    misses = [math.tanh(-0.5 * x1.data + x2.data + 0.5) - target.data for x1, x2, target in examples]
    assert film.losses == [pytest.approx(sum(miss * miss for miss in misses))]
    assert [knob.data for knob in knobs] == film.moments[0] == [-0.5, 1.0, 0.5]


def test_a_neuron_that_has_learnt_is_right_about_every_point():
    knobs, examples = [Value(-0.5), Value(1.0), Value(0.5)], question(-1.0, -1.0, -1.0, 1.0)
    film = Lesson(knobs, examples)
    film.record()
    learn.answer(knobs, examples, 100)
    film.record()
    assert "2 of 4 points right" in film.words_at(0)
    assert "4 of 4 points right" in film.words_at(1)

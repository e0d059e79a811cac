"""The pictures in images/, each drawn by the function that shows it in a chapter.

python -m gradually.course.images images/
"""

import random
import sys
from pathlib import Path

from gradually.course.ch00 import figures as ch00
from gradually.course.ch01 import figures as ch01
from gradually.course.ch03 import figures as ch03
from gradually.course.ch06 import figures as ch06
from gradually.course.ch09 import figures as ch09
from gradually.course.page.film import Film
from gradually.course.page.graphs import expression
from gradually.data import moons, tiny_set
from gradually.draw import draw
from gradually.losses import max_margin
from gradually.nn import MLP, identity
from gradually.optim import SGD
from gradually.value import Value


def main(arguments):
    """Write the figures into the folder that `arguments` names, and return the exit status."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in PICTURES.items():
        (folder / name).write_bytes(picture())
    return 0


def trained_on_moons():
    """Return the film of chapter 0: a network of 205 parameters learns to tell two moons apart."""
    inputs, targets = moons(60, noise=0.1, rng=random.Random(1))
    network = MLP(2, [12, 12, 1], activation=Value.relu, output_activation=identity, rng=random.Random(1))
    optimizer = SGD(network.parameters(), learning_rate=0.5)
    film = Film(network, inputs, targets)
    for _ in range(60):
        loss = max_margin([network(x) for x in inputs], targets)
        film.record(loss)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return film


def untrained_network():
    """Return the network of chapter 9, with what its neurons answer to the first example."""
    inputs, _ = tiny_set()
    return ch09.network_by_layers(MLP(3, [4, 4, 1], rng=random.Random(1)), inputs[0])


def filled_expression():
    """Return the graph of L = (a * b + c) * f with every gradient and every local derivative on it."""
    result, nodes = expression()
    for label, grad in {"a": 6, "b": -4, "c": -2, "f": 4, "e": -2, "d": -2}.items():
        nodes[label].grad = grad
    result.grad = 1
    a, b, _, f, e, d = nodes.values()
    return draw(result, {result: (f.data, d.data), d: (1, 1), e: (b.data, a.data)})


PICTURES = {  # file name: what returns the bytes of the file
    "chapters.svg": lambda: ch00.chapter_map().picture("svg"),
    "secant_into_tangent.png": lambda: ch01.secant_into_tangent().png,
    "expression.svg": lambda: filled_expression().picture("svg"),
    "neuron.svg": lambda: ch03.neuron().picture("svg"),
    "tanh_and_its_slope.png": lambda: ch03.tanh_and_its_slope().png,
    "functions_and_derivatives.png": lambda: ch06.functions_and_derivatives().png,
    "network.svg": lambda: untrained_network().picture("svg"),
    "film.png": lambda: trained_on_moons().pictures()[0],
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The figures of chapter 2: an expression becomes a graph."""

from gradually.course.ch02.solutions import pictured
from gradually.course.page.graphs import expression, names_in, steps_of, titles_of
from gradually.draw import draw


def puzzle():
    """Return the graph that the exercise `pictured` of chapter 2 asks for."""
    return draw(pictured())


def growing_expression():
    """Return a slider over the graph of L = (a * b + c) * f, an operation more in every step."""
    result, nodes = expression()
    names = names_in(result)
    steps = {
        "Two numbers, a and b, each in a box of its own.": "ab",
        "e = a * b. The new box remembers the two it came from, and the times sign.": "abe",
        "d = e + c. It remembers e and c; through e it knows of a and b as well.": "abecd",
        "L = d * f. From this one box, every number behind it can be found again.": "abecdfL",
    }
    nodes["L"] = result
    titles = [titles_of([nodes[label] for label in labels], names) for labels in steps.values()]
    return steps_of(draw(result), titles, list(steps), others=0)

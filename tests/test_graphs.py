"""Graphs of Values with some of it lit."""

from gradually.course.ch03.figures import paths
from gradually.course.page.graphs import expression, lit, names_in, titles_of
from gradually.draw import draw
from gradually.value import Value


def test_paths_are_all_found_and_their_products_are_the_gradient():
    a, b = Value(2.0, label="a"), Value(-3.0, label="b")
    total = a + b
    product = total * a
    root = product + a
    total.label, product.label, root.label = "total", "product", "root"
    slopes = {node.label: node.local_grads for node in (total, product, root)}
    captions = paths(a, root, slopes).captions
    assert len(captions) == 4  # three paths and the sum
    assert captions[-1] == "All paths: add them up: 2 + (-1) + 1 = 2."  # d/da of a² + ab + a


def test_lit_fades_all_but_the_named():
    result, nodes = expression()
    titles = titles_of([nodes["a"]], names_in(result))
    picture = lit(draw(result).picture("svg"), titles, 0.5)
    assert picture.count(b'opacity="0.5"') == 7 + 3 + 3 * 3 - 1  # boxes, circles, edges, all but a's box

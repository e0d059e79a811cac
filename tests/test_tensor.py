"""Tensor: what it computes and what flows back, beside PyTorch in double precision and beside nudging."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as some

from gradually.tensor import Tensor, cross_entropy, linear, log_softmax, look_up, rms_norm, softmax

torch = pytest.importorskip("torch")

numbers = st.floats(-3, 3)
positive = st.floats(0.1, 3)


def arrays(shape, elements=numbers):
    return some.arrays(np.float64, shape, elements=elements)


shapes = some.array_shapes(min_dims=0, max_dims=3, max_side=4)


def weighted(result, weights):
    """A number in which each entry of the result counts differently, so that no two gradients are alike."""
    return (result * weights).sum()


def agree(build, arrays, their_build=None, tolerance=1e-9):
    """Assert that `build` gives the same result and gradients on Tensors as on PyTorch's tensors."""
    ours = [Tensor(array) for array in arrays]
    theirs = [torch.tensor(array, requires_grad=True) for array in arrays]
    result, their_result = build(*ours), (their_build or build)(*theirs)
    assert result.shape == tuple(their_result.shape)
    np.testing.assert_allclose(result.data, their_result.detach().numpy(), rtol=tolerance, atol=tolerance)
    weights = np.arange(1.0, result.data.size + 1).reshape(result.shape)
    weighted(result, weights).backward()
    weighted(their_result, torch.tensor(weights)).backward()
    for our, their in zip(ours, theirs, strict=True):
        assert our.grad.shape == our.shape
        np.testing.assert_allclose(our.grad, their.grad.numpy(), rtol=tolerance, atol=tolerance)


# --- beside PyTorch ---

BINARY = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": lambda a, b: a**b,
    "all": lambda a, b: (a + b) * a - b / a + a,
}


@pytest.mark.parametrize("name", BINARY)
@given(pair=some.mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=4), data=st.data())
def test_operations_on_any_two_shapes_that_fit(name, pair, data):
    a, b = (data.draw(arrays(shape, positive)) for shape in pair.input_shapes)
    agree(BINARY[name], [a, b])


UNARY = {
    "neg": lambda a: -a,
    "exp": lambda a: a.exp(),
    "tanh": lambda a: a.tanh(),
    "log": lambda a: (a + 4).log(),
    "relu": lambda a: a.relu(),
    "square": lambda a: a**2,
    "power 0": lambda a: a**0,
    "root": lambda a: (a + 4) ** 0.5,
    "constants": lambda a: 2 - 3 * a + 1 / (a + 4) - a / 2 + 5,
    "shared": lambda a: a * a + a,
    "sum": lambda a: a.sum(),
    "mean": lambda a: a.mean(),
    "flat": lambda a: a.reshape(-1),
}


@pytest.mark.parametrize("name", UNARY)
@given(shape=shapes, data=st.data())
def test_operations_on_one_tensor(name, shape, data):
    agree(UNARY[name], [data.draw(arrays(shape))])


REDUCTIONS = {
    "sum": (lambda a, axis, keep: a.sum(axis, keep), lambda a, axis, keep: a.sum(axis, keep)),
    "mean": (lambda a, axis, keep: a.mean(axis, keep), lambda a, axis, keep: a.mean(axis, keep)),
    "max": (lambda a, axis, keep: a.max(axis, keep), lambda a, axis, keep: a.amax(axis, keep)),
}


@pytest.mark.parametrize("name", REDUCTIONS)
@given(shape=some.array_shapes(min_dims=1, max_dims=3, max_side=4), keep=st.booleans(), data=st.data())
def test_reductions_over_any_axes(name, shape, keep, data):
    axis = data.draw(st.one_of(st.integers(-len(shape), len(shape) - 1), some.valid_tuple_axes(len(shape), min_size=1)))
    ours, theirs = REDUCTIONS[name]
    array = data.draw(arrays(shape, st.integers(-2, 2).map(float)))  # with equal ones, for max
    agree(lambda a: ours(a, axis, keep), [array], lambda a: theirs(a, axis, keep))


@given(some.array_shapes(min_dims=0, max_dims=3, max_side=4), st.data())
def test_the_largest_of_all(shape, data):
    agree(lambda a: a.max(), [data.draw(arrays(shape, st.integers(-2, 2).map(float)))], lambda a: a.amax())


@given(st.data(), *[st.integers(1, 4)] * 3, some.mutually_broadcastable_shapes(num_shapes=2, max_dims=2, max_side=3))
def test_matrix_products_and_stacks_of_them(data, n, k, m, stacks):
    first, second = stacks.input_shapes
    a, b = data.draw(arrays((*first, n, k))), data.draw(arrays((*second, k, m)))
    agree(lambda a, b: a @ b, [a, b])
    agree(lambda b: a @ b if isinstance(b, Tensor) else torch.tensor(a) @ b, [b])


@given(some.array_shapes(min_dims=2, max_dims=3, max_side=4), st.data())
def test_axes_in_another_order(shape, data):
    array = data.draw(arrays(shape))
    axes = data.draw(st.permutations(range(len(shape))))
    agree(lambda a: a.transpose(*axes), [array], lambda a: a.permute(*axes))
    agree(lambda a: a.transpose(), [array], lambda a: a.permute(*reversed(range(len(shape)))))
    agree(lambda a: a.reshape(shape[::-1]), [array])


@given(some.array_shapes(min_dims=1, max_dims=3, min_side=2, max_side=4), st.data())
def test_rows_and_columns_also_taken_twice(shape, data):
    array = data.draw(arrays(shape))
    rows = data.draw(st.lists(st.integers(0, shape[0] - 1), min_size=1, max_size=5))
    for index in (rows, 0, -1, slice(0, 1), slice(None, None, 2), (rows, ...), [True] + [False] * (shape[0] - 1)):
        agree(lambda a, index=index: a[index], [array])


@given(st.data(), st.integers(1, 5), st.integers(1, 5), st.floats(0, 1000))
def test_classes_for_logits_of_any_size(data, batch, classes, size):
    logits = size * data.draw(arrays((batch, classes), st.floats(-1, 1)))
    targets = data.draw(st.lists(st.integers(0, classes - 1), min_size=batch, max_size=batch))
    agree(log_softmax, [logits], lambda a: torch.log_softmax(a, -1), tolerance=1e-8)
    their_loss = torch.nn.functional.cross_entropy
    agree(lambda a: cross_entropy(a, targets), [logits], lambda a: their_loss(a, torch.tensor(targets)), 1e-8)


@given(st.data(), st.lists(st.integers(1, 4), max_size=3), *[st.integers(1, 4)] * 3)
def test_linear_is_the_product_and_the_sum_whatever_axes_the_rows_stand_on(data, stack, n, k, m):
    x, weights, bias = (data.draw(arrays(shape)) for shape in ((*stack, n, k), (k, m), (m,)))
    agree(linear, [x, weights, bias], lambda x, weights, bias: x @ weights + bias)
    agree(lambda weights, bias: linear(x, weights, bias), [weights, bias], lambda w, b: torch.tensor(x) @ w + b)


@pytest.mark.parametrize("side", [2, 4, 5])
def test_linear_on_a_cube_where_every_wrong_product_would_fit(side):
    generator = np.random.default_rng(side)
    agree(linear, [generator.normal(size=(side,) * axes) for axes in (3, 2, 1)], lambda x, w, b: x @ w + b)


@pytest.mark.parametrize(
    ("x", "weights", "bias"),
    [((2, 3), (2, 3, 4), (4,)), ((2, 3), (3, 4), (3,)), ((2, 3), (3, 4), (2, 4)), ((2, 3), (3, 4), (1, 4))],
)
def test_linear_refuses_weights_and_a_bias_of_other_shapes(x, weights, bias):
    with pytest.raises(ValueError, match=r"weights \(k, m\) go with a bias \(m,\)|cannot multiply shapes"):
        linear(*(Tensor(np.ones(shape)) for shape in (x, weights, bias)))


@given(st.data(), st.integers(1, 5), st.integers(1, 4), some.array_shapes(min_dims=0, max_dims=3, max_side=4))
def test_rows_of_a_table_at_whole_numbers_of_any_shape_and_one_taken_twice_collects_twice(data, n, k, shape):
    table, places = data.draw(arrays((n, k))), data.draw(some.arrays(np.int64, shape, elements=st.integers(0, n - 1)))
    their_places = torch.tensor(places)
    agree(
        lambda table: look_up(table, places.tolist()),
        [table],
        lambda table: torch.nn.functional.embedding(their_places, table),
        tolerance=1e-12,
    )


@given(some.array_shapes(min_dims=1, max_dims=4, max_side=4), st.floats(0.1, 300), st.data())
def test_probabilities_of_scores_of_any_size(shape, size, data):
    agree(softmax, [size * data.draw(arrays(shape))], lambda scores: scores.softmax(-1), tolerance=1e-12)


@given(some.array_shapes(min_dims=2, max_dims=4, max_side=4), st.data())
def test_a_score_that_is_hidden_gets_no_probability_and_no_gradient(shape, data):
    hidden = np.array(data.draw(some.arrays(bool, shape)))
    hidden[..., 0] = False  # of what is hidden in all places, no probabilities are left
    mask = np.where(hidden, -np.inf, 0)
    scores = data.draw(arrays(shape))
    agree(lambda a: softmax(a + mask), [scores], lambda a: (a + torch.tensor(mask)).softmax(-1), tolerance=1e-12)
    leaf = Tensor(scores)
    probabilities = softmax(leaf + mask)
    (probabilities * np.arange(hidden.size).reshape(shape)).sum().backward()
    assert not probabilities.data[hidden].any()
    assert not leaf.grad[hidden].any()


@given(some.array_shapes(min_dims=1, max_dims=4, max_side=5), st.floats(0.001, 100), st.data())
def test_rows_of_one_size(shape, size, data):
    x = size * data.draw(arrays(shape))
    agree(rms_norm, [x], lambda x: torch.nn.functional.rms_norm(x, shape[-1:], eps=1e-5), tolerance=1e-12)


# --- beside nudging ---


def nudged(build, tensor):
    """Return the slopes of `build()` as each number of `tensor` is nudged."""
    slopes = np.zeros_like(tensor.data)
    for place in np.ndindex(tensor.shape):
        kept, sides = tensor.data[place], []
        for h in (1e-5, -1e-5):
            tensor.data[place] = kept + h
            sides.append(build().item())
        tensor.data[place] = kept
        slopes[place] = (sides[0] - sides[1]) / 2e-5
    return slopes


@given(st.integers(0, 100))
def test_every_gradient_of_a_small_network_is_what_nudging_finds(seed):
    rng = np.random.default_rng(seed)
    x, weights, bias, last = (rng.normal(size=shape) for shape in ((5, 3), (3, 4), (4,), (4, 2)))
    weights, bias, last = Tensor(weights), Tensor(bias), Tensor(last)

    def loss():
        hidden = (x @ weights + bias).tanh()
        return cross_entropy(hidden @ last, [0, 1, 1, 0, 1]) + 0.1 * (weights**2).mean() + hidden.max(axis=0).sum()

    loss().backward()
    for tensor in (weights, bias, last):
        np.testing.assert_allclose(tensor.grad, nudged(loss, tensor), rtol=1e-5, atol=1e-8)


@given(st.integers(0, 100))
def test_every_gradient_of_a_row_that_is_looked_up_normed_and_weighed_is_what_nudging_finds(seed):
    rng = np.random.default_rng(seed)
    table, mask = Tensor(rng.normal(size=(4, 3))), np.triu(np.full((5, 5), -np.inf), 1)
    places, weights = rng.integers(4, size=5), rng.normal(size=(5, 3))

    def loss():
        rows = look_up(table, places)
        seen = softmax(rows @ rows.transpose() + mask) @ rms_norm(rows)
        return (seen * weights).sum()

    loss().backward()
    np.testing.assert_allclose(table.grad, nudged(loss, table), rtol=1e-5, atol=1e-8)


# --- how gradients collect ---


def test_backward_twice_leaves_collect_and_inner_nodes_keep_nothing():
    a = Tensor([1.0, 2.0])
    b = a * 3
    total = (b * b).sum()
    total.backward()
    first = a.grad.copy()
    total.backward()
    np.testing.assert_array_equal(a.grad, 2 * first)
    assert b.grad is total.grad is None


def test_gradients_of_two_leaves_are_not_the_same_array_changed_twice():
    a, b = Tensor([1.0, 2.0]), Tensor([3.0, 4.0])
    (a + b).sum().backward()
    (a * 2).sum().backward()
    np.testing.assert_array_equal(a.grad, [3, 3])
    np.testing.assert_array_equal(b.grad, [1, 1])


def test_constants_are_no_children_and_take_the_tensors_precision():
    a = Tensor([1.0, 2.0], dtype=np.float32)
    result = (np.array([2.0, 3.0]) * a + 1 - np.float64(0.5)) / 2
    assert result.data.dtype == np.float32
    assert [child.op for child in result.children] == ["-"]
    result.sum().backward()
    assert a.grad.dtype == np.float32
    np.testing.assert_array_equal(a.grad, [1.0, 1.5])


def test_a_leaf_is_a_copy_in_float64_unless_asked():
    source = np.array([1.0, 2.0], dtype=np.float32)
    leaf = Tensor(source)
    leaf.data += 1
    assert leaf.data.dtype == np.float64
    assert source.tolist() == [1.0, 2.0]
    assert (leaf.children, leaf.grad, leaf.op, len(leaf)) == ((), None, "", 2)
    assert repr(Tensor([1, 2])) == "Tensor([1., 2.])"


def test_a_long_chain_needs_no_recursion():
    start = total = Tensor(1.0)
    for _ in range(20_000):
        total = total + 1
    total.backward()
    assert start.grad == 1


# --- what is refused ---


def test_backward_starts_from_a_single_number():
    with pytest.raises(ValueError, match=r"this has shape \(2,\)"):
        (Tensor([1.0, 2.0]) * 2).backward()


@pytest.mark.parametrize(("a", "b"), [((2, 3), (2, 3)), ((3,), (3, 2)), ((2, 3), (3,)), ((), (2, 2))])
def test_a_matrix_product_that_does_not_fit_names_both_shapes(a, b):
    with pytest.raises(ValueError) as error:
        Tensor(np.ones(a)) @ Tensor(np.ones(b))
    assert str(a) in str(error.value)
    assert str(b) in str(error.value)


@pytest.mark.parametrize("operation", BINARY.values(), ids=BINARY)
def test_shapes_that_do_not_stretch_are_both_named(operation):
    with pytest.raises(ValueError, match=r"\(2,3\).*\(4,\)"):
        operation(Tensor(np.ones((2, 3))), Tensor(np.ones(4)))


@pytest.mark.parametrize("targets", [[0], [[0], [1]], 0])
def test_targets_that_do_not_go_with_the_logits_are_refused(targets):
    with pytest.raises(ValueError, match=r"the shapes are \(2, 3\), \("):
        cross_entropy(Tensor(np.zeros((2, 3))), targets)


@pytest.mark.parametrize("target", [-1, 3])
def test_a_target_that_is_no_class_is_refused(target):
    with pytest.raises(ValueError, match="there are 3 classes, counted from 0"):
        cross_entropy(Tensor(np.zeros((1, 3))), [target])


@pytest.mark.parametrize("junk", ["x", "3", None, [1.0, None], 1j, [Tensor(1.0)], object()])
def test_what_is_not_a_real_number_is_refused(junk):
    with pytest.raises(TypeError, match=r"a Tensor holds real numbers, and .* holds something else"):
        Tensor(junk)


def test_rows_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="inhomogeneous"):
        Tensor([[1.0], [2.0, 3.0]])

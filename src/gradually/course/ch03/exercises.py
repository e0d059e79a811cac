"""The exercises of chapter 3: gradients by hand, from right to left."""

import math

from gradually.course.ch03 import solutions
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.value import Value

# --- predictions ---

slope_by_d = ValueExercise(
    "slope_by_d",
    -2,
    because="L = d * f, so each unit of d brings f = -2 units of L.",
    mistakes=[
        (4, "That is d itself. L is d times f: if d grows by 1, how often is f added?"),
        (2, "The size is right. But f is negative: does L rise or fall when d grows?"),
        (-8, "That is the value of L. How fast does it change when d is nudged?"),
        (1, "That would be so if d were added to f. It is multiplied."),
        (0, "0 would mean that d has no effect on L. But L is made of d."),
    ],
)

slope_by_c = ValueExercise(
    "slope_by_c",
    -2,
    because="c moves d one to one, and d moves L by -2: 1 * (-2).",
    mistakes=[
        (1, "That is what a nudge of c does to d. On its way from d to L it is multiplied by f."),
        (0, "0 would mean that c has no effect on L. But c moves d, and d moves L."),
        (-1, "The two rates, 1 and -2, follow one after the other: they are multiplied, not added."),
        (10, "That is c itself. How much does L move when c is nudged?"),
        (-6, "That is e. But c is added to e: it reaches d as it is."),
    ],
)

slope_by_a = ValueExercise(
    "slope_by_a",
    6,
    because="a moves e by b = -3, and e moves L by -2: (-3) * (-2) = 6.",
    mistakes=[
        (
            -3,
            "That is what a nudge of a does to e. It still has to travel from e to L, where the rate is -2.",
        ),
        (-6, "Two negative rates, one after the other: what is the sign of their product?"),
        (-4, "That is the slope by b. For a product each input gets the other one."),
        (-5, "The rates, -3 and -2, follow one after the other: they are multiplied, not added."),
        (-2, "That is the slope by e. On the way from a to e there is one more rate: b."),
    ],
)

two_paths = ValueExercise(
    "two_paths",
    1,
    because="Through s: 1 * 2 = 2. Straight: -1. Together 2 + (-1) = 1.",
    mistakes=[
        (2, "That is the path through s. p goes straight into the product as well."),
        (-1, "That is the straight path into the product. p also goes into s."),
        (-2, "The two paths lie side by side, not one after the other: add what they bring."),
        (3, "The value of s is negative, so the straight path counts -1."),
        ([2, -1], "Those are the two paths. Now add them."),
    ],
)

up_or_down = ValueExercise(
    "up_or_down",
    "up",
    because="Each leaf moves the way its slope points, and that is the way in which L rises.",
    mistakes=[
        (
            "down",
            "Take a: its slope is 6, so it is moved up, and L goes up with a. The others are chosen the same way.",
        ),
        ("same", "The slopes are not 0, so a small step along them moves L."),
    ],
    options=["up", "down", "same"],
)

what_a_gradient_is = ValueExercise(
    "what_a_gradient_is",
    "a",
    because="A gradient is a rate at one place. How far to go is a decision of its own: the step, which is small.",
    mistakes=[
        (
            "b",
            "6 is a speed, not a distance: L moves 6 for each unit of a. How far a should go, it does not say.",
        ),
        ("c", "L is not put together from gradients: 6 is how fast L changes with a, not a part of L."),
    ],
    options=["a", "b", "c"],
    belief=True,
)

moves_with_a = ValueExercise(
    "moves_with_a",
    "c",
    because="a * b and c are added, never multiplied by each other. With b or f, two moving numbers meet in a product.",
    mistakes=[
        ("b", "Move just these two, with a step of 1. What was promised for L, and what happens to it?"),
        ("f", "Move just these two, with a step of 1. Does the point still lie on the dashed line?"),
    ],
    options=["b", "c", "f"],
)

slope_by_w2 = ValueExercise(
    "slope_by_w2",
    0,
    because="w2 is multiplied by x2 = 0: whatever w2 is, nothing of it comes through.",
    mistakes=[
        (0.5, "That is what arrives at the product x2*w2. On to w2 it is multiplied by the other input, x2."),
        (1, "That is w2 itself. A product swaps: w2 gets x2, times what arrived."),
        (2, "That is x1. The partner of w2 is x2."),
    ],
)

# --- numbers by hand ---

by_hand = ValueExercise(
    "by_hand",
    {"s": 4.0, "w": 2.0, "u": 4.0, "v": 4.0},
    because="The product swaps its inputs: s gets w = 4, and w gets s = 2. The sum copies: u and v both get 4.",
    mistakes=[
        (
            {"s": 2.0, "w": 4.0, "u": 2.0, "v": 2.0},
            "In a product each input gets the other one: s gets w, and w gets s.",
        ),
        (
            {"s": 4.0, "w": 2.0, "u": 1.0, "v": 1.0},
            "u and v move s one to one, but s moves y by 4: multiply the rates.",
        ),
        (
            {"s": 4.0, "w": 2.0, "u": 12.0, "v": -4.0},
            "A sum copies what arrives; it does not multiply by the data.",
        ),
        ({"s": 4.0, "w": 2.0, "u": -4.0, "v": 12.0}, "u and v meet at a +: nothing is swapped there. Both get s's 4."),
        ({"s": 4.0, "w": 2.0, "u": -1.0, "v": 3.0}, "u and v meet at a +: each gets a copy of s's 4, no data at all."),
    ],
    hints=["Begin at y, whose slope is 1, and go left.", "At the product: swap. At the sum: copy."],
)


def graph_with_a_fault():
    """Return z = (p * q + r) * w with all its gradients filled in, one of them wrong."""
    p, q, r, w = Value(3.0, label="p"), Value(-2.0, label="q"), Value(5.0, label="r"), Value(4.0, label="w")
    k = p * q
    t = k + r
    z = t * w
    for node, label, grad in [(k, "k", 4.0), (t, "t", 4.0), (z, "z", 1.0)]:
        node.label, node.grad = label, grad
    p.grad, q.grad, r.grad, w.grad = -8.0, 12.0, 1.0, -1.0
    return z


wrong_gradient = ValueExercise(
    "wrong_gradient",
    "r",
    because="r is added, so it gets a copy of t's 4. Somebody wrote the local slope, 1, and forgot the chain.",
    mistakes=[
        ("p", "At k the slope is 4, and p is multiplied by q = -2: (-2) * 4 = -8 is right."),
        ("q", "At k the slope is 4, and q is multiplied by p = 3: 3 * 4 = 12 is right."),
        ("w", "w is multiplied by t = -1, and z has slope 1: -1 is right."),
        ("k", "A sum copies: k gets the 4 that arrived at t."),
        ("t", "t is multiplied by w = 4, and z has slope 1: 4 is right."),
        ("z", "z moves with itself, one to one: 1 is right."),
    ],
    options=["p", "q", "r", "w", "k", "t", "z"],
    hints=["Check each box from right to left: at a product swap, at a sum copy, and multiply by what arrived."],
)

# --- code ---

through_times = CodeExercise(
    solutions.through_times,
    cases=[
        "through_times(2, -3, -2)",
        "through_times(5, 7, 1)",
        "through_times(0, 4, 0.5)",
        "through_times(0.37, 3, 0.123)",
    ],
    hints=[
        "If x grows by 1, x * y grows by y. That is the local slope by x.",
        "The chain rule: the local slope times the slope that arrived, `grad`.",
    ],
)


@through_times.other_way
def as_a_list(x, y, grad):
    local_grads = [y, x]
    return [grad * local_grad for local_grad in local_grads]


@through_times.mistake("Each input gets the other one: x * y moves by y when x moves by 1.")
def not_swapped(x, y, grad):
    return x * grad, y * grad


@through_times.mistake("Those are the local slopes. Multiply each by `grad`, the slope that arrived from the right.")
def no_chain(x, y, grad):
    return y, x


@through_times.mistake("A sum would copy `grad` to both sides. A product swaps its inputs first.")
def copies(x, y, grad):
    return grad, grad


@through_times.mistake("The second line uses the x that the first has overwritten. Take new names.")
def overwrites_an_input(x, y, grad):
    x = y * grad
    y = x * grad
    return x, y


@through_times.mistake("That is the slope by x alone. Two are wanted: `return ..., ...`.")
def only_the_first(x, y, grad):
    return y * grad


@through_times.mistake("Rates that follow one another are multiplied, not added.")
def adds_the_rates(x, y, grad):
    return y + grad, x + grad


@through_times.mistake("That is the same for both. x gets y times grad, y gets x times grad.")
def whole_product(x, y, grad):
    return x * y * grad, x * y * grad


def after(function, step, data=(2.0, -3.0), grads=(6.0, -4.0)):
    """Return the leaves with these numbers after `function` moved them by `step`."""
    leaves = [Value(number) for number in data]
    for leaf, grad in zip(leaves, grads, strict=True):
        leaf.grad = grad
    function(leaves, step)
    return leaves


def moved(function, step, *numbers):
    """Return the data of leaves after `function` moved them by `step`."""
    return [leaf.data for leaf in after(function, step, *numbers)]


def kept(function, step):
    """Return the grads of leaves after `function` moved them by `step`."""
    return [leaf.grad for leaf in after(function, step)]


climb = CodeExercise(
    solutions.climb,
    cases=[
        "moved(climb, 0.5)",
        "moved(climb, 0.01)",
        "moved(climb, -0.5)",
        "moved(climb, 0)",
        "moved(climb, 2, (5, 1, 0), (1, -1, 3))",
        "moved(climb, 0.37, (0.123,), (0.456,))",
        "kept(climb, 0.5)",
    ],
    words={
        "moved(climb, 0.5)": "With data [2, -3] and grads [6, -4], after a step of 0.5 the data",
        "moved(climb, 0.01)": "With data [2, -3] and grads [6, -4], after a step of 0.01 the data",
        "moved(climb, -0.5)": "With data [2, -3] and grads [6, -4], after a step of -0.5 the data",
        "moved(climb, 0)": "With data [2, -3] and grads [6, -4], after a step of 0 the data",
        "moved(climb, 2, (5, 1, 0), (1, -1, 3))": (
            "With data [5, 1, 0] and grads [1, -1, 3], after a step of 2 the data"
        ),
        "moved(climb, 0.37, (0.123,), (0.456,))": "With data [0.123] and grads [0.456], after a step of 0.37 the data",
        "kept(climb, 0.5)": "With data [2, -3] and grads [6, -4], after a step of 0.5 the grads",
    },
    hints=[
        "Go through the leaves with a for loop; each has a .data and a .grad.",
        "The new data is the old data plus step times the slope: `leaf.data += ...`.",
    ],
    given=lambda: {"moved": moved, "kept": kept},
)


@climb.other_way
def by_index(leaves, step):
    for i in range(len(leaves)):
        leaves[i].data = leaves[i].data + leaves[i].grad * step


@climb.mistake("That goes downhill: it subtracts. Move each leaf the way its slope points.")
def descends(leaves, step):
    for leaf in leaves:
        leaf.data -= step * leaf.grad


@climb.mistake("It moves every leaf by the same amount, and a steeper one should move more.")
def same_step_for_all(leaves, step):
    for leaf in leaves:
        leaf.data += step


@climb.mistake("It replaces the data. Add to it: `+=`.")
def replaces(leaves, step):
    for leaf in leaves:
        leaf.data = step * leaf.grad


@climb.mistake("It uses only the sign of the slope, and its size counts too.")
def only_the_sign(leaves, step):
    for leaf in leaves:
        leaf.data += math.copysign(step, leaf.grad) if step > 0 else -math.copysign(step, leaf.grad)


@climb.mistake("The step is missing: a gradient says how fast, not how far.")
def no_step(leaves, step):
    for leaf in leaves:
        leaf.data += leaf.grad


@climb.mistake("It changes the slopes. What is to move is the data.")
def moves_the_grad(leaves, step):
    for leaf in leaves:
        leaf.grad += step * leaf.data


@climb.mistake("Their data is as before: does `leaf.data` itself change, of the leaves passed in?")
def changes_nothing(leaves, step):
    for leaf in leaves:
        data = leaf.data
        data += step * leaf.grad


@climb.mistake("Only the first leaf moved. Is a `return` inside the loop?")
def stops_after_the_first(leaves, step):
    for leaf in leaves:
        leaf.data += step * leaf.grad
        return


@climb.mistake("`leaf` is the whole box. The number to change is leaf.data.")
def changes_the_box(leaves, step):
    for leaf in leaves:
        leaf = leaf.data + step * leaf.grad
        leaf.data = leaf


neuron_gradients = CodeExercise(
    solutions.neuron_gradients,
    cases=[
        "neuron_gradients(2, -3, 0, 1, 6.8814)",
        "neuron_gradients(0.5, 1, -1, 2, 1.2)",
        "neuron_gradients(1, 2, 3, -1, 0)",
    ],
    hints=[
        "First forward: n = x1*w1 + x2*w2 + b, then o = math.tanh(n).",
        "At n the slope is 1 - o**2. The sums copy it, so it arrives at both products and at b.",
        "At each product: swap. x1 gets w1 times it, w1 gets x1 times it.",
    ],
)


@neuron_gradients.other_way
def with_cosh(x1, w1, x2, w2, b):
    grad = math.cosh(b + w2 * x2 + w1 * x1) ** -2
    slopes = [w1, x1, w2, x2, 1]
    return {name: slope * grad for name, slope in zip(["x1", "w1", "x2", "w2", "b"], slopes, strict=True)}


@neuron_gradients.mistake("tanh is missing on the way back: all that arrives is multiplied by its slope.")
def forgot_tanh(x1, w1, x2, w2, b):
    return {"x1": w1, "w1": x1, "x2": w2, "w2": x2, "b": 1}


@neuron_gradients.mistake("The slope of tanh is found from its *output*, o. You took n, its input.")
def input_for_output(x1, w1, x2, w2, b):
    grad = 1 - (x1 * w1 + x2 * w2 + b) ** 2
    return {"x1": w1 * grad, "w1": x1 * grad, "x2": w2 * grad, "w2": x2 * grad, "b": grad}


@neuron_gradients.mistake("At a product each input gets the other one: x1 gets w1, and w1 gets x1.")
def not_swapped_in_the_neuron(x1, w1, x2, w2, b):
    grad = 1 - math.tanh(x1 * w1 + x2 * w2 + b) ** 2
    return {"x1": x1 * grad, "w1": w1 * grad, "x2": x2 * grad, "w2": w2 * grad, "b": grad}


@neuron_gradients.mistake("It multiplies by the output o, and that is not the slope of tanh.")
def output_as_slope(x1, w1, x2, w2, b):
    o = math.tanh(x1 * w1 + x2 * w2 + b)
    return {"x1": w1 * o, "w1": x1 * o, "x2": w2 * o, "w2": x2 * o, "b": o}


@neuron_gradients.mistake("In the slope of tanh a square is missing. Yours is 1 - o.")
def forgot_the_square(x1, w1, x2, w2, b):
    grad = 1 - math.tanh(x1 * w1 + x2 * w2 + b)
    return {"x1": w1 * grad, "w1": x1 * grad, "x2": w2 * grad, "w2": x2 * grad, "b": grad}


@neuron_gradients.mistake("The sign of tanh's slope is turned round: tanh rises everywhere.")
def slope_turned_round(x1, w1, x2, w2, b):
    grad = math.tanh(x1 * w1 + x2 * w2 + b) ** 2 - 1
    return {"x1": w1 * grad, "w1": x1 * grad, "x2": w2 * grad, "w2": x2 * grad, "b": grad}


@neuron_gradients.mistake(
    "All is right but b: it gets a copy of what arrived at the sum. Its 1 still goes through tanh."
)
def local_slope_of_b(x1, w1, x2, w2, b):
    grad = 1 - math.tanh(x1 * w1 + x2 * w2 + b) ** 2
    return {"x1": w1 * grad, "w1": x1 * grad, "x2": w2 * grad, "w2": x2 * grad, "b": 1}


@neuron_gradients.mistake("b is added, so it gets a copy of what arrived, not b times it.")
def multiplied_by_b(x1, w1, x2, w2, b):
    grad = 1 - math.tanh(x1 * w1 + x2 * w2 + b) ** 2
    return {"x1": w1 * grad, "w1": x1 * grad, "x2": w2 * grad, "w2": x2 * grad, "b": b * grad}


@neuron_gradients.mistake("b is missing in the sum: n = x1*w1 + x2*w2 + b.")
def forgot_b(x1, w1, x2, w2, b):
    grad = 1 - math.tanh(x1 * w1 + x2 * w2) ** 2
    return {"x1": w1 * grad, "w1": x1 * grad, "x2": w2 * grad, "w2": x2 * grad, "b": grad}


sum_over_paths = CodeExercise(
    solutions.sum_over_paths,
    cases=[
        "sum_over_paths([[3, -2]])",
        "sum_over_paths([[1, 2], [-1]])",
        "sum_over_paths([[2, 3, 4], [5], [1, 1]])",
        "sum_over_paths([])",
    ],
    hints=[
        "Two loops, one inside the other: for each path, multiply its numbers; over all paths, add.",
        "A product starts at 1, a sum at 0. (`math.prod` multiplies a list.)",
    ],
)


@sum_over_paths.other_way
def with_loops(paths):
    total = 0
    for path in paths:
        product = 1
        for local_grad in path:
            product *= local_grad
        total += product
    return total


@sum_over_paths.mistake("Along one path the rates follow one another: multiply them. Only the paths are added.")
def adds_along_the_path(paths):
    return sum(sum(path) for path in paths)


@sum_over_paths.mistake("Along a path you multiply, but the paths run side by side: add them.")
def multiplies_the_paths(paths):
    return math.prod(math.prod(path) for path in paths)


@sum_over_paths.mistake("It is turned round: multiply along a path, then add the paths.")
def turned_round(paths):
    return math.prod(sum(path) for path in paths)


@sum_over_paths.mistake("A product must start at 1: anything times 0 is 0.")
def product_from_zero(paths):
    total = 0
    for path in paths:
        product = 0
        for local_grad in path:
            product *= local_grad
        total += product
    return total


@sum_over_paths.mistake("Those are the paths one by one. One number is wanted: add them.")
def a_list_of_products(paths):
    return [math.prod(path) for path in paths]


@sum_over_paths.mistake("Only the last path was counted: are all of them collected, and inside the loop?")
def last_path_only(paths):
    total = 0
    for path in paths:
        total = math.prod(path)
    return total


@sum_over_paths.mistake("Only the first path was counted. Is the `return` inside the loop? Check the indentation.")
def first_path_only(paths):
    for path in paths:
        return math.prod(path)
    return 0


@sum_over_paths.mistake("The product must start at 1 anew for each path. Yours goes on from the path before.")
def product_not_reset(paths):
    total, product = 0, 1
    for path in paths:
        product *= math.prod(path)
        total += product
    return total

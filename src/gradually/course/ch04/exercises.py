"""The exercises of chapter 4: what one operation knows."""

import math

from gradually.course.ch04 import solutions
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.course.checking.stand_ins import known_nodes, lacking
from gradually.value import Value


def leaves(Value):
    """Return fresh leaves a to e and a2, and `names`, which tells which of them the children of a node are.

    They know +, * and tanh, and nothing that comes in a later chapter.
    """
    leaf = lacking(Value, "-x", "-", "/", "**")
    numbers = {"a": 2.0, "b": -3.0, "c": 0.5, "d": 0.0, "e": 0.12345, "a2": 2.0}
    return known_nodes({name: leaf(number) for name, number in numbers.items()})


# --- predictions ---

called_too_early = ValueExercise(
    "called_too_early",
    0,
    because="n.grad is still 0 when n passes it on, so 0 times everything arrives. The order matters.",
    mistakes=[
        (0.5, "That would be so if o had passed its gradient to n first. What is n.grad before that?"),
        (1, "That is o.grad. It has not reached n yet."),
    ],
)

numbers_of_times = ValueExercise(
    "numbers_of_times",
    [-3, 2],
    because="a * b moves by b = -3 when a moves by 1, and by a = 2 when b does.",
    mistakes=[
        ([2, -3], "Those are a and b in their own order. A product swaps: the first number is how it moves with a."),
        ([1, 1], "That is a sum. A product swaps its inputs."),
        ([-6, -6], "That is the product itself. How does it move with a, and with b?"),
        ([6, -4], "Those are the gradients. The -2 that arrived is not part of what is stored."),
    ],
)

left_by_numbers = ValueExercise(
    "left_by_numbers",
    0,
    because="Nothing points back from a number to the node, so all memory returns at once.",
    mistakes=[
        (
            5,
            "That was so with functions: each held on to its own result. Does a number hold on to anything?",
        ),
        (3, "Nobody holds the leaves either, once the result is gone."),
        (None, "If you mean that none stays behind, write 0."),
    ],
)

local_is_not_global = ValueExercise(
    "local_is_not_global",
    "b",
    because="A local derivative is one factor. The gradient multiplies all of them along a path, and adds the paths.",
    mistakes=[
        ("a", "-3 is how e moves with a. What is asked for is how L moves, and between e and L there is more to come."),
        ("c", "Each operation needs only the numbers of its own inputs, and has them when it runs."),
    ],
    options=["a", "b", "c"],
    belief=False,
)

# --- code ---


def passed_back(function, local_grads, grad, before=0.0):
    """Return the grads of the children, one for each of `local_grads`, after `function` passed a gradient back."""
    children = [Value(7.0 + i) for i in range(len(local_grads))]
    for child in children:
        child.grad = before
    node = Value(13.0, children, "op", local_grads)
    node.grad = grad
    function(node)
    return [child.grad for child in children]


def passed_back_twice(function):
    """Return the grad of a child that stands twice in its node, with the local derivatives 2 and 4."""
    child = Value(7.0)
    node = Value(13.0, (child, child), "op", (2.0, 4.0))
    node.grad = 1.0
    function(node)
    return child.grad


def left_alone(function):
    """Return what `function` should not change: the node's grad and data, its child's data, its grandchild's grad."""
    grandchild = Value(3.0)
    child = Value(7.0, (grandchild,), "op", (5.0,))
    node = Value(13.0, (child,), "op", (2.0,))
    node.grad = 1.0
    function(node)
    return [node.grad, node.data, child.data, grandchild.grad]


pass_back = CodeExercise(
    solutions.pass_back,
    cases=[
        "passed_back(pass_back, (2.0, -3.0), 1.0)",
        "passed_back(pass_back, (2.0, -3.0), 5.0)",
        "passed_back(pass_back, (2.0, -3.0), 5.0, before=100.0)",
        "passed_back(pass_back, (0.5,), 4.0)",
        "passed_back(pass_back, (1.0, 2.0, 3.0), 1.0)",
        "passed_back_twice(pass_back)",
        "left_alone(pass_back)",
    ],
    words={
        "passed_back(pass_back, (2.0, -3.0), 1.0)": "With local_grads (2, -3) and a grad of 1, the children's grads",
        "passed_back(pass_back, (2.0, -3.0), 5.0)": "With local_grads (2, -3) and a grad of 5, the children's grads",
        "passed_back(pass_back, (2.0, -3.0), 5.0, before=100.0)": (
            "With local_grads (2, -3), a grad of 5, and 100 in both children before: their grads"
        ),
        "passed_back(pass_back, (0.5,), 4.0)": "One child, local_grads (0.5,), a grad of 4: its grad",
        "passed_back(pass_back, (1.0, 2.0, 3.0), 1.0)": "A node with three children: their grads",
        "passed_back_twice(pass_back)": "One child that stands there twice, local_grads (2, 4), a grad of 1: its grad",
        "left_alone(pass_back)": "What stays: [node.grad, node.data, child's data, grandchild's grad]",
    },
    hints=[
        "Which two numbers make up what a child gets? One stands in the loop line, the other arrived at the node.",
        "To each child goes its local derivative times node.grad, and it is added: `+=`.",
    ],
    given=lambda: {"passed_back": passed_back, "passed_back_twice": passed_back_twice, "left_alone": left_alone},
)


@pass_back.other_way
def by_place(node):
    for i in range(len(node.children)):
        node.children[i].grad = node.children[i].grad + node.grad * node.local_grads[i]


@pass_back.mistake("It overwrites what the child held. A child that is used twice must collect both.")
def overwrites(node):
    for child, local_grad in zip(node.children, node.local_grads):
        child.grad = local_grad * node.grad


@pass_back.mistake("The chain is missing: multiply the local derivative by node.grad.")
def no_chain(node):
    for child, local_grad in zip(node.children, node.local_grads):
        child.grad += local_grad


@pass_back.mistake("Every child gets the same. Multiply node.grad by the child's own local derivative.")
def only_copies(node):
    for child in node.children:
        child.grad += node.grad


@pass_back.mistake("It multiplies by the node's data. What is passed back is node.grad.")
def data_for_grad(node):
    for child, local_grad in zip(node.children, node.local_grads):
        child.grad += local_grad * node.data


@pass_back.mistake("It multiplies by the child's grad. What arrives at the node is node.grad.")
def childs_own_grad(node):
    for child, local_grad in zip(node.children, node.local_grads):
        child.grad += local_grad * child.grad


@pass_back.mistake("It reckons with two children. tanh has one.")
def two_children_only(node):
    left, right = node.children
    left.grad += node.local_grads[0] * node.grad
    right.grad += node.local_grads[1] * node.grad


@pass_back.mistake("It passes on beyond the children, and their turn comes later.")
def goes_on(node):
    for child, local_grad in zip(node.children, node.local_grads):
        child.grad += local_grad * node.grad
        goes_on(child)


@pass_back.mistake("It changes the node's own grad, and only its children get something.")
def empties_the_node(node):
    for child, local_grad in zip(node.children, node.local_grads):
        child.grad += local_grad * node.grad
    node.grad = 0.0


@pass_back.mistake("Times, not plus: rates that follow one another are multiplied.")
def adds_the_rates(node):
    for child, local_grad in zip(node.children, node.local_grads):
        child.grad += local_grad + node.grad


@pass_back.mistake("It multiplies by the child's data. Use local_grad, the number that was stored.")
def childs_data(node):
    for child, _ in zip(node.children, node.local_grads):
        child.grad += child.data * node.grad


@pass_back.mistake("Only the first child gets something. Is a `return` inside the loop?")
def first_child_only(node):
    for child, local_grad in zip(node.children, node.local_grads):
        child.grad += local_grad * node.grad
        return


@pass_back.mistake(
    "The children hold what they held before. `child.grad += ...` changes them; a new variable does not."
)
def changes_nothing(node):
    for child, local_grad in zip(node.children, node.local_grads):
        grad = child.grad
        grad += local_grad * node.grad


subtract = CodeExercise(
    solutions.subtract,
    cases=[
        "subtract(a, b).data",
        "subtract(d, a).data",
        "subtract(e, a).data",
        "names(subtract(a, b).children)",
        "subtract(a, b).local_grads",
        "subtract(c, a).local_grads",
        "subtract(a, b).op in ('+', '*', '')",
        "[subtract(a, b), a.grad, b.grad][1:]",
    ],
    words={
        "subtract(d, a).data": "For 0 minus 2 the number",
        "subtract(e, a).data": "For 0.12345 minus 2 the number",
        "names(subtract(a, b).children)": "The children of subtract(a, b)",
        "subtract(a, b).op in ('+', '*', '')": "Whether the sign is missing, or that of another operation,",
        "[subtract(a, b), a.grad, b.grad][1:]": "After subtract(a, b), which only makes a node, the grads of a and b",
    },
    hints=[
        "x - y: if x grows by 1, how much does the difference grow? And if y does?",
        'Value(the number, (x, y), "-", (two numbers)).',
    ],
    given=leaves,
)


@subtract.other_way
def with_names(x, y):
    return Value(data=x.data - y.data, children=[x, y], op="minus", local_grads=[1, -1])


@subtract.mistake("Those are the local derivatives of a sum. When y grows, the difference shrinks.")
def as_a_sum(x, y):
    return Value(x.data - y.data, (x, y), "-", (1.0, 1.0))


@subtract.mistake("The two have changed places: x counts 1, y counts -1.")
def turned_round(x, y):
    return Value(x.data - y.data, (x, y), "-", (-1.0, 1.0))


@subtract.mistake("Those are the local derivatives of a product.")
def as_a_product(x, y):
    return Value(x.data - y.data, (x, y), "-", (y.data, x.data))


@subtract.mistake("The local derivatives are missing: they come fourth.")
def no_local_grads(x, y):
    return Value(x.data - y.data, (x, y), "-")


@subtract.mistake("There is no minus for Values yet: it is what you are writing. Subtract the numbers in them.")
def with_operators(x, y):
    return x - y


@subtract.mistake("That is a plain number. Wrap it: Value(number, children, operation, local_grads).")
def plain_number(x, y):
    return x.data - y.data


@subtract.mistake("This builds several nodes. Make one, from the numbers x.data and y.data.")
def in_pieces(x, y):
    return x + y * Value(-1.0)


@subtract.mistake("An operation only stores its numbers. Grads are filled in later, by pass_back.")
def sets_the_grads(x, y):
    x.grad, y.grad = 1.0, -1.0
    return Value(x.data - y.data, (x, y), "-", (1.0, -1.0))


@subtract.mistake("The children must be x and y themselves, not their numbers.")
def numbers_as_children(x, y):
    return Value(x.data - y.data, (x.data, y.data), "-", (1.0, -1.0))


@subtract.mistake("The children go into one pair of brackets: (x, y).")
def children_without_brackets(x, y):
    return Value(x.data - y.data, x, y, "-", (1.0, -1.0))


@subtract.mistake("The sign that it stores is that of another operation.")
def sign_of_plus(x, y):
    return Value(x.data - y.data, (x, y), "+", (1.0, -1.0))


@subtract.mistake("The last two have changed places: the sign comes third, the local derivatives come fourth.")
def sign_at_the_end(x, y):
    return Value(x.data - y.data, (x, y), (1.0, -1.0), "-")


@subtract.mistake("Child and local derivative do not belong together: the children are x and y, in this order.")
def children_turned_round(x, y):
    return Value(x.data - y.data, (y, x), "-", (1.0, -1.0))


@subtract.mistake("It adds the numbers.")
def adds(x, y):
    return Value(x.data + y.data, (x, y), "-", (1.0, -1.0))


square = CodeExercise(
    solutions.square,
    cases=[
        "square(a).data",
        "square(b).data",
        "square(e).data",
        "names(square(a).children)",
        "square(a).local_grads",
        "square(b).local_grads",
    ],
    words={"names(square(a).children)": "The children of square(a)", "square(e).data": "For 0.12345 the number"},
    hints=["One child, so a tuple with one thing in it: `(x,)`.", "x² has the slope 2x."],
    given=leaves,
)


@square.other_way
def by_multiplying(x):
    number = x.data
    return Value(number * number, [x], "**2", [number + number])


@square.mistake("That is a plain number. Wrap it: Value(number, children, operation, local_grads).")
def plain_square(x):
    return x.data**2


@square.mistake("One local derivative, but it belongs in a tuple, and the comma makes it one: `(number,)`.")
def slope_without_tuple(x):
    return Value(x.data**2, (x,), "square", 2 * x.data)


@square.mistake("There is no ** for Values yet. Square the number in it.")
def power_of_the_box(x):
    return x**2


@square.mistake("That is a product of two children. Here the node has one child, x, and one local derivative.")
def two_children(x):
    return Value(x.data**2, (x, x), "*", (x.data, x.data))


@square.mistake("`(x)` is x itself; it is the comma that makes a tuple: `(x,)`.")
def no_comma(x):
    return Value(x.data**2, (x), "square", (2 * x.data))


@square.mistake("Both factors of x · x move: is the local derivative x alone?")
def forgot_the_two(x):
    return Value(x.data**2, (x,), "square", (x.data,))


@square.mistake("That is twice x, not x times x.")
def doubles(x):
    return Value(2 * x.data, (x,), "square", (2 * x.data,))


@square.mistake("That is twice x, with its slope 2. The square is x times x.")
def doubles_and_its_slope(x):
    return Value(2 * x.data, (x,), "square", (2.0,))


@square.mistake("2 is the slope of 2x. The slope of x² changes with x.")
def constant_slope(x):
    return Value(x.data**2, (x,), "square", (2.0,))


@square.mistake("The number is right. The local derivative, though, is the square itself, not its slope.")
def square_as_slope(x):
    return Value(x.data**2, (x,), "square", (x.data**2,))


maximum = CodeExercise(
    solutions.maximum,
    cases=[
        "maximum(a, b).data",
        "maximum(b, a).data",
        "names(maximum(a, b).children)",
        "names(maximum(b, a).children)",
        "maximum(a, b).local_grads",
        "maximum(b, a).local_grads",
        "maximum(b, d).local_grads",
        "maximum(a, a2).data",
        "any(maximum(a, a2).local_grads)",
        "maximum(e, d).data",
    ],
    words={
        "maximum(b, d).local_grads": "For -3 and 0 the local_grads",
        "maximum(e, d).data": "For 0.12345 and 0 the number",
        "names(maximum(a, b).children)": "The children of maximum(a, b)",
        "names(maximum(b, a).children)": "The children of maximum(b, a)",
        "maximum(a, a2).data": "For two equal inputs of 2, the number of the result",
        "any(maximum(a, a2).local_grads)": "For two equal inputs, that anything reaches one of them",
    },
    hints=[
        "Nudge the larger one: the maximum moves with it, one to one. Nudge the smaller one: nothing happens.",
        "`(1.0, 0.0) if ... else (0.0, 1.0)`.",
    ],
    given=leaves,
)


@maximum.other_way
def with_if(x, y):
    if y.data >= x.data:
        return Value(y.data, (x, y), "max", (0, 1))
    return Value(x.data, (x, y), "max", (1, 0))


@maximum.other_way
def with_comparisons(x, y):
    larger = max(x.data, y.data)
    return Value(larger, (x, y), "max", (float(x.data == larger), float(y.data == larger)))


@maximum.mistake("Compare their numbers.")
def compares_the_boxes(x, y):
    return Value(max(x.data, y.data), (x, y), "max", (1.0, 0.0) if x > y else (0.0, 1.0))


@maximum.mistake("The children must stay x, y in this order, whichever is larger.")
def sorts_the_children(x, y):
    first, second = (x, y) if x.data > y.data else (y, x)
    return Value(first.data, (first, second), "max", (1.0, 0.0))


@maximum.mistake("For two equal numbers nothing comes back. Let one of the two cases include them: >=.")
def forgets_the_tie(x, y):
    if x.data > y.data:
        return Value(x.data, (x, y), "max", (1.0, 0.0))
    if y.data > x.data:
        return Value(y.data, (x, y), "max", (0.0, 1.0))
    return None


@maximum.mistake("That is a plain number. Wrap it: Value(number, children, operation, local_grads).")
def plain_maximum(x, y):
    return max(x.data, y.data)


@maximum.mistake("A nudge of the smaller one does nothing, so its local derivative is 0.")
def both_ones(x, y):
    return Value(max(x.data, y.data), (x, y), "max", (1.0, 1.0))


@maximum.mistake("It is turned round: the larger one gets 1, the smaller one 0.")
def smaller_gets_it(x, y):
    return Value(max(x.data, y.data), (x, y), "max", (0.0, 1.0) if x.data > y.data else (1.0, 0.0))


@maximum.mistake("It gives 1 to the first one always. Which of the two is larger depends on the numbers.")
def first_gets_it(x, y):
    return Value(max(x.data, y.data), (x, y), "max", (1.0, 0.0))


@maximum.mistake("A local derivative is a slope, not the number itself: 1 for the larger, 0 for the smaller.")
def data_as_slope(x, y):
    return Value(max(x.data, y.data), (x, y), "max", (x.data, 0.0) if x.data > y.data else (0.0, y.data))


@maximum.mistake("That returns one of the inputs. Make a new node that has both as its children.")
def returns_an_input(x, y):
    return x if x.data > y.data else y


@maximum.mistake("It has one child, the larger one. Both belong there, and each has a local derivative.")
def only_the_larger(x, y):
    larger = x if x.data > y.data else y
    return Value(larger.data, (larger,), "max", (1.0,))


@maximum.mistake("That is the smaller one.")
def minimum(x, y):
    return Value(min(x.data, y.data), (x, y), "max", (1.0, 0.0) if x.data < y.data else (0.0, 1.0))


neuron = CodeExercise(
    solutions.neuron,
    cases=[
        "neuron(a, b, c).data",
        "neuron(c, a, d).data",
        "names(neuron(a, c, d).children)",
        "neuron(c, a, d).local_grads",
        "neuron(c, b, a).local_grads",
        "neuron(d, b, c).local_grads",
    ],
    words={
        "neuron(a, b, c).data": "For x = 2, w = -3, b = 0.5 the number",
        "neuron(c, a, d).data": "For x = 0.5, w = 2, b = 0 the number",
        "names(neuron(a, c, d).children)": "The children of neuron(a, c, d)",
        "neuron(c, a, d).local_grads": "For x = 0.5, w = 2, b = 0 the local_grads",
        "neuron(c, b, a).local_grads": "For x = 0.5, w = -3, b = 2 the local_grads",
        "neuron(d, b, c).local_grads": "For x = 0, w = -3, b = 0.5 the local_grads",
    },
    hints=[
        "One node with three children (x, w, b), so three local derivatives.",
        "First the number: o = math.tanh(x.data * w.data + b.data).",
        "Then the slope of tanh, 1 - o**2. It reaches b as it is; on to x it is multiplied by w, on to w by x.",
    ],
    given=leaves,
)


@neuron.other_way
def with_cosh(x, w, b):
    n = b.data + w.data * x.data
    local_grads = [factor / math.cosh(n) ** 2 for factor in (w.data, x.data, 1)]
    return Value(math.tanh(n), [x, w, b], "tanh(x*w + b)", local_grads)


@neuron.mistake("tanh is forgotten on the way back: each local derivative is multiplied by its slope.")
def forgot_the_slope_of_tanh(x, w, b):
    return Value(math.tanh(x.data * w.data + b.data), (x, w, b), "neuron", (w.data, x.data, 1.0))


@neuron.mistake("x and w are swapped at the product: x gets w.data, and w gets x.data.")
def not_swapped(x, w, b):
    o = math.tanh(x.data * w.data + b.data)
    return Value(o, (x, w, b), "neuron", (x.data * (1 - o**2), w.data * (1 - o**2), 1 - o**2))


@neuron.mistake("b is added, not multiplied: its local derivative does not hold b.data.")
def multiplied_by_b(x, w, b):
    o = math.tanh(x.data * w.data + b.data)
    return Value(o, (x, w, b), "neuron", (w.data * (1 - o**2), x.data * (1 - o**2), b.data * (1 - o**2)))


@neuron.mistake("tanh is missing on the way forward.")
def no_tanh(x, w, b):
    return Value(x.data * w.data + b.data, (x, w, b), "neuron", (w.data, x.data, 1.0))


@neuron.mistake("The slope of tanh is found from its output o. You took its input.")
def input_for_output(x, w, b):
    n = x.data * w.data + b.data
    return Value(math.tanh(n), (x, w, b), "neuron", (w.data * (1 - n**2), x.data * (1 - n**2), 1 - n**2))


@neuron.mistake("Those are three nodes. Work out the number with math.tanh, then make one node.")
def three_nodes(x, w, b):
    return (x * w + b).tanh()


@neuron.mistake("math.tanh takes a number; these are nodes.")
def of_the_nodes(x, w, b):
    o = math.tanh(x * w + b)
    return Value(o, (x, w, b), "neuron", (w * (1 - o**2), x * (1 - o**2), 1 - o**2))


@neuron.mistake("The nudge of b goes through tanh as well: 1 is how the sum moves with b, not how o does.")
def local_slope_of_b(x, w, b):
    o = math.tanh(x.data * w.data + b.data)
    return Value(o, (x, w, b), "neuron", (w.data * (1 - o**2), x.data * (1 - o**2), 1.0))


@neuron.mistake("b is a child too: three children, three local derivatives.")
def forgot_b(x, w, b):
    o = math.tanh(x.data * w.data + b.data)
    return Value(o, (x, w), "neuron", (w.data * (1 - o**2), x.data * (1 - o**2)))

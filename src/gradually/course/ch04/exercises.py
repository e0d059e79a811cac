"""The exercises of chapter 4: what one operation knows."""

import math

from gradually.course.ch04 import solutions
from gradually.course.ch04.solutions import ClosureValue
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.course.checking.stand_ins import known_nodes, lacking
from gradually.derivative import derivative
from gradually.value import Value


def leaves(Value):
    """Return fresh leaves a to e and a2, and `names`, which tells which of them the children of a node are.

    They know +, * and tanh, and nothing that comes in a later chapter.
    """
    leaf = lacking(Value, "-x", "-", "/", "**")
    numbers = {"a": 2.0, "b": -3.0, "c": 0.5, "d": 0.0, "e": 0.12345, "a2": 2.0}
    return known_nodes({name: leaf(number) for name, number in numbers.items()})


# --- what the figure shows, and predictions ---

what_blocks_do = ValueExercise(
    "what_blocks_do",
    {"copies": "+", "swaps": "*", "shrinks": "tanh", "chooses": "max", "turns": "-"},
    because="square is left over: it multiplies by 2x, and that may be more than 1 or less.",
    mistakes=[
        (
            {"copies": "+", "swaps": "-", "shrinks": "tanh", "chooses": "max", "turns": "*"},
            "With `-`, look at y: what stands on its arrow? And with `*`, turn x and watch what y gets.",
        ),
        (
            {"copies": "max", "swaps": "*", "shrinks": "tanh", "chooses": "+", "turns": "-"},
            "With `max` only one of the two arrows has a 1. Which of the two inputs goes away empty?",
        ),
        (
            {"copies": "+", "swaps": "*", "shrinks": "square", "chooses": "max", "turns": "-"},
            "Set x to 3 and look again at what shrinks: does less come out there?",
        ),
    ],
    options=["+", "-", "*", "max", "square", "tanh"],
)

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


@pass_back.mistake("It multiplies by the child's data. What arrived at the node is node.grad.")
def childs_data_for_what_arrived(node):
    for child, local_grad in zip(node.children, node.local_grads):
        child.grad += local_grad * child.data


@pass_back.mistake("The child's data is one factor too many. The local derivative and what arrived are enough.")
def childs_data_as_well(node):
    for child, local_grad in zip(node.children, node.local_grads):
        child.grad += local_grad * child.data * node.grad


@pass_back.mistake("It changes the child's data, its number. What is passed back is collected in its grad.")
def into_the_data(node):
    for child, local_grad in zip(node.children, node.local_grads):
        child.data += local_grad * node.grad


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


def closure_leaf(number=0.5, grad=0.0):
    """Return a leaf with that number, and in its grad what it has collected already."""
    leaf = solutions.ClosureValue(number)
    leaf.grad = grad
    return leaf


def passed_through(function, number, arrives=1.0, before=0.0):
    """Return the grad of a leaf with that number, and `before` in it, after a gradient arrived behind `function`."""
    leaf = closure_leaf(number, before)
    out = function(leaf)
    out.grad = arrives
    out.pass_back()
    return leaf.grad


def before_it_is_called(function):
    """Return the grad of a leaf when the block has been made and nothing has been passed back."""
    leaf = closure_leaf()
    function(leaf)
    return leaf.grad


def closures():
    """Return what the cases of `tanh` need, with a fresh leaf x of 0.5."""
    helpers = {"passed_through": passed_through, "before_it_is_called": before_it_is_called}
    return known_nodes({"x": closure_leaf()}) | helpers


tanh = CodeExercise(
    solutions.tanh,
    cases=[
        "tanh(x).data",
        "names(tanh(x).children)",
        "passed_through(tanh, 0.5)",
        "passed_through(tanh, 0.0, arrives=4.0)",
        "passed_through(tanh, -1.0, arrives=5.0)",
        "passed_through(tanh, 0.5, arrives=2.0, before=100.0)",
        "before_it_is_called(tanh)",
    ],
    words={
        "tanh(x).data": "For x = 0.5 the number",
        "names(tanh(x).children)": "The children of tanh(x)",
        "passed_through(tanh, 0.5)": "When 1 arrives behind x = 0.5, what x gets",
        "passed_through(tanh, 0.0, arrives=4.0)": "When 4 arrives behind x = 0, what x gets",
        "passed_through(tanh, -1.0, arrives=5.0)": "When 5 arrives behind x = -1, what x gets",
        "passed_through(tanh, 0.5, arrives=2.0, before=100.0)": (
            "When 2 arrives behind x = 0.5, and 100 stood in x.grad before: x.grad"
        ),
        "before_it_is_called(tanh)": "As long as nobody has called pass_back, x.grad",
    },
    hints=[
        "Look at the closures of the class: a local slope, times what arrived.",
        "What arrived stands in out.grad. And the slope of tanh needs no x: chapter 3 found it from the output.",
        "The output is out.data. The slope is 1 minus its square.",
    ],
    given=closures,
)


@tanh.other_way
def by_the_input(x):
    out = ClosureValue(math.tanh(x.data), (x,), "tanh")

    def pass_back():
        x.grad = x.grad + out.grad / math.cosh(x.data) ** 2

    out.pass_back = pass_back
    return out


@tanh.mistake("The slope of tanh is found from its output. You took its input.")
def slope_from_the_input(x):
    out = ClosureValue(math.tanh(x.data), (x,), "tanh")

    def pass_back():
        x.grad += (1 - x.data**2) * out.grad

    out.pass_back = pass_back
    return out


@tanh.mistake("What arrived is missing: it stands in out.grad.")
def nothing_arrives(x):
    out = ClosureValue(math.tanh(x.data), (x,), "tanh")

    def pass_back():
        x.grad += 1 - out.data**2

    out.pass_back = pass_back
    return out


@tanh.mistake("It multiplies by the data. What arrived stands in out.grad.")
def data_arrives(x):
    out = ClosureValue(math.tanh(x.data), (x,), "tanh")

    def pass_back():
        x.grad += (1 - out.data**2) * out.data

    out.pass_back = pass_back
    return out


@tanh.mistake("The square is missing.")
def without_the_square(x):
    out = ClosureValue(math.tanh(x.data), (x,), "tanh")

    def pass_back():
        x.grad += (1 - out.data) * out.grad

    out.pass_back = pass_back
    return out


@tanh.mistake("That is tanh itself, not its slope.")
def output_for_slope(x):
    out = ClosureValue(math.tanh(x.data), (x,), "tanh")

    def pass_back():
        x.grad += out.data * out.grad

    out.pass_back = pass_back
    return out


@tanh.mistake("It passes on what arrived as it is, like a sum. tanh has a slope of its own.")
def copies(x):
    out = ClosureValue(math.tanh(x.data), (x,), "tanh")

    def pass_back():
        x.grad += out.grad

    out.pass_back = pass_back
    return out


@tanh.mistake("It multiplies by what x holds already. What arrived stands in out.grad.")
def grad_of_the_input(x):
    out = ClosureValue(math.tanh(x.data), (x,), "tanh")

    def pass_back():
        x.grad += (1 - out.data**2) * x.grad

    out.pass_back = pass_back
    return out


@tanh.mistake("It overwrites what x has collected. Another path may have brought something: add.")
def overwrites_x(x):
    out = ClosureValue(math.tanh(x.data), (x,), "tanh")

    def pass_back():
        x.grad = (1 - out.data**2) * out.grad

    out.pass_back = pass_back
    return out


@tanh.mistake("Brackets too many: it is called at once, while out.grad is still 0. Store the function itself.")
def called_at_once(x):
    out = ClosureValue(math.tanh(x.data), (x,), "tanh")

    def pass_back():
        x.grad += (1 - out.data**2) * out.grad

    out.pass_back = pass_back()
    return out


@tanh.mistake("x gets nothing: is the closure stored on `out`, and does it add to x.grad?")
def never_stored(x):
    return ClosureValue(math.tanh(x.data), (x,), "tanh")


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


@subtract.mistake(
    "Those are the numbers themselves. If x grows by 1, how much does the difference grow? And if y does?"
)
def numbers_with_their_signs(x, y):
    return Value(x.data - y.data, (x, y), "-", (x.data, -y.data))


@subtract.mistake(
    "Those are the numbers themselves. If x grows by 1, how much does the difference grow? And if y does?"
)
def numbers_for_local_grads(x, y):
    return Value(x.data - y.data, (x, y), "-", (x.data, y.data))


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


def journeys(Value):
    """Return fresh leaves for two journeys, in km and km/h, and `names`."""
    leaf = lacking(Value, "-x", "-", "/", "**")
    numbers = {"road": 100.0, "car": 50.0, "path": 11.0, "walker": 7.0}
    return known_nodes({name: leaf(number) for name, number in numbers.items()})


travel_time = CodeExercise(
    solutions.travel_time,
    cases=[
        "travel_time(road, car).data",
        "travel_time(path, walker).data",
        "names(travel_time(road, car).children)",
        "travel_time(road, car).local_grads",
        "travel_time(path, walker).local_grads",
    ],
    words={
        "travel_time(road, car).data": "For 100 km at 50 km/h the hours",
        "travel_time(path, walker).data": "For 11 km at 7 km/h the hours",
        "names(travel_time(road, car).children)": "The children of travel_time(road, car)",
        "travel_time(road, car).local_grads": "For 100 km at 50 km/h the local_grads",
        "travel_time(path, walker).local_grads": "For 11 km at 7 km/h the local_grads",
    },
    hints=[
        "Hold the speed still. The time is then the distance times one fixed number: which?",
        "Now hold the distance still. The time is that distance times 1/speed; the slope of 1/v is -1/v².",
        "Faster means sooner, so the second local derivative is negative.",
    ],
    given=journeys,
)


@travel_time.other_way
def by_the_hours(distance, speed):
    hours = distance.data / speed.data
    return Value(hours, [distance, speed], "/", [speed.data**-1, -hours / speed.data])


@travel_time.mistake("Faster means sooner: when the speed grows, the time shrinks.")
def later_when_faster(distance, speed):
    d, v = distance.data, speed.data
    return Value(d / v, (distance, speed), "/", (1 / v, d / v**2))


@travel_time.mistake("Those are the local derivatives of a product.")
def as_a_product_of_two(distance, speed):
    d, v = distance.data, speed.data
    return Value(d / v, (distance, speed), "/", (v, d))


@travel_time.mistake("The effect of the speed depends on how far it is: the distance is missing in the second one.")
def without_the_distance(distance, speed):
    d, v = distance.data, speed.data
    return Value(d / v, (distance, speed), "/", (1 / v, -1 / v**2))


@travel_time.mistake("The slope of 1/v has v squared below the line.")
def not_squared(distance, speed):
    d, v = distance.data, speed.data
    return Value(d / v, (distance, speed), "/", (1 / v, -d / v))


@travel_time.mistake("The first is right. The second: faster means sooner, and less so the faster you are already.")
def distance_for_its_effect(distance, speed):
    d, v = distance.data, speed.data
    return Value(d / v, (distance, speed), "/", (1 / v, d))


@travel_time.mistake("The two local derivatives have changed places: the first belongs to the distance.")
def local_grads_turned_round(distance, speed):
    d, v = distance.data, speed.data
    return Value(d / v, (distance, speed), "/", (-d / v**2, 1 / v))


@travel_time.mistake("There is no `/` for Values yet: it is what you are writing. Divide the numbers in them.")
def with_the_sign(distance, speed):
    return distance / speed


@travel_time.mistake("That is a plain number. Wrap it: Value(number, children, operation, local_grads).")
def plain_hours(distance, speed):
    return distance.data / speed.data


@travel_time.mistake("That is speed by distance: how many times the road fits into an hour.")
def upside_down(distance, speed):
    d, v = distance.data, speed.data
    return Value(v / d, (distance, speed), "/", (-v / d**2, 1 / d))


@travel_time.mistake("A kilometre more does not cost an hour more: it depends on the speed.")
def an_hour_a_kilometre(distance, speed):
    d, v = distance.data, speed.data
    return Value(d / v, (distance, speed), "/", (1.0, -d / v**2))


@travel_time.mistake("The local derivatives are missing: they come fourth.")
def without_local_grads(distance, speed):
    return Value(distance.data / speed.data, (distance, speed), "/")


def instruments(Value):
    """Return functions of a plain number, which refuse anything else, and fresh leaves of 2, -3 and 0.5."""

    def of_a_number(f):
        def checked(number):
            if not isinstance(number, int | float):
                raise TypeError(f"a plain number is needed here, and this is a {type(number).__name__}")
            return f(number)

        return checked

    leaf = lacking(Value, "+", "-x", "-", "/", "**")
    functions = {"parabola": lambda x: 3 * x * x - 4 * x + 5, "sin": math.sin, "tripled": lambda x: 3 * x}
    leaves = known_nodes({"a": leaf(2.0), "b": leaf(-3.0), "c": leaf(0.5)})
    return leaves | {name: of_a_number(f) for name, f in functions.items()}


measured = CodeExercise(
    solutions.measured,
    cases=[
        "measured(tripled, a).data",
        "measured(parabola, b).data",
        "measured(sin, c).data",
        "names(measured(sin, c).children)",
        "measured(tripled, a).local_grads",
        "measured(parabola, a).local_grads",
        "measured(parabola, b).local_grads",
        "measured(sin, c).local_grads",
        "type(measured(sin, c).op).__name__",
    ],
    words={
        "type(measured(sin, c).op).__name__": "What stands in its `op`, the name in the circle,",
        "measured(tripled, a).data": "For f(x) = 3x at 2 the number",
        "measured(parabola, b).data": "For f(x) = 3x² - 4x + 5 at -3 the number",
        "measured(sin, c).data": "For the sine at 0.5 the number",
        "names(measured(sin, c).children)": "The children of measured(sin, c)",
        "measured(tripled, a).local_grads": "For f(x) = 3x at 2 the local_grads",
        "measured(parabola, a).local_grads": "For f(x) = 3x² - 4x + 5 at 2 the local_grads",
        "measured(parabola, b).local_grads": "For f(x) = 3x² - 4x + 5 at -3 the local_grads",
        "measured(sin, c).local_grads": "For the sine at 0.5 the local_grads",
    },
    hints=[
        "It is `sine` once more, with f in place of math.sin. What goes in place of its cosine?",
        "`derivative(f, place)` of chapter 1 returns a number. It and f take a plain number for the place: x.data.",
        "One child, and one local derivative: each in a tuple, and it is the comma that makes one.",
    ],
    given=instruments,
    tolerance=1e-5,
)


@measured.other_way
def nudged_by_hand(f, x):
    h = 1e-6
    slope = (f(x.data + h) - f(x.data - h)) / (2 * h)
    return Value(f(x.data), [x], "measured", [slope])


@measured.mistake("f and derivative take plain numbers, and x is a Value: the number is in x.data.")
def of_the_box(f, x):
    return Value(f(x), (x,), "f", (derivative(f, x),))


@measured.mistake("derivative nudges plain numbers, and x is a Value: the number is in x.data.")
def nudges_the_box(f, x):
    return Value(f(x.data), (x,), "f", (derivative(f, x),))


@measured.mistake("derivative takes two things: the function, and the place.")
def derivative_of_a_place_alone(f, x):
    return Value(f(x.data), (x,), "f", (derivative(x.data),))


@measured.mistake("derivative takes the function first, and then the place.")
def place_before_the_function(f, x):
    return Value(f(x.data), (x,), "f", (derivative(x.data, f),))


@measured.mistake("The number is f of x, not the x that went in.")
def number_unchanged(f, x):
    return Value(x.data, (x,), "f", (derivative(f, x.data),))


@measured.mistake("The slope is wanted where x is, not where f of x is.")
def slope_at_the_result(f, x):
    return Value(f(x.data), (x,), "f", (derivative(f, f(x.data)),))


@measured.mistake("The number is the value of f, not its slope. The slope goes in fourth.")
def slope_for_the_number(f, x):
    return Value(derivative(f, x.data), (x,), "f", (derivative(f, x.data),))


@measured.mistake("The local derivative is the slope of f, not its value.")
def number_for_the_slope(f, x):
    return Value(f(x.data), (x,), "f", (f(x.data),))


@measured.mistake("The slope of every f is different: let derivative find it. This one is the sine's.")
def always_the_cosine(f, x):
    return Value(f(x.data), (x,), "f", (math.cos(x.data),))


@measured.mistake("One local derivative, but it belongs in a tuple, and the comma makes it one: `(number,)`.")
def slope_with_no_comma(f, x):
    return Value(f(x.data), (x,), "f", (derivative(f, x.data)))


@measured.mistake("x must be among the children, or nothing can be passed back to it.")
def without_children(f, x):
    return Value(f(x.data), (), "f", (derivative(f, x.data),))


@measured.mistake("That is a plain number. Wrap it: Value(number, children, operation, local_grads).")
def plain_result(f, x):
    return f(x.data)


@measured.mistake("The local derivative is missing: it comes fourth.")
def measured_nothing(f, x):
    return Value(f(x.data), (x,), "f")


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


@neuron.mistake("A `*` comes before a minus: put the slope of tanh into brackets of its own.")
def slope_without_brackets(x, w, b):
    o = math.tanh(x.data * w.data + b.data)
    return Value(o, (x, w, b), "neuron", (1 - o**2 * w.data, 1 - o**2 * x.data, 1 - o**2))


@neuron.mistake("A `*` comes before a minus: put the slope of tanh into brackets of its own.")
def slope_without_brackets_behind(x, w, b):
    o = math.tanh(x.data * w.data + b.data)
    return Value(o, (x, w, b), "neuron", (w.data * 1 - o**2, x.data * 1 - o**2, 1 - o**2))


@neuron.mistake("That is right for b alone. On the way on to x, and to w, the product has its say.")
def slope_of_tanh_for_all(x, w, b):
    slope = 1 - math.tanh(x.data * w.data + b.data) ** 2
    return Value(math.tanh(x.data * w.data + b.data), (x, w, b), "neuron", (slope, slope, slope))


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


@neuron.mistake(
    "That one belongs to b. Three children, three local derivatives: how does the sum move with x, and with w?"
)
def slope_of_b_alone(x, w, b):
    o = math.tanh(x.data * w.data + b.data)
    return Value(o, (x, w, b), "neuron", (1 - o**2,))


@neuron.mistake("b is a child too: three children, three local derivatives.")
def forgot_b(x, w, b):
    o = math.tanh(x.data * w.data + b.data)
    return Value(o, (x, w), "neuron", (w.data * (1 - o**2), x.data * (1 - o**2)))

"""The exercises of chapter 5: the order of the backward pass, its price, and the first thing that learns."""

import math
from unittest import mock

from gradually.backprop import backpropagate, topological_order
from gradually.course.ch05 import solutions
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.course.checking.stand_ins import in_doublings
from gradually.draw import walk
from gradually.value import Value


def labelled(value, label):
    """Return `value` with a label."""
    value.label = label
    return value


def graphs():
    """Return fresh graphs for the cases: some labelled, one without labels and with equal numbers, one with tanh."""
    a, b, c = Value(2.0, label="a"), Value(-3.0, label="b"), Value(10.0, label="c")
    e = labelled(a * b, "e")
    b3 = labelled(a * Value(3.0, label="three"), "b3")
    t = labelled(c.tanh(), "t")
    left = Value(2.0)
    plain = left * Value(2.0)
    return {
        "a": a,
        "c": c,
        "left": left,
        "tree": labelled(e + c, "d"),
        "twice": labelled(a + a, "twice"),
        "reused": labelled(b3 + labelled(b3 * b3, "square"), "L"),
        "crossed": labelled(e * labelled(a + b, "s"), "f"),
        "squashed": labelled(t * t, "u"),
        "plain": plain + plain * plain,
    }


# --- predictions ---

naive_sum = ValueExercise(
    "naive_sum",
    1,
    because="a is visited twice, and the second visit writes 1 over the 1 of the first. It should be 2.",
    mistakes=[
        (2, "That is the right gradient. But look at the line `node.grad = grad`: what does the second visit do?"),
        (0, "Each visit brings a gradient of 1. What is left after the second one?"),
    ],
)

paths_after_20 = ValueExercise(
    "paths_after_20",
    2**20,
    tolerance=1e-9,
    because="Each doubling doubles the number of paths: 2 multiplied by itself 20 times is 1,048,576.",
    mistakes=[
        (400, "That is 20 to the power of 2. It is the 2 that is multiplied by itself, 20 times."),
        (20, "That is the number of doublings. Each of them gives two ways to go on, for every path so far."),
        (40, "Two more paths each time? Twice as many each time: 2, 4, 8, …"),
        (21, "That is the number of nodes. Paths there are many more: 2, 4, 8, …"),
        (22, "`2 ^ 20` is something else in Python. A power is written `**`."),
        (2**19, "Once too few: after one doubling there are 2 paths, after two there are 4."),
        (2**21, "Once too many: after one doubling there are 2 paths, after two there are 4."),
    ],
)

order_by_hand = ValueExercise(
    "order_by_hand",
    ["s", "r", "q", "a"],
    because="Each node has its turn after everything that it went into. q went into r and s, and a into q and r.",
    mistakes=[
        (["s", "q", "r", "a"], "q went into r as well as into s. It must wait until r has passed its gradient on."),
        (["a", "q", "r", "s"], "That is the order of the forward pass. The gradient starts at s."),
        (["s", "r", "a", "q"], "a went into q. It must wait for what q passes on."),
        (["s", "q", "a", "r"], "r must come before q and a: both went into r, and wait for what it passes on."),
    ],
    hints=[
        "Begin with s. Which nodes went into s alone?",
        "A node may have its turn when everything that it went into has had its turn.",
    ],
)

order_of_s = ValueExercise(
    "order_of_s",
    "b",
    because="q needs a, r needs q, s needs r: only one order is right. In f neither d nor e needs the other.",
    mistakes=[
        ("a", "True, but look at r: its two children are different nodes. Turn them round: the order stays as well."),
        ("c", "Turn the children of f round, and watch what becomes of a and b, and of d and e."),
        ("d", "It does. But why can no two nodes change places? For each, look at what it has to wait for."),
    ],
    options=["a", "b", "c", "d"],
)

with_equals = ValueExercise(
    "with_equals",
    18,
    because="q writes twice into b, and the second 6 writes over the first, and over the 1 of L. So a gets 3 * 6.",
    mistakes=[
        (39, "That is the right gradient, with `+=`. Here each product writes over what its node held."),
        (3, "That comes from L alone. q has its turn after L, and writes into b as well."),
        (21, "For that b would hold 1 + 6. With `=` nothing is added, not even the 1 of L."),
        (36, "For that b would hold 6 + 6. With `=` the second 6 writes over the first."),
        (6, "That is what b holds in the end. It is passed on once more, along the arrow to a."),
        (0, "Something does arrive: L passes 1 on, q passes 6 on, and b passes on what it then holds."),
        (13, "That is the right gradient of b. What is left in b with `=`, and what does it pass on to a?"),
    ],
    otherwise="What does b hold when its turn comes? L has written into it once, and q twice.",
    hints=[
        "The local derivatives: L = b + q has 1 and 1, q = b * b has 6 and 6, b = a * three has 3 for a.",
        "L passes on first, then q, then b. What stands in b when its turn comes?",
    ],
)

backward_twice = ValueExercise(
    "backward_twice",
    78,
    because="The leaf keeps its 39 and gets 39 more. The inner nodes start afresh, so nothing is counted double.",
    mistakes=[
        (39, "That is after the first call. A leaf is not set back to 0: it collects."),
        (153, "That would come out if the inner nodes kept their old gradients too. They start afresh."),
        (117, "39 and 39 more."),
    ],
)

price_of_backward = ValueExercise(
    "price_of_backward",
    "d",
    because="On the way back each arrow is used once, as it was made once by the run, however many knobs there are.",
    mistakes=[
        ("a", "A run for each slope is what nudging is like. How often does the backward pass use each arrow?"),
        ("b", "The local derivatives are stored, but they must still be multiplied and added up, arrow by arrow."),
        ("c", "With more knobs the way back gets longer. But what about the run itself?"),
    ],
    options=["a", "b", "c", "d"],
)

which_way = ValueExercise(
    "which_way",
    "a",
    because="A pass forward does one input and all outputs: 3 passes. A pass backward does one output and all inputs.",
    mistakes=[
        ("b", "A pass backward starts at one output. How many outputs are there to start from?"),
        ("c", "That is so for a single result. Here are 1,000 of them, and a pass backward starts at one."),
        ("d", "Each pass forward answers for one input, each pass backward for one output. Count both."),
    ],
    options=["a", "b", "c", "d"],
)

# --- code ---

count_paths = CodeExercise(
    solutions.count_paths,
    cases=[
        "count_paths(tree, a)",
        "count_paths(tree, c)",
        "count_paths(twice, a)",
        "count_paths(reused, a)",
        "count_paths(crossed, a)",
        "count_paths(squashed, c)",
        "count_paths(plain, left)",
        "count_paths(a, a)",
        "count_paths(reused, tree)",
    ],
    words={
        "count_paths(tree, a)": "`count_paths(a * b + c, a)`",
        "count_paths(tree, c)": "`count_paths(a * b + c, c)`",
        "count_paths(twice, a)": "`count_paths(a + a, a)`",
        "count_paths(reused, a)": "`count_paths(b + b * b, a)` with b = a * 3",
        "count_paths(crossed, a)": "`count_paths((a * b) * (a + b), a)`",
        "count_paths(squashed, c)": "`count_paths(t * t, c)` with t = c.tanh()",
        "count_paths(plain, left)": "`count_paths(b + b * b, x)` with b = x * y and two leaves that both hold 2",
        "count_paths(reused, tree)": "The number of paths to a node that is not in the graph",
    },
    hints=[
        "From a node to itself there is one path: stay where you are. Say that first.",
        "Every other path goes on through one of root's children: add up the paths from each child.",
    ],
    given=graphs,
)


@count_paths.other_way
def with_a_list(root, leaf):
    found, waiting = 0, [root]
    while waiting:
        node = waiting.pop()
        found += node is leaf
        waiting.extend(node.children)
    return found


@count_paths.mistake("It counts every leaf at the end of a path, not only the one that is asked for.")
def all_leaves(root, leaf):
    return sum(all_leaves(child, leaf) for child in root.children) if root.children else 1


@count_paths.mistake(
    "0 everywhere: is there a line for the case that root is the leaf, and are the children's numbers added up?"
)
def no_base_case(root, leaf):
    return sum(no_base_case(child, leaf) for child in root.children)


@count_paths.mistake("Only the last child counts. Does `=` write over what the others brought?")
def last_child(root, leaf):
    total = 1 if root is leaf else 0
    for child in root.children:
        total = last_child(child, leaf)
    return total


@count_paths.mistake("It adds 1 at every node on the way. Only the arrival at the leaf counts 1.")
def counts_steps(root, leaf):
    return 1 + sum(counts_steps(child, leaf) for child in root.children) if root is not leaf else 1


@count_paths.mistake("It compares numbers, and two nodes can hold the same one. Ask whether it is the same node.")
def same_number(root, leaf):
    return 1 if root.data == leaf.data else sum(same_number(child, leaf) for child in root.children)


@count_paths.mistake("tanh has one child only. Go over all that there are.")
def two_children(root, leaf):
    if root is leaf:
        return 1
    if not root.children:
        return 0
    first, second = root.children
    return two_children(first, leaf) + two_children(second, leaf)


@count_paths.mistake("It looks whether the leaf is there, not how often it is reached. Add up over the children.")
def there_or_not(root, leaf):
    return int(leaf in walk(root))


@count_paths.mistake(
    "A child that stands there twice, as in a + a, gives two paths. Do not make a set of the children."
)
def children_as_a_set(root, leaf):
    return 1 if root is leaf else sum(children_as_a_set(child, leaf) for child in set(root.children))


@count_paths.mistake("A node in the middle is followed once only, however many paths lead to it.")
def each_node_once(root, leaf):
    seen, waiting, found = set(), [root], 0
    while waiting:
        node = waiting.pop()
        if node is leaf:
            found += 1
        elif node not in seen:
            seen.add(node)
            waiting.extend(node.children)
    return found


@count_paths.mistake("It looks at the children only, one step down. And a node is one path away from itself.")
def children_alone(root, leaf):
    return root.children.count(leaf)


@count_paths.mistake("It looks at the children only, not at their children.")
def one_step(root, leaf):
    return sum(child is leaf for child in root.children) + (root is leaf)


@count_paths.mistake("Only the first child is followed. Is the `return` inside the loop?")
def first_child(root, leaf):
    if root is leaf:
        return 1
    for child in root.children:
        return first_child(child, leaf)
    return 0


@count_paths.mistake("That multiplies the paths of the children. They lie side by side: add them.")
def multiplies(root, leaf):
    if root is leaf:
        return 1
    paths = 1 if root.children else 0
    for child in root.children:
        paths *= multiplies(child, leaf)
    return paths


def fault_in(order, root):
    """Return what is wrong with `order` as an order of the nodes of `root`, children first: "nothing" if it is one."""
    if order is None:
        return "nothing comes back"
    if not isinstance(order, list | tuple):
        return f"it is no list but a {type(order).__name__}, whose order cannot be looked at"
    names = {node: node.label or (f"the node of {node.op}" if node.op else "a leaf") for node in walk(root)}
    if not order:
        return "it is empty"
    if any(thing not in names for thing in order):
        return "there is something in it that is no node of this graph"
    for node, name in names.items():
        times = sum(other is node for other in order)
        if times != 1:
            return f"{name} is missing" if times == 0 else f"{name} stands there {times} times"
    place = {node: i for i, node in enumerate(order)}
    for node in order:
        late = [names[child] for child in node.children if place[child] > place[node]]
        if late:
            return f"{names[node]} stands before its child {late[0]}"
    return "nothing"


def fault_in_doublings(function):
    """Return what is wrong with the order that `function` finds for 20 times x = x + x."""
    return in_doublings(Value, lambda root: fault_in(function(root), root))


children_first = CodeExercise(
    solutions.children_first,
    cases=[
        "fault_in(children_first(tree), tree)",
        "fault_in(children_first(twice), twice)",
        "fault_in(children_first(crossed), crossed)",
        "fault_in(children_first(reused), reused)",
        "fault_in(children_first(squashed), squashed)",
        "fault_in(children_first(plain), plain)",
        "fault_in(children_first(a), a)",
        "fault_in_doublings(children_first)",
    ],
    words={
        "fault_in(children_first(tree), tree)": "For d = e + c with e = a * b the fault",
        "fault_in(children_first(twice), twice)": "For twice = a + a the fault",
        "fault_in(children_first(crossed), crossed)": "For f = e * s with e = a * b, s = a + b the fault",
        "fault_in(children_first(reused), reused)": "For L = b3 + square, b3 = a * three, square = b3 * b3 the fault",
        "fault_in(children_first(squashed), squashed)": "For u = t * t with t = c.tanh() the fault",
        "fault_in(children_first(plain), plain)": "For b + b * b, b = x * y, x = y = 2, no labels, the fault",
        "fault_in(children_first(a), a)": "For a leaf a alone the fault",
        "fault_in_doublings(children_first)": "After 20 times `x = x + x` the fault",
    },
    without=["topological_order"],
    hints=[
        "Write an inner function visit(node). It calls itself for each child, and only then appends the node.",
        "Keep a set of the nodes that were visited, and do nothing for a node that is in it.",
        "Before it `order, seen = [], set()`. In it `if node not in seen:` and three steps: note it, visit each child, "
        "append it. After it `visit(root)` and `return order`.",
    ],
    given=lambda: {**graphs(), "fault_in": fault_in, "fault_in_doublings": fault_in_doublings},
)


@children_first.other_way
def with_a_stack(root):
    order, waiting = [], [(root, False)]
    while waiting:
        node, ready = waiting.pop()
        if node in order:
            continue
        if ready:
            order.append(node)
        else:
            waiting += [(node, True), *((child, False) for child in node.children)]
    return order


@children_first.other_way
def by_repeated_search(root):
    left, order = walk(root), []
    while left:
        ready = [node for node in left if all(child in order for child in node.children)]
        order += ready
        left = [node for node in left if node not in ready]
    return order


@children_first.mistake(
    "It is turned round: the result comes first. Is a node appended before its children are visited?"
)
def node_first(root):
    return topological_order(root)[::-1]


@children_first.mistake(
    "It goes along every path, and those double with each step. A node seen before visits no child."
)
def follows_every_path(root):
    order, seen = [], set()

    def visit(node):
        for child in node.children:
            visit(child)
        if node not in seen:
            seen.add(node)
            order.append(node)

    visit(root)
    return order


@children_first.mistake("A node that is used twice stands there twice. Is it asked whether it was visited?")
def without_a_set(root):
    return [node for child in root.children for node in without_a_set(child)] + [root]


@children_first.mistake("Turned round, a walk is no such order: a node met early can be the child of one met later.")
def walk_turned_round(root):
    return walk(root)[::-1]


@children_first.mistake("The result itself is missing at the end.")
def without_the_root(root):
    return topological_order(root)[:-1]


@children_first.mistake("Two nodes can have the same label, or none. Put the nodes themselves into the set.")
def told_apart_by_label(root):
    order, seen = [], set()
    for node in topological_order(root):
        if node.label not in seen:
            seen.add(node.label)
            order.append(node)
    return order


@children_first.mistake("Two nodes can hold the same number. Put the nodes themselves into the set, not their data.")
def told_apart_by_data(root):
    order, seen = [], set()
    for node in topological_order(root):
        if node.data not in seen:
            seen.add(node.data)
            order.append(node)
    return order


@children_first.mistake("The outer function needs a `return` of its own. (And `order.reverse()` hands back None.)")
def without_return(root):
    topological_order(root)


@children_first.mistake("The leaves are missing: is a node without children passed over before it is written down?")
def without_leaves(root):
    return [node for node in topological_order(root) if node.children]


@children_first.mistake(
    "The list stays empty: is the inner function called with the root, and does it append what is new?"
)
def never_called(root):
    return []


@children_first.mistake("Only leaves are in it. Results of operations belong in the order too.")
def only_leaves(root):
    return [node for node in topological_order(root) if not node.children]


@children_first.mistake("Those are the labels. What is asked for is the nodes themselves.")
def labels(root):
    return [node.label for node in topological_order(root)]


@children_first.mistake("A set has no order. Keep the nodes in a list, and the set beside it.")
def as_a_set(root):
    return set(walk(root))


def grads(function, before=0.0):
    """Return the grads of a, b, p, L for L = b + p, p = b * b, b = a * 3, a = 2, after `function` swept over it."""
    a = Value(2.0)
    a.grad = before
    b = a * Value(3.0)
    p = b * b
    result = b + p
    function(topological_order(result))
    return [a.grad, b.grad, p.grad, result.grad]


def grads_of_leaves(function):
    """Return the grads of a, b, c, f for L = (a * b + c) * f after `function` swept over it."""
    leaves = [Value(2.0), Value(-3.0), Value(10.0), Value(-2.0)]
    a, b, c, f = leaves
    function(topological_order((a * b + c) * f))
    return [leaf.grad for leaf in leaves]


def grad_below_tanh(function):
    """Return the grad of c for t * t with t = c.tanh(), c = 0.5, after `function` swept over it."""
    c = Value(0.5)
    t = c.tanh()
    function(topological_order(t * t))
    return c.grad


def grad_in_a_chain(function):
    """Return the grad of a after `function` swept over a chain of 5,000 additions of a."""
    a = total = Value(1.0)
    for _ in range(5000):
        total = total + a
    function(topological_order(total))
    return a.grad


sweep = CodeExercise(
    solutions.sweep,
    cases=[
        "grads(sweep)",
        "grads_of_leaves(sweep)",
        "grads(sweep, before=100.0)",
        "grad_below_tanh(sweep)",
        "grad_in_a_chain(sweep)",
    ],
    words={
        "grads(sweep)": "For L = b + p, p = b * b, b = a * 3, a = 2 the grads [a, b, p, L]",
        "grads_of_leaves(sweep)": "For L = (a * b + c) * f, the gradients of [a, b, c, f]",
        "grads(sweep, before=100.0)": "If a holds a gradient of 100 already, then afterwards [a, b, p, L]",
        "grad_below_tanh(sweep)": "For t * t with t = c.tanh() and c = 0.5, the gradient of c",
        "grad_in_a_chain(sweep)": "For a + … + a, 5,000 signs, a.grad",
    },
    without=["backward", "backpropagate", "follow_and_add"],
    hints=[
        "Seed: the result is the last in the order. How fast does it change with itself?",
        "Then from the result to the leaves: `for node in reversed(order)`. For each node a second loop, over "
        "zip(node.children, node.local_grads), that adds to child.grad.",
    ],
    given=lambda: {
        "grads": grads,
        "grads_of_leaves": grads_of_leaves,
        "grad_below_tanh": grad_below_tanh,
        "grad_in_a_chain": grad_in_a_chain,
    },
)


@sweep.other_way
def backwards_by_place(order):
    order[-1].grad = 1
    for place in range(len(order) - 1, -1, -1):
        node = order[place]
        for i in range(len(node.children)):
            node.children[i].grad = node.children[i].grad + node.grad * node.local_grads[i]


@sweep.mistake("It writes over what came by another path, where it should be added.")
def overwrites(order):
    order[-1].grad = 1.0
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad = local_grad * node.grad


@sweep.mistake("All zeros. Does the result get its gradient of 1, and is it `grad` that is written?")
def no_seed(order):
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad


@sweep.mistake("Only the result passed something on. Does the loop begin there, and go on to the leaves?")
def forward_order(order):
    order[-1].grad = 1.0
    for node in order:
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad


@sweep.mistake("It passes a node's gradient on before all of it has arrived, and then again. One loop is enough.")
def recursion(order):
    def visit(node):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad
        for child in node.children:
            visit(child)

    order[-1].grad = 1.0
    visit(order[-1])


DOWN_EACH_TIME = "`follow_and_add` goes down all paths by itself. A node's step here ends at its children."


def follow(node, grad=1.0):
    """Do what `follow_and_add` of the notebook does."""
    node.grad += grad
    for child, local_grad in zip(node.children, node.local_grads):
        follow(child, local_grad * grad)


@sweep.mistake(DOWN_EACH_TIME)
def down_from_each_node(order):
    order[-1].grad = 1.0
    for node in reversed(order):
        follow(node)


@sweep.mistake(DOWN_EACH_TIME)
def down_from_each_node_without_a_seed(order):
    for node in order:
        follow(node)


@sweep.mistake(DOWN_EACH_TIME)
def down_from_each_node_with_its_grad(order):
    order[-1].grad = 1.0
    for node in reversed(order):
        follow(node, node.grad)


@sweep.mistake("It follows every path, and that is too deep here.")
def goes_along_every_path(order):
    def visit(node, grad):
        node.grad += grad
        for child, local_grad in zip(node.children, node.local_grads):
            visit(child, local_grad * grad)

    visit(order[-1], 1.0)


@sweep.mistake("It multiplies by the child's grad. What is passed on is node.grad, to the child.")
def childs_grad_for_nodes(order):
    order[-1].grad = 1.0
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            node.grad += local_grad * child.grad


@sweep.mistake("It sets the leaves back to 0. What they hold already stays: they collect.")
def sets_leaves_back(order):
    for node in order:
        node.grad = 0.0
    order[-1].grad = 1.0
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad


@sweep.mistake("The chain is missing: multiply each local derivative by node.grad.")
def no_chain(order):
    order[-1].grad = 1.0
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad


@sweep.mistake("The seed went to the first of the order, which is a leaf. The result is the last.")
def seed_at_a_leaf(order):
    order[0].grad = 1.0
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad


@sweep.mistake("Every node gets a 1 when its turn comes, and loses what has arrived. Only the result gets one.")
def seed_for_every_node(order):
    for node in reversed(order):
        node.grad = 1.0
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad


@sweep.mistake("The seed is 1, not the value of the result: how fast does L change with L?")
def seed_with_data(order):
    order[-1].grad = order[-1].data
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad


def swept(function):
    """Return s = t + c, t = tanh(p), p = a * b, and t, p, a, b, c, all with a grad of 7, after `function` ran."""
    a, b, c = Value(2.0), Value(0.0), Value(10.0)
    p = a * b
    t = p.tanh()
    s = t + c
    order = topological_order(s)
    for node in order:
        node.grad = 7.0
    function(order)
    return [s, t, p, a, b, c]


def afresh(function):
    """Return the grads of these nodes."""
    return [node.grad for node in swept(function)]


def numbers(function):
    """Return the data of these nodes."""
    return [node.data for node in swept(function)]


def afresh_leaf(function):
    """Return the grad of a leaf, 7 before `function` ran over it alone."""
    leaf = Value(2.0)
    leaf.grad = 7.0
    function([leaf])
    return leaf.grad


start_afresh = CodeExercise(
    solutions.start_afresh,
    cases=["afresh(start_afresh)", "afresh_leaf(start_afresh)", "numbers(start_afresh)"],
    words={
        "afresh(start_afresh)": "s = t + c, t = tanh(p), p = a * b, grads 7: then [s, t, p, a, b, c]",
        "afresh_leaf(start_afresh)": "A leaf with a grad of 7 alone in the order: then its grad",
        "numbers(start_afresh)": "The data of [s, t, p, a, b, c]",
    },
    hints=["A leaf is a node without children.", "`if node.children:` is true for all nodes but the leaves."],
    given=lambda: {"afresh": afresh, "afresh_leaf": afresh_leaf, "numbers": numbers},
)


@start_afresh.other_way
def by_operation(order):
    for node in [node for node in order if node.op != ""]:
        node.grad = 0


@start_afresh.mistake("The leaves are set back as well, and they keep what they have.")
def all_of_them(order):
    for node in order:
        node.grad = 0.0


@start_afresh.mistake("It is turned round: the leaves are set back, the others are not.")
def only_the_leaves(order):
    for node in order:
        if not node.children:
            node.grad = 0.0


@start_afresh.mistake("The result is an inner node too: it starts afresh as well.")
def all_but_the_result(order):
    for node in order[:-1]:
        if node.children:
            node.grad = 0.0


@start_afresh.mistake("A node with one child, such as that of tanh, is an inner node too.")
def with_two_children_alone(order):
    for node in order:
        if len(node.children) == 2:
            node.grad = 0.0


@start_afresh.mistake("Only the result is set back. Does the loop end early?")
def only_the_result(order):
    order[-1].grad = 0.0


@start_afresh.mistake("All are as they were: is node.grad set, with one `=`, in the inner nodes?")
def changes_nothing(order):
    for node in order:
        grad = node.grad
        grad = 0.0 if node.children else grad


def followed(function, root, by):
    """Return, for each node of `root`, how fast it follows the leaf with the label `by`, as `function` finds it.

    The nodes are in order, children first. Where there is no entry for a node: a text that says so.
    """
    order = topological_order(root)
    slopes = function(order, next(node for node in order if node.label == by))
    if not isinstance(slopes, dict):
        return None if slopes is None else f"no dictionary: {type(slopes).__name__}"
    return [slopes.get(node, "no entry") for node in order]


def with_equal_leaves():
    """Return p * x with p = x * y, for two leaves x and y that both hold 2."""
    x, y = Value(2.0, label="x"), Value(2.0, label="y")
    return labelled(labelled(x * y, "p") * x, "q")


push_forward = CodeExercise(
    solutions.push_forward,
    cases=[
        "followed(push_forward, tree, 'a')",
        "followed(push_forward, reused, 'a')",
        "followed(push_forward, reused, 'three')",
        "followed(push_forward, crossed, 'b')",
        "followed(push_forward, squashed, 'c')",
        "followed(push_forward, equal, 'y')",
        "followed(push_forward, twice, 'a')",
    ],
    words={
        "followed(push_forward, tree, 'a')": "In d = e + c, e = a * b the slopes of [a, b, e, c, d] by a",
        "followed(push_forward, twice, 'a')": "In twice = a + a the slopes of [a, twice] by a",
        "followed(push_forward, reused, 'a')": "In L = b + p, p = b * b, b = a * k the slopes of [a, k, b, p, L] by a",
        "followed(push_forward, reused, 'three')": "In the same graph the slopes of [a, k, b, p, L] by k",
        "followed(push_forward, crossed, 'b')": "In f = e * s, e = a * b, s = a + b the slopes of [a, b, e, s, f] by b",
        "followed(push_forward, squashed, 'c')": "In u = t * t, t = c.tanh() the slopes of [c, t, u] by c",
        "followed(push_forward, equal, 'y')": "In q = p * x, p = x * y, x = y = 2 the slopes of [x, y, p, q] by y",
    },
    without=["backward", "backpropagate", "sweep"],
    hints=[
        "The leaf follows itself one to one. Any other leaf does not follow it at all.",
        "A result follows through each of its children: add up, over the children, its local derivative times how "
        "fast that child follows.",
        "`slopes = {}`, then `for node in order:`. In it, `slopes[node]` starts at 1 for the leaf and at 0 for all "
        "others, and an inner loop over zip(node.children, node.local_grads) adds to it. `return slopes` at the end.",
    ],
    given=lambda: {**graphs(), "equal": with_equal_leaves(), "followed": followed},
)


@push_forward.other_way
def with_a_sum(order, leaf):
    slopes = {leaf: 1}
    for node in order:
        if node is not leaf:
            slopes[node] = sum(g * slopes[child] for child, g in zip(node.children, node.local_grads))
    return slopes


@push_forward.other_way
def by_place(order, leaf):
    slopes = dict.fromkeys(order, 0.0)
    slopes[leaf] = 1.0
    for node in order:
        for i in range(len(node.children)):
            slopes[node] = slopes[node] + node.local_grads[i] * slopes[node.children[i]]
    return slopes


@push_forward.mistake("Nothing reaches the others. In `sweep` a node gave to its children; here it gathers.")
def gives_to_the_children(order, leaf):
    slopes = {}
    for node in order:
        slopes[node] = 1.0 if node is leaf else 0.0
        for child, local_grad in zip(node.children, node.local_grads):
            slopes[child] += local_grad * slopes[node]
    return slopes


@push_forward.mistake("Each child writes over what came through the one before. Add up.")
def last_child_alone(order, leaf):
    slopes = {}
    for node in order:
        slopes[node] = 1.0 if node is leaf else 0.0
        for child, local_grad in zip(node.children, node.local_grads):
            slopes[node] = local_grad * slopes[child]
    return slopes


@push_forward.mistake("Every slope is 0. Does the leaf get its 1, and does it still have it after its own turn?")
def nothing_moves(order, leaf):
    slopes = {}
    for node in order:
        slopes[node] = 0.0
        for child, local_grad in zip(node.children, node.local_grads):
            slopes[node] += local_grad * slopes[child]
    return slopes


@push_forward.mistake("All leaves move at once. Only the one that is asked for is nudged, the others hold still.")
def every_leaf_moves(order, leaf):
    slopes = {}
    for node in order:
        slopes[node] = 0.0 if node.children else 1.0
        for child, local_grad in zip(node.children, node.local_grads):
            slopes[node] += local_grad * slopes[child]
    return slopes


@push_forward.mistake("It tells the leaf by its number, and another leaf holds the same. Ask with `is`.")
def leaf_by_number(order, leaf):
    slopes = {}
    for node in order:
        slopes[node] = 1.0 if not node.children and node.data == leaf.data else 0.0
        for child, local_grad in zip(node.children, node.local_grads):
            slopes[node] += local_grad * slopes[child]
    return slopes


@push_forward.mistake("Every node starts at 1. Only the leaf does: the others have nothing but what comes to them.")
def all_start_at_one(order, leaf):
    slopes = {}
    for node in order:
        slopes[node] = 1.0
        for child, local_grad in zip(node.children, node.local_grads):
            slopes[node] += local_grad * slopes[child]
    return slopes


@push_forward.mistake("The children's slopes are missing: how fast does each child itself follow the leaf?")
def local_grads_alone(order, leaf):
    slopes = {}
    for node in order:
        slopes[node] = 1.0 if node is leaf else 0.0
        for local_grad in node.local_grads:
            slopes[node] += local_grad
    return slopes


@push_forward.mistake("The local derivatives are missing: how fast does the node follow each of its children?")
def slopes_alone(order, leaf):
    slopes = {}
    for node in order:
        slopes[node] = 1.0 if node is leaf else 0.0
        for child in node.children:
            slopes[node] += slopes[child]
    return slopes


@push_forward.mistake("A node has its turn before its children know their slopes. Begin at the front of the order.")
def from_the_end(order, leaf):
    slopes = dict.fromkeys(order, 0.0)
    slopes[leaf] = 1.0
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            slopes[node] += local_grad * slopes[child]
    return slopes


@push_forward.mistake("A child is looked up that has no slope yet. Begin at the front of the order.")
def looked_up_too_early(order, leaf):
    slopes = {}
    for node in reversed(order):
        slopes[node] = 1.0 if node is leaf else 0.0
        for child, local_grad in zip(node.children, node.local_grads):
            slopes[node] += local_grad * slopes[child]
    return slopes


@push_forward.mistake("The leaf starts with its number. How fast does it follow itself?")
def starts_with_data(order, leaf):
    slopes = {}
    for node in order:
        slopes[node] = leaf.data if node is leaf else 0.0
        for child, local_grad in zip(node.children, node.local_grads):
            slopes[node] += local_grad * slopes[child]
    return slopes


@push_forward.mistake("That is how the last node follows each. Here one leaf moves: how does each node follow it?")
def gradients_of_the_last(order, leaf):
    slopes = dict.fromkeys(order, 0.0)
    slopes[order[-1]] = 1.0
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            slopes[child] += local_grad * slopes[node]
    return slopes


@push_forward.mistake("That is the slope of the last node alone. All are asked for.")
def slope_of_the_last(order, leaf):
    return solutions.push_forward(order, leaf)[order[-1]]


@push_forward.mistake("A list does not say whose slopes they are: return the dictionary.")
def list_of_slopes(order, leaf):
    return list(solutions.push_forward(order, leaf).values())


@push_forward.mistake("The keys are nodes: not each has a label.")
def keys_are_labels(order, leaf):
    return {node.label: slope for node, slope in solutions.push_forward(order, leaf).items()}


@push_forward.mistake("What comes through each child is multiplied with the others. Add it up.")
def multiplies_the_paths(order, leaf):
    slopes = {}
    for node in order:
        slopes[node] = 1.0 if node is leaf or node.children else 0.0
        for child, local_grad in zip(node.children, node.local_grads):
            slopes[node] *= local_grad * slopes[child]
    return slopes


# --- a neuron that learns ---

CORNERS = [(-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)]
START = (-0.5, 1.0, 0.5)  # the knobs, before they learn
RATE = 0.1  # how much of its gradient a knob moves


def question(*targets):
    """Return the four corners with these targets, three Values each."""
    return [[Value(x1), Value(x2), Value(target)] for (x1, x2), target in zip(CORNERS, targets)]


def taught(function, examples, steps):
    """Return the numbers of the knobs, -0.5, 1 and 0.5 before, after `function` took `steps` steps on `examples`."""
    knobs = [Value(data) for data in START]
    function(knobs, examples, steps)
    return [knob.data for knob in knobs]


def moved(function, examples, steps):
    """Return by how much each knob has changed."""
    return [now - before for now, before in zip(taught(function, examples, steps), START)]


def answers(function, examples, steps):
    """Return the answers of the taught neuron, beside each the target that was set before."""
    targets = [target.data for _, _, target in examples]
    w1, w2, b = taught(function, examples, steps)
    return [(math.tanh(w1 * x1 + w2 * x2 + b), target) for (x1, x2), target in zip(CORNERS, targets)]


def right_after(function, examples, steps):
    """Return how many of the four answers have the sign of their target."""
    return sum(answer * target > 0 for answer, target in answers(function, examples, steps))


def loss_after(function, examples, steps):
    """Return the sum of the squared misses."""
    return sum((answer - target) ** 2 for answer, target in answers(function, examples, steps))


def examples_after(function, examples):
    """Return the numbers in the examples after two steps."""
    taught(function, examples, 2)
    return [[thing.data for thing in example] for example in examples]


def graph_grows(function, examples):
    """Return whether a graph of the second step is larger than all of the first: gradients alone would not show it."""
    return largest_graph(function, examples, 2) > largest_graph(function, examples, 1)


def largest_graph(function, examples, steps):
    """Return how many nodes the largest graph has that `function` goes through backward."""
    sizes = [0]

    def backward(result):
        sizes.append(len(walk(result)))
        backpropagate(result)

    with mock.patch.object(Value, "backward", backward):
        taught(function, examples, steps)
    return max(sizes)


learn = CodeExercise(
    solutions.learn,
    cases=[
        "right_after(learn, AND, 100)",
        "moved(learn, AND, 1)",
        "moved(learn, AND, 2)",
        "moved(learn, half, 1)",
        "loss_after(learn, AND, 100)",
        "right_after(learn, OR, 100)",
        "examples_after(learn, AND)",
        "moved(learn, AND, 0)",
        "graph_grows(learn, AND)",
    ],
    words={
        "right_after(learn, AND, 100)": "After 100 steps on AND the number of right answers",
        "moved(learn, AND, 1)": "In one step on AND the knobs' moves",
        "moved(learn, AND, 2)": "In two steps on AND the knobs' moves",
        "moved(learn, half, 1)": "In one step on one example, with the target 0.5, the knobs' moves",
        "loss_after(learn, AND, 100)": "After 100 steps on AND the loss",
        "right_after(learn, OR, 100)": "After 100 steps on OR the number of right answers",
        "examples_after(learn, AND)": "The examples, after two steps,",
        "moved(learn, AND, 0)": "In 0 steps the knobs' moves",
        "graph_grows(learn, AND)": "Whether the second backward pass goes through a larger graph",
    },
    hints=[
        "Three things in each step, in this order: every knob's grad back to 0; a backward pass for each example; "
        "every knob a little against its gradient.",
        "One loop over range(steps), and in it three loops, one after the other: over the knobs, over the examples, "
        "over the knobs.",
        "In the middle loop stand the three lines from above that compute the answer, how far it is off, and the "
        "backward pass. In the last one, `knob.data` goes down by 0.1 times the gradient.",
    ],
    given=lambda: {
        "AND": question(-1.0, -1.0, -1.0, 1.0),
        "OR": question(-1.0, 1.0, 1.0, 1.0),
        "half": question(0.5),
        "moved": moved,
        "right_after": right_after,
        "loss_after": loss_after,
        "examples_after": examples_after,
        "graph_grows": graph_grows,
    },
)


@learn.mistake("A total begun above the loop over the steps drags old graphs along. Begin anew in each.")
def one_loss_for_all_steps(knobs, examples, steps):
    loss = Value(0.0)
    for _ in range(steps):
        set_back(knobs)
        for example in examples:
            off = miss(knobs, *example)
            loss = loss + off * off
        loss.backward()
        move(knobs)


def miss(knobs, x1, x2, target):
    """Return how far the neuron is off on one example, as a Value."""
    w1, w2, b = knobs
    return (x1 * w1 + x2 * w2 + b).tanh() + Value(-1.0) * target


def set_back(knobs):
    """Set the grads of the knobs to 0."""
    for knob in knobs:
        knob.grad = 0.0


def collect(knobs, examples):
    """Let each example add its gradients to the knobs."""
    for example in examples:
        off = miss(knobs, *example)
        (off * off).backward()


def move(knobs, rate=RATE):
    """Move each knob against its gradient."""
    for knob in knobs:
        knob.data -= rate * knob.grad


@learn.other_way
def one_loss_for_all(knobs, examples, steps):
    w1, w2, b = knobs
    for _ in range(steps):
        loss = Value(0.0)
        for x1, x2, target in examples:
            off = (x1 * w1 + x2 * w2 + b).tanh() + Value(-target.data)
            loss = loss + off * off
        w1.grad = w2.grad = b.grad = 0
        loss.backward()
        w1.data, w2.data, b.data = w1.data - 0.1 * w1.grad, w2.data - 0.1 * w2.grad, b.data - 0.1 * b.grad


@learn.other_way
def sets_back_after_the_step(knobs, examples, steps):
    for _ in range(steps):
        collect(knobs, examples)
        for knob in knobs:
            knob.data, knob.grad = knob.data + -RATE * knob.grad, 0.0


@learn.mistake("It climbs: the misses grow. A gradient says which way is up, and the step goes the other way.")
def wrong_sign(knobs, examples, steps):
    for _ in range(steps):
        set_back(knobs)
        collect(knobs, examples)
        move(knobs, -RATE)


@learn.mistake("The second step still holds the gradients of the first. Leaves collect.")
def never_set_back(knobs, examples, steps):
    for _ in range(steps):
        collect(knobs, examples)
        move(knobs)


@learn.mistake(
    "The knobs stand still. Does each `.data` change, with its grad still there? Does a `.data` too many cut the graph?"
)
def knobs_stand_still(knobs, examples, steps):
    for _ in range(steps):
        collect(knobs, examples)
        set_back(knobs)
        move(knobs)


@learn.mistake("It is one step behind. Does it move before it asks for the gradients, or is a step left out?")
def one_step_late(knobs, examples, steps):
    for _ in range(steps):
        move(knobs)
        set_back(knobs)
        collect(knobs, examples)


@learn.mistake("It moves the inputs too. They are the question: only the three knobs may change.")
def moves_inputs(knobs, examples, steps):
    for _ in range(steps):
        set_back(knobs)
        for example in examples:
            set_back(example[:2])
        collect(knobs, examples)
        move(knobs)
        for example in examples:
            move(example[:2])


@learn.mistake("It moves the targets too. Then the neuron is right because the wish has changed.")
def moves_targets(knobs, examples, steps):
    for _ in range(steps):
        set_back(knobs)
        for example in examples:
            set_back(example)
        collect(knobs, examples)
        move(knobs)
        for example in examples:
            move(example[2:])


@learn.mistake(
    "Only the last example counts. Is `backward` called after the loop, or are the grads set back for each example?"
)
def last_example_alone(knobs, examples, steps):
    for _ in range(steps):
        set_back(knobs)
        collect(knobs, examples[-1:])
        move(knobs)


@learn.mistake("Only the first example counts. Does a loop end after its first turn?")
def first_example_alone(knobs, examples, steps):
    for _ in range(steps):
        set_back(knobs)
        collect(knobs, examples[:1])
        move(knobs)


@learn.mistake("The knobs move after each example. That learns too; here a step follows all four together.")
def moves_after_each(knobs, examples, steps):
    for _ in range(steps):
        for example in examples:
            set_back(knobs)
            collect(knobs, [example])
            move(knobs)


@learn.mistake("Each knob moves before the next has its gradient: the loops are nested. One after the other.")
def all_in_the_loop_over_knobs(knobs, examples, steps):
    for _ in range(steps):
        for knob in knobs:
            knob.grad = 0.0
            collect(knobs, examples)
            knob.data -= RATE * knob.grad


@learn.mistake("All examples are gone through once for each knob: the loops are nested. One after the other.")
def examples_in_the_first_loop(knobs, examples, steps):
    for _ in range(steps):
        for knob in knobs:
            knob.grad = 0.0
            collect(knobs, examples)
        move(knobs)


@learn.mistake("For each knob that moves the examples come again: the loops are nested. One after the other.")
def examples_in_the_last_loop(knobs, examples, steps):
    for _ in range(steps):
        set_back(knobs)
        for knob in knobs:
            collect(knobs, examples)
            knob.data -= RATE * knob.grad


@learn.mistake("Knobs move while others have no gradient yet: the loops are nested. One after the other.")
def all_in_two_nested_loops(knobs, examples, steps):
    for _ in range(steps):
        for example in examples:
            for knob in knobs:
                knob.grad = 0.0
                collect(knobs, [example])
                knob.data -= RATE * knob.grad


@learn.mistake("The knobs move while gradients are still being collected. Collect over all examples first.")
def moves_while_collecting(knobs, examples, steps):
    for _ in range(steps):
        set_back(knobs)
        for example in examples:
            collect(knobs, [example])
            move(knobs)


@learn.mistake("It moves by the whole gradient. Only a tenth of it is asked for.")
def whole_gradient(knobs, examples, steps):
    for _ in range(steps):
        set_back(knobs)
        collect(knobs, examples)
        move(knobs, 1.0)


@learn.mistake(
    "One step is taken, however many are asked for. Does `steps` go into a loop, and does nothing end it early?"
)
def one_step_alone(knobs, examples, steps):
    if steps:
        solutions.learn(knobs, examples, 1)


@learn.mistake("Every answer is pushed down, be it too high or too low. It is the square of the miss that should fall.")
def not_squared(knobs, examples, steps):
    for _ in range(steps):
        set_back(knobs)
        for example in examples:
            miss(knobs, *example).backward()
        move(knobs)


@learn.mistake("It learns the opposite: the target is added to the answer, where the miss is the difference.")
def target_added(knobs, examples, steps):
    w1, w2, b = knobs
    for _ in range(steps):
        set_back(knobs)
        for x1, x2, target in examples:
            off = (x1 * w1 + x2 * w2 + b).tanh() + target
            (off * off).backward()
        move(knobs)


@learn.mistake("The sum is not squashed: where is the tanh of the neuron?")
def without_tanh(knobs, examples, steps):
    w1, w2, b = knobs
    for _ in range(steps):
        set_back(knobs)
        for x1, x2, target in examples:
            off = x1 * w1 + x2 * w2 + b + Value(-1.0) * target
            (off * off).backward()
        move(knobs)


@learn.mistake("The bias stands outside: it is added after tanh, where it belongs inside.")
def bias_outside(knobs, examples, steps):
    w1, w2, b = knobs
    for _ in range(steps):
        set_back(knobs)
        for x1, x2, target in examples:
            off = (x1 * w1 + x2 * w2).tanh() + b + Value(-1.0) * target
            (off * off).backward()
        move(knobs)


@learn.mistake("tanh squashes the bias alone. Brackets belong round the whole sum: (… + b).tanh().")
def tanh_of_the_bias(knobs, examples, steps):
    w1, w2, b = knobs
    for _ in range(steps):
        set_back(knobs)
        for x1, x2, target in examples:
            off = x1 * w1 + x2 * w2 + b.tanh() + Value(-1.0) * target
            (off * off).backward()
        move(knobs)


@learn.mistake("The bias never moves. It is a knob like the two weights.")
def bias_stands_still(knobs, examples, steps):
    for _ in range(steps):
        set_back(knobs)
        collect(knobs, examples)
        move(knobs[:2])


@learn.mistake("Each knob is thrown away and set to its step. Change it *by* the step: `-=`.")
def set_to_the_step(knobs, examples, steps):
    for _ in range(steps):
        set_back(knobs)
        collect(knobs, examples)
        for knob in knobs:
            knob.data = -RATE * knob.grad


@learn.mistake("The gradients are divided by the number of examples. Here they are only added up.")
def mean_of_the_examples(knobs, examples, steps):
    for _ in range(steps):
        set_back(knobs)
        collect(knobs, examples)
        move(knobs, RATE / len(examples))

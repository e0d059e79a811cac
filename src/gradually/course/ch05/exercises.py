"""The exercises of chapter 5: the order of the backward pass."""

from gradually.backprop import topological_order
from gradually.course.ch05 import solutions
from gradually.course.checking import CodeExercise, ValueExercise
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

falling_loss = ValueExercise(
    "falling_loss",
    "c",
    because="It takes very little to go downhill. Whether a gradient is right, only a check against nudging tells.",
    mistakes=[
        (
            "a",
            "Look at the chart once more: one of the two losses was made with 41 wrong gradients, and falls as well.",
        ),
        ("b", "A loss that rises may also come from too large a step, with gradients that are right."),
    ],
    options=["a", "b", "c"],
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


@count_paths.mistake("Only the last child counts: `=` writes over what the others brought. Add up: `+=`.")
def last_child(root, leaf):
    total = 1 if root is leaf else 0
    for child in root.children:
        total = last_child(child, leaf)
    return total


@count_paths.mistake("It adds 1 at every node on the way. Only the arrival at the leaf counts 1.")
def counts_steps(root, leaf):
    return 1 + sum(counts_steps(child, leaf) for child in root.children) if root is not leaf else 1


@count_paths.mistake("Two nodes can hold the same number. Ask whether it is the same node: `root is leaf`.")
def same_number(root, leaf):
    return 1 if root.data == leaf.data else sum(same_number(child, leaf) for child in root.children)


@count_paths.mistake("tanh has one child only. Loop over node.children, however many there are.")
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
        return "nothing comes back: is `return order` missing? (`order.reverse()` returns None)"
    if not isinstance(order, list | tuple):
        return f"it is no list but a {type(order).__name__}, whose order cannot be looked at"
    names = {node: node.label or (f"the node of {node.op}" if node.op else "a leaf") for node in walk(root)}
    if not order:
        return "it is empty: was the inner function called?"
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


children_first = CodeExercise(
    solutions.children_first,
    cases=[
        "fault_in(children_first(a), a)",
        "fault_in(children_first(tree), tree)",
        "fault_in(children_first(twice), twice)",
        "fault_in(children_first(crossed), crossed)",
        "fault_in(children_first(reused), reused)",
        "fault_in(children_first(squashed), squashed)",
        "fault_in(children_first(plain), plain)",
    ],
    words={
        "fault_in(children_first(a), a)": "For a leaf a, what is wrong with your list",
        "fault_in(children_first(tree), tree)": "For d = e + c with e = a * b, what is wrong with your list",
        "fault_in(children_first(twice), twice)": "For twice = a + a, what is wrong with your list",
        "fault_in(children_first(crossed), crossed)": "For f = e * s with e = a * b and s = a + b, what is wrong",
        "fault_in(children_first(reused), reused)": (
            "For L = b3 + square with b3 = a * three and square = b3 * b3, what is wrong with your list"
        ),
        "fault_in(children_first(squashed), squashed)": "For u = t * t with t = c.tanh(), what is wrong with your list",
        "fault_in(children_first(plain), plain)": (
            "For b + b * b with b = x * y, no labels, and 2 in both leaves, what is wrong with your list"
        ),
    },
    hints=[
        "Write an inner function visit(node). It calls itself for each child, and only then appends the node.",
        "Keep a set of the nodes that were visited, and do nothing for a node that is in it.",
        "Before it `order, seen = [], set()`. In it `if node not in seen:` and three steps: note it, visit each child, "
        "append it. After it `visit(root)` and `return order`.",
    ],
    given=lambda: {**graphs(), "fault_in": fault_in},
)


@children_first.other_way
def with_a_stack(root):
    return topological_order(root)


@children_first.other_way
def by_repeated_search(root):
    left, order = walk(root), []
    while left:
        ready = [node for node in left if all(child in order for child in node.children)]
        order += ready
        left = [node for node in left if node not in ready]
    return order


@children_first.mistake(
    "It is turned round: the result comes first. Append a node after its children, not before them."
)
def node_first(root):
    return topological_order(root)[::-1]


@children_first.mistake("A node that is used twice stands there twice. Remember what you have visited.")
def without_a_set(root):
    return [node for child in root.children for node in without_a_set(child)] + [root]


@children_first.mistake(
    "To turn a walk round is not enough: a node that is met early can still be needed by one that is met later. "
    "Append each node after all of its children."
)
def walk_turned_round(root):
    return walk(root)[::-1]


@children_first.mistake("The result itself is missing at the end.")
def without_the_root(root):
    return topological_order(root)[:-1]


@children_first.mistake("Two nodes can have the same label, or none at all. Put the nodes themselves into the set.")
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


@children_first.mistake("Nothing comes back. The last line should be `return order`, outside the inner function.")
def without_return(root):
    topological_order(root)


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
    """Return the grads of the leaf a and of L = b + b * b with b = a * 3, a = 2, after `function` swept over it."""
    a = Value(2.0)
    a.grad = before
    b = a * Value(3.0)
    result = b + b * b
    function(topological_order(result))
    return [a.grad, result.grad]


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
        "grads(sweep)": "For L = b + b * b with b = a * 3 and a = 2, the gradients of [a, L]",
        "grads_of_leaves(sweep)": "For L = (a * b + c) * f, the gradients of [a, b, c, f]",
        "grads(sweep, before=100.0)": "If a holds a gradient of 100 already, then afterwards [a, L]",
        "grad_below_tanh(sweep)": "For t * t with t = c.tanh() and c = 0.5, the gradient of c",
        "grad_in_a_chain(sweep)": "For a + a + … + a with 5,000 plus signs, the gradient of a",
    },
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


@sweep.mistake("`=` writes over what came by another path. Collect: `+=`.")
def overwrites(order):
    order[-1].grad = 1.0
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad = local_grad * node.grad


@sweep.mistake(
    "All zeros. Give the result its gradient, order[-1].grad = 1.0, and write into the nodes: child.grad += ..."
)
def no_seed(order):
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad


@sweep.mistake(
    "Only the result passed something on. Go through reversed(order), from the result to the leaves, to the end."
)
def forward_order(order):
    order[-1].grad = 1.0
    for node in order:
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad


@sweep.mistake(
    "It passes a node's gradient on before all of it has arrived, and then again. The loop over the order is enough."
)
def recursion(order):
    def visit(node):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad
        for child in node.children:
            visit(child)

    order[-1].grad = 1.0
    visit(order[-1])


@sweep.mistake(
    "It follows every path again, and calls itself too deep for a long chain. Loop over `order`: one turn a node."
)
def follows_every_path(order):
    def visit(node, grad):
        node.grad += grad
        for child, local_grad in zip(node.children, node.local_grads):
            visit(child, local_grad * grad)

    visit(order[-1], 1.0)


@sweep.mistake("It multiplies by the child's grad. What is passed on is node.grad, and it is added to child.grad.")
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


@sweep.mistake("The seed went to the first of the order, which is a leaf. The result is the last: order[-1].")
def seed_at_a_leaf(order):
    order[0].grad = 1.0
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad


@sweep.mistake("The seed is 1, not the value of the result: how fast does L change with L?")
def seed_with_data(order):
    order[-1].grad = order[-1].data
    for node in reversed(order):
        for child, local_grad in zip(node.children, node.local_grads):
            child.grad += local_grad * node.grad


def afresh(function):
    """Return the grads of (a * b + c).tanh(), of what it is made of and of the leaves, all 7 before `function` ran."""
    leaves = [Value(2.0), Value(0.0), Value(10.0)]
    a, b, c = leaves
    product = a * b
    total = product + c
    order = topological_order(total.tanh())
    for node in order:
        node.grad = 7.0
    function(order)
    return [order[-1].grad, total.grad, product.grad, *(leaf.grad for leaf in leaves)]


start_afresh = CodeExercise(
    solutions.start_afresh,
    cases=["afresh(start_afresh)"],
    words={"afresh(start_afresh)": "7 in every node of o = tanh(s) with s = p + c, p = a * b: then [o, s, p, a, b, c]"},
    hints=["A leaf is a node without children.", "`if node.children:` is true for all nodes but the leaves."],
    given=lambda: {"afresh": afresh},
)


@start_afresh.other_way
def by_operation(order):
    for node in [node for node in order if node.op != ""]:
        node.grad = 0


@start_afresh.mistake("The leaves are set back as well. They are to keep what they have collected.")
def all_of_them(order):
    for node in order:
        node.grad = 0.0


@start_afresh.mistake("It is turned round: the leaves are set back, and the inner nodes keep their old gradients.")
def only_the_leaves(order):
    for node in order:
        if not node.children:
            node.grad = 0.0


@start_afresh.mistake("The result is an inner node too: it starts afresh as well.")
def all_but_the_result(order):
    for node in order[:-1]:
        if node.children:
            node.grad = 0.0


@start_afresh.mistake("Only the result starts afresh. So must every other node that has children.")
def only_the_result(order):
    order[-1].grad = 0.0


@start_afresh.mistake(
    "The gradients are what they were. `node.grad = 0.0` sets one back; a new name, or changing the data, does not."
)
def changes_nothing(order):
    for node in order:
        grad = node.grad
        grad = 0.0 if node.children else grad

"""The exercises of chapter 2: values that remember where they came from."""

from gradually.course.ch02 import solutions
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.course.checking.stand_ins import in_doublings, known_nodes, lacking
from gradually.draw import walk
from gradually.value import Value


def values():
    """Return fresh values for the cases: leaves a, b, c, f, and what is made of them, labelled as in the chapter."""
    a, b, c, f = Value(2.0, label="a"), Value(-3.0, label="b"), Value(10.0, label="c"), Value(-2.0, label="f")
    e = a * b
    d = e + c
    result = d * f
    e.label, d.label, result.label = "e", "d", "L"
    return {"a": a, "b": b, "c": c, "f": f, "e": e, "L": result, "twins": Value(1.0) + Value(1.0)}


def drafts(Value):
    """Return fresh values a, b, c without `*`, and `names`, which tells which of them the children of a value are."""
    draft = lacking(Value, "*")
    return known_nodes({"a": draft(2.0), "b": draft(-3.0), "c": draft(0.12345)})


# --- predictions ---

turned_at_zero = ValueExercise(
    "turned_at_zero",
    "a",
    because="e = a * 0 stays 0 wherever a goes, so nothing behind it moves. (The boxes are computed again, though.)",
    mistakes=[
        ("b", "e is a times b, and b is 0. How far does e move, then?"),
        ("c", "They are computed again. But what comes out of a times b, while b is 0?"),
    ],
    options=["a", "b", "c"],
)

adding_wrapped_numbers = ValueExercise(
    "adding_wrapped_numbers",
    "a",
    because="Python does not know what + means for a class that does not say so.",
    mistakes=[
        ("c", "Somebody would have to write that down first: nothing in the class says what + does."),
        (
            "b",
            "Python does not look inside the objects for numbers to add. It asks the class, and the class is silent.",
        ),
    ],
    options=["a", "b", "c"],
)

children_of_d = ValueExercise(
    "children_of_d",
    2,
    because="d is a sum of two values, a*b and c. The a and the b are children of a*b.",
    mistakes=[
        (
            3,
            "a and b went into the product, and only the product went into the sum: they are grandchildren of d.",
        ),
        (1, "A sum has two sides."),
        (0, "Only leaves, the values that you wrap yourself, have no children."),
        (4, "That is the number in d. How many values was it made from?"),
        (5, "Those are all the values in d. Its children are the ones that the last operation took."),
    ],
)

children_in_a_set = ValueExercise(
    "children_in_a_set",
    1,
    because="A set holds a thing once: a + a would look like a sum of one number.",
    mistakes=[
        (2, "That is what we want, and what a tuple does. How often can one thing be in a set?"),
        (0, "The value a does go in. How often can one thing be in a set?"),
    ],
)

nodes_of_l = ValueExercise(
    "nodes_of_l",
    7,
    because="Four leaves a, b, c, f, and one new value for each of the three operations.",
    mistakes=[
        (3, "Those are the operations. Each makes a value, and the four leaves are values too."),
        (4, "Those are the leaves. Every operation makes a value as well."),
        (5, "Are both e and d among yours, and all four leaves? What an operation makes is a Value, too."),
        (6, "L itself counts too."),
        (
            10,
            "The circles only show which operation made a box: they are drawn, but they are not Values.",
        ),
    ],
    otherwise="Count the boxes of the drawing: first the leaves, then what each operation made.",
)

meaning_of_zero = ValueExercise(
    "meaning_of_zero",
    "c",
    because="0 is only the start value: no effect has been worked out yet. Chapter 3 works them out, one by one.",
    mistakes=[
        ("a", "In L = (a*b + c)*f, nudging a does move L. The 0 in its box cannot mean that, then."),
        (
            "b",
            "A leaf has data and no children, and its grad is 0 too: grad and data are two separate numbers.",
        ),
    ],
    options=["a", "b", "c"],
    belief=True,
)

# --- code ---

times = CodeExercise(
    solutions.times,
    cases=[
        "times(a, b).data",
        "times(b, c).data",
        "times(c, b).data",
        "times(a, b).op",
        "len(times(a, a).children)",
        "names(times(a, b).children)",
        "[times(a, b), a.data][1]",
    ],
    words={
        "times(b, c).data": "For -3 and 0.12345 the number in the product",
        "times(c, b).data": "For 0.12345 and -3 the number in the product",
        "names(times(a, b).children)": "The children of times(a, b)",
        "[times(a, b), a.data][1]": "After times(a, b) the number in a",
    },
    hints=[
        "Look at __add__ in the class above: three things go into the new Value.",
        "The new number is x.data * y.data; the children are (x, y); the operation is the text of its sign.",
    ],
    given=drafts,
)


@times.other_way
def by_name(x, y):
    return Value(op="*", data=y.data * x.data, children=[x, y])


@times.mistake('The number is right. But the operation is "*" here.')
def copied_the_plus(x, y):
    return Value(x.data * y.data, (x, y), "+")


@times.mistake("The children are not remembered: pass (x, y) as well.")
def forgot_the_children(x, y):
    return Value(x.data * y.data, (), "*")


@times.mistake("Children and operation are missing: three things go in.")
def only_the_number(x, y):
    return Value(x.data * y.data)


@times.mistake("The children are x and y themselves, not their numbers and not copies of them.")
def remembers_copies(x, y):
    return Value(x.data * y.data, (Value(x.data), Value(y.data)), "*")


@times.mistake("A set keeps the same thing only once. Use a tuple, (x, y).")
def in_a_set(x, y):
    return Value(x.data * y.data, sorted({x, y}, key=lambda value: -value.data), "*")


@times.mistake("That is a plain number. Wrap it in a Value, with its children.")
def plain_number(x, y):
    return x.data * y.data


@times.mistake("There is no `*` for Values yet: it is what you write. Multiply the numbers in them.")
def multiplies_the_boxes(x, y):
    return x * y


@times.mistake("The operation is missing: it comes third.")
def forgot_the_operation(x, y):
    return Value(x.data * y.data, (x, y))


@times.mistake("It adds the two numbers.")
def adds(x, y):
    return Value(x.data + y.data, (x, y), "*")


@times.mistake("-6 is right for one pair of numbers only. Compute it from x and y.")
def one_number_for_all(x, y):
    return Value(-6.0, (x, y), "*")


@times.mistake("It changes x. Leave x as it is and make a new Value.")
def changes_x(x, y):
    x.data *= y.data
    return Value(x.data, (x, y), "*")


def outline(node):
    """Return a graph as text in which the order of the two sides of + and * does not matter."""
    if not node.children:
        return f"{node.data:g}"
    return f"({f' {node.op} '.join(sorted(map(outline, node.children)))})"


pictured = CodeExercise(
    solutions.pictured,
    cases=["pictured().data", "outline(pictured())", "len(walk(pictured()))"],
    hints=[
        "Begin on the left, at the boxes that no arrow enters: they are leaves, and you wrap them yourself.",
        'First a = Value(2.0, label="a") and the same for b; then a * b; then look where the other arrow of a goes.',
        "The last circle is a times sign. One of its arrows comes from the sum, the other from b.",
    ],
    given=lambda: {"outline": outline, "walk": walk},
    words={
        "outline(pictured())": "The graph, written as a formula,",
        "len(walk(pictured()))": "The number of boxes",
    },
)


@pictured.other_way
def step_by_step():
    b = Value(3, label="b")
    a = Value(2, label="a")
    product = b * a
    total = a + product
    return b * total


@pictured.mistake("The number is right, but a leaf appears more than once: wrap a and b once each and use them again.")
def new_leaves_each_time():
    return (Value(2.0, label="a") * Value(3.0, label="b") + Value(2.0, label="a")) * Value(3.0, label="b")


@pictured.mistake("Brackets: in the picture the sum comes first, and all of it is multiplied by b.")
def no_brackets_round_the_sum():
    a, b = Value(2.0, label="a"), Value(3.0, label="b")
    return a * b + a * b


@pictured.mistake("Here b is -3, as in the chapter. In the picture it is 3.")
def with_the_notebooks_leaves():
    a, b = Value(2.0, label="a"), Value(-3.0, label="b")
    return (a * b + a) * b


@pictured.mistake('The second thing that Value takes is the children. For a label say `label="a"`.')
def label_in_the_wrong_place():
    a, b = Value(2.0, "a"), Value(3.0, "b")
    return (a * b + a) * b


@pictured.mistake("That stops at the sum. One operation, with b, is still to come.")
def stops_early():
    a, b = Value(2.0, label="a"), Value(3.0, label="b")
    return a * b + a


@pictured.mistake("a and b have changed places: look at which of them goes into the sum.")
def exchanged():
    a, b = Value(2.0, label="a"), Value(3.0, label="b")
    return (a * b + b) * a


@pictured.other_way
def without_labels():
    a, b = Value(2.0), Value(3.0)
    return (a * b + a) * b


@pictured.mistake("Those are plain numbers: nothing in them remembers a graph. Wrap 2.0 and 3.0 in Values.")
def plain_numbers():
    return (2.0 * 3.0 + 2.0) * 3.0


count_nodes = CodeExercise(
    solutions.count_nodes,
    cases=[
        "count_nodes(a)",
        "count_nodes(L)",
        "count_nodes(a + a)",
        "count_nodes(e * e)",
        "count_nodes(twins)",
        "count_nodes(e + c + f)",
        "[count_nodes(L), count_nodes(L)]",
        "in_doublings(count_nodes)",
    ],
    words={
        "count_nodes(twins)": "For 1 + 1, made of two Values without labels, the number of nodes",
        "[count_nodes(L), count_nodes(L)]": "Counting L twice",
        "in_doublings(count_nodes)": "After 20 times `x = x + x` the number of nodes",
    },
    without=["walk"],
    hints=[
        "Start with a list that holds only the root. Take a node out, put its children in, until the list is empty.",
        "In a + a the same child is put in twice. Keep a set of the nodes you have seen, and pass over those.",
        "A set of the nodes themselves, not of their data: two different nodes can hold the same number.",
    ],
    given=lambda: values() | {"in_doublings": lambda function: in_doublings(Value, function)},
)


@count_nodes.mistake("A node met again is looked into again: twice as often with each step. Only a new one needs it.")
def follows_every_path(root):
    seen, waiting = set(), [root]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
        waiting.extend(node.children)
    return len(seen)


@count_nodes.other_way
def with_recursion(root):
    def collect(node, found):
        if id(node) not in found:
            found[id(node)] = node
            for child in node.children:
                collect(child, found)
        return found

    return len(collect(root, {}))


@count_nodes.mistake("A node that is used twice is counted twice. Remember which nodes you have seen.")
def counts_shared_twice(root):
    return 1 + sum(counts_shared_twice(child) for child in root.children)


@count_nodes.mistake("The root itself is a node too.")
def forgets_the_root(root):
    return len(walk(root)) - 1


@count_nodes.mistake("Those are the leaves. Values made by an operation count as well.")
def only_leaves(root):
    return sum(not node.children for node in walk(root))


@count_nodes.mistake("Those are the operations. The leaves count as well.")
def only_operations(root):
    return sum(bool(node.op) for node in walk(root))


@count_nodes.mistake("That looks at the children, but not at the children's children.")
def only_one_level(root):
    return 1 + len(set(root.children))


@count_nodes.mistake(
    "Both children are counted, but not the children's children; and in a + a one node is counted twice."
)
def only_the_next_level(root):
    return 1 + len(root.children)


@count_nodes.mistake(
    "1 for every graph: does each call make a `seen` of its own, or does a `return` end the loop in its first round?"
)
def seen_in_every_call(root):
    seen = set()
    if root not in seen:
        seen.add(root)
        for child in root.children:
            seen_in_every_call(child)
    return len(seen)


@count_nodes.mistake("It counts right once, but it leaves marks in the nodes: the second count is off.")
def leaves_marks(root):
    nodes = [node for node in walk(root) if node.grad == 0.0]
    for node in nodes:
        node.grad = 1.0
    return len(nodes)


@count_nodes.mistake("Two different nodes can hold the same number: put the nodes into the set, not their data.")
def told_apart_by_data(root):
    return len({node.data for node in walk(root)})


@count_nodes.mistake("Two different nodes can hold the same number: put the nodes into the set, not their data.")
def data_along_every_path(root):
    return len(along_every_path(root, "data"))


BY_LABEL = "Two different nodes can have the same label, or none: put the nodes into the set, not their labels."


@count_nodes.mistake(BY_LABEL)
def labels_along_every_path(root):
    return len(along_every_path(root, "label"))


@count_nodes.mistake(BY_LABEL)
def told_apart_by_label(root):
    seen, waiting = set(), [root]
    while waiting:
        node = waiting.pop()
        if node.label not in seen:
            seen.add(node.label)
            waiting.extend(node.children)
    return len(seen)


def along_every_path(node, attribute):
    """Return the set of what the nodes on all paths from `node` have as `attribute`."""
    return {getattr(node, attribute)}.union(*(along_every_path(child, attribute) for child in node.children))


def related():
    """Return fresh values for depends_on: the chapter's, a twin of a, a leaf that nothing uses, and shared nodes."""
    given = values()
    a, e, f = given["a"], given["e"], given["f"]
    twin = Value(2.0, label="a")
    return given | {"twin": twin, "g": twin * f, "unused": Value(0.5), "double": a + a, "shared": e + f * e}


depends_on = CodeExercise(
    solutions.depends_on,
    cases=[
        "depends_on(L, c)",
        "depends_on(L, f)",
        "depends_on(L, a)",
        "depends_on(L, e)",
        "depends_on(e, c)",
        "depends_on(e, L)",
        "depends_on(a, a)",
        "depends_on(L, L)",
        "depends_on(a, b)",
        "depends_on(g, a)",
        "depends_on(g, twin)",
        "depends_on(double, a)",
        "depends_on(shared, b)",
        "depends_on(shared, unused)",
    ],
    words={
        "depends_on(g, a)": "For g = twin * f, where twin is another 2 with the label a, whether g depends on a",
        "depends_on(g, twin)": "For g = twin * f, whether g depends on twin",
        "depends_on(double, a)": "For a + a, whether it depends on a",
        "depends_on(shared, b)": "For e + f * e, whether it depends on b",
        "depends_on(shared, unused)": "For e + f * e, whether it depends on a leaf that is not in it",
    },
    hints=[
        "`walk(node)` is the list of everything that `node` was computed from, `node` first.",
        "So the question is whether the other one is in that list. Python asks `x in things` as it asked of a set.",
    ],
    given=related,
)


@depends_on.other_way
def with_a_loop(node, other):
    found = False
    for each in walk(node):
        found = found or each is other
    return found


@depends_on.other_way
def by_asking_the_children(node, other):
    return node is other or any(by_asking_the_children(child, other) for child in node.children)


@depends_on.mistake("Those are its children alone. It also depends on what they were computed from.")
def children_alone(node, other):
    return node is other or other in node.children


@depends_on.mistake("Its children alone are looked at: neither what they were computed from, nor the node itself.")
def children_without_itself(node, other):
    return other in node.children


@depends_on.mistake("It is turned round: that tells whether the other one was computed from this node.")
def turned_round_walk(node, other):
    return node in walk(other)


@depends_on.mistake("A node depends on itself, too.")
def without_itself(node, other):
    return other in walk(node)[1:]


@depends_on.mistake("Two different nodes can hold the same number. Compare the nodes themselves.")
def same_number(node, other):
    return any(each.data == other.data for each in walk(node))


@depends_on.mistake("Two different nodes can have the same label, or none at all. Compare the nodes themselves.")
def same_label(node, other):
    return any(each.label == other.label for each in walk(node))


@depends_on.mistake(
    "It finds the node itself and nothing else. Does a `return` end the loop in its first round? Or is what the "
    "children answer thrown away?"
)
def gives_up_at_once(node, other):
    for each in walk(node):
        return each is other


@depends_on.mistake("It asks the first child only. The way may lead through the other one.")
def through_the_first_child(node, other):
    if node is other:
        return True
    return bool(node.children) and through_the_first_child(node.children[0], other)


@depends_on.mistake("One side is enough: it need not be in both.")
def through_both_children(node, other):
    if node is other:
        return True
    return bool(node.children) and all(through_both_children(child, other) for child in node.children)


@depends_on.mistake("It finds the leaves. A node in the middle can be asked for as well.")
def leaves_alone(node, other):
    return not other.children and other in walk(node)


@depends_on.mistake("It says True whatever it is asked. When is it False?")
def always(node, other):
    return True


@depends_on.mistake("It never says False. What comes back when the loop has found nothing?")
def nothing_for_no(node, other):
    for each in walk(node):
        if each is other:
            return True


depth = CodeExercise(
    solutions.depth,
    cases=[
        "depth(a)",
        "depth(a + b)",
        "depth(L)",
        "depth(f + (a * b + c))",
        "depth((a * b + c) * (f + a))",
        "depth((f + a * b) * c)",
    ],
    hints=[
        "A leaf has depth 0. What is the depth of a + b, then?",
        "A function may call itself: the depth of a node is 1 more than the depth of its deepest child.",
    ],
    given=values,
)


@depth.other_way
def level_by_level(node):
    level, steps = [node], -1
    while level:
        level = [child for parent in level for child in parent.children]
        steps += 1
    return steps


@depth.mistake("A leaf has depth 0: what is counted is operations, not boxes.")
def counts_boxes(node):
    return 1 + max((counts_boxes(child) for child in node.children), default=0)


@depth.mistake("That follows the first child only. The longest path may lead through the other one.")
def first_child_only(node):
    return 1 + first_child_only(node.children[0]) if node.children else 0


@depth.mistake("That follows the second child only. The longest path may lead through the first one.")
def second_child_only(node):
    return 1 + second_child_only(node.children[-1]) if node.children else 0


@depth.mistake("Both sides are asked, but the 1 is added to the second alone. It belongs to the deeper one.")
def one_for_the_second_side(node):
    if not node.children:
        return 0
    left, right = node.children
    return max(one_for_the_second_side(left), one_for_the_second_side(right) + 1)


@depth.mistake("Both sides are asked, but the 1 is added to the first alone. It belongs to the deeper one.")
def one_for_the_first_side(node):
    if not node.children:
        return 0
    left, right = node.children
    return max(one_for_the_first_side(left) + 1, one_for_the_first_side(right))


@depth.mistake("A leaf has no children, so there is no largest one. Deal with leaves first.")
def forgets_the_leaf(node):
    return 1 + max(forgets_the_leaf(child) for child in node.children)


@depth.mistake("A value in the middle may have a label too. A leaf is a value without children.")
def takes_labels_for_leaves(node):
    return 0 if node.label else 1 + max(map(takes_labels_for_leaves, node.children))


@depth.mistake("That is the shortest path to a leaf. max, not min.")
def shortest(node):
    return 1 + min(map(shortest, node.children)) if node.children else 0


@depth.mistake("That adds up both sides, so it counts all operations. Only the deeper side counts: max.")
def adds_both_sides(node):
    return 1 + sum(map(adds_both_sides, node.children)) if node.children else 0


@depth.mistake("0 everywhere: is a 1 added for each operation, and are the children asked for theirs?")
def forgets_the_one(node):
    return max(map(forgets_the_one, node.children), default=0)


formula = CodeExercise(
    solutions.formula,
    cases=["formula(a)", "formula(a * b)", "formula(L)", "formula(c + (a + b) * f)", "formula(a * (b * a))"],
    hints=[
        "A leaf is its label. For all others, left and right are node.children.",
        "The formula of the left side is formula(left): the function calls itself.",
        'Join the pieces: "(" + left + " " + op + " " + right + ")".',
    ],
    given=values,
)


@formula.other_way
def joined(node):
    if node.op == "":
        return node.label
    return "(" + f" {node.op} ".join(joined(child) for child in node.children) + ")"


@formula.mistake("Without brackets (a + b) * c and a + b * c look the same. Put brackets round every operation.")
def no_brackets(node):
    if not node.children:
        return node.label
    left, right = node.children
    return f"{no_brackets(left)} {node.op} {no_brackets(right)}"


@formula.mistake("A value in the middle may have a label too. A leaf is a value without children.")
def labels_for_formulas(node):
    if node.label:
        return node.label
    left, right = node.children
    return f"({labels_for_formulas(left)} {node.op} {labels_for_formulas(right)})"


@formula.mistake("A leaf has no children to unpack. Deal with leaves first: their formula is their label.")
def unpacks_leaves(node):
    left, right = node.children
    return f"({unpacks_leaves(left)} {node.op} {unpacks_leaves(right)})"


@formula.mistake("Those are the numbers. A leaf is shown by its label.")
def numbers_for_labels(node):
    if not node.children:
        return str(node.data)
    left, right = node.children
    return f"({numbers_for_labels(left)} {node.op} {numbers_for_labels(right)})"


@formula.mistake("Left and right have changed places.")
def turned_round(node):
    if not node.children:
        return node.label
    right, left = node.children
    return f"({turned_round(left)} {node.op} {turned_round(right)})"


@formula.mistake("That shows only the last operation. Its two sides are formulas themselves: call formula on each.")
def one_level(node):
    if not node.children:
        return node.label
    left, right = node.children
    return f"({left.label} {node.op} {right.label})"


@formula.mistake("It always writes +. The operation of a node is its `op`.")
def always_plus(node):
    if not node.children:
        return node.label
    left, right = node.children
    return f"({always_plus(left)} + {always_plus(right)})"

"""The exercises of chapter 9: layers one behind the other, and one number that says how wrong they are."""

import itertools
import math
import random

from gradually.course.ch09 import solutions
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.nn import MLP, Layer, Neuron
from gradually.value import Value

# --- predictions ---

third_asks = ValueExercise(
    "third_asks",
    "AND",
    because="Between the borders means: yes from the first, and yes from the second. One neuron can ask that.",
    mistakes=[
        ("OR", "At every corner at least one of the two says yes. Then the third would say yes everywhere."),
        ("XOR", "Between the borders both of the two say yes. And one neuron cannot do XOR."),
    ],
    options=["AND", "OR", "XOR"],
)

last_at_corner = ValueExercise(
    "last_at_corner",
    -1,
    because="3 · 1 + 3 · (-1) - 3 = -3, and tanh(-3) is -0.995. One yes is not enough for this neuron.",
    mistakes=[
        (1, "It would need a yes from both, and `second` says no. Add up 3 · 1 + 3 · (-1) - 3."),
        (0, "The 3 and the -3 cancel, but the bias is left: -3."),
        (-3, "That is the sum. The tanh of it is what comes out."),
        (3, "Add up 3 · 1 + 3 · (-1) - 3. And then comes the tanh."),
        (9, "The second input is -1, so its part is -3. And then comes the tanh."),
    ],
    tolerance=0.01,
    otherwise="Two products and the bias, and then the tanh, which lies between -1 and 1.",
)

stuck_loss = ValueExercise(
    "stuck_loss",
    2,
    because="A circle and a triangle lie on one another, so both get one answer. 0 is the cheapest: it costs 1 for "
    "each of them. The other two points can be right.",
    mistakes=[
        (0, "Then all four points are right. Press `random` and `50 steps` again, until a start ends elsewhere."),
        (4, "A start may rest there for long. Press `50 steps` more often, and try other starts."),
        (3, "From there it goes on falling, slowly. Press `50 steps` more often, and try other starts."),
        (2.7, "From there it goes on falling, slowly. Press `50 steps` more often, and try other starts."),
        (1, "That is what one of the four points costs if its answer is 0. Read the loss, their sum."),
        (8, "So high it can be right after `random`. Then press `50 steps`, until it stays."),
    ],
    otherwise="Press `random`, then `50 steps` until the loss stays. If all four points are right, begin again.",
    tolerance=0.09,
)

turned_round = ValueExercise(
    "turned_round",
    [-3, -3, 3],
    because="All three with the other sign: the sum has the other sign everywhere, and so has its tanh.",
    mistakes=[
        (
            [3, 3, -3],
            "That is `last` as it is. At (1, -1) both `first` and `second` say yes, and now it should answer -1.",
        ),
        ([-3, -3, -3], "The weights are right. With that bias it answers -1 everywhere: -3 or -9 before the tanh."),
        ([3, 3, 3], "That neuron says yes if at least one of the two does, so it says 1 everywhere."),
        ([-3, 3, 3], "Look at (1, -1), where `first` and `second` say 1: -3 + 3 + 3 is above 0, and it should not be."),
        (
            [-3, 3, -3],
            "Look at (1, 1), where `first` says 1 and `second` -1: -3 - 3 - 3 is below 0, and should be above.",
        ),
        (
            [3, -3, -3],
            "Look at (-1, -1), where `first` says -1 and `second` 1: -3 - 3 - 3 is below 0: it should be above.",
        ),
        ([3, -3, 3], "Look at (1, -1), where `first` and `second` say 1: 3 - 3 + 3 is above 0, and it should not be."),
    ],
    hints=[
        "Where `first` and `second` both say 1 the sum must now be below 0. Where only one of them says 1, above 0.",
        "What happens to a sum, and to its tanh, if every weight and the bias get the other sign?",
    ],
    otherwise="Three numbers are asked for, each of them 3 or -3: try yours at the four corners.",
)

how_many = ValueExercise(
    "how_many",
    41,
    because="4 · (3 + 1) = 16, then 4 · (4 + 1) = 20, then 1 · (4 + 1) = 5. Together 41.",
    mistakes=[
        (32, "Those are the weights. Every neuron has a bias as well."),
        (9, "That is the number of neurons. Each has a weight for every one of its inputs, and a bias."),
        (35, "One bias for each layer is too few: every neuron has its own."),
        (
            36,
            "Does the last neuron count too? And only the first layer gets the 3 inputs; "
            "each later one gets the 4 numbers that the layer before it gives.",
        ),
        (44, "The inputs are given; they have no biases."),
        (12, "Those are the circles in the picture, inputs included. Count weights and biases, neuron by neuron."),
        (40, "The last neuron has a bias too."),
    ],
    hints=[
        "A neuron has a weight for each of its inputs, and one bias. How many does each of the first four have?",
        "The second layer gets 4 numbers, those of the first layer. So each of its neurons has 4 + 1 parameters.",
    ],
    otherwise="Go layer by layer: a neuron has a weight for each number that comes in, and a bias.",
)

better_network = ValueExercise(
    "better_network",
    "A",
    because="1² + 1² = 2 for A, and 0² + 2² = 4 for B: one large miss costs more than two small ones. The absolute "
    "values add up to 2 for both.",
    mistakes=[
        ("B", "A hit adds 0, and no more than that. Square each miss, and add the two squares: for A, then for B."),
        ("equal", "So say the absolute values: 1 + 1 and 0 + 2. Now square each miss before you add."),
    ],
    options=["A", "B", "equal"],
)

moved_predictions = ValueExercise(
    "moved_predictions",
    4,
    because="Every example goes through the same neurons: the first weight multiplies the first number of each.",
    mistakes=[
        (1, "All examples go through the same neurons. Does this weight take part in only one of them?"),
        (0, "What comes out of the first neuron changes, and from there on all that is made of it."),
        (3, "Are there examples whose first number the first neuron does not see?"),
        (2, "Right or wrong makes no difference here. Which examples go through the first neuron?"),
        (41, "That is how many parameters there are. How many predictions move?"),
        (16, "That is how many parameters the first layer has. How many predictions move?"),
    ],
    otherwise="There is one prediction for each example. Which of the examples go through the first neuron?",
)

loss_change = ValueExercise(
    "loss_change",
    -0.0186,
    because="0.01 · (-1.858) = -0.0186: the slope times the nudge.",
    mistakes=[
        (0.0186, "That is a loss which rises. Against a negative gradient the weight goes up, and the loss goes down."),
        (-1.858, "That is the slope: the change for each 1. The weight moves by 0.01 only."),
        (
            1.858,
            "That is the size of the slope: the change for each 1. The weight moves by 0.01 only, and the loss falls.",
        ),
        (-0.186, "The size is ten times too large: multiply by 0.01, not by 0.1."),
        (-185.8, "Multiply by 0.01; do not divide by it."),
        (-0.01, "That is how far the weight moves, with a minus. How far does the loss move?"),
        (0.01, "That is how far the weight moves. How far does the loss move?"),
    ],
    tolerance=5e-4,
    otherwise="It is about the slope times the distance, and both have a sign.",
)

zero_gradients = ValueExercise(
    "zero_gradients",
    1,
    because="Only the last bias. Every path from any other parameter has a 0 on it, and so its product is 0.",
    mistakes=[
        (41, "Take a weight in the first layer. Its path to the loss leads through a weight of the last layer, a 0."),
        (0, "One parameter reaches the loss without meeting a weight or another neuron's answer. Which one?"),
        (5, "The local derivative at a weight is the number it multiplies. What do the hidden neurons answer here?"),
        (40, "Those are the ones that are 0. How many are not?"),
        (9, "A bias in a hidden layer is followed by weights of the next layer. They are 0."),
        (4, "The local derivative at a weight is the number it multiplies. What do the hidden neurons answer here?"),
    ],
    hints=[
        "With zero weights and biases, every sum is 0, and tanh of 0 is 0. So what does each neuron answer?",
        "At a product, the swap of chapter 3: a weight gets what it multiplies, and the other side gets the weight.",
    ],
    otherwise="Go back from the loss and multiply along each path: where does a 0 stand on it?",
)

gradient_is = ValueExercise(
    "gradient_is",
    "c",
    because="It is a slope, and a slope belongs to the place where you stand. How far to go is for you to choose.",
    mistakes=[
        ("a", "Look at the grey cross: that is where the whole gradient leads. Is it the lowest place on the curve?"),
        ("b", "That is what the dashed line says, and at a distance of 1 the loss has left it."),
    ],
    options=["a", "b", "c"],
    belief=False,
)

# --- code ---


def neuron_of(weights, bias):
    """Return a neuron with these parameters."""
    neuron = Neuron(len(weights), rng=random.Random(0))
    for weight, data in zip(neuron.weights, weights):
        weight.data = data
    neuron.bias.data = bias
    return neuron


def plain(thing):
    """Return `thing` with plain numbers in place of Values, in lists too."""
    if isinstance(thing, list | tuple):
        return [plain(each) for each in thing]
    return thing.data if isinstance(thing, Value) else thing


def reached(result, leaf):
    """Return the gradient that a backward pass from `result`, or the sum of a list, brings to `leaf`, or say no."""
    if isinstance(result, list | tuple) and result and all(isinstance(each, Value) for each in result):
        result = sum(result)
    if not isinstance(result, Value):
        return "no Value came back"
    result.backward()
    return leaf.grad


def forgiving(w1, w2, b):
    """Return what answers as a neuron does, without tanh, but to a single Value or a list in a list as well."""

    def answer(x):
        numbers, depth = [x], 0
        while isinstance(numbers[0], list | tuple):
            numbers, depth = [each for part in numbers for each in part], depth + 1
        return sum((weight * each for weight, each in zip((w1, w2), numbers)), Value(b + depth))

    return answer


def neurons():
    """Return what the cases of `through_both` need: the neurons of XOR, three others, and what looks at answers.

    The cases with e, f and g tell mistakes apart at which every neuron raises the same error.
    """
    return {
        "first": neuron_of([3.0, 3.0], 3.0),
        "second": neuron_of([-3.0, -3.0], 3.0),
        "last": neuron_of([3.0, 3.0], -3.0),
        "p": neuron_of([0.5, -1.0], 0.25),
        "q": neuron_of([0.0, 2.0], -0.5),
        "r": neuron_of([-1.5, 0.5], 0.75),
        "u": neuron_of([0.5, -1.0, 0.25], 0.25),
        "v": neuron_of([-0.5, 2.0, 0.75], -0.5),
        "e": forgiving(2.0, 3.0, 0.5),
        "f": forgiving(-1.0, 5.0, 0.25),
        "g": forgiving(0.5, -2.0, 1.5),
        "plain": plain,
        "reached": reached,
    }


through_both = CodeExercise(
    solutions.through_both,
    cases=[
        "plain(through_both(first, second, last, [-1.0, 1.0]))",
        "plain(through_both(first, second, last, [1.0, 1.0]))",
        "plain(through_both(first, second, last, [-1.0, -1.0]))",
        "plain(through_both(p, q, r, [0.5, -0.25]))",
        "plain(through_both(q, p, r, [0.0, 1.0]))",
        "reached(through_both(p, q, r, [0.5, -0.25]), p.bias)",
        "plain(through_both(e, f, g, [0.5, -0.25]))",
        "plain(through_both(u, v, r, [0.5, -0.25, 1.5]))",
    ],
    words={
        "plain(through_both(first, second, last, [-1.0, 1.0]))": "The answer at [-1, 1]",
        "plain(through_both(first, second, last, [1.0, 1.0]))": "The answer at [1, 1]",
        "plain(through_both(first, second, last, [-1.0, -1.0]))": "The answer at [-1, -1]",
        "plain(through_both(p, q, r, [0.5, -0.25]))": "With three other neurons, the answer at [0.5, -0.25]",
        "plain(through_both(q, p, r, [0.0, 1.0]))": "With three other neurons, the answer at [0, 1]",
        "reached(through_both(p, q, r, [0.5, -0.25]), p.bias)": (
            "With three other neurons, the gradient that reaches the bias of `first`"
        ),
        "plain(through_both(e, f, g, [0.5, -0.25]))": "With three neurons without tanh, the answer at [0.5, -0.25]",
        "plain(through_both(u, v, r, [0.5, -0.25, 1.5]))": "For three inputs, the answer at [0.5, -0.25, 1.5]",
    },
    hints=[
        "A neuron is called with one thing: a list with a number for each of its weights. `last` has two weights.",
        "The list for `last` holds what `first` answers to x and what `second` answers to x.",
    ],
    given=neurons,
)


@through_both.other_way
def step_by_step(first, second, last, x):
    hidden = []
    for neuron in (first, second):
        hidden.append(neuron(x))
    return last(hidden)


@through_both.other_way
def with_a_tuple(first, second, last, x):
    one, two = first(x), second(x)
    return last((one, two))


@through_both.mistake("A neuron is called with one list, not with two numbers.")
def two_arguments(first, second, last, x):
    return last(first(x), second(x))


@through_both.mistake("`last` gets x itself. It should get the answers of the other two.")
def past_the_hidden(first, second, last, x):
    return last(x)


@through_both.mistake("The list holds the neurons. It should hold their answers.")
def neurons_not_answers(first, second, last, x):
    return last([first, second])


@through_both.mistake("The first weight of `last` belongs to the answer of `first`. Your list is turned round.")
def wrong_way_round(first, second, last, x):
    return last([second(x), first(x)])


@through_both.mistake("They stand side by side: `second` gets x as well, not the answer of `first`.")
def one_behind_the_other(first, second, last, x):
    return last(second(first(x)))


@through_both.mistake("Those are the answers of `first` and `second`. `last` has still to combine them.")
def without_the_last(first, second, last, x):
    return [first(x), second(x)]


@through_both.mistake("`last` has two weights, and your list one number: the two are added up.")
def added_up(first, second, last, x):
    return last([first(x) + second(x)])


@through_both.mistake(
    "The number is right, but `.data` cuts the path to the first two. Pass their answers on as they are."
)
def cut_off(first, second, last, x):
    return last([first(x).data, second(x).data])


@through_both.mistake("That is a plain number, cut off from the graph. The Value itself is asked for.")
def plain_number(first, second, last, x):
    return last([first(x), second(x)]).data


@through_both.mistake("The two answers are added up. `last` is a neuron: call it with the list of both.")
def only_a_sum(first, second, last, x):
    return first(x) + second(x)


@through_both.mistake("3, 3 and -3 are the numbers of one neuron. Call `last`, whatever its numbers are.")
def fixed_numbers(first, second, last, x):
    return (3 * first(x) + 3 * second(x) - 3).tanh()


@through_both.mistake("Both numbers in the list are the answer of `first`.")
def first_twice(first, second, last, x):
    return last([first(x), first(x)])


@through_both.mistake("Both numbers in the list are the answer of `second`.")
def second_twice(first, second, last, x):
    return last([second(x), second(x)])


@through_both.mistake("The two answers are added up. `last` needs a list with both.")
def sum_without_brackets(first, second, last, x):
    return last(first(x) + second(x))


@through_both.mistake("One pair of square brackets too many.")
def list_in_a_list(first, second, last, x):
    return last([[first(x), second(x)]])


@through_both.mistake("x is a list already: first(x).")
def brackets_round_x(first, second, last, x):
    return last([first([x]), second([x])])


def layers():
    """Return what the cases of `forward` need: functions of a list that stand for layers, and real ones."""
    rng = random.Random(3)
    real = [Layer(3, 2, rng=rng), Layer(2, 4, rng=rng), Layer(4, 2, rng=rng)]

    def double(x):
        return [2 * number for number in x]

    def add_one(x):
        return [number + 1 for number in x]

    return {
        "double": double,
        "add_one": add_one,
        "last_two": lambda x: x[-2:],
        "two": [double, add_one],
        "real": real,
        "weight": real[0].neurons[0].weights[0],
        "plain": plain,
        "reached": reached,
    }


forward = CodeExercise(
    solutions.forward,
    cases=[
        "forward([double, add_one], [1.0, -2.0])",
        "forward([add_one, double, double], [0.0, 5.0])",
        "forward([last_two], [1.0, 2.0, 3.0])",
        "forward([last_two, add_one], [1.0, 2.0, 3.0])",
        "[forward(two, [1.0, -2.0]), forward(two, [1.0, -2.0])]",
        "plain(forward(real, [2.0, 3.0, -1.0]))",
        "reached(forward(real, [2.0, 3.0, -1.0]), weight)",
    ],
    words={
        "forward([double, add_one], [1.0, -2.0])": ("[1, -2] through a layer that doubles and one that adds 1"),
        "forward([add_one, double, double], [0.0, 5.0])": ("[0, 5] through a layer that adds 1 and two that double"),
        "forward([last_two], [1.0, 2.0, 3.0])": ("[1, 2, 3] through a layer that keeps the last two numbers"),
        "forward([last_two, add_one], [1.0, 2.0, 3.0])": (
            "[1, 2, 3] through a layer that keeps the last two numbers and one that adds 1"
        ),
        "[forward(two, [1.0, -2.0]), forward(two, [1.0, -2.0])]": ("[1, -2] twice through one list of two layers"),
        "plain(forward(real, [2.0, 3.0, -1.0]))": "With three real layers at [2, 3, -1], the data of what comes out",
        "reached(forward(real, [2.0, 3.0, -1.0]), weight)": (
            "With three real layers, the gradient that reaches the very first weight"
        ),
    },
    hints=[
        "The first layer gets x. The second layer gets what the first one gave back, and so on: a loop.",
        "In the loop one line: call the layer, and let its outputs take the place of x.",
    ],
    given=layers,
)


@forward.other_way
def calls_itself(layers, x):
    return x if not layers else calls_itself(layers[1:], layers[0](x))


@forward.other_way
def by_place(layers, x):
    outputs = list(x)
    for i in range(len(layers)):
        outputs = layers[i](outputs)
    return outputs


@forward.other_way
def first_layer_apart(layers, x):
    outputs = layers[0](x)
    for layer in layers[1:]:
        outputs = layer(outputs)
    return outputs


@forward.other_way
def on_a_copy(layers, x):
    left = list(layers)
    while left:
        x = left.pop(0)(x)
    return x


@forward.mistake("Only the last layer has its turn, and it gets the x from the beginning.")
def only_the_last_layer(layers, x):
    return layers[-1](x)


@forward.mistake("Every layer gets the x from the beginning. It should get what the layer before it gave back.")
def always_the_inputs(layers, x):
    outputs = x
    for layer in layers:
        outputs = layer(x)
    return outputs


@forward.mistake("The layer is called, but what it gives back is dropped.")
def dropped(layers, x):
    for layer in layers:
        layer(x)
    return x


@forward.mistake("Only the first layer has its turn. Does a `return` stand inside the loop?")
def returns_in_the_loop(layers, x):
    for layer in layers:
        return layer(x)
    return x


@forward.mistake("The layers have their turns from the last to the first. Begin with the first.")
def backwards(layers, x):
    for layer in reversed(layers):
        x = layer(x)
    return x


@forward.mistake("It collects the outputs of all layers. Only those of the last one are asked for.")
def all_outputs(layers, x):
    collected = []
    for layer in layers:
        x = layer(x)
        collected.append(x)
    return collected


@forward.mistake("Each layer gets x, side by side. Here they stand one behind the other: each gets the outputs before.")
def side_by_side(layers, x):
    return [layer(x) for layer in layers]


@forward.mistake("A layer gets the whole list at once, not one number after the other.")
def number_by_number(layers, x):
    for layer in layers:
        x = [layer(number) for number in x]
    return x


@forward.mistake("Nothing comes back. After the loop, `return x`.")
def nothing_back(layers, x):
    for layer in layers:
        x = layer(x)


@forward.mistake("It works for three layers only. A loop works for any number of them.")
def three_layers(layers, x):
    return layers[2](layers[1](layers[0](x)))


@forward.mistake("The loop gives you each layer itself, not its place.")
def layers_as_places(layers, x):
    for i in layers:
        x = layers[i](x)
    return x


@forward.mistake("A list is called there, and a list cannot be. The layers can, one after the other.")
def calls_the_list(layers, x):
    return layers(x)


@forward.mistake("The first layer should get x. Yours gets an empty list.")
def starts_empty(layers, x):
    outputs = []
    for layer in layers:
        outputs = layer(outputs)
    return outputs


@forward.mistake("The numbers are right, but the path to the first layers is cut. Is there a `.data`?")
def cut_between(layers, x):
    for layer in layers:
        x = layer([plain(number) for number in x])
    return x


@forward.mistake("Those are plain numbers, cut off from the graph. The Values are asked for.")
def plain_at_the_end(layers, x):
    for layer in layers:
        x = layer(x)
    return plain(x)


@forward.mistake("It changes the list that it was given, so a second call goes wrong. Work on a copy.")
def empties_the_list(layers, x):
    while layers:
        x = layers.pop(0)(x)
    return x


@forward.mistake("x comes back as it went in: what the layers give stands under another name.")
def inputs_returned(layers, x):
    outputs = x
    for layer in layers:
        outputs = layer(outputs)
    return x


@forward.mistake("The first layer has no turn.")
def without_the_first_layer(layers, x):
    for layer in layers[1:]:
        x = layer(x)
    return x


@forward.mistake("The last layer has no turn.")
def without_the_last_layer(layers, x):
    for layer in layers[:-1]:
        x = layer(x)
    return x


count_parameters = CodeExercise(
    solutions.count_parameters,
    cases=[
        "count_parameters(2, [3])",
        "count_parameters(3, [4, 4, 1])",
        "count_parameters(2, [16, 16, 1])",
        "count_parameters(5, [2, 3])",
        "count_parameters(1, [1])",
        "[count_parameters(3, sizes), count_parameters(3, sizes)]",
    ],
    words={
        "[count_parameters(3, sizes), count_parameters(3, sizes)]": (
            "`[count_parameters(3, sizes), count_parameters(3, sizes)]`, two calls with one list, [4, 4, 1],"
        ),
    },
    hints=[
        "One layer: each of its `size` neurons has a weight for each input, and a bias.",
        "Go through the sizes, add up (inputs + 1) * size, and then let `inputs` be that size for the next layer.",
    ],
    given=lambda: {"sizes": [4, 4, 1]},
    tolerance=1e-9,
)


@count_parameters.other_way
def by_building_it(inputs, sizes):
    return len(MLP(inputs, sizes).parameters())


@count_parameters.other_way
def weights_and_biases(inputs, sizes):
    weights = sum(before * size for before, size in zip([inputs, *sizes], sizes))
    return weights + sum(sizes)


@count_parameters.mistake("Those are the weights. Every neuron has a bias too.")
def no_biases(inputs, sizes):
    return sum(before * size for before, size in zip([inputs, *sizes], sizes))


@count_parameters.mistake(
    "Only the first layer gets the inputs. Each later one gets the outputs of the layer before it."
)
def inputs_for_every_layer(inputs, sizes):
    return sum((inputs + 1) * size for size in sizes)


@count_parameters.mistake("One bias for each layer is too few: every neuron has its own.")
def one_bias_a_layer(inputs, sizes):
    return sum(before * size + 1 for before, size in zip([inputs, *sizes], sizes))


@count_parameters.mistake("One bias for every input of a layer? A bias belongs to a neuron.")
def bias_for_each_input(inputs, sizes):
    return sum(before * (size + 1) for before, size in zip([inputs, *sizes], sizes))


@count_parameters.mistake("Those are the neurons. How many parameters has each?")
def neurons_only(inputs, sizes):
    return sum(sizes)


@count_parameters.mistake("Those are the neurons and the inputs. How many parameters has each neuron?")
def circles(inputs, sizes):
    return inputs + sum(sizes)


@count_parameters.mistake("Only the first layer is counted. Does a `return` stand inside the loop?")
def first_layer_only(inputs, sizes):
    for size in sizes:
        return (inputs + 1) * size


@count_parameters.mistake("The last layer is missing.")
def without_the_last_one(inputs, sizes):
    return sum((before + 1) * size for before, size in zip([inputs, *sizes], sizes[:-1]))


@count_parameters.mistake("Only the last layer is left. Does `=` write over what was counted before?")
def last_layer_only(inputs, sizes):
    total = 0
    for size in sizes:
        total = (inputs + 1) * size
        inputs = size
    return total


@count_parameters.mistake("The first layer is missing: its inputs are `inputs`.")
def without_the_first_one(inputs, sizes):
    return sum((sizes[i - 1] + 1) * sizes[i] for i in range(1, len(sizes)))


@count_parameters.mistake("It works for three layers only. A loop works for any number.")
def three_sizes(inputs, sizes):
    return (inputs + 1) * sizes[0] + (sizes[0] + 1) * sizes[1] + (sizes[1] + 1) * sizes[2]


@count_parameters.mistake("Brackets are missing: a product comes before a sum, unless they say otherwise.")
def brackets_missing(inputs, sizes):
    total = 0
    for size in sizes:
        total += inputs + 1 * size
        inputs = size
    return total


@count_parameters.mistake("Each layer is counted as if its own size came in. What comes in is the size before it.")
def too_early(inputs, sizes):
    total = 0
    for size in sizes:
        inputs = size
        total += (inputs + 1) * size
    return total


@count_parameters.mistake("The inputs have no biases: they are given.")
def biases_for_the_inputs(inputs, sizes):
    return inputs + sum((before + 1) * size for before, size in zip([inputs, *sizes], sizes))


@count_parameters.mistake("It changes the list that it was given, so a second call goes wrong.")
def puts_the_inputs_in(inputs, sizes):
    sizes.insert(0, inputs)
    return sum((before + 1) * size for before, size in itertools.pairwise(sizes))


@count_parameters.mistake("It takes the sizes out of the list that it was given.")
def takes_the_sizes_out(inputs, sizes):
    total = 0
    while sizes:
        size = sizes.pop(0)
        total += (inputs + 1) * size
        inputs = size
    return total


total_error = CodeExercise(
    solutions.total_error,
    cases=[
        "plain(total_error([0.375, -1.0], [1.0, 1.0]))",
        "plain(total_error([0.3, 0.0, -0.123], [-1.0, 1.0, -1.0]))",
        "plain(total_error([3.0], [1.0]))",
        "plain(total_error([1.0, -1.0], [1.0, -1.0]))",
        "plain(total_error([v, Value(-0.75)], [1.0, -1.0]))",
        "reached(total_error([v, Value(-0.75)], [1.0, -1.0]), v)",
    ],
    words={
        "plain(total_error([0.375, -1.0], [1.0, 1.0]))": "`total_error([0.375, -1.0], [1.0, 1.0])`",
        "plain(total_error([0.3, 0.0, -0.123], [-1.0, 1.0, -1.0]))": (
            "`total_error([0.3, 0.0, -0.123], [-1.0, 1.0, -1.0])`"
        ),
        "plain(total_error([3.0], [1.0]))": "`total_error([3.0], [1.0])`",
        "plain(total_error([1.0, -1.0], [1.0, -1.0]))": "`total_error([1.0, -1.0], [1.0, -1.0])`",
        "plain(total_error([v, Value(-0.75)], [1.0, -1.0]))": ("For predictions that are Values the error"),
        "reached(total_error([v, Value(-0.75)], [1.0, -1.0]), v)": (
            "For two predictions that are Values the gradient of the first"
        ),
    },
    hints=[
        "zip(predictions, targets) gives each prediction with its target.",
        "Start a total at 0. In a loop add (prediction - target) ** 2 to it. Mind the brackets.",
    ],
    given=lambda: {"Value": Value, "v": Value(0.5), "plain": plain, "reached": reached},
)


@total_error.other_way
def in_a_loop(predictions, targets):
    total = 0
    for i in range(len(targets)):
        off = targets[i] - predictions[i]
        total = total + off * off
    return total


@total_error.other_way
def from_a_list(predictions, targets):
    return sum([abs_off * abs_off for abs_off in (p - t for p, t in zip(predictions, targets))])


@total_error.other_way
def from_a_value(predictions, targets):
    total = Value(0.0)
    for prediction, target in zip(predictions, targets):
        total += (prediction - target) ** 2
    return total


@total_error.mistake("The differences are not squared: one above and one below can cancel.")
def not_squared(predictions, targets):
    return sum(prediction - target for prediction, target in zip(predictions, targets))


@total_error.mistake("The squares are subtracted. First the difference, then its square: that is something else.")
def difference_of_squares(predictions, targets):
    return sum(prediction**2 - target**2 for prediction, target in zip(predictions, targets))


@total_error.mistake("The differences are not squared, and turned round: one above and one below can cancel.")
def not_squared_and_turned(predictions, targets):
    return sum(target - prediction for prediction, target in zip(predictions, targets))


@total_error.mistake("`**` comes before the minus: only the target is squared. Brackets: (prediction - target) ** 2.")
def no_brackets(predictions, targets):
    return sum(prediction - target**2 for prediction, target in zip(predictions, targets))


@total_error.mistake("Each difference is squared by itself, and then they are added. Yours are added first.")
def square_of_the_sum(predictions, targets):
    return sum(prediction - target for prediction, target in zip(predictions, targets)) ** 2


@total_error.mistake("That is the mean. Here the squares are added up, and not divided.")
def mean(predictions, targets):
    return sum((prediction - target) ** 2 for prediction, target in zip(predictions, targets)) / len(targets)


@total_error.mistake("Only the first example counts. Does a `return` stand inside the loop?")
def first_only(predictions, targets):
    for prediction, target in zip(predictions, targets):
        return (prediction - target) ** 2


@total_error.mistake("Only the last example is left. Does `=` (or `=+`) write over the others?")
def last_only(predictions, targets):
    total = 0
    for prediction, target in zip(predictions, targets):
        total = (prediction - target) ** 2
    return total


@total_error.mistake("It is the size of the differences. They should be squared, so that large ones count more.")
def sizes_only(predictions, targets):
    return sum(((prediction - target) ** 2) ** 0.5 for prediction, target in zip(predictions, targets))


@total_error.mistake("`abs` takes off the sign, but here each difference should be squared. (A Value has no abs.)")
def with_abs(predictions, targets):
    return sum(abs(prediction - target) for prediction, target in zip(predictions, targets))


@total_error.mistake("That is a list with the error of each example. One number is asked for: their sum.")
def as_a_list(predictions, targets):
    return [(prediction - target) ** 2 for prediction, target in zip(predictions, targets)]


@total_error.mistake("How far apart are two numbers? Subtract, do not add.")
def added(predictions, targets):
    return sum((prediction + target) ** 2 for prediction, target in zip(predictions, targets))


@total_error.mistake("Functions of `math` are for plain numbers; arithmetic is for both.")
def with_math_pow(predictions, targets):
    return sum(math.pow(prediction - target, 2) for prediction, target in zip(predictions, targets))


@total_error.mistake("The numbers are right, but `.data` cuts the path to the predictions. Compute with the Values.")
def cut_off_error(predictions, targets):
    return sum((plain(prediction) - target) ** 2 for prediction, target in zip(predictions, targets))


@total_error.mistake("A list cannot be subtracted from a list. Take the examples one at a time, with zip.")
def lists_subtracted(predictions, targets):
    return (predictions - targets) ** 2


@total_error.mistake("`* 2` doubles. A square is written `** 2`.")
def doubled(predictions, targets):
    return sum((prediction - target) * 2 for prediction, target in zip(predictions, targets))


@total_error.mistake("Without `zip` the loop gets first all predictions, then all targets.")
def without_zip(predictions, targets):
    total = 0
    for prediction, target in predictions, targets:
        total += (prediction - target) ** 2
    return total


@total_error.mistake("`=+` is read as `=` and a plus sign: it writes over the others. To add up, write `+=`.")
def equals_plus(predictions, targets):
    total = 0
    for prediction, target in zip(predictions, targets):
        total = +((prediction - target) ** 2)
    return total


@total_error.mistake("A square has no minus: `abs` is not needed, and a Value has none.")
def abs_squared(predictions, targets):
    return sum(abs(prediction - target) ** 2 for prediction, target in zip(predictions, targets))


@total_error.mistake("The root at the end is too much. The sum of the squares is asked for, as it is.")
def root_at_the_end(predictions, targets):
    return sum((prediction - target) ** 2 for prediction, target in zip(predictions, targets)) ** 0.5


@total_error.mistake("The root at the end is too much; and functions of `math` are for plain numbers.")
def math_root_at_the_end(predictions, targets):
    return math.sqrt(sum((prediction - target) ** 2 for prediction, target in zip(predictions, targets)))


@total_error.mistake("Each prediction is compared with every target. Take them in pairs, with zip.")
def every_pair(predictions, targets):
    return sum((prediction - target) ** 2 for prediction in predictions for target in targets)


share = CodeExercise(
    solutions.share,
    cases=[
        "share([0.5, -1.0], [1.0, 1.0], 0)",
        "share([0.5, -1.0], [1.0, 1.0], 1)",
        "share([0.0, 0.5, -0.5], [-1.0, 1.0, 1.0], 2)",
        "share([2.0, 1.0], [2.0, -1.0], 0)",
    ],
    hints=[
        "First a list with the squared error of each example.",
        "Then the one at place i, divided by the sum of all.",
    ],
)


@share.other_way
def part_and_whole(predictions, targets, i):
    whole = 0
    for prediction, target in zip(predictions, targets):
        whole += (target - prediction) ** 2
    part = (targets[i] - predictions[i]) ** 2
    return part / whole


@share.other_way
def by_total_error(predictions, targets, i):
    part = solutions.total_error([predictions[i]], [targets[i]])
    return part / solutions.total_error(predictions, targets)


@share.mistake("That is the squared error of the example. Which part is it of the whole? Divide by the sum.")
def not_divided(predictions, targets, i):
    return (predictions[i] - targets[i]) ** 2


@share.mistake("Those are the parts before squaring. The loss is made of squares.")
def sizes_not_squares(predictions, targets, i):
    sizes = [abs(prediction - target) for prediction, target in zip(predictions, targets)]
    return sizes[i] / sum(sizes)


@share.mistake("Neither is squared, so the signs play a part. The loss is made of squares.")
def differences(predictions, targets, i):
    off = [prediction - target for prediction, target in zip(predictions, targets)]
    return off[i] / sum(off)


@share.mistake("Divide by the sum of the squared errors, not by how many there are.")
def divided_by_the_count(predictions, targets, i):
    return (predictions[i] - targets[i]) ** 2 / len(targets)


@share.mistake("It is upside down: the part stands above the line, the whole below.")
def upside_down(predictions, targets, i):
    errors = [(prediction - target) ** 2 for prediction, target in zip(predictions, targets)]
    return sum(errors) / errors[i]


@share.mistake("That is in per cent. A number from 0 to 1 is asked for: leave out the 100.")
def in_per_cent(predictions, targets, i):
    errors = [(prediction - target) ** 2 for prediction, target in zip(predictions, targets)]
    return 100 * errors[i] / sum(errors)


@share.mistake("Places are counted from 0, and so is i.")
def counted_from_one(predictions, targets, i):
    errors = [(prediction - target) ** 2 for prediction, target in zip(predictions, targets)]
    return errors[i - 1] / sum(errors)


@share.mistake("Those are the shares of all examples, a list. Only that of example i is asked for.")
def all_shares(predictions, targets, i):
    errors = [(prediction - target) ** 2 for prediction, target in zip(predictions, targets)]
    return [error / sum(errors) for error in errors]


@share.mistake("The part is made of squares too: square the difference above the line.")
def part_not_squared(predictions, targets, i):
    return (predictions[i] - targets[i]) / solutions.total_error(predictions, targets)


@share.mistake("The part is made of squares too: in place of abs, square the difference above the line.")
def part_is_a_size(predictions, targets, i):
    return abs(predictions[i] - targets[i]) / solutions.total_error(predictions, targets)


@share.mistake("The whole is made of squares too: square each difference before you add them up.")
def whole_not_squared(predictions, targets, i):
    off = [prediction - target for prediction, target in zip(predictions, targets)]
    return off[i] ** 2 / sum(off)


@share.mistake("One number stands where a list belongs.")
def numbers_for_lists(predictions, targets, i):
    return solutions.total_error(predictions[i], targets[i]) / solutions.total_error(predictions, targets)


@share.mistake("One number stands where a list belongs: it has no length.")
def length_of_a_number(predictions, targets, i):
    return in_a_loop(predictions[i], targets[i]) / in_a_loop(predictions, targets)


@share.mistake("Divide by the sum of all squared errors, not by that of the others.")
def against_the_others(predictions, targets, i):
    errors = [(prediction - target) ** 2 for prediction, target in zip(predictions, targets)]
    others = sum(errors) - errors[i]
    return errors[i] / others if others else 1.0


def kind(thing):
    """Return `thing`; of a neuron, which equals no other, and of a text only which of the two it is."""
    return "a neuron" if isinstance(thing, Neuron) else "a text" if isinstance(thing, str) else thing


collapse = CodeExercise(
    solutions.collapse,
    cases=[
        "kind(collapse(2.0, 1.0, 3.0, -1.0))",
        "kind(collapse(-0.57, 4.1, 2.123, 0.5))",
        "kind(collapse(1.0, 0.0, -3.0, 2.0))",
        "kind(collapse(3.0, -2.0, 0.0, 5.0))",
    ],
    words={
        "kind(collapse(2.0, 1.0, 3.0, -1.0))": "`collapse(2.0, 1.0, 3.0, -1.0)`",
        "kind(collapse(-0.57, 4.1, 2.123, 0.5))": "`collapse(-0.57, 4.1, 2.123, 0.5)`",
        "kind(collapse(1.0, 0.0, -3.0, 2.0))": "`collapse(1.0, 0.0, -3.0, 2.0)`",
        "kind(collapse(3.0, -2.0, 0.0, 5.0))": "`collapse(3.0, -2.0, 0.0, 5.0)`",
    },
    hints=[
        "The second neuron's input is w1 * x + b1. Put that into w2 * (...) + b2, and multiply out the brackets.",
        "w2 * (w1 * x + b1) + b2 = (w2 * w1) * x + (w2 * b1 + b2).",
    ],
    given=lambda: {"kind": kind},
)


@collapse.other_way
def measured(w1, b1, w2, b2):
    def both(x):
        return w2 * (w1 * x + b1) + b2

    return [both(1) - both(0), both(0)]


@collapse.mistake("The second neuron multiplies all of its input by w2, b1 included.")
def bias_not_multiplied(w1, b1, w2, b2):
    return w2 * w1, b1 + b2


@collapse.mistake("The weights are multiplied, not added: x is first multiplied by w1, and that by w2.")
def weights_added(w1, b1, w2, b2):
    return w1 + w2, w2 * b1 + b2


@collapse.mistake("Weights and biases are added here. But w2 multiplies all that comes in: w1 * x, and b1.")
def all_added(w1, b1, w2, b2):
    return w1 + w2, b1 + b2


@collapse.mistake("b2 is added at the very end, so w2 does not multiply it.")
def both_biases_multiplied(w1, b1, w2, b2):
    return w2 * w1, w2 * (b1 + b2)


@collapse.mistake("Right, but the other way round: first the weight, then the bias.")
def bias_first(w1, b1, w2, b2):
    return w2 * b1 + b2, w2 * w1


@collapse.mistake("Your bias is that of the two neurons in the other order. b1 passes through w2.")
def other_order(w1, b1, w2, b2):
    return w2 * w1, w1 * b2 + b1


@collapse.mistake("b1 comes out of the first neuron: it passes through w2, not through w1.")
def through_the_wrong_weight(w1, b1, w2, b2):
    return w2 * w1, w1 * b1 + b2


@collapse.mistake("The second bias is lost: it is added at the end.")
def second_bias_lost(w1, b1, w2, b2):
    return w2 * w1, w2 * b1


@collapse.mistake("The first bias is lost: it goes into the second neuron too, and w2 multiplies it.")
def first_bias_lost(w1, b1, w2, b2):
    return w2 * w1, b2


@collapse.mistake("The biases are not multiplied with each other: b1 passes through w2, and b2 is added.")
def biases_multiplied(w1, b1, w2, b2):
    return w2 * w1, b1 * b2


@collapse.mistake("A neuron came back. Return its two numbers, the weight and the bias, with a comma between them.")
def as_a_neuron(w1, b1, w2, b2):
    return neuron_of([w2 * w1], w2 * b1 + b2)


@collapse.mistake("A text came back. Without the quotes, Python computes the two numbers.")
def as_text(w1, b1, w2, b2):
    return "w2 * w1, w2 * b1 + b2"


@collapse.mistake("Only the weight comes back. The bias is asked for too, after a comma.")
def only_the_weight(w1, b1, w2, b2):
    return w2 * w1

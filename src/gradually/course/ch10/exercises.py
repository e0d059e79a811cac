"""The exercises of chapter 10: the training loop, and what goes wrong in it."""

import inspect
import itertools
import math
import random

from gradually.course.ch10 import solutions
from gradually.course.ch10.blank_page import LearningExercise, judged
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.course.checking.stand_ins import plain
from gradually.course.page.source import show_code
from gradually.data import tiny_set
from gradually.losses import squared_error
from gradually.nn import MLP
from gradually.value import Value


def three_examples():
    """Return (inputs, targets), made afresh: what one answer puts into them, no other one finds."""
    return [[1.0, -0.5], [-1.0, 0.0], [0.5, 2.0]], [1.0, -1.0, 0.5]


def small_network():
    """Return a fresh network of 9 parameters, always the same."""
    return MLP(2, [2, 1], rng=random.Random(3))


# --- predictions ---

new_data = ValueExercise(
    "new_data",
    0.9,
    because="0.8 - 0.05 * (-2) = 0.8 + 0.1. The loss falls as this parameter rises, so it is raised, a little.",
    mistakes=[
        (0.7, "The gradient is negative, and a negative number is subtracted: minus times minus."),
        (0.1, "That is the change. It is added to the 0.8 that was there."),
        (-0.1, "That is 0.05 * (-2), the amount to subtract. From what?"),
        (2.8, "That moves by the whole gradient. The gradient is a rate, not an amount: 0.05 of it is taken."),
        (-1.2, "That adds the whole gradient. It is to be 0.05 of it, and subtracted."),
        (1.8, "0.05 * 2 is 0.1, not 1."),
        (-2, "That is the gradient. The data becomes data - 0.05 * gradient."),
    ],
    otherwise="What is 0.05 times the gradient? Subtract that, with its sign, from 0.8.",
)

with_plus = ValueExercise(
    "with_plus",
    "up",
    because="A gradient points the way in which the loss rises. With += each parameter goes that way.",
    mistakes=[
        ("down", "Each gradient points to where the loss rises, and += moves each parameter along its gradient."),
        ("same", "The parameters do move, by the same amounts as before. Only the direction is another."),
    ],
    options=["up", "down", "same"],
)

third_step = ValueExercise(
    "third_step",
    0.6,
    because="The grad holds 3 + 2 + 1 = 6 by then, and 0.1 * 6 = 0.6: the step grows, though the slope fell to 1.",
    mistakes=[
        (0.1, "That would be so if the grad were 1. Nobody set it back to 0: what has it collected?"),
        (6, "That is what the grad holds. The step is the learning rate times that."),
        (-0.6, "That is the change of the weight, and right. Asked for is the length of the step, without the sign."),
        (0.3, "That was the first step. Since then, two more slopes were added."),
        (0.5, "That was the second step. Since then, the 1 was added."),
        (1.4, "That is all three steps together. Asked for is the third alone."),
        (0.2, "backward does not average: it adds."),
    ],
    otherwise="What does grad hold at the third step, when nothing was set to 0? The learning rate multiplies that.",
)

lower_loss = ValueExercise(
    "lower_loss",
    "without",
    because="The sum of all gradients moves it faster, as it did the single w. So the mistake is hard to notice.",
    mistakes=[
        ("with", "Longer steps need not do harm at once. Which w came to the best place first, a moment ago?"),
        ("neither", "From the second step on the two move differently: one by the gradient, one by the sum of all."),
    ],
    options=["with", "without", "neither"],
)

forty_times = ValueExercise(
    "forty_times",
    "c",
    because="A few giant steps throw the network to where tanh is flat. There the gradients are 0, and nothing moves.",
    mistakes=[
        ("a", "It would, if the slope stayed the same along the way. It holds near the place where it was measured."),
        (
            "b",
            "tanh keeps each prediction between -1 and 1: no square is above 4, and no loss of four examples above 16.",
        ),
    ],
    options=["a", "b", "c"],
)

largest_rate = ValueExercise(
    "largest_rate",
    0.63,
    because="One notch more, and each step lands as high up on the other side of the valley: to and fro.",
    mistakes=[
        (0.05, "That is where the knob stood at first. Turn it up: does the walk still come to rest?"),
        (0.4, "It comes to rest there, and with larger rates as well. Go on, notch by notch."),
        (0.5, "It comes to rest there, and with larger rates as well. Go on, notch by notch."),
        (0.79, "Does it? Look at the end of the curve: it lies high, and the map shows a walk to and fro."),
        (1, "Does it? Look at the curve: a walk that came to rest has a flat line at its end."),
        (3.2, "That is the end of the knob. Does the walk come to rest in the green there?"),
    ],
    otherwise="Press reset, then run. Turn the rate up until the curve no longer ends flat, then back a notch.",
    tolerance=0.01,
)

which_strip = ValueExercise(
    "which_strip",
    "triangles",
    because="Both strips do it, and this start lies nearer to that one. The network knows nothing of chapter 9.",
    mistakes=[
        ("circles", "That strip was built by hand. From this start the slopes lead somewhere else: see the film."),
        ("neither", "It does get all four right. Where do its two borders lie?"),
    ],
    options=["circles", "triangles", "neither"],
)

falling_loss = ValueExercise(
    "falling_loss",
    "b",
    because="It takes very little to go downhill. Whether a gradient is right, only a check against nudging tells.",
    mistakes=[
        ("a", "Look at the chart once more: one of the two losses was made with wrong gradients, and falls as well."),
        ("c", "The chart has shown wrong gradients under a loss that falls."),
    ],
    options=["a", "b", "c"],
    belief=True,
)

# --- the step ---


def moved(function, learning_rate):
    """Return three parameters after `function` made a step with them."""
    parameters = [Value(2.0), Value(0.5), Value(-3.0)]
    for parameter, grad in zip(parameters, (6.0, 2.0, -4.0), strict=True):
        parameter.grad = grad
    function(list(parameters), learning_rate)
    return parameters


def moved_data(function, learning_rate):
    """Return the data of three parameters after `function` made a step with them."""
    return plain([parameter.data for parameter in moved(function, learning_rate)])


def grads_left(function, learning_rate):
    """Return the grads of three parameters after `function` made a step with them."""
    return plain([parameter.grad for parameter in moved(function, learning_rate)])


def same_values(function):
    """Tell whether a list of parameters still holds the very same Values after `function` made a step with it."""
    parameters = [Value(2.0), Value(-3.0)]
    given = list(parameters)
    function(given, 0.1)
    return len(given) == 2 and all(a is b for a, b in zip(given, parameters, strict=True))


STEP_CASES = {
    f"moved_data(take_step, {rate})": f"With grads [6, 2, -4] and rate {rate} the data [2, 0.5, -3]"
    for rate in (0.1, 0.5, 0)
}
STEP_CASES |= {
    "grads_left(take_step, 0.1)": "After a step, grads that were [6, 2, -4]",
    "same_values(take_step)": "Whether the list still holds the same Values",
}

take_step = CodeExercise(
    solutions.take_step,
    cases=list(STEP_CASES),
    words=STEP_CASES,
    hints=[
        "A for loop over the parameters; each has a .data and a .grad.",
        "In the loop, one line: `parameter.data -= ...`, with the learning rate times the grad.",
    ],
    given=lambda: {"moved_data": moved_data, "grads_left": grads_left, "same_values": same_values},
)


@take_step.other_way
def by_index(parameters, learning_rate):
    for i in range(len(parameters)):
        parameters[i].data = parameters[i].data - parameters[i].grad * learning_rate


@take_step.mistake("That climbs: it adds. To make the loss smaller, subtract.")
def climbs(parameters, learning_rate):
    for parameter in parameters:
        parameter.data += learning_rate * parameter.grad


@take_step.mistake("The learning rate is missing: the gradient is a rate, not the amount to move by.")
def by_the_whole_gradient(parameters, learning_rate):
    for parameter in parameters:
        parameter.data -= parameter.grad


@take_step.mistake("It moves all by the same amount. How far each one goes depends on its own grad.")
def same_for_all(parameters, learning_rate):
    for parameter in parameters:
        parameter.data -= learning_rate


@take_step.mistake("The old data is lost: the step stands in its place, and does not move it.")
def replaces(parameters, learning_rate):
    for parameter in parameters:
        parameter.data = -learning_rate * parameter.grad


@take_step.mistake("It takes 0.05, whatever learning rate is passed in.")
def fixed_rate(parameters, learning_rate):
    for parameter in parameters:
        parameter.data -= 0.05 * parameter.grad


@take_step.mistake("Nothing has moved. Does `.data` change, and of the list that came in? A new name moves nothing.")
def moves_a_copy(parameters, learning_rate):
    for parameter in parameters:
        data = parameter.data
        data -= learning_rate * parameter.grad


@take_step.mistake("You put new Values into the list. The network still holds the old ones: change their data.")
def new_values(parameters, learning_rate):
    for i in range(len(parameters)):
        parameters[i] = Value(parameters[i].data - learning_rate * parameters[i].grad)


@take_step.mistake("A Value stands where a number belongs. Is a `.data` or a `.grad` missing?")
def value_in_data(parameters, learning_rate):
    for parameter in parameters:
        parameter.data = parameter - learning_rate * parameter.grad


@take_step.mistake("Only the first one moved. Is there a `return` in the loop?")
def only_the_first(parameters, learning_rate):
    for parameter in parameters:
        parameter.data -= learning_rate * parameter.grad
        return


@take_step.mistake("The data is right. But the gradients are set to 0, too: that is zero_grad's task, not the step's.")
def zeroes_too(parameters, learning_rate):
    for parameter in parameters:
        parameter.data -= learning_rate * parameter.grad
        parameter.grad = 0.0


@take_step.mistake("The gradients are 0 before the move, so nothing is left to move by.")
def zeroes_first(parameters, learning_rate):
    for parameter in parameters:
        parameter.grad = 0.0
        parameter.data -= learning_rate * parameter.grad


@take_step.mistake("It multiplies the rate by the data. How far a parameter moves depends on its grad.")
def by_the_data(parameters, learning_rate):
    for parameter in parameters:
        parameter.data -= learning_rate * parameter.data


@take_step.mistake("The sign of the grad is lost. Where the grad is negative, the data should rise.")
def without_the_sign(parameters, learning_rate):
    for parameter in parameters:
        parameter.data -= learning_rate * abs(parameter.grad)


@take_step.mistake("It changes the gradients. What is to move is the data.")
def moves_the_grad(parameters, learning_rate):
    for parameter in parameters:
        parameter.grad -= learning_rate * parameter.data


# --- the loop ---


def losses(function, steps, learning_rate):
    """Return what `function`, called as train is, hands back for a small network."""
    return plain(function(small_network(), *three_examples(), steps, learning_rate))


def losses_of_four(function, steps, learning_rate):
    """Return what `function`, called as train is, hands back for another network, and four examples."""
    return plain(function(MLP(3, [2, 1], rng=random.Random(2)), *tiny_set(), steps, learning_rate))


def last_parameter(function, steps, learning_rate):
    """Return the last parameter's data of a small network that `function`, called as train is, has trained."""
    network = small_network()
    function(network, *three_examples(), steps, learning_rate)
    return plain(network.parameters()[-1].data)


def of_a_training(name):
    """Return the cases of a function called as train is, and what to call them."""
    said = {
        f"losses({name}, 3, 0.1)": "In 3 steps at rate 0.1 the losses",
        f"losses({name}, 5, 0.3)": "In 5 steps at rate 0.3 the losses",
        f"losses_of_four({name}, 2, 0.2)": "For another network and four examples the losses",
        f"last_parameter({name}, 3, 0.1)": "After 3 steps at rate 0.1 the network's last parameter",
    }
    given = {"losses": losses, "losses_of_four": losses_of_four, "last_parameter": last_parameter}
    return {"cases": list(said), "words": said, "given": lambda: given, "tolerance": 1e-6}


train = CodeExercise(
    solutions.train,
    **of_a_training("train"),
    hints=[
        "It is the loop above, with the names that are passed in: range(steps), learning_rate.",
        "In this order: predictions, loss, note loss.data, zero_grad, backward, move the parameters.",
        "Before the loop `losses = []`, in it `losses.append(loss.data)`, and after it `return losses`.",
    ],
)


@train.other_way
def zero_at_the_end(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        loss = squared_error([network(x) for x in inputs], targets)
        loss.backward()
        for parameter in network.parameters():
            parameter.data = parameter.data - learning_rate * parameter.grad
            parameter.grad = 0
        noted += [loss.data]
    return noted


@train.other_way
def with_while(network, inputs, targets, steps, learning_rate):
    noted = []
    while len(noted) < steps:
        network.zero_grad()
        loss = sum((network(x) - target) ** 2 for x, target in zip(inputs, targets, strict=True))
        loss.backward()
        solutions.take_step(network.parameters(), learning_rate)
        noted.append(loss.data)
    return noted


@train.mistake("Each step adds gradients to the old ones. Is zero_grad missing, outside the loop, without ()?")
def forgot_zero_grad(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        loss = squared_error([network(x) for x in inputs], targets)
        noted.append(loss.data)
        loss.backward()
        for parameter in network.parameters():
            parameter.data -= learning_rate * parameter.grad
    return noted


@train.mistake("No step changed it. Is zero_grad after backward, `backward` without (), or `.data` never set?")
def nothing_moves(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        loss = squared_error([network(x) for x in inputs], targets)
        noted.append(loss.data)
        loss.backward()
        network.zero_grad()
        solutions.take_step(network.parameters(), learning_rate)
    return noted


@train.mistake("The loss climbs: the sign of the step is turned round.")
def climbs_in_the_loop(network, inputs, targets, steps, learning_rate):
    return solutions.train(network, inputs, targets, steps, -learning_rate)


@train.mistake("The loss is computed before the loop, and never sees what the steps change.")
def loss_before_the_loop(network, inputs, targets, steps, learning_rate):
    noted = []
    loss = squared_error([network(x) for x in inputs], targets)
    for _ in range(steps):
        noted.append(loss.data)
        network.zero_grad()
        loss.backward()
        solutions.take_step(network.parameters(), learning_rate)
    return noted


@train.mistake("Those are Values, and each keeps its whole graph alive. Note the number in it: its `.data`.")
def keeps_values(network, inputs, targets, steps, learning_rate):
    return [Value(loss) for loss in solutions.train(network, inputs, targets, steps, learning_rate)]


@train.mistake("That is the last loss alone. Collect all of them in a list.")
def only_the_last_loss(network, inputs, targets, steps, learning_rate):
    return solutions.train(network, inputs, targets, steps, learning_rate)[-1]


@train.mistake("Only the last loss is there. Does the list begin anew in each turn, or is `append` after the loop?")
def a_list_of_the_last_loss(network, inputs, targets, steps, learning_rate):
    return solutions.train(network, inputs, targets, steps, learning_rate)[-1:]


@train.mistake("Those are the losses *after* each step. Note each loss before the step is made.")
def measured_after_the_step(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        solutions.train(network, inputs, targets, 1, learning_rate)
        noted.append(squared_error([network(x) for x in inputs], targets).data)
    return noted


@train.mistake("That is one loss too many: the one after the last step is not asked for.")
def one_loss_more(network, inputs, targets, steps, learning_rate):
    noted = solutions.train(network, inputs, targets, steps, learning_rate)
    return [*noted, squared_error([network(x) for x in inputs], targets).data]


@train.mistake("That is one step too many, and one loss: there should be as many as `steps` says.")
def one_step_more(network, inputs, targets, steps, learning_rate):
    return solutions.train(network, inputs, targets, steps + 1, learning_rate)


@train.mistake("The parameters move only once, after the last turn. Their lines belong in the loop.")
def moves_after_the_loop(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        loss = squared_error([network(x) for x in inputs], targets)
        noted.append(loss.data)
        network.zero_grad()
        loss.backward()
    solutions.take_step(network.parameters(), learning_rate)
    return noted


@train.mistake("A Value stands in the data of a parameter, where a number belongs. Is a `.data` missing?")
def values_in_the_data(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        loss = squared_error([network(x) for x in inputs], targets)
        noted.append(loss.data)
        network.zero_grad()
        loss.backward()
        for p in network.parameters():
            p.data = p - learning_rate * p.grad
    return noted


@train.mistake("There is one loss only. Does the `return` stand inside the loop?")
def returns_in_the_loop(network, inputs, targets, steps, learning_rate):
    for _ in range(steps):
        return solutions.train(network, inputs, targets, 1, learning_rate)


@train.mistake("It takes a learning rate of 0.05, whatever is passed in.")
def fixed_rate_in_the_loop(network, inputs, targets, steps, learning_rate):
    return solutions.train(network, inputs, targets, steps, 0.05)


@train.mistake("backward was called on a prediction. It is the loss that is to become smaller.")
def backward_on_a_prediction(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        predictions = [network(x) for x in inputs]
        noted.append(squared_error(predictions, targets).data)
        network.zero_grad()
        predictions[-1].backward()
        solutions.take_step(network.parameters(), learning_rate)
    return noted


@train.mistake("The learning rate is missing: a gradient is a rate, and the step a small part of it.")
def steps_by_the_whole_gradient(network, inputs, targets, steps, learning_rate):
    return solutions.train(network, inputs, targets, steps, 1)


@train.mistake("The old data is lost: each step puts the move in its place, and does not add to it.")
def replaces_the_data(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        loss = squared_error([network(x) for x in inputs], targets)
        noted.append(loss.data)
        network.zero_grad()
        loss.backward()
        for p in network.parameters():
            p.data = -learning_rate * p.grad
    return noted


@train.mistake("One step is missing, and its loss: there should be as many as `steps` says.")
def one_step_less(network, inputs, targets, steps, learning_rate):
    return solutions.train(network, inputs, targets, steps - 1, learning_rate)


@train.mistake("That is the mean over the examples. The squared error of chapter 9 is their sum.")
def mean_for_the_sum(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        loss = squared_error([network(x) for x in inputs], targets) / len(inputs)
        noted.append(loss.data)
        network.zero_grad()
        loss.backward()
        solutions.take_step(network.parameters(), learning_rate)
    return noted


@train.mistake("The steps are too short by the number of examples: the sum counts, in the step too, not the mean.")
def step_of_the_mean(network, inputs, targets, steps, learning_rate):
    return solutions.train(network, inputs, targets, steps, learning_rate / len(inputs))


@train.mistake("Only the first example is learnt. Asked for is one loss of all of them.")
def first_example_only(network, inputs, targets, steps, learning_rate):
    return solutions.train(network, inputs[:1], targets[:1], steps, learning_rate)


@train.mistake("It makes a step after each example. Asked for is one loss of all, and one step for it.")
def steps_for_each_example(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        noted.append(squared_error([network(x) for x in inputs], targets).data)
        for x, target in zip(inputs, targets, strict=True):
            solutions.train(network, [x], [target], 1, learning_rate)
    return noted


# --- five broken loops ---


def loop_1(network, inputs, targets):
    losses = []
    predictions = [network(x) for x in inputs]
    loss = squared_error(predictions, targets)
    for _ in range(20):
        losses.append(loss.data)
        network.zero_grad()
        loss.backward()
        for p in network.parameters():
            p.data -= 0.05 * p.grad
    return losses


def loop_2(network, inputs, targets):
    losses = []
    for _ in range(20):
        predictions = [network(x) for x in inputs]
        loss = squared_error(predictions, targets)
        losses.append(loss.data)
        loss.backward()
        network.zero_grad()
        for p in network.parameters():
            p.data -= 0.05 * p.grad
    return losses


def loop_3(network, inputs, targets):
    losses = []
    network.zero_grad()
    for _ in range(20):
        predictions = [network(x) for x in inputs]
        loss = squared_error(predictions, targets)
        losses.append(loss.data)
        loss.backward()
        for p in network.parameters():
            p.data -= 0.05 * p.grad
    return losses


def loop_4(network, inputs, targets):
    losses = []
    for _ in range(20):
        predictions = [network(x) for x in inputs]
        loss = squared_error(predictions, targets)
        losses.append(loss.data)
        network.zero_grad()
        loss.backward()
        for p in network.parameters():
            p = p - 0.05 * p.grad
    return losses


def loop_5(network, inputs, targets):
    losses = []
    for _ in range(20):
        predictions = [network(x) for x in inputs]
        loss = squared_error(predictions, targets)
        losses.append(loss.data)
        network.zero_grad()
        predictions[0].backward()
        for p in network.parameters():
            p.data -= 0.05 * p.grad
    return losses


LOOPS = {"A": loop_4, "B": loop_1, "C": loop_5, "D": loop_2, "E": loop_3}


def show_loops():
    """Show the source of the five broken loops."""
    sources = [inspect.getsource(loop) for _, loop in sorted((loop.__name__, loop) for loop in LOOPS.values())]
    show_code("\n\n".join(sources))


def runs_of_loops():
    """Return {letter: what a broken loop left behind}: its losses, predictions before and after, the largest grad."""
    runs = {}
    for letter, loop in LOOPS.items():
        inputs, targets = tiny_set()
        network = MLP(3, [4, 4, 1], rng=random.Random(1))
        before = [network(x).data for x in inputs]
        noted = loop(network, inputs, targets)
        runs[letter] = {
            "losses": noted,
            "before": before,
            "after": [network(x).data for x in inputs],
            "largest_grad": max(abs(parameter.grad) for parameter in network.parameters()),
        }
    return runs


which_loop = ValueExercise(
    "which_loop",
    {"A": 4, "B": 1, "C": 5, "D": 2, "E": 3},
    because="B changes what its noted loss never sees; A and D change nothing, and in D even the gradients are gone.",
    mistakes=[
        (
            {"A": 2, "B": 1, "C": 5, "D": 4, "E": 3},
            "A and D have changed places. Neither moves anything, but in one of them the gradients are wiped out "
            "before the step: which lines leave gradients of 0 behind?",
        ),
        (
            {"A": 1, "B": 4, "C": 5, "D": 2, "E": 3},
            "A and B have changed places. Both note the same loss again and again. But in one the predictions moved.",
        ),
        (
            {"A": 4, "B": 1, "C": 3, "D": 2, "E": 5},
            "C and E have changed places. Which of the two pushes one prediction down, whatever its target?",
        ),
        (
            {"A": 4, "B": 2, "C": 5, "D": 1, "E": 3},
            "B and D have changed places. In a loop whose loss is computed in every step, a loss that stays the same "
            "means that the network has not changed. Did it?",
        ),
    ],
    hints=[
        "In three runs the noted loss stays where it is. In which of them did the predictions move?",
        "Gradients of exactly 0 at the end: somebody set them to 0 after backward.",
        "Loop 4 gives the name p to something new. What becomes of the box in the network?",
        "Loop 5 makes one prediction smaller and smaller. Which run ends with the first prediction near -1?",
    ],
)

# --- mend a loop ---


def calls_of_backward(function, steps):
    """Return how often `function`, called as train is, calls backward."""
    count, backward = 0, Value.backward

    def counted(self):
        nonlocal count
        count += 1
        return backward(self)

    Value.backward = counted
    try:
        function(small_network(), *three_examples(), steps, 0.1)
    finally:
        Value.backward = backward
    return count


def of_one_by_one():
    """Return the cases of one_by_one: those of a training, and how often it goes backward."""
    said = of_a_training("one_by_one")
    case = "calls_of_backward(one_by_one, 2)"
    words = {**said["words"], case: "In 2 steps with 3 examples the number of backward passes"}
    given = {**said["given"](), "calls_of_backward": calls_of_backward}
    return {**said, "cases": list(words), "words": words, "given": lambda: given}


one_by_one = CodeExercise(
    solutions.one_by_one,
    **of_one_by_one(),
    hints=[
        "Leaves collect what several backward passes bring. When must they be at 0: before each example, or each step?",
        "One line is in the wrong place: it belongs in the outer loop, before the inner one.",
    ],
)


@one_by_one.other_way
def zero_by_hand(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        for parameter in network.parameters():
            parameter.grad = 0.0
        errors = []
        for i in range(len(inputs)):
            error = network(inputs[i]) - targets[i]
            loss = error * error
            loss.backward()
            errors.append(loss.data)
        noted.append(sum(errors))
        solutions.take_step(network.parameters(), learning_rate)
    return noted


@one_by_one.other_way
def zero_after_the_step(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        total = 0
        for x, target in zip(inputs, targets, strict=True):
            loss = squared_error([network(x)], [target])
            loss.backward()
            total = total + loss.data
        solutions.take_step(network.parameters(), learning_rate)
        network.zero_grad()
        noted.append(total)
    return noted


@one_by_one.mistake("Only the last example is learnt: zero_grad, in the inner loop, wipes out the earlier ones.")
def zero_for_each_example(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        total = 0.0
        for x, target in zip(inputs, targets, strict=True):
            network.zero_grad()
            loss = (network(x) - target) ** 2
            loss.backward()
            total += loss.data
        noted.append(total)
        solutions.take_step(network.parameters(), learning_rate)
    return noted


@one_by_one.mistake("Only the last example is learnt: backward is called once, after the inner loop.")
def backward_after_the_inner_loop(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        network.zero_grad()
        total = 0.0
        for x, target in zip(inputs, targets, strict=True):
            loss = (network(x) - target) ** 2
            total += loss.data
        loss.backward()
        noted.append(total)
        solutions.take_step(network.parameters(), learning_rate)
    return noted


@one_by_one.mistake(
    "The losses are right. But it goes backward once a step, as train does, and not after each example."
)
def one_backward_for_all(network, inputs, targets, steps, learning_rate):
    return solutions.train(network, inputs, targets, steps, learning_rate)


@one_by_one.mistake("It never goes backward. Is `loss.backward` without its (), or left out?")
def never_backward(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        network.zero_grad()
        noted.append(squared_error([network(x) for x in inputs], targets).data)
        solutions.take_step(network.parameters(), learning_rate)
    return noted


@one_by_one.mistake("It takes a learning rate of 0.05, whatever is passed in.")
def fixed_rate_one_by_one(network, inputs, targets, steps, learning_rate):
    return solutions.one_by_one(network, inputs, targets, steps, 0.05)


@one_by_one.mistake("The list holds Values. Add up the numbers in them.")
def values_in_total(network, inputs, targets, steps, learning_rate):
    return [Value(total) for total in solutions.one_by_one(network, inputs, targets, steps, learning_rate)]


@one_by_one.mistake("That is the last total alone. Return the list of all of them.")
def only_the_last_total(network, inputs, targets, steps, learning_rate):
    return solutions.one_by_one(network, inputs, targets, steps, learning_rate)[-1]


@one_by_one.mistake("Nothing sets the gradients to 0: each step uses those of all steps before it, too.")
def no_zero_at_all(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        total = 0.0
        for x, target in zip(inputs, targets, strict=True):
            loss = (network(x) - target) ** 2
            loss.backward()
            total += loss.data
        noted.append(total)
        solutions.take_step(network.parameters(), learning_rate)
    return noted


@one_by_one.mistake("Nothing has moved. Is zero_grad right before the step, or does the step not change the data?")
def zero_before_the_step(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        total = 0.0
        for x, target in zip(inputs, targets, strict=True):
            loss = (network(x) - target) ** 2
            loss.backward()
            total += loss.data
        noted.append(total)
        network.zero_grad()
        solutions.take_step(network.parameters(), learning_rate)
    return noted


@one_by_one.mistake("It makes a step after each example. Asked for is one step for all of them.")
def a_step_for_each_example(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        total = 0.0
        for x, target in zip(inputs, targets, strict=True):
            network.zero_grad()
            loss = (network(x) - target) ** 2
            loss.backward()
            total += loss.data
            solutions.take_step(network.parameters(), learning_rate)
        noted.append(total)
    return noted


@one_by_one.mistake("zero_grad is at the right place. But it makes a step after each example.")
def steps_that_collect(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        network.zero_grad()
        total = 0.0
        for x, target in zip(inputs, targets, strict=True):
            loss = (network(x) - target) ** 2
            loss.backward()
            total += loss.data
            solutions.take_step(network.parameters(), learning_rate)
        noted.append(total)
    return noted


@one_by_one.mistake("The training is right. But each entry is the loss of the last example, not the total.")
def notes_the_last_example(network, inputs, targets, steps, learning_rate):
    noted = []
    for _ in range(steps):
        noted.append(((network(inputs[-1]) - targets[-1]) ** 2).data)
        solutions.one_by_one(network, inputs, targets, 1, learning_rate)
    return noted


@one_by_one.mistake("The losses of all steps add up: `total` should start afresh in every step.")
def total_never_starts_afresh(network, inputs, targets, steps, learning_rate):
    each = solutions.one_by_one(network, inputs, targets, steps, learning_rate)
    return [sum(each[: i + 1]) for i in range(len(each))]


@one_by_one.mistake("The steps are too short by the number of examples: `train` follows the sum, not the mean.")
def one_by_one_of_the_mean(network, inputs, targets, steps, learning_rate):
    return solutions.one_by_one(network, inputs, targets, steps, learning_rate / len(inputs))


@one_by_one.mistake("The loss climbs: the sign of the step is turned round.")
def climbs_one_by_one(network, inputs, targets, steps, learning_rate):
    return solutions.one_by_one(network, inputs, targets, steps, -learning_rate)


# --- momentum ---


def rolled(function, steps, momentum):
    """Return the data of two parameters, and their velocities, after steps with other gradients each time."""
    parameters, velocities = [Value(2.0), Value(-1.0)], [0.0, 0.0]
    for step in range(steps):
        for parameter, grad in zip(parameters, (3.0 - step, 0.5 + step), strict=True):
            parameter.grad = grad
        function(parameters, velocities, 0.1, momentum)
    return plain([[parameter.data for parameter in parameters], velocities])


def rolled_on(function, learning_rate):
    """Return the data of three parameters, their velocities and their grads after a step in full motion."""
    parameters, velocities = [Value(0.5), Value(1.0), Value(-2.0)], [4.0, -2.0, 1.0]
    for parameter, grad in zip(parameters, (1.0, 0.25, -3.0), strict=True):
        parameter.grad = grad
    function(parameters, velocities, learning_rate, 0.5)
    return plain(
        [[parameter.data for parameter in parameters], velocities, [parameter.grad for parameter in parameters]]
    )


MOMENTUM_CASES = {
    "rolled(momentum_step, 1, 0.9)": "After 1 step from rest [data, velocities]",
    "rolled(momentum_step, 2, 0.9)": "After 2 steps, momentum 0.9, [data, velocities]",
    "rolled(momentum_step, 3, 0.5)": "After 3 steps, momentum 0.5, [data, velocities]",
    "rolled(momentum_step, 2, 0)": "After 2 steps, momentum 0, [data, velocities]",
    "rolled_on(momentum_step, 0.1)": "After a step from velocities [4, -2, 1] [data, velocities, grads]",
    "rolled_on(momentum_step, 1)": "After a step at rate 1 from velocities [4, -2, 1] [data, velocities, grads]",
}

momentum_step = CodeExercise(
    solutions.momentum_step,
    cases=list(MOMENTUM_CASES),
    words=MOMENTUM_CASES,
    hints=[
        "One loop, and in it two lines: first the velocity of this parameter, then its data.",
        "`for i, parameter in enumerate(parameters):` gives you both the place i in the list of velocities and the "
        "parameter.",
        "The new velocity is momentum times the old one, plus the grad. Write it back into the list, at place i.",
    ],
    given=lambda: {"rolled": rolled, "rolled_on": rolled_on},
)


@momentum_step.other_way
def with_zip(parameters, velocities, learning_rate, momentum):
    velocities[:] = [v * momentum + p.grad for v, p in zip(velocities, parameters, strict=True)]
    for v, p in zip(velocities, parameters, strict=True):
        p.data = p.data - v * learning_rate


@momentum_step.mistake("It climbs: the sign of the step is turned round.")
def climbs_with_momentum(parameters, velocities, learning_rate, momentum):
    solutions.momentum_step(parameters, velocities, -learning_rate, momentum)


@momentum_step.mistake("There are two minuses, one in each line. One is enough.")
def two_minuses(parameters, velocities, learning_rate, momentum):
    for i, parameter in enumerate(parameters):
        velocities[i] = momentum * velocities[i] - parameter.grad
        parameter.data -= learning_rate * velocities[i]


@momentum_step.mistake("The new velocity is used and then lost. The next step has to find it in the list.")
def velocity_not_kept(parameters, velocities, learning_rate, momentum):
    for velocity, parameter in zip(velocities, parameters, strict=True):
        velocity = momentum * velocity + parameter.grad
        parameter.data -= learning_rate * velocity


@momentum_step.mistake("In each step the velocity begins anew: nothing is kept.")
def velocity_set_back(parameters, velocities, learning_rate, momentum):
    for i, parameter in enumerate(parameters):
        velocities[i] = parameter.grad
        parameter.data -= learning_rate * velocities[i]


@momentum_step.mistake("The learning rate comes in twice. The step alone needs it.")
def rate_twice(parameters, velocities, learning_rate, momentum):
    for i, parameter in enumerate(parameters):
        velocities[i] = momentum * velocities[i] + learning_rate * parameter.grad
        parameter.data -= learning_rate * velocities[i]


@momentum_step.mistake("The learning rate went into the velocity. It belongs to the step.")
def rate_in_the_velocity(parameters, velocities, learning_rate, momentum):
    for i, parameter in enumerate(parameters):
        velocities[i] = momentum * velocities[i] + learning_rate * parameter.grad
        parameter.data -= velocities[i]


@momentum_step.mistake("It is the old velocity that is kept in part, not the gradient.")
def momentum_on_the_gradient(parameters, velocities, learning_rate, momentum):
    for i, parameter in enumerate(parameters):
        velocities[i] += momentum * parameter.grad
        parameter.data -= learning_rate * velocities[i]


@momentum_step.mistake("Of the gradient all goes in. Only the old velocity is kept in part.")
def momentum_on_both(parameters, velocities, learning_rate, momentum):
    for i, parameter in enumerate(parameters):
        velocities[i] = momentum * (velocities[i] + parameter.grad)
        parameter.data -= learning_rate * velocities[i]


@momentum_step.mistake("The old velocity is kept whole, whatever `momentum` is.")
def without_friction(parameters, velocities, learning_rate, momentum):
    for i, parameter in enumerate(parameters):
        velocities[i] += parameter.grad
        parameter.data -= learning_rate * velocities[i]


@momentum_step.mistake("The gradient is weighted, too. Here it goes in whole.")
def as_an_average(parameters, velocities, learning_rate, momentum):
    for i, parameter in enumerate(parameters):
        velocities[i] = momentum * velocities[i] + (1 - momentum) * parameter.grad
        parameter.data -= learning_rate * velocities[i]


@momentum_step.mistake("The velocities are right, but the data moves by the gradient.")
def moves_by_the_gradient(parameters, velocities, learning_rate, momentum):
    for i, parameter in enumerate(parameters):
        velocities[i] = momentum * velocities[i] + parameter.grad
        parameter.data -= learning_rate * parameter.grad


@momentum_step.mistake("The data moves by the *old* velocity: the new one comes a line too late.")
def moves_too_early(parameters, velocities, learning_rate, momentum):
    for i, parameter in enumerate(parameters):
        parameter.data -= learning_rate * velocities[i]
        velocities[i] = momentum * velocities[i] + parameter.grad


@momentum_step.mistake("The learning rate is missing: the data moves by the whole velocity.")
def by_the_whole_velocity(parameters, velocities, learning_rate, momentum):
    for i, parameter in enumerate(parameters):
        velocities[i] = momentum * velocities[i] + parameter.grad
        parameter.data -= velocities[i]


@momentum_step.mistake("The old velocity does not come in at all.")
def momentum_left_out(parameters, velocities, learning_rate, momentum):
    for i, parameter in enumerate(parameters):
        velocities[i] = momentum * parameter.grad
        parameter.data -= learning_rate * velocities[i]


@momentum_step.mistake("Each parameter has a velocity of its own.")
def one_velocity_for_all(parameters, velocities, learning_rate, momentum):
    for parameter in parameters:
        velocities[0] = momentum * velocities[0] + parameter.grad
        parameter.data -= learning_rate * velocities[0]


@momentum_step.mistake("The velocities are right, but nothing moves. Does the second line change the `.data`?")
def moves_a_name(parameters, velocities, learning_rate, momentum):
    for i, parameter in enumerate(parameters):
        velocities[i] = momentum * velocities[i] + parameter.grad
        parameter -= learning_rate * velocities[i]


@momentum_step.mistake("Momentum stands in the step. It belongs to the old velocity.")
def momentum_in_the_step(parameters, velocities, learning_rate, momentum):
    for i, parameter in enumerate(parameters):
        velocities[i] += parameter.grad
        parameter.data -= learning_rate * momentum * velocities[i]


# --- a blank page ---

learner = LearningExercise(
    solutions.learner,
    cases=["judged(learner)"],
    given=lambda: {"judged": judged},
    without=["MLP", "Neuron", "Layer", "SGD"],
    hints=[
        "A neuron is a list of Numbers: two weights and a bias, drawn with random.uniform(-1, 1). Four of them are a "
        "hidden layer; a fifth has four weights and a bias.",
        "Inside, write `def network(x)`: make Numbers of x, let each hidden neuron add up and squash, and the last one "
        "do the same with their answers. This is also what you return.",
        "Put all 17 Numbers into one list of parameters. Then, 40 times: set their grads to 0, go through the "
        "examples, and move each parameter.",
        "For each example: `off = network(x) + Number(-target)`, then `(off * off).backward()`. The gradients collect, "
        "so one step for all examples follows after that inner loop.",
    ],
)


@learner.other_way
def one_sum_and_one_backward(Number, inputs, targets):  # two hidden layers, and the network as a class
    class Network:
        def __init__(self, *sizes):
            draw = random.Random(5).uniform
            shapes = itertools.pairwise(sizes)
            self.layers = [[[Number(draw(-1, 1)) for _ in range(n + 1)] for _ in range(m)] for n, m in shapes]
            self.parameters = [p for layer in self.layers for neuron in layer for p in neuron]

        def __call__(self, x):
            values = [Number(each) for each in x]
            for layer in self.layers:
                values = [self.answer(neuron, values) for neuron in layer]
            return values[0]

        def answer(self, neuron, values):
            total = neuron[0]
            for weight, value in zip(neuron[1:], values, strict=True):
                total = total + weight * value
            return total.tanh()

    network = Network(2, 3, 3, 1)
    for _ in range(200):
        loss = Number(0.0)
        for x, target in zip(inputs, targets, strict=True):
            off = network(x) + Number(-1.0) * Number(target)
            loss = loss + off * off
        loss.backward()
        for p in network.parameters:
            p.data, p.grad = p.data - 0.1 * p.grad, 0
    return lambda x: network(x).data


@learner.other_way
def new_numbers_in_every_step(Number, inputs, targets):  # nothing is ever changed, and no tanh at the end
    def answer(numbers, x):
        a, b = map(Number, x)
        total = numbers[0]
        for i in range(1, len(numbers), 4):
            w1, w2, bias, out = numbers[i : i + 4]
            total = total + out * (w1 * a + w2 * b + bias).tanh()
        return total

    numbers = [Number(random.gauss(0, 0.7)) for _ in range(21)]
    for _ in range(300):
        for x, target in zip(inputs, targets, strict=True):
            off = answer(numbers, x) + Number(-target)
            (off * off).backward()
        numbers = [Number(number.data - 0.03 * number.grad) for number in numbers]
    return lambda x: [answer(numbers, x).data]


def of_learner(name, reply, changes):
    """Enter the course's answer, changed, as a mistake of the blank page."""
    learner.spoilt(name, reply, changes)


of_learner(
    "never_zeroed",
    "So each step follows the sum of all gradients since the start. Where it learns all the same, that is luck.",
    {"parameter.grad = 0.0": "pass"},
)
of_learner(
    "replaces",
    "What it was before is lost. The step is taken off it.",
    {"parameter.data -=": "parameter.data ="},
)
of_learner("climbs", "That is uphill: plus stands where minus belongs.", {"parameter.data -=": "parameter.data +="})
of_learner(
    "no_gradient",
    "Is `backward` called, with its brackets, on the loss? And is the loss made of the network's Numbers?",
    {"(off * off).backward()": "off * off"},
)
of_learner(
    "zeroed_too_late",
    "Between the backward pass and the step nobody may set them back.",
    {
        "            parameter.grad = 0.0\n": "            pass\n",
        "            parameter.data -=": "            parameter.grad = 0.0\n            parameter.data -=",
    },
)
of_learner(
    "nothing_moves",
    "Does the step change the `data` of the parameters themselves, and not a copy of it?",
    {"parameter.data -= 0.1 * parameter.grad": "data = parameter.data\n            data -= 0.1 * parameter.grad"},
)
of_learner(
    "out_of_bounds",
    "Each step goes much too far: a smaller learning rate?",
    {"0.1 *": "5000 *", "return total.tanh()": "return total if len(weights) == 5 else total.tanh()"},
)
of_learner("one_step", "Is there a loop round the whole step, and no `return` in it?", {"range(40)": "range(1)"})
of_learner(
    "same_step",
    "Is the forward pass inside the loop? After each step the network has to answer anew.",
    {
        "    for _ in range(40):\n": "    ways = []\n    for x, target in zip(inputs, targets):\n"
        "        off = network(x) + Number(-target)\n        ways.append(off * off)\n    for _ in range(40):\n",
        "        for x, target in zip(inputs, targets):\n            off = network(x) + Number(-target)\n"
        "            (off * off).backward()\n": "        for way in ways:\n            way.backward()\n",
    },
)
of_learner(
    "all_alike",
    "Neurons that start alike stay alike, and do the work of one (chapter 9). Draw the weights by lot.",
    {
        "[[Number(rng.uniform(-1, 1))": "[[Number(0.5)",
        "[Number(rng.uniform(-1, 1)) for _ in range(5)]": "[Number(0.5) for _ in range(5)]",
    },
)
of_learner(
    "one_border",
    "These points need two. Is there a hidden layer, and a tanh in each of its neurons?",
    {"return total.tanh()": "return total.tanh() if len(weights) == 5 else total"},
)
of_learner(
    "last_alone",
    "Does each example reach `backward` before the step, and is no gradient set back between them?",
    {"            (off * off).backward()": "        (off * off).backward()"},
)
of_learner(
    "first_alone",
    "Does the loop over the examples go on after the first one?",
    {"            (off * off).backward()": "            (off * off).backward()\n            break"},
)
of_learner(
    "no_slope",
    "Is the loss made of what the network gives back, and not of its `data`? Or is all of it flat?",
    {"network(x) + Number(-target)": "Number(network(x).data) + Number(-target)"},
)
of_learner(
    "turned_round",
    "Is it really the difference between answer and target that is squared?",
    {"Number(-target)": "Number(target)"},
)
of_learner(
    "no_targets",
    "Do inputs and targets both come into the loss, and is the difference squared?",
    {"(off * off).backward()": "off.backward()"},
)
of_learner(
    "not_all",
    "Do all examples come into the loss?",
    {"zip(inputs, targets)": "zip(inputs[:2], targets)"},
)
of_learner(
    "left_out",
    "Are all weights and biases, of every neuron, in the list of parameters?",
    {"sum(hidden, last)": "hidden[0]"},
)
of_learner("barely_moved", "More steps, or larger ones? Or does too little of x come in?", {"0.1 *": "0.0001 *"})
of_learner(
    "thrown_off",
    "There tanh is flat, and no gradient leads back. A smaller learning rate, or smaller weights to begin with?",
    {"0.1 *": "5 *"},
)
of_learner(
    "no_network",
    "Return the function that answers, without brackets behind its name.",
    {"    return network\n": "    return network(inputs[0])\n"},
)
of_learner(
    "no_number",
    "It should be one number, or one Number. Is there a `return`, and one neuron at the end?",
    {"    return network\n": "    return lambda x: [neuron(each, [Number(n) for n in x]) for each in hidden]\n"},
)
of_learner(
    "changes_examples",
    "They are only lent: work on copies, such as Numbers of your own.",
    {"for number in x]\n": "for number in x]\n        x[0] /= 2\n"},
)


@learner.mistake("It may answer well, but the check wants to see Numbers learn: weights made with the class passed in.")
def other_numbers(Number, inputs, targets):
    known = {tuple(x): target for x, target in zip(inputs, targets, strict=True)}
    return lambda x: known[min(known, key=lambda point: math.dist(point, x))]


# --- a learning rate ---


def given_rates():
    """Return the names that the cases of best_rate use."""
    inputs, targets = tiny_set()
    makers = {
        "make_small": small_network,
        "make_tiny": lambda: MLP(3, [4, 1], rng=random.Random(4)),
        "make_deep": lambda: MLP(3, [4, 4, 1], rng=random.Random(1)),
    }
    three_inputs, three_targets = three_examples()
    examples = {"tiny_inputs": inputs, "tiny_targets": targets}
    return {**makers, **examples, "three_inputs": three_inputs, "three_targets": three_targets}


SMALL, TINY = "make_small, three_inputs, three_targets", "make_tiny, tiny_inputs, tiny_targets"
DEEP = "make_deep, tiny_inputs, tiny_targets"
RATE_CASES = {
    f"best_rate([0.001, 0.12345, 0.01], {SMALL}, 5)": "Of 0.001, 0.12345 and 0.01 the best rate",
    f"best_rate([0.1, 0.05, 0.01, 0.001], {TINY}, 2)": "Of 0.1, 0.05, 0.01 and 0.001 the best rate",
    f"best_rate([2.0, 0.001, 5.0, 0.01], {DEEP}, 4)": "Of 2, 0.001, 5 and 0.01 the best rate",
    f"best_rate([0.3, 2.0, 0.5, 0.1], {DEEP}, 5)": "Of 0.3, 2, 0.5 and 0.1 the best rate",
}

best_rate = CodeExercise(
    solutions.best_rate,
    cases=list(RATE_CASES),
    words=RATE_CASES,
    hints=[
        "For each rate: a fresh network, `make_network()`, train it, and look at the last of its losses.",
        "Keep two things while you go: the best rate so far, and its loss. Begin with a loss that anything beats: "
        "`math.inf`, which is infinity.",
        "`losses = train(make_network(), inputs, targets, steps, rate)`, and `losses[-1]` is the last.",
    ],
    given=given_rates,
)


def last_losses(rates, make_network, inputs, targets, steps):
    """Return the last loss of a training with each of `rates`, each from a fresh network."""
    return [solutions.train(make_network(), inputs, targets, steps, rate)[-1] for rate in rates]


@best_rate.other_way
def with_min(rates, make_network, inputs, targets, steps):
    return min(rates, key=lambda rate: solutions.train(make_network(), inputs, targets, steps, rate)[-1])


@best_rate.other_way
def with_two_lists(rates, make_network, inputs, targets, steps):
    last = last_losses(rates, make_network, inputs, targets, steps)
    return rates[last.index(min(last))]


@best_rate.mistake("All of them train the same network, one after the other. Make a fresh one for each rate.")
def one_network_for_all(rates, make_network, inputs, targets, steps):
    network = make_network()
    return solutions.best_rate(rates, lambda: network, inputs, targets, steps)


@best_rate.mistake("make_network is a function. Call it, with (), to get a network.")
def no_call_of_make_network(rates, make_network, inputs, targets, steps):
    return solutions.best_rate(rates, lambda: make_network, inputs, targets, steps)


@best_rate.mistake("That is the lowest loss. Asked for is the learning rate that reached it.")
def the_loss(rates, make_network, inputs, targets, steps):
    return min(last_losses(rates, make_network, inputs, targets, steps))


@best_rate.mistake("That is the worst of them: the *lowest* loss wins.")
def the_worst(rates, make_network, inputs, targets, steps):
    last = last_losses(rates, make_network, inputs, targets, steps)
    return rates[last.index(max(last))]


@best_rate.mistake("That is the place in the list. Return the rate that stands there.")
def the_place(rates, make_network, inputs, targets, steps):
    return rates.index(solutions.best_rate(rates, make_network, inputs, targets, steps))


@best_rate.mistake("A loss on the way was lower, but the last one counts: a training can get worse again.")
def lowest_on_the_way(rates, make_network, inputs, targets, steps):
    return min(rates, key=lambda rate: min(solutions.train(make_network(), inputs, targets, steps, rate)))


@best_rate.mistake(
    "It is always the first of the list. Are the *last* losses compared, or does a `return` stand in the loop?"
)
def the_first(rates, make_network, inputs, targets, steps):
    return rates[0]


@best_rate.mistake(
    "It is always the last of the list. Is a rate kept only if its loss is the lowest so far, and is that noted?"
)
def the_last(rates, make_network, inputs, targets, steps):
    return rates[-1]


@best_rate.mistake("It is always the largest of the list. A rate can be too large: train with each, and compare.")
def the_largest(rates, make_network, inputs, targets, steps):
    return max(rates)


@best_rate.mistake("It compares the sums of the losses. Asked for is the lowest *last* loss.")
def by_the_sum(rates, make_network, inputs, targets, steps):
    return min(rates, key=lambda rate: sum(solutions.train(make_network(), inputs, targets, steps, rate)))


@best_rate.mistake("It trains for another number of steps than `steps` says.")
def always_twenty_steps(rates, make_network, inputs, targets, steps):
    return solutions.best_rate(rates, make_network, inputs, targets, 20)


@best_rate.mistake("It compares the losses after one step. Asked for is the lowest *last* loss.")
def after_one_step(rates, make_network, inputs, targets, steps):
    return min(rates, key=lambda rate: solutions.train(make_network(), inputs, targets, steps, rate))


@best_rate.mistake("train returns the list of all losses. Compare the last one of each list.")
def without_the_place(rates, make_network, inputs, targets, steps):
    best, lowest = None, math.inf
    for rate in rates:
        loss = solutions.train(make_network(), inputs, targets, steps, rate)
        if loss < lowest:
            best, lowest = rate, loss
    return best


@best_rate.mistake("Nothing was kept. Does the lowest loss so far begin at 0, which nothing can beat?")
def both_begin_at_zero(rates, make_network, inputs, targets, steps):
    return 0


@best_rate.mistake("Nothing was kept: all losses are above 1. Does the lowest so far begin there?")
def lowest_begins_at_one(rates, make_network, inputs, targets, steps):
    best, lowest = None, 1
    for rate, loss in zip(rates, last_losses(rates, make_network, inputs, targets, steps), strict=True):
        if loss < lowest:
            best, lowest = rate, loss
    return best


@best_rate.mistake("Nothing was kept. Does the lowest so far begin too low, or is the comparison turned round?")
def lowest_begins_at_zero(rates, make_network, inputs, targets, steps):
    best, lowest = None, 0
    for rate, loss in zip(rates, last_losses(rates, make_network, inputs, targets, steps), strict=True):
        if loss < lowest:
            best = rate
    return best


# --- when to stop ---

should_stop = CodeExercise(
    solutions.should_stop,
    cases=[
        "should_stop([4.0, 2.0, 0.05], 0.1, 3)",
        "should_stop([4.0, 3.0, 2.0], 0.1, 2)",
        "should_stop([4.0, 2.0, 2.5, 2.1], 0.1, 2)",
        "should_stop([4.0, 2.0, 2.5, 2.1], 0.1, 3)",
        "should_stop([2.0, 2.0, 2.0], 0.1, 2)",
        "should_stop([4.0, 2.0, 3.0, 2.5], 0.1, 2)",
        "should_stop([4.0, 2.0, 3.0, 3.0, 2.5], 0.1, 2)",
        "should_stop([4.0, 2.0, 1.9, 3.0, 3.0], 0.1, 3)",
        "should_stop([4.0, 2.0, 3.0, 1.9], 0.1, 2)",
        "should_stop([4.0, 2.0, 1.9, 2.0], 0.1, 2)",
        "should_stop([1.0], 0.1, 1)",
        "should_stop([0.05], 0.1, 1)",
        "should_stop([2.0, 3.0], 0.1, 2)",
        "should_stop([1.0, 0.05, 0.3], 0.1, 2)",
        "should_stop([3.0, 1.0, 2.0, 2.0, 2.0, 2.0], 0.1, 5)",
        "should_stop([3.0, 1.0, 2.0, 2.0, 2.0, 2.0], 0.1, 4)",
        "should_stop([3.0, 1.0, 0.5, 0.7], 0.1, 1)",
        "should_stop([0.1], 0.1, 2)",
        "should_stop([4.0, 5.0, 5.0, 3.0], 0.1, 2)",
        "should_stop([1.0, 0.02, 0.05], 0.1, 1)",
        "should_stop([4.0, 3.0, 2.0, 1.5, 1.0], 0.1, 2)",
        "should_stop([1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0], 0.1, 2)",
    ],
    hints=[
        "`losses[-1]` is the last loss, `losses[-patience:]` are the last `patience` of them, and "
        "`losses[:-patience]` are all that came before those.",
        "First the goal. Then: are there losses before the last `patience` ones at all? If not, it is too early.",
        "Then compare two minima: the lowest of the recent ones, and the lowest of those before.",
    ],
)


@should_stop.other_way
def by_the_place_of_the_lowest(losses, goal, patience):
    since = len(losses) - 1 - losses.index(min(losses))
    return losses[-1] < goal or since >= patience


@should_stop.other_way
def by_walking(losses, goal, patience):
    lowest, waited = math.inf, 0
    for loss in losses:
        waited = 0 if loss < lowest else waited + 1
        lowest = min(lowest, loss)
    return bool(losses[-1] < goal) or waited >= patience


@should_stop.mistake("It stops for the goal alone. The second reason to stop is that the loss no longer falls.")
def only_the_goal(losses, goal, patience):
    return losses[-1] < goal


@should_stop.mistake("The first reason is missing: a last loss below the goal.")
def only_the_patience(losses, goal, patience):
    return solutions.should_stop(losses, -1, patience)


@should_stop.mistake("It compares the last loss with the one just before it. The lowest loss so far is what counts.")
def only_the_one_before(losses, goal, patience):
    return losses[-1] < goal or (len(losses) > patience and losses[-1] >= losses[-2])


@should_stop.mistake(
    "It compares the last loss with the one just before it, and there may be none. The lowest so far counts."
)
def the_one_before_without_looking(losses, goal, patience):
    return losses[-1] < goal or losses[-1] >= losses[-2]


@should_stop.mistake("There may be no losses before the last `patience` ones. It is too early to stop then.")
def nothing_to_compare(losses, goal, patience):
    return losses[-1] < goal or min(losses[-patience:]) >= min(losses[:-patience])


@should_stop.mistake(
    "It looks only at how the last loss compares with the lowest before. Each of the last `patience` losses counts."
)
def only_the_last(losses, goal, patience):
    return losses[-1] < goal or (len(losses) > patience and losses[-1] >= min(losses[:-1]))


@should_stop.mistake(
    "It compares the last loss with the one `patience` steps before it. A lower one in between is an improvement, too."
)
def two_losses_only(losses, goal, patience):
    return losses[-1] < goal or (len(losses) > patience and losses[-1] >= losses[-1 - patience])


@should_stop.mistake("A loss that stays where it is has not improved: 'not lower' includes 'equal'.")
def equal_counts_as_better(losses, goal, patience):
    if losses[-1] < goal:
        return True
    return len(losses) > patience and min(losses[-patience:]) > min(losses[:-patience])


@should_stop.mistake("It stops one loss too early: count how many losses have come since the lowest.")
def one_too_early(losses, goal, patience):
    return losses[-1] < goal or len(losses) - losses.index(min(losses)) >= patience


@should_stop.mistake("It stops one loss too late: count how many losses have come since the lowest.")
def one_too_late(losses, goal, patience):
    return losses[-1] < goal or len(losses) - 1 - losses.index(min(losses)) > patience


@should_stop.mistake("That is true from the start: with too few losses to compare it is too early to stop.")
def stops_when_there_are_too_few(losses, goal, patience):
    return losses[-1] < goal or len(losses) <= patience or solutions.should_stop(losses, goal, patience)


@should_stop.mistake("It is the wrong way round: True means stop.")
def turned_round(losses, goal, patience):
    return not solutions.should_stop(losses, goal, patience)


@should_stop.mistake("The goal counts for the *last* loss. An earlier one below it does not stop the training now.")
def any_below_the_goal(losses, goal, patience):
    return min(losses) < goal or solutions.should_stop(losses, goal, patience)


@should_stop.mistake("Exactly at the goal is not below it: `<`, not `<=`.")
def the_goal_itself(losses, goal, patience):
    return losses[-1] <= goal or solutions.should_stop(losses, goal, patience)


@should_stop.mistake("An old plateau counts no more, once a lower loss has come. Decide after the loop, not in it.")
def an_old_plateau(losses, goal, patience):
    lowest, waited = math.inf, 0
    for loss in losses:
        if loss < lowest:
            lowest, waited = loss, 0
        else:
            waited += 1
        if waited >= patience:
            return True
    return losses[-1] < goal


@should_stop.mistake("It stops only where both reasons hold. One of the two is enough: `or`.")
def both_at_once(losses, goal, patience):
    return losses[-1] < goal and solutions.should_stop(losses, -1, patience)


@should_stop.mistake("True or False is asked for, and that is a list. Ask len(before) > 0.")
def hands_back_a_list(losses, goal, patience):
    recent, before = losses[-patience:], losses[:-patience]
    return losses[-1] < goal or (before and min(recent) >= min(before))


@should_stop.mistake(
    "A slice that begins at `patience`, without a minus, leaves out the *first* few. Count from the end."
)
def without_the_minus(losses, goal, patience):
    if losses[-1] < goal:
        return True
    if len(losses) <= patience:
        return False
    return min(losses[patience:]) >= min(losses[:patience])


@should_stop.mistake(
    "A slice that begins at `patience`, without a minus, leaves out the *first* few. Count from the end."
)
def recent_without_the_minus(losses, goal, patience):
    if losses[-1] < goal:
        return True
    if len(losses) <= patience:
        return False
    return min(losses[patience:]) >= min(losses[:-patience])


@should_stop.mistake("With exactly `patience` losses there is none before them, either.")
def a_guard_one_too_small(losses, goal, patience):
    if losses[-1] < goal:
        return True
    if len(losses) < patience:
        return False
    return min(losses[-patience:]) >= min(losses[:-patience])


@should_stop.mistake(
    "It stops as soon as *one* of the recent losses is not lower. It takes that *none* is: compare their minimum."
)
def the_highest_of_the_recent(losses, goal, patience):
    if losses[-1] < goal:
        return True
    return len(losses) > patience and max(losses[-patience:]) >= min(losses[:-patience])


@should_stop.mistake(
    "The first of the recent losses decides alone. Is there an `else` in the loop? Look at all of them."
)
def the_first_of_the_recent(losses, goal, patience):
    if losses[-1] < goal:
        return True
    return len(losses) > patience and losses[-patience] >= min(losses[:-patience])


@should_stop.mistake(
    "It stops once there are more than `patience` losses. Is the lowest taken of *all*, the recent ones included?"
)
def compared_with_all(losses, goal, patience):
    return losses[-1] < goal or len(losses) > patience

"""The exercises of chapter 14: digits."""

import math

import numpy as np

from gradually.course.ch14 import solutions
from gradually.course.checking import CodeExercise, ValueExercise
from gradually.course.checking.exercise import RIGHT, Result
from gradually.tensor import Tensor, cross_entropy
from gradually.value import Value

upper_left = ValueExercise(
    "upper_left",
    5,
    because="Tick the box again: moved to where the weights expect it, your digit is read better.",
    mistakes=[
        (7, "That is what it makes of ink further to the right. Small, and in the *left* upper quarter."),
        (9, "That is what it makes of ink further to the right. Small, and in the *left* upper quarter."),
        (4, "That is what it makes of ink lower down. Keep to the *upper* quarter, on the left."),
        (6, "That is what it makes of ink lower down. Keep to the *upper* quarter, on the left."),
        (2, "That is what it makes of ink lower down. Keep to the *upper* quarter, on the left."),
        (3, "Is the box unticked? Then what the network sees is small, and in the same corner as your drawing."),
        (1, "Is the box unticked? Then what the network sees is small, and in the same corner as your drawing."),
    ],
    otherwise="Untick the box, draw, read the largest bar, press wipe, and draw another digit in the same place.",
)

first_loss = ValueExercise(
    "first_loss",
    2.302585,
    because="Each of ten classes gets a tenth, and -log(1/10) is log 10: 2.30. A first loss far above it is a warning.",
    mistakes=[
        (0, "A loss of 0 belongs to a network that is sure, and right. This one knows nothing yet."),
        (0.1, "That is the probability of the target. The loss is minus its logarithm."),
        (1, "With the logarithm to the base 10 it would be that. Ours is the natural one."),
        (0.693147, "That is log 2, for a choice between two. Here there are ten."),
        (3.321928, "That is the logarithm to the base 2. Ours is the natural one, `np.log`."),
        (10, "Ten is the number of classes. Which probability does the target get, and what is minus its logarithm?"),
        (0.9, "A loss is no probability. Take minus the logarithm of what the target gets."),
    ],
    hints=[
        "A network that knows nothing gives each of the ten classes the same probability.",
        "The loss is -log p of the target. `np.log` is the natural logarithm.",
    ],
    tolerance=6e-3,
)

through_ten_layers = ValueExercise(
    "through_ten_layers",
    "c",
    because="Each layer lets less than half through, forward and backward: after ten, next to nothing is left.",
    mistakes=[
        ("a", "It would, if each layer handed on as much as it gets. Does it, with weights within 1/√n?"),
        ("b", "One layer takes away more than half. There are ten of them, and their factors are multiplied."),
        ("d", "Larger weights do that. These are small: a layer's sums are smaller than what goes in."),
    ],
    options=["a", "b", "c", "d"],
)

in_the_long_run = ValueExercise(
    "in_the_long_run",
    1,
    because="The velocity grows until the tenth that is lost in a step is what arrives: at 10. Times 0.1, that is 1.",
    mistakes=[
        (0.1, "That is the first step. With momentum the later ones are longer: part of the speed is kept."),
        (0.19, "That is the second step. The third is longer again; where does it end?"),
        (0.271, "That is the third step. It goes on growing; where does it end?"),
        (10, "That is the velocity. A step is the learning rate times that."),
        (
            0.9,
            "That is the part that is kept. At which velocity is the tenth that is lost as much as what arrives?",
        ),
        (0.09, "The part that is kept comes on top of the new gradient."),
        (0.01, "The new gradient is not multiplied by the part that is lost: it counts in full."),
    ],
    hints=[
        "The velocities: 1, then 0.9 + 1 = 1.9, then 0.9 * 1.9 + 1 = 2.71. At which v is 0.9 * v + 1 equal to v?",
        "v = 10. A step is the learning rate times v.",
    ],
)

first_moves = ValueExercise(
    "first_moves",
    {"gradient 1000": 0.003, "gradient 0.001": 0.003},
    because="Mean and usual size are the same number in the first step. Their quotient is 1, whatever the gradient.",
    mistakes=[
        (
            {"gradient 1000": 3, "gradient 0.001": 0.000003},
            "That is plain descent: rate times gradient. Adam first divides by the usual size.",
        ),
        (
            {"gradient 1000": 1, "gradient 0.001": 1},
            "The quotient is that. A move is the quotient times the learning rate.",
        ),
        (
            {"gradient 1000": 0.0003, "gradient 0.001": 0.0003},
            "Without the correction of the mean it would be too small; both are corrected.",
        ),
        (
            {"gradient 1000": 0.003, "gradient 0.001": 0.000003},
            "A small gradient is divided by a small usual size.",
        ),
        (
            {"gradient 1000": 3, "gradient 0.001": 0.003},
            "A large gradient is divided by a large usual size.",
        ),
    ],
    tolerance=1e-7,
)

after_the_push = ValueExercise(
    "after_the_push",
    "b",
    because="About 22 %. All 64 small changes pull one way, the worst one, where those of noise cancel each other.",
    mistakes=[
        ("a", "That is what noise of this size leaves. Here no point is moved at random: all work together."),
        ("c", "A digit that is hardly changed to the eye can be changed a lot for the sums. Add up 64 small pulls."),
        ("d", "It may, but the other way round: is it the loss that goes uphill here?"),
    ],
    options=["a", "b", "c", "d"],
)

forgot_eval = ValueExercise(
    "forgot_eval",
    "b",
    because="Half of its hidden numbers are missing, other ones in each call. No error tells.",
    mistakes=[
        ("a", "Dropout is a layer of the forward pass; the backward pass only goes back through what it did."),
        ("c", "A module has a mode from the beginning: that of training."),
    ],
    options=["a", "b", "c"],
)


class Lines(ValueExercise):
    """An exercise whose answer is a list of a program's lines, in any order; a mistake is a list of one other line."""

    def diagnose(self, answer):
        """Return the Result for `answer`: what the first line does that is none, or how many are missing."""
        if not isinstance(answer, list | tuple | set) or not all(isinstance(line, int) for line in answer):
            return self.wrong("Type the numbers of four lines, in square brackets.")
        found = set(answer) & set(self.answer)
        named = next((mistake for line in answer for mistake in self.mistakes if mistake.answer == [line]), None)
        if named or found != set(answer):
            fact = f"Of your lines {len(found)} hold a fault."
            return self.wrong(fact if named else f"{fact} Of the others one is empty, or not there.", named)
        if found == set(self.answer):
            return Result(RIGHT, "", f"{self.name}: right. {self.because}")
        return self.wrong(f"So far all are faults, and {len(self.answer) - len(found)} more are to be found.")


faults = Lines(
    "faults",
    [12, 25, 33, 39],
    because="Judged by what it learnt from; softmax twice; gradients that pile up; dropout still on while judging.",
    mistakes=[
        ([1], "Line 1 imports the library."),
        ([2], "Line 2 imports the layers."),
        ([3], "Line 3 imports what deals out the batches."),
        ([5], "Line 5 imports the digits of this chapter."),
        ([7], "Line 7 fixes the random numbers, so that two runs are the same."),
        ([8], "Line 8 reads the digits. Pictures become floats, labels whole numbers, as they should."),
        ([9], "Line 9 draws one order, for pictures and labels."),
        ([10], "Line 10 puts pictures and labels into the *same* order. (Two orders would be a fault.)"),
        ([11], "Line 11 takes four fifths to learn from. Which pictures does the test take?"),
        ([15], "Line 15 is the head of every model in PyTorch."),
        ([16], "Line 16 is the head of a method."),
        ([17], "Line 17 lets PyTorch prepare the class. Without it the layers could not be kept."),
        ([18], "Line 18 is a layer, 64 inputs and 64 neurons; relu comes in line 23."),
        ([19], "Line 19 makes a dropout of a half. That is much, but no fault; when should it be at work?"),
        ([20], "Line 20 is the last layer: ten logits."),
        ([22], "Line 22 is the head of a method."),
        ([23], "Line 23 is linear, then relu: as in our own network."),
        ([24], "Line 24 drops some of the hidden numbers: while it learns, it is meant to."),
        ([28], "Line 28 makes the network."),
        ([29], "Line 29 takes the right loss. What does it want to be given: logits or probabilities?"),
        ([30], "Line 30 is the optimizer of this chapter, with the rate of this chapter."),
        ([32], "Line 32 makes twenty epochs, as we did."),
        ([34], "Line 34 deals out batches of 32 in a new order each time."),
        ([35], "Line 35 is the forward pass, with the arguments in the right order."),
        ([36], "Line 36 goes backward. What is in the gradients before it does?"),
        ([37], "Line 37 makes the step, after backward: the right place."),
        ([40], "Line 40 switches the graph off, which nobody needs for judging."),
        ([41], "Line 41 counts right answers: the largest logit, and its column against the label."),
        ([42], "Line 42 prints what line 41 found."),
    ],
    hints=[
        "Ask of each part: what it learns from, what it is judged by, what the loss "
        "gets, what happens to the gradients between two batches, and which mode the network is in.",
        "How often does the program call zero_grad, and how often step? Which pictures are in `train` and in `test`?",
        "What does CrossEntropyLoss do first with the logits? Has the network done it already?",
    ],
)

# --- code: what the cases use ---


def lists(thing):
    """Return arrays, and arrays in a tuple or list, as lists of numbers, which a message can show."""
    if isinstance(thing, tuple | list):
        return [lists(part) for part in thing]
    return thing.tolist() if hasattr(thing, "tolist") else thing


def given():
    """Return the names that the cases of this chapter use."""
    return {"np": np, "lists": lists}


# --- code: how many are right ---

LOGITS = "np.array([[1.0, 3.0, 2.0], [4.0, -1.0, 0.0], [-3.0, -2.0, -1.0], [0.0, 5.0, 1.0]])"
FRACTION_CASES = {
    f"lists(fraction_right({LOGITS}, np.array({targets})))": (
        f"For answers [1, 0, 2, 1] and targets {targets} the fraction"
    )
    for targets in ([1, 0, 2, 0], [1, 0, 2, 1], [0, 2, 0, 0], [2, 0, 1, 0])
} | {
    "lists(fraction_right(np.array([[0.5, 9.0]]), np.array([1])))": "For logits [[0.5, 9]] and target [1] the fraction",
    f"lists(fraction_right({LOGITS}[:3], np.array([1, 0, 0])))": (
        "For answers [1, 0, 2] and targets [1, 0, 0] the fraction"
    ),
}

fraction_right = CodeExercise(
    solutions.fraction_right,
    cases=list(FRACTION_CASES),
    words=FRACTION_CASES,
    hints=[
        "`logits.argmax(axis=1)` gives, for each row, in which column its largest number stands.",
        "Compare that with targets, with ==. The mean of an array of True and False is the fraction of True.",
    ],
    given=given,
)


@fraction_right.other_way
def with_a_loop(logits, targets):
    right = 0
    for row, target in zip(logits, targets):
        right += row.argmax() == target
    return right / len(targets)


@fraction_right.other_way
def through_lists(logits, targets):
    said = [row.index(max(row)) for row in logits.tolist()]
    return sum(a == b for a, b in zip(said, targets.tolist())) / len(said)


@fraction_right.mistake("That is how many are right. The fraction divides by the number of points.")
def count_for_fraction(logits, targets):
    return (logits.argmax(axis=1) == targets).sum()


@fraction_right.mistake("Those are the network's answers. Compare them with targets.")
def answers_alone(logits, targets):
    return logits.argmax(axis=1)


@fraction_right.mistake("Brackets are missing: the mean is taken of targets alone.")
def brackets_missing(logits, targets):
    return logits.argmax(axis=1) == targets.mean()


@fraction_right.mistake("logits.size counts every logit. Divide by the number of rows.")
def divided_by_all_logits(logits, targets):
    return (logits.argmax(axis=1) == targets).sum() / logits.size


@fraction_right.mistake("You divide by the number of classes. Divide by the number of rows.")
def divided_by_classes(logits, targets):
    return (logits.argmax(axis=1) == targets).sum() / logits.shape[1]


@fraction_right.mistake("That is a percentage. A fraction lies between 0 and 1.")
def percentage(logits, targets):
    return (logits.argmax(axis=1) == targets).mean() * 100


@fraction_right.mistake("That is the fraction that is wrong.")
def fraction_wrong(logits, targets):
    return (logits.argmax(axis=1) != targets).mean()


@fraction_right.mistake("Without an axis, argmax looks for the one largest of all.")
def largest_of_all(logits, targets):
    return (logits.argmax() == targets).mean()


@fraction_right.mistake("axis=0 looks down each column. A point's classes stand in a row.")
def down_the_columns(logits, targets):
    return (logits.argmax(axis=0) == targets).mean()


@fraction_right.mistake("max gives the largest number. The targets say in which column it stands.")
def max_for_argmax(logits, targets):
    return (logits.max(axis=1) == targets).mean()


@fraction_right.mistake("That says of each point whether it is right. Asked for is the fraction.")
def one_answer_each(logits, targets):
    return logits.argmax(axis=1) == targets


# --- code: one step of Adam ---

ADAM_CASES = {
    "lists(adam_step(1.0, 4.0, 0.0, 0.0, 1, 0.125))": "In step 1, for weight 1, grad 4 and rate 0.125",
    "lists(adam_step(2.0, 4.0, 0.4, 0.016, 2, 0.125))": "In step 2, for grad 4, mean 0.4, square 0.016",
    "lists(adam_step(-1.0, -2.0, 0.76, 0.031984, 3, 0.5))": "In step 3, for grad -2, mean 0.76, square 0.031984",
    "lists(adam_step(0.5, 2e-8, 0.0, 0.0, 1, 0.25))": "In step 1, for a grad of 2e-8, weight 0.5 and rate 0.25",
    "lists(adam_step(np.ones(3), np.array([1.0, -3.0, 0.0]), np.zeros(3), np.ones(3), 10, 0.5))": (
        "In step 10, for three weights of 1 and grads 1, -3, 0"
    ),
}

adam_step = CodeExercise(
    solutions.adam_step,
    cases=list(ADAM_CASES),
    words=ADAM_CASES,
    hints=[
        "Two running means: nine tenths of the old mean and a tenth of the gradient; 0.999 of the old square and a "
        "thousandth of the squared gradient.",
        "Each is corrected for the step alone, and returned uncorrected: mean / (1 - 0.9**step) and "
        "square / (1 - 0.999**step).",
        "The move: rate * corrected mean / (root of the corrected square + 1e-8). `x**0.5` is the root. It is taken "
        "off the weight.",
    ],
    given=lambda: {"np": np, "lists": lists, "math": math},
)


@adam_step.other_way
def in_small_steps(weight, grad, mean, square, step, rate):
    mean = mean + (1 - 0.9) * (grad - mean)
    square = square + (1 - 0.999) * (grad * grad - square)
    unbiased_mean, unbiased_square = mean / (1 - 0.9**step), square / (1 - 0.999**step)
    return weight - rate * unbiased_mean / (np.sqrt(unbiased_square) + 1e-8), mean, square


@adam_step.other_way
def with_one_rate(weight, grad, mean, square, step, rate):
    beta, gamma = 0.9, 0.999
    mean, square = beta * mean + (1 - beta) * grad, gamma * square + (1 - gamma) * grad**2
    root = np.sqrt(1 - gamma**step)
    return weight - rate * root / (1 - beta**step) * mean / (np.sqrt(square) + 1e-8 * root), mean, square


@adam_step.mistake("The correction is missing: the running means begin at 0, and in the first steps are far too small.")
def no_correction(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    return weight - rate * mean / (square**0.5 + 1e-8), mean, square


@adam_step.mistake("Only one of the two is corrected. Both began at 0.")
def mean_corrected_alone(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    return weight - rate * mean / (1 - 0.9**step) / (square**0.5 + 1e-8), mean, square


@adam_step.mistake("Only one of the two is corrected. Both began at 0.")
def square_corrected_alone(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    return weight - rate * mean / ((square / (1 - 0.999**step)) ** 0.5 + 1e-8), mean, square


@adam_step.mistake("That is the square of the mean. Wanted is the mean of the squares: square the gradient itself.")
def square_of_the_mean(weight, grad, mean, square, step, rate):
    mean = 0.9 * mean + 0.1 * grad
    square = 0.999 * square + 0.001 * mean**2
    usual = (square / (1 - 0.999**step)) ** 0.5
    return weight - rate * mean / (1 - 0.9**step) / (usual + 1e-8), mean, square


@adam_step.mistake("The second running mean is of the *squares* of the gradients.")
def nothing_squared(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * abs(grad)
    usual = (square / (1 - 0.999**step)) ** 0.5
    return weight - rate * mean / (1 - 0.9**step) / (usual + 1e-8), mean, square


@adam_step.mistake("A mean of squares is no size yet: the root is missing.")
def no_root(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    return weight - rate * mean / (1 - 0.9**step) / (square / (1 - 0.999**step) + 1e-8), mean, square


@adam_step.mistake("Inside the root the tiny number is no longer tiny. Add it to the root.")
def epsilon_inside(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    return weight - rate * mean / (1 - 0.9**step) / (square / (1 - 0.999**step) + 1e-8) ** 0.5, mean, square


@adam_step.mistake("1e-8 is missing. Where all gradients are 0 you divide 0 by 0.")
def no_epsilon(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    return weight - rate * mean / (1 - 0.9**step) / (square / (1 - 0.999**step)) ** 0.5, mean, square


@adam_step.mistake("That goes uphill.")
def uphill(weight, grad, mean, square, step, rate):
    after, mean, square = solutions.adam_step(weight, grad, mean, square, step, rate)
    return 2 * weight - after, mean, square


@adam_step.mistake("0.9 and 0.999 have changed places: the mean forgets fast, the square slowly.")
def betas_swapped(weight, grad, mean, square, step, rate):
    mean, square = 0.999 * mean + 0.001 * grad, 0.9 * square + 0.1 * grad**2
    usual = (square / (1 - 0.9**step)) ** 0.5
    return weight - rate * mean / (1 - 0.999**step) / (usual + 1e-8), mean, square


@adam_step.mistake("That adds the whole gradient, as momentum does. A mean takes a tenth of it, or a thousandth.")
def whole_gradient_added(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + grad, 0.999 * square + grad**2
    usual = (square / (1 - 0.999**step)) ** 0.5
    return weight - rate * mean / (1 - 0.9**step) / (usual + 1e-8), mean, square


@adam_step.mistake("The corrected means came back. They are for this move alone; the next step needs the others.")
def corrected_came_back(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    mean, square = mean / (1 - 0.9**step), square / (1 - 0.999**step)
    return weight - rate * mean / (square**0.5 + 1e-8), mean, square


@adam_step.mistake("The mean came back corrected. That is for this move alone; the next step needs it as it was.")
def corrected_mean_came_back(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    mean = mean / (1 - 0.9**step)
    return weight - rate * mean / ((square / (1 - 0.999**step)) ** 0.5 + 1e-8), mean, square


@adam_step.mistake("The square came back corrected. That is for this move alone; the next step needs it as it was.")
def corrected_square_came_back(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    square = square / (1 - 0.999**step)
    return weight - rate * mean / (1 - 0.9**step) / (square**0.5 + 1e-8), mean, square


@adam_step.mistake("What came back for the square has had its root taken. That is for this move alone.")
def root_came_back(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    usual = (square / (1 - 0.999**step)) ** 0.5
    return weight - rate * mean / (1 - 0.9**step) / (usual + 1e-8), mean, usual


@adam_step.mistake("The correction takes 0.9 (or 0.999) to the power of the step, not times it.")
def times_the_step(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    usual = (abs(square / (1 - 0.999 * step))) ** 0.5
    return weight - rate * mean / (1 - 0.9 * step) / (usual + 1e-8), mean, square


@adam_step.mistake("The move is made with the old running means. First let this gradient into them.")
def moves_too_early(weight, grad, mean, square, step, rate):
    usual = (square / (1 - 0.999**step)) ** 0.5
    weight = weight - rate * mean / (1 - 0.9**step) / (usual + 1e-8)
    return weight, 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2


@adam_step.mistake("The learning rate has no part in it.")
def rate_forgotten(weight, grad, mean, square, step, rate):
    return solutions.adam_step(weight, grad, mean, square, step, 1.0)


@adam_step.mistake("It is the running mean that moves the weight, not the gradient itself.")
def gradient_for_mean(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    return weight - rate * grad / ((square / (1 - 0.999**step)) ** 0.5 + 1e-8), mean, square


@adam_step.mistake("That is the weight alone. The two running means have to come back too, for the next step.")
def weight_alone(weight, grad, mean, square, step, rate):
    return solutions.adam_step(weight, grad, mean, square, step, rate)[0]


@adam_step.mistake("The move came back in place of the weight.")
def move_for_weight(weight, grad, mean, square, step, rate):
    after, mean, square = solutions.adam_step(weight, grad, mean, square, step, rate)
    return weight - after, mean, square


@adam_step.mistake("The correction makes the means larger, as they are too small. You made them smaller.")
def corrected_the_wrong_way(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    return weight - rate * mean * (1 - 0.9**step) / ((square * (1 - 0.999**step)) ** 0.5 + 1e-8), mean, square


@adam_step.mistake("Brackets are missing: the quotient is taken of 1 alone, and then something is taken off.")
def correction_without_brackets(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    return weight - rate * (mean / 1 - 0.9**step) / (abs(square / 1 - 0.999**step) ** 0.5 + 1e-8), mean, square


@adam_step.mistake("The correction is a step ahead: `step` counts from 1.")
def a_step_ahead(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    usual = (square / (1 - 0.999 ** (step + 1))) ** 0.5
    return weight - rate * mean / (1 - 0.9 ** (step + 1)) / (usual + 1e-8), mean, square


@adam_step.mistake("It keeps little of the old mean and most of the gradient. It is the other way round.")
def hardly_any_memory(weight, grad, mean, square, step, rate):
    mean, square = 0.1 * mean + 0.9 * grad, 0.001 * square + 0.999 * grad**2
    usual = (square / (1 - 0.999**step)) ** 0.5
    return weight - rate * mean / (1 - 0.9**step) / (usual + 1e-8), mean, square


@adam_step.mistake("Brackets are missing: 1e-8 belongs to what you divide by.")
def epsilon_after_the_quotient(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    return weight - (rate * mean / (1 - 0.9**step) / (square / (1 - 0.999**step)) ** 0.5 + 1e-8), mean, square


@adam_step.mistake("1e-8 keeps the divisor from being 0. You add it to the weight: mind the brackets.")
def epsilon_on_the_weight(weight, grad, mean, square, step, rate):
    mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
    return weight - rate * mean / (1 - 0.9**step) / (square / (1 - 0.999**step)) ** 0.5 + 1e-8, mean, square


# --- code: who is dead ---

SUMS = "np.array([[-1.0, 2.0, -0.5, 0.0], [3.0, 1.0, -2.0, 0.0], [-2.0, 0.5, -0.25, 0.0]])"
DEAD_CASES = {
    f"lists(dead_neurons({SUMS}))": "For three pictures and four neurons",
    f"lists(dead_neurons({SUMS}[:, :2]))": "For the first two neurons alone, both of which wake",
    f"lists(dead_neurons({SUMS}[:1]))": "For the first picture alone",
    "lists(dead_neurons(np.array([[-1.0, -0.5, 0.0], [-2.0, -1.0, -3.0]])))": "For three neurons that never wake",
    "lists(dead_neurons(np.array([[1.0, -3.0, -9.0, 2.0, -1.0], [-5.0, -4.0, 10.0, 2.0, -2.0]])))": (
        "For two pictures and five neurons"
    ),
}

dead_neurons = CodeExercise(
    solutions.dead_neurons,
    cases=list(DEAD_CASES),
    words=DEAD_CASES,
    hints=[
        "`sums > 0` says of each picture and neuron whether it is awake. `.any(axis=0)` asks each column whether one "
        "of its entries is True.",
        "A neuron is dead if no picture wakes it: `~awake` turns an array of True and False round. "
        "`np.flatnonzero(...)` gives the places that are True.",
    ],
    given=given,
)


@dead_neurons.other_way
def by_the_largest(sums):
    return [column for column, largest in enumerate(sums.max(axis=0)) if largest <= 0]


@dead_neurons.other_way
def with_any(sums):
    return np.flatnonzero(~(sums > 0).any(axis=0))


@dead_neurons.mistake("Those are the pictures (the rows) that wake nobody. Asked for are neurons, the columns.")
def rows_for_columns(sums):
    return np.flatnonzero((sums > 0).sum(axis=1) == 0).tolist()


@dead_neurons.mistake("Those sleep for one picture at least. Dead is who sleeps for all of them.")
def sleeping_once(sums):
    return np.flatnonzero((sums <= 0).any(axis=0)).tolist()


@dead_neurons.mistake("A neuron whose sums are all exactly 0 is dead, too: relu gives 0 there.")
def below_zero_only(sums):
    return np.flatnonzero((sums < 0).all(axis=0)).tolist()


@dead_neurons.mistake("Those are the living ones.")
def the_living(sums):
    return np.flatnonzero((sums > 0).any(axis=0)).tolist()


@dead_neurons.mistake("That is how many. Asked for is which.")
def how_many(sums):
    return int(((sums > 0).sum(axis=0) == 0).sum())


@dead_neurons.mistake("That says of each neuron whether it is dead. Asked for are the numbers of those that are.")
def one_answer_for_each(sums):
    return (sums <= 0).all(axis=0)


@dead_neurons.mistake("You added the sums up. A neuron may be far below 0 for most pictures and above it for one.")
def on_average(sums):
    return np.flatnonzero(sums.sum(axis=0) <= 0).tolist()


@dead_neurons.mistake("You count from 1. The first column is number 0.")
def from_one(sums):
    return [column + 1 for column in solutions.dead_neurons(sums)]


@dead_neurons.mistake("That looks at the first picture alone.")
def first_picture_alone(sums):
    return np.flatnonzero(sums[0] <= 0).tolist()


@dead_neurons.mistake("You look for the smallest sum of each neuron. Does a single low one make it dead?")
def by_the_smallest(sums):
    return np.flatnonzero(sums.min(axis=0) < 0).tolist()


@dead_neurons.mistake("`len(sums)` counts the rows, the pictures. How many columns are there?")
def as_many_as_rows(sums):
    return [column for column in range(len(sums)) if (sums[:, column] <= 0).all()]


@dead_neurons.mistake("You look at as many neurons as there are pictures. How many columns are there?")
def as_many_as_pictures(sums):
    return [column for column in range(min(sums.shape)) if (sums[:, column] <= 0).all()]


# --- code: fool the reader ---


def fool_given():
    """Return a small network of fixed weights, pictures of four points, their labels, and what goes with them."""
    first = Tensor([[1.0, -2.0, 0.5], [0.25, 1.0, -1.0], [-0.5, 0.75, 1.5], [2.0, -0.25, 1.0]])
    last = Tensor([[1.0, -1.0], [-0.5, 2.0], [0.75, 0.25]])
    return given() | {
        "Tensor": Tensor,
        "cross_entropy": cross_entropy,
        "network": lambda x: ((x @ first).relu() if isinstance(x, Tensor) else (Tensor(x) @ first).relu()) @ last,
        "images": np.array([[0.25, 0.5, 0.5, 0.75], [0.0, 1.0, 0.25, 0.5], [0.5, 0.0, 1.0, 0.0625]]),
        "labels": np.array([0, 1, 1]),
    }


FOOL_CASES = {
    "lists(fool(network, images, labels, 0.125))": "For three pictures and size 0.125",
    "lists(fool(network, images[:1], labels[:1], 0.03125))": "For one picture and size 0.03125",
    "lists(fool(network, images[1:], labels[1:], 0.5))": "For two pictures and size 0.5",
    "lists(fool(network, images[:2], 1 - labels[:2], 0.25))": "For two pictures with other labels and size 0.25",
}

fool = CodeExercise(
    solutions.fool,
    cases=list(FOOL_CASES),
    words=FOOL_CASES,
    hints=[
        "A picture gets a gradient if it is a leaf: `x = Tensor(images)`. The loss is cross_entropy(network(x), "
        "labels); then backward, and x.grad has the shape of the pictures.",
        "`np.sign` gives 1, -1 or 0 for each number. Uphill is along the gradient: images + size * np.sign(x.grad).",
        "`np.clip(array, 0, 1)` keeps ink between 0 and 1.",
    ],
    given=fool_given,
)


@fool.other_way
def by_where(network, images, labels, size):
    x = Tensor(images)
    loss = cross_entropy(network(x), labels)
    loss.backward()
    step = np.where(x.grad > 0, size, np.where(x.grad < 0, -size, 0))
    return np.minimum(np.maximum(images + step, 0), 1)


@fool.other_way
def in_the_leaf(network, images, labels, size):
    x = Tensor(images)
    cross_entropy(network(x), labels).backward()
    x.data += size * np.sign(x.grad)
    return x.data.clip(0, 1)


@fool.mistake("That goes downhill, and helps the reader. To fool it, the loss has to grow.")
def downhill(network, images, labels, size):
    x = Tensor(images)
    cross_entropy(network(x), labels).backward()
    return np.clip(images - size * np.sign(x.grad), 0, 1)


@fool.mistake("The steeper, the further it moves. Each point is to move by size.")
def no_sign(network, images, labels, size):
    x = Tensor(images)
    cross_entropy(network(x), labels).backward()
    return np.clip(images + size * x.grad, 0, 1)


@fool.mistake("The size has no part in it: every point moves by 1.")
def no_size(network, images, labels, size):
    x = Tensor(images)
    cross_entropy(network(x), labels).backward()
    return np.clip(images + np.sign(x.grad), 0, 1)


@fool.mistake("Some points leave the range from 0 to 1.")
def no_clip(network, images, labels, size):
    x = Tensor(images)
    cross_entropy(network(x), labels).backward()
    return images + size * np.sign(x.grad)


@fool.mistake("Those are the changes alone. Add them to the pictures.")
def changes_alone(network, images, labels, size):
    x = Tensor(images)
    cross_entropy(network(x), labels).backward()
    return size * np.sign(x.grad)


@fool.mistake("That is the gradient. Wanted are the pictures.")
def gradient_alone(network, images, labels, size):
    x = Tensor(images)
    cross_entropy(network(x), labels).backward()
    return x.grad


@fool.mistake("The pictures came back as they were.")
def unchanged(network, images, labels, size):
    return images


@fool.mistake("You take the labels that the network gives. The loss must be that of the true ones.")
def its_own_labels(network, images, labels, size):
    x = Tensor(images)
    logits = network(x)
    cross_entropy(logits, logits.data.argmax(axis=1)).backward()
    return np.clip(images + size * np.sign(x.grad), 0, 1)


@fool.mistake("Points may only lie between 0 and 1. You let them go down to -1.")
def clipped_at_minus_one(network, images, labels, size):
    x = Tensor(images)
    cross_entropy(network(x), labels).backward()
    return np.clip(images + size * np.sign(x.grad), -1, 1)


@fool.mistake("The clip cuts the change. The new picture has to stay between 0 and 1.")
def change_clipped(network, images, labels, size):
    x = Tensor(images)
    cross_entropy(network(x), labels).backward()
    return images + np.clip(size * np.sign(x.grad), 0, 1)


@fool.mistake("You add up the logits. It is the loss that should grow.")
def sum_for_loss(network, images, labels, size):
    x = Tensor(images)
    network(x).sum().backward()
    return np.clip(images + size * np.sign(x.grad), 0, 1)


@fool.mistake("The network never saw your leaf. Hand it that.")
def leaf_left_out(network, images, labels, size):
    x = Tensor(images)
    cross_entropy(network(images), labels).backward()
    return np.clip(images + size * np.sign(x.grad), 0, 1)


@fool.mistake("A plain array gets no gradient. First make a leaf of the pictures, a Tensor.")
def no_leaf(network, images, labels, size):
    cross_entropy(network(images), labels).backward()
    return np.clip(images + size * np.sign(images.grad), 0, 1)


@fool.mistake("Only the steepest point moves by size. All are to.")
def by_the_largest_slope(network, images, labels, size):
    x = Tensor(images)
    cross_entropy(network(x), labels).backward()
    return np.clip(images + size * x.grad / np.abs(x.grad).max(), 0, 1)


# --- code: choose the strength ---

RIGHT_OF = "np.array([[0.5, 0.75, 0.25], [0.5, 0.625, 0.5], [1.0, 0.0, 0.25], [0.375, 0.25, 0.5]])"
CHOOSE_CASES = {
    f"choose([0, 0.01, 0.1, 1], {RIGHT_OF})": "For strengths [0, 0.01, 0.1, 1] with means 0.5, 0.542, 0.417, 0.375",
    f"choose([0.5, 0.25, 0.125], {RIGHT_OF}[[3, 1, 0]])": "For strengths [0.5, 0.25, 0.125], means 0.375, 0.542, 0.5",
    f"choose([1.28125, 0.2], {RIGHT_OF}[2:])": "For strengths [1.28125, 0.2], whose means are 0.417 and 0.375",
    f"choose([3, 2, 1], {RIGHT_OF}[[1, 2, 0], :2])": "For strengths [3, 2, 1], whose means are 0.5625, 0.5, 0.625",
    "choose([0, 0.5], np.array([[0.5, 0.5, 0.5, 0.5], [0.25, 0.25, 0.25, 1.0]]))": (
        "For strengths [0, 0.5], whose means are 0.5 and 0.4375"
    ),
}

choose = CodeExercise(
    solutions.choose,
    cases=list(CHOOSE_CASES),
    words=CHOOSE_CASES,
    hints=[
        "right has a row for each strength: `right.mean(axis=1)` is the mean of each row, over the draws.",
        "`.argmax()` says in which place the largest mean stands. Which strength stands in that place of the list?",
    ],
    given=given,
)


@choose.other_way
def largest_by_a_loop(strengths, right):
    best, highest = None, -1
    for strength, row in zip(strengths, right):
        if sum(row) / len(row) > highest:
            best, highest = strength, sum(row) / len(row)
    return best


@choose.other_way
def by_the_sum(strengths, right):
    return max(zip(right.sum(axis=1).tolist(), strengths))[1]


@choose.mistake("That is the place of the best strength in the list. Asked for is the strength that stands there.")
def place_for_strength(strengths, right):
    return int(right.mean(axis=1).argmax())


@choose.mistake("That is the best mean. Asked for is the strength that reached it.")
def mean_for_strength(strengths, right):
    return right.mean(axis=1).max()


@choose.mistake("You trust the luckiest single draw. Compare the means over the draws.")
def luckiest_draw(strengths, right):
    return strengths[right.max(axis=1).argmax()]


@choose.mistake("That is the worst strength. right counts what is right.")
def the_worst(strengths, right):
    return strengths[right.mean(axis=1).argmin()]


@choose.mistake("That takes the means of the draws, down the columns. A strength's draws stand in a row.")
def means_of_the_draws(strengths, right):
    return strengths[min(right.mean(axis=0).argmax(), len(strengths) - 1)]


@choose.mistake("Axis 0 leaves a mean for each draw, over all strengths. Asked for is a mean for each strength.")
def means_along_axis_0(strengths, right):
    return strengths[right.mean(axis=0).argmax()]


@choose.mistake("That looks at the first draw alone. Take the mean of all.")
def first_draw_alone(strengths, right):
    return strengths[right[:, 0].argmax()]


@choose.mistake("That is the largest strength, whatever it reached.")
def largest_strength(strengths, right):
    return max(strengths)


@choose.mistake("That is a safe choice, with little spread. Asked for is the best mean over the draws.")
def best_worst_draw(strengths, right):
    return strengths[right.min(axis=1).argmax()]


@choose.mistake("That compares medians, the draw in the middle of each. Asked for is the best mean.")
def by_the_median(strengths, right):
    return strengths[np.median(right, axis=1).argmax()]


@choose.mistake("That counts in how many draws a strength is the first. Asked for is the best mean.")
def most_wins(strengths, right):
    return strengths[np.bincount(right.argmax(axis=0)).argmax()]


@choose.mistake("That is the first strength, whatever it reached. (Without an axis the mean is a single number.)")
def the_first(strengths, right):
    return strengths[right.mean().argmax()]


@choose.mistake("You compare with the first strength alone. What was the best so far?")
def better_than_the_first(strengths, right):
    best = strengths[0]
    for strength, row in zip(strengths, right):
        if row.mean() > right[0].mean():
            best = strength
    return best


# --- backward as plain functions of numbers ---


def data_of(thing):
    """Return the data of a Value; anything else as it is."""
    return thing.data if isinstance(thing, Value) else thing


p3_backward = CodeExercise(
    solutions.p3_backward,
    cases=[
        "p3_backward(1, 2.0)",
        "p3_backward(-0.5, 2.0)",
        "p3_backward(3, 0)",
        "p3_backward(2, -1.57)",
        "p3_backward(-0.7, 0.123)",
        "data_of(p3_backward(2, Value(-1.5)))",
    ],
    words={"data_of(p3_backward(2, Value(-1.5)))": "With a Value as x, `p3_backward(2, x)`"},
    given=lambda: {"Value": Value, "data_of": data_of},
    hints=[
        "First the local derivative: the slope of x**3 is 3 * x**2, and the slope of -3 * x is -3.",
        "So the slope of (5 * x**3 - 3 * x) / 2 is (15 * x**2 - 3) / 2. Multiply it by what arrived.",
    ],
)


@p3_backward.mistake("The minus has become a plus: the slope of -3x is -3.")
def plus_for_minus(grad_output, x):
    return grad_output * 1.5 * (5 * x**2 + 1)


@p3_backward.mistake("A function of math takes plain numbers only.")
def with_math_pow(grad_output, x):
    return grad_output * 1.5 * (5 * math.pow(x, 2) - 1)


@p3_backward.mistake("That is the slope of tanh, from its result. P3 has a slope of its own.")
def as_tanh(grad_output, x):
    return grad_output * (1 - x**2)


@p3_backward.mistake("The half in front belongs to both terms: bracket their difference.")
def half_of_the_last(grad_output, x):
    return grad_output * (15 * x**2 - 3 / 2)


@p3_backward.mistake("The slope of x**3 is 3 * x**2, not 2 * x**2.")
def two_for_three(grad_output, x):
    return grad_output * (10 * x**2 - 3) / 2


@p3_backward.other_way
def term_by_term(grad_output, x):
    slope = 7.5 * x * x - 1.5
    return slope * grad_output


@p3_backward.mistake("That is the local derivative alone. Multiply it by grad_output, which is what arrived.")
def no_grad_output(grad_output, x):
    return 1.5 * (5 * x**2 - 1)


@p3_backward.mistake("That is P3 itself, the forward pass. Here its slope is wanted, times what arrived.")
def forward_again(grad_output, x):
    return grad_output * 0.5 * (5 * x**3 - 3 * x)


@p3_backward.mistake("The half in front is lost: it stays a factor of the slope.")
def without_the_half(grad_output, x):
    return grad_output * (15 * x**2 - 3)


@p3_backward.mistake("The slope of x**3 is 3 * x**2: the 3 in front is missing.")
def power_without_its_factor(grad_output, x):
    return grad_output * 0.5 * (5 * x**2 - 3)


@p3_backward.mistake("The slope of -3 * x is -3, without the x.")
def line_kept_whole(grad_output, x):
    return grad_output * 0.5 * (15 * x**2 - 3 * x)


@p3_backward.mistake("The slope of -3 * x is -3. It is missing.")
def line_forgotten(grad_output, x):
    return grad_output * 7.5 * x**2


@p3_backward.mistake("What arrived and the local derivative are multiplied, not added.")
def added(grad_output, x):
    return grad_output + 1.5 * (5 * x**2 - 1)


@p3_backward.mistake("grad_output must be multiplied by the whole slope: put the two terms in brackets.")
def no_brackets(grad_output, x):
    return grad_output * 7.5 * x**2 - 1.5


@p3_backward.mistake("The slope of x**3 is 3 * x**2: the power goes down by one.")
def power_not_lowered(grad_output, x):
    return grad_output * 0.5 * (15 * x**3 - 3)


@p3_backward.mistake("The -3 stands outside: the half and grad_output belong to both terms. Put the terms in brackets.")
def three_outside(grad_output, x):
    return grad_output * 7.5 * x**2 - 3


@p3_backward.mistake("That is P3 itself, the forward pass. Here its slope is wanted, times grad_output.")
def forward_alone(grad_output, x):
    return 0.5 * (5 * x**3 - 3 * x)


@p3_backward.mistake("grad_output and x have changed places: x goes into the slope, grad_output is multiplied by it.")
def changed_places(grad_output, x):
    return x * 1.5 * (5 * grad_output**2 - 1)


silu_backward = CodeExercise(
    solutions.silu_backward,
    cases=[
        "silu_backward(1, 2.0)",
        "silu_backward(1, 0)",
        "silu_backward(1, -1.5)",
        "silu_backward(-3, 0.5)",
        "silu_backward(0, 4)",
    ],
    hints=[
        "s = 1 / (1 + math.exp(-x)). x reaches the product on two paths: straight, and through s.",
        "Straight: the local derivative of x * s by x is s. Through s: it is x, and then the slope of s, s * (1 - s).",
        "Add the two paths, and multiply the sum by grad_output.",
    ],
)


@silu_backward.other_way
def by_the_quotient(grad_output, x):
    e = math.exp(-x)
    return grad_output * (1 + e + x * e) / (1 + e) ** 2


@silu_backward.mistake("That is the straight path alone. x also reaches the product through s.")
def straight_only(grad_output, x):
    return grad_output / (1 + math.exp(-x))


@silu_backward.mistake("That is the path through s alone. x also goes straight into the product, where it brings s.")
def through_s_only(grad_output, x):
    s = 1 / (1 + math.exp(-x))
    return grad_output * x * s * (1 - s)


@silu_backward.mistake(
    "That is the slope of the sigmoid alone. It is one factor of the path through s; the other path is straight."
)
def slope_of_s_alone(grad_output, x):
    s = 1 / (1 + math.exp(-x))
    return grad_output * s * (1 - s)


@silu_backward.mistake(
    "A product swaps: the straight path brings s, and the path through s brings x, times s * (1 - s)."
)
def not_swapped(grad_output, x):
    s = 1 / (1 + math.exp(-x))
    return grad_output * (x * s + s * (1 - s))


@silu_backward.mistake("On the path through s the product swaps: multiply s * (1 - s) by x.")
def x_missing(grad_output, x):
    s = 1 / (1 + math.exp(-x))
    return grad_output * (s + s * (1 - s))


@silu_backward.mistake("The two paths lie side by side: add them.")
def paths_multiplied(grad_output, x):
    s = 1 / (1 + math.exp(-x))
    return grad_output * s * x * s * (1 - s)


@silu_backward.mistake("The two paths lie side by side: what they bring is added.")
def whole_paths_multiplied(grad_output, x):
    s = 1 / (1 + math.exp(-x))
    return grad_output * s * grad_output * x * s * (1 - s)


@silu_backward.mistake("That is the local derivative alone. Multiply it by grad_output, which is what arrived.")
def local_only(grad_output, x):
    s = 1 / (1 + math.exp(-x))
    return s + x * s * (1 - s)


@silu_backward.mistake("grad_output must reach both paths: put the sum in brackets before you multiply.")
def one_path_without_it(grad_output, x):
    s = 1 / (1 + math.exp(-x))
    return grad_output * s + x * s * (1 - s)


@silu_backward.mistake("The slope of the sigmoid is s * (1 - s). Yours goes through x with s alone.")
def sigmoid_as_its_slope(grad_output, x):
    s = 1 / (1 + math.exp(-x))
    return grad_output * (s + x * s)


@silu_backward.mistake("The slope of the sigmoid is s * (1 - s), not 1 - s**2: that is tanh's.")
def slope_of_tanh(grad_output, x):
    s = 1 / (1 + math.exp(-x))
    return grad_output * (s + x * (1 - s**2))


@silu_backward.mistake("The sigmoid is 1 / (1 + exp(-x)): mind the minus of x.")
def minus_forgotten(grad_output, x):
    s = 1 / (1 + math.exp(x))
    return grad_output * (s + x * s * (1 - s))


@silu_backward.mistake("That is x * s, the forward pass. Here its slope is wanted, times what arrived.")
def forward_of_silu(grad_output, x):
    return grad_output * x / (1 + math.exp(-x))


@silu_backward.mistake("In the sigmoid the whole of 1 + e⁻ˣ stands below the bar: it needs brackets.")
def no_brackets_below(grad_output, x):
    s = 1 / 1 + math.exp(-x)
    return grad_output * (s + x * s * (1 - s))


@silu_backward.mistake("s is the sigmoid alone. Yours is already multiplied by x.")
def s_times_x(grad_output, x):
    s = x / (1 + math.exp(-x))
    return grad_output * (s + x * s * (1 - s))

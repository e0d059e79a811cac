"""Answers that learners of chapters 7 to 9 gave, and what each has to be told: "right", or a part of the reply."""

import importlib
import math

import pytest
from cells import left_by

from gradually.course.ch09 import solutions
from gradually.course.checking.exercise import RIGHT, WRONG
from gradually.course.page.optional import is_installed
from gradually.derivative import derivative
from gradually.nn import Layer, Neuron
from gradually.value import Value

ANSWERS = [
    # --- chapter 7 ---
    (
        "ch07.doubles",
        """
        def doubles(numbers):
            for i, x in enumerate(numbers):
                numbers[i] = torch.tensor(x, dtype=torch.double, requires_grad=True)
            return numbers
        """,
        "the call changes `numbers`",
    ),
    (
        "ch07.doubles",
        """
        def doubles(numbers):
            return [torch.tensor(round(x, 4), dtype=torch.double, requires_grad=True) for x in numbers]
        """,
        "the error of the number, in billionths",
    ),
    (
        "ch07.doubles",
        """
        def doubles(numbers):
            return [torch.tensor([x], dtype=torch.double, requires_grad=True) for x in numbers]
        """,
        "one pair of square brackets too many",
    ),
    (
        "ch07.doubles",
        """
        def doubles(numbers):
            return [torch.tensor(x, dtype=torch.double, requires_grad=True) * 1 for x in numbers]
        """,
        "What is computed from another tensor",
    ),
    (
        "ch07.doubles",
        """
        def doubles(numbers):
            leaves = []
            for x in numbers:
                leaves = leaves.append(torch.tensor(x, dtype=torch.double, requires_grad=True))
            return leaves
        """,
        "`append` changes a thing and hands back None",
    ),
    (
        "ch07.doubles",
        """
        def doubles(numbers):
            return [torch.tensor(x, dtype=torch.double, requires_grad=True) for x in numbrs]
        """,
        "Did you mean `numbers`?",
    ),
    (
        "ch07.backward_error",
        """
        def backward_error(forward, backward, x):
            return abs(backward(grad_output=1.0, x=x) - derivative(forward, x))
        """,
        "right",
    ),
    (
        "ch07.backward_error",
        """
        def backward_error(forward, backward, x):
            return round(abs(backward(1.0, x) - derivative(forward, x)))
        """,
        "It is rounded.",
    ),
    (
        "ch07.backward_error",
        """
        def backward_error(forward, backward, x):
            return abs(backward(1.0, x) - derivative(backward, x))
        """,
        "derivative nudges forward",
    ),
    (
        "ch07.backward_error",
        """
        def backward_error(forward, backward, x):
            return abs(abs(backward(1.0, x)) - abs(derivative(forward, x)))
        """,
        "The signs are lost too early",
    ),
    (
        "ch07.in_torch",
        """
        def in_torch(a, b):
            a = torch.tensor(a, dtype=torch.double, requires_grad=True)
            b = torch.tensor(b, dtype=torch.double, requires_grad=True)
            y = (a * a + b.exp()).log().backward()
            return y.item(), a.grad.item(), b.grad.item()
        """,
        "`backward` changes a thing and hands back None",
    ),
    (
        "ch07.in_torch",
        """
        def in_torch(a, b):
            a = torch.tensor(2.0, dtype=torch.double, requires_grad=True)
            b = torch.tensor(-3.0, dtype=torch.double, requires_grad=True)
            y = torch.log(a * a + torch.exp(b))
            y.backward()
            return y.item(), a.grad.item(), b.grad.item()
        """,
        "It gives `a` another value before it reads",
    ),
    (
        "ch07.doubles",
        """
        def doubles(numbers):
            return (torch.tensor(x, dtype=torch.double, requires_grad=True) for x in numbers)
        """,
        "only a promise of one (a generator)",
    ),
    # --- chapter 8 ---
    (
        "ch08.neuron_output",
        """
        def neuron_output(weights, bias, x):
            for i in range(len(weights)):
                weights[i] = weights[i] * x[i]
            return sum(weights, bias).tanh()
        """,
        "the call changes `weights`",
    ),
    (
        "ch08.neuron_output",
        """
        def neuron_output(weights, bias, x):
            return sum((weight * number for weight, number in zip(weights, x)), b).tanh()
        """,
        "It reads `b`, a name of the notebook, and never its own `bias`.",
    ),
    (
        "ch08.neuron_output",
        """
        def neuron_output(weights, bias, x):
            return [sum((weight * number for weight, number in zip(weights, x)), bias).tanh()]
        """,
        "a Value belongs here, and this is a list",
    ),
    (
        "ch08.neuron_output",
        """
        def neuron_output(weights, bias, x):
            return sum([bias, *(number * weight for number, weight in zip(x, weights))]).tanh()
        """,
        "right",
    ),
    (
        "ch08.border_x2",
        """
        def border_x2(x1, w1, w2, b):
            return -(w1 * x1 + b) / w2
        """,
        "The first line of the exercise was `def border_x2(w1, w2, b, x1):`.",
    ),
    (
        "ch08.border_x2",
        """
        def border_x2(w1, w2, b, x1):
            return -(w1x1 + b) / w2
        """,
        "Then a `*` is missing.",
    ),
    (
        "ch08.or_numbers",
        """
        def or_numbers():
            return 1.0, 1.0, None
        """,
        "plain numbers, please: None is among these",
    ),
    (
        "ch08.or_numbers",
        """
        def or_numbers():
            return 1.0, 1.0, "1"
        """,
        "plain numbers, please: a text is among these",
    ),
    (
        "ch08.only_first_numbers",
        """
        def only_first_numbers():
            b = -1.0,
            return 1.0, -1.0, b
        """,
        "a number with a comma behind it is among these",
    ),
    (
        "ch08.right_answers",
        """
        def right_answers(neuron, inputs, targets):
            return sum(and_neuron(x).data * target > 0 for x, target in zip(inputs, targets))
        """,
        "It reads `and_neuron`, a name of the notebook, and never its own `neuron`.",
    ),
    (
        "ch08.right_answers",
        """
        def right_answers(neuron, inputs, targets):
            right = 0
            while inputs:
                right += neuron(inputs.pop()).data * targets.pop() > 0
            return right
        """,
        "the call changes `inputs`",
    ),
    (
        "ch08.right_answers",
        """
        def right_answers(neuron, inputs, targets):
            for x, target in list(zip(inputs, targets))[-1:]:
                right = int(neuron(x).data * target > 0)
            return right
        """,
        "should be `3`, and yours gives `1`.",
    ),
    (
        "ch08.right_answers",
        """
        def right_answers(neuron, inputs, targets):
            right = 0
            for x, target in zip(inputs, targets):
                if neuron(x).data > 0 and target == 1 and neuron(x).data < 0 and target == -1:
                    right += 1
            return right
        """,
        "A Value itself is none.",
    ),
    (
        "ch08.right_answers",
        """
        def right_answers(neuron, inputs, targets):
            for x, target in zip(inputs, targets):
                right = 0
                if neuron(x).data * target > 0:
                    right += 1
            return right
        """,
        "`right = 0` stands inside the loop",
    ),
    (
        "ch08.neuron_output",
        """
        def neuron_output(weights, bias, x):
            total = bias
            for weight, number in weights, x:
                total += weight * number
            return total.tanh()
        """,
        "`zip` makes pairs.",
    ),
    (
        "ch08.layer_output",
        """
        def layer_output(neurons, x):
            answers = []
            while neurons:
                answers.append(neurons.pop(0)(x))
            return answers if len(answers) > 1 else answers[0]
        """,
        "the call changes `neurons`",
    ),
    (
        "ch08.layer_output",
        """
        def layer_output(neurons, x):
            answers = []
            for neuron in neurons:
                answers = answers.append(neuron(x))
            return answers
        """,
        "`append` changes a thing and hands back None",
    ),
    (
        "ch08.layer_output",
        """
        def layer_output(neurons, x):
            answers = (neuron(x) for neuron in neurons)
            return answers if len(answers) > 1 else answers[0]
        """,
        "make no list, only a promise of one",
    ),
    (
        "ch08.layer_output",
        """
        def layer_output(neurons, x):
            if len(neurons) == 3:
                return [neuron(x) for neuron in neurons]
            return neurons[0](x)
        """,
        "A list of 2 is asked for, and this is one number.",
    ),
    (
        "ch08.all_parameters",
        """
        def all_parameters(neurons):
            return [p for neuron in neurons for p in neuron.parameters()][:9]
        """,
        "Of five neurons",
    ),
    (
        "ch08.all_parameters",
        """
        def all_parameters(neurons):
            return [p for p in neuron.parameters() for neuron in neurons]
        """,
        "`neuron` is used before its own `for` gives it.",
    ),
    (
        "ch08.all_parameters",
        """
        def all_parameters(neurons):
            found = []
            for neuron in reversed(neurons):
                found += neuron.parameters()
            return found
        """,
        "the call of `reversed`",
    ),
    (
        "ch08.too_many_inputs",
        "too_many_inputs = 'a'",
        "right",
    ),
    # --- chapter 9 ---
    (
        "ch09.through_both",
        """
        def through_both(first, second, last, x):
            x[:] = [first(x), second(x)]
            return last(x)
        """,
        "the call changes `x`",
    ),
    (
        "ch09.through_both",
        """
        def through_both(first, second, last, x):
            return last([first(x[0]), second(x[1])])
        """,
        "One number stands there where a list belongs.",
    ),
    (
        "ch09.forward",
        """
        def forward(layers, x):
            outputs = layers[0](x)
            outputs = layers[1](outputs)
            return outputs
        """,
        "There is no loop in it",
    ),
    (
        "ch09.forward",
        """
        def forward(layers, x):
            for layer in layers:
                x = layer(x)
                return x
        """,
        "Does a `return` stand inside the loop?",
    ),
    (
        "ch09.count_parameters",
        """
        def count_parameters(inputs, sizes):
            return (inputs + 1) * sizes[0]
        """,
        "Only the first layer is counted. Does a `return` stand inside the loop?",
    ),
    (
        "ch09.total_error",
        """
        def total_error(predictions, targets):
            return round(sum((p - t) ** 2 for p, t in zip(predictions, targets)), 4)
        """,
        "should be",
    ),
    (
        "ch09.total_error",
        """
        def total_error(predictions, targets):
            total = 0
            for p in predictions:
                total += (p - targets.pop(0)) ** 2
            return total
        """,
        "the call changes `targets`",
    ),
    (
        "ch09.total_error",
        """
        def total_error(predictions, targets):
            total = 0
            for i in range(4):
                total = total + (predictions[i] - targets[i]) ** 2
            return total
        """,
        "The number 4 stands in it: does that fit every case?",
    ),
    (
        "ch09.share",
        """
        def share(predictions, targets, i):
            return (predictions[0] - targets[0]) ** 2 / total_error(predictions, targets)
        """,
        "It never reads `i`.",
    ),
    (
        "ch09.share",
        """
        def share(predictions, targets, i):
            whole = total_error(predictions, targets)
            return (predictions.pop(i) - targets.pop(i)) ** 2 / whole
        """,
        "the call changes `predictions`",
    ),
    (
        "ch09.share",
        """
        def share(predictions, targets, i):
            return round((predictions[i] - targets[i]) ** 2 / total_error(predictions, targets), 4)
        """,
        "It is rounded.",
    ),
    (
        "ch09.collapse",
        """
        def collapse(w1, b1, w2, b2):
            return round(w2 * w1, 4), round(w2 * b1 + b2, 4)
        """,
        "It is rounded.",
    ),
    (
        "ch09.collapse",
        """
        def collapse(w1, b1, w2, b2):
            w = w2(w1)
            return w, w2 * b1 + b2
        """,
        "is a `*`",
    ),
    (
        "ch09.turned_round",
        "turned_round = 0",
        "A list of 3 is asked for",
    ),
    (
        "ch09.turned_round",
        "turned_round = [-3, 3]",
        "Three numbers are asked for, each of them 3 or -3",
    ),
]


def names_of_the_notebooks():
    """What the notebooks of chapters 7 to 9 define, as far as the answers use it."""
    names = {"math": math, "derivative": derivative, "Value": Value, "Neuron": Neuron, "Layer": Layer}
    names |= {"b": Value(0.25), "and_neuron": Neuron(2), "neuron": Neuron(2), "total_error": solutions.total_error}
    if is_installed("torch"):
        names["torch"] = importlib.import_module("torch")
    return names


@pytest.mark.parametrize(("exercise", "source", "told"), ANSWERS, ids=lambda text: text.split("\n")[0][:40])
def test_the_answer_is_told_what_it_needs(exercise, source, told):
    chapter, name = exercise.split(".")
    checked = getattr(importlib.import_module(f"gradually.course.{chapter}.exercises"), name)
    if not checked.can_be_graded():
        pytest.skip("needs PyTorch")
    result = checked.grade(left_by(source, name, names_of_the_notebooks()))
    assert result.state == (RIGHT if told == "right" else WRONG), result.text
    assert told in result.text

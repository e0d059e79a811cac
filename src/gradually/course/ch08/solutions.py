"""The course's answers to the coding exercises of chapter 8."""


def neuron_output(weights, bias, x):
    total = sum((weight * number for weight, number in zip(weights, x)), bias)
    return total.tanh()


def border_x2(w1, w2, b, x1):
    return -(w1 * x1 + b) / w2


def or_numbers():
    w1, w2 = 1.0, 1.0
    b = 1.0
    return w1, w2, b


def only_first_numbers():
    return 1.0, -1.0, -1.0


def right_answers(neuron, inputs, targets):
    answers = [neuron(x).data for x in inputs]
    return sum(answer > 0 if target == 1 else answer < 0 for answer, target in zip(answers, targets))


def layer_output(neurons, x):
    answers = [neuron(x) for neuron in neurons]
    first, *others = answers
    return answers if others else first


def all_parameters(neurons):
    return [parameter for neuron in neurons for parameter in neuron.parameters()]

"""The course's answers to the coding exercises of chapter 9."""


def through_both(first, second, last, x):
    return last([first(x), second(x)])


def forward(layers, x):
    for layer in layers:
        x = layer(x)
    return x


def count_parameters(inputs, sizes):
    total = 0
    for size in sizes:
        total += (inputs + 1) * size
        inputs = size
    return total


def total_error(predictions, targets):
    return sum((prediction - target) ** 2 for prediction, target in zip(predictions, targets))


def share(predictions, targets, i):
    errors = [(prediction - target) ** 2 for prediction, target in zip(predictions, targets)]
    return errors[i] / sum(errors)


def collapse(w1, b1, w2, b2):
    return w2 * w1, w2 * b1 + b2

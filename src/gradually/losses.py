"""How wrong a network is, as one Value: the smaller, the better."""

from numbers import Integral  # chapter 12

from gradually.value import Value

# --- chapter 9: one number that says how wrong ---


def squared_error(predictions, targets):
    """Return the sum of (prediction - target)**2; ValueError unless there are as many of each, and at least one."""
    check_lengths(predictions, targets)
    return sum((prediction - target) ** 2 for prediction, target in zip(predictions, targets))


def check_lengths(predictions, targets):
    """Raise ValueError unless there are as many predictions as targets, and at least one."""
    if len(predictions) != len(targets):
        raise ValueError(f"there are {len(predictions)} predictions for {len(targets)} targets")
    if len(predictions) == 0:
        raise ValueError("there is nothing to compare: no predictions and no targets")


# --- chapter 11: two classes, -1 and 1 ---


def max_margin(scores, targets):
    """Return the mean of max(0, 1 - target * score), targets -1 or 1: 0 where every score is right by 1 or more."""
    check_classes(scores, targets)
    return sum((1 - target * score).relu() for score, target in zip(scores, targets)) / len(scores)


def l2_penalty(parameters, strength):
    """Return strength * the sum of the squares of `parameters`, which pulls each of them towards 0."""
    return strength * sum(parameter**2 for parameter in parameters)


def accuracy(scores, targets):
    """Return the fraction of `scores`, Values, that have the sign of their target, -1 or 1; a score of 0 is wrong."""
    check_classes(scores, targets)
    return sum(score.data * target > 0 for score, target in zip(scores, targets)) / len(scores)


def check_classes(scores, targets):
    """Raise ValueError unless there are as many scores as targets, at least one, and every target is -1 or 1."""
    check_lengths(scores, targets)
    for target in targets:
        if target not in (-1, 1):
            raise ValueError(f"targets are -1 or 1 here, and one is {target!r}")


# --- chapter 12: many classes ---


def softmax(logits):
    """Return the probabilities e**logit / (the sum of all e**logit), Values; safe for logits of any size."""
    logits = [logit if isinstance(logit, Value) else Value(logit) for logit in logits]
    largest = max(logit.data for logit in logits)  # taking it off changes no ratio, and no exponent is above 0
    powers = [(logit - largest).exp() for logit in logits]
    total = sum(powers)
    return [power / total for power in powers]


def negative_log_likelihood(probabilities, target):
    """Return -log of the probability at index `target`; ValueError if that is no index or the probability is 0."""
    check_index(probabilities, target)
    return -probabilities[target].log()


def cross_entropy(logits, target):
    """Return negative_log_likelihood(softmax(logits), target), also where that probability is too small for a float."""
    check_index(logits, target)
    logits = [logit if isinstance(logit, Value) else Value(logit) for logit in logits]
    largest = max(logit.data for logit in logits)
    return sum((logit - largest).exp() for logit in logits).log() + largest - logits[target]


def check_index(numbers, target):
    """Raise ValueError unless `target` is the index of one of `numbers`; 1.0 is none."""
    if not isinstance(target, Integral) or target not in range(len(numbers)):
        raise ValueError(f"there are {len(numbers)} classes, counted from 0, and the target is {target!r}")

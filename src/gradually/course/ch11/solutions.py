"""The course's answers to the coding exercises of chapter 11."""


def margin_loss(scores, targets):
    costs = [(1 - target * score).relu() for score, target in zip(scores, targets)]
    return sum(costs) / len(costs)


def logistic_loss(scores, targets):
    costs = [(-target * score).softplus() for score, target in zip(scores, targets)]
    return sum(costs) / len(costs)


def dead_neurons(layer, inputs):
    dead = []
    for number, neuron in enumerate(layer.neurons):
        if all(neuron(x).data == 0 for x in inputs):
            dead.append(number)
    return dead


def fraction_right(scores, targets):
    right = [score.data > 0 if target == 1 else score.data < 0 for score, target in zip(scores, targets)]
    return sum(right) / len(right)


def add_l2_gradients(parameters, strength):
    for parameter in parameters:
        parameter.grad += 2 * strength * parameter.data


def batches_of(inputs, targets, size, rng):
    order = list(range(len(inputs)))
    rng.shuffle(order)
    batches = []
    for start in range(0, len(order), size):
        places = order[start : start + size]
        batches.append(([inputs[i] for i in places], [targets[i] for i in places]))
    return batches

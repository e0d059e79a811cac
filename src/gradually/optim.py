"""How parameters change: a small step against the gradient."""

from gradually.value import Value

# --- chapter 10: step by step downhill ---


class SGD:
    """Stochastic gradient descent: each step moves every parameter by -learning_rate * its grad."""

    def __init__(self, parameters, learning_rate=None, **others):
        """Keep `parameters`, leaf Values; TypeError names one that is not, ValueError if there are none."""
        if learning_rate is None or others:
            raise TypeError(f"SGD takes parameters and a learning_rate, by that name, and got {sorted(others)}")
        self.parameters = list(parameters)
        self.learning_rate = learning_rate
        if not self.parameters:
            raise ValueError("there are no parameters to train")
        for i, parameter in enumerate(self.parameters):
            if not isinstance(parameter, Value) or parameter.children:
                raise TypeError(f"parameter {i} is not a Value that training can change: {parameter!r}")

    def step(self):
        """Move every parameter one step against its gradient."""
        for parameter in self.parameters:
            parameter.data -= self.learning_rate * parameter.grad

    def zero_grad(self):
        """Set the grad of every parameter to 0, before the next backward pass adds to it."""
        for parameter in self.parameters:
            parameter.grad = 0.0


# --- chapter 11: smaller steps towards the end ---


def linear_decay(start, end, step, steps):
    """Return the learning rate at `step` of `steps`: on a straight line from `start` at 0 to `end` at `steps`."""
    return start + (end - start) * step / steps

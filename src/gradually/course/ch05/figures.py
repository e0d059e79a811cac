"""The figures of chapter 5: the backward pass, node by node."""

import matplotlib.pyplot as plt

from gradually.course.page.graphs import names_in, signed, slider, travelled
from gradually.course.page.pictures import STYLE, Picture
from gradually.draw import draw
from gradually.render import DATA_COLOR, GRADIENT_COLOR, number


def backward_stepper(order):
    """Return a slider over the backward pass through `order` (children first): each node lit as it passes its grad on.

    The graph is the learner's own; its grads are what they were before when the slider is done.
    """
    root, kept = order[-1], [node.grad for node in order]
    names = names_in(root)
    for node in order:
        node.grad = 0.0
    root.grad = 1.0
    scenes = [
        (draw(root), {names[root]}, f"The start: {name_of(root)} moves with itself one to one. Its gradient is 1.")
    ]
    for node in reversed(order):
        if node.children:
            said = [passed_on(node, child, local_grad) for child, local_grad in zip(node.children, node.local_grads)]
            graph = draw(root, {node: node.local_grads})
            titles = {names[node]} | set().union(*(travelled([child, node], names) for child in node.children))
            titles |= {names[child] for child in node.children}
            scenes.append(
                (graph, titles, f"{name_of(node)} has all of its gradient, {number(node.grad)}. " + " ".join(said))
            )
    for node, grad in zip(order, kept):
        node.grad = grad
    return slider(scenes, others=0.3)


def passed_on(node, child, local_grad):
    """Pass on what `node` has for one child, and return the sum that was done there, in words."""
    before = child.grad
    child.grad += local_grad * node.grad
    return f"{name_of(child)}: {number(before)} + {signed(local_grad)} * {signed(node.grad)} = {number(child.grad)}."


def name_of(node):
    """Return the label of a node, or what made it."""
    return node.label or f"the node of {node.op}"


def two_losses(right, wrong):
    """Return the losses of two trainings, step by step: one with the right gradients, one with wrong ones."""
    with plt.style.context(STYLE):
        figure, axes = plt.subplots(figsize=(6.5, 3.6))
        axes.plot(right, color=DATA_COLOR, label="right gradients")
        axes.plot(wrong, "--", color=GRADIENT_COLOR, label="wrong gradients")
        axes.set(xlabel="round of training", ylabel="loss", title="Both losses fall", ylim=(0, None))
        axes.legend()
        return Picture(
            figure,
            f"Two losses against the rounds of training. With right gradients it falls from {right[0]:.1f} to "
            f"{right[-1]:.2f}, with wrong ones from {wrong[0]:.1f} to {wrong[-1]:.2f}.",
        )

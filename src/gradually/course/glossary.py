"""The terms of the course, one line each, with the chapter that explains it: writes notebooks/glossary.md.

python -m gradually.course.glossary notebooks/glossary.md
"""

import re
import sys
from pathlib import Path

import nbformat

from gradually.course.growth import all_notebooks

TERMS = {  # term: what it means; it is **bold** in the text where it is explained
    "accuracy": "the share of examples that a network gets right",
    "activation": "the function at the end of a neuron, such as tanh or relu, that keeps layers from being one line",
    "Adam": "an optimizer that scales each parameter's step by how large its gradients have been",
    "adversarial example": "an input changed a little, along the slopes of the loss, so that a network gets it wrong",
    "array": "numbers in rows and columns (and more), on which NumPy works all at once",
    "attention": "weighing rows by how well what a place asks for fits what the others offer, and adding them up",
    "attention head": "one of several looks back, each on its own part of every row",
    "autograd engine": "a program that notes each operation and then finds all gradients by going back through them",
    "axis": "a direction of an array: 0 runs down the rows, 1 along the columns",
    "backpropagation": "finding all gradients by going back from the result, one local derivative at a time",
    "bias": "the number that a neuron adds to its weighted inputs: how easily it says yes",
    "broadcasting": "how arrays of different shapes meet: the smaller one counts as if it were repeated",
    "chain rule": "the slope of a chain of operations is the product of their slopes, added up over all paths",
    "children": "the numbers that an operation was made from",
    "closure": "a function that remembers the names that were around it when it was made",
    "cross-entropy": "minus the logarithm of the target's softmax probability, computed safely from the logits",
    "derivative": "the slope of a function at a place, as the nudge becomes ever smaller",
    "embedding": "a row of numbers for each of several things, such as characters, that is looked up and learnt",
    "epoch": "one pass over all the examples",
    "forward pass": "computing the result from the leaves",
    "GPT": "a network that writes: two tables, blocks of attention and MLP, and logits for what comes next",
    "gradient": "the slopes of the result for each input; of one input: how the result follows a nudge of it",
    "graph": "nodes, and arrows from each to those that are made from it",
    "held out": "of examples: kept away from the training, to judge by",
    "hidden layer": "a layer whose outputs are neither inputs nor answers",
    "Jacobian": "the table of all slopes of several outputs by several inputs",
    "L2 regularisation": "adding a little of the squared parameters to the loss, so that they stay small",
    "language model": "what gives a probability for each character, or piece of text, that may come next",
    "layer": "neurons side by side that look at the same inputs",
    "leaf": "a node without children: an input or a parameter",
    "learning rate": "what the gradient is multiplied by to make a step",
    "local derivative": "the slope of one operation's result for one of its children, the others held still",
    "logit": "a score for one of several classes, before softmax",
    "logistic loss": "a smooth loss for two classes, softplus of minus target times score, that never quite ends",
    "loss": "one number that says how wrong the answers are: 0 would be perfect",
    "mask": "scores of minus infinity, so that nobody sees what comes later",
    "max-margin": "a loss of 0 for whoever is right by 1 or more, and growing in proportion below that",
    "minibatch": "a few of the examples, drawn at random, for one step",
    "momentum": "a step that keeps some of the speed of the steps before it",
    "negative log-likelihood": "minus the logarithm of the probability given to what came true",
    "neuron": "weighted inputs and a bias, added up and put through an activation",
    "node": "a number in a graph, with what it was made from",
    "optimizer": "what changes the parameters by their gradients",
    "overfitting": "being right about the examples of the training by their chance, and wrong about new ones",
    "parameter": "a number that training may change: a weight or a bias",
    "query": "what a place asks of those that it looks at",
    "relu": "an activation: the number itself above 0, and 0 below",
    "saturated": "of tanh: so far from 0 that it is flat and lets hardly any slope through",
    "shortcut": "adding what came in to what a block found, so that gradients pass it whole",
    "softmax": "what turns scores into probabilities: e to the power of each, divided by their sum",
    "squared error": "how far an answer is off, times itself, added up over the examples",
    "symmetric difference": "the slope measured from a step to each side",
    "target": "the answer that we would like",
    "temperature": "what logits are divided by before softmax: low makes sure, high makes bold",
    "tensor": "an array that also knows its gradient",
    "topological order": "an order in which each node comes after all of its children",
    "vanishing gradient": "next to no slope in the first layers, as the factors of many layers are below 1",
    "vector-Jacobian product": "the gradient that arrives, times all local slopes, without writing them down",
    "weight": "the number that an input of a neuron is multiplied by",
    "weight decay": "taking a little off every weight in each step; for plain descent the same as L2 regularisation",
}


def pattern(term):
    """Return the regular expression that finds a term in prose, in the plural too."""
    return re.compile(rf"\b{re.escape(term)}(s|es)?\b".replace("leaf(s|es)?", "(leaf|leaves)"), re.IGNORECASE)


def bold(term):
    """Return the regular expression that finds a term where it is explained."""
    return re.compile(rf"\*\*[^*\n]*{pattern(term).pattern}[^*\n]*\*\*", re.IGNORECASE)


def explained_in():
    """Return {term: (number of the chapter, its file)} for each term that a chapter explains."""
    found = {}
    for path in all_notebooks():
        notebook = nbformat.read(path, as_version=4)
        prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        for term in TERMS:
            if bold(term).search(prose):
                found.setdefault(term, (int(path.name[:2]), path.name))
    return found


def page():
    """Return the glossary as Markdown."""
    places = explained_in()
    lines = [
        f"- **{term}** ([chapter {number}]({file})): {TERMS[term]}."
        for term, (number, file) in sorted(places.items(), key=lambda entry: entry[0].lower())
    ]
    return "\n".join(["# Glossary", "", "The terms of the course, and where each is explained.", "", *lines, ""])


def main(arguments):
    """Write the glossary into the file that `arguments` names, and return the exit status."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    Path(arguments[0]).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

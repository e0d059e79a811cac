"""Gradually: an autograd engine and a neural network, built line by line in the notebooks of the course."""

from gradually.value import Value  # chapter 2

__version__ = "0.1.0"
__all__ = ["Value"]  # chapter 2

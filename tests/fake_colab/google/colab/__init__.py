"""A stand-in for Colab's own package: its presence in `sys.modules` is how a notebook knows that it is in Colab."""

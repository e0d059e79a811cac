"""Colab has its package loaded before the first cell; with this folder on PYTHONPATH, so has any Python."""

import google.colab  # noqa: F401

"""Packages that a few cells need and a learner may lack: those cells are then left out, and nothing fails.

A cell that begins with `# needs torch` runs where PyTorch is installed, once `look_for("torch")` has run before it.
"""

import importlib

from gradually.course.page import browser

NAMES = {"torch": "PyTorch", "micrograd": "micrograd", "strands_microgpt": "microgpt"}
NOTES = {
    "torch": "(On Linux the README says how to get a small build.) ",
    "strands_microgpt": "(It brings a good many others along.) ",
}


def is_installed(package):
    """Tell whether `package` can be imported."""
    try:
        importlib.import_module(package)
    except ImportError:
        return False
    return True


def look_for(package):
    """Say whether `package` is here; if not, how to get it, and leave out the notebook's cells that need it."""
    name = NAMES[package]
    if is_installed(package):
        print(f"{name} is here: every cell will run.")
        return
    if browser.IN_BROWSER:
        print(f"{name} does not run in a browser: the cells that need it are left out. The book shows their results.")
    else:
        print(f"{name} is not installed. To get it, run   %pip install {package}   in a cell, then restart the kernel.")
        print(f"{NOTES.get(package, '')}Until then the cells that need it are left out.")
    from IPython import get_ipython

    shell = get_ipython()
    if shell and left_out not in shell.input_transformers_post:
        shell.input_transformers_post.append(left_out)


def left_out(lines):
    """Return the lines of a notebook cell, or one that says what is missing if its first line names that."""
    for package, name in NAMES.items():
        if lines and lines[0].strip() == f"# needs {package}" and not is_installed(package):
            return [f'print("Left out: this cell needs {name}.")\n']
    return lines

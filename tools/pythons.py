"""Find a Python that really runs, for .venv (set_up.py) and for `make colab`. Old syntax only, as in set_up.py."""

import os
import subprocess


def fitting(names, oldest, newest):
    """The Pythons called `names` that run and whose version is from `oldest` to `newest`, in order, as paths."""
    return [python for name in names for python in on_path(name) if oldest <= version_of(python) <= newest]


def on_path(name):
    """The programs called `name`, one for each folder of PATH that has one; a `name` with a slash is that program."""
    places = [os.path.join(folder, name) for folder in os.get_exec_path()]  # a path that begins with / stays itself
    return [place for place in dict.fromkeys(places) if os.path.isfile(place) and os.access(place, os.X_OK)]


def makes_environments(python):
    """Whether `python` has the modules that make a .venv and put pip into it: Debian packs them separately."""
    return bool(answer(python, "-c", "import ensurepip, venv; print(ensurepip.version())"))


def version_of(python):
    """The version of the interpreter `python` as a tuple such as (3, 13), which is empty if it does not run."""
    return tuple(map(int, answer(python, "-c", "import sys; print(*sys.version_info[:2])").split()))


def answer(python, *arguments):
    """What the interpreter `python` prints when it runs with `arguments`; nothing if it fails or is not there."""
    try:
        return subprocess.check_output([str(python), *arguments], stderr=subprocess.DEVNULL).decode()
    except (OSError, subprocess.CalledProcessError):
        return ""


def dotted(version):
    """`version` as people write it: "3.13" for (3, 13)."""
    return ".".join(map(str, version))

"""Choose where PyTorch comes from: on Linux without an NVIDIA card from PyTorch's own index of builds for the CPU.

The usual index has a build for Linux that brings gigabytes for graphics cards, which the course does not use.
TORCH=cpu in the environment takes the small build in any case, TORCH=default leaves the choice to pip. An index that
somebody has set for pip is respected. Old syntax only, as in set_up.py.
"""

import http.client
import os
import platform
import re
import shutil
import sys
import threading
import urllib.request

from pythons import answer, version_of

CPU_INDEX = "https://download.pytorch.org/whl/cpu"
SECONDS = 5  # in which it must have answered, from looking up its name to the end of its page
OTHERWISE = "so PyTorch comes from pip's usual place and may bring gigabytes for graphics cards. "
OTHERWISE += "For the small build in any case: Ctrl+C, then TORCH=cpu make lab"


def choose(version, python):
    """Return (the index from which `python` should get torch `version`, None for pip's usual ones; a line to say)."""
    wish = os.environ.get("TORCH")
    if not sys.platform.startswith("linux") or wish == "default":
        return None, ""
    reason = "" if wish == "cpu" else reason_against(version, python)
    return (None, f"{reason}, {OTHERWISE}") if reason else (CPU_INDEX, "")


def reason_against(version, python):
    """Why not to take torch `version` for `python` from CPU_INDEX, as the beginning of a sentence, or ""."""
    if has_nvidia_card():
        return "This machine has an NVIDIA card"
    if has_index_of_its_own(python):
        return "pip is set to an index of yours"
    page = page_of_torch()
    if page is None:
        return f"{CPU_INDEX} does not answer"
    if not has_wheel(page, version, version_of(python)):
        return f"{CPU_INDEX} has no PyTorch {version} for this machine"
    return ""


def has_nvidia_card():
    """Whether a driver for NVIDIA cards is loaded, or its program is there (in WSL and in containers only that is)."""
    return os.path.exists("/proc/driver/nvidia/version") or shutil.which("nvidia-smi") is not None


def has_index_of_its_own(python):
    """Whether the pip of `python` is set, by a file or a variable, to an index, or to none at all."""
    settings = answer(python, "-m", "pip", "config", "list")
    return re.search(r"\.(index-url|no-index)=", settings) is not None


def page_of_torch():
    """The page of CPU_INDEX that lists PyTorch's wheels, as text; None if it has not come after SECONDS."""
    pages = []
    reader = threading.Thread(target=lambda: pages.append(read(f"{CPU_INDEX}/torch/")), daemon=True)
    reader.start()
    reader.join(SECONDS)  # a time limit of urlopen would not cover the look-up of a name, nor an answer in drips
    return pages[0] if pages else None


def read(address):
    """The text at `address`, None if it cannot be had."""
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answered:
            return answered.read().decode(errors="replace")
    except (OSError, ValueError, http.client.HTTPException):
        return None


def has_wheel(page, version, python_version):
    """Whether an index's `page` links to torch `version` for this kind of machine and a Python such as (3, 13)."""
    tag = "cp{}{}".format(*python_version)
    name = rf"torch-{re.escape(version)}((\+|%2B)cpu)?-{tag}-{tag}-[\w.]*linux[\w.]*_{platform.machine()}\.whl"
    return re.search(rf"""href=["']([^"']*/)?{name}["'#]""", page, re.IGNORECASE) is not None

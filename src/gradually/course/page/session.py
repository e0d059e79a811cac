"""The notebook at work: the version it belongs to, and progress on long work."""

import sys
from importlib.metadata import PackageNotFoundError, version

from tqdm import tqdm

from gradually.course.page import browser

if browser.IN_BROWSER:
    browser.settle()


def expect_version(wanted):
    """Say in one line what to do if the package is not of the version that the notebook was written for."""
    try:
        found = version("gradually")
    except PackageNotFoundError:  # a copy of the source, not installed: nobody knows its version
        return
    if found != wanted:
        print(
            f"This notebook belongs to version {wanted} of the course, and version {found} is installed: "
            "if something looks odd, get the notebook and the course of one version."
        )


def progress(things, words=""):
    """Return `things` to loop over, with tqdm's progress bar on standard output (none where TQDM_DISABLE=1)."""
    return tqdm(things, desc=words, file=sys.stdout)

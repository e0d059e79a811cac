"""One page's Python: runs cells as IPython does, and sends what they show to the page."""

import json
import os
import sys

import js
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from pyodide.ffi import to_js

os.environ["MPLBACKEND"] = "agg"  # pictures are made, not windows


def send(kind, **content):
    """Send a message to the page."""
    message = {"kind": kind, "content": json.dumps(content, default=str)}
    js.postMessage(to_js(message, dict_converter=js.Object.fromEntries))


class Results(DisplayHook):
    """What the last line of a cell is worth goes to the page."""

    def write_output_prompt(self):
        """Write nothing: pages have no numbers beside their results."""

    def write_format_data(self, format_dict, md_dict=None):
        """Send a result in all its forms."""
        send("shown", data=format_dict)

    def finish_displayhook(self):
        """Write nothing."""

    def log_output(self, format_dict):
        """Keep no log."""


class Displays(DisplayPublisher):
    """What a cell displays goes to the page."""

    def publish(self, data, metadata=None, **options):
        """Send what is displayed, in all its forms."""
        send("shown", data=data)

    def clear_output(self, wait=False):
        """Have the page forget what the cell has shown."""
        send("cleared")


class Stream:
    """Standard output or standard error, on the page."""

    encoding = "utf-8"

    def __init__(self, name):
        self.name = name

    def write(self, text):
        """Send text."""
        send("written", stream=self.name, text=text)
        return len(text)

    def flush(self):
        """Do nothing: each text goes at once."""

    def isatty(self):
        """Tell that this is no terminal."""
        return False


def show_error(kind, error, lines):
    """Send an exception and where it came from."""
    send("raised", name=kind.__name__, text=str(error), where="\n".join(lines))


async def run(code):
    """Run a cell, and return whether it ended without an exception."""
    result = await shell.run_cell_async(code, store_history=True, transformed_cell=shell.transform_cell(code))
    return result.success


shell = InteractiveShell.instance(displayhook_class=Results, display_pub_class=Displays)
shell.run_line_magic("colors", "NoColor")
shell._showtraceback = show_error
sys.stdout, sys.stderr = Stream("stdout"), Stream("stderr")

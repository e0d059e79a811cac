"""What a check says to a learner, on the page."""

import html
import re


def say(text):
    """Display text with `code` in backquotes, as plain text and as HTML that a screen reader announces."""
    page = re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(text, quote=False)).replace("\n", "<br>")
    try:
        from IPython.display import display
    except ImportError:
        print(text)
    else:
        display({"text/plain": text, "text/html": f'<div role="status">{page}</div>'}, raw=True)

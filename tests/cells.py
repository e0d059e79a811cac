"""What a learner's cell leaves, for the tests that put answers to the checks."""

import linecache
import textwrap


def left_by(source, name, names):
    """Return what `name` is after a cell with this source, run among `names`, {name: thing}."""
    text, file = textwrap.dedent(source).lstrip(), f"<cell of {name} {hash(source)}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)  # checks read it
    exec(compile(text, file, "exec"), names)
    return names[name]

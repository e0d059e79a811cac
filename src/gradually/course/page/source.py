"""The source of the package, shown in a notebook as a chapter leaves it."""

import difflib
import textwrap

from IPython.display import display

from gradually.course.growth import members, staged, teaching_modules

NEWEST = 99


def show(thing, chapter=NEWEST):
    """Show the source of a function, method or class of the package, as the end of `chapter` leaves it."""
    module, name = thing.__module__.rpartition(".")[2] + ".py", thing.__qualname__
    source = staged(teaching_modules()[module], chapter)
    if name not in members(source):
        raise KeyError(f"{name} is not in gradually/{module} at the end of chapter {chapter}")
    node = members(source)[name]
    text = textwrap.dedent("".join(source.splitlines(keepends=True)[first_line(node) - 1 : node.end_lineno]))
    show_code(f"# gradually/{module}\n\n{text}")


def first_line(node):
    """Return the line on which a definition begins, decorators included."""
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def grown(chapter):
    """Show what `chapter` adds to the package: new modules whole, older ones as the lines that changed."""
    stages = {name: (staged(text, chapter - 1), staged(text, chapter)) for name, text in teaching_modules().items()}
    changes = {name: stage for name, stage in stages.items() if stage[0] != stage[1]}
    for module, (before, now) in changes.items():
        if before:
            lines = difflib.unified_diff(before.splitlines(), now.splitlines(), lineterm="", n=2)
            show_code("\n".join([f"# gradually/{module}: what changed", *list(lines)[2:]]), language="diff")
        else:
            show_code(f"# gradually/{module}: new\n\n{now}")
    if not changes:
        show_code(f"# Chapter {chapter} adds nothing to the package.")


def show_code(text, language="python"):
    """Display `text` as code that the page colours itself, in its light or dark theme."""
    display({"text/plain": text.rstrip(), "text/markdown": f"```{language}\n{text.rstrip()}\n```"}, raw=True)

"""Fill the exercises of a notebook: with the course's answers, or with a wrong one where that is asked for.

python -m gradually.course.fill notebooks/01_numerical_derivatives.ipynb filled.ipynb [slope=forgot_two …]
"""

import ast
import importlib
import inspect
import re
import sys
from pathlib import Path

import nbformat

from gradually.course.checking.answers import source_of

CHECK = re.compile(r"^ex\.(\w+)\.check\(\1\)$", re.MULTILINE)


def exercises_of(path):
    """Return the module of exercises that belongs to the notebook at `path`, by its chapter number."""
    return importlib.import_module(f"gradually.course.ch{Path(path).name[:2]}.exercises")


def exercise_cells(notebook):
    """Yield (cell, name of its exercise) for each exercise cell; ValueError if a cell has no check of its own."""
    for cell in notebook.cells:
        if "exercise" in cell.metadata.get("tags", []):
            check = CHECK.search(cell.source)
            if not check:
                raise ValueError(f"this exercise cell has no line ex.name.check(name):\n{cell.source}")
            yield cell, check[1]


def answer_source(name, answer):
    """Return the text that defines `answer` as `name`: a function's or a class's own source, or an assignment."""
    if not inspect.isfunction(answer) and not isinstance(answer, type):
        return f"{name} = {answer!r}"
    lines = source_of(answer).rstrip().split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith(("def ", "class ")))
    return re.sub(rf"\b{answer.__name__}\b", name, "\n".join(lines[start:]))


def with_answer(source, name, answer):
    """Return the source of an exercise cell with its definition of `name` replaced by `answer`."""
    for node in ast.parse(source).body:
        if getattr(node, "name", None) == name or any(
            getattr(t, "id", "") == name for t in getattr(node, "targets", [])
        ):
            lines = source.split("\n")
            lines[node.lineno - 1 : node.end_lineno] = [answer_source(name, answer)]
            return "\n".join(lines)
    raise ValueError(f"this exercise cell does not define {name}:\n{source}")


def fill(notebook, exercises, wrong=None):
    """Put the right answer into each exercise cell of `notebook`, or the mistake that `wrong` names for it."""
    wrong = wrong or {}
    for cell, name in exercise_cells(notebook):
        exercise = getattr(exercises, name)
        answer = exercise.answer
        if name in wrong:
            answer = next(mistake.answer for mistake in exercise.mistakes if mistake.name == wrong[name])
        cell.source = with_answer(cell.source, name, answer)


def main(arguments):
    """Run the command line and return its exit status."""
    if len(arguments) < 2:
        print(__doc__)
        return 2
    source, target, *wrong = arguments
    notebook = nbformat.read(source, as_version=4)
    fill(notebook, exercises_of(source), dict(pair.split("=", 1) for pair in wrong))
    nbformat.write(notebook, target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

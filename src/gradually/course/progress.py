"""Where a learner stands in the whole course, from the results that the notebooks were saved with.

python -m gradually.course.progress notebooks/*.ipynb
"""

import re
import sys

import nbformat

from gradually.course.checking.exercise import MARKS, RIGHT, TODO
from gradually.course.checking.standing import lines, next_of
from gradually.course.fill import exercise_cells


def states_in(notebook):
    """Return {name: state} of the exercises of a notebook, as its saved results have them."""
    return {name: state_of(cell) for cell, name in exercise_cells(notebook)}


def state_of(cell):
    """Return the state that the last check in the outputs of a cell found; TODO if it was not run."""
    said = [output.get("data", {}).get("text/plain", "") for output in cell.outputs]
    found = [state for text in said for state, mark in MARKS.items() if text.startswith(f"{mark} ")]
    return found[-1] if found else TODO


def title_of(notebook):
    """Return a notebook's title, without the mark of a heading."""
    return next(found[1] for cell in notebook.cells if (found := re.match(r"# (.+)", cell.source)))


def read(path):
    """Return (title, {name: state}) of the notebook at `path`; ValueError says which file is no notebook."""
    try:
        notebook = nbformat.read(path, as_version=4)
        return title_of(notebook), states_in(notebook)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, AttributeError, StopIteration) as error:
        raise ValueError(f"{path} is not a notebook of the course") from error


def report(chapters):
    """Return the lines to print for {path: (title, states)}: a line a chapter, one an exercise where any is begun."""
    told = []
    for title, states in chapters.values():
        told.append(f"{title}  {list(states.values()).count(RIGHT)} of {len(states)}")
        told += [f"    {line}" for line in lines(states)] if is_begun(states) else []
    return [*told, where_to_go_on({path: states for path, (_, states) in chapters.items()})]


def is_begun(states):
    """Tell whether any exercise of {name: state} was tried."""
    return set(states.values()) != {TODO}


def where_to_go_on(chapters):
    """Return a sentence on {path: states}: the next exercise from the last chapter on that is begun."""
    paths = list(chapters)
    last = max((place for place, path in enumerate(paths) if is_begun(chapters[path])), default=0)
    for path in [*paths[last:], *paths[:last]]:
        if name := next_of(chapters[path]):
            return f"Go on with {name} in {path}."
    return "All of it is right."


def main(arguments):
    """Run the command line and return its exit status."""
    if not arguments:
        print(__doc__)
        return 2
    try:
        print("\n".join(report({path: read(path) for path in arguments})))
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

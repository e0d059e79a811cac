"""The chapters as a learner reads them: the main line without set-up, help cells and what is optional, and its time."""

import math
import re
from dataclasses import dataclass

import nbformat

from gradually.course.checking import ValueExercise
from gradually.course.fill import exercise_cells, exercises_of
from gradually.course.growth import all_notebooks

OPTIONAL = ("## The fine print", "## Going further")  # sections that nobody has to read
STATED = re.compile(r"\((?:about )?(\d+) minutes?\)")
HEADER = re.compile(r"\*Chapter \d+ of Gradually · about (\d+) minutes[, a-z]* · ")
ROUND_TO = 5  # minutes
WORDS_A_MINUTE, LINES_A_MINUTE, PREDICTION, FIGURE = 100, 8, 3, 1


@dataclass
class Chapter:
    """A notebook, with its number and what each of its exercise cells asks."""

    number: int
    cells: list
    exercises: dict  # id of an exercise cell: the exercise

    def sections(self):
        """Yield (cell, whether it is optional) from top to bottom."""
        optional = False
        for cell in self.cells:
            if cell.cell_type == "markdown" and (heading := re.match(r"## .+", cell.source)):
                optional = heading[0].startswith(OPTIONAL)
            yield cell, optional

    def main_line(self):
        """Return the cells that a reader needs for the story, without set-up and help."""
        kept = [cell for cell, optional in self.sections() if not optional]
        return [cell for cell in kept if not {"setup", "exercise-help"} & set(cell.metadata.get("tags", []))]

    def opening(self):
        """Return the cells above the set-up: question, recall, and what will be learnt."""
        place = next(i for i, cell in enumerate(self.cells) if cell.cell_type == "code")
        return self.cells[:place]


def chapters():
    """Return all chapters, in order."""
    found = []
    for path in all_notebooks():
        notebook = nbformat.read(path, as_version=4)
        asked = {cell.id: getattr(exercises_of(path), name) for cell, name in exercise_cells(notebook)}
        found.append(Chapter(int(path.name[:2]), notebook.cells, asked))
    return found


# --- time ---


def words(cell):
    """Return how many words a text cell has."""
    return len(re.sub(r"<[^>]+>", " ", cell.source).split())


def shows(cell, what):
    """Tell whether `what` stands in the HTML below a code cell."""
    return any(what in output.get("data", {}).get("text/html", "") for output in cell.get("outputs", []))


def is_figure(cell):
    """Tell whether a picture stands below a code cell."""
    return shows(cell, "<img ")


def is_live(cell):
    """Tell whether a live figure stands below a code cell."""
    return shows(cell, "gradually-live")


def is_prediction(chapter, cell):
    """Tell whether a cell asks for a value, and the text above it states no minutes."""
    if not isinstance(chapter.exercises.get(cell.id), ValueExercise):
        return False
    above = [other for other in chapter.cells[: chapter.cells.index(cell)] if other.cell_type == "markdown"]
    return not STATED.search(above[-1].source.rpartition("### ")[2])


def minutes_of(chapter, cell):
    """Return the minutes that a cell takes, exactly."""
    if cell.cell_type == "markdown":
        return words(cell) / WORDS_A_MINUTE + sum(map(int, STATED.findall(cell.source)))
    lines = len([line for line in cell.source.split("\n") if line.strip()])
    return lines / LINES_A_MINUTE + PREDICTION * is_prediction(chapter, cell) + FIGURE * is_figure(cell)


def counted_minutes(chapter):
    """Return the minutes of a chapter's main line, to the next five."""
    exact = sum(minutes_of(chapter, cell) for cell in chapter.main_line())
    return ROUND_TO * math.ceil(round(exact, 3) / ROUND_TO)


def claimed_minutes(chapter):
    """Return the minutes that a chapter's header states, None if it states none."""
    stated = HEADER.search(chapter.cells[0].source)
    return int(stated[1]) if stated else None


def waits(chapter):
    """Return (minutes without anything to do, the id of the cell at their end), for each such stretch."""
    found, passed = [], 0.0
    for cell in chapter.main_line():
        if cell.id in chapter.exercises or is_live(cell):
            found.append((passed, cell.id))
            passed = 0.0
        else:
            passed += minutes_of(chapter, cell) - sum(map(int, STATED.findall(cell.source)))
    return found

"""The course's notebooks for other graders: otter-grader and nbgrader. Both give the grades that the notebook gives.

    python -m gradually.course.grading.export otter notebooks/01_numerical_derivatives.ipynb FOLDER
        writes FOLDER/tests, one file an exercise, and with otter-grader installed FOLDER/autograder.zip: it grades the
        notebook as it is, `otter run -a FOLDER/autograder.zip submission.ipynb`

    python -m gradually.course.grading.export nbgrader notebooks/01_numerical_derivatives.ipynb FOLDER
        writes FOLDER/source/01_numerical_derivatives/ and FOLDER/nbgrader_config.py: a course for nbgrader

    python -m gradually.course.grading.export convert plain.ipynb converted.ipynb
        converts one notebook, such as a submission that was collected as the course gives it out, for nbgrader

Both run a submission and its tests in one process, so they trust it; gradually.course.grading does not.
"""

import re
import sys
from pathlib import Path

import nbformat

from gradually.course.fill import CHECK, exercise_cells

SOURCE = re.compile(r'course = "(gradually @ [^"]+)"')  # in the notebooks' first cell: what to install

# At the end of the notebook, the course's own answer under an exercise's name was put there by `carry_on`, because the
# learner's was not right.
OTTER_TEST = """from otter.test_files import test_case

OK_FORMAT = False
name = "{name}"
points = 1


@test_case(name="{name}", points=1)
def test_{name}(env):
    from gradually.course.{chapter} import exercises

    answer = env.get("{name}", ...)
    result = exercises.{name}.grade(answer)
    assert result.state == "right", result.text
    assert not callable(answer) or not exercises.{name}.is_the_courses(answer), "{name}: not right, or not attempted."
"""

NBGRADER_TEST = """ex.{name}.check({name})
### BEGIN HIDDEN TESTS
from gradually.course.{chapter} import exercises

result = exercises.{name}.grade({name})
assert result.state == "right", result.text
### END HIDDEN TESTS"""

# nbgrader would put `raise NotImplementedError` into every answer; these notebooks are given out as they are.
NBGRADER_CONFIG = """from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearOutput,
    ComputeChecksums,
    LockCells,
    SaveCells,
)

c = get_config()
c.CourseDirectory.course_id = "gradually"
c.GenerateAssignment.preprocessors = [
    LockCells,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    SaveCells,
    ClearHiddenTests,
    ComputeChecksums,
    CheckCellMetadata,
]
c.Execute.timeout = 60
c.Execute.interrupt_on_timeout = True
"""


def names_in(notebook):
    """Return the names of the exercises in a notebook, in order."""
    return [name for _, name in exercise_cells(notebook)]


def chapter_in(notebook):
    """Return the chapter whose exercises a notebook imports, such as "ch01"."""
    sources = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return re.search(r"from gradually\.course\.(ch\d\d) import exercises", sources)[1]


# --- otter-grader: https://otter-grader.readthedocs.io, test files "exception-based" ---


def to_otter(path, folder):
    """Write the tests for the notebook at `path` into `folder`, and autograder.zip if otter-grader is installed."""
    notebook = nbformat.read(path, as_version=4)
    tests = Path(folder) / "tests"
    tests.mkdir(parents=True, exist_ok=True)
    for name in names_in(notebook):
        text = OTTER_TEST.format(name=name, chapter=chapter_in(notebook))
        (tests / f"{name}.py").write_text(text, encoding="utf-8")
    requirements = Path(folder) / "requirements.txt"
    sources = "\n".join(cell.source for cell in notebook.cells)
    requirements.write_text(f"{SOURCE.search(sources)[1]}\n", encoding="utf-8")
    try:
        from otter.generate import main as generate
    except ImportError:
        print("For autograder.zip:   pip install otter-grader   and run this again.")
        return
    archive = Path(folder) / "autograder.zip"
    generate(tests_dir=str(tests), output_path=str(archive), requirements=str(requirements), no_environment=True)


# --- nbgrader: https://nbgrader.readthedocs.io, cell metadata of schema 3 ---


def converted(notebook):
    """Return `notebook` for nbgrader: each exercise cell becomes a cell to be filled in and a locked one with tests."""
    chapter, names = chapter_in(notebook), {cell.id: name for cell, name in exercise_cells(notebook)}
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        if name := names.get(cell.id):
            cell.source = CHECK.sub("", cell.source).rstrip()
            cell.metadata["nbgrader"] = marks(name, solution=True)
            test = nbformat.v4.new_code_cell(NBGRADER_TEST.format(name=name, chapter=chapter), id=f"{cell.id}-test")
            test.metadata["nbgrader"] = {**marks(f"{name}_test", solution=False), "points": 1}
            cells.append(test)
    notebook.cells = cells
    return notebook


def marks(grade_id, solution):
    """Return nbgrader's metadata for a cell that holds an answer, or for one that holds tests."""
    kinds = {"solution": solution, "grade": not solution, "locked": not solution, "task": False}
    return {"schema_version": 3, "grade_id": grade_id, **kinds}


def to_nbgrader(path, folder):
    """Write a course for nbgrader into `folder`, with the notebook at `path` as an assignment of the same name."""
    path = Path(path)
    target = Path(folder) / "source" / path.stem / path.name
    target.parent.mkdir(parents=True, exist_ok=True)
    convert(path, target)
    (Path(folder) / "nbgrader_config.py").write_text(NBGRADER_CONFIG, encoding="utf-8")


def convert(path, target):
    """Write the notebook at `path`, converted for nbgrader, to `target`."""
    nbformat.write(converted(nbformat.read(path, as_version=4)), target)


def main(arguments):
    """Run the command line and return its exit status."""
    match arguments:
        case ["otter", path, folder]:
            to_otter(path, folder)
        case ["nbgrader", path, folder]:
            to_nbgrader(path, folder)
        case ["convert", path, target]:
            convert(path, target)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

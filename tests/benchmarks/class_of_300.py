"""Grade 300 submissions, right, wrong, half empty and hostile, and tell how long it took and whether any was lost.

python tests/benchmarks/class_of_300.py [chapter ...]        # 01 02 05, where none is named
"""

import inspect
import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import nbformat

from gradually.course.fill import exercise_cells, exercises_of, fill
from gradually.course.grading.grade import grade_class
from gradually.course.growth import all_notebooks

SIZE = 300
HOSTILE = {
    "loops": "while True:\n    pass",
    "sleeps": "import time\ntime.sleep(100)",
    "exits": "import sys\nsys.exit()",
    "ends the process": "import os\nos._exit(0)",
    "deletes": "import os, shutil\nshutil.rmtree('.', True)\nshutil.rmtree('..', True)\nopen('../other.ipynb', 'w')",
    "prints": "print('x' * 1_000_000)",
    "forges": "print('✓ right.')",
    "takes memory": "x = [0] * 10**10",
    "forks": "import os\nwhile True:\n    os.fork()",
    "tampers": "from gradually.course.checking import exercise\nexercise.same = lambda *a: True\nex = 0",
}


def mistakes_of(exercise):
    """Return the names of the mistakes that work wherever they are typed in: those that need no name from outside."""
    return [
        mistake.name
        for mistake in exercise.mistakes
        if not callable(mistake.answer) or set(inspect.getclosurevars(mistake.answer).globals) <= {"math"}
    ]


def made(path, kind, rng):
    """Return (the text of a submission, {exercise: the outcome that it should have}) for a kind such as "mixed"."""
    notebook, exercises = nbformat.read(path, as_version=4), exercises_of(path)
    stubs = {name: cell.source for cell, name in exercise_cells(notebook)}
    wrong, expected = {}, dict.fromkeys(stubs, "right")
    for name in stubs if kind == "mixed" else ():
        mistakes = mistakes_of(getattr(exercises, name))
        if mistakes and rng.random() < 0.35:
            wrong[name] = rng.choice(mistakes)
            expected[name] = f"wrong: {wrong[name]}"
        elif rng.random() < 0.3:
            expected[name] = "not attempted"
    fill(notebook, exercises, wrong)
    target = rng.choice(list(stubs))
    for cell, name in exercise_cells(notebook):
        if kind == "blank" or expected[name] == "not attempted":
            cell.source, expected[name] = stubs[name], "not attempted"
        if kind in HOSTILE and name == target:
            cell.source = f"{HOSTILE[kind]}\n{cell.source}"
            expected[name] = None  # what it earns depends on how it fails
    return nbformat.writes(notebook), expected


def main(chapters):
    """Make the class, grade it, and print what came of it."""
    paths = [path for path in all_notebooks() if path.name[:2] in (chapters or ["01", "02", "05"])]
    rng = random.Random(1)
    kinds = ["right"] * 60 + ["blank"] * 20 + ["mixed"] * (SIZE - 130) + ["broken"] * 10 + list(HOSTILE) * 4
    with tempfile.TemporaryDirectory() as folder:
        expected = {}
        for number, kind in enumerate(kinds):
            file = Path(folder, f"{number:03}_{kind.replace(' ', '_')}.ipynb")
            text, expected[file] = made(rng.choice(paths), kind, rng) if kind != "broken" else ("{", {})
            file.write_text(text, encoding="utf-8")
        start = time.perf_counter()
        grades = grade_class(list(expected), Path(folder, "grades"))
        seconds = time.perf_counter() - start
        untouched = all(file.exists() for file in expected) and len(list(Path(folder).glob("*.ipynb"))) == SIZE
    report(grades, expected, seconds, untouched)


def report(grades, expected, seconds, untouched):
    """Print the time, the rows that are lost or other than expected, and what the hostile ones came to."""
    print(f"{len(grades)} of {SIZE} graded in {seconds:.0f} seconds; all files untouched: {untouched}")
    off, hostile = [], {}
    for file, wanted in expected.items():
        found = {name: one["outcome"] for name, one in grades[file]["outcomes"].items()}
        off += [(file.name, name, found.get(name), w) for name, w in wanted.items() if w and found.get(name) != w]
        off += [(file.name, grades[file]["note"])] if grades[file]["note"] and wanted else []
        for name in [name for name, outcome in wanted.items() if outcome is None]:
            hostile.setdefault(file.stem[4:], Counter())[found[name]] += 1
    print(f"{len(off)} outcomes other than expected: {json.dumps(off[:20])}")
    for kind, outcomes in hostile.items():
        print(f"  {kind}: {dict(outcomes)}")


if __name__ == "__main__":
    main(sys.argv[1:])

"""One exercise of one submission, run in a process of its own that only tells what it sees.

Nothing here decides what is right: the answer goes as plain data to the process that grades (grade.py).
"""

import contextlib
import importlib
import json
import linecache
import os
import traceback
from unittest import mock

from gradually.course.checking import CodeExercise
from gradually.course.checking.answers import is_untouched, no_trace, source_of
from gradually.course.grading.cells import cells_with, needed_by, read_cell
from gradually.course.grading.fence import fence_in
from gradually.course.grading.plain import packed, shown

LONGEST_REPLY = 1 << 20  # bytes
LONGEST_SEEN = 100_000  # characters for one case
LONGEST_SOURCE = 20_000  # characters


def observe(job, pipe):
    """Send into `pipe` what is seen of the answer to one exercise, as JSON, and end this process.

    `job` is a dict of the module of exercises, the notebook's name for it, the exercise, the cells as pairs (source, is
    it tagged as an exercise), the working folder and the paths that are private.
    """
    exercise = getattr(importlib.import_module(job["module"]), job["exercise"])
    exercise.can_be_graded()  # imports what it needs, before the fence is up
    look = looker(exercise)  # made before a line of the submission runs, so that it cannot be exchanged
    fence_in(job["folder"], job["private"], pipe)
    try:
        reply = seen_of(job, look)
    except BaseException as error:
        reply = {"raised": one_line(error)}
    data = json.dumps(reply).encode()
    pipe.send_bytes(data if len(data) < LONGEST_REPLY else json.dumps({"raised": "too much to look at"}).encode())
    os._exit(0)  # no exit handlers: they would be the submission's


def seen_of(job, look):
    """Return the reply on the last answer that was begun: seen, value, not_callable, raised or blank."""
    cells = [read(source, tagged, job["alias"]) for source, tagged in job["cells"]]
    unreadable = [
        one_line(cell)
        for cell, (source, _) in zip(cells, job["cells"], strict=True)
        if isinstance(cell, Exception) and f"{job['alias']}.{job['exercise']}.check" in source
    ]
    cells = [None if isinstance(cell, Exception) else cell for cell in cells]
    reply = {"raised": unreadable[-1]} if unreadable else {"blank": True}
    for place in reversed(cells_with(cells, job["exercise"])):
        found = answer_at(cells, place, job["exercise"], look)
        if "blank" not in found:
            return found
    return reply


def read(source, tagged, alias):
    """Return the Cell, or the exception that reading it raised."""
    try:
        return read_cell(source, tagged, alias)
    except Exception as error:
        return error


def answer_at(cells, place, name, look):
    """Return the reply on the answer `name` that the cell at `place` gives, also one that failed after giving it."""
    names = {"__name__": "__main__", "display": print, "get_ipython": mock.MagicMock()}
    *earlier, _ = needed_by(cells, place)
    for needed in earlier:
        run(cells[needed], needed, names)  # one that fails costs only what depends on it
    before = names.get(name)
    error = run(cells[place], place, names)
    try:
        answer = eval(cells[place].checks.get(name, name), names)
    except Exception as missing:
        return {"raised": one_line(error or missing)}
    return {"raised": one_line(error)} if error and answer is before else look(answer)


def run(cell, place, names):
    """Run a cell in the namespace `names`; return the exception that ended it, or None."""
    file = f"<cell {place}>"
    linecache.cache[file] = (len(cell.source), None, cell.source.splitlines(keepends=True), file)
    try:
        exec(compile(cell.tree, file, "exec"), names)
    except BaseException as error:  # SystemExit too
        return error
    return None


def looker(exercise):
    """Return a function that returns the reply on an answer."""
    see, cases, given = (
        getattr(type(exercise), "see", None),
        getattr(exercise, "cases", ()),
        getattr(exercise, "given", dict),
    )
    is_code = isinstance(exercise, CodeExercise)

    def look(answer):
        if is_untouched(answer) and not isinstance(answer, dict):
            return {"blank": True}
        if not is_code:
            return {"value": small(answer)}
        if not callable(answer):
            return {"not_callable": shown(answer)}
        exercise.given, exercise.cases = given, cases
        with no_trace():
            observed = [see(exercise, answer, case) for case in cases]
        seen = [[small(seen.result), seen.printed, sorted(map(list, seen.changed))] for seen in observed]
        return {
            "seen": seen,
            "source": source_of(answer)[:LONGEST_SOURCE],
            "mended": mended(exercise, answer, observed),
        }

    return look


def mended(exercise, answer, observed):
    """Return the sentence on the one change that makes a wrong answer right, "" if there is none."""
    with contextlib.suppress(Exception), no_trace():
        wanted = exercise.see_all(exercise.answer)
        differs = exercise.differences(observed, wanted)
        return exercise.mended(answer, wanted, differs[0])[:LONGEST_SOURCE] if differs else ""
    return ""


def small(seen):
    """Return what was seen, packed; if that is large or fails, as a thing that equals nothing."""
    with contextlib.suppress(Exception):
        data = packed(seen)
        if len(json.dumps(data)) < LONGEST_SEEN:
            return data
    return {"thing": [type(seen).__qualname__, f"a {type(seen).__qualname__} too large to look at", False]}


def one_line(error):
    """Return an exception as one line of text."""
    return " ".join("".join(traceback.format_exception_only(error)).split())[:300]

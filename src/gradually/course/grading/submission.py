"""One submission: found out what it holds, run without trust, and judged.

Each answer runs in a process of its own (worker.py); what that process saw comes back as plain data, and here
the code that answers in the notebook says what is right and which mistake it is.
"""

import contextlib
import copy
import functools
import importlib
import json
import multiprocessing
import os
import re
import signal
import sys
import tempfile
import threading
import time
import types
from pathlib import Path

from gradually.course.checking.answers import no_trace
from gradually.course.checking.exercise import RIGHT, TODO, WRONG, CodeExercise, Exercise
from gradually.course.checking.watching import Seen
from gradually.course.grading.fence import SECONDS
from gradually.course.grading.plain import packed, unpacked
from gradually.course.grading.worker import LONGEST_REPLY, observe

EXERCISE_SECONDS = 3 * SECONDS  # by the clock
SUBMISSION_SECONDS = 40  # by the clock; what is left then is taken as too long
LARGEST = 100 << 20  # bytes of a notebook
IMPORT = re.compile(r"^\s*from gradually\.course\.(ch\d\d) import exercises(?: as (\w+))?", re.MULTILINE)
CONTEXT = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")

# What an exercise can come to besides "right", "wrong" and "wrong: the mistake's name".
BLANK, RAISED, TOO_LONG, UNAVAILABLE = "not attempted", "raised", "too long", "cannot be graded here"


# --- what it holds ---


def grade_file(path, private=()):
    """Return the grades of the notebook at `path` as a dict: chapter, note, outcomes {exercise: outcome and text}."""
    try:
        cells = code_cells(Path(path))
        chapter, alias = chapter_of(cells)
    except (OSError, ValueError, RecursionError) as error:
        return {"chapter": "", "note": f"{error}" or type(error).__name__, "outcomes": {}}
    job = {"module": module_of(chapter), "alias": alias, "cells": cells, "private": tuple(private)}
    end = time.monotonic() + SUBMISSION_SECONDS
    outcomes = {}
    for exercise in exercises_in(chapter):
        seconds = min(EXERCISE_SECONDS, end - time.monotonic())
        outcomes[exercise.name] = outcome_of(exercise, {**job, "exercise": exercise.name}, path, seconds)
    return {"chapter": chapter, "note": "", "outcomes": outcomes}


def code_cells(path):
    """Return (source, is it tagged as an exercise) for each code cell; ValueError says what is wrong with the file."""
    if path.stat().st_size > LARGEST:
        raise ValueError(f"larger than {LARGEST >> 20} megabytes")
    try:
        notebook = json.loads(path.read_bytes().decode("utf-8"))
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        return [("".join(cell["source"]), "exercise" in cell.get("metadata", {}).get("tags", ())) for cell in cells]
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a notebook: {type(error).__name__}: {error}"[:200]) from error


def chapter_of(cells):
    """Return (chapter, the name that stands for its exercises), from the notebook's own import of them."""
    for source, _ in cells:
        found = IMPORT.search(source)
        if found and is_chapter(found[1]):
            return found[1], found[2] or "exercises"
    raise ValueError("no cell says `from gradually.course.chNN import exercises as ex`: which chapter is it?")


def module_of(chapter):
    """Return the name of the module with the exercises of a chapter such as "ch01"."""
    return f"gradually.course.{chapter}.exercises"


def is_chapter(chapter):
    """Tell whether the course has a chapter such as "ch01"."""
    return importlib.util.find_spec(f"gradually.course.{chapter}") is not None


def exercises_in(chapter):
    """Return the exercises of a chapter, in order."""
    return [e for e in vars(importlib.import_module(module_of(chapter))).values() if isinstance(e, Exercise)]


def outcome_of(exercise, job, path, seconds):
    """Return what an exercise came to, and what the learner is told about it."""
    if not exercise.can_be_graded():
        return {"outcome": UNAVAILABLE, "text": exercise.grade(None).text}
    reply = observed(job, path, seconds) if seconds > 0 else {"too_long": True}
    if "too_long" in reply:
        return {"outcome": TOO_LONG, "text": f"{exercise.name}: stopped after {SECONDS} seconds. Does a loop go on?"}
    if "raised" in reply:
        return {"outcome": RAISED, "text": f"{exercise.name}: its cell did not run to an answer. {reply['raised']}"}
    try:
        result = judged(exercise, reply)
    except Exception as error:  # whatever a reply can hold that the checker does not expect, it is no right answer
        return {"outcome": WRONG, "text": f"{exercise.name}: not yet. ({type(error).__name__} in comparing it)"}
    named = f"{WRONG}: {result.mistake}" if result.mistake else WRONG
    return {"outcome": {RIGHT: RIGHT, TODO: BLANK, WRONG: named}[result.state], "text": result.text}


# --- the answer runs in a process of its own ---


def observed(job, path, seconds):
    """Return the reply of a fresh process on `job`, within `seconds` and in a working copy of the file at `path`."""
    with tempfile.TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as folder:
        Path(folder, "submission.ipynb").write_bytes(Path(path).read_bytes())
        receiver, sender = CONTEXT.Pipe(duplex=False)
        process = CONTEXT.Process(target=observe, args=({**job, "folder": folder}, sender))
        start = time.monotonic()
        with no_main_module():
            process.start()
        sender.close()
        timer = threading.Timer(seconds, end, [process])
        timer.start()
        try:
            reply = json.loads(receiver.recv_bytes(LONGEST_REPLY))
        except (EOFError, OSError, ValueError, RecursionError):
            late = time.monotonic() - start > 0.9 * min(seconds, SECONDS)
            reply = {"too_long": True} if late else {"raised": "The process ended before it answered."}
        finally:
            timer.cancel()
            end(process)
            receiver.close()
    return reply if isinstance(reply, dict) else {}


@contextlib.contextmanager
def no_main_module():
    """Hide the main module: a new process would run it again for nothing, be it this program's, pytest's or another."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def end(process):
    """End a process and whatever it started."""
    with contextlib.suppress(OSError, AttributeError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()


# --- and is judged here ---


class Witnessed:
    """Stands for an answer that ran elsewhere: `seen` maps each case to what was Seen, `source` is its text.

    `mended` is the sentence on the one change that makes it right.
    """

    def __init__(self, seen, source, mended):
        self.seen = seen
        self.source = source
        self.mended = mended

    def __call__(self):
        raise TypeError("this only stands for an answer")


def judged(exercise, reply):
    """Return the Result that the notebook gives for the answer that `reply` tells of."""
    if "blank" in reply:
        return exercise.grade(...)
    if "not_callable" in reply:
        return exercise.no_such_kind(reply["not_callable"])
    if not isinstance(exercise, CodeExercise):
        return exercise.grade(unpacked(reply["value"]))
    seen = [
        Seen(unpacked(thing), str(printed), frozenset((str(name), str(what)) for name, what in changed))
        for thing, printed, changed in reply["seen"]
    ]
    judge = copy.copy(exercise)
    judge.see = lambda witnessed, case: witnessed.seen[case]
    judge.known = functools.partial(known, exercise)
    with no_trace():
        seen = dict(zip(exercise.cases, seen, strict=True))
        return judge.diagnose(Witnessed(seen, str(reply["source"]), str(reply["mended"])))


@functools.cache
def known(exercise, answer, case):
    """Return what is Seen of `case` with one of the course's own answers, in the form in which replies come."""
    seen = exercise.see(answer, case)
    return seen._replace(result=unpacked(packed(seen.result)))

"""Grade a class of notebooks, without trusting any of them.

    python -m gradually.course.grading submissions/*.ipynb [--into grades]

writes grades/grades.csv (a row a submission, a column an exercise) and grades/grades.html (the commonest mistakes, and
what each learner was told). Stopped and started again, it goes on where it was; what has changed is graded anew.

Of each submission only the answers run, with the earlier cells that they build on, each in a fresh process with limits
of time and memory, in a working copy. That process only tells what it sees, as plain data; what is right and which
mistake it is, is decided here, by the code that answers in the notebook. So text that looks like a ✓, another checker
or another `ex` earn nothing, and an answer that loops, exits or fails costs itself alone.

Defended against: endless loops, exits, deep recursion, much memory, much output, new processes, the network, changes
outside the working copy (by Python's own hooks on every system, on Linux also by the kernel, where it has Landlock) and
reading other submissions by their paths.

Not defended against: an answer that takes the course's (from the solutions, or from the package, which holds much of
it); a disk filled with many small files; where there is no Landlock (macOS, Windows, old Linux), a submission written
to break this very program, since hooks inside Python can be got round, or native code. As root, Linux does not limit
the number of processes. If you must expect such submissions, grade as an ordinary user in a container without network.
"""

import argparse
import hashlib
import json
import os
import re
import signal
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tqdm import tqdm

from gradually.course.grading.report import write_report
from gradually.course.grading.submission import CONTEXT, UNAVAILABLE, exercises_in, grade_file, is_chapter, module_of
from gradually.course.growth import PACKAGE

QUIET = {"MPLBACKEND": "Agg", "OMP_NUM_THREADS": "1", "TQDM_DISABLE": "1", "GRADUALLY_STRICT": ""}


def grade_class(paths, folder):
    """Return {path: grades} for the notebooks at `paths`; what is graded is kept in `folder` for the next time."""
    folder.mkdir(parents=True, exist_ok=True)
    course = course_digest()
    digests = {path: hashlib.sha256(course + content(path)).hexdigest() for path in paths}
    graded = {digest: kept(folder / f"{digest}.json") for digest in digests.values()}
    waiting = {digest: path for path, digest in digests.items() if graded[digest] is None}
    if waiting:
        for digest, grades in graded_anew(waiting, [*paths, folder]):
            graded[digest] = grades
            keep(folder / f"{digest}.json", grades)
    return {path: graded[digest] for path, digest in digests.items()}


def graded_anew(waiting, private):
    """Yield (digest, grades) for {digest: path}, as they come, as many at a time as there are processors."""
    private = [os.path.realpath(path) for path in private]
    ready = imports_of(waiting.values())
    with ProcessPoolExecutor(os.cpu_count(), CONTEXT, make_ready, [ready]) as pool:
        futures = {pool.submit(grade_file, path, private): digest for digest, path in waiting.items()}
        try:
            for future in tqdm(as_completed(futures), total=len(futures), unit="submission", disable=None):
                yield futures[future], grades_from(future)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def make_ready(modules):
    """Prepare a process of the pool: what runs answers has `modules` imported, and Ctrl-C ends this program alone."""
    os.environ.update(QUIET)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    CONTEXT.set_forkserver_preload(modules)


def grades_from(future):
    """Return the grades, or a row that says why there are none."""
    try:
        return future.result()
    except Exception as error:
        return {"chapter": "", "note": f"not graded: {type(error).__name__}: {error}", "outcomes": {}}


def imports_of(paths):
    """Return the modules that the process that runs answers has ready, so that not every answer waits for them."""
    named = {
        found.decode() for path in paths for found in re.findall(rb"course\.(ch\d\d) import exercises", content(path))
    }
    chapters = [chapter for chapter in sorted(named) if is_chapter(chapter)]
    needed = {exercise.needs for chapter in chapters for exercise in exercises_in(chapter)} - {""}
    figures = [module_of(chapter).replace("exercises", "figures") for chapter in chapters]
    return ["gradually.course.grading.worker", *map(module_of, chapters), *figures, *sorted(needed)]


def content(path):
    """Return the bytes of a file, none if it cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""


def course_digest():
    """Return a digest of the package, so that a changed course grades anew."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(PACKAGE.rglob("*.py")))).digest()


def kept(path):
    """Return the grades kept at `path`; None if there are none, or if something was missing when they were given."""
    try:
        grades = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    again = grades["note"].startswith("not graded")
    return None if again or any(o["outcome"] == UNAVAILABLE for o in grades["outcomes"].values()) else grades


def keep(path, grades):
    """Write grades to `path`, wholly or not at all."""
    half = path.with_suffix(".half")
    half.write_text(json.dumps(grades), encoding="utf-8")
    half.replace(path)


def main(arguments):
    """Run the command line and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m gradually.course.grading", description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, default=Path("grades"), help="the folder for the results (grades)")
    options = parser.parse_args(arguments)
    try:
        grades = grade_class(options.notebooks, options.into / "kept")
    except KeyboardInterrupt:
        print("Stopped. Run it again to go on from here.", file=sys.stderr)
        return 130
    write_report(grades, options.into)
    print(f"{len(grades)} submissions: {options.into / 'grades.csv'}, {options.into / 'grades.html'}")
    return 0

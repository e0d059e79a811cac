"""A class is graded as the notebook grades; whatever a submission does, it costs itself alone."""

import copy
import csv
import functools
import json
import os
import random
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from gradually.course.checking import exercise as checking
from gradually.course.fill import exercise_cells, exercises_of, fill
from gradually.course.grading import grade
from gradually.course.grading.cells import needed_by, read_cell
from gradually.course.grading.plain import packed, unpacked
from gradually.course.grading.report import commonest, page, rows
from gradually.course.grading.submission import CONTEXT, exercises_in, grade_file, judged
from gradually.course.grading.worker import looker
from gradually.course.growth import all_notebooks

FIRST, SECOND = all_notebooks()[1:3]
EXERCISES = {f"{path.name[:2]}.{e.name}": e for path in all_notebooks() for e in exercises_in(f"ch{path.name[:2]}")}
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere hooks inside Python are all the fence there is")


@pytest.fixture(autouse=True, scope="module")
def warm():
    CONTEXT.set_forkserver_preload(["gradually.course.grading.worker", "gradually.course.ch01.figures"])


def filled(path=FIRST, wrong=None, cells=None, before=()):
    """Return a notebook with all answers right, but for `wrong`, {exercise: mistake}, and `cells`, {exercise: source}.

    The sources in `before` become cells behind the imports.
    """
    notebook = nbformat.read(path, as_version=4)
    fill(notebook, exercises_of(path), wrong)
    for cell, name in exercise_cells(notebook):
        cell.source = (cells or {}).get(name, cell.source)
    imports = next(i for i, cell in enumerate(notebook.cells) if "import exercises" in cell.source)
    notebook.cells[imports + 1 : imports + 1] = [nbformat.v4.new_code_cell(source) for source in before]
    return notebook


def graded(folder, notebook, private=()):
    """Return {exercise: outcome} of a notebook, graded as a file in `folder`."""
    path = folder / "submission.ipynb"
    nbformat.write(notebook, path)
    return {name: found["outcome"] for name, found in grade_file(path, private)["outcomes"].items()}


def not_right(outcomes):
    return {name: outcome for name, outcome in outcomes.items() if outcome != "right"}


# --- the grades are those of the notebook ---


@pytest.mark.parametrize("name", EXERCISES)
def test_every_catalogued_answer_is_judged_as_in_the_notebook(name):
    exercise = EXERCISES[name]
    if not exercise.can_be_graded():
        pytest.skip("needs PyTorch")
    odd = [..., None, 3, 2.5, "text", [1, ...], (1, 2), {"a": 1}, {1, 2}, float("nan"), len, lambda *a: None]
    for answer in [exercise.answer, *exercise.also_right, *(m.answer for m in exercise.mistakes), *odd]:
        reply = json.loads(json.dumps(looker(copy.copy(exercise))(answer)))
        assert judged(exercise, reply) == exercise.grade(answer)


@pytest.mark.parametrize("path", all_notebooks(), ids=lambda path: path.stem)
def test_a_notebook_with_the_solutions_is_right_and_an_empty_one_not_attempted(path, tmp_path):
    if not all(exercise.can_be_graded() for exercise in exercises_in(f"ch{path.name[:2]}")):
        pytest.skip("needs PyTorch")
    assert not not_right(graded(tmp_path, filled(path)))
    assert set(graded(tmp_path, nbformat.read(path, as_version=4)).values()) == {"not attempted"}


@pytest.mark.parametrize("path", [all_notebooks()[number] for number in (1, 2, 5)], ids=lambda path: path.stem)
def test_what_is_told_is_what_the_notebook_says_when_it_is_run(path, tmp_path):
    rng, exercises = random.Random(5), exercises_in(f"ch{path.name[:2]}")
    notebook = filled(path, wrong={e.name: rng.choice(e.mistakes).name for e in exercises if rng.random() < 0.6})
    nbformat.write(notebook, tmp_path / "submission.ipynb")
    told = {name: found["text"] for name, found in grade_file(tmp_path / "submission.ipynb")["outcomes"].items()}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    for cell, name in exercise_cells(notebook):
        said = cell.outputs[-1].data["text/plain"].strip("'")
        assert said[2:].split("\nStuck?")[0].split("\nChange your answer")[0] == told[name]


def test_mistakes_are_named(tmp_path):
    found = graded(tmp_path, filled(wrong={"two_sided": "forgot_two", "kink": "'a'"}))
    assert not_right(found) == {"two_sided": "wrong: forgot_two", "kink": "wrong: 'a'"}


def test_the_learners_own_draft_of_a_class_is_used(tmp_path):
    notebook = filled(SECOND)
    times = next(i for i, cell in enumerate(notebook.cells) if "ex.times.check" in cell.source)
    draft = max(i for i, cell in enumerate(notebook.cells[:times]) if "class Value" in cell.source)
    notebook.cells[draft].source = notebook.cells[draft].source.replace("= children, op", "= children, op + op")
    assert not_right(graded(tmp_path, notebook)) == {"times": "wrong"}


def test_a_helper_in_a_cell_of_its_own_works_and_one_that_fails_costs_what_needs_it(tmp_path):
    answer = "def two_sided(f, x, h):\n    return risen(f, x, h) / (2 * h)\n\n\nex.two_sided.check(two_sided)"
    helper = "def risen(f, x, h):\n    return f(x + h) - f(x - h)"
    assert not not_right(graded(tmp_path, filled(cells={"two_sided": answer}, before=["1 / 0", helper])))
    assert not_right(graded(tmp_path, filled(cells={"two_sided": answer}, before=["def risen(:"]))) == {
        "two_sided": "wrong"
    }


def test_a_cell_that_does_not_run_is_told_from_a_wrong_answer(tmp_path):
    for source in ("two_sided = 1 / 0\nex.two_sided.check(two_sided)", "two_sided = (\nex.two_sided.check(two_sided)"):
        assert not_right(graded(tmp_path, filled(cells={"two_sided": source}))) == {"two_sided": "raised"}


def test_an_earlier_value_of_the_name_is_not_taken_for_the_answer_of_a_cell_that_fails(tmp_path):
    source = "1 / 0\nkink = 'b'\nex.kink.check(kink)"
    assert not_right(graded(tmp_path, filled(cells={"kink": source}, before=["kink = 'b'"]))) == {"kink": "raised"}


# --- cells in another shape ---


def test_cells_may_lose_tags_and_ids_be_reordered_and_repeated(tmp_path):
    notebook = filled()
    for cell in notebook.cells:
        cell.metadata = {}
    begin = next(place for place, cell in enumerate(notebook.cells) if "import exercises" in cell.source) + 1
    notebook.cells = [*notebook.cells[:begin], *reversed(notebook.cells[begin:])]
    assert not not_right(graded(tmp_path, notebook))


def test_of_repeated_cells_the_last_one_begun_counts(tmp_path):
    wrong = filled(wrong={"two_sided": "forgot_two"})
    blank = nbformat.read(FIRST, as_version=4)
    again = [
        nbformat.v4.new_code_cell(cell.source)
        for notebook in (filled(), blank)
        for cell, name in exercise_cells(notebook)
        if name == "two_sided"
    ]
    wrong.cells += again
    assert not not_right(graded(tmp_path, wrong))


def test_the_check_may_stand_in_another_cell_or_be_lost_or_name_another_answer(tmp_path):
    right = "def two_sided(f, x, h):\n    return (f(x + h) - f(x - h)) / (2 * h)"
    notebook = filled(cells={"two_sided": right})
    assert not not_right(graded(tmp_path, notebook))
    notebook.cells.append(nbformat.v4.new_code_cell("ex.two_sided.check(two_sided)"))
    assert not not_right(graded(tmp_path, notebook))
    renamed = right.replace("two_sided", "mine") + "\n\nex.two_sided.check(mine)"
    assert not not_right(graded(tmp_path, filled(cells={"two_sided": renamed})))


def test_magic_and_display_do_not_disturb(tmp_path):
    source = "%matplotlib inline\n!ls\ndisplay(3)\nkink = 'b'\nex.kink.check(kink)"
    assert not not_right(graded(tmp_path, filled(cells={"kink": source})))


def test_what_a_cell_needs_is_found():
    sources = [
        "import math",
        "x = 1",
        "x = math",
        "y = [x]",
        "z = 5",
        "y.append(1)",
        "def f():\n    x = z\n    return y",
    ]
    cells = [read_cell(source, False, "ex") for source in sources]
    assert needed_by(cells, 6) == [0, 2, 3, 4, 5, 6]


def test_a_number_that_a_function_counts_up_is_its_own():
    sources = ["n = 100", "n = 0\nn += 1", "def f():\n    n = 0\n    n += 1\n    return n"]
    cells = [read_cell(source, False, "ex") for source in sources]
    assert needed_by(cells, 1) == [0, 1]
    assert needed_by(cells, 2) == [2]


def test_a_class_that_is_used_or_has_a_self_is_not_taken_for_changed():
    sources = [
        "class A:\n    def f(self):\n        self.x = 1",
        "A().x = 2",
        "class B:\n    def f(self):\n        self.y = 1",
        "B",
    ]
    cells = [read_cell(source, False, "ex") for source in sources]
    assert needed_by(cells, 3) == [2, 3]


# --- hostile ones, each of which costs its own exercise alone ---

STUB = "def two_sided(f, x, h):\n    {}\n\n\nex.two_sided.check(two_sided)"
TEMPER = """
import gradually.course.checking.exercise as checking
checking.same = lambda *things: True
checking.CodeExercise.grade = checking.CodeExercise.diagnose = lambda self, answer: checking.Result("right", "", "")
checking.CodeExercise.see = lambda self, answer, case: (1, "")
checking.is_untouched = lambda answer: False
class Ex:
    def __getattr__(self, name): return self
    def check(self, answer): print("✓ right")
ex = Ex()
"""
FORGED = "print('✓ two_sided: right.')\n"
HOSTILE = {
    "it exits": (STUB.format("import sys; sys.exit()"), "wrong"),
    "its cell exits": ("import sys\nsys.exit()\nex.two_sided.check(two_sided)", "raised"),
    "it ends the process": (STUB.format("import os; os._exit(0)"), "raised"),
    "it forges the text": (FORGED + STUB.format("return 0"), "wrong"),
    "it forges another checker": (TEMPER + STUB.format("return 0"), "wrong"),
    "it prints and prints": (STUB.format("print('x' * 1000000)"), "wrong"),
    "it calls itself": (STUB.format("return two_sided(f, x, h)"), "wrong"),
    "it takes all memory": (STUB.format("return [0] * 10**10"), "wrong"),
    "it returns too much": (STUB.format("return [0] * 10**6"), "wrong"),
    "it returns what cannot be shown": (STUB.format("a = []; a.append(a); return a"), "wrong"),
    "it returns a number beyond floats": (STUB.format("return 10**400"), "wrong"),
    "it starts processes": (STUB.format("import os\n    while True:\n        os.fork()"), "wrong"),
    "it starts a program": (STUB.format("import subprocess; return subprocess.run(['ls'])"), "wrong"),
    "it opens a socket": (STUB.format("import socket; return socket.socket()"), "wrong"),
    "it stops its parent": (STUB.format("import os, signal; return os.kill(os.getppid(), signal.SIGKILL)"), "wrong"),
    "it raises an interrupt": (STUB.format("raise KeyboardInterrupt"), "raised"),
    "it nests brackets": ("x = " + "(" * 3000 + ")" * 3000 + "\nex.two_sided.check(two_sided)", "raised"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_answer_earns_nothing_and_costs_no_other(name, tmp_path):
    source, outcome = HOSTILE[name]
    assert not_right(graded(tmp_path, filled(cells={"two_sided": source}))) == {"two_sided": outcome}


@pytest.mark.parametrize(("line", "seconds"), [("while True: pass", 15), ("import time; time.sleep(60)", 3)])
def test_an_endless_answer_is_stopped(line, seconds, tmp_path, monkeypatch):
    monkeypatch.setattr("gradually.course.grading.submission.EXERCISE_SECONDS", seconds)
    assert not_right(graded(tmp_path, filled(cells={"two_sided": STUB.format(line)}))) == {"two_sided": "too long"}


def test_an_answer_that_breaks_the_interpreters_own_limit_earns_nothing(tmp_path):
    line = "import sys; sys.setrecursionlimit(10**9); return two_sided(f, x, h)"
    found = not_right(graded(tmp_path, filled(cells={"two_sided": STUB.format(line)})))
    assert found.keys() == {"two_sided"}  # how it ends depends on the version of Python


def test_another_checker_spoils_no_right_answer(tmp_path):
    right = next(cell.source for cell, name in exercise_cells(filled()) if name == "two_sided")
    assert not not_right(graded(tmp_path, filled(cells={"two_sided": TEMPER + right})))


def test_a_right_answer_that_deletes_its_working_copy_is_right(tmp_path):
    right = next(cell.source for cell, name in exercise_cells(filled()) if name == "two_sided")
    deletes = "import os\nfor name in os.listdir(): os.remove(name)\n"
    assert not not_right(graded(tmp_path, filled(cells={"two_sided": deletes + right})))


TOUCHES = [
    "open({path!r}, 'w').close()",
    "__import__('os').remove({path!r})",
    "__import__('os').rename({path!r}, 'mine')",
    "__import__('os').truncate({path!r}, 0)",
    "__import__('os').chmod({path!r}, 0)",
    "__import__('shutil').rmtree({folder!r})",
    "__import__('os').symlink({folder!r}, 'link'), open('link/other.ipynb', 'w')",
    "__import__('os').mkdir({folder!r} + '/new')",
    "open({path!r}).read()",
]


@pytest.mark.parametrize("touch", TOUCHES)
def test_other_submissions_can_be_neither_touched_nor_read(touch, tmp_path):
    other = tmp_path / "other.ipynb"
    other.write_text("theirs")
    line = touch.format(path=str(other), folder=str(tmp_path))
    notebook = filled(cells={"two_sided": f"{line}\nex.two_sided.check(two_sided)", "kink": f"{line}\nkink = 'b'"})
    assert not_right(graded(tmp_path, notebook, [str(other)])) == {"two_sided": "raised", "kink": "raised"}
    assert other.read_text() == "theirs"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other.ipynb", "submission.ipynb"]


@LINUX
def test_the_kernel_holds_where_the_hooks_are_got_round(tmp_path):
    from gradually.course.grading.fence import lock_files

    script = (
        "import os, sys\nfrom gradually.course.grading.fence import lock_files\n"
        "locked = lock_files(sys.argv[1])\nopen(sys.argv[1] + '/mine', 'w').close()\n"
        "try: open(sys.argv[2], 'w')\nexcept PermissionError: print('refused', locked)\nelse: print('done', locked)\n"
    )
    (tmp_path / "work").mkdir()
    command = [sys.executable, "-c", script, str(tmp_path / "work"), str(tmp_path / "other")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    if said[1] == "False":
        pytest.skip(f"{lock_files.__name__}: this kernel has no Landlock")
    assert said == ["refused", "True"]


# --- broken files ---

BROKEN = {
    "empty": b"",
    "no JSON": b"{",
    "not UTF-8": b'{"cells": "\xff"}',
    "no notebook": b"[1, 2]",
    "deep": b"[" * 100_000,
    "no cells": b'{"cells": []}',
    "odd cells": b'{"cells": [{"cell_type": "code"}]}',
    "no such chapter": json.dumps(
        {"cells": [{"cell_type": "code", "source": "from gradually.course.ch99 import exercises as ex"}]}
    ).encode(),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_row_that_says_so(name, tmp_path):
    (tmp_path / "broken.ipynb").write_bytes(BROKEN[name])
    found = grade_file(tmp_path / "broken.ipynb")
    assert found["note"]
    assert found["outcomes"] == {}


def test_a_notebook_without_exercise_cells_or_with_huge_outputs_is_graded(tmp_path):
    imports = nbformat.v4.new_code_cell("from gradually.course.ch01 import exercises as ex")
    assert set(graded(tmp_path, nbformat.v4.new_notebook(cells=[imports])).values()) == {"not attempted"}
    notebook = filled()
    notebook.cells[-1] = nbformat.v4.new_code_cell(
        "1", outputs=[nbformat.v4.new_output("stream", text="x" * 20_000_000)]
    )
    assert not not_right(graded(tmp_path, notebook))


# --- a class ---


@functools.cache
def class_of_five():
    return {
        "right.ipynb": nbformat.writes(filled()),
        "wrong.ipynb": nbformat.writes(filled(wrong={"two_sided": "forgot_two", "steepest": "flattest"})),
        "wrong_too.ipynb": nbformat.writes(filled(wrong={"two_sided": "forgot_two"})),
        "=<b>broken.ipynb": "{",
        "blank.ipynb": nbformat.writes(nbformat.read(FIRST, as_version=4)),
    }


def test_a_class_is_graded_resumed_and_reported(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, text in class_of_five().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    names = sorted(class_of_five())
    assert grade.main(names) == 0
    with open("grades/grades.csv", newline="", encoding="utf-8") as file:
        table = {row["file"]: row for row in csv.DictReader(file)}
    all_of_them = len(list(exercise_cells(nbformat.read(FIRST, as_version=4))))
    assert {name: int(row["score"]) for name, row in table.items()} == {
        "'=<b>broken.ipynb": 0,
        "blank.ipynb": 0,
        "right.ipynb": all_of_them,
        "wrong.ipynb": all_of_them - 2,
        "wrong_too.ipynb": all_of_them - 1,
    }
    assert table["wrong.ipynb"]["mistakes"] == "two_sided: forgot_two; steepest: flattest"
    assert table["wrong.ipynb"]["ch01.two_sided"] == "wrong: forgot_two"
    assert table["blank.ipynb"]["not attempted"].count(";") == all_of_them - 1
    assert table["'=<b>broken.ipynb"]["note"].startswith("not a notebook")
    text = (tmp_path / "grades/grades.html").read_text(encoding="utf-8")
    assert "ch01.two_sided: forgot_two, 2 of 3" in text
    assert "Twice too much: the two points are 2 * h apart" in text
    assert "<b>broken" not in text

    # Run again, only what has changed is graded.
    (tmp_path / "wrong.ipynb").write_text(class_of_five()["right.ipynb"] + "\n", encoding="utf-8")
    anew = []
    real = grade.graded_anew
    monkeypatch.setattr(grade, "graded_anew", lambda waiting, private: anew.extend(waiting) or real(waiting, private))
    (tmp_path / "grades/kept" / "half.json").write_text("{")
    assert grade.main(names) == 0
    assert len(anew) == 1
    assert "5 submissions" in capsys.readouterr().out


def test_stopped_it_keeps_what_it_has(tmp_path, monkeypatch, capsys):
    def stopped(waiting, private):
        digest = next(iter(waiting))
        yield digest, {"chapter": "ch01", "note": "", "outcomes": {}}
        raise KeyboardInterrupt

    for name in ("a", "b"):
        (tmp_path / f"{name}.ipynb").write_text(name)
    monkeypatch.setattr(grade, "graded_anew", stopped)
    assert grade.main([*map(str, tmp_path.glob("*.ipynb")), "--into", str(tmp_path / "out")]) == 130
    assert len(list((tmp_path / "out/kept").glob("*.json"))) == 1
    assert "to go on" in capsys.readouterr().err


def test_a_lost_grader_is_a_row_and_is_tried_again(tmp_path):
    class Lost:
        def result(self):
            raise RuntimeError("the pool is broken")

    grades = grade.grades_from(Lost())
    assert grades["note"] == "not graded: RuntimeError: the pool is broken"
    grade.keep(tmp_path / "one.json", grades)
    assert grade.kept(tmp_path / "one.json") is None


def test_what_could_not_be_graded_is_said_and_tried_again(tmp_path, monkeypatch):
    monkeypatch.setattr(checking, "is_installed", lambda package: False)
    path = next(path for path in all_notebooks() if path.name.startswith("07"))
    grades = grade_file(path)
    assert grades["outcomes"]["doubles"] == {
        "outcome": "cannot be graded here",
        "text": "doubles: left out. It needs PyTorch, which is not installed.",
    }
    grade.keep(tmp_path / "one.json", grades)
    assert grade.kept(tmp_path / "one.json") is None
    assert rows({"one": grades})[1][2:5] == [0, 10, 0]


def test_the_page_escapes_what_submissions_say():
    told = {"two_sided": {"outcome": "raised", "text": "<script>alert(1)</script>"}}
    grades = {"<img>.ipynb": {"chapter": "ch01", "note": "<i>", "outcomes": told}}
    text = page(grades)
    assert "<script>" not in text
    assert "<img>.ipynb" not in text
    assert "<i>" not in text


def test_the_commonest_mistake_comes_first():
    def one(mistake):
        return {"chapter": "ch01", "note": "", "outcomes": {"kink": {"outcome": mistake, "text": ""}}}

    outcomes = ["wrong: 'a'", "wrong: 'c'", "wrong: 'c'", "right", "not attempted"]
    assert commonest({str(i): one(outcome) for i, outcome in enumerate(outcomes)}) == [
        ("ch01", "kink", "'c'", 2, 4),
        ("ch01", "kink", "'a'", 1, 4),
    ]


@pytest.mark.parametrize("thing", [1, 2.5, True, None, "a", [1, (2, {"a": ...})], {1, 2}, {(1, 2): [3]}])
def test_plain_data_survives_the_way(thing):
    assert unpacked(json.loads(json.dumps(packed(thing)))) == thing


def test_nothing_of_it_is_imported_by_a_notebook():
    names = "import sys; print([m for m in sys.modules if 'grad' in m and ('grading' in m or m.endswith('export'))])"
    modules = "gradually.course.ch01.exercises, gradually.course.ch01.figures, gradually.course.page.source"
    environment = {**os.environ, "MPLBACKEND": "Agg"}
    command = [sys.executable, "-c", f"import {modules}; {names}"]
    assert subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout == "[]\n"

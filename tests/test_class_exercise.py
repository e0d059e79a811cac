"""An exercise whose answer is a class: the engine of chapter 7, its mistakes by name, and the file that keeps it."""

import linecache
import math
import subprocess
import sys
import textwrap

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from gradually.course.ch07 import exercises, programs, solutions
from gradually.course.checking import keeping
from gradually.course.checking.answers import class_source, is_untouched
from gradually.course.checking.exercise import RIGHT, TODO, WRONG
from gradually.course.fill import exercises_of, fill
from gradually.course.grading import submission
from gradually.course.grading.export import converted
from gradually.course.grading.submission import grade_file
from gradually.course.growth import NOTEBOOKS
from gradually.derivative import gradient
from gradually.value import Value

ENGINE = exercises.MyValue
RIGHT_TEXT = class_source(solutions.MyValue)
NOTEBOOK = NOTEBOOKS / "07_pytorch.ipynb"

# An engine as the lecture writes one: with functions, and a set of children.
AS_IN_THE_LECTURE = """
class MyValue:
    def __init__(self, data, _children=()):
        self.data = data
        self.grad = 0.0
        self._backward = lambda: None
        self._prev = set(_children)

    def __add__(self, other):
        out = MyValue(self.data + other.data, (self, other))

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        out = MyValue(self.data * other.data, (self, other))

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def tanh(self):
        t = math.tanh(self.data)
        out = MyValue(t, (self,))

        def _backward():
            self.grad += (1 - t**2) * out.grad

        out._backward = _backward
        return out

    def backward(self):
        topo, visited = [], set()

        def build_topo(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev:
                    build_topo(child)
                topo.append(v)

        build_topo(self)
        for node in topo:
            if node._prev:
                node.grad = 0.0
        self.grad = 1.0
        for node in reversed(topo):
            node._backward()
"""
RECURSION = """    def backward(self, first=True):
        if first:
            self.grad = 1.0
        self._backward()
        for child in self._prev:
            child.backward(first=False)
"""


def made(text):
    """The class that a cell with this text leaves."""
    file = f"<cell {abs(hash(text))}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    names = {"math": math, "Value": Value, "__name__": "__main__"}
    exec(compile(text, file, "exec"), names)
    return names["MyValue"]


def changed(text, old, new):
    assert old in text
    return text.replace(old, new)


# --- what is right ---


@pytest.mark.parametrize("case", [case for case in ENGINE.cases if case.startswith("run(")])
def test_the_courses_engine_finds_what_nudging_finds(case):
    _, program, leaves = eval(case, {"run": lambda *arguments: arguments, "MyValue": None})

    def result(*numbers):
        """The sum of all results on which the program calls backward: leaves collect from each."""
        names = {name: Value(number) for name, number in zip(leaves, numbers, strict=True)}
        total = 0.0
        for step in program.split("; "):
            if step.endswith(".backward()"):
                total += names[step.removesuffix(".backward()")].data
            else:
                exec(step, names)
        return total

    found = programs.run(solutions.MyValue, program, leaves)
    nudged = gradient(result, list(leaves.values()))
    assert [found[f"{name}.grad"] for name in leaves] == pytest.approx(nudged, rel=1e-5, abs=1e-7)


def test_the_graphs_made_by_chance_differ_and_grow():
    made_by_chance = [programs.by_chance(seed)[0] for seed in range(programs.RANDOM)]
    lengths = [program.count(";") for program in made_by_chance]
    assert len(set(made_by_chance)) > 0.9 * programs.RANDOM
    assert (min(lengths), max(lengths)) == (2, 10)
    assert lengths == sorted(lengths)


def test_an_engine_as_in_the_lecture_is_right():
    assert ENGINE.grade(made(AS_IN_THE_LECTURE)).state == RIGHT
    assert ENGINE.grade(made(RIGHT_TEXT + "        return self\n")).state == RIGHT


def test_a_long_chain_is_not_asked_for():
    assert max(case.count(";") for case in ENGINE.cases) < 12


# --- what is open ---


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("class MyValue:\n    '''A number.'''\n\n    ...\n", "waiting for your class."),
        ("class MyValue:\n    pass\n", "waiting for your class."),
        (RIGHT_TEXT.split("    def backward")[0] + "    def backward(self):\n        ...\n", "Still open: backward."),
    ],
)
def test_what_is_open_is_waited_for(text, told):
    result = ENGINE.grade(made(text))
    assert result.state == TODO
    assert told in result.text
    assert is_untouched(made(text))


# --- the six classic bugs, in an engine that is written otherwise than the course's ---

BUGS = {
    "no_seed": ("        self.grad = 1.0\n", ""),
    "overwrites": ("+= ", "= "),
    "from_the_leaves": ("reversed(topo)", "topo"),
    "listed_twice": ("if v not in visited:", "if True:"),
    "slope_of_the_input": ("1 - t**2", "1 - self.data**2"),
    "not_swapped": (
        "self.grad += other.data * out.grad\n            other.grad += self.data",
        "self.grad += self.data * out.grad\n            other.grad += other.data",
    ),
    "inner_kept": ("            if node._prev:\n                node.grad = 0.0\n", "            pass\n"),
    "leaves_forget": ("if node._prev:", "if True:"),
}


@pytest.mark.parametrize("bug", BUGS)
def test_a_classic_bug_is_named_in_an_engine_with_functions(bug):
    replies = {mistake.name: mistake.reply for mistake in ENGINE.mistakes}
    named = ENGINE.grade(made(changed(AS_IN_THE_LECTURE, *BUGS[bug]))).mistake
    assert replies[named] == replies[bug]  # its children are in a set: their order, and so the name, may vary


# --- each node once, not each path ---

FOLLOW_AND_ADD = """    def backward(self, grad=1.0):
        self.grad += grad
        for child, local_grad in zip(self.children, self.local_grads):
            child.backward(local_grad * grad)
"""
WAITING_LIST = """    def backward(self):
        waiting = [(self, 1.0)]
        while waiting:
            node, grad = waiting.pop()
            node.grad += grad
            for child, local_grad in zip(node.children, node.local_grads):
                waiting.append((child, local_grad * grad))
"""
CHECKED_LATE = """        def visit(node):
            for child in node.children:
                visit(child)
            if node not in seen:
                seen.add(node)
                order.append(node)

"""
BEFORE_BACKWARD = RIGHT_TEXT.split("    def backward")[0]
PATH_FOLLOWERS = {
    "calls itself": BEFORE_BACKWARD + FOLLOW_AND_ADD,
    "keeps a list": BEFORE_BACKWARD + WAITING_LIST,
    "asks after the visits": RIGHT_TEXT.split("        def visit")[0]
    + CHECKED_LATE
    + "        visit(self)"
    + RIGHT_TEXT.split("        visit(self)")[1],
}


@pytest.mark.parametrize("way", PATH_FOLLOWERS)
def test_an_engine_that_follows_every_path_is_told_so_at_once(way):
    result = ENGINE.grade(made(PATH_FOLLOWERS[way]))
    assert (result.state, result.mistake) == (WRONG, "follows_every_path")
    assert "stopped after 20,000 lines" in result.text


def test_a_slow_engine_that_visits_each_node_once_is_right():
    slow = changed(changed(RIGHT_TEXT, "if node not in seen:", "if node not in order:"), "seen.add(node)", "pass")
    assert ENGINE.grade(made(slow)).state == RIGHT


# --- answers that are in no catalogue, and what each is told ---

TOLD = {
    "is made from the course's Value": "class MyValue(Value):\n    pass\n",
    "has no `__mul__` so far": changed(RIGHT_TEXT, "__mul__", "multiply"),
    "It has `add`": changed(RIGHT_TEXT, "__add__", "add"),
    "two underscores on each side": changed(RIGHT_TEXT, "__init__", "_init_"),
    "A leaf is made from its number alone": changed(RIGHT_TEXT, "children=(), local_grads=()", "children, local_grads"),
    "has no `grad`": changed(RIGHT_TEXT, "        self.grad = 0.0\n        self.children", "        self.children"),
    "should be the number, 0.5, and is '0.5'": changed(RIGHT_TEXT, "self.data = data", "self.data = str(data)"),
    "it should take `self` alone": changed(RIGHT_TEXT, "backward(self)", "backward(self, grad)"),
    "Every method takes `self` first": changed(RIGHT_TEXT, "tanh(self)", "tanh()"),
    "`d = a + b` made a float": changed(
        RIGHT_TEXT, "MyValue(self.data + other.data, (self, other), (1.0, 1.0))", "self.data + other.data"
    ),
    "made a Value of the course": changed(RIGHT_TEXT, "return MyValue(", "return Value("),
    "`d = a * b` made None": changed(AS_IN_THE_LECTURE, "        return out\n\n    def tanh", "    def tanh"),
    "are brackets behind its name": changed(AS_IN_THE_LECTURE, "= _backward\n", "= _backward()\n"),
    "There is `math.tanh`": changed(RIGHT_TEXT, "math.tanh", "tanh"),
    "such as the one in `data`": changed(RIGHT_TEXT, "math.tanh(self.data)", "math.tanh(self)"),
    "`d.data` should be `0.462117`": changed(RIGHT_TEXT, "math.tanh(self.data)", "round(math.tanh(self.data), 3)"),
    "It goes round for ever": changed(
        changed(RIGHT_TEXT, "visit(child)", "visit(node)"), "if node not in seen", "if True"
    ),
    "fits into no set": changed(
        RIGHT_TEXT, "    def __add__", "    def __eq__(self, other):\n        return True\n\n    def __add__"
    ),
    "sends on what it has sent before": AS_IN_THE_LECTURE.split("    def backward")[0] + RECURSION,
    "to do without `backpropagate`": RIGHT_TEXT.split("    def backward")[0]
    + "    def backward(self):\n        from gradually.backprop import backpropagate\n\n        backpropagate(self)\n",
    "should be a class": "def MyValue(data):\n    return data\n",
    "should be a class, and this is 3": "MyValue = 3\n",
}


@pytest.mark.parametrize("told", TOLD)
def test_an_answer_that_nobody_foresaw_is_told_what_it_needs(told):
    result = ENGINE.grade(made(TOLD[told]))
    assert result.state == WRONG
    assert told in result.text


def test_an_engine_that_never_ends_is_stopped(monkeypatch):
    monkeypatch.setattr("gradually.course.checking.exercise.SECONDS", 1)
    text = changed(RIGHT_TEXT, "        visit(self)\n", "        while True:\n            pass\n")
    assert "it had not come to an end" in ENGINE.grade(made(text)).text


def test_a_change_that_the_courses_answer_does_not_hold_is_refused():
    with pytest.raises(ValueError, match="stands 0 times"):
        ENGINE.spoilt("absent", "Never said.", {"no such text": ""}, [])


# --- the file that keeps it, from a real kernel ---


def said_in(cells, folder):
    """What each cell of a notebook says, run in `folder` by a kernel of its own."""
    head = "import math\nfrom math import tanh as squash\nfrom gradually.course.ch07 import exercises as ex"
    notebook = new_notebook(cells=[new_code_cell(source) for source in [head, *cells]])
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=60, kernel_name="python3", resources=resources).execute()
    texts = [[o.get("text") or o.get("data", {}).get("text/plain", "") for o in c.outputs] for c in notebook.cells[1:]]
    return ["".join(text) for text in texts]


KEEP = 'ex.MyValue.keep("my_engine.py")'
STUB = 'class MyValue:\n    """A number."""\n\n    ...'
WITH_HELPERS = """
def order_of(node, seen):
    if node in seen:
        return []
    seen.add(node)
    return [each for child, _ in node.sources for each in order_of(child, seen)] + [node]
"""
FROM_CELLS = """
from dataclasses import dataclass


@dataclass(eq=False)
class MyValue:
    data: float
    sources: tuple = ()
    grad: float = 0.0

    def __add__(self, other):
        return MyValue(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        return MyValue(self.data * other.data, ((self, other.data), (other, self.data)))

    def tanh(self):
        t = squash(self.data)
        return MyValue(t, ((self, 1 - t * t),))

    def backward(self):
        order = order_of(self, set())
        for node in order:
            if node.sources:
                node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for child, slope in node.sources:
                child.grad += slope * node.grad
"""
ELSEWHERE = textwrap.dedent(RIGHT_TEXT[RIGHT_TEXT.index("    def backward") :])
AND = """
from my_engine import MyValue

weights = [MyValue(0.5), MyValue(-0.3), MyValue(0.1)]
examples = [(-1, -1, -1), (-1, 1, -1), (1, -1, -1), (1, 1, 1)]
for _ in range(100):
    loss = MyValue(0.0)
    for x1, x2, target in examples:
        out = (weights[0] * MyValue(x1) + weights[1] * MyValue(x2) + weights[2]).tanh()
        error = out + MyValue(-target)
        loss = loss + error * error
    for weight in weights:
        weight.grad = 0.0
    loss.backward()
    for weight in weights:
        weight.data -= 0.1 * weight.grad
print(loss.data)
"""


def loss_on_the_kept_file(folder):
    """The loss of a neuron that a fresh process trains on the engine kept in `folder`."""
    done = subprocess.run([sys.executable, "-c", AND], cwd=folder, capture_output=True, text=True, check=True)
    return float(done.stdout)


def test_the_blank_page_writes_nothing(tmp_path):
    *_, said = said_in([STUB, KEEP], tmp_path)
    assert said == "○ my_engine.py is not written: MyValue is still open."
    assert list(tmp_path.iterdir()) == []


def test_a_right_engine_is_kept_and_trains_in_a_fresh_process(tmp_path):
    _, first, second = said_in([RIGHT_TEXT, KEEP, KEEP], tmp_path)
    assert first.startswith("✓ Written: my_engine.py, beside this notebook.")
    assert "chapter 10 finds it there" in first
    assert second.startswith("✓ my_engine.py holds this class already.")
    assert loss_on_the_kept_file(tmp_path) < 0.2


def test_what_the_class_uses_of_the_notebook_comes_along_and_an_older_engine_stays_beside(tmp_path):
    _, _, _, _, said = said_in([RIGHT_TEXT, KEEP, WITH_HELPERS, FROM_CELLS, KEEP], tmp_path)
    assert "The one that was there is now my_engine_1.py." in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my_engine.py", "my_engine_1.py"]
    text = (tmp_path / "my_engine.py").read_text(encoding="utf-8")
    assert "from math import tanh as squash\n" in text
    assert text.index("def order_of") < text.index("@dataclass")
    assert class_source(solutions.MyValue) in (tmp_path / "my_engine_1.py").read_text(encoding="utf-8")
    assert loss_on_the_kept_file(tmp_path) < 0.2


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([changed(RIGHT_TEXT, "self.grad = 1.0", "pass")], "MyValue is not right yet."),
        (["one = 1.0", changed(RIGHT_TEXT, "self.grad = 1.0", "self.grad = one")], "it uses `one`"),
        (
            [RIGHT_TEXT.split("    def backward")[0], ELSEWHERE, "MyValue.backward = backward"],
            "given to it from outside",
        ),
        (["%%time\n" + RIGHT_TEXT], "the text of `MyValue` is not known"),
        ([STUB, "MyValue = ex.MyValue.carry_on()"], "this MyValue is the course's"),
    ],
)
def test_what_cannot_stand_alone_is_not_written_and_says_why(cells, told, tmp_path):
    said = said_in([*cells, KEEP], tmp_path)[-1]
    assert said.startswith("○ my_engine.py is not written: ")
    assert told in said
    assert list(tmp_path.iterdir()) == []


def test_in_colab_it_says_how_to_bring_it_along(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab", object())
    said = keeping.write(tmp_path / "my_engine.py", "x = 1\n", "chapter 10")
    assert "download it" in said
    assert "upload it in chapter 10" in said


def test_a_folder_that_cannot_be_written_into_is_said(tmp_path):
    said = said_in([RIGHT_TEXT, 'ex.MyValue.keep("no_such_folder/my_engine.py")'], tmp_path)[-1]
    assert said.startswith("○ no_such_folder/my_engine.py is not written: No such file")


# --- graders ---


def with_answer(folder, answer):
    """The notebook with one answer in it, as a submission in `folder`."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    fill(notebook, exercises_of(NOTEBOOK), {"MyValue": answer} if answer else {})
    path = folder / "07_submission.ipynb"
    nbformat.write(notebook, path)
    return path, notebook


def test_a_class_is_graded_without_trust_as_in_the_notebook(tmp_path, monkeypatch):
    monkeypatch.setattr(submission, "exercises_in", lambda chapter: [ENGINE])
    path, _ = with_answer(tmp_path, "")
    assert grade_file(path)["outcomes"]["MyValue"]["outcome"] == "right"
    path, _ = with_answer(tmp_path, "overwrites")
    graded = grade_file(path)["outcomes"]["MyValue"]
    assert graded["outcome"] == "wrong: overwrites"
    mistake = next(mistake for mistake in ENGINE.mistakes if mistake.name == "overwrites")
    assert graded["text"] == ENGINE.grade(mistake.answer).text
    assert grade_file(NOTEBOOK)["outcomes"]["MyValue"]["outcome"] == "not attempted"
    assert list(tmp_path.iterdir()) == [path]


def test_the_blank_page_is_converted_for_nbgrader():
    cells = {cell.id: cell for cell in converted(nbformat.read(NOTEBOOK, as_version=4)).cells}
    assert cells["ch07-115c"].source.startswith("class MyValue:")
    assert "exercises.MyValue.grade(MyValue)" in cells["ch07-115c-test"].source

"""The Tensor that a learner writes in chapter 13: its programs against nudging, and checks of a class half done."""

import linecache

import numpy as np
import pytest

from gradually.backprop import topological_order
from gradually.course.ch13 import exercises, programs, solutions
from gradually.course.checking.answers import class_source
from gradually.course.checking.exercise import RIGHT, TODO, WRONG

RUNS = [case for case in exercises.MyTensor.cases if case.startswith("run(") and "backward" in case]
TEXT = class_source(solutions.MyTensor)


def made(text):
    """The class that a cell with this text leaves."""
    file = f"<cell {abs(hash(text))}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    names = {"np": np, "topological_order": topological_order, "sum_to": solutions.sum_to, "__name__": "__main__"}
    exec(compile(text, file, "exec"), names)
    return names["MyTensor"]


def left_open(text, *methods):
    """The text of the class with these methods as the notebook holds them."""
    for method in methods:
        head, _, rest = text.partition(f"    def {method}(")
        end = rest.find("\n    def ")
        signature = rest.partition(":\n")[0]
        text = f"{head}    def {method}({signature}: ...\n{rest[end:] if end >= 0 else ''}"
    return text


def nudged(program, shapes):
    """The slopes of all results on which a program calls backward, by each number of its leaves."""
    arrays = {name: programs.numbers_for(name, shape) for name, shape in shapes.items()}
    steps = program.split("; ")

    def result():
        names, total = {name: solutions.MyTensor(array) for name, array in arrays.items()}, 0.0
        for step in steps:
            if step.endswith(".backward()"):
                total += names[step.removesuffix(".backward()")].data.item()
            else:
                exec(step, names)
        return total

    slopes = {}
    for name, array in arrays.items():
        slopes[name] = np.zeros(array.shape)
        for place in np.ndindex(array.shape):
            kept, heights = array[place].item(), []
            for h in (1e-6, -1e-6):
                array[place] = kept + h
                heights.append(result())
            array[place] = kept
            slopes[name][place] = (heights[0] - heights[1]) / 2e-6
    return slopes


@pytest.mark.parametrize("case", RUNS)
def test_the_courses_tensor_finds_what_nudging_finds(case):
    _, program, shapes = eval(case, {"run": lambda *arguments: arguments, "MyTensor": None})
    found = programs.run(solutions.MyTensor, program, shapes)
    for name, slopes in nudged(program, shapes).items():
        np.testing.assert_allclose(found[f"{name}.grad"], slopes, rtol=1e-5, atol=1e-6)


def test_the_programs_made_by_chance_differ_grow_and_use_every_operation():
    chance = [programs.by_chance(seed)[0] for seed in range(programs.RANDOM)]
    assert len(set(chance)) > 0.9 * programs.RANDOM
    assert (min(p.count(";") for p in chance), max(p.count(";") for p in chance)) == (3, 8)
    assert all(sum(sign in p for p in chance) > 10 for sign in (" + ", " * ", " @ ", ".relu()"))


def test_what_is_there_is_checked_while_other_parts_are_open():
    half = left_open(TEXT, "__matmul__", "relu")
    graded = exercises.MyTensor.grade(made(half))
    assert graded.state == TODO
    assert "Right so far: __add__, __init__, __mul__, backward and sum." in graded.text
    assert graded.text.endswith("Still open: __matmul__ and relu.")
    wrong = exercises.MyTensor.grade(made(half.replace("child.grad = child.grad + ", "child.grad = ")))
    assert wrong.state == TODO
    assert "keeps only what came last" in wrong.text


def test_a_class_not_begun_waits_and_a_whole_one_is_right():
    blank = left_open(TEXT, "__init__", *programs.PARTS)
    assert exercises.MyTensor.grade(made(blank)).text == "MyTensor: waiting for your class."
    assert exercises.MyTensor.grade(made(TEXT)).state == RIGHT


def test_a_method_by_another_name_is_found():
    graded = exercises.MyTensor.grade(made(TEXT.replace("__matmul__", "matmul")))
    assert graded.state == WRONG
    assert "It has no `__matmul__` so far" in graded.text
    assert "It has `matmul`: is that it, by another name?" in graded.text


TWO_OF_A_PRODUCT = "(lambda grad: grad * other.data, lambda grad: grad * self.data)"
SLIPS_IN_VJPS = {  # what stands in place of what: what is said while backward is open
    TWO_OF_A_PRODUCT: {
        "(other.data, self.data)": "An array stands in it",
        "(1.0, 1.0)": "A float stands in it",
        "(lambda grad: grad * other.data,)": "Children: 2. Functions in it: 1.",
        "(lambda grad: grad * self.data, lambda grad: grad * other.data)": "is not its gradient",
    },
    "(lambda grad: grad * (self.data > 0),)": {
        "(lambda grad: grad * (self.data > 0))": "`(f,)` is a tuple",
        "(lambda grad: self.data > 0,)": "is not its gradient",
    },
    "lambda grad: grad @ other.data.T": {"lambda grad: other.data.T @ grad": "what `s` gets"},
    "np.maximum(self.data, 0)": {"max(0, self.data)": "Python's max and `if` compare two numbers"},
}


@pytest.mark.parametrize(
    ("old", "new", "said"), [(old, new, said) for old, news in SLIPS_IN_VJPS.items() for new, said in news.items()]
)
def test_what_is_kept_for_the_children_is_looked_at_before_backward_is_there(old, new, said):
    assert TEXT.count(old) == 1
    graded = exercises.MyTensor.grade(made(left_open(TEXT.replace(old, new), "backward")))
    assert "Right so far" not in graded.text
    assert said in graded.text


def test_a_class_that_keeps_its_functions_elsewhere_is_not_looked_at():
    other = exercises.MyTensor.also_right[0]
    assert not hasattr(other(np.ones(3)), "vjps")
    assert exercises.MyTensor.grade(other).state == RIGHT
    assert programs.look_at_vjps(other, "y = a * u", {"a": (2, 3), "u": (2, 3)}) == ""


def test_numbers_in_vjps_are_told_in_a_whole_class_too():
    graded = exercises.MyTensor.grade(made(TEXT.replace(TWO_OF_A_PRODUCT, "(other.data, self.data)")))
    assert graded.state == WRONG
    assert graded.text.endswith("Each entry of `vjps` is to be one, a function of grad.")

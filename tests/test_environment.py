"""pyproject.toml, requirements.lock, environment.yml, Colab's versions and CI agree; each check also meets a fault."""

import ast
import re
import shutil
import subprocess
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from gradually.course.growth import all_notebooks, code_cells

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text())
CI = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text())

NAME_ON_CONDA = {"graphviz": "python-graphviz", "playwright": "playwright-python", "torch": "pytorch-cpu"}
ONLY_ON_CONDA = {"python", "pip", "graphviz", "jupyter"}  # here graphviz is the program `dot`, jupyter the command
ONLY_WITH_PIP = {"pygraphviz", "autograd", "micrograd"}  # Graphviz without `dot`, and what `make bench` compares with


def requirements(project):
    """Every requirement of `project`, a parsed pyproject.toml, extras included."""
    groups = [project["project"]["dependencies"], *project["project"]["optional-dependencies"].values()]
    return [Requirement(line) for group in groups for line in group]


def floors(project):
    """What versions `project` admits of each package: {name: specifier}."""
    return {canonicalize_name(requirement.name): requirement.specifier for requirement in requirements(project)}


def floors_on_conda(environment):
    """What versions `environment`, a parsed environment.yml, admits: {name on conda: specifier}."""
    lines = [line for line in environment["dependencies"] if isinstance(line, str)]
    names_and_versions = [re.fullmatch(r"([\w.-]+)(.*)", line).groups() for line in lines]
    # conda's `python=3.13` means any 3.13, which pip writes `==3.13.*`
    return {name: SpecifierSet(re.sub(r"^=(?!=)(.*)", r"==\1.*", version)) for name, version in names_and_versions}


def pins(lines):
    """The versions that `lines` of a requirements file pin: {name: version}."""
    parsed = [Requirement(line) for line in lines]
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in parsed}


def read_lines(path):
    """The lines of the requirements file at `path`, comments left out."""
    return [line for line in path.read_text().splitlines() if not line.startswith("#")]


def no_plain_pins(lines):
    """Those of `lines` that say other than name==version, and perhaps on which systems."""
    return [line for line in lines if not re.fullmatch(r"[a-z0-9.-]+==[a-z0-9.]+( ; .+)?", line)]


def disagreements(ours, theirs):
    """The names in one of two mappings alone, or with another value in each."""
    return {name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)}


def turned_away(versions, admitted):
    """The names whose version in `versions`, {name: version}, is not `admitted`, {name: specifier}."""
    return {name for name, version in versions.items() if name in admitted and version not in admitted[name]}


def expected_on_conda(project):
    """What environment.yml should say besides ONLY_ON_CONDA, going by `project`."""
    return {
        NAME_ON_CONDA.get(name, name): floor for name, floor in floors(project).items() if name not in ONLY_WITH_PIP
    }


def imported(sources):
    """The names of the packages that these texts of Python import, as pip knows them."""
    nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    modules = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    modules += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    known = packages_distributions()
    return {canonicalize_name(name) for module in modules for name in known.get(module.split(".")[0], [])}


LOCKED = pins(read_lines(ROOT / "requirements.lock"))
COLAB = pins(read_lines(ROOT / "tests" / "colab.txt"))
ON_CONDA = floors_on_conda(ENVIRONMENT)


def test_environment_admits_what_pyproject_admits():
    compared = {name: floor for name, floor in ON_CONDA.items() if name not in ONLY_ON_CONDA}
    assert disagreements(compared, expected_on_conda(PROJECT)) == set()
    assert disagreements(compared | {"numpy": SpecifierSet(">=1.26")}, expected_on_conda(PROJECT)) == {"numpy"}
    assert disagreements(compared | {"pandas": SpecifierSet()}, expected_on_conda(PROJECT)) == {"pandas"}


def test_environment_names_what_has_no_counterpart_and_installs_the_package_last():
    assert ONLY_ON_CONDA - ON_CONDA.keys() == set()
    assert ENVIRONMENT["dependencies"][-1] == {"pip": ["-e ."]}


def test_environment_has_the_python_of_colab():
    assert COLAB["python"] in ON_CONDA["python"]
    assert COLAB["python"] not in floors_on_conda({"dependencies": ["python=3.12"]})["python"]


def test_environment_comes_from_conda_forge_alone():
    assert ENVIRONMENT["channels"] == ["conda-forge", "nodefaults"]


def test_lock_pins_everything_at_an_admitted_version():
    assert floors(PROJECT).keys() - LOCKED.keys() == set()
    assert turned_away(LOCKED, floors(PROJECT)) == set()
    assert turned_away(LOCKED | {"numpy": "1.26.4"}, floors(PROJECT)) == {"numpy"}


def test_lock_has_plain_pins_only_and_so_installs_from_anywhere():
    assert no_plain_pins(read_lines(ROOT / "requirements.lock")) == []
    faults = ["numpy>=2", "numpy", "torch==2.13.0+cpu", "numpy @ file:///tmp/numpy.whl", "--find-links /tmp"]
    assert no_plain_pins(["numpy==2.4.6", *faults]) == faults


def test_learners_and_teachers_need_nothing_that_make_test_adds():
    extras = PROJECT["project"]["optional-dependencies"]
    added = {canonicalize_name(Requirement(line).name) for name in ("test", "bench") for line in extras[name]}
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    sources += [source for notebook in all_notebooks() for source in code_cells(notebook)]
    assert imported(sources) & added == set()
    assert "nbclient" in imported(sources)
    assert imported([*sources, "from sklearn.datasets import load_digits"]) & added == {"scikit-learn"}


def test_colab_has_all_that_the_package_needs_and_nothing_there_moves():
    needed = {canonicalize_name(Requirement(line).name) for line in PROJECT["project"]["dependencies"]}
    assert needed - COLAB.keys() == set()
    everything = floors(PROJECT) | {"python": SpecifierSet(PROJECT["project"]["requires-python"])}
    assert turned_away(COLAB, everything) == set()
    assert turned_away(COLAB, everything | {"ipython": SpecifierSet(">=8")}) == {"ipython"}


def test_ci_tries_every_python_that_set_up_admits():
    source = (ROOT / "tools" / "set_up.py").read_text()
    oldest, newest = (int(minor) for minor in re.search(r"= \(3, (\d+)\), \(3, (\d+)\)", source).groups())
    admitted = [f"3.{minor}" for minor in range(oldest, newest + 1)]
    assert CI["jobs"]["make"]["strategy"]["matrix"]["python"] == admitted
    assert PROJECT["project"]["requires-python"] == f">={admitted[0]}"


def steps(script):
    """The commands of `script` that run Python modules, one a line, from `-m` on."""
    return [" ".join(line.split()) for line in re.findall(r"python (-m .*)", script.replace("\\\n", " "))]


@pytest.mark.skipif(not shutil.which("make"), reason="make is not here")
def test_ci_without_make_takes_the_steps_of_make_test():
    made = subprocess.check_output(["make", "--dry-run", "test"], cwd=ROOT, text=True)
    on_windows = CI["jobs"]["conda"]["steps"][-1]["run"]
    assert steps(made) == steps(on_windows)
    assert len(steps(made)) == 4
    assert steps(made) != steps(on_windows.replace("--check", ""))

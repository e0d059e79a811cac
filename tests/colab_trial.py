"""Run every notebook as Colab would: `make colab`.

The environment holds the versions that Colab has (tests/colab.txt) on Python 3.13, where there is one. Each notebook
lies alone in an empty folder; `google.colab` is loaded before its first cell; that cell installs the course from a
local git repository, and pip is given no package index, so an installation that wanted to move any of Colab's packages
would fail. The notebook is run as it is, and once more with all exercises filled in.

What is tried is the last commit. PyTorch is the one of requirements.lock.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from tqdm import tqdm

from gradually.course.checking.exercise import MARKS, RIGHT
from gradually.course.fill import exercises_of, fill

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import pytorch_index  # noqa: E402
from pythons import fitting, makes_environments  # noqa: E402

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
ENVIRONMENT = ROOT / ".colab"
TORCH = re.search(r"^torch==([\d.]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)[1]
ALSO = ["ipywidgets==7.7.1", "pip", f"torch=={TORCH}"]  # Colab has a torch that is not to be had for every machine
SECONDS = 300  # that one cell may take


# --- an environment like Colab's ---


def pins():
    """Return ({package: version} that Colab has, its Python)."""
    lines = (ROOT / "tests" / "colab.txt").read_text(encoding="utf-8").split("\n")
    found = dict(line.split("==") for line in lines if "==" in line)
    python = found.pop("python")
    found.pop("torch")
    return found, python


def make_environment():
    """Make .colab, an environment with Colab's versions, unless it is there; return its Python."""
    python = ENVIRONMENT / "bin" / "python"
    wanted, version = pins()
    requirements = [f"{package}=={number}" for package, number in wanted.items()] + ALSO
    stamp = ENVIRONMENT / "made-for.json"
    if stamp.exists() and json.loads(stamp.read_text()) == requirements:
        return python
    base = python_for(version)
    print(f"making an environment like Colab's, with {base}", flush=True)
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    subprocess.run([base, "-m", "venv", ENVIRONMENT], check=True)
    pip = [python, "-m", "pip", "install", "--quiet"]
    index, line = pytorch_index.choose(TORCH, python)
    if index:
        subprocess.run([*pip, "--no-deps", "--index-url", index, f"torch=={TORCH}"], check=True)
    elif line:
        print(line, flush=True)
    subprocess.run([*pip, *requirements], check=True)
    stamp.write_text(json.dumps(requirements))
    return python


def python_for(version):
    """Return a Python of `version`, such as "3.13", that runs and can make the environment; ours if there is none."""
    wanted = tuple(int(part) for part in version.split("."))
    found = fitting([f"python{version}", "python3", "python"], wanted, wanted)
    return next((python for python in found if makes_environments(python)), sys.executable)


def installed(python):
    """Return what is installed in the environment, the course left out."""
    freeze = subprocess.run([python, "-m", "pip", "freeze"], check=True, capture_output=True, text=True).stdout
    return sorted(line for line in freeze.split("\n") if line and not line.startswith("gradually"))


# --- the course, as a repository on this machine ---


def publish(folder, python):
    """Put the last commit into a bare repository with the tag that notebooks name; return the environment for it."""
    repository, builders = folder / "gradually.git", folder / "builders"
    subprocess.run(["git", "clone", "--quiet", "--bare", ROOT, repository], check=True)
    subprocess.run(["git", "-C", repository, "tag", "--force", f"v{VERSION}"], check=True, capture_output=True)
    subprocess.run([python, "-m", "pip", "download", "--quiet", "--dest", builders, "setuptools>=77"], check=True)
    kernel = folder / "jupyter" / "kernels" / "colab"
    kernel.mkdir(parents=True)
    start = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(json.dumps({"argv": start, "display_name": "Colab", "language": "python"}))
    return {
        "JUPYTER_PATH": str(folder / "jupyter"),
        "PYTHONPATH": str(ROOT / "tests" / "fake_colab"),
        "GRADUALLY_SOURCE": f"gradually @ git+file://localhost{repository}@v{VERSION}",
        "PIP_NO_INDEX": "1",  # nothing can be fetched, so nothing of Colab's can be moved …
        "PIP_FIND_LINKS": str(builders),  # … but what builds the package
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # no warnings of the debugger among the results
        "TQDM_DISABLE": "1",
    }


def committed_notebooks(folder):
    """Return the paths of the notebooks of the last commit, written into `folder`."""
    archive = subprocess.run(["git", "-C", ROOT, "archive", "HEAD", "notebooks"], check=True, capture_output=True)
    subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
    return sorted((folder / "notebooks").glob("[0-9][0-9]_*.ipynb"))


# --- the trial ---


def run(notebook, name):
    """Run a notebook alone in an empty folder; return what was left there beside it."""
    with tempfile.TemporaryDirectory() as folder:
        nbformat.write(notebook, Path(folder, name))
        NotebookClient(
            notebook, timeout=SECONDS, kernel_name="colab", resources={"metadata": {"path": folder}}
        ).execute()
        return sorted(path.name for path in Path(folder).iterdir() if path.name != name)


def pictures(notebook):
    """Return the ids of the cells that show a picture."""
    return [cell.id for cell in notebook.cells if any("<img " in page for page in pages(cell))]


def pages(cell):
    """Return the HTML of each output of a cell."""
    return [output.get("data", {}).get("text/html", "") for output in cell.get("outputs", [])]


def answers(notebook):
    """Return how many exercises the notebook calls right."""
    return sum(MARKS[RIGHT] in output.get("data", {}).get("text/plain", "") for output in all_outputs(notebook))


def all_outputs(notebook):
    """Yield every output of a notebook."""
    for cell in notebook.cells:
        yield from cell.get("outputs", [])


def attempt(path, python, before):
    """Return (what is wrong with the notebook at `path` in Colab, seconds, exercises answered, pictures)."""
    subprocess.run([python, "-m", "pip", "uninstall", "--quiet", "--yes", "gradually"], check=True, capture_output=True)
    stored = nbformat.read(path, as_version=4)
    begun, faults = time.perf_counter(), []
    fresh, filled = nbformat.read(path, as_version=4), nbformat.read(path, as_version=4)
    try:
        if left := run(fresh, path.name):
            faults.append(f"left files behind: {left}")
        seconds = time.perf_counter() - begun
        if missing := sorted(set(pictures(stored)) - set(pictures(fresh))):
            faults.append(f"no picture in {', '.join(missing)}")
        if installed(python) != before:
            faults.append(f"moved packages: {sorted(set(installed(python)) ^ set(before))}")
        fill(filled, exercises_of(path))
        os.environ["GRADUALLY_STRICT"] = "1"
        run(filled, path.name)
    except CellExecutionError as error:
        faults.append(f"{error.ename}: {error.evalue}")
        seconds = time.perf_counter() - begun
    finally:
        os.environ.pop("GRADUALLY_STRICT", None)
    return faults, seconds, answers(filled), len(pictures(fresh))


def main():
    """Try every notebook, print a table, and return 1 if any of them failed."""
    if not shutil.which("dot"):
        print("Colab has Graphviz's `dot`, and this machine has not: install graphviz first.", file=sys.stderr)
        return 2
    python = make_environment()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.update(publish(folder, python))
        notebooks, before = committed_notebooks(folder), installed(python)
        rows = [(path.stem, *attempt(path, python, before)) for path in tqdm(notebooks, unit="notebook", disable=False)]
    version = subprocess.run([python, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"\n{version}, {', '.join(line for line in before if line.split('==')[0].lower() in pins()[0])}\n")
    print("| notebook | run | pictures | exercises right, filled in | faults |\n|---|---:|---:|---:|---|")
    for stem, faults, seconds, right, shown in rows:
        print(f"| {stem} | {seconds:.0f} s | {shown} | {right} | {'; '.join(faults)} |")
    return int(any(faults for _, faults, *_ in rows))


if __name__ == "__main__":
    sys.exit(main())

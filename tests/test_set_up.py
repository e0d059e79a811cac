"""tools/set_up.py: what it installs, when it does not, and that every failure is one line that says what to do."""

import ast
import importlib
import os
import platform
import shutil
import subprocess
import sys
import threading
import zipfile
from collections import namedtuple
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAB, TESTS = ["lab"], ["lab", "test"]
needs_make = pytest.mark.skipif(not shutil.which("make"), reason="make is not here")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="set_up.py serves make, and Windows uses conda")


@pytest.fixture
def clone(tmp_path):
    """A clone of the project as far as set-up cares."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "requirements.lock").write_text("numpy==2.4.6\nsetuptools==84.2.1\ntorch==2.13.0\n")
    return tmp_path


@pytest.fixture
def set_up(clone, monkeypatch):
    """The clone's tools/set_up.py as a module, in which the tests replace what they must."""
    monkeypatch.syspath_prepend(clone / "tools")
    for path in (clone / "tools").glob("*.py"):
        monkeypatch.delitem(sys.modules, path.stem, raising=False)
    return importlib.import_module("set_up")


def write_program(path, script):
    """Make `path` a program: the lines of `script` in sh."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def write_venv(clone, task="true"):
    """Give `clone` a .venv whose Python only notes in `calls` what it is asked to do, and runs `task` each time."""
    script = f'case "$*" in -c*) echo 3 12;; *) echo "$@" >> {clone}/calls; {task};; esac'
    write_program(clone / ".venv" / "bin" / "python", script)


def change(file):
    """Change the text of `file`."""
    file.write_text(file.read_text() + "# changed\n")


def calls(clone):
    """What the Python of write_venv was asked to do so far, a line for each task."""
    return (clone / "calls").read_text().splitlines()


def environment_without(prefix):
    """The environment, but for the variables whose names begin with `prefix`."""
    return {name: value for name, value in os.environ.items() if not name.startswith(prefix)}


def failure(set_up):
    """The one line with which set-up ends."""
    with pytest.raises(SystemExit) as ending:
        set_up.main(LAB)
    line = ending.value.code
    assert isinstance(line, str) and line.strip() and "\n" not in line
    return line


def test_a_second_run_installs_nothing(clone, set_up):
    write_venv(clone)
    set_up.main(LAB)
    first = calls(clone)
    assert ["ensurepip" in first[0], "setuptools==84.2.1" in first[1], "--editable .[lab]" in first[2]] == [True] * 3
    assert "--constraint requirements.lock" in first[2]
    set_up.main(LAB)
    assert calls(clone) == first


def test_the_tests_add_to_what_learners_have_and_then_neither_installs_anything(clone, set_up):
    write_venv(clone)
    set_up.main(LAB)
    set_up.main(TESTS)
    assert "--editable .[lab,test]" in calls(clone)[-1]
    assert len(calls(clone)) == 6
    for extras in (LAB, TESTS, LAB):
        set_up.main(extras)
    assert len(calls(clone)) == 6


def test_what_the_tests_need_is_installed_again_after_a_change_though_learners_have_theirs(clone, set_up):
    write_venv(clone)
    set_up.main(TESTS)
    change(clone / "requirements.lock")
    set_up.main(LAB)
    set_up.main(TESTS)
    assert [".[lab,test]" in call for call in calls(clone) if "--editable" in call] == [True, False, True]


@pytest.mark.parametrize("file", ["requirements.lock", "pyproject.toml"])
def test_a_change_of_the_lock_or_the_metadata_installs_again(clone, set_up, file):
    write_venv(clone)
    set_up.main(LAB)
    change(clone / file)
    set_up.main(LAB)
    assert len(calls(clone)) == 6


def test_a_run_cut_short_is_taken_up_again(clone, set_up):
    write_venv(clone, task='case "$*" in *--editable*) kill -9 $$;; esac')
    failure(set_up)
    write_venv(clone)
    set_up.main(LAB)
    assert len(calls(clone)) == 6
    assert (clone / ".venv" / "set-up.stamp").exists()


def test_a_stamp_that_a_full_disk_left_empty_does_not_count(clone, set_up):
    write_venv(clone)
    (clone / ".venv" / "set-up.stamp").touch()
    set_up.main(LAB)
    assert len(calls(clone)) == 3


def test_a_venv_whose_python_is_gone_is_made_anew(clone, set_up, monkeypatch):
    write_venv(clone)
    set_up.main(LAB)
    (clone / ".venv" / "bin" / "python").unlink()
    monkeypatch.setattr(set_up, "make_venv", lambda gigabytes: write_venv(clone))
    set_up.main(LAB)
    assert len(calls(clone)) == 6


def test_a_python_that_is_too_old_passes_to_one_that_fits(set_up, tmp_path, monkeypatch):
    old = write_program(tmp_path / "python3", "echo 3 9")
    monkeypatch.setattr(set_up, "PYTHONS", [old, "no-such-python", sys.executable])
    assert set_up.fitting_python() == sys.executable


@pytest.mark.parametrize("version", ["3.6", "3.10", "3.15"])
def test_no_fitting_python(set_up, tmp_path, monkeypatch, version):
    unfit = write_program(tmp_path / "python3", f"echo {version.replace('.', ' ')}")
    monkeypatch.setattr(set_up, "PYTHONS", [unfit])
    assert failure(set_up).startswith(
        f"The course needs a Python from 3.11 to 3.14, and this one is {version}. Install"
    )


@pytest.mark.parametrize("name", ["set_up.py", "pythons.py", "pytorch_index.py"])
def test_old_pythons_can_read_the_files(name):
    source = (ROOT / "tools" / name).read_text()
    ast.parse(source, feature_version=(3, 6))
    with pytest.raises(SyntaxError):
        ast.parse(source + "\nif (length := 1): pass", feature_version=(3, 6))


def test_a_python_without_venv(set_up, tmp_path, monkeypatch):
    script = 'case "$2" in *ensurepip*) exit 1;; *) echo 3 12;; esac'
    bare = write_program(tmp_path / "python3", script)
    monkeypatch.setattr(set_up, "PYTHONS", [bare])
    assert "sudo apt install python3.12-venv" in failure(set_up)


def test_too_little_disk_is_seen_before_anything_is_made(clone, set_up, monkeypatch):
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(set_up.shutil, "disk_usage", lambda path: usage(free=1.04e9))
    assert failure(set_up).startswith("1.0 GB of disk are free and 2.1 needed. Free some")
    assert not (clone / ".venv").exists()


def test_a_disk_that_fills_up_on_the_way(clone, set_up):
    write_venv(clone, task='echo "ERROR: [Errno 28] No space left on device"; exit 1')
    assert failure(set_up).startswith("The disk is full. Free some space")


def test_any_other_failure_is_quoted_and_its_log_named(clone, set_up):
    write_venv(clone, task='echo "Building"; echo "ERROR: No compiler"; echo "hint: get one"; exit 1')
    assert failure(set_up) == "Set-up failed: ERROR: No compiler (set-up.log has the details)."
    assert "hint: get one" in (clone / "set-up.log").read_text()


def test_no_network(clone):
    """With the real pip, in a .venv as an interrupted run leaves it, and an index at which nobody answers."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", clone / ".venv"], check=True)
    nobody = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0"}
    environment = environment_without("PIP_") | nobody
    script = [sys.executable, clone / "tools" / "set_up.py", *LAB]
    run = subprocess.run(script, env=environment, capture_output=True, text=True)
    assert run.returncode == 1
    advice = "Check the network, then run make again (set-up.log has the details).\n"
    assert run.stderr == f"pip cannot reach its packages. {advice}"
    assert "setuptools==84.2.1" in (clone / "set-up.log").read_text()
    assert not (clone / ".venv" / "set-up.stamp").exists()


# --- PyTorch, with the real pip and small package indexes on 127.0.0.1 ---

EXTRA_TORCH = "Provides-Extra: torch\nRequires-Dist: torch>=2.6; extra=='torch'\n"
BACKEND = "build-backend = 'backend'\nbackend-path = ['.']\n"
BUILD = "import shutil\n\ndef build_editable(folder, *rest):\n"


def write_wheel(folder, name, version, tag="py3-none-any", metadata=""):
    """Write into `folder` a wheel that holds nothing but its own description, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-{version}-{tag}.whl", "w") as wheel:
        about = f"{name}-{version}.dist-info"
        wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{metadata}")
        wheel.writestr(f"{about}/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n")
        wheel.writestr(f"{about}/RECORD", "")
    return Path(wheel.filename)


@pytest.fixture
def indexes(tmp_path, monkeypatch):
    """A server's address, pip's index at /usual and that of CPU builds at /cpu, and a list of what it was asked."""
    python = f"cp{sys.version_info[0]}{sys.version_info[1]}"
    tag = f"{python}-{python}-linux_{platform.machine()}"
    folder, asked = tmp_path / "indexes", []
    write_wheel(folder / "cpu" / "torch", "torch", "2.13.0+cpu", tag)
    write_wheel(folder / "cpu" / "setuptools", "setuptools", "84.2.1")
    write_wheel(folder / "usual" / "torch", "torch", "2.13.0", tag, "Requires-Dist: gigabytes\n")
    write_wheel(folder / "usual" / "gigabytes", "gigabytes", "1.0")
    write_wheel(folder / "usual" / "setuptools", "setuptools", "84.2.1")

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=folder)

        def log_message(self, *words):
            asked.append(self.path)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        for name in [name for name in os.environ if name.startswith("PIP_")]:
            monkeypatch.delenv(name)
        for name, value in {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": f"{address}/usual/"}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        yield address, asked
        server.shutdown()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is no choice")
@pytest.mark.parametrize("place", ["cpu", "nowhere"])
def test_the_small_pytorch_is_installed_where_it_is_to_be_had(clone, set_up, indexes, monkeypatch, capsys, place):
    address, asked = indexes
    wheel = write_wheel(clone, "gradually", "0", metadata=EXTRA_TORCH)
    (clone / "backend.py").write_text(f"{BUILD}    return shutil.copy({wheel.name!r}, folder) and {wheel.name!r}\n")
    (clone / "pyproject.toml").write_text("[build-system]\nrequires = []\n" + BACKEND)
    monkeypatch.setattr(set_up.pytorch_index, "CPU_INDEX", f"{address}/{place}")
    monkeypatch.setattr(set_up.pytorch_index, "has_nvidia_card", lambda: False)
    monkeypatch.setattr(set_up.pytorch_index, "has_index_of_its_own", lambda python: False)
    set_up.main(["torch"])
    freeze = [clone / ".venv" / "bin" / "python", "-m", "pip", "freeze"]
    packages = subprocess.check_output(freeze, text=True).split()
    said = f"{address}/nowhere does not answer, so PyTorch comes from pip's usual place"
    if place == "cpu":
        assert "torch==2.13.0+cpu" in packages and "gigabytes==1.0" not in packages
        assert {path.split("/")[2] for path in asked if path.startswith("/cpu/")} == {"torch"}
    else:
        assert "torch==2.13.0" in packages and "gigabytes==1.0" in packages
    assert (said in capsys.readouterr().out) is (place == "nowhere")


def test_a_pytorch_that_is_there_in_its_version_is_left_alone(clone, set_up, monkeypatch):
    monkeypatch.setattr(set_up, "answer", lambda *question: "torch==2.13.0\n")
    monkeypatch.setattr(set_up.pytorch_index, "choose", lambda *question: pytest.fail("it looked for another"))
    set_up.install_small_torch()


# --- make ---


def make(clone, *words, **variables):
    """Run `make` with these words in `clone`, with these variables in its environment; return the finished process."""
    environment = environment_without("MAKE") | variables  # without those of the make that runs this test
    return subprocess.run(["make", *words], cwd=clone, env=environment, capture_output=True, text=True)


@needs_make
def test_make_without_any_python_goes_no_further(clone):
    run = make(clone, "test", "PYTHON=no-such-python")
    line, from_make = run.stderr.splitlines()
    assert line.startswith("There is no no-such-python here. Install Python 3.11 to 3.14")
    assert "set-up-tests] Error 1" in from_make
    assert (run.returncode, run.stdout) == (2, "")


@needs_make
def test_make_lab_asks_for_less_than_make_test(clone):
    python = write_program(clone / "python", f'echo "$@" >> {clone}/asked')
    write_venv(clone)
    for target in ("lab", "notebooks", "test", "bench"):
        assert make(clone, target, f"PYTHON={python}").returncode == 0
    lab, everything = (f"tools/set_up.py {extras}" for extras in ("lab torch", "lab torch test bench"))
    assert (clone / "asked").read_text().splitlines() == [lab, lab, everything, everything]


@needs_make
def test_make_in_a_folder_with_spaces_and_umlauts(tmp_path, clone):
    folder = tmp_path / "Übungen für alle"
    folder.mkdir()
    for name in ("Makefile", "tools", "pyproject.toml", "requirements.lock"):
        (clone / name).rename(folder / name)
    write_program(folder / ".venv" / "bin" / "python", 'case "$*" in -c*) echo 3 12;; *) pwd; echo "$@";; esac')
    run = make(folder, "lab", f"PYTHON={sys.executable}", "TORCH=default", "ARGS=--no-browser")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.endswith(
        f"{folder}\n-m jupyterlab --ServerApp.root_dir=notebooks --LabApp.default_url=/lab/tree/ --no-browser\n"
    )
    assert "usual place" not in run.stdout  # what is said to make gets as far as where PyTorch is chosen
    assert (folder / ".venv" / "set-up.stamp").exists()


@needs_make
@pytest.mark.parametrize("writable", [True, False])
def test_a_home_that_cannot_be_written_to_is_replaced_by_one_beside_venv(clone, writable):
    python = write_program(clone / "python", 'echo "home $HOME"')
    write_venv(clone)
    home = str(clone) if writable else "/dev/null/home"  # where not even root can write
    run = make(clone, "lab", f"PYTHON={python}", HOME=home)
    assert run.stdout.splitlines()[0] == f"home {home if writable else clone / '.home'}"
    assert (clone / ".home").is_dir() is not writable

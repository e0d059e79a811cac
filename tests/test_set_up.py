"""tools/set_up.py: what it installs, when it does not, and that every failure is one line that says what to do."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(os.name == "nt", reason="set_up.py serves make, and Windows uses conda")


@pytest.fixture
def clone(tmp_path):
    """A clone of the project as far as set-up cares."""
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "set_up.py", tmp_path / "tools")
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "requirements.lock").write_text("numpy==2.4.6\n")
    return tmp_path


@pytest.fixture
def set_up(clone):
    """The clone's tools/set_up.py as a module, in which the tests replace what they must."""
    specification = importlib.util.spec_from_file_location("set_up", clone / "tools" / "set_up.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def write_program(path, script):
    """Make `path` a program: the lines of `script` in sh."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def write_venv(clone, task="true"):
    """Give `clone` a .venv whose Python only notes in `calls` what it is asked to do, and runs `task` each time."""
    script = f'case "$*" in *version_info*) echo 3 12;; *) echo "$@" >> {clone}/calls; {task};; esac'
    write_program(clone / ".venv" / "bin" / "python", script)


def calls(clone):
    """What the Python of write_venv was asked to do so far, a line for each task."""
    return (clone / "calls").read_text().splitlines()


def environment_without(prefix):
    """The environment, but for the variables whose names begin with `prefix`."""
    return {name: value for name, value in os.environ.items() if not name.startswith(prefix)}


def failure(set_up):
    """The one line with which set-up ends."""
    with pytest.raises(SystemExit) as ending:
        set_up.main()
    line = ending.value.code
    assert isinstance(line, str) and line.strip() and "\n" not in line
    return line


def test_a_second_run_installs_nothing(clone, set_up):
    write_venv(clone)
    set_up.main()
    first = calls(clone)
    assert ["ensurepip" in first[0], "requirements.lock" in first[1], "--editable" in first[2]] == [True] * 3
    set_up.main()
    assert calls(clone) == first


@pytest.mark.parametrize("file", ["requirements.lock", "pyproject.toml"])
def test_a_change_of_the_lock_or_the_metadata_installs_again(clone, set_up, file):
    write_venv(clone)
    set_up.main()
    (clone / file).write_text("# changed\n")
    set_up.main()
    assert len(calls(clone)) == 6


def test_a_run_cut_short_is_taken_up_again(clone, set_up):
    write_venv(clone, task='case "$*" in *--editable*) kill -9 $$;; esac')
    failure(set_up)
    write_venv(clone)
    set_up.main()
    assert len(calls(clone)) == 6
    assert (clone / ".venv" / "set-up.stamp").exists()


def test_a_venv_whose_python_is_gone_is_made_anew(clone, set_up, monkeypatch):
    write_venv(clone)
    set_up.main()
    (clone / ".venv" / "bin" / "python").unlink()
    monkeypatch.setattr(set_up, "make_venv", lambda: write_venv(clone))
    set_up.main()
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


def test_old_pythons_can_read_the_file():
    source = (ROOT / "tools" / "set_up.py").read_text()
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
    assert failure(set_up).startswith("1.0 GB of disk are free and 2.5 needed. Free some")
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
    script = [sys.executable, clone / "tools" / "set_up.py"]
    run = subprocess.run(script, env=environment, capture_output=True, text=True)
    assert run.returncode == 1
    advice = "Check the network, then run make again (set-up.log has the details).\n"
    assert run.stderr == f"pip cannot reach its packages. {advice}"
    assert "numpy==2.4.6" in (clone / "set-up.log").read_text()
    assert not (clone / ".venv" / "set-up.stamp").exists()


@pytest.mark.skipif(not shutil.which("make"), reason="make is not here")
def test_make_without_any_python_goes_no_further(clone):
    make = ["make", "test", "PYTHON=no-such-python"]
    environment = environment_without("MAKE")  # of the make that runs this test
    run = subprocess.run(make, cwd=clone, env=environment, capture_output=True, text=True)
    line, from_make = run.stderr.splitlines()
    assert line.startswith("There is no no-such-python here. Install Python 3.11 to 3.14")
    assert "set-up] Error 1" in from_make
    assert (run.returncode, run.stdout) == (2, "")

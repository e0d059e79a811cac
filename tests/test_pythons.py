"""tools/pythons.py: which Python really runs, in the version that is wanted."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
import pythons

pytestmark = pytest.mark.skipif(os.name == "nt", reason="its programs are scripts of sh, and Windows uses conda")


def write_program(path, script):
    """Make `path` a program: the lines of `script` in sh."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_a_program_that_only_says_it_is_not_there_is_passed_over_for_the_next_of_its_name(tmp_path, monkeypatch):
    write_program(tmp_path / "shims" / "python3.13", 'echo "python3.13: command not found" >&2; exit 127')
    write_program(tmp_path / "liars" / "python3.13", "echo 3 12")
    real = write_program(tmp_path / "real" / "python3.13", "echo 3 13")
    monkeypatch.setenv("PATH", os.pathsep.join(str(tmp_path / name) for name in ("shims", "none", "liars", "real")))
    assert len(pythons.on_path("python3.13")) == 3
    assert pythons.fitting(["python3.14", "python3.13"], (3, 13), (3, 13)) == [real]


def test_a_path_is_one_program_and_a_folder_is_none(tmp_path, monkeypatch):
    (tmp_path / "python3").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pythons.on_path("python3") == []
    assert pythons.fitting([sys.executable], sys.version_info[:2], (9, 9)) == [sys.executable]


def test_what_does_not_run_has_no_version_and_makes_no_environments(tmp_path):
    broken = write_program(tmp_path / "python", "exit 1")
    assert pythons.version_of(broken) == pythons.version_of(tmp_path / "nothing") == ()
    assert not pythons.makes_environments(broken)
    assert pythons.version_of(sys.executable) == sys.version_info[:2]
    assert pythons.makes_environments(sys.executable)


def test_versions_as_people_write_them():
    assert pythons.dotted((3, 13)) == "3.13"

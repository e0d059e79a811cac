"""The notebook at work: progress, and the version it belongs to."""

import os
import subprocess
import sys

import pytest

from gradually.course.page import session


@pytest.mark.parametrize(("disabled", "bar"), [("", True), ("1", False)])
def test_a_progress_bar_is_for_a_person_and_absent_from_stored_outputs(disabled, bar):
    code = "from gradually.course.page.session import progress; print(sum(progress(range(4), 'adding')))"
    environment = {**os.environ, "TQDM_DISABLE": disabled}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.endswith("6\n")
    assert ("adding: 100%" in run.stdout) == bar
    assert run.stderr == ""


def test_a_notebook_beside_a_package_of_another_version_says_so_in_one_line(monkeypatch, capsys):
    monkeypatch.setattr(session, "version", lambda name: "0.2.0")
    session.expect_version("0.2.0")
    assert capsys.readouterr().out == ""
    session.expect_version("0.1.0")
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "version 0.1.0" in said
    assert "version 0.2.0 is installed" in said

"""A fork's address, and a new version, get into every badge, link and set-up cell by one command."""

import re
import shutil
import subprocess
import sys

import pytest

from gradually.course.growth import NOTEBOOKS

ROOT = NOTEBOOKS.parent
STAMPED = ["pyproject.toml", "README.md", *(f"notebooks/{path.name}" for path in sorted(NOTEBOOKS.glob("*.ipynb")))]


@pytest.fixture
def copy(tmp_path):
    (tmp_path / "tools").mkdir()
    (tmp_path / "notebooks").mkdir()
    for name in [*STAMPED, "tools/repository.py"]:
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(copy, *arguments):
    command = [sys.executable, str(copy / "tools" / "repository.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True)


def site(slug):
    return "https://{}.github.io/{}".format(*slug.split("/"))


def texts(copy):
    return {name: (copy / name).read_bytes().decode() for name in STAMPED}


@pytest.mark.parametrize(
    "address", ["https://github.com/some-school/our.fork", "https://github.com/other-school/fork.git"]
)
def test_a_forks_address_gets_everywhere_and_a_second_time_changes_nothing(copy, address):
    before = texts(copy)
    assert run(copy, address).stdout.split() == STAMPED
    after = texts(copy)
    slug = re.fullmatch(r"https://github\.com/(.+?)(?:\.git)?", address)[1]
    old = re.search(r'Repository = "https://github\.com/(.+)"', before["pyproject.toml"])[1]
    for name in STAMPED:
        assert old not in after[name], name
        assert old.replace("/", "%2F") not in after[name], name
        assert after[name].count(slug) >= before[name].count(old) > 0, name
        assert site(old) not in after[name], name
        assert after[name].count(site(slug)) == before[name].count(site(old)), name
        back = after[name].replace(site(slug), site(old)).replace(slug, old)
        back = back.replace(slug.replace("/", "%2F"), old.replace("/", "%2F"))
        assert back == before[name]
    assert run(copy, address).stdout == "nothing to change\n"
    run(copy, f"https://github.com/{old}")
    assert texts(copy) == before


def test_a_new_version_gets_into_badges_and_set_up_cells(copy):
    pyproject = copy / "pyproject.toml"
    old = re.search(r'^version = "(.+)"', pyproject.read_text(), re.MULTILINE)[1]
    pyproject.write_text(pyproject.read_text().replace(f'version = "{old}"', 'version = "7.6.5"'))
    assert run(copy).returncode == 0
    for name, text in texts(copy).items():
        assert not re.search(rf"(?:/|@|=)v{re.escape(old)}\b", text), name
        if name.endswith("ipynb"):
            assert "@v7.6.5" in text
            assert r"expect_version(\"7.6.5\")" in text


@pytest.mark.parametrize(
    "junk", ["gradually", "https://gitlab.com/a/b", "https://github.com/a", "https://github.com/a/b c"]
)
def test_what_is_no_address_is_refused_and_nothing_changes(copy, junk):
    before = texts(copy)
    done = run(copy, junk)
    assert done.returncode == 2
    assert "https://github.com/OWNER/NAME" in done.stderr
    assert texts(copy) == before

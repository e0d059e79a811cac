"""What the web site is built from, as far as that can be told without building it: `make site-test` opens it."""

import json
import re
import sys
import tomllib
import zipfile

import pytest
import yaml

from gradually.course.growth import NOTEBOOKS, all_notebooks

ROOT = NOTEBOOKS.parent
SOURCES = ROOT / "tools" / "site"


@pytest.fixture
def tools(monkeypatch):
    """Let the site's own modules be imported."""
    monkeypatch.syspath_prepend(str(SOURCES))
    for name in ("lock", "wheels", "join_notebooks"):
        monkeypatch.delitem(sys.modules, name, raising=False)


def test_no_source_names_a_chapter_by_its_number():
    names = {path.stem for path in all_notebooks()}
    for path in SOURCES.rglob("*"):
        if path.is_file() and path.suffix in {".py", ".md", ".js", ".css"}:
            text = path.read_text(encoding="utf-8")
            assert not [name for name in names if name in text], path


def test_versions_are_exact_and_no_address_of_a_registry_is_kept():
    pins = [line for line in (SOURCES / "requirements.txt").read_text().splitlines() if not line.startswith("#")]
    assert all(re.match(r"[\w.-]+==[\w.]+( ;.*)?$", pin) for pin in pins)
    package = json.loads((SOURCES / "package.json").read_text())
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in package["dependencies"].values())
    lock = json.loads((SOURCES / "package-lock.json").read_text())
    assert lock["packages"][""]["dependencies"] == package["dependencies"]
    assert "resolved" not in (SOURCES / "package-lock.json").read_text()


def test_the_site_is_put_on_the_web_only_after_its_tests_with_the_real_python():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "site.yml").read_text())
    assert any(step.get("run") == "make site-test CDN=1" for step in workflow["jobs"]["build"]["steps"])
    assert workflow["jobs"]["deploy"]["needs"] == "build"
    assert workflow[True]["push"] == {"tags": ["v*"]}  # YAML reads `on` as true


def test_the_front_page_and_the_preview_take_figures_that_the_notebooks_have():
    wanted = re.findall(r"\{stored-output\} (.+)", (SOURCES / "book" / "index.md").read_text(encoding="utf-8"))
    wanted += re.findall(r'^PREVIEW = "(.+)"', (SOURCES / "build.py").read_text(encoding="utf-8"), re.MULTILINE)
    cells = {
        "".join(cell["source"])
        for path in all_notebooks()
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    }
    assert len(wanted) == 2
    assert set(wanted) <= cells


def test_a_wheel_is_the_same_each_time_and_lists_its_files(tools, tmp_path):
    import wheels

    files = {"thing/__init__.py": b"x = 1\n"}
    first = wheels.write(tmp_path, "thing", "1.0", files).read_bytes()
    path = wheels.write(tmp_path, "thing", "1.0", files)
    assert path.read_bytes() == first
    with zipfile.ZipFile(path) as archive:
        record = archive.read("thing-1.0.dist-info/RECORD").decode().splitlines()
        assert {line.split(",")[0] for line in record} == set(archive.namelist())


def test_the_lock_gets_the_course_and_says_what_is_missing(tools, tmp_path):
    import lock
    import wheels

    packages = {name: {"name": name, "file_name": f"{name}.whl", "depends": []} for name in lock.NEEDS["gradually"]}
    (tmp_path / "in.json").write_text(json.dumps({"packages": packages}))
    (tmp_path / "wheels").mkdir()
    for name in ("gradually", "ipykernel", "pyodide_kernel", "comm"):
        wheels.write(tmp_path / "wheels", name, "1.0", {f"{name}/__init__.py": b""})
    lock.write(tmp_path / "in.json", tmp_path / "wheels", tmp_path / "out", "https://cdn.example/")
    written = json.loads((tmp_path / "out" / "pyodide-lock.json").read_text())["packages"]
    assert written["numpy"]["file_name"] == "https://cdn.example/numpy.whl"
    assert written["gradually"]["file_name"] == "gradually-1.0-py3-none-any.whl"
    assert written["pyodide-kernel"]["imports"] == ["pyodide_kernel"]
    (tmp_path / "wheels" / "comm-1.0-py3-none-any.whl").unlink()
    with pytest.raises(LookupError, match="comm"):
        lock.write(tmp_path / "in.json", tmp_path / "wheels", tmp_path / "again", "https://cdn.example/")


def test_texts_in_lines_are_joined_and_lists_stay_lists(tools):
    import join_notebooks

    notebook = {"cells": [{"source": ["a\n", "b"], "metadata": {"tags": ["exercise"]}, "outputs": []}]}
    joined = {"cells": [{"source": "a\nb", "metadata": {"tags": ["exercise"]}, "outputs": []}]}
    assert join_notebooks.joined(notebook) == joined


def test_what_the_browsers_python_needs_is_what_the_package_needs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = {re.match(r"[\w-]+", line)[0] for line in project["dependencies"]}
    text = (SOURCES / "lock.py").read_text(encoding="utf-8")
    listed = set(re.findall(r'"([\w-]+)"', re.search(r'"gradually": \[(.*?)\]', text, re.DOTALL)[1]))
    assert needs <= listed

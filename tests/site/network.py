"""Pyodide's public address without a network: its core from npm, its pure packages from the registry, and stand-ins."""

import hashlib
import json
import re
import shutil
import subprocess
import sys

import stand_ins
import wheels
from lite import NPM, PRELOADED
from settings import WORK

FOLDER = WORK / "cdn"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
STAMP = FOLDER / "stamp"


def lay_out(site):
    """Fill FOLDER with what `site` will ask of the public address, unless that is done."""
    text = (site / "lite" / "static" / "pyodide-lock" / "pyodide-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    wanted = closure(PRELOADED, packages)
    plan = json.dumps([wanted, sorted(stand_ins.PACKAGES)])
    if STAMP.exists() and STAMP.read_text() == plan:
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    for name in CORE:
        shutil.copy(NPM / "pyodide" / name, FOLDER)
    for package in stand_ins.PACKAGES:
        wheels.write(FOLDER, *package, stand_ins.files(package))
    stood_in_for = {name for name, _ in stand_ins.PACKAGES}
    pure = [name for name in wanted if is_pure(packages[name]) and name not in stood_in_for]
    download([f"{name}=={packages[name]['version']}" for name in pure])
    STAMP.write_text(plan)


def closure(names, packages):
    """Return the names and all that they need, sorted, of what is not on the site itself."""
    found, todo = set(), list(names)
    while todo:
        name = lock_name(todo.pop())
        if name not in found:
            found.add(name)
            todo += packages[name]["depends"]
    return sorted(name for name in found if packages[name]["file_name"].startswith("https:"))


def is_pure(package):
    """Tell whether a package is Python alone, which every registry has."""
    return package["file_name"].endswith("none-any.whl")


def lock_name(name):
    """Return a package's name as the lock spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def download(requirements):
    """Get the wheels of exact versions, without what they need."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    subprocess.run(
        [*command, "--python-version", "3.14", "--platform", "any", "--dest", str(FOLDER), *requirements], check=True
    )


def answered_lock(site):
    """Return the site's lock with the hashes of the files in FOLDER, and without what cannot be had here."""
    text = (site / "lite" / "static" / "pyodide-lock" / "pyodide-lock.json").read_text(encoding="utf-8")
    answered = json.loads(text)
    here = {lock_name(path.name.split("-")[0]): path for path in FOLDER.glob("*.whl")}
    packages = answered["packages"]
    for name, package in packages.items():
        if name in here:
            package["file_name"] = package["file_name"].rpartition("/")[0] + "/" + here[name].name
            package["sha256"] = hashlib.sha256(here[name].read_bytes()).hexdigest()
    for package in packages.values():
        package["depends"] = [
            name
            for name in map(lock_name, package["depends"])
            if name in here or not packages[name]["file_name"].startswith("https:")
        ]
    return json.dumps(answered)

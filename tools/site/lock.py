"""Pyodide's lock file with the course in it: then `import gradually` alone brings the course into a browser."""

import hashlib
import json
import re
import shutil
import zipfile

# What our wheels need there. Their own metadata also name what a browser does without, such as a kernel's sockets.
NEEDS = {
    "gradually": ["graphviz", "gradually-viz", "ipython", "matplotlib", "micrograd", "numpy", "pillow", "tqdm"],
    "ipykernel": ["pyodide-kernel"],
    "pyodide-kernel": ["comm", "ipython"],
}


def write(pyodide_lock, wheels, folder, cdn):
    """Write into `folder` the lock, with Pyodide's packages at `cdn`, and the wheels beside it.

    LookupError if a wheel needs what the lock does not have.
    """
    lock = json.loads(pyodide_lock.read_text(encoding="utf-8"))
    folder.mkdir(parents=True)
    for package in lock["packages"].values():
        package["file_name"] = cdn + package["file_name"]
    for wheel in sorted(wheels.glob("*.whl")):
        shutil.copy(wheel, folder)
        package = entry(wheel)
        lock["packages"][package["name"]] = package
    for name in NEEDS:
        if missing := [needed for needed in lock["packages"][name]["depends"] if needed not in lock["packages"]]:
            raise LookupError(f"{name} needs {missing}, which the lock does not have")
    (folder / "pyodide-lock.json").write_text(json.dumps(lock, separators=(",", ":")), encoding="utf-8")


def entry(wheel):
    """Return what a lock says of a wheel."""
    name, version = wheel.name.split("-")[:2]
    name = re.sub(r"[-_.]+", "-", name).lower()
    return {
        "name": name,
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": top_modules(wheel),
        "depends": NEEDS.get(name, []),
        "unvendored_tests": False,
    }


def top_modules(wheel):
    """Return the names that a wheel lets one import."""
    with zipfile.ZipFile(wheel) as archive:
        modules = [name for name in archive.namelist() if name.endswith(".py") and ".dist-info/" not in name]
    return sorted({name.split("/")[0].removesuffix(".py") for name in modules})

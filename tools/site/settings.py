"""What the parts of the site share: where things are, which versions belong together, and the addresses."""

import json
import re
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / ".site"  # the environment, npm's packages, and what is built on the way
SITE = ROOT / "site"  # the result
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
VERSION = PROJECT["version"]
REPOSITORY = PROJECT["urls"]["Repository"].removeprefix("https://github.com/")  # OWNER/NAME
ADDRESS = PROJECT["urls"]["Homepage"].rstrip("/")
NOTEBOOKS = f"gradually-{VERSION}"  # their folder in JupyterLite: a saved copy never hides those of a newer version

PYODIDE = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]["pyodide"]
CDN = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE}/full/"  # the one place that a visitor's Python comes from


def locked(name):
    """Return `name==version` as requirements.lock, the course's own, has it."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return re.search(rf"^{re.escape(name)}==\S+", lock, re.MULTILINE)[0]

"""Build the course's web site into site/: the book, its live pages, and JupyterLite.

    python tools/site/build.py

It needs npm, makes an environment of its own in .site/ the first time, and takes everything else from the notebooks,
the README and the package. Standard library only; what needs more runs in that environment.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time

import lite
from settings import CHAPTERS, HERE, ROOT, SITE, WORK

ENVIRONMENT = lite.ENVIRONMENT
PYTHON = ENVIRONMENT / "bin" / "python"
NPM = WORK / "npm"
SOURCES = WORK / "book"
PREVIEW = "film.stills()"  # the cell whose picture goes along with a link
USELESS = ("*.map", "webfonts", "*.LICENSE.txt")  # of the theme's files: read by no page


def main():
    """Build the site, and say what it weighs."""
    begun = time.time()
    if not shutil.which("npm"):
        sys.exit("The site needs npm, which comes with Node.js 20 or newer: install that, then run make again.")
    WORK.mkdir(exist_ok=True)
    once(HERE / "requirements.txt", ENVIRONMENT, install_python)
    once(HERE / "package-lock.json", NPM, install_npm)
    shutil.rmtree(SITE, ignore_errors=True)
    book()
    lite.build(SITE)
    (SITE / ".nojekyll").touch()  # GitHub's pages else leave out folders that begin with _
    size = sum(path.stat().st_size for path in SITE.rglob("*") if path.is_file())
    print(f"site/ is built: {size / 1e6:.0f} MB, after {time.time() - begun:.0f} seconds.")


def once(lock, folder, install):
    """Have `install` fill `folder` unless it was filled from this very `lock` before."""
    stamp, digest = folder / "stamp", hashlib.sha256(lock.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != digest:
        print(f"Filling {folder.relative_to(ROOT)}, as {lock.relative_to(ROOT)} says.", flush=True)
        install(lock)
        stamp.write_text(digest)


def install_python(lock):
    """Make the environment that builds and tests the site."""
    run(sys.executable, "-m", "venv", "--clear", ENVIRONMENT)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", lock)


def install_npm(lock):
    """Lay npm's packages into their folder, in the exact versions of the lock."""
    NPM.mkdir(exist_ok=True)
    for name in ("package.json", lock.name):
        shutil.copy(HERE / name, NPM)
    run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error", folder=NPM)


def book():
    """Make the pages: sources together in one folder, then Sphinx, then out with what no page reads."""
    for folder in (SOURCES, WORK / "pages"):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / "book", SOURCES, ignore=shutil.ignore_patterns("__pycache__"))
    for path in [*CHAPTERS, ROOT / "notebooks" / "glossary.md"]:
        shutil.copy(path, SOURCES)
    (SOURCES / "static" / "preview.png").write_bytes(stored_picture(PREVIEW))
    bundle_editor(SOURCES / "static" / "editor.js")
    command = [PYTHON, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going", "--builder", "html"]
    run(*command, "--doctree-dir", WORK / "doctrees", SOURCES, WORK / "pages", environment={"PYTHONPATH": str(HERE)})
    shutil.copytree(WORK / "pages", SITE)
    for pattern in USELESS:
        for path in list((SITE / "_static").rglob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in (".buildinfo", "objects.inv"):
        (SITE / name).unlink(missing_ok=True)


def bundle_editor(path):
    """Write the editor of live pages, with all that it needs of npm, as one file."""
    shutil.copy(HERE / "editor.js", NPM)
    options = ["--bundle", "--minify", "--format=esm", "--legal-comments=inline", "--log-level=warning"]
    run(NPM / "node_modules" / ".bin" / "esbuild", "editor.js", *options, f"--outfile={path}", folder=NPM)


def stored_picture(code):
    """Return the PNG that the first cell whose source is `code` shows; LookupError if no notebook has it."""
    for path in CHAPTERS:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if "".join(cell["source"]).strip() == code:
                (picture,) = (output["data"]["image/png"] for output in cell["outputs"])
                return base64.b64decode("".join(picture))
    raise LookupError(f"no notebook has a cell {code!r}")


def run(*command, folder=ROOT, environment=()):
    """Run a command; if it fails, end with its exit status, as it has said why."""
    done = subprocess.run([str(part) for part in command], cwd=folder, env=os.environ | dict(environment))
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    main()

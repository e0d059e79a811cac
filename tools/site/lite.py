"""JupyterLite with the course in it: Jupyter in the browser alone, nothing to install, the notebooks to keep."""

import json
import os
import re
import shutil
import subprocess

import join_notebooks
import lock
import wheels
from settings import CDN, CHAPTERS, HERE, NOTEBOOKS, ROOT, VERSION, WORK, locked

ENVIRONMENT = WORK / "environment"
NPM = WORK / "npm" / "node_modules"
WHEELS = WORK / "wheels"
FOLDER = WORK / "lite"
LOCK = "pyodide-lock"  # the folder of the lock and the wheels, which live pages use as well
KERNEL = ENVIRONMENT / "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static"
FROM_THE_COURSES_LOCK = ("comm", "graphviz", "micrograd")  # pure Python, and not in Pyodide's own lock
PRELOADED = ["micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython", "gradually"]


def build(site):
    """Write JupyterLite into `site`/lite, and the lock file that the live pages use, too."""
    check_versions()
    make_wheels()
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(HERE / "lite", FOLDER)
    join_notebooks.copy(CHAPTERS, FOLDER / "contents" / NOTEBOOKS)
    (FOLDER / "jupyter-lite.json").write_text(json.dumps(settings(), indent=1), encoding="utf-8")
    command = [ENVIRONMENT / "bin" / "jupyter-lite", "build", "--output-dir", site / "lite"]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, env=quiet_environment())
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    lock.write(NPM / "pyodide" / "pyodide-lock.json", WHEELS, site / "lite" / "static" / LOCK, CDN)


def quiet_environment():
    """Return the environment with the site's own programs first, and Jupyter's folders out of HOME."""
    path = f"{ENVIRONMENT / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {"PATH": path, "JUPYTER_CONFIG_DIR": str(WORK / "jupyter")}


def check_versions():
    """Raise SystemExit unless JupyterLite's kernel was made for the Pyodide that package.json names."""
    named = {
        version
        for script in KERNEL.glob("*.js")
        for version in re.findall(r"/pyodide/v([\d.]+)/full", script.read_text(encoding="utf-8"))
    }
    wanted = re.search(r"/v([\d.]+)/", CDN)[1]
    if named != {wanted}:
        raise SystemExit(f"tools/site/package.json has Pyodide {wanted}, and JupyterLite's kernel {sorted(named)}.")


def make_wheels():
    """Lay into one folder the wheels that a browser needs and Pyodide's lock does not have."""
    shutil.rmtree(WHEELS, ignore_errors=True)
    WHEELS.mkdir(parents=True)
    pip = [ENVIRONMENT / "bin" / "python", "-m", "pip", "--quiet", "--disable-pip-version-check"]
    names = [locked(name) for name in FROM_THE_COURSES_LOCK]
    commands = [
        ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", WHEELS, package_alone()],
        ["download", "--no-deps", "--only-binary", ":all:", "--dest", WHEELS, *names],
    ]
    for command in commands:
        subprocess.run([*pip, *command], check=True)
    for kind in ("ipykernel", "piplite", "pyodide_kernel"):
        (wheel,) = (KERNEL / "pypi").glob(f"{kind}-*.whl")
        shutil.copy(wheel, WHEELS)
    files = {f"gradually_viz/{path.name}": path.read_bytes() for path in (HERE / "viz").iterdir() if path.is_file()}
    files["gradually_viz/viz-global.js"] = (NPM / "@viz-js/viz/dist/viz-global.js").read_bytes()
    wheels.write(WHEELS, "gradually_viz", VERSION, files)


def package_alone():
    """Return a fresh copy of what the course is built from: in the tree an earlier build may have left files."""
    folder = WORK / "package"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("*.egg-info", "__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    return folder


def settings():
    """Return JupyterLite's settings: where Python comes from, and what it has from the start."""
    kernel = {
        "pyodideUrl": f"{CDN}pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"lockFileURL": f"./static/{LOCK}/pyodide-lock.json", "packages": PRELOADED},
    }
    data = {
        "appName": "Gradually",
        "exposeAppInBrowser": True,
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel},
    }
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}

"""A real JupyterLab on a copy of the notebooks, and a real browser that opens them: `make browser`."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from gradually.course.growth import NOTEBOOKS

PAGES = Path(__file__).parent / "pages"  # screenshots, for people to look at
SETTINGS = {  # a fresh, quiet JupyterLab: the whole notebook in the page, no question about news, no autosave
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
}
WIDE = {"width": 1200, "height": 900}
RUN_TIMEOUT = 300_000  # milliseconds for a whole notebook


@pytest.fixture(scope="session")
def chromium():
    """Return the path of a Chromium; without one the tests are skipped."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium is installed here (apt-get install chromium)")


@pytest.fixture(scope="session")
def lab(tmp_path_factory, chromium):
    """Start JupyterLab on a copy of the notebooks, untrusted as in a fresh clone; return the address of each."""
    home = tmp_path_factory.mktemp("home")
    root = home / "notebooks"
    shutil.copytree(NOTEBOOKS, root, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    for name, value in SETTINGS.items():
        path = home / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value))
    folders = {"JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces"}
    folders |= {f"JUPYTER_{kind.upper()}_DIR": kind for kind in ("config", "runtime", "data")}
    environment = os.environ | {name: str(home / folder) for name, folder in folders.items()}
    token, port = secrets.token_hex(16), free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser"]
    command += ["--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"]
    command += [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={root}"]
    with (home / "lab.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/api/status?token={token}", server, home / "lab.log")
        yield lambda notebook: f"{address}/lab/tree/{notebook}?reset&token={token}"
    finally:
        server.terminate()
        server.wait(30)


def free_port():
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address, server, log):
    """Return when `address` answers; fail, with the server's log, if the server ends or half a minute passes."""
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=1)
            return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser(chromium):
    """Start the browser."""
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        started = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield started.new_context(viewport=WIDE)
        started.close()


@dataclass
class Visit:
    """A notebook open in the browser, and the errors that its scripts raised."""

    path: Path
    page: object
    script_errors: list = field(default_factory=list)

    def ask(self, script, *arguments):
        """Return what a JavaScript function answers in the page."""
        return self.page.evaluate(script, *arguments)

    def screenshot(self, name):
        """Keep a picture of what the page shows, under pages/."""
        PAGES.mkdir(exist_ok=True)
        self.page.screenshot(path=PAGES / f"{self.path.stem}-{name}.png")


@pytest.fixture(scope="module")
def visit(request, lab, browser):
    """Open the notebook that is the parameter, and close it after its tests."""
    page = browser.new_page()
    page.set_default_timeout(RUN_TIMEOUT)
    visited = Visit(request.param, page)
    page.on("pageerror", lambda error: visited.script_errors.append(str(error)[:200]))
    page.goto(lab(request.param.name))
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
    page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.context?.isReady")
    page.wait_for_timeout(2500)  # the formulas
    yield visited
    page.close()

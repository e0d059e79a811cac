"""The built site, served as GitHub serves it, and a Chromium that reaches nothing else: `make site-test`."""

import functools
import http.server
import os
import shutil
import sys
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "site"))

import network
from settings import CDN, SITE

WITH_CDN = bool(os.environ.get("CDN"))  # ask the public address itself
PICTURES = Path(__file__).parent / "pages"  # screenshots, for people to look at
BELOW = "/gradually"  # GitHub serves a project's site in a folder
TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm"}
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 120_000  # milliseconds for one thing to happen: a kernel that died looks like one that is slow


class Handler(http.server.SimpleHTTPRequestHandler):
    """The site below BELOW, and nothing beside it."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | TYPES

    def translate_path(self, path):
        """Return the file for an address, or one that does not exist if it is not of the site."""
        return super().translate_path(path.removeprefix(BELOW) if path.startswith(f"{BELOW}/") else "/nowhere")

    def log_message(self, *args):
        """Keep quiet."""


@pytest.fixture(scope="session")
def address():
    """Serve the site on this machine, and return its address."""
    handler = functools.partial(Handler, directory=str(SITE))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BELOW}/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser():
    """Return a Chromium; without one the tests are skipped."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if not path:
        pytest.skip("no Chromium is installed here (apt-get install chromium)")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


@pytest.fixture(scope="session")
def answers():
    """Return what answers for Pyodide's public address: (the lock, a function for its files), or None with CDN=1."""
    if WITH_CDN:
        return None
    network.lay_out(SITE)
    return network.answered_lock(SITE), functools.partial(from_folder, network.FOLDER)


def from_folder(folder, route):
    """Answer a request to the public address from a folder."""
    path = folder / route.request.url.removeprefix(CDN).split("?")[0]
    if not path.is_file():
        return route.abort()
    kind = TYPES.get(path.suffix, "application/octet-stream")
    route.fulfill(body=path.read_bytes(), headers={"access-control-allow-origin": "*", "content-type": kind})


class Visit:
    """A page of the site in the browser, and what went wrong on it."""

    def __init__(self, context, address):
        self.address, self.context = address, context
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.faults, self.asked = [], []
        self.page.on("console", lambda message: message.type == "error" and self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.outside = []  # addresses that it asked for and should not have

    def open(self, name):
        """Open a page of the site by its name, and return it."""
        self.page.goto(self.address + name)
        return self.page


@pytest.fixture
def visit(browser, address, answers):
    """Return what opens a page: visit(), or visit(viewport=PHONE, color_scheme="dark"); any fault fails the test."""
    visits = []

    def new(expect_faults=False, **options):
        context = browser.new_context(**{"viewport": WIDE, **options})
        made = Visit(context, address)
        made.expect_faults = expect_faults
        visits.append(made)
        if answers:
            lock, from_cdn = answers
            context.route("https://**", lambda route: (made.outside.append(route.request.url), route.abort()))
            context.route(f"{CDN}**", from_cdn)
            context.route("**/pyodide-lock.json*", lambda route: route.fulfill(body=lock, content_type=TYPES[".js"]))
        return made

    yield new
    for made in visits:
        made.context.close()
        assert made.outside == []
        assert made.expect_faults or made.faults == []

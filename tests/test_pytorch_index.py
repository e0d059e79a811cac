"""tools/pytorch_index.py: where PyTorch comes from, tried on small package indexes that are served on 127.0.0.1."""

import os
import platform
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
import pytorch_index

has_nvidia_card = pytorch_index.has_nvidia_card  # as it is without the tests' own machine
VERSION = "2.13.0"
TAG = f"cp{sys.version_info[0]}{sys.version_info[1]}"
WHEEL = f"torch-{VERSION}+cpu-{TAG}-{TAG}-linux_{platform.machine()}.whl"
LINK = f'<a href="/whl/cpu/{WHEEL.replace("+", "%2B").replace("linux", "manylinux_2_28")}#sha256=0123">torch</a>'
LOGIN = f"<html><h1>Welcome to the hotel</h1><p>Sign in, then have your torch-{VERSION}</p><form></form></html>"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere pip's choice is small already")


@pytest.fixture(autouse=True)
def ordinary_machine(monkeypatch):
    """No wish, no card, no settings of pip, no proxy: as on most machines."""
    for name in [name for name in os.environ if name.startswith("PIP_") or name == "TORCH"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(pytorch_index, "has_nvidia_card", lambda: False)


@pytest.fixture
def serve(monkeypatch):
    """A function that makes CPU_INDEX a server on 127.0.0.1 with this handler of requests, and returns its address."""
    servers = []

    def start(handler):
        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=servers[-1].serve_forever, args=[0.05], daemon=True).start()
        monkeypatch.setattr(pytorch_index, "CPU_INDEX", f"http://127.0.0.1:{servers[-1].server_port}/cpu")
        return pytorch_index.CPU_INDEX

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def answering(status, page, path="/cpu/torch/"):
    """A handler that answers every request with `status` and `page`, and one for another path than `path` with 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status if self.path == path else 404)
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *words):
            """Say nothing."""

    return Handler


def choose():
    return pytorch_index.choose(VERSION, sys.executable)


def assert_usual_place(reason):
    """Check that pip is left to choose, and that one line says why, what that means and what else can be done."""
    index, line = choose()
    assert index is None
    assert line.startswith(f"{reason}, so PyTorch comes from pip's usual place and may bring gigabytes")
    assert line.endswith("TORCH=cpu make lab")
    assert "\n" not in line


# --- what answers ---


def test_an_index_that_answers_is_taken_without_a_word(serve):
    address = serve(answering(200, LINK))
    assert choose() == (address, "")


@pytest.mark.parametrize("status", [403, 404, 500])
def test_an_index_that_refuses_an_answer(serve, status):
    address = serve(answering(status, LINK))
    assert_usual_place(f"{address} does not answer")


def test_an_index_that_refuses_the_connection(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as once_here:
        address = f"http://127.0.0.1:{once_here.getsockname()[1]}/cpu"
    monkeypatch.setattr(pytorch_index, "CPU_INDEX", address)
    assert_usual_place(f"{address} does not answer")


def test_a_server_that_is_silent_is_given_five_seconds(monkeypatch):
    assert pytorch_index.SECONDS == 5
    monkeypatch.setattr(pytorch_index, "SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/cpu"
        monkeypatch.setattr(pytorch_index, "CPU_INDEX", address)
        begun = time.perf_counter()
        assert_usual_place(f"{address} does not answer")
    assert 0.4 < time.perf_counter() - begun < 3


def test_a_server_that_answers_in_drips_is_given_no_longer(serve, monkeypatch):
    ended = threading.Event()

    class Drips(answering(200, "")):
        def do_GET(self):
            super().do_GET()
            while not ended.wait(0.05):
                self.wfile.write(b" ")

    monkeypatch.setattr(pytorch_index, "SECONDS", 0.5)
    address = serve(Drips)
    begun = time.perf_counter()
    assert_usual_place(f"{address} does not answer")
    assert time.perf_counter() - begun < 3
    ended.set()


@pytest.mark.parametrize("page", [LOGIN, LINK.replace(VERSION, "2.12.1"), ""])
def test_a_page_that_is_no_index_or_lacks_our_version(serve, page):
    address = serve(answering(200, page))
    assert_usual_place(f"{address} has no PyTorch {VERSION} for this machine")


def test_an_answer_that_is_not_http(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as babbler:

        def babble():
            connection, _ = babbler.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"SSH-2.0-OpenSSH\r\n\r\n")

        threading.Thread(target=babble, daemon=True).start()
        address = f"http://127.0.0.1:{babbler.getsockname()[1]}/cpu"
        monkeypatch.setattr(pytorch_index, "CPU_INDEX", address)
        assert_usual_place(f"{address} does not answer")


def test_a_wheel_fits_one_version_one_python_and_one_kind_of_machine(monkeypatch):
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    name = "torch-2.13.0%2Bcpu-cp313-cp313-manylinux_2_28_x86_64.whl"
    fits = [name, name.replace("%2B", "+"), name.replace("%2Bcpu", ""), name.replace("manylinux_2_28", "linux")]
    for right in fits:
        assert pytorch_index.has_wheel(f'<a href="../{right}#sha256=0">', "2.13.0", (3, 13))
        assert pytorch_index.has_wheel(f"<a href='{right}'>", "2.13.0", (3, 13))
    replaced = [("2.13.0", "12.13.0"), ("2.13.0", "2.13.0.1"), ("2.13.0", "2x13x0"), ("cpu", "cu130"), ("_64", "")]
    replaced += [("cp313-m", "cp313t-m"), ("cp313", "cp312"), ("x86_64", "aarch64"), ("manylinux_2_28", "win")]
    for old, new in [*replaced, ("torch", "torchaudio"), (".whl", ".whl.metadata")]:
        assert not pytorch_index.has_wheel(f'<a href="/whl/{name.replace(old, new)}">', "2.13.0", (3, 13))
    assert not pytorch_index.has_wheel(name, "2.13.0", (3, 13))


# --- what people have and want ---


def test_what_pip_chooses_can_be_asked_for_and_so_can_the_small_build(serve, monkeypatch):
    address = serve(answering(404, ""))
    monkeypatch.setenv("TORCH", "cpu")
    assert choose() == (address, "")
    monkeypatch.setenv("TORCH", "default")
    address = serve(answering(200, LINK))
    assert choose() == (None, "")


def test_where_the_usual_build_is_small_nothing_is_chosen(serve, monkeypatch):
    serve(answering(200, LINK))
    monkeypatch.setattr(sys, "platform", "darwin")
    assert choose() == (None, "")


def test_a_machine_with_an_nvidia_card(serve, monkeypatch):
    serve(answering(200, LINK))
    monkeypatch.setattr(pytorch_index, "has_nvidia_card", lambda: True)
    assert_usual_place("This machine has an NVIDIA card")


def test_a_card_is_known_by_its_driver_or_its_program(monkeypatch):
    there = set()
    monkeypatch.setattr(os.path, "exists", there.__contains__)
    monkeypatch.setattr(pytorch_index.shutil, "which", lambda program: "a path" if program in there else None)
    assert not has_nvidia_card()
    for trace in ("/proc/driver/nvidia/version", "nvidia-smi"):
        there.clear()
        there.add(trace)
        assert has_nvidia_card()


@pytest.mark.parametrize(
    ("variable", "value", "respected"),
    [
        ("PIP_INDEX_URL", "https://mirror.example.org/simple", True),
        ("PIP_NO_INDEX", "1", True),
        ("PIP_EXTRA_INDEX_URL", "https://mirror.example.org/simple", False),
    ],
)
def test_an_index_that_somebody_has_set_is_respected(serve, monkeypatch, variable, value, respected):
    address = serve(answering(200, LINK))
    monkeypatch.setenv(variable, value)
    if respected:
        assert_usual_place("pip is set to an index of yours")
    else:
        assert choose() == (address, "")


def test_an_index_in_a_file_of_pip_is_respected(serve, tmp_path, monkeypatch):
    serve(answering(200, LINK))
    (tmp_path / "pip.conf").write_text("[install]\nindex-url = https://mirror.example.org/simple\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    assert_usual_place("pip is set to an index of yours")

"""Make .venv and install the course into it, with the extras asked for, unless that is done: what `make` does first.

    python tools/set_up.py lab torch                 what learners need: `make lab`
    python tools/set_up.py lab torch test bench      what the tests need as well: `make test`

The extras are those of pyproject.toml; requirements.lock says which versions they get. Old syntax and old modules only:
a Python that is too old for the course must get far enough to say so.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytorch_index
from pythons import answer, dotted, fitting, makes_environments, version_of

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
METADATA = ROOT / "pyproject.toml"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "set-up.stamp"
LOG = ROOT / "set-up.log"

OLDEST, NEWEST = (3, 11), (3, 14)  # what the packages in the lock are published for
PYTHONS = [sys.executable, "python3.14", "python3.13", "python3.12", "python3.11"]
SIZE, SIZE_WITH_TESTS = 1.3, 1.7  # of .venv in GB, measured with the CPU build of PyTorch
DOWNLOADS = 0.8  # GB, measured: at most 0.4, twice, as pip keeps a copy

# What a failed command may have printed, and what to do about it.
REMEDIES = [
    (r"no space left on device", "The disk is full. Free some space, then run make again."),
    (
        r"connection (broken|refused|reset)|timed out|name resolution|proxyerror|sslerror|from versions: none",
        f"pip cannot reach its packages. Check the network, then run make again ({LOG.name} has the details).",
    ),
]


class Trouble(Exception):
    """Why set-up cannot go on, in one line that says what to do."""


def main(extras):
    """Set up with `extras` if that is still to do; in trouble, print one line and exit with status 1."""
    try:
        if not set(extras) <= installed_extras():
            set_up(extras)
    except Trouble as trouble:
        sys.exit(str(trouble))
    except OSError as error:
        sys.exit(remedy(str(error)) or f"Set-up failed: {error}")
    except KeyboardInterrupt:
        sys.exit("\nStopped half-way. The next make carries on from here.")


def set_up(extras):
    """Make .venv and fill it; the stamp comes last, so that what was cut short is taken up again."""
    begun = time.time()
    size = SIZE_WITH_TESTS if "test" in extras else SIZE
    if not OLDEST <= version_of(VENV_PYTHON) <= NEWEST:
        make_venv(size + DOWNLOADS)
    print(f"Installing the course into .venv: the first time takes minutes and {size} GB of disk.", flush=True)
    run([VENV_PYTHON, "-m", "ensurepip", "--default-pip"])  # mends a pip that was itself cut short
    install(locked("setuptools"))  # it builds the package, which without isolation needs no network
    if "torch" in extras:
        install_small_torch()
    install("--constraint", LOCK.name, "--no-build-isolation", "--editable", f".[{','.join(extras)}]")
    STAMP.write_text("\n".join([fingerprint(), *sorted(installed_extras().union(extras))]))
    print(f"Ready after {time.time() - begun:.0f} seconds.", flush=True)


def make_venv(gigabytes):
    """Make an empty .venv in place of what is there; Trouble without a fitting Python or `gigabytes` of disk."""
    python = fitting_python()
    free = shutil.disk_usage(str(ROOT)).free / 1e9
    if free < gigabytes:
        raise Trouble(f"{free:.1f} GB of disk are free and {gigabytes:.1f} needed. Free some, then run make again.")
    print(f"Making .venv with Python {dotted(version_of(python))}.", flush=True)
    run([python, "-m", "venv", "--clear", "--without-pip", VENV])


def fitting_python():
    """The first of PYTHONS that the course supports and that can make a .venv; Trouble if there is none."""
    pythons = fitting(PYTHONS, OLDEST, NEWEST)
    if not pythons:
        raise Trouble(
            f"The course needs a Python from {dotted(OLDEST)} to {dotted(NEWEST)}, and this one is "
            f"{dotted(version_of(PYTHONS[0]))}. Install a fitting one, then run make again."
        )
    for python in pythons:
        if makes_environments(python):
            return python
    raise Trouble(
        f"{pythons[0]} lacks the module that makes a .venv. Install it (on Debian and Ubuntu: "
        f"sudo apt install python{dotted(version_of(pythons[0]))}-venv), then run make again."
    )


def install_small_torch():
    """Install the locked torch from PyTorch's index of CPU builds, unless one is there or pip is to choose."""
    torch = locked("torch")
    installed = "from importlib.metadata import version; print('torch==' + version('torch').split('+')[0])"
    if answer(VENV_PYTHON, "-c", installed).strip() == torch:
        return
    index, line = pytorch_index.choose(torch.split("==")[1], VENV_PYTHON)
    if line:
        print(line, flush=True)
    if index:  # for this package alone: all others come from the usual place
        install("--no-deps", "--index-url", index, torch)


def locked(package):
    """The lock's `package==version`."""
    return re.search(f"^{package}==[^ \n]+", LOCK.read_text(), re.MULTILINE)[0]


def install(*what):
    """Let .venv's pip install `what`; what is there already, in a version that fits, stays untouched."""
    pip = [VENV_PYTHON, "-m", "pip", "--disable-pip-version-check", "install"]
    # Python compiles a module when it is first imported; to compile all of them would take 0.2 GB more, and longer.
    run([*pip, "--no-compile", *what])


def installed_extras():
    """The extras with which .venv was set up, as it would be today; none if something has changed since."""
    lines = STAMP.read_text().splitlines() if STAMP.exists() else []
    return set(lines[1:]) if lines[:1] == [fingerprint()] else set()


def fingerprint():
    """A digest of all that decides what .venv holds: the lock, the metadata, .venv's place and its Python."""
    place_and_python = f"{VENV} {dotted(version_of(VENV_PYTHON))}".encode()
    return hashlib.sha256(LOCK.read_bytes() + METADATA.read_bytes() + place_and_python).hexdigest()


def run(command):
    """Run `command` in ROOT, its output in LOG and its latest line on the terminal; Trouble if it fails."""
    command = [str(word) for word in command]
    to_pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with LOG.open("wb") as log, subprocess.Popen(command, cwd=str(ROOT), **to_pipe) as process:
        for line in process.stdout:
            log.write(line)
            show(line.decode(errors="replace").strip())
    show("")
    if process.returncode:
        output = LOG.read_text(errors="replace")
        fault = last_error(output) or f"exit status {process.returncode}"
        raise Trouble(remedy(output) or f"Set-up failed: {fault} ({LOG.name} has the details).")


def show(line):
    """Show `line` in the place of the last one, as much as fits; nothing where no terminal is."""
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns - 1
        print("\r" + line[:width].ljust(width), end="\r", flush=True)


def remedy(output):
    """What to do after a command that failed with this `output`, or None if that is not known."""
    return next((advice for pattern, advice in REMEDIES if re.search(pattern, output, re.IGNORECASE)), None)


def last_error(output):
    """The last line of `output` that calls itself an error, or else the last line."""
    lines = output.strip().split("\n")
    return ([line for line in lines if line.lower().startswith("error")] or lines)[-1]


if __name__ == "__main__":
    main(sys.argv[1:])

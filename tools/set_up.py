"""Make .venv and install the course into it, unless that is done: the first step of `make lab` and `make test`.

Old syntax and old modules only: a Python that is too old for the course must get far enough to say so.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
METADATA = ROOT / "pyproject.toml"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "set-up.stamp"
LOG = ROOT / "set-up.log"

OLDEST, NEWEST = (3, 11), (3, 14)  # what the packages in the lock are published for
PYTHONS = [sys.executable, "python3.14", "python3.13", "python3.12", "python3.11"]
GIGABYTES = 2.5  # measured: 1.8 in .venv, and the downloads
SIZE = "2 GB"
if sys.platform.startswith("linux"):
    SIZE += " (6 GB if PyTorch brings CUDA: see README.md)"

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


def main():
    """Set up if that is still to do; in trouble, print one line and exit with status 1."""
    try:
        if not STAMP.exists() or STAMP.read_text() != fingerprint():
            set_up()
    except Trouble as trouble:
        sys.exit(str(trouble))
    except OSError as error:
        sys.exit(remedy(str(error)) or f"Set-up failed: {error}")
    except KeyboardInterrupt:
        sys.exit("\nStopped half-way. The next make carries on from here.")


def set_up():
    """Make .venv and fill it; the stamp comes last, so that what was cut short is taken up again."""
    begun = time.time()
    if not supported(version_of(VENV_PYTHON)):
        make_venv()
    print(f"Installing the course into .venv: the first time takes minutes and {SIZE}.", flush=True)
    run([VENV_PYTHON, "-m", "ensurepip", "--default-pip"])  # mends a pip that was itself cut short
    install = [VENV_PYTHON, "-m", "pip", "--disable-pip-version-check", "install"]
    run([*install, "--requirement", LOCK])
    # The lock holds setuptools, so without isolation the package itself needs no network.
    run([*install, "--no-deps", "--no-build-isolation", "--editable", ROOT])
    STAMP.write_text(fingerprint())
    print(f"Ready after {time.time() - begun:.0f} seconds.", flush=True)


def make_venv():
    """Make an empty .venv in place of what is there; Trouble without a fitting Python or room on the disk."""
    python = fitting_python()
    free = shutil.disk_usage(str(ROOT)).free / 1e9
    if free < GIGABYTES:
        raise Trouble(f"{free:.1f} GB of disk are free and {GIGABYTES} needed. Free some, then run make again.")
    print(f"Making .venv with Python {dotted(version_of(python))}.", flush=True)
    run([python, "-m", "venv", "--clear", "--without-pip", VENV])


def fitting_python():
    """The first of PYTHONS that the course supports and that can make a .venv; Trouble if there is none."""
    fitting = [python for python in PYTHONS if supported(version_of(python))]
    if not fitting:
        raise Trouble(
            f"The course needs a Python from {dotted(OLDEST)} to {dotted(NEWEST)}, and this one is "
            f"{dotted(version_of(PYTHONS[0]))}. Install a fitting one, then run make again."
        )
    for python in fitting:
        if answer(python, "import ensurepip, venv; print(ensurepip.version())"):
            return python
    raise Trouble(
        f"{fitting[0]} lacks the module that makes a .venv. Install it (on Debian and Ubuntu: "
        f"sudo apt install python{dotted(version_of(fitting[0]))}-venv), then run make again."
    )


def supported(version):
    """Whether the course's packages are published for Python `version`, a tuple such as (3, 13)."""
    return OLDEST <= version <= NEWEST


def version_of(python):
    """The version of the interpreter `python` as a tuple such as (3, 13), which is empty if there is none."""
    return tuple(map(int, answer(python, "import sys; print(*sys.version_info[:2])").split()))


def dotted(version):
    """`version` as people write it: "3.13" for (3, 13)."""
    return ".".join(map(str, version))


def answer(python, code):
    """What the interpreter `python` prints when it runs `code`; nothing if it fails, or is not there at all."""
    try:
        return subprocess.check_output([str(python), "-c", code], stderr=subprocess.DEVNULL).decode()
    except (OSError, subprocess.CalledProcessError):
        return ""


def fingerprint():
    """A digest of all that decides what .venv holds: the lock, the metadata, .venv's place and its Python."""
    place_and_python = f"{VENV} {dotted(version_of(VENV_PYTHON))}".encode()
    return hashlib.sha256(LOCK.read_bytes() + METADATA.read_bytes() + place_and_python).hexdigest()


def run(command):
    """Run `command` with its output in LOG and its latest line on the terminal; Trouble if it fails."""
    command = [str(word) for word in command]
    with LOG.open("wb") as log, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
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
    main()

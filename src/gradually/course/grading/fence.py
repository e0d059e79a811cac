"""The fence round a submission: what the process that runs it may use and touch. See `fence_in`."""

import contextlib
import ctypes
import os
import struct
import sys

SECONDS = 5  # of processor time for one exercise
MEMORY = 1 << 30  # bytes, beyond what the course's own imports take
LONGEST_FILE = 10 << 20  # bytes

# An audit event says what is about to be done (PEP 578). These are refused, whatever their arguments:
REFUSED = (
    *("ctypes.", "socket.", "subprocess.", "signal.pthread_kill", "resource.setrlimit", "pty.", "_thread.start"),
    *("os.exec", "os.fork", "os.kill", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "os.set", "winreg."),
)
# And these, if one of their paths lies outside the working copy:
CHANGES = (
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod"),
    *("os.chown", "os.chflags", "os.utime", "shutil."),
)
FROM_AND_TO = ("os.rename", "os.link")  # these end with the descriptors of two folders, the others with one
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def fence_in(folder, private, pipe):
    """From here on let this process write only into `folder` and its answer into `pipe`, and read no `private` path.

    Two fences: the kernel's, which holds for anything that runs here (Linux with Landlock: files and other processes),
    and Python's audit hook, on every system, which an answer written against this very program can get past.
    """
    os.chdir(folder)
    with contextlib.suppress(AttributeError, OSError):  # a group of its own, to be ended as one; not on Windows
        os.setsid()
    drop_output(pipe)
    set_limits()
    lock_files(folder)
    sys.modules["_posixsubprocess"] = None  # it starts programs without an audit event
    sys.addaudithook(guard(os.path.realpath(folder), private))


def drop_output(pipe):
    """Send standard output and error nowhere, and close every other open file but the pipe."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)
    if sys.platform != "win32":
        os.closerange(3, pipe.fileno())
        os.closerange(pipe.fileno() + 1, 1024)


def set_limits():
    """Limit processor time, memory, the length of files and new processes, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {
        "RLIMIT_CPU": SECONDS,
        "RLIMIT_AS": memory_in_use() + MEMORY,
        "RLIMIT_FSIZE": LONGEST_FILE,
        "RLIMIT_CORE": 0,
        "RLIMIT_NPROC": 0,  # no new ones (threads count too); Linux does not apply it to root
    }
    for name, limit in limits.items():
        with contextlib.suppress(AttributeError, ValueError, OSError):  # not every system has each
            resource.setrlimit(getattr(resource, name), (limit, limit))


def memory_in_use():
    """Return the bytes of address space that this process has taken, a generous guess where nothing tells."""
    try:
        with open("/proc/self/statm") as pages:
            return int(pages.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 4 << 30


def guard(folder, private):
    """Return an audit hook that raises PermissionError for what an answer has no business to do."""
    realpath, fsdecode, separator = os.path.realpath, os.fsdecode, os.sep
    inside, private = folder + separator, tuple(path + separator for path in private)

    def lies_in(places, path):
        return (realpath(fsdecode(path)) + separator).startswith(places)

    def is_outside(thing):
        return isinstance(thing, str | bytes | os.PathLike) and not lies_in(inside, thing)

    def hook(event, arguments):
        refused = event.startswith(REFUSED)
        if event == "open" and isinstance(arguments[0], str | bytes):
            path, _, flags = arguments
            refused = (flags & WRITES and is_outside(path)) or lies_in(private, path)
        elif event.startswith(CHANGES):
            folders = () if event == "os.truncate" else arguments[-2:] if event in FROM_AND_TO else arguments[-1:]
            by_descriptor = any(isinstance(folder, int) and folder >= 0 for folder in folders)
            refused = by_descriptor or any(map(is_outside, arguments))
        if refused:
            raise PermissionError(f"an answer may not do this here ({event})")

    return hook


# --- the kernel's fence: Landlock, Linux 5.13 and newer, https://docs.kernel.org/userspace-api/landlock.html ---

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # system calls, the same on every processor
RULE_PATH_BENEATH, NO_NEW_PRIVILEGES = 1, 38
EXECUTE, READ_FILE, READ_FOLDER = 1 << 0, 1 << 2, 1 << 3
RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}  # by the version of Landlock
RIGHTS_SINCE_5 = (1 << 16) - 1
NETWORK, SCOPES = 0b11, 0b11  # bind and connect by TCP; sockets and signals to processes outside the fence


def lock_files(folder):
    """Have the kernel refuse changes outside `folder`, programs, TCP and signals; return whether it can (partly)."""
    if sys.platform != "linux":
        return False
    system = ctypes.CDLL(None, use_errno=True)
    version = system.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    changes = RIGHTS.get(version, RIGHTS_SINCE_5) & ~(READ_FILE | READ_FOLDER)
    attributes = struct.pack("=QQQ", changes, NETWORK, SCOPES)[: 8 if version < 4 else 16 if version < 6 else 24]
    rules = system.syscall(CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    place = os.open(folder, os.O_RDONLY)
    beneath = struct.pack("=Qi", changes & ~EXECUTE, place)
    system.syscall(ADD_RULE, rules, RULE_PATH_BENEATH, beneath, 0)
    system.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    system.syscall(RESTRICT_SELF, rules, 0)
    os.close(place)
    os.close(rules)
    return True

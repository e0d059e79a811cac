"""Try how many students at once a JupyterHub on this machine holds: `make hub`, or `make hub USERS=30`.

First there is one student, then there are 2, 4, 8 and so on, until one of them fails. Each has a new home with the
notebooks, and a server that the hub starts; all at once run every cell of a chapter, as "Run All" does. Memory is a
student's server and kernel at their highest, and what processes share is divided between them. Then each student asks
for the next one's files.

The hub, its proxy and all servers listen on 127.0.0.1 alone. JupyterHub goes into .hub, and everything else that it
and the students need is that of .venv.
"""

import argparse
import json
import os
import platform
import secrets
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections import Counter, defaultdict
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from multiprocessing.pool import ThreadPool
from pathlib import Path

import psutil
import requests
import websocket
from tqdm import tqdm

from gradually.course.growth import NOTEBOOKS

ROOT = Path(__file__).resolve().parent.parent
HUB = ROOT / ".hub"
JUPYTERHUB, PROXY = "jupyterhub==6.1.1", "configurable-http-proxy@5.3.0"
CHAPTER = NOTEBOOKS / "10_training_loop.ipynb"
SCOPES = ["admin:users", "admin:servers", "tokens"]  # what the trial itself may do at the hub
MEGABYTE = 1024**2
ADVICE = """
The spawner of this trial starts all servers as one user of the operating system. So a kernel can read from the disk,
and from its neighbours' processes, what hub and servers refuse: this spawner is for trials alone. A class needs a
system user for each student (The Littlest JupyterHub makes them) or a container (DockerSpawner, KubeSpawner), a limit
of memory, real accounts, and https.
"""


class Fault(Exception):
    """Why a student could not do what a student does, in one line."""


# --- what it needs ---


def install():
    """Install JupyterHub and its proxy into .hub, unless that is done; CalledProcessError if it fails."""
    lock = ROOT / "requirements.lock"
    stamp, wanted = HUB / "made-for.txt", "\n".join([JUPYTERHUB, PROXY, sys.version, lock.read_text(encoding="utf-8")])
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"installing {JUPYTERHUB} and {PROXY} into {HUB}", flush=True)
    shutil.rmtree(HUB, ignore_errors=True)
    # With the prefix only what .venv lacks goes there, and with the constraint nothing of .venv is ever to be moved.
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    pip += ["--no-warn-script-location", "--prefix", HUB, "--constraint", lock]
    subprocess.run([*pip, JUPYTERHUB], check=True)
    subprocess.run(["npm", "install", "--silent", "--prefix", HUB / "node", PROXY], check=True)
    stamp.write_text(wanted, encoding="utf-8")


def free_ports(count):
    """Return `count` ports of this machine that nobody listens on."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


# --- the hub ---


class Hub:
    """A JupyterHub with its proxy, in a folder and on ports of its own, and with a token for the trial."""

    def __init__(self, folder, seconds):
        """Prepare the hub in `folder`; what takes it longer than `seconds` counts as failed."""
        self.folder, self.seconds = Path(folder), seconds
        self.token, self.ports = secrets.token_hex(32), free_ports(3)
        self.address = f"http://127.0.0.1:{self.ports[0]}"
        self.log, self.seen = self.folder / "hub.log", set()

    def settings(self):
        """Return what would stand in jupyterhub_config.py, as nested dictionaries."""
        public, inner, proxy = (f"http://127.0.0.1:{port}" for port in self.ports)
        return {
            "JupyterHub": {
                "bind_url": public,
                "hub_bind_url": inner,
                "db_url": f"sqlite:///{self.folder / 'hub.sqlite'}",
                "cookie_secret_file": str(self.folder / "cookie_secret"),
                "authenticator_class": "dummy",
                "spawner_class": "simple",
                "services": [{"name": "trial", "api_token": self.token}],
                "load_roles": [{"name": "trial", "scopes": SCOPES, "services": ["trial"]}],
                "concurrent_spawn_limit": 0,  # all at once is what is tried
            },
            "ConfigurableHTTPProxy": {
                "command": [str(HUB / "node" / "node_modules" / ".bin" / "configurable-http-proxy")],
                "api_url": proxy,
                "pid_file": str(self.folder / "proxy.pid"),
            },
            # Nobody logs in with it; it keeps out whoever else is on this machine.
            "DummyAuthenticator": {"password": secrets.token_hex(32)},
            "SimpleLocalProcessSpawner": {"home_dir_template": str(self.folder / "{username}")},
            "Spawner": {
                "cmd": [sys.executable, "-m", "jupyterhub.singleuser"],
                "args": ["--allow-root"],  # in a container one often is
                "ip": "127.0.0.1",
                "start_timeout": self.seconds,
                "http_timeout": self.seconds,
            },
        }

    def __enter__(self):
        """Start the hub; Fault, with the end of its log on the terminal, if it does not answer."""
        config = self.folder / "jupyterhub_config.json"
        config.write_text(json.dumps(self.settings()))
        paths = {sysconfig.get_path(kind, vars={"base": HUB, "platbase": HUB}) for kind in ("purelib", "platlib")}
        self.process = psutil.Popen(
            [sys.executable, "-m", "jupyterhub", "--config", config],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
            stdout=self.log.open("wb"),
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for the trial, which then stops the hub in order
        )
        try:
            wait_until(self.answers, self.seconds, "the hub did not start")
        except BaseException:
            print(self.log.read_text()[-3000:], file=sys.stderr)
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        """Stop the hub, which stops its proxy and all servers; then end whatever of these is still there."""
        if self.note_processes():
            self.process.terminate()
        _, left = psutil.wait_procs(self.seen, timeout=30)
        for process in left:
            process.kill()
        self.left_over = [f"process {process.pid} had to be killed" for process in left]
        self.left_over += [f"port {port} is still in use" for port in self.ports if is_listened_on(port)]

    def note_processes(self):
        """Return the hub and all processes that come from it, and remember them; none if it has ended."""
        if self.process.poll() is not None:
            return []
        now = [self.process, *self.process.children(recursive=True)]
        self.seen.update(now)
        return now

    def answers(self):
        """Whether the hub answers through its proxy; Fault if it has ended."""
        if self.process.poll() is not None:
            raise Fault("the hub ended")
        try:
            return requests.get(f"{self.address}/hub/api/", timeout=5).ok
        except requests.ConnectionError:
            return False

    def ask(self, method, path, **options):
        """Return the hub's answer to the trial, decoded; Fault if it refuses."""
        return granted(request(method, f"{self.address}/hub/api/{path}", self.token, timeout=self.seconds, **options))


def wait_until(condition, seconds, otherwise):
    """Return when `condition` returns true; Fault `otherwise` after so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise Fault(f"{otherwise} in {seconds} s")
        time.sleep(0.25)


def request(method, address, token, **options):
    """Return the answer to a request with `token`, redirections not followed."""
    headers = {"Authorization": f"token {token}"} if token else {}
    return requests.request(method, address, headers=headers, allow_redirects=False, **options)


def granted(answer):
    """Return what an answer holds, decoded; Fault if it is a refusal."""
    if not answer.ok:
        raise Fault(f"{answer.request.method} {answer.url}: {answer.status_code} {answer.text[:200]}")
    return answer.json() if answer.content else None


def is_listened_on(port):
    """Whether anybody listens on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


# --- the students ---


@dataclass
class Student:
    """One who has a server at the hub, and runs a notebook there."""

    hub: Hub
    name: str
    notebook: str  # the path in their home
    fault: str = ""
    start_seconds: float = 0.0
    run_seconds: float = 0.0
    megabytes: float = 0.0  # the most that was seen

    @property
    def server(self):
        """Where the proxy has the student's server."""
        return f"{self.hub.address}/user/{self.name}"

    def arrive(self):
        """Have the hub start the server, and wait until it is ready."""
        begun = time.monotonic()
        self.hub.ask("POST", f"users/{self.name}")
        self.token = self.hub.ask("POST", f"users/{self.name}/tokens", json={})["token"]
        self.hub.ask("POST", f"users/{self.name}/server")
        wait_until(self.is_ready, self.hub.seconds, "the server did not start")
        self.start_seconds = time.monotonic() - begun

    def is_ready(self):
        """Whether the hub calls the server ready; Fault if it has given up."""
        server = self.hub.ask("GET", f"users/{self.name}")["servers"].get("")
        if not server:
            raise Fault("the hub gave the server up")
        return server["ready"]

    def ask(self, method, path, **options):
        """Return what the student's server answers, decoded; Fault if it refuses."""
        return granted(request(method, f"{self.server}/{path}", self.token, timeout=self.hub.seconds, **options))

    def run_all(self):
        """Open the notebook and run its cells in a kernel; Fault at the first error, or when time is up."""
        begun = time.monotonic()
        notebook = self.ask("GET", f"api/contents/{self.notebook}")["content"]
        # A session, as JupyterLab makes one: the kernel starts in the folder of the notebook.
        wanted = {"path": self.notebook, "name": "", "type": "notebook", "kernel": {"name": "python3"}}
        self.kernel = self.ask("POST", "api/sessions", json=wanted)["kernel"]["id"]
        with self.connected():
            for number, cell in enumerate(notebook["cells"]):
                if cell["cell_type"] == "code":
                    self.execute(cell["source"], begun + self.hub.seconds, f"cell {number}")
        self.run_seconds = time.monotonic() - begun

    @contextmanager
    def connected(self):
        """Hold a connection to the kernel; the server ends one that nobody reads from."""
        with closing(open_socket(self.server, self.kernel, self.token, self.hub.seconds)) as self.socket:
            yield

    def execute(self, source, deadline, what):
        """Return what the kernel prints when it runs `source`; Fault if that raises or outlasts `deadline`."""
        header = {"msg_id": secrets.token_hex(16), "msg_type": "execute_request", "username": "", "version": "5.3"}
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        self.socket.send(json.dumps(message))
        printed, ended = "", set()
        while not ended >= {"execute_reply", "idle"}:  # the two travel apart, and either may come first
            kind, content = self.next_message(header["msg_id"], deadline, what)
            if kind == "error":
                raise Fault(f"{what}: {content['ename']}: {content['evalue']}")
            if kind == "stream":
                printed += content["text"]
            ended.add(content.get("execution_state", kind))
        return printed

    def next_message(self, request_id, deadline, what):
        """Return (type, content) of the next message that answers a request; Fault after `deadline`."""
        while True:
            try:
                self.socket.settimeout(max(deadline - time.monotonic(), 0.01))
                text = self.socket.recv()
            except websocket.WebSocketTimeoutException:
                raise Fault(f"{what} is not done after {self.hub.seconds} s") from None
            if not text:
                raise Fault(f"{what}: the server ended the connection")
            message = json.loads(text)
            if message["parent_header"].get("msg_id") == request_id:
                return message["header"]["msg_type"], message["content"]

    def ask_kernel(self, expression):
        """Return the value of a Python expression in the student's kernel, for which JSON has words."""
        source = f"import json, os, pathlib\nprint(json.dumps({expression}))"
        with self.connected():
            return json.loads(self.execute(source, time.monotonic() + self.hub.seconds, expression))

    def leave(self):
        """Have the hub stop the server and forget the student."""
        self.hub.ask("DELETE", f"users/{self.name}/server")
        # When many stop at once, the hub answers before the server has ended, and until then keeps its owner.
        wait_until(
            lambda: not self.hub.ask("GET", f"users/{self.name}")["servers"],
            self.hub.seconds,
            "the server did not stop",
        )
        self.hub.ask("DELETE", f"users/{self.name}")


def open_socket(server, kernel, token, seconds):
    """Return a websocket to the channels of a kernel; WebSocketBadStatusException if the server refuses."""
    address = f"{server.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels"
    header = {"Authorization": f"token {token}"} if token else {}
    return websocket.create_connection(address, header=header, timeout=seconds)


def try_to(action, student):
    """Let a student do an action; keep in the student what went wrong."""
    if not student.fault:
        try:
            action(student)
        except (Fault, requests.RequestException, websocket.WebSocketException, OSError) as error:
            student.fault = str(error) or type(error).__name__


def all_at_once(action, students):
    """Let all students do an action at the same time, and return when the last is done."""
    with ThreadPool(len(students)) as pool:  # its threads do not hold up an interruption, as an executor's would
        pool.map_async(lambda student: try_to(action, student), students, chunksize=1).get()


# --- memory ---


@contextmanager
def memory_watch(hub, students):
    """Look every second, as long as the `with` lasts; yield a list that gets the megabytes of all students together."""
    sums, done = [], threading.Event()

    def watch():
        while not done.wait(1):
            sums.append(look(hub, students))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield sums
    finally:
        done.set()
        thread.join()
        sums.append(look(hub, students))


def look(hub, students):
    """Return the megabytes that all students use now, and keep in each student the most so far."""
    now = Counter()
    for process in hub.note_processes():
        try:
            memory = process.memory_full_info()
            # PSS divides what is shared by the number of sharers; where the system does not tell it, only what is not.
            now[process.environ().get("JUPYTERHUB_USER")] += getattr(memory, "pss", memory.uss) / MEGABYTE
        except psutil.Error:
            continue  # it has just ended
    for student in students:
        student.megabytes = max(student.megabytes, now[student.name])
    return sum(now[student.name] for student in students)


# --- what is closed to others ---

REQUESTS = [  # to one's own server and about oneself these are allowed
    ("GET", "{server}/api/contents", None),
    ("GET", "{server}/api/contents/{notebook}", None),
    ("GET", "{server}/files/{notebook}", None),
    ("PUT", "{server}/api/contents/note.txt", {"type": "file", "format": "text", "content": "I was here."}),
    ("GET", "{server}/api/sessions", None),
    ("POST", "{server}/api/kernels", {"name": "python3"}),
    ("GET", "{server, past the proxy}/api/contents", None),
    ("GET", "{hub}/api/users/{name}", None),
    ("GET", "{hub}/api/users/{name}/tokens", None),
    ("POST", "{hub}/api/users/{name}/tokens", {}),
]
OWN, OTHER, SERVERS, NOBODY = "the owner's token", "another's token", "another's server's token", "no token"
REFUSALS = {302, 401, 403, 404}  # 302 leads to the login


def learn(student):
    """Ask the student's kernel for its server's own token and address, which any code there can see."""
    names = "JUPYTERHUB_API_TOKEN", "JUPYTERHUB_SERVICE_URL"
    student.server_token, student.direct = student.ask_kernel(f"[os.environ[name] for name in {names}]")


def ask_as(token, student):
    """Yield (request, status) for each of REQUESTS, and for a kernel's channels, about `student` and with `token`."""
    places = {
        "server": student.server,
        "server, past the proxy": student.direct.rstrip("/"),
        "hub": f"{student.hub.address}/hub",
        "name": student.name,
        "notebook": student.notebook,
    }
    for method, pattern, content in REQUESTS:
        answer = request(method, pattern.format_map(places), token, json=content, timeout=student.hub.seconds)
        yield f"{method} {pattern}", answer.status_code
    try:
        open_socket(student.server, student.kernel, token, student.hub.seconds).close()
        yield "the channels of a kernel", 101
    except websocket.WebSocketBadStatusException as refusal:
        yield "the channels of a kernel", refusal.status_code


def intrude(students):
    """Let each student ask for what is the next one's; return {request: {with what token: set of statuses}}."""
    found = defaultdict(lambda: defaultdict(set))
    for student, neighbour in zip(students, students[1:] + students[:1], strict=True):
        tokens = {OWN: neighbour.token, OTHER: student.token, SERVERS: student.server_token, NOBODY: ""}
        for whose, token in tokens.items():
            for asked, status in ask_as(token, neighbour):
                found[asked][whose].add(status)
    return found


def can_read(student, neighbour):
    """Whether the kernel of a student can read a neighbour's notebook from the disk."""
    path = str(neighbour.hub.folder / neighbour.name / neighbour.notebook)
    return student.ask_kernel(f"os.access({path!r}, os.R_OK) and len(pathlib.Path({path!r}).read_text()) > 0")


def openings(found):
    """Return, in words, what in the result of `intrude` was open to another or closed to the owner."""
    return [
        f"{asked}, with {whose}: {answers}"
        for asked, row in found.items()
        for whose, answers in row.items()
        if not (max(answers) < 300 if whose == OWN else answers <= REFUSALS)
    ]


# --- the trial ---


@dataclass
class Step:
    """What came of one number of students."""

    students: list
    megabytes: float  # of all together, the most that was seen
    found: dict = field(default_factory=dict)
    disk_is_open: bool = False

    @property
    def faults(self):
        """What went wrong for any student, in words."""
        return [f"{student.name}: {student.fault}" for student in self.students if student.fault]

    def row(self):
        """Return the cells of the step in the table."""
        number, times = len(self.students), [student.run_seconds for student in self.students if student.run_seconds]
        return [
            number,
            f"{max(student.start_seconds for student in self.students):.0f} s",
            f"{statistics.median(times):.0f} s" if times else "",
            f"{max(times):.0f} s" if times else "",
            f"{self.megabytes / number:.0f} MB",
            f"{max(student.megabytes for student in self.students):.0f} MB",
            f"{self.megabytes / 1024:.1f} GB",
            len(self.faults),
        ]


def take_step(hub, number, notebook):
    """Let `number` new students start, run the notebook, try each other's doors, and leave; return the Step."""
    students = [Student(hub, f"student-{number}-{i}", f"notebooks/{notebook.name}") for i in range(1, number + 1)]
    for student in students:
        shutil.copytree(notebook.parent, hub.folder / student.name / "notebooks")
    with memory_watch(hub, students) as sums:
        all_at_once(Student.arrive, students)
        all_at_once(Student.run_all, students)
    all_at_once(learn, students)
    step = Step(students, max(sums))
    if number > 1 and not step.faults:
        step.found, step.disk_is_open = intrude(students), can_read(*students[:2])
    all_at_once(Student.leave, students)
    return step


def climb(hub, most, notebook):
    """Take steps of 1, 2, 4, … and `most` students, until one fails or would not fit into memory; return them."""
    steps, each = [], 0.0
    numbers = sorted({most} | {2**power for power in range(most.bit_length())})
    for number in tqdm(numbers, unit="step", disable=False):
        if number * each > psutil.virtual_memory().available / MEGABYTE:
            print(f"\n{number} students would need {number * each / 1024:.1f} GB, more than is free.")
            break
        steps.append(take_step(hub, number, notebook))
        each = steps[-1].megabytes / number
        if steps[-1].faults:
            break
    return steps


# --- the report ---


def table(header, rows):
    """Return a table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def report_machine(notebook):
    """Print what is tried, and on what."""
    free = psutil.virtual_memory().available / 1024**3
    load = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    print(f"{notebook.stem}, Python {platform.python_version()}, {JUPYTERHUB}, {PROXY}")
    print(
        f"{os.cpu_count()} cores, {free:.1f} GB of memory free; load of other work before the trial: {load}", flush=True
    )


def report_steps(steps, seconds):
    """Print a table of the steps, the faults of the last, and how many students were and could be served."""
    header = ["students at once", "all servers up", "Run All: median", "slowest"]
    header += ["memory of a student: mean", "largest", "of all", "failed"]
    print("\n" + table(header, [step.row() for step in steps]) + "\n")
    if faults := steps[-1].faults:
        print("\n".join([*faults[:3], *["…"] * (len(faults) > 3)]))
    held = max((len(step.students) for step in steps if not step.faults), default=0)
    fitting = psutil.virtual_memory().available / MEGABYTE / (steps[-1].megabytes / len(steps[-1].students))
    print(f"{held} at once were served, each within {seconds} s; by memory alone, {fitting:.0f} would fit.\n")


def report_doors(found, disk_is_open):
    """Print a table of what was answered to whom."""
    columns = [OWN, OTHER, SERVERS, NOBODY]
    rows = [[asked, *(", ".join(map(str, sorted(row[whose]))) for whose in columns)] for asked, row in found.items()]
    print(table(["HTTP status with", *columns], rows))
    print(f"\nAnother's notebook, read from the disk in a kernel: {'open' if disk_is_open else 'closed'}.\n{ADVICE}")


def options():
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--users", type=int, default=16, help="how many students at most (default: 16)")
    parser.add_argument("--notebook", type=Path, default=CHAPTER, help=f"what they run (default: {CHAPTER.name})")
    parser.add_argument(
        "--seconds", type=int, default=120, help="how long starting and running may take each (default: 120)"
    )
    return parser.parse_args()


def main():
    """Try, print what came of it, and return 1 if no student was served, a door was open or anything stayed behind."""
    asked = options()
    if missing := [program for program in ("node", "npm") if not shutil.which(program)]:
        print(f"The hub's proxy needs {' and '.join(missing)}: apt-get install nodejs npm", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # in order, as after Ctrl-C
    install()
    report_machine(asked.notebook)
    try:
        with tempfile.TemporaryDirectory() as folder, Hub(folder, asked.seconds) as hub:
            steps = climb(hub, asked.users, asked.notebook.resolve())
    except (Fault, KeyboardInterrupt) as end:
        sys.exit(str(end) or "stopped")
    report_steps(steps, asked.seconds)
    if tried := [step for step in steps if step.found]:
        report_doors(tried[-1].found, tried[-1].disk_is_open)
    troubles = [trouble for step in steps for trouble in openings(step.found)] + hub.left_over
    print("\n".join(troubles) or "Nothing stayed behind.")
    return int(bool(troubles or steps[0].faults))


if __name__ == "__main__":
    sys.exit(main())

"""Attacks a canary from behind the wall, and says what held: the level follows from what was seen, not from promises.

The attacks are a submission like any other. Each tells that it succeeded by returning True; anything else, an error
or the end of the process, means that it was stopped.
"""

import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from grader.errors import SandboxError
from grader.sandbox.client.exchange import Exchange
from grader.sandbox.client.outcome import Failure, FailureKind, Returned
from grader.sandbox.client.session import Process
from grader.sandbox.client.student_session import StudentSession
from grader.sandbox.limits import MIB, Limits

_MODULE = "probe"
_FILE, _PRIVATE = "secret", "private"
_PLACES = (None, "/dev/shm")  # noqa: S108 - a folder for temporary files may be read-only, or full
_SOURCE = b"""
import os, socket

def read_file(path, secret):
    with open(path) as file:
        return file.read() == secret

def write_file(folder):
    with open(folder + "/written", "w") as file:
        file.write("x")
    return True

def change_mode(path):
    os.chmod(path, 0o600)
    return True

def list_folder(folder):
    return len(os.listdir(folder)) > 0

def see_path(path):
    os.stat(path)
    return True

def read_environment():
    return len(open("/proc/self/environ", "rb").read()) > 0

def start_process():
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return True

def start_program(python):
    os.execv(python, [python, "-c", "pass"])

def start_thread():
    import threading
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()
    return True

def open_socket():
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
    return True

def signal_process(pid):
    os.kill(pid, 0)
    return True

def limit_process(pid):
    import resource
    resource.prlimit(pid, resource.RLIMIT_CORE, resource.prlimit(pid, resource.RLIMIT_CORE))
    return True

def shared_memory():
    os.close(os.memfd_create("probe"))
    return True

def take_memory(size):
    return len(bytearray(size)) == size

def become_another_user(uid):
    os.setresuid(uid, uid, uid)
    return True

def gain_privileges():
    import ctypes
    return ctypes.CDLL(None).prctl(39, 0, 0, 0, 0) != 1  # PR_GET_NO_NEW_PRIVS

def outlive():
    import ctypes
    number = ctypes.c_int()
    ctypes.CDLL(None).prctl(2, ctypes.byref(number), 0, 0, 0)  # PR_GET_PDEATHSIG
    return number.value == 0

def fail_to_import():
    import numpy
    try:
        for module in (os, numpy):  # what an import of something near them would read
            with open(module.__file__, "rb") as file:
                file.read(1)
    except Exception:
        return True
    return False
"""


class Attack(NamedTuple):
    """One attack and what it means if it succeeds."""

    function: str
    hole: str
    """What a student's code could do, in words that follow "it can"."""
    arguments: Callable[["Canary"], tuple[Any, ...]]
    succeeds_by_ending: bool = False
    """Whether the process is gone when the attack has succeeded, as when another program takes its place."""


class Canary(NamedTuple):
    """What is attacked: a folder with two files of a secret, one closed to other users, and this process."""

    folder: str
    file: str
    private: str
    secret: str
    pid: int
    python: str


class Finding(NamedTuple):
    """An attack and whether it was stopped."""

    attack: Attack
    held: bool
    saw: str


CONFINED = (
    Attack("read_file", "read files", lambda canary: (canary.file, canary.secret)),
    Attack("list_folder", "list folders", lambda canary: (canary.folder,)),
    Attack("write_file", "write files", lambda canary: (canary.folder,)),
    Attack("change_mode", "change files of the same user", lambda canary: (canary.file,)),
    Attack("read_environment", "read its surroundings in /proc", lambda _: ()),
    Attack("start_process", "start processes", lambda _: ()),
    Attack("start_program", "start programs", lambda canary: (canary.python,), succeeds_by_ending=True),
    Attack("start_thread", "start threads", lambda _: ()),
    Attack("open_socket", "use the network", lambda _: ()),
    Attack("signal_process", "signal the grader", lambda canary: (canary.pid,)),
    # Signal 0 and a limit set to what it is: neither does harm where it succeeds
    Attack("limit_process", "change the grader's limits", lambda canary: (canary.pid,)),
    Attack("shared_memory", "leave memory behind", lambda _: ()),
    Attack("take_memory", "take more memory than allowed", lambda _: (256 * MIB,)),
    # No attack: where Landlock is missing no file can be opened, and honest work would fail and be marked wrong
    Attack("fail_to_import", "not import what honest work needs", lambda _: ()),
)
"""What the level `confined` promises to stop, and the one thing that it promises to allow."""

ISOLATED = (Attack("see_path", "ask whether a path exists", lambda canary: (canary.file,)),)
"""What the level `isolated` promises to stop as well."""

_CONFINED_BY_FUNCTION = {attack.function: attack for attack in CONFINED}
BY_LAYER = {
    "namespaces": ISOLATED[0],
    "rlimits": _CONFINED_BY_FUNCTION["take_memory"],
    "user": Attack("read_file", "read files of the grader's user", lambda canary: (canary.private, canary.secret)),
    "capabilities": Attack("become_another_user", "become another user", lambda _: (12345,)),
    "no-new-privileges": Attack("gain_privileges", "start a program that may do more", lambda _: ()),
    "parent-death": Attack("outlive", "outlive the grader", lambda _: ()),
    "landlock": _CONFINED_BY_FUNCTION["read_file"],
    "seccomp": Attack("start_process", "start processes, use the network, send signals", lambda _: ()),
}
"""For each layer an attack that it stops by itself."""

_LIMITS = Limits(call_seconds=20.0, load_seconds=20.0, batch_seconds=20.0, memory_bytes=64 * MIB)


def attack(level: str, start: Callable[[Limits], Process]) -> list[Finding]:
    """Findings of all attacks that a level promises to stop.

    Parameters
    ----------
    level : str
        `confined` or `isolated`.
    start : callable
        Starts a process of that level with given limits.

    Raises
    ------
    SandboxError
        If no process can be started at all.
    """
    return try_all((*CONFINED, *ISOLATED) if level == "isolated" else CONFINED, level, start)


def try_all(attacks: Iterable[Attack], level: str, start: Callable[[Limits], Process]) -> list[Finding]:
    """Findings of some attacks, on processes of a level."""
    with _canary() as canary:
        session = StudentSession(Exchange({f"{_MODULE}.py": _SOURCE}, _LIMITS, level, lambda: start(_LIMITS)))
        try:
            return [_try(attack, canary, session) for attack in attacks]
        finally:
            session.close()


def _try(attack: Attack, canary: Canary, session: StudentSession) -> Finding:
    (outcome,) = session.call(_MODULE, attack.function, [attack.arguments(canary)])
    if isinstance(outcome, Failure):
        # A probe that cannot even be loaded, or comes to no end on a busy machine, has shown nothing
        nothing = outcome.loading or outcome.kind is FailureKind.TIMED_OUT
        ended = attack.succeeds_by_ending and outcome.kind is FailureKind.KILLED
        return Finding(attack, held=not nothing and not ended, saw=outcome.text)
    assert isinstance(outcome, Returned)  # noqa: S101 - it is one or the other
    return Finding(attack, held=outcome.value is not True, saw=f"it returned {outcome.value!r:.40}")


@contextmanager
def _canary() -> Iterator[Canary]:
    secret = secrets.token_hex()
    with _laid_out(secret) as folder:
        file, private = Path(folder, _FILE), Path(folder, _PRIVATE)
        yield Canary(folder, str(file), str(private), secret, os.getpid(), os.path.realpath(sys.executable))


def _laid_out(secret: str) -> tempfile.TemporaryDirectory[str]:
    """A folder with two files of the secret; SandboxError where none can be made."""
    fault: OSError | None = None
    for forbidden in _PLACES:
        try:
            folder = tempfile.TemporaryDirectory(prefix="grade-canary-", dir=forbidden)
        except OSError as error:
            fault = error
            continue
        try:
            _fill(Path(folder.name), secret)
        except OSError as error:
            fault = error
            folder.cleanup()
        else:
            return folder
    raise SandboxError(f"no file can be made to attack, so that nothing can be tried: {fault}") from fault


def _fill(folder: Path, secret: str) -> None:
    folder.chmod(0o755)  # a closed folder would be no test of the wall
    for name in (_FILE, _PRIVATE):
        (folder / name).write_text(secret, encoding="ascii")
    (folder / _PRIVATE).chmod(0o600)

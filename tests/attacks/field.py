"""A field for one attack: what is attacked, and what can be seen of the attack from outside."""

import contextlib
import ctypes
import os
import secrets
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

from grader.sandbox.attacks import Target

_SLEEP = "/bin/sleep"
_SHARED = Path("/dev/shm")  # noqa: S108 - where shared memory lies
_OF_A_PROCESS = ("State", "NSpid", "Cpus_allowed_list", "TracerPid")


class Field:
    """A course with secrets, a process like the grader's, and listeners; `close` it when done.

    Parameters
    ----------
    folder : Path
        An empty folder to lay it out in.
    secret : str
        What must not be seen by a student's code.
    """

    def __init__(self, folder: Path, secret: str) -> None:
        self._folder = folder
        self._secret = secret
        self._name = f"left-{secrets.token_hex(8)}"
        self._key = 2**24 + secrets.randbelow(2**24)
        folder.chmod(0o777)
        solution, exercise, submission = self._files()
        self._victim = subprocess.Popen(
            [f"sleep-{secret}", "600"], executable=_SLEEP, env={"SECRET": secret}, stdin=subprocess.DEVNULL
        )
        self._listeners = {
            "tcp": _listener(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            "udp": _listener(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            "unix": _listener(socket.AF_UNIX, socket.SOCK_STREAM, str(folder / "socket")),
            "abstract": _listener(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{self._name}-service"),
        }
        (folder / "socket").chmod(0o777)
        self.target = Target(
            folder=str(folder),
            solution=str(solution),
            exercise=str(exercise),
            submission=str(submission),
            link=str(folder / "link"),
            library=str(folder / "library.so"),
            readable=str(Path(os.__file__).parent),
            victim=self._victim.pid,
            tcp=self._listeners["tcp"].getsockname()[1],
            udp=self._listeners["udp"].getsockname()[1],
            unix=str(folder / "socket"),
            abstract=f"{self._name}-service",
            name=self._name,
            key=self._key,
        )
        self._before = self._state()

    def changes(self) -> list[str]:
        """What is not as it was."""
        now = self._state()
        changes = [
            f"{subject} has changed: {now.get(subject)}"
            for subject in self._before
            if now.get(subject) != self._before[subject]
        ]
        changes += [f"{subject} is new" for subject in now.keys() - self._before.keys()]
        changes += [f"{name} was reached" for name, listener in self._listeners.items() if _is_reached(listener)]
        return sorted([*changes, *self._left()])

    def close(self) -> None:
        """End what was started, and remove what an attack has left."""
        for listener in self._listeners.values():
            listener.close()
        self._victim.kill()
        self._victim.wait()
        (_SHARED / self._name).unlink(missing_ok=True)
        _remove_from_system_v(self._key)
        _remove_key(self._name)
        _library().mq_unlink(f"/{self._name}".encode())

    def _files(self) -> tuple[Path, Path, Path]:
        solution = self._folder / "solutions" / "hidden.py"
        exercise = self._folder / "exercises" / "work.py"
        submission = self._folder / "submissions" / "other" / "work.py"
        for path in (solution, exercise, submission):
            path.parent.mkdir(parents=True)
            path.write_text(f"SECRET = '{self._secret}'\n", encoding="ascii")
            path.chmod(0o666)
            path.parent.chmod(0o777)
        (self._folder / "link").symlink_to(self._secret)
        (self._folder / "library.so").write_text("library\n", encoding="ascii")
        (self._folder / "library.so").chmod(0o666)
        return solution, exercise, submission

    def _state(self) -> dict[str, object]:
        """Files with what is in them and known about them, and the victim."""
        state: dict[str, object] = {}
        for path in sorted(self._folder.rglob("*")):
            known = path.lstat()
            content = path.read_bytes() if path.is_file() else b""
            state[str(path.relative_to(self._folder))] = (known.st_mode, known.st_uid, known.st_mtime_ns, content)
        state["the victim"] = self._state_of_the_victim()
        return state

    def _state_of_the_victim(self) -> object:
        if self._victim.poll() is not None:
            return "ended"
        process = Path("/proc", str(self._victim.pid))
        status = (process / "status").read_text("utf-8").splitlines()
        lines = [line for line in status if line.split(":")[0] in _OF_A_PROCESS and "R (running)" not in line]
        lines = [line.replace("S (sleeping)", "").replace("D (disk sleep)", "") for line in lines]
        numbers = os.getpriority(os.PRIO_PROCESS, self._victim.pid), os.sched_getscheduler(self._victim.pid)
        return [line for line in lines if line.strip() != "State:"], numbers, (process / "limits").read_text("utf-8")

    def _left(self) -> Iterator[str]:
        """What carries the name or the number of this field."""
        if (_SHARED / self._name).exists():
            yield "shared memory is left"
        for kind in ("shm", "sem", "msg"):
            for line in Path("/proc/sysvipc", kind).read_text("ascii").splitlines()[1:]:
                if int(line.split()[0]) == self._key:
                    yield f"System V {kind} is left"
        if self._name in Path("/proc/keys").read_text("utf-8", "replace"):
            yield "a key is left"
        names = (line.split()[-1] for line in Path("/proc/net/unix").read_text("utf-8", "replace").splitlines())
        if f"@{self._name}" in names:
            yield "a socket is left"


def end(pids: set[int]) -> None:
    """End processes that an attack has left to this one."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)


def descendants(pid: int) -> set[int]:
    """The processes that a process has started and that live, and those that they have."""
    processes: set[int] = set()
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text("ascii").split()):
                processes |= {child, *descendants(child)}
    return processes


def adopt() -> None:
    """Become the parent of orphans among the descendants of this process, so that none escapes unseen."""
    _library().prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None)


def _listener(family: int, kind: int, address: object) -> socket.socket:
    listener = socket.socket(family, kind)
    listener.bind(address)  # type: ignore[arg-type]
    if kind == socket.SOCK_STREAM:
        listener.listen()
    listener.setblocking(False)
    return listener


def _is_reached(listener: socket.socket) -> bool:
    try:
        if listener.type == socket.SOCK_DGRAM:
            listener.recv(10)
        else:
            listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def _remove_from_system_v(key: int) -> None:
    """Remove memory, semaphores and messages with this key."""
    library = _library()
    for kind, size in (("shm", (0, 0)), ("sem", (0, 0)), ("msg", (0,))):
        identifier = library[f"{kind}get"](key, *size)
        if identifier >= 0:
            more = (0, 0) if kind == "sem" else (0,)
            library[f"{kind}ctl"](identifier, *more, None)


def _remove_key(name: str) -> None:
    from grader.sandbox.attacks.attack import NUMBERS

    number = NUMBERS["keyctl"][os.uname().machine == "aarch64"]
    key = _library().syscall(number, 10, -4, b"user", name.encode(), 0)  # search in the user's keyring
    if key > 0:
        _library().syscall(number, 9, key, -4)  # unlink

"""What a student's process is forked from: one thread, nothing of the grader's, and nothing of a submission."""

import os
import re
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from grader.errors import SandboxError
from grader.sandbox.client.exchange import Exchange
from grader.sandbox.client.outcome import Returned
from grader.sandbox.client.student_session import StudentSession
from grader.sandbox.levels.confined import Confined
from grader.sandbox.levels.forked import LAYERS, Confinement, ForkedProcess
from grader.sandbox.levels.start import environment
from grader.sandbox.levels.zygote import Line, Zygote
from grader.sandbox.limits import Limits
from tests.attacks.field import descendants

SECRET = f"canary-{secrets.token_hex(16)}"
LONG = 60
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has what a zygote needs")


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    """A zygote without namespaces, whose parent has a secret in its memory, its environment and an open file."""
    inheritable = os.memfd_create("grader", 0)
    os.environ["GRADER_SECRET"] = SECRET
    try:
        backend = Confined("confined")
        backend.wait()
    except SandboxError as error:
        pytest.skip(f"there is no zygote here: {error}")
    finally:
        del os.environ["GRADER_SECRET"]
        os.close(inheritable)
    yield backend
    backend.close()


def opened(backend: Confined, source: str) -> StudentSession:
    """A session on one file."""
    return StudentSession(Exchange({"work.py": source.encode()}, Limits(), "confined", lambda: backend.start(Limits())))


def process(backend: Confined, name: str) -> Path:
    """A file about the zygote in /proc."""
    return Path("/proc", str(backend.zygote.pid), name)


def used(backend: Confined) -> None:
    """Have the zygote serve a submission, so that it is in the state in which it forks the next."""
    session = opened(backend, "def f(x): return x\n")
    assert session.call("work", "f", [(1,)]) == [Returned(1)]
    session.close()


def test_one_thread(confined: Confined) -> None:
    """A second one could hold a lock at the moment of a fork, for ever."""
    used(confined)
    assert len(list(process(confined, "task").iterdir())) == 1


def test_no_memory_that_a_child_could_change(confined: Confined) -> None:
    """Each mapping is private to a process, so that what a submission writes is its own."""
    used(confined)
    shared = [line for line in process(confined, "maps").read_text("utf-8").splitlines() if line.split()[1][3] == "s"]
    assert [line for line in shared if "w" in line.split()[1]] == []


def test_its_descriptors(confined: Confined) -> None:
    """The control twice, its errors, the rules of Landlock, and nothing where a child will have its own."""
    used(confined)
    targets = {int(path.name): str(path.readlink()) for path in process(confined, "fd").iterdir()}
    kinds = sorted(re.sub(r":?\[.*\]", "", target) for number, target in targets.items() if number > 5)
    assert targets[0] == targets[6]
    assert [targets[0].split(":")[0], targets[1], targets[2].split(":")[0]] == ["socket", "/dev/null", "pipe"]
    assert [targets[3], targets[4], targets[5]] == ["/dev/null"] * 3
    assert kinds in (["anon_inode", "socket"], ["socket"])


def test_its_environment(confined: Confined) -> None:
    """Nothing of the caller's."""
    raw = process(confined, "environ").read_bytes().decode().split("\0")
    assert dict(line.split("=", 1) for line in raw if line) == environment()


def test_its_memory_holds_no_secret_and_no_submission(confined: Confined) -> None:
    """Neither what the grader knows, nor what a student's code says or is asked; the grader's own memory has all."""
    asked, said = f"asked-{secrets.token_hex(16)}", f"said-{secrets.token_hex(16)}"
    session = opened(
        confined, f"text = '{said}'\nprint(text)\ndef f(x):\n    global kept\n    kept = x\n    return text\n"
    )
    assert session.call("work", "f", [(asked,)]) == [Returned(said)]
    try:
        assert seen(confined.zygote.pid, [asked, said, SECRET]) == []
    except PermissionError as error:
        pytest.skip(f"this user may not look into the memory of its own processes: {error}")
    finally:
        session.close()
    assert seen(os.getpid(), [asked, said, SECRET]) == [asked, said, SECRET]


def seen(pid: int, texts: list[str]) -> list[str]:
    """Which of some texts stand in a process's memory."""
    present: set[str] = set()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text("utf-8").splitlines():
            first, last = (int(part, 16) for part in line.split()[0].split("-"))
            if line.split()[1].startswith("rw"):
                try:
                    memory.seek(first)
                    content = memory.read(last - first)
                except (OSError, OverflowError, ValueError):  # such as [vvar]
                    continue
                present |= {text for text in texts if text.encode() in content}
    return [text for text in texts if text in present]


@pytest.mark.parametrize("level", ["confined", "isolated"], indirect=True)
def test_a_child_s_descriptors(open_session: Any) -> None:
    """Nothing, the output, the requests and the answers: not the control of the zygote, not the rules."""
    source = """
        import os
        def f():
            found = []
            for number in range(256):
                try:
                    os.fstat(number)
                except OSError:
                    continue
                found.append(number)
            return found
    """
    assert open_session(source).call("work", "f", [()]) == [Returned([0, 1, 2, 3, 4, 5])]


@pytest.mark.parametrize("removed", [(), ("parent-death",)])
def test_a_busy_child_dies_with_it(removed: tuple[str, ...]) -> None:
    """By the layer for that, without which it lives on."""
    backend = Confined("confined")
    confinement = Confinement(tuple(layer for layer in LAYERS if layer not in {*removed, "user"}))
    child = ForkedProcess(backend.zygote, Limits(), confinement)
    child.receive(LONG)
    (pid,) = descendants(backend.zygote.pid)
    os.kill(pid, signal.SIGSTOP)  # it reads nothing, so that the end of its requests does not end it
    os.kill(backend.zygote.pid, signal.SIGKILL)
    backend.zygote.close()
    try:
        assert ends(pid, 0.5 if removed else LONG) == (not removed)
    finally:
        if removed:
            os.kill(pid, signal.SIGKILL)
        child.kill()


def ends(pid: int, seconds: float) -> bool:
    """Whether a process that is not a child of this one ends soon; it may be left to this one as a zombie."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text("utf-8"):
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.01)
    return False


def test_it_ends_with_its_control() -> None:
    """A grader that closes the socket, or is gone, leaves no zygote."""
    zygote = Zygote()
    zygote.wait_until_ready()
    zygote._control.shutdown(socket.SHUT_RDWR)  # noqa: SLF001 - as the end of this process would
    assert zygote._process.wait(LONG) == 0  # noqa: SLF001
    zygote.close()


def test_the_last_words_of_a_zygote_are_waited_for() -> None:
    """It has left its socket before it has said why, and ends a little later."""
    zygote = Zygote(["/bin/sh", "-c", "exec 0<&-; sleep 0.2; echo no room here >&2", "sh"])
    try:
        with pytest.raises(SandboxError, match=r"has ended: no room here$"):
            zygote.wait_until_ready()
    finally:
        zygote.close()


def forked_at(backend: Confined, line: Line) -> Callable[[], list[int]]:
    """Starts a fork of this process that has three processes forked on its own line.

    Gives, when the fork is gone, the numbers of these processes, as the zygote counts.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            backend.take_line(line)
            for _ in range(3):
                child = ForkedProcess(backend.zygote, Limits())
                child.receive(LONG)
                os.write(writing, b"%d " % child._pid)  # noqa: SLF001 - whoever asks for it is to know it
        finally:
            os._exit(0)
    os.close(writing)
    line.theirs.close()

    def told() -> list[int]:
        with os.fdopen(reading, "rb") as file:
            content = file.read()
        os.waitpid(pid, 0)
        return [int(number) for number in content.split()]

    return told


def test_forks_ask_at_the_same_time(confined: Confined) -> None:
    """Each gets its own answers; what one has started ends with it, and nothing else does."""
    own = ForkedProcess(confined.zygote, Limits())
    own.receive(LONG)
    lines = [confined.open_line() for _ in range(4)]
    asked = [forked_at(confined, line) for line in lines]
    numbers = [each() for each in asked]
    assert len({number for each in numbers for number in each}) == 12
    for line in lines:
        confined.end_line(line)
    # Nothing of a process that the zygote has ended is known to it any more
    assert [confined.zygote.look(number) for each in numbers for number in each] == [0] * 12
    assert confined.zygote.look(own._pid) is None  # noqa: SLF001
    own.kill()


def test_a_line_may_be_opened_before_anything_else_is_asked() -> None:
    """As where a zygote was lost: it is waited for here, not by the fork, to which it never says that it is ready."""
    with closing(Confined("confined")) as backend:
        line = backend.open_line()
        assert len(forked_at(backend, line)()) == 3


def test_a_line_that_ended_by_itself_takes_no_other_along(confined: Confined) -> None:
    """Ended once more, when another one has been opened since, it is not taken for that."""
    gone = confined.open_line()
    gone.theirs.close()
    line = confined.open_line()
    try:
        told = forked_at(confined, line)
        confined.end_line(gone)
        assert len(told()) == 3
    finally:
        confined.end_line(line)

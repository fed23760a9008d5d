"""The grader's side of the zygote and of what it forks, with the other side played here."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest

from grader.errors import SandboxError
from grader.sandbox.client.session import DeadlineError, EndedError, FloodError
from grader.sandbox.frames import HEADER
from grader.sandbox.levels.forked import Confinement, ForkedProcess
from grader.sandbox.levels.zygote import Zygote, ZygoteError
from grader.sandbox.limits import MIB, Limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has what a zygote needs")

SAYS = """
import socket, sys
control = socket.socket(fileno=0)
control.send(b"ready")
def answers():
    while data := control.recv(4096):
        yield data.decode("ascii").split(" ", 1)
"""
ECHO = SAYS + "for number, request in answers(): control.send(f'{number} {ANSWERS[request]}'.encode())\n"


@pytest.fixture
def zygote() -> Iterator[Callable[..., Zygote]]:
    """Starts a zygote that runs this code instead of its own."""
    started: list[Zygote] = []

    def start(code: str, seconds: float = 60.0) -> Zygote:
        # what would be the zygote's own command becomes arguments of no use
        started.append(Zygote([sys.executable, "-c", code], seconds))
        return started[-1]

    yield start
    for each in started:
        each.close()


def test_what_it_answers(zygote: Callable[..., Zygote]) -> None:
    """Seconds from nanoseconds; how a process ended, or that it has not."""
    answers = {
        "fork {}": "7",
        "look 7": "lives",
        "look 8": "-9",
        "look 9": "0",
        "spent 7": "1500000000",
        "end 7": "-15",
        "open_line": "9",
        "end_line 9": "",
        "warm": "",
    }
    asked = zygote(f"ANSWERS = {answers!r}\n{ECHO}")
    asked.warm()
    assert asked.fork("{}", ()) == 7
    assert [asked.look(pid) for pid in (7, 8, 9)] == [None, -9, 0]
    assert (asked.processor_seconds(7), asked.end(7)) == (1.5, -15)
    line = asked.open_line()
    assert line.number == 9
    asked.end_line(line)
    line.theirs.close()


def test_an_answer_to_somebody_else_is_passed_over(zygote: Callable[..., Zygote]) -> None:
    """A fork of the grader may have asked, and died before the answer."""
    code = "for number, request in answers():\n    control.send(b'1.1 5'); control.send(f'{number} 6'.encode())\n"
    asked = zygote(SAYS + code)
    asked.wait_until_ready()
    assert [asked.end(1), asked.end(1)] == [6, 6]


def test_every_request_has_a_number_of_its_own(zygote: Callable[..., Zygote]) -> None:
    """An answer that comes too late is not taken for the next one."""
    code = "for number, request in answers(): control.send(f'{number} {number.partition(\".\")[2]}'.encode())\n"
    asked = zygote(SAYS + code)
    asked.wait_until_ready()
    assert [asked.end(1) for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import sys; sys.exit('e' * 600)", f"the zygote has ended: {'e' * 500}"),
        ("pass", "the zygote has ended"),
        ("import time; time.sleep(60)", "the zygote did not answer within 0.5 seconds"),
    ],
)
def test_one_that_does_not_come_up(zygote: Callable[..., Zygote], code: str, says: str) -> None:
    """With the end of what it said."""
    asked = zygote(code, 60.0 if "sleep" not in code else 0.5)
    with pytest.raises(ZygoteError) as error:
        asked.wait_until_ready()
    assert str(error.value) == says
    assert not asked.is_lost


def test_one_that_ends_later(zygote: Callable[..., Zygote]) -> None:
    """It is lost, and so is what it was asked."""
    asked = zygote(SAYS + "for number, request in answers(): sys.exit('that was it')\n")
    asked.wait_until_ready()
    assert not asked.is_lost
    with pytest.raises(ZygoteError, match=r"^the zygote has ended: that was it$"):
        asked.end(1)
    assert asked.is_lost
    with pytest.raises(ZygoteError, match=r"^the zygote is gone: .*Broken pipe$"):
        asked.end(1)


def test_one_that_does_not_end_by_itself_is_ended(zygote: Callable[..., Zygote]) -> None:
    """Closing its control is the usual way."""
    asked = zygote(SAYS + "import time\ntime.sleep(60)\n")
    asked.wait_until_ready()
    asked.close()
    with pytest.raises(ProcessLookupError):
        os.kill(asked.pid, 0)


class Forked:
    """A zygote whose forks are played: what they were given is kept open here."""

    def __init__(self) -> None:
        self.settings = ""
        self.requests = self.answers = self.output = -1
        self.looks: list[int | None] = []
        self.ended: list[int] = []
        self.work = 0.0
        self._seconds = 0.0
        self.fault: ZygoteError | None = None

    def fork(self, settings: str, descriptors: Sequence[int]) -> int:
        """Take what a process would get."""
        if self.fault is not None:
            raise self.fault
        self.settings = settings
        self.requests, self.answers, self.output = map(os.dup, descriptors)
        return 7

    def look(self, pid: int) -> int | None:
        """As it was told to."""
        assert pid == 7
        return self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]

    def processor_seconds(self, pid: int) -> float:
        """So much more each time."""
        assert pid == 7
        self._seconds += self.work
        return self._seconds

    def end(self, pid: int) -> int:
        """Remember it."""
        if self.fault is not None:
            raise self.fault
        self.ended.append(pid)
        return 0

    def answer(self, payload: bytes) -> None:
        """Answer as the process would."""
        os.write(self.answers, HEADER.pack(len(payload)) + payload)

    def hang_up(self) -> None:
        """Close its end of both pipes."""
        for descriptor in (self.requests, self.answers):
            if descriptor >= 0:
                os.close(descriptor)
        self.requests = self.answers = -1


LIMITS = Limits(call_seconds=0.2, message_bytes=1000, kept_output=3, output_bytes=2 * MIB)


@pytest.fixture
def played() -> Iterator[Forked]:
    """The other side."""
    other = Forked()
    yield other
    other.hang_up()
    if other.output >= 0:
        os.close(other.output)


@pytest.fixture
def process(played: Forked) -> Iterator[ForkedProcess]:
    """The grader's side."""
    made = ForkedProcess(cast("Zygote", played), LIMITS, Confinement(("a",), 3, ("b",)))
    yield made
    made.kill()


def test_messages_cross_in_both_directions(played: Forked, process: ForkedProcess) -> None:
    """Each behind its length; an answer that comes in pieces, and two that come at once."""
    process.send(b"abc", answers=1)
    assert os.read(played.requests, 100) == HEADER.pack(3) + b"abc"
    frame = HEADER.pack(5) + b"first"
    os.write(played.answers, frame[:3])
    with pytest.raises(DeadlineError):
        process.receive(0.01)
    os.write(played.answers, frame[3:])
    played.answer(b"")
    played.answer(b"x" * 1000)
    assert [process.receive(5) for _ in range(3)] == [b"first", b"", b"x" * 1000]


def test_it_is_told_its_limits(played: Forked, process: ForkedProcess) -> None:
    """And what is laid on it."""
    assert played.settings == (
        '{"layers": ["a"], "landlock": 3, "around": ["b"], "memory_bytes": 1073741824, "cpu_seconds": 600, '
        '"file_bytes": 16777216, "max_printed": 2097152, "message_bytes": 1000}'
    )


def test_an_answer_that_is_too_large(played: Forked, process: ForkedProcess) -> None:
    """By one byte, and before it is there."""
    os.write(played.answers, HEADER.pack(1001))
    with pytest.raises(FloodError, match=r"^it returned more than 0\.000953674 MiB$"):
        process.receive(5)


@pytest.mark.parametrize("size", [2 * MIB - 1, 2 * MIB])
def test_output_that_is_too_much(played: Forked, process: ForkedProcess, size: int) -> None:
    """It is looked at while nothing comes; an answer that is there is taken first."""
    os.ftruncate(played.output, size)
    played.answer(b"there")
    assert process.receive(5) == b"there"
    with pytest.raises(FloodError if size == 2 * MIB else DeadlineError) as error:
        process.receive(0.3)
    assert str(error.value) == ("it printed more than 2 MiB" if size == 2 * MIB else "")


def test_what_was_printed_is_taken_once(played: Forked, process: ForkedProcess) -> None:
    """As much as the kept characters can take; the rest of it is left out."""
    os.write(played.output, b"abcdefghijklmnopq")
    assert process.take_output() == b"abcdefghijkl"
    assert process.take_output() == b""
    os.write(played.output, b"next")
    assert process.take_output() == b"next"


@pytest.mark.parametrize(
    ("looks", "says"),
    [
        ([3], r"^it ended the Python process \(exit status 3\)$"),
        ([-1], r"^it ended the Python process \(signal 1\)$"),
        ([None, None, -11], r"^it ended the Python process \(signal 11\)$"),
        ([0], r"^it ended the Python process \(exit status 0\)$"),
        ([None], "^it closed the pipe on which it answers$"),
    ],
)
def test_one_that_ended(played: Forked, process: ForkedProcess, looks: list[int | None], says: str) -> None:
    """What it had answered before is there; then how it ended, which may take a moment to be seen."""
    played.answer(b"last")
    played.hang_up()
    played.looks = looks
    assert process.receive(5) == b"last"
    with pytest.raises(EndedError, match=says):
        process.receive(5)


def test_one_that_was_ended_from_outside_is_our_fault(played: Forked, process: ForkedProcess) -> None:
    """It can't have sent that signal to itself."""
    played.hang_up()
    played.looks = [-9]
    with pytest.raises(SandboxError, match="ended from outside"):
        process.receive(5)


def test_work_is_what_counts(played: Forked, process: ForkedProcess) -> None:
    """Who has used the seconds up is not waited for any longer, and waiting by itself counts as a quarter."""
    start = time.monotonic()
    with pytest.raises(DeadlineError):
        process.receive(0.2)
    assert time.monotonic() - start >= 0.75
    played.work = 50.0
    start = time.monotonic()
    with pytest.raises(DeadlineError):
        process.receive(100.0)
    assert time.monotonic() - start < 25
    played.answer(b"x")
    process.receive(60)
    assert 0 <= process.spent < 60


def test_nobody_who_does_not_read_is_waited_for(played: Forked, process: ForkedProcess) -> None:
    """Nor is one who has hung up; that is told when an answer is asked for."""
    start = time.monotonic()
    process.send(b"x" * MIB, answers=1)
    assert 0.5 < time.monotonic() - start < 20
    played.hang_up()
    process.send(b"x", answers=1)


def test_it_is_ended_once(played: Forked, process: ForkedProcess) -> None:
    """Its descriptors are closed then."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(2):
        process.kill()
    assert played.ended == [7]
    assert len(list(Path("/proc/self/fd").iterdir())) == before - 3


def test_a_zygote_that_is_gone_has_taken_it_along(played: Forked, process: ForkedProcess) -> None:
    """So ending it is no fault."""
    played.fault = ZygoteError("the zygote is gone")
    process.kill()


def test_nothing_is_left_open_where_none_was_forked(played: Forked) -> None:
    """The fault goes on to who can start another zygote."""
    played.fault = ZygoteError("the zygote is gone")
    before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(ZygoteError):
        ForkedProcess(cast("Zygote", played), LIMITS)
    assert len(list(Path("/proc/self/fd").iterdir())) == before

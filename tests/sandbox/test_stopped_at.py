"""A call that does not end is told with the loop that it was in, at every level."""

from textwrap import dedent
from typing import Any

import pytest

from grader.sandbox.client.outcome import Failure, Place
from grader.sandbox.client.running_lines import when_written
from grader.sandbox.client.stopped_at import stopped_at
from tests.sandbox.conftest import STRONGEST_FIRST

END = '  File "/somewhere/inside/__main__.py", line 47 in <module>\n'
SOURCE = dedent("""\
    def descend(f):
        x = 1

        while True:
            x = step(f, x)
    # not indented, as people comment things out
            for i in range(3):
                x = x - i

    def step(f, x):
        for _ in range(10):
            f(x)
        return straight(x)

    def straight(x):
        return fib(x)

    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    class Way:
        def walk(self):
            for x in range(9): x = (
                x +
                1)

    for x in range(10):
        def inside():
            return x
    """)
FILES = {"work.py": SOURCE.encode(), "other.py": b"def f(x):\n    return x\n"}


def dump(*frames: tuple[str, int, str]) -> bytes:
    """What the fault handler writes of frames, the outermost of which is named first."""
    lines = [f'  File "{file}", line {line} in {name}\n' for file, line, name in reversed(frames)]
    return f"printed\nCurrent thread 0x00 (most recent call first):\n{''.join(lines)}{END}".encode()


@pytest.mark.parametrize(
    ("frames", "line"),
    [
        ([("work.py", 5, "descend")], 4),
        ([("work.py", 8, "descend")], 4),
        ([("work.py", 4, "descend")], 4),
        ([("work.py", 5, "descend"), ("work.py", 12, "step")], 4),
        ([("work.py", 13, "step"), ("work.py", 16, "straight"), ("work.py", 19, "fib")], 19),
        ([("work.py", 16, "straight"), ("work.py", 19, "fib"), ("work.py", 19, "fib"), ("work.py", 19, "fib")], 19),
        ([("work.py", 13, "step"), ("/usr/lib/numpy.py", 5, "dot")], 13),
        ([("/usr/lib/numpy.py", 5, "dot"), ("work.py", 12, "step")], 11),
        ([("work.py", 25, "walk")], 23),
        ([("work.py", 29, "inside")], 29),
        ([("work.py", 27, "<module>")], 27),
    ],
    ids=range(11),
)
def test_the_outermost_loop_that_runs_is_named(frames: list[tuple[str, int, str]], line: int) -> None:
    """From the called function inwards; the line itself where there is no loop."""
    place = stopped_at(dump(*frames), FILES)
    assert place == Place("work.py", line, SOURCE.splitlines()[line - 1].strip())


@pytest.mark.parametrize(
    "written",
    [
        b"",
        dump(("/usr/lib/numpy.py", 5, "dot")),
        dump(("work.py", 0, "f")),
        dump(("work.py", 99, "f")),
        b'  File "work.py", line 99999999999999999999 in f\n',
        b"\xff\xfe\x00",
    ],
    ids=["nothing", "not theirs", "line 0", "no such line", "a huge line", "no text"],
)
def test_what_is_no_line_of_theirs_is_not_told(written: bytes) -> None:
    """It may be the student's code that wrote it."""
    assert stopped_at(written, FILES) is None


def test_a_part_of_it_is_waited_for() -> None:
    """Until our own file is told of, with which every process begins."""
    whole = dump(("work.py", 5, "descend"))
    parts = iter([b"", whole[:50], whole])
    assert when_written(lambda: next(parts)) == whole


HANGS = """
import signal, sys
def loops(x):
    y = 1
    while y:
        y = y + 1

def calls(x):
    return within([x])

def within(xs):
    for x in xs:
        loops(x)

def deaf(x):
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    while True: pass

def forges(x):
    print('  File "work.py", line 2 in loops')
    while True: pass

def quick(x): return x
"""


@pytest.mark.parametrize("level", STRONGEST_FIRST, indirect=True)
@pytest.mark.parametrize(
    ("function", "place"),
    [
        ("loops", Place("work.py", 5, "while y:")),
        ("calls", Place("work.py", 12, "for x in xs:")),
        ("deaf", None),
        ("forges", Place("work.py", 21, "while True: pass")),
    ],
    ids=["loops", "calls", "deaf", "forges"],
)
def test_a_call_that_hangs(open_session: Any, function: str, place: Place | None) -> None:
    """The next call finds a new process, and nothing of this is printed."""
    session = open_session(HANGS, call_seconds=0.5)
    (failure,) = session.call("work", function, [(1,)])
    assert isinstance(failure, Failure)
    assert failure.text == "it was stopped after 0.5 seconds"
    assert failure.place == place
    assert "most recent call" not in session.take_output()
    assert session.call("work", "quick", [(1,)])[0].value == 1
    assert session.take_output() == ""

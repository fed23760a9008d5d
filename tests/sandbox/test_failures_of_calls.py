"""A call without a value says what happened, in which line; the session goes on as if nothing had been."""

from typing import Any

import pytest

from grader.sandbox.client.outcome import Failure, FailureKind, Returned
from tests.sandbox.conftest import STRONGEST_FIRST

SOURCE = b"""
import os, signal, sys, time
import numpy as np
import sympy as sp

number = 3
def stub(): raise NotImplementedError("later")
def unsolved(): return sp.solve(sp.sin(sp.Symbol("x")) + sp.Symbol("x") ** 3 + sp.exp(sp.Symbol("x")))
def two(a, b=object()): return a
def inner_type_error(a): return a + "x"
def raises(): raise ValueError("line one\\n line   two \\x1b[31m")
def address(): raise ValueError(object())
def speechless():
    class E(Exception):
        def __str__(self): raise SystemExit
    raise E
def recursive(n=0): return recursive(n + 1)
def leaves(): sys.exit()
def interrupts(): raise KeyboardInterrupt
def asks(): return input("? ")
def forbidden(): raise PermissionError(13, "no")
def evaluates(): return eval("x +")
def array(): return np.ones(10 * 2**30 // 8)
def text(): return "x" * (10 * 2**30)
def million(): return np.zeros(10**6)
def keys(): return {1: 2}.keys()
"""


@pytest.fixture(scope="module")
def session(start_session: Any) -> Any:
    return start_session({"work.py": SOURCE}, call_seconds=10)


@pytest.mark.parametrize(
    ("function", "arguments", "kind", "text", "line"),
    [
        ("nothing", (), "no_function", "work.py has no function nothing", None),
        ("number", (), "no_function", "number in work.py is not a function", None),
        ("stub", (), "not_implemented", "it raises NotImplementedError, as the untouched stub does", 7),
        ("unsolved", (), "raised", "NotImplementedError: ", 8),
        ("two", (), "signature", "two(a, b=<object object>) cannot be called with 0 arguments", None),
        ("two", (1, 2, 3), "signature", "cannot be called with 3 arguments", None),
        ("inner_type_error", (1,), "raised", "TypeError: unsupported operand", 10),
        ("raises", (), "raised", "ValueError: line one line two \N{REPLACEMENT CHARACTER}[31m", 11),
        ("address", (), "raised", "ValueError: <object object>", 12),
        ("speechless", (), "raised", "an exception that cannot be described", None),
        ("recursive", (), "raised", "RecursionError: maximum recursion depth exceeded", 17),
        ("leaves", (), "exited", "it ended the program (sys.exit or exit)", 18),
        ("interrupts", (), "raised", "KeyboardInterrupt", 19),
        ("asks", (), "raised", "EOFError: the code asks for input()", 20),
        ("forbidden", (), "forbidden", "PermissionError: [Errno 13] no", 21),
        ("evaluates", (), "raised", "SyntaxError: invalid syntax", 22),
        ("array", (), "out_of_memory", "MemoryError: Unable to allocate 10.0 GiB", 23),
        ("text", (), "out_of_memory", "MemoryError", 24),
        ("million", (), "unsendable", "it is an array of 1000000 numbers, more than 1,048,576 bytes", None),
        ("keys", (), "unsendable", "it is a dict_keys object; list(...) makes it a list", None),
    ],
)
def test_failure(session: Any, function: str, arguments: Any, kind: str, text: str, line: int | None) -> None:
    """Kind, text and line of what went wrong; no memory address, control character or second line in it."""
    (failure,) = session.call("work", function, [arguments])
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind(kind)
    assert failure.text.startswith(text) or text in failure.text
    assert (failure.place and failure.place.line) == line
    assert not failure.loading


@pytest.mark.parametrize("level", STRONGEST_FIRST, indirect=True)
@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("os._exit(3)", "killed", "it ended the Python process (exit status 3)"),
        ("os.closerange(3, 100)", "killed", "it ended the Python process (exit status"),
        ("sum(iter(int, 1))", "timed_out", "it was stopped after 0.5 seconds"),
        ("10 ** 10**8", "timed_out", "it was stopped after 0.5 seconds"),
        pytest.param(
            "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
            "timed_out",
            "it was stopped after",
            marks=pytest.mark.slow,
        ),
        ("for _ in range(10**6): print('x' * 100)", "flooded", "it printed more than 1 MiB"),
        ("os.write(2, b'x' * 2**21)", "flooded", "it printed more than 1 MiB"),
        ("try: print('x' * 2**22)\n    except OSError: pass", "flooded", "it printed more than 1 MiB"),
    ],
)
def test_ending(open_session: Any, body: str, kind: str, text: str) -> None:
    """A call that ends the process, or has to be ended with it, is the last; the next one finds a fresh process."""
    check_ending(open_session, body, kind, text)


@pytest.mark.parametrize("level", ["limited"], indirect=True)
@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        ("SIGKILL", "killed", "it ended the Python process (signal 9)"),
        pytest.param("SIGSTOP", "timed_out", "it was stopped after 0.5 seconds", marks=pytest.mark.slow),
    ],
)
def test_a_signal_to_itself(open_session: Any, number: str, kind: str, text: str) -> None:
    """A signal ends the call like anything else; the stronger levels forbid sending any."""
    check_ending(open_session, f"os.kill(os.getpid(), signal.{number})", kind, text)


def check_ending(open_session: Any, body: str, kind: str, text: str) -> None:
    """One call is answered, one ends the process, and the next finds another one."""
    source = f"import os, signal, time\ndef bad(x):\n  if x:\n    {body}\n  return x\ndef good(): return 1\n"
    session = open_session(source, call_seconds=0.5, output_bytes=2**20, file_bytes=2**20)
    first, failure = session.call("work", "bad", [(0,), (1,), (2,)])
    assert first == Returned(0)
    assert failure.kind is FailureKind(kind)
    assert text in failure.text
    assert session.call("work", "good", [()]) == [Returned(1)]


@pytest.mark.parametrize("level", STRONGEST_FIRST, indirect=True)
def test_many_calls_together_have_a_deadline(open_session: Any) -> None:
    """Calls that are each fast enough are stopped when they take too long together."""
    session = open_session("import time\ndef nap(): time.sleep(0.2)\n", call_seconds=5, batch_seconds=0.7)
    outcomes = session.call("work", "nap", [()] * 100)
    assert outcomes[0] == Returned(None)
    assert len(outcomes) < 10
    assert outcomes[-1].text == "it was stopped when its calls had taken 0.7 seconds together"


def test_memory_comes_back(open_session: Any) -> None:
    """Running out of memory is described, and the next call has it back."""
    source = """
        def grow():
            kept = []
            while True:
                kept.append(bytearray(10**6))
        def good(): return 1
    """
    session = open_session(source, call_seconds=30, batch_seconds=30, memory_bytes=100 * 2**20)
    (failure,) = session.call("work", "grow", [()])
    assert failure.kind is FailureKind.OUT_OF_MEMORY
    assert session.call("work", "good", [()]) == [Returned(1)]


@pytest.mark.parametrize("level", STRONGEST_FIRST, indirect=True)
def test_a_million_frames(open_session: Any) -> None:
    """A recursion that only memory ends is a failure (Python itself cannot always name it), and the session goes on."""
    source = """
        import sys
        def dive():
            sys.setrecursionlimit(10**9)
            return dive()
        def good(): return 1
    """
    session = open_session(source, call_seconds=30, batch_seconds=30, memory_bytes=100 * 2**20)
    (failure,) = session.call("work", "dive", [()])
    assert isinstance(failure, Failure)
    assert session.call("work", "good", [()]) == [Returned(1)]


@pytest.mark.parametrize(
    ("function", "text"),
    [
        ("forges", "it answered more often than it was called"),
        ("disturbs", "it disturbed the pipe on which it answers"),
    ],
)
def test_an_answer_too_many(open_session: Any, function: str, text: str) -> None:
    """More answers than calls are seen at the next call, and never taken for the answer of a later function."""
    check_stray(open_session, function, text)


@pytest.mark.parametrize("level", ["limited"], indirect=True)
def test_a_copy_that_answers_too(open_session: Any) -> None:
    """So it is with the answers of a copy made by fork, which the stronger levels forbid."""
    check_stray(open_session, "forks", "it answered more often than it was called")


def check_stray(open_session: Any, function: str, text: str) -> None:
    """A function of these is seen through at the next call at the latest."""
    source = """
        import os
        def write(data):
            for descriptor in range(3, 12):
                try: os.write(descriptor, len(data).to_bytes(4, "big") + data)
                except OSError: pass
        def forges(): write(b'{"number":2,"value":7}')
        def disturbs(): write(b'[1')
        def forks(): os.fork()
        def good(): return 1
    """
    session = open_session(source, call_seconds=2)
    outcomes = session.call("work", function, [()])
    while outcomes[-1] in {Returned(None), Returned(1), Returned(7)}:  # a copy made by fork may take its time
        outcomes += session.call("work", "good", [()])
    assert outcomes[-1] == Failure(FailureKind.KILLED, text)
    assert session.call("work", "good", [()]) == [Returned(1)]


def test_a_frame_that_announces_gigabytes(open_session: Any) -> None:
    """It is refused by its length, before anything of it is read."""
    source = r"""
        import os
        def floods():
            for descriptor in range(3, 12):
                try: os.write(descriptor, b"\xff" * 100)
                except OSError: pass
    """
    (failure,) = open_session(source).call("work", "floods", [()])
    assert (failure.kind, failure.text) == (FailureKind.FLOODED, "it returned more than 1 MiB")

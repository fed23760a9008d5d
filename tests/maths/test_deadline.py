"""A computation is killed at its deadline, whatever it does, and leaves nothing behind."""

import os
import time
from typing import Any

import pytest
import sympy

from grader.maths import deadline
from grader.maths.deadline import within


def tower() -> Any:
    """One step of Python that no signal handler interrupts."""
    return 10**10**8


def fail() -> None:
    """A computation that fails."""
    raise ValueError


def double(x: sympy.Expr, *, times: int = 2) -> sympy.Expr:
    """A result that is an expression."""
    return times * x


def large() -> bytes:
    """More than a pipe holds."""
    return b"x" * 2**20


def test_results() -> None:
    """A result of any size comes back; a failure is no result."""
    x = sympy.Symbol("x")
    assert within(10, double, x) == 2 * x
    assert within(10, double, x, times=3) == 3 * x
    assert within(10, fail) is None
    assert within(10, large) == large()


def test_what_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even within one step, and no process is left."""
    forked: list[int] = []
    fork = os.fork

    def recorded() -> int:
        forked.append(fork())
        return forked[-1]

    monkeypatch.setattr(os, "fork", recorded)
    start = time.monotonic()
    assert within(0.3, tower) is None
    assert time.monotonic() - start < 10  # generous: the machine may be busy
    with pytest.raises(ProcessLookupError):
        os.kill(forked[0], 0)


def test_where_there_is_no_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new process does the same."""
    monkeypatch.delattr(os, "fork")
    x = sympy.Symbol("x")
    assert deadline.within(60, double, x) == 2 * x
    assert within(0.3, tower) is None

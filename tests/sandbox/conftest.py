"""Sessions with short limits at every level that this machine has: the conformance suite of the sandbox."""

import ctypes
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from textwrap import dedent
from typing import Any

import pytest

from grader.errors import SandboxError
from grader.sandbox.client.exchange import Exchange
from grader.sandbox.client.session import Session
from grader.sandbox.client.student_session import StudentSession
from grader.sandbox.levels.sandbox import LEVELS, Backend, holes, start_backend
from grader.sandbox.limits import Limits

Open = Callable[..., Session]
_LANDLOCK_CREATE_RULESET, _VERSION = 444, 1
"""The same number on every architecture; the flag asks for the kernel's version of Landlock."""


def can_hold(level: str) -> bool:
    """Whether a machine has what a level needs, found without the grader: a wall that broke is no missing machine."""
    if level == "limited":
        return True
    if sys.platform != "linux" or ctypes.CDLL(None).syscall(_LANDLOCK_CREATE_RULESET, None, 0, _VERSION) < 1:
        return False
    bwrap = shutil.which("bwrap")
    command = [str(bwrap), "--unshare-all", "--die-with-parent", "--ro-bind", "/", "/", "--proc", "/proc", "true"]
    return level == "confined" or (bwrap is not None and subprocess.run(command, check=False).returncode == 0)


class Backends:
    """One warm backend for each level, shared by all tests of a process."""

    def __init__(self) -> None:
        self._backends: dict[str, Backend | str] = {}

    def get(self, level: str) -> Backend:
        """A level's backend; the test is skipped, with the reason, where the level does not hold."""
        if level not in self._backends:
            self._backends[level] = self._start(level)
        backend = self._backends[level]
        if isinstance(backend, str):
            said = f"{level} does not hold here: {backend}"
            if can_hold(level):
                pytest.fail(f"{said}; this machine has all that it needs")
            pytest.skip(said)
        return backend

    def close(self) -> None:
        """End what was started."""
        for backend in self._backends.values():
            if not isinstance(backend, str):
                backend.close()

    def _start(self, level: str) -> Backend | str:
        try:
            backend = start_backend(level, Limits())
        except SandboxError as error:
            return str(error)
        reasons = holes(backend)
        if reasons:
            backend.close()
            return "; ".join(reasons)
        return backend


@pytest.fixture(scope="session")
def backends() -> Iterator[Backends]:
    """The backends, ended after the last test."""
    started = Backends()
    yield started
    started.close()


WEAKEST, *BETWEEN, STRONGEST = LEVELS
SLOW_BETWEEN = [pytest.param(level, marks=pytest.mark.slow) for level in BETWEEN]
"""The strongest level does all that these do, and more."""
STRONGEST_FIRST = [STRONGEST, *SLOW_BETWEEN, pytest.param(WEAKEST, marks=pytest.mark.slow)]
"""For what costs a process of its own: at the weakest level that is a new Python."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of a table about code inside, all rows but the first are slow at the weakest level."""
    begun = set()
    functions = [item for item in items if isinstance(item, pytest.Function)]
    for item in functions:
        if item.get_closest_marker("inside") and item.callspec.params["level"] == WEAKEST:
            if item.function in begun:
                item.add_marker(pytest.mark.slow)
            begun.add(item.function)


@pytest.fixture(scope="module", params=[WEAKEST, *SLOW_BETWEEN, STRONGEST])
def level(request: Any, backends: Backends) -> str:
    """Each level in turn."""
    backends.get(request.param)
    return str(request.param)


@pytest.fixture(scope="module")
def start_session(level: str, backends: Backends) -> Iterator[Open]:
    """Opens a session on several files, for all tests of a module; keywords are limits."""
    yield from _sessions(level, backends)


@pytest.fixture
def open_session(level: str, backends: Backends) -> Iterator[Open]:
    """Opens a session on the source of `work.py`, or on several files; keywords are limits."""
    yield from _sessions(level, backends)


def _sessions(level: str, backends: Backends) -> Iterator[Open]:
    backend = backends.get(level)
    opened: list[Session] = []

    def open_one(source: str | dict[str, bytes], **numbers: Any) -> Session:
        files = {"work.py": dedent(source).encode()} if isinstance(source, str) else source
        limits = Limits(**numbers)
        session = StudentSession(Exchange(files, limits, level, lambda: backend.start(limits)))
        opened.append(session)
        return session

    yield open_one
    for session in opened:
        session.close()

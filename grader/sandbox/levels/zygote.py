"""The zygote, seen from the grader: it is started once, and asked to fork and to end students' processes."""

import contextlib
import os
import select
import socket
import subprocess
from collections.abc import Sequence
from typing import NamedTuple

from grader.errors import SandboxError
from grader.sandbox.client.framed_pipe import is_ready
from grader.sandbox.levels.start import command, environment

# A request is a short line; the socket keeps packets apart, so that none is ever cut in two.
_PACKET = 4096
# A fork takes milliseconds; a zygote that is silent for so long is stuck or swapped out, and a new one is started.
_ANSWER_SECONDS = 10.0


class ZygoteError(SandboxError):
    """The zygote is gone, or does not answer."""


class Line(NamedTuple):
    """A way for a fork of this process to ask the zygote for itself, while this one and others do."""

    number: int
    """As the zygote counts."""
    theirs: socket.socket
    """For the fork alone: with it the zygote sees that the fork is gone."""


class Zygote:
    """A warm process to fork from. Starting returns at once; it warms up while the caller goes on.

    Parameters
    ----------
    wrapper : sequence of str
        A command in front of the zygote's own that puts it into namespaces; empty for none.
    start_seconds : float
        Time after which a zygote that has not come up counts as the machine's failure.
    has_sympy : bool
        Whether it imports SymPy at once.
    """

    def __init__(self, wrapper: Sequence[str] = (), start_seconds: float = 60.0, *, has_sympy: bool = True) -> None:
        self._has_sympy = has_sympy
        self._start_seconds = start_seconds
        self._is_ready = False
        self._asked = 0
        arguments = [*wrapper, *command("zygote", [int(has_sympy)])]
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own file
                arguments,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd="/",
                env=environment(),
                start_new_session=True,
            )
        except OSError as error:
            self._control.close()
            raise SandboxError(f"the zygote cannot be started: {error}") from error
        finally:
            theirs.close()

    @property
    def pid(self) -> int:
        """The process's number, or its wrapper's."""
        return self._process.pid

    @property
    def is_lost(self) -> bool:
        """Whether it was ready once and has ended since; to be asked in the process that started it."""
        return self._is_ready and self._process.poll() is not None

    def warm(self) -> None:
        """Have it make first calls of what many submissions use; worth a second where many are forked."""
        self._ask("warm", seconds=self._start_seconds)

    def import_sympy(self) -> None:
        """Have it import SymPy, unless it has: what is forked from now on finds it imported."""
        if not self._has_sympy:
            self._ask("sympy", seconds=self._start_seconds)
            self._has_sympy = True

    def fork(self, settings: str, descriptors: Sequence[int]) -> int:
        """Fork a student's process with these settings, in JSON; its number, as the zygote counts."""
        return int(self._ask(f"fork {settings}", descriptors))

    def look(self, pid: int) -> int | None:
        """How a student's process ended, as `end` says it; None while it lives."""
        status = self._ask(f"look {pid}")
        return None if status == "lives" else int(status)

    def ask_for_traceback(self, pid: int) -> None:
        """Have a student's process write to its output which lines are running."""
        self._ask(f"trace {pid}")

    def processor_seconds(self, pid: int) -> float:
        """Processor time that a student's process has used; 0 of one that has ended."""
        return int(self._ask(f"spent {pid}")) / 1e9

    def end(self, pid: int) -> int:
        """End a student's process, if it still lives; its exit status, negative for a signal."""
        return int(self._ask(f"end {pid}"))

    def open_line(self) -> Line:
        """A line for a fork of this process; `end_line` it when the fork has ended."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            try:
                return Line(int(self._ask("open_line", [theirs.fileno()])), ours)
            except ZygoteError:
                ours.close()
                raise

    def take_line(self, line: Line) -> None:
        """From now on, in the fork, ask on its own line."""
        self._control.close()
        self._control = line.theirs

    def end_line(self, line: Line) -> None:
        """End every student's process that was asked for on a line."""
        self._ask(f"end_line {line.number}")

    def close(self) -> None:
        """End the zygote, and with it all that it has forked."""
        self._control.close()
        try:
            self._process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()

    def wait_until_ready(self) -> None:
        """Wait until it is warm; ZygoteError if it does not come up."""
        if not self._is_ready:
            self._receive(self._start_seconds)
            self._is_ready = True

    def _ask(self, request: str, descriptors: Sequence[int] = (), seconds: float = _ANSWER_SECONDS) -> str:
        self.wait_until_ready()  # here, and not in a fork of this process, which asks on a line that tells of no start
        self._asked += 1
        number = f"{os.getpid()}.{self._asked}"  # a fork of this process may ask as well, and die before the answer
        try:
            socket.send_fds(self._control, [f"{number} {request}".encode("ascii")], list(descriptors))
        except OSError as error:
            raise ZygoteError(f"the zygote is gone: {error}{self._said()}") from error
        while True:
            answered, _, answer = self._receive(seconds).partition(" ")
            if answered == number:  # else it is for a fork of this process that died before it came
                return answer

    def _receive(self, seconds: float) -> str:
        if not is_ready(self._control.fileno(), select.POLLIN, seconds):
            raise ZygoteError(f"the zygote did not answer within {seconds:g} seconds")
        try:
            data = self._control.recv(_PACKET)
        except ConnectionResetError:  # it has died before it read the request
            data = b""
        if not data:
            raise ZygoteError(f"the zygote has ended{self._said()}")
        return data.decode("ascii")

    def _said(self) -> str:
        """The end of what it printed before it died; empty if it lives, said nothing or is closed."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1.0)
            if self._process.stderr is not None and not self._process.stderr.closed:
                said = self._process.stderr.read().decode("utf-8", errors="replace").strip()
                return f": {said[-500:]}" if said else ""
        return ""

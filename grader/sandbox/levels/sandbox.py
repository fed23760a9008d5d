"""Opens a sandbox at the strongest level that holds here, or at the one that is demanded.

Only the standard library is imported here, so that the student's process warms up while the grader still imports.
"""

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from grader.errors import SandboxError
from grader.sandbox.client.session import Process, Session
from grader.sandbox.levels.known_level import recall, remember
from grader.sandbox.limits import Limits

if TYPE_CHECKING:  # it is imported before the student's process is started
    from grader.sandbox.client.exchange import Exchange
    from grader.sandbox.levels.zygote import Line

LEVELS = ("limited", "confined", "isolated")
"""From the weakest to the strongest."""
_OF_SYMPY = (b"sympy", b"mpmath")
"""What stands in a file that imports it."""


class Backend(Protocol):
    """One level's way to start processes; making one begins to warm up and returns at once."""

    @property
    def level(self) -> str:
        """Its name."""

    @property
    def required(self) -> frozenset[str]:
        """The layers without which a process is not what the level promises."""

    def warm(self) -> None:
        """Warm up further, where many submissions are to come."""

    def import_sympy(self) -> None:
        """Have processes that are started from now on find SymPy imported."""

    def wait(self) -> None:
        """Wait until processes can be started; SandboxError if they never can."""

    def start(self, limits: Limits) -> Process:
        """A new process for one submission."""

    def close(self) -> None:
        """End all that was started."""


class Lines(Protocol):
    """How a fork of this process asks for students' processes while this one, and other forks, do the same."""

    def open_line(self) -> "Line":
        """A way to ask for a fork of this process; `end_line` it when the fork has ended."""

    def take_line(self, line: "Line") -> None:
        """From now on, in the fork, ask on its own line."""

    def end_line(self, line: "Line") -> None:
        """End every student's process that was asked for on a line."""


class Refused(NamedTuple):
    """A level that does not hold here, and why: what came through, or why it cannot be tried."""

    level: str
    reasons: tuple[str, ...]


class Sandbox:
    """A level that holds on this machine, warming up for the first submission.

    Parameters
    ----------
    demanded : str, optional
        The level that must hold; by default the strongest that does.
    limits : Limits, optional
        What a submission may use.
    has_sympy : bool
        Whether SymPy is imported at once, or when a submission or the course turns out to need it.

    Raises
    ------
    SandboxError
        If a demanded level does not hold; here, or from `level` or `open` when it has been tried.
    """

    def __init__(self, demanded: str | None = None, limits: Limits | None = None, *, has_sympy: bool = True) -> None:
        if demanded is not None and demanded not in LEVELS:
            raise SandboxError(f"there is no sandbox level '{demanded}'; there are {', '.join(LEVELS)}")
        self._limits = limits or Limits()
        self._demanded = demanded
        self._has_sympy = has_sympy
        self._refused: list[Refused] = []
        self._is_settled = False
        self._recalled = recall()
        self._candidates = [demanded] if demanded else _down_from(self._recalled or LEVELS[-1])
        self._backend = self._next_backend()

    @property
    def level(self) -> str:
        """The level that holds; it is tried first, unless it was since the machine started."""
        while not self._is_settled:
            self._settle()
        return self._backend.level

    @property
    def backend(self) -> Backend:
        """How processes are started at the level that holds."""
        _ = self.level
        return self._backend

    @property
    def refused(self) -> tuple[Refused, ...]:
        """The stronger levels that were tried and do not hold."""
        return tuple(self._refused)

    def open(self, files: Mapping[str, bytes]) -> Session:
        """A session for one submission; `close` it when done."""
        from grader.sandbox.client.student_session import StudentSession  # noqa: PLC0415 - needs sympy, as the process does

        return StudentSession(self.exchange(files))

    def exchange(self, files: Mapping[str, bytes]) -> "Exchange":
        """The same, where what a student answers is not to be decoded; `close` it when done."""
        from grader.sandbox.client.exchange import Exchange  # noqa: PLC0415 - not before the student's process is started

        backend = self.backend
        return Exchange(
            files,
            self._limits,
            backend.level,
            lambda: self._backend.start(self._limits),
            required=backend.required,
            get_ready_for=self.get_ready_for,
        )

    def wait(self) -> None:
        """Wait until a submission can be opened without waiting."""
        self.backend.wait()

    def get_ready_for(self, contents: Iterable[bytes]) -> None:
        """Import what some files need, which is worth doing before this process is forked."""
        # Where the grader's own process has it, the course does, and arguments and references may be made of it
        if "sympy" in sys.modules or mentions_sympy(contents):
            self.backend.import_sympy()

    @property
    def lines(self) -> "Lines":
        """How a fork of this process asks for itself; SandboxError at a level that has none."""
        from grader.sandbox.levels.confined import Confined  # noqa: PLC0415 - of the two ways only one is needed

        if not isinstance(self.backend, Confined):
            raise SandboxError(f"a fork cannot ask for processes at the level {self.level}")
        return self.backend

    def warm(self) -> None:
        """Warm up further, which takes a second: worth it where many submissions are to come."""
        self.backend.warm()

    def close(self) -> None:
        """End all that was started."""
        self._backend.close()

    def _settle(self) -> None:
        """Try the current candidate; take the next one if it does not hold."""
        level = self._backend.level
        if level == self._recalled:
            reasons = self._wait()
            self._recalled = None
            if reasons:  # it no longer comes up, whatever was true before
                self._candidates = self._candidates if self._demanded else _down_from(LEVELS[-1])
        else:
            reasons = holes(self._backend) and holes(self._backend)  # twice, lest an accident be remembered
            # A level that was demanded holds, but need not be the strongest that does
            if not reasons and self._demanded is None:
                remember(level)
        self._is_settled = not reasons
        if reasons:
            self._refused.append(Refused(level, reasons))
            self._backend.close()
            self._backend = self._next_backend()

    def _wait(self) -> tuple[str, ...]:
        try:
            self._backend.wait()
        except SandboxError as error:
            return (str(error),)
        return ()

    def _next_backend(self) -> Backend:
        while self._candidates:
            level = self._candidates.pop(0)
            try:
                return start_backend(level, self._limits, has_sympy=self._has_sympy)
            except SandboxError as error:
                self._refused.append(Refused(level, (str(error),)))
        reasons = "; ".join(f"{refused.level}: {', '.join(refused.reasons)}" for refused in self._refused)
        raise SandboxError(f"no sandbox level that is wanted holds here ({reasons}); `grade doctor` tells more")


def mentions_sympy(contents: Iterable[bytes]) -> bool:
    """Whether some files look as if they imported SymPy, or what it calculates with."""
    return any(name in content for content in contents for name in _OF_SYMPY)


def start_backend(level: str, limits: Limits, *, has_sympy: bool = True) -> Backend:
    """Begin to warm up a level; SandboxError if this machine has no such level."""
    if level == "limited":
        from grader.sandbox.levels.limited import Limited  # noqa: PLC0415 - of the two ways only one is needed

        return Limited(limits)
    from grader.sandbox.levels.confined import Confined  # noqa: PLC0415

    return Confined(level, has_sympy=has_sympy)


def holes(backend: Backend) -> tuple[str, ...]:
    """What a student's code could do at a level that promises to stop it; `limited` promises nothing of the kind."""
    if backend.level == "limited":
        return ()
    from grader.sandbox.levels.probe import attack  # noqa: PLC0415 - needs sympy, as the process does

    try:
        findings = attack(backend.level, backend.start)
    except SandboxError as error:
        return (str(error),)
    return tuple(f"a submission can {finding.attack.hole}" for finding in findings if not finding.held)


def _down_from(level: str) -> list[str]:
    """A level and the weaker ones, strongest first."""
    return list(reversed(LEVELS[: LEVELS.index(level) + 1]))

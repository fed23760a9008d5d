"""The levels `confined` and `isolated`: processes forked from a zygote, which for `isolated` is in namespaces."""

import contextlib
import sys

from grader.errors import SandboxError
from grader.sandbox.forked import Confinement, ForkedProcess
from grader.sandbox.limits import Limits
from grader.sandbox.process import Process
from grader.sandbox.zygote import Zygote, ZygoteError

_WHOLE = Confinement()
_OPTIONAL = {"user"}
"""Only root has a user to give up, and only where nobody can read Python."""


class Confined:
    """Starts confined processes from a zygote that is warming up already.

    Parameters
    ----------
    level : str
        `confined` or `isolated`.
    confinement : Confinement
        What is laid on each process; only tests lay less than everything.

    Raises
    ------
    SandboxError
        If this system has no such level, with the reason and the cure.
    """

    def __init__(self, level: str, confinement: Confinement = _WHOLE) -> None:
        if sys.platform != "linux":
            raise SandboxError(f"{sys.platform} has no Landlock and no seccomp; use Linux, or WSL2 on Windows")
        self.level = level
        self._wrapper = _namespaces() if level == "isolated" else []
        self._confinement = confinement._replace(around=("namespaces",) if self._wrapper else ())
        self._zygote = Zygote(self._wrapper)

    @property
    def required(self) -> frozenset[str]:
        """What each process has to have laid on itself, and what is around it."""
        return frozenset({*self._confinement.layers, *self._confinement.around} - _OPTIONAL)

    @property
    def zygote(self) -> Zygote:
        """Where processes are forked from."""
        return self._zygote

    def warm(self) -> None:
        """Warm up further, where many submissions are to come."""
        self._zygote.warm()

    def wait(self) -> None:
        """Wait until the zygote is warm, or a new one if it is gone; SandboxError if it does not come up."""
        if self._zygote.is_lost:
            self._replace()
        self._zygote.wait_until_ready()

    def start(self, limits: Limits) -> Process:
        """A new process; a zygote that is gone is replaced once."""
        try:
            return ForkedProcess(self._zygote, limits, self._confinement)
        except ZygoteError:
            self._replace()
            return ForkedProcess(self._zygote, limits, self._confinement)

    def end_all(self) -> None:
        """Have the zygote end all that it has forked; one that is gone has taken it along."""
        with contextlib.suppress(ZygoteError):
            self._zygote.end_all()

    def close(self) -> None:
        """End the zygote and all that it has forked."""
        self._zygote.close()

    def _replace(self) -> None:
        self._zygote.close()
        self._zygote = Zygote(self._wrapper)


def _namespaces() -> list[str]:
    from grader.sandbox.namespaces import wrapper  # noqa: PLC0415 - only this level needs it

    found = wrapper()
    if found is None:
        raise SandboxError("bubblewrap is not installed")
    return found

"""Opens a sandbox at the strongest level that holds here, or at the one that is demanded.

Only the standard library is imported here, so that the student's process warms up while the grader still imports.
"""

from collections.abc import Mapping

from grader.errors import SandboxError
from grader.sandbox.limits import Limits
from grader.sandbox.process import Process
from grader.sandbox.session import Session
from grader.sandbox.spawned import SpawnedProcess

LEVELS = ("limited", "confined", "isolated")


class Sandbox:
    """A level that holds on this machine, with a process already warming up for the first submission.

    Parameters
    ----------
    demanded : str, optional
        The level that must hold; SandboxError if it does not. By default the strongest that does.
    limits : Limits, optional
        What a submission may use.
    """

    def __init__(self, demanded: str | None = None, limits: Limits | None = None) -> None:
        if demanded not in {None, "limited"}:
            raise SandboxError(
                f"the sandbox level '{demanded}' does not hold here: this version confines code at 'limited' only"
            )
        self._limits = limits or Limits()
        self._spare: Process | None = SpawnedProcess(self._limits)

    def open(self, files: Mapping[str, bytes]) -> Session:
        """A session for one submission; `close` it when done."""
        from grader.sandbox.student_session import StudentSession  # noqa: PLC0415 - needs sympy, as the process does

        return StudentSession(files, self._limits, "limited", self._start)

    def close(self) -> None:
        """End what was started and never used."""
        if self._spare is not None:
            self._spare.kill()
            self._spare = None

    def _start(self) -> Process:
        process, self._spare = self._spare or SpawnedProcess(self._limits), None
        return process

"""The level `limited`: a process started anew for each submission, on any system. It guards against accidents."""

from grader.sandbox.limits import Limits
from grader.sandbox.process import Process
from grader.sandbox.spawned import SpawnedProcess


class Limited:
    """Starts processes without confinement; the first one is warming up already."""

    level = "limited"
    required: frozenset[str] = frozenset()
    starts_at_once = False

    def __init__(self, limits: Limits) -> None:
        self._spare: tuple[Limits, SpawnedProcess] | None = (limits, SpawnedProcess(limits))

    def wait(self) -> None:
        """Nothing to wait for: a process says itself when it is ready."""

    def warm(self) -> None:
        """Nothing to warm up: each process is a new one."""

    def start(self, limits: Limits) -> Process:
        """The one that is warming up, or else a new one."""
        spare, self._spare = self._spare, None
        if spare is not None and spare[0] == limits:
            return spare[1]
        return SpawnedProcess(limits)

    def end_all(self) -> None:
        """Nothing to do: each process ends with its session."""

    def close(self) -> None:
        """End the process that was never used."""
        if self._spare is not None:
            self._spare[1].kill()
            self._spare = None

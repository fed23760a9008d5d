"""The level `limited`: a process started anew for each file, on any system. It guards against accidents."""

from collections import deque

from grader.sandbox.limits import Limits
from grader.sandbox.process import Process
from grader.sandbox.spawned import SpawnedProcess

_AHEAD = 2


class Limited:
    """Starts processes without confinement; the first one is warming up already.

    Who needs a second one will need more of them, such as one for each exercise: from then on, a few warm up ahead.
    """

    level = "limited"
    required: frozenset[str] = frozenset()

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._spare = deque([SpawnedProcess(limits)])
        self._started = 0

    def wait(self) -> None:
        """Nothing to wait for: a process says itself when it is ready."""

    def warm(self) -> None:
        """Nothing to warm up: each process is a new one."""

    def start(self, limits: Limits) -> Process:
        """The one that has been warming up for the longest, or else a new one."""
        if limits != self._limits:
            return SpawnedProcess(limits)
        process = self._spare.popleft() if self._spare else SpawnedProcess(limits)
        self._started += 1
        while self._started > 1 and len(self._spare) < _AHEAD:
            self._spare.append(SpawnedProcess(limits))
        return process

    def end_all(self) -> None:
        """Nothing to do: each process ends with its session."""

    def close(self) -> None:
        """End the processes that were never used."""
        while self._spare:
            self._spare.pop().kill()

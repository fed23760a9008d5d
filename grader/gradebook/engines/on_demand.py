"""An engine that is started for the first task: where everything is known there is none, and nothing is started."""

from collections.abc import Callable, Iterator
from itertools import chain

from grader.gradebook.grading.engine import Engine, IsStopped, Result, Task, never


class OnDemandEngine:
    """Another engine, once it is needed.

    Parameters
    ----------
    level : str
        The level of the sandbox that it is demanded to hold.
    start : callable
        Starts it; SandboxError, which `run` passes on, if it cannot grade.
    """

    def __init__(self, level: str, start: Callable[[], Engine]) -> None:
        self.level = level
        self._start = start
        self._engine: Engine | None = None

    def run(self, tasks: Iterator[Task], is_stopped: IsStopped = never) -> Iterator[Result]:
        """The result of each task."""
        first = None if is_stopped() else next(tasks, None)
        if first is None:
            return
        if self._engine is None:
            self._engine = self._start()
        yield from self._engine.run(chain([first], tasks), is_stopped)

    def close(self) -> None:
        """End it, if it was started."""
        if self._engine is not None:
            self._engine.close()

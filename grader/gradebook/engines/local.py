"""The engine `local`: a pool of warm workers on this machine. One that dies is replaced, and its submission retried."""

import queue
import threading
import time
from collections import deque
from collections.abc import Iterator

from grader.gradebook.engines.place import Place
from grader.gradebook.engines.process import Shared
from grader.gradebook.grading.engine import IsStopped, Result, Spec, Task, never

_AHEAD, _MOST_AHEAD = 2, 32
"""Tasks for each worker that are asked for ahead."""
_AHEAD_SECONDS = 1.0
"""Between them, as many as are done in this time: no worker waits while results are written down."""


class LocalEngine:
    """Workers, each served by a thread of this process that waits for it.

    Parameters
    ----------
    spec : Spec
        What all of them grade with.
    workers : int
        How many there are.

    Raises
    ------
    SandboxError
        If a worker cannot grade here.
    """

    def __init__(self, spec: Spec, workers: int) -> None:
        self._tasks: queue.Queue[Task | None] = queue.Queue()
        self._results: queue.Queue[Result | Exception | None] = queue.Queue()
        self._is_stopped: IsStopped = never
        shared = Shared()
        first = Place(spec, shared)
        # The first worker says which level holds here; the others are held to it, and start only when they are needed.
        self.level = first.level
        others = [Place(spec.at(self.level), shared, has_graded=True) for _ in range(workers - 1)]
        self._places = [first, *others]
        # Daemons: a process that ends without `close` does not wait for threads that wait for their workers
        self._threads = [threading.Thread(target=self._serve, args=(one,), daemon=True) for one in self._places]
        for thread in self._threads:
            thread.start()

    def run(self, tasks: Iterator[Task], is_stopped: IsStopped = never) -> Iterator[Result]:
        """The result of each task, as they come; a few tasks are asked for ahead, and left once it is stopped."""
        open_tasks, is_exhausted, self._is_stopped = 0, False, is_stopped
        least, pace = _AHEAD * len(self._threads), _Pace(_MOST_AHEAD * len(self._threads))
        while True:
            # Where the verdict cache knows everything, many tasks end in a second, and a few ahead would leave
            # workers idle; where each takes seconds, many ahead would only lie in memory.
            while not is_exhausted and open_tasks < max(least, pace.recent()):
                task = None if is_stopped() else next(tasks, None)
                if task is None:
                    is_exhausted = True
                else:
                    self._tasks.put(task)
                    open_tasks += 1
            if not open_tasks:
                return
            result = self._results.get()
            open_tasks -= 1
            pace.count()
            # None: a task that was left because of a stop. An exception is the machine's; a task's is in its result.
            if isinstance(result, Exception):
                raise result
            if result is not None:
                yield result

    def close(self) -> None:
        """End the workers at once; what they were at is lost."""
        for place in self._places:
            place.end()  # first the workers, for which the threads wait
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self, place: Place) -> None:
        try:
            while (task := self._tasks.get()) is not None:
                self._results.put(None if self._is_stopped() else place.grade(task))
        except Exception as error:  # noqa: BLE001 - the caller waits for a result, and would for ever
            self._results.put(error)
        finally:
            place.close()


class _Pace:
    """How many tasks came to their end lately, up to a number."""

    def __init__(self, most: int) -> None:
        self._ends: deque[float] = deque(maxlen=most)

    def count(self) -> None:
        """One more."""
        self._ends.append(time.monotonic())

    def recent(self) -> int:
        """Those of the last moments."""
        while self._ends and self._ends[0] < time.monotonic() - _AHEAD_SECONDS:
            self._ends.popleft()
        return len(self._ends)

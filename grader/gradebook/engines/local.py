"""The engine `local`: a pool of warm workers on this machine. One that dies is replaced, and its submission retried."""

import queue
import threading
from collections.abc import Iterator
from dataclasses import replace

from grader.gradebook.engines.place import Place
from grader.gradebook.engines.shared import Shared
from grader.gradebook.engines.task import Result, Spec, Task

_AHEAD = 2


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
        self._results: queue.Queue[Result | Exception] = queue.Queue()
        shared = Shared()
        first = Place(spec, shared)
        self.level = first.level
        others = [Place(replace(spec, level=self.level), shared, has_graded=True) for _ in range(workers - 1)]
        self._places = [first, *others]
        self._threads = [threading.Thread(target=self._serve, args=(one,), daemon=True) for one in self._places]
        for thread in self._threads:
            thread.start()

    def run(self, tasks: Iterator[Task]) -> Iterator[Result]:
        """The result of each task, as they come; a few tasks are asked for ahead."""
        open_tasks, is_exhausted = 0, False
        while True:
            while not is_exhausted and open_tasks < _AHEAD * len(self._threads):
                task = next(tasks, None)
                if task is None:
                    is_exhausted = True
                else:
                    self._tasks.put(task)
                    open_tasks += 1
            if not open_tasks:
                return
            result = self._results.get()
            open_tasks -= 1
            if isinstance(result, Exception):
                raise result
            yield result

    def close(self) -> None:
        """End the workers at once; what they were at is lost."""
        for place in self._places:
            place.end()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self, place: Place) -> None:
        try:
            while (task := self._tasks.get()) is not None:
                self._results.put(place.grade(task))
        except Exception as error:  # noqa: BLE001 - the caller waits for a result, and would for ever
            self._results.put(error)
        finally:
            place.close()

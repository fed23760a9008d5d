"""The engine `local`: a pool of warm workers on this machine. One that dies is replaced, and its submission retried."""

import queue
import threading
from collections.abc import Iterator
from dataclasses import replace

from grader.errors import SandboxError
from grader.gradebook.engines.process import WorkerDiedError, WorkerProcess, start_worker
from grader.gradebook.engines.task import Result, Spec, Task

_TRIES = 2
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
        self._workers: set[WorkerProcess] = set()
        self._is_closing = False
        first = start_worker(spec)
        self._workers.add(first)
        self.level = first.level
        self._spec = replace(spec, level=first.level)  # the others hold the same, or do not grade
        given: list[WorkerProcess | None] = [first, *[None] * (workers - 1)]
        self._threads = [threading.Thread(target=self._serve, args=(worker,), daemon=True) for worker in given]
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
        self._is_closing = True
        for worker in tuple(self._workers):
            worker.end()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self, worker: WorkerProcess | None) -> None:
        try:
            while (task := self._tasks.get()) is not None and not self._is_closing:
                result, worker = self._grade(task, worker)
                self._results.put(result)
        except Exception as error:  # noqa: BLE001 - the caller waits for a result, and would for ever
            self._results.put(error)
        finally:
            if worker is not None:
                worker.close()

    def _grade(self, task: Task, worker: WorkerProcess | None) -> tuple[Result, WorkerProcess | None]:
        """The result, and the worker that goes on: another one if it died."""
        how = ""
        for _ in range(_TRIES):
            worker = worker or self._start()
            try:
                return worker.grade(task), worker
            except WorkerDiedError as error:
                self._workers.discard(worker)
                worker.kill()
                worker, how = None, str(error)
        return Result(task, None, f"the process that grades died {_TRIES} times at this submission: {how}"), None

    def _start(self) -> WorkerProcess:
        if self._is_closing:
            raise SandboxError("the engine is closed")
        worker = start_worker(self._spec, has_graded=True)
        self._workers.add(worker)
        if self._is_closing:  # since it was asked
            worker.end()
        return worker

"""One worker's place: somebody is there whenever there is a task, and is replaced after death."""

from grader.errors import SandboxError
from grader.gradebook.engines.process import Shared, WorkerDiedError, WorkerProcess, start_worker
from grader.gradebook.grading.engine import Result, Spec, Task

# A submission that kills two workers would kill all of them: then it is that submission's fault, and is told.
_TRIES = 2


class Place:
    """Starts a worker for the first task, and another one after it died; used by one thread at a time.

    Parameters
    ----------
    spec : Spec
        What the worker grades with. Whoever follows it has to hold the same level.
    shared : Shared
        What is known of code in all places; whoever comes here hears of it.
    has_graded : bool
        Whether a worker could grade here before, so that one that cannot is not the last word.
    """

    def __init__(self, spec: Spec, shared: Shared, *, has_graded: bool = False) -> None:
        self._spec = spec
        self._shared = shared
        self._has_graded = has_graded
        self._worker: WorkerProcess | None = None
        self._is_ended = False

    @property
    def level(self) -> str:
        """The level of the worker's sandbox; SandboxError if none can grade here."""
        return self._running().level

    def grade(self, task: Task) -> Result:
        """The result of a task; when a second worker dies at it, that is what has failed."""
        how = ""
        for _ in range(_TRIES):
            worker = self._running()
            try:
                return worker.grade(task, self._shared)
            except WorkerDiedError as error:
                self.close()
                how = str(error)
        return Result(task, None, f"the process that grades died {_TRIES} times at this submission: {how}")

    def end(self) -> None:
        """End the worker at once, from any thread, and for good: who waits for it is told by a SandboxError."""
        self._is_ended = True
        # Read once: the thread that uses it may let go of it between the question and the end
        worker = self._worker
        if worker is not None:
            worker.end()

    def close(self) -> None:
        """End the worker, and let go of it."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()

    def _running(self) -> WorkerProcess:
        if self._is_ended:
            raise SandboxError("the engine is closed")
        if self._worker is None:
            self._worker = start_worker(self._spec, has_graded=self._has_graded)
            # Whoever follows is held to this level, or one batch would have marks of two
            self._spec, self._has_graded = self._spec.at(self._worker.level), True
            if self._is_ended:  # since it was asked
                self._worker.end()
        return self._worker

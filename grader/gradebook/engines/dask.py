"""The engine `dask`: Dask distributed, on this machine or on a cluster that is there already.

Each of Dask's workers has one warm worker of ours, in a process of its own: Dask runs tasks in threads, from which
nothing may be forked. Submissions are sent in shards, a few shards ahead; what was read is released.
"""

import contextlib
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from itertools import islice, takewhile

from distributed import Client, LocalCluster, Worker, WorkerPlugin, as_completed, get_worker
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from grader.errors import SandboxError, UsageError
from grader.gradebook.engines.messages import (
    result_from_bytes,
    result_to_bytes,
    spec_from_bytes,
    spec_to_bytes,
    task_from_bytes,
    task_to_bytes,
)
from grader.gradebook.engines.place import Place
from grader.gradebook.engines.process import Shared
from grader.gradebook.grading.engine import IsStopped, Result, Spec, Task, never

# Shards that each worker has beside the one it works on. Finished results that lie on a worker when it dies are worked
# out again: with few ahead and results let go as they are read 200 tasks ran 202 times after a kill, else 236 times.
_AHEAD = 2
# Submissions in one task, for each of which Dask takes 1.7 ms of processor time: about a hundredth of the work.
_SHARD = 20
_CONNECT_SECONDS = 5.0  # a wrong address is told at once, instead of after Dask's own half minute
_NAME = "grader"


class DaskEngine:
    """Dask's workers, each with a worker of ours.

    Parameters
    ----------
    spec : Spec
        What all of them grade with.
    workers : int
        How many to start on this machine, where no scheduler is named.
    scheduler : str, optional
        Address of a scheduler, such as `tcp://node:8786`.
    shard : int
        Submissions in one task of Dask's.

    Raises
    ------
    UsageError
        If there is no scheduler at the address, or it has no worker.
    SandboxError
        If a worker cannot grade, or not all hold the same level.
    """

    def __init__(self, spec: Spec, workers: int, scheduler: str | None = None, shard: int = _SHARD) -> None:
        self._shard = shard
        self._stack = contextlib.ExitStack()
        try:
            self._client = self._stack.enter_context(_client(self._stack, workers, scheduler))
            self._client.register_plugin(_Grader(spec_to_bytes(spec), is_ours=scheduler is None), name=_NAME)
            self.level = _level(self._client)
        except BaseException:
            self._stack.close()
            raise

    def run(self, tasks: Iterator[Task], is_stopped: IsStopped = never) -> Iterator[Result]:
        """The result of each task, as they come."""
        tasks = takewhile(lambda _: not is_stopped(), tasks)
        shards = iter(lambda: list(islice(tasks, self._shard)), [])
        # While it is empty, it has no future by which to know our client's loop, and the client is not the default one
        under_way = as_completed(loop=self._client.loop)
        waiting: dict[str, list[Task]] = {}

        def send(shard: list[Task]) -> None:
            # Dask names what is pure by its arguments, and would not run again what it knows by that name
            future = self._client.submit(_grade, [task_to_bytes(task) for task in shard], pure=False)
            waiting[future.key] = shard
            under_way.add(future)

        for shard in islice(shards, self._window):
            send(shard)
        for future in under_way:
            shard = waiting.pop(future.key)
            try:
                results = future.result()
            except KilledWorker as error:
                if len(shard) == 1:
                    yield Result(shard[0], None, f"Dask's workers died at this submission: {error}")
                for task in shard if len(shard) > 1 else ():
                    send([task])  # one of them is at fault, and only that one fails again
            except (CancelledError, CommClosedError) as error:
                lost = "Dask's scheduler is gone, or has dropped what was under way; the same command goes on"
                raise SandboxError(f"{lost}: {type(error).__name__}") from error
            else:
                yield from map(result_from_bytes, results, shard)
            future.release()  # a result that Dask holds on to is worked out again when its worker dies
            for following in islice(shards, max(0, self._window - len(waiting))):
                send(following)

    def close(self) -> None:
        """End what was started here; workers of a cluster that was there before stay, without ours."""
        with contextlib.suppress(Exception):  # the scheduler may be gone, and our workers with it
            self._client.unregister_worker_plugin(_NAME)
        self._stack.close()

    @property
    def _window(self) -> int:
        """Shards under way at a time."""
        threads: dict[str, int] = self._client.nthreads()
        return _AHEAD * max(1, sum(threads.values()))


class _Grader(WorkerPlugin):
    """Holds our worker in one of Dask's; started for the first task, and again after it died.

    Where Dask's worker was started here too (`is_ours`), Ctrl-C is not for it: what is under way is finished.
    """

    def __init__(self, spec: bytes, *, is_ours: bool) -> None:
        self._spec = spec
        self._is_ours = is_ours

    def setup(self, worker: Worker) -> None:
        """One task at a time, however many threads Dask's worker has."""
        del worker
        # Here, and not at the client: neither a lock nor a process can be sent
        self._turn = threading.Lock()
        self._place = Place(spec_from_bytes(self._spec), Shared())
        if self._is_ours and threading.current_thread() is threading.main_thread():  # `signal` works in no other thread
            signal.signal(signal.SIGINT, signal.SIG_IGN)

    def teardown(self, worker: Worker) -> None:
        """End our worker with Dask's."""
        del worker
        self._place.close()

    def level(self) -> str:
        """The level of our worker's sandbox."""
        with self._turn:
            return self._place.level

    def grade(self, task: Task) -> Result:
        """The result of a task."""
        with self._turn:
            return self._place.grade(task)


def _grade(tasks: list[bytes]) -> list[bytes]:
    """A shard, in one of Dask's workers."""
    grader = _grader(get_worker())
    return [result_to_bytes(grader.grade(task_from_bytes(task))) for task in tasks]


def _level_here(dask_worker: Worker) -> str:
    """The level in one of Dask's workers, or why there is none."""
    try:
        return _grader(dask_worker).level()
    except SandboxError as error:
        return f"! {error}"


def _grader(worker: Worker) -> _Grader:
    plugin = worker.plugins[_NAME]
    assert isinstance(plugin, _Grader)  # noqa: S101 - it is ours by its name
    return plugin


def _client(stack: contextlib.ExitStack, workers: int, scheduler: str | None) -> Client:
    if scheduler is None:
        with _interrupts_ignored():
            cluster = LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",  # any free port: two batches would want the same
            )
        return Client(stack.enter_context(cluster), set_as_default=False)
    try:
        client = Client(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"there is no Dask scheduler at {scheduler}: {error}") from error
    if not client.nthreads():
        client.close()
        raise UsageError(f"the Dask scheduler at {scheduler} has no worker yet")
    return client


@contextlib.contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Processes that are started meanwhile ignore Ctrl-C too: it reaches all that a terminal has in front."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _level(client: Client) -> str:
    """The level that holds at all workers; SandboxError if it is not the same."""
    # Dask gives its worker to the parameter of the name `dask_worker`
    levels = set(client.run(_level_here).values())
    if faults := sorted(level for level in levels if level.startswith("!")):
        raise SandboxError(f"a worker of Dask's cannot grade: {faults[0][2:]}")
    if len(levels) > 1:
        raise SandboxError(
            f"Dask's workers hold different levels: {', '.join(sorted(levels))}; demand one by --sandbox"
        )
    return str(levels.pop())

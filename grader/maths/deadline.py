"""A computation in a process of its own, which the system kills at a deadline: SymPy cannot be interrupted otherwise.

    caller ── fork ──▶ child: work ── pickled result ──▶ pipe
           ◀── the result, or None after the deadline, a crash, or too little memory

A thread could not be ended, and an alarm is heard only between two steps of Python: `10**10**8` is one step.
Deadlines are in processor time: what is found does not depend on how busy the machine is.
"""

import contextlib
import gc
import multiprocessing
import os
import pickle
import select
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, NoReturn, ParamSpec, TypeVar

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

P = ParamSpec("P")
R = TypeVar("R")

_CHUNK = 65536
"""What a pipe of Linux holds."""
_GRACE_SECONDS = 0.2
"""The child's own alarm comes after the caller has given up, so that it only ends what the caller no longer can."""
_SHORTEST = 1e-6
"""A timer that is set to 0 never ends."""
_WAITED_TIMES = 4.0
"""How many times longer is waited than the deadline says, on a machine that is busy with other things."""
_LONGEST = 86_400.0
"""A timer of the system takes no infinite time; nobody waits for longer than a day."""


def spent() -> float:
    """Processor seconds of this process, and of the processes that it has waited for."""
    if resource is None:
        return time.process_time()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def within(seconds: float, work: Callable[P, R], *arguments: P.args, **options: P.kwargs) -> R | None:
    """What `work` returns; None if it has not within the time, or fails.

    Parameters
    ----------
    seconds : float
        Processor time after which the process is killed, whatever it is doing; a day at most. It is killed as well when
        four times as much has passed. Where there is no fork, what passes counts.
    work : callable
        A function of a module, so that systems without fork (Windows) can find it in a new process too, which takes
        them most of a second. Tested on Linux only.
    arguments, options
        Handed to it. They and the result are pickled, which is safe here: both ends are this program, and neither has
        ever run foreign code.
    """
    seconds = min(seconds, _LONGEST)
    if hasattr(os, "fork"):
        return _forked(seconds, lambda: work(*arguments, **options))
    return _spawned(seconds, work, arguments, options)


def _forked(seconds: float, work: Callable[[], R]) -> R | None:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        _work_and_tell(seconds, work, writing)
    os.close(writing)
    try:
        pickled = _read(reading, time.monotonic() + _WAITED_TIMES * seconds)
        result: R | None = pickle.loads(pickled) if pickled else None  # noqa: S301 - written by this program, see `within`
    finally:
        os.close(reading)
        # also where it has ended: it is waited for below, so that its number belongs to nobody else yet
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return result


def _work_and_tell(seconds: float, work: Callable[[], Any], pipe: int) -> NoReturn:
    """The child. The system ends it at the deadline even if the caller is gone by then."""
    gc.freeze()  # what was there before is the caller's: a collection would only copy its pages
    try:
        # a handler of the caller's, inherited by the fork, would be a step of Python, and not be heard
        for number in (signal.SIGALRM, signal.SIGPROF):
            signal.signal(number, signal.SIG_DFL)
        # processor time, of which a machine that is busy with other things gives little; real time, in case it sleeps
        signal.setitimer(signal.ITIMER_PROF, max(seconds, _SHORTEST))
        signal.setitimer(signal.ITIMER_REAL, _WAITED_TIMES * seconds + _GRACE_SECONDS)
        view = memoryview(pickle.dumps(work()))
        while view:
            view = view[os.write(pipe, view) :]
    except BaseException:  # noqa: BLE001, S110 - whatever it is, there is no result
        pass
    finally:
        # not sys.exit: neither the caller's `finally` nor its exit handlers are the child's to run
        os._exit(0)


def _read(pipe: int, deadline: float) -> bytes:
    """All that is written until the other end closes; empty if that has not happened in time."""
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    read = bytearray()
    while (left := deadline - time.monotonic()) > 0:
        if poll.poll(left * 1000):
            chunk = os.read(pipe, _CHUNK)
            if not chunk:
                return bytes(read)
            read += chunk
    return b""


def _spawned(seconds: float, work: Callable[..., R], arguments: tuple[Any, ...], options: dict[str, Any]) -> R | None:
    """The same where there is no fork: a new interpreter, which imports the module of `work`."""
    context = multiprocessing.get_context("spawn")
    reading, writing = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(writing, work, arguments, options), daemon=True)
    process.start()
    writing.close()
    try:
        result: R | None = reading.recv() if reading.poll(seconds) else None
    except EOFError:
        result = None
    finally:
        process.kill()
        process.join()
        reading.close()
    return result


def _send(
    writing: "Connection[Any, Any]", work: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]
) -> None:
    writing.send(work(*arguments, **options))

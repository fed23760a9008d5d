"""What children that judge one submission share: each exercise is taken once, and all that was waited counts."""

import os
from collections.abc import Callable

from grader.judging.shared_work import ExerciseQueue, WaitedSeconds


def in_fork(work: Callable[[], bytes]) -> Callable[[], bytes]:
    """Starts a fork of this process that does some work; gives what it has to tell when it is asked for."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(writing, work())
        finally:
            os._exit(0)
    os.close(writing)

    def told() -> bytes:
        with os.fdopen(reading, "rb") as file:
            content = file.read()
        os.waitpid(pid, 0)
        return content

    return told


def test_each_exercise_is_taken_once() -> None:
    """Whoever comes first, and in their order; afterwards nobody waits for more."""
    names = [f"e{number}" for number in range(300)]  # more than a byte counts
    with ExerciseQueue(names) as queue:
        first = queue.take()
        forks = [in_fork(lambda: " ".join(iter(lambda: queue.take() or "", "")).encode()) for _ in range(3)]
        taken = [fork().decode().split() for fork in forks]
        assert queue.take() is None
    assert first == "e0"
    assert sorted(name for each in taken for name in each) == sorted(names[1:])
    assert all(each == sorted(each, key=names.index) for each in taken)


def test_an_empty_queue_is_at_its_end() -> None:
    """Where everything is known already."""
    with ExerciseQueue([]) as queue:
        assert queue.take() is None


def test_what_all_have_waited_counts() -> None:
    """Each adds to a share of its own, so that none is lost, and what a child has added outlives it."""
    waited = WaitedSeconds(2)

    def wait(share: int) -> bytes:
        for _ in range(1000):
            waited.add(share, 0.25)
        return b""

    forks = [in_fork(lambda: wait(0)), in_fork(lambda: wait(1))]
    for fork in forks:
        fork()
    waited.add(0, 1.0)
    assert waited.all == 501.0

"""Checks the exercises of a course on all processors, each in a process of its own that cannot hang the others."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from grader.course.check.exercise import check_exercise
from grader.course.check.files import orphans
from grader.course.check.remembered import recall, remember
from grader.maths.deadline import within
from grader.model.checked import Checked, Finding

_MOST_SECONDS = 600.0


def check(
    folder: Path, names: Sequence[str], *, again: bool = False, tell: Callable[[Checked], None] = lambda _: None
) -> list[Checked]:
    """What is known of each exercise, in the order of their names.

    Parameters
    ----------
    folder : Path
        The course.
    names : sequence of str
        The exercises to check.
    again : bool
        Also those that were sound when they were last checked, and have not changed since.
    tell : callable
        Told of each exercise when it is done.
    """
    known = {} if again else {name: found for name in names if (found := recall(folder, name))}
    done = dict(known)
    for found in known.values():
        tell(found)
    for found in _checked(folder, [name for name in names if name not in known]):
        remember(folder, found)
        done[found.exercise] = found
        tell(found)
    return [done[name] for name in names]


def check_course(folder: Path) -> list[Finding]:
    """What is wrong with the course as a whole."""
    return list(orphans(folder))


def _checked(folder: Path, names: Sequence[str]) -> Iterator[Checked]:
    workers = min((os.cpu_count() or 1) + 1, len(names))  # one more: attacks that hold back are waited for
    if workers < 2:
        yield from (_check(folder, name) for name in names)
        return
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(workers, multiprocessing.get_context(method)) as pool:
        for future in as_completed([pool.submit(_check, folder, name) for name in names]):
            yield future.result()


def _check(folder: Path, name: str) -> Checked:
    """The check, in a child: code of an exercise that never ends, or that ends the process, is a finding."""
    start = time.monotonic()
    found = within(_MOST_SECONDS, check_exercise, folder, name)
    if found is not None:
        return found
    if time.monotonic() - start < _MOST_SECONDS:
        fault = "the process that checked it has ended, by its own code or for lack of memory"
        cure = "See that loading the exercise and calling its solution neither ends Python nor takes all memory"
    else:
        fault = f"its check did not end within {_MOST_SECONDS:g} seconds"
        cure = "See that loading the exercise and its solution comes to an end"
    finding = Finding(code="spec.hangs", path=f"exercises/{name}.py", fault=fault, cure=cure)
    return Checked(exercise=name, findings=(finding,))

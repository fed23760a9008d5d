"""Checks the exercises of a course on all processors, each in a process of its own that cannot hang the others.

What is known of all of them is told at once: what a check needs is imported only where something is checked.
"""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from grader.course.check.check_cache import recall, remember
from grader.course.listing import STUBS, exercise_names
from grader.maths.deadline import within
from grader.model.checked import Checked, Finding

_MOST_SECONDS = 600.0
"""That the check of one exercise may take, in which all its mutants are tried."""


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
    known = {} if again else {name: checked for name in names if (checked := recall(folder, name))}
    done = dict(known)
    for checked in known.values():
        tell(checked)
    for checked in _checked(folder, [name for name in names if name not in known]):
        remember(folder, checked)
        done[checked.exercise] = checked
        tell(checked)
    return [done[name] for name in names]


def check_course(folder: Path) -> list[Finding]:
    """What is wrong with the course as a whole."""
    names = set(exercise_names(folder))
    files = [path for tree in ("solutions", STUBS) for path in sorted((folder / tree).glob("*.py"))]
    return [_orphan(path, folder) for path in files if path.stem not in names and path.stem != "__init__"]


def _orphan(path: Path, folder: Path) -> Finding:
    """A file beside those of exercises that belongs to none."""
    fault, cure = f"no exercise is called {path.stem}", "Write it, rename the file, or remove it"
    return Finding(code="file.orphan", path=path.relative_to(folder).as_posix(), fault=fault, cure=cure)


def _checked(folder: Path, names: Sequence[str]) -> Iterator[Checked]:
    if not names:
        return
    import grader.course.check.exercise  # noqa: F401, PLC0415 - forked workers have the libraries already

    workers = min((os.cpu_count() or 1) + 1, len(names))  # one more: attacks that hold back are waited for
    if workers < 2:
        yield from (_check(folder, name) for name in names)
        return
    # Windows cannot fork
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(workers, multiprocessing.get_context(method)) as pool:
        in_order = sorted(names, key=lambda name: _size(folder, name), reverse=True)  # no long one alone at the end
        for future in as_completed([pool.submit(_check, folder, name) for name in in_order]):
            yield future.result()


def _size(folder: Path, name: str) -> int:
    """Bytes of what is called over and over in its check, as a measure of how long that takes."""
    paths = (folder / "solutions" / f"{name}.py", *(folder / "tests" / "alternatives" / name).glob(f"*/{name}.py"))
    return sum(path.stat().st_size for path in paths if path.is_file())


def _check(folder: Path, name: str) -> Checked:
    """The check, in a child: code of an exercise that never ends, or that ends the process, is a finding."""
    from grader.course.check.exercise import check_exercise  # noqa: PLC0415 - heavy, see `_checked`

    start = time.monotonic()
    checked = within(_MOST_SECONDS, check_exercise, folder, name)
    if checked is not None:
        return checked
    if time.monotonic() - start < _MOST_SECONDS:
        fault = "the process that checked it has ended, by its own code or for lack of memory"
        cure = "See that loading the exercise and calling its solution neither ends Python nor takes all memory"
    else:
        fault = f"its check did not end within {_MOST_SECONDS:g} seconds"
        cure = "See that loading the exercise and its solution comes to an end"
    finding = Finding(code="spec.hangs", path=f"exercises/{name}.py", fault=fault, cure=cure)
    return Checked(exercise=name, findings=(finding,))

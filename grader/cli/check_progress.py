"""Checks exercises while a line says how far it is."""

from collections.abc import Callable, Sequence
from pathlib import Path

from grader.cli.terminal import ProgressLine
from grader.course.check.run import check
from grader.model.checked import Checked


def check_with_progress(
    folder: Path, names: Sequence[str], *, again: bool = False, checks: Callable[..., list[Checked]] = check
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
    checks : callable
        `check`, or one that mends as well.
    """
    done: set[str] = set()
    with ProgressLine("checked") as progress:

        def tell(checked: Checked) -> None:
            done.add(checked.exercise)
            progress.show(f"{len(done)} of {len(names)} exercises, last {checked.exercise}")

        return checks(folder, names, again=again, tell=tell)

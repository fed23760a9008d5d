"""Shows how far a batch is, and says at its end what came of it."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grader.cli.terminal import is_dumb
from grader.gradebook.grading.grade import Tally
from grader.gradebook.grading_runs import Outcome
from grader.model.counted import counted
from grader.reports.clean import clean

Row = TypeVar("Row")
_FAULTS_SHOWN = 5


@contextlib.contextmanager
def progress_bar(submissions: int) -> Iterator[Callable[[Tally], None]]:
    """A bar with rate, time left and failures on a terminal; nothing where there is none."""
    columns = (
        TextColumn("grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]}"),
    )
    console = Console(stderr=True)  # what came of it goes to the standard output
    disable = not console.is_terminal or is_dumb()
    with Progress(*columns, console=console, disable=disable, transient=True) as bar:
        row = bar.add_task("grading", total=submissions, rate="", failed="")

        def tell(tally: Tally) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed:.1f} a second" if speed else ""
            failed = f"{len(tally.faults)} failed" if tally.faults else ""
            bar.update(row, completed=tally.submissions, rate=rate, failed=failed)

        yield tell


def passing(rows: Iterable[Row], count: int, what: str) -> Iterator[Row]:
    """The same rows, with a bar that says how many have gone by on a terminal; nothing where there is none."""
    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal or is_dumb(), transient=True) as bar:
        yield from bar.track(rows, total=count)


def summary(outcome: Outcome) -> Iterator[str]:
    """What came of a batch, line by line."""
    tally = outcome.tally
    yield (
        f"{tally.submissions} of {counted(outcome.submissions, 'submission')}: "
        f"{counted(tally.graded, 'exercise')} graded, "
        f"{tally.known} {'was' if tally.known == 1 else 'were'} graded before."
    )
    if tally.faults:
        have, them = ("has", "it") if len(tally.faults) == 1 else ("have", "them")
        failed = f"{counted(len(tally.faults), 'exercise')} could not be graded, and {have} no mark"
        yield f"{failed}; the same command tries {them} again:"
        # what fails often fails alike, in a class of hundreds: the commonest faults, each once
        times_of = Counter((fault.exercise, fault.text) for fault in tally.faults)
        for (exercise, text), times in times_of.most_common(_FAULTS_SHOWN):
            yield f"  {times} x {exercise}: {clean(text)}"
    if tally.differing:
        count = counted(len(tally.differing), "grading")
        yield f"{count} came out otherwise than before: something in them is left to chance."
    yield from outcome.notices


def exit_code(outcome: Outcome) -> int:
    """0 all graded, 1 stopped before the end, 3 something could not be graded."""
    if outcome.left:
        return 1
    return 3 if outcome.tally.faults or outcome.tally.differing else 0

"""Shows how far a batch is, and says at its end what came of it."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grader.gradebook.grade import Tally
from grader.model.counted import counted
from grader.reports.clean import clean

_FAULTS_SHOWN = 5


@contextlib.contextmanager
def progress(submissions: int) -> Iterator[Callable[[Tally], None]]:
    """A bar with rate, time left and failures on a terminal; nothing where there is none."""
    columns = (
        TextColumn("grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]}"),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        number = bar.add_task("grading", total=submissions, rate="", failed="")

        def tell(tally: Tally) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed:.1f} a second" if speed else ""
            failed = f"{len(tally.faults)} failed" if tally.faults else ""
            bar.update(number, completed=tally.submissions, rate=rate, failed=failed)

        yield tell


def said(tally: Tally, submissions: int) -> Iterator[str]:
    """What came of a batch, line by line."""
    yield (
        f"{tally.submissions} of {counted(submissions, 'submission')}: {counted(tally.graded, 'exercise')} graded, "
        f"{tally.known} {'was' if tally.known == 1 else 'were'} graded before."
    )
    if tally.faults:
        have, them = ("has", "it") if len(tally.faults) == 1 else ("have", "them")
        failed = f"{counted(len(tally.faults), 'exercise')} could not be graded, and {have} no mark"
        yield f"{failed}; the same command tries {them} again:"
        each = Counter((one.exercise, one.text) for one in tally.faults)
        for (exercise, text), times in each.most_common(_FAULTS_SHOWN):
            yield f"  {times} x {exercise}: {clean(text)}"
    if tally.differing:
        count = counted(len(tally.differing), "grading")
        yield f"{count} came out otherwise than before: something in them is left to chance."

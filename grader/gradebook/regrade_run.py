"""Grades again what is in a gradebook: a run from its course to its end, as `grading_runs` is one over a class.

with open_regrade(...) as regrade:
outcome = regrade.grade(bar)           every mark stays as it was
regrade.moves()                        whose mark changes, or would
regrade.finish(is_applied=True)        from now on the new marks count
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from grader.course.find import course_of
from grader.course.lazy_course import LazyCourse
from grader.gradebook.engines.start import EngineChoice, started
from grader.gradebook.grading import context as contexts
from grader.gradebook.grading import regrade
from grader.gradebook.grading.course_files import read_course
from grader.gradebook.grading.grade import grade
from grader.gradebook.grading_runs import Outcome, ProgressBar, Run
from grader.gradebook.interrupt import Interrupt
from grader.gradebook.store import runs
from grader.gradebook.store.database import writing
from grader.model.counted import counted
from grader.model.move import Move


@contextlib.contextmanager
def open_regrade(
    gradebook: str, course: Path | None, exercises: tuple[str, ...], choice: EngineChoice
) -> Iterator["Regrade"]:
    """Ready to grade again what is in a gradebook; errors and Ctrl-C as in `grading_runs.open_batch`."""
    folder = course_of(Path(), course)
    files = read_course(folder, exercises)
    opened = LazyCourse(folder, exercises)
    with (
        writing(gradebook, is_new=False) as database,
        started(choice, files, database) as engine,
        Interrupt() as interrupt,
    ):
        yield Regrade(Run(files, opened, None, database, engine, interrupt))


class Regrade:
    """A gradebook that is graded again: first everything is graded and compared, then the new marks may count."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._context = contexts.begin(run.database, run.course, run.files, run.engine.conditions, "regrade")

    def grade(self, bar: ProgressBar) -> Outcome:
        """Grade what is not known with this course and engine; no mark changes."""
        run = self._run
        submissions, reports = regrade.count(run.database)
        with bar(submissions) as tell:
            work, is_stopped = regrade.stored(run.database), run.interrupt.is_pressed
            tally = grade(work, self._context, run.engine.engine, tell=tell, is_stopped=is_stopped, wants_marks=False)
        kept = f"{counted(reports, 'submission')} came as a signed report without its files, and keeps its marks."
        return Outcome(tally, submissions, (kept,) if reports else ())

    def moves(self) -> Iterator[Move]:
        """The marks that differ from what was found now."""
        exercises = {key.name: key.exercise.items for key in self._run.course.key.exercises}
        former = {name: {item.was: item.id for item in items if item.was} for name, items in exercises.items()}
        return regrade.moves(self._run.database, self._context, former)

    def finish(self, *, is_applied: bool) -> None:
        """End the run; the new marks count from now on, or else stay what would be."""
        if is_applied:
            regrade.apply(self._context)
        with self._run.database.begin() as connection:
            runs.end(connection, self._context.run)

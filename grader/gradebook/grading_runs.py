"""Grades a whole class into a gradebook, or grades again what is in one: a run from its course to its end.

It finds the course and the work, opens the gradebook, starts the engine, and has what is not known yet graded. It
prints nothing: what came of it is an `Outcome`, and how far it is goes to a bar that it is given.

    with open_batch(request) as batch:
        for outcome in batch.outcomes(bar, watch=False):
            ...                                what there is now; with watch, also what comes, until Ctrl-C

    with open_regrade(...) as regrade:
        outcome = regrade.grade(bar)           every mark stays as it was
        regrade.moves()                        whose mark changes, or would
        regrade.finish(is_applied=True)        from now on the new marks count
"""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine as Database

from grader.course.find import course_of
from grader.course.load import load_course
from grader.gradebook.engines.start import EngineChoice, Started, started
from grader.gradebook.grading import context as contexts
from grader.gradebook.grading import regrade
from grader.gradebook.grading.batch import Shard, plan_of, shard_from, take_in
from grader.gradebook.grading.course_files import CourseFiles, read_course
from grader.gradebook.grading.grade import Tally, grade
from grader.gradebook.grading.regrade import Move
from grader.gradebook.intake.find import fingerprint, handed_in, missing
from grader.gradebook.intake.source import Heard, Source, about_roster
from grader.gradebook.interrupt import Interrupt
from grader.gradebook.store import runs
from grader.gradebook.store.database import writing
from grader.gradebook.store.submissions import record_people
from grader.judging.key import CourseKey
from grader.judging.near_names import about_names
from grader.model.gradebook import Person

# Looking takes one `stat` for each file of the class, so it is not done all the time.
_LOOK_AGAIN_SECONDS = 2.0

ProgressBar = Callable[[int], AbstractContextManager[Callable[[Tally], None]]]
"""For so many submissions; it is entered while they are graded, and gives what is told how far it is."""


class Outcome(NamedTuple):
    """What came of grading."""

    tally: Tally
    submissions: int
    """How many there were to grade."""
    notices: tuple[str, ...] = ()
    """What is to be said of the work itself: who is missing, what was not read."""

    @property
    def left(self) -> int:
        """How many were left when it was stopped."""
        return self.submissions - self.tally.submissions


@dataclass(frozen=True)
class BatchRequest:
    """What is to be graded, by whom, and where the results go."""

    folder: Path
    """Or an archive, or a list of checkouts: whatever was handed in."""
    gradebook: str
    course: Path | None
    exercises: tuple[str, ...]
    roster: Path | None
    engine: EngineChoice
    shard: str | None
    every_note: bool = False
    """Whether everything is to be told of the work itself, and not the first few of each kind."""


class HandedIn(NamedTuple):
    """What lies there now; the files are not read yet."""

    everything: list[Source]
    """Also what other parts of the batch are to grade."""
    sources: list[Source]
    """What this part is to grade."""
    missing: list[Person]
    """Those of this part who are on the roster, and have handed in nothing."""


class _Run(NamedTuple):
    """All that stays the same while the work changes."""

    files: CourseFiles
    key: CourseKey
    shard: Shard | None
    database: Database
    engine: Started
    interrupt: Interrupt


@contextlib.contextmanager
def open_batch(request: BatchRequest) -> Iterator["Batch"]:
    """Ready to grade a class; from now on Ctrl-C stops it once what is under way is finished.

    Raises
    ------
    UsageError
        If the course, the work, the roster or the gradebook cannot be used. No gradebook is made then.
    SandboxError
        If the engine cannot grade.
    """
    folder = course_of(request.folder, request.course)
    files = read_course(folder, request.exercises)
    key = load_course(folder, request.exercises)
    shard = shard_from(request.shard) if request.shard else None
    # looked at before it is read: what comes in between is seen as a change, and graded next time
    seen = fingerprint(request.folder)
    handed = _look(request.folder, request.roster, shard)
    with (
        writing(request.gradebook) as database,
        started(request.engine, files, database) as engine,
        Interrupt() as interrupt,  # last: Ctrl-C while an engine comes up ends it
    ):
        yield Batch(request, _Run(files, key, shard, database, engine, interrupt), seen, handed)


class Batch:
    """A class that is graded, and graded on when more is handed in."""

    def __init__(self, request: BatchRequest, run: _Run, seen: str | None, handed: HandedIn) -> None:
        self._request = request
        self._run = run
        self._seen = seen
        self._handed = handed

    def outcomes(self, bar: ProgressBar, *, watch: bool) -> Iterator[Outcome]:
        """Grade what is there now and not known yet; to watch, again whenever something else is there, until Ctrl-C."""
        every_note = self._request.every_note
        yield _grade(self._run, self._handed, bar, every_note=every_note)
        while watch and self._waits_for_change():
            yield _grade(self._run, self._handed, bar, every_note=every_note)

    def _waits_for_change(self) -> bool:
        """Wait until something else lies there; False after Ctrl-C."""
        while self._run.interrupt.sleep(_LOOK_AGAIN_SECONDS):
            before, self._seen = self._seen, fingerprint(self._request.folder)
            # None: it cannot be told, so it is looked at each time; what is known is not graded again
            if self._seen is None or self._seen != before:
                self._handed = _look(self._request.folder, self._request.roster, self._run.shard)
                return True
        return False


def _look(folder: Path, roster: Path | None, shard: Shard | None) -> HandedIn:
    """What lies there; UsageError if it is nothing that can be graded, or the roster cannot be read."""
    everything = list(handed_in(folder, roster))
    absent = missing(roster, [source.person for source in everything]) if roster else []
    return HandedIn(
        everything,
        [source for source in everything if shard is None or shard.holds(source.person.id)],
        [person for person in absent if shard is None or shard.holds(person.id)],
    )


def _grade(run: _Run, handed: HandedIn, bar: ProgressBar, *, every_note: bool) -> Outcome:
    """Grade the work that is there; the run is ended unless it was stopped."""
    files, engine = run.files, run.engine
    versions = [files.version(run.key.course, name) for name in files.names]
    plan = plan_of(handed.everything, versions, engine.conditions.text) if run.shard else ""
    context = contexts.begin(run.database, run.key, files, engine.conditions, "batch", str(run.shard or ""), plan)
    with run.database.begin() as connection:
        record_people(connection, handed.missing)
    heard = Heard(about_names=lambda files: about_names(files, run.key))
    with bar(len(handed.sources)) as tell:
        work = take_in(map(heard.on, handed.sources), context)
        tally = grade(work, context, engine.engine, tell=tell, is_stopped=run.interrupt.is_pressed)
    about = about_roster(handed.sources, handed.missing, everything=every_note)
    outcome = Outcome(tally, len(handed.sources), (*about, *heard.said(everything=every_note)))
    # A run without an end was stopped, by which `grade merge` tells a part that is not complete
    if not outcome.left:
        with run.database.begin() as connection:
            runs.end(connection, context.run)
    return outcome


@contextlib.contextmanager
def open_regrade(
    gradebook: str, course: Path | None, exercises: tuple[str, ...], choice: EngineChoice
) -> Iterator["Regrade"]:
    """Ready to grade again what is in a gradebook; errors and Ctrl-C as in `open_batch`."""
    folder = course_of(Path(), course)
    files = read_course(folder, exercises)
    key = load_course(folder, exercises)
    with (
        writing(gradebook, is_new=False) as database,
        started(choice, files, database) as engine,
        Interrupt() as interrupt,
    ):
        yield Regrade(_Run(files, key, None, database, engine, interrupt))


class Regrade:
    """A gradebook that is graded again: first everything is graded and compared, then the new marks may count."""

    def __init__(self, run: _Run) -> None:
        self._run = run
        self._context = contexts.begin(run.database, run.key, run.files, run.engine.conditions, "regrade")

    def grade(self, bar: ProgressBar) -> Outcome:
        """Grade what is not known with this course and engine; no mark changes."""
        run = self._run
        submissions = regrade.count(run.database)
        with bar(submissions) as tell:
            work, is_stopped = regrade.stored(run.database), run.interrupt.is_pressed
            tally = grade(work, self._context, run.engine.engine, tell=tell, is_stopped=is_stopped, wants_marks=False)
        return Outcome(tally, submissions)

    def moves(self) -> Iterator[Move]:
        """The marks that differ from what was found now."""
        exercises = {key.name: key.exercise.items for key in self._run.key.exercises}
        former = {name: {item.was: item.id for item in items if item.was} for name, items in exercises.items()}
        return regrade.moves(self._run.database, self._context, former)

    def finish(self, *, is_applied: bool) -> None:
        """End the run; the new marks count from now on, or else stay what would be."""
        if is_applied:
            regrade.apply(self._context)
        with self._run.database.begin() as connection:
            runs.end(connection, self._context.run)

"""Grades a whole class into a gradebook: a run from its course to its end.

It finds the course and the work, opens the gradebook, starts the engine, and has what is not known yet graded. It
prints nothing: what came of it is an `Outcome`, and how far it is goes to a bar that it is given.

    with open_batch(request) as batch:
        for outcome in batch.outcomes(bar):
            ...                                what there is now; with `watch`, also what comes, until Ctrl-C
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine as Database

from grader.course.find import course_of
from grader.course.lazy_course import LazyCourse
from grader.gradebook.engines.start import EngineChoice, Started, started
from grader.gradebook.grading import context as contexts
from grader.gradebook.grading.batch import Read, Shard, plan_of, read_all, shard_from, write_down
from grader.gradebook.grading.course_files import CourseFiles, read_course
from grader.gradebook.grading.grade import Tally, grade
from grader.gradebook.grading.unchanged import Memory, Survey
from grader.gradebook.intake.find import fingerprint, handed_in, missing
from grader.gradebook.intake.source import Heard, Source, about_roster
from grader.gradebook.interrupt import Interrupt
from grader.gradebook.store import runs
from grader.gradebook.store.database import writing
from grader.gradebook.store.submissions import record_people
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
    watch: bool = False
    """Whether it goes on with what is handed in from now on."""
    is_fresh: bool = False
    """Whether everything is to be read again, also what seems to be as it was."""


class HandedIn(NamedTuple):
    """What lies there now; the files are not read yet."""

    everything: list[Source]
    """Also what other parts of the batch are to grade."""
    sources: list[Source]
    """What this part is to grade."""
    missing: list[Person]
    """Those of this part who are on the roster, and have handed in nothing."""


class _Pass(NamedTuple):
    """The work as it is at one look."""

    handed: HandedIn
    heard: Heard
    """What is said of it while it is read."""
    reads: Iterator[Sequence[Read]]


class Run(NamedTuple):
    """All that stays the same while the work changes."""

    files: CourseFiles
    course: LazyCourse
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
    course = LazyCourse(folder, request.exercises, is_fresh=request.is_fresh)
    versions = contexts.versions_of(course, files)
    shard = shard_from(request.shard) if request.shard else None
    # looked at before it is read: what comes in between is seen as a change, and graded next time
    seen = fingerprint(request.folder) if request.watch else None
    handed = _look(request.folder, request.roster, shard)
    with writing(request.gradebook) as database:
        heard = _heard(course)
        survey = Survey(_reads(handed, heard, course, database, is_fresh=request.is_fresh))
        is_all_known = partial(survey.is_all_known, database, versions)
        with (
            started(request.engine, files, database, is_all_known) as engine,
            Interrupt() as interrupt,  # last: Ctrl-C while an engine comes up ends it
        ):
            run = Run(files, course, shard, database, engine, interrupt)
            yield Batch(request, run, seen, _Pass(handed, heard, survey.chunks()))


def _heard(course: LazyCourse) -> Heard:
    return Heard(about_names=lambda files: about_names(files, course.key))


def _reads(
    handed: HandedIn, heard: Heard, course: LazyCourse, database: Database, *, is_fresh: bool
) -> Iterator[Sequence[Read]]:
    """What lies there, read when it is its turn, or known to be as it was."""
    sources = map(heard.on, handed.sources)
    # What is said of names of files hangs on the course: where that cannot be told from another one, all is read
    if course.digest is None:
        return read_all(sources)
    return Memory(database, course.digest, is_fresh).read(sources)


class Batch:
    """A class that is graded, and graded on when more is handed in."""

    def __init__(self, request: BatchRequest, run: Run, seen: str | None, first: _Pass) -> None:
        self._request = request
        self._run = run
        self._seen = seen
        self._next = first

    def outcomes(self, bar: ProgressBar) -> Iterator[Outcome]:
        """Grade what is there now and not known yet; to watch, again whenever something else is there, until Ctrl-C."""
        every_note = self._request.every_note
        yield _grade(self._run, self._next, bar, every_note=every_note)
        while self._request.watch and self._waits_for_change():
            yield _grade(self._run, self._next, bar, every_note=every_note)

    def _waits_for_change(self) -> bool:
        """Wait until something else lies there; False after Ctrl-C."""
        while self._run.interrupt.sleep(_LOOK_AGAIN_SECONDS):
            before, self._seen = self._seen, fingerprint(self._request.folder)
            # None: it cannot be told, so it is looked at each time; what is known is not graded again
            if self._seen is None or self._seen != before:
                self._next = self._look()
                return True
        return False

    def _look(self) -> _Pass:
        request, run = self._request, self._run
        handed, heard = _look(request.folder, request.roster, run.shard), _heard(run.course)
        return _Pass(handed, heard, _reads(handed, heard, run.course, run.database, is_fresh=request.is_fresh))


def _look(folder: Path, roster: Path | None, shard: Shard | None) -> HandedIn:
    """What lies there; UsageError if it is nothing that can be graded, or the roster cannot be read."""
    everything = list(handed_in(folder, roster))
    absent = missing(roster, [source.person for source in everything]) if roster else []
    return HandedIn(
        everything,
        [source for source in everything if shard is None or shard.holds(source.person.id)],
        [person for person in absent if shard is None or shard.holds(person.id)],
    )


def _grade(run: Run, work: _Pass, bar: ProgressBar, *, every_note: bool) -> Outcome:
    """Grade the work that is there; the run is ended unless it was stopped."""
    engine, handed, heard = run.engine, work.handed, work.heard
    versions = contexts.versions_of(run.course, run.files).values()
    plan = plan_of(handed.everything, versions, engine.conditions.text) if run.shard else ""
    shard = str(run.shard or "")
    context = contexts.begin(run.database, run.course, run.files, engine.conditions, "batch", shard, plan)
    with run.database.begin() as connection:
        record_people(connection, handed.missing)
    with bar(len(handed.sources)) as tell:
        written = write_down(work.reads, context)
        tally = grade(written, context, engine.engine, tell=tell, is_stopped=run.interrupt.is_pressed)
    about = about_roster(handed.sources, handed.missing, everything=every_note)
    outcome = Outcome(tally, len(handed.sources), (*about, *heard.said(everything=every_note)))
    # A run without an end was stopped, by which `grade merge` tells a part that is not complete
    if not outcome.left:
        with run.database.begin() as connection:
            runs.end(connection, context.run)
    return outcome

"""Grades what is not known of some work, and keeps what it finds: the report is that of grading all of it."""

import gc
import time
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, NamedTuple

from grader.course.find import open_course
from grader.course.report_cache.course_files import course_digest
from grader.course.report_cache.kept import KeptExercise, KeptReport, save, still_holds
from grader.course.report_cache.keys import conditions_of, work_keys
from grader.course.report_cache.look_up import NOTHING, Known, Work, in_order, known_report, look_up
from grader.course.report_cache.trust import Trust
from grader.model.report import Report
from grader.sandbox.levels.sandbox import Sandbox
from grader.user_cache import installation

if TYPE_CHECKING:  # what judges is imported where something has to be judged
    from grader.judging.judge_items import Tick
    from grader.judging.key import CourseKey, ItemName


class Graded(NamedTuple):
    """The report on some work, and what it has to do with the last one."""

    report: Report
    known: Known
    """What was known before, and what of it stands in the report."""
    keep: Callable[[], None] = lambda: None
    """Keeps what was found: for after the report was shown, which need not wait for it."""


class WorkGrader:
    """Grades a folder of work, once or again and again: the course stays loaded as long as its files do not change.

    Parameters
    ----------
    start : callable
        Gives the sandbox; called when something has to be judged.
    """

    def __init__(self, start: Callable[[], Sandbox]) -> None:
        self._start = start
        self._key: CourseKey | None = None
        self._digest: str | None = None
        """Hash of the course's files when it was loaded; None if it cannot be told whether they have changed."""

    def grade(self, work: Work, trust: Trust, tick: "Tick" = lambda _: None) -> Graded:
        """The report on some work as it is now.

        Parameters
        ----------
        work : Work
            The work.
        trust : Trust
            How far what is known of it may be used.
        tick : callable
            As `judge_at_level` takes it.

        Raises
        ------
        UsageError
            If an exercise that is wanted does not exist, or a level that is demanded does not hold.
        AuthoringError
            If a file of the course does not fulfil its contract.
        """
        began = time.perf_counter()
        known = look_up(work) if trust.keeps else NOTHING
        known = known if trust.reads else known._replace(exercises={})
        if (report := known_report(work, known, time.perf_counter() - began)) is not None:
            return Graded(report, known, lambda: still_holds(work.folder))
        # Heavy, and before the course is loaded: from then on garbage is collected, which would take longer than this
        from grader.judging.judge import judge_at_level  # noqa: PLC0415

        sandbox = self._start()
        key = self._open(work, [name for name in work.wanted if name not in known.exercises])
        if known.exercises and sandbox.level != known.level:  # it does not come up any more
            known = known._replace(exercises={})
            key = self._open(work, work.wanted)
        steady: set[ItemName] = set()
        aside = _Aside(work, tick)
        judged = judge_at_level(
            work.submission,
            key,
            sandbox,
            seed=work.setting.seed,
            tick=aside if trust.keeps else tick,
            steady=steady,
        )
        found = _Found(
            work, judged, {part.name: part.exercise.position for part in key.exercises}, steady, aside.course
        )
        return Graded(found.merged(known), known, lambda: save(work.folder, found.kept(known)) if trust.keeps else None)

    def get_ready(self, work: Work) -> None:
        """Load the course, and wait for the sandbox, so that whatever changes next is judged without delay."""
        import grader.judging.judge  # noqa: F401, PLC0415 - see above

        sandbox = self._start()
        self._open(work, work.wanted)
        sandbox.wait()

    @property
    def statements(self) -> dict[str, str]:
        """What was asked, by the exercise's name: of those that are loaded."""
        return {exercise.name: exercise.exercise.statement for exercise in self._key.exercises} if self._key else {}

    def _open(self, work: Work, names: Collection[str]) -> "CourseKey":
        """The course with some exercises, loaded anew if a file of it has changed."""
        digest = work.course_digest
        there = {exercise.name for exercise in self._key.exercises} if self._key else set()
        if self._key is None or digest is None or digest != self._digest or not there.issuperset(names):
            is_first = self._key is None
            key = open_course(work.folder, work.course, names)
            self._key = key.after_due if work.setting.after_due else key
            self._digest = digest
            # `main` has switched the collector off while libraries were imported. They stay until the end: frozen, they
            # are not gone through again at each collection.
            if is_first:
                gc.freeze()
            gc.enable()
        return self._key.only(names)


class _Aside:
    """Works out what is needed to keep a report, while another process judges and this one has nothing to do."""

    def __init__(self, work: Work, tick: "Tick") -> None:
        self._work = work
        self._tick = tick
        self._is_done = False
        self.course: str | None = None
        """Hash of the course's files, if they are those that it was loaded from."""

    def __call__(self, name: "ItemName | None") -> None:
        """Told several times a second what is judged."""
        if not self._is_done:
            self._is_done = True
            installation()  # which is remembered while this process runs
            is_same = course_digest(self._work.course) == self._work.course_digest
            self.course = self._work.course_digest if is_same else None
        self._tick(name)


class _Found(NamedTuple):
    """What was judged of some work."""

    work: Work
    report: Report
    positions: dict[str, int]
    """Where each of its exercises stands in the course."""
    steady: "set[ItemName]"
    """What would be found the same another time."""
    course: str | None
    """Hash of the course's files."""

    def merged(self, known: Known) -> Report:
        """The report on this and on what is known."""
        scores = {name: (entry.position, entry.score) for name, entry in known.exercises.items()}
        scores |= {exercise.id: (self.positions[exercise.id], exercise) for exercise in self.report.exercises}
        exercises = in_order(self.work, scores)
        report = self.report
        return Report.of(exercises, report.course, report.submission, report.notes, report.environment, report.timing)

    def kept(self, known: Known) -> KeptReport:
        """What is to be kept: this, and of what was kept before all that still has an exercise."""
        work, report = self.work, self.report
        conditions = conditions_of(self.course, work.setting, report.environment.sandbox.level)
        before = dict(known.kept.exercises) if known.kept else {}
        if known.kept is None or known.kept.conditions != conditions:
            before = {name: entry.model_copy(update={"is_steady": False}) for name, entry in before.items()}
        entries = {**before, **self._entries(is_known=bool(conditions))}
        return KeptReport(
            course_folder=str(work.course.resolve()),
            seed=work.setting.seed,
            after_due=work.setting.after_due,
            conditions=conditions,
            course=report.course,
            environment=report.environment,
            exercises={name: entry for name, entry in entries.items() if name in work.names},
        )

    def _entries(self, *, is_known: bool) -> dict[str, KeptExercise]:
        """What was judged; of what nobody knows what it depends on, nothing would be the same."""
        keys = work_keys(self.work.submission, self.work.names)
        # Nor is it known which exercise would find the submission's time used up, if all of them were graded
        is_known = is_known and self.report.timing.seconds < self.work.setting.limits.all_seconds / 2
        return {
            exercise.id: KeptExercise(
                score=exercise,
                position=self.positions[exercise.id],
                key=keys.get(exercise.id, ""),
                is_steady=is_known and self.steady >= {(exercise.id, item.id) for item in exercise.items},
                at=time.time(),
            )
            for exercise in self.report.exercises
        }

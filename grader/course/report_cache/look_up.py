"""What is known of some work as it is now, and whether that is the whole report."""

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from grader.course.find import course_of, names_of
from grader.course.in_reach import is_bundle
from grader.course.read_submission import read_submission
from grader.course.report_cache.course_files import course_digest
from grader.course.report_cache.kept import KeptExercise, KeptReport, load
from grader.course.report_cache.keys import conditions_of, work_keys
from grader.judging.setting import Setting
from grader.model.report import ExerciseScore, Report, SubmissionInfo, Timing
from grader.model.submission import Submission
from grader.sandbox.levels.known_level import recall


class Work(NamedTuple):
    """A folder of work as it is now, and with what it is to be graded."""

    folder: Path
    course: Path
    """Folder of the course, or of what students got of one."""
    course_digest: str | None
    """Hash of its files; None where it cannot be told what work depends on."""
    names: tuple[str, ...]
    """All exercises of the course."""
    wanted: tuple[str, ...]
    """Those to grade."""
    setting: Setting
    submission: Submission


class Known(NamedTuple):
    """What is kept of some work."""

    kept: KeptReport | None
    """The last report, if it is of the same course and numbers: its points may be out of date."""
    exercises: dict[str, KeptExercise]
    """Of the exercises that are wanted those that would earn the same again."""
    level: str = ""
    """The level of the sandbox at which they would."""


NOTHING = Known(None, {})


def read_work(
    folder: Path,
    course: Path | None,
    exercises: Collection[str] = (),
    setting: Setting = Setting(),  # noqa: B008 - it is immutable
    student: str | None = None,
) -> Work:
    """Read a folder of work, and find its course; UsageError where there is none, or it is not clear which is meant."""
    if not folder.is_dir():
        read_submission(folder)  # says what it is instead
    course = course_of(folder, course)
    names = tuple(names_of(course))
    submission = read_submission(folder, student, names)
    return Work(folder, course, course_digest(course), names, tuple(exercises) or names, setting, submission)


def look_up(work: Work) -> Known:
    """What is known of some work, by what is kept of its folder."""
    kept = load(work.folder)
    if kept is None or not kept.is_of(work.course, work.setting):
        return NOTHING
    level = recall()
    # A level that is not known yet has to be tried, as has one that is demanded and weaker than what holds
    if level is None or work.setting.level not in {None, level}:
        return Known(kept, {})
    if not kept.conditions or kept.conditions != conditions_of(work.course_digest, work.setting, level):
        return Known(kept, {})
    keys = work_keys(work.submission, work.names)
    steady = {name: kept.exercises[name] for name in work.wanted if name in kept.exercises}
    same = {name: entry for name, entry in steady.items() if entry.is_steady and entry.key == keys.get(name)}
    return Known(kept, same, level)


def known_report(work: Work, known: Known, seconds: float = 0.0) -> Report | None:
    """The report, if all of it is known."""
    if known.kept is None or not work.wanted or not known.exercises.keys() >= {*work.wanted}:
        return None
    return Report.of(
        in_order(work, {name: (entry.position, entry.score) for name, entry in known.exercises.items()}),
        known.kept.course,
        SubmissionInfo(id=work.submission.id, digest=work.submission.digest),
        work.submission.notes,
        known.kept.environment,
        Timing(seconds=seconds),
    )


def in_order(work: Work, scores: dict[str, tuple[int, ExerciseScore]]) -> list[ExerciseScore]:
    """Scores as the course has the exercises: by position and name, and of a release as it lists them."""
    listed = is_bundle(work.course)
    places = {name: work.names.index(name) if listed else position for name, (position, _) in scores.items()}
    return [scores[name][1] for name in sorted(scores, key=lambda name: (places[name], name))]


def recall_report(work: Work) -> Report | None:
    """The report on some work as it is now, if all of it is known; for whoever shows it, and gives no marks."""
    return known_report(work, look_up(work))

"""What `grade run` does once the student's process is on its way: read the work, judge it, write the reports.

This file is imported by `grade run` alone, in its body, and imports nothing that only judging needs: where all of the
work is known already, there is none.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli.late_sandbox import LateSandbox
from grader.cli.targets import Target
from grader.cli.terminal import ProgressLine
from grader.course.find import open_names
from grader.course.report_cache.grade import Graded, WorkGrader
from grader.course.report_cache.look_up import Work, read_work
from grader.course.report_cache.trust import Trust
from grader.errors import GraderError, UsageError
from grader.judging.setting import Setting
from grader.model.report import Report
from grader.reports import Beside
from grader.reports.changes import ago, changes, clock

if TYPE_CHECKING:
    from grader.judging.key import ItemName


@dataclass(frozen=True)
class Job:
    """What is to be graded, against which course, and where the report goes."""

    path: Path
    exercises: tuple[str, ...]
    course: Path | None
    targets: tuple[Target, ...]
    student: str | None
    setting: Setting
    trust: Trust

    @property
    def options(self) -> list[str]:
        """What has to be typed again with another command about the same report."""
        return words_again(self.course, self.setting)

    def read(self) -> Work:
        """The work as it is now; UsageError where there is none."""
        return read_work(self.path, self.course, self.exercises, self.setting, self.student)


def words_again(course: Path | None, setting: Setting) -> list[str]:
    """The options with which work was graded, as they have to be typed again."""
    return [
        *(["--course", str(course)] if course else []),
        *(["--sandbox", setting.level] if setting.level else []),
        *(["--seed", str(setting.seed)] if setting.seed else []),
        *(["--after-due"] if setting.after_due else []),
    ]


def tell_apart(words: Sequence[str], course: Path | None) -> tuple[Path, list[str]]:
    """The folder of work, and the exercises, out of words that may be either; what is there is a folder.

    Raises
    ------
    UsageError
        If there are several folders, or a word beside one is no exercise.
    """
    folders = [word for word in words if Path(word).exists()]
    others = [word for word in words if word not in folders]
    if len(folders) > 1:
        raise UsageError(f"one folder of work is graded at a time, {folders[0]} or {folders[1]}")
    known: list[str] = []
    if others:
        with suppress(GraderError):  # said when the course is opened
            known = open_names(Path(*folders), course)
    strangers = [word for word in others if word not in known]
    if strangers and len(words) > 1:
        raise UsageError(f"{strangers[0]} is neither a folder nor an exercise; `grade list` shows the exercises")
    return Path(*(folders or strangers)), [word for word in others if word in known]


def grade_once(job: Job, sandbox: LateSandbox) -> Report:
    """Grade the work as it is now, and write the reports."""
    return grade_and_write(job, job.read(), WorkGrader(sandbox.start))


def grade_and_write(job: Job, work: Work, grader: WorkGrader) -> Report:
    """Grade some work, write the reports, and keep what was found for the next time."""
    graded = grade_work(job, work, grader)
    write_reports(job, graded, grader)
    graded.keep()
    return graded.report


def write_reports(job: Job, graded: Graded, grader: WorkGrader) -> None:
    """Write the reports on what was found, with what is known beside it."""
    remarks = _remarks(graded) if job.trust.shows else []
    beside = _beside(graded, grader) if any(target.is_page for target in job.targets) else Beside()
    for target in job.targets:
        target.write(graded.report, job.path, job.options, remarks, beside)


def grade_work(job: Job, work: Work, grader: WorkGrader) -> Graded:
    """Grade some work, and tell how far it is."""
    with ProgressLine("grading") as line:

        def tick(name: "ItemName | None") -> None:
            if name is not None:
                line.show(f"{name.exercise}: {name.item}")

        return grader.grade(work, job.trust, tick)


def _beside(graded: Graded, grader: WorkGrader) -> Beside:
    """What a page shows beside the report: statements, and what was earned the last time."""
    before = graded.known.kept.exercises if graded.known.kept else {}
    return Beside(grader.statements, {name: entry.score for name, entry in before.items()})


def _remarks(graded: Graded) -> list[str]:
    """What went up and down since the last time, or since when all of the report is known."""
    report, (kept, known, _) = graded.report, graded.known
    before = kept.exercises if kept else {}
    if report.exercises and all(exercise.id in known for exercise in report.exercises):
        oldest = datetime.fromtimestamp(min(entry.at for entry in known.values())).astimezone()
        return [f"Remembered from {clock(oldest, datetime.now().astimezone())}; --fresh grades again."]
    judged = [exercise for exercise in report.exercises if exercise.id in before and exercise.id not in known]
    if not (moved := changes({name: entry.score for name, entry in before.items()}, judged)):
        return []
    last = max(before[exercise.id].at for exercise in judged)
    return [f"Since last time ({ago(time.time() - last)}): {moved}"]

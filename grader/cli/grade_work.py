"""What `grade run` does once the student's process is on its way: read the work, judge it, write the reports.

Everything heavy that it takes is imported here, and this file is imported by `grade run` alone, in its body.
"""

import gc
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from grader.cli.targets import Target
from grader.cli.terminal import ProgressLine
from grader.course.find import open_course, open_names
from grader.course.read_submission import read_submission
from grader.errors import GraderError, UsageError
from grader.judging.judge import judge_at_level
from grader.judging.key import ItemName
from grader.judging.setting import Setting
from grader.model.report import Report
from grader.model.submission import Submission
from grader.sandbox.levels.sandbox import Sandbox

# Short enough to follow a save, long enough for an editor to have written all of it.
_LOOK_AGAIN_SECONDS = 0.3


@dataclass(frozen=True)
class Job:
    """What is to be graded, against which course, and where the report goes."""

    path: Path
    exercises: tuple[str, ...]
    course: Path | None
    targets: tuple[Target, ...]
    student: str | None
    setting: Setting


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


def grade_once(job: Job, sandbox: Sandbox) -> Report:
    """Grade the work as it is now, and write the reports."""
    return _grade(job, _read(job), sandbox)


def grade_whenever_changed(job: Job, sandbox: Sandbox) -> Report:
    """Grade now, and again whenever a file of the work changes, until Ctrl-C; the last report."""
    report = _grade(job, submission := _read(job), sandbox)
    with suppress(KeyboardInterrupt):  # the way to end it, and no failure
        while True:
            time.sleep(_LOOK_AGAIN_SECONDS)
            current = _read(job)
            if current.digest != submission.digest:
                submission = current
                click.clear()
                report = _grade(job, submission, sandbox)
    return report


def _read(job: Job) -> Submission:
    """The work; UsageError where there is none."""
    names: list[str] = []
    with suppress(UsageError):  # said again, with the course's own fault, when it is opened
        names = open_names(job.path, job.course)
    return read_submission(job.path, job.student, names)


def _grade(job: Job, submission: Submission, sandbox: Sandbox) -> Report:
    key = open_course(job.path, job.course, job.exercises)
    key = key.after_due if job.setting.after_due else key
    # `main` has switched the collector off while libraries were imported. They stay until the end: frozen, they are not
    # gone through again at each collection.
    gc.freeze()
    gc.enable()
    with ProgressLine("grading") as line:

        def tick(name: ItemName | None) -> None:
            if name is not None:
                line.show(f"{name.exercise}: {name.item}")

        report = judge_at_level(submission, key, sandbox, seed=job.setting.seed, tick=tick)
    for target in job.targets:
        target.write(report, job.path)
    return report

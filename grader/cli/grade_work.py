"""What `grade run` does once the student's process is on its way: read the work, judge it, write the reports.

Everything heavy that it takes is imported here, and this file is imported by `grade run` alone, in its body.
"""

import gc
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from grader.cli.did_you_mean import as_exercise, exercise_names
from grader.cli.targets import Target
from grader.cli.terminal import ProgressLine
from grader.course.find import open_course, open_names
from grader.course.read_submission import read_submission
from grader.errors import UsageError
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
    """The work; UsageError where there is none, which names the exercise that a folder was taken for."""
    # Only a bare word can be an exercise's name; `work/xor` is a folder that is not there
    if not job.path.exists() and job.path.name == str(job.path) and job.path.name in exercise_names(job.course):
        raise UsageError(as_exercise(job.path.name))
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

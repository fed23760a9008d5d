"""What `grade run` does once everything is imported: read, judge, write."""

import gc
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from grader.cli.progress import ProgressLine
from grader.cli.targets import Target
from grader.course.find import find_course, is_course
from grader.course.load import load_course
from grader.course.read_submission import read_submission
from grader.errors import UsageError
from grader.judging.judge import judge
from grader.model.report import Report
from grader.model.submission import Submission
from grader.sandbox.levels import Sandbox

_LOOK_AGAIN_SECONDS = 0.3


@dataclass(frozen=True)
class Job:
    """What is to be graded, against which course, and where the report goes."""

    path: Path
    exercises: tuple[str, ...]
    course: Path | None
    targets: tuple[Target, ...]
    student: str | None
    seed: int


def grade_once(job: Job, sandbox: Sandbox) -> Report:
    """Grade the work as it is now, and write the reports."""
    return _grade(job, read_submission(job.path, job.student), sandbox)


def grade_whenever_changed(job: Job, sandbox: Sandbox) -> Report:
    """Grade now, and again whenever a file of the work changes, until Ctrl-C; the last report."""
    report = _grade(job, submission := read_submission(job.path, job.student), sandbox)
    with suppress(KeyboardInterrupt):
        while True:
            time.sleep(_LOOK_AGAIN_SECONDS)
            now = read_submission(job.path, job.student)
            if now.digest != submission.digest:
                submission = now
                click.clear()
                report = _grade(job, submission, sandbox)
    return report


def _grade(job: Job, submission: Submission, sandbox: Sandbox) -> Report:
    folder = _course_of(job)
    key = load_course(folder, job.exercises)
    gc.freeze()
    gc.enable()
    session = sandbox.open(submission.files)
    try:
        with ProgressLine() as progress:
            report = judge(submission, key, session, seed=job.seed, progress=progress.show)
    finally:
        session.close()
    for target in job.targets:
        target.write(report)
    return report


def _course_of(job: Job) -> Path:
    if job.course is None:
        return find_course(job.path)
    if not is_course(job.course):
        raise UsageError(f"{job.course} holds no course: there is no exercises/course.py in it")
    return job.course

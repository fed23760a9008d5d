"""What `grade verify` does: reads the report, asks for each check, and prints what was found."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from grader.cli.grade_work import Job, grade_work
from grader.cli.late_sandbox import LateSandbox
from grader.course.report_cache.grade import WorkGrader
from grader.course.report_cache.trust import Trust
from grader.errors import SandboxError, UsageError
from grader.judging.setting import Setting
from grader.model.report import Report
from grader.receipts import verify
from grader.receipts.signing_keys import PublicKey, read_public_keys
from grader.receipts.verify import Check, Question, compare
from grader.reports.clean import one_line
from grader.reports.json import read_content, report_in
from grader.reports.words import total
from grader.sandbox.levels.sandbox import Sandbox

_WORDS = {True: "holds", False: "FAILS", None: "-"}


class Asked(NamedTuple):
    """The command line."""

    report: Path
    work: Path | None
    key_files: tuple[Path, ...]
    course: Path | None
    student: str | None
    again: bool


def is_real(asked: Asked) -> bool:
    """Print every check; whether none of them has failed.

    Raises
    ------
    UsageError
        If the report, a key, the work or the course cannot be read, or the report is signed and no key was given.
    SandboxError
        If it cannot be graded again.
    """
    keys = read_public_keys(asked.key_files)
    content = read_content(asked.report)
    report = report_in(content)
    if report.receipt is not None and not keys:
        raise UsageError(
            f"{asked.report} says that {report.receipt.key} has signed it; name that public key with --key"
        )
    click.echo(one_line(f"{report.submission.id}: {total(report)} in {report.course.name} {report.course.version}"))
    checks = []
    for check in _checks(asked, content, report, keys):
        checks.append(check)
        click.echo(f"{check.what:<10}  {_WORDS[check.holds]:<5}  {one_line(check.text, limit=2000)}")
    is_sound = verify.is_real(checks)
    click.echo("The report is real." if is_sound else "The report is not shown to be real.")
    return is_sound


def _checks(asked: Asked, content: dict[str, Any], report: Report, keys: Sequence[PublicKey]) -> Iterator[Check]:
    course = None
    for check in verify.verify(content, report, Question(keys, asked.work, asked.course, asked.student)):
        course = check if check.what == "course" else course
        yield check
    if not asked.again or asked.work is None:
        return
    if course is not None and course.holds is False:
        yield Check("again", "not graded again, as this is not the course that it was marked with")
    else:
        yield from compare(report, _graded_again(report, asked.work, asked.course))


def _graded_again(report: Report, folder: Path, course: Path | None) -> Report:
    """The report on the work as it is now, with what the receipt says of how it was graded; nothing known is used."""
    receipt = report.receipt
    setting = Setting(receipt.seed, None, receipt.after_due) if receipt else Setting()
    exercises = tuple(exercise.id for exercise in report.exercises)
    job = Job(folder, exercises, course, (), report.submission.id, setting, Trust())
    sandbox = LateSandbox(Sandbox)
    try:
        if sandbox.start().level == "limited":
            raise SandboxError(
                "only the sandbox level `limited` holds here, where a student's code can make its own report, so that "
                "--again would show nothing; `grade doctor` tells more"
            )
        again = grade_work(job, job.read(), WorkGrader(sandbox.start)).report
    finally:
        sandbox.close()
    if again.failed and not report.failed:
        raise SandboxError(f"the grader itself has failed on {', '.join(item.id for item in again.failed)}")
    return again

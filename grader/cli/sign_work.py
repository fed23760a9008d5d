"""What `grade run --sign` does: grade, end every process of the student's, and only then read the key and sign."""

import os
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import cryptography as _  # noqa: F401 - an extra: whoever lacks it is told before anything is graded

from grader.cli.grade_work import Job, grade_work, write_reports
from grader.cli.late_sandbox import LateSandbox
from grader.course.portable_digest import portable_digest
from grader.course.report_cache.grade import WorkGrader
from grader.errors import SandboxError, UsageError
from grader.model.report import Report
from grader.receipts.sign import sign
from grader.receipts.signing_keys import read_signing_key
from grader.sandbox.confine.landlock import readable

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def grade_and_sign(job: Job, sandbox: LateSandbox, key_file: Path) -> Report:
    """Grade the work as it is now, and write the reports, signed.

    Raises
    ------
    UsageError
        If the key lies where a student's code may read it, or is none, or the course changes meanwhile.
    SandboxError
        If no level holds that keeps a student's code from the key.
    """
    _check_place(key_file, job.path)
    work = job.read()
    if key_file.resolve().is_relative_to(work.course.resolve()):
        fault = f"the signing key {key_file} lies in the course's folder, and goes wherever that goes"
        click.echo(f"grade: {fault}: keep it outside", err=True)
    course = portable_digest(work.course)
    if sandbox.start().level == "limited":
        fault = "at the sandbox level `limited` a student's code can read the signing key, so nothing is signed there"
        raise SandboxError(f"{fault}; `grade doctor` says what this machine lacks for `confined`")
    grader = WorkGrader(sandbox.start)
    graded = grade_work(job, work, grader)
    # Not before no process is left that runs a student's code, or can be forked into one, is the key in this memory
    sandbox.close()
    if portable_digest(work.course) != course:
        raise UsageError(f"the course in {work.course} has changed while it graded, so nothing is signed; run it again")
    key = read_signing_key(key_file, lambda: str(click.prompt("Passphrase", hide_input=True, err=True)))
    report = sign(graded.report, key, course, work.submission.kept, job.setting, datetime.now(UTC))
    write_reports(job, graded._replace(report=report), grader)
    graded.keep()
    return report


def _check_place(key_file: Path, work: Path) -> None:
    """UsageError for a key in a student's reach, and a sentence for one that others on this machine can read."""
    place = key_file.resolve()
    if place.is_relative_to(work.resolve()):
        raise UsageError(
            f"the signing key {key_file} lies in the work itself, which is the student's; move it elsewhere"
        )
    for path in readable(sys.path):
        if place.is_relative_to(path.resolve()):
            raise UsageError(f"a student's code may read the signing key {key_file}, as it lies in {path}; move it")
    if os.name == "posix" and place.stat().st_mode & _OTHERS:
        click.echo(f"grade: others on this machine can read the signing key: chmod 600 {key_file}", err=True)

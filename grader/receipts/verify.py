"""Whether a report is real: who signed it, whose it is, which work and which course it is about, and what it is again.

Nothing is run here but what grading again runs, and that is up to the caller. A check that could not be made is none
that failed: it says what it lacks.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from grader.course.find import names_of
from grader.course.in_reach import courses_in_reach
from grader.course.portable_digest import portable_digest
from grader.course.read_submission import read_submission
from grader.model.receipt import Receipt
from grader.model.report import Report
from grader.model.submission import Submission
from grader.receipts.differences import differences
from grader.receipts.sign import file_digests
from grader.receipts.signature import signature_fault
from grader.receipts.signing_keys import PublicKey


class Check(NamedTuple):
    """One thing that was looked at."""

    what: str
    """A word."""
    text: str
    """What was found, in a sentence without its point."""
    holds: bool | None = None
    """Whether it is as the report says; None where it could not be looked at, or says only how things are."""


class Question(NamedTuple):
    """What a report is held against."""

    keys: Sequence[PublicKey]
    """Whose signatures count."""
    work: Path | None = None
    """The folder of work that it should be about."""
    course: Path | None = None
    """The folder of the course that it should be about; by default the only one around the work or this folder."""
    student: str | None = None
    """Whose it should be."""


def verify(content: dict[str, Any], report: Report, question: Question) -> Iterator[Check]:
    """What there is to look at without grading again; UsageError for work or a course that cannot be read."""
    yield _signature(content, report, question.keys)
    if question.student is not None:
        whose = f"the report is {report.submission.id}'s"
        is_theirs = report.submission.id == question.student
        yield Check("student", whose if is_theirs else f"{whose}, and not {question.student}'s", is_theirs)
    course = question.course or _course_around(question.work)
    if question.work is None:
        yield Check("submission", "not compared with any files, as no PATH names them")
    else:
        names = names_of(course) if course else [exercise.id for exercise in report.exercises]
        yield _submission(report, read_submission(question.work, first=names))
    yield _course(report, course)


def compare(report: Report, again: Report) -> Iterator[Check]:
    """What grading the work again has found."""
    said = differences(report, again)
    if not said:
        yield Check("again", "graded again, every mark and every sentence is the same", holds=True)
        return
    yield from (Check("again", text, holds=False) for text in said)
    if text := "; ".join(_environments(report, again)):
        yield Check("again", f"it may come from that: {text}")


def _signature(content: dict[str, Any], report: Report, keys: Sequence[PublicKey]) -> Check:
    if fault := signature_fault(content, report, keys):
        return Check("signature", fault, holds=False)
    receipt = report.receipt
    assert receipt is not None  # noqa: S101 - or there would be a fault
    file = next(public.file for public in keys if public.fingerprint == receipt.key)
    return Check("signature", f"{receipt.key} ({file.name}) has signed it at {receipt.signed_at}", holds=True)


def _submission(report: Report, submission: Submission) -> Check:
    if report.submission.digest == submission.digest:
        return Check("submission", "the files here are those that were marked", holds=True)
    which = f": {_files(report.receipt, submission)}" if report.receipt else ""
    return Check("submission", f"the files here are not those that were marked{which}", holds=False)


def _files(receipt: Receipt, submission: Submission) -> str:
    """Which files differ, and how."""
    then, now = receipt.files, file_digests(submission.kept)
    told = {
        "changed": [name for name in then if name in now and then[name] != now[name]],
        "missing": sorted(then.keys() - now.keys()),
        "new": sorted(now.keys() - then.keys()),
    }
    return "; ".join(f"{word} {', '.join(names)}" for word, names in told.items() if names)


def _course(report: Report, folder: Path | None) -> Check:
    name = f"{report.course.name} {report.course.version}"
    if report.receipt is None:
        return Check("course", f"it says {name}; in which state, only a signed report says")
    if folder is None:
        return Check("course", f"{name}; not compared with any files, as --course names none")
    if portable_digest(folder) == report.receipt.course:
        return Check("course", f"{name}, with the files in {folder}", holds=True)
    return Check("course", f"{name}, but with other files than those in {folder}", holds=False)


def _course_around(work: Path | None) -> Path | None:
    """The only course around some work or this folder; it is only read, so that it need not be anybody's own."""
    folders = courses_in_reach(work or Path())
    return folders[0] if len(folders) == 1 else None


def _environments(report: Report, again: Report) -> Iterator[str]:
    before, now = report.environment, again.environment
    pairs = {
        "grader": (before.grader, now.grader),
        "Python": (before.python, now.python),
        "NumPy": (before.numpy, now.numpy),
        "SymPy": (before.sympy, now.sympy),
        "the sandbox level": (before.sandbox.level, now.sandbox.level),
    }
    yield from (f"{name} was {old}, and is {new} here" for name, (old, new) in pairs.items() if old != new)


def is_real(checks: Collection[Check]) -> bool:
    """Whether nothing that was looked at is otherwise."""
    return all(check.holds is not False for check in checks)

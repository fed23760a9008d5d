"""Takes signed reports into a gradebook: marks that were made elsewhere, such as in CI, by whoever holds a known key.

    file ──▶ signed by a known key? ──▶ about this course? ──▶ of whom? ──▶ new here? ──▶ mark
               │ no                       │ no                  │ no          │ no
               ▼                          ▼                     ▼             ▼
             a sentence that says why it is not taken, and the other reports go on

Whose it is says the report, which is signed, and never the name of its file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from grader.course.find import course_of
from grader.course.lazy_course import LazyCourse
from grader.course.portable_digest import portable_digest
from grader.errors import UsageError
from grader.gradebook.grading import context as contexts
from grader.gradebook.grading.course_files import read_course
from grader.gradebook.intake.roster import Roster, read_roster
from grader.gradebook.store import runs, signed
from grader.gradebook.store.database import writing
from grader.gradebook.store.encoding import to_text
from grader.gradebook.store.gradings import fault_of
from grader.gradebook.store.read import ids
from grader.gradebook.store.rows import plain
from grader.gradebook.store.signed import Signed, Taken
from grader.model.counted import counted
from grader.model.gradebook import Person
from grader.model.receipt import Receipt
from grader.model.report import Report
from grader.receipts.signature import signature_fault
from grader.receipts.signing_keys import PublicKey, read_public_keys
from grader.reports.json import read_content, report_in
from grader.reports.words import total
from grader.sandbox.levels.sandbox import LEVELS

_UNSAFE = LEVELS[0]
"""The level at which a student's code can write its own report."""


class ImportRequest(NamedTuple):
    """What is to be taken in, and by whom it has to be signed."""

    gradebook: str
    files: Sequence[Path]
    key_files: Sequence[Path]
    course: Path | None
    roster: Path | None


class Arrival(NamedTuple):
    """What became of one report."""

    file: Path
    text: str
    """In a sentence."""
    is_refused: bool = False


class _Course(NamedTuple):
    """The course that reports have to be about."""

    folder: Path
    digest: str
    outlined: LazyCourse
    versions: dict[str, str]
    """Exercise to the hash of its files."""


class _Refused(Exception):  # noqa: N818 - no error, but a way to say why
    """A report that is not taken, with the reason."""


def import_reports(request: ImportRequest) -> list[Arrival]:
    """What became of each report, those that were signed first coming first.

    Raises
    ------
    UsageError
        If the course, a key, the roster or the gradebook cannot be used.
    StorageError
        If the gradebook fails; nothing is taken then.
    """
    keys = read_public_keys(request.key_files)
    course = _open(request.course)
    roster = read_roster(request.roster) if request.roster else None
    arrivals: list[Arrival] = []
    accepted: list[tuple[Path, Signed]] = []
    for file in request.files:
        try:
            accepted.append((file, _accept(file, keys, course, roster)))
        except (_Refused, UsageError) as reason:
            arrivals.append(Arrival(file, str(reason), is_refused=True))
    # In the order of signing, in which attempts are counted
    accepted.sort(key=lambda pair: pair[1].signed_at)
    return [*arrivals, *(_write(request.gradebook, accepted, course) if accepted else ())]


def _open(named: Path | None) -> _Course:
    folder = course_of(Path(), named)
    files, outlined = read_course(folder), LazyCourse(folder)
    return _Course(folder, portable_digest(folder), outlined, contexts.versions_of(outlined, files))


def _accept(file: Path, keys: Sequence[PublicKey], course: _Course, roster: Roster | None) -> Signed:
    """The report in a file; UsageError or `_Refused` with the reason why it is not to be taken."""
    content = read_content(file)
    report = report_in(content)
    if fault := signature_fault(content, report, keys):
        raise _Refused(fault)
    receipt = report.receipt
    assert receipt is not None  # noqa: S101 - or there would be a fault
    _check_course(report, receipt, course)
    if report.environment.sandbox.level == _UNSAFE:
        raise _Refused(f"it was made at the sandbox level `{_UNSAFE}`, at which a student's code can change it")
    scores = tuple(exercise for exercise in report.exercises if not fault_of(exercise))
    if not scores:
        raise _Refused("it holds no mark: the grader itself has failed, or there was nothing to grade")
    person = _person(report.submission.id, roster)
    return Signed(person, report, scores, _setting(report, receipt), _moment(receipt))


def _check_course(report: Report, receipt: Receipt, course: _Course) -> None:
    outline, theirs = course.outlined.outline, report.course
    if receipt.course != course.digest:
        here = f"{outline.name} {outline.version} in {course.folder}"
        raise _Refused(f"it is about {theirs.name} {theirs.version} with other files than {here}")
    if strangers := [exercise.id for exercise in report.exercises if exercise.id not in course.versions]:
        raise _Refused(f"the course has no exercise {', '.join(strangers)}")


def _person(name: str, roster: Roster | None) -> Person:
    claimed = Person(plain(name))
    if roster is None:
        return claimed
    if (person := roster.owner(claimed)) is None:
        raise _Refused(f"it is {name}'s, who is not on the roster, or more than one")
    return Person(**{field: plain(text) for field, text in asdict(person).items()})


def _setting(report: Report, receipt: Receipt) -> dict[str, object]:
    """What was graded with what, in the words of `Conditions`; who has signed it, and when, tells it from our own."""
    environment = report.environment
    return {
        "grader": environment.grader,
        "python": environment.python,
        "numpy": environment.numpy,
        "sympy": environment.sympy,
        "machine": receipt.machine,
        "level": environment.sandbox.level,
        "seed": receipt.seed,
        "after_due": receipt.after_due,
        "signed_by": receipt.key,
        "signed_at": receipt.signed_at,
    }


def _moment(receipt: Receipt) -> str:
    try:
        return to_text(datetime.fromisoformat(receipt.signed_at))
    except ValueError as error:
        raise _Refused(f"{receipt.signed_at}, when it was signed, is no time") from error


def _write(gradebook: str, accepted: Sequence[tuple[Path, Signed]], course: _Course) -> Iterator[Arrival]:
    with writing(gradebook) as database, database.begin() as connection:
        runs.record_versions(connection, course.outlined, course.versions)
        run = runs.begin(connection, "import", course.outlined.outline.version)
        # Without a roster nobody can say who belongs here, but who was here before
        known = frozenset(ids(connection))
        for file, report in accepted:
            if signed.has_untimed(connection, report):
                fault = f"the gradebook has other work of {report.person.id} without a time"
                cure = "import into a gradebook of its own"
                yield Arrival(file, f"{fault}, so nobody can say which is older; {cure}", is_refused=True)
            else:
                taken = signed.record(connection, run, report, course.versions)
                yield _arrival(file, report, taken, is_new=bool(known) and report.person.id not in known)
        runs.end(connection, run)


def _arrival(file: Path, report: Signed, taken: Taken, *, is_new: bool) -> Arrival:
    """What became of a report; one of which nothing is new is refused, unless it is there already."""
    whose = f"{report.person.id}, {total(report.report)}"
    told = [f"{counted(len(taken.new), 'exercise')} taken"] if taken.new else []
    told += [f"{', '.join(taken.known)} is there already"] if taken.known else []
    told += [f"{', '.join(taken.older)}: a report that was signed later counts"] if taken.older else []
    told += [f"{', '.join(taken.own)}: this gradebook has graded the same files itself"] if taken.own else []
    told += [f"{report.person.id} is new in this gradebook"] if is_new else []
    left = len(report.report.exercises) - len(report.scores)
    told += [f"{counted(left, 'exercise')} without a mark, as the grader itself has failed"] if left else []
    return Arrival(file, f"{whose}: {'; '.join(told)}", is_refused=bool(taken.older or taken.own) and not taken.new)

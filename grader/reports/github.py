"""A report as a GitHub Actions runner reads it: a log, and annotations on the student's files.

    ::stop-commands::8a1f...        from here on the runner obeys nothing
    (the report as text)
    ::8a1f...::                     until this line, whose word no student can know
    ::error file=xor.py,line=5,title=relu%3A wrong%2C 0 / 2::relu(-1) gave -1; expected 0

The word is the hash of what stands between the two lines: the same report gives the same word, and to write it into
one's own output one would have to find a text that contains its own hash.
"""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from grader.model.report import ExerciseScore, ItemScore, Report
from grader.model.verdict import Verdict
from grader.reports import text
from grader.reports.clean import one_line
from grader.reports.terminal import ascii_only
from grader.reports.words import (
    details,
    explained,
    file_of,
    is_not_started,
    line_of,
    points_of,
    same_fault,
    severity,
    state,
    why_not_started,
)

MOST_OF_A_KIND = 10
"""GitHub drops what a step annotates beyond that, without a word."""
_LOG_WIDTH = 100
_NOTICE = {"note": "notice"}
"""GitHub's own word for a severity, where it has one."""


class _Annotation(NamedTuple):
    kind: str
    about: str
    """Names of the items, for when there are too many annotations."""
    title: str
    message: str
    file: str = ""
    line: int | None = None

    def __str__(self) -> str:
        """The workflow command, on one line."""
        where = {"file": self.file, "line": self.line or "", "title": self.title}
        properties = ",".join(f"{name}={_property(str(value))}" for name, value in where.items() if value)
        return f"::{self.kind} {properties}::{_data(self.message)}"


def render(report: Report, *, folder: str = "", unicode: bool = True) -> str:
    """The log and the annotations, in ASCII unless `unicode`; `folder` leads from the repository to the work."""
    log = text.render(report, width=_LOG_WIDTH, unicode=unicode, folder=folder)
    # No random word: the same report has to give the same bytes.
    token = hashlib.sha256(log.encode("utf-8", "backslashreplace")).hexdigest()
    annotations = "".join(f"{annotation}\n" for annotation in _at_most(_annotations(report, folder)))
    annotations = annotations if unicode else ascii_only(annotations)
    return f"::stop-commands::{token}\n{log}::{token}::\n{annotations}"


def _data(message: str) -> str:
    """A message as the runner reads it back, the percent sign first."""
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    # A comma would begin the next property, and two colons the message
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def _at_most(annotations: Iterable[_Annotation]) -> Iterator[_Annotation]:
    """All of each kind, or the first nine and one that names the rest."""
    # Sorted by kind, as `groupby` sees neighbours only; within a kind the order of the course stays
    for kind, group in groupby(
        sorted(annotations, key=lambda annotation: annotation.kind), lambda annotation: annotation.kind
    ):
        ones = list(group)
        if len(ones) <= MOST_OF_A_KIND:
            yield from ones
            continue
        shown, rest = ones[: MOST_OF_A_KIND - 1], ones[MOST_OF_A_KIND - 1 :]
        yield from shown
        names = one_line(", ".join(annotation.about for annotation in rest), limit=1000)
        yield _Annotation(kind, names, f"{len(rest)} more", f"The log says more about each of these: {names}.")


def _annotations(report: Report, folder: str) -> Iterator[_Annotation]:
    for note in report.notes:
        yield _Annotation("warning", report.submission.id, "The submission", one_line(note.text, limit=1000))
    for exercise in report.exercises:
        # Without those that are right, so that items of one fault are neighbours even with a right one between them
        for _, run in groupby(filter(_is_wanting, exercise.items), _cause):
            yield _annotation(exercise, list(run), folder)


def _is_wanting(item: ItemScore) -> bool:
    """Whether there is something to say beside the file; what nobody can try here is told in the log, all at once."""
    return item.verdict is not Verdict.CORRECT and not item.is_only_instructor_s


def _cause(item: ItemScore) -> str:
    """What neighbouring items share of which the same is to be said; an item's own name for all others."""
    return state(item) if is_not_started(item) else same_fault(item) or item.id


def _annotation(exercise: ExerciseScore, items: list[ItemScore], folder: str) -> _Annotation:
    """One on items of which the same is to be said, on the line that is to blame or on that of the first function."""
    first = items[0]
    names = ", ".join(item.id for item in items)
    verdict = state(first)
    kind = severity(first)
    return _Annotation(
        _NOTICE.get(kind, kind),
        names,
        one_line(f"{names}: {verdict}, {points_of(items)}"),
        "\n".join(_sentences(items)) or f"{verdict} in {one_line(exercise.title)}",
        one_line(file_of(exercise, first, folder), limit=1000),
        line_of(first),
    )


def _sentences(items: list[ItemScore]) -> Iterator[str]:
    """The observed fact and what is said about it; what was printed stands in the log."""
    said = details(items[0])
    yield from said.witness
    yield from why_not_started(items) or said.feedback
    if (sentence := explained(items[0])) is not None:
        yield sentence

"""One student of a class as a page: the parts of the reports that a gradebook keeps, attempt by attempt."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup

from grader.model.book import BookColumn, BookRow, Counted
from grader.model.feedback import Feedback
from grader.model.gradebook import Attempt
from grader.model.report import ExerciseScore
from grader.reports import Beside
from grader.reports.clean import one_line
from grader.reports.gradebook_words import moment, student_name, what_counts
from grader.reports.html.item import with_code
from grader.reports.html.page import exercise_view
from grader.reports.html.views import Bar, ExerciseView, PageView
from grader.reports.words import points


class StudentView(NamedTuple):
    """What the template shows."""

    page: PageView
    """As of a report."""
    counts: tuple[str, ...]
    """What counts and why, in exercises where the reports below do not say it alone."""


def student_view(
    row: BookRow,
    columns: Sequence[BookColumn],
    kept: Sequence[tuple[Attempt, ExerciseScore]],
    notes: Mapping[int, Sequence[Feedback]],
    title: str,
) -> StudentView:
    """What the page shows of a student."""
    most = sum(column.max_score for column in columns)
    page = PageView(
        course=one_line(title),
        student=student_name(row.person),
        total=points(row.total, most) if row.counted else "nothing handed in",
        bar=_bar(row.total, most),
        next_step="",
        next_item=None,
        since="",
        remarks=tuple(_notes(notes)),
        exercises=tuple(_attempts(kept)),
        digest="",
        made_with="",
        origin="",
    )
    told = (what_counts(row, mark) for mark in row.counted.values() if _is_special(row, mark))
    return StudentView(page, tuple(one_line(sentence, limit=1000) for sentence in told))


def _is_special(row: BookRow, mark: Counted) -> bool:
    """Whether something else counts than what the only report on the exercise says, or for a reason worth a word."""
    if mark.excused or mark.attempt is None or mark.attempt.override is not None:
        return True
    attempts = sum(attempt.exercise == mark.exercise for attempt in row.attempts)
    return attempts > 1 or mark.days_late > 0 or mark.before != mark.after or bool(mark.why)


def _notes(notes: Mapping[int, Sequence[Feedback]]) -> Iterator[Markup]:
    for number, said in notes.items():
        for note in said:
            yield with_code(one_line(f"attempt {number}: {note.text}", limit=1000))


def _attempts(kept: Sequence[tuple[Attempt, ExerciseScore]]) -> Iterator[ExerciseView]:
    tries = Counter(attempt.exercise for attempt, _ in kept)
    for place, (attempt, exercise) in enumerate(kept):
        view = exercise_view(exercise, place, Beside())
        which = f", attempt {attempt.number}" if tries[attempt.exercise] > 1 else ""
        at, signer = attempt.submitted_at, attempt.signed_by
        told = (view.file, moment(at) if at else "", one_line(f"signed by {signer}") if signer else "")
        yield replace(view, title=f"{view.title}{which}", file=", ".join(filter(None, told)))


def _bar(total: float | None, most: float) -> Bar:
    if total is None or most <= 0:
        return Bar("0.0", "100.0")
    return Bar(f"{100 * min(1.0, max(0.0, total / most)):.1f}", "0.0")

"""One student's attempts in a terminal, each with its evidence.

    Lovelace, Ada (ada) · ada@x.org
      xor: 3.5 / 4, attempt 2 of 2
      attempt 1: Not read: relu.py (it is a link).

    xor, attempt 1 · 2026-11-01 09:12 UTC+01:00
    The XOR problem  xor                                            3 / 4
      ✓ relu ...

The attempts look as they do in the report that the student got.
"""

from collections.abc import Mapping, Sequence

from grader.model.book import BookRow, Counted
from grader.model.feedback import Feedback
from grader.model.gradebook import Attempt
from grader.model.report import ExerciseScore
from grader.reports.clean import one_line
from grader.reports.terminal import Page
from grader.reports.text import Columns, show_exercise
from grader.reports.words import number, points

_WIDEST = 100


def render(
    row: BookRow,
    kept: Sequence[tuple[Attempt, ExerciseScore]],
    notes: Mapping[int, Sequence[Feedback]] | None = None,
    *,
    width: int = 80,
    color: bool = False,
    unicode: bool = True,
) -> str:
    """What counts, then every attempt with what its kept report says.

    Parameters
    ----------
    row : BookRow
        The student and what counts.
    kept : sequence of (Attempt, ExerciseScore)
        The attempts in the order in which they are shown, each with its part of the report.
    notes : mapping of int to sequence of Feedback, optional
        What was not read of an attempt, by its number: of the whole submission, so it is said once.
    width, color, unicode
        As of every page for a terminal.
    """
    page = Page(min(width, _WIDEST), color=color, unicode=unicode)
    who = row.person
    known = [f"{who.name} ({who.id})" if who.name else who.id, who.email, who.number]
    page.hang(page.text(one_line(" · ".join(filter(None, known))), "bold"), page.text(""), page.text("  "))
    for one in row.counted.values():
        page.hang(page.text(one_line(_counts(row, one), limit=1000)), page.text("  "), page.text("    "))
    for which, said in (notes or {}).items():
        for note in said:
            text = one_line(f"attempt {which}: {note.text}", limit=1000)
            page.hang(page.text(text, "yellow"), page.text("  "), page.text("    "))
    columns = Columns(page, [item for _, exercise in kept for item in exercise.items])
    for attempt, exercise in kept:
        page.line()
        page.hang(page.text(one_line(_title(attempt), limit=1000), "dim"), page.text(""), page.text("  "))
        show_exercise(page, columns, exercise)
    return str(page)


def _counts(row: BookRow, one: Counted) -> str:
    if one.excused or one.attempt is None:
        return f"{one.exercise}: {one.why or 'nothing handed in'}"
    attempts = sum(attempt.exercise == one.exercise for attempt in row.attempts)
    which = f", attempt {one.attempt.number} of {attempts}" if attempts > 1 else ""
    less = f" instead of {number(one.before)}" if one.before != one.after else ""
    why = f" ({one.why})" if one.why else ""
    return f"{one.exercise}: {points(one.after, one.attempt.max_score)}{less}{which}{why}"


def _title(attempt: Attempt) -> str:
    at = attempt.submitted_at
    when = f" · {at:%Y-%m-%d %H:%M} {at.tzname() or ''}".rstrip() if at else ""
    changed = attempt.override
    by_hand = f" · by hand {number(changed.score)}, {changed.who}: {changed.why}" if changed else ""
    return f"{attempt.exercise}, attempt {attempt.number}{when}{by_hand}"

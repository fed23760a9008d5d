"""The gradebook in a terminal: the book, one student's attempts, and the statistics of a course."""

from collections.abc import Mapping, Sequence

from grader.model.book import BookColumn, BookRow
from grader.model.feedback import Feedback
from grader.model.gradebook import Attempt
from grader.model.report import ExerciseScore
from grader.model.statistics import ExerciseStatistics
from grader.reports.clean import one_line
from grader.reports.gradebook_words import (
    ITEM_HEAD,
    attempt_title,
    book_lines,
    exercise_sentences,
    item_cells,
    misconception_sentence,
    what_counts,
)
from grader.reports.terminal import Page, show_grid
from grader.reports.text import Columns, show_exercise
from grader.reports.words import students

_WIDEST = 100
"""On a wider terminal numbers would be too far from what they are for; the book has a column for each exercise."""


def show_book(
    rows: Sequence[BookRow],
    columns: Sequence[BookColumn],
    *,
    width: int = 80,
    color: bool = False,
    unicode: bool = True,
) -> str:
    """The rows in their order; without escape sequences unless `color`, in ASCII unless `unicode`.

        student              xor  hessian  total
        of                     4        2      6
        Hopper, Grace          1       EX      1
        Lovelace, Ada        3.5        2    5.5
        O'Hara, Bob         3.6L        0    3.6
        mean                 2.7        1   3.37

        3 students; L late; EX excused

    A course of more exercises than fit goes on below, with the names again.
    """
    page = Page(width, color=color, unicode=unicode)
    lines = book_lines(rows, columns)
    dim_lines = (lines.head, lines.possible, lines.means)
    head, possible, means = ([(cell, "dim") for cell in line] for line in dim_lines)
    students_lines = [[(cell, "red" if cell == "?" else "") for cell in line] for line in lines.students]
    show_grid(page, head, [possible, *students_lines, means])
    page.line()
    page.hang(page.text(lines.legend, "dim"), page.text(""), page.text("  "))
    return str(page)


def show_attempts(
    row: BookRow,
    kept: Sequence[tuple[Attempt, ExerciseScore]],
    notes: Mapping[int, Sequence[Feedback]] | None = None,
    *,
    width: int = 80,
    color: bool = False,
    unicode: bool = True,
) -> str:
    """One student: what counts, then every attempt with what its kept report says, as in the report that they got.

        Lovelace, Ada (ada) · ada@x.org
          xor: 3.5 / 4, attempt 2 of 2
          attempt 1: Not read: relu.py (it is a link).

        xor, attempt 1 · 2026-11-01 09:12 UTC+01:00
        The XOR problem  xor                                            3 / 4
          ✓ relu ...

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
    person = row.person
    known = [f"{person.name} ({person.id})" if person.name else person.id, person.email, person.number]
    page.hang(page.text(one_line(" · ".join(filter(None, known))), "bold"), page.text(""), page.text("  "))
    for mark in row.counted.values():
        page.hang(page.text(one_line(what_counts(row, mark), limit=1000)), page.text("  "), page.text("    "))
    for number_of_attempt, attempt_notes in (notes or {}).items():
        for note in attempt_notes:
            text = one_line(f"attempt {number_of_attempt}: {note.text}", limit=1000)
            page.hang(page.text(text, "yellow"), page.text("  "), page.text("    "))
    # One width for the items of all attempts, so that the same item stands at the same place in each
    columns = Columns(page, [item for _, exercise in kept for item in exercise.items])
    for attempt, exercise in kept:
        page.line()
        page.hang(page.text(one_line(attempt_title(attempt), limit=1000), "dim"), page.text(""), page.text("  "))
        show_exercise(page, columns, exercise)
    return str(page)


def show_statistics(
    statistics: Sequence[ExerciseStatistics], *, width: int = 80, color: bool = False, unicode: bool = True
) -> str:
    """All exercises in at most `width` columns; without escape sequences unless `color`, in ASCII unless `unicode`.

        xor                                                           40 students
          Mean 6.1 of 8 points, standard deviation 1.2.
          Cronbach's alpha 0.71 (0.60 to 0.79), standard error of measurement 0.65 points (0.58 to 0.72)
            item     max  difficulty  item-rest  upper-lower  not tried  seconds
            relu       3        0.91       0.45         0.33        2 %     0.02
          misconception no_bias: 12 students (30 %), in net
          ! net: students who earn more in the other items earn less here (r = -0.20): its key or its statement ...

    A dash stands for a number that too few students, or equal ones, cannot give.
    """
    page = Page(min(width, _WIDEST), color=color, unicode=unicode)
    if not statistics:
        page.line(page.text("No attempt to tell statistics of."))
    for position, exercise in enumerate(statistics):
        if position:
            page.line()
        _show_exercise_statistics(page, exercise)
    return str(page)


def _show_exercise_statistics(page: Page, exercise: ExerciseStatistics) -> None:
    page.spread(page.text(one_line(exercise.exercise), "bold"), page.text(students(exercise.students)))
    for sentence in exercise_sentences(exercise):
        page.hang(page.text(sentence), page.text("  "), page.text("    "))
    rows = [[(cell, "") for cell in item_cells(item)] for item in exercise.items]
    show_grid(page, [(title, "dim") for title in ITEM_HEAD], rows, indent=4)
    for misconception in exercise.misconceptions:
        page.hang(page.text(misconception_sentence(misconception)), page.text("  "), page.text("    "))
    for remark in exercise.remarks:
        page.hang(page.text(one_line(remark.text, limit=1000)), page.text("  ! ", "red"), page.text("    "))

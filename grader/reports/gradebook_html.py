"""The book and the statistics as one HTML page that needs nothing else; with `coursegrade[html]`.

Every text is cleaned and escaped, and the page forbids scripts and whatever would be loaded from elsewhere.
"""

from collections.abc import Sequence
from typing import Any

from grader.model.book import BookColumn, BookRow
from grader.model.statistics import ExerciseStatistics
from grader.reports.clean import one_line
from grader.reports.gradebook_words import ITEM_HEAD, book_lines, exercise_sentences, item_cells, misconception_sentence
from grader.reports.html.environment import environment
from grader.reports.words import students

_TEMPLATE = "gradebook.html"


def render(
    rows: Sequence[BookRow],
    columns: Sequence[BookColumn],
    statistics: Sequence[ExerciseStatistics] = (),
    title: str = "Gradebook",
) -> str:
    """The page; UsageError where Jinja2 is not installed."""
    return (
        environment()
        .get_template(_TEMPLATE)
        .render(
            title=one_line(title),
            book=book_lines(rows, columns),
            head=ITEM_HEAD,
            exercises=[_exercise(exercise) for exercise in statistics],
        )
    )


def _exercise(exercise: ExerciseStatistics) -> dict[str, Any]:
    """What the template shows of an exercise."""
    return {
        "name": one_line(exercise.exercise),
        "size": students(exercise.students),
        "whole": list(exercise_sentences(exercise)),
        "rows": [{"cells": item_cells(item), "width": _percent(item.difficulty)} for item in exercise.items],
        "held": [misconception_sentence(misconception) for misconception in exercise.misconceptions],
        "remarks": [one_line(remark.text, limit=1000) for remark in exercise.remarks],
    }


def _percent(share: float | None) -> str | None:
    """How wide the bar of a share is, within its cell; None where there is no bar."""
    return None if share is None else f"{100 * min(1.0, max(0.0, share)):.1f}"

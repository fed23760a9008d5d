"""The book and the statistics as one HTML page that needs nothing else; with `grader[html]`.

Every text is cleaned and escaped, and the page forbids scripts and whatever would be loaded from elsewhere.
"""

from collections.abc import Sequence
from typing import Any

from grader.errors import UsageError
from grader.model.book import BookColumn, BookRow
from grader.model.statistics import ExerciseStatistics
from grader.reports.book_lines import book_lines
from grader.reports.clean import one_line
from grader.reports.statistics_lines import HEAD, held, item_cells, whole
from grader.reports.words import students

_TEMPLATE = "gradebook.html"


def render(
    rows: Sequence[BookRow],
    columns: Sequence[BookColumn],
    statistics: Sequence[ExerciseStatistics] = (),
    title: str = "Gradebook",
) -> str:
    """The page; UsageError where Jinja2 is not installed."""
    try:
        from jinja2 import Environment, PackageLoader  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError("a page in HTML needs Jinja2: pip install 'grader[html]'") from error
    environment = Environment(loader=PackageLoader("grader.reports"), autoescape=True, keep_trailing_newline=True)
    return environment.get_template(_TEMPLATE).render(
        title=one_line(title),
        book=book_lines(rows, columns),
        head=HEAD,
        exercises=[_exercise(one) for one in statistics],
    )


def _exercise(one: ExerciseStatistics) -> dict[str, Any]:
    """What the template shows of an exercise."""
    return {
        "name": one_line(one.exercise),
        "size": students(one.students),
        "whole": list(whole(one)),
        "rows": [{"cells": item_cells(item), "width": _percent(item.difficulty)} for item in one.items],
        "held": [held(misconception) for misconception in one.misconceptions],
        "remarks": [one_line(remark.text, limit=1000) for remark in one.remarks],
    }


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{100 * min(1.0, max(0.0, share)):.1f}"

"""The book and its statistics as one HTML page, to be read and not to be imported anywhere; with `grader[html]`."""

from collections.abc import Iterable, Sequence

from grader.gradebook.exports.export import Export
from grader.gradebook.late import counting
from grader.gradebook.statistics.summarize import summarize
from grader.model.book import BookColumn, BookRow
from grader.reports.book_rows import select
from grader.reports.gradebook_page import render


def new(rows: Iterable[BookRow], columns: Sequence[BookColumn]) -> Export:
    """The page, its students by name."""
    sorted_rows = select(rows)
    return Export(render(sorted_rows, columns, summarize(counting(sorted_rows))).encode("utf-8"))

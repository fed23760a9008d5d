"""The class as one HTML page, to be read and not to be imported: that of `grade book --html`, without links from it.

Needs `coursegrade[html]`.
"""

from collections.abc import Iterable, Sequence

from grader.gradebook.class_pages.collect import collect
from grader.gradebook.exports.export import Export
from grader.model.book import BookColumn, BookRow
from grader.reports.class_page import render


def new(rows: Iterable[BookRow], columns: Sequence[BookColumn]) -> Export:
    """The page, its students by name; their items are only needed as they come, for the statistics."""
    return Export(render(collect(rows, columns)).encode("utf-8"))

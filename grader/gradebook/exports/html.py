"""The book and its statistics as one HTML page, to be read and not to be imported; with `coursegrade[html]`."""

from collections.abc import Iterable, Iterator, Sequence

from grader.gradebook.exports.export import Export
from grader.gradebook.late.policy import counting
from grader.gradebook.statistics.summarize import summarize
from grader.model.book import BookColumn, BookRow
from grader.reports.book_selection import select
from grader.reports.gradebook_html import render


def new(rows: Iterable[BookRow], columns: Sequence[BookColumn]) -> Export:
    """The page, its students by name; their items are only needed as they come, for the statistics."""
    kept: list[BookRow] = []
    statistics = summarize(counting(_keeping(rows, kept)))
    return Export(render(select(kept), columns, statistics).encode("utf-8"))


def _keeping(rows: Iterable[BookRow], kept: list[BookRow]) -> Iterator[BookRow]:
    for row in rows:
        kept.append(row.without_items)  # statistics take in the row with its items, after which nobody holds them
        yield row

"""Everything as CSV, UTF-8, one line for each item of each attempt; points with all their digits."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice

from grader.gradebook.exports.export import table
from grader.gradebook.exports.long import Line, lines
from grader.model.book import BookRow
from grader.reports.clean import cell

_AT_A_TIME = 1000
"""So many lines are held: a large course needs no more memory than a small one."""

_cell = lru_cache(4096)(cell)  # names, ids and verdicts come again in every line of a student


def chunks(rows: Iterable[BookRow]) -> Iterator[bytes]:
    """The file, some lines at a time."""
    left = chain([Line._fields], lines(rows))
    while part := list(islice(left, _AT_A_TIME)):
        yield table([_text(value) for value in line] for line in part).encode("utf-8")


def _text(value: object) -> str:
    if isinstance(value, str):
        return _cell(value)
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)

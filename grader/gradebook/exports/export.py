"""What an export gives back, and values that every other program can read.

In a cell of a table that a spreadsheet program may open, text that it would take for a formula gets an apostrophe:

    =HYPERLINK("http://x")   ->   '=HYPERLINK("http://x")
    -1.5                     ->   -1.5

Spreadsheet programs run what begins with one of `= + - @`, also in their full-width forms; some drop tabs and line
breaks before it. A plain number is no formula, whatever its sign.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from grader.reports.clean import clean

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)
_LONGEST = 20_000
"""Spreadsheet programs hold 32767 characters in a cell."""


class Export(NamedTuple):
    """The content of a file, and what its reader should know."""

    content: bytes
    """As it is to be written."""
    notes: tuple[str, ...] = ()
    """Sentences on students and exercises that are not in it, and why."""


def note(names: list[str], what: str) -> tuple[str, ...]:
    """One sentence that names the first few; none if there is nobody to name."""
    if not names:
        return ()
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return (f"{', '.join(names[:5])}{more}: {what}",)


def sound(values: Mapping[str, object]) -> dict[str, object]:
    """The same with half of a surrogate pair, which is no text and no UTF-8, as a visible escape."""
    return {
        key: value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value
        for key, value in values.items()
    }


def cell(text: str) -> str:
    """The text without control characters, and as no formula."""
    shown = clean(text, lines=True, limit=_LONGEST)
    return f"'{shown}" if _FORMULA.match(shown) and not _NUMBER.fullmatch(shown) else shown


def points(value: float | None) -> str:
    """Points with at most four decimals; empty where they are not known."""
    # Adding 0.0 makes the -0.0 that rounding may give a 0.0
    return "" if value is None else f"{round(value, 4) + 0.0:.4f}".rstrip("0").rstrip(".")


def table(rows: Iterable[Sequence[str]]) -> str:
    """The rows as CSV, as RFC 4180 has it."""
    page = StringIO()
    csv.writer(page).writerows(rows)
    return page.getvalue()

"""What an export gives back, and values that every other program can read.

Text of a cell goes through `grader.reports.clean.cell`, points through `points`.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import NamedTuple


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


def points(value: float | None) -> str:
    """Points with at most four decimals; empty where they are not known."""
    # Adding 0.0 makes the -0.0 that rounding may give a 0.0
    return "" if value is None else f"{round(value, 4) + 0.0:.4f}".rstrip("0").rstrip(".")


def table(rows: Iterable[Sequence[str]]) -> str:
    """The rows as CSV, as RFC 4180 has it."""
    page = StringIO()
    csv.writer(page).writerows(rows)
    return page.getvalue()

"""Gradescope: a `results.json` for each student, in a zip file with a folder for each."""

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO

from grader.gradebook.exports.export import Export, note
from grader.model.book import BookRow, Counted
from grader.model.gradebook import ItemMark
from grader.model.verdict import Verdict
from grader.reports.clean import one_line
from grader.reports.words import points, word

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file, so that the same book makes the same archive."""


def new(rows: Iterable[BookRow]) -> Export:
    """The archive. Students whose points are not known are left out: Gradescope would add up what is known."""
    page, unknown, names = BytesIO(), [], set[str]()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in rows:
            if row.total is None:
                unknown.append(row.person.id)
                continue
            entry = zipfile.ZipInfo(f"{_folder(row.person.id, names)}/results.json", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, results(row))
    return Export(page.getvalue(), note(unknown, "left out: points are not known"))


def results(row: BookRow) -> str:
    """One student's `results.json`."""
    content = {
        "score": round(row.total or 0.0, 9),
        "output": "\n".join(
            one_line(f"{counted.exercise}: {counted.why}") for counted in row.counted.values() if counted.why
        ),
        "output_format": "text",
        "visibility": "visible",
        "tests": [test for counted in row.counted.values() if not counted.excused for test in _tests(counted)],
        "extra_data": {"student": one_line(row.person.id)},
    }
    return json.dumps(content, indent=2) + "\n"


def _tests(counted: Counted) -> Iterator[dict[str, object]]:
    for item in counted.attempt.items if counted.attempt else ():
        yield {
            "name": one_line(f"{counted.exercise}: {item.item}"),
            **_score(item),
            "max_score": item.max_score,
            "status": "passed" if item.verdict is Verdict.CORRECT else "failed",
            "output": f"{word(item.verdict)}: {points(item.score, item.max_score)}",
            "output_format": "text",
            "visibility": "visible",
        }


def _score(item: ItemMark) -> dict[str, float]:
    return {} if item.score is None else {"score": round(item.score, 9)}


def _folder(student: str, taken: set[str]) -> str:
    """A name that every file system takes; a number behind it where two students would have the same."""
    # Without dots at the ends: `..` is no folder's name, and Windows drops one at the end
    plain = re.sub(r"[^\w.@+-]", "_", student, flags=re.ASCII).strip(".")[:80] or "student"
    name, count = plain, 1
    while name.casefold() in taken:  # on macOS and Windows `Ada` and `ada` are one folder
        count += 1
        name = f"{plain}-{count}"
    taken.add(name.casefold())
    return name

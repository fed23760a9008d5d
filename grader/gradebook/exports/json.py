"""Everything as JSON, `grade-book/1`: an object whose `lines` are objects, one for each item of each attempt."""

import json
from collections.abc import Iterable, Iterator

from grader.gradebook.exports.export import sound
from grader.gradebook.exports.long import lines
from grader.model.book import BookRow


def chunks(rows: Iterable[BookRow]) -> Iterator[bytes]:
    """The file line by line; all that is not ASCII is escaped, so that no control character is in it."""
    yield b'{"schema": "grade-book/1",\n "lines": ['
    comma = b""
    for line in lines(rows):
        yield comma + b"\n  " + json.dumps(sound(line._asdict()), allow_nan=False).encode("ascii")
        comma = b","
    yield b"\n]}\n"

"""A file's lines are counted as Python counts them, so that the line that is quoted is the one that is meant."""

import linecache
from pathlib import Path

import pytest

from grader.sandbox.inside.loader import lines_of

CONTENTS = {
    "line ends of three systems": b"a = 1\r\nb = 2\rc = 3\nd = 4",
    "a form feed": b"a = 1\n\x0c\nb = 2\x0b\n",
    "separators of text": "a = '\u2028'\nb = '\x1c\x85'\n".encode(),
    "a mark at the beginning": b"\xef\xbb\xbfa = 1\n",
    "nothing": b"",
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_lines_are_those_of_python(content: bytes, tmp_path: Path) -> None:
    """What its own module reads from a file with that content."""
    path = tmp_path / "work.py"
    path.write_bytes(content)
    own = linecache.getlines(str(path))
    assert [line.rstrip("\n") for line in lines_of(content)] == [line.rstrip("\n") for line in own]


def test_what_is_no_utf_8_still_has_lines() -> None:
    """One for each line end."""
    assert len(lines_of(b"a = '\xff'\nb = 2\n")) == 2

"""A line of a student's files, for programs: out of the name that a message has for its file or cell."""

import re

from grader.model.feedback import SourceLine

# Another path would let a report's reader be sent anywhere: a submission's folders have names that can be imported
_FILE = re.compile(r"(?:\w+/)*[^/\\]+\.py|cell (?P<cell>[1-9]\d{0,8}) of (?P<notebook>[^/\\]+\.ipynb)")


def source_line(file: str, line: int) -> SourceLine | None:
    """The line; None for what cannot be one.

    Parameters
    ----------
    file : str
        `xor.py`, or `cell 3 of week1.ipynb`.
    line : int
        Counted from 1, in a cell within it.
    """
    match = _FILE.fullmatch(file)
    if match is None or line < 1:
        return None
    if match["cell"] is None:
        return SourceLine(file=file, line=line)
    return SourceLine(file=match["notebook"], line=line, cell=int(match["cell"]))

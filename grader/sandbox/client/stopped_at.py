"""Which line of a student's was running when a call was stopped, told from what Python's fault handler writes.

Where the time goes is a matter of chance, line by line; which loop it is spent in is not. So the first loop is named
that is still running, from the called function inwards, and only where there is none the line itself.

    Current thread 0x00007f1 (most recent call first):
      File "descent.py", line 9 in step
      File "descent.py", line 5 in descend        line 5 stands in the loop of line 4: line 4 is named
      File ".../inside/caller.py", line 84 in _outcome
"""

import re
from collections.abc import Mapping
from itertools import zip_longest

from grader.sandbox.client.outcome import Place

_FRAME = re.compile(rb'^  File "([^"]+)", line (\d+) in (.+)$', re.MULTILINE)
_LOOP = re.compile(rb"(?:async\s+)?(?:for|while)\b")
_FUNCTION = re.compile(rb"(?:async\s+)?(?:def|class)\b")
_MAX_LINE = 200


def stopped_at(written: bytes, files: Mapping[str, bytes]) -> Place | None:
    """The place, or None if no line of these files is told of.

    Parameters
    ----------
    written : bytes
        By the fault handler, or by the student's code in its name: then the place is another line of their own.
    files : mapping of str to bytes
        The submission.
    """
    frames = reversed(_FRAME.findall(written))
    told = [(file.decode("utf-8", "replace"), int(line), function) for file, line, function in frames]
    own = [frame for frame in told if frame[0] in files]
    place = None
    # the last frame has none inside it; without any, there is nothing to go through
    for (file, line, function), inner in zip_longest(own, own[1:]) if own else ():
        lines = files[file].splitlines()
        if not 0 < line <= len(lines):
            return None
        loop = _loop(lines, line)
        place = Place(file, loop or line, lines[(loop or line) - 1].decode("utf-8", "replace").strip()[:_MAX_LINE])
        # what calls itself may be anywhere further inside
        if loop or (inner is not None and (inner[0], inner[2]) == (file, function)):
            break
    return place


def _loop(lines: list[bytes], line: int) -> int | None:
    """The outermost loop around a line within its function, by its indentation; None if it stands in none."""
    loop, depth = None, len(lines[line - 1]) + 1
    for number in range(line, 0, -1):
        text = lines[number - 1].expandtabs()
        statement = text.lstrip()
        if not statement or statement.startswith(b"#") or len(text) - len(statement) >= depth:
            continue
        if _FUNCTION.match(statement):
            break
        depth = len(text) - len(statement)
        loop = number if _LOOP.match(statement) else loop
    return loop

"""What every student's process does once its files and limits are in place: answer requests until the pipe ends."""

import contextlib
import os
import site
import sys
from typing import BinaryIO

from grader.sandbox.frames import read_frame, write_frame
from grader.sandbox.inside.caller import Caller
from grader.sandbox.inside.chance import Chance
from grader.sandbox.wire.messages import from_bytes, to_bytes

# Requests are the grader's own: nothing that a frame's four bytes of length can say is too large.
_LARGEST_REQUEST = 2**32


def like_a_script() -> None:
    """What students know from a terminal: exit() and help(), an empty command line, lines printed as they end."""
    site.setquit()
    site.sethelper()
    sys.argv[:] = [""]
    sys.orig_argv[:] = [""]
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="backslashreplace")  # type: ignore[union-attr]


def serve(
    requests: BinaryIO,
    answers: BinaryIO,
    chance: Chance,
    *,
    held: list[str],
    message_bytes: int,
    printed: tuple[int, int],
) -> None:
    """Say what holds, then answer each request.

    Parameters
    ----------
    requests, answers : binary file
        The two pipes; answers are not buffered.
    chance : Chance
        What is in the place of chance, installed.
    held : list of str
        Names of what confines this process.
    message_bytes : int
        Size that an answer may have.
    printed : tuple of int
        Descriptor of the file that is printed to, and the size at which that is a flood.
    """
    output, most = printed
    with contextlib.suppress(OSError):  # a pipe is gone: the grader has closed it, or the student
        write_frame(answers, to_bytes({"ready": held}))
        caller = Caller(chance, message_bytes, lambda: os.fstat(output).st_size >= most)
        while (raw := read_frame(requests, _LARGEST_REQUEST)) is not None:
            for answer in caller.answer(from_bytes(raw)):
                write_frame(answers, answer)

"""A process for one submission, started anew: the level `limited`.

Requests arrive on standard input, answers leave on standard output. Both are moved away before any student code runs:
input is empty then, and whatever is printed goes to the file that the parent gave as standard error.
"""

import contextlib
import ctypes
import faulthandler
import os
import signal
import sys
from typing import BinaryIO

from grader.sandbox.inside import importing, rlimits
from grader.sandbox.inside.chance import Chance
from grader.sandbox.inside.serve import like_a_script, serve
from grader.sandbox.inside.warm import import_sympy, warm_up


def main(numbers: list[int], _folders: list[str]) -> None:
    """Warm up, lay down the limits, say what holds, and answer until the parent closes the pipe.

    Parameters
    ----------
    numbers : list of int
        Bytes of memory, seconds of processor time, bytes of a file, of printed output, of an answer.
    """
    memory, cpu, file, printed, message = numbers
    requests, answers, output = _private_files()
    warm_up()
    _end_with_parent()
    like_a_script()
    if hasattr(signal, "SIGUSR1"):  # not on Windows
        faulthandler.register(signal.SIGUSR1, file=output, all_threads=False)
    chance = Chance()
    chance.install()
    importing.install(chance.importing_sympy)
    import_sympy()
    held = rlimits.apply(memory, cpu, file)
    serve(requests, answers, chance, held=held, message_bytes=message, printed=(output, printed))


def _private_files() -> tuple[BinaryIO, BinaryIO, int]:
    """Requests, answers and output, out of the way of print and input."""
    requests, answers, output = os.dup(0), os.dup(1), os.dup(2)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)  # what is printed goes where errors go
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb", buffering=0), output


def _end_with_parent() -> None:
    """Have Linux end this process when the grader is killed; elsewhere it ends when it next waits for a request."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG

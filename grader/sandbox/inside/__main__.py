"""The student's process: `python .../inside/__main__.py MEMORY CPU FILE PRINTED MESSAGE FOLDER...`.

Requests arrive on standard input, answers leave on standard output. Both are moved away before any student code runs:
input is empty then, and whatever is printed goes to the file that the parent gave as standard error. The folders are
those in which installed packages are found.
"""

import contextlib
import gc
import os
import signal
import site
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from grader.sandbox.inside.caller import Caller

_ROOT = str(Path(__file__).resolve().parents[3])
_LARGEST_REQUEST = 2**32


def _private_files() -> tuple[BinaryIO, BinaryIO, int]:
    """Requests, answers and output, out of the way of print and input."""
    requests, answers, output = os.dup(0), os.dup(1), os.dup(2)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb", buffering=0), output


def _warm_up() -> None:
    """Import what students import, once, without collecting garbage on the way."""
    gc.disable()
    import numpy as np  # noqa: PLC0415
    import sympy  # noqa: F401, PLC0415

    np.linalg.eigvalsh(np.eye(2))
    sys.path.insert(0, _ROOT)
    import grader.sandbox.inside.caller  # noqa: PLC0415
    import grader.sandbox.inside.rlimits  # noqa: F401, PLC0415

    # Installed for development, the package lies in a checkout of the course, and nothing of that is importable
    sys.path.remove(_ROOT)
    gc.freeze()
    gc.enable()


def _end_with_parent() -> None:
    """Have Linux end this process when the grader is killed; elsewhere it ends when it next waits for a request."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - numpy has imported it already

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _like_a_script() -> None:
    """What students know from a terminal: exit() and help(), an empty command line, lines printed as they end."""
    site.setquit()
    site.sethelper()
    sys.argv[:] = [""]
    sys.orig_argv[:] = [""]
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="backslashreplace")  # type: ignore[union-attr]


def _serve(requests: BinaryIO, answers: BinaryIO, caller: "Caller") -> None:
    from grader.sandbox.frames import read_frame, write_frame  # noqa: PLC0415
    from grader.sandbox.wire.messages import from_bytes  # noqa: PLC0415

    while (raw := read_frame(requests, _LARGEST_REQUEST)) is not None:
        for answer in caller.answer(from_bytes(raw)):
            write_frame(answers, answer)


def main() -> None:
    """Warm up, lay down the limits, say what holds, and answer until the parent closes the pipe."""
    memory, cpu, file, printed, message = map(int, sys.argv[1:6])
    sys.path += sys.argv[6:]
    requests, answers, output = _private_files()
    _warm_up()
    from grader.sandbox.frames import write_frame  # noqa: PLC0415
    from grader.sandbox.inside import rlimits  # noqa: PLC0415
    from grader.sandbox.inside.caller import Caller  # noqa: PLC0415
    from grader.sandbox.wire.messages import to_bytes  # noqa: PLC0415

    _end_with_parent()
    _like_a_script()
    held = rlimits.apply(memory, cpu, file)
    with contextlib.suppress(OSError):  # a pipe is gone: the grader has closed it, or the student
        write_frame(answers, to_bytes({"ready": held}))
        _serve(requests, answers, Caller(message, lambda: os.fstat(output).st_size >= printed))


if __name__ == "__main__":
    main()
    os._exit(0)  # the student's atexit functions and threads have nothing to add

"""The student's process: `python -I .../inside MEMORY CPU FILE MESSAGE` with requests on 0, answers on 1.

Standard input, output and error are moved away before any student code runs: input is empty, and whatever is
printed goes to the pipe that the parent gave as standard error.
"""

import contextlib
import gc
import os
import sys

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))  # noqa: PTH


def _private_pipes() -> tuple[int, int]:
    """Descriptors of requests and answers, out of the way of print and input."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def _warm_up() -> None:
    """Import what students import, once, without collecting garbage on the way."""
    gc.disable()
    import numpy as np  # noqa: PLC0415
    import sympy  # noqa: F401, PLC0415

    np.linalg.eigvalsh(np.eye(2))
    gc.freeze()
    gc.enable()


def _serve(requests: int, answers: int, message_bytes: int) -> None:
    from grader.sandbox.frames import frame, read_frame, write_all  # noqa: PLC0415
    from grader.sandbox.inside.caller import Caller  # noqa: PLC0415
    from grader.sandbox.wire.codec import from_bytes  # noqa: PLC0415

    caller = Caller(message_bytes)
    while (raw := read_frame(requests)) is not None:
        request = from_bytes(raw)
        if "files" in request:
            caller.take_files(request["files"])
        elif "load" in request:
            caller.load(request["load"])
            write_all(answers, frame(b"{}"))
        else:
            for arguments in request["calls"]:
                write_all(answers, frame(caller.call(request["module"], request["function"], arguments)))


def main() -> None:
    """Warm up, lay down the limits, say what holds, and answer until the parent closes the pipe."""
    memory, cpu, file, message = map(int, sys.argv[1:5])
    requests, answers = _private_pipes()
    sys.path.append(_ROOT)
    import json  # noqa: PLC0415

    _warm_up()
    from grader.sandbox.frames import frame, write_all  # noqa: PLC0415
    from grader.sandbox.inside import caller, rlimits  # noqa: F401, PLC0415

    # The checkout lies on the path when the package is installed for development: the course is beside it
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != _ROOT]  # noqa: PTH100
    sys.argv[:] = [""]
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    held = rlimits.apply(memory, cpu, file)
    write_all(answers, frame(json.dumps({"ready": held}).encode()))
    with contextlib.suppress(BrokenPipeError):
        _serve(requests, answers, message)


if __name__ == "__main__":
    main()
    os._exit(0)  # the student's atexit functions and threads have nothing to add

"""Runs programs that are told as JSON, each in a fork with nothing but the libraries loaded, and says what came.

NumPy and SymPy are imported once; the student's modules are not there before a program imports them.
"""

import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from grader.items.answers.show import show

sys.path.pop(0)


def run(program: str, folder: str) -> dict[str, Any]:
    """What the program's `answer` is, or the name of what it raised."""
    os.chdir(folder)
    sys.path.insert(0, "")
    sys.dont_write_bytecode = True
    names: dict[str, Any] = {"__name__": "__main__"}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(program, "why.py", "exec"), names)  # noqa: S102 - what is tested
    except Exception as error:  # noqa: BLE001 - whatever the student's code raises
        return {"raised": type(error).__name__, "gave": None}
    return {"raised": None, "gave": show(names["answer"]) if "answer" in names else None}


def apart(program: str, folder: str) -> dict[str, Any]:
    """The same in a process of its own."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(writing, json.dumps(run(program, folder)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        told = file.read()
    os.waitpid(pid, 0)
    came: dict[str, Any] = json.loads(told)
    return came


if __name__ == "__main__":
    json.dump([apart(**job) for job in json.load(sys.stdin)], sys.stdout)

"""Runs the programs of `grade why`, and compares what comes with what the report says.

A process of its own imports NumPy and SymPy once, and forks for each program: the student's modules are not there
before the program imports them.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from grader.items.answers.show import show
from grader.model.report import ItemScore, Report
from grader.model.verdict import Verdict
from grader.reports.program import render

ROOT = Path(__file__).parent.parent


def programs_of(report: Report) -> list[tuple[ItemScore, str]]:
    """The items whose evidence is a call, with their programs."""
    pairs = [(item, render(exercise, item)) for exercise in report.exercises for item in exercise.items]
    return [(item, text) for item, text in pairs if item.witness is not None and item.witness.snippet is not None]


class Runner:
    """A warm process that runs programs."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.programs"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def check(self, report: Report, folder: Path) -> int:
        """Run the program of every item on the work in a folder, and compare; how many there were."""
        found = programs_of(report)
        for item, text in found:
            assert item.witness is not None
            assert item.witness.snippet is not None
            came = self._run(text, folder)
            if item.verdict is Verdict.CRASHED:
                assert any(came["raised"] in said.text for said in item.feedback), text
            else:
                assert (came["raised"], came["gave"]) == (None, item.witness.snippet.gave), text
        return len(found)

    def close(self) -> None:
        """End it."""
        self._process.communicate()

    def _run(self, program: str, folder: Path) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"program": program, "folder": str(folder)}) + "\n")
        self._process.stdin.flush()
        came: dict[str, Any] = json.loads(self._process.stdout.readline())
        return came


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
        os.close(reading)
        os.write(writing, json.dumps(run(program, folder)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        told = file.read()
    os.waitpid(pid, 0)
    came: dict[str, Any] = json.loads(told)
    return came


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(apart(**json.loads(line))) + "\n")
        sys.stdout.flush()

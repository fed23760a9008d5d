"""The plugin's side of the process that judges: asks, and keeps what it was told."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_PATIENCE_SECONDS = 2.0
_GONE = {"fault": "The process that judges has ended before it answered; `grade` may tell more."}


class JudgeClient:
    """Items and results of one folder of work.

    Parameters
    ----------
    folder : Path
        Holds the student's files.
    cwd : Path
        Where pytest was called: courses are looked for above it, too.
    is_ready : bool
        Whether something is to be judged.
    """

    def __init__(self, folder: Path, cwd: Path, *, is_ready: bool) -> None:
        # -P: a student's `random.py` in the working directory must not stand before Python's
        words = [sys.executable, "-P", "-m", "grader.pytest_plugin.judge", os.fspath(folder)]
        self._process = subprocess.Popen(  # noqa: S603 - this very Python, and nothing goes through a shell
            [*words, "--ready"] if is_ready else words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=cwd,
            encoding="ascii",
        )
        self._results: dict[str, dict[str, Any]] = {}
        self._notes: list[str] = []
        self._first = self._read()

    @property
    def items(self) -> dict[str, list[dict[str, Any]]]:
        """Exercise to its items, of exercises whose file is there; empty where the folder is none of a course."""
        items: dict[str, list[dict[str, Any]]] = self._first.get("items", {})
        return items

    @property
    def fault(self) -> str | None:
        """Why the course cannot be used though it may be; None if it can."""
        return self._first.get("fault")

    @property
    def notes(self) -> list[str]:
        """Sentences on the folder as a whole, each once."""
        # Of what names no exercise there is no file at which a fault would be told
        fault = None if self.items else self.fault
        return list(dict.fromkeys(filter(None, [self._first.get("refused"), fault, *self._notes])))

    def result(self, exercise: str) -> dict[str, Any]:
        """What was found of an exercise, which is judged when it is first asked for."""
        if exercise not in self._results:
            self._results[exercise] = self._ask(exercise)
        return self._results[exercise]

    def close(self) -> None:
        """End the process; one that still judges, as nobody waits for it any more."""
        try:
            self._process.communicate(timeout=_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.terminate()
            self._process.communicate()

    def _ask(self, exercise: str) -> dict[str, Any]:
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        try:
            self._process.stdin.write(f"{exercise}\n")
            self._process.stdin.flush()
        except OSError:
            return _GONE
        return self._read()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        line = self._process.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line.endswith("\n") else _GONE
        self._notes += answer.get("notes", [])
        return answer

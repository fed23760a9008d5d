"""The commands on a gradebook, run in this process; who grades for them is started once for each course."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import grade
from grader.gradebook.engines.local import LocalEngine
from grader.gradebook.engines.messages import spec_to_bytes
from grader.gradebook.grading.engine import Engine, Spec
from tests.gradebook.conftest import write_class, write_course


class Warm:
    """Engines with one worker each, which stay from one command to the next; all else is the commands' own."""

    def __init__(self) -> None:
        self._engines: dict[bytes, LocalEngine] = {}

    def start_engine(self, _name: str, spec: Spec, _workers: int | None, _scheduler: str | None) -> Engine:
        """The one that was started with the same spec, or else a new one."""
        name = spec_to_bytes(spec)
        if name not in self._engines:
            self._engines[name] = LocalEngine(spec, 1)
        return _Kept(self._engines[name])

    def close(self) -> None:
        """End them."""
        for engine in self._engines.values():
            engine.close()


class _Kept:
    """An engine that the command does not end."""

    def __init__(self, engine: LocalEngine) -> None:
        self.level = engine.level
        self.run = engine.run

    def close(self) -> None:
        """Stay."""


class Here:
    """A folder with the small course and a class of four, in which commands are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.course = write_course(folder / "course")
        self.work = folder / "class"
        self.book = folder / "book.db"
        self.marks = write_class(self.work, 4)

    def __call__(self, *words: str | Path) -> Result:
        """What a command says; it may not fail with anything but an exit code."""
        done = CliRunner().invoke(grade, [os.fspath(word) for word in words])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    def batch(self, *words: str | Path, book: Path | str | None = None) -> Result:
        """Grade the class."""
        return self("batch", self.work, "--course", self.course, "--gradebook", str(book or self.book), *words)


def here_in(folder: Path, warm: Warm, monkeypatch: pytest.MonkeyPatch) -> Here:
    """Commands in a folder."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr("grader.gradebook.engines.start.start_engine", warm.start_engine)
    return Here(folder)

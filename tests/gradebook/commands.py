"""The commands on a gradebook, run in this process; who grades for them is started once for each course."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import batching, grade, regrading
from grader.cli.engines import EngineChoice, Started
from grader.gradebook.course_files import CourseFiles
from grader.gradebook.engines.local import LocalEngine
from grader.gradebook.engines.messages import spec_to_bytes
from grader.gradebook.engines.task import Spec
from grader.gradebook.keys import setting_here
from tests.gradebook.conftest import write_class, write_course


class Warm:
    """Engines with one worker each, which stay from one command to the next."""

    def __init__(self) -> None:
        self._engines: dict[bytes, LocalEngine] = {}

    @contextlib.contextmanager
    def started(self, choice: EngineChoice, course: CourseFiles) -> Iterator[Started]:
        """Instead of an engine of its own for each command."""
        spec = Spec(course, choice.level, choice.seed, choice.after_due)
        name = spec_to_bytes(spec)
        if name not in self._engines:
            self._engines[name] = LocalEngine(spec, 1)
        found = self._engines[name]
        yield Started(found, setting_here(found.level, seed=choice.seed, after_due=choice.after_due))

    def close(self) -> None:
        """End them."""
        for engine in self._engines.values():
            engine.close()


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
    monkeypatch.setattr(batching, "started", warm.started)
    monkeypatch.setattr(regrading, "started", warm.started)
    return Here(folder)

"""The commands on a gradebook, run in this process, and so is who grades for them."""

import os
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from click.testing import Result as Said

from grader.cli import grade
from grader.gradebook.engines import worker
from grader.gradebook.engines.messages import spec_to_bytes
from grader.gradebook.grading.engine import Engine, IsStopped, Result, Spec, Task, never
from grader.judging.setting import Setting
from grader.judging.verdict_cache.answer_trie import VerdictCache
from grader.sandbox.levels.sandbox import Sandbox
from tests.gradebook.conftest import write_class, write_course

_NOBODY: Any = SimpleNamespace(tick=lambda _: None)
"""In the place of the line to the process that waits for a worker."""


class Warm:
    """Engines that grade in this process, in sandboxes that stay from one command to the next."""

    def __init__(self) -> None:
        self._engines: dict[bytes, Engine] = {}
        self._sandboxes: dict[Setting, Sandbox] = {}

    def start_engine(self, _name: str, spec: Spec, _workers: int | None, _scheduler: str | None) -> Engine:
        """The one that was started with the same spec, or else a new one."""
        name = spec_to_bytes(spec)
        if name not in self._engines:
            self._engines[name] = _InThisProcess(spec, self._sandbox_of(spec.setting))
        return self._engines[name]

    def close(self) -> None:
        """End the sandboxes."""
        for sandbox in self._sandboxes.values():
            sandbox.close()

    def _sandbox_of(self, setting: Setting) -> Sandbox:
        name = Setting(level=setting.level, limits=setting.limits)
        if name not in self._sandboxes:
            self._sandboxes[name] = Sandbox(setting.level, setting.limits)
        return self._sandboxes[name]


class _InThisProcess:
    """What a worker does, without a process of its own: to start one takes more than a second of a processor."""

    def __init__(self, spec: Spec, sandbox: Sandbox) -> None:
        self._key = worker._warm(spec, sandbox)  # noqa: SLF001 - what a worker does
        self._spec, self._sandbox, self._cache = spec, sandbox, VerdictCache()
        self.level = sandbox.level

    def run(self, tasks: Iterator[Task], is_stopped: IsStopped = never) -> Iterator[Result]:
        """Their results, in their order."""
        for task in takewhile(lambda _: not is_stopped(), tasks):
            yield worker._grade(task, self._key, self._sandbox, self._spec, _NOBODY, self._cache)  # noqa: SLF001

    def close(self) -> None:
        """Stay, as the sandbox does."""


class Here:
    """A folder with the small course and a class of four, in which commands are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.course = write_course(folder / "course")
        self.work = folder / "class"
        self.book = folder / "book.db"
        self.marks = write_class(self.work, 4)

    def __call__(self, *words: str | Path) -> Said:
        """What a command says; it may not fail with anything but an exit code."""
        done = CliRunner().invoke(grade, [os.fspath(word) for word in words])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    def batch(self, *words: str | Path, book: Path | str | None = None) -> Said:
        """Grade the class."""
        return self("batch", self.work, "--course", self.course, "--gradebook", str(book or self.book), *words)


def here_in(folder: Path, warm: Warm, monkeypatch: pytest.MonkeyPatch) -> Here:
    """Commands in a folder."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr("grader.gradebook.engines.start.start_engine", warm.start_engine)
    return Here(folder)

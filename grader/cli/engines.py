"""Starts the engine that the options name, with the course that the command found."""

import contextlib
import gc
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import Engine as Database

from grader.errors import SandboxError, UsageError
from grader.gradebook import runs
from grader.gradebook.course_files import CourseFiles
from grader.gradebook.engines.start import start_engine
from grader.gradebook.engines.task import Engine, Spec
from grader.gradebook.keys import Setting, setting_here


@dataclass(frozen=True)
class EngineChoice:
    """What the options say about who grades, and with what."""

    name: str
    workers: int | None
    scheduler: str | None
    level: str | None
    seed: int
    after_due: bool
    is_kept: bool = False
    """Whether the level is that of the marks before, and was not asked for."""


class Started(NamedTuple):
    """An engine, and the setting that it grades with."""

    engine: Engine
    setting: Setting


def as_before(choice: EngineChoice, database: Database) -> EngineChoice:
    """The choice with the level of the gradebook's last marks, unless another one is asked for.

    The level is part of what a grading depends on: at whatever holds best today, all would be graded again unasked.

    Raises
    ------
    UsageError
        If that level is `limited`, which keeps no secrets: it has to be asked for each time.
    """
    if choice.level is not None:
        return choice
    with database.connect() as connection:
        level = runs.last_level(connection)
    if level == "limited":
        said = "the marks in the gradebook were made at the level limited, which keeps no secrets: `--sandbox limited`"
        raise UsageError(f"{said} goes on with it, and another level grades everything again")
    return replace(choice, level=level, is_kept=level is not None)


@contextlib.contextmanager
def started(choice: EngineChoice, course: CourseFiles) -> Iterator[Started]:
    """The engine, ended at the end; SandboxError if it cannot grade, such as at the level of the marks before."""
    spec = Spec(course, choice.level, choice.seed, choice.after_due)
    gc.enable()  # everything is imported; what a large class leaves behind has to be collected
    try:
        engine = start_engine(choice.name, spec, choice.workers, choice.scheduler)
    except SandboxError as error:
        if not choice.is_kept:
            raise
        said = f"the marks in the gradebook were made at the level {choice.level}, which cannot be had now: {error}"
        raise SandboxError(f"{said}; `--sandbox LEVEL` grades everything again at another one") from error
    try:
        yield Started(engine, setting_here(engine.level, seed=choice.seed, after_due=choice.after_due))
    finally:
        engine.close()

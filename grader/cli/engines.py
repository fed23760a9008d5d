"""Starts the engine that the options name, with the course that the command found."""

import contextlib
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

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


class Started(NamedTuple):
    """An engine, and the setting that it grades with."""

    engine: Engine
    setting: Setting


@contextlib.contextmanager
def started(choice: EngineChoice, course: CourseFiles) -> Iterator[Started]:
    """The engine, ended at the end."""
    spec = Spec(course, choice.level, choice.seed, choice.after_due)
    gc.enable()  # everything is imported; what a large class leaves behind has to be collected
    engine = start_engine(choice.name, spec, choice.workers, choice.scheduler)
    try:
        yield Started(engine, setting_here(engine.level, seed=choice.seed, after_due=choice.after_due))
    finally:
        engine.close()

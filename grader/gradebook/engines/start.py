"""Starts the engine that is named, at the setting of the gradebook's last marks unless another one is asked for."""

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Engine as Database

from grader.errors import SandboxError, UsageError
from grader.gradebook.engines.on_demand import OnDemandEngine
from grader.gradebook.grading.course_files import CourseFiles
from grader.gradebook.grading.engine import Engine, Spec
from grader.gradebook.grading.keys import Conditions, conditions_here, setting_of
from grader.gradebook.store import runs
from grader.judging.setting import Setting, SettingOptions


def start_engine(name: str, spec: Spec, workers: int | None = None, scheduler: str | None = None) -> Engine:
    """An engine.

    Parameters
    ----------
    name : str
        One of `grader.gradebook.engines.ENGINES`.
    spec : Spec
        What it grades with.
    workers : int, optional
        As many as there are processors if left out.
    scheduler : str, optional
        Address of a scheduler of Dask's that is there already.

    Raises
    ------
    UsageError
        If the engine's extra is not installed, or there is no scheduler.
    SandboxError
        If it cannot grade here.
    """
    # Those that this process may use: in a container or a job of SLURM's the machine has more
    count = workers or len(os.sched_getaffinity(0))
    if name == "local" and scheduler is None:
        from grader.gradebook.engines.local import LocalEngine  # noqa: PLC0415 - one engine is enough

        return LocalEngine(spec, count)
    try:
        from grader.gradebook.engines.dask import DaskEngine  # noqa: PLC0415 - takes a second to import
    except ImportError as error:
        raise UsageError(f"the engine dask needs the extra `coursegrade[dask]`: {error}") from error
    return DaskEngine(spec, count, scheduler)


@dataclass(frozen=True)
class EngineChoice:
    """What the options say about who grades, and with what."""

    name: str
    workers: int | None
    scheduler: str | None
    asked: SettingOptions


class Started(NamedTuple):
    """An engine, and the conditions under which it grades."""

    engine: Engine
    conditions: Conditions


def as_before(asked: SettingOptions, database: Database) -> Setting:
    """The setting of the gradebook's last marks, unless something else is asked for.

    A grading depends on all of it: with another variant, or at whatever level holds best today, everything would be
    graded again unasked.

    Raises
    ------
    UsageError
        If that level is `limited`, which keeps no secrets: it has to be asked for each time.
    """
    with database.connect() as connection:
        conditions = runs.last_conditions(connection)
    last = Setting() if conditions is None else setting_of(conditions)
    if last.level == "limited" and asked.level is None:
        fault = "the marks in the gradebook were made at the level limited, which keeps no secrets: `--sandbox limited`"
        raise UsageError(f"{fault} goes on with it, and another level grades everything again")
    return asked.after(last)


def nothing_is_known(_: Conditions) -> bool:
    """Whether there is nothing to grade under some conditions: that was not looked at."""
    return False


@contextlib.contextmanager
def started(
    choice: EngineChoice,
    course: CourseFiles,
    database: Database,
    is_all_known: Callable[[Conditions], bool] = nothing_is_known,
) -> Iterator[Started]:
    """The engine, ended at the end; SandboxError if it cannot grade, such as at the level of the marks before.

    Parameters
    ----------
    choice : EngineChoice
        Which one.
    course : CourseFiles
        The course with its references.
    database : sqlalchemy.Engine
        The gradebook.
    is_all_known : callable
        Whether the gradebook has all gradings that are wanted, under some conditions: then nothing is started unless
        something comes to be graded after all.
    """
    setting = as_before(choice.asked, database)
    # Without a level that is named, only an engine can say which one holds. With one, its marks are those of that level
    # whether or not it holds here and now: nothing is judged where it would have to.
    if setting.level is not None and is_all_known(conditions_here(setting, setting.level)):
        engine: Engine = OnDemandEngine(setting.level, lambda: _start(choice, course, setting))
    else:
        engine = _start(choice, course, setting)
    try:
        yield Started(engine, conditions_here(setting, engine.level))
    finally:
        engine.close()


def _start(choice: EngineChoice, course: CourseFiles, setting: Setting) -> Engine:
    try:
        return start_engine(choice.name, Spec(course, setting), choice.workers, choice.scheduler)
    except SandboxError as error:
        if setting.level == choice.asked.level:  # it was asked for by name, not taken from the marks before
            raise
        fault = f"the marks in the gradebook were made at the level {setting.level}, which cannot be had now: {error}"
        raise SandboxError(f"{fault}; `--sandbox LEVEL` grades everything again at another one") from error

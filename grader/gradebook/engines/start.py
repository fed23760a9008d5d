"""Starts the engine that is named."""

import os

from grader.errors import UsageError
from grader.gradebook.grading.engine import Engine, Spec


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
    count = workers or len(os.sched_getaffinity(0))
    if name == "local" and scheduler is None:
        from grader.gradebook.engines.local import LocalEngine  # noqa: PLC0415 - one engine is enough

        return LocalEngine(spec, count)
    try:
        from grader.gradebook.engines.dask import DaskEngine  # noqa: PLC0415 - takes a second to import
    except ImportError as error:
        raise UsageError(f"the engine dask needs the extra `grader[dask]`: {error}") from error
    return DaskEngine(spec, count, scheduler)

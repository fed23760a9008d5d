"""Judges a submission behind as many walls as there are: what every command does, one submission or a class."""

from typing import TYPE_CHECKING

from grader.judging.judge import judge
from grader.judging.judge_items import Tick
from grader.judging.key import CourseKey
from grader.model.report import Report
from grader.model.submission import Submission
from grader.sandbox.levels import Sandbox

if TYPE_CHECKING:
    from grader.judging.precedents.tree import Precedents


def judge_behind_walls(
    submission: Submission,
    key: CourseKey,
    sandbox: Sandbox,
    *,
    seed: int = 0,
    tick: Tick = lambda _: None,
    precedents: "Precedents | None" = None,
) -> Report:
    """The report on one submission, judged in a process of its own; in this one at the level `limited`.

    Parameters
    ----------
    submission, key, sandbox, seed
        As `judge_guarded` takes them.
    tick : callable
        Told the name of each item before it is judged, and None while one is judged.
    precedents : Precedents, optional
        What was found about others. Not used at the level `limited`.

    Raises
    ------
    SandboxError
        If the wall cannot be put up.
    """
    if sandbox.level != "limited":
        from grader.judging.guarded import judge_guarded  # noqa: PLC0415 - needs Linux

        return judge_guarded(submission, key, sandbox, seed=seed, tick=tick, precedents=precedents)
    session = sandbox.open(submission.files)
    try:
        return judge(submission, key, session, seed=seed, begin=tick)
    finally:
        session.close()

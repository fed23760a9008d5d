"""Judges one submission at whatever level the sandbox holds: what every command does, for one or for a class."""

import time
from typing import TYPE_CHECKING

from grader.judging.judge_items import Observer, Tick, judge_items
from grader.judging.key import CourseKey, ItemName
from grader.judging.near_names import take_near_names, tell_taken
from grader.judging.notebooks import take_notebooks
from grader.judging.score import assemble, confinement_of, timing
from grader.model.report import ItemScore, Report
from grader.model.submission import Submission
from grader.sandbox.client.session import Session
from grader.sandbox.levels.sandbox import Sandbox

if TYPE_CHECKING:
    from grader.judging.verdict_cache.answer_trie import VerdictCache


def judge_at_level(
    submission: Submission,
    key: CourseKey,
    sandbox: Sandbox,
    *,
    seed: int = 0,
    tick: Tick = lambda _: None,
    cache: "VerdictCache | None" = None,
    steady: set[ItemName] | None = None,
) -> Report:
    """The report on one submission, judged in a supervised process of its own; in this one at the level `limited`.

    Parameters
    ----------
    submission, key, sandbox, seed
        As `judge_supervised` takes them.
    tick : callable
        Told the name of each item before it is judged, and None while one is judged.
    cache : VerdictCache, optional
        What was found about others. Not used at the level `limited`.
    steady : set of ItemName, optional
        To which is added what would be found the same another time; for work that is judged without a cache.

    Raises
    ------
    SandboxError
        If the wall cannot be put up.
    """
    # Around all that is cached: who else answers the same has not called a file the same
    near = take_near_names(submission, key)
    notebooks = take_notebooks(near.submission, key)
    report = _judge_at_level(notebooks.submission, key, sandbox, seed, tick, cache, steady)
    return tell_taken(report, submission, near.files, notebooks.notes)


def _judge_at_level(
    submission: Submission,
    key: CourseKey,
    sandbox: Sandbox,
    seed: int,
    tick: Tick,
    cache: "VerdictCache | None",
    steady: set[ItemName] | None,
) -> Report:
    if sandbox.level != "limited":
        from grader.judging.supervised import judge_supervised  # noqa: PLC0415 - needs Linux

        return judge_supervised(submission, key, sandbox, seed=seed, tick=tick, cache=cache, steady=steady)
    session = sandbox.open(submission.files)
    try:
        return judge(submission, key, session, seed=seed, tick=tick, steady=steady)
    finally:
        session.close()


def judge(
    submission: Submission,
    key: CourseKey,
    session: Session,
    *,
    seed: int = 0,
    tick: Tick = lambda _: None,
    steady: set[ItemName] | None = None,
) -> Report:
    """The report on one submission, judged in this process: for systems without a second wall, and for tests.

    Parameters
    ----------
    submission : Submission
        The work; its code runs behind the wall only.
    key : CourseKey
        The exercises to judge, with references and misconceptions.
    session : Session
        The submission behind the wall; the caller closes it.
    seed : int
        The variant: which inputs are drawn. The same seed gives the same report.
    tick : callable
        Told the name of each item before it is judged.
    steady : set of ItemName, optional
        To which is added what would be found the same another time.

    Raises
    ------
    SandboxError
        If the wall itself fails. A student's fault is a verdict, an author's is `GRADER_ERROR` on the item.
    """
    start = time.perf_counter()
    scores: dict[ItemName, ItemScore] = {}
    seconds: dict[ItemName, float] = {}
    before = start
    observer = Observer(begin=tick, steady=set[ItemName]().add if steady is None else steady.add)
    # Judging goes on inside the generator: an item's time is that between two scores
    for name, score in judge_items(key, submission, session, seed, {}, observer):
        now = time.perf_counter()
        scores[name], seconds[name], before = score, now - before, now
    return assemble(
        submission, key, scores, confinement_of(session), timing(time.perf_counter() - start, seconds, scores)
    )

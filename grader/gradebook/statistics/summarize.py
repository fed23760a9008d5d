"""All statistics of a course, from one attempt of each student at each exercise."""

import zlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from grader.gradebook.statistics import intervals
from grader.gradebook.statistics.collect import ABSENT, VERDICTS, Collector, Marks
from grader.gradebook.statistics.items import item_rest, remarks, upper_lower
from grader.gradebook.statistics.reliability import Reliability, reliability
from grader.model.gradebook import Attempt
from grader.model.statistics import ExerciseStatistics, ItemStatistics, Prevalence
from grader.model.verdict import Verdict

FEWEST = 10
"""With fewer students, discrimination and reliability would be noise."""


def summarize(
    attempts: Iterable[Attempt], *, resamples: int = 1000, seed: int = 0, fewest: int = FEWEST
) -> tuple[ExerciseStatistics, ...]:
    """The statistics of every exercise, in the order in which the exercises first occur.

    Parameters
    ----------
    attempts : iterable of Attempt
        The attempt that counts of each student at each exercise, in any order. Points are those that were earned: a
        mark that was changed by hand concerns the exercise as a whole and says nothing about its items.
    resamples : int
        So many bootstrap resamples for each exercise.
    seed : int
        The same seed, attempts and order give the same intervals.
    fewest : int
        With fewer students, discrimination and reliability are None.
    """
    collectors: dict[str, Collector] = {}
    for attempt in attempts:
        collectors.setdefault(attempt.exercise, Collector()).add(attempt)
    summaries = []
    for exercise in list(collectors):
        marks = collectors.pop(exercise).marks()  # of all exercises only one stands in memory twice
        summaries.append(_exercise(exercise, marks, resamples=resamples, seed=seed, fewest=fewest))
    return tuple(summaries)


def _exercise(exercise: str, marks: Marks, *, resamples: int, seed: int, fewest: int) -> ExerciseStatistics:
    complete: NDArray[np.bool_] = np.asarray(~np.isnan(marks.shares).any(axis=1))
    points = marks.shares[complete] * marks.most
    enough = len(points) >= max(2, fewest)
    total = points.sum(axis=1)
    measured: Reliability | None = None
    if enough:
        mixed = zlib.crc32(exercise.encode("utf-8", "surrogateescape"))  # so that exercises are drawn apart
        measured = reliability(points, resamples=resamples, seed=seed ^ mixed)
    items = _items(marks, complete, points, enough=enough)
    return ExerciseStatistics(
        exercise=exercise,
        students=len(complete),
        complete=len(points),
        max_score=float(marks.most.sum()),
        mean=float(total.mean()) if len(points) else None,
        deviation=float(total.std(ddof=1)) if len(points) > 1 else None,
        alpha=measured.alpha if measured else None,
        error=measured.error if measured else None,
        items=items,
        misconceptions=_misconceptions(marks, len(complete)),
        remarks=tuple(
            remark
            for item, shares in zip(items, marks.shares.T, strict=True)
            for remark in remarks(item, shares[~np.isnan(shares)])
        ),
        fewest=fewest,
    )


def _items(
    marks: Marks, complete: NDArray[np.bool_], points: NDArray[np.float64], *, enough: bool
) -> tuple[ItemStatistics, ...]:
    nothing: list[float | None] = [None] * len(marks.items)
    rest = item_rest(points) if enough else nothing
    best = [*upper_lower(marks.shares[complete], points.sum(axis=1))] if enough else nothing
    return tuple(
        _item(marks, index, item_rest=rest[index], upper_lower=best[index], complete=len(points))
        for index in range(len(marks.items))
    )


def _item(
    marks: Marks, index: int, *, item_rest: float | None, upper_lower: float | None, complete: int
) -> ItemStatistics:
    shares, verdicts = marks.shares[:, index], marks.verdicts[:, index]
    known = shares[~np.isnan(shares)]
    difficulty = float(known.mean()) if len(known) else None
    asked = verdicts != ABSENT
    seconds = marks.seconds[:, index]
    timed = seconds[~np.isnan(seconds)]

    is_undecided = verdicts == VERDICTS.index(Verdict.UNDECIDED)
    waiting = int((is_undecided & np.isnan(shares)).sum())

    def count(verdict: Verdict) -> int:
        return int((verdicts == VERDICTS.index(verdict)).sum())

    return ItemStatistics(
        item=marks.items[index],
        max_score=float(marks.most[index]),
        students=len(known),
        difficulty=difficulty,
        item_rest=item_rest,
        upper_lower=upper_lower,
        not_tried=count(Verdict.MISSING) / int(asked.sum()),  # never 0: somebody had it, or there were no column
        seconds=float(np.median(timed)) if len(timed) else None,
        undecided=count(Verdict.UNDECIDED) - waiting,
        left_open=waiting,
        skipped=count(Verdict.SKIPPED),
        failed=count(Verdict.GRADER_ERROR),
        absent=int((~asked).sum()),
        difficulty_within=None if difficulty is None else intervals.of_share(difficulty, len(known)),
        item_rest_within=None if item_rest is None else intervals.of_correlation(item_rest, complete),
    )


def _misconceptions(marks: Marks, students: int) -> tuple[Prevalence, ...]:
    prevalences = [
        Prevalence(name, count, count / students, tuple(marks.seen_in[name])) for name, count in marks.holders.items()
    ]
    return tuple(sorted(prevalences, key=lambda prevalence: (-prevalence.students, prevalence.name)))

"""Where an exercise's tolerance lies: between the rounding of a right answer and the smallest mistake."""

import itertools
import math
from collections.abc import Collection, Sequence

from grader.course.check.numeric_error import Expected, rounding_error
from grader.course.mutants.run import Tried
from grader.judging.key import ExerciseKey
from grader.maths.deadline import within
from grader.model.checked import Margin


def margin_of(key: ExerciseKey, expected: Sequence[Expected], tried: Sequence[Tried], seconds: float) -> Margin:
    """Both ends, each None where there is none.

    Parameters
    ----------
    key : ExerciseKey
        The exercise.
    expected : sequence of Expected
        What the reference gives, in the order of the items.
    tried : sequence of Tried
        What came of the mutants.
    seconds : float
        For each item: an iteration that waits for more digits than single precision has would never end.
    """
    items = (list(calls) for _, calls in itertools.groupby(expected, lambda one: one.item.id))
    rounding = (within(seconds, rounding_error, key.functions, calls) for calls in items)
    return Margin(
        rounding=max((error for error in rounding if error is not None), default=None),
        fault=min(_faults(tried, key.exercise.survivors), default=None),
    )


def _faults(tried: Sequence[Tried], explained: Collection[str]) -> list[float]:
    """Errors of mutants that only the tolerance can tell: one that another item tells may have right numbers."""
    return [
        one.error
        for one in tried
        if one.error is not None
        and math.isfinite(one.error)
        and not one.is_same
        and (one.error > 1 if one.is_killed else one.mutant.name not in explained)
    ]

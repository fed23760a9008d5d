"""Reliability: Cronbach's alpha and the standard error of measurement, each with a percentile bootstrap's interval.

Points have shape (students, items), without gaps. For the interval the students are drawn again, with replacement, many
times. A resample is not built: how often each student was drawn is enough, since the variances come from weighted sums,
for many resamples in one product of matrices.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.model.statistics import Estimate

Points = NDArray[np.float64]
LEVEL = 0.95
_ROOM = 2_000_000
"""So many numbers are drawn in one go: 16 MB."""


def alphas(variances: Points) -> Points:
    """Alpha of each row, which holds the items' variances and, last, the total's; NaN where there is none."""
    items, total = variances[:, :-1], variances[:, -1]
    count = items.shape[1]
    spread: Points = np.where(total > 0, total, np.nan)
    return np.nan * spread if count < 2 else count / (count - 1) * (1 - items.sum(axis=1) / spread)


def errors(variances: Points) -> Points:
    """Standard error of measurement of each such row; alpha never exceeds 1 but by rounding."""
    root: Points = np.sqrt(variances[:, -1] * np.maximum(0.0, 1 - alphas(variances)))
    return root


def with_total(points: Points) -> Points:
    """The items' points less their means and, as a last column, their total."""
    centred = points - points.mean(axis=0)
    centred[:, np.ptp(points, axis=0) == 0] = 0.0  # what rounding leaves of a constant is no spread
    return np.column_stack([centred, centred.sum(axis=1)])


class Reliability(NamedTuple):
    """Both measures with their intervals."""

    alpha: Estimate
    error: Estimate


def reliability(points: Points, *, resamples: int, seed: int) -> Reliability | None:
    """Alpha and standard error with their 95 % intervals; None where there is no alpha."""
    table = with_total(points)
    here = table.var(axis=0, ddof=1)[np.newaxis]
    if np.isnan(alphas(here)[0]):
        return None
    drawn = _resampled_variances(table, resamples, np.random.default_rng(seed))
    return Reliability(_estimate(alphas(here), alphas(drawn)), _estimate(errors(here), errors(drawn)))


def _resampled_variances(table: Points, resamples: int, rng: np.random.Generator) -> Points:
    """The variance of each column in each resample; shape (resamples, columns)."""
    students = len(table)
    # Variance as mean square less squared mean: safe here, as the columns are centred and little cancels
    both = np.column_stack([table, table**2])
    rows = []
    step = max(1, _ROOM // students)
    for start in range(0, resamples, step):
        count = min(step, resamples - start)
        times = np.stack([np.bincount(rng.integers(students, size=students), minlength=students) for _ in range(count)])
        mean, square = np.split(times.astype(np.float64) @ both / students, 2, axis=1)
        rows.append(np.maximum(0.0, square - mean**2) * (students / (students - 1)))
    variances = np.vstack(rows)
    variances[variances <= 1e-12 * table.var(axis=0)] = 0.0  # a resample of equals, but for rounding
    return variances


def _estimate(here: Points, drawn: Points) -> Estimate:
    # A resample in which all have the same points has no alpha
    known = drawn[~np.isnan(drawn)]
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]) if len(known) else (here[0], here[0])
    return Estimate(float(here[0]), float(low), float(high), LEVEL, len(known))

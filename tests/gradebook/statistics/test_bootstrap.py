"""The bootstrap intervals of reliability."""

import math

import numpy as np
import pytest

from grader.gradebook.statistics import reliability as of_reliability
from grader.gradebook.statistics.reliability import reliability
from tests.gradebook.statistics.plain import alpha, standard_error

RNG = np.random.default_rng(5)
ABILITY = RNG.normal(size=(80, 1))
POINTS = (ABILITY + RNG.normal(size=(80, 6)) > 0).astype(float)


def test_the_interval_is_that_of_resamples_that_are_built_one_by_one() -> None:
    """Weighted sums give what drawing rows and computing afresh gives, with the same random numbers."""
    rng = np.random.default_rng(7)
    drawn = [POINTS[rng.integers(80, size=80)] for _ in range(200)]
    estimates = reliability(POINTS, resamples=200, seed=7)
    assert estimates is not None
    for estimate, statistic in zip(estimates, (alpha, standard_error), strict=True):
        one_by_one = np.array([statistic(rows) for rows in drawn], dtype=float)
        assert (estimate.low, estimate.high) == pytest.approx(tuple(np.quantile(one_by_one, [0.025, 0.975])))


def test_it_does_not_depend_on_how_many_are_drawn_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    before = reliability(POINTS, resamples=50, seed=1)
    monkeypatch.setattr(of_reliability, "_ROOM", 80 * 7)
    after = reliability(POINTS, resamples=50, seed=1)
    assert before is not None
    assert after is not None
    assert (after.alpha.low, after.alpha.high) == pytest.approx((before.alpha.low, before.alpha.high))


def test_a_seed_gives_one_interval() -> None:
    assert reliability(POINTS, resamples=50, seed=1) == reliability(POINTS, resamples=50, seed=1)
    assert reliability(POINTS, resamples=50, seed=1) != reliability(POINTS, resamples=50, seed=2)


def test_the_value_lies_within() -> None:
    estimates = reliability(POINTS, resamples=500, seed=0)
    assert estimates is not None
    for estimate in estimates:
        assert estimate.low < estimate.value < estimate.high
        assert (estimate.level, estimate.resamples) == (0.95, 500)


def test_most_intervals_hold_the_true_alpha() -> None:
    """Parallel items of reliability 1/2 each: by Spearman and Brown, six of them have an alpha of 6/7."""
    rng = np.random.default_rng(11)
    hits = 0
    for seed in range(60):
        points = rng.normal(size=(100, 1)) + rng.normal(size=(100, 6))
        estimates = reliability(points, resamples=200, seed=seed)
        assert estimates is not None
        hits += estimates.alpha.low <= 6 / 7 <= estimates.alpha.high
    assert hits >= 50


def test_resamples_of_equals_are_left_out() -> None:
    """Of three students two are alike: one resample in nine draws them only, and has no alpha."""
    estimates = reliability(np.array([[1.0, 1], [1, 1], [0, 0]]), resamples=300, seed=0)
    assert estimates is not None
    assert 200 < estimates.alpha.resamples < 300
    assert estimates.alpha.low == pytest.approx(1)


@pytest.mark.parametrize("points", [np.ones((20, 3)), RNG.normal(size=(20, 1))], ids=["no spread", "one item"])
def test_no_alpha_no_interval(points: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    assert reliability(points, resamples=10, seed=0) is None
    assert alpha(points) is None
    assert standard_error(points) is None


def test_a_constant_that_does_not_round_has_no_spread() -> None:
    """Three times 0.1 is no whole number of halves: its variance is zero all the same."""
    assert alpha(np.full((7, 3), 0.1)) is None
    assert math.isclose(alpha(np.column_stack([np.full(7, 0.1), np.arange(7), np.arange(7)])) or 0, 0.75)

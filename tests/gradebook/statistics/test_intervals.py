"""Intervals of shares and correlations, against published examples."""

import pytest

from grader.gradebook.statistics.intervals import of_correlation, of_share

NEWCOMBE = {
    (81, 263): (0.2553, 0.3662),
    (15, 148): (0.0624, 0.1605),
    (0, 20): (0.0000, 0.1611),
    (1, 29): (0.0061, 0.1718),
}
"""Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), Table I."""


@pytest.mark.parametrize(("seen", "expected"), NEWCOMBE.items(), ids=[f"{k} of {n}" for k, n in NEWCOMBE])
def test_shares_as_published(seen: tuple[int, int], expected: tuple[float, float]) -> None:
    right, count = seen
    interval = of_share(right / count, count)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx(expected, abs=6e-5)
    assert interval.level == 0.95


def test_a_correlation_by_hand() -> None:
    """For r = 0.5 of 30: artanh 0.5 = 0.5493, 1.96 / sqrt(27) = 0.3772."""
    interval = of_correlation(0.5, 30)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((0.1704, 0.7289), abs=1e-4)


def test_what_nothing_is_known_of_has_no_interval() -> None:
    """Nobody, and a correlation of three; what is the same for all has no width."""
    assert of_share(0.0, 0) is None
    assert of_correlation(0.5, 3) is None
    certain = of_correlation(-1.0, 30)
    assert certain is not None
    assert (certain.low, certain.high) == (-1.0, -1.0)

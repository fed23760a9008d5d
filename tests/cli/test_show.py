"""`grade show` says what a function has to expect, and how it is compared."""

from tests.conftest import ROOT, Grade


def test_bounds_and_numbers(grade: Grade) -> None:
    """How near, how long, and that numbers come as ints as well: a check for `float` would fail on right work."""
    shown = " ".join(grade("show", "mean_squared_error", "--course", str(ROOT)).stdout.split())
    assert "off by at most 1e-6 of the expected one" in shown
    assert "Where a function is given a number, it may be an int or a float." in shown
    assert "A call may take 3 seconds" in shown

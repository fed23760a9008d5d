"""How an answer is compared, in words: what is said is what `compare` does."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from grader.items.answers.compare import compare
from grader.items.answers.how_compared import how_compared, how_near
from grader.items.answers.tolerance import Tolerance

x = sympy.Symbol("x")
NUMBER = "A number is right if it is off by at most 1e-6 of the expected one plus 1e-12."
ARRAY = "A number is right if it is off by at most 1e-6 of the largest entry expected plus 1e-12."
WHOLE = "A whole number has to be equal; a float is right for it up to rounding."
TEXT = "A text is right whatever its case, and with spaces, hyphens or underscores between its words."
FUNCTION = "An expression is right if it is the same function, however it is written."


@pytest.mark.parametrize(
    ("expected", "says"),
    [
        (True, ""),
        (None, ""),
        (2.5, NUMBER),
        (2, WHOLE),
        (np.array([1.0, 2.0]), ARRAY),
        (np.array([1, 2]), WHOLE),
        (np.array(2.5), NUMBER),
        ((1.0, 2.0), NUMBER),
        (Fraction(1, 3), NUMBER),
        ("convex", TEXT),
        (x**2, FUNCTION),
        (sympy.Matrix([[x, x], [x, 1]]), f"{FUNCTION} {WHOLE}"),
        ({"a": 1, "b": "text", "c": True}, f"{WHOLE} {TEXT}"),
    ],
    ids=range(13),
)
def test_each_kind_has_its_sentence(expected: Any, says: str) -> None:
    """Of parts each once; none where only the same is right."""
    assert how_compared(expected, Tolerance()) == says


@pytest.mark.parametrize(
    ("tolerance", "says"),
    [
        (Tolerance(relative=0.02), "if it is off by at most 0.02 of the expected one plus 1e-12"),
        (Tolerance(relative=0, absolute=1e-3), "if it is off by at most 0.001"),
        (Tolerance(relative=0, absolute=0), "if it is equal"),
    ],
    ids=["relative", "absolute", "none"],
)
def test_the_author_s_tolerance_is_told(tolerance: Tolerance, says: str) -> None:
    """As it was stated."""
    assert how_near(tolerance) == says
    assert how_compared(2.5, tolerance) == f"A number is right {says}."


def test_the_share_is_that_which_is_granted() -> None:
    """1e-6 of the largest entry is right, twice as much is not."""
    expected = np.array([1.0, 1000.0])
    assert compare(expected + 0.9e-3, expected, Tolerance()).agrees
    assert not compare(expected + 2e-3, expected, Tolerance()).agrees

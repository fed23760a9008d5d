"""Values that are irrational: they are enclosed all the same, so an answer that differs there is wrong."""

import pytest
import sympy
from sympy import besselj, erf, erfc, pi, sqrt

from grader.maths.equivalence import compare
from grader.sandbox.levels.sandbox import Sandbox
from tests.cases.case import Case, check

x = sympy.Symbol("x")
PHI = (1 + erf(x / sqrt(2))) / 2

CASES = (
    Case("maths_gelu", "work", {"gelu": "WRONG 0", "tail": "CORRECT 2"}),
)  # fmt: skip
PAIRS = (
    ("maths_erf_irrational", (1 + erf(x)) / 2, PHI, "different"),
    ("maths_erf_irrational", 17 * x * (x + 1), x * PHI, "different"),
    ("maths_erf_irrational", sympy.Integer(0), x * besselj(0, pi * x), "different"),
    ("maths_erf_irrational", 1 - erf(sqrt(2) * (x**2 + 1)), erfc(sqrt(2) * (x**2 + 1)), "equal"),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_maths_values(case: Case, sandbox: Sandbox) -> None:
    """Each case gets the verdict and the points that it must get."""
    check(case, sandbox)


@pytest.mark.parametrize(("name", "left", "right", "verdict"), PAIRS)
def test_pair(name: str, left: sympy.Expr, right: sympy.Expr, verdict: str) -> None:
    """Two expressions are judged as they must be."""
    assert compare(left, right).verdict == verdict

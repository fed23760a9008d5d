"""An attack on "equal": rules that hold for some numbers only, and a point at which they do not."""

from fractions import Fraction
from itertools import islice
from random import Random

import pytest
import sympy
from sympy import Abs, Piecewise, log, sqrt

from grader.maths.equivalence import compare
from tests.maths.branches import UndefinedError, differing_point, pairs, value, x, y
from tests.slow import one_in

ROUNDS, PAIRS = 6, 6


@pytest.mark.parametrize("seed", one_in(ROUNDS, range(ROUNDS)))
def test_no_proof_is_refuted_by_a_point(seed: int) -> None:
    """Careless rewritings of drawn expressions: what is called equal has the same values by mpmath, to sixty digits."""
    for left, right in islice(pairs(Random(seed)), PAIRS):  # noqa: S311 - no secret
        result = compare(left, right)
        if result.verdict == "equal":
            assert differing_point(left, right) is None, (left, right, result.proof)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (sqrt(x**2), x),
        ((x**x) ** (1 / x), x),
        (Abs(x) + sympy.sign(x) ** 2 - 1, Abs(x)),
        (x ** ((x + 1) / x), (x ** (1 / x)) ** (x + 1)),
        (sympy.floor(x) + 1, sympy.ceiling(x)),
        (Piecewise((1, x > 0), (0, True)), Piecewise((1, x >= 0), (0, True))),
        (sympy.asin(sympy.sin(x)), x),
    ],
)
def test_the_attack_finds_what_is_known_to_differ(left: sympy.Expr, right: sympy.Expr) -> None:
    """Else it would show nothing."""
    assert differing_point(left, right) is not None


@pytest.mark.parametrize("expression", [log(x), sqrt(x), x**y, 1 / (x + 1), Piecewise((x, x > 0))])
def test_values_exist_where_all_parts_are_real(expression: sympy.Expr) -> None:
    """Elsewhere a key says nothing."""
    with pytest.raises(UndefinedError):
        value(expression, {x: Fraction(-1), y: Fraction(1, 2)}, is_real=True)
    assert value(expression, {x: Fraction(4), y: Fraction(1, 2)}, is_real=True) is not None

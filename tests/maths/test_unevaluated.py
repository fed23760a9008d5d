"""Parts of an expression are exchanged without carrying anything out."""

import pytest
import sympy

from grader.maths.decimals import exchanged
from grader.maths.equivalence import compare

x, y = sympy.symbols("x y")
real_x = sympy.Symbol("x", real=True)


def test_nothing_is_carried_out() -> None:
    """Neither a product with 0, nor what is known of a real symbol."""
    quotient = sympy.Mul(0, sympy.Pow(sympy.Abs(x, evaluate=False), -1, evaluate=False), evaluate=False)
    root = sympy.Pow(sympy.Pow(x, 2, evaluate=False), sympy.Rational(1, 2), evaluate=False)
    both = sympy.Add(quotient, root, evaluate=False)
    with_real_x = exchanged(both, lambda leaf: real_x if leaf == x else None)
    assert str(with_real_x) == str(both)
    assert with_real_x.free_symbols == {real_x}


def test_what_holds_none_of_the_leaves_is_the_same_object() -> None:
    """So that nothing is made anew where nothing is to be done."""
    root = sympy.sqrt(y + 1)
    assert exchanged(root, lambda leaf: real_x if leaf == x else None) is root
    whole = exchanged(x + root, lambda leaf: real_x if leaf == x else None)
    assert any(part is root for part in whole.args)


def test_pieces_and_conditions_are_kept() -> None:
    """They have no option that keeps them from being carried out."""
    pieces = sympy.Piecewise((x, x > 0), (sympy.Max(x, y), sympy.Ne(y, 2)), (0, True))
    assert str(exchanged(pieces, lambda leaf: real_x if leaf == x else None)) == str(pieces)


def _unevaluated(head: type[sympy.Expr], *parts: sympy.Basic) -> sympy.Expr:
    return head(*parts, evaluate=False)


POLE = _unevaluated(sympy.coth, sympy.Integer(0))
LONG = _unevaluated(sympy.Shi, _unevaluated(sympy.Chi, sympy.Integer(10**108)))


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (_unevaluated(sympy.Add, x, _unevaluated(sympy.Mul, y, POLE)), "different"),
        pytest.param(
            _unevaluated(sympy.Max, x, LONG, _unevaluated(sympy.uppergamma, sympy.Integer(4095), x)),
            "undecided",
            marks=pytest.mark.slow,
        ),
    ],
    ids=["a pole", "a long number"],
)
def test_numbers_that_sympy_cannot_work_out_are_not_worked_out(answer: sympy.Expr, verdict: str) -> None:
    """A pole, and a number with more digits than there is room for: no exception comes out of the comparison."""
    assert compare(answer, x).verdict == verdict

"""Are two expressions the same function? Equal with a proof, different with a point, or undecided.

the same tree ▸ the difference expands to 0 ▸ a point where they differ ▸ the difference simplifies to 0
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import sympy

from grader.maths.decimals import evaluated, is_rounded, without_decimals
from grader.maths.points import Point, Trial, try_points
from grader.maths.size import too_large
from grader.maths.terms import terms

_MAX_TERMS = 2_000
_MAX_OPERATIONS = 100


@dataclass(frozen=True)
class Equivalence:
    """The verdict on two expressions, with what supports it."""

    verdict: Literal["equal", "different", "undecided", "refused"]
    proof: str = ""
    """The rule that proves them equal."""
    witness: Point | None = None
    """Where they differ."""
    tried: str = ""
    """What was tried, where it is undecided; why it could not be, where it is refused."""


def compare(left: sympy.Expr, right: sympy.Expr) -> Equivalence:
    """Whether two expressions are equal wherever the right one is defined, for real symbols.

    Equal has a proof; different has a point at which both were evaluated. Undecided is what agrees at every point
    tried without a proof; refused is what cannot be evaluated safely, or not at all.

    Parameters
    ----------
    left, right : Expr
        Compared by symbol: equal names with other assumptions are other symbols. A decimal is the simple fraction
        that it was typed or rounded from, if there is one. `left` may be unevaluated and may come from anybody.

    References
    ----------
    No method decides this for all elementary functions (Richardson, 1968), hence "undecided".
    """
    if (limit := too_large(left)) is not None:
        return Equivalence("refused", tried=limit)
    has_roundings = is_rounded(left) or is_rounded(right)
    left, right = _attempt(evaluated, left), evaluated(right)
    if left is None:
        return Equivalence("refused", tried="it has no value")
    if left == right:
        return Equivalence("equal", proof="the same expression")
    exact_left, exact_right = without_decimals(left, right)
    difference = exact_left - exact_right
    if _expands_to_zero(difference):
        return Equivalence("equal", proof="the difference expands to 0")
    trial = try_points(left, right, has_roundings=has_roundings)
    if trial.witness is not None:
        return Equivalence("different", witness=trial.witness)
    return _prove(difference, trial)


def _expands_to_zero(difference: sympy.Expr) -> bool:
    return terms(difference) <= _MAX_TERMS and _attempt(sympy.expand, difference) == 0


def _prove(difference: sympy.Expr, trial: Trial) -> Equivalence:
    unknown = [symbol for symbol in difference.free_symbols if symbol.is_real is None]
    real = {symbol: sympy.Dummy(symbol.name, real=True) for symbol in unknown}
    if difference.count_ops() <= _MAX_OPERATIONS:
        for rule in (sympy.cancel, sympy.simplify, _by_cases):
            if _attempt(rule, _attempt(difference.xreplace, real)) == 0:
                return Equivalence("equal", proof="the difference simplifies to 0")
    if not trial.agreed:
        return Equivalence("refused", tried="there is no point at which both could be worked out")
    return Equivalence("undecided", tried=f"{trial.agreed} points")


def _by_cases(difference: sympy.Expr) -> sympy.Expr:
    """Max(x, 0) and (x + |x|)/2 are the same in every case."""
    return sympy.simplify(sympy.piecewise_fold(difference.rewrite(sympy.Piecewise)))


def _attempt(step: Callable[[Any], Any], expression: Any) -> Any:
    """The step's result, None if it fails: SymPy fails with many kinds of exception on what makes no sense."""
    try:
        return step(expression)
    except Exception:  # noqa: BLE001 - see above; a step that fails has decided nothing
        return None

"""The rungs, cheapest first.

too large ▸ undecided, with the limit     the same tree ▸ equal     a point where they differ ▸ different
the same normal form ▸ equal              more points ▸ different   simplified to 0 ▸ equal     else undecided
"""

import time
from collections.abc import Callable
from typing import Any

import sympy
from sympy.core.function import AppliedUndef

from grader.maths.algebraic import is_zero
from grader.maths.deadline import within
from grader.maths.decimals import evaluated, without_decimals
from grader.maths.domains import Domains
from grader.maths.equivalence.functions import MAX_NESTED, concrete, nesting
from grader.maths.equivalence.prove import by_simplify, prove
from grader.maths.equivalence.refute import Trial, try_points
from grader.maths.equivalence.verdict import Equivalence
from grader.maths.points import more_points
from grader.maths.size import too_large

_SIMPLE = (
    sympy.Add, sympy.Mul, sympy.Pow, sympy.Symbol, sympy.Number, sympy.NumberSymbol, sympy.exp, sympy.log, sympy.sin,
    sympy.cos, sympy.tan, AppliedUndef, type(sympy.I),
)  # fmt: skip
"""What SymPy carries out in a moment: other heads do so behind the deadline."""
_SHARE_OF_POINTS = 0.4
_SHARE_OF_FORM = 0.7
_ENOUGH = 5
"""Points of agreement without which SymPy's simplification is not believed: it knows little of branches."""
NO_POINT = "there is no point at which both could be worked out"


def compare(
    left: sympy.Expr, right: sympy.Expr, *, domains: Domains | None = None, seconds: float = 2.0
) -> Equivalence:
    """Whether two expressions are equal at every point of the domain where the right one is defined.

    Equal has a proof; different has a point at which both were enclosed in intervals that do not meet. Undecided is
    what agrees at every point tried without a proof, and what could not be worked with: then `limit` says why.

    Parameters
    ----------
    left, right : Expr
        Compared by symbol: equal names with other assumptions are other symbols. `left` may be unevaluated and may
        come from anybody; `right` is the key. A decimal is the fraction that was typed: see `grader.maths.decimals`.
    domains : mapping of Symbol to Set, optional
        What a symbol may be, beside its own assumptions; every real number if nothing is said.
    seconds : float
        Wall-clock time after which it is undecided.

    Returns
    -------
    Equivalence
        The verdict with its proof, its witness, or what was tried.

    Notes
    -----
    The key is defined where all of its parts are real, unless it holds I: log(x) says nothing of x < 0. At isolated
    points where only one side has a value, as (x**2 - 1)/(x - 1) at 1, they still count as equal; `gap` has the point.
    Powers are principal, but where a root of odd order of a negative number comes up, a real root may be meant, and
    nothing is called different by that.

    References
    ----------
    No method decides this for all elementary functions (Richardson, 1968), hence "undecided".
    """
    end = time.monotonic() + seconds
    for side in (left, right):
        if (limit := too_large(side)) is not None:
            return Equivalence("undecided", limit=limit)
    if left == right and right.is_number is False:  # a number has to have a value, which carrying it out tells
        return Equivalence("equal", proof="the same expression")
    left, right = (_carried_out(side, end) for side in (left, right))
    if left is None or right is None:
        return Equivalence("undecided", limit="it has no value")
    if left == right:
        return Equivalence("equal", proof="the same expression")
    return _by_rungs(left, right, _all_domains(left, right, domains or {}), end)


def _by_rungs(left: sympy.Expr, right: sympy.Expr, domains: Domains, end: float) -> Equivalence:
    left, right = (_worked_out(side, end) for side in (left, right))
    if max(nesting(left), nesting(right)) > MAX_NESTED:
        return Equivalence("undecided", limit=f"it nests undefined functions deeper than {MAX_NESTED} levels")
    pairs = _attempt(lambda sides: concrete(*sides), (left, right)) or ()
    trial = try_points(pairs, domains, _at(_SHARE_OF_POINTS, end))
    if trial.witness is not None:
        return Equivalence("different", witness=trial.witness)
    if not trial.agreed:
        return Equivalence("undecided", limit=NO_POINT, gap=trial.gap)
    exact = tuple(without_decimals(left, right))
    if proof := _proof(exact, domains, trial, end):
        return Equivalence("equal", proof=proof, gap=trial.gap)
    more = try_points(pairs, domains, _at(_SHARE_OF_POINTS, end), more_points)
    if more.witness is not None:
        return Equivalence("different", witness=more.witness)
    agreed = trial.agreed + more.agreed
    if (agreed >= _ENOUGH or not domains) and (proof := _last_proof(exact, domains, end)):
        return Equivalence("equal", proof=proof, gap=trial.gap)
    return Equivalence("undecided", tried=f"{agreed} points", gap=trial.gap)


def _at(share: float, end: float) -> float:
    """The time after a share of what is left."""
    now = time.monotonic()
    return now + (end - now) * share


def _proof(sides: tuple[sympy.Expr, ...], domains: Domains, trial: Trial, end: float) -> str:
    """A proof by algebraic numbers or by normal form, the latter in a process that is killed at its deadline."""
    left, right = sides
    is_number = not left.free_symbols | right.free_symbols
    is_equal: bool | None = within(max(0.0, end - time.monotonic()), is_zero, left - right) if is_number else None
    if is_equal:
        return "a separation bound of algebraic numbers"
    is_real = not right.has(sympy.I) and trial.is_real
    seconds = (end - time.monotonic()) * _SHARE_OF_FORM
    return within(seconds, prove, left, right, _everywhere(sides, domains), is_real=is_real) or ""


def _last_proof(sides: tuple[sympy.Expr, ...], domains: Domains, end: float) -> str:
    """What SymPy's own simplification says, in what is left of the time."""
    left, right = sides
    return within(max(0.0, end - time.monotonic()), by_simplify, left, right, _everywhere(sides, domains)) or ""


def _everywhere(sides: tuple[sympy.Expr, ...], domains: Domains) -> Domains:
    """The domains, also of the symbols that stand for rounded decimals."""
    return {**dict.fromkeys(set().union(*(side.free_symbols for side in sides)), sympy.S.Reals), **domains}


def _all_domains(left: sympy.Expr, right: sympy.Expr, domains: Domains) -> Domains:
    symbols = left.free_symbols | right.free_symbols
    return {symbol: domains.get(symbol, sympy.S.Reals) for symbol in symbols}


def _carried_out(expression: sympy.Expr, end: float) -> sympy.Expr | None:
    if all(isinstance(node, _SIMPLE) for node in sympy.preorder_traversal(expression)):
        return _attempt(evaluated, expression)
    if expression.has(AppliedUndef):  # such functions can't be sent to another process
        return _attempt(evaluated, expression)
    return within(max(0.0, end - time.monotonic()), evaluated, expression)


def _worked_out(expression: sympy.Expr, end: float) -> sympy.Expr:
    """The expression with its integrals and derivatives found, if they can be in time."""
    has_infinite_sum = expression.has(sympy.Sum, sympy.Product) and expression.has(sympy.oo)
    if not (expression.has(sympy.Integral, sympy.Derivative) or has_infinite_sum) or expression.has(AppliedUndef):
        return expression
    found = within(max(0.0, end - time.monotonic()) / 2, expression.doit)
    return expression if found is None else found


def _attempt(step: Callable[[Any], Any], expression: Any) -> Any:
    """The step's result, None if it fails: SymPy fails with many kinds of exception on what makes no sense."""
    try:
        return step(expression)
    except Exception:  # noqa: BLE001 - see above; a step that fails has decided nothing
        return None

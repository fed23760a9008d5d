"""The rungs, cheapest first.

too large ▸ undecided, with the limit      the same tree ▸ equal            the same when multiplied out ▸ equal
a point where they differ ▸ different      the same normal form ▸ equal     more points ▸ different
simplified to 0 ▸ equal                    else undecided

What the student wrote says where it has no value; what SymPy carries out of it, what the value is.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import sympy
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.functions.elementary.piecewise import ExprCondPair
from sympy.logic.boolalg import BooleanAtom

from grader.maths.deadline import spent, within
from grader.maths.decimals import evaluated, with_floats, with_fractions, without_decimals
from grader.maths.equivalence.jumps import is_turned_at_a_hidden_place
from grader.maths.equivalence.multiplied_out import (
    are_equal_multiplied_out,
    compare_products,
    is_commutative,
    is_entire,
)
from grader.maths.equivalence.points import Domains, more_points
from grader.maths.equivalence.prove import by_simplify, prove, stand_ins
from grader.maths.equivalence.refute import Trial, try_points
from grader.maths.equivalence.undefined_functions import MAX_NESTED, Concrete, concrete, nesting
from grader.maths.equivalence.verdict import Equivalence, is_beyond_chance
from grader.maths.size import too_large
from grader.maths.zero import is_algebraic_zero

_SIMPLE = (
    sympy.Add, sympy.Mul, sympy.Pow, sympy.Symbol, sympy.Number, sympy.NumberSymbol, sympy.exp, sympy.log, sympy.sin,
    sympy.cos, sympy.tan, AppliedUndef, type(sympy.I),
)  # fmt: skip
"""What SymPy carries out in a moment: other heads do so behind the deadline."""
_OF_POLYNOMIALS = (
    sympy.Add, sympy.Mul, sympy.Pow, sympy.Symbol, sympy.Number, sympy.Abs, sympy.Max, sympy.Min, sympy.Piecewise,
    ExprCondPair, Relational, BooleanAtom,
)  # fmt: skip
_FEW_NODES, _LOW_DEGREE = 100, 4
"""Of these heads, too, as long as what they hold are small polynomials: a fork takes longer."""
Sides = tuple[sympy.Expr, sympy.Expr]
"""The answer and the key."""

_SHARE_OF_POINTS = 0.4
_SHARE_OF_FORM = 0.7
_ENOUGH = 5
"""Points of agreement without which SymPy's simplification is not believed: it knows little of branches."""
_LATER = (sympy.Integral, sympy.Derivative, sympy.Subs, sympy.Limit)
NO_POINT = "there is no point at which both could be worked out"
NOT_CARRIED_OUT = "it could not be carried out"


def compare(
    left: sympy.Expr, right: sympy.Expr, *, domains: Domains | None = None, seconds: float = 2.0
) -> Equivalence:
    """Whether two expressions are equal at every point of the domain where the right one is defined.

    Equal has a proof; different has a point at which both were enclosed in intervals that do not meet. Undecided is
    what agrees at every point tried without a proof (`is_beyond_chance` says how much that is worth), and what could
    not be worked with: then `limit` says why.

    Parameters
    ----------
    left, right : Expr
        Compared by symbol: equal names with other assumptions are other symbols. `left` may be unevaluated and may
        come from anybody; `right` is the key. A decimal is the fraction that was typed: see `grader.maths.decimals`. A
        fraction that was made of a float, as `Rational(1/3)`, may stand for either.
    domains : mapping of Symbol to Set, optional
        What a symbol may be, beside its own assumptions; every real number if nothing is said.
    seconds : float
        Processor time after which it is undecided.

    Returns
    -------
    Equivalence
        The verdict with its proof, its witness, or what was tried.

    Notes
    -----
    The key is defined where all of its parts are real, unless it holds I: log(x) says nothing of x < 0. At isolated
    points where only one side has a value, as (x**2 - 1)/(x - 1) at 1, they still count as equal; `gap` has the point.
    Where both have a value, they have to agree, at an isolated point too.
    Powers are principal, but where a root of odd order of a negative number comes up, a real root may be meant, and
    nothing is called different by that. What does not commute is equal if it is once multiplied out, else undecided.

    References
    ----------
    No method decides this for all elementary functions (Richardson, 1968), hence "undecided".
    """
    end = spent() + seconds
    for side in (left, right):
        if (limit := too_large(side)) is not None:
            return Equivalence("undecided", limit=limit)
    if left == right and (right.is_number is False or right.is_Rational):  # other numbers may have no value
        return Equivalence("equal", proof="the same expression")
    if not (is_commutative(left) and is_commutative(right)):
        return compare_products(left, right, seconds)
    # A fraction made of a float may stand for either, so that "different" has to hold of both
    first_verdict = _compare(left, right, domains or {}, end)
    if first_verdict.verdict != "different" or (in_floats := with_floats(left)) is left:
        return first_verdict
    again = _compare(in_floats, right, domains or {}, end)
    return first_verdict if again.verdict == "different" else again


def _compare(left: sympy.Expr, right: sympy.Expr, domains: Domains, end: float) -> Equivalence:
    typed = (left, right)
    left, right = (_carried_out(side, end) for side in typed)
    if left is None or right is None:
        return _as_written(typed, domains, end)
    if (left, right) == typed and left == right:
        return Equivalence("equal", proof="the same expression")
    if all(map(is_entire, typed)) and are_equal_multiplied_out(left, right):
        return Equivalence("equal", proof="multiplied out")
    return _by_rungs(typed, (left, right), _all_domains(typed, domains), end)


def _as_written(typed: Sides, domains: Domains, end: float) -> Equivalence:
    """Different at a point, for what SymPy does not carry out, in time or at all: Mod(x, 0) has no value anywhere."""
    pair = Concrete(*map(with_fractions, typed))
    trial = try_points((pair,), _all_domains(typed, domains), _at(_SHARE_OF_POINTS, end))
    if trial.witness is not None:
        return Equivalence("different", witness=trial.witness)
    return Equivalence("undecided", limit=NOT_CARRIED_OUT)


def _by_rungs(typed: Sides, carried_out: Sides, domains: Domains, end: float) -> Equivalence:
    left, right = (_worked_out(side, domains, end) for side in carried_out)
    if max(nesting(left), nesting(right)) > MAX_NESTED:
        return Equivalence("undecided", limit=f"it nests undefined functions deeper than {MAX_NESTED} levels")
    pairs = _pairs(typed, (left, right))
    trial = try_points(pairs, domains, _at(_SHARE_OF_POINTS, end))
    if trial.witness is not None:
        return Equivalence("different", witness=trial.witness)
    if not trial.agreement.count and not trial.agreement.unknown:
        return Equivalence("undecided", limit=NO_POINT, gap=trial.gap)
    exact = tuple(without_decimals(left, right))
    can_be_proved = not is_turned_at_a_hidden_place(*typed)
    if can_be_proved and (proof := _proof(exact, domains, trial, end)):
        return Equivalence("equal", proof=proof, gap=trial.gap)
    more = try_points(pairs, domains, _at(_SHARE_OF_POINTS, end), more_points)
    if more.witness is not None:
        return Equivalence("different", witness=more.witness)
    agreement = trial.agreement + more.agreement
    # Without symbols there is but one point to agree at
    is_enough = can_be_proved and (agreement.count >= _ENOUGH or not domains)
    if is_enough and (proof := _last_proof(exact, domains, end)):
        return Equivalence("equal", proof=proof, gap=trial.gap)
    if not agreement.count:
        return Equivalence("undecided", limit=NO_POINT, gap=trial.gap)
    tried = f"{agreement.count} point{'s' * (agreement.count != 1)}"
    return Equivalence("undecided", tried=tried, gap=trial.gap, is_beyond_chance=is_beyond_chance(agreement))


def _pairs(typed: Sides, worked_out: Sides) -> tuple[Concrete, ...]:
    """Both sides without undefined functions, beside what was written where that may have fewer values."""
    pairs = _attempt(lambda sides: concrete(*sides), worked_out) or ()
    written = tuple(_attempt(with_fractions, side) for side in typed)
    if written == worked_out or any(side is None or side.has(AppliedUndef, *_LATER) for side in written):
        return pairs
    return tuple(replace(pair, typed=written) for pair in pairs)


def _at(share: float, end: float) -> float:
    """The time after a share of what is left."""
    now = spent()
    return now + (end - now) * share


def _proof(sides: tuple[sympy.Expr, ...], domains: Domains, trial: Trial, end: float) -> str:
    """A proof by algebraic numbers or by normal form, the latter in a process that is killed at its deadline."""
    left, right = sides
    if left == right:
        return "the same expression"
    is_number = not left.free_symbols | right.free_symbols
    is_equal: bool | None = within(max(0.0, end - spent()), is_algebraic_zero, left - right) if is_number else None
    if is_equal:
        return "a separation bound of algebraic numbers"
    is_real = not right.has(sympy.I) and trial.is_real
    seconds = (end - spent()) * _SHARE_OF_FORM
    return within(seconds, prove, left, right, _everywhere(sides, domains), is_real=is_real) or ""


def _last_proof(sides: tuple[sympy.Expr, ...], domains: Domains, end: float) -> str:
    """What SymPy's own simplification says, in what is left of the time."""
    left, right = sides
    return within(max(0.0, end - spent()), by_simplify, left, right, _everywhere(sides, domains)) or ""


def _everywhere(sides: tuple[sympy.Expr, ...], domains: Domains) -> Domains:
    """The domains, also of bound symbols and of those that stand for rounded decimals."""
    return {**dict.fromkeys(set().union(*(side.atoms(sympy.Symbol) for side in sides)), sympy.S.Reals), **domains}


def _all_domains(sides: Sides, domains: Domains) -> Domains:
    symbols = sides[0].free_symbols | sides[1].free_symbols
    return {symbol: domains.get(symbol, sympy.S.Reals) for symbol in symbols}


def _carried_out(expression: sympy.Expr, end: float) -> sympy.Expr | None:
    # undefined functions can't be sent to another process
    if _is_soon_done(expression) or expression.has(AppliedUndef):
        return _attempt(evaluated, expression)
    return within(max(0.0, end - spent()), evaluated, expression)


def _is_soon_done(expression: sympy.Expr) -> bool:
    nodes = list(sympy.preorder_traversal(expression))
    if all(isinstance(node, _SIMPLE) for node in nodes):
        return True
    return len(nodes) <= _FEW_NODES and all(isinstance(node, _OF_POLYNOMIALS) and _is_low(node) for node in nodes)


def _is_low(node: sympy.Basic) -> bool:
    return not isinstance(node, sympy.Pow) or (node.exp.is_Integer is True and 0 < node.exp <= _LOW_DEGREE)


def _worked_out(expression: sympy.Expr, domains: Domains, end: float) -> sympy.Expr:
    """The expression with its integrals and derivatives found, if they can be in time.

    They are those of real symbols: SymPy knows no derivative of |x| for an x that may be complex.
    """
    has_infinite_sum = expression.has(sympy.Sum, sympy.Product) and expression.has(sympy.oo)
    if not (expression.has(*_LATER) or has_infinite_sum) or expression.has(AppliedUndef):
        return expression
    # The direction of a limit is a symbol, `+` or `-`, for which nothing may stand
    directions = {limit.args[-1] for limit in expression.atoms(sympy.Limit)}
    own = stand_ins(expression.atoms(sympy.Symbol) - directions, _everywhere((expression,), domains))
    result = within(max(0.0, end - spent()) / 2, expression.xreplace(own).doit)  # what is left is for the points
    return expression if result is None else result.xreplace({made: symbol for symbol, made in own.items()})


def _attempt(step: Callable[[Any], Any], expression: Any) -> Any:
    """The step's result, None if it fails: SymPy fails with many kinds of exception on what makes no sense."""
    try:
        return step(expression)
    except Exception:  # noqa: BLE001 - see above; a step that fails has decided nothing
        return None

"""Whether evidence is made of what evidence is made of: looked at from outside, before anything of it is worked out.

No method of a part is called before its exact type is known, so that whatever somebody puts there, the answer is yes or
no: no loop that comes back to itself, no object that says that it equals everything, no function without a meaning.
"""

from collections.abc import Iterator
from typing import Any

import sympy
from sympy.core.numbers import Half, NegativeOne, One, Zero
from sympy.functions.elementary.piecewise import ExprCondPair
from sympy.functions.special.gamma_functions import loggamma, polygamma
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from grader.maths.convexity.result import CLAIMS, Certificate, Witness
from grader.maths.convexity.rules import Step
from grader.maths.size import MAX_DEPTH, MAX_NODES, too_large

_MOST_STEPS = 5_000
_MOST_DATA = 5_000
_MOST_DIGITS = 2_000
# SymPy gives 0, 1, -1 and 1/2 classes of their own
_RATIONAL = (sympy.Integer, sympy.Rational, Half, NegativeOne, One, Zero)
_CONSTANTS = (sympy.pi, sympy.E, sympy.EulerGamma, sympy.GoldenRatio, sympy.Catalan)
_HEADS = frozenset(
    (
        sympy.Symbol, sympy.Add, sympy.Mul, sympy.Pow, *_RATIONAL, *map(type, _CONSTANTS),
        sympy.exp, sympy.log, sympy.sin, sympy.cos, sympy.tan, sympy.asin, sympy.acos, sympy.atan,
        sympy.sinh, sympy.cosh, sympy.tanh, sympy.asinh, sympy.acosh, sympy.atanh,
        sympy.erf, sympy.gamma, loggamma, polygamma,
        sympy.Abs, sympy.sign, sympy.Max, sympy.Min, sympy.Heaviside, sympy.floor, sympy.ceiling,
        sympy.Piecewise, ExprCondPair, sympy.And, sympy.Or, sympy.Not, BooleanTrue, BooleanFalse,
        sympy.StrictGreaterThan, sympy.GreaterThan, sympy.StrictLessThan, sympy.LessThan, sympy.Eq, sympy.Ne,
    )
)  # fmt: skip
"""What proofs are about: functions that can be enclosed, of real numbers; neither I nor an infinity is one."""
_CONDITIONS = (
    ExprCondPair, sympy.And, sympy.Or, sympy.Not, BooleanTrue, BooleanFalse, sympy.StrictGreaterThan,
    sympy.GreaterThan, sympy.StrictLessThan, sympy.LessThan, sympy.Eq, sympy.Ne,
)  # fmt: skip
_INFINITE = (type(sympy.oo), type(-sympy.oo))


def is_well_formed(evidence: object) -> bool:
    """Whether it is a certificate or a chord in form; whether it holds is another question."""
    try:
        return _has_form(evidence)
    except Exception:  # noqa: BLE001 - an object without its fields, or with others in their place, may do anything
        return False


def _has_form(evidence: Any) -> bool:
    # `type(...) is`, here and below: a subclass of somebody's own passes isinstance, and may answer what it likes
    if type(evidence) is Witness:
        return _is_claim(evidence.claim) and all(map(_is_point, (evidence.a, evidence.b, (evidence.t,))))
    if type(evidence) is not Certificate or not _is_claim(evidence.claim) or type(evidence.defined) is not tuple:
        return False
    return _are_steps((evidence.step, *evidence.defined))


def _is_claim(claim: object) -> bool:
    return type(claim) is str and claim in CLAIMS


def _is_point(point: object) -> bool:
    return type(point) is tuple and 0 < len(point) < MAX_NODES and all(map(_is_fraction, point))


def _is_fraction(number: Any) -> bool:
    # A decimal digit is 3.33 binary ones
    return type(number) in _RATIONAL and max(abs(number.p), number.q).bit_length() < _MOST_DIGITS * 3.33


def _are_steps(steps: tuple[object, ...]) -> bool:
    # counted, since parts that hold themselves have no end; with a list, as a recursion might overflow the stack
    waiting, count = list(steps), 0
    while waiting:
        step, count = waiting.pop(), count + 1
        if count > _MOST_STEPS or type(step) is not Step or type(step.rule) is not str:
            return False
        if type(step.parts) is not tuple or type(step.data) is not tuple or not is_expression(step.expression):
            return False
        if not _is_data(step.data):
            return False
        waiting.extend(step.parts)
    return True


def _is_data(data: tuple[object, ...]) -> bool:
    """What rules need beside their parts: expressions, intervals, polynomials, words, counts, and tuples of these."""
    waiting, count = list(data), 0
    while waiting:
        part, count = waiting.pop(), count + 1
        if count > _MOST_DATA:
            return False
        if type(part) is tuple:
            waiting.extend(part)
        elif not (type(part) in {str, int} or _is_interval(part) or _is_polynomial(part) or is_expression(part)):
            return False
    return True


def _is_interval(part: Any) -> bool:
    return type(part) is sympy.Interval and all(type(end) in _INFINITE or _is_fraction(end) for end in part.args[:2])


def _is_polynomial(part: Any) -> bool:
    if type(part) is not sympy.Poly or not all(type(variable) is sympy.Symbol for variable in part.gens):
        return False
    return bool(part.domain.is_ZZ or part.domain.is_QQ) and part.length() < MAX_NODES


def is_expression(expression: object) -> bool:
    """Whether it is an expression of bounded size in real numbers, symbols and functions that are known here."""
    if isinstance(expression, _CONDITIONS) or not all(_is_known(node) for node in _nodes(expression)):
        return False
    return too_large(expression) is None  # its parts are all known


def _is_known(node: Any) -> bool:
    return type(node) in _HEADS and (type(node) is not sympy.Symbol or node.is_real is True)


def _nodes(expression: Any) -> Iterator[object]:
    """Every part; None, which is no part, where there are too many or they are nested too deeply."""
    waiting, count = [(expression, 0)], 0
    while waiting:
        (node, depth), count = waiting.pop(), count + 1
        if count > MAX_NODES or depth > MAX_DEPTH:
            yield None
            return
        yield node
        waiting.extend((part, depth + 1) for part in node.args if type(node) in _HEADS)

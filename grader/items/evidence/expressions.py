"""Expressions as evidence: the expected function, exactly or with coefficients that were worked out in floats.

decimals as they were typed ── compared exactly
any others ── coefficient by coefficient, up to rounding ▸ with what they stand for (1.4142135623730951 is sqrt(2))
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import sympy

from grader.items.answers.comparison import Comparison
from grader.items.answers.expressions import compare_expression, read_expression
from grader.items.evidence.finding import SHOWS, up_to_rounding
from grader.items.evidence.near import without_floats
from grader.items.evidence.numbers import DOUBLE, as_fraction, read_number
from grader.items.evidence.signs import SECONDS
from grader.maths.deadline import within
from grader.maths.decimals import is_rounded
from grader.maths.size import too_large

_ROUNDINGS = 64
Variables = tuple[sympy.Symbol, ...]


def check_expression(answer: Any, expected: sympy.Expr, variables: Variables) -> Comparison:
    """Whether an expression is the expected one, up to the rounding of its coefficients."""
    expression = named(read_expression(_with_precision(answer)), variables)
    if expression is not None and is_rounded(expression):
        if within(SECONDS, _has_coefficients_of, expression, expected, variables):
            return up_to_rounding("Each coefficient is the expected one up to rounding.")
        exact = without_floats(expression)
        if exact != expression and compare_expression(exact, expected) == SHOWS:
            return up_to_rounding("The expression is the expected one up to the rounding of its decimals.")
    return compare_expression(answer, expected)


def _with_precision(answer: Any) -> Any:
    """A number of NumPy's shorter types as a SymPy number that remembers it."""
    is_short = isinstance(answer, np.floating) and np.finfo(answer.dtype).eps > DOUBLE
    return sympy.Float(float(answer), precision=np.finfo(answer.dtype).nmant + 1) if is_short else answer


def named(expression: sympy.Expr | None, variables: Variables) -> sympy.Expr | None:
    """The expression in the statement's symbols, whatever assumptions the student's have; None if it is too large."""
    if expression is None or too_large(expression) is not None:
        return None
    own = {variable.name: variable for variable in variables}
    renamed = {symbol: own.get(symbol.name, symbol) for symbol in expression.free_symbols}
    try:
        return expression.xreplace({symbol: other for symbol, other in renamed.items() if symbol != other})
    except Exception:  # noqa: BLE001 - SymPy carries it out, and fails in many ways on what makes no sense
        return None


def _has_coefficients_of(expression: sympy.Expr, expected: sympy.Expr, variables: Variables) -> bool:
    """Whether both are sums of the same terms, with coefficients that differ by rounding only."""
    left, right = (_coefficients(side, variables) for side in (expression, expected))
    if left is None or right is None:
        return False
    largest = max(map(abs, right.values()), default=Fraction(0))
    pairs = [(left.get(term, Fraction(0)), right.get(term, Fraction(0))) for term in left.keys() | right.keys()]
    floats = [read_number(number) for number in expression.atoms(sympy.Float)]
    share = _ROUNDINGS * Fraction(max((number.eps for number in floats if number), default=DOUBLE))
    return all(abs(one - other) <= share * (abs(other) or largest) for one, other in pairs)


def _coefficients(expression: sympy.Expr, variables: Variables) -> Mapping[sympy.Expr, Fraction] | None:
    """The coefficient of each product that holds a variable, and of 1; None if one of them is not found."""
    total: dict[sympy.Expr, Fraction] = {}
    for term in sympy.Add.make_args(sympy.expand(expression)):
        constant, product = term.as_independent(*variables, as_Add=False)
        number = read_number(constant)
        value = None if number is None else as_fraction(number)
        if value is None:
            return None
        total[product] = total.get(product, Fraction(0)) + value
    return total

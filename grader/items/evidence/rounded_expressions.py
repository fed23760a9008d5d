"""Expressions as evidence: the expected function, exactly or with coefficients that were worked out in floats.

decimals as they were typed ── compared exactly
any others ── coefficient by coefficient, up to rounding ▸ with what they stand for (1.4142135623730951 is sqrt(2))

What a float stands for is the decimal that was typed, or the simple fraction or root that was rounded to it.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import sympy

from grader.items.answers.compare_expressions import compare_expression
from grader.items.answers.comparison import Comparison
from grader.items.answers.expressions import read_expression
from grader.items.evidence import SHOWS, up_to_rounding
from grader.items.evidence.exact_numbers import DOUBLE, SECONDS, Number, as_expression, as_fraction, read_number
from grader.maths.deadline import within
from grader.maths.decimals import is_rounded
from grader.maths.size import too_large

Variables = tuple[sympy.Symbol, ...]

_ROUNDINGS_OF_A_COEFFICIENT = 64
_ROUNDINGS_OF_A_NUMBER = 4
_DIGITS = {1e-5: 2, 1e-12: 5}
"""Significant digits of what counts as typed, for types less precise than so much; 12 for all others."""
_LARGEST = 1_000
_LARGEST_UNDER_ROOT = 100
"""Denominators of a fraction, and of one under a root or in front of pi, that count as simple."""
_PI = Fraction(3141592653589793238462643383279502884, 10**36)


def check_expression(answer: Any, expected: sympy.Expr, variables: Variables) -> Comparison:
    """Whether an expression is the expected one, up to the rounding of its coefficients."""
    expression = named(read_expression(_with_precision(answer)), variables)
    if expression is not None and is_rounded(expression):
        # coefficient by coefficient first: 3.0000000000000004*x is right, and stands for nothing simpler than itself
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
    by_name = {variable.name: variable for variable in variables}
    renamed = {symbol: by_name.get(symbol.name, symbol) for symbol in expression.free_symbols}
    try:
        return expression.xreplace({symbol: own for symbol, own in renamed.items() if symbol != own})
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
    share = _ROUNDINGS_OF_A_COEFFICIENT * Fraction(max((number.eps for number in floats if number), default=DOUBLE))
    # a coefficient that should be 0 has no size of its own: what is left of it is rounding of the largest
    return all(abs(given - wanted) <= share * (abs(wanted) or largest) for given, wanted in pairs)


def _coefficients(expression: sympy.Expr, variables: Variables) -> Mapping[sympy.Expr, Fraction] | None:
    """The coefficient of each product that holds a variable, and of 1; None if one of them is not found."""
    total: dict[sympy.Expr, Fraction] = {}
    for term in sympy.Add.make_args(sympy.expand(expression)):
        # `as_Add=False`: the factors of the term without a variable, and the others
        constant, product = term.as_independent(*variables, as_Add=False)
        number = read_number(constant)
        value = None if number is None else as_fraction(number)
        if value is None:
            return None
        total[product] = total.get(product, Fraction(0)) + value  # SymPy does not add 1.0*x and sqrt(2)*x
    return total


def stands_for(number: Number) -> sympy.Expr:
    """The number that was rounded to this one, if there is a simple one within a few roundings; else itself."""
    if not number.eps or not isinstance(number.value, Fraction) or not number.value:
        return as_expression(number)
    return next(_simple(number.value, number.eps), as_expression(number))


def without_floats(expression: sympy.Expr) -> sympy.Expr:
    """The expression with what each of its floats stands for."""
    numbers = {number: read_number(number) for number in expression.atoms(sympy.Float)}
    return expression.xreplace({number: stands_for(read) for number, read in numbers.items() if read is not None})


def _simple(value: Fraction, eps: float) -> Iterator[sympy.Expr]:
    """Decimals, fractions, roots of fractions and parts of pi, each so near that the difference is rounding."""
    share = Fraction(_ROUNDINGS_OF_A_NUMBER * eps)
    for near in (_typed(value, eps), value.limit_denominator(_LARGEST)):
        if abs(near - value) <= share * abs(value):
            yield sympy.Rational(near.numerator, near.denominator)
    square = (value**2).limit_denominator(_LARGEST_UNDER_ROOT)
    if abs(square - value**2) <= 2 * share * value**2:  # squaring doubles a relative error
        yield sympy.sign(value) * sympy.sqrt(sympy.Rational(square.numerator, square.denominator))
    part = (value / _PI).limit_denominator(_LARGEST_UNDER_ROOT)
    if part and abs(part * _PI - value) <= share * abs(value):
        yield sympy.Rational(part.numerator, part.denominator) * sympy.pi


def _typed(value: Fraction, eps: float) -> Fraction:
    """The nearest decimal of so few significant digits that it may have been typed."""
    digits = next((digits for coarse, digits in _DIGITS.items() if eps > coarse), 12)
    ten = Fraction(10) ** (digits - _digits_before_point(value))
    return round(value * ten) / ten


def _digits_before_point(value: Fraction) -> int:
    """The power of ten just above it, or one more."""
    bits = value.numerator.bit_length() - value.denominator.bit_length() + 1
    return -(-bits * 30103 // 100_000)  # log10(2) is 0.30103, and rounded up a division is -(-a // b)

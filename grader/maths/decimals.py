"""Unevaluated expressions carried out, with decimals as the simple fractions that they stand for."""

from fractions import Fraction

import sympy

_LARGEST = 10_000
"""Of numerator and denominator: SymPy takes x**0.123456789 for a power of x**(1/1000000000), if told that it is one."""
_ROUNDING = Fraction(1, 2**50)


def evaluated(expression: sympy.Basic) -> sympy.Basic:
    """The expression with its parts carried out; 0.1 is 1/10 and 0.3333333333333333 is 1/3, other decimals stay."""
    if isinstance(expression, sympy.Float):
        simple = _simple_fraction(expression)
        return expression if simple is None else sympy.Rational(simple)
    if not expression.args:
        return expression
    return expression.func(*map(evaluated, expression.args))


def without_decimals(*expressions: sympy.Expr) -> list[sympy.Expr]:
    """The expressions with a symbol for each decimal that stayed: what is proved of them then holds for any number."""
    decimals = sorted(set().union(*(expression.atoms(sympy.Float) for expression in expressions)))
    symbols = {decimal: sympy.Dummy(f"d{place}", real=True) for place, decimal in enumerate(decimals)}
    return [expression.xreplace(symbols) for expression in expressions]


def is_rounded(expression: sympy.Basic) -> bool:
    """Whether a decimal in the expression stands for no simple fraction, such as 3.14159265358979."""
    if isinstance(expression, sympy.Float):
        return _simple_fraction(expression) is None
    return any(map(is_rounded, expression.args))


def _simple_fraction(number: sympy.Float) -> Fraction | None:
    exact = Fraction(*map(int, sympy.Rational(number).as_numer_denom()))
    simple = exact.limit_denominator(_LARGEST)
    is_simple = abs(simple.numerator) <= _LARGEST and abs(simple - exact) <= _ROUNDING * abs(exact)
    return simple if is_simple else None

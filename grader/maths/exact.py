"""Numbers as they were typed: a decimal is the fraction that its digits say."""

import sympy


def as_typed(expression: sympy.Basic) -> sympy.Basic:
    """The expression with each Float as the fraction that its 15 digits say: 0.1 is 1/10."""
    floats = expression.atoms(sympy.Float)
    return expression.xreplace({number: _typed(number) for number in floats}) if floats else expression


def _typed(number: sympy.Float) -> sympy.Basic:
    return sympy.Rational(str(number)) if number.is_finite else number

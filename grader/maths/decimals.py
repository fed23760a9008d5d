"""Decimals as the exact fractions that were typed, and leaves exchanged in expressions that stay unevaluated.

    up to 12 significant digits ── was typed: exactly that fraction (0.333 is 333/1000, and not 1/3)
    more, near a simple fraction ── was worked out: that fraction (0.1 + 0.2 is 3/10, 1/3 of Python's is 1/3)
    any other ── a rounded number, good to 13 digits: may be refuted by more than that, is never proved equal

A binary number does not remember what was typed; of the decimals that round to it, the shortest one was. A fraction
made of one, as `Rational(1/3)`, shows by its 53 binary digits over a power of two that it is one.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy

ROUNDING = Fraction(1, 10**13)
"""The relative error of a rounded number."""
_TYPED_DIGITS = 12
"""Nobody types more of a number that he knows as a fraction."""
_LARGEST = 10_000
"""Of numerator and denominator of a simple fraction."""
_ARITHMETIC = Fraction(1, 2**50)
"""Relative error of a few operations on doubles, each of which errs by 2**-53 at most."""
_DOUBLE_BITS = 53
_FEWEST_BITS = 46
"""Of a double that ends in zeros: one in 128 has fewer, and many fractions that were typed as such do."""


def evaluated(expression: sympy.Basic) -> sympy.Basic:
    """The expression with its parts carried out, and decimals as fractions where they stand for one."""
    if isinstance(expression, sympy.Float):
        exact = _fraction(expression)
        return expression if exact is None else sympy.Rational(exact.numerator, exact.denominator)
    if not expression.args:
        return expression
    return expression.func(*map(evaluated, expression.args))


def with_fractions(expression: sympy.Expr) -> sympy.Expr:
    """The expression as it was written, with fractions for the decimals that stand for one; nothing is carried out."""
    return exchanged(expression, lambda leaf: evaluated(leaf) if isinstance(leaf, sympy.Float) else None)


def with_floats(expression: sympy.Expr) -> sympy.Expr:
    """The expression with decimals for the fractions that were made of a float; the same object if there are none."""
    return exchanged(expression, lambda leaf: as_float(leaf) if isinstance(leaf, sympy.Rational) else None)


def as_float(number: sympy.Rational) -> sympy.Float | None:
    """The double that a fraction was made of, as `Rational(1/3)` was; None if nothing tells that it was.

    Such a fraction has the digits of a double, all 53 or nearly so, over or times a power of two: 1/2**60 is no float.
    """
    above, below = abs(int(number.p)), int(number.q)
    # above & -above is the lowest binary digit that is set: the zeros behind it are shifted away
    digits = above >> ((above & -above).bit_length() - 1) if above else 0
    is_whole_double = below == 1 and above < 2**_DOUBLE_BITS
    # a number and the one before it share no binary digit just where it is a power of two
    if below & (below - 1) or is_whole_double or not _FEWEST_BITS <= digits.bit_length() <= _DOUBLE_BITS:
        return None
    return sympy.Float(number, precision=_DOUBLE_BITS)


def without_decimals(*expressions: sympy.Expr) -> list[sympy.Expr]:
    """The expressions with a symbol for each decimal that stayed: what is proved of them then holds for any number."""
    decimals = sorted(set().union(*(expression.atoms(sympy.Float) for expression in expressions)))
    symbols = {decimal: sympy.Dummy(f"d{number}", real=True) for number, decimal in enumerate(decimals)}
    return [expression.xreplace(symbols) for expression in expressions]


def is_rounded(expression: sympy.Basic) -> bool:
    """Whether a decimal in the expression stands for no fraction, such as 3.141592653589793."""
    if isinstance(expression, sympy.Float):
        return _fraction(expression) is None
    return any(map(is_rounded, expression.args))


def _fraction(number: sympy.Float) -> Fraction | None:
    ratio = sympy.Rational(number)
    exact = Fraction(int(ratio.p), int(ratio.q))
    # the shortest decimal near it, then the simplest fraction
    typed = Fraction(str(sympy.Float(number, _TYPED_DIGITS)))
    simple = exact.limit_denominator(_LARGEST)
    candidates = (typed, simple) if abs(simple.numerator) <= _LARGEST else (typed,)
    return next((near for near in candidates if abs(near - exact) <= _ARITHMETIC * abs(exact)), None)


def as_typed(expression: sympy.Basic) -> sympy.Basic:
    """The expression with each Float as the fraction that its 15 digits say: 0.1 is 1/10, and 0.333... is no 1/3.

    For keys and questions, which authors write; `evaluated` is for answers, which may have been worked out in floats.
    """
    floats = expression.atoms(sympy.Float)
    return expression.xreplace({number: _typed(number) for number in floats}) if floats else expression


def _typed(number: sympy.Float) -> sympy.Basic:
    return sympy.Rational(str(number)) if number.is_finite else number


def exchanged(expression: sympy.Basic, exchange: Callable[[sympy.Basic], sympy.Basic | None]) -> sympy.Basic:
    """The expression with other leaves; every part that holds none of them is the same object as before.

    Parameters
    ----------
    expression : Basic
        Of bounded depth, as `too_large` demands.
    exchange : callable
        The new leaf for an old one; None where it stays.
    """
    if not expression.args:
        return exchange(expression) or expression
    parts = [exchanged(part, exchange) for part in expression.args]
    if all(new is old for new, old in zip(parts, expression.args, strict=True)):
        return expression
    return _rebuilt(expression.func, parts)


def _rebuilt(head: Any, parts: list[sympy.Basic]) -> sympy.Basic:
    try:
        node: sympy.Basic = head(*parts, evaluate=False)
    except Exception:  # noqa: BLE001 - no such option, or parts that SymPy refuses in one of its many ways
        # past the head's own constructor, which would evaluate
        node = sympy.Basic.__new__(head, *parts)
    return node

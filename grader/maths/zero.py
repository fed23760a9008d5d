"""Is an expression the number 0, or the function that is 0 everywhere? Never a guess: SymPy proves, numbers confirm.

expanded ▸ logarithms of products taken apart ▸ one fraction ▸ exponentials for trigonometry ▸ simplified
"""

from collections.abc import Callable

import sympy

from grader.maths.enclosure import enclose

_DIGITS = 60
_SMALL = sympy.Rational(1, 10**40)
_PLACES = [sympy.Rational(*fraction) for fraction in ((17, 13), (29, 11), (7, 5), (31, 19), (23, 29))]


def is_zero(expression: sympy.Expr) -> bool:
    """Whether an expression is proved to be 0, for all values of its symbols; False where that is not seen.

    The time is not bounded, so call it for expressions of unknown origin within a deadline.
    """
    if expression.is_Rational:
        return bool(expression == 0)
    if not _may_be_zero(expression):
        return False
    return any(_gives_zero(normal, expression) for normal in _NORMAL_FORMS)


def _may_be_zero(expression: sympy.Expr) -> bool:
    """Whether it is near 0 at some point; also a check on SymPy's proofs."""
    symbols = sorted(expression.free_symbols, key=str)
    place = {symbol: _PLACES[number % len(_PLACES)] + number // len(_PLACES) for number, symbol in enumerate(symbols)}
    found = enclose(expression, place, _DIGITS)
    return found is None or (found[0] <= _SMALL and found[1] >= -_SMALL)


def _gives_zero(normal: Callable[[sympy.Expr], sympy.Expr], expression: sympy.Expr) -> bool:
    try:
        return bool(normal(expression) == 0)
    except (ValueError, TypeError, NotImplementedError, AttributeError, ZeroDivisionError, RecursionError):
        return False  # SymPy gave up


def _logarithms_apart(expression: sympy.Expr) -> sympy.Expr:
    apart = sympy.expand_log(sympy.expand(expression), factor=True)
    return sympy.expand(sympy.powsimp(sympy.expand(apart)))


def _logarithms_of_fractions(expression: sympy.Expr) -> sympy.Expr:
    joined = expression.replace(sympy.log, lambda number: sympy.log(sympy.factor(sympy.together(number))))
    return _logarithms_apart(joined)


def _one_fraction(expression: sympy.Expr) -> sympy.Expr:
    return sympy.expand(sympy.numer(sympy.together(sympy.powsimp(expression))))


def _exponentials(expression: sympy.Expr) -> sympy.Expr:
    rewritten = expression.rewrite(sympy.exp) if expression.has(*_LIKE_EXPONENTIALS) else expression
    return sympy.expand(sympy.powsimp(sympy.expand(sympy.numer(sympy.together(rewritten)))))


def _logarithms_together(expression: sympy.Expr) -> sympy.Expr:
    return sympy.simplify(sympy.logcombine(expression))


_LIKE_EXPONENTIALS = (sympy.sin, sympy.cos, sympy.tan, sympy.sinh, sympy.cosh, sympy.tanh)
_NORMAL_FORMS: list[Callable[[sympy.Expr], sympy.Expr]] = [
    sympy.expand,
    _logarithms_apart,
    _logarithms_of_fractions,
    _one_fraction,
    _exponentials,
    sympy.simplify,
    _logarithms_together,
]

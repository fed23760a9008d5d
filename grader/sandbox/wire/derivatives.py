"""Derivatives that SymPy leaves standing because a symbol may be complex, worked out for real symbols.

diff(Abs(x), x)  ──▶  (re(x)*Derivative(re(x), x) + im(x)*Derivative(im(x), x))*sign(x)/x  ──▶  sign(x)
"""

from typing import Any

import sympy

_DERIVATIVES = (sympy.Derivative, sympy.Subs)
_OTHERS = (sympy.Integral, sympy.Sum, sympy.Product, sympy.Limit)


def worked_out(expression: Any) -> Any:
    """The expression without derivatives, if it has any and SymPy can find them; the same object if it has none.

    Symbols stand for real numbers in every exercise: nobody can call a student's function at a complex one. An integral
    or a sum is not touched, as it may take for ever.
    """
    if not expression.has(*_DERIVATIVES) or expression.has(*_OTHERS):
        return expression
    own = {symbol: _real(symbol) for symbol in expression.atoms(sympy.Symbol) if symbol.is_real is None}
    try:
        found = expression.xreplace(own).doit()
    except Exception:  # noqa: BLE001 - SymPy fails in many ways on what makes no sense; then it stays as it is
        return expression
    return found.xreplace({made: symbol for symbol, made in own.items()})


def _real(symbol: sympy.Symbol) -> sympy.Dummy:
    return sympy.Dummy(symbol.name, real=True)

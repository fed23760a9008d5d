"""The text of a SymPy expression."""

import sympy
from sympy.core.function import Application
from sympy.printing.str import StrPrinter

from grader.maths.size import too_large

_DOUBLE = 53
"""Binary digits of a float in double precision."""


class _ExactPrinter(StrPrinter):  # type: ignore[misc]  # SymPy has no types
    """SymPy's text of an expression, with fractions and floats that are not rounded when they are read again."""

    def _print_Rational(self, expr: sympy.Rational) -> str:  # noqa: N802 - SymPy calls it by its name
        return f"sympy.Rational({expr.p}, {expr.q})"

    def _print_Float(self, expr: sympy.Float) -> str:  # noqa: N802 - the same
        is_double = expr._prec == _DOUBLE  # noqa: SLF001 - nothing else tells
        return repr(float(expr)) if is_double else str(super()._print_Float(expr))


def written(value: sympy.Basic, *, is_exact: bool) -> str:
    """The expression as it is read, or as Python makes the same of it; what cannot be written is said."""
    if (limit := too_large(value)) is not None:  # printing sorts, and sorting evaluates
        return f"<a SymPy expression that is not shown: {limit}>"
    try:
        return str(_ExactPrinter().doprint(value)) if is_exact else str(value)
    except Exception:  # noqa: BLE001 - sorting fails with many kinds of exception on what makes no sense
        return "<a SymPy expression that cannot be shown>"


def is_numpy_s(expression: sympy.Expr) -> bool:
    """Whether floats and arrays can be put into an expression only if it is written in NumPy's functions."""
    roots = any(not power.exp.is_Integer for power in expression.atoms(sympy.Pow))
    return roots or bool(expression.has(Application, sympy.NumberSymbol))

"""An expression as NumPy works it out, as source; imported only where evidence holds a function like `exp`."""

from typing import Any

import sympy
from sympy.printing.numpy import NumPyPrinter


class _Printer(NumPyPrinter):  # type: ignore[misc]  # SymPy has no types
    """SymPy's own, with the names that people type: `np.maximum(0, x)` where SymPy folds a list of two."""

    def _print_Max(self, expr: sympy.Max) -> str:  # noqa: N802 - SymPy calls it by its name
        return self._nested("np.maximum", expr.args)

    def _print_Min(self, expr: sympy.Min) -> str:  # noqa: N802 - the same
        return self._nested("np.minimum", expr.args)

    def _nested(self, name: str, arguments: tuple[Any, ...]) -> str:
        first, *rest = arguments
        return f"{name}({self._print(first)}, {self._nested(name, tuple(rest))})" if rest else str(self._print(first))


def as_numpy(expression: sympy.Expr) -> str:
    """Source in the expression's symbols, with NumPy as `np`."""
    return str(_Printer().doprint(expression)).replace("numpy.", "np.")

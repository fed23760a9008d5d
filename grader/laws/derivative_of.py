"""One reference is the derivative of another, or of an expression among its own arguments."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from grader.laws.differences import partial
from grader.laws.law import DerivativeLaw, UntoldError, law
from grader.laws.values import call_of, is_same_function, named, value_at, value_by_name
from grader.sandbox.late import Symbol, sympy

_TENTHS = (-14, 3, 13, -8, 22, 7)
"""Coordinates, in tenths, at which expressions are compared: not 0 or 1, where much that is different is the same."""
_STARTS = 3
"""So many points, whose coordinates are those from the first, second or third on: none twice, up to six variables."""


@law
class DerivativeOf(DerivativeLaw):
    """`function` gives the derivative of `of` in the argument `wrt`.

    Parameters
    ----------
    function : callable
        The reference.
    of : callable or str
        The reference of which it is the derivative, whose parameters are among those of `function`; or the name of the
        parameter that is an expression, and then `wrt` names the one that is its symbol.
    wrt : str
        Name of the parameter after which the derivative is taken.
    order : int
        Of the derivative.
    """

    order: int = Field(default=1, ge=1, le=3, kw_only=True)

    @property
    def sentence(self) -> str:
        """Of which function, and in what."""
        ordinal = {1: "", 2: "second ", 3: "third "}[self.order]
        return f"{self.name} is the {ordinal}derivative of {self.whole} in {self.wrt}"

    def fault_at(self, *arguments: Any) -> str | None:
        """The value and the difference, where they are not the same."""
        values, value = named(self.function, arguments), value_at(self.function, arguments)
        if isinstance(self.of, str):
            return expression_fault(value, values[self.of], (values[self.wrt],), (0,) * self.order)
        whole = self.of
        if isinstance(values[self.wrt], Symbol):
            expression = value_by_name(whole, values)
            return expression_fault(value, expression, (values[self.wrt],), (0,) * self.order)
        difference = partial(
            lambda point: value_by_name(whole, {**values, self.wrt: point[0]}),
            [values[self.wrt]],
            (0,) * self.order,
        )
        if difference.is_like(float(value)):
            return None
        return f"{call_of(self.function, arguments)} is {float(value):.6g}, but differences give {difference.value:.6g}"

    def is_proved(self, *arguments: Any) -> bool:
        """By SymPy's own derivative, where both references run on symbols."""
        if isinstance(self.of, str):
            return False
        whole, names = self.of, [*named(self.function, arguments)]

        def differentiated(*symbols: Any) -> Any:
            known = dict(zip(names, symbols, strict=True))
            return sympy.diff(value_by_name(whole, known), known[self.wrt], self.order)

        return is_same_function(self.function, differentiated, arguments)


def expression_fault(value: Any, expression: Any, symbols: tuple[Any, ...], orders: tuple[int, ...]) -> str | None:
    """What is wrong with an expression that should be a derivative of another one, at three points.

    Parameters
    ----------
    value : Expr
        What should be the derivative.
    expression : Expr
        Of what.
    symbols : tuple of Symbol
        The variables.
    orders : tuple of int
        Positions of the variables after which it is taken.

    Raises
    ------
    UntoldError
        If differences tell nothing at any of the points.
    """
    function = sympy.lambdify(symbols, expression, "mpmath")
    is_told = False
    reals = [_as_real(symbol) for symbol in symbols]
    for start in range(_STARTS):
        point = [sympy.Rational(_TENTHS[(start + position) % len(_TENTHS)], 10) for position in range(len(symbols))]
        try:
            difference = partial(lambda moved: function(*moved), [float(coordinate) for coordinate in point], orders)
        except (UntoldError, TypeError, ValueError, ArithmeticError):  # outside of the domain, or at a kink
            continue
        is_told = True
        here = _on_real_line(value, symbols).subs(dict(zip(reals, point, strict=True))).evalf(20)
        if not (here.is_Number and here.is_finite and difference.is_like(float(here))):
            at = ", ".join(f"{symbol} = {coordinate}" for symbol, coordinate in zip(symbols, point, strict=True))
            return f"{value} is {here.n(6)} at {at}, but differences of {expression} give {difference.value:.6g}"
    if not is_told:
        raise UntoldError("differences tell nothing at any of the points")
    return None


def _on_real_line(value: Any, symbols: tuple[Any, ...]) -> Any:
    """Of |x| the derivative that SymPy gives holds derivatives of re(x) and im(x), as long as x may be complex."""
    return sympy.Add(value).xreplace({symbol: _as_real(symbol) for symbol in symbols}).doit()


def _as_real(symbol: Any) -> Any:
    return sympy.Symbol(symbol.name, real=True)

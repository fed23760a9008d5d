"""The words that a typed formula may use, beside the names that the author gives."""

from collections.abc import Callable
from typing import Any, NamedTuple

import sympy


class Function(NamedTuple):
    """How a function is made, and of how many arguments."""

    make: Callable[..., Any]
    least: int = 1
    most: int = 1


def _plain(head: Any) -> Callable[..., Any]:
    return lambda *arguments: head(*arguments, evaluate=False)


def _root(argument: Any) -> Any:
    return sympy.Pow(argument, sympy.Rational(1, 2), evaluate=False)


def _log(argument: Any, base: Any = None) -> Any:
    top = sympy.log(argument, evaluate=False)
    if base is None:
        return top
    below = sympy.Pow(sympy.log(base, evaluate=False), -1, evaluate=False)
    return sympy.Mul(top, below, evaluate=False)


FUNCTIONS: dict[str, Function] = {
    "sqrt": Function(_root),
    "log": Function(_log, 1, 2),
    "ln": Function(_plain(sympy.log)),
    "abs": Function(_plain(sympy.Abs)),
    "Abs": Function(_plain(sympy.Abs)),
    "max": Function(_plain(sympy.Max), 1, 20),
    "min": Function(_plain(sympy.Min), 1, 20),
    "arcsin": Function(_plain(sympy.asin)),
    "arccos": Function(_plain(sympy.acos)),
    "arctan": Function(_plain(sympy.atan)),
    **{
        name: Function(_plain(getattr(sympy, name)))
        for name in "exp sin cos tan cot asin acos atan sinh cosh tanh sign".split()
    },
}
CONSTANTS: dict[str, sympy.Expr] = {"pi": sympy.pi, "e": sympy.E, "E": sympy.E}
"""`I` is added where the author allows complex numbers."""

"""Parts of an expression exchanged without carrying anything out: 0/(|x| - x) stays a quotient."""

from collections.abc import Callable
from typing import Any

import sympy


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
        node = sympy.Basic.__new__(head, *parts)
    return node

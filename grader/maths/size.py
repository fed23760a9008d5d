"""Refuses expressions that are too large to be worked with, before anything is evaluated."""

import sympy

MAX_NODES = 2_000
MAX_DIGITS = 200
MAX_EXPONENT = 1_000


def too_large(expression: sympy.Basic) -> str | None:
    """The limit that an expression breaks, in words; None if it breaks none."""
    for count, node in enumerate(sympy.preorder_traversal(expression)):
        if count >= MAX_NODES:
            return f"it has more than {MAX_NODES:,} parts"
        if isinstance(node, sympy.Rational) and max(abs(node.p), node.q) >= 10**MAX_DIGITS:
            return f"it holds a number of more than {MAX_DIGITS} digits"
        if isinstance(node, sympy.Pow) and _is_tower(node):
            return f"it holds an exponent that is no plain number up to {MAX_EXPONENT:,}"
    return None


def _is_tower(power: sympy.Pow) -> bool:
    """Whether evaluating this power could take for ever: a number to a large or computed power."""
    exponent = power.exp
    if isinstance(exponent, sympy.Rational):
        return bool(abs(exponent.p) > MAX_EXPONENT)
    return not exponent.free_symbols and any(isinstance(node, sympy.Pow) for node in sympy.preorder_traversal(exponent))

"""Numbers as the fractions that they are: a float is the binary fraction that it holds."""

from fractions import Fraction
from typing import Any

import numpy as np
import sympy

_LONG, _LONGEST = 20, 60


def read_exact(value: Any) -> sympy.Rational | None:
    """The number as a fraction; None for what is no real number, not finite, or not rational."""
    if isinstance(value, np.ndarray) and value.shape == ():
        value = value[()]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool):
        return None
    if isinstance(value, sympy.Float):
        value = float(value)
    if isinstance(value, sympy.Rational):
        return value
    try:
        return sympy.Rational(Fraction(value)) if isinstance(value, (int, float, Fraction)) else None
    except (ValueError, OverflowError):  # nan and inf
        return None


def shown(value: sympy.Expr) -> str:
    """An exact value as it is, or six digits of it where that is long; Python writes out no number of 5000 digits."""
    try:
        text = str(value)
    except ValueError:
        text = ""
    if text and len(text) <= _LONG:
        return text
    rounded = str(value.evalf(6))
    return rounded if len(rounded) <= _LONGEST else f"{rounded[:_LONGEST]}..."


def is_single(value: Any) -> bool:
    """Whether it has no entries; rows that differ in length have some."""
    return value.ndim == 0 if isinstance(value, np.ndarray) else not isinstance(value, (list, tuple))


def read_point(value: Any, dimension: int) -> tuple[sympy.Rational, ...] | None:
    """A point of a space of so many dimensions; on a line a number will do."""
    parts = [value] if dimension == 1 and is_single(value) else value
    if isinstance(parts, np.ndarray):
        parts = list(parts)
    if not isinstance(parts, (list, tuple)) or len(parts) != dimension:
        return None
    point = tuple(read_exact(part) for part in parts)
    return None if None in point else point

"""Derivatives by differences, each with a bound on its error: of a reference that is called, whatever its code is.

Where the function runs on mpmath's numbers, with 60 digits; then a difference over 1e-20 is right to some 18 digits.
Where it does not, in double precision over several lengths, and the bound is what the extrapolated values differ by.
Both sides of the point are looked at: at a kink there is no derivative, and nothing is told.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise, product
from typing import Any, NamedTuple

import numpy as np

from grader.laws.law import UntoldError
from grader.sandbox.late import mpmath

Field = Callable[[Sequence[Any]], Any]
"""A function of several numbers."""

_DIGITS = 60
_FINE = "1e-12"
_FACTORS = (1, 3, 7)
"""Lengths that are no multiples of each other's halves: rounding in the function's code differs for each."""
_LARGEST_FINE_ERROR = 1e-9
"""With 60 digits all lengths give the same; where they do not, the function works in double precision inside."""
_LENGTHS = tuple(0.1 / 4**power for power in range(9))
_LARGEST_ERROR = 1e-4
"""A difference that is not known better than this, of its own size, tells nothing."""


class Difference(NamedTuple):
    """A derivative, and how far off it may be."""

    value: float
    error: float

    def is_like(self, value: float, relative: float = 1e-6) -> bool:
        """Whether a number may be that derivative."""
        return abs(value - self.value) <= self.error + relative * max(1.0, abs(self.value))


def partial(field: Field, point: Sequence[float], directions: Sequence[int]) -> Difference:
    """A partial derivative.

    Parameters
    ----------
    field : callable
        Takes a sequence of numbers, and gives one.
    point : sequence of float
        Where.
    directions : sequence of int
        The coordinates after which it is taken, one for each order: (0, 1) is the mixed second derivative.

    Raises
    ------
    UntoldError
        If there is a kink, or the function is too rough for differences.
    """
    fine = _with_many_digits(field, point, directions)
    return fine if fine is not None else _in_double_precision(field, point, directions)


def _with_many_digits(field: Field, point: Sequence[float], directions: Sequence[int]) -> Difference | None:
    """None where the function does not run on mpmath's numbers."""
    with mpmath.workdps(_DIGITS):
        start = [mpmath.mpf(coordinate) for coordinate in point]
        length = mpmath.mpf(_FINE)

        def exact(moved: Sequence[Any]) -> Any:
            value = field(moved)
            # `float(...)` around the result leaves 16 digits, of which a difference over 1e-12 has hardly any
            if not isinstance(value, (mpmath.mpf, int)):
                raise TypeError(type(value))
            return value

        try:
            values = [_difference(exact, start, directions, length * factor) for factor in _FACTORS]
            sides = [_difference(exact, start, directions, length, side) for side in (-1, 1)]
        except (TypeError, ValueError, AttributeError, ArithmeticError):
            return None
        value, error = values[0], max(values) - min(values)
        if not error <= _LARGEST_FINE_ERROR * max(1, abs(value)):  # nan, too
            return None
        if abs(sides[0] - sides[1]) > 1e-6 * max(1, abs(value)):
            raise UntoldError("there is a kink")
        return Difference(float(value), float(error))


def _in_double_precision(field: Field, point: Sequence[float], directions: Sequence[int]) -> Difference:
    start = [float(coordinate) for coordinate in point]
    scale = max(1.0, *map(abs, start)) if start else 1.0
    plain = [_difference(field, start, directions, scale * length) for length in _LENGTHS]
    if any(isinstance(value, (complex, np.complexfloating, mpmath.mpc)) for value in plain):
        raise UntoldError("the function is not real there")
    # Richardson: the error of a central difference is a series in squares of the length
    better = [float((16 * fine - coarse) / 15) for coarse, fine in pairwise(plain)]
    error, value = min((abs(after - before), after) for before, after in pairwise(better))
    if not np.isfinite(value) or error > _LARGEST_ERROR * max(1.0, abs(value)):
        raise UntoldError("the differences do not settle")
    if len(directions) == 1:
        length = scale * _LENGTHS[-1]
        left, right = (_difference(field, start, directions, length, side) for side in (-1, 1))
        if abs(left - right) > 0.1 * max(1.0, abs(value)):
            raise UntoldError("there is a kink")
    return Difference(value, 10 * error)


def _difference(field: Field, start: Sequence[Any], directions: Sequence[int], length: Any, side: int = 0) -> Any:
    """Divided differences: central ones, or all to one side."""
    ends = {0: (-1, 1), -1: (-2, 0), 1: (0, 2)}[side]
    total: Any = 0
    for signs in product((0, 1), repeat=len(directions)):
        moved = list(start)
        for direction, sign in zip(directions, signs, strict=True):
            moved[direction] = moved[direction] + ends[sign] * length
        value = field(moved)
        total = total + value if (len(signs) - sum(signs)) % 2 == 0 else total - value
    return total / (2 * length) ** len(directions)

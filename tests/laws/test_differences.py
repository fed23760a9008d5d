"""Derivatives by differences are right to many digits, or are not told."""

from collections.abc import Callable, Sequence
from typing import Any

import mpmath
import numpy as np
import pytest

from grader.laws.differences import partial
from grader.laws.law import UntoldError

YS = np.array([-4.0, -2.0, 2.0, 4.0])


@pytest.mark.parametrize(
    ("field", "point", "directions", "derivative"),
    [
        (lambda p: p[0] ** 3, [2.0], (0,), 12.0),
        (lambda p: mpmath.exp(p[0] * p[1]), [0.5, 0.0], (1,), 0.5),
        (lambda p: p[0] ** 2 * p[1], [1.0, 5.0], (0, 1), 2.0),
        (lambda p: p[0] ** 2 * p[1], [1.0, 5.0], (0, 0), 10.0),
        (lambda _: 5, [1.0], (0,), 0.0),
        (lambda p: float(np.mean((p[0] - YS) ** 2)), [4.0], (0,), 8.0),  # with all digits inside, and 16 at the end
        (lambda p: p[0] * 0 + float(p[0]) ** 2, [3.0], (0,), 6.0),  # the other way round
        (lambda p: np.float64(p[0]) ** 3, [2.0], (0,), 12.0),
        (lambda p: np.tanh(float(p[0])), [0.0], (0,), 1.0),
        (lambda p: float(max(p[0], 0)), [0.01], (0,), 1.0),  # not far from a kink
        (lambda p: float(p[0]) ** 2, [1e4], (0,), 2e4),
    ],
)
def test_a_derivative(
    field: Callable[[Sequence[Any]], Any], point: list[float], directions: tuple[int, ...], derivative: float
) -> None:
    """It is told, whatever numbers the function works with, and a value that is off by 1 in 10000 is not like it."""
    difference = partial(field, point, directions)
    assert difference.is_like(derivative)
    assert not difference.is_like(derivative + 1e-4 * max(1, abs(derivative)))


@pytest.mark.parametrize(
    "field",
    [
        lambda p: abs(p[0]),
        lambda p: float(abs(p[0])),
        lambda p: max(p[0], 0),
        lambda p: (p[0] - 1) ** 0.5,
        lambda p: complex(float(p[0]) ** 2),
        lambda p: float("nan") * float(p[0]),
        lambda p: float(np.sign(float(p[0]))),
    ],
)
def test_what_has_no_derivative_is_not_told(field: Callable[[Sequence[Any]], Any]) -> None:
    """At a kink or a jump, and where the function is not real."""
    with pytest.raises(UntoldError):
        partial(field, [0.0], (0,))

"""Sizes that errors are relative to: of one number in a list, of a whole array, of the arguments."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Scale = float | NDArray[np.float64]


def input_scale(arguments: Any) -> float:
    """Largest absolute value among the numbers in the arguments; 0 if there is none."""
    if isinstance(arguments, (list, tuple)):
        return max(map(input_scale, arguments), default=0.0)
    if isinstance(arguments, (int, float, np.number, np.ndarray)) and np.asarray(arguments).dtype.kind in "iuf":
        return float(np.abs(np.asarray(arguments, dtype=np.float64)).max(initial=0.0))
    return 0.0


def scale_of(expected: Any, values: NDArray[Any]) -> Scale:
    """What errors in the reference's answer are relative to.

    Parameters
    ----------
    expected : object
        The reference's answer: an array is one vector or matrix, the parts of a list or tuple are numbers apart.
    values : ndarray
        The same, read as numbers.

    Returns
    -------
    float or ndarray
        The largest absolute value of an array, and a number's own; for a list or tuple, one for each entry.
    """
    if not isinstance(expected, (list, tuple)):
        return largest_of(values)
    if values.ndim <= 1:
        return np.abs(np.where(np.isfinite(values), values, 0.0))
    scales = np.zeros(values.shape)
    for index, part in enumerate(expected):
        scales[index] = scale_of(part, values[index])
    return scales


def largest_of(values: NDArray[Any]) -> float:
    """The largest absolute value of a finite entry; 0 if there is none."""
    sizes = np.abs(values)
    largest = float(sizes.max(initial=0.0))
    return largest if np.isfinite(largest) else float(sizes.max(initial=0.0, where=np.isfinite(sizes)))

"""The property of every least squares fit, for the `fault` of an item: the normal equations hold.

Comparing weights with the reference's would be wrong where there are fewer points than weights or columns depend on
each other: there infinitely many weights have the smallest sum of squared errors.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_NEAR = 1e-5
"""Share of the numbers in the equations that may be left; weights computed in single precision leave about 1e-6."""
_ROUNDING = 1e-12
"""The same for what large weights that cancel each other leave by rounding."""
_MOST_ROUNDING = 1e-2
"""The same for weights so large that rounding would hide whatever is wrong."""


def least_squares_fault(A: Array, y: Array, w: Array) -> str | None:
    """What keeps w from minimising the sum of squares of Aw - y, with the numbers that show it; None if it does.

    Parameters
    ----------
    A : ndarray of float, shape (n, k)
        Design matrix, of any rank.
    y : ndarray of float, shape (n,)
        What is to be fitted.
    w : ndarray of float, any shape (m,)
        The weights, which are right if m = k and A'(Aw - y) = 0.
    """
    if w.size != A.shape[1]:
        return f"it has {w.size} entries, but there are {A.shape[1]} columns with the column of ones"
    # the normal equations; zero up to rounding for each of the minimisers, and there may be many
    left = A.T @ (A @ w - y)
    best = np.linalg.lstsq(A, y, rcond=None)[0]
    size = np.abs(A).T @ (np.abs(A) @ np.abs(best) + np.abs(y))
    # the student's own weights widen what is allowed by rounding only: wild ones would else allow anything
    rounding = _ROUNDING * (np.abs(A).T @ (np.abs(A) @ np.abs(w))).max(initial=0.0)
    largest = size.max(initial=0.0)
    allowed = _NEAR * largest + (min(rounding, _MOST_ROUNDING * largest) if largest else rounding)
    if np.isfinite(allowed) and np.abs(left).max(initial=0.0) <= allowed:
        return None
    return f"A'(Aw - y) is ({', '.join(f'{number:.6g}' for number in left)}), not 0"

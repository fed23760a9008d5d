"""NumPy's floats: three zones, because a float matrix stands for all matrices within its rounding.

    ──────── negative ────────┤ -tolerance   borderline   tolerance ├──────── positive ────────

The computed eigenvalues and those of the exact matrix differ by at most p(n) u |A|, u the unit roundoff, |A| the norm,
p a modest polynomial (LAPACK Users' Guide, 4.7); a rounding of each entry moves them by at most n u |A| more (Weyl).
"""

from fractions import Fraction
from typing import Any

import numpy as np
import sympy

from grader.maths.definiteness.result import Definiteness, Vector

Matrix = np.ndarray[Any, np.dtype[np.floating[Any]]]
_FACTOR = 16.0
"""Room for the modest polynomial, which is taken for a multiple of n."""


def classify(matrix: Matrix) -> Definiteness:
    """The verdict on a float matrix, `borderline` if an eigenvalue is as near to 0 as rounding could bring it.

    The tolerance is 16 n eps |A| in the Frobenius norm, eps being that of the dtype. It bounds the asymmetry too.

    Parameters
    ----------
    matrix : ndarray of floating, shape (n, n)
        Any float dtype. Entries that are not finite make it undecided.

    References
    ----------
    Anderson et al., LAPACK Users' Guide (1999), 4.7; Horn and Johnson, Matrix Analysis (2013), 4.3.1 (Weyl).
    """
    rows, columns = matrix.shape
    if rows != columns:
        return Definiteness("not square")
    if not np.isfinite(matrix).all():
        return Definiteness("undecided", tried="an entry is not finite")
    if not matrix.any():
        return Definiteness("zero")
    # scaled, as the norm of huge entries overflows, and that of tiny ones is 0
    scale = float(np.abs(matrix).max())
    scaled = np.asarray(matrix / scale, dtype=np.float64)
    tolerance = _FACTOR * rows * float(np.finfo(matrix.dtype).eps) * float(np.linalg.norm(scaled))
    asymmetry = np.abs(scaled - scaled.T)
    if asymmetry.max() > tolerance:
        row, column = np.unravel_index(int(asymmetry.argmax()), asymmetry.shape)
        return Definiteness("not symmetric", entry=(int(row), int(column)))
    # Made symmetric to the last bit, as `eigh` looks at one half only
    values, vectors = np.linalg.eigh((scaled + scaled.T) / 2)
    smallest, largest = float(values[0]), float(values[-1])
    if smallest > tolerance:
        return Definiteness("positive definite")
    if largest < -tolerance:
        return Definiteness("negative definite")
    if smallest < -tolerance and largest > tolerance:
        witness = _exact(matrix, vectors[:, 0], -1), _exact(matrix, vectors[:, -1], 1)
        if all(witness):
            return Definiteness("indefinite", witness=witness)
    # some matrix within rounding of this one is singular, so that no answer about definiteness is wrong for sure
    return Definiteness("borderline", tried=f"an eigenvalue is within {tolerance * scale:.1e} of 0")


def _exact(matrix: Matrix, vector: Matrix, wanted: int) -> Vector:
    """The vector in the shortest fractions for which x'Ax still has the wanted sign, with the exact entries."""
    entries = [[Fraction(float(entry)) for entry in row] for row in matrix]
    for bits in (4, 20, 53):  # few that can be read, then all that a double has
        parts = [Fraction(round(float(part) * 2**bits), 2**bits) for part in vector]
        # in exact arithmetic: a vector of floats on which the form is tiny might have the wrong sign
        form = sum(
            x * sum(a * y for a, y in zip(row, parts, strict=True)) for x, row in zip(parts, entries, strict=True)
        )
        if form * wanted > 0:
            return tuple(sympy.Rational(part.numerator, part.denominator) for part in parts)
    return ()

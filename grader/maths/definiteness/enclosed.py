"""Matrices of real numbers that are known between bounds: a change of basis after which the signs can be seen.

A ── elimination, rounded ──▶ X, triangular with ones ── in exact arithmetic ──▶ X A X' is nearly diagonal

If every diagonal entry of X A X' is larger than all others of its row together, the eigenvalues have the signs of the
diagonal (Gershgorin), and so have those of A (Sylvester). The elimination may err as it likes: only the last step is
believed, and it needs A up to a bound on its error only. A matrix that is singular is never decided here.

References
----------
Horn and Johnson, Matrix Analysis (2013), 4.5.8 (Sylvester), 6.1.10 (diagonal dominance). S. M. Rump, Verification of
positive definiteness, BIT 46 (2006), 433-452, for the idea.
"""

from collections.abc import Iterable
from typing import NamedTuple

import sympy
from mpmath import libmp

from grader.maths.definiteness.result import Congruence, Definiteness, Vector, verdict_of
from grader.maths.definiteness.signs import Sign
from grader.maths.enclosure import enclose_over

_SHORT = 8, 24
"""Bits of the parts of a vector, tried before all of them."""
_SPARE = 40
"""Bits of an enclosure beyond those that are kept of it."""


class _Bounds(NamedTuple):
    """Whole numbers with low <= 2**(bits - scales[i] - scales[j]) A[i][j] <= low + width."""

    low: list[list[int]]
    width: int
    scales: list[int]
    bits: int


class _Signs(NamedTuple):
    """Rows of X, by their numbers, for which the form seems to be below and above 0; or a basis if it is definite."""

    below: list[int]
    above: list[int]
    basis: list[list[int]]


def classify(matrix: sympy.ImmutableMatrix, precisions: Iterable[int]) -> Definiteness | None:
    """The verdict on a symmetric matrix of real numbers that is regular; None if none is proved.

    Parameters
    ----------
    matrix : ImmutableMatrix, shape (n, n)
        Of numbers that can be enclosed.
    precisions : iterable of int
        Binary digits to work with, tried in turn.
    """
    for bits in precisions:
        bounds = _bounds(matrix, bits)
        verdict = None if bounds is None else _decide(bounds)
        if verdict is not None:
            return verdict
    return None


def _decide(bounds: _Bounds) -> Definiteness | None:
    signs = _eliminate([row[:] for row in bounds.low], bounds.bits)
    if signs is None:
        return None
    if signs.basis:
        sign = _sign_of_dominant(bounds, signs.basis)
        return Definiteness(verdict_of({sign}), certificate=Congruence(_matrix(bounds, signs.basis))) if sign else None
    below, above = (_short(bounds, row, sign) for row, sign in ((signs.below, -1), (signs.above, 1)))
    return Definiteness("indefinite", witness=(below, above)) if below and above else None


def _bounds(matrix: sympy.ImmutableMatrix, bits: int) -> _Bounds | None:
    size = matrix.shape[0]
    exponents = [[_exponent(matrix[row, column]) for column in range(size)] for row in range(size)]
    known = [[exponent for exponent in row if exponent is not None] for row in exponents]
    # a diagonal near 1 where there is one, so that what is small beside it is small
    scales = [
        # Halved, as an entry is scaled by its row and by its column
        ((exponents[row][row] or 0) if exponents[row][row] is not None else max(known[row], default=0)) // 2
        for row in range(size)
    ]
    low, width = [[0] * size for _ in range(size)], 1
    for row in range(size):
        for column in range(row + 1):
            ends = _ends(matrix[row, column], bits - scales[row] - scales[column], bits)
            if ends is None:
                return None
            low[row][column] = low[column][row] = ends[0]
            width = max(width, ends[1] - ends[0])
    return _Bounds(low, width, scales, bits)


def _exponent(entry: sympy.Expr) -> int | None:
    """The binary magnitude of a number; None for 0, or what is not known."""
    if entry.is_Rational:
        return int(abs(entry.p)).bit_length() - int(entry.q).bit_length() if entry else None
    bounds = enclose_over(entry, {}, _SPARE)
    if bounds is None or libmp.finf in bounds[:2] or libmp.fninf in bounds[:2]:
        return None
    _, mantissa, exponent, length = bounds.high if bounds.is_nonnegative else bounds.low
    return exponent + length if mantissa else None


def _ends(entry: sympy.Expr, shift: int, bits: int) -> tuple[int, int] | None:
    """The whole numbers around 2**shift times a number."""
    if entry.is_Rational:
        above, below = int(entry.p) << max(shift, 0), int(entry.q) << max(-shift, 0)
        return above // below, -(-above // below)  # rounded down, and up
    bounds = enclose_over(entry, {}, bits + _SPARE)
    if bounds is None or libmp.finf in bounds[:2] or libmp.fninf in bounds[:2]:
        return None
    low, high = (libmp.mpf_shift(end, shift) for end in bounds[:2])
    return int(libmp.to_int(low, "f")), int(libmp.to_int(high, "c"))


def _eliminate(schur: list[list[int]], bits: int) -> _Signs | None:
    """Rounded elimination with the largest pivots; row i of the basis starts as the unit vector i."""
    size, sign = len(schur), 0
    # Whole numbers throughout: 1 is 2**bits
    basis = [[(row == column) << bits for column in range(size)] for row in range(size)]
    active = list(range(size))
    # a pivot with fewer than a third of the bits left is mostly rounding: more bits are tried, or another way
    least = 1 << (bits // 3)
    while active:
        pivot = max(active, key=lambda row: abs(schur[row][row]))
        pairs = ((abs(schur[row][column]), row, column) for row in active for column in active if column < row)
        beside, row, column = max(pairs, default=(0, 0, 0))
        # the entry w beside two smaller diagonal entries: (1, 1) and (1, -1) give 2 w and -2 w and their sum, so both
        # signs
        if beside > abs(schur[pivot][pivot]):
            return _plane(basis[row], basis[column], schur[row][column]) if beside > least else None
        if abs(schur[pivot][pivot]) <= least:
            return None
        turned = 1 if schur[pivot][pivot] > 0 else -1
        if sign == -turned:
            # two pivots of opposite signs: their rows of the basis are vectors on which the form is below and above 0
            first = basis[next(row for row in range(size) if row not in active)]
            return _Signs(*((first, basis[pivot]) if sign < 0 else (basis[pivot], first)), [])
        sign = turned
        active.remove(pivot)
        _clear(schur, basis, pivot, active, bits)
    return _Signs([], [], basis)


def _plane(row: list[int], other: list[int], between: int) -> _Signs:
    """The sum and the difference of two vectors: between them the form is larger than on either."""
    sums = [left + right for left, right in zip(row, other, strict=True)]
    differences = [left - right for left, right in zip(row, other, strict=True)]
    return _Signs(*((differences, sums) if between > 0 else (sums, differences)), [])


def _clear(schur: list[list[int]], basis: list[list[int]], pivot: int, active: list[int], bits: int) -> None:
    top, base = schur[pivot], basis[pivot]
    for row in active:
        factor = (schur[row][pivot] << bits) // top[pivot]
        for column in active:
            if column <= row:
                schur[row][column] -= (factor * top[column]) >> bits
                schur[column][row] = schur[row][column]
        # What the shift cuts off does no harm: whatever X comes of it, the product X A X' is worked out exactly
        basis[row] = [part - ((factor * other) >> bits) for part, other in zip(basis[row], base, strict=True)]


def _sign_of_dominant(bounds: _Bounds, basis: list[list[int]]) -> Sign:
    """1 or -1 if X A X' is certainly dominated by a diagonal of that sign, else 0.

    X is invertible whatever its rounding, since elimination adds to a row only multiples of rows that were pivots.
    """
    sizes = [sum(map(abs, row)) for row in basis]
    sign: Sign = 0
    for position, row in enumerate(basis):
        image = _times(bounds.low, row)
        entries = [_dot(image, other) for other in basis]
        # each entry is too small by at most the width times the sizes of its two rows
        margin = bounds.width * sizes[position] * sum(sizes)
        # the diagonal entry less all others of its row, even if each of them is off by its share of the margin
        if 2 * abs(entries[position]) - sum(map(abs, entries)) <= margin:
            return 0
        turned: Sign = 1 if entries[position] > 0 else -1
        if sign == -turned:
            return 0
        sign = turned
    return sign


def _short(bounds: _Bounds, row: list[int], wanted: int) -> Vector:
    """The vector with as few bits as keep the wanted sign of the form, certainly; empty if none do."""
    for kept in (*_SHORT, bounds.bits):
        dropped = max(0, max(map(abs, row)).bit_length() - kept)
        parts = [part >> dropped for part in row]
        form = _dot(_times(bounds.low, parts), parts)
        # each entry is off by at most the width, and so the form by that times the sum of all |x_i x_j|
        if form * wanted > bounds.width * sum(map(abs, parts)) ** 2:
            return _vector(bounds, parts)
    return ()


def _times(matrix: list[list[int]], vector: list[int]) -> list[int]:
    return [_dot(row, vector) for row in matrix]


def _dot(row: list[int], other: list[int]) -> int:
    return sum(left * right for left, right in zip(row, other, strict=True) if left and right)


def _vector(bounds: _Bounds, parts: list[int]) -> Vector:
    """In the basis of the matrix as it was, up to a power of 2: without the scales."""
    least = min(bounds.scales)
    return tuple(sympy.Rational(part, 2 ** (scale - least)) for part, scale in zip(parts, bounds.scales, strict=True))


def _matrix(bounds: _Bounds, basis: list[list[int]]) -> sympy.ImmutableMatrix:
    return sympy.ImmutableMatrix([_vector(bounds, row) for row in basis])

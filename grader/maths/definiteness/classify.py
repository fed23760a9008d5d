"""Which kind of matrix is it? Exact for fractions and decimals, with a tolerance only for NumPy's floats.

what it holds ▸ square ▸ symmetric ▸ fractions: elimination in whole numbers | other numbers: by enclosures, then
elimination | symbols: principal minors | NumPy's floats: eigenvalues

What may take longer than a moment runs in a process that is killed at the deadline.
"""

from collections.abc import Callable
from decimal import Decimal
from itertools import combinations_with_replacement
from numbers import Complex, Integral, Rational, Real
from typing import Any

import numpy as np
import sympy

from grader.maths.deadline import within
from grader.maths.decimals import as_typed
from grader.maths.definiteness import elimination, enclosed, floats, minors, rational
from grader.maths.definiteness.result import Definiteness
from grader.maths.definiteness.signs import sign
from grader.maths.size import too_large

_MAX_ROWS = 40
"""Of a matrix with exact entries."""
_FEW_ROWS = 100
"""Of an array of floats: so few are done in a moment."""
_MOST_DIGITS = 1_000
"""Of a fraction."""
_QUICK = 1e9
"""Effort of an elimination that is done in a moment, so that no process is started for it."""
_BEARABLE = 2e10
"""Effort of one that takes about a second; beyond it, enclosures are tried first."""
_PRECISIONS = 64, 192, 576, 1728, 5184
"""Bits, three times as many each turn: the last attempt then costs more than all that failed before it."""


def classify(matrix: Any, *, seconds: float = 5.0) -> Definiteness:
    """The definiteness of a matrix, with factors, a congruence or vectors that prove it.

    Parameters
    ----------
    matrix : sympy Matrix, nested lists of numbers, or numpy array, shape (n, n)
        Entries are exact: integers, fractions, decimals as they were typed, roots and other constants, symbols with
        SymPy's assumptions. An array with a float dtype is judged with a tolerance, see `floats.classify`. Text is
        refused.
    seconds : float
        Processor time after which it is undecided.

    Returns
    -------
    Definiteness

    Raises
    ------
    TypeError
        If an entry is not a number or a SymPy expression.

    References
    ----------
    Horn and Johnson, Matrix Analysis (2013), 4.1.5 (Hermitian forms), 4.5.8 (Sylvester's law of inertia), 7.1.2 and
    7.2.5 (principal minors).
    """
    # an array of floats has been worked out, and is known up to rounding only; a decimal in a list was typed
    if isinstance(matrix, np.ndarray) and matrix.ndim == 2 and matrix.dtype.kind == "f":
        return floats.classify(matrix) if max(matrix.shape) <= _FEW_ROWS else _in_time(seconds, floats.classify, matrix)
    height, widths = _shape(matrix)
    if widths - {height}:
        return Definiteness("not square")
    if height > _MAX_ROWS:
        return Definiteness("undecided", tried=f"it has more than {_MAX_ROWS} rows")
    rows = _rows(matrix)
    # whatever is no short fraction may take long to look at alone: SymPy evaluates as it builds
    if not all(map(_is_fraction, (entry for row in rows for entry in row))):
        return _in_time(seconds, _of_any, rows)
    exact = sympy.ImmutableMatrix(len(rows), len(rows), [entry for row in rows for entry in row])
    return _of_fractions(exact) if rational.effort(exact) <= _QUICK else _in_time(seconds, _of_fractions, exact)


def _in_time(seconds: float, work: Callable[[Any], Definiteness], matrix: Any) -> Definiteness:
    late = Definiteness("undecided", tried=f"{seconds:g} seconds were not enough")
    return within(seconds, work, matrix) or late


def _shape(matrix: Any) -> tuple[int, set[int]]:
    """The number of rows, and the lengths that they have."""
    if isinstance(matrix, (np.ndarray, sympy.MatrixBase)) and len(matrix.shape) == 2:
        return matrix.shape[0], {matrix.shape[1]}
    if not isinstance(matrix, (list, tuple)) or not all(isinstance(row, (list, tuple)) for row in matrix):
        raise TypeError("a matrix is a list of rows, each a list of numbers")
    return len(matrix), set(map(len, matrix))


def _rows(matrix: Any) -> list[list[sympy.Expr]]:
    rows = matrix.tolist() if isinstance(matrix, (np.ndarray, sympy.MatrixBase)) else matrix
    return [[_entry(entry) for entry in row] for row in rows]


def _is_fraction(entry: sympy.Expr) -> bool:
    # A decimal digit is 3.33 binary ones
    return isinstance(entry, sympy.Rational) and max(abs(entry.p), entry.q).bit_length() <= _MOST_DIGITS * 3.33


def _entry(entry: Any) -> sympy.Expr:
    if isinstance(entry, sympy.Expr):
        return entry
    # before Integral, of which Python's bool is one
    if isinstance(entry, bool):
        raise TypeError(f"{entry!r} is not a number")
    if isinstance(entry, Integral):
        return sympy.Integer(int(entry))
    if isinstance(entry, Rational):
        return sympy.Rational(entry.numerator, entry.denominator)
    if isinstance(entry, Decimal):
        return sympy.Rational(*entry.as_integer_ratio()) if entry.is_finite() else sympy.nan
    if isinstance(entry, Real):
        return as_typed(sympy.Float(float(entry)))
    if isinstance(entry, Complex):
        return as_typed(sympy.Float(entry.real)) + sympy.I * as_typed(sympy.Float(entry.imag))
    raise TypeError(f"{entry!r} is not a number")


def _of_fractions(matrix: sympy.ImmutableMatrix) -> Definiteness:
    size = matrix.shape[0]
    for row, column in combinations_with_replacement(range(size), 2):
        if matrix[row, column] != matrix[column, row]:
            return Definiteness("not symmetric", entry=(row, column))
    if rational.effort(matrix) <= _BEARABLE:
        return rational.classify(matrix)
    return enclosed.classify(matrix, _PRECISIONS) or rational.classify(matrix)


def _of_any(rows: list[list[sympy.Expr]]) -> Definiteness:
    entries = [entry for row in rows for entry in row]
    if limit := next(filter(None, map(too_large, entries)), None):
        return Definiteness("undecided", tried=f"an entry is too large: {limit}")
    exact = sympy.ImmutableMatrix(len(rows), len(rows), list(map(as_typed, entries)))
    return _of_fractions(exact) if all(entry.is_Rational for entry in exact) else _of_exact(exact)


def _of_exact(matrix: sympy.ImmutableMatrix) -> Definiteness:
    if any(not entry.is_finite and entry.is_number for entry in matrix):
        return Definiteness("undecided", tried="an entry is not finite")
    for row, column in combinations_with_replacement(range(matrix.shape[0]), 2):
        # compared as they stand first: to prove that a difference is 0 takes time
        mirrored = sympy.conjugate(matrix[column, row])
        if matrix[row, column] != mirrored and sign(matrix[row, column] - mirrored) != 0:
            return _unsymmetric(matrix, row, column)
    if matrix.free_symbols:
        return minors.classify(matrix)
    # enclosures never decide a singular matrix; roots and constants in it need exact zeros, which elimination proves
    return enclosed.classify(matrix, _PRECISIONS[:3]) or elimination.classify(matrix)


def _unsymmetric(matrix: sympy.ImmutableMatrix, row: int, column: int) -> Definiteness:
    """Different entries, unless it is only that their difference is not known."""
    difference = sympy.simplify(matrix[row, column] - sympy.conjugate(matrix[column, row]))
    if difference.is_zero is False or any(sign(part) for part in difference.as_real_imag()):
        return Definiteness("not symmetric", entry=(row, column))
    return Definiteness("undecided", tried=f"whether entry {(row, column)} equals its mirror image is not known")

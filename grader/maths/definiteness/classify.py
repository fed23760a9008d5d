"""Which kind of matrix is it? Exact for fractions and decimals, with a tolerance only for NumPy's floats.

what it holds ▸ square ▸ symmetric ▸ elimination (numbers) | principal minors (symbols) | eigenvalues (NumPy floats)
"""

from decimal import Decimal
from itertools import combinations_with_replacement
from numbers import Complex, Integral, Rational, Real
from typing import Any

import numpy as np
import sympy

from grader.maths.deadline import within
from grader.maths.definiteness import elimination, floats, minors
from grader.maths.definiteness.result import Definiteness
from grader.maths.definiteness.signs import sign
from grader.maths.exact import as_typed
from grader.maths.size import too_large

_MAX_ROWS = 40


def classify(matrix: Any, *, seconds: float = 5.0) -> Definiteness:
    """The definiteness of a matrix, with factors or vectors that prove it.

    Parameters
    ----------
    matrix : sympy Matrix, nested lists of numbers, or numpy array, shape (n, n)
        Entries are exact: integers, fractions, decimals as they were typed, roots and other constants, symbols with
        SymPy's assumptions. An array with a float dtype is judged with a tolerance, see `floats.classify`. Text is
        refused.
    seconds : float
        Wall-clock time after which entries that are neither fractions nor floats are given up.

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
    if isinstance(matrix, np.ndarray) and matrix.ndim == 2 and matrix.dtype.kind == "f":
        return floats.classify(matrix)
    rows = _rows(matrix)
    if any(len(row) != len(rows) for row in rows):
        return Definiteness("not square")
    if len(rows) > _MAX_ROWS:
        return Definiteness("undecided", tried=f"it has more than {_MAX_ROWS} rows")
    for limit in (too_large(entry) for row in rows for entry in row):
        if limit:
            return Definiteness("undecided", tried=f"an entry is too large: {limit}")
    exact = sympy.ImmutableMatrix(rows)
    if all(entry.is_Rational for entry in exact):
        return _of_exact(exact)
    return within(seconds, _of_exact, exact) or Definiteness("undecided", tried=f"{seconds:g} seconds were not enough")


def _rows(matrix: Any) -> list[list[sympy.Expr]]:
    rows = matrix.tolist() if isinstance(matrix, (np.ndarray, sympy.MatrixBase)) else matrix
    if not isinstance(rows, (list, tuple)) or not all(isinstance(row, (list, tuple)) for row in rows):
        raise TypeError("a matrix is a list of rows, each a list of numbers")
    return [[_entry(entry) for entry in row] for row in rows]


def _entry(entry: Any) -> sympy.Expr:
    if isinstance(entry, sympy.Expr):
        return as_typed(entry)
    if isinstance(entry, bool):
        raise TypeError(f"{entry!r} is not a number")
    if isinstance(entry, Integral):
        return sympy.Integer(int(entry))
    if isinstance(entry, Rational):
        return sympy.Rational(entry.numerator, entry.denominator)
    if isinstance(entry, Decimal):
        return sympy.Rational(*entry.as_integer_ratio())
    if isinstance(entry, Real):
        return as_typed(sympy.Float(float(entry)))
    if isinstance(entry, Complex):
        return as_typed(sympy.Float(entry.real)) + sympy.I * as_typed(sympy.Float(entry.imag))
    raise TypeError(f"{entry!r} is not a number")


def _of_exact(matrix: sympy.ImmutableMatrix) -> Definiteness:
    size = matrix.shape[0]
    if any(not entry.is_finite and entry.is_number for entry in matrix):
        return Definiteness("undecided", tried="an entry is not finite")
    for row, column in combinations_with_replacement(range(size), 2):
        if sign(matrix[row, column] - sympy.conjugate(matrix[column, row])) != 0:
            return _unsymmetric(matrix, row, column)
    if matrix.free_symbols:
        return minors.classify(matrix)
    return elimination.classify(matrix)


def _unsymmetric(matrix: sympy.ImmutableMatrix, row: int, column: int) -> Definiteness:
    """Different entries, unless it is only that their difference is not known."""
    difference = sympy.simplify(matrix[row, column] - sympy.conjugate(matrix[column, row]))
    if difference.is_zero is False or any(sign(part) for part in difference.as_real_imag()):
        return Definiteness("not symmetric", entry=(row, column))
    return Definiteness("undecided", tried=f"whether entry {(row, column)} equals its mirror image is not known")

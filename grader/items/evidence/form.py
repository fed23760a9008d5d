"""Evidence for what a symmetric matrix is: factors that multiply out to it, or vectors at which its form has a sign."""

from typing import Any

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.items.evidence.exact import is_single, read_exact, read_point, shown


def read_matrix(value: Any, size: int) -> sympy.Matrix | None:
    """A square matrix of so many rational rows; a list of numbers is its diagonal. None for anything else."""
    if isinstance(value, (MatrixBase, np.ndarray)):
        value = value.tolist()
    if not isinstance(value, (list, tuple)) or len(value) != size:
        return None
    diagonal = read_point(value, size) if size > 1 or is_single(value[0]) else None
    if diagonal is not None:
        return sympy.diag(*diagonal)
    rows = [read_point(row, size) if size > 1 else _single(row) for row in value]
    return None if None in rows else sympy.Matrix(rows)


def factors_fault(evidence: Any, matrix: sympy.Matrix, *, sign: int, is_strict: bool) -> str | None:
    """Why L and D do not show that sign * x'Ax >= 0 (or > 0) for all x; None if they do."""
    size = matrix.shape[0]
    pair = evidence if isinstance(evidence, (list, tuple)) and len(evidence) == 2 else (None, None)
    L, D = (read_matrix(part, size) for part in pair)
    if L is None or D is None:
        return f"it is no pair (L, D) of {size} by {size} matrices of rational numbers"
    if not D.is_diagonal():
        return "D is not diagonal"
    product = L * D * L.T
    for row, column in np.ndindex(size, size):
        if product[row, column] != matrix[row, column]:
            there = f"in row {row + 1} and column {column + 1}"
            return f"L D L' has {shown(product[row, column])} {there}, the matrix has not"
    wrong = [entry for entry in D.diagonal() if sign * entry < 0 or (is_strict and entry == 0)]
    if wrong:
        return f"D has the entry {shown(wrong[0])} on its diagonal"
    return "L is singular" if is_strict and L.det() == 0 else None


def vectors_fault(evidence: Any, matrix: sympy.Matrix) -> str | None:
    """Why a pair of vectors does not show that the form takes both signs; None if it does."""
    size = matrix.shape[0]
    pair = evidence if isinstance(evidence, (list, tuple)) and len(evidence) == 2 else (None, None)
    vectors = [read_point(_flat(part), size) for part in pair]
    if None in vectors:
        return f"it is no pair of vectors of {size} rational numbers"
    values = [(sympy.Matrix([vector]) * matrix * sympy.Matrix([vector]).T)[0] for vector in vectors]
    if min(values) < 0 < max(values):
        return None
    return f"x'Ax is {shown(values[0])} at the first and {shown(values[1])} at the second"


def _single(row: Any) -> tuple[sympy.Rational, ...] | None:
    number = read_exact(row[0]) if isinstance(row, (list, tuple)) and len(row) == 1 else None
    return None if number is None else (number,)


def _flat(value: Any) -> Any:
    """A row or a column of SymPy, or an array of one row or column, as a list."""
    if isinstance(value, MatrixBase):
        return list(value.flat())
    return list(value.ravel()) if isinstance(value, np.ndarray) else value

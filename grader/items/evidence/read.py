"""Points, vectors and matrices in every form in which students give them: lists, tuples, arrays, SymPy's matrices."""

from fractions import Fraction
from typing import Any, TypeVar

import numpy as np
from sympy.matrices.matrixbase import MatrixBase

from grader.items.evidence.numbers import Number, read_number

Vector = list[Number]
Rows = list[Vector]
Part = TypeVar("Part")
_MAX_ENTRIES = 10_000


def parts_of(value: Any) -> list[Any] | None:
    """The entries of a list, tuple or array, the rows of a matrix; None for what has none, or far too many."""
    if isinstance(value, MatrixBase):
        return list(value.tolist())
    if isinstance(value, np.ndarray):
        return list(value) if value.ndim and value.size <= _MAX_ENTRIES else None
    return list(value) if isinstance(value, (list, tuple)) and len(value) <= _MAX_ENTRIES else None


def read_vector(value: Any, size: int) -> Vector | None:
    """So many real numbers in a row or a column; a number alone will do for one. None for anything else."""
    entries = _in_line(value)
    if entries is None or len(entries) != size:
        return None
    return _all(list(map(read_number, entries)))


def read_matrix(value: Any, size: int) -> Rows | None:
    """A square matrix of so many rows; a vector is its diagonal. None for anything else."""
    diagonal = read_vector(value, size)
    if diagonal is not None:
        zero = Number(Fraction(0))
        return [[entry if row == column else zero for column in range(size)] for row, entry in enumerate(diagonal)]
    rows = parts_of(value)
    return _all([read_vector(row, size) for row in rows]) if rows is not None and len(rows) == size else None


def pair_of(value: Any) -> tuple[Any, Any] | None:
    """The two parts of a list, tuple, array or matrix of two."""
    parts = parts_of(value)
    return (parts[0], parts[1]) if parts is not None and len(parts) == 2 else None


def _in_line(value: Any) -> list[Any] | None:
    """The entries along the only axis that is longer than 1; None if there are several."""
    parts = parts_of(value)
    if parts is None:
        has_entries = isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim)
        return None if has_entries else [value]
    lines = [_in_line(part) for part in parts]
    if len(lines) == 1:
        return lines[0]
    return [line[0] for line in lines if line] if all(line is not None and len(line) == 1 for line in lines) else None


def _all(parts: list[Part | None]) -> list[Part] | None:
    known = [part for part in parts if part is not None]
    return known if len(known) == len(parts) else None

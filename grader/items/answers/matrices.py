"""SymPy matrices: shape first, then each entry."""

from collections.abc import Callable
from typing import Any

import numpy as np
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import Comparison, differs, together
from grader.items.answers.kinds import wrong_kind


def compare_matrix(answer: Any, expected: MatrixBase, compare: Callable[[Any, Any], Comparison]) -> Comparison:
    """The first entry that is not the expected one; else all notes together."""
    rows = _rows(answer, is_column=expected.shape[1] == 1)
    if rows is None:
        return wrong_kind(answer, f"a SymPy matrix of shape {expected.shape}")
    if len({len(row) for row in rows}) > 1:
        return differs("shape", f"The rows of the answer differ in length; shape {expected.shape} is expected.")
    shape = _shape_of(answer, rows)
    if shape != expected.shape:
        return differs("shape", f"The matrix has shape {shape}; shape {expected.shape} is expected.")
    entries: list[Comparison] = []
    for row, column in np.ndindex(*shape):
        entry = compare(rows[row][column], expected[row, column])
        if entry.problem is not None:
            return entry.at(f"Entry [{row}, {column}]")
        entries.append(entry)
    return together(entries)


def _shape_of(answer: Any, rows: list[list[Any]]) -> tuple[int, int]:
    """The shape, which the rows themselves do not tell where there are none."""
    if isinstance(answer, (MatrixBase, np.ndarray)) and len(answer.shape) == 2:
        return int(answer.shape[0]), int(answer.shape[1])
    return len(rows), len(rows[0]) if rows else 0


def _rows(answer: Any, *, is_column: bool) -> list[list[Any]] | None:
    """Rows of a matrix given as a SymPy matrix, an array of two dimensions, or a list of lists.

    A plain list is a column where one is asked for.
    """
    if isinstance(answer, (MatrixBase, np.ndarray)):
        answer = answer.tolist()
    if not isinstance(answer, (list, tuple)):
        return None
    if is_column and not any(isinstance(row, (list, tuple)) for row in answer):
        return [[entry] for entry in answer]
    return [list(row) for row in answer] if all(isinstance(row, (list, tuple)) for row in answer) else None

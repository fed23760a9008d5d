"""SymPy matrices on the wire: their size, then their entries row by row."""

from typing import Any

import sympy

from grader.sandbox.wire.errors import MAX_MATRIX_ENTRIES, WireError
from grader.sandbox.wire.trees import TreeDecoder, TreeEncoder


def encode_matrix(matrix: Any, trees: TreeEncoder) -> list[Any]:
    """`["matrix", rows, columns, entry, ...]`; WireError if it is too large."""
    rows, columns = map(int, matrix.shape)
    if max(rows, columns, rows * columns) > MAX_MATRIX_ENTRIES:  # asked before a sparse matrix is written out
        raise WireError(f"it is a matrix of {rows} x {columns} entries")
    return ["matrix", rows, columns, *(trees.encode(entry) for entry in matrix.flat())]


def decode_matrix(rest: list[Any], trees: TreeDecoder) -> sympy.ImmutableMatrix:
    """The matrix; WireError unless the entries fit its size."""
    if len(rest) < 2 or not all(type(size) is int and 0 <= size <= MAX_MATRIX_ENTRIES for size in rest[:2]):
        raise WireError("malformed matrix")
    rows, columns, *entries = rest
    if rows * columns != len(entries):
        raise WireError("malformed matrix")
    decoded = [trees.decode(entry) for entry in entries]
    if not all(isinstance(entry, sympy.Expr) for entry in decoded):
        raise WireError("malformed matrix")
    return sympy.ImmutableMatrix(rows, columns, decoded)

"""Arrays of numbers, entry by entry: which of them differ from the expected ones."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.items.answers.read import Read, flatten_vector, read_numbers
from grader.items.answers.tolerance import Tolerance, agree, scale_of
from grader.model.drawing import Rows, Table

_MOST_ROWS, _MOST_COLUMNS = 10, 8
_DIGITS = 12


def table(answer: Any, expected: Any, tolerance: Tolerance, input_scale: float = 0.0, *, shows: bool) -> Table | None:
    """Both arrays with the entries that differ; None where they are no arrays of numbers of one shape.

    Parameters
    ----------
    answer, expected : object
        The student's and the reference's.
    tolerance : Tolerance
        How near an entry has to be.
    input_scale : float
        Largest absolute value among the arguments.
    shows : bool
        Whether the evidence shows the expected value. If not, no more is told than what the feedback says: how many
        entries differ, and which is the first.
    """
    target = read_numbers(expected)
    if target.values.ndim not in {1, 2} or target.values.size < 2:
        return None
    read = read_numbers(flatten_vector(answer, target.values.ndim))
    if read.values.shape != target.values.shape or not (_is_plain(read) and _is_plain(target)):
        return None
    wrong = np.atleast_2d(~agree(read, target, scale_of(expected, target.values), tolerance, input_scale))
    differing = np.argwhere(wrong)
    if not len(differing):
        return None
    start = _start(differing[0], wrong.shape)
    inside = [(int(row - start[0]), int(column - start[1])) for row, column in differing]
    shown = [(row, column) for row, column in inside if 0 <= row < _MOST_ROWS and 0 <= column < _MOST_COLUMNS]
    return Table(
        shape=read.values.shape,
        start=start,
        gave=_cut(read.values, start),
        expected=_cut(target.values, start) if shows else None,
        differing=tuple(shown if shows else shown[:1]),
        count=len(differing),
    )


def _is_plain(read: Read) -> bool:
    return read.values.dtype.kind in "iuf" and bool(np.isfinite(read.values).all())


def _start(first: NDArray[np.intp], shape: tuple[int, ...]) -> tuple[int, int]:
    """Where the part begins that is shown: with the first entry that differs near its middle."""
    most = (_MOST_ROWS, _MOST_COLUMNS)
    row, column = (
        max(0, min(int(index) - size // 2, length - size))
        for index, size, length in zip(first, most, shape, strict=True)
    )
    return row, column


def _cut(values: NDArray[Any], start: tuple[int, int]) -> Rows:
    row, column = start
    part = np.atleast_2d(values)[row : row + _MOST_ROWS, column : column + _MOST_COLUMNS]
    return tuple(tuple(float(f"{entry:.{_DIGITS}g}") + 0.0 for entry in line) for line in part.tolist())

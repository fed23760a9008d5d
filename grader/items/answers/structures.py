"""What has parts: dictionaries, lists, SymPy matrices and sets. Keys, length or shape first, then part by part.

How a part is compared is handed in (`compare`): a part may be anything that a whole may be.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable
from typing import Any

import numpy as np

from grader.items.answers.comparison import Comparison, differs, not_comparable, together, wrong_kind
from grader.items.answers.read import NotNumbersError, exact_value, flatten_vector, read_numbers
from grader.items.answers.show import brief
from grader.items.answers.truth_and_text import is_truth
from grader.model.counted import counted
from grader.sandbox.late import MatrixBase

Compare = Callable[[Any, Any], Comparison]
"""Compares a part of an answer with the expected one."""

_MAX_LISTED_KEYS = 10
_MAX_PAIRS = 10_000
"""Comparisons that a set is worth. Each may be a proof, and a set of n expressions asks for up to n * n of them."""
_OTHER_ELEMENTS = differs("value", "The set does not have the expected elements.")
"""Which ones is not told: that would give the answer away."""


def compare_mapping(answer: Any, expected: dict[Any, Any], compare: Compare) -> Comparison:
    """Keys first, then each value."""
    if not isinstance(answer, dict):
        return wrong_kind(answer, f"a dictionary with the keys {_list(expected)}")
    if missing := [key for key in expected if key not in answer]:
        return differs("keys", f"The dictionary has no key {_list(missing)}; it has {_list(answer) or 'none'}.")
    if extra := [key for key in answer if key not in expected]:
        return differs("keys", f"The dictionary has the key {_list(extra)}, which was not asked for.")
    return _all({brief(key): compare(answer[key], value) for key, value in expected.items()})


def compare_sequence(answer: Any, expected: Any, compare: Compare) -> Comparison:
    """Length first, then each part."""
    parts = parts_of(flatten_vector(answer, 1))
    if parts is None:
        return wrong_kind(answer, f"a list of {counted(len(expected), 'part')}")
    if len(parts) != len(expected):
        return differs("length", f"The answer has {counted(len(parts), 'part')}; {_expected(len(expected))}.")
    pairs = zip(parts, expected, strict=True)
    return _all({str(index): compare(part, wanted) for index, (part, wanted) in enumerate(pairs)})


def _expected(count: int) -> str:
    return f"{count} is expected" if count == 1 else f"{count} are expected"


def parts_of(answer: Any) -> list[Any] | None:
    """The parts of a list, a tuple or an array; None for anything else."""
    if isinstance(answer, np.ndarray) and answer.ndim:
        return list(answer)
    return list(answer) if isinstance(answer, (list, tuple)) else None


def _all(parts: dict[str, Comparison]) -> Comparison:
    """The first problem, told with its key or index; else all notes together."""
    for key, part in parts.items():
        if part.problem is not None:
            return part.at(f"At [{key}]")
    return together(parts.values())


def _list(keys: Any) -> str:
    return ", ".join(brief(key) for key in list(keys)[:_MAX_LISTED_KEYS])


def compare_matrix(answer: Any, expected: MatrixBase, compare: Compare) -> Comparison:
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
    if isinstance(answer, (MatrixBase, np.ndarray)) and len(answer.shape) == 2:  # `zeros(0, 3)` has three columns
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


def compare_set(answer: Any, expected: Any, compare: Compare) -> Comparison:
    """Every element has a partner on the other side; undecided where to look for them would take too long."""
    parts = list(answer) if isinstance(answer, (set, frozenset)) else parts_of(answer)
    if parts is None:
        return wrong_kind(answer, "a set")
    # Elements that are plainly the same need no comparison. The others are held against whatever may be their partner,
    # from both sides: {1, 1 + 1e-9} is {1} within a tolerance, and {1} is not {1, 2}.
    given, wanted = ({_key(part): part for part in side} for side in (parts, expected))
    extra = _with_candidates([given[key] for key in given if key not in wanted], wanted.values())
    missing = _with_candidates([wanted[key] for key in wanted if key not in given], given.values())
    if sum(len(candidates) for _, candidates in extra + missing) > _MAX_PAIRS:
        return not_comparable("it has too many elements to hold each against each")
    pairs = [[compare(part, other) for other in candidates] for part, candidates in extra]
    pairs += [[compare(other, part) for other in candidates] for part, candidates in missing]
    # Right if each has a partner that is proved; wrong if one has none at all; else as undecided as its partners are
    if all(any(pair.agrees and not pair.undecided for pair in row) for row in pairs):
        return Comparison()
    if not all(any(pair.problem is None for pair in row) for row in pairs):
        return _OTHER_ELEMENTS
    return together(pair for row in pairs for pair in row if pair.problem is None)


def _with_candidates(parts: list[Any], others: Collection[Any]) -> list[tuple[Any, list[Any]]]:
    """Each part with the elements that may be its partner: of the real numbers the nearest two, and all else."""
    sizes = [(_real(other), other) for other in others]
    numbers = sorted(((size, other) for size, other in sizes if size is not None), key=lambda pair: pair[0])
    rest = [other for size, other in sizes if size is None]
    ordered = [size for size, _ in numbers]

    def candidates(part: Any) -> list[Any]:
        if (size := _real(part)) is None:
            return list(others)
        above = bisect_left(ordered, size)
        return [other for _, other in numbers[max(above - 1, 0) : above + 1]] + rest

    return [(part, candidates(part)) for part in parts]


def _real(part: Any) -> float | None:
    """The part as a real number; None for anything else."""
    try:
        values = read_numbers(part).values
    except NotNumbersError:
        return None
    # nan is nearest to nothing, and would spoil the order
    is_real = not values.ndim and values.dtype.kind == "f" and not np.isnan(values)
    return float(values) if is_real else None


def _key(part: Any) -> Hashable:
    """The same for elements that are the same without more ado; True is not 1."""
    if is_truth(part):
        return ("truth", bool(part))
    if isinstance(part, str):
        return ("text", part.strip().casefold())
    if (number := exact_value(part)) is not None:
        return ("number", number)
    if isinstance(part, (float, np.floating)):
        return ("number", float(part))
    if isinstance(part, tuple):
        return ("tuple", tuple(map(_key, part)))
    try:
        hash(part)
    except TypeError:  # an array in a list, in the place of a set
        return ("object", id(part))
    return ("object", part)

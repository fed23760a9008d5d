"""Sets: the same elements, each of them as near as it has to be, in whatever container and order."""

from bisect import bisect_left
from collections.abc import Collection, Hashable
from typing import Any

import numpy as np

from grader.items.answers.comparison import Comparison, differs, not_comparable, together
from grader.items.answers.exact import exact_value
from grader.items.answers.kinds import wrong_kind
from grader.items.answers.read import NotNumbersError, read_numbers
from grader.items.answers.structures import Compare, parts_of
from grader.items.answers.truth import is_truth

_MAX_PAIRS = 10_000
_DIFFERENT = differs("value", "The set does not have the expected elements.")


def compare_set(answer: Any, expected: Any, compare: Compare) -> Comparison:
    """Every element has a partner on the other side; undecided where to look for them would take too long."""
    parts = list(answer) if isinstance(answer, (set, frozenset)) else parts_of(answer)
    if parts is None:
        return wrong_kind(answer, "a set")
    given, wanted = ({_key(part): part for part in side} for side in (parts, expected))
    extra = _with_candidates([given[key] for key in given if key not in wanted], wanted.values())
    missing = _with_candidates([wanted[key] for key in wanted if key not in given], given.values())
    if sum(len(candidates) for _, candidates in extra + missing) > _MAX_PAIRS:
        return not_comparable("it has too many elements to hold each against each")
    pairs = [[compare(part, other) for other in candidates] for part, candidates in extra]
    pairs += [[compare(other, part) for other in candidates] for part, candidates in missing]
    if all(any(pair.agrees and not pair.undecided for pair in row) for row in pairs):
        return Comparison()
    if not all(any(pair.problem is None for pair in row) for row in pairs):
        return _DIFFERENT
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
        place = bisect_left(ordered, size)
        return [other for _, other in numbers[max(place - 1, 0) : place + 1]] + rest

    return [(part, candidates(part)) for part in parts]


def _real(part: Any) -> float | None:
    """The part as a real number; None for anything else."""
    try:
        values = read_numbers(part).values
    except NotNumbersError:
        return None
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

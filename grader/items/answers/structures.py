"""Dictionaries, lists, sets and texts: compared part by part."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.items.answers.comparison import Comparison, differs, together
from grader.items.answers.kinds import wrong_kind
from grader.items.answers.read import flatten_vector
from grader.items.answers.show import brief
from grader.model.feedback import Feedback

Compare = Callable[[Any, Any], Comparison]

_MAX_PAIRS = 10_000
_DIFFERENT_SET = differs("value", "The set does not have the expected elements.")


def compare_text(answer: Any, expected: str) -> Comparison:
    """Texts are the same up to case and white space at the ends."""
    if not isinstance(answer, str):
        return wrong_kind(answer, "a text")
    if answer.strip().casefold() != expected.strip().casefold():
        return differs("value", f"The answer {brief(answer)} is not right.")
    return Comparison()


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
    parts = _parts(flatten_vector(answer, 1))
    if parts is None:
        return wrong_kind(answer, f"a list of {len(expected)} parts")
    if len(parts) != len(expected):
        return differs("length", f"The answer has {len(parts)} parts; {len(expected)} are expected.")
    pairs = zip(parts, expected, strict=True)
    return _all({str(place): compare(part, wanted) for place, (part, wanted) in enumerate(pairs)})


def compare_set(answer: Any, expected: Any, compare: Compare) -> Comparison:
    """The same elements, in any container and order, each of them as near as it has to be."""
    parts = list(answer) if isinstance(answer, (set, frozenset)) else _parts(answer)
    if parts is None:
        return wrong_kind(answer, "a set")
    if len(parts) * len(expected) > _MAX_PAIRS:
        return _DIFFERENT_SET
    pairs = [[compare(part, wanted) for wanted in expected] for part in parts]
    sizes = (len(parts), len(expected))
    if _is_covered(pairs, sizes, lambda pair: pair.agrees and not pair.undecided):
        return Comparison()
    if not _is_covered(pairs, sizes, lambda pair: pair.problem is None):
        return _DIFFERENT_SET
    return together(pair for row in pairs for pair in row if pair.problem is None)


def _is_covered(pairs: list[list[Comparison]], sizes: tuple[int, int], agrees: Callable[[Comparison], bool]) -> bool:
    """Whether each element on either side has one on the other with which it agrees."""
    agree = np.array([[agrees(pair) for pair in row] for row in pairs], dtype=bool).reshape(sizes)
    return bool(agree.any(axis=0).all() and agree.any(axis=1).all())


def _parts(answer: Any) -> list[Any] | None:
    """The parts of a list, a tuple or an array; None for anything else."""
    if isinstance(answer, np.ndarray) and answer.ndim:
        return list(answer)
    return list(answer) if isinstance(answer, (list, tuple)) else None


def _all(parts: dict[str, Comparison]) -> Comparison:
    """The first problem, told with its place; else all notes together."""
    for place, part in parts.items():
        if part.problem is not None:
            return Comparison(Feedback(code=part.problem.code, text=f"At [{place}]: {part.problem.text}"))
    return together(parts.values())


def _list(keys: Any) -> str:
    return ", ".join(brief(key) for key in list(keys)[:10])

"""Dictionaries, lists and texts: compared part by part."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.items.answers.comparison import Comparison, differs, together
from grader.items.answers.kinds import wrong_kind
from grader.items.answers.read import flatten_vector
from grader.items.answers.show import brief
from grader.model.counted import counted

Compare = Callable[[Any, Any], Comparison]

_BETWEEN = re.compile(r"(?<=\w)[_-](?=\w)|_")


def compare_text(answer: Any, expected: str) -> Comparison:
    """Texts are the same up to case, and to what stands between their words: a space, `_` or `-`."""
    if not isinstance(answer, str):
        return wrong_kind(answer, "a text")
    if plain_text(answer) != plain_text(expected):
        return differs("value", f"The answer {brief(answer)} is not right.")
    return Comparison()


def plain_text(text: str) -> str:
    """A text as it is compared: `strictly_convex` and `Strictly convex` are the same."""
    return " ".join(_BETWEEN.sub(" ", text).casefold().split())


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
    return _all({str(place): compare(part, wanted) for place, (part, wanted) in enumerate(pairs)})


def _expected(count: int) -> str:
    return f"{count} is expected" if count == 1 else f"{count} are expected"


def parts_of(answer: Any) -> list[Any] | None:
    """The parts of a list, a tuple or an array; None for anything else."""
    if isinstance(answer, np.ndarray) and answer.ndim:
        return list(answer)
    return list(answer) if isinstance(answer, (list, tuple)) else None


def _all(parts: dict[str, Comparison]) -> Comparison:
    """The first problem, told with its place; else all notes together."""
    for place, part in parts.items():
        if part.problem is not None:
            return part.at(f"At [{place}]")
    return together(parts.values())


def _list(keys: Any) -> str:
    return ", ".join(brief(key) for key in list(keys)[:10])

"""The arguments at which laws are asked: an item's cases, what lies at the end of what is drawn, and drawn ones."""

from collections.abc import Mapping, Sequence
from random import Random
from types import ModuleType
from typing import Any

import sympy

from grader.course.check.examine import seed_of
from grader.items.item import Item
from grader.items.trials import Arguments
from grader.judging.key import ExerciseKey

_MOST_INPUTS, _MOST_EXPRESSIONS = 150, 30
"""Lists of arguments at which a law is asked; fewer where SymPy works out each answer, a hundred times as slowly."""


class Edges(Random):
    """Draws what lies at the end of a range, or is nearest to a number: 0, 1, all the same.

    Domains draw by `randint` and `choice` only, so what comes out is an argument like any other.

    Parameters
    ----------
    pattern : sequence of str or int
        What is drawn, over and over: "low", "high", or the number that is wanted.
    """

    def __init__(self, pattern: Sequence[str | int]) -> None:
        super().__init__(0)
        self._pattern = pattern
        self._drawn = 0

    def randint(self, a: int, b: int) -> int:
        """The next of the pattern, within the range."""
        wanted = self._next()
        return a if wanted == "low" else b if wanted == "high" else min(max(int(wanted), a), b)

    def choice(self, seq: Any) -> Any:
        """The first or the last; one after the other where a number is wanted."""
        wanted = self._next()
        return seq[0] if wanted == "low" else seq[-1] if wanted == "high" else seq[self._drawn % len(seq)]

    def _next(self) -> str | int:
        self._drawn += 1
        return self._pattern[self._drawn % len(self._pattern)]


_EDGES: tuple[tuple[str | int, ...], ...] = (
    ("low",), ("high",), (0,), (1,), (2,), (-1,), ("low", "high"), (0, "high"), (0, 1), (1, -1, 2), (2, 3, 5, 7),
)  # fmt: skip


def inputs_for(key: ExerciseKey, item: Item) -> list[Arguments]:
    """The arguments at which laws are asked: cases first, then edges, then drawn ones; each once."""
    inputs: dict[str, Arguments] = {}

    def add(calls: Sequence[Arguments]) -> None:
        for arguments in calls:
            inputs.setdefault(repr(arguments), arguments)

    trials = {"trials": 1} if getattr(item, "inputs", ()) else {}
    for pattern in _EDGES:
        try:
            add(item.model_copy(update=trials).calls(Edges(pattern)))
        except Exception:  # noqa: BLE001, S112 - an edge that `where` does not allow, or that cannot be drawn
            continue
    most = _MOST_EXPRESSIONS if is_symbolic(key, item, next(iter(inputs.values()), ())) else _MOST_INPUTS
    for variant in range(most if trials else 1):
        if len(inputs) >= most:
            break
        add(item.calls(Random(seed_of("laws", item.id, variant))))  # noqa: S311 - reproducible, not secret
    return list(inputs.values())[:most]


def most_inputs(functions: Mapping[str, Any]) -> int:
    """At how many of them a right solution in another style is asked, by what its file has a name for."""
    return _MOST_EXPRESSIONS if any(map(_is_of_sympy, functions.values())) else _MOST_INPUTS


def _is_of_sympy(value: Any) -> bool:
    where = getattr(value, "__name__", "") if isinstance(value, ModuleType) else getattr(value, "__module__", "")
    return str(where).partition(".")[0] == "sympy"


def is_symbolic(key: ExerciseKey, item: Item, arguments: Arguments) -> bool:
    """Whether a function takes or gives expressions."""
    return any(isinstance(part, sympy.Basic) for part in (*arguments, key.call(item.function, *arguments)))

"""Right solutions in other styles, which lie under tests/alternatives/EXERCISE/STYLE/EXERCISE.py."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from grader.course.in_memory import module_of
from grader.items.item import Item
from grader.items.property import PropertyItem
from grader.judging.key import ExerciseKey


class Alternative(NamedTuple):
    """A right solution in another style."""

    name: str
    functions: Mapping[str, Callable[..., Any]]


def alternatives(key: ExerciseKey) -> list[Alternative]:
    """All of an exercise, by the names of their styles."""
    folder = Path(key.where).parent.parent / "tests" / "alternatives" / key.name
    paths = sorted(folder.glob(f"*/{key.name}.py"))
    return [_loaded(path.read_text(encoding="utf-8"), path.parent.name) for path in paths]


def alternatives_of(key: ExerciseKey, item: Item) -> list[Alternative]:
    """Those that hold the item's function; none where many answers are right."""
    if isinstance(item, PropertyItem):
        return []
    return [alternative for alternative in alternatives(key) if item.function in alternative.functions]


@cache
def _loaded(source: str, name: str) -> Alternative:
    """Once in a process: mutants are tried in forks of it."""
    return Alternative(name, vars(module_of(source)))

"""Whether the functions of a check are themselves an answer: a design matrix, say, that another item asks for."""

import inspect
from collections.abc import Callable
from typing import Any

from grader.course.check.examine import examine
from grader.course.reference_module import module_of
from grader.items.function import FunctionItem
from grader.judging.key import ExerciseKey


def gives_away(source: str, key: ExerciseKey) -> bool:
    """Whether some function of a module is right for one of the exercise's items, whatever it is called.

    Each is handed in, by itself, as a student's function would be.
    """
    module = module_of(source)
    functions = [one for one in vars(module).values() if inspect.isfunction(one) and one.__module__ == module.__name__]
    items = [item for item in key.exercise.items if isinstance(item, FunctionItem)]
    return any(_is_right(function, item, key) for function in functions for item in items)


def _is_right(function: Callable[..., Any], item: FunctionItem, key: ExerciseKey) -> bool:
    counts = [len(inspect.signature(one).parameters) for one in (function, key.functions[item.function])]
    return counts[0] == counts[1] and examine(key, {item.function: function}, item).fraction == 1

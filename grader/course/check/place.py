"""Where in its file a function of the author's begins."""

import inspect
from collections.abc import Callable
from typing import Any


def line_of(function: Callable[..., Any]) -> int | None:
    """The line of its `def`, or of its first decorator; None for what is no function of Python's."""
    function = inspect.unwrap(function)
    return function.__code__.co_firstlineno if inspect.isfunction(function) else None

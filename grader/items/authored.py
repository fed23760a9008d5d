"""Functions of the author's: what goes wrong in them is never the student's fault."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.errors import AuthoringError


def ask(item: str, field: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """The function's value; NumPy does not warn about the wild numbers that a student may have given.

    Raises
    ------
    AuthoringError
        If the function raises; it names the item and the field.
    """
    try:
        with np.errstate(all="ignore"):
            return function(*arguments)
    except Exception as error:
        fault = f"`{field}` raised {type(error).__name__}: {error} for the arguments {arguments!r:.300}"
        raise AuthoringError(f"item {item}", fault, "Let it take every answer of the right form") from error

"""What a full name stands for in the libraries: `numpy.ma.core.np.linalg` is `numpy.linalg` as well."""

import builtins
import importlib
import warnings
from contextlib import suppress
from types import ModuleType
from typing import Any

_LIBRARIES = frozenset("numpy sympy mpmath builtins".split())
"""Others are not imported here: whose names are the student's choice."""


def resolve(dotted: str) -> Any:
    """The object that a full name stands for in Python's builtins or a library; None for any other name."""
    root, *rest = dotted.split(".")
    with suppress(Exception), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        value = importlib.import_module(root) if root in _LIBRARIES else getattr(builtins, root)
        for name in rest:
            value = getattr(value, name)
        return value
    return None


def is_part_of(dotted: str, what: str) -> bool:
    """Whether a full name stands for an object, or for a part of it, by this name or by another one."""
    if dotted == what or dotted.startswith(f"{what}."):
        return True
    wanted = resolve(what)
    names = dotted.split(".")
    return wanted is not None and any(resolve(".".join(names[:count])) is wanted for count in range(1, len(names) + 1))


def is_module_of(dotted: str, what: str) -> bool:
    """Whether a full name stands for a module of the library in which something lies."""
    return dotted.partition(".")[0] == what.partition(".")[0] and isinstance(resolve(dotted), ModuleType)

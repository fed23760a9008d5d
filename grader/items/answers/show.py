"""A value as a student would type it, so that evidence can be pasted."""

from fractions import Fraction
from typing import Any

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.sandbox.functions import ExpressionFunction, FunctionHandle

_LONGEST = 400


def show(value: Any) -> str:
    """The value as Python source, cut to a readable length."""
    text = _source(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def show_call(function: str, arguments: tuple[Any, ...]) -> str:
    """`function(argument, ...)` as it can be pasted into a Python session."""
    return f"{function}({', '.join(map(show, arguments))})"


def _source(value: Any) -> str:
    if isinstance(value, np.generic):
        return repr(value.item())
    if isinstance(value, np.ndarray):
        return f"np.array({_source(value.tolist())})"
    if isinstance(value, Fraction):
        return f"Fraction({value.numerator}, {value.denominator})"
    if isinstance(value, ExpressionFunction):
        return f"lambda {', '.join(map(str, value.variables))}: {value.expression}"
    if isinstance(value, FunctionHandle):
        return "<a function>"
    if isinstance(value, MatrixBase):
        return f"Matrix({value.tolist()})"
    if isinstance(value, sympy.Basic):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_source(key)}: {_source(item)}" for key, item in value.items()) + "}"
    return _sequence(value) if isinstance(value, (list, tuple, set, frozenset)) else repr(value)


def _sequence(value: Any) -> str:
    inner = ", ".join(map(_source, sorted(value, key=repr) if isinstance(value, (set, frozenset)) else value))
    if isinstance(value, list):
        return f"[{inner}]"
    if isinstance(value, tuple):
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return f"{{{inner}}}" if value else "set()"

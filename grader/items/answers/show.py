"""A value as a student would type it, so that evidence can be pasted."""

import math
from fractions import Fraction
from itertools import islice
from typing import Any

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.maths.size import too_large
from grader.sandbox.functions import ExpressionFunction, FunctionHandle, VectorFunction

_LONGEST = 400
"""Characters of evidence that are shown: a few lines of a terminal."""
_BRIEF = 60
"""Characters of a value inside a sentence."""
_LONGEST_WHOLE = 14_000
"""Binary digits of a whole number that is written out; from 4,300 decimal ones on Python refuses to."""
_PARTS = 200
"""Parts of a list that are written out: at least two characters each, so that what is cut off is never missed."""


def show(value: Any) -> str:
    """The value as Python source, cut to a readable length."""
    return _cut(_source(value), _LONGEST)


def brief(value: Any) -> str:
    """The value as Python source, cut to what fits into a sentence."""
    return _cut(_source(value), _BRIEF)


def show_call(function: str, arguments: tuple[Any, ...]) -> str:
    """`function(argument, ...)` as it can be pasted into a Python session."""
    return f"{function}({', '.join(map(_argument, arguments))})"


def _argument(value: Any) -> str:
    """A number of SymPy's by its own name, for a function that is handed one asks it for its derivative."""
    if isinstance(value, sympy.Integer):
        return f"sympy.Integer({value})"
    if isinstance(value, sympy.Rational):
        return f"sympy.Rational({value.p}, {value.q})"
    return show(value)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}..."


def _source(value: Any) -> str:
    # NumPy before Python: `np.float64` is a float as well, and writes itself `np.float64(1.0)`
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, (np.generic, float, int, Fraction)):
        return _number(value)
    if isinstance(value, (ExpressionFunction, VectorFunction, FunctionHandle)):
        return _function(value)
    if isinstance(value, MatrixBase):
        return (
            f"Matrix({_source(value.tolist())})" if value.rows and value.cols else "zeros({}, {})".format(*value.shape)
        )
    if isinstance(value, sympy.Basic):
        return _expression(value)
    if isinstance(value, dict):
        pairs = (f"{_source(key)}: {_source(item)}" for key, item in islice(value.items(), _PARTS))
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, str):
        return _text(value)
    return _sequence(value) if isinstance(value, (list, tuple, set, frozenset)) else repr(value)


def _number(value: Any) -> str:
    if isinstance(value, np.generic):
        # `item` of a long double is itself, and would come back here for ever
        return _source(float(value) if isinstance(value, np.longdouble) else value.item())
    if isinstance(value, Fraction):
        return f"Fraction({value.numerator}, {value.denominator})"
    return _whole(value) if isinstance(value, int) else repr(value + 0.0)  # -0.0 + 0.0 is 0.0


def _whole(value: int) -> str:
    if value.bit_length() > _LONGEST_WHOLE:
        return f"<a whole number of about {round(value.bit_length() * math.log10(2))} digits>"
    return repr(value)


def _array(value: np.ndarray[Any, Any]) -> str:
    """Lists of numbers; an array without entries has more sides than its lists would show."""
    if not value.size and value.ndim > 1:
        return f"np.empty({value.shape})"
    return f"np.array({_source(_corner(value).tolist() if value.ndim else value[()])})"


def _text(value: str) -> str:
    """A text in quotes, with backslashes as they were typed where Python has a spelling for that."""
    # a raw text cannot hold its own quote, nor end with a backslash
    raw = f"r'{value}'"
    return raw if "\\" in value and value.isprintable() and "'" not in value and value[-1] != "\\" else repr(value)


def _function(value: ExpressionFunction | VectorFunction | FunctionHandle) -> str:
    if isinstance(value, ExpressionFunction):
        return _of_numbers(value)
    if isinstance(value, VectorFunction):
        return f"lambda w: np.array({_source(_in_entries_of('w', value))})"
    return "<a function>"


def _of_numbers(function: ExpressionFunction) -> str:
    """Of several numbers, or of a point: pasted evidence has to run with code that calls it in either way."""
    source = f"lambda {', '.join(map(str, function.variables))}: {_source(function.expression)}"
    if function.takes_point and len(function.variables) == 1:
        return f"lambda p: ({source})(p[0] if np.shape(p) == (1,) else p)"
    return source if len(function.variables) == 1 else f"lambda *p: ({source})(*(p if len(p) > 1 else p[0]))"


def _in_entries_of(name: str, function: VectorFunction) -> list[sympy.Expr]:
    """The function's entries with `w[0]` for the first variable, and so on."""
    named = {variable: sympy.Symbol(f"{name}[{index}]") for index, variable in enumerate(function.variables)}
    return [entry.xreplace(named) for entry in function.entries]


def _sequence(value: Any) -> str:
    parts = map(_source, islice(value, _PARTS))
    # a set has no order of its own, and two runs have to give the same report
    inner = ", ".join(sorted(parts) if isinstance(value, (set, frozenset)) else parts)
    if isinstance(value, list):
        return f"[{inner}]"
    if isinstance(value, tuple):
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return f"{{{inner}}}" if value else "set()"


def _corner(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """As much of an array as is written out: millions of numbers would take seconds."""
    left, kept = _PARTS, []
    for size in reversed(array.shape):  # rows fill up first; of the axis before, as many as that leaves (rounded up)
        kept.append(slice(min(size, left)))
        left = -(-left // max(size, 1))
    return array[tuple(reversed(kept))]


def _expression(value: sympy.Basic) -> str:
    if isinstance(value, sympy.Integer):
        return _whole(int(value))
    if (limit := too_large(value)) is not None:  # printing sorts, and sorting evaluates
        return f"<a SymPy expression that is not shown: {limit}>"
    try:
        return str(value)
    except Exception:  # noqa: BLE001 - sorting fails with many kinds of exception on what makes no sense
        return "<a SymPy expression that cannot be shown>"

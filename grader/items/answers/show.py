"""A value as a student would type it, so that evidence can be pasted.

`show` and `brief` write what is read; arguments (`show_call`, `whole`) are written so that Python makes the same of
them: `sympy.Rational(1, 2)` and not `1/2`, which would be a float.
"""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from grader.sandbox.functions import ExpressionFunction, FunctionHandle, VectorFunction
from grader.sandbox.late import Basic, Integer, MatrixBase, sympy

_LONGEST = 400
"""Characters of evidence that are shown: a few lines of a terminal."""
_BRIEF = 60
"""Characters of a value inside a sentence."""
_LONGEST_WHOLE = 14_000
"""Binary digits of a whole number that is written out; from 4,300 decimal ones on Python refuses to."""
_PARTS = 200
"""Parts of a list that are written out: at least two characters each, so that what is cut off is never missed."""
_LONGEST_WHOLE_SOURCE = 20_000
"""Characters of a value that is written out whole."""


class _Style(NamedTuple):
    """How values are written."""

    parts: int = _PARTS
    """Parts of a list or array that are written out."""
    is_exact: bool = False
    """Whether Python has to make the same of it."""


_READ, _TYPED, _WHOLE = _Style(), _Style(is_exact=True), _Style(_LONGEST_WHOLE_SOURCE // 2, is_exact=True)


def show(value: Any) -> str:
    """The value as Python source, cut to a readable length."""
    return _cut(_source(value, _READ), _LONGEST)


def brief(value: Any) -> str:
    """The value as Python source, cut to what fits into a sentence."""
    return _cut(_source(value, _READ), _BRIEF)


def show_call(function: str, arguments: tuple[Any, ...]) -> str:
    """`function(argument, ...)` as it can be typed into a Python session, each argument cut to a readable length."""
    return f"{function}({', '.join(_cut(_source(argument, _TYPED), _LONGEST) for argument in arguments)})"


def whole(value: Any) -> str | None:
    """Source of which Python makes the value again; None for one that is too long to be pasted."""
    text = _source(value, _WHOLE)
    return text if len(text) <= _LONGEST_WHOLE_SOURCE else None


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}..."


def _source(value: Any, style: _Style) -> str:
    # NumPy before Python: `np.float64` is a float as well, and writes itself `np.float64(1.0)`
    if isinstance(value, np.ndarray):
        return _array(value, style)
    if isinstance(value, (np.generic, float, int, Fraction)):
        return _number(value, style)
    if isinstance(value, (ExpressionFunction, VectorFunction, FunctionHandle)):
        return _function(value, style)
    if isinstance(value, MatrixBase):
        return _matrix(value, style)
    if isinstance(value, Integer) and style.is_exact:
        # by its own name, for a function that is handed one asks it for its derivative
        return f"sympy.Integer({_whole_number(int(value))})"
    if isinstance(value, Basic):
        return _expression(value, style)
    if isinstance(value, dict):
        pairs = (f"{_source(key, style)}: {_source(item, style)}" for key, item in islice(value.items(), style.parts))
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, str):
        return _text(value)
    return _sequence(value, style) if isinstance(value, (list, tuple, set, frozenset)) else repr(value)


def _number(value: Any, style: _Style) -> str:
    if isinstance(value, np.generic):
        # `item` of a long double is itself, and would come back here for ever
        return _source(float(value) if isinstance(value, np.longdouble) else value.item(), style)
    if isinstance(value, Fraction):
        return f"Fraction({value.numerator}, {value.denominator})"
    return _whole_number(value) if isinstance(value, int) else repr(value + 0.0)  # -0.0 + 0.0 is 0.0


def _whole_number(value: int) -> str:
    if value.bit_length() > _LONGEST_WHOLE:
        return f"<a whole number of about {round(value.bit_length() * math.log10(2))} digits>"
    return repr(value)


def _array(value: np.ndarray[Any, Any], style: _Style) -> str:
    """Lists of numbers; an array without entries has more sides than its lists would show."""
    if not value.size and value.ndim > 1:
        return f"np.empty({value.shape}{_type_of(value, np.empty(0)) if style.is_exact else ''})"
    entries = _corner(value, style.parts).tolist() if value.ndim else value[()]
    named = _type_of(value, np.array(entries)) if style.is_exact and value.dtype != object else ""
    return f"np.array({_source(entries, style)}{named})"


def _type_of(value: np.ndarray[Any, Any], typed: np.ndarray[Any, Any]) -> str:
    """The type behind a comma, where what is typed would have another one."""
    return "" if value.dtype in (typed.dtype, object) else f", dtype={value.dtype.name!r}"


def _matrix(value: MatrixBase, style: _Style) -> str:
    if not (value.rows and value.cols):
        return "zeros({}, {})".format(*value.shape)
    # `Matrix` makes SymPy's numbers of Python's by itself
    rows = (f"[{', '.join(_expression(entry, style) for entry in row)}]" for row in value.tolist())
    return f"Matrix([{', '.join(rows)}])"


def _text(value: str) -> str:
    """A text in quotes, with backslashes as they were typed where Python has a spelling for that."""
    # a raw text cannot hold its own quote, nor end with a backslash
    raw = f"r'{value}'"
    return raw if "\\" in value and value.isprintable() and "'" not in value and value[-1] != "\\" else repr(value)


def _function(value: ExpressionFunction | VectorFunction | FunctionHandle, style: _Style) -> str:
    if isinstance(value, ExpressionFunction):
        return _of_numbers(value, style)
    if isinstance(value, VectorFunction):
        entries = ", ".join(_of_floats(entry, style) for entry in _in_entries_of("w", value))
        return f"lambda w: np.array([{entries}])"
    return "<a function>"


def _of_numbers(function: ExpressionFunction, style: _Style) -> str:
    """Of several numbers, or of a point: pasted evidence has to run with code that calls it in either way."""
    source = f"lambda {', '.join(map(str, function.variables))}: {_of_floats(function.expression, style)}"
    if function.takes_point and len(function.variables) == 1:
        return f"lambda p: ({source})(p[0] if np.shape(p) == (1,) else p)"
    return source if len(function.variables) == 1 else f"lambda *p: ({source})(*(p if len(p) > 1 else p[0]))"


def _of_floats(expression: sympy.Expr, style: _Style) -> str:
    """What works the expression out: a function is called with floats and arrays, of which `sin` is NumPy's."""
    from grader.items.answers.show_expressions import is_numpy_s  # noqa: PLC0415 - needs SymPy

    if not style.is_exact or not is_numpy_s(expression):
        return _expression(expression, style)
    from grader.items.answers.as_numpy import as_numpy  # noqa: PLC0415 - for the few that need it

    return as_numpy(expression)


def _in_entries_of(name: str, function: VectorFunction) -> list[sympy.Expr]:
    """The function's entries with `w[0]` for the first variable, and so on."""
    named = {variable: sympy.Symbol(f"{name}[{index}]") for index, variable in enumerate(function.variables)}
    return [entry.xreplace(named) for entry in function.entries]


def _expression(value: sympy.Basic, style: _Style) -> str:
    if isinstance(value, Integer):
        return _whole_number(int(value))
    from grader.items.answers.show_expressions import written  # noqa: PLC0415 - needs SymPy

    return written(value, is_exact=style.is_exact)


def _sequence(value: Any, style: _Style) -> str:
    parts = (_source(part, style) for part in islice(value, style.parts))
    # a set has no order of its own, and two runs have to give the same report
    inner = ", ".join(sorted(parts) if isinstance(value, (set, frozenset)) else parts)
    if isinstance(value, list):
        return f"[{inner}]"
    if isinstance(value, tuple):
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return f"{{{inner}}}" if value else "set()"


def _corner(array: np.ndarray[Any, Any], parts: int) -> np.ndarray[Any, Any]:
    """As much of an array as is written out: millions of numbers would take seconds."""
    left, kept = parts, []
    for size in reversed(array.shape):  # rows fill up first; of the axis before, as many as that leaves (rounded up)
        kept.append(slice(min(size, left)))
        left = -(-left // max(size, 1))
    return array[tuple(reversed(kept))]

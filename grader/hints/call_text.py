"""Reads the text of a call: `risk(0, np.array([1.0, 2.0]))` as a name and arguments, of which nothing is evaluated."""

import ast
from typing import Any, NamedTuple

import numpy as np

MOST = 2000
"""Characters of a text that is read; in longer ones nobody sees what is special either."""
_NUMERIC = "if"
_WRAPPERS = {"array", "Integer", "Matrix"}
"""Calls of NumPy and SymPy around what they are made of."""


class Argument(NamedTuple):
    """One argument, as far as it can be read."""

    value: Any = None
    """A number, a text, or an array of numbers; None for anything else."""
    is_constant: bool = False
    """Whether it is an expression or function in which no variable stands."""


class CallText(NamedTuple):
    """A call that was read."""

    function: str
    arguments: tuple[Argument, ...]


def read_call(text: str) -> CallText | None:
    """The function and its arguments; None for a text that is no call of a function by its name."""
    node = _expression(text)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.keywords:
        return None
    return CallText(node.func.id, tuple(map(_argument, node.args)))


def read_value(text: str | None) -> Any:
    """What a literal stands for; None for any other text."""
    try:
        return ast.literal_eval(text) if text and len(text) <= MOST else None
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return None


def _expression(text: str) -> ast.expr | None:
    try:
        return ast.parse(text, mode="eval").body if len(text) <= MOST else None
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def _argument(node: ast.expr) -> Argument:
    try:
        value = ast.literal_eval(_unwrapped(node))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return Argument(is_constant=_is_constant(node))
    return Argument(_as_array(value), is_constant=_is_constant(node))


def _unwrapped(node: ast.expr) -> ast.expr:
    """What stands in `np.array(...)` and the like."""
    if isinstance(node, ast.Call) and len(node.args) == 1 and _name_of(node.func) in _WRAPPERS:
        return node.args[0]
    return node


def _name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _as_array(value: Any) -> Any:
    """Lists of numbers, or of such lists, as an array; a number or a text as it is; None for anything else."""
    if isinstance(value, (bool, int, float, str)):
        return value
    if not isinstance(value, (list, tuple)):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, OverflowError):  # rows of different lengths
        return None
    return array if array.dtype.kind in _NUMERIC else None


def _is_constant(node: ast.expr) -> bool:
    """Whether it is a function that does not use what it is given, or an expression of SymPy's without a symbol."""
    if isinstance(node, ast.Lambda):
        return isinstance(node.body, ast.Constant)
    names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    return isinstance(node, ast.Call) and _name_of(node.func) != "Matrix" and names == {"sympy"}

"""Calls of references, and whether two of their values are the same."""

import copy
import inspect
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from grader.items.answers.compare import compare
from grader.items.answers.show import show, show_call
from grader.items.answers.tolerance import Tolerance, input_scale
from grader.laws.law import UntoldError
from grader.sandbox.late import Expr, sympy


def value_at(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """The value; a function that writes into its arguments writes into copies."""
    with np.errstate(all="ignore"):
        return function(*copy.deepcopy(arguments))


def named(function: Callable[..., Any], arguments: tuple[Any, ...]) -> dict[str, Any]:
    """Arguments by the names of the parameters."""
    return dict(inspect.signature(function).bind(*arguments).arguments)


def value_by_name(function: Callable[..., Any], values: Mapping[str, Any]) -> Any:
    """The value of a function that takes some of these by the names of its parameters; KeyError if it takes others."""
    return value_at(function, tuple(values[name] for name in inspect.signature(function).parameters))


def difference(value: Any, wanted: Any, tolerance: Tolerance, arguments: tuple[Any, ...] = ()) -> str | None:
    """What a value is, and what it should be; None if both are the same.

    Raises
    ------
    UntoldError
        If it cannot be decided whether two expressions are the same.
    """
    comparison = compare(value, wanted, tolerance, input_scale(arguments))
    if comparison.problem is not None:
        return f"{show(value)}, and not {show(wanted)}"
    if comparison.is_open or comparison.undecided:
        raise UntoldError("whether two expressions are the same cannot be decided")
    return None


def call_of(function: Callable[..., Any], arguments: tuple[Any, ...]) -> str:
    """The call as it is written."""
    return show_call(function.__name__, arguments)


def symbolic(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same with a symbol for each number: `x0`, `x1`, ...; arrays and lists keep their shape."""
    count = 0

    def replaced(value: Any) -> Any:
        nonlocal count
        if isinstance(value, (list, tuple)):
            return type(value)(map(replaced, value))
        if isinstance(value, np.ndarray) and value.dtype.kind in "if":
            entries = [replaced(float(entry)) for entry in value.flat]
            return np.array(entries, dtype=object).reshape(value.shape)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            count += 1
            return sympy.Symbol(f"x{count - 1}", real=True)
        return value

    return tuple(map(replaced, arguments))


def is_same_function(left: Callable[..., Any], right: Callable[..., Any], arguments: tuple[Any, ...]) -> bool:
    """Whether both give expressions that are equal by a proof, with symbols for all numbers of some arguments.

    False wherever one of them does not run on symbols.
    """
    symbols = symbolic(arguments)
    try:
        left_value, right_value = value_at(left, symbols), value_at(right, symbols)
        flat = sympy.flatten([np.asarray(left_value, dtype=object).tolist()])
        if not any(isinstance(entry, Expr) and entry.free_symbols for entry in flat):
            return False
        pairs = zip(flat, sympy.flatten([np.asarray(right_value, dtype=object).tolist()]), strict=True)
        return all(_is_equal(*pair) for pair in pairs)
    except Exception:  # noqa: BLE001 - code for numbers may raise anything on symbols, and then there is no proof
        return False


def _is_equal(left: Any, right: Any) -> bool:
    comparison = compare(sympy.Add(left), sympy.Add(right), Tolerance.for_rounding())
    return comparison.agrees and not comparison.undecided

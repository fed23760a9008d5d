"""The first rungs of the ladder: what an answer is, in words, when it is not what was asked for."""

from numbers import Number
from typing import Any

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import Comparison, differs
from grader.items.answers.show import brief
from grader.sandbox.functions import ExpressionFunction, FunctionHandle, VectorFunction

_BUILTINS: dict[type, str] = {
    dict: "a dictionary",
    set: "a set",
    frozenset: "a set",
    list: "a list",
    type(None): "None",
}

_SINGLE = {"a number", "a SymPy expression", "True or False"}


def wrong_kind(answer: Any, wanted: str, subject: str = "The answer", code: str = "type") -> Comparison:
    """The message for an answer of another kind than the one wanted (`a number`, `true or false`)."""
    if answer is None and code == "type":
        return differs("none", f"{subject} is None, as from a function without `return`; {wanted} is expected.")
    return differs(code, f"{subject} is {name_kind(answer)}; {wanted} is expected.{_cure(answer, wanted)}")


def _cure(answer: Any, wanted: str) -> str:
    """How the one entry of an answer, or one of its results, is taken out where a single value is asked for."""
    if wanted not in _SINGLE:
        return ""
    if isinstance(answer, np.ndarray) and answer.ndim and answer.size == 1:
        return " `.item()` takes the one entry out."
    if isinstance(answer, MatrixBase) and answer.shape == (1, 1):
        return " `[0]` takes the one entry out."
    return " Return one of them." if isinstance(answer, tuple) and len(answer) > 1 else ""


def name_kind(answer: Any) -> str:
    """What an answer is: `the text '12*x**2'`, `a list`, `a function`."""
    if isinstance(answer, np.ndarray):
        return f"an array of shape {answer.shape}" if answer.shape else name_kind(answer[()])
    if isinstance(answer, tuple):
        return f"a tuple of {len(answer)} parts" if len(answer) > 1 else "a tuple"
    if isinstance(answer, str):
        return f"the text {brief(answer)}"
    if isinstance(answer, (bool, np.bool_)):
        return f"the truth value {bool(answer)}"
    if isinstance(answer, (FunctionHandle, ExpressionFunction, VectorFunction)):
        return "a function (was it meant to be called?)"
    if isinstance(answer, MatrixBase):
        return f"a SymPy matrix of shape {answer.shape}"
    if isinstance(answer, sympy.Basic):
        return f"the SymPy expression {brief(answer)}"
    if isinstance(answer, (Number, np.number)):
        return f"the number {brief(answer)}"
    return _BUILTINS.get(type(answer), f"an object of type {type(answer).__name__}")

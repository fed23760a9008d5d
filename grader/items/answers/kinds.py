"""The first rungs of the ladder: what an answer is, in words, when it is not what was asked for."""

from typing import Any

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import Comparison, differs
from grader.items.answers.show import show
from grader.sandbox.functions import ExpressionFunction, FunctionHandle

_BUILTINS = {dict: "a dictionary", set: "a set", frozenset: "a set", list: "a list", tuple: "a tuple"}


def wrong_kind(answer: Any, wanted: str) -> Comparison:
    """The message for an answer of another kind than the one wanted (`a number`, `true or false`)."""
    if answer is None:
        return differs("none", f"The answer is None, as from a function without `return`; {wanted} is expected.")
    return differs("type", f"The answer is {name_kind(answer)}; {wanted} is expected.")


def name_kind(answer: Any) -> str:
    """What an answer is: `the text '12*x**2'`, `a list`, `a function`."""
    if isinstance(answer, str):
        return f"the text {show(answer[:60])}"
    if isinstance(answer, (bool, np.bool_)):
        return f"the truth value {bool(answer)}"
    if isinstance(answer, (FunctionHandle, ExpressionFunction)):
        return "a function (was it meant to be called?)"
    if isinstance(answer, np.ndarray):
        return f"an array of shape {answer.shape}"
    if isinstance(answer, MatrixBase):
        return f"a SymPy matrix of shape {answer.shape}"
    if isinstance(answer, sympy.Basic):
        return f"the SymPy expression {show(answer)[:60]}"
    return _BUILTINS.get(type(answer)) or f"the number {show(answer)[:60]}"

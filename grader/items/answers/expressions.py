"""What counts as a SymPy expression, and is read as one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from grader.sandbox.late import Expr, MatrixBase, sympy


def read_expression(answer: Any) -> sympy.Expr | None:
    """The answer as a SymPy expression; None if it is none."""
    if isinstance(answer, np.ndarray) and answer.shape == ():
        answer = answer[()]
    if isinstance(answer, np.generic):
        answer = answer.item()
    if isinstance(answer, complex) and answer.imag == 0:  # as `np.roots` gives real numbers
        answer = answer.real
    if isinstance(answer, (Fraction, Decimal)):
        return sympy.Rational(*answer.as_integer_ratio())
    # never by `sympify`, which reads texts and runs what they say
    if isinstance(answer, (int, float)) and not isinstance(answer, bool):
        return sympy.Integer(answer) if isinstance(answer, int) else sympy.Float(answer)
    return answer if is_expression(answer) else None


def is_expression(value: Any) -> bool:
    """Whether a value is a SymPy expression; SymPy counts its matrices as expressions too."""
    return isinstance(value, Expr) and not isinstance(value, MatrixBase)

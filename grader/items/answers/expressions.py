"""SymPy expressions: the same function, however it is written."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import Comparison, differs, note
from grader.items.answers.kinds import wrong_kind
from grader.items.answers.show import brief
from grader.maths import equivalence
from grader.maths.equivalence import Witness
from grader.maths.size import too_large


def compare_expression(answer: Any, expected: sympy.Expr) -> Comparison:
    """Whether the answer is the same function of its symbols as the reference.

    The sentence names a point where they differ and what the answer is there, never what it should be.
    """
    expression = read_expression(answer)
    if expression is None:
        return wrong_kind(answer, "a SymPy expression")
    if (limit := too_large(expression)) is not None:
        return differs("too_large", f"The expression cannot be worked with: {limit}.")
    result = equivalence.compare(_by_name(expression, expected), expected)
    if result.verdict == "equal":
        return Comparison()
    if result.limit:
        return differs("value", f"The expression {brief(expression)} cannot be compared: {result.limit}.")
    if result.witness is None:
        text = f"It agrees with the expected expression at {result.tried}, but it could not be proved to be the same."
        return Comparison(undecided=True, notes=(note("undecided", text),))
    return differs("value", f"The expression {brief(expression)} is not the expected one{_at(result.witness)}.")


def read_expression(answer: Any) -> sympy.Expr | None:
    """The answer as a SymPy expression; None if it is none."""
    if isinstance(answer, np.ndarray) and answer.shape == ():
        answer = answer[()]
    if isinstance(answer, np.generic):
        answer = answer.item()
    if isinstance(answer, complex) and answer.imag == 0:
        answer = answer.real
    if isinstance(answer, (Fraction, Decimal)):
        return sympy.Rational(*answer.as_integer_ratio())
    if isinstance(answer, (int, float)) and not isinstance(answer, bool):
        return sympy.Integer(answer) if isinstance(answer, int) else sympy.Float(answer)
    return answer if is_expression(answer) else None


def is_expression(value: Any) -> bool:
    """Whether a value is a SymPy expression; SymPy counts its matrices as expressions too."""
    return isinstance(value, sympy.Expr) and not isinstance(value, MatrixBase)


def _by_name(expression: sympy.Expr, expected: sympy.Expr) -> sympy.Expr:
    """The expression in the reference's symbols: `Symbol('x', real=True)` is the student's way to write x."""
    own = {symbol.name: symbol for symbol in expected.free_symbols}
    named = {symbol: own.get(symbol.name, sympy.Symbol(symbol.name)) for symbol in expression.free_symbols}
    try:
        return expression.xreplace({symbol: other for symbol, other in named.items() if symbol != other})
    except Exception:  # noqa: BLE001 - it carries the expression out, and SymPy fails in many ways on what makes no sense
        return sympy.nan


def _at(witness: Witness) -> str:
    value = "has no value" if witness.left is None else f"is {_short(witness.left)}"
    place = ", ".join(f"{symbol} = {number}" for symbol, number in sorted(witness.point.items(), key=str))
    return f": at {place} it {value}, which is not right" if place else f": it {value}, which is not right"


def _short(value: sympy.Expr) -> str:
    text = str(value)
    return text if value.is_Rational and len(text) <= 12 else str(value.evalf(6))

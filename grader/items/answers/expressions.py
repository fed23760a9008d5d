"""SymPy expressions and matrices: the same function, however it is written."""

from fractions import Fraction
from typing import Any

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import Comparison, differs
from grader.items.answers.kinds import wrong_kind
from grader.items.answers.show import show
from grader.maths import equivalence
from grader.model.feedback import Feedback


def read_expression(answer: Any) -> sympy.Expr | None:
    """The answer as a SymPy expression with decimals as typed; None if it is none."""
    if isinstance(answer, np.ndarray) and answer.shape == ():
        answer = answer[()]
    if isinstance(answer, np.generic):
        answer = answer.item()
    if isinstance(answer, bool):
        return None
    if isinstance(answer, sympy.Expr):
        return answer
    if isinstance(answer, (int, float)):
        return sympy.Integer(answer) if isinstance(answer, int) else sympy.Float(answer)
    return sympy.Rational(answer.numerator, answer.denominator) if isinstance(answer, Fraction) else None


def compare_expression(answer: Any, expected: sympy.Expr) -> Comparison:
    """Whether the answer is the same function of its symbols as the reference."""
    expression = read_expression(answer)
    if expression is None:
        return wrong_kind(answer, "a SymPy expression")
    result = equivalence.compare(_by_name(expression, expected), expected)
    if result.verdict == "equal":
        return Comparison()
    if result.verdict == "undecided":
        return Comparison(undecided=True, notes=(Feedback(code="note.undecided", text=_undecided(result.tried)),))
    return differs("value", f"The expression {show(expression)} is not the expected one{_at(result)}.")


def compare_matrix(answer: Any, expected: MatrixBase) -> Comparison:
    """Shape first, then each entry as an expression."""
    rows = _rows(answer)
    if rows is None:
        return wrong_kind(answer, f"a SymPy matrix of shape {expected.shape}")
    shape = (len(rows), len(rows[0]) if rows else 0)
    if shape != expected.shape:
        return differs("shape", f"The matrix has shape {shape}; shape {expected.shape} is expected.")
    undecided: tuple[Feedback, ...] = ()
    for row, column in np.ndindex(*shape):
        entry = compare_expression(rows[row][column], expected[row, column])
        if entry.problem is not None:
            return Comparison(Feedback(code=entry.problem.code, text=f"Entry [{row}, {column}]: {entry.problem.text}"))
        undecided = undecided or (entry.notes if entry.undecided else ())
    return Comparison(notes=undecided, undecided=bool(undecided))


def _rows(answer: Any) -> list[list[Any]] | None:
    """Rows of a matrix given as a SymPy matrix, an array of two dimensions, or a list of equally long lists."""
    if isinstance(answer, (MatrixBase, np.ndarray)):
        answer = answer.tolist() if len(answer.shape) == 2 else None
    if not isinstance(answer, (list, tuple)) or not all(isinstance(row, (list, tuple)) for row in answer):
        return None
    rows = [list(row) for row in answer]
    return rows if len({len(row) for row in rows}) == 1 else None


def _by_name(expression: sympy.Expr, expected: sympy.Expr) -> sympy.Expr:
    """The expression in the reference's symbols: `Symbol('x', real=True)` is the student's way to write x."""
    own = {symbol.name: symbol for symbol in expected.free_symbols}
    renamed = {
        symbol: own.get(symbol.name, sympy.Symbol(symbol.name))
        for symbol in expression.free_symbols
        if symbol != own.get(symbol.name)
    }
    return expression.xreplace(renamed)


def _at(result: equivalence.Equivalence) -> str:
    if result.witness is None:
        return ""
    point = ", ".join(f"{symbol} = {value}" for symbol, value in sorted(result.witness.point.items(), key=str))
    values = f"it is {show(result.witness.left)[:40]} instead of {show(result.witness.right)[:40]}"
    return f": at {point} {values}" if point else f": {values}"


def _undecided(tried: str) -> str:
    return f"It agrees with the expected expression at every point tried ({tried}), but this could not be proved."

"""Comparing SymPy expressions: the same function, however it is written."""

from typing import Any

import sympy

from grader.items.answers.comparison import Comparison, differs, not_comparable, note, wrong_kind
from grader.items.answers.expressions import read_expression
from grader.items.answers.show import brief
from grader.maths import equivalence
from grader.maths.decimals import exchanged
from grader.maths.equivalence import Equivalence, Witness
from grader.maths.size import too_large

SECONDS = 2.0
"""Processor time after which a comparison is undecided."""


def compare_expression(answer: Any, expected: sympy.Expr) -> Comparison:
    """Whether the answer is the same function of its symbols as the reference.

    The sentence names a point where they differ and what the answer is there. What it should be stands in `detail`.
    """
    expression = read_expression(answer)
    if expression is None:
        return wrong_kind(answer, "a SymPy expression")
    if (limit := too_large(expression)) is not None:  # before SymPy is asked anything: it may never answer
        return not_comparable(limit)
    # By name, or x and Symbol("x", real=True) would be two variables, and every such answer wrong
    named = _by_name(expression, expected)
    result = equivalence.compare(named, expected, seconds=SECONDS)
    if result.verdict == "equal":
        return Comparison()
    if result.witness is None:
        return _undecided(result)
    text = f"The expression {brief(expression)} is not the expected one"
    right, others = result.witness.right, _other_symbols(named, expected)
    detail = "" if right is None else f"{text}{_at(result.witness, f'; expected is {_short(right)}')}.{others}"
    return differs("value", f"{text}{_at(result.witness)}.{others}")._replace(detail=detail)


def _other_symbols(expression: sympy.Expr, expected: sympy.Expr) -> str:
    """A sentence on symbols that do not belong there, such as one that was made where another one is given."""
    names = sorted(symbol.name for symbol in expression.free_symbols - expected.free_symbols)
    shown = [*(name[:20] for name in names[:3]), *(["..."] if len(names) > 3 else [])]
    return f" It holds {', '.join(shown)}, which the expected one does not." if names else ""


def _undecided(result: Equivalence) -> Comparison:
    """Right for now where chance is excluded; open where a limit of ours was met, or too little was tried."""
    if result.limit:
        return not_comparable(result.limit)
    if not result.is_beyond_chance:
        return not_comparable(f"it was not proved, and {result.tried} of agreement may be chance")
    text = f"It agrees with the expected expression at {result.tried}, but it could not be proved to be the same."
    return Comparison(undecided=True, notes=(note("undecided", text),))


def _by_name(expression: sympy.Expr, expected: sympy.Expr) -> sympy.Expr:
    """The expression in the reference's symbols: `Symbol('x', real=True)` is the student's way to write x."""
    own = {symbol.name: symbol for symbol in expected.free_symbols}

    def named(leaf: sympy.Basic) -> sympy.Basic | None:
        if not isinstance(leaf, sympy.Symbol):
            return None
        other = own.get(leaf.name, sympy.Symbol(leaf.name))  # a symbol that the reference has not is plain
        return None if other == leaf else other

    return exchanged(expression, named)


def _at(witness: Witness, instead: str = ", which is not right") -> str:
    value = "has no value" if witness.left is None else f"is {_short(witness.left)}"
    point = ", ".join(f"{symbol} = {number}" for symbol, number in sorted(witness.point.items(), key=str))
    return f": at {point} it {value}{instead}" if point else f": it {value}{instead}"


def _short(value: sympy.Expr) -> str:
    text = str(value)
    return text if value.is_Rational and len(text) <= 12 else str(value.evalf(6))

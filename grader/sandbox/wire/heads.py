"""The heads that an expression on the wire may have, and how each is built without evaluating.

Where `evaluate=False` is not enough (And compares its relations, a piece folds its condition), the node is made by
`Basic.__new__`, which does nothing but keep the arguments.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grader.sandbox.late import BooleanAtom, ExprCondPair, Relational, sympy
from grader.sandbox.wire.errors import WireError

_NAMES = (
    "exp log sin cos tan cot sec csc sinc asin acos atan acot asec acsc atan2 sinh cosh tanh coth sech csch "
    "asinh acosh atanh acoth asech acsch Abs sign floor ceiling frac Max Min Mod Heaviside DiracDelta erf erfc erfi "
    "gamma loggamma polygamma beta lowergamma uppergamma zeta factorial binomial LambertW Si Ci Shi Chi Ei li "
    "besselj bessely besseli besselk re im arg conjugate"
)
HEADS = frozenset(_NAMES.split())
"""Functions of SymPy's, by its own names."""
RELATIONS = ("Eq", "Ne", "Lt", "Le", "Gt", "Ge")
BOOLEANS = ("And", "Or", "Not")


def expression_with_condition() -> Any:
    """The class of a piece of `Piecewise`, which SymPy does not show at its top."""
    return sympy.functions.elementary.piecewise.ExprCondPair


def _conditions() -> tuple[Any, ...]:
    return Relational, BooleanAtom, sympy.And, sympy.Or, sympy.Not


def build(head: str, arguments: Sequence[Any]) -> sympy.Basic:
    """The node, unevaluated; WireError for an unknown head or arguments that it cannot have."""
    try:
        node = _build(head, arguments)
    except WireError:
        raise
    except Exception as error:  # SymPy refuses malformed arguments with many kinds of exception
        raise WireError("malformed expression") from error
    return node


def _build(head: str, arguments: Sequence[Any]) -> sympy.Basic:
    match head:
        case "pair" if len(arguments) == 2:
            _demand(arguments[:1], sympy.Expr)
            _demand(arguments[1:], *_conditions())
            return _plain(expression_with_condition(), arguments)
        case "Piecewise" if arguments:
            _demand(arguments, ExprCondPair)
            return _plain(sympy.Piecewise, arguments)
        case "And" | "Or" | "Not" if (len(arguments) == 1) == (head == "Not") and arguments:
            _demand(arguments, *_conditions())
            return _boolean(getattr(sympy, head), arguments)
    _demand(arguments, sympy.Expr)
    return _build_of_expressions(head, arguments)


def _build_of_expressions(head: str, arguments: Sequence[Any]) -> sympy.Basic:
    if head in {"Add", "Mul"} and len(arguments) >= 2:
        # Keeps the terms as they are, which an evaluated `Add` would join and sort
        return getattr(sympy, head)._from_args(arguments)  # noqa: SLF001
    if head == "Pow" and len(arguments) == 2:
        return sympy.Pow(*arguments, evaluate=False)
    if head in RELATIONS and len(arguments) == 2:
        return _plain(getattr(sympy, head), arguments)
    if head in HEADS and arguments:
        return getattr(sympy, head)(*arguments, evaluate=False)
    raise WireError("malformed expression")


def _plain(head: Any, arguments: Sequence[Any]) -> sympy.Basic:
    node: sympy.Basic = sympy.Basic.__new__(head, *arguments)
    return node


def _boolean(head: Any, arguments: Sequence[Any]) -> sympy.Basic:
    node = _plain(head, arguments)
    if head is not sympy.Not:
        node._argset = frozenset(arguments)  # noqa: SLF001 - what LatticeOp itself keeps beside the arguments
    return node


def _demand(arguments: Sequence[Any], *kinds: Any) -> None:
    if not all(isinstance(argument, kinds) for argument in arguments):
        raise WireError("malformed expression")

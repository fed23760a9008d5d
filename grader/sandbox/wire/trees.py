"""SymPy expressions and matrices on the wire: trees of known heads, rebuilt without evaluating anything.

`Pow(10, Pow(10, 8))` evaluated would take all memory, and the tree as the student built it is also what questions of
form ("is it factored?") are about.

Derivatives that SymPy leaves standing because a symbol may be complex are worked out for real symbols:

    diff(Abs(x), x)  ──▶  (re(x)*Derivative(re(x), x) + im(x)*Derivative(im(x), x))*sign(x)/x  ──▶  sign(x)
"""

from __future__ import annotations

from functools import cache
from typing import Any

from grader.sandbox.late import sympy
from grader.sandbox.wire.atoms import decode_atom, encode_atom
from grader.sandbox.wire.errors import (
    MAX_MATRIX_ENTRIES,
    MAX_TREE_DEPTH,
    Budget,
    IncomparableError,
    WireError,
    refused_node,
)
from grader.sandbox.wire.heads import BOOLEANS, HEADS, RELATIONS, build, expression_with_condition


@cache
def _names() -> dict[Any, str]:
    names = ("Add", "Mul", "Pow", "Piecewise", *HEADS, *RELATIONS, *BOOLEANS)
    return {expression_with_condition(): "pair", **{getattr(sympy, name): name for name in names}}


def worked_out(expression: Any) -> Any:
    """The expression without derivatives, if it has any and SymPy can find them; the same object if it has none.

    Symbols stand for real numbers in every exercise: nobody can call a student's function at a complex one. An integral
    or a sum is not touched, as it may take for ever.
    """
    others = (sympy.Integral, sympy.Sum, sympy.Product, sympy.Limit)
    if not expression.has(sympy.Derivative, sympy.Subs) or expression.has(*others):
        return expression
    own = {symbol: _real(symbol) for symbol in expression.atoms(sympy.Symbol) if symbol.is_real is None}
    try:
        # `xreplace` exchanges and works nothing out, there and back
        carried_out = expression.xreplace(own).doit()
    except Exception:  # noqa: BLE001 - SymPy fails in many ways on what makes no sense; then it stays as it is
        return expression
    return carried_out.xreplace({made: symbol for symbol, made in own.items()})


def _real(symbol: sympy.Symbol) -> sympy.Dummy:
    return sympy.Dummy(symbol.name, real=True)


class TreeEncoder:
    """Turns expressions into nested lists, counting nodes.

    Parameters
    ----------
    budget : Budget
        What is left of the limits of the value that the expressions are part of.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget

    def encode(self, node: sympy.Basic, depth: int = 0) -> list[Any]:
        """`[head, ...]`, with derivatives carried out; WireError for an unknown head or a tree beyond the limits."""
        if not depth:
            node = worked_out(node)
        self._budget.spend_tree_node()
        if depth > MAX_TREE_DEPTH:
            raise IncomparableError(f"it is an expression nested deeper than {MAX_TREE_DEPTH} levels")
        atom = encode_atom(node)
        if atom is not None:
            # Alone it can be printed, and is an answer like another
            if depth and _is_undefined(node):
                raise WireError(f"it holds {node}, as from a division by zero")
            return atom
        name = _names().get(type(node))
        if name is None and (plainer := _plainer(node)) is not None:
            return self.encode(plainer, depth + 1)
        if name is None:
            raise refused_node(node)
        return [name, *(self.encode(argument, depth + 1) for argument in node.args)]

    def encode_matrix(self, matrix: Any) -> list[Any]:
        """`["matrix", rows, columns, entry, ...]`; WireError if it is too large."""
        rows, columns = map(int, matrix.shape)
        if max(rows, columns, rows * columns) > MAX_MATRIX_ENTRIES:  # asked before a sparse matrix is written out
            raise WireError(f"it is a matrix of {rows} x {columns} entries")
        return ["matrix", rows, columns, *map(self.encode, matrix.flat())]


class TreeDecoder:
    """Turns nested lists back into expressions, unevaluated.

    Parameters
    ----------
    budget : Budget
        What is left of the limits of the value that the expressions are part of.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget

    def decode(self, data: Any, depth: int = 0) -> sympy.Basic:
        """The expression; WireError for anything outside the grammar."""
        self._budget.spend_tree_node()
        if depth > MAX_TREE_DEPTH or not isinstance(data, list) or not data or not isinstance(data[0], str):
            raise WireError("malformed expression")
        head, *rest = data
        atom = decode_atom(head, rest)
        if atom is None:
            return build(head, [self.decode(argument, depth + 1) for argument in rest])
        if depth and _is_undefined(atom):
            raise WireError("malformed expression")
        return atom

    def decode_matrix(self, rest: list[Any]) -> sympy.ImmutableMatrix:
        """The matrix; WireError unless the entries fit its size."""
        # `is int`, as True is an instance of it
        if len(rest) < 2 or not all(type(size) is int and 0 <= size <= MAX_MATRIX_ENTRIES for size in rest[:2]):
            raise WireError("malformed matrix")
        rows, columns, *entries = rest
        if rows * columns != len(entries):
            raise WireError("malformed matrix")
        decoded = list(map(self.decode, entries))
        if not all(isinstance(entry, sympy.Expr) for entry in decoded):
            raise WireError("malformed matrix")
        return sympy.ImmutableMatrix(rows, columns, decoded)


def _plainer(node: sympy.Basic) -> sympy.Basic | None:
    """The same in heads that are known, for what is only another way to write it; None for anything else.

    The ramp `SingularityFunction(z, 0, 1)` is ReLU; with an exponent below 0 it is no function.
    """
    if isinstance(node, sympy.UnevaluatedExpr):
        return node.args[0]
    if isinstance(node, sympy.SingularityFunction) and node.args[2].is_nonnegative:
        inner, start, exponent = node.args
        return (inner - start) ** exponent * sympy.Heaviside(inner - start, 1)
    return None


def _is_undefined(node: sympy.Basic) -> bool:
    """Whether this is no part of an honest expression: SymPy itself cannot print every tree that holds it."""
    return node is sympy.nan or node is sympy.zoo

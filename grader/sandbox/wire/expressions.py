"""SymPy expressions on the wire: trees of known heads, rebuilt without evaluating anything.

Rebuilding is by `evaluate=False` throughout. `Pow(10, Pow(10, 8))` evaluated would take all memory, and the tree
as the student built it is also what questions of form ("is it factored?") are about.
"""

import re
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.functions.elementary.piecewise import ExprCondPair
from sympy.logic.boolalg import BooleanAtom

from grader.sandbox.wire.errors import MAX_MATRIX_ENTRIES, MAX_PRECISION, MAX_TREE_DEPTH, MAX_TREE_NODES, WireError
from grader.sandbox.wire.numbers import digits, from_digits

_FUNCTIONS = (
    "exp log sin cos tan cot sec csc asin acos atan acot atan2 sinh cosh tanh coth sech csch asinh acosh atanh "
    "Abs sign floor ceiling Max Min Heaviside erf gamma factorial re im conjugate"
)
HEADS: dict[str, Any] = {name: getattr(sympy, name) for name in _FUNCTIONS.split()}
_LOGIC: dict[str, Any] = {name: getattr(sympy, name) for name in "Eq Ne Lt Le Gt Ge And Or Not".split()}
_LOGIC_NAMES = {head: name for name, head in _LOGIC.items()}
_CONSTANTS: dict[str, Any] = {
    "pi": sympy.pi,
    "E": sympy.E,
    "I": sympy.I,
    "oo": sympy.oo,
    "-oo": -sympy.oo,
    "zoo": sympy.zoo,
    "nan": sympy.nan,
    "GoldenRatio": sympy.GoldenRatio,
    "EulerGamma": sympy.EulerGamma,
    "true": sympy.true,
    "false": sympy.false,
}
_CONSTANT_NAMES = {id(value): name for name, value in _CONSTANTS.items()}
_ASSUMPTIONS = frozenset("real positive negative nonnegative nonpositive nonzero integer rational finite".split())
_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,100}\Z")
_FLOAT = re.compile(r"-?[0-9]{1,%d}(\.[0-9]{0,%d})?(e[+-]?[0-9]{1,9})?\Z" % (MAX_PRECISION, MAX_PRECISION))


class TreeEncoder:
    """Turns one expression into nested lists, counting nodes."""

    def __init__(self) -> None:
        self._left = MAX_TREE_NODES

    def encode(self, node: sympy.Basic, depth: int = 0) -> list[Any]:
        """`[head, ...]`; WireError for an unknown head or a tree beyond the limits."""
        self._left -= 1
        if self._left < 0:
            raise WireError(f"it is an expression of more than {MAX_TREE_NODES:,} parts")
        if depth > MAX_TREE_DEPTH:
            raise WireError(f"it is an expression nested deeper than {MAX_TREE_DEPTH} levels")
        atom = self._atom(node)
        if atom is not None:
            return atom
        head = _head_name(node)
        return [head, *(self.encode(argument, depth + 1) for argument in node.args)]

    def _atom(self, node: sympy.Basic) -> list[Any] | None:
        if id(node) in _CONSTANT_NAMES:
            return ["constant", _CONSTANT_NAMES[id(node)]]
        if isinstance(node, sympy.Integer):
            return ["Integer", digits(int(node.p))]
        if isinstance(node, sympy.Rational):
            return ["Rational", digits(int(node.p)), digits(int(node.q))]
        if isinstance(node, sympy.Float):
            if node._prec > MAX_PRECISION:  # noqa: SLF001 - the binary precision has no public name
                raise WireError("it holds a decimal number of too many digits")
            return ["Float", _float_text(node), int(node._prec)]  # noqa: SLF001
        if isinstance(node, sympy.Symbol):
            known = {key: value for key, value in node._assumptions_orig.items() if key in _ASSUMPTIONS}  # noqa: SLF001
            return ["Symbol", node.name[:100], *(sorted(key if value else f"-{key}" for key, value in known.items()))]
        return None


def _float_text(node: sympy.Float) -> str:
    text = str(node).lower()
    return text if _FLOAT.match(text) else "nan"


def _head_name(node: sympy.Basic) -> str:
    for head, name in ((sympy.Add, "Add"), (sympy.Mul, "Mul"), (sympy.Pow, "Pow"), (sympy.Piecewise, "Piecewise")):
        if node.func is head:
            return name
    if node.func in _LOGIC_NAMES:
        return _LOGIC_NAMES[node.func]
    if isinstance(node, ExprCondPair):
        return "pair"
    name = type(node).__name__
    if HEADS.get(name) is node.func:
        return name
    raise WireError(f"it holds {name[:60]}, which is not an elementary function that was carried out")


def decode_tree(data: Any) -> sympy.Basic:
    """The expression of a tree, unevaluated; WireError for anything outside the grammar."""
    return _TreeDecoder().decode(data)


class _TreeDecoder:
    def __init__(self) -> None:
        self._left = MAX_TREE_NODES

    def decode(self, data: Any, depth: int = 0) -> sympy.Basic:
        self._left -= 1
        if self._left < 0 or depth > MAX_TREE_DEPTH + 1:
            raise WireError("an expression beyond the limits")
        if not isinstance(data, list) or not data or not isinstance(data[0], str):
            raise WireError("malformed expression")
        head, *rest = data
        if head in _ATOMS:
            return _ATOMS[head](rest)
        return _build(head, [self.decode(argument, depth + 1) for argument in rest])


def _constant(rest: list[Any]) -> sympy.Basic:
    if len(rest) != 1 or not isinstance(rest[0], str) or rest[0] not in _CONSTANTS:
        raise WireError("unknown constant")
    constant: sympy.Basic = _CONSTANTS[rest[0]]
    return constant


def _integer(rest: list[Any]) -> sympy.Basic:
    if len(rest) != 1:
        raise WireError("malformed whole number")
    return sympy.Integer(from_digits(rest[0]))


def _rational(rest: list[Any]) -> sympy.Basic:
    if len(rest) != 2 or (denominator := from_digits(rest[1])) == 0:
        raise WireError("malformed fraction")
    return sympy.Rational(from_digits(rest[0]), denominator)


def _float(rest: list[Any]) -> sympy.Basic:
    if len(rest) != 2 or not isinstance(rest[0], str) or type(rest[1]) is not int or not 1 <= rest[1] <= MAX_PRECISION:
        raise WireError("malformed decimal number")
    if not _FLOAT.match(rest[0]):
        raise WireError("malformed decimal number")
    return sympy.Float(rest[0], precision=rest[1])


def _symbol(rest: list[Any]) -> sympy.Basic:
    if not rest or not all(isinstance(part, str) for part in rest) or not _NAME.match(rest[0]):
        raise WireError("malformed symbol")
    assumptions = {part.lstrip("-"): not part.startswith("-") for part in rest[1:]}
    if not assumptions.keys() <= _ASSUMPTIONS:
        raise WireError("malformed symbol")
    try:
        return sympy.Symbol(rest[0], **assumptions)
    except ValueError as error:  # contradictory assumptions
        raise WireError("malformed symbol") from error


_ATOMS = {"constant": _constant, "Integer": _integer, "Rational": _rational, "Float": _float, "Symbol": _symbol}


def _build(head: str, arguments: list[Any]) -> sympy.Basic:
    if head in {"Add", "Mul", "Pow"} or head in HEADS:
        if not all(isinstance(argument, sympy.Expr) for argument in arguments):
            raise WireError("malformed expression")
    elif head in {"And", "Or", "Not"} and not all(
        isinstance(argument, (Relational, BooleanAtom, sympy.And, sympy.Or, sympy.Not)) for argument in arguments
    ):
        raise WireError("malformed condition")
    try:
        return _rebuild(head, arguments)
    except WireError:
        raise
    except Exception as error:  # SymPy refuses malformed arguments with many kinds of exception
        raise WireError("malformed expression") from error


def _rebuild(head: str, arguments: list[Any]) -> sympy.Basic:
    if head in {"Add", "Mul"}:
        if len(arguments) < 2:
            raise WireError("malformed sum or product")
        return getattr(sympy, head)._from_args(arguments)  # type: ignore[no-any-return]  # noqa: SLF001
    if head == "pair":
        return ExprCondPair(*arguments)
    if head == "Piecewise" and not all(isinstance(argument, ExprCondPair) for argument in arguments):
        raise WireError("malformed pieces")
    build = {"Pow": sympy.Pow, "Piecewise": sympy.Piecewise, **_LOGIC}.get(head) or HEADS.get(head)
    if build is None:
        raise WireError("unknown function in an expression")
    return build(*arguments, evaluate=False)  # type: ignore[no-any-return]


def encode_matrix(matrix: Any) -> list[Any]:
    """`["matrix", rows, columns, entry, ...]` row by row; WireError if it is too large."""
    rows, columns = map(int, matrix.shape)
    if rows * columns > MAX_MATRIX_ENTRIES:
        raise WireError(f"it is a matrix of {rows} x {columns} entries")
    encoder = TreeEncoder()
    return ["matrix", rows, columns, *(encoder.encode(entry) for entry in matrix.flat())]


def decode_matrix(rest: list[Any]) -> sympy.ImmutableMatrix:
    """The matrix; WireError unless the entries fit its shape."""
    if len(rest) < 2 or not all(type(size) is int and 0 <= size <= MAX_MATRIX_ENTRIES for size in rest[:2]):
        raise WireError("malformed matrix")
    rows, columns, *entries = rest
    if rows * columns != len(entries):
        raise WireError("malformed matrix")
    decoder = _TreeDecoder()
    decoded = [decoder.decode(entry) for entry in entries]
    if not all(isinstance(entry, sympy.Expr) for entry in decoded):
        raise WireError("malformed matrix")
    return sympy.ImmutableMatrix(rows, columns, decoded)

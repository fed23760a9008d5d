"""The leaves of expressions on the wire: numbers, constants and symbols."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from grader.sandbox.late import Integer, Rational, sympy
from grader.sandbox.wire.errors import MAX_PRECISION, IncomparableError, WireError
from grader.sandbox.wire.numbers import digits, from_digits


@cache
def _constants() -> dict[str, Any]:
    return {
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


@cache
def _constant_names() -> dict[int, str]:
    return {id(value): name for name, value in _constants().items()}  # by identity: True == sympy.true


_MAX_BINARY_EXPONENT = 40_000
_ASSUMPTION_NAMES = (
    "algebraic antihermitian complex composite even extended_negative extended_nonnegative extended_nonpositive "
    "extended_nonzero extended_positive extended_real finite hermitian imaginary infinite integer irrational negative "
    "noninteger nonnegative nonpositive nonzero odd polar positive prime rational real transcendental zero"
)
_ASSUMPTIONS = frozenset(_ASSUMPTION_NAMES.split())
_MAX_NAME = 100
# Whoever compiles an expression (lambdify) writes the names of its symbols into source code. Without these marks no
# name can be a call, a text or an attribute there.
_UNSAFE = re.compile(r"[()\[\].,:;'\"`=@#%&|~<>!?/$]")


def encode_atom(node: sympy.Basic) -> list[Any] | None:
    """`[name, ...]` for a leaf, None for anything else; WireError for a leaf beyond the limits."""
    if id(node) in _constant_names():
        return ["constant", _constant_names()[id(node)]]
    kind = type(node)
    if issubclass(kind, Integer):
        return ["Integer", digits(int(node.p))]
    if issubclass(kind, Rational):
        return ["Rational", digits(int(node.p)), digits(int(node.q))]
    if kind is sympy.Float:
        return _encode_float(node)
    return _encode_symbol(node) if kind is sympy.Symbol else None


def decode_atom(head: str, rest: list[Any]) -> sympy.Basic | None:
    """The leaf with this name, None if no leaf has it; WireError if it is malformed."""
    match head, rest:
        case "constant", [str(name)] if name in _constants():
            constant: sympy.Basic = _constants()[name]
            return constant
        case "Integer", [text]:
            return sympy.Integer(from_digits(text))
        case "Rational", [numerator, denominator] if (below := from_digits(denominator)) > 0:
            return sympy.Rational(from_digits(numerator), below)
        case "Float", [mantissa, exponent, precision]:
            return _decode_float(mantissa, exponent, precision)
        case "Symbol", [str(name), *assumptions]:
            return _decode_symbol(name, assumptions)
        case "constant" | "Integer" | "Rational" | "Float" | "Symbol", _:
            raise WireError("malformed expression")
    return None


def _encode_float(node: Any) -> list[Any]:
    """Mantissa, binary exponent and precision: its decimal digits would not give the same number back."""
    sign, mantissa, exponent, bits = node._mpf_  # what a Float is made of has no public name
    precision = node._prec  # noqa: SLF001
    if precision > MAX_PRECISION or bits > MAX_PRECISION or abs(exponent) > _MAX_BINARY_EXPONENT:
        raise WireError("it holds a decimal number with too many digits, or one too large or too small")
    if not mantissa and exponent:  # as mpmath writes nan and the infinities
        raise WireError("it holds a decimal number that is not finite")
    return ["Float", digits(-int(mantissa) if sign else int(mantissa)), int(exponent), int(precision)]


def _decode_float(mantissa: Any, exponent: Any, precision: Any) -> sympy.Basic:
    number = from_digits(mantissa)
    # Not `isinstance`: True is a whole number too
    if type(exponent) is not int or type(precision) is not int or number.bit_length() > MAX_PRECISION:
        raise WireError("malformed decimal number")
    if abs(exponent) > _MAX_BINARY_EXPONENT or not 1 <= precision <= MAX_PRECISION:
        raise WireError("malformed decimal number")
    if not number:
        return sympy.Float(0, precision=precision)  # made of parts, it would be an Integer
    return sympy.Float((int(number < 0), abs(number), exponent, number.bit_length()), precision=precision)


def _encode_symbol(node: Any) -> list[Any]:
    given = {key: value for key, value in node._assumptions_orig.items() if value is not None}  # noqa: SLF001
    if given.pop("commutative", True) is False:
        raise IncomparableError("it holds a symbol that does not commute")
    if not _is_name(node.name):
        raise WireError(f"it holds the symbol {node.name[:_MAX_NAME]!r}, which has no plain name")
    return ["Symbol", node.name, *sorted(key if value else f"-{key}" for key, value in given.items())]


def _decode_symbol(name: str, marks: list[Any]) -> sympy.Basic:
    if not _is_name(name) or not all(isinstance(mark, str) for mark in marks):
        raise WireError("malformed symbol")
    assumptions = {mark.removeprefix("-"): not mark.startswith("-") for mark in marks}
    if not assumptions.keys() <= _ASSUMPTIONS:
        raise WireError("malformed symbol")
    try:
        return sympy.Symbol(name, **assumptions)
    except ValueError as error:  # assumptions that contradict each other
        raise WireError("malformed symbol") from error


def _is_name(name: str) -> bool:
    return 0 < len(name) <= _MAX_NAME and name.isprintable() and not _UNSAFE.search(name)

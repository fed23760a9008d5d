"""Numbers on the wire. They have limits: int(str) and str(int) take quadratic time."""

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from grader.sandbox.wire.errors import MAX_DIGITS, MAX_EXPONENT, WireError

# JSON numbers are floats for many readers, and whole up to here; longer ones travel as text.
_SAFE_INT = 2**53
_DIGITS = re.compile(rf"-?[0-9]{{1,{MAX_DIGITS}}}\Z")
_DECIMAL = re.compile(rf"-?[0-9]{{1,{MAX_DIGITS}}}(\.[0-9]{{0,{MAX_DIGITS}}})?(E[+-]?[0-9]{{1,4}})?\Z")
_BITS_IN_LIMIT = int((MAX_DIGITS - 1) * 3.3219)  # the logarithm of 10 by base 2


def digits(value: int) -> str:
    """Decimal digits of a whole number; WireError beyond the limit, before they are worked out."""
    if value.bit_length() > _BITS_IN_LIMIT:
        raise WireError(f"it is a whole number of more than {MAX_DIGITS:,} digits")
    return str(value)


def from_digits(text: Any) -> int:
    """The whole number with these digits; WireError for anything else."""
    if not isinstance(text, str) or not _DIGITS.match(text):
        raise WireError("malformed whole number")
    return int(text)


def encode_int(value: int) -> Any:
    """Itself, or its digits where JSON readers would round it."""
    return value if -_SAFE_INT <= value <= _SAFE_INT else ["int", digits(value)]


def encode_float(value: float) -> Any:
    """Itself, or its name where it is not finite."""
    return value if math.isfinite(value) else ["float", repr(value)]


def encode_complex(value: complex) -> list[Any]:
    """Real and imaginary part."""
    return ["complex", encode_float(value.real), encode_float(value.imag)]


def encode_fraction(value: Fraction) -> list[Any]:
    """Numerator and denominator."""
    return ["fraction", digits(value.numerator), digits(value.denominator)]


def encode_decimal(value: Decimal) -> Any:
    """Its text, or the float where it is not finite."""
    if not value.is_finite():
        return encode_float(float("nan") if value.is_nan() else float(value))
    text = str(value)
    if not _DECIMAL.match(text):
        raise WireError(f"it is a Decimal of more than {MAX_DIGITS:,} digits or {MAX_EXPONENT:,} places")
    return ["decimal", text]


def decode_number(tag: str, rest: list[Any]) -> Any:
    """The number of one of these tags; WireError if its parts are malformed."""
    match tag, rest:
        case "int", [text]:
            return from_digits(text)
        case "float", ["nan" | "inf" | "-inf" as name]:
            return float(name)
        case "complex", [real, imaginary]:
            return complex(_part(real), _part(imaginary))
        case "fraction", [numerator, denominator] if (below := from_digits(denominator)) > 0:
            return Fraction(from_digits(numerator), below)
        case "decimal", [str(text)] if _DECIMAL.match(text):
            return Decimal(text)
    raise WireError("malformed value")


def _part(data: Any) -> float:
    if type(data) is float:
        return data
    if isinstance(data, list) and len(data) == 2 and data[0] == "float":
        return float(decode_number("float", data[1:]))
    raise WireError("malformed complex number")

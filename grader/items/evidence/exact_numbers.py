"""Numbers as the fractions that they are, and how precise the type was in which they were worked out.

int, Fraction, SymPy's exact numbers ── themselves; an irrational one, such as sqrt(2), stays an expression
floats of any type, Decimal          ── the fraction that they hold, and the step of their type near 1

read_number, read_vector, read_matrix  in every form in which students give them: lists, tuples, arrays, SymPy matrices
shown                                  a number as a student reads it
signs_of, approximate_signs            of exact numbers such as sqrt(2) - 7/5, within a deadline
"""

from collections.abc import Callable, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.maths.deadline import within
from grader.maths.definiteness.signs import Sign, sign
from grader.maths.enclosure import enclose
from grader.maths.size import too_large

DOUBLE = 2.0**-52
"""Distance from 1 to the next number of double precision; below, that of single precision and of Python's Decimal."""
_SINGLE = 2.0**-23
_DECIMAL = 1e-27
_SINGLE_BITS = range(20, 25)
"""Binary digits of what was worked out in single precision; typed numbers, such as 0.5, have fewer, or 53."""
SECONDS = 3.0
"""Of the processor, that deciding one kind of evidence may take."""

# What is larger than any homework, and would take memory or time without end: 10**(10**9) is typed in a second.
_MAX_BITS = 50_000
_MAX_ENTRIES = 10_000
_DIGITS = 60
"""Decimal digits to which an irrational number is enclosed; a float holds 17."""
_SIGN_DIGITS = 50
_NEAR = sympy.Rational(1, 10**40)
"""What is nearer to 0 counts as 0 where nothing is proved: 10 of the 50 digits are left for what cancels."""
_SHOWN = Context(prec=6)
_SHOWING_SECONDS = 1.0
_LONGEST_FRACTION, _LONGEST_BESIDE_FLOATS = 20, 7
"""Characters of a fraction that is shown as one; beside floats, whose fractions have powers of two below, fewer."""

Part = TypeVar("Part")
Answer = TypeVar("Answer")


class Number(NamedTuple):
    """A real number, exactly as it was given."""

    value: Fraction | sympy.Expr
    """An expression only where it is irrational, or not seen to be a fraction."""
    eps: float = 0.0
    """Distance from 1 to the next number of its type; 0 for a type without rounding."""


Vector = list[Number]
Rows = list[Vector]


def read_number(value: Any) -> Number | None:
    """The number; None for what is no real number, not finite, or too large to be worked with."""
    if isinstance(value, np.ndarray) and value.shape == ():
        value = value[()]
    # asked before `item`, which makes Python's float of every type: how precise it was would be lost
    eps = float(np.finfo(value.dtype).eps) if isinstance(value, (np.floating, np.complexfloating)) else DOUBLE
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, complex):
        value = None if value.imag else value.real
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, Fraction)):
        return _bounded(Fraction(value), 0.0)
    if isinstance(value, (float, Decimal)):
        return _finite(value, _DECIMAL if isinstance(value, Decimal) else eps)
    return _symbolic(value) if isinstance(value, sympy.Expr) and not _is_too_large(value) else None


def _is_too_large(value: sympy.Expr) -> bool:
    """Whether SymPy should not be asked about it; a fraction by itself may be longer than one in an expression."""
    return not value.is_Rational and too_large(value) is not None


def eps_of(numbers: list[Number]) -> float:
    """The coarsest of their types; of single precision too where it was left for Python's floats on the way.

    `float(x)` of a number in single precision is a double, and keeps its 24 binary digits: that they are so few in
    every number gives it away.
    """
    coarsest = max((number.eps for number in numbers), default=0.0)
    bits = [_bits(number.value) for number in numbers if number.eps == DOUBLE]
    was_single = any(length in _SINGLE_BITS for length in bits) and all(length < _SINGLE_BITS.stop for length in bits)
    return max(coarsest, _SINGLE) if was_single else coarsest


def as_fraction(number: Number) -> Fraction | None:
    """The number itself, or a fraction far nearer to it than any float; None if its value is not found."""
    if isinstance(number.value, Fraction):
        return number.value
    ends = enclose(number.value, {}, _DIGITS)
    return None if ends is None else Fraction(int(ends[0].p), int(ends[0].q))


def as_expression(number: Number) -> sympy.Expr:
    """The number as SymPy has it."""
    value = number.value
    return sympy.Rational(value.numerator, value.denominator) if isinstance(value, Fraction) else value


def shown(value: Fraction | sympy.Expr, eps: float = 0.0) -> str:
    """The number as a student reads it: six digits of one that was rounded, or that is long."""
    if isinstance(value, sympy.Rational):
        value = Fraction(int(value.p), int(value.q))
    if isinstance(value, Fraction):
        text = f"{value}" if max(_bits_of(value)) < 100 else ""
        return text if 0 < len(text) <= (_LONGEST_BESIDE_FLOATS if eps else _LONGEST_FRACTION) else _decimal(value)
    return within(_SHOWING_SECONDS, _printed, value, eps) or "a number that cannot be worked out here"


def _printed(value: sympy.Expr, eps: float) -> str:
    """Printing a tower of powers, or a number of more digits than Python writes down, may take all time or fail."""
    text = "" if eps or too_large(value) else str(value)
    return text if 0 < len(text) <= _LONGEST_FRACTION else str(value.evalf(6))


def _decimal(value: Fraction) -> str:
    rounded = _SHOWN.divide(Decimal(value.numerator), Decimal(value.denominator))
    # a float's way to write it where it can hold the number: 1e+06 is read more easily than 1.00000E+6
    return f"{float(rounded):g}" if not rounded or -300 < rounded.adjusted() < 300 else str(rounded)


def _finite(value: float | Decimal, eps: float) -> Number | None:
    try:
        return _bounded(Fraction(value), eps)
    except (ValueError, OverflowError):  # nan and inf
        return None


def _bounded(value: Fraction, eps: float) -> Number | None:
    return Number(value, eps) if max(_bits_of(value)) <= _MAX_BITS else None


def _symbolic(value: sympy.Expr) -> Number | None:
    if value.free_symbols or not value.is_number or value.has(sympy.nan, sympy.zoo, sympy.oo, -sympy.oo):
        return None
    if value.is_finite is False or value.is_real is False:
        return None
    if isinstance(value, sympy.Rational):
        return _bounded(Fraction(int(value.p), int(value.q)), 0.0)
    floats = value.atoms(sympy.Float)
    if not floats:
        return Number(value)
    # SymPy counts binary digits, that of half precision (11) to that of double (53)
    eps = max(2.0 ** (1 - min(max(number._prec, 11), 53)) for number in floats)  # noqa: SLF001 - it has no public name
    exact = value.xreplace({number: sympy.Rational(number) for number in floats})
    fraction = as_fraction(Number(exact)) if not exact.is_Rational else Fraction(int(exact.p), int(exact.q))
    return None if fraction is None else _bounded(fraction, eps)


def _bits_of(value: Fraction) -> tuple[int, int]:
    return value.numerator.bit_length(), value.denominator.bit_length()


def _bits(value: Fraction | sympy.Expr) -> int:
    """Length of a float's mantissa; 0 for a whole number, which any type holds."""
    if not isinstance(value, Fraction) or value.denominator == 1:
        return 0
    return value.numerator.bit_length()


def parts_of(value: Any) -> list[Any] | None:
    """The entries of a list, tuple or array, the rows of a matrix; None for what has none, or far too many."""
    if isinstance(value, MatrixBase):
        return list(value.tolist())
    if isinstance(value, np.ndarray):
        return list(value) if value.ndim and value.size <= _MAX_ENTRIES else None
    return list(value) if isinstance(value, (list, tuple)) and len(value) <= _MAX_ENTRIES else None


def read_vector(value: Any, size: int) -> Vector | None:
    """So many real numbers in a row or a column; a number alone will do for one. None for anything else."""
    entries = _in_line(value)
    if entries is None or len(entries) != size:
        return None
    return _all(list(map(read_number, entries)))


def read_matrix(value: Any, size: int) -> Rows | None:
    """A square matrix of so many rows; a vector is its diagonal. None for anything else."""
    diagonal = read_vector(value, size)
    if diagonal is not None:
        zero = Number(Fraction(0))
        return [[entry if row == column else zero for column in range(size)] for row, entry in enumerate(diagonal)]
    rows = parts_of(value)
    return _all([read_vector(row, size) for row in rows]) if rows is not None and len(rows) == size else None


def pair_of(value: Any) -> tuple[Any, Any] | None:
    """The two parts of a list, tuple, array or matrix of two."""
    parts = parts_of(value)
    return (parts[0], parts[1]) if parts is not None and len(parts) == 2 else None


def _in_line(value: Any) -> list[Any] | None:
    """The entries along the only axis that is longer than 1; None if there are several."""
    parts = parts_of(value)
    if parts is None:
        has_entries = isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim)
        return None if has_entries else [value]
    lines = [_in_line(part) for part in parts]  # [[1, 2]] is one line of two, [[1], [2]] two lines of one
    if len(lines) == 1:
        return lines[0]
    return [line[0] for line in lines if line] if all(line is not None and len(line) == 1 for line in lines) else None


def _all(parts: list[Part | None]) -> list[Part] | None:
    known = [part for part in parts if part is not None]
    return known if len(known) == len(parts) else None


def signs_of(numbers: Sequence[sympy.Expr]) -> list[Sign | None]:
    """The sign of each number; None for one that is not proved, and for all of them if the time is not enough."""
    return within(SECONDS, _proved, list(numbers)) or [None] * len(numbers)


def approximate_signs(numbers: Sequence[sympy.Expr]) -> list[Sign | None]:
    """The signs to many digits, which prove nothing; None for a number that cannot be worked out."""
    return within(SECONDS, _rounded, list(numbers)) or [None] * len(numbers)


def sign_of(number: sympy.Expr) -> Sign | None:
    """The sign, proved; None if it is not. The time is not bounded."""
    return _tried(sign, number)


def approximate_sign_of(number: sympy.Expr) -> Sign | None:
    """The sign to many digits. The time is not bounded."""
    return _tried(_approximately, number)


def _proved(numbers: list[sympy.Expr]) -> list[Sign | None]:
    return list(map(sign_of, numbers))


def _rounded(numbers: list[sympy.Expr]) -> list[Sign | None]:
    return list(map(approximate_sign_of, numbers))


def _tried(question: Callable[[sympy.Expr], Answer], number: sympy.Expr) -> Answer | None:
    try:
        return question(number)
    except Exception:  # noqa: BLE001 - SymPy fails in many ways on what makes no sense
        return None


def _approximately(number: sympy.Expr) -> Sign | None:
    # `maxn` bounds the digits that SymPy works with on the way: without it, what cancels to 0 is never done
    real, imaginary = number.evalf(_SIGN_DIGITS, maxn=500).as_real_imag()
    if not (real.is_Number and imaginary.is_Number and real.is_finite and abs(imaginary) < _NEAR):
        return None
    return 0 if abs(real) < _NEAR else 1 if real > 0 else -1

"""Values as balls of Arb, whose functions enclose their results rigorously, and back.

    Fraction | interval ──▶ arb      complex interval ──▶ acb      finite ball ──▶ Value

The library takes a tenth of a second to load, so it is loaded when a function first needs it.
"""

from fractions import Fraction
from functools import cache
from types import ModuleType
from typing import Any

from mpmath import libmp

from grader.maths.values.number import UnknownError, Value, context, is_real

GUARD = 30
"""Binary digits that balls carry beyond those of the result: what a formula of a few of them loses."""


@cache
def flint() -> ModuleType:
    """The library."""
    import flint as library  # noqa: PLC0415 - see above

    return library


def ball(value: Value) -> Any:
    """A ball that holds the value."""
    arb = flint().arb
    if isinstance(value, Fraction):
        return arb(flint().fmpq(value.numerator, value.denominator))
    if not is_real(value):
        return flint().acb(_around(value.real), _around(value.imag))
    return _around(value)


def value(found: Any, bits: int) -> Value:
    """An interval that holds a ball; a fraction if it is a whole number or a short binary one, exactly.

    Raises
    ------
    UnknownError
        If the ball is infinite, as at a pole.
    """
    if not found.is_finite():
        raise UnknownError("no finite enclosure")
    if isinstance(found, flint().arb):
        return _exact(found) if found.is_exact() and _is_short(found) else _ends(found, bits)
    if found.imag.is_zero():
        return value(found.real, bits)
    return context(bits).mpc(_ends(found.real, bits), _ends(found.imag, bits))


def _around(real: Any) -> Any:
    """A ball around a real interval."""
    ends = [_binary(end._mpi_[0]) for end in (real.a, real.b)]
    return ends[0] if real.a == real.b else ends[0].union(ends[1])


def _binary(number: tuple[int, int, int, int]) -> Any:
    sign, mantissa, exponent, _ = number
    if not mantissa and exponent:
        raise UnknownError("an infinite argument")
    return flint().arb((-int(mantissa) if sign else int(mantissa), int(exponent)))


def _is_short(found: Any) -> bool:
    mantissa, exponent = found.man_exp()
    return bool(abs(exponent) <= 64 and mantissa.bit_length() <= 64)


def _exact(found: Any) -> Fraction:
    mantissa, exponent = map(int, found.man_exp())
    return Fraction(mantissa) * Fraction(2) ** exponent


def _ends(found: Any, bits: int) -> Any:
    arithmetic = context(bits)
    numbers = [_kernel(end) for end in (found.lower(), found.upper())]
    return arithmetic.mpf([arithmetic.make_mpf((number, number)) for number in numbers])


def _kernel(end: Any) -> tuple[int, int, int, int]:
    mantissa, exponent = end.man_exp()
    made: tuple[int, int, int, int] = libmp.from_man_exp(int(mantissa), int(exponent))
    return made

"""Signs of exact numbers such as sqrt(2) - 7/5, decided within a deadline; and whether numbers are 0 to many digits."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import sympy

from grader.maths.deadline import within
from grader.maths.definiteness.signs import Sign, sign

SECONDS = 3.0
_DIGITS = 50
_NEAR = sympy.Rational(1, 10**40)
Answer = TypeVar("Answer")


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
    real, imaginary = number.evalf(_DIGITS, maxn=500).as_real_imag()
    if not (real.is_Number and imaginary.is_Number and real.is_finite and abs(imaginary) < _NEAR):
        return None
    return 0 if abs(real) < _NEAR else 1 if real > 0 else -1

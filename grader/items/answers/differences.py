"""In what way wrong numbers differ from the expected ones: the sign, a factor, or how far off they are.

This gives the expected number away: it is said only where the evidence shows that number anyway.
"""

import math
from fractions import Fraction
from typing import Any

import numpy as np

from grader.items.answers.read import Numbers, Read

_TIMES = {factor: f"{factor} times" for factor in (2, 3, 4, 5, 6, 8, 10, 12, 16, 100, 1000)}
_PARTS = {2: "half", 3: "a third of", 4: "a quarter of", 8: "an eighth of", 10: "a tenth of", 100: "a hundredth of"}
_FACTORS = {1.0: "", **{float(factor): words for factor, words in _TIMES.items()}, **{1 / n: _PARTS[n] for n in _PARTS}}
_ROUNDING = 1e-9
_LEAST_SHARE, _PERCENT = 1e-6, 0.1
"""Shares between which a difference is told in percent."""
_LONG = 10**9


def describe_difference(read: Read, target: Read) -> str:
    """A sentence; empty where there is nothing to say that the numbers themselves do not say better."""
    if (overflow := _overflow(read, target)) is not None:
        return overflow
    values, expected = read.values, target.values
    is_real = values.dtype.kind != "c" and expected.dtype.kind != "c"
    if not is_real or not (np.isfinite(values).all() and np.isfinite(expected).all()):
        return _of_huge(read, target) if expected.ndim == 0 else ""
    if expected.ndim == 0:
        return _of_number(read, target)
    factor = _factor(values, expected) if expected.size > 1 else None
    return "" if factor is None else f"Each {factor} the expected one."


def _of_huge(read: Read, target: Read) -> str:
    """For whole numbers beyond all floats, if they are near each other."""
    if read.exact is None or target.exact is None:
        return ""
    difference = read.exact.item() - target.exact.item()
    return _off_by(difference, math.inf) if abs(difference) < _LONG else ""


def _overflow(read: Read, target: Read) -> str | None:
    """NumPy's whole numbers have an end, and begin again behind it."""
    if read.exact is None or target.exact is None or read.exact.dtype == object:
        return None
    ends = np.iinfo(read.exact.dtype)
    whole = [number for number in target.exact.ravel().tolist() if type(number) is int]
    if all(ends.min <= number <= ends.max for number in whole):
        return None
    return f"NumPy's {read.exact.dtype.name} ends at {ends.max}; Python's `int` has no end."


def _of_number(read: Read, target: Read) -> str:
    difference = _exact_or_float(read) - _exact_or_float(target)
    if abs(difference) != 1 and (factor := _factor(read.values, target.values)) is not None:
        return f"It {factor} the expected number."
    return _off_by(difference, abs(target.values.item()))


def _off_by(difference: Any, expected: float) -> str:
    return f"It is too {'large' if difference > 0 else 'small'} by {_size(difference, expected)}."


def _exact_or_float(read: Read) -> Any:
    """The one number; floats hold fractions, and every difference of them is one."""
    return Fraction(read.values.item()) if read.exact is None else read.exact.item()


def _factor(values: Numbers, expected: Numbers) -> str | None:
    """`is 2 times`, where that is what every number is of the expected one; None where there is no simple factor."""
    there = expected != 0
    if not there.any() or values[~there].any():
        return None
    ratios = values[there] / expected[there]
    for factor, words in _FACTORS.items():
        if np.all(np.abs(np.abs(ratios) - factor) <= _ROUNDING * factor) and abs(ratios.sum()) == np.abs(ratios).sum():
            return _in_words(words, is_negative=bool(ratios[0] < 0))
    return None


def _in_words(factor: str, *, is_negative: bool) -> str | None:
    if not factor:
        return "is minus" if is_negative else None
    return f"is minus {factor}" if is_negative else f"is {factor}"


def _size(difference: Any, expected: float) -> str:
    """How far off: in percent if that is little, a whole number in full, another one with three digits."""
    size = Fraction(abs(difference))
    if size.denominator == 1 and size < _LONG:
        return str(size)
    share = float(size) / expected if expected else 1.0
    return f"{100 * share:.2g} %" if _LEAST_SHARE <= share < _PERCENT else f"{float(size):.3g}"

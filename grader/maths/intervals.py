"""Arithmetic of real intervals whose ends are rounded outward, and know whether they belong to the interval.

    (0, 1] is Interval(low=0, high=1, low_open=True, high_open=False); an infinite end is always open

An end that is open tells x > 0 from x >= 0, so that the range of an expression is also its sign. A function that is
not defined, or not real, somewhere on its argument gives None.

Sums, products and quotients are rounded in the right direction by mpmath's kernel. Its other functions promise a good
approximation but no direction, so they are worked out with `GUARD` more bits and then widened by far more than their
error; `mpmath.iv` relies on the direction, which is why it is not used.

References
----------
R. E. Moore, R. B. Kearfott, M. J. Cloud, Introduction to Interval Analysis, SIAM (2009), chapters 2 and 5.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from mpmath import libmp

Number = tuple[int, int, int, int]
"""A number or an infinity as mpmath's kernel holds it: sign, mantissa, exponent, bits."""

GUARD = 24
"""Bits beyond the precision asked for: the kernel errs by a few units in its last place, we widen by 2**24 of them."""
_EXACT_BITS = 4_000
"""A power of at most so many bits is worked out whole and rounded once."""

_ZERO: Number = libmp.fzero


class Interval(NamedTuple):
    """All real numbers between two ends."""

    low: Number
    high: Number
    low_open: bool = False
    high_open: bool = False

    @property
    def is_positive(self) -> bool:
        """Whether every number in it is above 0."""
        return bool(libmp.mpf_gt(self.low, libmp.fzero)) or bool(self.low == libmp.fzero and self.low_open)

    @property
    def is_nonnegative(self) -> bool:
        """Whether no number in it is below 0."""
        return bool(libmp.mpf_ge(self.low, libmp.fzero))

    @property
    def is_zero(self) -> bool:
        """Whether it holds 0 and nothing else."""
        return bool(self.low == libmp.fzero == self.high)


ZERO = Interval(libmp.fzero, libmp.fzero)
ONE = Interval(libmp.fone, libmp.fone)
REALS = Interval(libmp.fninf, libmp.finf, True, True)
POSITIVE = Interval(libmp.fzero, libmp.finf, True, True)
NONNEGATIVE = Interval(libmp.fzero, libmp.finf, False, True)
UNIT = Interval(libmp.fnone, libmp.fone)


def rational(numerator: int, denominator: int, prec: int) -> Interval:
    """The smallest interval around a fraction."""
    # "f" and "c" are the kernel's names for rounding down (floor) and up (ceiling), "n" for to the nearest
    return Interval(
        libmp.from_rational(numerator, denominator, prec, "f"), libmp.from_rational(numerator, denominator, prec, "c")
    )


def hull(*parts: Interval) -> Interval:
    """The smallest interval that holds all of them."""
    low, low_open = _smallest([(part.low, part.low_open) for part in parts])
    high, high_open = _largest([(part.high, part.high_open) for part in parts])
    return Interval(low, high, low_open, high_open)


def intersect(left: Interval, right: Interval) -> Interval:
    """What is in both; for intervals that are known to meet."""
    # of two equal ends the open one wins, as the number is missing from one of the two: hence "shut" for "open"
    low, low_shut = _largest([(part.low, not part.low_open) for part in (left, right)])
    high, high_shut = _smallest([(part.high, not part.high_open) for part in (left, right)])
    return Interval(low, high, not low_shut, not high_shut)


def larger(parts: Iterable[Interval]) -> Interval:
    """The largest of one number from each."""
    parts = list(parts)
    low, low_shut = _largest([(part.low, not part.low_open) for part in parts])
    high, high_open = _largest([(part.high, part.high_open) for part in parts])
    return Interval(low, high, not low_shut, high_open)


def negative(part: Interval) -> Interval:
    """Minus it."""
    return Interval(libmp.mpf_neg(part.high), libmp.mpf_neg(part.low), part.high_open, part.low_open)


def add(left: Interval, right: Interval, prec: int) -> Interval:
    """The sums."""
    return Interval(
        libmp.mpf_add(left.low, right.low, prec, "f"),
        libmp.mpf_add(left.high, right.high, prec, "c"),
        left.low_open or right.low_open,
        left.high_open or right.high_open,
    )


def multiply(left: Interval, right: Interval, prec: int) -> Interval:
    """The products."""
    # a product is linear in each factor, so that its least and largest values lie at corners of the rectangle
    corners = [
        (here, there, _is_open_product(here, here_open, there, there_open))
        for here, here_open in ((left.low, left.low_open), (left.high, left.high_open))
        for there, there_open in ((right.low, right.low_open), (right.high, right.high_open))
    ]
    low, low_open = _smallest([(_product(here, there, prec, "f"), is_open) for here, there, is_open in corners])
    high, high_open = _largest([(_product(here, there, prec, "c"), is_open) for here, there, is_open in corners])
    return Interval(low, high, low_open, high_open)


def inverse(part: Interval, prec: int) -> Interval | None:
    """The reciprocals; None if 0 may be among the numbers."""
    if not part.is_positive:
        opposite = negative(part)
        turned = inverse(opposite, prec) if opposite.is_positive else None
        return None if turned is None else negative(turned)
    # an end of 0 is open here, so that the reciprocals grow without end beside it
    high = libmp.finf if part.low == libmp.fzero else libmp.mpf_div(libmp.fone, part.low, prec, "c")
    low = libmp.fzero if part.high == libmp.finf else libmp.mpf_div(libmp.fone, part.high, prec, "f")
    return Interval(low, high, part.high_open, part.low_open)


def absolute(part: Interval) -> Interval:
    """The distances from 0."""
    if part.is_nonnegative:
        return part
    opposite = negative(part)
    return opposite if opposite.is_nonnegative else _from_zero(part, opposite)


def whole_power(part: Interval, exponent: int, prec: int) -> Interval | None:
    """The powers with a whole exponent; 0**0 is 1, as in SymPy."""
    if exponent < 0:
        turned = inverse(part, prec)
        return None if turned is None else whole_power(turned, -exponent, prec)
    if exponent == 0:
        return ONE
    # not a product of the interval with itself: x*x over [-1, 1] is [0, 1], and [-1, 1] times [-1, 1] is [-1, 1]
    base = absolute(part) if exponent % 2 == 0 else part
    return Interval(
        _power_of_end(base.low, exponent, prec, "f"),
        _power_of_end(base.high, exponent, prec, "c"),
        base.low_open,
        base.high_open,
    )


def rational_power(part: Interval, above: int, below: int, prec: int) -> Interval | None:
    """The powers with exponent above/below; None if a base may be negative, whose powers are complex."""
    if not part.is_nonnegative:
        return None
    if below == 2:  # the kernel rounds square roots in the right direction
        root = Interval(libmp.mpf_sqrt(part.low, prec, "f"), libmp.mpf_sqrt(part.high, prec, "c"), *part[2:])
    else:
        root = increasing(part, lambda number, bits: libmp.mpf_nthroot(number, below, bits, "n"), prec)
    return whole_power(root, above, prec)


def increasing(
    part: Interval, function: Callable[[Number, int], Number], prec: int, range_: Interval = REALS
) -> Interval:
    """The values of an increasing function that mpmath's kernel works out at finite ends.

    `range_` is where its values lie: an infinite end has the limit there, and no rounding leaves it.
    """
    low, low_open = range_.low, True
    if part.low != libmp.fninf:
        low, low_open = _value(function, part.low, prec, "f"), part.low_open
    high, high_open = range_.high, True
    if part.high != libmp.finf:
        high, high_open = _value(function, part.high, prec, "c"), part.high_open
    return intersect(Interval(low, high, low_open, high_open), range_)


def widened(number: Number, prec: int, direction: str) -> Number:
    """Moved down or up by 2**-prec of itself, which is 2**`GUARD` times the error of mpmath's kernel."""
    if number in {libmp.fzero, libmp.finf, libmp.fninf}:
        return number
    margin = libmp.mpf_shift(libmp.mpf_abs(number), -prec)
    if direction == "f":
        margin = libmp.mpf_neg(margin)
    moved: Number = libmp.mpf_add(number, margin, prec + 4, direction)
    return moved


def magnitude(number: Number) -> int:
    """The exponent of the power of 2 just above a number's size; 0 for 0 and the infinities, whose mantissa is 0."""
    return 0 if number[1] == 0 else number[2] + number[3]


def _value(function: Callable[[Number, int], Number], number: Number, prec: int, direction: str) -> Number:
    """The value of a function at an end; what the kernel gives at 0 is exact, such as exp(0) = 1."""
    value = function(number, prec + GUARD)
    return value if number == libmp.fzero else widened(value, prec, direction)


def _product(left: Number, right: Number, prec: int, direction: str) -> Number:
    # an infinite end stands for the finite numbers before it, and 0 times those is 0
    if libmp.fzero in {left, right}:
        return _ZERO
    product: Number = libmp.mpf_mul(left, right, prec, direction)
    return product


def _is_open_product(left: Number, left_open: bool, right: Number, right_open: bool) -> bool:  # noqa: FBT001
    # a 0 that belongs to one interval gives the product 0 with any number of the other, also beside an open end
    if (left == libmp.fzero and not left_open) or (right == libmp.fzero and not right_open):
        return False
    return left_open or right_open


def _power_of_end(number: Number, exponent: int, prec: int, direction: str) -> Number:
    """An end to a whole power above 0, rounded once if that is cheap; infinite ends stay."""
    if number in {libmp.fzero, libmp.finf, libmp.fninf}:
        return number
    sign, mantissa, binary, bits = number
    if bits * exponent <= _EXACT_BITS:
        power: Number = libmp.from_man_exp(
            (-mantissa if sign else mantissa) ** exponent, binary * exponent, prec, direction
        )
        return power
    return widened(libmp.mpf_pow_int(number, exponent, prec + GUARD, "n"), prec, direction)


def _from_zero(part: Interval, opposite: Interval) -> Interval:
    high, high_open = _largest([(part.high, part.high_open), (opposite.high, opposite.high_open)])
    return Interval(libmp.fzero, high, False, high_open)


def _smallest(ends: list[tuple[Number, bool]]) -> tuple[Number, bool]:
    """The smallest end, which is open only if all that are equal to it are."""
    number: Number = ends[0][0]
    for end, _ in ends[1:]:
        number = end if libmp.mpf_lt(end, number) else number
    return number, all(is_open for end, is_open in ends if end == number)


def _largest(ends: list[tuple[Number, bool]]) -> tuple[Number, bool]:
    number: Number = ends[0][0]
    for end, _ in ends[1:]:
        number = end if libmp.mpf_gt(end, number) else number
    return number, all(is_open for end, is_open in ends if end == number)

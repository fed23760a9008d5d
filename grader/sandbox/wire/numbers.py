"""Whole numbers on the wire: digits with a limit, since both int(str) and str(int) take quadratic time."""

import re
from typing import Any

from grader.sandbox.wire.errors import MAX_DIGITS, WireError

_DIGITS = re.compile(r"-?[0-9]{1,%d}\Z" % MAX_DIGITS)
_BITS_IN_LIMIT = int((MAX_DIGITS - 1) * 3.3219)


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

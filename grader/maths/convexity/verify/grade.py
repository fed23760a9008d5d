"""How far above 0 an expression is on a domain."""

from enum import IntEnum


class Grade(IntEnum):
    """What is proved of an expression's sign."""

    NONNEGATIVE = 0
    ISOLATED = 1
    """Not below 0, and 0 at isolated points only."""
    POSITIVE = 2

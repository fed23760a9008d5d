"""Numbers and points in the words of a picture."""

from collections.abc import Sequence


def number(value: float) -> str:
    """To four digits."""
    return f"{value + 0.0:.4g}"


def point(entries: Sequence[float]) -> str:
    """(1, 2.5)."""
    return f"({', '.join(map(number, entries))})"


def told_apart(first: float, second: float) -> tuple[str, str]:
    """Two numbers to as many digits as it takes to see that they differ, up to twelve."""
    pairs = ((f"{first + 0.0:.{digits}g}", f"{second + 0.0:.{digits}g}") for digits in (4, 6, 9, 12))
    return next((pair for pair in pairs if pair[0] != pair[1]), (number(first), number(second)))

"""A number with its noun, in one place: 1 point, 2 points, 0.5 points."""


def counted(number: float, noun: str) -> str:
    """So many of something, whose plural ends in s."""
    # Adding 0.0 makes the -0.0 that rounding may give a 0.0
    shown = f"{number:,}" if isinstance(number, int) else f"{round(number, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
    return f"{shown} {noun}" if number == 1 else f"{shown} {noun}s"

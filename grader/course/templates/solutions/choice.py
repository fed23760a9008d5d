"""The reference, and a wrong way that is known by name."""

from grader import Misconception


def lowest() -> str:
    """The letter of the place at which (x - 3)^2 + 1 is smallest: a) -3, b) 1, c) 3.

    Returns
    -------
    str
        One letter.
    """
    return "c"


def smallest_value() -> str:
    return "b"


misconceptions = (
    Misconception(
        of="lowest",
        wrong=smallest_value,
        says="This is the smallest value of f; the question is for the x at which f takes it.",
    ),
)

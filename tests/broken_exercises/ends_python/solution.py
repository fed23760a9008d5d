import sys

from grader import Misconception


def double(x: float) -> float:
    """Twice a number.

    Parameters
    ----------
    x : float

    Returns
    -------
    float
    """
    return x + x if x < 3 else sys.exit("too large")


def squared(x: float) -> float:
    return x**2


misconceptions = (Misconception(of="double", wrong=squared, says="It is squared."),)

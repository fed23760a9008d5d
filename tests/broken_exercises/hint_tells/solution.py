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
    return x * 1.5 + x / 2


def squared(x: float) -> float:
    return x**2


misconceptions = (Misconception(of="double", wrong=squared, says="It is squared."),)

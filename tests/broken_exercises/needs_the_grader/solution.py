from grader import Misconception, Tolerance


def double(x: float) -> float:
    """Twice a number.

    Parameters
    ----------
    x : float

    Returns
    -------
    float
    """
    return x + x if Tolerance().relative < 1 else x


def squared(x: float) -> float:
    return x**2


misconceptions = (Misconception(of="double", wrong=squared, says="It is squared."),)

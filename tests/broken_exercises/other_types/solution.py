from grader import Misconception


def double(x: float) -> float:
    """Twice a number.

    Parameters
    ----------
    x : int

    Returns
    -------
    float
    """
    return x + x


def squared(x: float) -> float:
    return x**2


misconceptions = (Misconception(of="double", wrong=squared, says="It is squared."),)

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
    return x + x


def twice(x: float) -> float:
    return 2 * x


misconceptions = (Misconception(of="double", wrong=twice, says="It is doubled."),)

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


def squared(x: float) -> float:
    return x**2


def _never(answer: float, x: float) -> bool:
    return False


misconceptions = (Misconception(of="double", wrong=squared, explains=_never, says="It is squared."),)

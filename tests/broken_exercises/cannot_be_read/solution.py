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


def _looks(answer: float, x: float) -> bool:
    return answer[0] == x


misconceptions = (Misconception(of="double", wrong=squared, explains=_looks, says="It is squared."),)

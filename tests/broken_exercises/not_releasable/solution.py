from grader import Misconception


def root(x: float) -> float:
    """A number whose square is x.

    Parameters
    ----------
    x : float

    Returns
    -------
    float
    """
    return x**0.5


def halved(x: float) -> float:
    return x / 2


misconceptions = (Misconception(of="root", wrong=halved, says="It is halved."),)

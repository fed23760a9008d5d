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


def times_itself(x: float) -> float:
    return x * x


misconceptions = (
    Misconception(of="double", wrong=squared, says="It is squared."),
    Misconception(of="double", wrong=times_itself, says="It is multiplied by itself."),
)

import math


def root(x: float) -> float:
    """The third root of a number.

    Parameters
    ----------
    x : float

    Returns
    -------
    float
    """
    return math.cbrt(x)


misconceptions = ()

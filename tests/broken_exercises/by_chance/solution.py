from grader import Satisfies


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


def is_a_sum(value: float, x: float) -> bool:
    return value == x + x


laws = (Satisfies("twice x is the sum of x and x", double, is_a_sum),)

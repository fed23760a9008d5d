from grader import Misconception, Satisfies


def double(x: float) -> float:
    """Twice a number.

    Parameters
    ----------
    x : float

    Returns
    -------
    float
    """
    if x > 1000:
        return 2 * x
    return x + x


def squared(x: float) -> float:
    return x * x


def is_a_sum(value: float, x: float) -> bool:
    return value - x == x


misconceptions = (Misconception(of="double", wrong=squared, says="This is x times x; twice x is x plus x."),)
laws = (Satisfies("less x, twice x is x", double, is_a_sum),)

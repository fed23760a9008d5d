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
    return x + x


def one_for_nothing(x: float) -> float:
    return 2 * x if x else 1


def is_a_sum(value: float, x: float) -> bool:
    return value - x == x


misconceptions = (
    Misconception(of="double", wrong=one_for_nothing, says="Where x is 0 it gives 1, but twice 0 is 0."),
)
laws = (Satisfies("less x, twice x is x", double, is_a_sum),)

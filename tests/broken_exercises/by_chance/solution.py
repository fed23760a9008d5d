from grader import Misconception, Satisfies


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


def eleven_for_five(x: float) -> float:
    return 11 if x == 5 else 2 * x


def is_a_sum(value: float, x: float) -> bool:
    return value - x == x


misconceptions = (
    Misconception(of="double", wrong=eleven_for_five, says="Where x is 5 it gives 11, but twice 5 is 10."),
)
laws = (Satisfies("less x, twice x is x", double, is_a_sum),)

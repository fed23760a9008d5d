from grader import Misconception, Satisfies


def is_enough(x: float) -> bool:
    """Whether a number is at least 2.5.

    Parameters
    ----------
    x : float

    Returns
    -------
    bool
    """
    return x >= 2.5


def is_more(x: float) -> bool:
    return x > 2.5


def is_so(value: bool, x: float) -> bool:
    return value == (max(x, 2.5) == x)


misconceptions = (Misconception(of="is_enough", wrong=is_more, says="2.5 itself is left out; it is at least 2.5."),)
laws = (Satisfies("it is the larger one of itself and 2.5", is_enough, is_so),)

from grader import Misconception


def double(x: float) -> float:
    """Twice a number."""
    return x + x


def squared(x: float) -> float:
    return x**2


misconceptions = (Misconception(of="double", wrong=squared, says="It is squared."),)

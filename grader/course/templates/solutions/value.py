"""The reference, and a wrong way that is known by name."""

from grader import Equals, Misconception, Tolerance


def slope() -> float:
    """The derivative of x^3 at 2.

    Returns
    -------
    float
        One number.
    """
    return 3 * 2**2


def value_of_the_cube() -> float:
    return 2**3


misconceptions = (
    Misconception(
        of="slope",
        wrong=value_of_the_cube,
        says="This is the value of x^3 at 2; the slope is the value of its derivative.",
    ),
)


def _cube(x: float) -> float:
    return x**3


laws = (Equals(slope, "(_cube(2.001) - _cube(1.999)) / 0.002", tolerance=Tolerance(relative=1e-5)),)

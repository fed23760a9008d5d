"""The reference, and a wrong way that is known by name."""

from grader import Misconception, Satisfies


def lowest() -> str:
    """The letter of the place at which (x - 3)^2 + 1 is smallest: a) -3, b) 1, c) 3.

    Returns
    -------
    str
        One letter.
    """
    return "c"


def smallest_value() -> str:
    return "b"


misconceptions = (
    Misconception(
        of="lowest",
        wrong=smallest_value,
        says="This is the smallest value of f; the question is for the x at which f takes it.",
    ),
)


def _is_lowest_of_the_options(letter: str) -> bool:
    values = {option: (x - 3) ** 2 + 1 for option, x in {"a": -3, "b": 1, "c": 3}.items()}
    return values[letter] == min(values.values())


laws = (Satisfies("the letter is of the option at which f is smallest", lowest, _is_lowest_of_the_options),)

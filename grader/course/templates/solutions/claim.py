"""The reference, and a wrong way that is known by name."""

from grader import Misconception, Satisfies


def is_equal() -> bool:
    """Whether (x + 1)^2 is x^2 + 1 for every x; `where_they_differ` is the evidence.

    Returns
    -------
    bool
    """
    return False


def where_they_differ() -> list[float]:
    """A number at which (x + 1)^2 and x^2 + 1 differ.

    Returns
    -------
    list of float, length 1
        The number x.
    """
    return [1]


def squared_term_by_term() -> bool:
    return True


misconceptions = (
    Misconception(
        of="is_equal",
        wrong=squared_term_by_term,
        says="A sum is not squared term by term: (x + 1)^2 also has the mixed term 2x.",
    ),
)


def _is_true_at_many_numbers(is_equal: bool) -> bool:  # noqa: FBT001 - a value
    return is_equal == all((x + 1) ** 2 == x**2 + 1 for x in range(-9, 10))


laws = (Satisfies("what is equal is equal at many numbers", is_equal, _is_true_at_many_numbers),)

"""The reference, and a wrong way that is known by name."""

from typing import Any

from grader import Misconception, Satisfies


def what_it_is() -> tuple[str, Any]:
    """What the matrix [[1, 2], [2, 1]] is, with evidence.

    Returns
    -------
    str, tuple
        The word, and two vectors or a pair (L, D).
    """
    return "indefinite", ((1, 1), (1, -1))


def positive_entries() -> tuple[str, Any]:
    return "positive definite", ((1, 1), (1, 1))


def _says_positive(answer: Any) -> bool:
    return isinstance(answer, (list, tuple)) and len(answer) == 2 and str(answer[0]) == "positive definite"


misconceptions = (
    Misconception(
        of="what_it_is",
        wrong=positive_entries,
        explains=_says_positive,
        says="The entries are positive, but that does not make the matrix positive definite; look at v'Av.",
    ),
)


def _has_both_signs(answer: tuple[str, Any]) -> bool:
    word, vectors = answer
    forms = [a * (a + 2 * b) + b * (2 * a + b) for a, b in vectors]
    return word == "indefinite" and min(forms) < 0 < max(forms)


laws = (Satisfies("v'Av is above 0 for one vector and below 0 for the other", what_it_is, _has_both_signs),)

"""The keys of the course that ships are proved by `grader.maths`, where they are mathematics that it decides."""

import pytest
import sympy

from grader.items.single import SingleItem
from grader.judging.key import CourseKey
from grader.maths import convexity, definiteness
from tests.conftest import item_of


def test_every_statement_is_proved(key: CourseKey) -> None:
    """What a claim or an answer with evidence states is what its reference says."""
    proved = 0
    for exercise in key.exercises:
        for item in exercise.exercise.items:
            if isinstance(item, SingleItem):
                assert item.key_fault(exercise.call(item.function, *item.arguments)) is None
                proved += getattr(item, "states", None) is not None
    assert proved >= 2


@pytest.mark.slow
def test_convexity_of_the_hessian_s_cases(key: CourseKey) -> None:
    """Each function of the exercise is what the reference says of it, with a proof or a chord."""
    exercise, item = item_of(key, "hessian", "is_convex")
    for expression, variables in item.cases:
        verdict = convexity.classify(expression, variables).convex.verdict
        assert verdict == ("yes" if exercise.call("is_convex", expression, variables) else "no"), expression


def test_definiteness_of_the_hessian_s_cases(key: CourseKey) -> None:
    """Each matrix of the exercise too, in exact arithmetic."""
    exercise, item = item_of(key, "hessian", "is_positive_semidefinite")
    for (matrix,) in item.cases:
        verdict = definiteness.classify(sympy.Matrix(matrix.tolist()).applyfunc(sympy.nsimplify)).verdict
        assert verdict in {"positive definite", "positive semidefinite", "negative definite", "negative semidefinite",
                           "indefinite", "zero"}  # fmt: skip
        is_psd = verdict in {"positive definite", "positive semidefinite", "zero"}
        assert exercise.call("is_positive_semidefinite", matrix) is is_psd, matrix

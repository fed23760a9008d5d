"""Exact numbers, a tolerance for each number, matrices without rows, and the sentences on numbers and arrays."""

import pytest

from grader.course.check.mutation import check_mutants
from grader.course.check.solution import check_key
from grader.course.load import load_course
from grader.sandbox.levels.sandbox import Sandbox
from tests.cases.case import INPUTS, Case, check

BIG = {"factorial": "WRONG 0", "catalan": "WRONG 0"}
TEXTS = "text_sentences"
ITEM, RAVEL = "`.item()`", "`np.ravel(...)`"
CASES = (
    Case("numbers_whole", "work_a", BIG, says={"catalan": "the first at [31]"}),
    Case("numbers_whole", "work_a", {"counts": "WRONG 0", "beyond": "WRONG 0"}, says={"beyond": "too small by 1."}),
    Case("numbers_whole", "work_b", BIG, says={"factorial": "It is too large by 7."}),
    Case("numbers_one_scale", "work", {"pair": "WRONG 0", "fib": "WRONG 0", "costs": "WRONG 0"}, says={"fib": "by 1."}),
    Case("symbolic_empty_matrices", "work_reference", {"array": "CORRECT 1", "matrix": "CORRECT 1"}),
    Case("symbolic_empty_matrices", "work", {"array": "WRONG 0"}, says={"array": "expected np.empty((0, 3))"}),
    Case("symbolic_empty_matrices", "work", {"matrix": "CORRECT 1"}),
    Case("student_column", "work", {"fit": "WRONG 0"}, {"fit": RAVEL}, exercise="linear_predictor"),
    Case("student_lstsq_tuple", "work", {"fit": "WRONG 0"}, {"fit": "a tuple of 4"}, exercise="linear_predictor"),
    Case(
        TEXTS, "work_eigh_tuple", {"eigenvalues_at": "WRONG 0"}, {"eigenvalues_at": "one of them"}, exercise="hessian"
    ),
    Case(TEXTS, "work_columns", {"risk": "WRONG 0"}, {"risk": ITEM}, exercise="square_loss"),
    Case(
        TEXTS,
        "work_columns",
        {"gradient_output_weights": "WRONG 0"},
        {"gradient_output_weights": RAVEL},
        exercise="square_loss",
    ),
    Case(TEXTS, "work_columns", {"hidden": "WRONG 0"}, {"hidden": RAVEL}, exercise="neural_network"),
    Case(TEXTS, "work_columns", {"network": "WRONG 0"}, {"network": ITEM}, exercise="neural_network"),
    Case(TEXTS, "work_text_array", {"risk": "WRONG 0"}, {"risk": "array of texts"}, exercise="mean_squared_error"),
    Case(TEXTS, "work_text_array", {"slide_outputs": "WRONG 0"}, {"slide_outputs": "array of texts"}, exercise="xor"),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_answers(case: Case, patient: Sandbox) -> None:
    """Each case gets the verdict, the points and the sentence that it must get."""
    check(case, patient)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "exercise", "same"),
    [
        ("numbers_whole", "big", {"counts: 2 -> -2", "beyond: 2 -> -2"}),  # every case is even
        ("numbers_one_scale", "scale", set()),
        ("symbolic_empty_matrices", "empty", set()),
    ],
)
def test_mutants(name: str, exercise: str, same: set[str]) -> None:
    """`grade check` kills every mutant of the references that is another function at the inputs."""
    checked = check_mutants(load_course(INPUTS / name / "course", [exercise]).exercises[0], f"solutions/{exercise}.py")
    assert not checked.findings
    # what is whole, or has two digits, is the same when it is rounded
    assert {mutant for mutant in checked.counted.same if not mutant.endswith("rounded to 2 digits")} == same
    assert checked.counted.killed == checked.counted.tried - len(checked.counted.same)


@pytest.mark.parametrize(
    ("name", "exercise"),
    [("numbers_whole", "big"), ("numbers_one_scale", "scale"), ("symbolic_empty_matrices", "empty")],
)
def test_the_reference_gives_the_same_twice(name: str, exercise: str) -> None:
    """Also a matrix without rows, and whole numbers that floats skip."""
    (key,) = load_course(INPUTS / name / "course").exercises
    assert list(check_key(key, f"solutions/{exercise}.py")) == []

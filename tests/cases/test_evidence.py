"""A right reason in another form: arrays for tuples, floats for fractions, roots for either."""

import pytest

from grader.sandbox.levels.sandbox import Sandbox
from tests.cases.case import Case, check

CHORD, FACTORS, RIGHT = "evidence_chord_as_array", "evidence_float_factors", "CORRECT 4"
CASES = (
    Case(CHORD, "work_array", {"is_convex": RIGHT}),
    Case(CHORD, "work_list", {"is_convex": RIGHT}),
    Case(CHORD, "work_npfloats", {"is_convex": RIGHT}),
    Case(CHORD, "work_points1d", {"is_convex": RIGHT}),
    Case(FACTORS, "work_chol_diag", {"what_it_is": RIGHT}, says={"what_it_is": "up to rounding"}),
    Case(FACTORS, "work_chol", {"what_it_is": RIGHT}, says={"what_it_is": "up to rounding"}),
    Case(FACTORS, "work_eig", {"what_it_is": RIGHT}, says={"what_it_is": "up to rounding"}),
    Case(FACTORS, "work_float32", {"what_it_is": RIGHT}, says={"what_it_is": "up to rounding"}),
    Case(FACTORS, "work_sympy", {"what_it_is": RIGHT}, says_not={"what_it_is": "rounding"}),
    Case(
        FACTORS, "work_wrong", {"what_it_is": "PARTIAL 2"},
        says={"what_it_is": "L D L' has 2.002 in row 1 and column 2, off by 0.002"},
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_evidence(case: Case, patient: Sandbox) -> None:
    """Each case gets the verdict, the points and the sentence that it must get."""
    check(case, patient)

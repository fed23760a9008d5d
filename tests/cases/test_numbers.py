"""How close is close: whole numbers, tolerances, and fractions that were floats."""

import pytest

from grader.sandbox.levels.sandbox import Sandbox
from tests.cases.case import Case, check

CASES = (
    Case("numbers_rational_of_float", "work_control", {"third": "CORRECT 1"}),
    Case("numbers_rational_of_float", "work", {"third": "CORRECT 1"}),
    Case("numbers_rational_of_float", "work_near", {"third": "WRONG 0"}),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_numbers(case: Case, sandbox: Sandbox) -> None:
    """Each case gets the verdict, the points and the sentence that it must get."""
    check(case, sandbox)

"""Things that lie where a file is expected, and time that has no end."""

import pytest

from grader.sandbox.levels.sandbox import Sandbox
from tests.cases.case import Case, check

CASES = (
    Case("attack_dir_named_py", "work", {"relu": "MISSING 0"}, exercise="xor"),
    Case("attack_slow_shrink", "work", {"risk": "WRONG 0"}, {"risk": "gave 7"}, exercise="mean_squared_error"),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_files(case: Case, patient: Sandbox) -> None:
    """Each case gets the verdict, the points and the sentence that it must get."""
    check(case, patient)

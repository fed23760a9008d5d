"""What SymPy gives: derivatives for symbols that may be complex, of functions of real numbers."""

import pytest

from grader.course.check.solution import check_key
from grader.course.load import load_course
from grader.items.answers import compare_expressions
from grader.sandbox.levels.sandbox import Sandbox
from tests.cases.case import INPUTS, Case, check

CASES = (
    Case("symbolic_diff_of_abs", "work_a", {"l1_slope": "CORRECT 2", "norm_slope": "CORRECT 2"}),
    Case("symbolic_diff_of_abs", "work_b", {"l1_slope": "CORRECT 2", "norm_slope": "CORRECT 2"}),
    Case("symbolic_diff_of_abs", "work_c", {"l1_slope": "CORRECT 2", "norm_slope": "CORRECT 2"}),
    Case("symbolic_diff_of_abs", "work_unevaluated", {"l1_slope": "CORRECT 2", "norm_slope": "CORRECT 2"}),
    Case("symbolic_diff_of_abs", "work_wrong", {"l1_slope": "WRONG 0", "norm_slope": "WRONG 0"}),
    Case("symbolic_diff_of_abs", "work_not_found", {"l1_slope": "UNDECIDED None", "norm_slope": "UNDECIDED None"},
         says={"l1_slope": "SymPy does not carry out", "norm_slope": "where SymPy can, .doit() carries it out"}),
)  # fmt: skip


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine changes no verdict here."""
    monkeypatch.setattr(compare_expressions, "SECONDS", 20.0)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_symbolic(case: Case, patient: Sandbox) -> None:
    """Each case gets the verdict, the points and the sentence that it must get."""
    check(case, patient)


def test_an_author_s_derivative_of_an_absolute_value_is_a_key() -> None:
    """As it is for students: the reference's symbols are real, too."""
    key = load_course(INPUTS / "author_diff_of_abs" / "course", ()).exercises[0]
    assert list(check_key(key, "solutions/slope.py")) == []


def test_a_key_that_cannot_be_compared_is_told_with_a_cure_that_works() -> None:
    """A derivative that SymPy never finds: `.doit()` would not help."""
    key = load_course(INPUTS / "author_diff_of_floor" / "course", ()).exercises[0]
    [finding] = check_key(key, "solutions/slope.py")
    assert finding.code == "key.fails"
    assert "undecided" in finding.fault
    assert "doit" not in f"{finding.fault} {finding.cure}"
    assert "real=True" in finding.cure

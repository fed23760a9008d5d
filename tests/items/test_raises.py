"""Calls that have to raise an exception, as the statement says."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.course.check.mutation import check_mutants
from grader.course.check.reach import check_reach
from grader.course.load import load_course
from grader.items import FunctionItem
from grader.items.domains import Integers
from grader.items.raises import Raises
from grader.model.verdict import Verdict
from grader.sandbox.client.outcome import Failure, FailureKind
from tests.items.conftest import MakeExam

ROOT = FunctionItem(
    id="root",
    title="the square root",
    points=2,
    inputs=(Integers(low=1, high=50),),
    cases=((0,),),
    raises=(Raises(arguments=(-1,), error="ValueError"),),
)


class _OwnError(ValueError):
    pass


def _that_raises(error: Exception | None, value: Any = 0.0) -> Callable[[float], Any]:
    def root(x: float) -> Any:
        if x >= 0:
            return math.sqrt(x)
        if error is not None:
            raise error
        return value

    return root


@pytest.mark.parametrize(
    ("answer", "verdict", "code", "shown"),
    [
        (_that_raises(ValueError("below 0")), Verdict.CORRECT, None, ""),
        (_that_raises(UnicodeError()), Verdict.CORRECT, None, ""),  # derived from ValueError
        (_that_raises(None), Verdict.WRONG, "answer.no_exception", "root(-1) gave 0.0; expected ValueError"),
        (_that_raises(None, None), Verdict.WRONG, "answer.no_exception", "root(-1) gave None; expected ValueError"),
        (_that_raises(KeyError(1)), Verdict.WRONG, "answer.other_exception", "root(-1) raised KeyError; expected"),
        (_that_raises(Exception()), Verdict.WRONG, "answer.other_exception", "root(-1) raised Exception; expected"),
        (_that_raises(_OwnError()), Verdict.WRONG, "answer.other_exception", "root(-1) raised _OwnError; expected"),
        (_that_raises(None, Failure(FailureKind.TIMED_OUT, "")), Verdict.TIMED_OUT, "crash.timed_out", "root(-1)"),
        (_that_raises(None, Failure(FailureKind.RAISED, "ValueError", loading=True)), Verdict.CRASHED, None, None),
        (lambda x: x, Verdict.WRONG, "answer.value", "root("),  # what it gives elsewhere comes first
    ],
)
def test_what_is_asked_for(
    answer: Callable[..., Any], verdict: Verdict, code: str | None, shown: str | None, make_exam: MakeExam
) -> None:
    """The exception, or one that is derived from it; anything else is wrong, with the call."""
    judgement = ROOT.judge(make_exam({"root": answer}, {"root": math.sqrt}))
    assert judgement.verdict is verdict
    assert judgement.fraction == (1 if verdict is Verdict.CORRECT else 0)
    if code is not None:
        assert judgement.feedback[0].code == code
    if shown:
        assert judgement.witness is not None
        assert judgement.witness.text.startswith(shown)


SOLUTION = '''
def root(x: float) -> float:
    """The square root.

    Parameters
    ----------
    x : float

    Returns
    -------
    float
    """
    if x < 0:
        raise ValueError("below 0")
    return x**0.5
'''
EXERCISE = """
from grader import Exercise, FunctionItem, Integers, Raises

exercise = Exercise(
    title="Roots",
    source="Lecture 1",
    statement="Write `root(x)`, which raises ValueError for a number below 0.",
    items=(
        FunctionItem(
            id="root", title="the root", points=1, inputs=(Integers(low=1, high=50),), cases=((0,),){raises},
        ),
    ),
)
"""
ASKED = ', raises=(Raises(arguments=(-1,), error="ValueError"),)'


def _course(folder: Path, raises: str) -> Path:
    for tree in ("exercises", "solutions", "student_template"):
        (folder / tree).mkdir(parents=True)
    course = 'from grader import Course\n\ncourse = Course(name="c", title="C", version="1")\n'
    (folder / "exercises" / "course.py").write_text(course, encoding="utf-8")
    (folder / "exercises" / "roots.py").write_text(EXERCISE.format(raises=raises), encoding="utf-8")
    (folder / "solutions" / "roots.py").write_text(SOLUTION, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("raises", "is_asked"), [("", False), (ASKED, True)])
def test_the_check_knows_what_is_asked_for(tmp_path: Path, raises: str, is_asked: bool) -> None:  # noqa: FBT001
    """An exception that nobody is asked for is a warning; where it is, leaving it out is told."""
    key = load_course(_course(tmp_path, raises), ["roots"]).exercises[0]
    warnings = list(check_reach(key, "solutions/roots.py"))
    assert all(warning.is_warning for warning in warnings)
    assert bool(warnings) is not is_asked
    left_out = "root: raise ValueError('below 0') -> left out"
    assert (left_out in check_mutants(key, "solutions/roots.py").counted.same) is not is_asked

"""A value that follows from other functions of the student's, for who has no reference: x1() is one step from 4.

The student's own functions say what is right, once they are right themselves; until then it stays open.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import FunctionType
from typing import Any

from grader.errors import SandboxError
from grader.items.answers.convert import UnlikeError, like
from grader.items.exam import Student
from grader.items.item import Item
from grader.judging.key import Equation, ExerciseKey
from grader.judging.substituted_reference import NoAnswerError
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement
from grader.sandbox.client.outcome import Failure


def value_of(equation: Equation, functions: Mapping[str, Callable[..., Any]]) -> Any:
    """What the equation gives for these functions; whatever it, or one of them, raises."""
    function = equation.function
    assert isinstance(function, FunctionType)  # noqa: S101 - a `def` of a module
    return FunctionType(function.__code__, {**function.__globals__, **functions})()


def with_own_value(
    key: ExerciseKey, item: Item, student: Student, earlier: Mapping[str, Judgement]
) -> ExerciseKey | None:
    """The key with the value that the student's own functions give in the place of the reference's.

    None while one of these functions is not right, and where they give no value.
    """
    equation = key.equations[item.id]
    if any(earlier[needed].fraction < 1 for needed in item.needs):
        return None
    try:
        value = value_of(equation, {name: partial(_ask, student, name, form) for name, form in equation.forms.items()})
    except SandboxError:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, it comes of what the student's functions give
        return None
    return replace(key, functions={**key.functions, item.function: lambda *_: value})


def _ask(student: Student, name: str, form: Any, *arguments: Any) -> Any:
    """The student's answer, in the form of right ones where it can take that; NoAnswerError if there is none."""
    outcome = student.call(name, *arguments)
    student.forget_call()  # it is no answer to this item, and what it prints is no evidence
    student.forget_output()
    if isinstance(outcome, Failure):
        raise NoAnswerError
    try:
        return like(outcome.value, form)
    except UnlikeError:
        return outcome.value


def names_equation(judgement: Judgement, equation: Equation) -> Judgement:
    """The judgement on a wrong value, with what it was compared with: the student can do the same."""
    if judgement.fraction == 1 or not any(said.code == "answer.value" for said in judgement.feedback):
        return judgement
    text = f"Your own functions are right here, and give something else: {equation.text}"
    return judgement.with_feedback(Feedback(code="equation.differs", text=text))

"""Arguments for which an exception is what is asked for."""

import builtins
from typing import Any

from pydantic import Field

from grader.items.answers.pasted import snippet
from grader.items.answers.show import show, show_call
from grader.items.exam import Exam
from grader.items.failures import judge_failure
from grader.model.feedback import Feedback, Witness
from grader.model.frozen import Frozen
from grader.model.judgement import Judgement, wrong
from grader.sandbox.client.outcome import Failure, FailureKind, Outcome


class Raises(Frozen):
    """A call that has to raise an exception, as the statement says."""

    arguments: tuple[Any, ...]
    """What the function is called with."""
    error: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    """Name of the exception's class, such as `ValueError`; one that is derived from it is right as well."""


def judge_raises(function: str, asked: Raises, exam: Exam) -> Judgement | None:
    """What is wrong with a call that has to raise; None if it does.

    Parameters
    ----------
    function : str
        Name of the student's function.
    asked : Raises
        With what, and which exception.
    exam : Exam
        The student.
    """
    outcome = exam.student.call(function, *asked.arguments)
    if _raised(outcome) is None:
        return _not_raised(outcome, function, asked, exam)
    name = str(_raised(outcome))
    if _is_derived(name, asked.error):
        return None
    exam.student.shows(outcome)
    said = Feedback(code="answer.other_exception", text=f"It raises another exception; {asked.error} is asked for.")
    return wrong(said, witness=_witness(function, asked, outcome, f"raised {name}"))


def _not_raised(outcome: Outcome, function: str, asked: Raises, exam: Exam) -> Judgement:
    exam.student.shows(outcome)
    if isinstance(outcome, Failure):
        return judge_failure(outcome, (function, asked.arguments))
    said = Feedback(code="answer.no_exception", text=f"It gives a value; {asked.error} is asked for.")
    return wrong(said, witness=_witness(function, asked, outcome, f"gave {show(outcome.value)}"))


def _witness(function: str, asked: Raises, outcome: Outcome, came: str) -> Witness:
    call = (function, asked.arguments)
    text = f"{show_call(*call)} {came}; expected {asked.error}"
    program = snippet(call, outcome, compared=f"{asked.error} has to be raised.")
    return Witness(kind="call", text=text, snippet=program)


def _raised(outcome: Outcome) -> str | None:
    """Name of the exception's class; None where nothing was raised by the function itself."""
    if not isinstance(outcome, Failure) or outcome.kind is not FailureKind.RAISED or outcome.loading:
        return None
    name = outcome.text.partition(":")[0].strip()
    return name if name.isidentifier() else ""


def _is_derived(name: str, asked: str) -> bool:
    """Whether it is the exception that is asked for, or one of Python's own that is derived from it."""
    kinds = [getattr(builtins, kind, None) for kind in (name, asked)]
    known = [kind for kind in kinds if isinstance(kind, type)]
    return name == asked or (len(known) == len(kinds) and issubclass(*known))

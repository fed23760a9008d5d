"""One early slip costs one item: a later part that is right, given the student's own earlier part, counts.

risk_derivative        wrong        the factor 2 is missing
gradient_descent_step  right, given the student's risk_derivative: judged again with a reference that calls it
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np

from grader.errors import SandboxError
from grader.items.exam import Exam
from grader.items.item import Item
from grader.judging.key import ExerciseKey
from grader.judging.student import RecordedCall
from grader.judging.substituted_reference import SubstitutedPart, students_part, with_parts
from grader.judging.triviality import EarlierPart, is_trivial
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement
from grader.model.verdict import Verdict
from grader.sandbox.client.outcome import Outcome

_USABLE = {Verdict.WRONG, Verdict.PARTIAL}
"""Verdicts of an earlier part that can be built on: it answers. One that is missing or crashes has nothing to give."""


def follow_through(
    judgement: Judgement,
    item: Item,
    calls: Sequence[RecordedCall],
    key: ExerciseKey,
    examine: Callable[[ExerciseKey], Exam],
) -> Judgement:
    """The judgement, or a better one if the answers are right given the student's own earlier parts, and show it.

    Whatever goes wrong while the reference runs on what the student's parts give is the student's: the judgement
    stays what it is.

    Parameters
    ----------
    judgement : Judgement
        With the true earlier parts.
    item : Item
        What was judged.
    calls : sequence of RecordedCall
        The student's answers, which are not asked for again.
    key : ExerciseKey
        The reference.
    examine : callable
        Makes the same exam again, with another reference.
    """
    if judgement.verdict is not Verdict.WRONG or not item.needs:
        return judgement
    with np.errstate(all="ignore"):  # what a student's part gives may be wild
        return _follow(judgement, item, calls, key, examine)


def _follow(
    judgement: Judgement,
    item: Item,
    calls: Sequence[RecordedCall],
    key: ExerciseKey,
    examine: Callable[[ExerciseKey], Exam],
) -> Judgement:
    exam = examine(key)
    names = [name for name in _wrong_functions(item, exam.earlier) if name in key.functions]
    if not names:
        return judgement

    def students_parts() -> dict[str, SubstitutedPart]:
        # Made anew each time, as a part keeps the calls that it was asked for
        return {name: students_part(exam.student, name, key.functions[name]) for name in names}

    def judge_given(replaced: Mapping[str, SubstitutedPart]) -> Judgement | None:
        functions = with_parts(key.functions, {**students_parts(), **replaced})
        # The student's answers are the same whatever they are held against: only the reference is another one.
        again = examine(replace(key, functions=functions))
        return _judge(item, replace(again, student=ReplayedStudent(calls), wants_evidence=False))

    parts = students_parts()
    again = judge_given(parts)
    # A part that once had no answer leaves it open what the reference would have gone on with
    if again is None or not (again.fraction or again.is_open) or any(part.has_failed for part in parts.values()):
        return judgement
    earlier = [EarlierPart(_earlier_item(key, item, name), name, key, part) for name, part in parts.items()]
    try:
        # Only parts that were called: whatever the others give, nothing rests on them
        if is_trivial(item, calls, exam, [part for part in earlier if part.part.calls], again, judge_given):
            return judgement
    except SandboxError:
        raise
    except Exception:  # noqa: BLE001 - the student's data again: what cannot be looked into has shown nothing
        return judgement
    return _right_given(again, item, names)


def _judge(item: Item, exam: Exam) -> Judgement | None:
    """The judgement; None where author's code or comparison cannot go on with what the student's part gave."""
    try:
        return item.judge(exam)
    except SandboxError:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, it comes of the student's data
        return None


def _wrong_functions(item: Item, judgements: Mapping[str, Judgement]) -> list[str]:
    """Names of the functions that the item needs and that the student has got wrong."""
    wrong = [needed for needed in item.needs if judgements[needed].verdict in _USABLE]
    # `step.shape` examines the function `step`
    return list(dict.fromkeys(needed.partition(".")[0] for needed in wrong))


def _earlier_item(key: ExerciseKey, item: Item, function: str) -> Item:
    """The first item that the later one needs and that examines this function."""
    return next(earlier for earlier in key.exercise.items if earlier.id in item.needs and earlier.function == function)


def _right_given(again: Judgement, item: Item, names: list[str]) -> Judgement:
    """The judgement with a sentence that says what it is given, and with the share of the points that this earns."""
    own = " and ".join(f"`{name}`" for name in names)
    opening = "Whether it is right could not be decided" if again.is_open else "Right"
    text = f"{opening}, given your {own}."
    fraction = again.fraction * item.follow_through
    return again.model_copy(
        update={
            "fraction": fraction,
            "verdict": again.verdict if fraction == again.fraction else Verdict.PARTIAL,
            "feedback": (Feedback(code="follow_through", text=text), *again.feedback),
        }
    )


class ReplayedStudent:
    """The student of an exam that is held again: answers in the order in which they were given, whatever is asked."""

    def __init__(self, calls: Sequence[RecordedCall]) -> None:
        self._outcomes = iter([call.outcome for call in calls])

    def call(self, function: str, *arguments: Any) -> Outcome:  # noqa: ARG002 - it is the same question
        """The next outcome."""
        return next(self._outcomes)

    def call_each(self, function: str, calls: Sequence[Sequence[Any]]) -> Iterator[Outcome]:  # noqa: ARG002 - the same
        """The next outcomes, as many as there are calls."""
        return islice(self._outcomes, len(calls))

    def forget_output(self) -> None:
        """Nothing is printed."""

    def forget_call(self) -> None:
        """Nothing is called."""

    def shows(self, outcome: Outcome) -> None:
        """Nobody sees evidence of it."""

    def begin_search(self) -> None:
        """Nothing is looked for."""

    def may_search(self) -> bool:
        """There is nothing to call."""
        return False

"""Whether a later part that is right given the student's earlier parts is trivial: right without knowing anything.

It is if it would be as right after an earlier part that knows nothing, or if its own answers know nothing: 0, a
constant, or one of the arguments handed back. Otherwise two functions that return 0 could earn the points of one.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from grader.items.answers.convert import UnlikeError, like
from grader.items.exam import Exam
from grader.items.item import Item
from grader.judging.key import ExerciseKey
from grader.judging.student import RecordedCall
from grader.judging.substituted_reference import SubstitutedCall, SubstitutedPart, first_fitting, zero
from grader.model.judgement import Judgement
from grader.sandbox.client.outcome import Outcome, Returned

SameAnswer = Callable[[Any, Any], bool]
JudgeGiven = Callable[[Mapping[str, SubstitutedPart]], Judgement | None]
"""The later part judged again, with some of the student's earlier parts replaced."""


class EarlierPart(NamedTuple):
    """A function of the student's that the later part was held against."""

    item: Item
    """The item that examines it."""
    name: str
    key: ExerciseKey
    part: SubstitutedPart
    """What it gave there."""

    def over_its_own_cases(self, exam: Exam) -> list[SubstitutedCall]:
        """What it gives where its own item calls it."""
        calls = self.item.calls(exam.rng)
        outcomes = exam.student.call_each(self.name, calls)
        return list(_answered(calls, outcomes, self.key.functions[self.name]))


def is_trivial(
    item: Item,
    calls: Sequence[RecordedCall],
    exam: Exam,
    earlier_parts: Sequence[EarlierPart],
    again: Judgement,
    judge_given: JudgeGiven,
) -> bool:
    """Whether the later part is as right without knowing anything.

    Parameters
    ----------
    item : Item
        The later part.
    calls : sequence of RecordedCall
        Its answers.
    exam : Exam
        The student and the true reference.
    earlier_parts : sequence of EarlierPart
        The parts of the student's that the reference called.
    again : Judgement
        The judgement given those parts.
    judge_given : callable
        The judgement given others.
    """
    same = _same_by(item)
    own = [
        SubstitutedCall(call.arguments, call.outcome.value, exam.reference.call(item.function, *call.arguments))
        for call, _ in zip(calls, item.calls(exam.rng), strict=False)  # behind them a smaller example was looked for
        if isinstance(call.outcome, Returned)
    ]
    return (
        _is_constant(own, same)
        or bool(_handed_back(own, same))
        or any(_would_do_without(earlier, own, exam, again, judge_given, same) for earlier in earlier_parts)
    )


def _would_do_without(
    earlier: EarlierPart,
    own: Sequence[SubstitutedCall],
    exam: Exam,
    again: Judgement,
    judge_given: JudgeGiven,
    same: SameAnswer,
) -> bool:
    """Whether this part knows nothing, or one that knows nothing would do as well."""
    cases, same_part = earlier.over_its_own_cases(exam), _same_by(earlier.item)
    if _is_constant(cases, same_part):
        return True
    # A later part that takes nothing has nothing of its own to hand back, but what the earlier part handed it
    if not any(call.arguments for call in own) and _hands_on(earlier, cases, own[0].answer, same, same_part):
        return True
    reference = earlier.key.functions[earlier.name]
    judgements = (
        judge_given({earlier.name: SubstitutedPart(reference, answer)})
        for answer in _trivial_answers(earlier.part.calls, cases, same_part)
    )
    return any(judgement is not None and judgement.fraction >= again.fraction for judgement in judgements)


def _answered(
    calls: Sequence[tuple[Any, ...]], outcomes: Iterator[Outcome], reference: Callable[..., Any]
) -> Iterator[SubstitutedCall]:
    """What came of calls that have an answer in the reference's form."""
    for arguments, outcome in zip(calls, outcomes, strict=False):
        expected = reference(*arguments)
        with contextlib.suppress(UnlikeError):
            if isinstance(outcome, Returned):
                yield SubstitutedCall(arguments, like(outcome.value, expected), expected)


def _trivial_answers(
    there: Sequence[SubstitutedCall], cases: Sequence[SubstitutedCall], same: SameAnswer
) -> Iterator[Callable[[tuple[Any, ...], Any], Any]]:
    """Parts that know nothing: zero, one answer of the student's throughout, and the first argument that fits.

    Where the later part builds on one answer only, that may be this constant, or this argument, by chance. A part that
    is the first argument itself is no proof against the later one, whose answers have been looked at.
    """
    yield zero
    if _are_all_the_same([call.answer for call in there], same):
        return
    answers = tuple(call.answer for call in cases)
    # The first of its answers that has the form asked for: the same one wherever the form is the same
    yield lambda _, expected: first_fitting(answers, expected)
    if not all(same(call.answer, _first_argument(call)) for call in cases):
        yield first_fitting


def _first_argument(call: SubstitutedCall) -> Any:
    """The first argument that has the form of the answer; None if there is none."""
    with contextlib.suppress(UnlikeError):
        return first_fitting(call.arguments, call.expected)
    return None


def _hands_on(
    earlier: EarlierPart, cases: Sequence[SubstitutedCall], answer: Any, same: SameAnswer, same_part: SameAnswer
) -> bool:
    """Whether the part hands back an argument, and a later part without arguments is what it was handed."""
    return any(
        same(answer, _signed(call.arguments[position], sign))
        for position, sign in _handed_back(cases, same_part)
        for call in earlier.part.calls
    )


def _is_constant(calls: Sequence[SubstitutedCall], same: SameAnswer) -> bool:
    """Whether the answers of each form are all the same, where the reference's are not."""
    answers, expected = [call.answer for call in calls], [call.expected for call in calls]
    return _are_all_the_same(answers, same) and not _are_all_the_same(expected, same)


def _are_all_the_same(values: Sequence[Any], same: SameAnswer) -> bool:
    """Whether values of one form are the same: `np.zeros(len(x))` is one constant, whatever its length."""
    first: dict[str, Any] = {}
    return all(same(value, first.setdefault(_form(value), value)) for value in values)


def _form(value: Any) -> str:
    """The shape of an array or a matrix, the length of a list; empty for anything else."""
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple):
        return str(shape)
    return str(len(value)) if isinstance(value, (list, tuple)) else ""


def _handed_back(calls: Sequence[SubstitutedCall], same: SameAnswer) -> list[tuple[int, int]]:
    """Positions of the arguments that every answer is, with the sign that it has; not those that are right."""
    positions = range(min((len(call.arguments) for call in calls), default=0))
    return [
        (position, sign)
        for position, sign in product(positions, (1, -1))
        if _is_argument([call.answer for call in calls], calls, position, sign, same)
        and not _is_argument([call.expected for call in calls], calls, position, sign, same)
    ]


def _is_argument(
    values: Sequence[Any], calls: Sequence[SubstitutedCall], position: int, sign: int, same: SameAnswer
) -> bool:
    """Whether each value is the argument at this position of its call, with this sign."""
    return all(same(value, _signed(call.arguments[position], sign)) for value, call in zip(values, calls, strict=True))


def _signed(value: Any, sign: int) -> Any:
    """The value or its negative; None for what has no negative."""
    try:
        return value if sign == 1 else np.negative(value)
    except TypeError:
        return None


def _same_by(item: Item) -> SameAnswer:
    """Whether an item takes two answers for the same; what it cannot compare is not."""

    def same(answer: Any, other: Any) -> bool:
        try:
            return item.same(answer, other)
        except Exception:  # noqa: BLE001 - an argument need not be anything that an answer is held against
            return False

    return same

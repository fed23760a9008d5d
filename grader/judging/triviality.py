"""Whether a later part that is right given the student's earlier parts has shown anything.

It has not if it would be as right after an earlier part that knows nothing, or if its own answers know nothing:
0, a constant, or one of the arguments handed back.
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
from grader.judging.substituted_reference import SubstitutedCall, Part, first_fitting, zero
from grader.model.judgement import Judgement
from grader.sandbox.outcome import Outcome, Returned

Same = Callable[[Any, Any], bool]
Given = Callable[[Mapping[str, Part]], Judgement | None]
"""The later part judged again, with some of the student's earlier parts replaced."""


class EarlierPart(NamedTuple):
    """A function of the student's that the later part was held against."""

    item: Item
    """The item that examines it."""
    name: str
    key: ExerciseKey
    part: Part
    """What it gave there."""

    def over_its_own_cases(self, exam: Exam) -> list[SubstitutedCall]:
        """What it gives where its own item calls it."""
        calls = self.item.calls(exam.rng)
        outcomes = exam.student.call_each(self.name, calls)
        return list(_answered(calls, outcomes, self.key.functions[self.name]))


def shows_nothing(
    item: Item,
    calls: Sequence[RecordedCall],
    exam: Exam,
    earlier: Sequence[EarlierPart],
    again: Judgement,
    given: Given,
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
    earlier : sequence of EarlierPart
        The parts of the student's that the reference called.
    again : Judgement
        The judgement given those parts.
    given : callable
        The judgement given others.
    """
    same = _same(item)
    own = [
        SubstitutedCall(call.arguments, call.outcome.value, exam.reference.call(item.function, *call.arguments))
        for call, _ in zip(calls, item.calls(exam.rng), strict=False)  # behind them a smaller example was looked for
        if isinstance(call.outcome, Returned)
    ]
    return (
        _is_constant(own, same)
        or bool(_handed_back(own, same))
        or any(_would_do_without(part, own, exam, again, given, same) for part in earlier)
    )


def _would_do_without(
    earlier: EarlierPart, own: Sequence[SubstitutedCall], exam: Exam, again: Judgement, given: Given, same: Same
) -> bool:
    """Whether this part knows nothing, or one that knows nothing would do as well."""
    cases, same_part = earlier.over_its_own_cases(exam), _same(earlier.item)
    if _is_constant(cases, same_part):
        return True
    if not any(asked.arguments for asked in own) and _hands_on(earlier, cases, own[0].answer, same, same_part):
        return True
    true = earlier.key.functions[earlier.name]
    judgements = (
        given({earlier.name: Part(true, answer)}) for answer in _trivial(earlier.part.asked, cases, same_part)
    )
    return any(judgement is not None and judgement.fraction >= again.fraction for judgement in judgements)


def _answered(
    calls: Sequence[tuple[Any, ...]], outcomes: Iterator[Outcome], true: Callable[..., Any]
) -> Iterator[SubstitutedCall]:
    """What came of calls that have an answer in the reference's form."""
    for arguments, outcome in zip(calls, outcomes, strict=False):
        expected = true(*arguments)
        with contextlib.suppress(UnlikeError):
            if isinstance(outcome, Returned):
                yield SubstitutedCall(arguments, like(outcome.value, expected), expected)


def _trivial(
    there: Sequence[SubstitutedCall], cases: Sequence[SubstitutedCall], same: Same
) -> Iterator[Callable[[tuple[Any, ...], Any], Any]]:
    """Parts that know nothing: zero, one answer of the student's throughout, and the first argument that fits.

    Where the later part builds on one answer only, that may be this constant, or this argument, by chance. A part that
    is the first argument itself is no proof against the later one, whose answers have been looked at.
    """
    yield zero
    if _are_all_the_same([asked.answer for asked in there], same):
        return
    answers = tuple(asked.answer for asked in cases)
    yield lambda _, expected: first_fitting(answers, expected)
    if not all(same(asked.answer, _first_argument(asked)) for asked in cases):
        yield first_fitting


def _first_argument(asked: SubstitutedCall) -> Any:
    with contextlib.suppress(UnlikeError):
        return first_fitting(asked.arguments, asked.expected)
    return None


def _hands_on(earlier: EarlierPart, cases: Sequence[SubstitutedCall], answer: Any, same: Same, same_part: Same) -> bool:
    """Whether the part hands back an argument, and a later part without arguments is what it was handed."""
    return any(
        same(answer, _signed(asked.arguments[place], sign))
        for place, sign in _handed_back(cases, same_part)
        for asked in earlier.part.asked
    )


def _is_constant(asked: Sequence[SubstitutedCall], same: Same) -> bool:
    """Whether the answers of each form are all the same, where the reference's are not."""
    answers, expected = [one.answer for one in asked], [one.expected for one in asked]
    return _are_all_the_same(answers, same) and not _are_all_the_same(expected, same)


def _are_all_the_same(values: Sequence[Any], same: Same) -> bool:
    first: dict[str, Any] = {}
    return all(same(value, first.setdefault(_form(value), value)) for value in values)


def _form(value: Any) -> str:
    """The shape of an array or a matrix, the length of a list; empty for anything else."""
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple):
        return str(shape)
    return str(len(value)) if isinstance(value, (list, tuple)) else ""


def _handed_back(asked: Sequence[SubstitutedCall], same: Same) -> list[tuple[int, int]]:
    """Places of the arguments that every answer is, with the sign that it has; not those that are right."""
    places = range(min((len(one.arguments) for one in asked), default=0))
    return [
        (place, sign)
        for place, sign in product(places, (1, -1))
        if _is_argument([one.answer for one in asked], asked, place, sign, same)
        and not _is_argument([one.expected for one in asked], asked, place, sign, same)
    ]


def _is_argument(values: Sequence[Any], asked: Sequence[SubstitutedCall], place: int, sign: int, same: Same) -> bool:
    return all(same(value, _signed(one.arguments[place], sign)) for value, one in zip(values, asked, strict=True))


def _signed(value: Any, sign: int) -> Any:
    """The value or its negative; None for what has no negative."""
    try:
        return value if sign == 1 else np.negative(value)
    except TypeError:
        return None


def _same(item: Item) -> Same:
    """Whether an item takes two answers for the same; what it cannot compare is not."""

    def same(answer: Any, other: Any) -> bool:
        try:
            return item.same(answer, other)
        except Exception:  # noqa: BLE001 - an argument need not be anything that an answer is held against
            return False

    return same

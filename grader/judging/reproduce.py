"""A wrong answer is asked for once more, first of all calls in a new process, before it is shown as evidence.

the same answer       the evidence can be pasted as it is: nothing more is done
another one           the item is judged again in a new process, so that no other item's calls count; and then
    right             it is right: only other functions' calls had made it wrong
    wrong, and alone  the evidence of the second time is that of the item
    wrong, not alone  the function keeps something between its calls: the evidence is a sequence of calls, made as
                      short as is cheap; if none gives it again, it is chance that nothing tames
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from grader.errors import AuthoringError
from grader.items.answers.pasted import Call, snippet
from grader.items.answers.show import show, show_call
from grader.items.item import Item
from grader.judging.student import RecordedCall, RecordedStudent
from grader.model.feedback import Feedback, Witness
from grader.model.judgement import Judgement, wrong
from grader.model.verdict import Verdict
from grader.sandbox.client.outcome import Failure, Outcome

_CAN_BE_ASKED_AGAIN = {Verdict.WRONG, Verdict.PARTIAL, Verdict.CRASHED}
_MOST_CALLS, _MOST_SINGLE = 1024, 8
"""Of the calls before, so many of the last ones are tried singly, and sequences of up to so many are doubled: that is
eighteen new processes at most, for evidence that is only to be read."""
_STATE = Feedback(
    code="answer.state",
    text="The answer depends on earlier calls: the function keeps something between them, such as a global variable "
    "or a default argument that it changes.",
)
_CHANCE = Feedback(
    code="answer.chance",
    text="Called with the same arguments again, the function gives something else: it depends on more than these.",
)
_KEPT = Feedback(
    code="hint",
    text="Right when it is called first; after other functions of this file it gave something else, so it keeps "
    "something between calls.",
)


class Reproduced(NamedTuple):
    """What is found about an item in the end, with the calls that were made for it."""

    judgement: Judgement
    calls: list[RecordedCall]
    is_settled: bool = False
    """Whether there is nothing more to say: no misconception explains it, and nothing follows through."""


def reproduce(judgement: Judgement, item: Item, student: RecordedStudent, judge: Callable[[], Judgement]) -> Reproduced:
    """The judgement, if the call that its evidence shows gives the same in a new process; else what is so.

    Parameters
    ----------
    judgement : Judgement
        What was found.
    item : Item
        What was judged.
    student : RecordedStudent
        With all calls that were made for it.
    judge : callable
        Judges the item again, with the same arguments.
    """
    calls, shown = student.take_calls(), _to_ask_again(judgement, student)
    # Without time left the call would fail for that alone, and look as if it depended on something.
    if shown is None or student.is_out_of_time or _are_same(shown.outcome, student.call_first([shown]), item):
        return Reproduced(judgement, calls)
    student.begin_again()
    judgement = judge()
    calls, all_calls, shown = student.take_calls(), student.made, _to_ask_again(judgement, student)
    if judgement.fraction == 1:
        return Reproduced(judgement.with_feedback(_KEPT), calls)
    if shown is None:
        return Reproduced(judgement, calls)
    alone = student.call_first([shown])
    if _are_same(shown.outcome, alone, item):
        return Reproduced(judgement, calls)
    return Reproduced(_depends(shown, alone, all_calls, item, student), calls, is_settled=True)


def _to_ask_again(judgement: Judgement, student: RecordedStudent) -> RecordedCall | None:
    """The call that the evidence shows; None if the judgement rests on no answer."""
    shown = student.shown
    is_wrong = judgement.verdict in _CAN_BE_ASKED_AGAIN and judgement.fraction < 1
    if not is_wrong or shown is None or (isinstance(shown.outcome, Failure) and shown.outcome.loading):
        return None
    return shown


def _depends(
    shown: RecordedCall, alone: Outcome, all_calls: Sequence[RecordedCall], item: Item, student: RecordedStudent
) -> Judgement:
    """The judgement on a call that gives something else when it is the first one."""
    position = next(position for position, call in enumerate(all_calls) if call.outcome is shown.outcome)  # by identity
    call = show_call(shown.function, shown.arguments)
    # Only what comes again when it is called first can depend on calls before it; anything else is chance.
    is_repeated = _are_same(student.call_first([shown]), alone, item)
    for before in _sequences(all_calls[:position]) if is_repeated else ():
        last = student.call_first([*before, shown])
        if _is_like(last, shown.outcome) and not _are_same(last, alone, item):
            calls = ", ".join(show_call(earlier.function, earlier.arguments) for earlier in before)
            text = f"after {calls}: {call} {_shown(last)}; called first, it {_shown(alone)}"
            earlier, said = list(map(_call, before)), f"Called first, it {_shown(alone)}."
            program = snippet(_call(shown), last, before=earlier, compared=said)
            return wrong(_STATE, witness=Witness(kind="call", text=text, snippet=program))
    text = f"{call} {_shown(shown.outcome)}, and another time it {_shown(alone)}"
    program = snippet(_call(shown), shown.outcome, compared=f"Another time it {_shown(alone)}.")
    return wrong(_CHANCE, witness=Witness(kind="call", text=text, snippet=program))


def _call(recorded: RecordedCall) -> Call:
    return recorded.function, recorded.arguments


def _is_like(outcome: Outcome, shown: Outcome) -> bool:
    """Whether a call came to the same kind of end: one that a busy machine kept from its end shows nothing."""
    kinds = [other.kind if isinstance(other, Failure) else None for other in (outcome, shown)]
    return kinds[0] == kinds[1]


def _sequences(all_calls: Sequence[RecordedCall]) -> Iterator[Sequence[RecordedCall]]:
    """What may have to be called before: one call, the last ones first, then twice as many each time, then all."""
    for position in range(len(all_calls) - 1, max(-1, len(all_calls) - 1 - _MOST_SINGLE), -1):
        yield all_calls[position : position + 1]
    length = 2
    while length < min(len(all_calls), _MOST_CALLS):
        yield all_calls[-length:]
        length *= 2
    if len(all_calls) > 1:
        yield all_calls


def _are_same(outcome: Outcome, other: Outcome, item: Item) -> bool:
    """Whether two outcomes are the same but for rounding, which can depend on where an array lies in memory."""
    if isinstance(outcome, Failure) or isinstance(other, Failure):
        return isinstance(outcome, Failure) and isinstance(other, Failure) and outcome.kind is other.kind
    if show(outcome.value) == show(other.value):
        return True
    try:
        return item.same(outcome.value, other.value)
    except AuthoringError:
        return False


def _shown(outcome: Outcome) -> str:
    return "failed" if isinstance(outcome, Failure) else f"gave {show(outcome.value)}"

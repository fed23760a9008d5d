"""Which misconception explains a wrong answer: one that gives the same at every call, right and wrong ones."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.errors import AuthoringError
from grader.exercise import Misconception
from grader.items.author_functions import NotToldError, tell
from grader.items.item import Item
from grader.judging.student import RecordedCall
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement
from grader.sandbox.client.outcome import Failure, FailureKind

_GENERIC = {"answer.value", "answer.property", "hint"}
"""Codes of sentences that say no more than that the answer is wrong: the misconception's stands in for them."""


class _Raised(NamedTuple):
    """What a misconception's function gave: nothing, it raised."""

    error: Exception


def diagnose(
    judgement: Judgement, item: Item, calls: Sequence[RecordedCall], misconceptions: Iterable[Misconception]
) -> Judgement:
    """The judgement with the sentence of the most specific misconception that explains every call, if one does."""
    item_calls = [call for call in calls if call.function == item.function]
    if judgement.fraction == 1 or judgement.is_open or not item_calls:
        return judgement
    wanted = (misconception for misconception in misconceptions if misconception.of in {item.id, item.function})
    # False sorts before True: the most specific first, and of equals the one that the author names first
    for misconception in sorted(wanted, key=lambda misconception: _generality(misconception, item)):
        if all(_explains(misconception, item, call) for call in item_calls):
            return _say(judgement, misconception)
    return judgement


def unexplained(misconception: Misconception, item: Item, calls: Iterable[RecordedCall]) -> RecordedCall | None:
    """The first of an item's calls whose answer a misconception does not explain; None if it explains them all."""
    of_item = (call for call in calls if call.function == item.function)
    return next((call for call in of_item if not _explains(misconception, item, call)), None)


def _generality(misconception: Misconception, item: Item) -> tuple[bool, bool]:
    """What is of this very item comes before what is of its function, and answers before a property of answers."""
    return misconception.of != item.id, misconception.explains is not None


def _say(judgement: Judgement, misconception: Misconception) -> Judgement:
    """Its sentence comes first and stands in for the general one."""
    sentence = Feedback(code=f"misconception.{misconception.name}", text=misconception.says)
    rest = (feedback for feedback in judgement.feedback if feedback.code not in _GENERIC)
    return judgement.model_copy(update={"feedback": (sentence, *rest)})


def _explains(misconception: Misconception, item: Item, call: RecordedCall) -> bool:
    if isinstance(call.outcome, Failure):
        # A crash is explained by one that crashes there too; what fails while a file is loaded is no function's mistake
        crashed = call.outcome.kind is FailureKind.RAISED and not call.outcome.loading
        return crashed and isinstance(_value(misconception, call.arguments), _Raised)
    if misconception.explains is not None:
        return _holds(misconception, item, call)
    value = _value(misconception, call.arguments)
    return not isinstance(value, _Raised) and item.same(call.outcome.value, value)


def _value(misconception: Misconception, arguments: tuple[Any, ...]) -> Any:
    with np.errstate(all="ignore"):
        try:
            return misconception.wrong(*arguments)
        except Exception as error:  # noqa: BLE001 - raising may be just what is wrong about it
            return _Raised(error)


def _holds(misconception: Misconception, item: Item, call: RecordedCall) -> bool:
    """Whether it explains the answer; not if its `explains` fails on that, though not on the misconception's own."""
    assert misconception.explains is not None  # noqa: S101 - the caller has looked
    assert not isinstance(call.outcome, Failure)  # noqa: S101
    try:
        return bool(tell(item.holds, misconception.explains, call.outcome.value, call.arguments))
    except NotToldError as error:
        if _is_faulty(misconception, item, call.arguments):
            raised = f"raised {type(error.error).__name__}: {error.error}"
            fault = f"`explains` of the misconception {misconception.name} {raised}"
            raise AuthoringError(f"the misconceptions of {item.id}", fault, "Let it return False instead") from error
        return False


def _is_faulty(misconception: Misconception, item: Item, arguments: tuple[Any, ...]) -> bool:
    """Whether its `explains` fails on what it itself gives, and not only because numbers are too wild."""
    own = _value(misconception, arguments)
    if isinstance(own, _Raised):
        return False
    try:
        tell(item.holds, misconception.explains, own, arguments)
    except NotToldError as error:
        return not isinstance(error.error, ArithmeticError)
    return False

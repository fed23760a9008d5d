"""What is wrong with an answer in the same way at every call, where no misconception names it.

Only for functions with drawn arguments whose evidence everybody sees: of a single answer, or of a few fixed cases, the
pattern together with what was answered would be the key.
"""

import contextlib
import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.errors import AuthoringError
from grader.items.answers.patterns import LEAST, Pattern, Trial, find_pattern
from grader.items.answers.read import SKIPPING, NotNumbersError, Read, read_numbers
from grader.items.answers.shapes import ORDINALS
from grader.items.answers.show import show
from grader.items.answers.truth_and_text import is_truth, read_truth
from grader.items.function import FunctionItem
from grader.items.item import Item
from grader.items.trials import Arguments
from grader.judging.key import ExerciseKey
from grader.judging.student import RecordedCall
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement
from grader.model.verdict import Verdict
from grader.sandbox.client.outcome import Returned

_OF_VALUE = "answer.value"
_CODES = {_OF_VALUE, "answer.nan", "answer.shape"}
"""What may have a pattern; the sentence on a value gives way to it."""
_CODE = "answer.pattern"


Change = Callable[[Arguments], Arguments | None]


class _Known(NamedTuple):
    """A call with what was answered and what was expected."""

    arguments: Arguments
    answer: Any
    expected: Any
    is_right: bool


def name_pattern(judgement: Judgement, item: Item, key: ExerciseKey, calls: Sequence[RecordedCall]) -> Judgement:
    """The judgement with a sentence on what is the same about every wrong answer, if that is proved.

    Parameters
    ----------
    judgement : Judgement
        On the item.
    item, key : Item, ExerciseKey
        With the reference.
    calls : sequence of RecordedCall
        All calls that were judged.
    """
    if judgement.verdict is not Verdict.WRONG or judgement.fraction or not _may_be_told(item, key, judgement):
        return judgement
    assert isinstance(item, FunctionItem)  # noqa: S101 - `_may_be_told` has looked
    pattern = None
    with np.errstate(all="ignore"), contextlib.suppress(Exception):  # of a wild answer: it shows no pattern
        pattern = _pattern(item, key, [call for call in calls if call.function == item.function])
    if pattern is None:
        return judgement
    left_out = {_OF_VALUE} if pattern.is_whole else set()
    rest = (sentence for sentence in judgement.feedback if sentence.code not in left_out)
    return judgement.model_copy(update={"feedback": (*rest, Feedback(code=_CODE, text=pattern.text))})


def _may_be_told(item: Item, key: ExerciseKey, judgement: Judgement) -> bool:
    if not isinstance(item, FunctionItem) or item.id in key.equations:
        return False
    # What students get has the drawn arguments as cases, and no table where that would be the key
    is_drawn = (bool(item.inputs) and item.trials >= LEAST) or (key.is_released and len(item.cases) >= LEAST)
    codes = {sentence.code for sentence in judgement.feedback}
    is_named = any(code.startswith("misconception.") for code in codes)
    return is_drawn and item.visibility == "public" and bool(codes & _CODES) and not is_named


def _pattern(item: FunctionItem, key: ExerciseKey, calls: Sequence[RecordedCall]) -> Pattern | None:
    expected: list[tuple[Arguments, Any, Any]] = []
    for call in calls:
        if not isinstance(call.outcome, Returned):  # a call that fails is wrong in another way
            return None
        try:
            expected.append((call.arguments, call.outcome.value, key.call(item.function, *call.arguments)))
        except AuthoringError:  # smaller arguments than the author's may be ones that the reference is not made for
            continue
    are_truth = all(is_truth(wanted) for _, _, wanted in expected)
    if not are_truth and any(_real(wanted) is None for _, _, wanted in expected):
        return _as_pattern(_of_expressions([(answer, wanted) for _, answer, wanted in expected]))
    known = [
        _Known(arguments, answer, wanted, item.compared(answer, wanted, arguments).agrees)
        for arguments, answer, wanted in expected
    ]
    wrong = [call for call in known if not call.is_right]
    if len(wrong) < LEAST:
        return None
    if are_truth:
        return _as_pattern(_of_truth(known))
    parameters = _parameters(key, item.function)
    trials = [trial for call in known if (trial := _trial(call, parameters)) is not None]
    told = find_pattern(trials) if len(trials) == len(known) else None
    return told or _as_pattern(_of_arguments(item, key, wrong, parameters))


def _as_pattern(text: str | None) -> Pattern | None:
    return None if text is None else Pattern(text)


def _of_expressions(answers: Sequence[tuple[Any, Any]]) -> str | None:
    # Needs SymPy, as what it reads has been made with it
    from grader.items.answers.expression_patterns import (  # noqa: PLC0415
        Pair,
        find_pattern_of_expressions,
        read_entries,
    )

    pairs = []
    for answer, wanted in answers:
        given, expected = read_entries(answer), read_entries(wanted)
        if given is None or expected is None:
            return None
        pairs.append(Pair(given, expected))
    return find_pattern_of_expressions(pairs)


def _of_truth(known: Sequence[_Known]) -> str | None:
    """The same at every call, the opposite of what is right, or wrong on one side only."""
    answers = [read_truth(call.answer) for call in known]
    wanted = [bool(call.expected) for call in known]
    if None in answers or min(wanted.count(True), wanted.count(False)) == 0:
        return None
    if len({*answers}) == 1:
        return f"The answer is {answers[0]} at every call, whatever the arguments are."
    if not any(call.is_right for call in known):
        return "At every call it is the opposite of what is right." if len(known) >= LEAST else None
    sides = {bool(call.expected) for call in known if not call.is_right}
    side = sides.pop()
    others = sum(expected is not side for expected in wanted)
    # Of the other side there have to be some calls too, or it was never asked
    if sides or len({show(call.arguments) for call in known if not call.is_right}) < LEAST or others < LEAST:
        return None
    return f"It is wrong only where {side} is expected; where {not side} is, it was right."


def _trial(call: _Known, parameters: Sequence[str]) -> Trial | None:
    given, wanted = _real(call.answer), _real(call.expected)
    if given is None or wanted is None or not np.isfinite(wanted).all():
        return None
    return Trial(given, wanted, call.is_right, dict(_sizes(call.arguments, parameters)))


def _real(value: Any) -> NDArray[np.float64] | None:
    """Real numbers of a size at which floats tell whole ones apart; None for anything else."""
    try:
        read: Read = read_numbers(value)
    except NotNumbersError:
        return None
    is_real = (
        read.values.dtype.kind == "f" and np.abs(read.values[np.isfinite(read.values)]).max(initial=0.0) < SKIPPING
    )
    return read.values if is_real else None


def _sizes(arguments: Sequence[Any], parameters: Sequence[str]) -> Iterator[tuple[str, int]]:
    """What `n` may be: how long an array is, and whole numbers."""
    for position, argument in enumerate(arguments):
        name = parameters[position] if position < len(parameters) else ""
        ordinal = f"the {ORDINALS[position]} argument" if position < len(ORDINALS) else f"argument {position + 1}"
        if isinstance(argument, (int, np.integer)) and not isinstance(argument, bool):
            yield name or ordinal, int(argument)
        if not isinstance(argument, (list, np.ndarray)):
            continue
        shape = argument.shape if isinstance(argument, np.ndarray) else (len(argument),)
        if len(shape) == 1:
            yield f"len({name})" if name else f"the length of {ordinal}", shape[0]
        else:
            lengths = enumerate(shape)
            yield from (
                (f"{name}.shape[{axis}]" if name else f"axis {axis} of {ordinal}", length) for axis, length in lengths
            )


def _of_arguments(
    item: FunctionItem, key: ExerciseKey, wrong: Sequence[_Known], parameters: Sequence[str]
) -> str | None:
    """The right answer for other arguments: the next whole number, or two of them exchanged."""
    count = min(len(call.arguments) for call in wrong)
    for position in range(min(count, len(parameters))):
        for step, words in ((1, "+ 1"), (-1, "- 1")):
            if _is_answer_to(item, key, wrong, position, step):
                name = parameters[position]
                return f"Wherever it is wrong, it is what is expected for {name} {words} in the place of {name}."
    for first in range(min(count, len(parameters))):
        for second in range(first + 1, min(count, len(parameters))):
            if _is_answer_to_exchanged(item, key, wrong, first, second):
                names = f"`{parameters[first]}` and `{parameters[second]}`"
                return f"Wherever it is wrong, it is what is expected with {names} exchanged."
    return None


def _is_answer_to(item: FunctionItem, key: ExerciseKey, wrong: Sequence[_Known], position: int, step: int) -> bool:
    def moved(arguments: Arguments) -> Arguments | None:
        number = arguments[position]
        if not isinstance(number, (int, np.integer)) or isinstance(number, bool) or number + step < 0:
            return None
        return (*arguments[:position], number + step, *arguments[position + 1 :])

    return _all_answer(item, key, wrong, moved)


def _is_answer_to_exchanged(
    item: FunctionItem, key: ExerciseKey, wrong: Sequence[_Known], first: int, second: int
) -> bool:
    def exchanged(arguments: Arguments) -> Arguments | None:
        one, other = arguments[first], arguments[second]
        if type(one) is not type(other) or np.shape(one) != np.shape(other):
            return None
        changed = list(arguments)
        changed[first], changed[second] = other, one
        return tuple(changed)

    return _all_answer(item, key, wrong, exchanged)


def _all_answer(item: FunctionItem, key: ExerciseKey, wrong: Sequence[_Known], change: Change) -> bool:
    """Whether every wrong answer is right for the arguments as they are changed, and enough of them differ."""
    different = set()
    for call in wrong:
        arguments = change(call.arguments)
        if arguments is None:
            return False
        try:
            expected = key.call(item.function, *arguments)
        except AuthoringError:
            return False
        if not item.compared(call.answer, expected, arguments).agrees:
            return False
        different.add(show(expected))
    return len(different) >= LEAST


def _parameters(key: ExerciseKey, function: str) -> list[str]:
    """The names of the parameters; none where a table stands for the reference."""
    if key.is_released:
        return []
    try:
        return list(inspect.signature(key.functions[function]).parameters)
    except (TypeError, ValueError):
        return []

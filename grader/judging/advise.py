"""What an answer that is not right shows beyond that: each sentence tells of a fact that is seen in the code or answer.

The student's process is asked what the function is like, as it is asked for answers, so that who answers all that alike
reads the same.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.errors import AuthoringError
from grader.items.answers.truth_and_text import plain_text
from grader.items.crashes import told_of
from grader.items.item import Item
from grader.judging.key import ExerciseKey
from grader.judging.student import RecordedCall, RecordedStudent
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement
from grader.model.verdict import Verdict
from grader.sandbox.client.outcome import Returned
from grader.sandbox.functions import ABOUT, CHANGES

_HELPED = {Verdict.WRONG, Verdict.CRASHED}
"""Verdicts of answers about which there is something to say: one that is missing or has timed out gave none."""
_QUOTED = re.compile(r'"([^"\n]+)"')
_OF_SHAPE = {"answer.shape", "answer.type"}
_MOST_WORDS = 12
"""A docstring that quotes more words than this is no list to choose from, and would make no sentence."""


def advise(
    judgement: Judgement, item: Item, key: ExerciseKey, student: RecordedStudent, calls: Sequence[RecordedCall]
) -> Judgement:
    """The judgement with sentences on what its code shows; where something is earned, only on arguments it changes.

    Parameters
    ----------
    judgement : Judgement
        On the item.
    item, key : Item, ExerciseKey
        With the reference, whose parameters and documented words are public: they stand in the stub.
    student : RecordedStudent
        Asked what the function is like.
    calls : sequence of RecordedCall
        The calls that were judged.
    """
    if item.function not in key.functions:
        return judgement
    item_calls = [call for call in calls if call.function == item.function]
    if judgement.fraction:
        return judgement.with_feedback(*_on_changes(item, key, student, item_calls))
    # A misconception's sentence says what is wrong: what else the code shows would only draw the eye away from it.
    is_named = any(sentence.code.startswith("misconception.") for sentence in judgement.feedback)
    if judgement.verdict not in _HELPED or is_named:
        return judgement
    advice = [*_on_words(item, key, item_calls)]
    if not any(sentence.code == "crash.hint.unbound" for sentence in judgement.feedback):
        advice += _on_code(judgement, item, key, student, item_calls)
    known = {sentence.text for sentence in judgement.feedback}
    return judgement.with_feedback(*(sentence for sentence in advice if sentence.text not in known))


def _on_changes(
    item: Item, key: ExerciseKey, student: RecordedStudent, calls: Sequence[RecordedCall]
) -> Iterator[Feedback]:
    """The argument of a right answer that is another one after the call: whoever calls it finds their array changed."""
    call = next((call for call in calls if isinstance(call.outcome, Returned) and _can_change(call)), None)
    if call is None:
        return
    outcome = student.call(f"{CHANGES}{student.written_as(item.function)}", *call.arguments)
    # It comes from the student's process and may be anything; it is only asked whether a position is in it
    changed = outcome.value if isinstance(outcome, Returned) and isinstance(outcome.value, list) else []
    parameters = enumerate(_parameters(key.functions[item.function])) if changed else ()
    name = next((name for position, name in parameters if position in changed), None)
    if name is not None:
        text = (
            f"It changes `{name}` itself, as `{name} -= ...` or `{name}[0] = ...` does: whoever calls "
            f"{item.function} finds their own `{name}` changed. `{name} = {name} - ...` makes a new one."
        )
        yield Feedback(code="hint.changes_argument", text=text)


def _can_change(call: RecordedCall) -> bool:
    return any(isinstance(argument, (np.ndarray, list)) for argument in call.arguments)


def _on_words(item: Item, key: ExerciseKey, calls: Sequence[RecordedCall]) -> Iterator[Feedback]:
    """The words that the docstring lists, where an answer is none of them and the right one is."""
    reference = key.functions[item.function]
    words = _words(reference)
    for call in calls:
        answer = call.outcome.value if isinstance(call.outcome, Returned) else None
        if not isinstance(answer, str) or plain_text(answer) in words:
            continue
        try:
            wanted = key.call(item.function, *call.arguments)
        except AuthoringError:
            return
        if isinstance(wanted, str) and plain_text(wanted) in words:
            text = f"The answer is none of the words that are asked for: {', '.join(words.values())}."
            yield Feedback(code="answer.words", text=text)
        return


def _words(reference: Callable[..., Any]) -> Mapping[str, str]:
    """The words in quotes in what the docstring says of the answer, as they are compared and as they are written."""
    _, heading, returns = (inspect.getdoc(reference) or "").partition("\nReturns\n")
    # Behind the dashes below `Returns`, up to the next word that is underlined: numpydoc's sections.
    section = re.split(r"\n\w+\n-{3,}\n", returns.partition("\n")[2])[0] if heading else ""
    words = {plain_text(word): word for word in _QUOTED.findall(section)}
    return words if 1 < len(words) <= _MOST_WORDS else {}


def _on_code(
    judgement: Judgement, item: Item, key: ExerciseKey, student: RecordedStudent, calls: Sequence[RecordedCall]
) -> Iterator[Feedback]:
    """The order of the parameters, `^` with a number behind it, `max` and `min` on arrays."""
    asked = _parameters(key.functions[item.function])
    about = _facts(student, student.written_as(item.function), asked)
    theirs = about["parameters"]
    if theirs != asked and sorted(theirs) == sorted(asked):
        name = item.function
        text = f"It is called as {name}({', '.join(asked)}), and takes {name}({', '.join(theirs)}): the order differs."
        yield Feedback(code="crash.hint.order", text=text)
    elif theirs != asked and any(sentence.code == "crash.signature" for sentence in judgement.feedback):
        text = f"It is called as {item.function}({', '.join(asked)})."
        yield Feedback(code="crash.hint.signature", text=text)
    if "^" in about["uses"]:
        yield Feedback(code="crash.hint.hat", text=told_of(("hat",)))
    is_of_shape = any(sentence.code in _OF_SHAPE for sentence in judgement.feedback)
    words = [word for word in ("max", "min") if word in about["uses"]]
    # On numbers `max` is right: it is to blame only where an array went in and the wrong shape came out
    if words and is_of_shape and any(map(_has_array, calls)):
        word = words[0]
        text = f"`{word}` compares arrays as a whole; `np.{word}imum` goes entry by entry."
        yield Feedback(code="crash.hint.whole_arrays", text=text)


def _has_array(call: RecordedCall) -> bool:
    return any(isinstance(argument, np.ndarray) and argument.ndim for argument in call.arguments)


def _facts(student: RecordedStudent, function: str, parameters: list[str]) -> dict[str, list[str]]:
    """What the student's side says of a function; nothing where it does not answer, or answers something else."""
    outcome = student.call(f"{ABOUT}{function}", parameters)
    value = outcome.value if isinstance(outcome, Returned) else None
    facts = value if isinstance(value, dict) else {}
    return {word: _texts(facts.get(word)) for word in ("parameters", "uses")}


def _texts(value: Any) -> list[str]:
    # Said by the student's process: a text is compared or shown, and nothing else gets further
    return value if isinstance(value, list) and all(isinstance(each, str) for each in value) else []


def _parameters(reference: Callable[..., Any]) -> list[str]:
    try:
        return list(inspect.signature(reference).parameters)
    except (TypeError, ValueError):
        return []

"""What a judging child writes to its parent, and how the parent reads it.

Each line is one JSON object in ASCII, with its kind and its fields:

    kind            fields                      what it tells
    begin           item                        this item is looked at now, and its deadlines begin
    so_far          item score                  what it has for sure, if looking further into it does not come to an end
    learned         learned                     what it adds to the answer trie
    scored          item score is_lasting       its score, and whether that would be the same another time
    sandbox_failed  reason                      the wall itself has failed: nothing more is judged
    begin_again                                 what was asked along the answer trie does not count: judge without it
    end             sandbox                     everything is scored; how the student's code was confined

    item       = [exercise, item]
    score      = ItemScore
    sandbox    = SandboxInfo
    learned    = {"circumstances": [exercise, item, [[item, verdict, fraction], ...], source],
                  "steps": [[question, hash of the answers in hex], ...],
                  "score": score}
    question   = "printed" | "forget" | [module, [[message, number of its answers], ...]]

In the order of `{begin [so_far] [learned] scored} (end | sandbox_failed | begin_again)`; a child that dies breaks off
anywhere. A test compares the table with the messages below.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from grader.judging.key import ItemName
from grader.judging.verdict_cache.answer_trie import Circumstances, Learned, Question, SessionAction, Step
from grader.model.report import ItemScore, SandboxInfo
from grader.sandbox.client.exchange import Request


class Begin(NamedTuple):
    """An item is looked at now."""

    item: ItemName


class SoFar(NamedTuple):
    """What an item has for sure."""

    item: ItemName
    score: ItemScore


class LearnedItem(NamedTuple):
    """What an item adds to the answer trie."""

    learned: Learned


class Scored(NamedTuple):
    """An item's score."""

    item: ItemName
    score: ItemScore
    is_lasting: bool


class SandboxFailed(NamedTuple):
    """The wall itself has failed."""

    reason: str


class BeginAgain(NamedTuple):
    """The submission is to be judged from its beginning, without the answer trie."""


class End(NamedTuple):
    """Everything is scored."""

    sandbox: SandboxInfo


Message = Begin | SoFar | LearnedItem | Scored | SandboxFailed | BeginAgain | End

MESSAGES: Mapping[str, type[Message]] = {
    "begin": Begin,
    "so_far": SoFar,
    "learned": LearnedItem,
    "scored": Scored,
    "sandbox_failed": SandboxFailed,
    "begin_again": BeginAgain,
    "end": End,
}
"""Kind to message: what is not in here can be neither written nor read."""
_KINDS = {message: kind for kind, message in MESSAGES.items()}


def encode(message: Message) -> bytes:
    """The line that tells a message, with its end."""
    fields = {name: _to_json(value) for name, value in message._asdict().items()}
    # JSON escapes line breaks in texts, so that one line is one message
    return json.dumps({"kind": _KINDS[type(message)], **fields}).encode("ascii") + b"\n"


def decode(line: bytes) -> Message:
    """The message that a line tells."""
    fields: dict[str, Any] = json.loads(line)
    message = MESSAGES[fields.pop("kind")]
    return message(**{name: _FROM_JSON[name](value) for name, value in fields.items()})


def _to_json(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return _learned_to_json(value) if isinstance(value, Learned) else value


def _learned_to_json(learned: Learned) -> dict[str, Any]:
    return {
        "circumstances": learned.circumstances,
        "steps": [[_question_to_json(step.question), step.answer_hash.hex()] for step in learned.steps],
        "score": learned.score.model_dump(mode="json"),
    }


def _learned_from_json(fields: dict[str, Any]) -> Learned:
    exercise, item, earlier, source = fields["circumstances"]
    steps = [Step(_question_from_json(question), bytes.fromhex(digest)) for question, digest in fields["steps"]]
    # Circumstances are looked up in a dictionary, so the lists that JSON gives have to be tuples again.
    circumstances = Circumstances(
        exercise, item, tuple((needed, verdict, fraction) for needed, verdict, fraction in earlier), source
    )
    return Learned(circumstances, tuple(steps), ItemScore.model_validate(fields["score"]))


def _question_to_json(question: Question) -> list[Any] | str:
    if isinstance(question, SessionAction):
        return question.value
    return [question.module, [[message.decode("ascii"), answers] for message, answers in question.messages]]


def _question_from_json(question: list[Any] | str) -> Question:
    if isinstance(question, str):
        return SessionAction(question)
    module, messages = question
    return Request(module, tuple((message.encode("ascii"), answers) for message, answers in messages))


_FROM_JSON: Mapping[str, Callable[[Any], Any]] = {
    "item": lambda names: ItemName(*names),
    "score": ItemScore.model_validate,
    "is_lasting": bool,
    "learned": _learned_from_json,
    "reason": str,
    "sandbox": SandboxInfo.model_validate,
}
"""Name of a field to what reads it: a field of one name has one form in every message."""

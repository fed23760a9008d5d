"""What a child has learned, as JSON for the process that it was forked from."""

from typing import Any

from grader.judging.verdict_cache.answer_trie import Circumstances, Deed, Learned, Question, Step
from grader.model.report import ItemScore
from grader.sandbox.exchange import Request


def to_json(learned: Learned) -> dict[str, Any]:
    """As a message."""
    return {
        "circumstances": learned.circumstances,
        "steps": [[_question(step), step.token.hex()] for step in learned.steps],
        "score": learned.score.model_dump(mode="json"),
    }


def from_json(message: dict[str, Any]) -> Learned:
    """The same again."""
    exercise, item, earlier, source = message["circumstances"]
    steps = [Step(_request(question), bytes.fromhex(token)) for question, token in message["steps"]]
    circumstances = Circumstances(
        exercise, item, tuple((name, verdict, part) for name, verdict, part in earlier), source
    )
    return Learned(circumstances, tuple(steps), ItemScore.model_validate(message["score"]))


def _question(step: Step) -> list[Any] | str:
    if isinstance(step.question, Deed):
        return step.question.value
    return [step.question.module, [[message.decode("ascii"), answers] for message, answers in step.question.messages]]


def _request(question: list[Any] | str) -> Question:
    if isinstance(question, str):
        return Deed(question)
    module, messages = question
    return Request(module, tuple((message.encode("ascii"), answers) for message, answers in messages))

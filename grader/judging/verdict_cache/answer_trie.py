"""The answer trie: what was asked of submissions and answered, for each item, with a score at each leaf.

An event is one question to a submission's process with what came back: calls of a function, what was printed, or the
end of the process. In the trie an event is an edge, of which only the hash of the answers is kept.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from grader.judging.verdict_cache.code_cache import CodeCache
from grader.model.report import ItemScore
from grader.model.verdict import Verdict
from grader.sandbox.client.exchange import Answer, NotLoaded, Request
from grader.sandbox.client.outcome import Failure, FailureKind
from grader.sandbox.limits import MIB


class SessionAction(Enum):
    """What is asked of a submission's process beside calls."""

    TAKE_OUTPUT = "printed"
    """What it has printed."""
    FORGET = "forget"
    """To make way for a new process."""


Question = Request | SessionAction
"""Calls of a function, or something else."""
_LASTING_FAILURES = {FailureKind.NO_FILE, FailureKind.SYNTAX}
"""Failures seen from here that are the same every time: they follow from the files alone."""


@dataclass(frozen=True)
class CallsEvent:
    """Calls, and what came back."""

    question: Request
    answers: Sequence[Answer]

    @property
    def answer_hash(self) -> bytes | None:
        """Hash of the answers; None if one of them depends on more than the submission, such as on time."""
        return _hash_of(self.answers)


@dataclass(frozen=True)
class OutputEvent:
    """What was printed since that was last asked."""

    text: str
    question: SessionAction = SessionAction.TAKE_OUTPUT

    @property
    def answer_hash(self) -> bytes:
        """Hash of the text."""
        return hashlib.blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@dataclass(frozen=True)
class ForgetEvent:
    """The next call finds a new process."""

    question: SessionAction = SessionAction.FORGET
    answer_hash: bytes = b"-"  # nothing is answered, so there is one edge


Event = CallsEvent | OutputEvent | ForgetEvent


def size_of_answer(answer: Answer) -> int:
    """Bytes that an answer takes up."""
    return len(answer.said) if isinstance(answer, NotLoaded) else len(answer) if isinstance(answer, bytes) else 0


def size_of_event(event: Event) -> int:
    """Bytes that the answers of an event take up."""
    if isinstance(event, CallsEvent):
        return sum(map(size_of_answer, event.answers))
    return len(event.text) if isinstance(event, OutputEvent) else 0


def _hash_of(answers: Sequence[Answer]) -> bytes | None:
    digest = hashlib.blake2b(digest_size=16)
    for answer in answers:
        if isinstance(answer, Failure):
            if answer.kind not in _LASTING_FAILURES:
                return None
            kind, content = b"f", f"{answer.kind} {answer.text}".encode("utf-8", "surrogatepass")
        elif isinstance(answer, NotLoaded):
            kind, content = b"n", answer.said
        else:
            kind, content = b"a", answer
        # With the length in front: otherwise two answers could be written so that they hash as two others do.
        digest.update(kind + len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.digest()


class Circumstances(NamedTuple):
    """What an item's score depends on, apart from the answers."""

    exercise: str
    item: str
    earlier: tuple[tuple[str, str, float], ...]
    """Id, verdict and fraction of each item that it depends on."""
    source: str
    """Hash of the submission, if the item looks at the source; else `.ipynb` of a notebook, and empty of a file."""


class Step(NamedTuple):
    """A question, and the hash of what was answered."""

    question: Question
    answer_hash: bytes


class Learned(NamedTuple):
    """One item that was judged: what was asked, and what was found."""

    circumstances: Circumstances
    steps: tuple[Step, ...]
    score: ItemScore


@dataclass
class Node:
    """A question, and where each answer leads: to the next question, or to a score."""

    question: Question
    after: dict[bytes, "Node | ItemScore"] = field(default_factory=dict)


_MOST_BYTES = 64 * MIB
_NODE_BYTES = 500
"""What a node is taken to cost beside its messages: an estimate, for the bound on memory only."""
_DEPENDS_ON_MACHINE = {Verdict.GRADER_ERROR, Verdict.UNDECIDED, Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY}
"""Verdicts that may depend on what else the machine has to do."""


class VerdictCache:
    """What was judged before, for one course and one seed.

    Parameters
    ----------
    most_bytes : int
        When it takes up more, it forgets everything, and begins anew.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self.code = CodeCache(most_bytes)
        self._most_bytes = most_bytes
        self._bytes = 0
        self._roots: dict[Circumstances, Node] = {}

    def root(self, circumstances: Circumstances) -> Node | None:
        """The first question about an item; None if it was never judged under these circumstances."""
        return self._roots.get(circumstances)

    def learn(self, learned: Learned) -> None:
        """Add what was found, unless it may be otherwise another time."""
        if learned.score.verdict in _DEPENDS_ON_MACHINE or not learned.steps:
            return
        if self._bytes > self._most_bytes:
            self._roots, self._bytes = {}, 0
        node = self._roots.get(learned.circumstances)
        if node is None:
            node = self._roots[learned.circumstances] = self._node(learned.steps[0])
        for step, following in zip(learned.steps, learned.steps[1:], strict=False):
            if node.question != step.question:
                return  # the judge has asked otherwise: nothing can be told from that
            child = node.after.get(step.answer_hash)
            if not isinstance(child, Node):
                child = node.after[step.answer_hash] = self._node(following)
            node = child
        node.after[learned.steps[-1].answer_hash] = learned.score
        self._bytes += _NODE_BYTES + len(learned.score.model_dump_json())

    def _node(self, step: Step) -> Node:
        messages = () if isinstance(step.question, SessionAction) else step.question.messages
        self._bytes += _NODE_BYTES + sum(len(message) for message, _ in messages)
        return Node(step.question)

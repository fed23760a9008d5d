"""What was asked of a submission, and what it answered."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from grader.judging.verdict_cache.code_cache import SameCode
from grader.model.report import ItemScore
from grader.model.verdict import Verdict
from grader.sandbox.exchange import Answer, NotLoaded, Request
from grader.sandbox.limits import MIB
from grader.sandbox.outcome import Failure, FailureKind


class Deed(Enum):
    """What is asked of a submission's process beside calls."""

    PRINTED = "printed"
    """What it has printed."""
    FORGET = "forget"
    """To make place for a new one."""


Question = Request | Deed
"""Calls of a function, or something else."""
_LASTING = {FailureKind.NO_FILE, FailureKind.SYNTAX}
"""Failures seen from here that are the same every time: they follow from the files alone."""


@dataclass(frozen=True)
class Asked:
    """Calls, and what came back."""

    question: Request
    answers: Sequence[Answer]

    @property
    def token(self) -> bytes | None:
        """Hash of the answers; None if one of them depends on more than the submission, such as on time."""
        return _hash(self.answers)


@dataclass(frozen=True)
class Printed:
    """What was printed since that was last asked."""

    text: str
    question: Deed = Deed.PRINTED

    @property
    def token(self) -> bytes:
        """Hash of the text."""
        return hashlib.blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@dataclass(frozen=True)
class Forgotten:
    """The next call finds a new process."""

    question: Deed = Deed.FORGET
    token: bytes = b"-"


Event = Asked | Printed | Forgotten


def size(answer: Answer) -> int:
    """Bytes that an answer takes up."""
    return len(answer.said) if isinstance(answer, NotLoaded) else len(answer) if isinstance(answer, bytes) else 0


def taken(event: Event) -> int:
    """The same of an event."""
    if isinstance(event, Asked):
        return sum(map(size, event.answers))
    return len(event.text) if isinstance(event, Printed) else 0


def _hash(answers: Sequence[Answer]) -> bytes | None:
    total = hashlib.blake2b(digest_size=16)
    for answer in answers:
        if isinstance(answer, Failure):
            if answer.kind not in _LASTING:
                return None
            kind, content = b"f", f"{answer.kind} {answer.text}".encode("utf-8", "surrogatepass")
        elif isinstance(answer, NotLoaded):
            kind, content = b"n", answer.said
        else:
            kind, content = b"a", answer
        total.update(kind + len(content).to_bytes(8, "big"))
        total.update(content)
    return total.digest()


_MOST_BYTES = 64 * MIB
_NODE_BYTES = 500
_MOMENTARY = {Verdict.GRADER_ERROR, Verdict.UNDECIDED, Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY}
"""Verdicts that may depend on what else the machine has to do."""


class Circumstances(NamedTuple):
    """What an item's score depends on, apart from the answers."""

    exercise: str
    item: str
    earlier: tuple[tuple[str, str, float], ...]
    """Verdict and fraction of each item that it depends on."""
    source: str
    """Hash of the submission, if the item looks at the source; else empty."""


class Step(NamedTuple):
    """A question, and the hash of what was answered."""

    question: Question
    token: bytes


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


class Precedents:
    """What was judged before, for one course and one seed.

    Parameters
    ----------
    most_bytes : int
        When it takes up more, it forgets everything, and begins anew.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self.same_code = SameCode(most_bytes)
        self._most_bytes = most_bytes
        self._bytes = 0
        self._roots: dict[Circumstances, Node] = {}

    def first(self, circumstances: Circumstances) -> Node | None:
        """The first question about an item; None if it was never judged under these circumstances."""
        return self._roots.get(circumstances)

    def learn(self, learned: Learned) -> None:
        """Add what was found, unless it may be otherwise another time."""
        if learned.score.verdict in _MOMENTARY or not learned.steps:
            return
        if self._bytes > self._most_bytes:
            self._roots, self._bytes = {}, 0
        node = self._roots.get(learned.circumstances)
        if node is None:
            node = self._roots[learned.circumstances] = self._node(learned.steps[0])
        for step, following in zip(learned.steps, learned.steps[1:], strict=False):
            if node.question != step.question:
                return  # the judge has asked otherwise: nothing can be told from that
            found = node.after.get(step.token)
            if not isinstance(found, Node):
                found = node.after[step.token] = self._node(following)
            node = found
        node.after[learned.steps[-1].token] = learned.score
        self._bytes += _NODE_BYTES + len(learned.score.model_dump_json())

    def _node(self, step: Step) -> Node:
        messages = () if isinstance(step.question, Deed) else step.question.messages
        self._bytes += _NODE_BYTES + sum(len(message) for message, _ in messages)
        return Node(step.question)

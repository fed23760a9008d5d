"""What was asked of a submission, and what it answered."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from grader.sandbox.exchange import Answer, NotLoaded, Request
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

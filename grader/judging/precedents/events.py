"""What was asked of a submission, and what it answered."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from grader.sandbox.exchange import Answer, NotLoaded, Request
from grader.sandbox.outcome import Failure, FailureKind

Question = Request | None
"""Calls of a function; or, as None, what was printed."""
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
    question: None = None

    @property
    def token(self) -> bytes:
        """Hash of the text."""
        return hashlib.blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


Event = Asked | Printed


def size(answer: Answer) -> int:
    """Bytes that an answer takes up."""
    return len(answer.said) if isinstance(answer, NotLoaded) else len(answer) if isinstance(answer, bytes) else 0


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

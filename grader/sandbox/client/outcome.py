"""What a call across the wall comes back as: a value, or a described failure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FailureKind(StrEnum):
    """Why a call has no value. None of them is the grader's fault: that is a `SandboxError`."""

    NO_FILE = "no_file"
    NO_FUNCTION = "no_function"
    NOT_IMPLEMENTED = "not_implemented"
    SYNTAX = "syntax"
    SIGNATURE = "signature"
    RAISED = "raised"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    EXITED = "exited"
    KILLED = "killed"
    FLOODED = "flooded"
    UNSENDABLE = "unsendable"
    INCOMPARABLE = "incomparable"
    """An expression that a limit of ours keeps from being compared."""
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a student's file, with the line's text as it stands there."""

    file: str
    line: int
    source: str = ""
    column: int | None = None
    """Counted from 1; None where only the line is known."""


@dataclass(frozen=True, slots=True)
class Returned:
    """The call came back with a value, decoded from the wire."""

    value: Any


@dataclass(frozen=True, slots=True)
class Failure:
    """The call did not come back with a value; the text comes from the student's side and is not to be trusted."""

    kind: FailureKind
    text: str
    place: Place | None = None
    loading: bool = False
    """Whether it happened while the file was imported, before the function was called."""
    clue: tuple[str, ...] = ()
    """What the student's side knows of it beyond the text: a word and what belongs to it, as in `unbound np`."""

    @property
    def is_missing(self) -> bool:
        """Whether there is nothing to judge yet: no file, no function, or an untouched stub."""
        return self.kind in {FailureKind.NO_FILE, FailureKind.NO_FUNCTION, FailureKind.NOT_IMPLEMENTED}


Outcome = Returned | Failure

"""The record of one attack, and helpers to write its source."""

from textwrap import dedent, indent
from typing import NamedTuple

from grader.sandbox.limits import MIB, Limits

SHORT = Limits(call_seconds=10.0, memory_bytes=96 * MIB, file_bytes=2 * MIB, output_bytes=2 * MIB)
"""What an attack may use: little, so that running into a limit takes no time."""
QUICK = SHORT._replace(call_seconds=0.3)
"""For those that are only ended by their deadline."""

REFUSED = ("forbidden", "raised")
"""The system has refused it, and Python has told the code so by an exception."""
VALUE = ("value",)
"""It came back with a value, which is the student's claim and nothing more."""


class Attack(NamedTuple):
    """One attack and what must come of it."""

    name: str
    """A name that no other attack has."""
    means: str
    """What a student's code could do if it succeeded, in words that follow "it can"."""
    expects: tuple[str, ...]
    """The verdicts it may get: `value`, or the name of a `FailureKind`."""
    source: str
    """The student's file, which defines `attack(target)`."""
    stopped_by: tuple[str, ...] = ()
    """The layers that stop it, each of them alone: with all of them removed it succeeds. Empty where the protocol and
    the deadlines suffice, which cannot be removed."""
    level: str = "confined"
    """The weakest level at which it must not succeed."""
    limits: Limits = SHORT
    """What the code may use."""
    looks_again: bool = False
    """Whether the source defines `look(target)`, which another submission calls to find what this one left."""
    machine: str = ""
    """The only kind of machine on which it can be tried; empty for all."""


def body(text: str) -> str:
    """The source of an attack whose function has this body."""
    return "import os\n\n\ndef attack(target):\n" + indent(dedent(text).strip(), "    ") + "\n"

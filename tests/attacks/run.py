"""Runs one attack and says what came of it: the verdict, and the damage as it is seen from outside."""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
import sympy

from grader.sandbox.attacks import Attack
from grader.sandbox.client.exchange import Exchange
from grader.sandbox.client.outcome import Failure, Outcome, Returned
from grader.sandbox.client.session import Process, Session
from grader.sandbox.client.student_session import StudentSession
from grader.sandbox.functions import FunctionHandle
from grader.sandbox.limits import Limits
from tests.attacks.field import Field, descendants, end

Start = Callable[[Limits], Process]
GOOD = b"def good(x): return x + 1\n"
PLAIN = (bool, int, float, complex, str, list, tuple, set, frozenset, dict, np.ndarray, type(None), FunctionHandle)


class Result(NamedTuple):
    """What came of an attack."""

    verdict: str
    """`value`, or the kind of its failure."""
    damage: list[str]
    """What it has achieved; empty if it was stopped."""


def run(attack: Attack, start: Start, level: str, secret: str) -> Result:
    """The verdict and the damage of one attack; afterwards all that it has left is removed."""
    with TemporaryDirectory(prefix="attack-") as folder:
        field = Field(Path(folder), secret)
        before = descendants(os.getpid())
        try:
            outcome, printed, again = _call(attack, field, start, level)
            left = descendants(os.getpid()) - before
            damage = [
                *_claims(outcome, again),
                *_seen(repr(outcome) + printed, secret),
                *(["a program was run"] if "escaped" in printed else []),
                *_untrue(outcome),
                *(["a process is left"] if left else []),
                *field.changes(),
            ]
            end(left)
        finally:
            field.close()
        return Result(verdict(outcome), damage)


def verdict(outcome: Outcome) -> str:
    """A word for what came of a call."""
    return "value" if isinstance(outcome, Returned) else str(outcome.kind)


def answers(start: Start, level: str) -> bool:
    """Whether another submission is answered."""
    session = StudentSession(Exchange({"work.py": GOOD}, Limits(), level, lambda: start(Limits())))
    try:
        return session.call("work", "good", [(41,)]) == [Returned(42)]
    finally:
        session.close()


def _call(attack: Attack, field: Field, start: Start, level: str) -> tuple[Outcome, str, bool]:
    """The outcome, what was printed, and whether another submission finds what this one left."""
    arguments = [(dict(field.target._asdict()),)]
    session = _open(attack, start, level)
    try:
        (outcome,) = session.call("work", "attack", arguments)
        printed = session.take_output()
        _ask_again(session, arguments)
    finally:
        session.close()
    if not attack.looks_again:
        return outcome, printed, False
    session = _open(attack, start, level)
    try:
        (later,) = session.call("work", "look", arguments)
    finally:
        session.close()
    return outcome, printed, later == Returned(True)


def _open(attack: Attack, start: Start, level: str) -> Session:
    files = {"work.py": attack.source.encode()}
    return StudentSession(Exchange(files, attack.limits, level, lambda: start(attack.limits)))


def _ask_again(session: Session, arguments: list[Any]) -> None:
    """After whatever happened, the session can be used: the outcome is one of those that there are."""
    assert all(isinstance(outcome, (Returned, Failure)) for outcome in session.call("work", "nothing", arguments))


def _claims(outcome: Outcome, again: bool) -> list[str]:  # noqa: FBT001
    claims = ["it says that it succeeded"] if isinstance(outcome, Returned) and outcome.value is True else []
    return [*claims, "another submission finds what it left"] if again else claims


def _seen(text: str, secret: str) -> list[str]:
    seen = ["the secret is seen"] if secret in text else []
    is_clean = all(ord(letter) >= 32 or letter in "\n\t" for letter in text)
    return seen if is_clean else [*seen, "control characters are seen"]


def _untrue(outcome: Outcome) -> list[str]:
    """A value that is not of a plain type has brought behaviour of the student's across the wall."""
    if isinstance(outcome, Returned) and not isinstance(outcome.value, (sympy.Basic, np.generic)):
        return [] if type(outcome.value) in PLAIN else [f"a {type(outcome.value)} came across"]
    return []

"""Attacks on the answers, handed in as the exercise's functions: none earns more than an honest guess would.

Only where code is confined: at the level `limited` an attack is not promised to fail.
"""

from collections.abc import Iterator

from grader.course.check.examine import examine, examine_session
from grader.items.item import Item
from grader.judging.key import ExerciseKey
from grader.model.checked import Finding
from grader.sandbox.attacks import FAMILIES, Attack, Target
from grader.sandbox.exchange import Exchange
from grader.sandbox.levels import Sandbox
from grader.sandbox.student_session import StudentSession

_NOWHERE = "/nowhere"
_TARGET = Target(
    folder=_NOWHERE,
    solution=_NOWHERE,
    exercise=_NOWHERE,
    submission=_NOWHERE,
    link=_NOWHERE,
    library=_NOWHERE,
    readable=_NOWHERE,
    victim=1,
    tcp=1,
    udp=1,
    unix=_NOWHERE,
    abstract="nowhere",
    name="grade-check",
    key=1,
)
"""There is nothing to find: what is attacked here is the mark."""


def check_attacks(key: ExerciseKey, sandbox: Sandbox, where: str) -> tuple[list[Finding], int]:
    """Findings for attacks that earn points, and how many were tried."""
    item = key.exercise.items[0]
    guess = examine(key, {item.function: lambda *_: True}, item).fraction
    tried = list(FAMILIES["forging"]) if sandbox.level != "limited" else []
    return list(_successes(key, item, tried, sandbox, guess, where)), len(tried)


def _successes(
    key: ExerciseKey, item: Item, attacks: list[Attack], sandbox: Sandbox, guess: float, where: str
) -> Iterator[Finding]:
    for attack in attacks:
        if _earned(key, item, attack, sandbox) > guess:
            fault = f"the attack {attack.name} earns points for {item.id}: a student's code can {attack.means}"
            cure = "Do not release the exercise, and report this: it is a fault of the grader"
            yield Finding(code="attack.earns", path=where, fault=fault, cure=cure)


def _earned(key: ExerciseKey, item: Item, attack: Attack, sandbox: Sandbox) -> float:
    """The fraction of an item's points that an attack earns in place of its function."""
    call = f"\n\ndef {item.function}(*arguments):\n    return attack({dict(_TARGET._asdict())!r})\n"
    backend = sandbox.backend
    files = {f"{key.name}.py": (attack.source + call).encode()}
    session = StudentSession(Exchange(files, attack.limits, backend.level, lambda: backend.start(attack.limits)))
    try:
        return examine_session(key, session, item)[0].fraction
    finally:
        session.close()

"""A corpus of attacks by a student's code, with the verdict that each must get: data only, nothing here runs anything.

It is part of the package, and not of the tests, because `grade check` sends it against a course where only the wheel
is installed. Each attack is the source of one file whose `attack(target)` is called once; what it attacks is named in
`Target`. It has succeeded if it returns True, if a secret of the target can be seen in what it returned or printed, or
if something outside has changed: only the last two are evidence, the first is what the code says about itself, and
serves where success is that a call was possible at all.

    FAMILIES ──▶ {"confidentiality": (Attack, ...), "forging": ..., "exhaustion": ..., "persistence": ..., ...}
"""

from grader.sandbox.attacks.attack import Attack, Target
from grader.sandbox.attacks.confidentiality import ATTACKS as _CONFIDENTIALITY
from grader.sandbox.attacks.exhaustion import ATTACKS as _EXHAUSTION
from grader.sandbox.attacks.files import ATTACKS as _FILES
from grader.sandbox.attacks.forging import ATTACKS as _FORGING
from grader.sandbox.attacks.kernel import ATTACKS as _KERNEL
from grader.sandbox.attacks.lying import ATTACKS as _LYING
from grader.sandbox.attacks.network import ATTACKS as _NETWORK
from grader.sandbox.attacks.persistence import ATTACKS as _PERSISTENCE
from grader.sandbox.attacks.processes import ATTACKS as _PROCESSES

__all__ = ["ATTACKS", "FAMILIES", "Attack", "Target"]

FAMILIES: dict[str, tuple[Attack, ...]] = {
    "confidentiality": _CONFIDENTIALITY,
    "forging": (*_FORGING, *_LYING),
    "exhaustion": _EXHAUSTION,
    "persistence": _PERSISTENCE,
    "escape": (*_FILES, *_PROCESSES, *_NETWORK, *_KERNEL),
}
"""The attacks by what they are after."""

ATTACKS: tuple[Attack, ...] = tuple(attack for family in FAMILIES.values() for attack in family)
"""All of them."""

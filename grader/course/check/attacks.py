"""Attacks on the mark: none earns more than an honest guess would.

check_attacks     on the answers, handed in as the exercise's functions. Only where code is confined: at the level
                  `limited` an attack is not promised to fail
check_properties  on the properties that authors state: no answer is right only because its numbers are wild, or
                  missing. A number that is large enough is right where plain floats overflow without a word, and then
                  inf <= inf
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from grader.course.check.examine import examine, examine_session
from grader.course.check.findings import line_of
from grader.items import PropertyItem
from grader.items.answers.shapes import read_parts
from grader.items.domains.domain import split
from grader.items.item import Item
from grader.judging.key import ExerciseKey
from grader.model.checked import Finding
from grader.sandbox.attacks import FAMILIES, Attack, Target
from grader.sandbox.client.exchange import Exchange
from grader.sandbox.client.student_session import StudentSession
from grader.sandbox.levels.sandbox import Sandbox

Parts = tuple[NDArray[np.float64], ...]
Change = Callable[[Parts], Parts]
"""An answer that is made of the reference's."""

# Sizes at which something on the way overflows or becomes 0: a number itself, its square, its cube. Beside them sizes
# at which nothing does.
_LARGE = (1e20, 1e30, 1e40, 1e60, 1e80, 1e110, 1e155, 1e300, 1.7e308)
_TINY = (1e-20, 1e-40, 1e-60, 1e-110, 1e-155, 1e-300, 5e-324)
_PLAIN = (1.0, 1e3, 1e6, 1e9)
_SMALL = (1.0, 1e-3, 1e-6, 1e-9, 0.0)

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
    # What is attacked is the grader, which is the same behind every item: one of them will do. A guess may earn
    # something by itself, of a yes or no half of the points.
    item = key.exercise.items[0]
    guess = examine(key, {item.function: lambda *_: True}, item).fraction
    tried = list(FAMILIES["forging"]) if sandbox.level != "limited" else []
    return list(_successes(key, item, tried, sandbox, guess, where)), len(tried)


def _successes(
    key: ExerciseKey, item: Item, attacks: list[Attack], sandbox: Sandbox, guess: float, where: str
) -> Iterator[Finding]:
    for attack in attacks:
        earned = _earned(key, item, attack, sandbox)
        # by what it is, and not by the attack: a plain answer that is right, or near enough, is a student's claim
        if earned > guess and earned > _earned_in_plain(key, item, attack, sandbox):
            fault = f"the attack {attack.name} earns points for {item.id}: a student's code can {attack.means}"
            cure = "Do not release the exercise, and report this: it is a fault of the grader"
            yield Finding(code="attack.earns", path=where, fault=fault, cure=cure)


def _earned(key: ExerciseKey, item: Item, attack: Attack, sandbox: Sandbox) -> float:
    """The fraction of an item's points that an attack earns in place of its function."""
    # behind the attack's own code, the function that the item calls, which starts it
    call = f"\n\ndef {item.function}(*arguments):\n    return attack({dict(_TARGET._asdict())!r})\n"
    backend = sandbox.backend
    files = {f"{key.name}.py": (attack.source + call).encode()}
    session = StudentSession(Exchange(files, attack.limits, backend.level, lambda: backend.start(attack.limits)))
    try:
        return examine_session(key, session, item)[0].fraction
    finally:
        session.close()


def _earned_in_plain(key: ExerciseKey, item: Item, attack: Attack, sandbox: Sandbox) -> float:
    """The largest fraction that one of the attack's values earns where it is simply returned."""
    twins = (
        attack._replace(source=f"import numpy\n\n\ndef attack(target):\n    return {value}\n") for value in attack.plain
    )
    return max((_earned(key, item, twin, sandbox) for twin in twins), default=0.0)


def check_properties(key: ExerciseKey) -> Iterator[Finding]:
    """Findings for properties that nonsense has."""
    for item in key.exercise.items:
        if isinstance(item, PropertyItem) and (accepted := _accepted(key, item)) is not None:
            fault = f"`fault` of {item.id} finds nothing wrong with {accepted}"
            cure = "Let it say what is wrong where a number on the way is not finite, or a size is not the right one"
            path = f"exercises/{key.name}.py"
            yield Finding(code="property.accepts", path=path, line=line_of(item.fault), fault=fault, cure=cure)


def _accepted(key: ExerciseKey, item: PropertyItem) -> str | None:
    """The first nonsense that is right throughout, in words; None if there is none."""

    def is_right(change: Change) -> bool:
        return examine(key, {item.function: _answering(key, item, change)}, item).fraction == 1

    # the reference's answer, too: multiplied by something wild, it is as wrong as any
    for sizes, usual in ((_LARGE, _PLAIN), (_TINY, _SMALL)):
        for words, direction in _DIRECTIONS.items():
            size = next((size for size in sizes if is_right(_times(direction, size))), None)
            # where every multiple of it is right, as of an eigenvector, a large one is no nonsense
            if size is not None and not any(is_right(_times(direction, plain)) for plain in usual):
                return f"{words} times {size:g}, but with the same times {usual[0]:g} it does"
    return next((words for words, change in _misfits(item) if is_right(change)), None)


def _answering(key: ExerciseKey, item: PropertyItem, change: Change) -> Callable[..., object]:
    """A function that gives the reference's answer, changed."""

    def answer(*arguments: object) -> object:
        parts = read_parts(key.functions[item.function](*arguments), item.shapes).parts or ()
        changed = change(parts)
        return changed if len(item.shapes) > 1 else changed[0]

    return answer


def _times(direction: Change, size: float) -> Change:
    return lambda parts: tuple(part * size for part in direction(parts))


def _ones(parts: Parts) -> Parts:
    return tuple(np.ones_like(part) for part in parts)


def _alternating(parts: Parts) -> Parts:
    return tuple(np.where(np.arange(part.size).reshape(part.shape) % 2, 1.0, -1.0) for part in parts)


def _at_most_one(parts: Parts) -> Parts:
    """The reference's answer, with 1 as its largest number, so that no multiple of it overflows by itself."""
    largest = max((float(np.abs(part).max(initial=0.0)) for part in parts), default=0.0) or 1.0
    return tuple((part / largest).astype(np.float64) for part in parts)


_DIRECTIONS: dict[str, Change] = {
    "1 in every entry": _ones,
    "-1 and 1 in turn": _alternating,
    "the reference's answer": _at_most_one,
}


def _misfits(item: PropertyItem) -> Iterator[tuple[str, Change]]:
    """What is no number, and what has another size than the arguments ask for."""
    for value in (np.inf, -np.inf, np.nan):
        yield f"{value} in every entry", _times(_ones, value)
    for index, shape in enumerate(item.shapes):
        for axis, size in enumerate(shape):
            if isinstance(size, str) and split(size)[0] in item.dimensions:
                yield f"an answer without entries along axis {axis}", _resized(index, axis, 0)
                yield f"an answer with one entry more along axis {axis}", _resized(index, axis, 1)
                yield f"an answer with one entry less along axis {axis}", _resized(index, axis, -1)


def _resized(index: int, axis: int, more: int) -> Change:
    """One part with so many entries more, which are 0, or fewer, along an axis; with none if it is 0."""

    def resized(parts: Parts) -> Parts:
        part = parts[index]
        length = part.shape[axis] + more if more else 0
        kept: NDArray[np.float64] = np.take(part, np.arange(min(length, part.shape[axis])), axis)
        widths: Sequence[tuple[int, int]] = [(0, max(more, 0) if side == axis else 0) for side in range(part.ndim)]
        return (*parts[:index], np.pad(kept, widths), *parts[index + 1 :])

    return resized

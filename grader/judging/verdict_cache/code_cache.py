"""The code cache: what the same code has earned before. It is neither run nor judged again, whoever handed it in."""

from collections.abc import Mapping
from typing import NamedTuple

from pydantic import TypeAdapter

from grader.judging.key import CourseKey, ItemName
from grader.model.report import ItemScore
from grader.model.verdict import Verdict
from grader.sandbox.client.exchange import Exchange
from grader.sandbox.limits import MIB

Scores = Mapping[str, ItemScore]
"""The items of an exercise, by id."""

_MOST_BYTES = 64 * MIB
_SAME_EACH_TIME = {Verdict.CORRECT, Verdict.PARTIAL, Verdict.WRONG, Verdict.MISSING, Verdict.CRASHED}
"""Verdicts that depend on nothing but the code."""
_ADDRESS = "0x"
"""What stands in printed text before an address, which is another one on every run."""
_SCORES: TypeAdapter[dict[str, ItemScore]] = TypeAdapter(dict[str, ItemScore])


class KnownCode(NamedTuple):
    """What code has earned."""

    exercise: str
    fingerprint: str
    """Hash of all that was in the process in which it ran."""
    scores: bytes
    """As JSON."""


class CodeCache:
    """The scores of exercises by the fingerprints of their code, for one course and one seed.

    Parameters
    ----------
    most_bytes : int
        When it takes up more, it forgets what was not asked for the longest.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._scores: dict[tuple[str, str], bytes] = {}  # the first key is the one that was not asked for the longest
        self._new: list[KnownCode] = []

    def look_up(self, exercise: str, fingerprint: str) -> Scores | None:
        """The scores of code with this fingerprint; None if none is known."""
        scores = self._scores.pop((exercise, fingerprint), None)
        if scores is None:
            return None
        self._scores[exercise, fingerprint] = scores  # put back at the end: it is the last one to be forgotten
        return _SCORES.validate_json(scores)

    def learn(self, exercise: str, fingerprint: str, scores: Scores) -> None:
        """Add what was found here, unless it may be otherwise another time."""
        if not all(map(_is_same_each_time, scores.values())):
            return
        known = KnownCode(exercise, fingerprint, _SCORES.dump_json(dict(scores)))
        self.add(known)
        self._new.append(known)

    def add(self, known: KnownCode) -> None:
        """Add what another worker has found."""
        code = known.exercise, known.fingerprint
        self._bytes += len(known.scores) - len(self._scores.pop(code, b""))
        self._scores[code] = known.scores
        while self._bytes > self._most_bytes:
            self._bytes -= len(self._scores.pop(next(iter(self._scores))))

    def take_new(self) -> list[KnownCode]:
        """What was found here since this was last asked."""
        new, self._new = self._new, []
        return new


def _is_same_each_time(score: ItemScore) -> bool:
    return score.verdict in _SAME_EACH_TIME and _ADDRESS not in score.output


class RecognisedCode(NamedTuple):
    """What is known of a submission from its code alone."""

    scores: dict[ItemName, ItemScore]
    """All items of each exercise whose code has been judged before."""
    unknown: dict[str, str]
    """Exercise to fingerprint, where the code has not."""


def recognise(key: CourseKey, client: Exchange, cache: CodeCache) -> RecognisedCode:
    """Look at the code of a submission, before any of it is run.

    An exercise that forbids something in the source is left out: there, what is written counts too, and two texts
    that run alike can have the same fingerprint.

    Parameters
    ----------
    key : CourseKey
        The exercises.
    client : Exchange
        The submission behind the wall.
    cache : CodeCache
        What was judged before.

    Raises
    ------
    SandboxError
        If the wall itself fails.
    """
    names = [
        exercise.name for exercise in key.exercises if not any(item.may_not_use for item in exercise.exercise.items)
    ]
    known, unknown = dict[ItemName, ItemScore](), dict[str, str]()
    for exercise, fingerprint in client.fingerprints(names).items():
        scores = cache.look_up(exercise, fingerprint)
        if scores is None:
            unknown[exercise] = fingerprint
        else:
            known |= {ItemName(exercise, item): score for item, score in scores.items()}
    return RecognisedCode(known, unknown)

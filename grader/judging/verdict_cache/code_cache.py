"""What the same code has earned before: it is neither run nor judged again."""

from collections.abc import Mapping
from typing import NamedTuple

from pydantic import TypeAdapter

from grader.judging.key import CourseKey, ItemName
from grader.model.report import ItemScore
from grader.model.verdict import Verdict
from grader.sandbox.exchange import Exchange
from grader.sandbox.limits import MIB

Scores = Mapping[str, ItemScore]
"""The items of an exercise, by id."""

_MOST_BYTES = 64 * MIB
_SAME_EACH_TIME = {Verdict.CORRECT, Verdict.PARTIAL, Verdict.WRONG, Verdict.MISSING, Verdict.CRASHED}
"""Verdicts that depend on nothing but the code."""
_ADDRESS = "0x"
"""What stands in printed text before an address, which is another one on every run."""
_SCORES: TypeAdapter[dict[str, ItemScore]] = TypeAdapter(dict[str, ItemScore])


class Known(NamedTuple):
    """What code has earned."""

    exercise: str
    fingerprint: str
    """Hash of all that was in the process in which it ran."""
    scores: bytes
    """As JSON."""


class SameCode:
    """The scores of exercises by the fingerprints of their code, for one course and one seed.

    Parameters
    ----------
    most_bytes : int
        When it takes up more, it forgets what was not asked for the longest.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._scores: dict[tuple[str, str], bytes] = {}
        self._news: list[Known] = []

    def recall(self, exercise: str, fingerprint: str) -> Scores | None:
        """The scores of code with this fingerprint; None if none is known."""
        scores = self._scores.pop((exercise, fingerprint), None)
        if scores is None:
            return None
        self._scores[exercise, fingerprint] = scores  # the last one to be forgotten
        return _SCORES.validate_json(scores)

    def learn(self, exercise: str, fingerprint: str, scores: Scores) -> None:
        """Add what was found, unless it may be otherwise another time."""
        if not all(map(_is_same_each_time, scores.values())):
            return
        known = Known(exercise, fingerprint, _SCORES.dump_json(dict(scores)))
        self.hear(known)
        self._news.append(known)

    def hear(self, known: Known) -> None:
        """Add what somebody else has found."""
        code = known.exercise, known.fingerprint
        self._bytes += len(known.scores) - len(self._scores.pop(code, b""))
        self._scores[code] = known.scores
        while self._bytes > self._most_bytes:
            self._bytes -= len(self._scores.pop(next(iter(self._scores))))

    def take_news(self) -> list[Known]:
        """What was found here since this was last asked."""
        news, self._news = self._news, []
        return news


def _is_same_each_time(score: ItemScore) -> bool:
    return score.verdict in _SAME_EACH_TIME and _ADDRESS not in score.output


class Recognised(NamedTuple):
    """What is known of a submission from its code alone."""

    scores: dict[ItemName, ItemScore]
    """All items of each exercise whose code has been judged before."""
    new: dict[str, str]
    """Exercise to fingerprint, where the code has not."""


def recognise(key: CourseKey, exchange: Exchange, same_code: SameCode) -> Recognised:
    """Look at the code of a submission, before any of it is run.

    An exercise that forbids something in the source is left out: there, what is written counts too.

    Parameters
    ----------
    key : CourseKey
        The exercises.
    exchange : Exchange
        The submission behind the wall.
    same_code : SameCode
        What was judged before.

    Raises
    ------
    SandboxError
        If the wall itself fails.
    """
    names = [one.name for one in key.exercises if not any(item.may_not_use for item in one.exercise.items)]
    found, new = dict[ItemName, ItemScore](), dict[str, str]()
    for exercise, fingerprint in exchange.fingerprints(names).items():
        scores = same_code.recall(exercise, fingerprint)
        if scores is None:
            new[exercise] = fingerprint
        else:
            found |= {ItemName(exercise, item): score for item, score in scores.items()}
    return Recognised(found, new)

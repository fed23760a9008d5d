"""What the same code has earned before: it is neither run nor judged again."""

from collections.abc import Mapping
from typing import NamedTuple

from pydantic import TypeAdapter

from grader.model.report import ItemScore
from grader.model.verdict import Verdict
from grader.sandbox.exchange import Fingerprint
from grader.sandbox.limits import MIB

Scores = Mapping[str, ItemScore]
"""The items of an exercise, by id."""

_MOST_BYTES = 64 * MIB
_SAME_EACH_TIME = {Verdict.CORRECT, Verdict.PARTIAL, Verdict.WRONG, Verdict.MISSING, Verdict.CRASHED}
"""Verdicts that depend on nothing but the code."""
_TELLS = (".py", "0x")
"""What stands in printed text before a line or an address: warnings, tracebacks, and functions that are printed."""
_SCORES: TypeAdapter[dict[str, ItemScore]] = TypeAdapter(dict[str, ItemScore])


class Known(NamedTuple):
    """What code has earned."""

    exercise: str
    fingerprint: str
    """Of the code, or, if the scores tell of names or lines, of the text."""
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

    def recall(self, exercise: str, fingerprint: Fingerprint) -> Scores | None:
        """The scores of code with this fingerprint; None if none is known."""
        for either in fingerprint:
            found = self._scores.pop((exercise, either), None)
            if found is not None:
                self._scores[exercise, either] = found  # the last one to be forgotten
                return _SCORES.validate_json(found)
        return None

    def learn(self, exercise: str, fingerprint: Fingerprint, scores: Scores) -> None:
        """Add what was found, unless it may be otherwise another time."""
        if not all(map(_is_same_each_time, scores.values())):
            return
        either = fingerprint.text if any(map(_tells_of_the_text, scores.values())) else fingerprint.code
        known = Known(exercise, either, _SCORES.dump_json(dict(scores)))
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
    return score.verdict in _SAME_EACH_TIME and not any(one in score.output for one in _TELLS)


def _tells_of_the_text(score: ItemScore) -> bool:
    """Whether it names a line, or can name a variable, as what Python says of a failure does."""
    return score.verdict is Verdict.CRASHED or (score.witness is not None and score.witness.place is not None)

"""Whether an item would be found the same another time: what hangs on the clock, on memory or on chance is not kept."""

import os
import time
from collections.abc import Callable

from grader.judging.student import TimeBudget
from grader.model.judgement import Judgement
from grader.model.report import ONLY_INSTRUCTOR, WAITS
from grader.model.verdict import Verdict

_STILL_SECONDS, _STILL_TIMES = 1.0, 3.0
"""A machine on which judging took longer than so many times its processor time, and this, has stood still."""
_SAME_EACH_TIME = {
    Verdict.CORRECT,
    Verdict.PARTIAL,
    Verdict.WRONG,
    Verdict.MISSING,
    Verdict.CRASHED,
    Verdict.FORBIDDEN,
}
_SAME_IF = {Verdict.SKIPPED: {ONLY_INSTRUCTOR}, Verdict.UNDECIDED: {WAITS, "use.undecided"}}
"""Verdicts that are the same each time if one of these codes says why: for want of time an item is undecided, too."""
_ANOTHER_TIME = {
    "answer.chance",
    "answer.too_costly",
    "crash.timed_out",
    "crash.out_of_memory",
    "crash.killed",
    "crash.flooded",
}
"""Codes of what another run need not meet."""
_ADDRESS = "0x"
"""What stands in text before an address, which is another one on every run."""


class StillnessWatch:
    """Tells whether the machine stood still while something was judged: then deadlines were passed that are kept else.

    Parameters
    ----------
    waited : callable
        Seconds that were waited for the student up to now, which do not count.
    """

    def __init__(self, waited: Callable[[], float]) -> None:
        self._waited = waited
        self.begin()

    def begin(self) -> None:
        """Count from now on."""
        self._began = self._spent()

    def stood_still(self) -> bool:
        """Whether it did since then."""
        wall, processor = (now - before for now, before in zip(self._spent(), self._began, strict=True))
        return wall >= _STILL_SECONDS + _STILL_TIMES * processor

    def _spent(self) -> tuple[float, float]:
        """Seconds since some moment, without those of waiting for the student, and seconds of processor time."""
        # The first four of `os.times`: this process and its children, in user mode and in the kernel
        return time.perf_counter() - self._waited(), sum(os.times()[:4])


def is_steady(judgement: Judgement, output: str, budget: TimeBudget) -> bool:
    """Whether a judgement, with what was printed and the time that it took, would be the same another time."""
    codes = {sentence.code for sentence in judgement.feedback}
    is_same = judgement.verdict in _SAME_EACH_TIME or bool(codes & _SAME_IF.get(judgement.verdict, set()))
    if not is_same or codes & _ANOTHER_TIME or budget.was_cut or budget.used_up() is not None:
        return False
    evidence = judgement.witness.text if judgement.witness else ""
    return not any(_ADDRESS in text for text in (output, evidence, *(said.text for said in judgement.feedback)))

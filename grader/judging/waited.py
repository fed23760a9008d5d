"""How long a submission's code may be waited for: one item, one exercise, all of it.

A call and a request have deadlines of their own, which end the process. Many calls that each keep theirs could still
take hours; these bounds say when no more are made. Waiting counts, not processor time: code that sleeps has an end too.
"""

from grader.model.counted import counted
from grader.sandbox.limits import Limits


class Waited:
    """Seconds that were waited for a submission's code.

    Parameters
    ----------
    limits : Limits
        How many may be.
    seconds : float
        How many were already, before an earlier judge of the same submission ended.
    """

    def __init__(self, limits: Limits, seconds: float = 0.0) -> None:
        self._limits = limits
        self._submission, self._exercise, self._item = seconds, 0.0, 0.0
        self._search_ends: float | None = None
        self.was_cut = False
        """Whether a search for a smaller example has ended because of the time, since the item began."""

    def begin_exercise(self) -> None:
        """What was waited for the last exercise is no matter of the next one."""
        self._exercise = 0.0

    def begin_item(self) -> None:
        """What was waited for the last item is no matter of the next one."""
        self._item, self._search_ends, self.was_cut = 0.0, None, False

    def add(self, seconds: float) -> None:
        """Count time that was waited just now."""
        self._submission += seconds
        self._exercise += seconds
        self._item += seconds

    def begin_search(self) -> None:
        """From now on calls look for a smaller example: evidence made nicer may take less than what is judged."""
        self._search_ends = self._item + self._limits.search_seconds

    def may_search(self) -> bool:
        """Whether there is time left to look for a smaller example."""
        is_over = self.used_up() is not None or (self._search_ends is not None and self._item >= self._search_ends)
        self.was_cut = self.was_cut or is_over
        return not is_over

    def used_up(self) -> str | None:
        """Which time is used up, in words; None if a call may be made."""
        for seconds, most, whose in (
            (self._item, self._limits.item_seconds, "this item's calls"),
            (self._exercise, self._limits.exercise_seconds, "this exercise's calls"),
            (self._submission, self._limits.all_seconds, "the submission's calls"),
        ):
            if seconds >= most:
                return f"it was not called, for {whose} had taken {counted(most, 'second')} together"
        return None

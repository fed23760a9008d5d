"""The eleven verdicts on an item."""

from enum import StrEnum


class Verdict(StrEnum):
    """What was found about one item, in a word."""

    CORRECT = "CORRECT"
    PARTIAL = "PARTIAL"
    WRONG = "WRONG"
    MISSING = "MISSING"
    CRASHED = "CRASHED"
    TIMED_OUT = "TIMED_OUT"
    OUT_OF_MEMORY = "OUT_OF_MEMORY"
    FORBIDDEN = "FORBIDDEN"
    UNDECIDED = "UNDECIDED"
    SKIPPED = "SKIPPED"
    GRADER_ERROR = "GRADER_ERROR"

    @property
    def carries_points(self) -> bool:
        """Whether points are known: not for what was skipped or where the grader failed."""
        return self not in {Verdict.SKIPPED, Verdict.GRADER_ERROR}

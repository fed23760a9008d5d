"""What a student's code may use: time, memory, output, and size of a message."""

from typing import NamedTuple

MIB = 2**20


class Limits(NamedTuple):  # not a dataclass: importing those would delay the start of the student's process by 8 ms
    """Bounds on one submission; each is enforced from outside the student's code."""

    call_seconds: float = 3.0
    """Seconds of work that one call may take; see `grader.sandbox.patience`."""
    batch_seconds: float = 10.0
    """Seconds of work that all the calls of one request may take together."""
    load_seconds: float = 10.0
    """Seconds of work that importing a student's file may take."""
    search_seconds: float = 3.0
    """Wall-clock seconds that may be waited while a smaller example of a wrong answer is looked for."""
    item_seconds: float = 20.0
    """Wall-clock seconds that may be waited for one item's calls, that search included; then no more are made."""
    exercise_seconds: float = 90.0
    """The same for all items of one exercise."""
    all_seconds: float = 300.0
    """The same for the whole submission."""
    start_seconds: float = 60.0
    """Wall-clock seconds after which a process that has not come up counts as the machine's failure."""
    cpu_seconds: int = 600
    """Processor seconds of one process: a last resort, should the grader itself be killed."""
    memory_bytes: int = 1024 * MIB
    """Memory beyond what the warm interpreter uses."""
    file_bytes: int = 16 * MIB
    """Largest file that may be written."""
    output_bytes: int = 16 * MIB
    """Printed bytes after which the process is ended; where it is larger than `file_bytes`, that counts."""
    kept_output: int = 2000
    """Printed characters that are kept, for each item."""
    message_bytes: int = 1 * MIB
    """Largest answer to one call, and largest file of a submission."""
    submission_bytes: int = 16 * MIB
    """Size that the Python files of a submission may have together."""

    @property
    def seconds(self) -> dict[str, float]:
        """Seconds that may be waited for the student's code, by what they are for."""
        return {
            "call": self.call_seconds,
            "request": self.batch_seconds,
            "load": self.load_seconds,
            "search": self.search_seconds,
            "item": self.item_seconds,
            "exercise": self.exercise_seconds,
            "submission": self.all_seconds,
        }

    @property
    def max_printed(self) -> int:
        """Printed bytes at which the output counts as a flood: the system stops the file from growing there."""
        return min(self.output_bytes, self.file_bytes)

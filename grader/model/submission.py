"""A student's work as it was handed in: names and bytes, nothing run."""

from dataclasses import dataclass
from functools import cached_property

from grader.digest import digest_of
from grader.model.feedback import Feedback


# Without slots, unlike its neighbours: `cached_property` keeps the digest in the instance's dictionary
@dataclass(frozen=True)
class Submission:
    """The files of one student, with what was left out of them."""

    id: str
    """Whose it is."""
    files: dict[str, bytes]
    """File name (`xor.py`) to content, sorted by name."""
    notes: tuple[Feedback, ...] = ()
    """What was not read, and why."""

    @cached_property
    def digest(self) -> str:
        """`sha256:` and the hash over names and contents; it changes when, and only when, one of them does."""
        # A name on disk or in an archive need not be UTF-8: its bytes come back as they were
        files = ((name.encode("utf-8", "surrogateescape"), content) for name, content in sorted(self.files.items()))
        return f"sha256:{digest_of(part for file in files for part in file)}"

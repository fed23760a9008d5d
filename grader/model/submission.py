"""A student's work as it was handed in: names and bytes, nothing run."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from grader.model.feedback import Feedback


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
        total = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            for part in (name.encode("utf-8", "surrogateescape"), content):
                total.update(len(part).to_bytes(8, "big") + part)
        return f"sha256:{total.hexdigest()}"

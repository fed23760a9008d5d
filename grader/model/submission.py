"""A student's work as it was handed in: names and bytes, nothing run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from grader.digest import digest_of
from grader.model.feedback import Feedback
from grader.model.hints import HINTS_FILE, NO_HINTS, Hints, parse_hints


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
    hints: Hints = NO_HINTS
    """Which hints were shown. Not among the files: these alone go into the student's process."""

    @classmethod
    def from_kept(cls, id: str, kept: Mapping[str, bytes]) -> "Submission":  # noqa: A002 - the field's name
        """The submission of which all that counts was kept."""
        hints = parse_hints(kept[HINTS_FILE]) if HINTS_FILE in kept else NO_HINTS
        assert isinstance(hints, Hints)  # noqa: S101 - written by `kept`
        return cls(id, {name: content for name, content in kept.items() if name != HINTS_FILE}, hints=hints)

    def with_hints(self, hints: Hints) -> "Submission":
        """The same work, of which other hints were shown."""
        return replace(self, hints=hints)

    @property
    def kept(self) -> dict[str, bytes]:
        """All that counts, as files: those of the student, and, if any was shown, that of the hints."""
        return {**self.files, HINTS_FILE: self.hints.encode()} if self.hints.shown else self.files

    @cached_property
    def digest(self) -> str:
        """`sha256:` and the hash over names and contents; it changes when, and only when, one of them does."""
        # A name on disk or in an archive need not be UTF-8: its bytes come back as they were
        files = ((name.encode("utf-8", "surrogateescape"), content) for name, content in sorted(self.kept.items()))
        return f"sha256:{digest_of(part for file in files for part in file)}"

"""What an export gives back."""

from typing import NamedTuple


class Export(NamedTuple):
    """The content of a file, and what its reader should know."""

    content: bytes
    """As it is to be written."""
    notes: tuple[str, ...] = ()
    """Sentences on students and exercises that are not in it, and why."""


def note(names: list[str], what: str) -> tuple[str, ...]:
    """One sentence that names the first few; none if there is nobody to name."""
    if not names:
        return ()
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return (f"{', '.join(names[:5])}{more}: {what}",)

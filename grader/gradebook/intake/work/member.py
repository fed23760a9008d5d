"""One entry of a folder or an archive, as it is found before anything is read."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple


class Member(NamedTuple):
    """A file that may belong to a submission."""

    path: str
    """As the archive names it, with `/` between folders."""
    size: int
    """Bytes, as the archive claims."""
    key: object
    """What its container finds it by."""
    fault: str = ""
    """Why it must not be read, such as "it is a link"; empty if it may be."""


Read = Callable[[Iterable[Member]], Iterator[tuple[Member, bytes | str]]]
"""The content of each of some members, or why it cannot be read."""

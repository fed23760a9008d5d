"""What there is to grade, and who of the roster is missing."""

from pathlib import Path
from typing import NamedTuple

from grader.gradebook.batch import Shard
from grader.gradebook.intake.find import handed_in, missing
from grader.gradebook.intake.source import Source
from grader.model.gradebook import Person


class HandedIn(NamedTuple):
    """What lies there now; the files are not read yet."""

    everything: list[Source]
    """Also what other parts of the batch are to grade."""
    sources: list[Source]
    """What this part is to grade."""
    missing: list[Person]
    """Those of this part who are on the roster, and have handed in nothing."""


def look(where: Path, roster: Path | None, shard: Shard | None) -> HandedIn:
    """What lies there; UsageError if it is nothing that can be graded, or the roster cannot be read."""
    everything = list(handed_in(where, roster))
    absent = missing(roster, [one.person for one in everything]) if roster else []
    sources = [one for one in everything if shard is None or shard.holds(one.person.id)]
    return HandedIn(
        everything,
        sources,
        [one for one in absent if shard is None or shard.holds(one.id)],
    )

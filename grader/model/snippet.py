"""The parts of a small program that shows evidence."""

from grader.model.frozen import Frozen


class Snippet(Frozen):
    """A program that runs in the folder of the student's files, in parts, each of them Python source.

    It is what the grader did: the same call with the same arguments. `grade why` puts the parts together.
    """

    setup: tuple[str, ...] = ()
    """Imports and symbols that the calls need, a line each."""
    before: tuple[str, ...] = ()
    """Calls that are made first, where the answer depends on them."""
    call: str = ""
    """The call; empty where already loading the file fails."""
    gave: str | None = None
    """What it gave, as the evidence shows it; null where there is no value."""
    expected: str | None = None
    """What was expected; null where that is not shown, or has no short source."""
    compared: str = ""
    """How the two were compared, or what was looked at instead, in a sentence."""

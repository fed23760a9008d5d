"""What the check of an exercise found."""

from typing import Literal

from grader.model.frozen import Frozen

FindingCode = Literal[
    "spec.invalid",
    "spec.hangs",
    "spec.raises",
    "file.orphan",
    "docstring.missing",
    "docstring.sections",
    "docstring.types",
    "stub.missing",
    "stub.stale",
    "stub.crashes",
    "stub.earns",
    "key.fails",
    "key.wrong",
    "key.random",
    "key.slow",
    "law.broken",
    "key.one_word",
    "choice.ambiguous",
    "reference.fails",
    "misconception.none",
    "misconception.fails",
    "misconception.not_caught",
    "misconception.not_named",
    "misconception.confused",
    "property.accepts",
    "reference.unreached",
    "decides.by_chance",
    "hint.tells",
    "release.fails",
    "release.shared",
    "release.edges",
    "release.differs",
    "mutant.none",
    "mutant.survived",
    "mutant.explained_in_vain",
    "attack.earns",
    "grader.error",
]
"""What can be found, in the order in which it is looked for; `docs/authoring.md` says what to do about each."""


class Finding(Frozen):
    """One thing that is wrong with an exercise."""

    code: FindingCode
    """Stable and dotted: `key.wrong`, `stub.stale`, `mutant.survived`."""
    path: str
    """The file at fault, seen from the course's folder."""
    line: int | None = None
    """The line, where one can be named."""
    fault: str
    """What is wrong."""
    cure: str
    """What to do about it."""
    is_warning: bool = False
    """Whether the exercise is sound for all that, and the author may answer with a sentence."""


BackedBy = Literal["proved", "laws", "second implementation", "one word only"]
"""What says the same as a key: a proof for all arguments, laws at many, other code, or nothing."""


class Backing(Frozen):
    """What the key of one item rests on."""

    item: str
    """The item's id."""
    by: BackedBy
    """The strongest that there is."""
    inputs: int = 0
    """At how many lists of arguments its laws were asked."""
    mutants: int = 0
    """Mutants that change it, and are not the same function."""
    refuted: int = 0
    """Those of them that laws or a second implementation refute, without looking at the items."""


class MutantCount(Frozen):
    """What came of the mutants."""

    made: int = 0
    """Mutants that there are."""
    tried: int = 0
    """Mutants that were tried; fewer than there are where an exercise has very many."""
    killed: int = 0
    """Those that an item told from the reference."""
    same: tuple[str, ...] = ()
    """Those that could not be told from the reference on many more inputs either."""
    explained: tuple[str, ...] = ()
    """Those that survive, for a reason that the exercise gives."""


class Margin(Frozen):
    """Where the tolerance lies; both errors are in units of what it allows, so that beyond 1 an answer is wrong.

    What is allowed belongs to one number, or to an array as a whole; numbers that are compared exactly do not count.
    """

    rounding: float | None = None
    """The largest error of the reference in single precision; None where no numbers hang on a tolerance, or where it
    does not come to an end."""
    fault: float | None = None
    """The smallest error of a mutant that is not the same function, nor explained."""


class Checked(Frozen):
    """What is known of one exercise after its check."""

    exercise: str
    """Its name."""
    findings: tuple[Finding, ...] = ()
    """What is wrong; nothing, if it is sound."""
    items: int = 0
    """How many items it has."""
    misconceptions: int = 0
    """How many misconceptions it has, each caught and named."""
    mutants: MutantCount = MutantCount()
    """What came of its mutants."""
    margin: Margin = Margin()
    """Whether its tolerance lies between rounding and mistakes."""
    backing: tuple[Backing, ...] = ()
    """What each key rests on."""
    attacks: int = 0
    """How many attacks earned nothing."""
    seconds: float = 0.0
    """How long the check took."""

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The findings that are no mere warnings."""
        return tuple(finding for finding in self.findings if not finding.is_warning)

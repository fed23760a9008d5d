"""The canonical report of one submission: every output format is a pure function of it."""

import math
from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal

from pydantic import ConfigDict, Field

from grader.model.feedback import Feedback, SourceLine, Witness
from grader.model.frozen import Frozen, Sparse
from grader.model.receipt import Receipt
from grader.model.verdict import Verdict

Visibility = Literal["public", "hidden", "after_due"]
ONLY_INSTRUCTOR = "instructor.only"
"""Code of the feedback on an item that is `SKIPPED` because only the instructor grades it."""

WAITS = "instructor.or_earlier"
"""Code of the feedback on an item that is open because it is compared with earlier parts, which are not right yet."""


class ItemScore(Sparse):
    """The smallest separately scored thing: one item's verdict and points."""

    left_out: ClassVar[frozenset[str]] = frozenset({"hints"})

    id: str
    """Name of the student's function that is examined, or `function.aspect`."""
    title: str
    """What the item asks, in a few words."""
    kind: str
    """Kind of item, such as `function` or `claim`."""
    score: float | None
    """Points earned; null where they are not known, or open until the instructor has looked (`UNDECIDED`)."""
    max_score: float
    """Points that a right answer earns."""
    verdict: Verdict
    """What was found."""
    visibility: Visibility
    """Who may see the evidence, and when."""
    feedback: tuple[Feedback, ...] = ()
    """Sentences for the student."""
    witness: Witness | None = None
    """Evidence for a wrong answer; null where there is none to show."""
    output: str = ""
    """The start of what the student's code printed while this item was judged."""
    defined_at: SourceLine | None = None
    """Where the student's function is defined; null where no line of the exercise's file looks like it."""
    hints: int = Field(default=0, ge=0)
    """How many hints were shown, as the work itself says; left out where that is none."""

    @property
    def is_open(self) -> bool:
        """Whether the answer could not be decided here, so that its points wait for the instructor."""
        return self.verdict is Verdict.UNDECIDED and self.score is None

    @property
    def is_only_instructor_s(self) -> bool:
        """Whether it was skipped because only the instructor grades it."""
        return self.verdict is Verdict.SKIPPED and any(said.code == ONLY_INSTRUCTOR for said in self.feedback)


class ExerciseScore(Sparse):
    """One exercise's items and their sum."""

    left_out: ClassVar[frozenset[str]] = frozenset({"notebook"})

    id: str
    """The exercise's name, which is also its file's."""
    title: str
    """The exercise's title."""
    score: float | None
    """Sum of the items' points; null if one of them is not known."""
    max_score: float
    """Points that can be earned."""
    items: tuple[ItemScore, ...]
    """In the order of the exercise."""
    notebook: str | None = None
    """The notebook that holds the work; left out where that is a Python file, or nothing."""


class CourseInfo(Frozen):
    """Which course, in which version, was graded."""

    name: str
    """Short name of the course."""
    version: str
    """Version of the course, as its author states it."""


class SubmissionInfo(Frozen):
    """Which work was graded."""

    id: str
    """Whose it is: the folder's name unless another was given."""
    digest: str
    """SHA-256 of the files' names and contents."""


class SandboxInfo(Sparse):
    """How the student's code was confined."""

    left_out: ClassVar[frozenset[str]] = frozenset({"seconds"})

    level: str
    """`limited`, `confined` or `isolated`."""
    layers: tuple[str, ...]
    """The layers that held."""
    seconds: dict[str, float] = Field(default_factory=dict)
    """How long the student's code may be waited for, by what it is: `call`, `item`, `submission`, ..."""


class Environment(Frozen):
    """With what the report was made; left out when two reports are compared."""

    grader: str
    """Version of this package."""
    python: str
    """Version of Python."""
    numpy: str
    """Version of NumPy."""
    sympy: str
    """Version of SymPy."""
    sandbox: SandboxInfo
    """The confinement."""


class Timing(Frozen):
    """How long it took; left out when two reports are compared."""

    seconds: float
    """Wall-clock seconds from submission to report; without hidden items', and in whole ones, where there are any."""
    items: dict[str, float] = Field(default_factory=dict)
    """Wall-clock seconds that each public item took, under `exercise/item`."""


class Report(Sparse):
    """Everything that is said about one submission."""

    model_config = ConfigDict(title="grade-report/1")
    left_out: ClassVar[frozenset[str]] = frozenset({"receipt"})

    # `schema` is a name that pydantic's models have already, hence the underscore and the alias
    schema_: Literal["grade-report/1"] = Field(default="grade-report/1", alias="schema")
    """Name and version of this format."""
    course: CourseInfo
    """The course."""
    submission: SubmissionInfo
    """The work."""
    score: float | None
    """Sum over the exercises; null if a part of it is not known."""
    max_score: float
    """Points that can be earned."""
    exercises: tuple[ExerciseScore, ...]
    """In the order of the course."""
    notes: tuple[Feedback, ...] = ()
    """Remarks on the submission as a whole, such as a file that was not read."""
    environment: Environment
    """With what the report was made."""
    timing: Timing
    """How long it took."""
    receipt: Receipt | None = None
    """Who has signed it; left out where nobody has, and when two reports are compared."""

    @property
    def items(self) -> tuple[ItemScore, ...]:
        """All items, exercise by exercise."""
        return tuple(item for exercise in self.exercises for item in exercise.items)

    @property
    def failed(self) -> tuple[ItemScore, ...]:
        """The items on which the grader itself failed."""
        return tuple(item for item in self.items if item.verdict is Verdict.GRADER_ERROR)

    @property
    def left_open(self) -> tuple[ItemScore, ...]:
        """The items that could not be decided, and wait for the instructor."""
        return tuple(item for item in self.items if item.is_open)

    @property
    def tried(self) -> tuple[ItemScore, ...]:
        """The items that can be graded here: all but those that only the instructor grades."""
        return tuple(item for item in self.items if not item.is_only_instructor_s)

    @property
    def percent(self) -> float | None:
        """Points in percent of what can be earned here; None if they are not known, 100 for an empty course."""
        return self._percent([item.score for item in self.tried])

    @property
    def most_percent(self) -> float | None:
        """The same if all points that are open were given; None if others are not known."""
        return self._percent([item.max_score if item.is_open else item.score for item in self.tried])

    @classmethod
    def of(
        cls,
        exercises: Sequence[ExerciseScore],
        course: CourseInfo,
        submission: SubmissionInfo,
        notes: tuple[Feedback, ...],
        environment: Environment,
        timing: Timing,
    ) -> "Report":
        """The report on exercises that have been scored, with their sum."""
        return cls(
            course=course,
            submission=submission,
            score=total_points(exercise.score for exercise in exercises),
            # `or`: for the type alone, as what can be earned is always known
            max_score=total_points(exercise.max_score for exercise in exercises) or 0.0,
            exercises=tuple(exercises),
            notes=notes,
            environment=environment,
            timing=timing,
        )

    def _percent(self, scores: Sequence[float | None]) -> float | None:
        known = [score for score in scores if score is not None]
        # A course of which nothing can be tried here has no percentage; only one without any item has all of it
        if len(known) < len(scores) or (self.items and not scores):
            return None
        # Nine digits: nobody is under `--fail-under` by the last bit of a sum of shares
        most = math.fsum(item.max_score for item in self.tried)
        return 100.0 * round(math.fsum(known), 9) / most if most else 100.0


def total_points(scores: Iterable[float | None]) -> float | None:
    """The sum; None if one of them is not known.

    Rounded, so that a sum of tenths is what it is on paper and does not depend on how the items are grouped.
    """
    terms = list(scores)
    return None if None in terms else round(math.fsum(score for score in terms if score is not None), 9)

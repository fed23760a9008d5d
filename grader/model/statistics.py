"""What the marks of many students say about the items of an exercise."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its bootstrap confidence interval."""

    value: float
    """The number for the students that there are."""
    low: float
    """Lower end of the interval."""
    high: float
    """Upper end of the interval."""
    level: float
    """How much the interval is to cover, such as 0.95."""
    resamples: int
    """From how many resamples of the students it comes; those without a spread of points are left out."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval."""

    low: float
    """Lower end."""
    high: float
    """Upper end."""
    level: float
    """How much it is to cover, such as 0.95."""


@dataclass(frozen=True, slots=True)
class Prevalence:
    """How many students hold one misconception."""

    name: str
    """Its name, without `misconception.`."""
    students: int
    """How many have it in at least one item."""
    share: float
    """The same in parts of all students of the exercise."""
    items: tuple[str, ...]
    """In which items it was seen."""


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One item; every number is None where there are too few students, or no spread, to say it."""

    item: str
    """Its id within the exercise."""
    max_score: float
    """Points that can be earned."""
    students: int
    """How many have known points here: only they count below."""
    difficulty: float | None
    """Mean share of the points: 1 is an item that everybody has right."""
    item_rest: float | None
    """Correlation of the item's points with those of the exercise's other items."""
    upper_lower: float | None
    """Mean share of the points among the best students less that among the weakest."""
    not_tried: float | None
    """Share of all students that did not start it."""
    seconds: float | None
    """Median of the seconds that judging it took."""
    undecided: int = 0
    """Answers that agree with the reference but could not be proved; their points count."""
    left_open: int = 0
    """Answers that could not be decided, whose points are open; left out above."""
    skipped: int = 0
    """Answers that were not judged; left out above."""
    failed: int = 0
    """Answers on which the grader failed; left out above."""
    absent: int = 0
    """Students in whose version of the exercise the item does not occur; left out above."""
    difficulty_within: Interval | None = None
    """The interval of the difficulty."""
    item_rest_within: Interval | None = None
    """The interval of the correlation."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence on an item that looks broken."""

    item: str
    """Its id within the exercise."""
    code: str
    """Stable and dotted, such as `nobody.right`."""
    text: str
    """The sentence."""


@dataclass(frozen=True, slots=True)
class ExerciseStatistics:
    """One exercise."""

    exercise: str
    """Its name."""
    students: int
    """How many handed it in."""
    complete: int
    """How many have known points in all items: only they count in what concerns the exercise as a whole."""
    max_score: float
    """Points that can be earned."""
    mean: float | None
    """Mean of the points."""
    deviation: float | None
    """Standard deviation of the points, with n - 1."""
    alpha: Estimate | None
    """Cronbach's alpha."""
    error: Estimate | None
    """Standard error of measurement, in points."""
    items: tuple[ItemStatistics, ...]
    """In the order of the exercise."""
    misconceptions: tuple[Prevalence, ...]
    """The most frequent first."""
    remarks: tuple[Remark, ...]
    """What to look at."""
    fewest: int
    """With fewer students than this, neither discrimination nor reliability is told."""

"""What a picture of the evidence is drawn from: plain finite numbers, one model a kind, told apart by `kind`.

A drawing holds no more than its witness tells, and functions of what it tells: the graph of the function that was
asked about, the level sets of the matrix. How it looks is decided in `grader/reports/pictures/`.
"""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from grader.model.any_drawing import Drawing
from grader.model.frozen import Frozen

LARGEST = 1e12
"""Absolute value of a number that has a place in a plane; entries of tables may be any finite number."""

_NEAREST = 1e-6

Coordinate = Annotated[float, Field(ge=-LARGEST, le=LARGEST, allow_inf_nan=False)]
Entry = Annotated[float, Field(allow_inf_nan=False)]
Point = tuple[Coordinate, Coordinate]
Label = Annotated[str, Field(max_length=80)]
Rows = Annotated[tuple[Annotated[tuple[Entry, ...], Field(max_length=40)], ...], Field(max_length=40)]
Path = Annotated[tuple[Coordinate, ...], Field(max_length=60)]


def _is_apart(low: float, high: float) -> bool:
    """Whether two ends of an axis are so far apart that its numbers can tell them apart."""
    return high - low > _NEAREST * max(abs(low), abs(high))


class Graph(Frozen):
    """The graph of a function of one variable, by its heights at equal distances."""

    low: Coordinate
    """Where it begins."""
    high: Coordinate
    """Where it ends."""
    heights: Annotated[tuple[Coordinate | None, ...], Field(min_length=2, max_length=101)]
    """Values from the one to the other; null where there is none."""

    @model_validator(mode="after")
    def _can_be_seen(self) -> Self:
        """There is something to see, and room for it."""
        if all(height is None for height in self.heights) or not _is_apart(self.low, self.high):
            raise ValueError("a graph without heights, or without room")
        return self


class Chord(Drawing):
    """A chord beside the graph of a function, looked at in one place."""

    left_out: ClassVar[frozenset[str]] = frozenset({"gave"})

    kind: Literal["chord"] = "chord"
    """Always `chord`."""
    function: Label
    """The function in words."""
    axis: Label
    """What goes to the right: its variable, or the share of the way from one end to the other."""
    graph: Graph
    """Of the function, over the chord."""
    ends: tuple[Point, Point]
    """Where the chord begins and ends."""
    at: Coordinate
    """Where it is looked at."""
    chord_height: Coordinate
    """Height of the chord there."""
    graph_height: Coordinate
    """Height of the graph there."""
    gave: Entry | None = None
    """The gap that the student worked out; left out where the chord itself is the answer."""


class Descent(Drawing):
    """Gradient descent in one variable, on the graph of the function that descends."""

    left_out: ClassVar[frozenset[str]] = frozenset({"target"})

    kind: Literal["descent"] = "descent"
    """Always `descent`."""
    asked: Literal["end", "step", "count", "start"]
    """What the answer is: where the descent ends, where one step leads, how many steps it takes, where to start."""
    graph: Graph
    """Of the function, up to a constant."""
    right: Path
    """The places that the descent goes through; of a long one the first and some of the others."""
    steps: int
    """How many steps it takes in all."""
    given: Path
    """The student's places: one where only the last is known."""
    gave: Entry
    """The answer itself."""
    target: Coordinate | None = None
    """Where the descent had to lead; left out where that is not given."""


class DescentPlane(Drawing):
    """Gradient descent in two variables, on the level sets of the function that descends."""

    kind: Literal["descent_plane"] = "descent_plane"
    """Always `descent_plane`."""
    asked: Literal["end", "step"]
    """What the answer is: where the descent ends, or where one step leads."""
    low: Point
    """The lower left corner of what is shown."""
    high: Point
    """The upper right one."""
    heights: Annotated[tuple[Annotated[tuple[Coordinate, ...], Field(max_length=17)], ...], Field(max_length=17)]
    """Values of the function up to a constant: a row for each height in the picture, from below."""
    right: Annotated[tuple[Point, ...], Field(max_length=40)]
    """The points that the descent goes through; of a long one the first and some of the others."""
    steps: int
    """How many steps it takes in all."""
    given: Annotated[tuple[Point, ...], Field(max_length=40)]
    """The student's points: one where only the last is known."""

    @model_validator(mode="after")
    def _can_be_seen(self) -> Self:
        """There is room for it."""
        if not all(map(_is_apart, self.low, self.high)):
            raise ValueError("a plane without room")
        return self


class NetworkPoint(Frozen):
    """One point with the network's value there."""

    point: Point
    """Where it is."""
    gave: Coordinate
    """What came out."""
    expected: Coordinate
    """What should have come out."""


class Network(Drawing):
    """The surface of a network with one hidden layer of ReLU units over the plane, with some points."""

    left_out: ClassVar[frozenset[str]] = frozenset({"level"})

    kind: Literal["network"] = "network"
    """Always `network`."""
    hidden: Annotated[tuple[tuple[Coordinate, Coordinate, Coordinate], ...], Field(max_length=60)]
    """Of each hidden unit the bias and both weights."""
    output: Annotated[tuple[Coordinate, ...], Field(min_length=1, max_length=61)]
    """Bias and weights of the output."""
    points: Annotated[tuple[NetworkPoint, ...], Field(min_length=1, max_length=16)]
    """Points that are looked at."""
    level: Coordinate | None = None
    """The value at which the decision changes; left out where nothing is decided."""


class Tangent(Drawing):
    """A line or a parabola at a point of a graph that it should touch."""

    left_out: ClassVar[frozenset[str]] = frozenset({"right"})

    kind: Literal["tangent"] = "tangent"
    """Always `tangent`."""
    asked: Literal["line", "parabola", "curvature"]
    """What the answer is: the tangent line, the tangent parabola, or a second derivative, which bends the parabola."""
    function: Label
    """The function in words."""
    graph: Graph
    """Of the function."""
    at: Coordinate
    """Where the two should touch."""
    height: Coordinate
    """Height of the graph there."""
    given: Graph
    """The student's line or parabola."""
    right: Graph | None = None
    """The one that touches; left out where it is not to be seen."""


class FormDirection(Frozen):
    """A vector with the value of the form at it."""

    vector: Annotated[tuple[Coordinate, ...], Field(min_length=1, max_length=8)]
    """Its entries."""
    value: Coordinate
    """The form there."""
    whose: Literal["given", "shown"]
    """Whether it is the student's, or one that shows why the answer is wrong."""


class Form(Drawing):
    """The quadratic form of a symmetric matrix, with vectors at which its sign is looked at."""

    left_out: ClassVar[frozenset[str]] = frozenset({"matrix"})

    kind: Literal["form"] = "form"
    """Always `form`."""
    matrix: tuple[Point, Point] | None = None
    """Of two rows; left out for any other size, of which there are no level sets to draw."""
    directions: Annotated[tuple[FormDirection, ...], Field(min_length=1, max_length=2)]
    """The vectors."""


class Fit(Drawing):
    """Points with a curve that was fitted to them, and the one with the smallest sum of squares."""

    left_out: ClassVar[frozenset[str]] = frozenset({"best", "best_squares"})

    kind: Literal["fit"] = "fit"
    """Always `fit`."""
    points: Annotated[tuple[Point, ...], Field(min_length=1, max_length=60)]
    """The data; of many points some."""
    count: int
    """How many points there are."""
    predicted: Annotated[tuple[Coordinate, ...], Field(max_length=60)]
    """The student's height at each point."""
    given: Graph
    """The student's curve."""
    given_squares: Coordinate
    """Its sum of squares over all points."""
    best: Graph | None = None
    """The curve of the smallest sum of squares."""
    best_squares: Coordinate | None = None
    """That sum."""

    @model_validator(mode="after")
    def _has_a_height_for_each_point(self) -> Self:
        if len(self.predicted) != len(self.points):
            raise ValueError(f"{len(self.points)} points have {len(self.predicted)} heights")
        return self


class Table(Drawing):
    """A vector or a matrix with the entries marked that differ; of a large one the part around the first of them."""

    left_out: ClassVar[frozenset[str]] = frozenset({"expected"})

    kind: Literal["table"] = "table"
    """Always `table`."""
    shape: Annotated[tuple[int, ...], Field(min_length=1, max_length=2)]
    """Of the whole array."""
    start: tuple[int, int]
    """Row and column at which the part that is shown begins."""
    gave: Rows
    """The student's entries; a vector is one row."""
    expected: Rows | None = None
    """The expected ones; left out where they are not shown."""
    differing: Annotated[tuple[tuple[int, int], ...], Field(max_length=120)]
    """Row and column of entries that differ, counted within what is shown; only the first where nothing is expected."""
    count: int
    """How many entries of the whole array differ."""

    @model_validator(mode="after")
    def _is_rectangular(self) -> Self:
        columns = len(self.gave[0]) if self.gave else 0
        if not columns or any(len(row) != columns for part in (self.gave, self.expected or ()) for row in part):
            raise ValueError("a table has rows of the same length")
        if self.expected is not None and len(self.expected) != len(self.gave):
            raise ValueError("what was expected has another number of rows")
        if not all(0 <= row < len(self.gave) and 0 <= column < columns for row, column in self.differing):
            raise ValueError("an entry that differs is not in the table")
        return self


OfAnyKind = Annotated[
    Chord | Descent | DescentPlane | Network | Tangent | Form | Fit | Table, Field(discriminator="kind")
]
"""A drawing of one of the kinds."""

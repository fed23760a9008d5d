"""What the templates of a class show, ready to be shown: every text is harmless, every number is written."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Head:
    """The head of a column."""

    text: str | Markup
    note: str = ""
    """A word more, such as how many points there are."""
    is_number: bool = True
    """Whether its cells are sorted as numbers, and stand at the right."""


@dataclass(frozen=True)
class Line:
    """A row of a table; its first cell is its head."""

    cells: tuple[str | Markup, ...]
    to: str = ""
    """Address that the first cell leads to; empty where it is no link."""
    marks: str = ""
    """Names of the filters that it passes, between spaces."""
    more: str = ""
    """What a search finds that is not shown, such as an email address."""


@dataclass(frozen=True)
class TableView:
    """A table that can be sorted, searched and filtered where scripts run, and is read completely where none does."""

    id: str
    """Its id on the page."""
    title: str
    """Its caption."""
    nouns: str
    """What rows are called, such as `students`."""
    head: tuple[Head, ...]
    lines: tuple[Line, ...]
    foot: tuple[str, ...] = ()
    """A last row that stays where it is; empty where there is none."""
    choices: tuple[tuple[str, str], ...] = ()
    """Filters: the name of each, and what it is called."""
    asks: str = ""
    """What the filter is called."""


@dataclass(frozen=True)
class Chart:
    """Numbers as bars, and the same as words and as a table."""

    id: str
    title: str
    svg: Markup
    sentence: str
    """What is said below it."""
    head: tuple[str, str]
    """What the two columns of its table are."""
    numbers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ExerciseNotes:
    """What is said of an exercise as a whole."""

    name: str
    text: str


@dataclass(frozen=True)
class Absent:
    """Somebody who has handed in nothing."""

    name: str
    to: str
    """Address of the student's own page; empty where there is none."""


@dataclass(frozen=True)
class ClassView:
    """All of a class, for its instructor."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """The first numbers: what, and how many."""
    legend: str
    concerns: TableView | None
    marks: Chart | None
    students: TableView
    items: TableView | None
    exercises: tuple[ExerciseNotes, ...]
    broken: tuple[str, ...]
    """What is strange about items."""
    misconceptions: TableView | None
    days: Chart | None
    untimed: str
    """A sentence on submissions without a time; empty where there is none."""
    absent: tuple[Absent, ...]
    missing: TableView | None
    """How many have not handed in each exercise."""
    regrade: Markup
    """What is known of a regrade, and what to type."""
    moves: TableView | None
    as_of: str
    """When something was last graded; empty where that is not known."""
    public: str
    """Address of the page that may be shown to the class; empty where there is none."""


@dataclass(frozen=True)
class PublicView:
    """What a class may be shown of itself."""

    title: str
    sentences: tuple[str, ...]
    marks: Chart | None
    items: TableView | None
    misconceptions: TableView | None

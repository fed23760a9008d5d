"""Items with their difficulty and discrimination, and misconceptions with an example, as tables."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from grader.model.class_book import Example
from grader.model.statistics import ExerciseStatistics, Interval, ItemStatistics, Prevalence
from grader.reports.class_page.views import Head, Line, TableView
from grader.reports.clean import one_line
from grader.reports.gradebook_words import decimal, item_cells, percent
from grader.reports.words import number

_ITEM_HEAD = (
    Head("item", is_number=False),
    Head("exercise", is_number=False),
    Head("points"),
    Head("difficulty", "1: everybody has it right"),
    Head("item-rest", "correlation with the rest"),
    Head("upper-lower", "best less weakest 27 %"),
    Head("not tried"),
    Head("seconds", "median"),
)
_BAR = Markup(
    '<svg class="range" aria-hidden="true" focusable="false" viewBox="0 0 100 8" preserveAspectRatio="none">'
    '<rect class="all" width="100" height="8"/><rect class="within" x="{low:.1f}" width="{width:.1f}" height="8"/>'
    '<rect class="here" x="{here:.1f}" width="2" height="8"/></svg>'
)


def items_table(statistics: Sequence[ExerciseStatistics]) -> TableView | None:
    """All items of all exercises in one table; None where there is none."""
    lines = tuple(
        _item(item, exercise.exercise, place) for place, exercise in enumerate(statistics) for item in exercise.items
    )
    names = tuple((f"e{place}", one_line(exercise.exercise)) for place, exercise in enumerate(statistics))
    choices = names if len(names) > 1 else ()
    return TableView("items", "Items", "items", _ITEM_HEAD, lines, choices=choices, asks="Exercise") if lines else None


def breakable(name: str) -> Markup:
    """A name, harmless, that may go on in the next line behind each `_`: a column need not be as wide as it."""
    return Markup("_<wbr>").join(one_line(name).split("_"))


def _item(item: ItemStatistics, exercise: str, place: int) -> Line:
    name, points, _, _, upper_lower, not_tried, seconds = item_cells(item)
    difficulty = _within(item.difficulty, item.difficulty_within, 0.0)
    item_rest = _within(item.item_rest, item.item_rest_within, -1.0)
    names = (breakable(name), breakable(exercise))
    return Line((*names, points, difficulty, item_rest, upper_lower, not_tried, seconds), marks=f"e{place}")


def _within(value: float | None, interval: Interval | None, lowest: float) -> Markup | str:
    """A number with its interval, in words and as a bar from the lowest possible number to 1."""
    if value is None or interval is None:
        return decimal(value)
    low, here, high = (100 * (end - lowest) / (1 - lowest) for end in (interval.low, value, interval.high))
    bar = _BAR.format(low=low, width=max(0.0, high - low), here=min(98.0, max(0.0, here - 1)))
    words = Markup('{} <span class="soft">({} to {})</span> {}')
    return words.format(decimal(value), decimal(interval.low), decimal(interval.high), bar)


def misconceptions_table(statistics: Sequence[ExerciseStatistics], examples: Sequence[Example]) -> TableView | None:
    """The most frequent first, each with an example of nobody's name; None where nobody holds one."""
    known = {(example.exercise, example.name): example for example in examples}
    held = [(exercise.exercise, one) for exercise in statistics for one in exercise.misconceptions]
    held.sort(key=lambda pair: (-pair[1].share, pair[0], pair[1].name))
    head = (
        Head("misconception", is_number=False),
        Head("exercise", is_number=False),
        Head("students"),
        Head("share"),
        Head("seen in", is_number=False),
        Head("what they read, and an example", is_number=False),
    )
    lines = tuple(_misconception(name, one, known.get((name, one.name))) for name, one in held)
    return TableView("misconceptions", "Misconceptions", "misconceptions", head, lines) if lines else None


def _misconception(exercise: str, one: Prevalence, example: Example | None) -> Line:
    seen = breakable(", ".join(one.items))
    shown = Markup("<br>").join(shown_example(example)) if example else Markup()
    return Line((breakable(one.name), breakable(exercise), number(one.students), percent(one.share), seen, shown))


def shown_example(example: Example) -> Iterator[Markup]:
    """The sentence of a misconception, and the evidence of one submission."""
    if example.sentence:
        yield Markup("{}").format(one_line(example.sentence, limit=500))
    if example.witness:
        yield Markup("<code>{}</code>").format(one_line(example.witness, limit=500))

"""What a class may be shown of itself: nobody's name, and no number that fewer than five students stand behind.

Marks are put in bins of at least five. Means, of all marks and of each item, and how many hold a misconception are told
in steps of ten percent, the ends as `10 % or less` and `90 % or more`: otherwise a mean of all would tell what each of
them has, and two means, before and after somebody handed in, what that one has. (Who keeps two versions of the page can
still see into which bin somebody came who handed in between.)
Evidence is only shown of items whose evidence students may see. Days are not shown: who was late is known by the day.
"""

from markupsafe import Markup

from grader.model.class_book import ClassBook
from grader.model.statistics import ItemStatistics
from grader.reports.class_page.bars import chart
from grader.reports.class_page.counts import mark_bars, merged, of_marks
from grader.reports.class_page.items import breakable, shown_example
from grader.reports.class_page.views import Chart, Head, Line, PublicView, TableView
from grader.reports.clean import one_line
from grader.reports.words import number, students

FEWEST = 5
"""Of fewer students nothing is told."""


def public_view(book: ClassBook) -> PublicView:
    """What the page for the class shows."""
    totals = [student.row.total for student in book.students if student.attempts]
    known = [total for total in totals if total is not None]
    most = sum(column.max_score for column in book.columns)
    sentences = ["Nobody is named here, and nothing is told of fewer than five students."]
    if len(known) >= FEWEST and most > 0:
        sentences.append(f"On average {_steps(sum(known) / len(known) / most)} of {number(most)} points were earned.")
    else:
        sentences.append("There are too few students yet.")
    return PublicView(
        title=f"How the class did: {one_line(book.title)}",
        sentences=tuple(sentences),
        marks=_marks(known, most),
        items=_items(book),
        misconceptions=_misconceptions(book),
    )


def _marks(totals: list[float], most: float) -> Chart | None:
    if len(totals) < FEWEST or most <= 0:
        return None
    bars = mark_bars(merged(of_marks(totals, most), FEWEST))
    sentence = f"Total marks of {students(len(totals))}; ranges that few have are put together."
    return chart("marks", "Distribution of marks", bars, sentence, ("points", "students"))


def _items(book: ClassBook) -> TableView | None:
    lines = tuple(
        Line((breakable(item.item), breakable(exercise.exercise), number(item.max_score), _steps(item.difficulty)))
        for exercise in book.statistics
        for item in exercise.items
        if _is_told(item)
    )
    head = (Head("item", is_number=False), Head("exercise", is_number=False), Head("points"), Head("earned on average"))
    return TableView("items", "Items", "items", head, lines) if lines else None


def _is_told(item: ItemStatistics) -> bool:
    return item.students >= FEWEST and item.difficulty is not None


def _misconceptions(book: ClassBook) -> TableView | None:
    known = {(example.exercise, example.name): example for example in book.examples if example.is_public}
    held = [
        (one.share, exercise, one.name)
        for exercise in book.statistics
        for one in exercise.misconceptions
        if one.students >= FEWEST and (exercise.exercise, one.name) in known
    ]
    held.sort(key=lambda each: (-each[0], each[1].exercise, each[2]))
    lines = []
    for share, exercise, name in held:
        shown = Markup("<br>").join(shown_example(known[exercise.exercise, name]))
        lines.append(Line((breakable(exercise.exercise), _steps(share), shown)))
    if not lines:
        return None
    last = Head("what they read, and an example", is_number=False)
    head = (Head("exercise", is_number=False), Head("students"), last)
    return TableView("misconceptions", "Frequent misconceptions", "misconceptions", head, tuple(lines))


def _steps(share: float | None) -> str:
    """A share in steps of ten percent, that tells of nobody what all have."""
    if share is None:
        return "-"
    tens = 10 * round(10 * share)
    return "10 % or less" if tens <= 10 else "90 % or more" if tens >= 90 else f"about {tens} %"

"""A report for a terminal: what was earned, what is wrong, and the smallest example that shows it.

    Foundations of ML 1.2 · alice                        31 / 40 · 77.5 %

    Gradient descent                                                6 / 8
      ✓ risk              The empirical risk                        2 / 2
      ✗ risk_derivative   Its derivative                     wrong  0 / 2
        │ risk_derivative(1, [0]) gave 1.0; expected 2.0
        │ The factor 2 of the square is lost.
      · not started: step, descend                                  0 / 4

The bar before evidence is more than an ornament: no line that a student can write begins with the student's text, so
none can be a command to a CI runner, however it is wrapped.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby

from grader.model.report import ExerciseScore, ItemScore, Report
from grader.model.verdict import Verdict
from grader.reports.clean import first_lines, one_line
from grader.reports.terminal import Page
from grader.reports.words import (
    MOST_LINES,
    Details,
    advice,
    confinement,
    details,
    explanations,
    first_told,
    is_missing,
    is_not_started,
    points,
    points_here,
    points_of,
    same_fault,
    total,
    why_not_started,
    word,
)

_MARKS = {
    Verdict.CORRECT: ("✓", "green"),
    Verdict.PARTIAL: ("◐", "yellow"),
    Verdict.WRONG: ("✗", "red"),
    Verdict.MISSING: ("·", "dim"),
    Verdict.UNDECIDED: ("?", "cyan"),
    Verdict.SKIPPED: ("-", "dim"),
    Verdict.GRADER_ERROR: ("!", "bold white on red"),
}
_BROKE = ("!", "red")
"""Mark of every other verdict: the code did not come back with an answer."""

_WIDEST = 100
"""On a wider terminal the points would be too far from what they are for."""


def render(report: Report, *, width: int = 80, color: bool = False, unicode: bool = True) -> str:
    """The report in at most `width` columns; without escape sequences unless `color`, in ASCII unless `unicode`."""
    page = Page(min(width, _WIDEST), color=color, unicode=unicode)
    _head(page, report)
    columns = Columns(page, report.items)
    for exercise in report.exercises:
        page.line()
        show_exercise(page, columns, exercise)
    page.line()
    _foot(page, report)
    return str(page)


class Columns:
    """The widths that items share, so that ids, titles and points stand below each other."""

    def __init__(self, page: Page, items: Sequence[ItemScore]) -> None:
        self.id = max((page.text(one_line(item.id)).cell_len for item in items), default=0)
        self.points = max((len(points(item.score, item.max_score)) for item in items), default=0)
        longest = max((len(word(item.verdict)) for item in items), default=0)
        # Beside the title stand the mark, the id, the longest verdict and the points, with two spaces between each
        self.title_below = page.width - 4 - self.id - 2 - longest - 2 - self.points < 18


def _head(page: Page, report: Report) -> None:
    course = one_line(f"{report.course.name} {report.course.version}")
    who = page.text(one_line(report.submission.id, limit=60))
    who.truncate(page.width - 4)
    result = page.text(total(report), "bold")
    joined = page.text(f"{course} · ", "bold") + who
    if page.fits(joined, result):
        page.spread(joined, result)
    else:
        page.hang(page.text(course, "bold"), page.text(""), page.text("  "))
        page.spread(who, result)
    for note in report.notes:
        _bar(page, first_lines(note.text, MOST_LINES), "yellow", indent=0)


def show_exercise(page: Page, columns: Columns, exercise: ExerciseScore) -> None:
    """An exercise's title and points, and its items below."""
    title = page.text(one_line(exercise.title), "bold")
    name = page.text(f"  {one_line(exercise.id)}", "dim")
    result = page.text(points_here(exercise.items), "bold")
    if page.fits(title + name, result):
        page.spread(title + name, result)
    else:
        page.spread(title, result)
        page.hang(name, page.text(""), page.text("  "))
    told = first_told(exercise.items)
    # Only neighbours are told together: the exercise's order is also that of its items here
    for (missing, left, fault, *_), run in groupby(exercise.items, partial(_shared, told=told)):
        items = list(run)
        if left:
            is_there = "" if not is_missing(items[0]) else "not started, and "
            _together(page, items, f"{is_there}only your instructor grades", "dim")
        elif missing:
            _together(page, items, "not started", "dim")
            for sentence in why_not_started(items):
                _bar(page, sentence.split("\n"), "dim")
        # A fault that is told at other items is only named here; a single item with one of its own has the usual line
        elif fault and (len(items) > 1 or told[fault] != items[0].id):
            _together(page, items, word(items[0].verdict), _MARKS.get(items[0].verdict, _BROKE)[1])
            if told[fault] in {item.id for item in items}:
                _details(page, details(items[0]), quiet=False)
        else:
            for item in items:
                _item(page, columns, item)


def _shared(item: ItemScore, told: Mapping[str, str]) -> tuple[bool, bool, str, Verdict | None, bool]:
    """What neighbours have in common that are told in one paragraph."""
    fault = same_fault(item)
    is_told = item.witness is None or (bool(fault) and told[fault] != item.id)
    left = item.is_only_instructor_s and is_told
    verdict = item.verdict if fault and not left else None
    return is_not_started(item), left, "" if left else fault, verdict, left and is_missing(item)


def _together(page: Page, items: list[ItemScore], heading: str, style: str) -> None:
    """Items of which the same is to be said, in one paragraph with their points."""
    result = page.text(points_of(items), style)
    names = page.text(f"{heading}: {', '.join(one_line(item.id) for item in items)}", style)
    first, *rest = page.wrap(names, page.width - 4 - 2 - result.cell_len)
    mark = _MARKS.get(items[0].verdict, _BROKE)[0]
    page.spread(page.text(f"  {mark} ", style) + first, result)
    for line in rest:
        page.line(page.text("    "), line)


def _item(page: Page, columns: Columns, item: ItemScore) -> None:
    mark, style = _MARKS.get(item.verdict, _BROKE)
    quiet = item.verdict is Verdict.CORRECT
    verdict = page.text("" if quiet else word(item.verdict), style)
    right = verdict + page.text("  " + points(item.score, item.max_score).rjust(columns.points))
    left = page.text("  ") + page.text(mark, style) + page.text(" " + one_line(item.id))
    if columns.title_below:
        page.spread(left, right)
        page.hang(page.text(one_line(item.title), "dim"), page.text("    "), page.text("    "))
    else:
        left.pad_right(4 + columns.id + 2 - left.cell_len)
        first, *rest = page.wrap(
            page.text(one_line(item.title), "dim"), page.width - left.cell_len - right.cell_len - 2
        )
        page.spread(left + first, right)
        for line in rest:
            page.line(page.text(" " * left.cell_len), line)
    _details(page, details(item), quiet=quiet)


def _details(page: Page, said: Details, *, quiet: bool) -> None:
    """The observed fact, then the sentences, then what was printed."""
    style = "dim" if quiet else ""
    _bar(page, said.witness, "dim" if quiet else "bold")
    for sentence in said.feedback:
        _bar(page, sentence.split("\n"), style)
    _bar(page, said.under_heading, "dim")


def _bar(page: Page, lines: Iterable[str], style: str, *, indent: int = 4) -> None:
    """Lines after a vertical bar; what is wrapped hangs two columns further in."""
    bar = page.text(" " * indent + "│ ", "dim")
    for line in lines:
        page.hang(page.text(line, style), bar, bar + page.text("  "))


def _foot(page: Page, report: Report) -> None:
    page.line(page.text("─" * page.width, "dim"))
    page.spread(page.text("Total", "bold"), page.text(total(report), "bold"))
    next_step = advice(report)
    if next_step is not None:
        page.hang(page.text(one_line(next_step)), page.text(""), page.text("  "))
    elif {item.verdict for item in report.items} == {Verdict.CORRECT}:  # never of an empty report
        page.line(page.text("Everything is right.", "green"))
    for verdict, sentence in explanations(report).items():
        mark, style = _MARKS[verdict]
        page.hang(page.text(one_line(sentence, limit=2000), style), page.text(f"{mark} ", style), page.text("  "))
    if (caution := confinement(report)) is not None:
        page.hang(page.text(caution, "dim"), page.text(""), page.text("  "))

"""A report for a terminal: what was earned, what is wrong, and the smallest example that shows it.

    Foundations of ML 1.2 · alice                        31 / 40 (77.5 %)

    Gradient descent                                                6 / 8
      ✓ risk              The empirical risk               correct  2 / 2
      ✗ risk_derivative   Its derivative                     wrong  0 / 2
        │ risk_derivative(1, [0]) gave 1.0; expected 2.0
        │ The factor 2 of the square is lost.
      · not started: step, descend                                  0 / 4

It is also read aloud, line by line: each mark has its word beside it, and no points stand amid a title or a list.
The bar before evidence is more than an ornament: no line that a student can write begins with the student's text, so
none can be a command to a CI runner, however it is wrapped.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby, pairwise

from grader.model.report import ExerciseScore, ItemScore, Report
from grader.model.verdict import Verdict
from grader.reports.clean import first_lines, one_line
from grader.reports.terminal import Page
from grader.reports.words import (
    MOST_LINES,
    Details,
    absence,
    advice,
    confinement,
    details,
    explanations,
    first_told,
    is_not_started,
    points,
    points_here,
    points_of,
    same_fault,
    state,
    title_of,
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
_CARET = re.compile(r" *\^")


def render(
    report: Report,
    *,
    width: int = 80,
    color: bool = False,
    unicode: bool = True,
    folder: str = "",
    options: Sequence[str] = (),
    remarks: Sequence[str] = (),
) -> str:
    """The report in at most `width` columns; without escape sequences unless `color`, in ASCII unless `unicode`.

    `folder` is where the work lies as seen from where the student types, and `options` those with which it was graded:
    what to type next names them. Below the report stand `remarks`, which are no part of it, such as what has changed
    since the last one.
    """
    page = Page(min(width, _WIDEST), color=color, unicode=unicode)
    _head(page, report)
    columns = Columns(page, report.items)
    for exercise in report.exercises:
        page.line()
        show_exercise(page, columns, exercise)
    page.line()
    _foot(page, report, folder, options)
    for remark in remarks:
        page.hang(page.text(one_line(remark, limit=2000)), page.text(""), page.text("  "))
    return str(page)


class Columns:
    """The widths that items share, so that ids, titles and points stand below each other."""

    def __init__(self, page: Page, items: Sequence[ItemScore]) -> None:
        # One long id would leave all titles no room beside theirs: what is longer than a quarter has its title below
        longest_id = max((page.text(one_line(item.id)).cell_len for item in items), default=0)
        self.id = min(longest_id, page.width // 4)
        self.points = max((len(points(item.score, item.max_score)) for item in items), default=0)
        longest = max((len(state(item)) for item in items), default=0)
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
    for (missing, left, fault, _, absent), run in groupby(exercise.items, partial(_shared, told=told)):
        items = list(run)
        if left:
            _together(page, items, f"{absent and f'{absent}, and '}only your instructor grades", "dim")
        elif missing:
            _together(page, items, state(items[0]), "dim")
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


def _shared(item: ItemScore, told: Mapping[str, str]) -> tuple[bool, bool, str, Verdict | None, str]:
    """What neighbours have in common that are told in one paragraph."""
    fault = same_fault(item)
    is_told = item.witness is None or (bool(fault) and told[fault] != item.id)
    left = item.is_only_instructor_s and is_told
    verdict = item.verdict if fault and not left else None
    absent = absence(item) if left or is_not_started(item) else ""
    return is_not_started(item), left, "" if left else fault, verdict, absent


def _together(page: Page, items: list[ItemScore], heading: str, style: str) -> None:
    """Items of which the same is to be said, in one paragraph with their points."""
    result = page.text(points_of(items), style)
    names = page.text(f"{heading}: {', '.join(one_line(item.id) for item in items)}", style)
    start = page.text(f"  {_MARKS.get(items[0].verdict, _BROKE)[0]} ", style)
    *lines, last = page.wrap(names, page.width - 4 - 2 - result.cell_len)
    for line in lines:
        page.line(start, line)
        start = page.text("    ")
    page.spread(start + last, result)


def _item(page: Page, columns: Columns, item: ItemScore) -> None:
    mark, style = _MARKS.get(item.verdict, _BROKE)
    verdict = page.text(state(item), style)
    right = verdict + page.text("  " + points(item.score, item.max_score).rjust(columns.points))
    left = page.text("  ") + page.text(mark, style) + page.text(" " + one_line(item.id))
    asks = page.text(one_line(title_of(item)), "dim")
    gap = 4 + columns.id + 2 - left.cell_len
    beside = left + page.text(" " * gap) + asks
    if columns.title_below or gap < 2 or not page.fits(beside, right):
        page.spread(left, right)
        page.hang(asks, page.text("    "), page.text("    "))
    else:
        page.spread(beside, right)
    _details(page, details(item), quiet=item.verdict is Verdict.CORRECT)


def _details(page: Page, said: Details, *, quiet: bool) -> None:
    """The observed fact, then the sentences, then what was printed."""
    style = "dim" if quiet else ""
    _bar(page, _around_carets(said.witness, page.width - 6, page.unicode), "dim" if quiet else "bold")
    for sentence in said.feedback:
        _bar(page, sentence.split("\n"), style)
    _bar(page, said.under_heading, "dim")


def _bar(page: Page, lines: Iterable[str], style: str, *, indent: int = 4) -> None:
    """Lines after a vertical bar; what is wrapped hangs two columns further in than its line begins."""
    bar = page.text(" " * indent + "│ ", "dim")
    for line in lines:
        begins = min(len(line) - len(line.lstrip(" ")), page.width // 4)
        page.hang(page.text(line, style), bar, bar + page.text(" " * (begins + 2)))


def _around_carets(lines: Sequence[str], width: int, unicode: bool) -> list[str]:  # noqa: FBT001
    """The lines, each one above a caret cut to what fits around it: wrapped, it would lose the caret's column."""
    shown = list(lines)
    cut = "…" if unicode else "..."
    for number, (source, caret) in enumerate(pairwise(lines)):
        if _CARET.fullmatch(caret) and max(len(source), len(caret)) > width:
            start = max(0, min(len(caret) - width // 2, len(source) - width))
            end = start + width
            head, tail = cut * (start > 0), cut * (end < len(source))
            shown[number] = head + source[start + len(head) : end - len(tail)] + tail
            shown[number + 1] = caret[start:]
    return shown


def _foot(page: Page, report: Report, folder: str, options: Sequence[str]) -> None:
    page.line(page.text("─" * page.width, "dim"))
    page.spread(page.text("Total", "bold"), page.text(total(report), "bold"))
    next_step = advice(report, folder, options)
    if next_step is not None:
        page.hang(page.text(one_line(next_step, limit=2000)), page.text(""), page.text("  "))
    elif {item.verdict for item in report.items} == {Verdict.CORRECT}:  # never of an empty report
        page.line(page.text("Everything is right.", "green"))
    for verdict, sentence in explanations(report).items():
        mark, style = _MARKS[verdict]
        page.hang(page.text(one_line(sentence, limit=2000), style), page.text(f"{mark} ", style), page.text("  "))
    if (caution := confinement(report)) is not None:
        page.hang(page.text(caution, "dim"), page.text(""), page.text("  "))

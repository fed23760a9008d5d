"""A report, and what stands beside it, as what the page shows."""

from collections import Counter
from collections.abc import Iterator, Sequence

from grader.model.report import ExerciseScore, ItemScore, Report
from grader.model.verdict import Verdict
from grader.reports import Beside
from grader.reports.changes import changes, moves
from grader.reports.clean import first_lines, one_line
from grader.reports.html.item import anchor_of, item_view, with_code
from grader.reports.html.statement import to_html
from grader.reports.html.views import Bar, ExerciseView, ItemView, Link, PageView
from grader.reports.words import (
    MOST_LINES,
    ToDo,
    confinement,
    explanations,
    first_to_do,
    first_told,
    points_here,
    same_fault,
    state,
    total,
    why_not_started,
)


def page_of(report: Report, beside: Beside) -> PageView:
    """What the page shows of a report, and of what is known beside it."""
    to_do = first_to_do(report)
    is_perfect = {item.verdict for item in report.items} == {Verdict.CORRECT}  # never of an empty report
    return PageView(
        course=one_line(f"{report.course.name} {report.course.version}"),
        student=one_line(report.submission.id),
        total=total(report),
        bar=_bar(report.tried),
        next_step=to_do.words if to_do else "Everything is right." if is_perfect else "",
        next_item=_link(report, to_do) if to_do else None,
        since=one_line(changes(beside.before, report.exercises), limit=2000),
        remarks=tuple(map(with_code, _remarks(report))),
        exercises=tuple(exercise_view(exercise, number, beside) for number, exercise in enumerate(report.exercises)),
        digest=one_line(report.submission.digest),
        made_with=_made_with(report),
        origin=one_line(beside.origin, limit=1000),
    )


def _link(report: Report, to_do: ToDo) -> Link:
    number = next(k for k, exercise in enumerate(report.exercises) if exercise is to_do.exercise)
    within = next(k for k, item in enumerate(to_do.exercise.items) if item is to_do.item)
    return Link(anchor_of(number, within), one_line(f"{to_do.item.id} in {to_do.exercise.title}"))


def _remarks(report: Report) -> Iterator[str]:
    for note in report.notes:
        yield "\n".join(first_lines(note.text, MOST_LINES))
    for sentence in explanations(report).values():
        yield one_line(sentence, limit=2000)
    if (caution := confinement(report)) is not None:
        yield caution


def _made_with(report: Report) -> str:
    made = report.environment
    packages = {"grader": made.grader, "Python": made.python, "NumPy": made.numpy, "SymPy": made.sympy}
    versions = ", ".join(f"{name} {version}" for name, version in packages.items() if version)
    return one_line("; ".join(filter(None, [versions, f"sandbox level {made.sandbox.level}"])))


def exercise_view(exercise: ExerciseScore, number: int, beside: Beside) -> ExerciseView:
    """What the page shows of one exercise, which is the one of that number among others."""
    statement = beside.statements.get(exercise.id)
    return ExerciseView(
        anchor=anchor_of(number),
        title=one_line(exercise.title),
        file=one_line(exercise.notebook or f"{exercise.id}.py"),
        points=points_here(exercise.items),
        standing=_standing(exercise.items),
        bar=_bar(exercise.items),
        statement=None if statement is None else to_html(statement),
        missing=tuple(map(with_code, why_not_started(exercise.items))),
        items=tuple(_items(exercise, number, beside.before.get(exercise.id, exercise))),
    )


def _items(exercise: ExerciseScore, number: int, before: ExerciseScore) -> Iterator[ItemView]:
    told, moved = first_told(exercise.items), moves(before, exercise)
    anchors = {item.id: anchor_of(number, k) for k, item in enumerate(exercise.items)}
    for k, item in enumerate(exercise.items):
        first = told.get(same_fault(item), item.id)
        same_as = None if first == item.id else Link(anchors[first], one_line(first))
        yield item_view(exercise, item, anchor_of(number, k), moved.get(item.id, 0.0), same_as)


def _standing(items: Sequence[ItemScore]) -> str:
    """How many of the items are what: `3 correct, 1 wrong`."""
    return ", ".join(f"{count} {words}" for words, count in Counter(map(state, items)).items())


def _bar(items: Sequence[ItemScore]) -> Bar:
    """What is earned, and what is not known, of all that can be earned."""
    most = sum(item.max_score for item in items) or 1.0
    earned = sum(item.score or 0.0 for item in items)
    unknown = sum(item.max_score for item in items if item.score is None)
    return Bar(*(f"{100 * min(1.0, max(0.0, part / most)):.1f}" for part in (earned, unknown)))

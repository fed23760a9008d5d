"""What differs between two reports on the same work, in words: which item, which mark."""

from collections.abc import Iterator, Mapping

from grader.model.report import ItemScore, Report
from grader.reports.words import points, state

_NOT_COMPARED = {"environment", "timing", "receipt"}


def differences(kept: Report, again: Report) -> list[str]:
    """A sentence for each difference, apart from timing, environment and receipt; none if there is none."""
    said = [*_of_the_whole(kept, again), *_of_items(kept, again), *_of_sums(kept, again)]
    if not said and kept.model_dump(exclude=_NOT_COMPARED) != again.model_dump(exclude=_NOT_COMPARED):
        said.append("titles of exercises, or their order, are others")
    return said


def _of_the_whole(kept: Report, again: Report) -> Iterator[str]:
    if kept.course != again.course:
        now = f"{again.course.name} {again.course.version}"
        yield f"the course is {kept.course.name} {kept.course.version} in the report, and {now} here"
    if kept.submission.id != again.submission.id:
        yield f"the submission is called {kept.submission.id} in the report, and {again.submission.id} here"
    if kept.notes != again.notes:
        yield "the notes on the submission are others"


def _of_items(kept: Report, again: Report) -> Iterator[str]:
    before, now = _items(kept), _items(again)
    for name in dict.fromkeys([*before, *now]):
        if name not in now:
            yield f"{name} is in the report, and not here"
        elif name not in before:
            yield f"{name} is here, and not in the report"
        elif difference := _of_item(before[name], now[name]):
            yield f"{name}: {difference}"


def _of_sums(kept: Report, again: Report) -> Iterator[str]:
    sums = {exercise.id: points(exercise.score, exercise.max_score) for exercise in again.exercises}
    for exercise in kept.exercises:
        before, now = points(exercise.score, exercise.max_score), sums.get(exercise.id)
        if now is not None and before != now:
            yield f"{exercise.id}: {before} in the report, {now} graded again"
    before, now = points(kept.score, kept.max_score), points(again.score, again.max_score)
    if before != now:
        yield f"the sum: {before} in the report, {now} graded again"


def _of_item(kept: ItemScore, again: ItemScore) -> str:
    """What differs most."""
    if (kept.score, kept.max_score, kept.verdict) != (again.score, again.max_score, again.verdict):
        return f"{_mark(kept)} in the report, {_mark(again)} graded again"
    fields = [name for name in ItemScore.model_fields if getattr(kept, name) != getattr(again, name)]
    return f"the same mark, with another {' and another '.join(fields)}" if fields else ""


def _mark(item: ItemScore) -> str:
    return f"{points(item.score, item.max_score)} ({state(item)})"


def _items(report: Report) -> Mapping[str, ItemScore]:
    return {f"{exercise.id}/{item.id}": item for exercise in report.exercises for item in exercise.items}

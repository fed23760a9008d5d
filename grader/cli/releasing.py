"""What `grade release` says: how much students can try, and what stays with the instructor."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from grader.model.counted import counted

if TYPE_CHECKING:
    from grader.items.item import Item
    from grader.judging.key import CourseKey


def summary(name: str, key: "CourseKey", released: "CourseKey") -> Iterator[str]:
    """One line on the whole, and one for each exercise of which not all can be tried."""
    shown = {one.name: {item.id for item in one.exercise.items} for one in released.exercises}
    tried = {one.name: shown[one.name] - one.only_instructor for one in released.exercises}
    every = sum(one.exercise.points for one in key.exercises)
    here = sum(item.points for one in released.exercises for item in one.exercise.items if item.id in tried[one.name])
    count = len(key.exercises)
    yield f"{name}: {counted(count, 'exercise')}; {here:g} of {counted(every, 'point')} can be tried there."
    for one in key.exercises:
        items, seen = one.exercise.items, shown.get(one.name, set())
        parts = (
            ("only you grade", _ids(item for item in items if item.id in seen - tried[one.name])),
            ("not shown", _ids(item for item in items if item.id not in seen)),
        )
        if said := "; ".join(f"{what} {ids}" for what, ids in parts if ids):
            yield f"  {one.name}: {said}"


def _ids(items: "Iterable[Item]") -> str:
    return ", ".join(item.id for item in items)

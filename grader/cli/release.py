"""`grade release`: what students get."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from grader.cli import options
from grader.course.find import author_course, take_for_own
from grader.course.load import load_course
from grader.course.release.build import build, prove
from grader.course.release.write import write
from grader.items.item import Item
from grader.judging.key import CourseKey
from grader.model.counted import counted


@click.command()
@click.argument("dest", type=click.Path(path_type=Path))
@options.course
@click.option("--zip", "as_zip", is_flag=True, help="Write DEST.zip as well, which is the same bytes every time.")
@click.option(
    "--install", default="", metavar="REQUIREMENT", help="From what the students' workflow for CI installs the grader."
)
@options.after_due
def release(dest: Path, course: Path | None, install: str, *, as_zip: bool, after_due: bool) -> None:
    """Write what students get into the folder DEST: stubs, statements, checks that need no reference, a workflow.

    It holds no reference, no misconception and no hidden item. An earlier release in DEST is replaced, unless
    somebody has worked in it.

    \b
    Exit codes: 0, 2 if DEST holds something else, 3 if an exercise cannot be released.

    \b
    Examples:
      grade release ../students
      grade release dist/neural-networks --zip
      grade release ../students --install git+https://github.com/OWNER/grader@v0.1.0
    """
    folder = author_course(course)
    dest = dest.resolve()
    key = load_course(folder)
    key = key.after_due if after_due else key
    files = build(folder, key, install)
    # Before a file is written: what students got cannot be taken back
    released = prove(files, key)
    write(files, dest, as_zip=as_zip)
    take_for_own(dest)
    click.echo("\n".join(_summary(dest.name, key, released)))


def _summary(name: str, key: CourseKey, released: CourseKey) -> Iterator[str]:
    """How much students can try: one line on the whole, and one for each exercise of which not all can be tried."""
    shown = {exercise.name: {item.id for item in exercise.exercise.items} for exercise in released.exercises}
    tried = {exercise.name: shown[exercise.name] - exercise.only_instructor for exercise in released.exercises}
    points = sum(exercise.exercise.points for exercise in key.exercises)
    points_tried = sum(
        item.points
        for exercise in released.exercises
        for item in exercise.exercise.items
        if item.id in tried[exercise.name]
    )
    count = len(key.exercises)
    yield f"{name}: {counted(count, 'exercise')}; {points_tried:g} of {counted(points, 'point')} can be tried there."
    for exercise in key.exercises:
        # of an exercise of which nothing can be shown only stub and statement are released
        items, seen = exercise.exercise.items, shown.get(exercise.name, set())
        only_instructor = [item for item in items if item.id in seen - tried.get(exercise.name, set())]
        not_shown = [item for item in items if item.id not in seen]
        parts = (("only you grade", only_instructor), ("not shown", not_shown))
        if text := "; ".join(f"{label} {_ids(chosen)}" for label, chosen in parts if chosen):
            yield f"  {exercise.name}: {text}"


def _ids(items: Iterable[Item]) -> str:
    return ", ".join(item.id for item in items)

"""`grade release`: what students get."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import click

from grader.cli import options
from grader.cli.check_progress import check_with_progress
from grader.course.find import author_course, take_for_own
from grader.course.load import load_course
from grader.course.release.build import build, prove
from grader.course.release.graded_with import graded_with, requirement
from grader.course.release.places import DEFAULT, PLACES, Autograder, Material, archive_of, place_of
from grader.course.release.readme import points_of
from grader.course.release.update import Updated, update
from grader.course.release.write import demand_replaceable, write, write_archives, zipped
from grader.errors import UsageError
from grader.items.item import Item
from grader.judging.key import CourseKey
from grader.model.counted import counted
from grader.reports.check import line
from grader.sandbox.levels.sandbox import Sandbox


@click.command()
@click.argument("dest", type=click.Path(path_type=Path))
@options.course
@click.option("--zip", "as_zip", is_flag=True, help="Write DEST.zip as well, which is the same bytes every time.")
@click.option(
    "--install",
    default="",
    metavar="REQUIREMENT",
    help="From what students, and their CI, install the grader.",
)
@click.option(
    "--for",
    "places",
    multiple=True,
    default=(DEFAULT,),
    show_default=True,
    type=click.Choice(PLACES),
    help="Where the course lives; can be repeated.",
)
@click.option("--unchecked", is_flag=True, help="Release it without asking `grade check`.")
@click.option("--update", "is_update", is_flag=True, help="DEST is an earlier release with work in it, which stays.")
@options.after_due
def release(
    dest: Path,
    course: Path | None,
    install: str,
    places: tuple[str, ...],
    *,
    as_zip: bool,
    unchecked: bool,
    is_update: bool,
    after_due: bool,
) -> None:
    """Write what students get into the folder DEST: stubs, statements, checks that need no reference, a workflow.

    It holds no reference, no misconception and no hidden item. An earlier release in DEST is replaced, unless
    somebody has worked in it; with --update checks and pages are renewed there, and work stays. Exercises are checked
    first, as `grade check` does, if they have changed since.

    For classroom50 and gradescope an autograder is written beside DEST, as DEST-classroom50-autograder.zip and
    DEST-gradescope-autograder.zip. The latter holds the whole course: it is for you and Gradescope alone.

    \b
    Exit codes: 0, 2 if DEST holds something else, 3 if an exercise cannot be released.

    \b
    Examples:
      grade release ../students
      grade release ../students --update
      grade release dist/neural-networks --zip
      grade release ../students --for gitlab --for gradescope
      grade release ../students --install git+https://github.com/OWNER/REPOSITORY@v0.1.0
    """
    if is_update and as_zip:
        raise UsageError("--zip goes with a new release: a zip of a folder with work in it would hand the work out")
    folder = author_course(course)
    dest = dest.resolve()
    key = load_course(folder)
    key = key.after_due if after_due else key
    with closing(Sandbox()) as sandbox:
        files = build(folder, key, install, graded_with(sandbox.level), places)
    autograders = _autograders(Material(folder, files, install or requirement(), is_after_due=after_due), dest, places)
    archives = {archive: zipped(autograder.files) for archive, autograder in autograders.items()}
    demand_replaceable(archives)
    # Before a file is written: what students got cannot be taken back
    released = prove(files, key)
    if not unchecked:
        _demand_sound(folder.resolve(), [exercise.name for exercise in key.exercises])
    summary = [*_summary(dest.name, key, released)]
    if is_update:
        summary += _changes(update(files, dest))
    else:
        write(files, dest, as_zip=as_zip)
    write_archives(archives)
    take_for_own(dest)
    summary += (f"  {archive.name}: {autograder.advice}" for archive, autograder in autograders.items())
    click.echo("\n".join(summary))


def _autograders(material: Material, dest: Path, places: Iterable[str]) -> dict[Path, Autograder]:
    """What is written beside what students get, by where it lies."""
    made = {archive_of(dest, name): place_of(name).autograder(material) for name in places}
    return {archive: autograder for archive, autograder in made.items() if autograder is not None}


def _demand_sound(folder: Path, names: Sequence[str]) -> None:
    """Tell what is wrong with exercises, and end with exit code 3 if anything is."""
    faults = [finding for exercise in check_with_progress(folder, names) for finding in exercise.faults]
    for finding in faults:
        click.echo(line(finding), err=True)
    if faults:
        click.echo("\nNothing was written. Mend this, or release it all the same with --unchecked.", err=True)
        raise click.exceptions.Exit(3)


def _changes(changed: Updated) -> Iterator[str]:
    """What was done to a folder that was there before."""
    for label, paths in (("added", changed.added), ("renewed", changed.renewed), ("removed", changed.removed)):
        if paths:
            yield f"  {label}: {', '.join(paths)}"
    for kept in changed.kept:
        new = f"; the new stub also has {', '.join(kept.missing)}" if kept.missing else ""
        yield f"  left as it is, for somebody has worked on it: {kept.path}{new}"


def _summary(name: str, key: CourseKey, released: CourseKey) -> Iterator[str]:
    """How much students can try: one line on the whole, and one for each exercise of which not all can be tried."""
    shown = {exercise.name: {item.id for item in exercise.exercise.items} for exercise in released.exercises}
    tried = {exercise.name: shown[exercise.name] - exercise.only_instructor for exercise in released.exercises}
    points = sum(exercise.exercise.points for exercise in key.exercises)
    here = f"{points_of(key, tried):g} of {counted(points, 'point')} can be tried there."
    yield f"{name}: {counted(len(key.exercises), 'exercise')}; {here}"
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

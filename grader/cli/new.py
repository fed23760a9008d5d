"""`grade new`: a small complete exercise to start from."""

from pathlib import Path

import click

from grader.cli import options
from grader.course.find import nearest_course, take_for_own
from grader.course.new import write_new
from grader.errors import UsageError
from grader.items import KINDS


@click.command()
@click.argument("name")
@click.option(
    "--kind",
    type=click.Choice([*KINDS]),
    default=next(iter(KINDS)),
    show_default=True,
    help="What kind of item it has.",
)
@options.course
def new(name: str, kind: str, course: Path | None) -> None:
    """Write a small complete exercise called NAME, its solution and its stub.

    Where there is no course yet, this folder becomes one.

    \b
    Exit codes: 0, or 2 for a name that cannot be one, or is taken.

    \b
    Examples:
      grade new mean
      grade new derivative --kind expression
    """
    folder = _folder(course)
    written = write_new(folder, name, kind)
    take_for_own(folder)
    for path in written:
        click.echo(f"{path.relative_to(folder)}: written")
    click.echo(f"\nTake them for your own, and run `grade check {name} --fix` whenever you have changed something.")


def _folder(course: Path | None) -> Path:
    """The course that is named or the nearest one; else this folder, which becomes one."""
    if course is not None and not course.is_dir():
        raise UsageError(f"there is no folder {course}")
    return course or nearest_course(Path()) or Path()

"""`grade list`: what there is to do."""

from pathlib import Path

import click

from grader.cli import options
from grader.model.counted import counted


@click.command("list")
@options.course
def list_(course: Path | None) -> None:
    """List the course's exercises with their points.

    \b
    Example:
      grade list
    """
    from grader.course.open import open_course  # noqa: PLC0415 - heavy

    key = open_course(Path(), course)
    click.echo(f"{key.course.title} (version {key.course.version})\n")
    width = max((len(exercise.name) for exercise in key.exercises), default=0)
    for one in key.exercises:
        size = f"{counted(one.exercise.points, 'point')}, {counted(len(one.exercise.items), 'item')}"
        click.echo(f"  {one.name:<{width}}  {one.exercise.title} - {size}")
    click.echo("\n`grade show EXERCISE` prints a statement.")

"""`grade list`: what there is to do."""

from pathlib import Path

import click

from grader.cli import options
from grader.course.find import open_course
from grader.model.counted import counted


@click.command("list")
@options.course
def list_(course: Path | None) -> None:
    """List the course's exercises with their points.

    \b
    Example:
      grade list
    """
    key = open_course(Path(), course)
    click.echo(f"{key.course.title} (version {key.course.version})\n")
    width = max((len(exercise.name) for exercise in key.exercises), default=0)
    for exercise in key.exercises:
        size = f"{counted(exercise.exercise.points, 'point')}, {counted(len(exercise.exercise.items), 'item')}"
        click.echo(f"  {exercise.name:<{width}}  {exercise.exercise.title} - {size}")
    click.echo("\n`grade show EXERCISE` prints a statement.")

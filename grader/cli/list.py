"""`grade list`: what there is to do, and how far the work in this folder is."""

from datetime import datetime
from pathlib import Path

import click

from grader.cli import options
from grader.cli.terminal import terminal
from grader.course.find import open_course
from grader.course.report_cache.keys import work_keys
from grader.course.report_cache.look_up import look_up, read_work
from grader.judging.key import CourseKey
from grader.model.counted import counted
from grader.reports.changes import clock
from grader.reports.progress import Progress, render


@click.command("list")
@options.course
def list_(course: Path | None) -> None:
    """List the course's exercises with their points, and what the work in this folder has earned.

    Nothing is graded: points are those of the last time.

    \b
    Example:
      grade list
    """
    key = open_course(Path(), course)
    heading = f"{key.course.title} (version {key.course.version})"
    if (rows := _progress(key, course)) is None:
        click.echo(f"{heading}\n")
        width = max((len(exercise.name) for exercise in key.exercises), default=0)
        for exercise in key.exercises:
            size = f"{counted(exercise.exercise.points, 'point')}, {counted(len(exercise.exercise.items), 'item')}"
            click.echo(f"  {exercise.name:<{width}}  {exercise.exercise.title} - {size}")
    else:
        click.echo(render(heading, *rows, **terminal()), nl=False)
    click.echo("\n`grade show EXERCISE` prints a statement.")


def _progress(key: CourseKey, course: Path | None) -> tuple[list[Progress], str] | None:
    """How far the work in this folder is, and when it was graded last; None if it never was."""
    work = read_work(Path(), course)
    kept = look_up(work).kept
    if kept is None or not kept.exercises:
        return None
    keys, entries = work_keys(work.submission, work.names), kept.exercises
    rows = []
    for exercise in key.exercises:
        name, entry = exercise.name, entries.get(exercise.name)
        has_changed = entry is not None and entry.key != keys.get(name)
        score = entry.score if entry else None
        rows.append(Progress(name, exercise.exercise.title, exercise.exercise.points, score, has_changed=has_changed))
    last = datetime.fromtimestamp(max(entry.at for entry in entries.values())).astimezone()
    return rows, clock(last, datetime.now().astimezone())

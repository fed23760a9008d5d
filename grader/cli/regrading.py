"""What `grade regrade` does: grade everything again, compare, and let the new marks count if they are to."""

from collections.abc import Iterable
from pathlib import Path

import click

from grader.cli.engines import EngineChoice, started
from grader.cli.passing import progress, said
from grader.cli.stopping import Stopping
from grader.course.find import course_of
from grader.course.load import load_course
from grader.gradebook import context as contexts
from grader.gradebook import regrade, runs
from grader.gradebook.course_files import read_course
from grader.gradebook.database import writing
from grader.gradebook.grade import grade
from grader.gradebook.regrade import Move
from grader.reports.clean import one_line


def regrade_all(
    gradebook: str, course: Path | None, exercises: tuple[str, ...], choice: EngineChoice, *, dry_run: bool
) -> int:
    """Grade again, and print whose marks change; the exit code."""
    folder = course_of(Path(), course)
    files = read_course(folder, exercises)
    key = load_course(folder, exercises)
    with (
        writing(gradebook, is_new=False) as database,
        started(choice, files, database) as chosen,
        Stopping() as stopping,
    ):
        context = contexts.begin(database, key, files, chosen.conditions, "regrade")
        submissions = regrade.count(database)
        with progress(submissions) as tell:
            work, asked = regrade.stored(database), stopping.asked
            tally = grade(work, context, chosen.engine, tell=tell, is_stopped=asked, wants_marks=False)
        for line in said(tally, submissions):
            click.echo(line)
        if tally.submissions < submissions:
            click.echo("Stopped before everything was graded: no mark has changed; the same command goes on.")
            return 1
        _show(regrade.moves(database, context), dry_run=dry_run)
        if not dry_run:
            regrade.apply(context)
        with database.begin() as connection:
            runs.end(connection, context.run)
    return 3 if tally.faults or tally.differing else 0


def _show(moves: Iterable[Move], *, dry_run: bool) -> None:
    count = 0
    for count, move in enumerate(moves, start=1):  # noqa: B007 - how many there were is said at the end
        because = ", ".join(f"{one.item} {_points(one.before)} to {_points(one.after)}" for one in move.items)
        who = one_line(move.student)
        click.echo(f"{who}: {move.exercise} {_points(move.before)} to {_points(move.after)} ({because})")
    verb = "would change" if dry_run else "changed"
    click.echo(f"{count} mark{'' if count == 1 else 's'} {verb}.")


def _points(points: float | None) -> str:
    return "none" if points is None else f"{points:g}"

"""`grade book`: who has how many points for what."""

from pathlib import Path

import click

from grader.cli import options
from grader.cli.terminal import terminal
from grader.errors import UsageError
from grader.reports.book_selection import select
from grader.reports.gradebook_terminal import show_attempts, show_book


@click.command()
@click.argument("gradebook", metavar="FILE")
@click.option(
    "--student", metavar="ID", help="Every attempt of this student, with its evidence, and what was not read."
)
@click.option("--sort", default="name", show_default=True, metavar="BY", help="name, id, total, or an exercise.")
@click.option("--reverse", is_flag=True, help="The other way round.")
@click.option(
    "--only",
    multiple=True,
    metavar="FILTER",
    help="late, untimed, unknown, excused, overridden, undecided, open or failed. Can be repeated.",
)
@click.option("--match", default="", metavar="TEXT", help="Part of an id, name, email or number.")
@options.late
def book(
    gradebook: str,
    student: str | None,
    sort: str,
    only: tuple[str, ...],
    match: str,
    late: Path | None,
    *,
    reverse: bool,
) -> None:
    """Show the gradebook FILE: a line for each student, a column for each exercise.

    \b
    Examples:
      grade book course.db --sort total --reverse
      grade book course.db --only late --late policy.toml
      grade book course.db --student ada
    """
    # an extra, see `grade batch`
    from grader.cli.open_book import open_book  # noqa: PLC0415 - an extra
    from grader.gradebook.store.read import evidence, notes  # noqa: PLC0415 - an extra

    with open_book(gradebook, late, student) as opened:
        if student is None:
            rows = select(opened.rows, sort=sort, reverse=reverse, only=only, match=match)
            click.echo(show_book(rows, opened.columns, **terminal()))
            return
        row = next(opened.rows, None)
        if row is None:
            raise UsageError(f"there is no student '{student}' in {gradebook}; `grade book {gradebook}` shows them")
        kept, unread = evidence(opened.connection, student), notes(opened.connection, student)
        click.echo(show_attempts(row, kept, unread, **terminal()))

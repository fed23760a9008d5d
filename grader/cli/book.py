"""`grade book`: who has how many points for what."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import options
from grader.cli.terminal import terminal
from grader.errors import UsageError
from grader.model.counted import counted
from grader.reports.book_selection import select
from grader.reports.gradebook_terminal import show_attempts, show_book

if TYPE_CHECKING:  # an extra
    from grader.cli.open_book import Book


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
    help="late, untimed, unknown, excused, overridden, undecided, open, failed or absent. Can be repeated.",
)
@click.option("--match", default="", metavar="TEXT", help="Part of an id, name, email or number.")
@click.option(
    "--html",
    "pages",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write pages for a browser: the class, each student, and one to show to the class.",
)
@click.option("--anonymous", is_flag=True, help="With --html: only the page to show to the class, without names.")
@options.late
def book(
    gradebook: str,
    student: str | None,
    sort: str,
    only: tuple[str, ...],
    match: str,
    pages: Path | None,
    late: Path | None,
    *,
    reverse: bool,
    anonymous: bool,
) -> None:
    """Show the gradebook FILE: a line for each student, a column for each exercise.

    \b
    Examples:
      grade book course.db --sort total --reverse
      grade book course.db --only late --late policy.toml
      grade book course.db --student ada
      grade book course.db --html pages --late policy.toml
    """
    is_selected = bool(student or only or match or reverse or sort != "name")
    _check_options(pages, is_selected=is_selected, is_anonymous=anonymous)
    # an extra, see `grade batch`
    from grader.cli.open_book import open_book  # noqa: PLC0415 - an extra
    from grader.gradebook.store.read import evidence, notes  # noqa: PLC0415 - an extra

    with open_book(gradebook, late, student) as opened:
        if pages is not None:
            click.echo(_write_pages(opened, pages, is_anonymous=anonymous))
            return
        if student is None:
            rows = select(opened.rows, sort=sort, reverse=reverse, only=only, match=match)
            click.echo(show_book(rows, opened.columns, **terminal()))
            return
        row = next(opened.rows, None)
        if row is None:
            raise UsageError(f"there is no student '{student}' in {gradebook}; `grade book {gradebook}` shows them")
        kept, unread = evidence(opened.connection, student), notes(opened.connection, student)
        click.echo(show_attempts(row, kept, unread, **terminal()))


def _write_pages(opened: "Book", folder: Path, *, is_anonymous: bool) -> str:
    """Write the pages of a class; what is said at the end."""
    from grader.cli.batch_progress import passing  # noqa: PLC0415 - only here
    from grader.gradebook.class_pages.write import write  # noqa: PLC0415 - an extra
    from grader.gradebook.store.read import ids  # noqa: PLC0415 - an extra

    rows = passing(opened.rows, len(ids(opened.connection)), "students")
    count = write(opened.connection, rows, opened.columns, folder, is_anonymous=is_anonymous)
    return f"{counted(count, 'page')} written; open {folder / 'index.html'}"


def _check_options(pages: Path | None, *, is_selected: bool, is_anonymous: bool) -> None:
    """UsageError for options that say nothing together."""
    if pages is None and is_anonymous:
        raise UsageError("--anonymous is about pages: say where with --html DIR")
    if pages is not None and is_selected:
        raise UsageError("--html writes the whole class, to be sorted and searched in the browser: leave the rest out")

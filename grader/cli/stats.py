"""`grade stats`: which items are hard, which look broken, and what students misunderstand."""

from pathlib import Path

import click

from grader.cli import options
from grader.cli.terminal import terminal
from grader.gradebook.late.policy import counting
from grader.gradebook.statistics.summarize import summarize
from grader.reports.gradebook_terminal import show_statistics


@click.command()
@click.argument("gradebook", metavar="FILE")
@options.late
@click.option("--seed", type=int, default=0, show_default=True, help="For the intervals.")
def stats(gradebook: str, late: Path | None, seed: int) -> None:
    """Statistics of the gradebook FILE, item by item and exercise by exercise.

    Difficulty, discrimination, who did not try, time, misconceptions, reliability, and a sentence where an item looks
    broken. docs/gradebook.md says how each is worked out.

    \b
    Example:
      grade stats course.db
    """
    from grader.cli.open_book import open_book  # noqa: PLC0415 - an extra, see `grade batch`

    with open_book(gradebook, late) as book:
        click.echo(show_statistics(summarize(counting(book.rows), seed=seed), **terminal()))

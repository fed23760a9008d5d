"""`grade stats`: which items are hard, which look broken, and what students misunderstand."""

from pathlib import Path

import click

from grader.cli import options


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
    from grader.cli.booking import open_book  # noqa: PLC0415 - heavy, and an extra
    from grader.cli.targets import terminal  # noqa: PLC0415
    from grader.gradebook.late import counting  # noqa: PLC0415
    from grader.gradebook.statistics.summarize import summarize  # noqa: PLC0415
    from grader.reports import statistics  # noqa: PLC0415

    with open_book(gradebook, late) as book:
        click.echo(statistics.render(summarize(counting(book.rows), seed=seed), **terminal()))

"""`grade export`: the marks as another system wants them."""

from pathlib import Path
from typing import Literal

import click

from grader.cli import options
from grader.gradebook.exports import FORMATS
from grader.gradebook.exports.write import write


@click.command()
@click.argument("gradebook", metavar="FILE")
@click.option(
    "--to",
    "form",
    required=True,
    type=click.Choice(FORMATS),
    metavar="FORMAT",
    help=f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}.",
)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE", help="Where to write.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="A file downloaded from Canvas or Moodle to fill in, which keeps its ids.",
)
@click.option("-e", "--exercise", "exercises", multiple=True, metavar="EXERCISE", help="This exercise only.")
@click.option("--by", type=click.Choice(["email", "number"]), default="email", help="By what Moodle finds students.")
@click.option(
    "--column",
    "named",
    multiple=True,
    metavar="NAME=HEADER",
    help="What a column of Moodle's worksheet is called, such as Grade=Bewertung. Can be repeated.",
)
@options.late
def export(
    gradebook: str,
    form: str,
    output: Path,
    into: Path | None,
    exercises: tuple[str, ...],
    by: Literal["email", "number"],
    named: tuple[str, ...],
    late: Path | None,
) -> None:
    """Write the marks of the gradebook FILE for another system, or as a page to read.

    \b
    Examples:
      grade export course.db --to csv -o marks.csv --late policy.toml
      grade export course.db --to canvas --into downloaded.csv -o upload.csv
      grade export course.db --to moodle --into worksheet.csv -e xor -o worksheet.csv
    """
    from grader.cli.open_book import open_book  # noqa: PLC0415 - an extra, see `grade batch`

    with open_book(gradebook, late) as whole:
        book = whole.within(exercises)
        notes = write(form, book.rows, book.columns, output, into=into, by=by, heads=_heads(named))
    for note in notes:
        click.echo(note)
    click.echo(f"Written to {output}.")


def _heads(named: tuple[str, ...]) -> dict[str, str]:
    """Name to header."""
    for pair in named:
        if "=" not in pair:
            raise click.BadParameter(f"'{pair}' is no NAME=HEADER, such as Grade=Bewertung", param_hint="--column")
    # At the first sign: a header may hold one too
    return {name.strip(): header.strip() for name, _, header in (pair.partition("=") for pair in named)}

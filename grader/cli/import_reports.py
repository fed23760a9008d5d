"""`grade import`: take signed reports into a gradebook."""

from pathlib import Path

import click

from grader.cli import options
from grader.reports.clean import one_line


@click.command("import")
@click.argument("gradebook", metavar="FILE")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT.json...", type=click.Path(path_type=Path))
@options.public_keys
@options.course
@options.roster
def import_reports(
    gradebook: str, reports: tuple[Path, ...], key_files: tuple[Path, ...], course: Path | None, roster: Path | None
) -> None:
    """Take reports that somebody known has signed into the gradebook FILE, as marks of those whom they name.

    What is not signed, or about another course, is not taken, and said so; the others are.

    \b
    Exit codes: 0 all are there, 1 some were not taken, 2 unusable input.

    \b
    Example:
      grade import course.db reports/*.json --key instructor.pub --course course --roster class.csv
    """
    # an extra, see `grade batch`
    from grader.gradebook.signed_reports import ImportRequest  # noqa: PLC0415 - an extra
    from grader.gradebook.signed_reports import import_reports as take  # noqa: PLC0415 - an extra

    if not key_files:
        raise click.UsageError("whose signature counts is said with --key PUBLIC; unsigned reports are not taken")
    arrivals = take(ImportRequest(gradebook, reports, key_files, course, roster))
    for arrival in arrivals:
        verb = "not taken: " if arrival.is_refused else ""
        click.echo(one_line(f"{arrival.file.name}: {verb}{arrival.text}", limit=2000))
    refused = sum(arrival.is_refused for arrival in arrivals)
    click.echo(f"{len(arrivals) - refused} of {len(arrivals)} reports are in {gradebook}.")
    if refused:
        raise click.exceptions.Exit(1)

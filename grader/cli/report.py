"""`grade report`: a report that was kept as JSON, in another format."""

from pathlib import Path

import click

from grader.cli.kept_report import read_report
from grader.cli.targets import Target, TargetType


@click.command()
@click.argument("path", metavar="REPORT.json", type=click.Path(path_type=Path))
@click.option("--to", "target", type=TargetType(), required=True, metavar="FORMAT[:FILE]", help="As in `grade run`.")
@click.option(
    "--folder", type=click.Path(path_type=Path), default=".", metavar="DIR", help="Where annotations find the work."
)
def report(path: Path, target: Target, folder: Path) -> None:
    """Show a report that `grade run --report json:REPORT.json` has written; nothing is graded again.

    \b
    Exit codes: 0, or 2 if the file is no report.

    \b
    Examples:
      grade report report.json --to text
      grade report report.json --to junit:junit.xml
    """
    target.write(read_report(path), folder)

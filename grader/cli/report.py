"""`grade report`: a report that was kept as JSON, in another format."""

from pathlib import Path

import click

from grader.cli.targets import Target, TargetType
from grader.errors import UsageError
from grader.model.report import Report
from grader.receipts.signature import standing
from grader.reports import Beside
from grader.reports.json import read_report


@click.command()
@click.argument("path", metavar="REPORT.json", type=click.Path(path_type=Path))
@click.option("--to", "target", type=TargetType(), required=True, metavar="FORMAT[:FILE]", help="As in `grade run`.")
@click.option(
    "--folder", type=click.Path(path_type=Path), default=".", metavar="DIR", help="Where annotations find the work."
)
@click.option(
    "--course",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of the course, whose statements a page in HTML shows.",
)
def report(path: Path, target: Target, folder: Path, course: Path | None) -> None:
    """Show a report that `grade run --report json:REPORT.json` has written; nothing is graded again.

    What people read says whose word it is: a report that nobody has signed is the student's.

    \b
    Exit codes: 0, or 2 if the file is no report.

    \b
    Examples:
      grade report report.json --to text
      grade report report.json --to junit:junit.xml
      grade report report.json --to html:report.html --course ../course
    """
    kept = read_report(path)
    if target.is_page and course is None:
        click.echo("grade: the page leaves out the statements; --course DIR has them", err=True)
    statements = _statements(course, kept) if course and target.is_page else {}
    origin = standing(kept)
    target.write(kept, folder, remarks=[origin], beside=Beside(statements, origin=origin))


def _statements(folder: Path, kept: Report) -> dict[str, str]:
    """The statements of the course in a folder, by the exercises' names; UsageError if the report is on another one."""
    from grader.course.find import open_course  # noqa: PLC0415 - it loads the course, which most formats need not

    key = open_course(Path(), folder)
    if key.course.name != kept.course.name:
        raise UsageError(f"the report is on the course {kept.course.name}, and {folder} holds {key.course.name}")
    return {exercise.name: exercise.exercise.statement for exercise in key.exercises}

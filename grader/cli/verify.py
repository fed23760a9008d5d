"""`grade verify`: whether a mark is real."""

from pathlib import Path

import click

from grader.cli import options


@click.command()
@click.argument("report", metavar="REPORT.json", type=click.Path(path_type=Path))
@click.argument("work", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
@options.public_keys
@options.course
@click.option("--student", metavar="ID", help="Whose report it should be.")
@click.option("--again", is_flag=True, help="Grade the work in PATH again, and compare.")
def verify(
    report: Path,
    work: Path | None,
    key_files: tuple[Path, ...],
    course: Path | None,
    student: str | None,
    *,
    again: bool,
) -> None:
    """Say whether a report is real: signed by a known key, about this work, and about this course.

    \b
    Exit codes: 0 real, 1 not signed or not real, 2 unusable input, 3 the grader's own fault.

    \b
    Examples:
      grade verify report.json --key instructor.pub
      grade verify report.json ada --key instructor.pub --course . --again
    """
    from grader.cli.verify_report import Asked, is_real  # noqa: PLC0415 - heavy, and not before a name is completed

    if again and work is None:
        raise click.UsageError("--again grades the work again: name its folder behind the report")
    if not is_real(Asked(report, work, key_files, course, student, again=again)):
        raise click.exceptions.Exit(1)

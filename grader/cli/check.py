"""`grade check`: prove exercises sound before a student sees them."""

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from grader.cli import options
from grader.cli.check_progress import check_with_progress
from grader.cli.terminal import terminal
from grader.course.check.run import check as check_only
from grader.course.check.run import check_course
from grader.course.find import author_course
from grader.course.listing import wanted_names
from grader.errors import AuthoringError
from grader.model.checked import Checked, Finding
from grader.reports.check import as_json, line, summary, table


@click.command()
@click.argument("names", nargs=-1, metavar="[EXERCISE]...", shell_complete=options.complete_exercise)
@options.course
@click.option("--fix", is_flag=True, help="Write the stubs that are missing or stale, and the cases that decide.")
@click.option("--all", "again", is_flag=True, help="Also check what was sound and has not changed since.")
@click.option(
    "--report", "form", type=click.Choice(["text", "json"]), default="text", metavar="FORMAT", help="text or json."
)
def check(names: tuple[str, ...], course: Path | None, form: str, *, fix: bool, again: bool) -> None:
    """Prove exercises sound: key, stub, misconceptions, and automatic mutants of the reference.

    \b
    Exit codes: 0 nothing found, 2 no such exercise, 3 something is wrong with the course.

    \b
    Examples:
      grade check
      grade check xor --fix
    """
    folder = author_course(course).resolve()
    wanted = wanted_names(folder, names)
    checked = check_with_progress(
        folder, wanted, again=again, checks=_with_stubs(folder, wanted) if fix else check_only
    )
    # Files that belong to no exercise are a matter of the whole course, and not of one that is being written
    course_findings = [] if names else check_course(folder)
    _show(checked, course_findings, form)
    if course_findings or any(exercise.faults for exercise in checked):
        raise click.exceptions.Exit(3)


def _with_stubs(folder: Path, names: Sequence[str]) -> Callable[..., list[Checked]]:
    """Write the stubs, and give what checks and writes the cases that decide."""
    from grader.course.check.fix_cases import check_and_fix  # noqa: PLC0415 - heavy, and only to mend something
    from grader.course.stubs import write  # noqa: PLC0415 - the same

    for name in names:
        with contextlib.suppress(AuthoringError):  # the check tells it, and goes on to the other exercises
            write(folder, [name])
    return check_and_fix


def _show(checked: Sequence[Checked], course: Sequence[Finding], form: str) -> None:
    """Findings first, one line each, then the table and the sum; or all of it as JSON."""
    if form == "json":
        click.echo(as_json(checked, course))
        return
    findings = [*course, *(finding for exercise in checked for finding in exercise.findings)]
    for finding in findings:
        click.echo(line(finding))
    if findings:
        click.echo()
    click.echo(table(checked, **terminal()))
    click.echo(summary(checked, course))

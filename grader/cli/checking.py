"""Prints what `grade check` has found."""

from collections.abc import Sequence

import click

from grader.cli.targets import terminal
from grader.model.checked import Checked, Finding
from grader.reports.checked import as_json, line, summary, table


def show(checked: Sequence[Checked], course: Sequence[Finding], form: str) -> None:
    """Findings first, one line each, then the table and the sum; or all of it as JSON."""
    if form == "json":
        click.echo(as_json(checked, course))
        return
    findings = [*course, *(finding for one in checked for finding in one.findings)]
    for finding in findings:
        click.echo(line(finding))
    if findings:
        click.echo()
    click.echo(table(checked, **terminal()))
    click.echo(summary(checked, len(findings)))

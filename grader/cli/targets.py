"""Where a report goes: `FORMAT` to the terminal, `FORMAT:FILE` to a file."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.step_summary import append_summary
from grader.errors import UsageError
from grader.reports import FORMATS

if TYPE_CHECKING:
    from grader.model.report import Report


@dataclass(frozen=True)
class Target:
    """A format, and a file unless it goes to the terminal."""

    format: str
    file: Path | None = None

    def write(self, report: "Report", folder: Path) -> None:
        """Render the report on the work in a folder and write it; UsageError if the file cannot be written."""
        from grader.reports import render  # noqa: PLC0415

        if self.format == "github":
            append_summary(report)
        if self.file is None:
            click.echo(render(report, self.format, folder=str(folder), **terminal()), nl=False)
            return
        try:
            self.file.write_text(render(report, self.format, folder=str(folder)), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"the report cannot be written to {self.file}: {error.strerror}") from error


class TargetType(click.ParamType[Target]):
    """Reads `FORMAT[:FILE]`."""

    name = "FORMAT[:FILE]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Target:
        """The target; a usage error for a format that does not exist."""
        if isinstance(value, Target):
            return value
        name, _, file = str(value).partition(":")
        if name not in FORMATS:
            self.fail(f"there is no format '{name}'; there are {', '.join(FORMATS)}", param, ctx)
        return Target(name, Path(file) if file else None)


def terminal() -> dict[str, Any]:
    """Width, colours and signs of the terminal that standard output is."""
    is_terminal = sys.stdout.isatty()
    return {
        "width": shutil.get_terminal_size((100, 24)).columns,
        "color": is_terminal and not os.environ.get("NO_COLOR"),
        "unicode": (sys.stdout.encoding or "ascii").lower().startswith("utf"),
    }

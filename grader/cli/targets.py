"""Where a report goes: `FORMAT` to the terminal, `FORMAT:FILE` to a file; `github` to the page of the step as well."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from grader.cli.terminal import terminal
from grader.errors import UsageError
from grader.reports import FORMATS, Beside, render

if TYPE_CHECKING:
    # `grade run` imports this file before it starts the student's process, and pydantic is heavy
    from grader.model.report import Report

_ENDINGS = {"text": "txt", "markdown": "md", "junit": "xml", "gradescope": "json", "classroom50": "json"}
_SUMMARY_BYTES = 1024 * 1024 - 1
"""GitHub refuses the whole page of a step that writes more."""


@dataclass(frozen=True)
class Target:
    """A format, and a file unless it goes to the terminal."""

    format: str
    file: Path | None = None

    @property
    def is_for_eyes(self) -> bool:
        """Whether it is read in a terminal, and says itself when it is answered from what was graded before."""
        return self.file is None and self.format == "text"

    @property
    def is_page(self) -> bool:
        """Whether it shows what is known beside the report."""
        return self.format == "html"

    def write(
        self,
        report: "Report",
        folder: Path,
        options: Sequence[str] = (),
        remarks: Sequence[str] = (),
        beside: Beside = Beside(),  # noqa: B008 - it is immutable
    ) -> None:
        """Render the report on the work in a folder and write it; UsageError if the file cannot be written.

        Options, with which it was graded, and remarks are no part of the report: a terminal shows both, Markdown the
        remarks; nor is what stands `beside` it, and only a page shows that.
        """
        if self.format == "github":
            append_step_summary(report, remarks)
        if self.file is None:
            look = terminal()
            rendered = render(
                report, self.format, folder=str(folder), options=options, remarks=remarks, beside=beside, **look
            )
            click.echo(rendered, nl=False)
            return
        try:
            rendered = render(report, self.format, folder=str(folder), remarks=remarks, beside=beside)
            self.file.write_text(rendered, encoding="utf-8")
            if sys.stderr.isatty():  # for eyes only: what CI keeps of the streams stays as it was
                click.echo(f"Written to {self.file}", err=True)
        except OSError as error:
            raise UsageError(f"the report cannot be written to {self.file}: {error.strerror}") from error


class TargetType(click.ParamType[Target]):
    """Reads `FORMAT[:FILE]`."""

    name = "FORMAT[:FILE]"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """The formats."""
        return [CompletionItem(name) for name in FORMATS if name.startswith(incomplete)]

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Target:
        """The target; a usage error for a format that does not exist."""
        if isinstance(value, Target):  # click converts a default as well, and what it has converted before
            return value
        name, colon, file = str(value).partition(":")  # the first only: `C:\report.json` keeps its own
        if name not in FORMATS:
            self.fail(f"there is no format '{name}'; there are {', '.join(FORMATS)}", param, ctx)
        if (colon and not file) or (name == "html" and not file and sys.stdout.isatty()):
            self.fail(
                f"a file has to be named: {name}:FILE, such as {name}:report.{_ENDINGS.get(name, name)}", param, ctx
            )
        return Target(name, Path(file) if file else None)


def append_step_summary(report: "Report", remarks: Sequence[str] = ()) -> None:
    """Append the report in Markdown to the file of the runner's that GitHub shows as the page of a step.

    As much as there is room for; nothing where no runner asks for it. UsageError if it cannot be written.
    """
    from grader.reports.markdown import render_within  # noqa: PLC0415 - heavy, see the import of Report

    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    try:
        with Path(name).open("ab") as file:
            # steps before may have written into the same file: only the rest of the page is left
            room = _SUMMARY_BYTES - file.tell()
            file.write(render_within(report, room, remarks=remarks).encode("utf-8"))
    except OSError as error:
        raise UsageError(f"the report cannot be added to the step summary {name}: {error.strerror}") from error

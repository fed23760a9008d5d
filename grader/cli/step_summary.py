"""The page that GitHub shows for a step: the report in Markdown, appended to the file that the runner names."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.model.report import Report

_LIMIT = 1024 * 1024 - 1
"""GitHub refuses the whole page of a step that writes more."""


def append_summary(report: "Report") -> None:
    """Append what there is room for; nothing where no runner asks for it. UsageError if it cannot be written."""
    from grader.reports.markdown import render_within  # noqa: PLC0415

    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    try:
        with Path(name).open("ab") as file:
            file.write(render_within(report, _LIMIT - file.tell()).encode("utf-8"))
    except OSError as error:
        raise UsageError(f"the report cannot be added to the step summary {name}: {error.strerror}") from error

"""A report that was kept as JSON."""

from pathlib import Path
from typing import Any

from grader.errors import UsageError
from grader.model.report import Report
from grader.reports.json import content_of, report_in


def read_report(path: Path) -> Report:
    """The report in a file; UsageError if it cannot be read, or is none."""
    return report_in(read_content(path))


def read_content(path: Path) -> dict[str, Any]:
    """What the JSON in the file says; UsageError if it cannot be read, or is no report's."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not a report: it is not UTF-8 text") from error
    return content_of(text)

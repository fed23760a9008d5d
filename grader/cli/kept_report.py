"""A report that was kept as JSON."""

from pathlib import Path

from grader.errors import UsageError
from grader.model.report import Report
from grader.reports.json import parse


def read_report(path: Path) -> Report:
    """The report in a file; UsageError if it cannot be read, or is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not a report: it is not UTF-8 text") from error
    return parse(text)

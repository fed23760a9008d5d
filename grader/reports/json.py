"""The canonical form of a report, `grade-report/1`: written here, and read back.

Characters that could steer a terminal are written as JSON escapes, so the text is faithful and a log that shows it is
safe. Half of a surrogate pair, which is no text at all, becomes a visible escape.
"""

import json
import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from grader.errors import UsageError
from grader.model.newer import first_fault, newer_schema, why_newer
from grader.model.report import Report
from grader.reports.clean import OLD_RUNNER_COMMAND, is_harmless

SCHEMA = "grade-report/1"

# Line breaks are those of the indentation: in a text `json` has escaped them
_SUSPECT = re.compile(r"[^\n -~]")


def render(report: Report) -> str:
    """The report as JSON, its keys in the order of the model, with a line break at its end."""
    # Not `ensure_ascii`: letters and mathematical signs stay legible, and only what is dangerous is escaped below
    text = json.dumps(report.model_dump(by_alias=True), ensure_ascii=False, indent=2, allow_nan=False)
    text = _SUSPECT.sub(lambda match: _escaped(match[0]), text)
    return OLD_RUNNER_COMMAND.sub(r"\\u0023", text) + "\n"


def parse(text: str) -> Report:
    """The report that `render` wrote; UsageError if the text is something else, with the reason."""
    return report_in(content_of(text))


def content_of(text: str) -> dict[str, Any]:
    """What the JSON of a report says; UsageError if it is no report's."""
    try:
        content = json.loads(text, parse_float=_finite, parse_constant=_finite, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as error:  # `[[[[...` without an end
        raise UsageError(f"this is not a report: it is not valid JSON ({error})") from error
    schema = content.get("schema") if isinstance(content, dict) else None
    if fault := newer_schema(content, SCHEMA):
        raise UsageError(f"this report {fault}")
    if schema != SCHEMA:
        raise UsageError(f"this is not a report that can be read: its schema is {_brief(schema)}, expected {SCHEMA!r}")
    assert isinstance(content, dict)  # noqa: S101 - for the type alone: nothing else has a schema
    return content


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


def report_in(content: dict[str, Any]) -> Report:
    """The report that says this; UsageError if it is none, with the first fault."""
    try:
        return Report.model_validate(content)
    except ValidationError as error:
        if fault := why_newer(content, SCHEMA, ("environment", "grader"), error):
            raise UsageError(f"this report {fault}") from error
        raise UsageError(f"this is not a sound {SCHEMA} report: {first_fault(error)}") from error


def _escaped(character: str) -> str:
    """The character, if it is harmless; else its JSON escape, for half of a surrogate pair one that reads as text."""
    if is_harmless(character):
        return character
    escaped = json.dumps(character)[1:-1]
    return f"\\{escaped}" if "\ud800" <= character <= "\udfff" else escaped


def _finite(number: str) -> float:
    """The number; `json` would take `NaN` and `1e999`, which no report holds."""
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number[:20]} is not a finite number")
    return value


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of two values under one name, `json` would take the last one, and another reader the first."""
    content = dict(pairs)
    if len(content) < len(pairs):
        names = Counter(name for name, _ in pairs)
        raise ValueError(f"{_brief(names.most_common(1)[0][0])} stands in it twice")
    return content


def _brief(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:59] + "…"

"""The list of formats, and that it is complete and cheap to import."""

import inspect
import json
import pkgutil
import subprocess
import sys
from importlib import import_module

import pytest

import grader.reports
from grader.errors import UsageError
from grader.model.report import Report
from grader.reports import FORMATS, render

NAMES = {module.name for module in pkgutil.iter_modules(grader.reports.__path__)}
HELPERS = {
    "book_selection", "changes", "check", "class_page", "clean", "doctor", "gradebook_terminal", "gradebook_words",
    "hint", "latex", "latex_signs", "pictures", "program", "progress", "statement", "terminal", "words",
}  # fmt: skip
"""Files that are no format of a report."""


def test_every_file_is_a_format_or_a_helper() -> None:
    """A format that is not in `FORMATS` is one that nobody can ask for."""
    for name in sorted(NAMES - HELPERS):
        line = f'"{name}": _lazy("grader.reports.{name}"),'
        cure = f"add '{line}' to FORMATS in grader/reports/__init__.py"
        assert name in FORMATS, f"{cure}, or, if it is no format, {name!r} to HELPERS of tests/reports/test_formats.py"
    stale = HELPERS - NAMES | HELPERS & {*FORMATS}
    assert stale == set(), f"take {sorted(stale)} out of HELPERS of tests/reports/test_formats.py"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_renderer(name: str) -> None:
    """In a file of its name: `render` takes the report first."""
    assert name in NAMES, f"FORMATS of grader/reports/__init__.py has {name!r}: write grader/reports/{name}.py"
    renderer = getattr(import_module(f"grader.reports.{name}"), "render", None)
    first = next(iter(inspect.signature(renderer).parameters), None) if renderer is not None else None
    assert first == "report", f"grader/reports/{name}.py needs `render(report)`"


@pytest.mark.parametrize("name", FORMATS)
def test_the_entry_gives_what_the_file_gives(name: str, everything: Report) -> None:
    assert render(everything, name) == import_module(f"grader.reports.{name}").render(everything)


def test_look_is_passed_to_the_terminal(everything: Report) -> None:
    narrow = render(everything, "text", width=40, color=True, unicode=False)
    assert "\x1b[" in narrow
    assert narrow.isascii()
    assert json.loads(render(everything, "json", width=40, color=True, unicode=False))


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(UsageError, match="no report format 'pdf'; the formats are text, json, markdown, junit, github"):
        render(None, "pdf")  # type: ignore[arg-type]


def test_importing_the_package_imports_no_renderer() -> None:
    """A command that shows no report does not pay for rich or pydantic."""
    code = "import sys, grader.reports; print([name for name in ('rich', 'pydantic') if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert shown.stdout.strip() == "[]"

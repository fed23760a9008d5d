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


def test_every_renderer_of_a_report_is_in_the_list() -> None:
    """A file with a `render(report)` that is not in `FORMATS` would be a format that nobody can ask for."""
    formats = set()
    for module in pkgutil.iter_modules(grader.reports.__path__):
        renderer = getattr(import_module(f"grader.reports.{module.name}"), "render", None)
        if renderer is not None and next(iter(inspect.signature(renderer).parameters)) == "report":
            formats.add(module.name)
    assert formats == set(FORMATS)


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

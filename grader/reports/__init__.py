"""A report in every format: each is one file with a pure function `render(report)`.

    Report --> text       what a student reads in a terminal
           --> json       the canonical form, which `grader.reports.json.parse` reads back
           --> markdown   a step summary or a comment

A new format is one file here and one line in `FORMATS`. Importing this package imports none of them.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.model.report import Report

Renderer = Callable[..., str]


def _lazy(module: str) -> Renderer:
    """The `render` of a module that is imported when it is first called."""

    def render_lazily(report: "Report", **look: object) -> str:
        rendered: str = import_module(module).render(report, **look)
        return rendered

    return render_lazily


FORMATS: Mapping[str, Renderer] = {
    "text": _lazy("grader.reports.text"),
    "json": _lazy("grader.reports.json"),
    "markdown": _lazy("grader.reports.markdown"),
}


def render(report: "Report", form: str, *, width: int | None = None, color: bool = False, unicode: bool = True) -> str:
    """The report in the named format; UsageError for a name that is no format.

    Width (80 where it is not known), color and unicode concern only formats that are read in a terminal.
    """
    if form not in FORMATS:
        raise UsageError(f"there is no report format {form!r}; the formats are {', '.join(FORMATS)}")
    if form != "text":
        return FORMATS[form](report)
    return FORMATS[form](report, width=width or 80, color=color, unicode=unicode)

"""A report in every format: each is one file with a pure function `render(report)`.

    Report --> text       what a student reads in a terminal
           --> json       the canonical form, which `grader.reports.json.parse` reads back
           --> markdown   a step summary or a comment
           --> junit      test results for a CI system
           --> github     a log with annotations on the student's files
           --> gradescope `results.json` for Gradescope
           --> classroom50 `result.json` for Classroom 50
           --> lines      `file:line: message`, for editors
           --> html       a page with statements and evidence, in one file

A new format is one file here and one line in `FORMATS`. Importing this package imports none of them.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.model.report import ExerciseScore, Report

Renderer = Callable[..., str]


class Beside(NamedTuple):
    """What a page shows beside a report, and is no part of it; all of it may be unknown."""

    statements: Mapping[str, str] = MappingProxyType({})
    """What was asked, as Markdown, by the exercise's name."""
    before: "Mapping[str, ExerciseScore]" = MappingProxyType({})
    """What the exercises had earned the last time, by name."""
    origin: str = ""
    """A sentence on where the report comes from."""


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
    "junit": _lazy("grader.reports.junit"),
    "github": _lazy("grader.reports.github"),
    "gradescope": _lazy("grader.reports.gradescope"),
    "classroom50": _lazy("grader.reports.classroom50"),
    "lines": _lazy("grader.reports.lines"),
    "html": _lazy("grader.reports.html"),
}


def render(
    report: "Report",
    form: str,
    *,
    width: int | None = None,
    color: bool = False,
    unicode: bool = True,
    folder: str = "",
    options: Sequence[str] = (),
    remarks: Sequence[str] = (),
    beside: Beside = Beside(),  # noqa: B008 - it is immutable
) -> str:
    """The report in the named format; UsageError for a name that is no format.

    Width (80 where it is not known), color and unicode concern only formats that are read in a terminal or a log;
    `folder`, the way from here to the student's files, only those that point at files or say what to type next;
    `options`, with which it was graded, only the one for a terminal; `remarks`, which are no part of the report, that
    one and Markdown; what stands `beside` it, only a page.
    """
    if form not in FORMATS:
        raise UsageError(f"there is no report format {form!r}; the formats are {', '.join(FORMATS)}")
    # Only what a format knows is handed on: the `render` of the others takes the report and nothing else
    looks: Mapping[str, Mapping[str, object]] = {
        "text": {
            "width": width or 80,
            "color": color,
            "unicode": unicode,
            "folder": folder,
            "options": options,
            "remarks": remarks,
        },
        "markdown": {"remarks": remarks},
        "github": {"unicode": unicode, "folder": folder},
        "lines": {"unicode": unicode, "folder": folder},
        "html": {"beside": beside},
    }
    return FORMATS[form](report, **looks.get(form, {}))

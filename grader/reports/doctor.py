"""What `grade doctor` prints: versions, the levels of the sandbox, and its layers, each with what was seen.

grader 0.1.0 · Python 3.11.7 · numpy 2.4.1 · sympy 1.14.0 · Linux 6.18
Submissions are graded here at the level confined.

Levels
  ✗ isolated  bubblewrap is not installed
    │ install bubblewrap (...)
  ✓ confined
"""

from collections.abc import Mapping

from rich.text import Text

from grader.reports.clean import one_line
from grader.reports.terminal import Page
from grader.sandbox.doctor.diagnosis import Diagnosis

_SIGNS: Mapping[bool | None, tuple[str, str]] = {True: ("✓", "green"), False: ("✗", "yellow"), None: ("–", "dim")}
"""Whether a level or a layer holds, None where that could not be tried, to its mark and color."""
_LIMITED = (
    "It keeps marks from being forged by accident or by a wrong answer, not by an attack: a submission can read files, "
    "start processes and use the network. Grade nobody's work for marks with it but your own."
)


def render(
    diagnosis: Diagnosis, versions: Mapping[str, str], *, width: int = 80, color: bool = False, unicode: bool = True
) -> str:
    """The diagnosis in at most `width` columns.

    Parameters
    ----------
    diagnosis : Diagnosis
        What was found.
    versions : mapping of str to str
        Name of a program or library to its version.
    """
    page = Page(width, color=color, unicode=unicode)
    page.hang(page.text(" · ".join(f"{name} {version}" for name, version in versions.items())), *_indents(page, ""))
    page.hang(page.text(f"Submissions are graded here at the level {diagnosis.level}.", "bold"), *_indents(page, ""))
    if diagnosis.level == "limited":
        page.hang(page.text(_LIMITED), *_indents(page, "│ "))
    _levels(page, diagnosis)
    _layers(page, diagnosis)
    return str(page)


def _levels(page: Page, diagnosis: Diagnosis) -> None:
    page.line()
    page.line(page.text("Levels, the strongest first", "bold"))
    for level in diagnosis.levels:
        _mark(page, level.level, holds=level.holds)
        for text in (*level.reasons, *([level.cure] if level.cure else [])):
            page.hang(page.text(one_line(text, limit=500)), *_indents(page, "│ "))


def _layers(page: Page, diagnosis: Diagnosis) -> None:
    if not diagnosis.layers:
        return
    page.line()
    page.line(page.text("Layers, each attacked alone: without it a submission could", "bold"))
    for layer in diagnosis.layers:
        _mark(page, f"{layer.layer:<{_widest(diagnosis)}}  {layer.stops}", holds=layer.holds)
        if layer.note:
            page.hang(page.text(one_line(layer.note, limit=500)), *_indents(page, "│ "))


def _widest(diagnosis: Diagnosis) -> int:
    return max(len(layer.layer) for layer in diagnosis.layers)


def _mark(page: Page, text: str, *, holds: bool | None) -> None:
    sign, style = _SIGNS[holds]
    page.hang(page.text(text), page.text(f"  {sign} ", style), page.text("    "))


def _indents(page: Page, sign: str) -> tuple[Text, Text]:
    """What stands before the first line of a text and before each further one."""
    indent = page.text(f"    {sign}" if sign else "", "dim")
    return indent, indent

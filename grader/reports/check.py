"""What `grade check` prints: a line for each finding, as a compiler would, and a table of what was proved."""

import json
from collections import Counter
from collections.abc import Sequence

from rich.text import Text

from grader.model.checked import BackedBy, Backing, Checked, Finding, Margin
from grader.model.counted import counted
from grader.reports.clean import one_line
from grader.reports.terminal import Page

_COLUMNS = (
    "items",
    "backed by",
    "laws refute",
    "misconceptions",
    "mutants killed",
    "the same",
    "explained",
    "attacks",
    "margin",
    "seconds",
)


def line(finding: Finding) -> str:
    """A finding in the form `exercises/xor.py:12: key.wrong: what is wrong. What to do.`."""
    location = finding.path if finding.line is None else f"{finding.path}:{finding.line}"
    fault = one_line(finding.fault, limit=1000).removesuffix(".")
    kind = "warning: " if finding.is_warning else ""
    return f"{location}: {kind}{finding.code}: {fault}. {finding.cure}."


def table(checked: Sequence[Checked], *, width: int = 80, color: bool = False, unicode: bool = True) -> str:
    """One line for each exercise: what it has, and what of it was proved."""
    page = Page(width, color=color, unicode=unicode)
    names = max((len(exercise.exercise) for exercise in checked), default=0)
    rows = [_cells(exercise) for exercise in checked]
    widths = [max(map(len, column)) for column in zip(_COLUMNS, *rows, strict=True)]
    head = "  ".join(f"{column:>{size}}" for column, size in zip(_COLUMNS, widths, strict=True))
    page.line(Text(" " * (names + 4)), page.text(head, "dim"))
    for exercise, row in zip(checked, rows, strict=True):
        sign, style = ("✗", "red") if exercise.faults else ("✓", "green")
        cells = "  ".join(f"{cell:>{size}}" for cell, size in zip(row, widths, strict=True))
        page.line(page.text(f"{sign} ", style), page.text(f"{exercise.exercise:<{names}}  {cells}"))
    return str(page)


def as_json(checked: Sequence[Checked], course: Sequence[Finding]) -> str:
    """All of it for programs: `{"schema": "grade-check/1", "course": [findings], "exercises": [...]}`."""
    content = {
        "schema": "grade-check/1",
        "course": [exercise.model_dump() for exercise in course],
        "exercises": [exercise.model_dump() for exercise in checked],
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def summary(checked: Sequence[Checked], course: Sequence[Finding]) -> str:
    """The result in one sentence."""
    faults = len(course) + sum(len(exercise.faults) for exercise in checked)
    warnings = sum(len(exercise.findings) - len(exercise.faults) for exercise in checked)
    found = counted(faults, "finding") if faults else "nothing found"
    parts = [counted(len(checked), "exercise"), found, *([counted(warnings, "warning")] if warnings else [])]
    return f"{', '.join(parts)}."


def _cells(exercise: Checked) -> tuple[str, ...]:
    mutants = exercise.mutants
    # What could not be told from the reference is the same function as far as is known, and cannot be killed
    killed = f"{mutants.killed}/{mutants.tried - len(mutants.same)}" if mutants.tried else "-"
    explained, same = str(len(mutants.explained) or "-"), str(len(mutants.same) or "-")
    attacks, seconds = str(exercise.attacks or "-"), f"{exercise.seconds:.1f}"
    return (
        str(exercise.items),
        _backing(exercise.backing),
        _refuted(exercise.backing),
        str(exercise.misconceptions),
        killed,
        same,
        explained,
        attacks,
        _margin(exercise.margin),
        seconds,
    )


def _backing(backing: Sequence[Backing]) -> str:
    """How many keys are proved, backed by laws, by a second implementation, and by one word only."""
    counts = Counter(backed.by for backed in backing)
    short: dict[BackedBy, str] = {
        "proved": "proved",
        "laws": "laws",
        "second implementation": "second",
        "one word only": "word",
    }
    return ", ".join(f"{counts[by]} {word}" for by, word in short.items() if counts[by]) or "-"


def _refuted(backing: Sequence[Backing]) -> str:
    """Of the mutants of each key, how many laws refute."""
    mutants = sum(backed.mutants for backed in backing)
    return f"{sum(backed.refuted for backed in backing)}/{mutants}" if mutants else "-"


def _margin(margin: Margin) -> str:
    """Both errors, about the tolerance that lies between them."""
    if margin.rounding is None and margin.fault is None:
        return "-"
    return f"{_short(margin.rounding)} … {_short(margin.fault)}"


def _short(error: float | None) -> str:
    return "?" if error is None else f"{error:.2g}".replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")

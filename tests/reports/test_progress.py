"""How far the work is can be read on a narrow terminal, and without colours."""

import pytest

from grader.model.feedback import Feedback
from grader.model.report import ExerciseScore, ItemScore
from grader.model.verdict import Verdict
from grader.reports.progress import Progress, render


def scored(verdict: Verdict, score: float) -> ExerciseScore:
    """An exercise of one item."""
    said = (Feedback(code="missing.no_file", text="There is no file."),) if verdict is Verdict.MISSING else ()
    item = ItemScore(
        id="f", title="t", kind="value", score=score, max_score=10, verdict=verdict, visibility="public", feedback=said
    )
    return ExerciseScore(id="e", title="t", score=score, max_score=10, items=(item,))


ROWS = [
    Progress("mean_squared_error", "Minimizing the mean squared error", 10, scored(Verdict.WRONG, 8)),
    Progress("xor", "The XOR \x1b[31mproblem", 10, scored(Verdict.PARTIAL, 2.5), has_changed=True),
    Progress("hessian", "The Hessian", 10, scored(Verdict.MISSING, 0)),
    Progress("convexity", "Convexity", 9),
]


@pytest.mark.parametrize("width", [30, 50, 80, 200])
def test_every_width_has_all_of_it(width: int) -> None:
    """No line is wider; a row's points stand in the line of its name."""
    page = render("Neural Networks", ROWS, "14:03", width=width, color=False, unicode=True)
    lines = page.splitlines()
    assert max(map(len, lines)) <= min(width, 100)
    told = {"mean_squared_error": "8 / 10", "xor": "2.5 / 10", "hessian": "0 / 10", "convexity": "- / 9"}
    for name, points in told.items():
        (line,) = (line for line in lines if line.startswith(f"  {name}"))
        assert line.endswith(f" {points}") or width == 30
    assert "Graded: 10.5 of 39 points, last 14:03." in " ".join(page.split())


def test_what_the_points_do_not_say_is_said() -> None:
    """Whether it was tried, is begun, or has changed since."""
    lines = render("N", ROWS, "14:03", width=100, color=False, unicode=True).splitlines()
    states = {"mean": "error  ", "xor": "changed since", "hessian": "not started", "convexity": "not tried yet"}
    for name, state in states.items():
        assert state in next(line for line in lines if line.startswith(f"  {name}"))


def test_colour_adds_nothing_and_no_text_steers_the_terminal() -> None:
    """The same words with it and without; a title's escape is shown as one."""
    plain = render("N", ROWS, "14:03", width=100, color=False, unicode=False)
    assert plain.isascii()
    assert "\x1b" not in plain
    assert "\\x1b[31mproblem" in plain
    assert "\x1b" in render("N", ROWS, "14:03", width=100, color=True, unicode=True)

"""The report that a student reads in a terminal."""

import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len

from grader.model.feedback import Witness
from grader.model.report import ONLY_INSTRUCTOR, ItemScore, Report
from grader.model.verdict import Verdict
from grader.reports.clean import is_harmless
from grader.reports.text import render
from tests.reports.conftest import exercise_of, item, report_of

STYLE = re.compile(r"\x1b\[[0-9;]*m")
WIDTHS = [40, 80, 120]


def lines_of(text: str) -> list[str]:
    return text.split("\n")


def broken(
    name: str, verdict: Verdict = Verdict.CRASHED, said: str = "crash.syntax: Mend it.", at: str = "x.py, line 3"
) -> ItemScore:
    """An item that a fault of its file keeps from being judged."""
    made = item(name, verdict, None if verdict is Verdict.SKIPPED else 0, said)
    return made.model_copy(update={"witness": Witness(kind="source", text=at)})


MINE = f"{ONLY_INSTRUCTOR}: Only your instructor grades this."
TOLD = """
  - only your instructor grades: m0                                        ? / 2
  ! crashed: a, b                                                          0 / 4
    │ x.py, line 3
    │ Mend it.
  ! forbidden: c                                                           0 / 2
  ✓ ok  A title                                                            2 / 2
  ! crashed: d                                                             0 / 2
  ! e   A title                                                   crashed  0 / 2
    │ y.py, line 1
    │ Mend it.
  - only your instructor grades: m1, m2                                    ? / 4
  - m3  A title                                                   skipped  ? / 2
    │ z.py, line 2
"""


def test_a_fault_of_a_file_is_told_once() -> None:
    """At the first item that is judged; others of the same fault are named, neighbours of one verdict together."""
    skipped = Verdict.SKIPPED
    exercise = exercise_of(
        "x", "X", broken("m0", skipped, MINE), broken("a"), broken("b"), broken("c", Verdict.FORBIDDEN),
        item("ok", Verdict.CORRECT, 2), broken("d"), broken("e", at="y.py, line 1"), broken("m1", skipped, MINE),
        item("m2", skipped, None, MINE), broken("m3", skipped, MINE, "z.py, line 2"),
    )  # fmt: skip
    assert TOLD in render(report_of(exercise))


@pytest.mark.parametrize("width", [30, *WIDTHS])
def test_every_line_fits(everything: Report, width: int) -> None:
    assert max(map(cell_len, lines_of(render(everything, width=width)))) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_wrapping_loses_no_evidence(everything: Report, width: int) -> None:
    """All words of all texts are there, in their order, however narrow the terminal."""
    shown = "".join(re.sub(r"[\s│]", "", render(everything, width=width)))
    for told in everything.items:
        said = [fact.text for fact in told.feedback if fact.code != "missing.not_implemented"]
        for text in [*said, told.witness.text if told.witness else ""]:
            assert re.sub(r"\s", "", text) in shown


def test_a_wrong_item_shows_the_fact_before_the_concept(everything: Report) -> None:
    lines = lines_of(render(everything))
    at = next(k for k, line in enumerate(lines) if "✗ risk_derivative" in line)
    assert lines[at].endswith("wrong      0 / 2")
    assert lines[at + 1] == "    │ risk_derivative(1, [0]) gave 1.0; expected 2.0"
    assert lines[at + 2].startswith("    │ The derivative of a square")
    assert lines[at + 3 : at + 5] == ["    │ printed:", "    │   w = 1"]


def test_a_right_item_has_no_verdict_word(everything: Report) -> None:
    line = next(line for line in lines_of(render(everything)) if "✓ risk " in line)
    assert line.split() == ["✓", "risk", "The", "empirical", "risk", "2", "/", "2"]


def test_an_untouched_template_is_short(untouched: Report) -> None:
    """Stubs share one line with their points, and none says that it is a stub."""
    shown = render(untouched)
    assert "· not started: risk, risk_derivative, step, descend, rate, rate.proof   0 / 12" in shown
    assert "NotImplementedError" not in shown
    assert len(lines_of(shown)) < 14


def test_a_failure_of_the_grader_is_loud(everything: Report) -> None:
    shown = " ".join(render(everything).split())
    assert "The entropy of a coin GRADER ERROR ? / 2" in shown
    assert "! GRADER ERROR (entropy): the grader itself failed here. This is not your fault" in shown


def test_undecided_is_explained(everything: Report) -> None:
    assert "could not be proved: it counts in full for now" in " ".join(render(everything).split())


def test_work_without_a_fault_is_told_so(perfect: Report) -> None:
    assert render(perfect).rstrip().endswith("2 / 2 · 100 %\nEverything is right.")


def test_a_course_without_items_is_no_success(perfect: Report) -> None:
    """Nothing asked is neither right nor wrong."""
    assert "Everything is right" not in render(perfect.model_copy(update={"exercises": ()}))


def test_no_color_means_no_escape_sequence(everything: Report) -> None:
    assert "\x1b" not in render(everything)


def test_color_changes_only_the_style(everything: Report) -> None:
    colored = render(everything, color=True)
    assert STYLE.search(colored)
    assert [line.rstrip() for line in lines_of(STYLE.sub("", colored))] == lines_of(render(everything))


@pytest.mark.parametrize("variable", ["NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "TTY_COMPATIBLE"])
def test_environment_has_no_say(everything: Report, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the page looks like depends on the arguments alone."""
    before = [render(everything, color=color) for color in (True, False)]
    monkeypatch.setenv(variable, "1")
    assert [render(everything, color=color) for color in (True, False)] == before


def test_ascii_is_ascii(everything: Report, attacked: Callable[[str], Report]) -> None:
    assert render(everything, unicode=False).isascii()
    assert "  x risk_derivative" in render(everything, unicode=False)
    assert r"\u6f22 <= \xe9" in render(attacked("漢 ≤ é"), unicode=False)


def test_markup_is_not_interpreted(attacked: Callable[[str], Report]) -> None:
    assert "[bold]x[/] :smile: [link=http://x]" in render(attacked("[bold]x[/] :smile: [link=http://x]"), color=True)


@pytest.mark.parametrize("color", [True, False])
@pytest.mark.parametrize("width", WIDTHS)
def test_attacks_are_harmless(
    attack: str,
    attacked: Callable[[str], Report],
    width: int,
    color: bool,  # noqa: FBT001 - a table's column
) -> None:
    """No attack reaches the terminal, a CI runner, or past the edge of the page, and none floods it."""
    lines = lines_of(STYLE.sub("", render(attacked(attack), width=width, color=color)))
    assert all(is_harmless(character) for line in lines for character in line)
    assert not [line for line in lines if re.match(r"\s*::|.*##\w*\[", line)]
    assert max(map(cell_len, lines)) <= width
    assert len(lines) < 3000

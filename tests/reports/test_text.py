"""The report that a student reads in a terminal."""

import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len

from grader.model.feedback import Witness
from grader.model.report import ONLY_INSTRUCTOR, ItemScore, Report
from grader.model.snippet import Snippet
from grader.model.verdict import Verdict
from grader.reports.clean import is_harmless
from grader.reports.text import render
from grader.reports.words import word
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
  ✓ ok  A title                                                   correct  2 / 2
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


@pytest.mark.parametrize("width", [50, *WIDTHS])
def test_every_item_has_its_verdict_in_words(everything: Report, width: int) -> None:
    """Beside its mark, which a screen reader may leave out: of what is right, too."""
    text = " ".join(render(everything, width=width).split())
    for told in everything.items:
        if told.verdict is not Verdict.MISSING:  # those share a line
            at = f"{told.id} ({re.escape(told.title)} )?{word(told.verdict)} "
            assert re.search(at, text)


@pytest.mark.parametrize("width", [50, *WIDTHS])
def test_no_points_stand_amid_a_title_or_a_list(everything: Report, untouched: Report, width: int) -> None:
    """Read aloud, line by line, each is told to its end."""
    text = " ".join(render(everything, width=width).split())
    for title in (told.title for told in everything.items if told.verdict is not Verdict.MISSING):
        assert title in text
    assert "risk, risk_derivative, step, descend, rate, rate.proof 0 / 12" in " ".join(
        render(untouched, width=width).split()
    )


def test_a_long_id_leaves_other_titles_their_room() -> None:
    """Its own stands below it."""
    items = (item("f", Verdict.WRONG, 0.0), item("f" * 40, Verdict.WRONG, 0.0))
    lines = lines_of(render(report_of(exercise_of("x", "X", *items))))
    short = next(k for k, line in enumerate(lines) if line.startswith("  ✗ f "))
    assert "A title" in lines[short]
    assert lines[short + 2] == "    A title"


SOURCE = "    total = [max(value, 0) for value in values if value is not None else 0] + more_of_these"


@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize("width", [30, 50, 80, 120])
@pytest.mark.parametrize("column", [4, 12, 69, len(SOURCE)])
def test_a_caret_stays_below_its_column(width: int, unicode: bool, column: int) -> None:  # noqa: FBT001
    """On a terminal that is too narrow for the line above it, only what is around it is shown."""
    made = item("f", Verdict.CRASHED, 0.0, witness=f"f() failed:\n{SOURCE}\n{' ' * column}^")
    lines = lines_of(render(report_of(exercise_of("x", "X", made)), width=width, unicode=unicode))
    at = next(k for k, line in enumerate(lines) if line.endswith("^"))
    caret = lines[at].index("^")
    pointed = lines[at - 1][6:][: caret - 6 + 1].lstrip("….")
    assert max(map(len, lines)) <= min(width, 100)
    assert pointed in SOURCE[: column + 1] or column == len(SOURCE)
    assert lines[at - 1][caret : caret + 1] == SOURCE[column : column + 1]


def test_what_is_copied_or_is_one_number_is_not_cut_in_two() -> None:
    """A command, a point, and what stands around a sign."""
    says = "x" * 26 + " `grade why f` then " + "x" * 22 + " (0, -1) then " + "x" * 31 + " t = -1 then"
    text = render(report_of(exercise_of("x", "X", item("f", Verdict.WRONG, 0.0, f"code: {says}"))), width=44)
    for whole in ("`grade why f`", "(0, -1)", "t = -1"):
        assert whole in text


def test_what_to_type_next_is_there_to_its_end() -> None:
    """However long the way to the work is."""
    fault = Witness(kind="call", text="f(1) gave 2", snippet=Snippet(call="f(1)"))
    made = item("f", Verdict.WRONG, 0.0).model_copy(update={"witness": fault})
    text = render(report_of(exercise_of("x", "X", made)), width=60, folder="week/" * 80 + "work")
    typed = "".join(text.split())
    assert "week/work`printstheexampleasaprogram;" in typed
    assert typed.endswith("week/work`askson")


def test_wrapped_source_hangs_further_in_than_it_begins() -> None:
    """So that it is not taken for the next line of the source."""
    made = item("f", Verdict.CRASHED, 0.0, witness=f"f() failed:\n{SOURCE}")
    lines = lines_of(render(report_of(exercise_of("x", "X", made)), width=50))
    at = next(k for k, line in enumerate(lines) if "total" in line)
    assert lines[at + 1].startswith("    │       ")


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
    assert render(perfect).rstrip().endswith("2 / 2 (100 %)\nEverything is right.")


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

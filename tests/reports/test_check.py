"""What `grade check` prints."""

import json

import pytest
from rich.cells import cell_len

from grader.model.checked import Backing, Checked, Finding, Margin, MutantCount
from grader.reports.check import as_json, line, summary, table

WRONG = Finding(code="key.wrong", path="solutions/xor.py", line=12, fault="it is\n1.", cure="Mend it")
ALIVE = Finding(
    code="mutant.survived", path="exercises/xor.py", fault="a mutant survives", cure="Add a case", is_warning=True
)
XOR = Checked(
    exercise="xor",
    findings=(WRONG, ALIVE, ALIVE),
    items=5,
    misconceptions=2,
    mutants=MutantCount(made=30, tried=20, killed=15, same=("a", "b"), explained=("c",)),
    margin=Margin(rounding=1.234e-5, fault=1e10),
    backing=(
        Backing(item="a", by="proved"),
        Backing(item="b", by="laws", inputs=3, mutants=5, refuted=4),
        Backing(item="c", by="laws", mutants=2, refuted=2),
        Backing(item="d", by="one word only"),
        Backing(item="e", by="second implementation"),
    ),
    attacks=7,
    seconds=1.26,
)
BARE = Checked(exercise="mean_squared")
HEADS = "items/backed by/laws refute/misconceptions/mutants killed/the same/explained/attacks/margin/seconds".split("/")
WARNED = Checked(exercise="a", findings=(ALIVE,), items=1, margin=Margin(fault=0.25))


@pytest.mark.parametrize(
    ("finding", "shown"),
    [
        (WRONG, "solutions/xor.py:12: key.wrong: it is 1. Mend it."),
        (ALIVE, "exercises/xor.py: warning: mutant.survived: a mutant survives. Add a case."),
    ],
)
def test_a_finding_is_one_line(finding: Finding, shown: str) -> None:
    """As a compiler would write it: an editor finds the place."""
    assert line(finding) == shown


def test_a_line_for_each_exercise() -> None:
    """Numbers below their heads; a dash where nothing was tried, and a mark that warnings don't change."""
    rows = [part.split("  ") for part in table([XOR, BARE, WARNED], width=200).splitlines()]
    assert [[cell.strip() for cell in row if cell.strip()] for row in rows] == [
        HEADS,
        [
            "✗ xor",
            "5",
            "1 proved, 2 laws, 1 second, 1 word",
            "6/7",
            "2",
            "15/18",
            "2",
            "1",
            "7",
            "1.2e-5 … 1e10",
            "1.3",
        ],
        ["✓ mean_squared", "0", "-", "-", "0", "-", "-", "-", "-", "-", "0.0"],
        ["✓ a", "1", "-", "-", "0", "-", "-", "-", "-", "? … 0.25", "0.0"],
    ]


def test_columns_are_below_each_other() -> None:
    """The names on the left, the cells on the right."""
    head, *rows = table([XOR, BARE, WARNED], width=200).splitlines()
    assert {cell_len(row) for row in (head, *rows)} == {cell_len(head)}
    assert [row.index("0" if row is rows[1] else "5" if row is rows[0] else "1") for row in rows] == [
        head.index("items") + len("items") - 1
    ] * 3


def test_the_table_in_ascii_and_in_color() -> None:
    """Neither unless it is asked for."""
    assert table([XOR], unicode=False).isascii()
    assert "x xor" in table([XOR], unicode=False)
    assert "\x1b" not in table([XOR])
    assert "\x1b[31m✗" in table([XOR], color=True)
    assert "\x1b[32m✓" in table([BARE], color=True)
    assert table([]).split() == " ".join(HEADS).split()


@pytest.mark.parametrize(
    ("checked", "course", "says"),
    [
        ([XOR, BARE], [WRONG], "2 exercises, 2 findings, 2 warnings."),
        ([XOR], [], "1 exercise, 1 finding, 2 warnings."),
        ([BARE], [WRONG], "1 exercise, 1 finding."),
        ([WARNED, BARE], [], "2 exercises, nothing found, 1 warning."),
        ([BARE], [], "1 exercise, nothing found."),
        ([], [], "0 exercises, nothing found."),
    ],
)
def test_the_last_line_counts(checked: list[Checked], course: list[Finding], says: str) -> None:
    """Warnings apart from what is wrong."""
    assert summary(checked, course) == says


def test_all_of_it_for_programs() -> None:
    """As it was found, of the course and of each exercise."""
    content = json.loads(as_json([XOR, BARE], [WRONG]))
    assert content["schema"] == "grade-check/1"
    assert [Finding.model_validate(finding) for finding in content["course"]] == [WRONG]
    assert [Checked.model_validate_json(json.dumps(exercise)) for exercise in content["exercises"]] == [XOR, BARE]
    assert "é" in as_json([], [WRONG.model_copy(update={"fault": "é"})])

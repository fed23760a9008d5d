"""The conformance report has every criterion of WCAG 2.2 at levels A and AA, and names tests that are there."""

import ast
import re

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if re.match(r"\| \d", line)]
CRITERIA = set(
    "1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 "
    "1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 "
    "2.5.3 2.5.4 2.5.7 2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 "
    "4.1.2 4.1.3".split()
)
CLAIMS = {"supports", "partially supports"}
TESTS = {
    node.name
    for folder in ("reports", "reports/pictures", "gradebook/class_pages")
    for path in sorted((ROOT / "tests" / folder).glob("test_*.py"))
    for node in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
}


def test_every_criterion_has_its_row() -> None:
    """Once, at its level, with a word on how."""
    assert sorted(row[0].split()[0] for row in ROWS) == sorted(CRITERIA)
    assert {row[1] for row in ROWS} == {"A", "AA"}
    assert [row[0] for row in ROWS if not row[3]] == []


@pytest.mark.parametrize("row", ROWS, ids=[row[0].split()[0] for row in ROWS])
def test_what_is_claimed_is_shown(row: list[str]) -> None:
    """By at least one test that is there, and what is not applicable by none."""
    criterion, _, conformance, _, shown_by = row
    named = set(re.findall(r"`(\w+)`", shown_by))
    assert conformance in CLAIMS | {"does not support", "not applicable"}
    assert bool(named) == (conformance in CLAIMS), f"name the test that shows {criterion} in docs/accessibility.md"
    assert named <= TESTS, f"{criterion} of docs/accessibility.md names {sorted(named - TESTS)}, which is no test"

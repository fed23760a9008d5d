"""One student's attempts with their evidence."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from rich.cells import cell_len

from grader.model.book import BookRow, Counted
from grader.model.feedback import Feedback
from grader.model.gradebook import Override, Person
from grader.model.report import Report
from grader.model.verdict import Verdict
from grader.reports.clean import is_harmless
from grader.reports.gradebook_terminal import show_attempts
from tests.gradebook.made import attempt, mark
from tests.reports.conftest import exercise_of, item

AT = datetime(2026, 11, 1, 9, 12, tzinfo=timezone(timedelta(hours=1)))
FIRST = attempt("ada", [mark("risk", 2.0, 2.0)], exercise="descent", at=AT)
SECOND = attempt("ada", [mark("risk", 2.0, 2.0)], exercise="descent", number=2)
ROW = BookRow(
    Person("ada", "Ada Lovelace", "ada@x.org"),
    {
        "descent": Counted("descent", FIRST, 2.0, 1.8, 1, why="1 day late: 10 % less"),
        "xor": Counted("xor", None, None, None, excused=True, why="excused"),
    },
    (FIRST, SECOND),
)


def test_what_counts_comes_before_the_evidence(everything: Report) -> None:
    lines = show_attempts(ROW, [(FIRST, everything.exercises[0])]).splitlines()
    assert lines[:3] == [
        "Ada Lovelace (ada) · ada@x.org",
        "  descent: 1.8 / 2 instead of 2, attempt 1 of 2 (1 day late: 10 % less)",
        "  xor: excused",
    ]
    assert lines[4] == "descent, attempt 1 · 2026-11-01 09:12 UTC+01:00"
    assert lines[5].startswith("Gradient descent  gradient_descent")
    assert "    │ risk_derivative(1, [0]) gave 1.0; expected 2.0" in lines


PAGE = """\
Ada Lovelace (ada) · ada@x.org
  descent: 1.8 / 2 instead of 2, attempt 1 of 2 (1 day late: 10 % less)
  xor: excused
  attempt 2: Not read: a.py (it is a link).

descent, attempt 1 · 2026-11-01 09:12 UTC+01:00 · by hand 1, grace: an oral exam
Claims  claims                                                             ? / 6
  ? softplus  A closed form of softplus                     undecided      2 / 2
    │ It agrees with the reference at all 40 points tried, but no proof was
    │   found.
  - bonus     A bonus                                         skipped      ? / 2
    │ It builds on softplus.
  ! entropy   The entropy of a coin                      GRADER ERROR      ? / 2

descent, attempt 2
R  r                                                                   0.5 / 0.5
  ✓ g         A title                                         correct  0.5 / 0.5
"""


def test_the_page(everything: Report) -> None:
    """80 columns wide, and never wider than 100."""
    changed = replace(FIRST, override=Override(1.0, "grace", "an oral exam", AT))
    short = exercise_of("r", "R", item("g", Verdict.CORRECT, 0.5, max_score=0.5))
    kept = [(changed, everything.exercises[2]), (SECOND, short)]
    said = {2: [Feedback(code="submission.not_read", text="Not read: a.py (it is a link).")]}
    assert show_attempts(ROW, kept, said) == PAGE
    assert show_attempts(ROW, kept, said, width=300) == show_attempts(ROW, kept, said, width=100)
    assert max(map(cell_len, show_attempts(ROW, kept, said, width=300).splitlines())) == 100


def test_what_does_not_count_is_not_told() -> None:
    """One attempt of one exercise is no first of two, and who has no name is called by the id."""
    other = attempt("ada", [mark("g", 1.0, 4.0)], exercise="xor")
    counted = {"xor": Counted("xor", other, 1.0, 1.0), "b": Counted("b", None, None, None)}
    shown = show_attempts(BookRow(Person("ada"), counted, (other, FIRST)), [])
    assert shown == "ada\n  xor: 1 / 4\n  b: nothing handed in\n"


def test_every_attempt_is_shown(everything: Report) -> None:
    """One without a time says none."""
    kept = [(FIRST, everything.exercises[0]), (SECOND, everything.exercises[1])]
    lines = show_attempts(ROW, kept).splitlines()
    assert "descent, attempt 2" in lines
    assert any(line.startswith("Convexity") for line in lines)


def test_a_mark_by_hand_says_who_and_why(everything: Report) -> None:
    changed = replace(FIRST, override=Override(1.0, "grace", "an oral exam", AT))
    shown = show_attempts(ROW, [(changed, everything.exercises[0])])
    assert "· by hand 1, grace: an oral exam" in " ".join(shown.split())


def test_what_was_not_read_is_told_of_its_attempt(everything: Report) -> None:
    """Once, before the exercises, all of which it may concern."""
    said = Feedback(code="submission.not_read", text="Not read: a.py (it is a link).")
    lines = show_attempts(ROW, [(FIRST, everything.exercises[0])], {2: [said]}).splitlines()
    assert lines[2:5] == ["  xor: excused", "  attempt 2: Not read: a.py (it is a link).", ""]


def test_it_is_harmless_and_fits(everything: Report, attack: str) -> None:
    changed = replace(FIRST, exercise=attack, override=Override(1.0, attack, attack, AT))
    row = BookRow(Person(attack, attack, attack, attack), {attack: Counted(attack, changed, 2.0, 1.0, why=attack)})
    unread = {1: [Feedback(code="submission.not_read", text=attack)]}
    shown = show_attempts(row, [(changed, everything.exercises[0])], unread, width=60)
    assert all(is_harmless(character) for character in shown.replace("\n", ""))
    assert max(map(cell_len, shown.split("\n"))) <= 60

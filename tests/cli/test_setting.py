"""Variant, level and what is shown: from the options, or from the marks before, to the key and to who grades."""

import contextlib
import json
import sqlite3

import pytest

from grader.gradebook.store.encoding import unpack_score
from tests.gradebook.commands import Here

SETTINGS = (("--seed", "7"), ("--after-due",), ("--sandbox", "confined"))


def settings(here: Here) -> list[tuple[int, str, bool]]:
    """Seed, level and whether the due date has passed, of all gradings that are there."""
    with contextlib.closing(sqlite3.connect(here.book)) as raw:
        rows = [json.loads(text) for (text,) in raw.execute("SELECT DISTINCT setting FROM grading")]
    return sorted((row["seed"], row["level"], row["after_due"]) for row in rows)


def hide_until_due(here: Here) -> None:
    """The second exercise shows its evidence after the due date."""
    path = here.course / "exercises" / "square.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('FunctionItem(id="square"', 'FunctionItem(visibility="after_due", id="square"'), "utf-8"
    )


def shown(here: Here) -> set[str]:
    """Evidence in the reports on the second exercise."""
    with contextlib.closing(sqlite3.connect(here.book)) as raw:
        rows = raw.execute("SELECT report FROM grading JOIN mark USING (key) WHERE exercise = 'square'").fetchall()
    items = [item for (report,) in rows for item in unpack_score(report).items]
    return {item.witness.text for item in items if item.witness is not None}


@pytest.mark.parametrize("command", ["batch", "regrade"])
def test_what_is_left_open_is_as_for_the_marks_before(here: Here, command: str) -> None:
    """Nothing is graded again unasked, by either command, and no mark moves to another variant."""
    words = [word for option in SETTINGS for word in option]
    assert here.batch(*words).exit_code == 0
    before = settings(here)
    assert before == [(7, "confined", True)]
    again = here.batch() if command == "batch" else here("regrade", here.book, "--course", here.course)
    assert again.stdout.startswith("4 of 4 submissions: 0 exercises graded, 8 were graded before.")
    assert settings(here) == before


@pytest.mark.parametrize("command", ["batch", "regrade"])
@pytest.mark.parametrize(
    ("option", "expected"), [(("--seed", "0"), (0, "confined", True)), (("--before-due",), (7, "confined", False))]
)
def test_what_is_asked_for_is_what_is_graded_with(
    here: Here, command: str, option: tuple[str, ...], expected: tuple[int, str, bool]
) -> None:
    """The rest stays."""
    here.batch(*(word for setting in SETTINGS for word in setting))
    done = here.batch(*option) if command == "batch" else here("regrade", here.book, "--course", here.course, *option)
    assert done.stdout.startswith("4 of 4 submissions: 8 exercises graded, 0 were graded before.")
    assert settings(here) == sorted([(7, "confined", True), expected])


def test_who_grades_is_told_that_the_due_date_has_passed(here: Here) -> None:
    """Evidence is shown after it, and hidden again before it."""
    hide_until_due(here)
    assert here.batch("--sandbox", "confined").exit_code == 0
    assert shown(here) == set()
    assert here("regrade", here.book, "--course", here.course, "--after-due").exit_code == 0
    assert shown(here) != set()
    assert here("regrade", here.book, "--course", here.course).stdout.endswith("0 marks changed.\n")

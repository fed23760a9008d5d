"""The level of the sandbox on a gradebook that has marks: it stays what it was, unless another one is asked for."""

import contextlib
import sqlite3

import pytest

from grader.gradebook.engines.start import start_engine
from tests.gradebook.commands import Here
from tests.gradebook.conftest import rows_of

GRADED = "4 of 4 submissions: 8 exercises graded, 0 were graded before.\n"
KNOWN = "4 of 4 submissions: 0 exercises graded, 8 were graded before.\n"


def pretend(here: Here, level: str) -> None:
    """The gradebook says that its marks were made at another level."""
    with contextlib.closing(sqlite3.connect(here.book)) as raw, raw:
        raw.execute("UPDATE grading SET setting = replace(setting, '\"confined\"', ?)", [f'"{level}"'])


@pytest.fixture
def graded(here: Here) -> Here:
    """At the level `confined`."""
    done = here.batch("--sandbox", "confined")
    assert (done.exit_code, done.stdout) == (0, GRADED)
    return here


def test_it_stays(graded: Here) -> None:
    """Whatever holds best here, nothing is graded again unasked; a new submission is graded at that level too."""
    assert graded.batch().stdout == KNOWN
    again = graded("regrade", graded.book, "--course", graded.course)
    assert again.stdout.splitlines()[1] == "0 marks changed."
    (graded.work / "s0009").mkdir()
    (graded.work / "s0009" / "double.py").write_text("def double(x):\n    return 2 * x\n", encoding="utf-8")
    assert "2 exercises graded, 8 were graded before" in graded.batch().stdout
    assert graded.batch("--sandbox", "confined").stdout.startswith("5 of 5 submissions: 0 exercises graded, 10 were")


@pytest.mark.slow
def test_a_dry_run_at_another_level_changes_no_level(graded: Here) -> None:
    """Only marks do."""
    dry = graded("regrade", graded.book, "--course", graded.course, "--dry-run", "--sandbox", "limited")
    assert dry.stdout.splitlines() == [GRADED.strip(), "0 marks would change."]
    assert graded.batch().stdout == KNOWN


@pytest.mark.parametrize("command", ["batch", "regrade"])
def test_where_it_does_not_hold(graded: Here, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """One sentence, which says what to do; no mark changes, and with a level that holds it goes on."""
    pretend(graded, "isolated")
    before = rows_of(graded.book)
    with monkeypatch.context() as bare:
        bare.setenv("PATH", "/nonexistent")  # no bubblewrap
        bare.setattr("grader.gradebook.engines.start.start_engine", start_engine)
        done = graded.batch() if command == "batch" else graded("regrade", graded.book, "--course", graded.course)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (3, "", 1), done.output
    assert "the marks in the gradebook were made at the level isolated, which cannot be had now: " in done.stderr
    assert "`--sandbox LEVEL` grades everything again at another one" in done.stderr
    assert rows_of(graded.book) == before
    assert graded.batch("--sandbox", "confined").exit_code == 0


def test_the_level_that_keeps_no_secrets_is_never_taken_over(graded: Here) -> None:
    """It has to be asked for in so many words each time."""
    pretend(graded, "limited")
    done = graded.batch()
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "`--sandbox limited` goes on with it, and another level grades everything again" in done.stderr

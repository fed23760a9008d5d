"""What the gradebook guesses does not look like what it knows."""

from pathlib import Path

from tests.cases.case import INPUTS
from tests.conftest import Grade

CASE = INPUTS / "gradebook_unknown_time"
"""Ada's folder has a time without a zone, Eve's has none, Grace is in time, Hedy late."""


def test_who_is_taken_to_be_in_time_is_marked(grade: Grade, tmp_path: Path) -> None:
    """And shared work counts for everybody who has handed it in."""
    words = ["--course", CASE / "course", "--gradebook", "book.db", "--sandbox", "limited"]
    done = grade("batch", CASE / "submissions", *words, cwd=tmp_path)
    assert done.stdout.startswith("4 of 4 submissions: 4 exercises graded, 0 were graded before.")
    done = grade("book", "book.db", "--late", CASE / "late.toml", cwd=tmp_path)
    marks = {line.split()[0]: line.split()[1] for line in done.stdout.splitlines()[2:6]}
    assert marks == {"ada": "2T", "eve": "2T", "grace": "2", "hedy": "1.8L"}
    assert "4 students; L late; T time not known, taken to be in time" in done.stdout

"""`grade regrade` and `grade override`: who moves because of what, and what stays when a mark was changed by hand."""

import pytest

from tests.gradebook.commands import Here
from tests.gradebook.conftest import rows_of, write_course
from tests.slow import one_in


@pytest.fixture
def graded(here: Here) -> Here:
    """Graded, and then the second exercise changed: what was worth 3 points is worth 5."""
    assert here.batch().exit_code == 0
    write_course(here.course, version="2", points=5)
    return here


def test_dry_run(graded: Here) -> None:
    """Who would move, by how much and because of which item; no mark changes."""
    before, book = rows_of(graded.book), graded("book", graded.book).stdout
    done = graded("regrade", graded.book, "--course", graded.course, "--dry-run")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "4 of 4 submissions: 4 exercises graded, 4 were graded before.",
        "s0000: square 3 to 5 (square 3 to 5)",
        "s0002: square 3 to 5 (square 3 to 5)",
        "2 marks would change.",
    ]
    assert rows_of(graded.book) == before
    assert graded("book", graded.book).stdout == book


def test_regrade(graded: Here) -> None:
    """What the dry run has found is not graded again; the marks change, with the reason, and only once."""
    graded("regrade", graded.book, "--course", graded.course, "--dry-run")
    first = graded("regrade", graded.book, "--course", graded.course)
    second = graded("regrade", graded.book, "--course", graded.course)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout.splitlines()[0] == "4 of 4 submissions: 0 exercises graded, 8 were graded before."
    assert first.stdout.splitlines()[-1] == "2 marks changed."
    assert second.stdout.splitlines()[-1] == "0 marks changed."
    assert graded("book", graded.book).stdout.splitlines()[2].split() == ["s0000", "2", "5", "7"]
    reasons = {row[5] for row in rows_of(graded.book)}
    assert reasons == {"handed in", "the exercise was changed (course 1 to 2)"}


def test_regrade_of_one_exercise(graded: Here) -> None:
    """The other one is left alone."""
    done = graded("regrade", graded.book, "--course", graded.course, "-e", "double")
    assert done.stdout.splitlines() == [
        "4 of 4 submissions: 0 exercises graded, 4 were graded before.",
        "0 marks changed.",
    ]


def test_a_mark_by_hand_stays(graded: Here) -> None:
    """Whatever is found afterwards; what was found is still there."""
    done = graded("override", graded.book, "s0001", "square", "2.5", "--why", "ambiguous", "--who", "Eva")
    assert (done.exit_code, done.output) == (0, "")
    graded("regrade", graded.book, "--course", graded.course)
    lines = graded("book", graded.book).stdout.splitlines()
    assert next(line for line in lines if line.startswith("s0001")).split()[2].startswith("2.5")
    evidence = graded("book", graded.book, "--student", "s0001").stdout
    assert "ambiguous" in evidence
    assert "Eva" in evidence
    graded("override", graded.book, "s0001", "square", "1", "--why", "counted again", "--who", "Eva")
    assert " 1" in graded("book", graded.book, "--match", "s0001").stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nobody", "square", "1", "--why", "x"], "there is no student 'nobody'"),
        (
            ["s0001", "cube", "1", "--why", "x"],
            "there is no exercise 'cube' in the gradebook; there are double",
        ),
        (["s0001", "square", "99", "--why", "x"], "square has 0 to 3 points, not 99"),
        (["s0001", "square", "nan", "--why", "x"], "square has 0 to 3 points, not nan"),
        (["s0001", "square", "1", "--why", " "], "for a reason"),
        (["s0001", "square", "1"], "Missing option '--why'"),
    ],
)
def test_what_cannot_be_changed_by_hand(here: Here, words: list[str], says: str) -> None:
    """Exit code 2, and nothing changes."""
    here.batch()
    before = here.book.read_bytes()
    done = here("override", here.book, *words)
    assert done.exit_code == 2
    assert says in done.stderr
    assert here.book.read_bytes() == before


def test_a_student_who_is_not_there(here: Here) -> None:
    """The book says so."""
    here.batch()
    done = here("book", here.book, "--student", "nobody")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "there is no student 'nobody'" in done.stderr


@pytest.mark.parametrize("says_so", one_in(2, [True, False]))
def test_a_renamed_item_keeps_its_marks(here: Here, *, says_so: bool) -> None:
    """If it names its old id: work of before is judged by the old name, and nobody moves; marks by hand stay."""
    here.batch()
    here("override", here.book, "s0001", "square", "2.5", "--why", "ambiguous", "--who", "Eva")
    before = here("book", here.book).stdout.splitlines()[2:6]
    for folder in ("exercises", "solutions"):
        path = here.course / folder / "square.py"
        text = path.read_text("utf-8").replace("def square", "def power")
        was = ', was="square"' if says_so else ""
        path.write_text(text.replace('id="square"', f'id="power"{was}'), "utf-8")
    done = here("regrade", here.book, "--course", here.course).stdout.splitlines()
    assert done[-1] == f"{0 if says_so else 4} marks changed."
    assert ("s0000: square 3 to 0 (square 3 to none, power none to 0)" in done) is not says_so
    assert (here("book", here.book).stdout.splitlines()[2:6] == before) is says_so
    assert "power" in here("book", here.book, "--student", "s0000").stdout

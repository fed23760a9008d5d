"""What is compared of the work that a gradebook keeps."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.gradebook.similar.collect import collect, is_book
from grader.gradebook.similar.of_book import of_book
from grader.gradebook.store.database import reading, writing
from grader.model.gradebook import Handed, Person
from grader.model.submission import Submission
from tests.conftest import Grade
from tests.gradebook.similar.classes import disguised, written
from tests.gradebook.store.taken import record


def handed(student: str, content: str, hour: int | None = None) -> Handed:
    """One file of one student, at an hour or at no known time."""
    submission = Submission(id=student, files={"xor.py": content.encode()})
    time = None if hour is None else datetime(2026, 11, 25, hour, tzinfo=UTC)
    return Handed(person=Person(id=student), submission=submission, submitted_at=time)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Ada changed her work, and bob handed in late what he had done first; cyd and dan are a group; eve copied."""
    path = tmp_path / "course.db"
    work = [handed("ada", "old"), handed("ada", written(1)), handed("bob", written(2), 9), handed("bob", "old", 8)]
    work += [handed(name, written(3), 7) for name in ("dan", "cyd")] + [handed("eve", disguised(written(1)))]
    work += [handed(name, written(4)) for name in ("fay", "gil")]
    with writing(str(path)) as database, database.begin() as connection:
        record(connection, work)
    return path


def test_the_last_attempt_counts_and_a_group_once(book: Path) -> None:
    """Last by time where it is known, else as they came; the same files without a time are no group."""
    with reading(str(book)) as connection:
        files = collect(of_book(connection))
    assert files == {
        ("ada", "xor"): written(1).encode(),
        ("bob", "xor"): written(2).encode(),
        ("cyd + dan", "xor"): written(3).encode(),
        ("eve", "xor"): disguised(written(1)).encode(),
        ("fay", "xor"): written(4).encode(),
        ("gil", "xor"): written(4).encode(),
    }


def test_a_gradebook_is_told_from_work(book: Path) -> None:
    """By how it begins, or by its URL."""
    (book.parent / "list.txt").write_text("ada\n", encoding="utf-8")
    assert is_book(str(book))
    assert is_book("postgresql://host/grades")
    assert not is_book(str(book.parent))
    assert not is_book(str(book.parent / "list.txt"))
    assert not is_book(str(book.parent / "none"))


def test_the_command_reads_a_gradebook(grade: Grade, book: Path) -> None:
    """The copy and the two of one file are told; the file that is not there any more is not needed."""
    done = grade("similar", book)
    told = [line for line in done.stdout.splitlines() if line.startswith("xor:")]
    assert told == ["xor: ada and eve", "xor: fay and gil"], done.stderr

"""`grade batch --shard I/N` and `grade merge`: the parts together are the whole."""

import shutil
from pathlib import Path

import pytest

from tests.gradebook.commands import Here
from tests.gradebook.conftest import files_of, rows_of, write_course


@pytest.fixture
def parts(here: Here) -> list[Path]:
    """The class in three parts, one student with attempts that go to and fro, and no time known."""
    shutil.rmtree(here.work / "s0000")
    for number, kind in enumerate(("both", "none", "both"), start=1):
        (here.work / "s0000" / str(number)).mkdir(parents=True)
        for name, content in files_of(kind).items():
            (here.work / "s0000" / str(number) / name).write_bytes(content)
    books = [here.folder / f"part{number}.db" for number in (1, 2, 3)]
    for number, book in enumerate(books, start=1):
        assert here.batch("--shard", f"{number}/3", book=book).exit_code == 0
    return books


def test_the_parts_are_the_whole(here: Here, parts: list[Path]) -> None:
    """Row by row; and merging again changes nothing."""
    here.batch()
    whole = here.folder / "whole.db"
    done = here("merge", "--gradebook", whole, *parts)
    assert (done.exit_code, done.stdout) == (0, f"3 parts of 3 joined in {whole}.\n")
    assert rows_of(whole) == rows_of(here.book)
    assert here("book", whole).stdout == here("book", here.book).stdout
    assert here("merge", "--gradebook", whole, *parts).exit_code == 0
    assert rows_of(whole) == rows_of(here.book)


def test_a_part_that_is_missing(here: Here, parts: list[Path]) -> None:
    """It is named, and can follow."""
    here.batch()
    whole = here.folder / "whole.db"
    done = here("merge", "--gradebook", whole, parts[2], parts[0])
    assert done.exit_code == 1
    assert "part 2/3 is missing\n" in done.stdout
    assert here("merge", "--gradebook", whole, *parts).exit_code == 0
    assert rows_of(whole) == rows_of(here.book)


def test_a_part_that_was_graded_again_when_the_class_had_grown(here: Here, parts: list[Path]) -> None:
    """Only what is new is graded, and the parts belong together when all have seen the same class."""
    (here.work / "s0007").mkdir()
    for name, content in files_of("both", 7).items():
        (here.work / "s0007" / name).write_bytes(content)
    here.batch("--shard", "1/3", book=parts[0])
    whole = here.folder / "whole.db"
    done = here("merge", "--gradebook", whole, *parts)
    assert (done.exit_code, "are parts of different batches" in done.stderr) == (2, True)
    for number, book in enumerate(parts, start=1):
        here.batch("--shard", f"{number}/3", book=book)
    here.batch()
    assert here("merge", "--gradebook", whole, *parts).exit_code == 0
    assert rows_of(whole) == rows_of(here.book)


def test_a_part_that_is_merged_again_takes_nothing_back(here: Here, parts: list[Path]) -> None:
    """What the whole was regraded to since then stays."""
    whole = here.folder / "whole.db"
    here("merge", "--gradebook", whole, *parts)
    write_course(here.course, version="2", points=30)
    assert here("regrade", whole, "--course", here.course).exit_code == 0
    before = rows_of(whole)
    here("merge", "--gradebook", whole, *parts)
    assert rows_of(whole) == before


def test_a_part_with_exercises_that_could_not_be_graded(here: Here) -> None:
    """The whole is not there, and it is said how much is missing."""
    solution = here.course / "solutions" / "square.py"
    solution.write_text("def square(x):\n    raise ValueError\n", encoding="utf-8")
    part, whole = here.folder / "part.db", here.folder / "whole.db"
    assert here.batch("--shard", "1/1", book=part).exit_code == 3
    done = here("merge", "--gradebook", whole, part)
    assert done.exit_code == 1
    assert "exercises of submissions that could not be graded" in done.stdout


def test_marks_by_hand_in_a_part(here: Here, parts: list[Path]) -> None:
    """They are kept, once."""
    whole = here.folder / "whole.db"
    given = [here("override", part, "s0001", "double", "1.5", "--why", "asked", "--who", "Eva") for part in parts]
    assert sorted(done.exit_code for done in given) == [0, 2, 2]
    for _ in range(2):
        here("merge", "--gradebook", whole, *parts)
    shown = here("book", whole, "--match", "s0001").stdout
    assert "1.5" in shown


@pytest.mark.parametrize("kind", ["twice", "foreign", "whole", "itself", "other course"])
def test_what_does_not_belong_together(here: Here, parts: list[Path], kind: str) -> None:
    """Exit code 2 and one line; the whole is not made."""
    here.batch()
    copy, whole = here.folder / "copy.db", here.folder / "whole.db"
    shutil.copy(parts[0], copy)
    if kind == "foreign":
        copy.unlink()
        here.batch("--shard", "2/2", book=copy)
    if kind == "other course":
        copy.unlink()
        write_course(here.course, points=7)
        here.batch("--shard", "2/3", book=copy)
    given, says = {
        "twice": ([parts[0], copy], "are the same part, 1/3"),
        "foreign": ([parts[0], copy], "are parts of different batches"),
        "whole": ([parts[0], here.book], "is no part of a batch"),
        "itself": ([parts[0], whole], "is named as a part as well"),
        "other course": ([parts[0], copy], "are parts of different batches"),
    }[kind]
    done = here("merge", "--gradebook", whole, *given)
    assert (done.exit_code, done.stderr.count("\n"), whole.exists()) == (2, 1, False), done.output
    assert says in done.stderr

"""A submission that changes while it is read: what is graded is what was read, and the rest follows."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import select

from grader.gradebook.intake.works import Folder
from grader.gradebook.store.database import reading
from grader.gradebook.store.encoding import unpack_files
from grader.gradebook.store.tables import handin, mark, submission
from grader.model.submission import Submission
from tests.gradebook.commands import Here
from tests.gradebook.conftest import MARKS, files_of, rows_of


def write(here: Here, files: Mapping[str, bytes]) -> None:
    """What the student has in the folder now."""
    for name, content in files.items():
        (here.work / "s0000" / name).write_bytes(content)


def kept(here: Here) -> list[tuple[dict[str, bytes], bool]]:
    """The files of each submission of the student, and whether their digest is the one under which they are graded."""
    statement = (
        select(handin.c.digest, submission.c.files)
        .join(submission, submission.c.digest == handin.c.digest)
        .join(mark, mark.c.handin == handin.c.id)
        .where(handin.c.person == "s0000", mark.c.exercise == "double")
        .order_by(handin.c.id)
    )
    with reading(str(here.book)) as connection:
        rows = connection.execute(statement).all()
    submissions = [(row.digest, unpack_files(row.files)) for row in rows]
    return [(files, Submission(id="", files=files).digest == digest) for digest, files in submissions]


@pytest.mark.parametrize("when", ["after it was read", "between two of its files"])
def test_changed_while_it_is_read(here: Here, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    """The digest is that of the bytes that were graded; the next run grades the new ones, and the marks are theirs."""
    old, new = files_of("none", "old"), files_of("both", "new")
    mixed = {"double.py": old["double.py"], "square.py": new["square.py"]}
    write(here, old)
    read = Folder.read

    def changing(folder: Folder, student: str) -> Submission:
        if folder.path.name != "s0000":
            return read(folder, student)
        work = read(folder, student)
        write(here, new)
        if when == "between two of its files":
            again = read(folder, student)
            work = replace(work, files={**work.files, "square.py": again.files["square.py"]})
        return work

    monkeypatch.setattr(Folder, "read", changing)
    assert here.batch().exit_code == 0
    first = old if when == "after it was read" else mixed
    assert kept(here) == [(first, True)]
    monkeypatch.setattr(Folder, "read", read)
    assert here.batch().stdout.startswith("4 of 4 submissions: 2 exercises graded")
    assert kept(here) == [(first, True), (new, True)]
    before = rows_of(here.book)
    assert here.batch().exit_code == 0
    assert rows_of(here.book) == before
    line = next(line for line in here("book", here.book).stdout.splitlines() if line.startswith("s0000"))
    assert line.split()[1:3] == [f"{points:g}" for points in MARKS["both"]]


def test_gone_before_it_is_read(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody deletes a folder that was listed: that submission is empty, with a note, and the others are graded."""
    read = Folder.read

    def deleting(folder: Folder, student: str) -> Submission:
        if folder.path.name == "s0000":
            for path in folder.path.iterdir():
                path.unlink()
            folder.path.rmdir()
        return read(folder, student)

    monkeypatch.setattr(Folder, "read", deleting)
    done = here.batch()
    assert done.exit_code == 0
    assert done.stdout.startswith("4 of 4 submissions: 8 exercises graded")
    assert "1 submission could not be read as a whole" in done.stdout

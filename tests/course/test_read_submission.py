"""What of a folder is a submission, and what is said of the rest."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.read_submission import MAX_FILE_BYTES, MAX_FILES, MAX_NOTES, read_submission
from grader.errors import UsageError

MIB = 1024 * 1024


@pytest.fixture(autouse=True)
def elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No stubs lie in the working directory."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))


def texts(folder: Path) -> list[str]:
    """What is said of a folder."""
    return [note.text for note in read_submission(folder).notes]


@pytest.mark.parametrize(("size", "is_read"), [(0, True), (MIB, True), (MIB + 1, False), (3 * MIB, False)])
def test_a_file_is_read_up_to_one_mebibyte(tmp_path: Path, size: int, *, is_read: bool) -> None:
    """All of it or nothing: half a file is not what was handed in."""
    assert MAX_FILE_BYTES == MIB
    (tmp_path / "b.py").write_bytes(b"#" * size)
    (tmp_path / "a.py").write_bytes(b"")
    submission = read_submission(tmp_path)
    assert submission.files == ({"a.py": b"", "b.py": b"#" * size} if is_read else {"a.py": b""})
    assert [(note.code, note.text) for note in submission.notes] == (
        [] if is_read else [("submission.not_read", "b.py was not read: it is larger than 1 MiB.")]
    )


def link(path: Path) -> None:
    """A link to a file that could be read."""
    path.with_name("target").write_bytes(b"")
    path.symlink_to("target")


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (link, "it is a link"),
        (lambda path: path.symlink_to("nowhere"), "it is a link"),
        (Path.mkdir, "it is a folder"),
        (os.mkfifo, "it is no ordinary file"),
    ],
    ids=["link", "link to nothing", "folder", "pipe"],
)
def test_what_is_no_file_is_named_and_not_read(tmp_path: Path, make: Callable[[Path], None], why: str) -> None:
    """No link is followed, and nobody waits for a pipe; the descriptor is given back."""
    make(tmp_path / "x.py")
    before = sorted(Path("/proc/self/fd").iterdir())
    assert read_submission(tmp_path).files == {}
    assert texts(tmp_path)[0] == f"x.py was not read: {why}."
    assert sorted(Path("/proc/self/fd").iterdir()) == before


@pytest.mark.parametrize(
    ("count", "last"),
    [
        (MAX_NOTES, f"{MAX_NOTES - 1}.py was not read: it is a folder."),
        (MAX_NOTES + 1, "1 more file could not be read: 5.py."),
        (MAX_NOTES + 2, "2 more files could not be read: 5.py, 6.py."),
    ],
)
def test_of_many_unread_files_a_few_are_named(tmp_path: Path, count: int, last: str) -> None:
    """And the others are counted."""
    (tmp_path / "x.py").write_bytes(b"")
    for number in range(count):
        (tmp_path / f"{number}.py").mkdir()
    said = texts(tmp_path)
    assert said[:MAX_NOTES] == [f"{number}.py was not read: it is a folder." for number in range(MAX_NOTES)]
    assert said[-1] == last
    assert len(said) == min(count, MAX_NOTES + 1)


@pytest.mark.parametrize("more", [0, 1])
def test_of_very_many_files_those_of_the_exercises_are_read(tmp_path: Path, more: int) -> None:
    """Whatever they are called; how many were left out is told."""
    for number in range(MAX_FILES + more - 1):
        (tmp_path / f"a{number:03}.py").write_bytes(b"")
    (tmp_path / "xor.py").write_bytes(b"")
    submission = read_submission(tmp_path, first=["xor"])
    assert list(submission.files) == [f"a{number:03}.py" for number in range(MAX_FILES - 1)] + ["xor.py"]
    assert texts(tmp_path) == (["Of 201 files with code 200 were read, those of the exercises first."] if more else [])


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("xor.ipynb", ["xor.ipynb was not read: it is empty."]),
        ("xor.py.txt", ["`xor.py.txt` is not read: rename it to xor.py."]),
        ("xor.pyw", ["`xor.pyw` is not read: rename it to xor.py."]),
        ("xor.PY", ["`xor.PY` is not read: rename it to xor.py."]),
        ("xor.Ipynb", ["xor.Ipynb was not read: it is empty."]),
        ("here.ipynb", []),
        (".xor.ipynb", []),
        (".ipynb", []),
        ("xor.txt", []),
    ],
)
def test_python_under_another_name_is_told(tmp_path: Path, name: str, says: list[str]) -> None:
    """With what to do; not beside a file that is read in its place, and not of hidden ones."""
    (tmp_path / "here.py").write_bytes(b"")
    (tmp_path / name).write_bytes(b"")
    assert texts(tmp_path) == says


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ([], "grade the folder that holds your work."),
        (["work/b.py", "work/a.py"], "there is a.py in `work/`: grade that folder."),
        (["work/notes.txt", "x/a.py"], "there is a.py in `x/`: grade that folder."),
        (["assets/plot.py", "work/xor.py"], "there is xor.py in `work/`: grade that folder."),
        (["student_template/xor.py", "mine/xor.py"], "there is xor.py in `mine/`: grade that folder."),
        (["student_template/xor.py", "assets/plot.py"], "copy the stubs of `student_template/` into it to begin."),
        (["exercises/xor.py"], "there is xor.py in `exercises/`: grade that folder."),
        (["assets/plot.py", "work/xor.ipynb"], "there is xor.ipynb in `work/`: grade that folder."),
        ([".venv/a.py", "__pycache__/a.py"], "grade the folder that holds your work."),
        (
            ["student_template/x.txt"],
            "copy the stubs of `student_template/` into it to begin.",
        ),
    ],
)
def test_an_empty_folder_is_told_where_the_work_may_be(tmp_path: Path, inside: list[str], says: str) -> None:
    """In a folder inside that is no tool's, above all one with an exercise's file, or still among the stubs."""
    for path in inside:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(b"")
    submission = read_submission(tmp_path, first=["xor"])
    assert [(note.code, note.text) for note in submission.notes] == [
        ("submission.empty", f"There is no Python file or notebook in this folder; {says}")
    ]


def test_a_linked_folder_inside_is_not_looked_into(tmp_path: Path) -> None:
    """It may lead anywhere."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.py").write_bytes(b"")
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "link").symlink_to(tmp_path / "elsewhere")
    assert texts(tmp_path / "work") == [
        "There is no Python file or notebook in this folder; grade the folder that holds your work."
    ]


def test_whose_it_is(tmp_path: Path) -> None:
    """The folder's name, unless another is given."""
    (tmp_path / "alice").mkdir()
    assert read_submission(tmp_path / "alice").id == "alice"
    assert read_submission(tmp_path / "alice", "bob").id == "bob"
    assert read_submission(Path("/")).id == "submission"


@pytest.mark.parametrize(
    ("name", "says"), [("nowhere", "there is no folder .*nowhere"), ("file", "file is a file; name")]
)
def test_what_is_no_folder_is_told(tmp_path: Path, name: str, says: str) -> None:
    """It may be misspelled, or be the file itself."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match=says):
        read_submission(tmp_path / name)


def test_the_checks_that_students_got_are_none_of_their_files(tmp_path: Path) -> None:
    """Of a release; a folder of that name elsewhere is like any other."""
    (tmp_path / "checks").mkdir()
    for name in ("notes.py", "checks/mean.py"):
        (tmp_path / name).write_text("", encoding="utf-8")

    def said() -> list[str]:
        return [note.text for note in read_submission(tmp_path, first=["mean"]).notes]

    assert said() == ["`checks/mean.py` is not read: put it beside your other files."]
    (tmp_path / "checks" / "bundle.json").write_text("{}", encoding="utf-8")
    assert said() == []

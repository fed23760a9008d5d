"""A release replaces an earlier one, and nothing else."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from grader.course.release.build import digests
from grader.course.release.bundle import FILE
from grader.course.release.write import write, zipped
from grader.errors import UsageError

STUB = "def f(x):\n    raise NotImplementedError\n"


def release(stub: str = STUB) -> dict[str, bytes]:
    """The files of a small release."""
    return bundled({"README.md": "# Course é\n".encode(), "a.py": stub.encode()})


def bundled(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files, with the one that tells their hashes."""
    return {**files, FILE: json.dumps({"schema": "grade-bundle/1", "files": digests(files)}).encode()}


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("before", ["nothing", "an empty folder", "the same", "an earlier release"])
def test_a_release_is_written(tmp_path: Path, before: str) -> None:
    """Into a new folder, an empty one, or over an earlier one, of which nothing stays."""
    folder = tmp_path / "deep" / "dist"
    if before == "an empty folder":
        folder.mkdir(parents=True)
    elif before != "nothing":
        write(release() if before == "the same" else release("old"), folder)
    write(release(), folder)
    assert contents(folder) == release()


def test_a_file_that_the_course_no_longer_has_goes(tmp_path: Path) -> None:
    """Students must not be asked for it."""
    write(bundled({"README.md": b"", "gone.py": STUB.encode()}), tmp_path / "dist")
    write(release(), tmp_path / "dist")
    assert not (tmp_path / "dist" / "gone.py").exists()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("dist/notes.txt", "is not empty and no earlier release"),
        ("dist/checks/bundle.json", "is not empty and no earlier release"),
        ("dist", "is a file"),
    ],
)
def test_what_is_no_earlier_release_is_not_touched(tmp_path: Path, path: str, says: str) -> None:
    """It is somebody's."""
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("{}", "utf-8")
    with pytest.raises(UsageError, match=says):
        write(release(), tmp_path / "dist", as_zip=True)
    assert (tmp_path / path).read_text("utf-8") == "{}"
    assert not (tmp_path / "dist.zip").exists()


@pytest.mark.parametrize("path", ["a.py", "new.py", "checks/new.py"])
def test_work_in_an_earlier_release_is_not_lost(tmp_path: Path, path: str) -> None:
    """Somebody may have begun in the folder itself."""
    folder = tmp_path / "dist"
    write(release(), folder)
    (folder / path).write_text("def f(x): return x\n", "utf-8")
    with pytest.raises(UsageError, match=f"somebody has worked on {path}"):
        write(release("new"), folder)
    assert (folder / path).read_text("utf-8") == "def f(x): return x\n"


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        (["hints.json"], "hints.json"),
        (["hints.json", "z.py"], "z.py and 1 other file"),
        (["a.py", "hints.json", "z.py"], "a.py and 2 other files"),
    ],
    ids=["hints alone", "hints and work", "more work"],
)
def test_work_is_named_before_hints_with_a_way_to_keep_it(tmp_path: Path, changed: list[str], named: str) -> None:
    """`hints.json` was written by the grader: it is not what somebody would miss first."""
    folder = tmp_path / "dist"
    write(release(), folder)
    for name in changed:
        (folder / name).write_text("{}", "utf-8")
    says = f"somebody has worked on {named}; name a new folder, or say `--update`, which leaves the work"
    with pytest.raises(UsageError, match=f"{re.escape(says)}$"):
        write(release("new"), folder)


def test_a_zip_of_somebody_else_s_is_not_touched(tmp_path: Path) -> None:
    """And then no folder is written either."""
    (tmp_path / "dist.zip").write_bytes(b"mine")
    with pytest.raises(UsageError, match=r"dist.zip is no earlier release"):
        write(release(), tmp_path / "dist", as_zip=True)
    assert not (tmp_path / "dist").exists()


def test_the_zip_holds_what_the_folder_holds(tmp_path: Path) -> None:
    """In one folder, in order, without dates; an earlier zip is replaced."""
    write(release("old"), tmp_path / "dist", as_zip=True)
    write(release(), tmp_path / "dist", as_zip=True)
    with zipfile.ZipFile(tmp_path / "dist.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(f"dist/{path}" for path in release())
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {name: archive.read(f"dist/{name}") for name in release()} == contents(tmp_path / "dist")


def test_the_zip_is_the_same_whatever_the_order_of_the_files() -> None:
    """Byte by byte."""
    files = release()
    assert zipped(files, "dist") == zipped(dict(reversed(files.items())), "dist")
    assert zipfile.ZipFile(io.BytesIO(zipped(files, "dist"))).infolist()[0].external_attr >> 16 == 0o644


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """In one line, which names it."""
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UsageError, match=f"^{re.escape(str(tmp_path / 'file' / 'dist'))} cannot be written: [A-Z]"):
        write(release(), tmp_path / "file" / "dist")


def test_a_file_that_cannot_be_written_is_the_one_that_is_named(tmp_path: Path) -> None:
    """And not the folder that it was to lie in."""
    name = "a" * 300
    with pytest.raises(UsageError, match=f"{name}.py cannot be written: File name too long"):
        write({**release(), f"{name}.py": STUB.encode()}, tmp_path / "dist")

"""A release that comes into a folder with work in it renews what is the grader's, and leaves what is the student's."""

import json
from pathlib import Path

import pytest

from grader.course.release.build import digests
from grader.course.release.bundle import FILE
from grader.course.release.update import Kept, update
from grader.course.release.write import write
from grader.errors import UsageError

STUB = b"def f(x):\n    raise NotImplementedError\n"
NEW = STUB + b"\n\ndef g(x):\n    raise NotImplementedError\n"
WORK = b"def f(x):\n    return x\n"


def release(**files: bytes) -> dict[str, bytes]:
    """The files of a release; `__` in a name stands for a folder, and every name has an ending added."""
    named = {f"{name.replace('__', '/')}.py": content for name, content in files.items()}
    return {**named, FILE: json.dumps({"schema": "grade-bundle/1", "files": digests(named)}).encode()}


@pytest.mark.parametrize(
    ("before", "work", "after", "content", "told"),
    [
        ({"a": STUB}, None, {"a": STUB}, STUB, {}),
        ({"a": STUB}, None, {"a": NEW}, NEW, {"renewed": ("a.py", FILE)}),
        ({}, None, {"a": STUB}, STUB, {"added": ("a.py",), "renewed": (FILE,)}),
        ({"a": STUB}, None, {}, None, {"removed": ("a.py",), "renewed": (FILE,)}),
        ({"a": STUB}, WORK, {"a": STUB}, WORK, {}),
        ({"a": STUB}, WORK, {"a": NEW}, WORK, {"renewed": (FILE,), "kept": (Kept("a.py", ("g",)),)}),
        ({"a": STUB}, b"def f(", {"a": NEW}, b"def f(", {"renewed": (FILE,), "kept": (Kept("a.py", ("f", "g")),)}),
        ({"a": STUB}, NEW, {"a": NEW}, NEW, {"renewed": (FILE,), "kept": (Kept("a.py", ()),)}),
        ({"a": STUB}, WORK, {}, WORK, {"renewed": (FILE,)}),
        ({}, WORK, {"a": STUB}, WORK, {"renewed": (FILE,), "kept": (Kept("a.py", ()),)}),
    ],
)
def test_what_becomes_of_a_file(
    tmp_path: Path,
    before: dict[str, bytes],
    work: bytes | None,
    after: dict[str, bytes],
    content: bytes | None,
    told: dict[str, object],
) -> None:
    """A file is renewed as long as nobody has changed it; what is new, or gone, or kept, is told."""
    folder, path = tmp_path / "got", tmp_path / "got" / "a.py"
    write(release(**before), folder)
    if work is not None:
        path.write_bytes(work)
    done = update(release(**after), folder)
    nothing: dict[str, object] = {"added": (), "renewed": (), "removed": (), "kept": ()}
    assert done._asdict() == {**nothing, **told}
    assert (path.read_bytes() if path.exists() else None) == content
    assert (folder / FILE).read_bytes() == release(**after)[FILE]
    assert not [left for left in folder.rglob(".*") if left.is_file()]  # nothing that was written on the way


def test_checks_are_the_grader_s_whoever_has_changed_them(tmp_path: Path) -> None:
    """A student who has tried something in them gets them anew, and does not keep those of an exercise that is gone."""
    write(release(checks__a=b"x = 1", checks__b=b"y = 1"), tmp_path / "got")
    for name in "ab":
        (tmp_path / "got" / "checks" / f"{name}.py").write_bytes(b"changed")
    done = update(release(checks__a=b"x = 1"), tmp_path / "got")
    assert (done.renewed, done.removed, done.kept) == (("checks/a.py", FILE), ("checks/b.py",), ())
    assert (tmp_path / "got" / "checks" / "a.py").read_bytes() == b"x = 1"
    assert not (tmp_path / "got" / "checks" / "b.py").exists()


def test_a_student_s_other_files_are_not_touched(tmp_path: Path) -> None:
    """Nor counted."""
    write(release(a=STUB), tmp_path / "got")
    (tmp_path / "got" / "notes.txt").write_text("mine", "utf-8")
    assert update(release(a=STUB), tmp_path / "got") == ((), (), (), ())
    assert (tmp_path / "got" / "notes.txt").read_text("utf-8") == "mine"


def test_a_folder_without_a_release_is_not_updated(tmp_path: Path) -> None:
    """It is somebody's, or new."""
    (tmp_path / "a.py").write_bytes(WORK)
    with pytest.raises(UsageError, match="holds no earlier release to update"):
        update(release(a=STUB), tmp_path)
    assert (tmp_path / "a.py").read_bytes() == WORK

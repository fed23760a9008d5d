"""`grade similar` on what a class has handed in."""

from pathlib import Path

import pytest

from tests.conftest import ROOT, Grade
from tests.gradebook.intake.handed import put
from tests.gradebook.similar.classes import disguised, written

STUB = (ROOT / "student_template" / "xor.py").read_bytes()


@pytest.fixture
def class_folder(tmp_path: Path) -> Path:
    """Six students; eve has copied from ada, fay has handed in the stub, and nobody's first attempt counts."""
    texts = {"ada": written(1), "bob": written(2), "cyd": written(3), "eve": disguised(written(1)), "fay": ""}
    files = {f"{name}/xor.py": STUB + b"\n" + text.encode() for name, text in texts.items()}
    files |= {"gil/1/xor.py": STUB + written(2).encode(), "gil/2/xor.py": STUB, "gus/xor.py": STUB}
    files |= {"ada/notes.py": written(9).encode(), "bob/notes.py": written(9).encode()}
    return put(tmp_path / "class", files)


def test_a_copy_is_told_as_a_pair_to_look_at(grade: Grade, class_folder: Path) -> None:
    """Only files of the course's exercises are compared, without their stubs; it is said that this is no verdict."""
    done = grade("similar", class_folder)
    assert done.returncode == 0
    assert done.stdout.startswith("For a human to look at, not a verdict")
    told = [line for line in done.stdout.splitlines() if line.startswith(("xor:", "notes:"))]
    assert told == ["xor: ada and eve"]
    assert "100% of what ada wrote is in eve's, 100% the other way round" in done.stdout


def test_side_by_side_shows_the_stretches(grade: Grade, class_folder: Path) -> None:
    """With the numbers of their lines, in the width of the terminal, and without what could steer it."""
    eve = class_folder / "eve" / "xor.py"
    eve.write_bytes(eve.read_bytes().replace(b"# step", b"# \x1b[2J"))
    done = grade("similar", class_folder, "--side-by-side")
    assert "def task_0(first, second):" in done.stdout
    assert "| " in done.stdout
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines()[3:])) <= 100


def test_without_a_course_every_file_is_compared(grade: Grade, class_folder: Path) -> None:
    """And that stubs count is said."""
    done = grade("similar", class_folder, cwd=class_folder)
    assert "notes: ada and bob" in done.stdout
    assert "xor: fay and gus" in done.stdout
    assert "No course was found" in done.stderr


@pytest.mark.parametrize(
    ("options", "count"),
    [((), 1), (("--exercise", "xor"), 1), (("-e", "hessian"), 0), (("--pairs", "1"), 1), (("--least", "100"), 1)],
)
def test_options_narrow_it_down(grade: Grade, class_folder: Path, options: tuple[str, ...], count: int) -> None:
    """To one exercise, to pairs that share more, to so many."""
    done = grade("similar", class_folder, "--course", ROOT, *options)
    assert done.returncode == 0
    assert done.stdout.count(" and eve") == count
    assert ("No two submissions are that much alike." in done.stdout) == (count == 0)


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("none",), "none does not exist; what can be graded is"),
        ((".", "-e", "xxor"), "there is no exercise 'xxor' (did you mean 'xor'?)"),
        ((".", "--course", "tests"), "tests holds no course with stubs"),
    ],
)
def test_what_cannot_be_used_is_told(grade: Grade, arguments: tuple[str, ...], fault: str) -> None:
    """With exit code 2."""
    done = grade("similar", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert fault in done.stderr


def test_members_of_a_group_are_no_pair(grade: Grade, tmp_path: Path) -> None:
    """Their work is compared once, under both names."""
    entry = "submission_{}:\n  :submitters:\n  - :name: {}\n    :sid: {}\n  - :name: {}\n    :sid: {}\n"
    metadata = entry.format(1, "A", "a1", "B", "b1") + entry.format(2, "C", "c1", "D", "d1")
    files = {f"submission_{number}/xor.py": written(1).encode() for number in (1, 2)}
    put(tmp_path / "export", {"submission_metadata.yml": metadata.encode(), **files})
    done = grade("similar", tmp_path / "export")
    assert [line for line in done.stdout.splitlines() if line.startswith("xor:")] == ["xor: a1 + b1 and c1 + d1"]

"""Which files of a folder are a submission: those at its top, and the packages that they import."""

from pathlib import Path

import pytest

from grader.course import read_submission as reading
from grader.course.read_submission import read_submission


def made(folder: Path, files: dict[str, str]) -> Path:
    """A folder with these files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


FLAT = {"xor.py": "import helper, numpy\n", "helper.py": "x = 1\n"}
ASIDE = {
    "old/xor.py": "1", "env/lib/a.py": "1", "numpy/__init__.py": "1", "tests/test_xor.py": "import xor",
    "week 1/xor.py": "1",
}  # fmt: skip
CHAIN = {
    "xor.py": "def f():\n    from lib.parts import x\n",
    "lib/parts.py": "import between\n",
    "lib/deep/er/__init__.py": "",
    "lib/data.csv": "1,2",
    "lib/__pycache__/a.py": "",
    "lib/.hidden/a.py": "",
    "between/__init__.py": "import lib\n",
    "old/xor.py": "",
}


def test_what_nobody_imports_is_no_part_of_the_work(tmp_path: Path) -> None:
    """A copy, an environment, tests: the digest is that of the files alone, as it always was."""
    flat = read_submission(made(tmp_path / "flat", FLAT), "ada")
    more = read_submission(made(tmp_path / "more", {**FLAT, **ASIDE}), "ada")
    assert flat == more
    assert flat.digest == more.digest == "sha256:ed066b51d31eabd448a69c434940fc511c600ce7696e2905bdb56e93bbda9fec"


def test_packages_are_read_as_far_as_imports_lead(tmp_path: Path) -> None:
    """With all that is in them; each change of them is another digest."""
    submission = read_submission(made(tmp_path / "a", CHAIN), "ada")
    assert list(submission.files) == ["between/__init__.py", "lib/deep/er/__init__.py", "lib/parts.py", "xor.py"]
    assert submission.notes == ()
    other = read_submission(made(tmp_path / "b", {**CHAIN, "between/__init__.py": "import lib  # mine\n"}), "ada")
    assert submission.digest != other.digest


def test_no_link_is_followed_into_a_package(tmp_path: Path) -> None:
    """Neither one to a folder nor one to a file, which is named."""
    outside = made(tmp_path / "outside", {"secret.py": "x = 1"})
    work = made(tmp_path / "work", {"xor.py": "import lib, other\n", "lib/__init__.py": ""})
    (work / "other").symlink_to(outside)
    (work / "lib" / "inner").symlink_to(outside)
    (work / "lib" / "a.py").symlink_to(outside / "secret.py")
    submission = read_submission(work)
    assert list(submission.files) == ["lib/__init__.py", "xor.py"]
    assert [note.text for note in submission.notes] == ["lib/a.py was not read: it is a link."]


def test_the_limits_are_those_of_all_files_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files at the top come first."""
    monkeypatch.setattr(reading, "MAX_FILES", 3)
    files = {"xor.py": "import lib", "a.py": "", **{f"lib/m{number}.py": "" for number in range(5)}}
    submission = read_submission(made(tmp_path, files), first=["xor"])
    assert list(submission.files) == ["a.py", "lib/m0.py", "xor.py"]
    assert [note.text for note in submission.notes] == [
        "Of 7 files with code 3 were read, those of the exercises first."
    ]


def test_a_file_of_a_package_has_the_limit_of_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named with its folder."""
    monkeypatch.setattr(reading, "MAX_FILE_BYTES", 20)
    submission = read_submission(made(tmp_path, {"xor.py": "import lib", "lib/__init__.py": "#" * 50}))
    assert [note.text for note in submission.notes] == ["lib/__init__.py was not read: it is larger than 0 MiB."]

"""What authors are told: of each fault one place, one sentence, and nothing where nothing is wrong."""

import shutil
from pathlib import Path

import pytest

from tests.cases.case import INPUTS
from tests.conftest import Grade

COMMANDS = (
    ("stubs",),
    ("stubs", "--check"),
    ("check",),
    ("list",),
    ("show", "definite"),
    ("run", "work"),
    ("batch", "submissions", "--gradebook", "book.db"),
    ("release", "released"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("folder", ["course", "."])
def test_a_fault_of_a_spec_has_one_place(grade: Grade, tmp_path: Path, command: tuple[str, ...], folder: str) -> None:
    """The same file, line, fault and cure by every command, from wherever it is called."""
    shutil.copytree(INPUTS / "author_stubs_line" / "course", tmp_path / "course")
    (tmp_path / "work").mkdir()
    (tmp_path / "submissions" / "ada").mkdir(parents=True)
    (tmp_path / "submissions" / "ada" / "definite.py").write_text("def definite(A): return True\n", encoding="utf-8")
    place = tmp_path if folder == "course" else tmp_path / "course"
    above = [str(tmp_path / word) if word in {"work", "submissions", "released"} else word for word in command]
    done = grade(*above, "--course", folder, cwd=place)
    said = done.stdout + done.stderr
    assert "exercises/definite.py:13: " in said
    assert "field `function` of FunctionItem: there is no such field. The fields are cases, dimensions," in said
    assert done.returncode == 3

"""One file for each folder of work, and not more than so many; whether all is known is guessed from it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.report_cache import kept as kept_module
from grader.course.report_cache.guess import is_probably_known, probably_needs_sympy
from grader.course.report_cache.kept import load, save
from tests.course.report_cache.conftest import Again


def test_what_is_kept_is_bounded(
    work: Path, again: Again, own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folders that were not graded for the longest are forgotten."""
    monkeypatch.setattr(kept_module, "_MOST_FOLDERS", 3)
    again(("linear_predictor",))
    kept = load(work)
    assert kept is not None
    folders = [tmp_path / str(number) for number in range(5)]
    for number, folder in enumerate(folders):
        save(folder, kept)
        for path in (own_cache / "reports").iterdir():
            os.utime(path, (number, number)) if path.stat().st_mtime > 1000 else None
    assert [load(folder) is not None for folder in folders] == [False, False, True, True, True]
    assert (load(work), len(list((own_cache / "reports").iterdir()))) == (None, 3)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a save": lambda work: os.utime(work / "xor.py", (2e9, 2e9)),
    "a new file": lambda work: os.utime(work, (2e9, 2e9)),
    "nothing kept": lambda work: work.rename(work.with_name("elsewhere")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whether_all_is_known_is_guessed(work: Path, again: Again, name: str) -> None:
    """By what is kept, and by whether a file is younger."""
    assert not is_probably_known([str(work)], ["xor"])
    again(("xor",))
    assert is_probably_known([str(work)], [])
    assert is_probably_known([str(work), "xor"], ["xor"])
    assert not is_probably_known([str(work), "hessian"], ["xor"])
    CHANGES[name](work)
    assert not is_probably_known([str(work)], ["xor"])
    (work if work.exists() else work.with_name("elsewhere")).joinpath("gone.py").symlink_to("nowhere")
    assert not is_probably_known([str(work)], ["xor"])


@pytest.mark.parametrize(
    ("words", "exercises", "expected"),
    [
        ([], [], True),
        (["numbers"], [], False),
        ([], ["numbers"], False),
        (["numbers", "expressions"], [], True),
        (["book"], [], True),
        (["unknown"], [], False),
    ],
)
def test_whether_sympy_is_needed_is_guessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], exercises: list[str], *, expected: bool
) -> None:
    """From the files that are graded, notebooks too, and no other ones."""
    (tmp_path / "numbers.py").write_text("import numpy as np\n", encoding="utf-8")
    (tmp_path / "expressions.py").write_text("from sympy import *\n", encoding="utf-8")
    (tmp_path / "book.ipynb").write_text('{"source": ["import mpmath"]}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert probably_needs_sympy(words, exercises) == expected
    elsewhere = [str(tmp_path), *words]
    monkeypatch.chdir("/")
    assert probably_needs_sympy(elsewhere, exercises) == expected


def test_a_folder_that_is_not_there_may_need_sympy(tmp_path: Path) -> None:
    """Nothing is known of it."""
    (tmp_path / "file").touch()
    assert probably_needs_sympy([str(tmp_path / "file")], [])

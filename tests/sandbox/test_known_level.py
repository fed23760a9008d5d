"""The level that held is remembered until something changes that it depends on, and never believed beyond that."""

import os
from pathlib import Path

import pytest

from grader.sandbox.levels import known_level
from grader.sandbox.levels.known_level import recall, remember
from grader.sandbox.levels.sandbox import Sandbox


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_it_is_recalled() -> None:
    """Nothing at first, then what was remembered last."""
    assert recall() is None
    remember("confined")
    assert recall() == "confined"
    remember("isolated")
    assert recall() == "isolated"


def test_the_folder_is_closed_to_others(cache: Path) -> None:
    """Nobody else may say what holds here, and nothing but the one file is left."""
    remember("confined")
    assert (cache / "grader").stat().st_mode & 0o077 == 0
    assert [path.name for path in (cache / "grader").iterdir()] == ["sandbox-level"]


@pytest.mark.parametrize("content", ["", "confined", "x confined", "a b c", "\xff\xfe"])
def test_a_file_that_is_damaged_is_not_believed(content: str, cache: Path) -> None:
    """It is as if there were none."""
    remember("isolated")
    (cache / "grader" / "sandbox-level").write_text(content, encoding="latin-1")
    assert recall() is None


@pytest.mark.parametrize("change", ["executable", "package", "tool"])
def test_a_change_makes_it_forgotten(change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another interpreter, another version of a package, another bubblewrap: the level is tried anew."""
    folder = tmp_path / "installed"
    (folder / "numpy").mkdir(parents=True)
    monkeypatch.setattr(known_level, "libraries", lambda: [str(folder)])
    monkeypatch.setenv("PATH", str(folder))
    remember("isolated")
    assert recall() == "isolated"
    if change == "executable":
        monkeypatch.setattr("sys.executable", "/usr/bin/python-other")
    elif change == "package":
        os.utime(folder / "numpy", (1, 1))
    else:
        (folder / "bwrap").touch()
    assert recall() is None


def test_compiled_files_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They come to be whenever a file is first imported; the file itself does matter."""
    package = tmp_path / "package"
    (package / "__pycache__").mkdir(parents=True)
    monkeypatch.setattr(known_level, "SANDBOX", str(package))
    remember("confined")
    (package / "__pycache__" / "new.cpython-311.pyc").touch()
    assert recall() == "confined"
    (package / "new.py").touch()
    assert recall() is None


def test_where_nothing_can_be_written_it_is_tried_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Silently: it only takes longer."""
    for folder in ("/dev/null", "/proc/nothing"):
        monkeypatch.setenv("XDG_CACHE_HOME", folder)
        remember("confined")
        assert recall() is None


def test_a_user_without_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be kept in the working folder could have been put there by a student."""
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr("os.path.expanduser", lambda path: path)  # as Python does where there is no home
    monkeypatch.chdir(tmp_path)
    remember("isolated")
    assert recall() is None
    assert list(tmp_path.iterdir()) == []


def test_a_level_that_no_longer_comes_up_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever was true before: what fails now is told, and the next level is tried."""
    remember("isolated")
    monkeypatch.setattr("grader.sandbox.levels.confined.wrapper", lambda: ["/bin/false"])
    monkeypatch.setattr("grader.sandbox.levels.known_level._fingerprint", lambda: "same")
    (tmp_path / "grader" / "sandbox-level").write_text("same isolated", encoding="ascii")
    sandbox = Sandbox()
    assert sandbox.level in {"confined", "limited"}
    assert sandbox.refused[0].level == "isolated"
    assert "the zygote has ended" in sandbox.refused[0].reasons[0]
    sandbox.close()

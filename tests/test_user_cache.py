"""The user's cache: whole files that nobody else reads, and nothing that could harm who reads them."""

import os
from pathlib import Path

import pytest

from grader import user_cache
from grader.digest import digest_of
from grader.user_cache import cache_path, installation, read_whole, write_whole


def test_it_is_where_the_system_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Or in the home; nowhere for a user without one, whose working folder may be a student's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_path("a", "b") == str(tmp_path / "grader" / "a" / "b")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_path("a") is None


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """By nobody else, and no other file is left."""
    path = tmp_path / "deep" / "file"
    write_whole(str(path), b"old")
    write_whole(str(path), b"new")
    assert read_whole(str(path)) == b"new"
    assert [found.name for found in path.parent.iterdir()] == ["file"]
    assert (path.stat().st_mode | path.parent.stat().st_mode) & 0o077 == 0


def test_what_was_not_written_here_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, a pipe that nobody writes into, a file that is too large, none at all."""
    monkeypatch.setattr(user_cache, "_MOST_BYTES", 3)
    (tmp_path / "large").write_bytes(b"1234")
    os.mkfifo(tmp_path / "pipe")
    assert [read_whole(str(tmp_path / name)) for name in ("", "large", "pipe", "none")] == [None] * 4


def test_where_nothing_can_be_written_nothing_happens() -> None:
    """Silently."""
    write_whole("/dev/null/grader/file", b"x")
    assert read_whole("/dev/null/grader/file") is None


def test_a_line_that_moves_is_a_change() -> None:
    """Each part counts with its length."""
    assert digest_of([b"ab", b"c"]) != digest_of([b"a", b"bc"])
    assert digest_of([b"ab", b"c"]) == digest_of([b"ab", b"c"])


def test_the_installation_is_the_grader_and_its_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any file of the package, by name and content, and the version of each library."""
    monkeypatch.setattr(user_cache, "_PACKAGE", str(tmp_path))
    (tmp_path / "deep").mkdir()
    found = set()
    for path, text in (("a.py", "x"), ("a.py", "y"), ("deep/b.py", ""), ("deep/b.py", "x")):
        (tmp_path / path).write_text(text, encoding="utf-8")
        found.add(installation.__wrapped__())
    monkeypatch.setattr("importlib.metadata.version", lambda name: f"another {name}")
    found.add(installation.__wrapped__())
    assert len(found) == 5

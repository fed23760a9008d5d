"""A disk that is full, and one that is read-only."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.running import Class, marks_of, nothing_left, require_sound, require_whole, run, start, words


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() or not mounted("-t", "tmpfs", "-o", "size=1m", "tmpfs", folder):
        pytest.skip("no file system can be mounted here")
    yield folder
    with contextlib.suppress(subprocess.CalledProcessError):
        subprocess.run(["umount", folder], check=True)


def mounted(*words: str | Path) -> bool:
    """Mount, if that is allowed."""
    return subprocess.run(["mount", *words], capture_output=True, check=False).returncode == 0


def fill(disk: Path) -> Path:
    """A file that takes up all that is left."""
    other = disk / "other"
    with contextlib.suppress(OSError), other.open("ab", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    return other


@pytest.mark.slow
def test_a_full_disk(of: Class, disk: Path) -> None:
    """The machine's fault, in one line, from the beginning or later; with room again the same command goes on."""
    gradebook = disk / "book.db"
    other = fill(disk)
    done = run(of.folder, gradebook, of.warm)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (3, "", 1), done.output
    assert "disk" in done.stderr
    other.unlink()
    assert run(of.folder, gradebook, of.warm, "-e", "double").exit_code == 0
    other = fill(disk)
    with nothing_left():
        process = start(words(of.folder, gradebook))
        said, told = process.communicate(timeout=120)
    assert process.returncode == 3, said + told
    assert told.startswith(f"grade: the gradebook {gradebook} failed: database or disk is full; ")
    require_sound(gradebook)
    other.unlink()
    require_whole(of, gradebook)


@pytest.mark.slow
def test_a_disk_that_becomes_full(of: Class, disk: Path) -> None:
    """In the middle: some marks are there, and the same command goes on with the others."""
    gradebook = disk / "book.db"
    assert run(of.folder, gradebook, of.warm, "-e", "double").exit_code == 0
    before = len(marks_of(gradebook))
    with nothing_left():
        process = start(words(of.folder, gradebook))
        while process.poll() is None:
            if len(marks_of(gradebook)) > before:
                other = fill(disk)  # again and again: what SQLite gives back is taken too
            time.sleep(0.02)
        said, told = process.communicate()
    assert (process.returncode, said, told.count("\n")) == (3, "", 1), told
    assert told.startswith(f"grade: the gradebook {gradebook} failed: database or disk is full; ")
    assert told.endswith("the same command goes on\n")
    assert before < len(marks_of(gradebook)) < len(of.rows)
    require_sound(gradebook)
    other.unlink()
    require_whole(of, gradebook)


def test_a_read_only_disk(of: Class, disk: Path) -> None:
    """One line, before anything is graded; the gradebook can be read, and goes on when it can be written to."""
    gradebook = disk / "book.db"
    shutil.copy(of.folder / "book.db", gradebook)
    assert mounted("-o", "remount,ro", disk)
    done = run(of.folder, gradebook, of.warm)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"grade: {gradebook}.lock cannot be written: Read-only file system\n"
    assert marks_of(gradebook) == of.rows
    assert mounted("-o", "remount,rw", disk)
    require_whole(of, gradebook)


def test_a_read_only_gradebook(of: Class, disk: Path) -> None:
    """In a folder that can be written to: the same."""
    gradebook = disk / "book.db"
    shutil.copy(of.folder / "book.db", gradebook)
    assert mounted("--bind", gradebook, gradebook)
    assert mounted("-o", "remount,bind,ro", gradebook)
    done = run(of.folder, gradebook, of.warm)
    assert mounted("-o", "remount,bind,rw", gradebook)
    subprocess.run(["umount", gradebook], check=True)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"grade: the gradebook {gradebook} cannot be used: attempt to write a readonly database\n"
    assert marks_of(gradebook) == of.rows

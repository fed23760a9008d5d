"""Ctrl-C, a second writer, and a clock that goes back."""

import os
import signal
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import func, select

from grader.gradebook.store.database import reading
from grader.gradebook.store.tables import handin
from tests.faults.running import (
    STUDENTS,
    Class,
    marks_of,
    nothing_left,
    require_sound,
    require_whole,
    run,
    start,
    wait_for,
    wait_for_work,
    words,
)

pytestmark = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="students' processes are forked on Linux only")


def interrupt(process: "subprocess.Popen[str]") -> None:
    """What a terminal does at Ctrl-C: the signal goes to the whole group."""
    os.killpg(process.pid, signal.SIGINT)


def test_ctrl_c(of: Class, tmp_path: Path) -> None:
    """What is under way is finished; it says how much is left, and that the same command goes on."""
    gradebook = tmp_path / "book.db"
    with nothing_left():
        process = start(words(of.folder, gradebook))
        wait_for_work(process, gradebook)
        interrupt(process)
        said, told = process.communicate(timeout=60)
    assert process.returncode == 1, said + told
    with reading(str(gradebook)) as connection:
        assert connection.scalar(select(func.count()).select_from(handin)) == STUDENTS
    left = int(said.partition("Stopped with ")[2].split()[0])
    assert 0 < left < STUDENTS
    assert said.startswith(f"{STUDENTS - left} of {STUDENTS} submissions: ")
    assert "the same command goes on from there" in said
    require_sound(gradebook)
    require_whole(of, gradebook)


@pytest.mark.slow
def test_ctrl_c_with_dask(of: Class, tmp_path: Path) -> None:
    """Dask's workers do not die of it: they finish what they were sent, which here is all there is."""
    gradebook = tmp_path / "book.db"
    with nothing_left():
        process = start(words(of.folder, gradebook, "--engine", "dask"))
        wait_for_work(process, gradebook)
        interrupt(process)
        said, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (0, "")
    assert said.startswith(f"{STUDENTS} of {STUDENTS} submissions: ")
    assert marks_of(gradebook) == of.rows


@pytest.mark.slow
def test_ctrl_c_twice(of: Class, tmp_path: Path) -> None:
    """It ends at once, with nothing torn."""
    gradebook = tmp_path / "book.db"
    with nothing_left():
        process = start(words(of.folder, gradebook))
        wait_for_work(process, gradebook)
        interrupt(process)
        wait_for(process, "judge")
        interrupt(process)
        said, told = process.communicate(timeout=60)
    assert process.returncode == 1, said + told
    assert "Traceback" not in told
    require_sound(gradebook)
    require_whole(of, gradebook)


@pytest.mark.slow
def test_a_second_batch_at_once(of: Class, tmp_path: Path) -> None:
    """It is refused in one line, and the first one goes on; so is one by another name of the same file."""
    gradebook, link = tmp_path / "book.db", tmp_path / "link.db"
    link.symlink_to(gradebook)
    process = start(words(of.folder, gradebook))
    wait_for(process, "worker")
    refused = run(of.folder, link, of.warm)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert f"is being written to by process {process.pid} on " in refused.stderr
    assert refused.stderr.count("\n") == 1
    process.communicate(timeout=60)
    assert process.returncode == 0
    require_whole(of, gradebook)

"""`grade batch` as a process of its own, on a class that takes its time, and what must be true after any fault."""

import contextlib
import ctypes
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import pytest
from click.testing import CliRunner, Result

from grader.cli import grade
from tests.conftest import ROOT
from tests.gradebook.commands import Warm
from tests.gradebook.conftest import NAMES, rows_of, write_class, write_course

STUDENTS = 20
SLOW = """
import time

_at_once = {name}


def {name}(x):
    time.sleep({seconds})
    return _at_once(x)
"""
LEVEL = "confined"
"""A level that is left open is found by trying, and what is killed meanwhile does not hold: marks say the level."""
PR_SET_CHILD_SUBREAPER = 36
GONE_SECONDS = 5.0
Row = tuple[Any, ...]


class Class(NamedTuple):
    """A folder with a course and a class, and what a gradebook says that was made without a fault."""

    folder: Path
    rows: list[Row]
    warm: Warm


def slow_class(folder: Path) -> Path:
    """A class that takes seconds to grade, nearly all of which are spent asleep."""
    write_course(folder / "course")
    write_class(folder / "class", STUDENTS)
    for number, student in enumerate(sorted((folder / "class").iterdir())):
        for name in NAMES:
            with (student / f"{name}.py").open("a", encoding="utf-8") as file:
                file.write(SLOW.format(name=name, seconds=0.001 + number * 1e-6))  # the same code would be run once
    return folder


def undisturbed(folder: Path, warm: Warm) -> Class:
    """The class, graded once without a fault."""
    slow_class(folder)
    done = run(folder, folder / "book.db", warm)
    assert done.exit_code == 0, done.output
    return Class(folder, marks_of(folder / "book.db"), warm)


def words(of: Path, gradebook: Path | str, *options: str) -> list[str]:
    """What is typed to grade the class in a folder."""
    where = [str(of / "class"), "--course", str(of / "course"), "--gradebook", str(gradebook)]
    return ["batch", *where, "--workers", "1", "--sandbox", LEVEL, *options]


def start(arguments: list[str]) -> "subprocess.Popen[str]":
    """A process in a session of its own, as a terminal would give it."""
    command = [sys.executable, "-m", "grader", *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def run(of: Path, gradebook: Path | str, warm: Warm, *options: str) -> Result:
    """The same to its end, in this process, by a worker that stays from one run to the next."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grader.gradebook.engines.start.start_engine", warm.start_engine)
        return CliRunner().invoke(grade, words(of, gradebook, *options))


def marks_of(gradebook: Path | str) -> list[Row]:
    """What a gradebook says, without faults of the machine: they are written down, and differ from run to run."""
    return [row for row in rows_of(gradebook) if row[0] != "fault"]


def require_sound(gradebook: Path) -> None:
    """SQLite finds nothing torn."""
    with contextlib.closing(sqlite3.connect(gradebook)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


def require_whole(of: Class, gradebook: Path) -> None:
    """The same command continues, and the gradebook is that of a run without a fault."""
    done = run(of.folder, gradebook, of.warm)
    assert done.exit_code == 0, done.output
    assert f"{STUDENTS} of {STUDENTS} submissions" in done.stdout
    require_sound(gradebook)
    assert marks_of(gradebook) == of.rows


@contextlib.contextmanager
def nothing_left() -> Iterator[None]:
    """What is started meanwhile has ended afterwards: orphans become children of this process, and are seen."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    me = psutil.Process()
    before = set(me.children(recursive=True))
    yield
    _, alive = psutil.wait_procs(set(me.children(recursive=True)) - before, timeout=GONE_SECONDS)
    assert [(process.pid, process.cmdline()) for process in alive] == []


def below(process: "subprocess.Popen[str]") -> dict[str, list[psutil.Process]]:
    """What a batch has started, by what it is for."""
    children: dict[str, list[psutil.Process]] = {"worker": [], "judge": [], "zygote": [], "student": []}
    with contextlib.suppress(psutil.NoSuchProcess):
        for child in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                if kind := _kind(child):
                    children[kind].append(child)
    return children


def _kind(process: psutil.Process) -> str:
    """A fork has the words of what it was forked from."""
    words, parent = process.cmdline(), process.parent()
    is_fork = parent is not None and parent.cmdline() == words
    if "grader.gradebook.engines.worker" in words:
        return "judge" if is_fork else "worker"
    if "zygote" in words and "bwrap" not in words[0]:
        return "student" if is_fork else "zygote"
    return ""


def wait_for(process: "subprocess.Popen[str]", kind: str, seconds: float = 60.0) -> psutil.Process:
    """One of the processes that a batch has started, as soon as there is one."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        if processes := below(process)[kind]:
            return processes[0]
        time.sleep(0.02)
    raise AssertionError(f"no {kind} within {seconds:g} seconds: {process.communicate()}")


def wait_for_work(process: "subprocess.Popen[str]", gradebook: Path, seconds: float = 60.0) -> None:
    """Until submissions are written down and one is judged.

    A process alone says too little: one that the worker is about to start for something else looks like a judge.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(sqlite3.OperationalError), contextlib.closing(sqlite3.connect(gradebook)) as raw:
            if raw.execute("SELECT COUNT(*) FROM handin").fetchone() != (0,):
                wait_for(process, "judge")
                return
        time.sleep(0.02)
    raise AssertionError(f"nothing is written down within {seconds:g} seconds: {process.communicate()}")


def kill(process: psutil.Process) -> None:
    """End it at once, if it lives."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)

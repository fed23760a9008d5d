"""`grade --watch` says what it does, grades again at each save, and is ended by Ctrl-C and by nothing else."""

import contextlib
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT

pytest.importorskip("watchfiles")
pty = pytest.importorskip("pty", reason="a terminal for tests")

MOST_SECONDS = 120.0
"""No test is that slow: a failure, and nothing that is waited for."""
WATCHING = "; Ctrl-C ends it"


class Watcher(NamedTuple):
    """The command while it watches."""

    process: "subprocess.Popen[bytes]"
    output: int

    def until(self, *words: str) -> str:
        """What is said, up to where all of the words have been said."""
        text = b""
        end = time.monotonic() + MOST_SECONDS
        while not all(word.encode() in text for word in words):
            ready, _, _ = select.select([self.output], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"it did not say {words}, but {text.decode()}"
            try:
                read = os.read(self.output, 65536)
            except OSError:  # how a terminal says that nobody is at its other end
                read = b""
            assert read, f"it ended without {words}: {text.decode()}"
            text += read
        return text.decode()

    def interrupt(self) -> int:
        """The exit code after Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=MOST_SECONDS)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder of work."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "xor.py").write_text("def relu(z): return abs(z)\n", encoding="utf-8")
    return tmp_path / "work"


@contextlib.contextmanager
def watching(work: Path, *words: str, course: Path = ROOT, terminal: bool = False) -> Iterator[Watcher]:
    """The command in a process of its own, at a terminal or with a pipe."""
    reading, writing = pty.openpty() if terminal else os.pipe()
    command = [sys.executable, "-m", "grader", str(work), "--course", str(course), "-e", "xor", "--watch", *words]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=writing,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1", "TERM": "xterm"},
        preexec_fn=_hear_interrupts,  # noqa: PLW1509 - no thread is at work here
    )
    os.close(writing)
    try:
        yield Watcher(process, reading)
    finally:
        process.kill()
        process.wait()
        os.close(reading)


def _hear_interrupts() -> None:
    """A shell has those whom it starts in the background ignore Ctrl-C, and the tests may be among them."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def save(path: Path, text: str) -> None:
    """Write a file as an editor does."""
    path.write_text(text, encoding="utf-8")


RIGHT, WRONG, HALF = "def relu(z): return max(z, 0)\n", "def relu(z): return 1 - z\n", "def relu(z): return (\n"


def test_each_save_is_graded_until_ctrl_c(work: Path, own_cache: Path) -> None:
    """It says since when it watches, what has changed, and what went up; the exit code is the last report's."""
    with watching(work) as watcher:
        first = watcher.until("Total", WATCHING)
        assert re.search(rf"watching {work} since \d\d:\d\d:\d\d; Ctrl-C ends it", first)
        assert "0 / 10" in first
        save(work / "xor.py", RIGHT)
        second = watcher.until("Total", WATCHING)
        assert re.search(r"^-+\n\d\d:\d\d:\d\d changed: xor\.py\n", second, re.MULTILINE)
        assert "1 / 10" in second
        assert "): xor +1 (relu)" in second
        save(work / "other.py", "x = 1\n")
        assert "new: other.py" in watcher.until("Total", WATCHING)
        assert watcher.interrupt() == 0


def test_nothing_that_is_half_done_ends_it(work: Path, own_cache: Path) -> None:
    """A file that is no Python yet, one that is gone, and a folder that is gone and comes back."""
    with watching(work) as watcher:
        watcher.until("Total", WATCHING)
        save(work / "xor.py", HALF)
        assert "crashed" in watcher.until("Total", WATCHING)
        (work / "xor.py").unlink()
        assert "gone: xor.py" in watcher.until("Total", WATCHING)
        work.rename(work.with_name("away"))
        watcher.until("there is no folder", "waiting for it")
        save(work.with_name("away") / "xor.py", RIGHT)
        work.with_name("away").rename(work)
        assert "1 / 10" in watcher.until("new: xor.py", "Total", WATCHING)
        assert watcher.interrupt() == 0


@pytest.mark.slow
def test_an_author_s_course_is_loaded_anew(work: Path, tmp_path: Path, own_cache: Path) -> None:
    """While it cannot be loaded, that is told."""
    course = tmp_path / "course"
    for tree in ("exercises", "solutions"):
        (course / tree).mkdir(parents=True)
        shutil.copy(ROOT / tree / "xor.py", course / tree)
    shutil.copy(ROOT / "exercises" / "course.py", course / "exercises")
    spec = course / "exercises" / "xor.py"
    text = spec.read_text("utf-8")
    with watching(work, course=course) as watcher:
        watcher.until("Total", WATCHING)
        save(spec, text + "\n1 +\n")
        assert "changed: the course" in watcher.until("it is not Python", WATCHING)
        save(spec, text.replace('title="The XOR problem"', 'title="Exclusive or"'))
        assert "Exclusive or" in watcher.until("Total", WATCHING)
        assert watcher.interrupt() == 0


@pytest.mark.slow
def test_a_terminal_is_cleared(work: Path, own_cache: Path) -> None:
    """On a terminal each report begins on an empty screen."""
    with watching(work, terminal=True) as watcher:
        assert "\x1b[2J" not in watcher.until("Total", WATCHING)
        save(work / "xor.py", RIGHT)
        second = watcher.until("Total", WATCHING)
        assert "\x1b[2J" in second
        assert "----" not in second
        assert watcher.interrupt() == 0


def test_what_cannot_be_graded_at_first_is_not_watched(tmp_path: Path, own_cache: Path) -> None:
    """As without `--watch`."""
    with watching(tmp_path / "none") as watcher:
        watcher.until("there is no folder")
        assert watcher.process.wait(timeout=MOST_SECONDS) == 2


def test_without_its_library_it_says_what_to_install(work: Path, own_cache: Path) -> None:
    """One sentence, exit code 2."""
    code = (
        "import sys, grader.cli\n"
        "sys.modules['watchfiles'] = None\n"
        f"sys.argv = ['grade', {str(work)!r}, '-e', 'xor', '--watch']\n"
        "grader.cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    told = "grade: --watch needs the package watchfiles: pip install watchfiles\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)

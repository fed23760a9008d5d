"""The same submissions and the same checks with what else there is: plain pytest, and otter."""

import json
import os
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
PEER = ROOT / "benchmarks" / "pytest_peer"
SECONDS = 60.0
"""After which a run is ended: neither would ever come back from a submission that hangs."""


class Peer(NamedTuple):
    """What a peer did with some submissions."""

    wall: float
    cpu: float
    of: int
    """How many there were."""
    complete: int
    """How many of them got a result for each check."""

    @property
    def rate(self) -> float:
        """Submissions a second."""
        return self.of / self.wall


def plain_pytest(folders: Sequence[Path], scratch: Path, jobs: int) -> Peer:
    """Each submission in a run of its own, several at a time."""

    def run(folder: Path) -> bool:
        junit = scratch / f"{folder.name}.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-c", os.devnull,
                   "--rootdir", str(ROOT), f"--junitxml={junit}", str(PEER)]  # fmt: skip
        _run(command, folder)
        return junit.exists() and len(list(ET.parse(junit).iter("testcase"))) >= _checks()  # noqa: S314 - pytest's own file

    return _measured(run, folders, jobs)


def otter_run(python: Path, folders: Sequence[Path], scratch: Path, jobs: int) -> Peer:
    """`otter run`, which is otter's grading without Docker, for each submission; each check is one of otter's tests."""
    bundle = _autograder(python, scratch / "otter")

    def run(folder: Path) -> bool:
        results = scratch / f"{folder.name}.otter"
        results.mkdir()
        _run(
            [str(python), "-m", "otter", "run", "--no-logo", "-a", str(bundle), "-o", str(results), "notes.py"], folder
        )
        file = results / "results.json"
        return file.exists() and len(json.loads(file.read_text("utf-8"))["tests"]) >= _checks()

    return _measured(run, folders, jobs)


def otter_grade(python: Path, folder: Path, scratch: Path) -> str:
    """What `otter grade`, which is otter's batch, says here: it needs Docker; empty if it works."""
    bundle = scratch / "otter" / "autograder.zip"
    command = [str(python), "-m", "otter", "grade", "-n", "class", "-a", str(bundle), "--ext", "py", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=scratch, timeout=600, check=False)
    said = [line for line in (done.stderr or done.stdout).splitlines() if line.strip(" '")]
    return "" if done.returncode == 0 else " ".join(said[-6:])


def _autograder(python: Path, folder: Path) -> Path:
    """The zip file from which otter grades: one test file for each check of the peer's."""
    tests = folder / "tests"
    shutil.rmtree(folder, ignore_errors=True)
    tests.mkdir(parents=True)
    for module, name in _names():
        text = (
            f"from otter.test_files import test_case\n\nOK_FORMAT = False\nname = {name!r}\npoints = 1\n\n\n"
            f"@test_case()\ndef check(env):\n    import {module}\n\n    {module}.{name}()\n"
        )
        (tests / f"{name}_of_{module}.py").write_text(text, encoding="utf-8")
    command = [str(python), "-m", "otter", "generate", "-t", "tests", "-o", "autograder.zip"]
    subprocess.run(command, check=True, cwd=folder, capture_output=True)
    return folder / "autograder.zip"


def _names() -> list[tuple[str, str]]:
    """Module and function of each check."""
    return [
        (path.stem, line.partition("(")[0].removeprefix("def "))
        for path in sorted(PEER.glob("test_*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("def test_")
    ]


def _checks() -> int:
    return len(_names())


def _measured(run: Callable[[Path], bool], folders: Sequence[Path], jobs: int) -> Peer:
    start, before = time.perf_counter(), os.times()
    with ThreadPoolExecutor(jobs) as pool:
        complete = sum(pool.map(run, folders))
    wall, after = time.perf_counter() - start, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Peer(wall, cpu, len(folders), complete)


def _run(command: list[str], folder: Path) -> None:
    """With the submission on the path, as its owner would have it."""
    env = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{PEER}", "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as running:
        try:
            running.wait(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, 9)

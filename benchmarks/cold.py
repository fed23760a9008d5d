"""How long one student waits: `grade` on the perfect submission, cold, against plain pytest with the same checks.

    python benchmarks/cold.py [RUNS]

Prints medians of wall and processor seconds and of the largest memory, and the ratio of the walls pair by pair: the two
commands take turns, so that a machine that slows down slows both. Memory is the sum over all processes of a command,
sampled from /proc (proportional set size).
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PERFECT = ROOT / "tests" / "submissions" / "perfect"
GRADE = [sys.executable, "-m", "grader", str(PERFECT)]
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-c", os.devnull,
          "--rootdir", str(ROOT), str(ROOT / "benchmarks" / "pytest_peer")]  # fmt: skip


class Run(NamedTuple):
    """One run of a command."""

    wall: float
    cpu: float


def run(command: list[str]) -> Run:
    """Run a command once; it must succeed."""
    before, start = os.times(), time.perf_counter()
    env = {**os.environ, "PYTHONPATH": str(PERFECT), "OPENBLAS_NUM_THREADS": "1", "CI": "true"}
    subprocess.run(command, check=True, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(wall, spent)


def peak_megabytes(command: list[str]) -> float:
    """Largest memory of a command and its children together."""
    env = {**os.environ, "PYTHONPATH": str(PERFECT), "OPENBLAS_NUM_THREADS": "1", "CI": "true"}
    peak = 0
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            peak = max(peak, sum(map(_kilobytes, _family(running.pid))))
            time.sleep(0.01)
    return peak / 1024


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(below for child in children for below in _family(int(child)))]


def _kilobytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main() -> None:
    """Warm up, take turns, print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    run(GRADE)
    run(PYTEST)
    pairs = [(run(GRADE), run(PYTEST)) for _ in range(runs)]
    for name, command, taken in (
        ("grade", GRADE, [ours for ours, _ in pairs]),
        ("plain pytest", PYTEST, [theirs for _, theirs in pairs]),
    ):
        wall = statistics.median(turn.wall for turn in taken)
        cpu = statistics.median(turn.cpu for turn in taken)
        print(f"{name:<13} wall {wall:.2f} s   cpu {cpu:.2f} s   memory {peak_megabytes(command):.0f} MB")
    ratio = statistics.median(ours.wall / theirs.wall for ours, theirs in pairs)
    print(f"{'ratio':<13} wall {ratio:.2f}, the median over {runs} pairs")


if __name__ == "__main__":
    main()

"""How long one student waits, cold: nothing is remembered, everything is imported.

    python benchmarks/cold.py [RUNS]

- all exercises of the perfect submission, against plain pytest with the same checks;
- one exercise about numbers, and one about expressions, against the bare import of the core packages;
- where the milliseconds of each go, step by step (medians).

Printed are medians of wall and processor seconds and of the largest memory, and the ratio of the walls pair by pair:
the two commands take turns, so that a machine that slows down slows both. Processor time is that of all processes of a
command that it has waited for; memory is the sum over all of them, sampled from /proc (proportional set size).
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PERFECT = ROOT / "tests" / "submissions" / "perfect"
GRADE = (sys.executable, "-m", "grader", "run", str(PERFECT))
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-c", os.devnull,
          "--rootdir", str(ROOT), str(ROOT / "benchmarks" / "pytest_peer"))  # fmt: skip
IMPORT = (sys.executable, "-c", "import numpy, sympy, pydantic, click")
NUMBERS, EXPRESSIONS = "xor", "hessian"
# CI: nothing is answered from memory, and nothing is kept
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PERFECT), "OPENBLAS_NUM_THREADS": "1", "CI": "true"}


class Run(NamedTuple):
    """One run of a command."""

    wall: float
    cpu: float


def run(command: Sequence[str]) -> Run:
    """Run a command once; it must succeed."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(wall, spent)


def peak_megabytes(command: Sequence[str]) -> float:
    """Largest memory of a command and its children together."""
    peak = 0
    with subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL) as running:
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


def compare(name: str, ours: Sequence[str], peer: str, theirs: Sequence[str], runs: int) -> None:
    """Warm both up, let them take turns, print."""
    for command in (ours, theirs):
        run(command)
    pairs = [(run(ours), run(theirs)) for _ in range(runs)]
    for told, command, taken in (
        (name, ours, [pair[0] for pair in pairs]),
        (peer, theirs, [pair[1] for pair in pairs]),
    ):
        wall, cpu = statistics.median(turn.wall for turn in taken), statistics.median(turn.cpu for turn in taken)
        print(f"{told:<24} wall {wall:.2f} s   cpu {cpu:.2f} s   memory {peak_megabytes(command):.0f} MB", flush=True)
    ratio = statistics.median(mine.wall / other.wall for mine, other in pairs)
    print(f"{'ratio':<24} wall {ratio:.2f}, the median over {runs} pairs", flush=True)


def steps_of(exercises: Sequence[str], runs: int) -> dict[str, float]:
    """Milliseconds of each step."""
    command = [sys.executable, "-m", "benchmarks.cold_steps", str(PERFECT), *exercises]
    told = [subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE).stdout for _ in range(runs)]
    taken = [json.loads(line) for line in told]
    return {step: 1e3 * statistics.median(each[step] for each in taken) for step in taken[0]}


def main() -> None:
    """Compare, then print the table of steps."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    print(f"load {Path('/proc/loadavg').read_text(encoding='ascii').split()[0]}")
    compare("grade, all exercises", GRADE, "plain pytest", PYTEST, runs)
    for name in (NUMBERS, EXPRESSIONS):
        compare(f"grade {name}", (*GRADE, "-e", name), "bare import", IMPORT, runs)
    columns = {"all": steps_of((), runs), **{name: steps_of((name,), runs) for name in (NUMBERS, EXPRESSIONS)}}
    print(f"{'milliseconds':<26}" + "".join(f"{name:>9}" for name in columns))
    for step in columns["all"]:
        print(f"{step:<26}" + "".join(f"{taken[step]:>9.0f}" for taken in columns.values()))
    print(f"{'together':<26}" + "".join(f"{sum(taken.values()):>9.0f}" for taken in columns.values()))


if __name__ == "__main__":
    main()

"""Where the seconds of `grade check --all` go, exercise by exercise and stage by stage.

    python benchmarks/check.py [EXERCISE]...

Processor seconds, children included, each exercise alone in a process of its own; behind them the seconds that passed,
in which attacks that hold back are waited for, and how many processes were forked. The peer, in the same run, is plain
pytest on `benchmarks/pytest_peer`: how many of its runs take as long. Run it on a quiet machine; the ratio holds on a
busy one too.
"""

import multiprocessing
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import grader.course.check.exercise as stages
from grader.course.listing import exercise_names
from grader.maths.deadline import spent

ROOT = Path(__file__).resolve().parents[1]
STAGES = (
    "files", "key", "laws", "submissions", "misconceptions", "properties", "reach", "decisive", "release", "mutants",
    "attacks",
)  # fmt: skip


class Measured(NamedTuple):
    """What the check of one exercise took."""

    processor: dict[str, float]
    """Seconds by stage."""
    forks: int
    processor_in_all: float
    passed: float
    findings: int


def measured(name: str) -> Measured:
    """One exercise, in the process that this runs in."""
    seconds: dict[str, float] = defaultdict(float)
    forks = 0
    fork = os.fork

    def counted() -> int:
        nonlocal forks
        forks += 1
        return fork()

    os.fork = counted
    for stage in STAGES:
        setattr(stages, f"check_{stage}", _timed(getattr(stages, f"check_{stage}"), stage, seconds))
    before, start = spent(), time.monotonic()
    checked = stages.check_exercise(ROOT, name)
    return Measured(dict(seconds), forks, spent() - before, time.monotonic() - start, len(checked.findings))


def _timed(work: Callable[..., Any], stage: str, seconds: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any) -> Any:
        before = spent()
        result = work(*arguments)
        result = result if isinstance(result, tuple) else list(result)  # a stage may be a generator
        seconds[stage] += spent() - before
        return result

    return timed


def peer() -> float:
    """Processor seconds of one run of pytest on the same kind of checks."""
    before = spent()
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n0",
        "-p",
        "no:cacheprovider",
        str(ROOT / "benchmarks" / "pytest_peer"),
    ]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, cwd=ROOT)
    return spent() - before


def main(names: list[str]) -> None:
    """A row for each exercise, their sum, and the peer."""
    heads = (*STAGES, "in all", "passed", "forks")
    print(f"{'':20}", *(f"{head[:8]:>8}" for head in heads))
    context = multiprocessing.get_context("fork")
    total: dict[str, float] = defaultdict(float)
    for name in names or exercise_names(ROOT):
        with context.Pool(1) as pool:
            one = pool.apply(measured, (name,))
        row = {**one.processor, "in all": one.processor_in_all, "passed": one.passed, "forks": float(one.forks)}
        for head, value in row.items():
            total[head] += value
        print(_row(name, row, heads), flush=True)
    print(_row("sum", total, heads))
    seconds, in_all = peer(), total["in all"]
    print(
        f"\npytest on the peer's checks: {seconds:.2f} s of the processor, all of it {in_all / seconds:.0f} times that"
    )


def _row(name: str, row: Mapping[str, float], heads: Sequence[str]) -> str:
    return " ".join([f"{name:20}", *(f"{row.get(head, 0.0):8.2f}" for head in heads)])


if __name__ == "__main__":
    main(sys.argv[1:])

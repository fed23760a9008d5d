"""A class of known marks through `grade batch`: how fast, at what cost, and whether every mark is right.

    python -m benchmarks.batch [SUBMISSIONS] [--workers N] [--peers N] [--otter PYTHON] [--seed N]

A class is drawn from a seed (tests/classes): each of the 13 exercises of a submission is right in one of several
styles, wrong in a named way, untouched, not there, broken, or, in one submission of 500, an endless loop. No two
submissions have a file in common. What each way must earn is found by grading it alone, outside the batch. Printed are

- marks and reports that are not those of the parts graded alone: there must be none;
- submissions a second, with and without the start of workers and sandboxes, which is what an untouched stub for each
  worker takes;
- processor time, and the memory of the parent and of a worker, for 100, 1,000, ... up to SUBMISSIONS (300): flat, or
  not;
- the split of the processor time, and the ratio to its floor: the processes that are forked for students, with all that
  these do, and those that they are forked from;
- the same for classes in which no two submissions have a line or an instruction in common (tests/classes/restyle.py):
  the first class written anew, and a perfect one; and how many marks of the former are not as expected; for one of
  which half of the files are written anew; and for one of untouched stubs, where what a student's processes take is the
  wall's alone;
- plain pytest with the same checks (benchmarks/pytest_peer), a run for each of N (20) submissions, as many at a time as
  there are workers: of the class without its endless loops, from which no peer would ever come back (many do not get
  through all the same, because a file cannot be imported); of one where all files can be imported; and of one where all
  are perfect. `grade batch` goes through these three as well, through the first with SUBMISSIONS;
- otter with the same checks, if PYTHON is one where otter-grader, ipykernel, numpy, sympy and pytest are installed:
  `otter grade` needs Docker, so that where there is none only `otter run`, one process for each, can be measured.

Ratios hold on a busy machine as well, rates do not: the load is printed.
"""

import argparse
import functools
import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from benchmarks.throughput.peers import Peer, otter_grade, otter_run, plain_pytest
from benchmarks.throughput.usage import Run, Spent, watch
from grader.course.load import load_course
from grader.gradebook.store.database import reading
from grader.sandbox.levels.sandbox import Sandbox
from tests.classes import draw
from tests.classes.compare import unexpected_marks, unexpected_reports
from tests.classes.draw import Drawn, drawn, write
from tests.classes.known import Known, faults_of, known_marks
from tests.classes.variants import Variant, variants_of

ROOT = Path(__file__).parent.parent
CLASS, ENDING, IMPORTABLE, PERFECT, UNTOUCHED = "class", "without loops", "importable", "perfect", "untouched"
HALF, DISTINCT = "half of the code distinct", "all code distinct"
DISTINCT_PERFECT, DISTINCT_UNTOUCHED = "all code distinct, perfect", "all code distinct, untouched"
OWN = {HALF: 0.5, DISTINCT: 1.0, DISTINCT_PERFECT: 1.0, DISTINCT_UNTOUCHED: 1.0}
"""How much of a class's code nobody else has."""
CLASSES = {
    CLASS: draw.EVERYTHING, ENDING: draw.EVERYTHING, IMPORTABLE: draw.IMPORTABLE, HALF: draw.EVERYTHING,
    DISTINCT: draw.EVERYTHING,
}  # fmt: skip
MOST_SHOWN = 20
PEERS_ROUND = 100


class Setup(NamedTuple):
    """What is measured, and where."""

    scratch: Path
    workers: int
    seed: int
    choices: tuple[tuple[Variant, ...], ...]
    """The variants of each exercise."""

    def submissions(self, kind: str, count: int) -> Iterator[Drawn]:
        """The first submissions of a class."""
        own = OWN.get(kind, 0.0)
        if kind in {PERFECT, UNTOUCHED, DISTINCT_PERFECT, DISTINCT_UNTOUCHED}:
            name = {DISTINCT_PERFECT: PERFECT, DISTINCT_UNTOUCHED: UNTOUCHED}.get(kind, kind)
            parts = tuple(next(variant for variant in choice if variant.name == name) for choice in self.choices)
            return (Drawn(number, parts, own) for number in range(count))
        some = drawn(self.choices, count, self.seed, CLASSES[kind], hangs=kind == CLASS)
        return (submission._replace(own=own) for submission in some)


class Batch(NamedTuple):
    """A batch that has ended."""

    submissions: int
    run: Run
    start: Run
    """A batch with an untouched stub for each worker."""
    workers: int

    @property
    def rate(self) -> float:
        """Submissions a second, with the start."""
        return self.submissions / self.run.wall

    @property
    def warm_rate(self) -> float:
        """Submissions a second, without the start."""
        return (self.submissions - self.workers) / (self.run.wall - self.start.wall)

    @property
    def per_submission(self) -> Spent:
        """Processor seconds of a submission, without the start."""
        return self.run.spent.less(self.start.spent).by(self.submissions - self.workers)

    @property
    def cpu(self) -> float:
        """All of them together."""
        return sum(self.per_submission)


def grade_batch(setup: Setup, kind: str, count: int) -> Run:
    """Write the first submissions of a class, and grade them; the gradebook stays."""
    name = f"{kind}{count}"
    folder, database = setup.scratch / name, setup.scratch / f"{name}.transactions"
    write(folder, setup.submissions(kind, count))
    command = [sys.executable, "-m", "benchmarks.throughput.parent", str(database), "batch", str(folder), "--gradebook",
               str(gradebook(setup, kind, count)), "--course", str(ROOT), "--workers", str(setup.workers)]  # fmt: skip
    run = watch(command, ROOT, database)
    shutil.rmtree(folder)
    return run


def gradebook(setup: Setup, kind: str, count: int) -> Path:
    """Where the marks are."""
    return setup.scratch / f"{kind}{count}.db"


def alone(level: str, variants: Sequence[Variant]) -> Known:
    """The marks of some variants, in a process of its own."""
    sandbox = Sandbox(level)
    try:
        return known_marks(variants, load_course(ROOT), sandbox)
    finally:
        sandbox.close()


def known_of(setup: Setup, submissions: Iterable[Drawn], level: str) -> Known:
    """The marks of all variants that were drawn; RuntimeError if one is not as it was made."""
    wanted = dict.fromkeys(part for submission in submissions for part in submission.parts)
    by_exercise = [[variant for variant in choice if variant in wanted] for choice in setup.choices]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(setup.workers, mp_context=spawn) as pool:
        known = {
            variant: score
            for scores in pool.map(functools.partial(alone, level), by_exercise)
            for variant, score in scores.items()
        }
    if faults := list(faults_of(known)):
        raise RuntimeError("\n".join(faults))
    return known


def verify_distinct(setup: Setup, count: int, level: str) -> str:
    """How many marks of the class that was written anew are not as before; lines and names in its reports differ."""
    submissions = list(setup.submissions(DISTINCT, count))
    known = known_of(setup, submissions, level)
    with reading(str(gradebook(setup, DISTINCT, count))) as connection:
        marks = list(unexpected_marks(connection, submissions, known))
    for line in marks[:MOST_SHOWN]:
        print(line, file=sys.stderr)
    return f"{len(marks)} marks of {count * len(setup.choices)} are not as expected [{DISTINCT}]"


def verify(setup: Setup, count: int, level: str) -> str:
    """How many marks and reports are not as expected; the first ones go to standard error."""
    submissions = list(setup.submissions(CLASS, count))
    known = known_of(setup, submissions, level)
    with reading(str(gradebook(setup, CLASS, count))) as connection:
        marks = list(unexpected_marks(connection, submissions, known))
        reports = list(unexpected_reports(connection, submissions, known))
    for line in (*marks[:MOST_SHOWN], *reports[:MOST_SHOWN]):
        print(line, file=sys.stderr)
    parts = count * len(setup.choices)
    return f"{len(marks)} marks and {len(reports)} reports of {parts} are not as expected ({len(known)} ways)"


def told(batch: Batch) -> str:
    """The costs of a batch, in a line."""
    spent, seconds = batch.per_submission, f"{1e3 * batch.cpu:.0f} ms of processor time each"
    split = ", ".join(f"{name} {1e3 * value:.1f}" for name, value in spent._asdict().items())
    rates = f"{batch.rate:.1f} a second, {batch.warm_rate:.1f} without the start"
    return (
        f"{batch.submissions:>6} submissions: {rates}; {seconds} ({split}); "
        f"{batch.cpu / spent.floor:.2f} times the floor; parent {batch.run.megabytes:.0f} MB, a worker "
        f"{batch.run.worker_megabytes:.0f} MB"
    )


def told_of_peer(name: str, peer: Peer, batch: Batch) -> str:
    """A peer and the ratios to it, in a line."""
    if not peer.complete:
        raise RuntimeError(f"{name} gave a result for each check of no submission: nothing can be compared with that")
    cpu = peer.cpu / peer.of
    return (
        f"{name}: {peer.rate:.2f} a second, {cpu:.2f} s of processor time each, {peer.complete} of {peer.of} complete; "
        f"grade batch is {batch.warm_rate / peer.rate:.0f} times as fast (processor time: {cpu / batch.cpu:.0f} times)"
    )


def peers(setup: Setup, count: int, batch: Batch, otter: Path | None) -> None:
    """Both peers with each class that comes to an end; the first is as large as a batch was."""
    for kind, size in ((ENDING, batch.submissions), (IMPORTABLE, PEERS_ROUND), (PERFECT, PEERS_ROUND)):
        ours = Batch(size, grade_batch(setup, kind, size), batch.start, setup.workers)
        print(told(ours), f"[{kind}] load {load()}", flush=True)
        folder, results = setup.scratch / f"peers-{kind}", setup.scratch / f"results-{kind}"
        write(folder, setup.submissions(kind, count))
        results.mkdir()
        folders = sorted(folder.iterdir())
        print(told_of_peer(f"plain pytest [{kind}]", plain_pytest(folders, results, setup.workers), ours), flush=True)
        if otter:
            print(
                told_of_peer(f"otter run [{kind}]", otter_run(otter, folders, results, setup.workers), ours), flush=True
            )
    if otter:
        said = otter_grade(otter, folder, results)
        print(f"otter grade: not measured: {said}" if said else "otter grade: works here, and is not measured yet")


def sizes(most: int) -> list[int]:
    """100, 1,000, ... and the one that was asked for."""
    return [*(10**power for power in range(2, 9) if 10**power < most), most]


def load() -> str:
    """How busy the machine is."""
    return Path("/proc/loadavg").read_text(encoding="ascii").split()[0]


def main() -> None:
    """Draw, grade, compare, print."""
    parser = argparse.ArgumentParser(description="see the file's docstring")
    parser.add_argument("submissions", type=int, nargs="?", default=300)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--peers", type=int, default=20)
    parser.add_argument("--otter", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    names = [exercise.name for exercise in load_course(ROOT).exercises]
    sandbox = Sandbox()
    level = sandbox.level
    sandbox.close()
    with tempfile.TemporaryDirectory() as scratch:
        setup = Setup(Path(scratch), asked.workers, asked.seed, tuple(tuple(variants_of(ROOT, name)) for name in names))
        print(f"{asked.workers} workers, level {level}, load {load()}, {len(names)} exercises each", flush=True)
        start = grade_batch(setup, UNTOUCHED, asked.workers)
        print(f"the start: {start.wall:.1f} s, {sum(start.spent):.1f} s of processor time", flush=True)
        for count in sizes(asked.submissions):
            batch = Batch(count, grade_batch(setup, CLASS, count), start, asked.workers)
            print(told(batch), f"load {load()}", flush=True)
        print(verify(setup, asked.submissions, level), f"load {load()}", flush=True)
        for kind in (HALF, DISTINCT, DISTINCT_PERFECT, DISTINCT_UNTOUCHED):
            size = min(asked.submissions, PEERS_ROUND)
            distinct = Batch(size, grade_batch(setup, kind, size), start, asked.workers)
            print(told(distinct), f"[{kind}] load {load()}", flush=True)
        print(verify_distinct(setup, min(asked.submissions, PEERS_ROUND), level), f"load {load()}", flush=True)
        if asked.peers:
            peers(setup, asked.peers, batch, asked.otter)
        print(f"load {load()}")


if __name__ == "__main__":
    main()

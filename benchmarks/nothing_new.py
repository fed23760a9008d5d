"""How long `grade batch` takes where nothing is new, against the floor of whoever looks at every file.

    python -m benchmarks.nothing_new [SUBMISSIONS] [--rounds N]

Writes SUBMISSIONS (200) copies of the stubs, no two alike, grades them into a gradebook, which takes minutes for
thousands, and then runs the same command again, in turns with a peer: Python that imports SQLAlchemy, click, pydantic
and rich, and reads and hashes every file once. Printed are medians of wall and processor seconds, the ratio pair by
pair, which holds on a busy machine as well, and the processor milliseconds of the command by step.
"""

import argparse
import contextlib
import importlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
SETTLED_SECONDS = 4
PEER = """
import hashlib, os, sys
import sqlalchemy, click, pydantic, rich
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            hashlib.sha256(file.read()).hexdigest()
"""
RUNS = "grader.gradebook.grading_runs"
STEPS = (
    ("the course's files, hashed", RUNS, "read_course"),
    ("the course: its outline, or loaded", RUNS, "LazyCourse"),
    ("what was handed in, listed", RUNS, "_look"),
    ("the gradebook, opened", "grader.gradebook.store.schema", "bring_up"),
    ("stamps and gradings, looked up", "grader.gradebook.grading.unchanged", "Survey.is_all_known"),
    ("the engine, started", "grader.gradebook.engines.start", "start_engine"),
    ("marks, compared, and the run, written", RUNS, "_grade"),
)
"""What takes the time: a line of the table, and the function whose time it is."""


class Taken(NamedTuple):
    """What a command took."""

    wall: float
    cpu: float


def write_class(folder: Path, submissions: int) -> None:
    """The untouched stubs for each student, with one comment of their own."""
    stubs = {path.name: path.read_text("utf-8") for path in (ROOT / "student_template").glob("*.py")}
    for number in range(submissions):
        student = folder / f"s{number:05}"
        student.mkdir(parents=True)
        for name, text in stubs.items():
            (student / name).write_text(f"{text}# {number}\n", encoding="utf-8")


def take(command: list[str]) -> Taken:
    """Run a command once; it must succeed."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Taken(wall, spent)


def steps(words: list[str]) -> None:
    """Run `grade` in this process, and say on the standard error how long its steps took, in milliseconds."""
    for name in ("sqlalchemy", "click", "pydantic", "rich"):
        importlib.import_module(name)
    spent = {"Python, SQLAlchemy, click, pydantic, rich": time.process_time()}
    for module in (RUNS, "grader.cli.batch", "grader.cli.batch_progress"):
        importlib.import_module(module)
    spent["all other imports"] = time.process_time() - sum(spent.values())
    for label, module, name in STEPS:
        _watch(label, module, name, spent)
    from grader.cli import main  # noqa: PLC0415 - counted with the imports

    sys.argv = ["grade", *words]
    with contextlib.suppress(SystemExit):
        main()
    spent["everything else"] = time.process_time() - sum(spent.values())
    spent["together"] = time.process_time()
    print(json.dumps({label: 1000 * seconds for label, seconds in spent.items()}), file=sys.stderr)


def _watch(label: str, module: str, name: str, spent: dict[str, float]) -> None:
    """Have a function add its time to what was spent."""
    *owner, attribute = name.split(".")
    holder: Any = importlib.import_module(module)
    for part in owner:
        holder = getattr(holder, part)
    function: Callable[..., Any] = getattr(holder, attribute)

    def watched(*arguments: Any, **options: Any) -> Any:
        before, others = time.process_time(), sum(spent.values())
        try:
            return function(*arguments, **options)
        finally:  # without what steps inside it have taken
            inside = sum(spent.values()) - others
            spent[label] = spent.get(label, 0.0) + time.process_time() - before - inside

    setattr(holder, attribute, watched)
    if module != RUNS and hasattr(sys.modules[RUNS], attribute):
        setattr(sys.modules[RUNS], attribute, watched)


def main() -> None:
    """Grade a class, take turns, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("submissions", type=int, nargs="?", default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nothing-new-") as scratch:
        work = Path(scratch, "class")
        write_class(work, options.submissions)
        words = ["batch", str(work), "--gradebook", str(Path(scratch, "book.db")), "--course", str(ROOT)]
        time.sleep(SETTLED_SECONDS)  # what was just written is read again by the next run
        show(words, work, options.rounds)


def show(words: list[str], work: Path, rounds: int) -> None:
    """Grade, take turns, and print what came of it."""
    ours, peer = [sys.executable, "-m", "grader", *words], [sys.executable, "-c", PEER, str(work)]
    first = take(ours)
    print(f"{'the first run':<20} wall {first.wall:6.2f} s")
    pairs = [(take(ours), take(peer)) for _ in range(rounds)]
    for name, taken in (("nothing new", [one for one, _ in pairs]), ("the peer", [other for _, other in pairs])):
        wall, cpu = (statistics.median(each) for each in zip(*taken, strict=True))
        print(f"{name:<20} wall {wall:6.2f} s   cpu {cpu:6.2f} s")
    for what in Taken._fields:
        ratio = statistics.median(getattr(one, what) / getattr(other, what) for one, other in pairs)
        print(f"{'ratio of ' + what:<20} {ratio:.2f}, the median over {rounds} pairs")
    command = [sys.executable, "-m", "benchmarks.nothing_new", "--steps", *words]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stderr
    for label, milliseconds in json.loads(told).items():
        print(f"  {label:<44} {milliseconds:7.0f} ms")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--steps"]:
        steps(sys.argv[2:])
    else:
        main()

"""Where the processor time and the memory of a running `grade batch` go, process by process, from /proc.

parent ── worker ── judge's child                     judging: the worker, and the forks that judge for it
             └───── (wrapper) ── zygote ── student's  the sandbox's own, and the students'
"""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_SAMPLE_SECONDS = 0.1
_TICKS = os.sysconf("SC_CLK_TCK")


class Spent(NamedTuple):
    """Processor seconds."""

    student: float = 0.0
    """Processes forked for one submission: confining themselves, the student's code, and answering."""
    sandbox: float = 0.0
    """The processes that these are forked from, and their namespaces."""
    judging: float = 0.0
    """Workers, and the children that judge for them."""
    parent: float = 0.0
    """The process that was started, without its database."""
    database: float = 0.0
    """Its transactions."""

    def less(self, other: "Spent") -> "Spent":
        """What was spent beyond another."""
        return Spent(*(mine - theirs for mine, theirs in zip(self, other, strict=True)))

    def by(self, number: int) -> "Spent":
        """The share of one of so many."""
        return Spent(*(mine / number for mine in self))

    @property
    def floor(self) -> float:
        """What is needed whatever is judged: forks of a warm process, and the student's own."""
        return self.student + self.sandbox


class Run(NamedTuple):
    """A command that has ended."""

    wall: float
    spent: Spent
    megabytes: float
    """The largest memory of the parent."""
    worker_megabytes: float
    """The largest memory of a worker."""


class _Process(NamedTuple):
    parent: int
    name: str
    own: float
    waited_for: float
    """Of its children that have ended."""


def watch(command: list[str], cwd: Path, database: Path) -> Run:
    """Run a command to its end.

    Parameters
    ----------
    command : list of str
        Begins a batch; its exit code must be 0.
    cwd : Path
        Where.
    database : Path
        Where it writes the seconds of its transactions.
    """
    start = time.perf_counter()
    seen, parents, workers = _Seen(), 0, 0
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        while running.poll() is None:
            seen.look(running.pid)
            parents = max(parents, _peak(running.pid))
            workers = max(workers, *map(_peak, _children_of(running.pid)), 0)
            time.sleep(_SAMPLE_SECONDS)
        said = running.communicate()[0]
    wall = time.perf_counter() - start
    if running.returncode:
        raise RuntimeError(f"{' '.join(command)} gave {running.returncode}: {said}")
    seconds = float(database.read_text(encoding="ascii"))
    return Run(wall, seen.spent(seconds), parents / 1024, workers / 1024)


class _Seen:
    """What was seen last of each process, for some are gone before the end."""

    def __init__(self) -> None:
        self._parent = 0.0
        self._judging: dict[int, float] = {}
        self._sandboxes: dict[int, tuple[float, float]] = {}

    def look(self, parent: int) -> None:
        """Look once more."""
        there = dict(_family(parent))
        if parent not in there:
            return
        self._parent = there[parent].own
        for worker in _children(there, parent):
            judges = [pid for pid in _children(there, worker) if _is_judge(pid, worker)]
            sandboxes = [pid for pid in _children(there, worker) if pid not in judges]
            if sandboxes:  # a worker that ends has waited for its sandbox, whose time is then among its own
                own = there[worker].own + there[worker].waited_for
                self._judging[worker] = own + sum(there[pid].own for pid in judges)
            self._sandboxes.update((pid, _of_sandbox(pid, there)) for pid in sandboxes)

    def spent(self, database: float) -> Spent:
        """The sums, of which the database's are seconds of the parent's."""
        student = sum(student for student, _ in self._sandboxes.values())
        sandbox = sum(own for _, own in self._sandboxes.values())
        return Spent(student, sandbox, sum(self._judging.values()), self._parent - database, database)


def _of_sandbox(pid: int, there: dict[int, _Process]) -> tuple[float, float]:
    """The students', and the sandbox's own, from its outermost process on."""
    below = _children(there, pid)
    if there[pid].name.startswith("python"):
        return there[pid].waited_for + sum(there[fork].own + there[fork].waited_for for fork in below), there[pid].own
    costs = [_of_sandbox(child, there) for child in below]
    return sum(student for student, _ in costs), there[pid].own + sum(own for _, own in costs)


def _children(there: dict[int, _Process], pid: int) -> list[int]:
    return [child for child, process in there.items() if process.parent == pid]


def _family(pid: int) -> Iterator[tuple[int, _Process]]:
    """A process and all below it; a process's threads may each have children."""
    try:
        before, _, rest = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")
    except OSError:
        return
    parts = rest.split()
    user, system, waited_user, waited_system = (int(part) / _TICKS for part in parts[11:15])
    yield pid, _Process(int(parts[1]), before.partition("(")[2], user + system, waited_user + waited_system)
    for child in _children_of(pid):
        yield from _family(child)


def _children_of(pid: int) -> list[int]:
    try:
        files = [file.read_text(encoding="ascii") for file in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    return [int(child) for file in files for child in file.split()]


def _is_judge(pid: int, worker: int) -> bool:
    """Whether it is a fork of the worker: it has its command line."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() == Path(f"/proc/{worker}/cmdline").read_bytes()
    except OSError:
        return True


def _peak(pid: int) -> int:
    """Kilobytes that a process has had at most."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)

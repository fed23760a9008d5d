"""What the wall costs: medians and ratios, each pair measured in turns in the same run.

    python benchmarks/sandbox.py [RUNS]

- fork and answer: one submission with one trivial function, from the request to its end, confined by every layer,
  against the same from the same zygote with no layer at all (the floor). At most 1.3 times.
- submissions a second: the same, from as many callers at a time as there are processors, and from twice as many.
- a call across the wall: one at a time, and many in one message.
- what a start costs: the zygote, and the probe that attacks a canary.

Run it on a quiet machine; the ratios hold on a busy one too, the absolute numbers do not.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from grader.errors import SandboxError
from grader.sandbox.client.exchange import Exchange
from grader.sandbox.client.outcome import Returned
from grader.sandbox.client.student_session import StudentSession
from grader.sandbox.levels.confined import Confined
from grader.sandbox.levels.forked import Confinement, ForkedProcess
from grader.sandbox.levels.sandbox import holes
from grader.sandbox.limits import Limits

FILES = {"work.py": b"def f(a):\n    return a + 1\n"}
LIMITS = Limits()


def timed(step: Callable[[], object]) -> float:
    """Seconds that a step takes."""
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def open_session(backend: Confined, confinement: Confinement | None = None) -> StudentSession:
    """A session at a level, with all its layers or with those that are given."""

    def start() -> ForkedProcess:
        return ForkedProcess(backend.zygote, LIMITS, confinement or Confinement())

    return StudentSession(Exchange(FILES, LIMITS, backend.level, start))


def submission(backend: Confined, confinement: Confinement | None = None) -> None:
    """One trivial submission, from the request to its end."""
    session = open_session(backend, confinement)
    (outcome,) = session.call("work", "f", [(1,)])
    if outcome != Returned(2):
        raise RuntimeError(f"the answer was {outcome}")
    session.close()


def fork_and_answer(backend: Confined, runs: int) -> tuple[float, float]:
    """Median seconds with no layer and with all."""
    bare, confined = [], []
    for _ in range(runs):
        bare.append(timed(lambda: submission(backend, Confinement(()))))
        confined.append(timed(lambda: submission(backend)))
    return statistics.median(bare), statistics.median(confined)


def throughput(level: str, callers: int, runs: int) -> float:
    """Submissions a second from several callers at a time, each with a zygote of its own."""
    pids = []
    gate_out, gate_in = os.pipe()
    ready_out, ready_in = os.pipe()
    for _ in range(callers):
        pid = os.fork()
        if pid == 0:
            os.close(gate_in)
            backend = Confined(level)
            backend.warm()
            submission(backend)
            os.write(ready_in, b"r")
            os.read(gate_out, 1)  # until the parent closes its end
            for _ in range(runs):
                submission(backend)
            backend.close()
            os._exit(0)
        pids.append(pid)
    for _ in pids:
        os.read(ready_out, 1)
    start = time.perf_counter()
    os.close(gate_in)
    for pid in pids:
        os.waitpid(pid, 0)
    seconds = time.perf_counter() - start
    for descriptor in (gate_out, ready_out, ready_in):
        os.close(descriptor)
    return callers * runs / seconds


def calls(backend: Confined, runs: int) -> tuple[float, float]:
    """Median seconds of a call of its own, and of one among many in a message."""
    session = open_session(backend)
    session.call("work", "f", [(1,)])
    alone = [timed(lambda: session.call("work", "f", [(1,)])) for _ in range(20 * runs)]
    many = [timed(lambda: session.call("work", "f", [(1,)] * 500)) / 500 for _ in range(runs)]
    session.close()
    return statistics.median(alone), statistics.median(many)


def start_costs(level: str, runs: int) -> tuple[float, float]:
    """Median seconds until a zygote is warm, and of the probe."""
    starts, probes = [], []
    for _ in range(runs):
        backend = Confined(level)
        starts.append(timed(backend.wait))
        probes.append(timed(lambda backend=backend: holes(backend)))  # type: ignore[misc]
        backend.close()
    return statistics.median(starts), statistics.median(probes)


def main() -> None:
    """Measure each level that holds here."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 150
    load = Path("/proc/loadavg").read_text(encoding="ascii").split()[0]
    print(f"{os.cpu_count()} processors, load {load}, {runs} runs")
    for level in ("confined", "isolated"):
        try:
            backend = Confined(level)
            backend.warm()
        except SandboxError as error:
            print(f"{level}: not measured: {error}")
            continue
        bare, confined = fork_and_answer(backend, runs)
        ratio = confined / bare
        print(f"{level}: fork and answer {1e3 * confined:.1f} ms; with no layer {1e3 * bare:.1f} ms; ratio {ratio:.2f}")
        alone, many = calls(backend, runs)
        print(f"{level}: a call {1e6 * alone:.0f} us; among many {1e6 * many:.0f} us")
        backend.close()
        for callers in (1, os.cpu_count() or 1, 2 * (os.cpu_count() or 1)):
            print(f"{level}: {throughput(level, callers, runs):.0f} submissions a second from {callers} callers")
        zygote, probe = start_costs(level, max(3, runs // 30))
        print(f"{level}: zygote warm after {1e3 * zygote:.0f} ms; probe {1e3 * probe:.0f} ms")


if __name__ == "__main__":
    main()
